"""The bundle: one folder that holds a whole environment, opened without catalog or Prefect.

In:  content and its image, or a folder.
Out: `environment.json`, a Parquet file a kind and `image.sqlite`; or the content and the image, every part checked
     against the manifest.
Never here: compiling tools; the database of an environment (`database.py`).
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw
from pydantic import ValidationError

from environments.clock import standing_clock
from environments.content import Content
from environments.database import build_image, connect, create_tables
from environments.errors import BadEnvironment, Finding
from environments.facts import rows_of
from schemas import (
    CERTIFICATES,
    ROWS,
    SOLUTIONS,
    TABLES,
    TASKS,
    TOOLS,
    VERIFIERS,
    ArtifactError,
    EnvironmentManifest,
    Kind,
    explain,
)
from schemas.environment import BUNDLE_FORMAT

MANIFEST = "environment.json"
IMAGE = "image.sqlite"
PARTS: tuple[Kind[Any], ...] = (TABLES, TOOLS, ROWS, TASKS, SOLUTIONS, VERIFIERS, CERTIFICATES)
_SQLITE_MAGIC = b"SQLite format 3\0"
_AGAIN = "The bundle is damaged: export it again"


def is_bundle(folder: Path) -> bool:
    """Whether a folder holds a bundle, even a damaged one, rather than the authored form."""
    return any((folder / name).exists() for name in (IMAGE, *(f"{kind.name}.parquet" for kind in PARTS)))


@dataclass(frozen=True)
class Part:
    """One kind of artifact as it lies in a bundle."""

    id: str
    parquet: bytes


def write_bundle(
    content: Content, folder: Path, image: bytes | None = None, parts: Mapping[str, Part] | None = None,
    flush: bool = True,
) -> EnvironmentManifest:  # fmt: skip
    """Write a bundle; the manifest as written comes back. `parts` are the content's, by kind, where they are at hand.

    `flush` makes sure that a power cut leaves it whole; whoever has the folder flushed later need not wait for it here.

    The folder appears whole or not at all. One that is there is replaced if it is a bundle or empty.

    Raises:
        FileExistsError: the folder holds something else.
        OSError: it cannot be written; nothing is left behind.
    """
    folder = Path(folder)
    if folder.exists() and not is_bundle(folder) and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty and holds no bundle; choose another folder")
    manifest = content.manifest
    image = image or build_image(content.tables, content.rows, manifest.now, manifest.name)
    parts = parts or parts_of(content)
    ids = {kind.name: parts[kind.name].id for kind in PARTS}
    manifest = manifest.model_copy(update={"parts": ids, "image_sha256": hashlib.sha256(image).hexdigest()})
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for kind in PARTS:
            _write(staged / f"{kind.name}.parquet", parts[kind.name].parquet)
        _write(staged / IMAGE, image)
        _write(staged / MANIFEST, (json.dumps(manifest.document(), ensure_ascii=False, indent=1) + "\n").encode())
        staged.chmod(0o755)
        for path in (*staged.iterdir(), staged) if flush else ():
            _sync(path)
        _put_in_place(staged, folder)
        if flush:
            _sync(folder.parent)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return manifest


def parts_of(content: Content) -> dict[str, Part]:
    """All parts of a bundle by their kind."""
    packed = {kind.name: kind.pack(_records(content, kind)) for kind in PARTS}
    return {name: Part(each.id, each.parquet()) for name, each in packed.items()}


def read_bundle(folder: Path) -> tuple[Content, bytes]:
    """The content and the image of a bundle.

    Raises:
        BadEnvironment: a file is missing, damaged, from a newer format, or not what the manifest says.
    """
    return _Reader(Path(folder)).read()


class _Reader:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._findings: list[Finding] = []

    def read(self) -> tuple[Content, bytes]:
        manifest = self._manifest()
        parts = {kind.name: self._part(kind, manifest.parts.get(kind.name, "none")) for kind in PARTS}
        image = self._bytes(IMAGE)
        if image is not None and hashlib.sha256(image).hexdigest() != manifest.image_sha256:
            self._find(IMAGE, f"its SHA-256 is not the one in {MANIFEST}. {_AGAIN}", "wrong_hash")
        self._stop_if_bad()
        content = Content(manifest, **parts)
        if image is not None:
            self._check_image(image, content)
        self._stop_if_bad()
        return content, image or b""

    def _manifest(self) -> EnvironmentManifest:
        raw = self._bytes(MANIFEST)
        self._stop_if_bad()
        try:
            document = json.loads(raw or b"")
        except (ValueError, RecursionError) as fault:
            document = None
            self._find(MANIFEST, f"it is no JSON ({fault}). {_AGAIN}", "not_json")
        self._stop_if_bad()
        version = document.get("format") if isinstance(document, dict) else None
        if isinstance(version, int) and version > BUNDLE_FORMAT:
            self._find(
                MANIFEST,
                f"it has format {version}, and this program reads up to {BUNDLE_FORMAT}; use a newer worldloom",
                "newer_format",
            )
        self._stop_if_bad()
        try:
            manifest = EnvironmentManifest.model_validate(document)
        except ValidationError as fault:
            self._find(MANIFEST, f"{explain(fault)}. {_AGAIN}", "form")
            self._stop_if_bad()
            raise
        if manifest.kind != "sql":
            self._find(MANIFEST, f"the kind {manifest.kind} is not opened here", "kind")
        return manifest

    def _part(self, kind: Kind[Any], identity: str) -> list[Any]:
        file = f"{kind.name}.parquet"
        raw = self._bytes(file)
        if raw is None:
            return []
        try:
            return kind.read(raw, file, identity)
        except ArtifactError as fault:
            self._find(file, f"{fault}. {_AGAIN}", "unreadable")
            return []

    def _check_image(self, image: bytes, content: Content) -> None:
        if not image.startswith(_SQLITE_MAGIC):
            self._find(IMAGE, f"it is no SQLite database. {_AGAIN}", "not_sqlite")
            return
        if image[18:20] != b"\x01\x01":
            self._find(IMAGE, f"it is in WAL mode, which cannot be opened from memory. {_AGAIN}", "not_sqlite")
            return
        clock = standing_clock(content.manifest.now)
        expected = connect(clock, reproducible=False)
        faults = create_tables(expected, content.tables)
        if faults:
            self._findings += faults
            return
        sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
        try:
            found = connect(clock, image)
            is_same = rows_of(found, sql) == rows_of(expected, sql)
            sound = rows_of(found, "PRAGMA quick_check(1)") == [("ok",)]
        except (apsw.Error, UnicodeError) as fault:
            self._find(IMAGE, f"SQLite cannot read it ({fault}). {_AGAIN}", "not_sqlite")
            return
        if not sound:
            self._find(IMAGE, f"SQLite finds it corrupt. {_AGAIN}", "corrupt")
        elif not is_same:
            self._find(IMAGE, f"its tables and indexes are not those of tables.parquet. {_AGAIN}", "other_tables")

    def _bytes(self, file: str) -> bytes | None:
        try:
            return (self._folder / file).read_bytes()
        except FileNotFoundError:
            self._find(file, f"it is missing in {self._folder}. {_AGAIN}", "missing_file")
        except OSError as fault:
            self._find(file, f"it cannot be read: {fault}", "unreadable")
        return None

    def _find(self, file: str, message: str, rule: str) -> None:
        self._findings.append(Finding("bundle", file, message, rule))

    def _stop_if_bad(self) -> None:
        if self._findings:
            raise BadEnvironment(str(self._folder), self._findings)


def _records(content: Content, kind: Kind[Any]) -> list[Any]:
    records: list[Any] = getattr(content, kind.name)
    return records


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)


def _put_in_place(staged: Path, folder: Path) -> None:
    """Rename the finished folder to its name; one that is there steps aside and goes."""
    if not folder.exists():
        staged.rename(folder)
    else:
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent)) / folder.name
        folder.rename(aside)
        try:
            staged.rename(folder)
        except OSError:
            aside.rename(folder)
            raise
        finally:
            shutil.rmtree(aside.parent, ignore_errors=True)


def _sync(path: Path) -> None:
    """Make a file's content, or the names in a folder, survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
