"""Provenance: why an artifact exists. Who made it, with which settings and code, from what, and what that took.

In:  an artifact id, the beginning of one, or an environment's name.
Out: a `Provenance`: its maker and every step before it, with what they took in all.
Never here: drawing (`worldloom/`), the graph itself (`lineage.py`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select
from sqlmodel import col

from artifacts.catalog import ENVIRONMENT_COLUMNS, Catalog, read_derivations
from artifacts.catalog_tables import DerivationInputRow, DerivationOutputRow, DerivationRow, EnvironmentRow
from artifacts.entries import ArtifactEntry, Derivation, EnvironmentEntry
from artifacts.few import in_parts
from artifacts.lineage import Lineage


@dataclass(frozen=True)
class Spent:
    """What work took."""

    steps: int
    wall_s: float
    tokens_in: int
    tokens_out: int
    cost: float
    """In US dollars."""


@dataclass(frozen=True)
class Provenance:
    """Everything the catalog knows of how one artifact came about."""

    artifact: ArtifactEntry
    environments: tuple[EnvironmentEntry, ...]
    """The published versions that have this artifact as their manifest."""
    maker: Derivation | None
    """The step that made it first; None for what was put in from outside."""
    other_makers: int
    """Steps that came to the same content: under another key, or again after its loss."""
    before: tuple[Derivation, ...]
    """The steps that led to it, first to last, without its maker."""
    used_by: Mapping[str, int]
    """Step to how many executions took it in."""

    @property
    def spent(self) -> Spent:
        """What it took in all, its maker included."""
        return spent_by([*self.before, *([self.maker] if self.maker else [])])

    @property
    def flow_runs(self) -> tuple[str, ...]:
        """The Prefect flow runs that it came from, latest first."""
        steps = [*([self.maker] if self.maker else []), *reversed(self.before)]
        return tuple(dict.fromkeys(step.flow_run_id for step in steps if step.flow_run_id))

    def document(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {**asdict(self), "spent": asdict(self.spent), "flow_runs": list(self.flow_runs)}


def spent_by(derivations: Iterable[Derivation]) -> Spent:
    """What several derivations took together."""
    steps = list(derivations)
    return Spent(
        steps=len(steps),
        wall_s=sum(step.wall_s or 0.0 for step in steps),
        tokens_in=sum(step.tokens_in for step in steps),
        tokens_out=sum(step.tokens_out for step in steps),
        cost=sum(step.cost for step in steps),
    )


def provenance(catalog: Catalog, reference: str) -> Provenance:
    """Why the artifact that a reference means exists.

    Raises:
        UnknownArtifact, UnknownEnvironment, AmbiguousReference: as `Lineage.resolve_reference`.
    """
    lineage = Lineage(catalog)
    artifact_id = lineage.resolve_reference(reference)
    upward = lineage.up(artifact_id)
    further = [node for node in upward.nodes if node != artifact_id]
    with catalog.database.reading() as connection:
        makers = _makers(connection, artifact_id)
        return Provenance(
            artifact=catalog.artifact(artifact_id),
            environments=_environments(connection, artifact_id),
            maker=makers[0] if makers else None,
            other_makers=max(0, len(makers) - 1),
            before=tuple(_standing_makers(connection, further)),
            used_by=_users(connection, artifact_id),
        )


def _makers(connection: Connection, artifact_id: str) -> list[Derivation]:
    """Those that stand first, then by age."""
    made = select(col(DerivationOutputRow.derivation_id)).where(col(DerivationOutputRow.artifact_id) == artifact_id)
    query = (
        select(DerivationRow)
        .where(col(DerivationRow.id).in_(made))
        .order_by(col(DerivationRow.standing).desc(), col(DerivationRow.id))
    )
    return read_derivations(connection, connection.execute(query).all())


def _standing_makers(connection: Connection, artifact_ids: Sequence[str]) -> list[Derivation]:
    """The steps that made these artifacts, each once, first to last."""
    found: dict[int, Row[Any]] = {}
    for part in in_parts(artifact_ids):
        made = select(col(DerivationOutputRow.derivation_id)).where(col(DerivationOutputRow.artifact_id).in_(part))
        query = select(DerivationRow).where(col(DerivationRow.id).in_(made), col(DerivationRow.standing).is_(True))
        found.update((row.id, row) for row in connection.execute(query))
    return read_derivations(connection, [found[number] for number in sorted(found)])


def _users(connection: Connection, artifact_id: str) -> dict[str, int]:
    query = (
        select(col(DerivationRow.step), func.count(col(DerivationRow.id).distinct()))
        .join(DerivationInputRow, col(DerivationInputRow.derivation_id) == col(DerivationRow.id))
        .where(col(DerivationInputRow.artifact_id) == artifact_id, col(DerivationRow.standing).is_(True))
        .group_by(col(DerivationRow.step))
        .order_by(col(DerivationRow.step))
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _environments(connection: Connection, artifact_id: str) -> tuple[EnvironmentEntry, ...]:
    query = (
        select(*ENVIRONMENT_COLUMNS)
        .where(col(EnvironmentRow.artifact_id) == artifact_id)
        .order_by(col(EnvironmentRow.name), col(EnvironmentRow.version))
    )
    return tuple(EnvironmentEntry(*row) for row in connection.execute(query))
