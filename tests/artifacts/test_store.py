import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from artifacts import DamagedArtifact, MissingArtifact, Store, StoreError, kind_of
from schemas import ROWS, SCENARIOS, TASKS, Scenario, SeedRow, Task

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
VALUES = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
TASK = Task(id="t1", kind="query", instruction="How many boats are free on Friday?")

PUT_A_TASK = """
import sys
from artifacts import Store
from schemas import TASKS, Task
tasks = [Task(id=f"t{n}", kind="both", instruction="Réserve «le Héron» à 10 h " * n) for n in range(1, 4)]
print(Store(sys.argv[1]).put(TASKS, tasks))
"""

PUT_FOR_EVER = """
import itertools, sys
from artifacts import Store
from schemas import TASKS, Task
store = Store(sys.argv[1])
for n in itertools.count():
    tasks = [Task(id=f"t{k}", kind="query", instruction=f"{n} {k} " + "words " * 600) for k in range(1500)]
    store.put(TASKS, tasks)
    print(n, flush=True)
"""


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def visible_ids(store_root: Path) -> list[str]:
    return [path.name.removesuffix(".parquet") for path in files_below(store_root) if not path.name.startswith(".")]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@given(st.lists(st.dictionaries(TEXT, VALUES | TEXT | st.lists(VALUES), max_size=4), max_size=4))
def test_records_come_back_as_they_were_put(tmp_path_factory: Any, values: list[dict[str, Any]]) -> None:
    store = Store(tmp_path_factory.getbasetemp() / "round-trips")
    rows = [SeedRow(table="boats", number=number, values=row) for number, row in enumerate(values)]
    assert store.get(ROWS, store.put(ROWS, rows)) == rows


@given(st.binary(max_size=2000))
def test_blobs_come_back_as_they_were_put(tmp_path_factory: Any, content: bytes) -> None:
    store = Store(tmp_path_factory.getbasetemp() / "round-trips")
    assert store.get_blob(store.put_blob(content, ".sqlite")) == content


def test_artifact_lies_under_its_kind_and_the_first_digits_of_its_hash(store: Store, tmp_path: Path) -> None:
    artifact_id = store.put(TASKS, [TASK])
    digits = artifact_id.removeprefix("tasks-")
    assert store.path(artifact_id) == str(tmp_path / "store" / "tasks" / digits[:2] / f"{artifact_id}.parquet")
    assert kind_of(artifact_id) == "tasks"
    assert store.describe(artifact_id).rows == 1


def test_putting_again_writes_nothing(store: Store) -> None:
    path = Path(store.path(store.put(TASKS, [TASK])))
    before = path.stat()
    store.put(TASKS, [TASK])
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_same_records_get_the_same_id_in_any_zone_locale_and_hash_order(tmp_path: Path) -> None:
    places = [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Lima", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "0"},
    ]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", PUT_A_TASK, str(tmp_path / str(number))],
            env={**os.environ, **place},
            stdout=subprocess.PIPE,
            text=True,
        )
        for number, place in enumerate(places)
    ]
    ids = {run.communicate()[0].strip() for run in runs}
    assert [run.returncode for run in runs] == [0, 0]
    assert len(ids) == 1
    assert ids == set(visible_ids(tmp_path / "0")) == set(visible_ids(tmp_path / "1"))


def test_writer_killed_before_the_rename_leaves_nothing_visible(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"half a world" * 1000
    child = os.fork()
    if child == 0:
        monkeypatch.setattr(os, "fsync", lambda _: os.kill(os.getpid(), signal.SIGKILL))
        store.put_blob(content)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert len(files_below(tmp_path / "store")) == 1
    assert visible_ids(tmp_path / "store") == []
    assert store.get_blob(store.put_blob(content)) == content


def test_writers_killed_at_any_moment_leave_only_whole_files(store: Store, tmp_path: Path) -> None:
    moments, killed = random.Random(7), 0
    while killed < 25 or not visible_ids(tmp_path / "store"):  # on a busy machine no file may be finished in time
        killed += 1
        child = os.fork()
        if child == 0:
            while True:
                store.put_blob(os.urandom(300_000))
        time.sleep(moments.uniform(0.001, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert all(len(store.get_blob(blob_id)) == 300_000 for blob_id in visible_ids(tmp_path / "store"))


def test_process_killed_while_it_puts_artifacts_leaves_only_readable_ones(store: Store, tmp_path: Path) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", PUT_FOR_EVER, str(tmp_path / "store")], stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    run.stdout.readline()
    time.sleep(0.25)
    run.kill()
    run.communicate()
    whole = visible_ids(tmp_path / "store")
    assert whole
    assert all(len(store.get(TASKS, artifact_id)) == 1500 for artifact_id in whole)


def test_many_threads_may_put_the_same_artifact(store: Store, tmp_path: Path) -> None:
    threads = [threading.Thread(target=store.put_blob, args=(b"same" * 5000,)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(files_below(tmp_path / "store")) == 1


@pytest.mark.parametrize("keep", [0, 100, -1])
def test_truncated_file_is_damaged_and_the_error_names_it(store: Store, keep: int) -> None:
    artifact_id = store.put(TASKS, [TASK])
    path = Path(store.path(artifact_id))
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(DamagedArtifact, match=r"is damaged: .* delete it and run the flow again") as caught:
        store.get(TASKS, artifact_id)
    assert str(path) in str(caught.value)


@given(position=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@example(position=0.75, bit=3)
def test_no_single_flipped_bit_goes_unnoticed_or_ends_the_process(
    tmp_path_factory: Any, position: float, bit: int
) -> None:
    store = Store(tmp_path_factory.getbasetemp() / "flips")
    artifact_id = store.put(TASKS, [TASK])
    path = Path(store.path(artifact_id))
    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[int(position * len(whole))] ^= 1 << bit
    path.write_bytes(flipped)
    try:
        assert store.get(TASKS, artifact_id) == [TASK]  # a flip in the seal's own name breaks nothing else
    except DamagedArtifact:
        with pytest.raises(DamagedArtifact):
            store.describe(artifact_id)
    finally:
        path.write_bytes(whole)


def test_readable_file_with_other_content_is_damaged(store: Store) -> None:
    honest = store.put(TASKS, [TASK])
    other = store.put(TASKS, [TASK.model_copy(update={"instruction": "Cancel every booking."})])
    Path(store.path(honest)).write_bytes(Path(store.path(other)).read_bytes())
    with pytest.raises(DamagedArtifact, match=f"its content is that of {other}"):
        store.get(TASKS, honest)


def test_changed_blob_is_damaged(store: Store) -> None:
    blob_id = store.put_blob(b"image", ".sqlite")
    Path(store.path(blob_id)).write_bytes(b"imagf")
    with pytest.raises(DamagedArtifact, match="another hash"):
        store.get_blob(blob_id)


def test_absent_artifact_is_missing_and_says_where_it_was_looked_for(store: Store) -> None:
    absent = TASKS.identify([TASK])
    assert not store.has(absent)
    with pytest.raises(MissingArtifact, match="is not in the store") as caught:
        store.get(TASKS, absent)
    assert store.path(absent) in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "tasks", "../../etc/passwd", "tasks-../../x", "tasks-12", "blob-" + "a" * 24 + "/x"]
)
def test_text_that_is_no_id_is_not_there_and_has_no_path(store: Store, text: str) -> None:
    assert not store.has(text)
    with pytest.raises(StoreError, match="is no artifact id"):
        store.path(text)


def test_artifact_of_another_kind_is_refused_by_name(store: Store) -> None:
    scenario = Scenario(name="marina", title="Marina", category="Water", description="Rents boats.")
    artifact_id = store.put(SCENARIOS, [scenario])
    with pytest.raises(StoreError, match="holds scenarios, not tasks"):
        store.get(TASKS, artifact_id)


def test_suffix_that_is_a_path_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="is no file suffix"):
        store.put_blob(b"x", "/../../x")


def test_full_disk_names_path_and_free_bytes_and_leaves_nothing(small_disk: Path) -> None:
    store = Store(small_disk / "store")
    kept = store.put_blob(b"fits")
    with pytest.raises(StoreError, match=r"could not be written: .* bytes free.*free some space") as caught:
        store.put_blob(os.urandom(1_000_000))
    assert str(small_disk) in str(caught.value)
    assert [path.name for path in files_below(small_disk)] == [kept]
    assert store.get_blob(kept) == b"fits"


def test_unwritable_root_is_a_readable_error(closed_folder: Path) -> None:
    with pytest.raises(StoreError, match=r"Permission denied.*Make the folder writable"):
        Store(closed_folder / "store").put_blob(b"x")


def test_root_that_is_a_file_is_a_readable_error(tmp_path: Path) -> None:
    (tmp_path / "root").write_text("notes")
    with pytest.raises(StoreError, match="is a file where a folder is needed"):
        Store(tmp_path / "root").put_blob(b"x")


def test_store_behind_a_url_keeps_the_same_promises() -> None:
    store = Store("memory://bucket/worlds")
    artifact_id = store.put(TASKS, [TASK])
    assert store.path(artifact_id).startswith("memory://bucket/worlds/tasks/")
    assert store.get(TASKS, artifact_id) == [TASK]
    assert store.describe(artifact_id).rows == 1
    with pytest.raises(MissingArtifact):
        store.get_blob("blob-" + "0" * 24)
