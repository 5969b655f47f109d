"""The shelf of published environments: one folder a version, `<root>/environments/<name>@<version>/`.

In:  a name, a version, and whoever can write the bundle into an empty folder.
Out: paths of whole bundles. A folder appears complete or not at all, and is never changed afterwards.
Never here: what a bundle holds (`environments/`), which versions are withdrawn (`catalog.py`).
"""

import errno
import filecmp
import re
import shutil
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from artifacts.errors import BundleConflict, StoreError, explaining
from artifacts.files import flush_file, flush_folder

FOLDER = "environments"
FLUSHED_AT_ONCE = 8
"""Files of a bundle; those of an environment are nine."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_TAKEN = {errno.ENOTEMPTY, errno.EEXIST}


class Shelf:
    def __init__(self, root: Path | str) -> None:
        self._folder = Path(root) / FOLDER

    def path(self, name: str, version: int) -> Path:
        """Where this version lies, or would lie."""
        if not _NAME.fullmatch(name) or version < 1:
            raise StoreError(
                f"{name!r} version {version} cannot be published: a name has lower-case letters, digits, - and _, "
                "a version counts from 1."
            )
        return self._folder / f"{name}@{version}"

    def has(self, name: str, version: int) -> bool:
        return self.path(name, version).is_dir()

    def versions(self, name: str) -> list[int]:
        """The versions on the shelf, lowest first."""
        found = self._folder.glob(f"{self.path(name, 1).name.partition('@')[0]}@*")
        numbers = (folder.name.partition("@")[2] for folder in found)
        return sorted(int(number) for number in numbers if number.isascii() and number.isdigit())

    def folders(self) -> list[Path]:
        """Everything that lies on the shelf, half-written bundles included (their names begin with a dot)."""
        return sorted(path for path in self._folder.glob("*") if path.is_dir()) if self._folder.is_dir() else []

    def publish(
        self,
        write: Callable[[Path], None],
        name: str,
        version: int,
        *,
        same: Callable[[Path, Path], bool] | None = None,
    ) -> Path:
        """Let `write` fill a hidden folder, then show it under its name in one step.

        `same` decides whether a bundle that is there already has the same content (default: the same bytes);
        then it stays and nothing is written.

        Raises:
            BundleConflict: another content has this name and version.
            StoreError: no room, no right; nothing half-written is visible.
        """
        target = self.path(name, version)
        partial = self._folder / f".{target.name}.{uuid.uuid4().hex}.partial"
        with explaining(target, "published"):
            try:
                partial.mkdir(parents=True)
                write(partial)
                _flush_tree(partial)
                if not _show(partial, target) and not (same or same_files)(partial, target):
                    raise BundleConflict(
                        f"{target.name} is published with other content ({target}). "
                        "It is never overwritten: publish a new version."
                    )
            finally:
                shutil.rmtree(partial, ignore_errors=True)
            flush_folder(self._folder)
        return target


def same_files(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files with the same bytes."""
    names = _files(one)
    return names == _files(other) and all(filecmp.cmp(one / name, other / name, shallow=False) for name in names)


def _show(partial: Path, target: Path) -> bool:
    """Rename into view; False where something is there already."""
    try:
        partial.rename(target)
    except OSError as fault:
        if fault.errno not in _TAKEN:
            raise
        return False
    return True


def _files(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def _flush_tree(folder: Path) -> None:
    """Make a folder survive a power cut. Its files are flushed at once, which a disk does in one go."""
    paths = list(folder.rglob("*"))
    with ThreadPoolExecutor(FLUSHED_AT_ONCE) as threads:
        for _ in threads.map(flush_file, [path for path in paths if path.is_file()]):
            pass
    for path in [*filter(Path.is_dir, paths), folder]:
        flush_folder(path)
