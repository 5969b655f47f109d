"""The content-addressed store: an artifact is found under the hash of what it says.

In:  records of a kind, or plain bytes (blobs).
Out: their ids; the same records and bytes again, checked against the id on every read.
Never here: when or by whom something was made (`catalog.py`); a second version under one id.

Layout: `<root>/<kind>/<ab>/<id>.parquet`, blobs `<root>/blob/<ab>/<id>`, where `ab` opens the hash.
"""

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from artifacts.entries import ArtifactEntry
from artifacts.errors import DamagedArtifact, MissingArtifact, StoreError
from artifacts.files import Found, Stamp, open_files
from schemas.kind import ID_DIGITS, ArtifactError, Kind, OtherContent, Packed
from schemas.record import Record
from schemas.seal import is_broken

R = TypeVar("R", bound=Record)

BLOB = "blob"
MOST_FRESH = 4_096
_ID = re.compile(rf"(?P<kind>[a-z][a-z0-9_]*)-(?P<hash>[0-9a-f]{{{ID_DIGITS}}})(?P<suffix>(\.[a-z0-9]+)*)")
_SUFFIX = re.compile(r"(\.[a-z0-9]+)*")


class Store:
    """Artifacts under a folder or URL, created when the first one is put."""

    def __init__(self, root: Path | str) -> None:
        self._files = open_files(root)
        self._fresh: dict[str, tuple[Stamp, ArtifactEntry]] = {}
        """What this process wrote and nobody has asked for yet: a catalog does, soon after."""

    def put(self, kind: Kind[R], records: Sequence[R]) -> str:
        """Store records and return their content id. What is there already is not written again.

        Raises:
            ArtifactError: a record breaks a rule of the kind's table.
            StoreError: the file could not be written; nothing is half-written.
        """
        return self.put_packed(kind.pack(records))

    def put_packed(self, packed: Packed[Any]) -> str:
        """Store records that are packed already; raises as `put` does."""
        write = self.putting(packed)
        if write is not None:
            write()
        return packed.id

    def putting(self, packed: Packed[Any]) -> Callable[[], None] | None:
        """What is left to do to store records: to write the file, which mostly waits for the disk, so that somebody
        may do something else meanwhile; None where it is there already.

        Raises:
            ArtifactError: as `put`. What comes back raises StoreError.
        """
        if self.has(packed.id):
            return None
        content = packed.parquet()

        def write() -> None:
            self._files.write_once(_key(packed.id), content)
            self._remember(ArtifactEntry(packed.id, packed.kind.name, len(packed.rows), len(content)))

        return write

    def get(self, kind: Kind[R], artifact_id: str) -> list[R]:
        """The records of an artifact, whose content must still give this id.

        Raises:
            MissingArtifact: it is not in the store.
            DamagedArtifact: the file is unreadable or says something else than its name promises.
        """
        if kind_of(artifact_id) != kind.name:
            raise StoreError(f"{artifact_id} holds {kind_of(artifact_id)}, not {kind.name}.")
        content = self._read(artifact_id)
        try:
            return kind.read(content, artifact_id, artifact_id)
        except OtherContent as fault:
            raise self._damaged(artifact_id, f"its content is that of {fault.found}") from fault
        except ArtifactError as fault:
            raise self._damaged(artifact_id, str(fault)) from fault

    def parquet(self, artifact_id: str) -> bytes:
        """The file of an artifact as it was written.

        Raises:
            MissingArtifact, DamagedArtifact: as `get`, as far as its seal tells.
        """
        content = self._read(artifact_id)
        if is_broken(content):
            raise self._damaged(artifact_id, "it has changed since it was written")
        return content

    def put_blob(self, content: bytes, suffix: str = "") -> str:
        """Store bytes; the id ends in `suffix` (".sqlite"), so that the file says what it is."""
        if not _SUFFIX.fullmatch(suffix):
            raise StoreError(f"{suffix!r} is no file suffix; give one like '.sqlite' or none.")
        blob_id = _blob_id(content, suffix)
        if not self.has(blob_id):
            self._files.write_once(_key(blob_id), content)
        return blob_id

    def get_blob(self, blob_id: str) -> bytes:
        """The bytes of a blob; raises as `get` does."""
        content = self._read(blob_id)
        if _blob_id(content, _parts(blob_id)["suffix"]) != blob_id:
            raise self._damaged(blob_id, "its bytes have another hash")
        return content

    def has(self, artifact_id: str) -> bool:
        """Whether the file is there. Text that is no id is simply not there."""
        return _ID.fullmatch(artifact_id) is not None and self._files.exists(_key(artifact_id))

    def path(self, artifact_id: str) -> str:
        """Where the artifact lies, or would lie: a plain path for a local store, else a URL."""
        return self._files.location(_key(artifact_id))

    def found(self) -> Iterator[tuple[Found, str | None]]:
        """Every file of the store with the id of the artifact that it holds; None where its name is no id's."""
        for file in self._files.found():
            artifact_id = file.key.rpartition("/")[2].removesuffix(".parquet")
            yield file, artifact_id if _ID.fullmatch(artifact_id) and _key(artifact_id) == file.key else None

    def location(self, file: Found) -> str:
        """Where a file of the store lies."""
        return self._files.location(file.key)

    def remove(self, file: Found) -> None:
        """Take one file away. Only for housekeeping: whatever refers to it will miss it."""
        self._files.remove(file.key)

    def describe(self, artifact_id: str) -> ArtifactEntry:
        """What the catalog records of an artifact: kind, number of rows (None for a blob), bytes on disk."""
        fresh = self._fresh.pop(artifact_id, None)
        if fresh is not None and fresh[0] == self._files.stamp(_key(artifact_id)):
            return fresh[1]
        content = self._read(artifact_id)
        kind = kind_of(artifact_id)
        return ArtifactEntry(artifact_id, kind, self._rows(artifact_id, content), len(content))

    def _remember(self, entry: ArtifactEntry) -> None:
        stamp = self._files.stamp(_key(entry.id))
        if stamp is None:
            return
        if len(self._fresh) >= MOST_FRESH:
            self._fresh.clear()
        self._fresh[entry.id] = stamp, entry

    def _rows(self, artifact_id: str, content: bytes) -> int | None:
        if kind_of(artifact_id) == BLOB:
            return None
        if is_broken(content):
            raise self._damaged(artifact_id, "it has changed since it was written")
        try:
            return int(pl.scan_parquet(io.BytesIO(content)).select(pl.len()).collect().item())
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as fault:
            raise self._damaged(artifact_id, str(fault)) from fault

    def _read(self, artifact_id: str) -> bytes:
        try:
            return self._files.read(_key(artifact_id))
        except FileNotFoundError:
            raise MissingArtifact(
                f"{artifact_id} is not in the store ({self.path(artifact_id)}). "
                "Run the flow that makes it again, or restore the file from a backup."
            ) from None

    def _damaged(self, artifact_id: str, finding: str) -> DamagedArtifact:
        return DamagedArtifact(
            f"{self.path(artifact_id)} is damaged: {finding}. Restore it from a backup, or delete it "
            "and run the flow again: the step that made it will make it anew."
        )


def kind_of(artifact_id: str) -> str:
    """The kind that an id names.

    Raises:
        StoreError: the text is no artifact id.
    """
    return _parts(artifact_id)["kind"]


def _parts(artifact_id: str) -> dict[str, str]:
    match = _ID.fullmatch(artifact_id)
    if match is None:
        raise StoreError(
            f"{artifact_id!r} is no artifact id; one looks like tasks-{'0123456789abcdef' * 2:.{ID_DIGITS}}."
        )
    return match.groupdict()


def _key(artifact_id: str) -> str:
    parts = _parts(artifact_id)
    name = artifact_id if parts["kind"] == BLOB else f"{artifact_id}.parquet"
    return f"{parts['kind']}/{parts['hash'][:2]}/{name}"


def _blob_id(content: bytes, suffix: str) -> str:
    return f"{BLOB}-{hashlib.sha256(content).hexdigest()[:ID_DIGITS]}{suffix}"
