"""Check a data root: every hash, every reference, the database, what was left half-written, the room.

In:  a workspace. Out: findings, each with what to do about it.
Never here: mending anything; other programs and their versions (`worldloom/`).
"""

import hashlib
import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import select
from sqlmodel import col

from artifacts.catalog_tables import ArtifactRow
from artifacts.entries import EnvironmentEntry
from artifacts.errors import StoreError
from artifacts.references import referred
from artifacts.store import BLOB, kind_of
from artifacts.workspace import Workspace
from schemas import ENVIRONMENT, KINDS, ArtifactError, EnvironmentManifest

CHECKERS = 2
"""Files hashed at once: more than the disk and two cores give is not gained."""
LITTLE_ROOM = 1_000_000_000
"""Bytes; an environment takes about 300,000."""
HALF_WRITTEN_AFTER_S = 3600.0
"""A partial file this old belongs to nobody any more."""
_MANIFEST, _IMAGE = "environment.json", "image.sqlite"
_RESTORE = "Restore it from a backup: `worldloom restore FILE --home ELSEWHERE`, and copy it from there"
_AGAIN = "or delete it and run the flow again: the step that made it makes it anew"

Listener = Callable[[str, int, int], None]
"""What is being checked, how many are done, of how many."""


@dataclass(frozen=True)
class Finding:
    """Something that is wrong, or worth knowing."""

    severity: Literal["fault", "notice"]
    where: str
    what: str
    mend: str


@dataclass(frozen=True)
class Checkup:
    """What was looked at, and what was found."""

    artifacts: int
    bundles: int
    findings: tuple[Finding, ...]

    @property
    def healthy(self) -> bool:
        return all(finding.severity != "fault" for finding in self.findings)


def check(workspace: Workspace, *, hashes: bool = True, listen: Listener = lambda *_: None) -> Checkup:
    """Look at everything; without `hashes` only whether files are there.

    Raises:
        WorkspaceError: the catalog or store cannot even be opened.
    """
    findings = [*_database(workspace)]
    stored = {artifact_id: file for file, artifact_id in workspace.store.found() if artifact_id}
    kept = referred(workspace.catalog, workspace.store)
    entries = workspace.catalog.environments()
    findings += _missing(workspace, set(stored), kept)
    findings += _half_written(workspace)
    findings += _unpublished(workspace, entries)
    if hashes:
        findings += _each(list(stored), lambda artifact_id: _artifact(workspace, artifact_id), "artifacts", listen)
    findings += _each(entries, lambda entry: _bundle(workspace, entry, hashes), "bundles", listen)
    findings += _room(workspace)
    return Checkup(len(stored), len(entries), tuple(findings))


def _each(things: list[Any], look: Callable[[Any], list[Finding]], what: str, listen: Listener) -> list[Finding]:
    found: list[Finding] = []
    with ThreadPoolExecutor(CHECKERS) as pool:
        for done, findings in enumerate(pool.map(look, things), start=1):
            found += findings
            listen(what, done, len(things))
    return found


def _database(workspace: Workspace) -> Iterator[Finding]:
    workspace.catalog.environments()  # opens it, or says why it cannot be opened
    path = workspace.catalog_file
    if path is None:
        return
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        said = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
        if said != ["ok"]:
            yield Finding("fault", str(path), f"the catalog is damaged: {'; '.join(said)}", f"{_RESTORE}.")
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(10):
            yield Finding("fault", str(path), f"row {row} of {table} points to a row of {parent} that is not there",
                          f"{_RESTORE}.")  # fmt: skip


def _missing(workspace: Workspace, stored: set[str], kept: set[str]) -> Iterator[Finding]:
    """Only what something hangs on: the rest may have been swept."""
    with workspace.catalog.database.reading() as connection:
        known = set(connection.scalars(select(col(ArtifactRow.id))))
    for artifact_id in sorted(kept - known):
        if artifact_id in stored:
            yield Finding("notice", artifact_id, "it is in the store, and the catalog does not know it",
                          "Nothing needs to be done; importing its environment again enters it.")  # fmt: skip
    for artifact_id in sorted((kept & known) - stored):
        yield Finding("fault", workspace.store.path(artifact_id), "something hangs on it, and it is not in the store",
                      f"{_RESTORE}, or run the flow that makes it again.")  # fmt: skip


def _half_written(workspace: Workspace) -> Iterator[Finding]:
    before = time.time() - HALF_WRITTEN_AFTER_S
    places = [workspace.store.location(file) for file, artifact_id in workspace.store.found()
              if artifact_id is None and file.is_partial and file.modified < before]  # fmt: skip
    places += [str(folder) for folder in workspace.shelf.folders()
               if folder.name.startswith(".") and folder.stat().st_mtime < before]  # fmt: skip
    for place in places:
        yield Finding("notice", place, "a process was stopped while it wrote this; nobody reads it",
                      "`worldloom gc --yes` removes it.")  # fmt: skip


def _unpublished(workspace: Workspace, entries: list[EnvironmentEntry]) -> Iterator[Finding]:
    published = {str(workspace.root / entry.bundle) for entry in entries}
    before = time.time() - HALF_WRITTEN_AFTER_S
    for folder in workspace.shelf.folders():
        if not folder.name.startswith(".") and str(folder) not in published and folder.stat().st_mtime < before:
            yield Finding("notice", str(folder), "a bundle that the catalog does not name",
                          f"`worldloom import {folder}` takes it in, `worldloom gc --yes` removes it.")  # fmt: skip


def _artifact(workspace: Workspace, artifact_id: str) -> list[Finding]:
    kind = kind_of(artifact_id)
    try:
        if kind == BLOB:
            workspace.store.get_blob(artifact_id)
        elif kind in KINDS:
            workspace.store.get(KINDS[kind], artifact_id)
        else:
            return [Finding("notice", workspace.store.path(artifact_id), f"nobody here knows the kind {kind!r}",
                            "A newer Worldloom may have written it.")]  # fmt: skip
    except StoreError as fault:
        return [Finding("fault", workspace.store.path(artifact_id), str(fault), f"{_RESTORE}, {_AGAIN}.")]
    return []


def _bundle(workspace: Workspace, entry: EnvironmentEntry, hashes: bool) -> list[Finding]:
    folder = workspace.root / entry.bundle
    mend = f"{_RESTORE}; or withdraw {entry.reference} and make another version."
    if not folder.is_dir():
        return [Finding("fault", str(folder), f"the bundle of {entry.reference} is gone", mend)]
    try:
        return [Finding("fault", str(folder / name), what, mend) for name, what in _faults_in(folder, entry, hashes)]
    except OSError as fault:
        return [Finding("fault", str(folder), f"it cannot be read: {fault.strerror or fault}", mend)]


def _faults_in(folder: Path, entry: EnvironmentEntry, hashes: bool) -> Iterator[tuple[str, str]]:
    """The file and what is wrong with it."""
    try:
        document = json.loads((folder / _MANIFEST).read_bytes())
        manifest = EnvironmentManifest.model_validate(document)
    except (FileNotFoundError, ValueError) as fault:
        yield _MANIFEST, f"it is no manifest ({str(fault).splitlines()[0]})"
        return
    if ENVIRONMENT.identify([manifest]) != entry.artifact_id:
        yield _MANIFEST, f"it is not the one that the catalog published ({entry.artifact_id})"
    for name, artifact_id in manifest.parts.items():
        file = folder / f"{name}.parquet"
        if not file.is_file():
            yield file.name, "it is gone"
        elif hashes:
            try:
                KINDS[name].read(file.read_bytes(), file.name, artifact_id)
            except ArtifactError as fault:
                yield file.name, str(fault)
    if not (folder / _IMAGE).is_file():
        yield _IMAGE, "it is gone"
    elif hashes and hashlib.sha256((folder / _IMAGE).read_bytes()).hexdigest() != manifest.image_sha256:
        yield _IMAGE, "its SHA-256 is not the one in the manifest"


def _room(workspace: Workspace) -> Iterator[Finding]:
    free = shutil.disk_usage(workspace.root).free
    if free < LITTLE_ROOM:
        yield Finding("notice", str(workspace.root), f"only {free:,} bytes are free",
                      "Free some space, sweep with `worldloom gc`, or move the root as it is.")  # fmt: skip
