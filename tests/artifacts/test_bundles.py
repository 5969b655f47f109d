import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from artifacts import BundleConflict, Shelf, StoreError


def bundle_of(text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "environment.json").write_text(text)
        (folder / "parts").mkdir()
        (folder / "parts" / "rows.parquet").write_bytes(b"rows of " + text.encode())

    return write


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "root")


def names_on(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "root" / "environments").iterdir())


def test_published_bundle_lies_under_name_and_version(shelf: Shelf, tmp_path: Path) -> None:
    folder = shelf.publish(bundle_of("one"), "marina", 1)
    assert folder == shelf.path("marina", 1) == tmp_path / "root" / "environments" / "marina@1"
    assert (folder / "environment.json").read_text() == "one"
    assert shelf.has("marina", 1)
    assert not shelf.has("marina", 2)


def test_versions_are_of_this_name_only_and_in_order_of_number(shelf: Shelf) -> None:
    for name, version in [("marina", 10), ("marina", 2), ("marina-rental", 3), ("mari", 4)]:
        shelf.publish(bundle_of("x"), name, version)
    assert shelf.versions("marina") == [2, 10]
    assert shelf.versions("unknown") == []


def test_same_content_may_be_published_again_and_stays_untouched(shelf: Shelf, tmp_path: Path) -> None:
    before = shelf.publish(bundle_of("one"), "marina", 1).stat().st_ino
    assert shelf.publish(bundle_of("one"), "marina", 1).stat().st_ino == before
    assert names_on(tmp_path) == ["marina@1"]


def test_other_content_never_overwrites(shelf: Shelf, tmp_path: Path) -> None:
    folder = shelf.publish(bundle_of("one"), "marina", 1)
    with pytest.raises(BundleConflict, match="marina@1 is published with other content"):
        shelf.publish(bundle_of("two"), "marina", 1)
    assert (folder / "environment.json").read_text() == "one"
    assert names_on(tmp_path) == ["marina@1"]


def test_publisher_may_say_what_the_same_content_is(shelf: Shelf) -> None:
    shelf.publish(bundle_of("one"), "marina", 1)
    folder = shelf.publish(bundle_of("two"), "marina", 1, same=lambda new, standing: True)
    assert (folder / "environment.json").read_text() == "one"


def test_writer_that_fails_leaves_nothing(shelf: Shelf, tmp_path: Path) -> None:
    def write(folder: Path) -> None:
        (folder / "environment.json").write_text("half")
        raise KeyError("no tables")

    with pytest.raises(KeyError, match="no tables"):
        shelf.publish(write, "marina", 1)
    assert names_on(tmp_path) == []


def test_killed_writer_leaves_nothing_visible(shelf: Shelf) -> None:
    def write(folder: Path) -> None:
        (folder / "environment.json").write_text("half")
        os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        shelf.publish(write, "marina", 1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert not shelf.has("marina", 1)
    assert shelf.versions("marina") == []
    assert (shelf.publish(bundle_of("whole"), "marina", 1) / "environment.json").read_text() == "whole"


def test_many_publishers_of_the_same_content_all_succeed(shelf: Shelf, tmp_path: Path) -> None:
    published: list[Path] = []
    threads = [
        threading.Thread(target=lambda: published.append(shelf.publish(bundle_of("one"), "marina", 1)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(published) == 8
    assert names_on(tmp_path) == ["marina@1"]


@pytest.mark.parametrize(("name", "version"), [("../etc", 1), ("Marina", 1), ("", 1), ("a@b", 1), ("marina", 0)])
def test_name_that_is_no_slug_is_refused(shelf: Shelf, name: str, version: int) -> None:
    with pytest.raises(StoreError, match="cannot be published"):
        shelf.path(name, version)


def test_full_disk_is_a_readable_error_and_leaves_nothing(small_disk: Path) -> None:
    shelf = Shelf(small_disk)
    with pytest.raises(StoreError, match=r"could not be published: .* bytes free"):
        shelf.publish(bundle_of("rows" * 250_000), "marina", 1)
    assert list((small_disk / "environments").iterdir()) == []
