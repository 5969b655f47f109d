"""Publish: put a certified environment on the shelf, under a name and version, and into the catalog.

In:  everything that the steps before made of one scenario.
Out: `environment`, the finished manifest; a bundle folder that opens without catalog or Prefect.

The bundle is visible before the catalog names it, and the catalog names it before the step is recorded: a crash
between any two repeats the step, which then finds its own work and changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from artifacts import BundleConflict, CatalogError, EnvironmentEntry, Workspace
from environments import Content, write_bundle
from environments.bundle import MANIFEST, PARTS, Part, parts_of
from schemas import (
    CERTIFICATES,
    ENVIRONMENT,
    ROWS,
    SOLUTIONS,
    TABLES,
    TASKS,
    TOOLS,
    VERIFIERS,
    Certificate,
    EnvironmentManifest,
)  # fmt: skip
from tasks.step import Inputs, Product, Step, prefect_step

ATTEMPTS = 16
"""Versions tried when others publish under the same name at the same moment."""


def make(inputs: Inputs) -> Product:
    """The published manifest of one scenario's environment."""
    content = _certified(inputs)
    store, made = inputs.loom.workspace.store, inputs.work.made
    parts = {kind.name: Part(made[kind.name], store.parquet(made[kind.name])) for kind in PARTS}
    manifest = shelve(inputs.loom.workspace, content, made["scenario"], parts)
    return Product({"environment": (ENVIRONMENT, [manifest])})


def shelve(
    workspace: Workspace, content: Content, scenario_id: str | None, parts: Mapping[str, Part] | None = None
) -> EnvironmentManifest:
    """Publish content under the next free version of its name, or find that it is published already.

    `parts` are the content's, by kind, where they are at hand.

    Raises:
        CatalogError: other content keeps taking the version that was free a moment ago.
    """
    parts = parts or parts_of(content)
    ids = {name: part.id for name, part in parts.items()}
    version = next_version(workspace, content.manifest.name, ids)
    for _ in range(ATTEMPTS):
        try:
            return _publish(workspace, _versioned(content, version), scenario_id, parts)
        except (BundleConflict, CatalogError):
            version = max(version + 1, next_version(workspace, content.manifest.name, ids))
    raise CatalogError(f"{content.manifest.name} could not be published: versions up to {version} are all taken.")


def next_version(workspace: Workspace, name: str, parts: Mapping[str, str]) -> int:
    """The version that holds these very parts, or the first that is free."""
    published = workspace.catalog.environments(name=name)
    for entry in published:
        (manifest,) = workspace.store.get(ENVIRONMENT, entry.artifact_id)
        if manifest.parts == parts and entry.state == "published":
            return entry.version
    return max((entry.version for entry in published), default=0) + 1


def _versioned(content: Content, version: int) -> Content:
    return replace(content, manifest=content.manifest.model_copy(update={"version": version}))


def _publish(
    workspace: Workspace, content: Content, scenario_id: str | None, parts: Mapping[str, Part]
) -> EnvironmentManifest:
    written: list[EnvironmentManifest] = []

    def write(folder: Path) -> None:
        written.append(write_bundle(content, folder, parts=parts, flush=False))  # the shelf flushes it

    path = workspace.shelf.publish(write, content.manifest.name, content.manifest.version, same=same_manifest)
    (manifest,) = written
    artifact = workspace.store.put(ENVIRONMENT, [manifest])
    workspace.catalog.publish(entry_of(content, manifest, artifact, path.relative_to(workspace.root), scenario_id))
    return manifest


def same_manifest(one: Path, other: Path) -> bool:
    """Whether two bundles hold the same content, whatever library wrote their Parquet."""
    return (one / MANIFEST).read_bytes() == (other / MANIFEST).read_bytes()


def entry_of(
    content: Content, manifest: EnvironmentManifest, artifact: str, bundle: Path, scenario_id: str | None
) -> EnvironmentEntry:
    """The catalog's line about an environment."""
    each = [certificate for certificate in content.certificates if certificate.scope == "task"]
    return EnvironmentEntry(
        name=manifest.name,
        version=manifest.version,
        artifact_id=artifact,
        bundle=str(bundle),
        title=manifest.title,
        category=manifest.category,
        kind=manifest.kind,
        author=str(manifest.provenance.get("author", "")),
        scenario_id=scenario_id,
        tables=len(content.tables),
        rows=len(content.rows),
        tools=len(content.tools),
        tasks=len(content.tasks),
        mean_steps=sum(certificate.steps for certificate in each) / len(each) if each else 0.0,
        mutants_made=_mutants(each, "made"),
        mutants_rejected=_mutants(each, "rejected"),
    )


def _mutants(certificates: Sequence[Certificate], what: str) -> int:
    return sum(getattr(count, what) for certificate in certificates for count in certificate.mutants)


def _certified(inputs: Inputs) -> Content:
    (manifest,) = inputs.records(ENVIRONMENT, "setting")
    return Content(
        manifest=manifest,
        tables=inputs.records(TABLES, "tables"),
        tools=inputs.records(TOOLS, "tools"),
        rows=inputs.records(ROWS, "rows"),
        tasks=inputs.records(TASKS, "tasks"),
        solutions=inputs.records(SOLUTIONS, "solutions"),
        verifiers=inputs.records(VERIFIERS, "verifiers"),
        certificates=inputs.records(CERTIFICATES, "certificates"),
    )


PUBLISH = Step(
    "publish", "1",
    ("scenario", "setting", "tables", "tools", "rows", "tasks", "solutions", "verifiers", "certificates"),
    make, by_author=False,
)  # fmt: skip
publish = prefect_step(PUBLISH)
