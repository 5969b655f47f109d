"""Write-once files under one root: a local folder, or any URL that fsspec opens.

In:  a root, keys below it (`tasks/ab/tasks-ab12.parquet`), bytes.
Out: bytes, sizes, locations.
Never here: what the bytes mean; changing a file that is there. Only housekeeping (`sweeping.py`) removes any.

A file is visible whole or not at all. A local folder gets that from a temporary file beside the target,
flushed to the disk and renamed; object stores show an object only when its upload has ended.
"""

import os
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from artifacts.errors import StoreError, explaining

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem  # type: ignore[import-untyped]

Stamp = tuple[int, ...]
"""Another one when a file was changed: when, how long it is, which file it is."""


@dataclass(frozen=True)
class Found:
    """One file that lies under a root."""

    key: str
    bytes: int
    modified: float
    """Seconds since 1970."""

    @property
    def is_partial(self) -> bool:
        """Whether it was being written when somebody was stopped, or still is."""
        return self.key.rpartition("/")[2].startswith(".")


class Files(Protocol):
    def location(self, key: str) -> str:
        """The path or URL of a key, for messages and other tools."""

    def exists(self, key: str) -> bool: ...

    def size(self, key: str) -> int: ...

    def stamp(self, key: str) -> Stamp | None:
        """What tells whether a file was changed; None where nothing tells it cheaply."""

    def read(self, key: str) -> bytes:
        """The whole content.

        Raises:
            FileNotFoundError: there is no such file.
            StoreError: it is there and cannot be read.
        """

    def write_once(self, key: str, content: bytes) -> None:
        """Make the file visible with this content, whole; two writers of the same content may meet.

        Raises:
            StoreError: no room, no right, no folder; names the path and the free bytes.
        """

    def found(self) -> Iterator[Found]:
        """Every file there is, in no particular order."""

    def remove(self, key: str) -> None:
        """Take a file away; one that is gone already is no fault."""


def open_files(root: Path | str) -> Files:
    """The files under a path or URL; nothing is created yet."""
    if "://" not in str(root) and "::" not in str(root):
        return LocalFiles(Path(root).expanduser().absolute())
    import fsspec  # only for what is elsewhere: most commands know a folder, and start faster without
    from fsspec.implementations.local import LocalFileSystem  # type: ignore[import-untyped]

    system, path = fsspec.core.url_to_fs(str(root))
    if isinstance(system, LocalFileSystem):
        return LocalFiles(Path(path))
    return RemoteFiles(system, path, str(root))


class LocalFiles:
    def __init__(self, root: Path) -> None:
        self._root = root

    def location(self, key: str) -> str:
        return str(self._root / key)

    def exists(self, key: str) -> bool:
        return (self._root / key).is_file()

    def size(self, key: str) -> int:
        with explaining(self._root / key, "read"):
            return (self._root / key).stat().st_size

    def stamp(self, key: str) -> Stamp | None:
        try:
            found = (self._root / key).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino

    def read(self, key: str) -> bytes:
        path = self._root / key
        if not path.is_file():
            raise FileNotFoundError(path)
        with explaining(path, "read"):
            return path.read_bytes()

    def write_once(self, key: str, content: bytes) -> None:
        target = self._root / key
        with explaining(target, "written"):
            target.parent.mkdir(parents=True, exist_ok=True)
            partial = target.parent / f".{target.name}.{uuid.uuid4().hex}.partial"
            try:
                _write_through(partial, content)
                partial.replace(target)
            except BaseException:
                partial.unlink(missing_ok=True)
                raise
            flush_folder(target.parent)

    def found(self) -> Iterator[Found]:
        for folder, _, names in os.walk(self._root):
            for name in names:
                path = Path(folder) / name
                try:
                    status = path.stat()
                except FileNotFoundError:  # somebody else's partial file, finished meanwhile
                    continue
                yield Found(path.relative_to(self._root).as_posix(), status.st_size, status.st_mtime)

    def remove(self, key: str) -> None:
        with explaining(self._root / key, "removed"):
            (self._root / key).unlink(missing_ok=True)


class RemoteFiles:
    """Files behind an fsspec URL whose writes are atomic of themselves (S3, GCS, memory)."""

    def __init__(self, system: "AbstractFileSystem", path: str, url: str) -> None:
        self._system = system
        self._path = path.rstrip("/")
        self._url = url.rstrip("/")

    def location(self, key: str) -> str:
        return f"{self._url}/{key}"

    def exists(self, key: str) -> bool:
        return bool(self._system.exists(self._at(key)))

    def size(self, key: str) -> int:
        return int(self._system.size(self._at(key)))

    def stamp(self, key: str) -> Stamp | None:
        return None

    def read(self, key: str) -> bytes:
        try:
            content: bytes = self._system.cat_file(self._at(key))
        except FileNotFoundError:
            raise
        except OSError as fault:
            raise StoreError(f"{self.location(key)} could not be read: {fault}.") from fault
        return content

    def write_once(self, key: str, content: bytes) -> None:
        try:
            self._system.pipe_file(self._at(key), content)
        except OSError as fault:
            raise StoreError(f"{self.location(key)} could not be written: {fault}. Nothing was stored.") from fault

    def found(self) -> Iterator[Found]:
        try:
            listed = self._system.find(self._path, detail=True)
            for path, facts in listed.items():
                yield Found(path.removeprefix(f"{self._path}/"), int(facts["size"]), self._modified(path, facts))
        except FileNotFoundError:
            return
        except OSError as fault:
            raise StoreError(f"{self._url} could not be listed: {fault}.") from fault

    def remove(self, key: str) -> None:
        try:
            self._system.rm_file(self._at(key))
        except FileNotFoundError:
            return
        except OSError as fault:
            raise StoreError(f"{self.location(key)} could not be removed: {fault}.") from fault

    def _modified(self, path: str, facts: Mapping[str, Any]) -> float:
        """The listing tells it on S3; other stores are asked a file."""
        when = facts.get("LastModified") or self._system.modified(path)
        return float(when.timestamp())

    def _at(self, key: str) -> str:
        return f"{self._path}/{key}"


def flush_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_file(path: Path) -> None:
    """Make a file's content survive a power cut."""
    flush_folder(path)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
