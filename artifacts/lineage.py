"""Lineage: what an artifact came from and what came from it, along all recorded derivations.

In:  an artifact id, the beginning of one, or an environment's name.
Out: a typed graph (`graph.py` draws it).
Never here: more than a few queries for each level of depth, however wide it is.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, exists, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from artifacts.catalog import Catalog, similar_ids
from artifacts.catalog_tables import (
    ArtifactRow,
    DerivationInputRow,
    DerivationOutputRow,
    DerivationRow,
    EnvironmentRow,
)
from artifacts.errors import AmbiguousReference, UnknownArtifact, did_you_mean
from artifacts.few import in_parts
from artifacts.graph import Direction, Edge, Graph, Node

_SHOWN = 5
"""Candidates named for an ambiguous beginning of an id."""


class Lineage:
    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def up(self, reference: str) -> Graph:
        """Everything the artifact was made from."""
        return self._graph(reference, "up")

    def down(self, reference: str) -> Graph:
        """Everything that was made from the artifact."""
        return self._graph(reference, "down")

    def resolve_reference(self, reference: str) -> str:
        """The artifact id meant by an id, `name@version`, a name, or the beginning of one id.

        Raises:
            UnknownEnvironment: `name@version` names none.
            AmbiguousReference: several ids begin like this; names some.
            UnknownArtifact: nothing fits; names near matches.
        """
        if "@" in reference:
            return self._catalog.find(reference).artifact_id
        with self._catalog.database.reading() as connection:
            if connection.scalar(select(col(ArtifactRow.id)).where(col(ArtifactRow.id) == reference)):
                return reference
            is_name = connection.scalar(select(exists().where(col(EnvironmentRow.name) == reference)))
            found = [] if is_name else _beginning_with(connection, reference)
        if is_name:
            return self._catalog.find(reference).artifact_id
        if len(found) == 1:
            return found[0]
        if found:
            shown = ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
            raise AmbiguousReference(f"{reference} begins several ids: {shown}. Give more of it.")
        raise self._unknown(reference)

    def _unknown(self, reference: str) -> UnknownArtifact:
        with self._catalog.database.reading() as connection:
            names = connection.scalars(select(col(EnvironmentRow.name)).distinct()).all()
            hint = did_you_mean(reference, names) or similar_ids(connection, reference)
        return UnknownArtifact(f"No artifact or environment {reference}. {hint}")

    def _graph(self, reference: str, direction: Direction) -> Graph:
        root = self.resolve_reference(reference)
        with self._catalog.database.reading() as connection:
            edges = _walk(connection, root, direction)
            met = dict.fromkeys([root, *(end for edge in edges for end in _ends(edge, direction))])
            nodes = _nodes(connection, list(met))
        return Graph(root, direction, nodes, tuple(edges))


def _walk(connection: Connection, root: str, direction: Direction) -> list[Edge]:
    """Breadth first, one query for each level and part of it."""
    edges: dict[Edge, None] = {}
    seen = {root}
    frontier = [root]
    while frontier:
        level = [edge for part in in_parts(frontier) for edge in _edges_at(connection, part, direction)]
        edges.update(dict.fromkeys(level))
        frontier = list(dict.fromkeys(far for _, far in (_ends(edge, direction) for edge in level) if far not in seen))
        seen.update(frontier)
    return list(edges)


def _edges_at(connection: Connection, artifact_ids: Sequence[str], direction: Direction) -> Iterable[Edge]:
    """The edges from these artifacts one step further."""
    source, target = aliased(DerivationInputRow), aliased(DerivationOutputRow)
    near = target if direction == "up" else source
    query = (
        select(col(source.artifact_id), col(target.artifact_id), col(DerivationRow.step), col(DerivationRow.id))
        .join(target, col(target.derivation_id) == col(source.derivation_id))
        .join(DerivationRow, col(DerivationRow.id) == col(source.derivation_id))
        .where(col(near.artifact_id).in_(artifact_ids))
        .order_by(col(DerivationRow.id), col(source.role), col(target.role))
    )
    return (Edge(*row) for row in connection.execute(query))


def _ends(edge: Edge, direction: Direction) -> tuple[str, str]:
    """The end nearer to the root, then the other."""
    return (edge.target, edge.source) if direction == "up" else (edge.source, edge.target)


def _nodes(connection: Connection, artifact_ids: Sequence[str]) -> dict[str, Node]:
    made = {row.artifact_id: row for row in _in(connection, _made_by, artifact_ids)}
    called = {row.artifact_id: _environment_label(row) for row in _in(connection, _environments_of, artifact_ids)}
    kinds = {row.id: row.kind for row in _in(connection, _kinds_of, artifact_ids)}
    nodes = {}
    for artifact_id in artifact_ids:
        maker = made.get(artifact_id)
        label = called.get(artifact_id) or (maker.subject if maker else "")
        nodes[artifact_id] = Node(artifact_id, kinds[artifact_id], label, maker.step if maker else "")
    return nodes


def _in(connection: Connection, query_of: Any, artifact_ids: Sequence[str]) -> Iterable[Row[Any]]:
    return (row for part in in_parts(artifact_ids) for row in connection.execute(query_of(part)))


def _made_by(artifact_ids: Sequence[str]) -> Any:
    made = col(DerivationOutputRow.artifact_id)
    return (
        select(made, col(DerivationRow.step), col(DerivationRow.subject))
        .join(DerivationRow, col(DerivationRow.id) == col(DerivationOutputRow.derivation_id))
        .where(made.in_(artifact_ids))
        .order_by(col(DerivationRow.id).desc())  # the first maker, read last, stays
    )


def _environments_of(artifact_ids: Sequence[str]) -> Any:
    columns = [EnvironmentRow.artifact_id, EnvironmentRow.name, EnvironmentRow.version, EnvironmentRow.state]
    return select(*(col(column) for column in columns)).where(col(EnvironmentRow.artifact_id).in_(artifact_ids))


def _kinds_of(artifact_ids: Sequence[str]) -> Any:
    return select(col(ArtifactRow.id), col(ArtifactRow.kind)).where(col(ArtifactRow.id).in_(artifact_ids))


def _environment_label(row: Row[Any]) -> str:
    return f"{row.name}@{row.version}" + (" (withdrawn)" if row.state == "withdrawn" else "")


def _beginning_with(connection: Connection, beginning: str) -> Sequence[str]:
    if not beginning:
        return []
    query = select(col(ArtifactRow.id)).where(col(ArtifactRow.id).startswith(beginning, autoescape=True))
    return connection.scalars(query.order_by(col(ArtifactRow.id)).limit(_SHOWN + 1)).all()
