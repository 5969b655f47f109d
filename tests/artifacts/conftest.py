"""A data root, and small disks that are really full or really closed."""

import os
import resource
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from artifacts import Workspace
from schemas import TASKS, Task

SMALL_DISK_BYTES = 256 * 1024


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace(tmp_path / "root")
    yield workspace
    workspace.catalog.close()


@pytest.fixture
def put_task(workspace: Workspace) -> Callable[[str], str]:
    """Store a `tasks` artifact that says this, and return its id."""

    def put(instruction: str) -> str:
        return workspace.store.put(TASKS, [Task(id="t1", kind="query", instruction=instruction)])

    return put


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder with room for about 256 KB: a tmpfs where this user may mount, else a limit on file sizes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = _mount(folder)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    if not mounted:
        resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_DISK_BYTES, limits[1]))
    yield folder
    if mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder that this user may read and not write, root included: root steps down to nobody meanwhile."""
    with tempfile.TemporaryDirectory() as outer:
        Path(outer).chmod(0o755)
        folder = Path(outer) / "closed"
        folder.mkdir(mode=0o555)
        with _without_root():
            yield folder


def _mount(folder: Path) -> bool:
    if os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK_BYTES}", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@contextmanager
def _without_root() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
