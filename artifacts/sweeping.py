"""Sweep a data root: files that nothing published, no dataset and no run refers to.

In:  a workspace, a grace period.
Out: what can go and why; on request it is removed.
Never here: the catalog's rows. What was made, tried and dropped stays known; a step whose product was swept makes it
anew when somebody asks for it.

Nothing goes that is younger than the grace period: a step stores its product before it records it. While a run holds
the root, nothing is removed at all.
"""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

from artifacts.errors import explaining
from artifacts.files import Found
from artifacts.references import referred
from artifacts.workspace import Workspace

GRACE = timedelta(days=2)

Why = Literal["nothing refers to it", "half-written", "in no catalog", "bundle of nothing published"]


@dataclass(frozen=True)
class Leftover:
    """One thing that can go."""

    what: str
    """An artifact's id, or a path."""
    why: Why
    bytes: int
    file: Found | None
    """Of the store; None for what lies on the shelf."""


def leftovers(workspace: Workspace, grace: timedelta = GRACE) -> list[Leftover]:
    """What can go, oldest reasons apart: nothing is changed."""
    before = time.time() - grace.total_seconds()
    return [*_in_store(workspace, before), *_on_shelf(workspace, before)]


def sweep(workspace: Workspace, grace: timedelta = GRACE) -> list[Leftover]:
    """Remove what can go, looked for again while nobody else holds the root.

    Raises:
        WorkspaceError: a run holds the root; nothing was removed.
        StoreError: something could not be removed; what was removed before it is gone.
    """
    with workspace.held(alone=True):
        found = leftovers(workspace, grace)
        for leftover in found:
            if leftover.file is not None:
                workspace.store.remove(leftover.file)
            else:
                _remove(Path(leftover.what))
    return found


def _in_store(workspace: Workspace, before: float) -> Iterator[Leftover]:
    # The files are listed first: what is stored after that is not looked at, whatever it turns out to be.
    files = [(file, artifact_id) for file, artifact_id in workspace.store.found() if file.modified < before]
    kept = referred(workspace.catalog, workspace.store)
    known = workspace.catalog.known([artifact_id for _, artifact_id in files if artifact_id])
    for file, artifact_id in files:
        if artifact_id is None:
            if file.is_partial:
                yield Leftover(file.key, "half-written", file.bytes, file)
        elif artifact_id not in kept:
            why: Why = "nothing refers to it" if artifact_id in known else "in no catalog"
            yield Leftover(artifact_id, why, file.bytes, file)


def _on_shelf(workspace: Workspace, before: float) -> Iterator[Leftover]:
    published = {str(workspace.root / entry.bundle) for entry in workspace.catalog.environments()}
    for folder in workspace.shelf.folders():
        if folder.stat().st_mtime < before and str(folder) not in published:
            half = folder.name.startswith(".")
            size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            yield Leftover(str(folder), "half-written" if half else "bundle of nothing published", size, None)


def _remove(folder: Path) -> None:
    with explaining(folder, "removed"):
        shutil.rmtree(folder)
