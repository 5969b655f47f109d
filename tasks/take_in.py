"""Take in: publish an environment that somebody else made, and record that it was put in from outside.

In:  certified content, and what it was called where it came from.
Out: its manifest; all its parts in the store, so that lineage and queries see it like any other.
"""

from datetime import UTC, datetime
from typing import Any

from artifacts import Derivation, Workspace, cache_key, code_version
from environments import Content
from environments.bundle import PARTS
from schemas import ENVIRONMENT, EnvironmentManifest
from tasks.publish import shelve

STEP = "import"
VERSION = "1"


def take_in(workspace: Workspace, content: Content, source: str) -> EnvironmentManifest:
    """Publish content; publishing the same content again changes nothing.

    Raises:
        CatalogError, StoreError: as `shelve`.
    """
    with workspace.held():
        return _taken_in(workspace, content, source)


def _taken_in(workspace: Workspace, content: Content, source: str) -> EnvironmentManifest:
    started = datetime.now(UTC)
    manifest = shelve(workspace, content, None)
    made = {kind.name: workspace.store.put(kind, getattr(content, kind.name)) for kind in PARTS}
    made["environment"] = ENVIRONMENT.identify([manifest])
    parameters: dict[str, Any] = {"source": source}
    key = cache_key(STEP, VERSION, {}, {**parameters, "environment": made["environment"]}, "")
    if workspace.catalog.recall(key) is None:
        workspace.catalog.record(
            Derivation(
                key=key, step=STEP, step_version=VERSION, subject=manifest.name, outputs=made, parameters=parameters,
                code_version=code_version(), started_at=started,
                wall_s=(datetime.now(UTC) - started).total_seconds(),
            )
        )  # fmt: skip
    return manifest
