"""The catalog: which artifacts and environments there are, and which step made what from what.

In:  derivations and published environments, as the steps report them.
Out: recalled derivations (the cache), environments, yields; one row a fact, whoever writes first.
Never here: the artifacts' content (`store.py`), questions along many derivations (`lineage.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, case, func, insert, select, text, update
from sqlmodel import col

from artifacts.catalog_tables import (
    ArtifactRow,
    DerivationInputRow,
    DerivationOutputRow,
    DerivationRow,
    DraftOutcomeRow,
    EnvironmentRow,
    ModelCallRow,
)
from artifacts.database import Database
from artifacts.entries import (
    ArtifactEntry,
    CallEntry,
    Derivation,
    DraftOutcome,
    EnvironmentEntry,
    EnvironmentState,
    Holdings,
    Recalled,
    StepOutcome,
    StepYield,
)
from artifacts.errors import CatalogError, UnknownArtifact, UnknownEnvironment, did_you_mean
from artifacts.few import in_parts
from artifacts.listing import listing

ENVIRONMENT_COLUMNS = [col(getattr(EnvironmentRow, field.name)) for field in fields(EnvironmentEntry)]
_APART = ("inputs", "outputs", "drafts", "calls")
_DERIVATION_COLUMNS = [field.name for field in fields(Derivation) if field.name not in _APART]
_CALL = [field.name for field in fields(CallEntry)]
_SIMILAR_IDS = 2_000
"""Newest artifacts among which a near match is looked for."""


Listener = Callable[[Sequence[Derivation]], None]
"""Told of what was recorded newly, once it is kept."""


class Catalog:
    """The catalog at a path (SQLite) or SQLAlchemy URL, about the artifacts that `holdings` keeps.

    Any number of threads and processes may use the same catalog at once.
    """

    def __init__(self, url_or_path: str | Path, holdings: Holdings, tell: Listener | None = None) -> None:
        self.database = Database(url_or_path)
        self._holdings = holdings
        self._tell = tell

    def close(self) -> None:
        self.database.close()

    def recall(self, key: str) -> Recalled | None:
        """The derivation that was done under this cache key, if all its products are still there."""
        return self.recall_all([key]).get(key)

    def recall_all(self, keys: Sequence[str]) -> dict[str, Recalled]:
        """The same for many keys at once; keys under which nothing can be used are absent."""
        with self.database.reading() as connection:
            rows = [row for part in in_parts(keys) for row in connection.execute(_done_query(), {"keys": list(part)})]
            outputs = _grouped(connection, DerivationOutputRow, [row.id for row in rows], "role")
        found = [Recalled(row.id, row.key, {o.role: o.artifact_id for o in outputs.get(row.id, [])}) for row in rows]
        return {recalled.key: recalled for recalled in found if self._holds(recalled)}

    def record(self, derivation: Derivation) -> Recalled:
        """Record a derivation, unless one already stands for its key; returns the one that stands.

        The first of two writers wins, so use the outputs of what is returned. A failed attempt gives way to the
        next one, and a derivation whose products were lost to whoever makes them again; both stay as history.

        Raises:
            MissingArtifact: an input or output is in neither the catalog nor the store.
        """
        (recalled,) = self.record_all([derivation])
        return recalled

    def record_all(self, derivations: Sequence[Derivation]) -> list[Recalled]:
        """Record several derivations in one transaction, each as `record` does: all of them, or none."""
        if not derivations:
            return []
        named = [of for one in derivations for of in (*one.inputs.values(), *one.outputs.values())]
        unknown = self._describe_unknown(named)
        fresh: list[Derivation] = []
        with self.database.writing() as connection:
            recalled = [self._record(connection, derivation, unknown, fresh) for derivation in derivations]
        if self._tell is not None and fresh:
            self._tell(fresh)
        return recalled

    def _record(
        self,
        connection: Connection,
        derivation: Derivation,
        unknown: dict[str, dict[str, Any]],
        fresh: list[Derivation],
    ) -> Recalled:
        while True:
            standing = _standing(connection, derivation.key)
            if standing is not None and self._stands(connection, standing, derivation):
                return Recalled(standing.id, derivation.key, _outputs(connection, standing.id))
            if standing is not None:
                _retire(connection, standing.id)
            recorded = self._insert(connection, derivation, unknown)
            if recorded is not None:
                fresh.append(derivation)
                return Recalled(recorded, derivation.key, dict(derivation.outputs))

    def derivations(
        self,
        *,
        made: str | None = None,
        step: str | None = None,
        subject: str | None = None,
        outcome: StepOutcome | None = None,
        standing: bool = False,
    ) -> list[Derivation]:
        """Recorded derivations, oldest first: those that made an artifact, of one step, one subject, one outcome.

        `standing` leaves out failed attempts that were repeated and derivations whose products were lost.
        """
        wanted: list[ColumnElement[bool]] = []
        if made is not None:
            producers = select(col(DerivationOutputRow.derivation_id)).where(
                col(DerivationOutputRow.artifact_id) == made
            )
            wanted.append(col(DerivationRow.id).in_(producers))
        if step is not None:
            wanted.append(col(DerivationRow.step) == step)
        if subject is not None:
            wanted.append(col(DerivationRow.subject) == subject)
        if outcome is not None:
            wanted.append(col(DerivationRow.outcome) == outcome)
        if standing:
            wanted.append(_is_standing())
        with self.database.reading() as connection:
            rows = connection.execute(select(DerivationRow).where(*wanted).order_by(col(DerivationRow.id))).all()
            return read_derivations(connection, rows)

    def yields(self) -> list[StepYield]:
        """Drafts kept and dropped by each step, over all derivations that stand."""
        outcome, rule = col(DraftOutcomeRow.outcome), col(DraftOutcomeRow.rule)
        query = (
            select(col(DerivationRow.step), outcome, rule, func.count())
            .join(DerivationRow, and_(col(DerivationRow.id) == col(DraftOutcomeRow.derivation_id), _is_standing()))
            .group_by(col(DerivationRow.step), outcome, rule)
            .order_by(col(DerivationRow.step), func.count().desc(), rule)
        )
        with self.database.reading() as connection:
            counts = connection.execute(query).all()
        return [
            _step_yield(step, [row for row in counts if row[0] == step]) for step in dict.fromkeys(c[0] for c in counts)
        ]

    def artifact(self, artifact_id: str) -> ArtifactEntry:
        """The entry of an artifact.

        Raises:
            UnknownArtifact: there is none; names near matches.
        """
        with self.database.reading() as connection:
            row = connection.execute(select(ArtifactRow).where(col(ArtifactRow.id) == artifact_id)).first()
            if row is None:
                raise UnknownArtifact(f"No artifact {artifact_id}. {similar_ids(connection, artifact_id)}")
            return ArtifactEntry(**row._mapping)

    def known(self, artifact_ids: Sequence[str]) -> set[str]:
        """Those of the ids that the catalog has heard of."""
        with self.database.reading() as connection:
            return {
                artifact_id
                for part in in_parts(artifact_ids)
                for artifact_id in connection.scalars(select(col(ArtifactRow.id)).where(col(ArtifactRow.id).in_(part)))
            }

    def publish(self, entry: EnvironmentEntry) -> None:
        """Enter an environment; entering the same one again changes nothing, and a withdrawn one stays so.

        Raises:
            CatalogError: another content has this name and version.
            MissingArtifact: its manifest is in neither the catalog nor the store.
        """
        unknown = self._describe_unknown([entry.artifact_id])
        with self.database.writing() as connection:
            self.database.insert_new(connection, ArtifactRow, list(unknown.values()))
            self.database.insert_new(connection, EnvironmentRow, [asdict(entry)])
            standing = _environment(connection, entry.name, entry.version)
            if standing is None or standing.artifact_id != entry.artifact_id:
                raise CatalogError(
                    f"{entry.reference} is already published with other content "
                    f"({standing and standing.artifact_id}, not {entry.artifact_id}). Publish a new version."
                )

    def withdraw(self, name: str, version: int, reason: str) -> EnvironmentEntry:
        """Mark a version as not to be used any more, for a reason its users will read. Nothing is deleted."""
        with self.database.writing() as connection:
            standing = _environment(connection, name, version)
            if standing is None:
                raise self._unknown_environment(connection, name, version)
            withdrawn = replace(standing, state="withdrawn", reason=reason)
            connection.execute(
                update(EnvironmentRow).where(*_is(name, version)).values(state="withdrawn", reason=reason)
            )
        return withdrawn

    def environments(self, state: EnvironmentState | None = None, *, name: str | None = None) -> list[EnvironmentEntry]:
        """All versions of all environments by name, or those in one state or of one name."""
        statement, wanted = listing(state, name)
        with self.database.reading() as connection:
            return [EnvironmentEntry(*row) for row in connection.execute(text(statement), wanted)]

    def find(self, reference: str) -> EnvironmentEntry:
        """The environment called `name@version`, or the newest published version of `name`.

        Where all versions of a name are withdrawn, the newest of them: its state says so.

        Raises:
            UnknownEnvironment: there is none; names near matches.
        """
        name, version = split_reference(reference)
        with self.database.reading() as connection:
            found = _environment(connection, name, version)
            if found is None:
                raise self._unknown_environment(connection, name, version)
            return found

    def _stands(self, connection: Connection, standing: Row[Any], new: Derivation) -> bool:
        """Whether the recorded derivation stays when `new` comes with the same key."""
        if standing.outcome == "failed":
            return new.outcome == "failed" and standing.reason == new.reason
        return self._holds(Recalled(standing.id, new.key, _outputs(connection, standing.id)))

    def _holds(self, recalled: Recalled) -> bool:
        return all(self._holdings.has(artifact_id) for artifact_id in recalled.outputs.values())

    def _describe_unknown(self, artifact_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Rows for the artifacts that the catalog has not heard of; reads files, so outside any transaction."""
        wanted = sorted(set(artifact_ids))
        with self.database.reading() as connection:
            known = {
                found for part in in_parts(wanted) for found in connection.scalars(_known_query(), {"ids": list(part)})
            }
        now = datetime.now(UTC)
        described = [self._holdings.describe(artifact_id) for artifact_id in wanted if artifact_id not in known]
        return {entry.id: asdict(replace(entry, created_at=now)) for entry in described}

    def _insert(self, connection: Connection, derivation: Derivation, unknown: dict[str, dict[str, Any]]) -> int | None:
        """The new row's number; None where another writer was faster."""
        own = {name: getattr(derivation, name) for name in _DERIVATION_COLUMNS}
        own["parameters"] = dict(derivation.parameters)
        number: int | None = self.database.insert_one(connection, DerivationRow, {**own, "standing": True})
        if number is None:
            return None
        named = dict.fromkeys([*derivation.inputs.values(), *derivation.outputs.values()])
        self.database.insert_new(connection, ArtifactRow, [unknown[of] for of in named if of in unknown])
        for table, artifact_ids in ((DerivationInputRow, derivation.inputs), (DerivationOutputRow, derivation.outputs)):
            rows = [{"derivation_id": number, "role": role, "artifact_id": of} for role, of in artifact_ids.items()]
            self.database.insert_new(connection, table, rows)
        drafts = [{"derivation_id": number, "number": n, **asdict(draft)} for n, draft in enumerate(derivation.drafts)]
        calls = [{"derivation_id": number, "number": n, **asdict(call)} for n, call in enumerate(derivation.calls)]
        for listed, entries in ((DraftOutcomeRow, drafts), (ModelCallRow, calls)):
            if entries:
                connection.execute(insert(listed), entries)
        return number

    def _unknown_environment(self, connection: Connection, name: str, version: int | None) -> UnknownEnvironment:
        names = connection.scalars(select(col(EnvironmentRow.name)).distinct()).all()
        if name in names:
            query = select(col(EnvironmentRow.version)).where(col(EnvironmentRow.name) == name)
            versions = ", ".join(str(number) for number in sorted(connection.scalars(query)))
            return UnknownEnvironment(f"{name} has no version {version}; there is {versions}.")
        hint = did_you_mean(name, names, "`worldloom list` shows the names there are.")
        return UnknownEnvironment(f"No environment {name}. {hint}")


def split_reference(reference: str) -> tuple[str, int | None]:
    """`name@version` or `name` in its parts.

    Raises:
        UnknownEnvironment: what follows the @ is no version number.
    """
    name, at, version = reference.partition("@")
    if not at:
        return name, None
    if not version.isascii() or not version.isdigit():
        raise UnknownEnvironment(f"{reference!r} names no version; write {name}@1, or {name} for the newest.")
    return name, int(version)


def _is_standing() -> ColumnElement[bool]:
    return col(DerivationRow.standing).is_(True)


@cache
def _done_query() -> Select[Any]:
    key = col(DerivationRow.key)
    wanted = key.in_(bindparam("keys", expanding=True))
    return select(col(DerivationRow.id), key).where(wanted, _is_standing(), col(DerivationRow.outcome) == "done")


@cache
def _known_query() -> Select[Any]:
    return select(col(ArtifactRow.id)).where(col(ArtifactRow.id).in_(bindparam("ids", expanding=True)))


@cache
def _standing_query() -> Select[Any]:
    """Built once: a step asks several times for each scenario, and building it takes longer than running it."""
    columns = (col(DerivationRow.id), col(DerivationRow.outcome), col(DerivationRow.reason))
    return select(*columns).where(col(DerivationRow.key) == bindparam("of"), _is_standing())


def _standing(connection: Connection, key: str) -> Row[Any] | None:
    return connection.execute(_standing_query(), {"of": key}).first()


def _retire(connection: Connection, derivation_id: int) -> None:
    connection.execute(update(DerivationRow).where(col(DerivationRow.id) == derivation_id).values(standing=False))


def _outputs(connection: Connection, derivation_id: int) -> dict[str, str]:
    columns = (col(DerivationOutputRow.role), col(DerivationOutputRow.artifact_id))
    query = select(*columns).where(col(DerivationOutputRow.derivation_id) == derivation_id)
    return {row.role: row.artifact_id for row in connection.execute(query.order_by(columns[0]))}


def read_derivations(connection: Connection, rows: Sequence[Row[Any]]) -> list[Derivation]:
    """The rows as derivations, with what belongs to them fetched for all at once."""
    numbers = [row.id for row in rows]
    inputs = _grouped(connection, DerivationInputRow, numbers, "role")
    outputs = _grouped(connection, DerivationOutputRow, numbers, "role")
    drafts = _grouped(connection, DraftOutcomeRow, numbers, "number")
    calls = _grouped(connection, ModelCallRow, numbers, "number")
    return [
        Derivation(
            **{name: getattr(row, name) for name in _DERIVATION_COLUMNS},
            inputs={part.role: part.artifact_id for part in inputs.get(row.id, [])},
            outputs={part.role: part.artifact_id for part in outputs.get(row.id, [])},
            drafts=tuple(
                DraftOutcome(part.item, part.outcome, part.rule, part.message) for part in drafts.get(row.id, [])
            ),
            calls=tuple(CallEntry(**{name: getattr(part, name) for name in _CALL}) for part in calls.get(row.id, [])),
        )
        for row in rows
    ]


def _grouped(
    connection: Connection,
    table: type[DerivationInputRow] | type[DerivationOutputRow] | type[DraftOutcomeRow] | type[ModelCallRow],
    numbers: Sequence[int],
    order: str,
) -> dict[int, list[Row[Any]]]:
    """The table's rows by derivation, each group in order of that column."""
    groups: dict[int, list[Row[Any]]] = {}
    for part in in_parts(numbers):
        query = select(table).where(col(table.derivation_id).in_(part)).order_by(col(getattr(table, order)))
        for row in connection.execute(query):
            groups.setdefault(row.derivation_id, []).append(row)
    return groups


def _step_yield(step: str, counts: Sequence[Row[Any]]) -> StepYield:
    dropped = {rule: number for _, outcome, rule, number in counts if outcome == "dropped"}
    kept = sum(number for _, outcome, _, number in counts if outcome == "kept")
    return StepYield(step, kept, sum(dropped.values()), dropped)


def _is(name: str, version: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(EnvironmentRow.name) == name, col(EnvironmentRow.version) == version


def _environment(connection: Connection, name: str, version: int | None) -> EnvironmentEntry | None:
    """That version, or without one the newest published, or else the newest."""
    query = select(*ENVIRONMENT_COLUMNS).where(col(EnvironmentRow.name) == name)
    if version is not None:
        query = query.where(col(EnvironmentRow.version) == version)
    published_first = case((col(EnvironmentRow.state) == "published", 0), else_=1)
    row = connection.execute(query.order_by(published_first, col(EnvironmentRow.version).desc()).limit(1)).first()
    return None if row is None else EnvironmentEntry(*row)


def similar_ids(connection: Connection, artifact_id: str) -> str:
    """A hint at ids of the same kind that look like this one."""
    kind = artifact_id.rpartition("-")[0] or artifact_id
    query = select(col(ArtifactRow.id)).where(col(ArtifactRow.kind) == kind)
    newest = connection.scalars(query.order_by(col(ArtifactRow.created_at).desc()).limit(_SIMILAR_IDS)).all()
    return did_you_mean(artifact_id, newest, "`worldloom lineage ENVIRONMENT` shows the ids an environment hangs on.")
