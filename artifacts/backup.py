"""Back a data root up into one file, and put it back anywhere.

In:  a workspace whose catalog and store lie under its root; or a backup and a folder that does not exist yet.
Out: a `.tar.gz` that is there whole or not at all; a root that is there whole or not at all.
Never here: catalogs on a database server and stores elsewhere, which have tools of their own.

Runs may go on meanwhile. The catalog is copied first, in one state; every artifact that it names was stored before it
was recorded, and files are never changed, so that what is copied afterwards holds all that the copy names.
"""

import gzip
import io
import json
import os
import shutil
import tarfile
import tempfile
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from artifacts.bundles import FOLDER
from artifacts.code_version import code_version
from artifacts.errors import StoreError, WorkspaceError, explaining
from artifacts.upgrading import copy_sqlite
from artifacts.workspace import CATALOG_FILE, STORE_FOLDER, Workspace

FORMAT = 1
DESCRIPTION = "worldloom-backup.json"
SUFFIXES = (".tar.gz", ".tgz")
_LEVEL = 1  # Parquet is compressed already


@dataclass(frozen=True)
class Backup:
    """What a backup says of itself."""

    format: int
    code_version: str
    files: int
    bytes: int
    """Before compression."""


def back_up(workspace: Workspace, target: Path) -> Backup:
    """Write everything under the root into `target`.

    Raises:
        WorkspaceError: there is nothing to back up, or it lies elsewhere.
        StoreError: `target` exists, or could not be written; nothing half-written is left.
    """
    _refuse_what_cannot_be(workspace, target)
    partial = target.with_name(f".{target.name}.{uuid.uuid4().hex}.partial")
    with explaining(target, "written"), workspace.held():
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix="worldloom-backup-") as folder:
                done = _write(workspace, partial, Path(folder) / CATALOG_FILE)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    return done


def restore(backup: Path, root: Path) -> Backup:
    """Unpack a backup as a new data root.

    Raises:
        WorkspaceError: the root holds something already.
        StoreError: the file is no backup, is damaged, or there is no room; nothing is left behind.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise WorkspaceError(f"{root} holds something already. Name a folder that does not exist yet with --home.")
    partial = root.with_name(f".{root.name}.{uuid.uuid4().hex}.partial")
    with explaining(root, "restored"):
        try:
            partial.mkdir(parents=True)
            done = _unpack(backup, partial)
            if root.exists():
                root.rmdir()
            partial.rename(root)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    return done


def _refuse_what_cannot_be(workspace: Workspace, target: Path) -> None:
    if not target.name.endswith(SUFFIXES):
        raise WorkspaceError(f"{target.name} does not end in .tar.gz. Name the backup so.")
    if target.exists():
        raise StoreError(f"{target} is there already, and backups are never overwritten. Name another file.")
    if workspace.is_new:
        raise WorkspaceError(f"There is nothing in {workspace.root} to back up.")
    if workspace.catalog_file is None:
        raise WorkspaceError(
            "The catalog is on a database server: back it up with that server's tools (pg_dump), "
            f"and then the folder {workspace.root} as it is."
        )
    if workspace.store_folder is None:
        raise WorkspaceError(
            "The store is not under the data root: copy it with its own tools after a backup of the catalog."
        )


def _write(workspace: Workspace, partial: Path, catalog: Path) -> Backup:
    source = workspace.catalog_file
    assert source is not None
    workspace.catalog.close()  # opened once at least, so that an older one is upgraded and a foreign one is refused
    copy_sqlite(source, catalog)
    with gzip.open(partial, "wb", compresslevel=_LEVEL) as packed, tarfile.open(fileobj=packed, mode="w|") as archive:
        files, size = 1, catalog.stat().st_size
        archive.add(catalog, CATALOG_FILE)
        for path in _files(workspace.root):
            try:
                archive.add(path, path.relative_to(workspace.root).as_posix(), recursive=False)
            except FileNotFoundError:  # withdrawn from the listing by its own writer, who was still at it
                continue
            files, size = files + 1, size + path.stat().st_size
        done = Backup(FORMAT, code_version(), files, size)
        _add_text(archive, DESCRIPTION, json.dumps(asdict(done)))
    with partial.open("rb") as written:
        os.fsync(written.fileno())
    return done


def _files(root: Path) -> Iterator[Path]:
    for folder in (root / STORE_FOLDER, root / FOLDER):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts):
                yield path


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def _unpack(backup: Path, folder: Path) -> Backup:
    try:
        with gzip.open(backup) as packed:
            with tarfile.open(fileobj=packed, mode="r|") as archive:
                for entry in archive:
                    archive.extract(entry, folder, filter="data")
            while packed.read(1 << 20):  # to its very end, where the checksum of the whole stands
                continue
        description = folder / DESCRIPTION
        done = Backup(**json.loads(description.read_text(encoding="utf-8")))
    except FileNotFoundError as fault:
        missing = backup if not backup.exists() else DESCRIPTION
        raise StoreError(f"{backup} cannot be restored: there is no {missing}. Name a `worldloom backup`.") from fault
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, ValueError, TypeError) as fault:
        raise StoreError(f"{backup} is no backup, or is damaged ({fault}). Nothing was restored.") from fault
    if done.format > FORMAT:
        raise StoreError(f"{backup} has format {done.format}; this Worldloom reads up to {FORMAT}. Use a newer one.")
    found = sum(1 for path in folder.rglob("*") if path.is_file()) - 1
    if found != done.files:
        raise StoreError(f"{backup} is damaged: it has {found} files of {done.files}. Nothing was restored.")
    description.unlink()
    return done
