"""What a data root holds, without times and run ids: two runs that did the same leave the same."""

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import text

from artifacts import Claims, Workspace


def contents(root: Path) -> dict[str, Any]:
    """Environments, derivations, claims, and the hash of every visible file of store and shelf."""
    workspace = Workspace(root)
    derivations = workspace.catalog.derivations()
    found = {
        "environments": [asdict(entry) for entry in workspace.catalog.environments()],
        "derivations": sorted((d.step, d.subject, d.key, d.outcome, sorted(d.outputs.items())) for d in derivations),
        "artifacts": sorted(_artifacts(workspace)),
        "claims": [(claim.name, claim.state, claim.rule) for claim in Claims(workspace.catalog).since()],
        "files": _files(root),
    }
    workspace.catalog.close()
    return found


def _artifacts(workspace: Workspace) -> list[tuple[str, ...]]:
    with workspace.catalog.database.reading() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT id, kind, rows, bytes FROM artifact"))]


def _files(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("store", "environments")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)
    }
