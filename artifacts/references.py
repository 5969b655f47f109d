"""What must be kept: every artifact that something published, a dataset or a run hangs on.

In:  a catalog and its store.
Out: the ids of those artifacts.
Never here: removing anything (`sweeping.py`), looking at files (`checkup.py`).
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col

from artifacts.catalog import Catalog
from artifacts.catalog_tables import ArtifactRow, DerivationInputRow, DerivationOutputRow, EnvironmentRow
from artifacts.errors import StoreError
from artifacts.few import in_parts
from artifacts.store import Store
from schemas import CHECKPOINT, DATASET, ENVIRONMENT, EVALUATION, ROLLOUTS, TRAINING_RUN

ALWAYS_KEPT = (ROLLOUTS.name, DATASET.name, TRAINING_RUN.name, CHECKPOINT.name, EVALUATION.name)
"""Kinds that are made of environments by playing, training and measuring: each is kept for its own sake."""


def referred(catalog: Catalog, store: Store) -> set[str]:
    """Everything that is kept: what people use, and all that it was made from.

    Withdrawn environments are kept too: they stay in the lineage of what was trained on them.
    """
    with catalog.database.reading() as connection:
        manifests = list(connection.scalars(select(col(EnvironmentRow.artifact_id)).distinct()))
        scenarios = list(connection.scalars(select(col(EnvironmentRow.scenario_id)).distinct()))
        kept = select(col(ArtifactRow.id)).where(col(ArtifactRow.kind).in_(ALWAYS_KEPT))
        roots = {*manifests, *(each for each in scenarios if each), *connection.scalars(kept)}
        roots.update(connection.scalars(_made_beside(kept)))
        roots.update(part for manifest in manifests for part in _parts(store, manifest))
        return _with_ancestors(connection, roots)


def _made_beside(kept: Any) -> Any:
    """What the same work left beside artifacts that are kept: raw answers, timings, reports, prompts."""
    makers = select(col(DerivationOutputRow.derivation_id)).where(col(DerivationOutputRow.artifact_id).in_(kept))
    return (
        select(col(DerivationOutputRow.artifact_id))
        .where(col(DerivationOutputRow.derivation_id).in_(makers))
        .distinct()
    )


def _parts(store: Store, manifest_id: str) -> Iterable[str]:
    """What a manifest names. One that cannot be read names nothing here: `worldloom doctor` says so."""
    try:
        (manifest,) = store.get(ENVIRONMENT, manifest_id)
    except (StoreError, ValueError):
        return ()
    return tuple(manifest.parts.values())


def _with_ancestors(connection: Connection, roots: set[str]) -> set[str]:
    known = set(roots)
    frontier: Sequence[str] = sorted(roots)
    while frontier:
        found = {source for part in in_parts(frontier) for source in connection.scalars(_sources_of(part))}
        frontier = sorted(found - known)
        known |= found
    return known


def _sources_of(artifact_ids: Sequence[str]) -> Any:
    return (
        select(col(DerivationInputRow.artifact_id))
        .join(DerivationOutputRow, col(DerivationOutputRow.derivation_id) == col(DerivationInputRow.derivation_id))
        .where(col(DerivationOutputRow.artifact_id).in_(artifact_ids))
        .distinct()
    )
