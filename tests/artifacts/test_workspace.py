from dataclasses import replace
from pathlib import Path

import pytest

from artifacts import (
    EnvironmentEntry,
    StoreError,
    UnknownEnvironment,
    WithdrawnEnvironment,
    Workspace,
    WorkspaceError,
)


@pytest.fixture
def marina(workspace: Workspace) -> EnvironmentEntry:
    """An environment on the shelf and in the catalog."""
    folder = workspace.shelf.publish(lambda place: (place / "environment.json").touch(), "marina", 1)
    manifest = workspace.store.put_blob(b"manifest")
    entry = EnvironmentEntry("marina", 1, manifest, str(folder.relative_to(workspace.root)))
    workspace.catalog.publish(entry)
    return entry


def test_making_a_workspace_touches_nothing(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "deep" / "root")
    assert workspace.is_new
    assert list(tmp_path.iterdir()) == []
    assert workspace.catalog.environments() == []
    assert not workspace.is_new
    workspace.catalog.close()


def test_resolver_turns_names_into_bundle_folders(workspace: Workspace, marina: EnvironmentEntry) -> None:
    resolve = workspace.resolver()
    assert resolve("marina") == resolve("marina@1") == workspace.root / "environments" / "marina@1"
    with pytest.raises(UnknownEnvironment, match="Did you mean marina"):
        resolve("marine")
    with pytest.raises(LookupError):
        resolve("marine")


def test_resolver_refuses_withdrawn_environments_with_the_reason(
    workspace: Workspace, marina: EnvironmentEntry
) -> None:
    workspace.catalog.withdraw("marina", 1, "t03 has a tie")
    with pytest.raises(WithdrawnEnvironment, match="marina@1 was withdrawn: t03 has a tie"):
        workspace.resolver()("marina")


def test_resolver_says_when_a_bundle_is_gone(workspace: Workspace, marina: EnvironmentEntry) -> None:
    workspace.catalog.publish(replace(marina, version=2, bundle="environments/marina@2"))
    with pytest.raises(StoreError, match=r"marina@2 is published, but its folder .* is gone"):
        workspace.resolver()("marina")


def test_moved_root_still_resolves(workspace: Workspace, marina: EnvironmentEntry, tmp_path: Path) -> None:
    workspace.catalog.close()
    workspace.root.rename(tmp_path / "moved")
    moved = Workspace(tmp_path / "moved")
    assert moved.resolver()("marina") == tmp_path / "moved" / "environments" / "marina@1"
    moved.catalog.close()


@pytest.mark.parametrize("below", ["", "/below"])
def test_root_that_is_a_file_is_a_readable_error(tmp_path: Path, below: str) -> None:
    (tmp_path / "root").write_text("notes")
    workspace = Workspace(f"{tmp_path / 'root'}{below}")
    for part in ("store", "catalog", "shelf"):
        with pytest.raises(WorkspaceError, match="root is a file where a folder is needed"):
            getattr(workspace, part)


def test_unwritable_root_is_a_readable_error(closed_folder: Path) -> None:
    for root in (closed_folder, closed_folder / "root"):
        with pytest.raises(WorkspaceError, match=r"No data root: .*Permission denied.*Make the folder writable"):
            _ = Workspace(root).catalog


def test_full_disk_is_a_readable_error(small_disk: Path) -> None:
    workspace = Workspace(small_disk)
    with pytest.raises(WorkspaceError, match=r"could not be written: .*bytes free"):
        for number in range(1000):
            workspace.store.put_blob(bytes([number % 251]) * (1000 * number))
            _ = workspace.catalog
    workspace.__dict__["catalog"].close()
