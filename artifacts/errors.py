"""What can go wrong where data lives. Every message says what happened, where, and what to do next.

In:  the fault that was caught.
Out: one family of exceptions, `WorkspaceError` and its kinds, for whoever starts a run.
Never here: faults of content (`schemas.ArtifactError`) or of a running environment.
"""

import difflib
import errno
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER = {errno.ENOTDIR, errno.EEXIST, errno.EISDIR}


class WorkspaceError(Exception):
    """The data root cannot be used as it is, or does not hold what was asked for."""


class StoreError(WorkspaceError):
    """A file could not be written or read. Nothing half-written is visible."""


class MissingArtifact(StoreError):
    """The store has no such artifact."""


class DamagedArtifact(StoreError):
    """A file's content is not what its name promises."""


class BundleConflict(StoreError):
    """Another content is published under this name and version."""


class CatalogError(WorkspaceError):
    """The catalog cannot be opened, read or written, or refuses an entry."""


class UnknownArtifact(CatalogError):
    """The catalog has never heard of this artifact."""


class UnknownEnvironment(CatalogError, LookupError):
    """No environment of this name, or not in this version. `environments` expects a LookupError of its resolver."""


class AmbiguousReference(CatalogError):
    """The beginning of an id fits more than one artifact."""


class WithdrawnEnvironment(CatalogError):
    """The environment was withdrawn; the message says why."""


@contextmanager
def explaining(path: Path, verb: str) -> Iterator[None]:
    """Turn an OSError met while `path` is being read or written into a StoreError that says what to do."""
    try:
        yield
    except OSError as fault:
        raise StoreError(explain_os_error(fault, path, verb)) from fault


def explain_os_error(fault: OSError, path: Path, verb: str) -> str:
    what = f"{path} could not be {verb}: {fault.strerror or fault}"
    if fault.errno in _NO_ROOM:
        return f"{what} ({room_left(path)}). Nothing was stored; free some space or choose another data root."
    if fault.errno in _NO_RIGHT:
        return f"{what} ({room_left(path)}). Make the folder writable for this user or choose another data root."
    blocker = _file_in_the_way(path)
    if fault.errno in _NO_FOLDER and blocker:
        return f"{what}. {blocker} is a file where a folder is needed; move it away or choose another data root."
    return f"{what} ({room_left(path)})."


def room_left(path: Path) -> str:
    """The free bytes where `path` is, or would be."""
    for folder in (path, *path.absolute().parents):
        try:
            return f"{shutil.disk_usage(folder).free:,} bytes free"
        except OSError:
            continue
    return "free bytes unknown"


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A sentence naming up to three near matches; `otherwise` where nothing is near."""
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(near)}?" if near else otherwise


def _file_in_the_way(path: Path) -> Path | None:
    return next((place for place in (path, *path.absolute().parents) if place.is_file()), None)
