"""The whole collection as tables that SQL can ask: what the catalog knows, and the parts of every environment.

In:  a workspace, and one SELECT (polars' SQL).
Out: a polars frame; of the files, only those are read that the SELECT names.
Never here: changing anything; printing.

Parts are read from the bundles on the shelf, or from the store where a bundle lies elsewhere. Each row of a part
carries the environment (`name@version`), its category and its state.
"""

import io
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

import polars as pl
import sqlglot
from pydantic import ValidationError
from sqlalchemy import select
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlmodel import col

from artifacts.catalog import ENVIRONMENT_COLUMNS
from artifacts.catalog_tables import (
    ArtifactRow,
    CatalogTable,
    DerivationRow,
    DraftOutcomeRow,
    EnvironmentRow,
    ModelCallRow,
)
from artifacts.entries import ArtifactEntry, CallEntry, Derivation, DraftOutcome, EnvironmentEntry
from artifacts.errors import DamagedArtifact, MissingArtifact, WorkspaceError, did_you_mean
from artifacts.workspace import Workspace
from schemas import (
    CERTIFICATES,
    ENVIRONMENT,
    ROWS,
    SOLUTIONS,
    TABLES,
    TASKS,
    TOOLS,
    VERIFIERS,
    ArtifactError,
    EnvironmentManifest,
    Kind,
    Record,
)
from schemas.record import canonical_json
from schemas.seal import is_broken

R = TypeVar("R", bound=Record)

READERS = 8
"""Files read at once."""

_PARTS: dict[str, Kind[Any]] = {
    kind.name: kind for kind in (TASKS, TOOLS, CERTIFICATES, TABLES, ROWS, SOLUTIONS, VERIFIERS)
}
_DTYPES: dict[Any, Any] = {
    str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean, datetime: pl.Datetime("us", "UTC"),
}  # fmt: skip
_OF_ENVIRONMENT = {"environment": pl.String, "category": pl.String, "state": pl.String}
_DIFFICULTY = {"level": pl.String, "steps": pl.Int64, "branches": pl.Int64, "indirectness": pl.Int64,
               "distractors": pl.Int64}  # fmt: skip
_ACTION = {"does": pl.String, "table": pl.String}
_MUTANT = {"kind": pl.String, "made": pl.Int64, "rejected": pl.Int64, "refused": pl.Int64, "equivalent": pl.Int64,
           "survived": pl.Int64}  # fmt: skip


class BadQuery(WorkspaceError):
    """The SELECT cannot be answered; the message says what is there to ask for."""


@dataclass(frozen=True)
class Collection:
    """Everything under one workspace, as tables."""

    workspace: Workspace

    def query(self, sql: str) -> pl.DataFrame:
        """The answer to one SELECT.

        Raises:
            BadQuery: it is no SELECT, names what is not there, or cannot be computed.
            StoreError: a file that it needs is missing or damaged.
        """
        named = _tables_of(sql)
        unknown = [name for name in named if name not in self._makers]
        if unknown:
            hint = did_you_mean(unknown[0], self._makers)
            raise BadQuery(f"There is no table {unknown[0]!r}. {hint}\n{self.described()}")
        frames = {name: self._makers[name]() for name in named}
        try:
            with pl.SQLContext(frames, eager=True) as context:
                return context.execute(sql)
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as fault:
            raise BadQuery(f"{str(fault).splitlines()[0]}\n{self.described(named)}") from None

    def entries(self, references: Sequence[str] = ()) -> list[EnvironmentEntry]:
        """Those named, or the newest published version of each environment.

        Raises:
            UnknownEnvironment: there is none of such a name; names near matches.
        """
        if references:
            return list(dict.fromkeys(self.workspace.catalog.find(reference) for reference in references))
        newest = {entry.name: entry for entry in self._entries if entry.state == "published"}
        return list(newest.values())

    def records(self, entry: EnvironmentEntry, kind: Kind[R]) -> list[R]:
        """One part of one environment as records.

        Raises:
            StoreError: its file is missing or damaged.
        """
        path = self.workspace.root / entry.bundle / f"{kind.name}.parquet"
        if not path.is_file():
            return kind.records(self._from_store(entry, kind, path), str(path))
        try:
            return kind.read(path.read_bytes(), str(path), self.manifest(entry).parts.get(kind.name))
        except (ArtifactError, OSError) as fault:
            raise DamagedArtifact(f"{fault}. `worldloom doctor` says how to mend it.") from None

    def manifest(self, entry: EnvironmentEntry) -> EnvironmentManifest:
        """What an environment says of itself.

        Raises:
            StoreError: it is missing or damaged.
        """
        path = self.workspace.root / entry.bundle / "environment.json"
        if not path.is_file():
            return self.workspace.store.get(ENVIRONMENT, entry.artifact_id)[0]
        try:
            return EnvironmentManifest.model_validate_json(path.read_bytes())
        except (ValidationError, OSError) as fault:
            raise DamagedArtifact(f"{path} cannot be read: {fault}. `worldloom doctor` says how to mend it.") from None

    def columns(self) -> dict[str, list[str]]:
        """Every table with its columns; no file is read for it."""
        parts = {
            name: [*_OF_ENVIRONMENT, *_widened(name, pl.DataFrame(schema=kind.columns)).columns]
            for name, kind in _PARTS.items()
        }
        return {
            "environments": ["reference", *_schema(EnvironmentEntry)],
            **parts,
            "mutants": [*_OF_ENVIRONMENT, "task", *_MUTANT],
            "derivations": ["id", "standing", *_schema(Derivation)],
            "draft_outcomes": ["derivation_id", "number", "step", "subject", *_schema(DraftOutcome)],
            "model_calls": ["derivation_id", "number", "step", "subject", "model", *_schema(CallEntry)],
            "artifacts": list(_schema(ArtifactEntry)),
        }

    def described(self, names: Sequence[str] = ()) -> str:
        """The tables and their columns, for people."""
        lines = [f"  {name}: {', '.join(columns)}" for name, columns in self.columns().items()
                 if not names or name in names]  # fmt: skip
        return "\n".join(["Tables and columns:", *lines])

    @cached_property
    def _makers(self) -> Mapping[str, Callable[[], pl.DataFrame]]:
        parts: dict[str, Callable[[], pl.DataFrame]] = {name: self._part_maker(name) for name in _PARTS}
        return {
            "environments": self._environments,
            **parts,
            "mutants": lambda: _mutants(self._part("certificates")),
            "derivations": self._derivations,
            "draft_outcomes": self._draft_outcomes,
            "model_calls": self._model_calls,
            "artifacts": lambda: self._catalog_frame(ArtifactRow, _schema(ArtifactEntry)),
        }

    def _part_maker(self, name: str) -> Callable[[], pl.DataFrame]:
        return lambda: self._part(name)

    def _environments(self) -> pl.DataFrame:
        schema = _schema(EnvironmentEntry)
        frame = pl.DataFrame([_values(entry) for entry in self._entries], schema=schema, orient="row")
        return frame.select(pl.format("{}@{}", "name", "version").alias("reference"), pl.all())

    @cached_property
    def _entries(self) -> list[EnvironmentEntry]:
        with self.workspace.catalog.database.reading() as connection:
            query = select(*ENVIRONMENT_COLUMNS).order_by(col(EnvironmentRow.name), col(EnvironmentRow.version))
            return [EnvironmentEntry(*row) for row in connection.execute(query)]

    def _derivations(self) -> pl.DataFrame:
        schema = {"id": pl.Int64, "standing": pl.Boolean, **_schema(Derivation)}
        return self._catalog_frame(DerivationRow, schema)

    def _draft_outcomes(self) -> pl.DataFrame:
        own = {"derivation_id": pl.Int64, "number": pl.Int64, **_schema(DraftOutcome)}
        drafts = self._catalog_frame(DraftOutcomeRow, own)
        steps = self._derivations().select(pl.col("id").alias("derivation_id"), "step", "subject")
        columns = self.columns()["draft_outcomes"]
        return drafts.join(steps, on="derivation_id", how="left").select(columns)

    def _model_calls(self) -> pl.DataFrame:
        own = {"derivation_id": pl.Int64, "number": pl.Int64, **_schema(CallEntry)}
        calls = self._catalog_frame(ModelCallRow, own)
        steps = self._derivations().select(pl.col("id").alias("derivation_id"), "step", "subject", "model")
        return calls.join(steps, on="derivation_id", how="left").select(self.columns()["model_calls"])

    def _catalog_frame(self, table: type[CatalogTable], schema: Mapping[str, Any]) -> pl.DataFrame:
        columns = [col(getattr(table, name)) for name in schema]
        with self.workspace.catalog.database.reading() as connection:
            rows = [tuple(_plain(value) for value in row) for row in connection.execute(select(*columns))]
        return pl.DataFrame(rows, schema=dict(schema), orient="row")

    def _part(self, name: str) -> pl.DataFrame:
        """One part of all environments, below each other."""
        kind = _PARTS[name]
        empty = pl.DataFrame(schema={**_OF_ENVIRONMENT, **kind.columns})
        with ThreadPoolExecutor(READERS) as pool:
            frames = list(pool.map(lambda entry: self._read_part(entry, kind), self._entries))
        return _widened(name, pl.concat([empty, *frames]))

    def _read_part(self, entry: EnvironmentEntry, kind: Kind[Any]) -> pl.DataFrame:
        path = self.workspace.root / entry.bundle / f"{kind.name}.parquet"
        frame = _read(path, kind) if path.is_file() else self._from_store(entry, kind, path)
        return frame.select(
            pl.lit(entry.reference).alias("environment"),
            pl.lit(entry.category).alias("category"),
            pl.lit(entry.state).alias("state"),
            pl.all(),
        )

    def _from_store(self, entry: EnvironmentEntry, kind: Kind[Any], path: Path) -> pl.DataFrame:
        store = self.workspace.store
        (manifest,) = store.get(ENVIRONMENT, entry.artifact_id)
        artifact_id = manifest.parts.get(kind.name, "")
        if not store.has(artifact_id):
            raise MissingArtifact(
                f"The {kind.name} of {entry.reference} are neither at {path} nor in the store. "
                "Restore them from a backup, or make the environment again."
            )
        return kind.frame(store.get(kind, artifact_id), artifact_id)


def _read(path: Path, kind: Kind[Any]) -> pl.DataFrame:
    """A part of a bundle, its checksum looked at first: polars is no judge of damaged bytes."""
    content = path.read_bytes()
    try:
        if is_broken(content):
            raise DamagedArtifact(f"{path} has changed since it was written. `worldloom doctor` says how to mend it.")
        return kind.completed(pl.read_parquet(io.BytesIO(content))).select(*kind.columns)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as fault:
        raise DamagedArtifact(f"{path} cannot be read: {fault}. `worldloom doctor` says how to mend it.") from None


def _tables_of(sql: str) -> list[str]:
    """The tables that one SELECT reads, its own WITH names left out.

    Raises:
        BadQuery: it is something else than one SELECT.
    """
    try:
        statements = [each for each in sqlglot.parse(sql, dialect="postgres") if each is not None]
    except SqlglotError as fault:
        raise BadQuery(f"This is no SQL: {str(fault).splitlines()[0]}") from None
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise BadQuery("Give one SELECT (WITH and UNION may be in it); nothing is changed from here.")
    own = {each.alias_or_name for each in statements[0].find_all(exp.CTE)}
    return list(dict.fromkeys(each.name for each in statements[0].find_all(exp.Table) if each.name not in own))


def _widened(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with what is worth a column of its own taken out of its JSON."""
    if name == "tasks":
        difficulty = pl.col("difficulty").str.json_decode(pl.Struct(_DIFFICULTY))
        return frame.with_columns(difficulty).unnest("difficulty")
    if name == "tools":
        action = pl.col("action").str.json_decode(pl.Struct(_ACTION))
        return frame.with_columns(
            action.struct.field("does").alias("does"),
            action.struct.field("table").alias("acts_on"),
            pl.col("parameters").map_elements(_parameter_count, return_dtype=pl.Int64).alias("parameter_count"),
        )
    return frame


def _parameter_count(parameters: str) -> int:
    return len(json.loads(parameters).get("properties", {}))


def _mutants(certificates: pl.DataFrame) -> pl.DataFrame:
    """One row a task and kind of mutant."""
    found = pl.col("mutants").str.json_decode(pl.List(pl.Struct(_MUTANT)))
    return (
        certificates.filter(pl.col("scope") == "task")
        .select(*_OF_ENVIRONMENT, pl.col("name").alias("task"), found)
        .explode("mutants")
        .drop_nulls("mutants")
        .unnest("mutants")
    )


def _schema(entry: type) -> dict[str, Any]:
    """The scalar fields of an entry as polars columns; parameters are JSON text."""
    hints = get_type_hints(entry)
    found: dict[str, Any] = {}
    for field in fields(entry):
        if field.name in ("inputs", "outputs", "drafts", "calls"):
            continue
        found[field.name] = _dtype(hints[field.name])
    return found


def _dtype(hint: Any) -> Any:
    if hint in _DTYPES:
        return _DTYPES[hint]
    inner = [each for each in get_args(hint) if each is not NoneType]
    return _DTYPES.get(inner[0], pl.String) if inner else pl.String


def _plain(value: Any) -> Any:
    return canonical_json(value) if isinstance(value, dict) else value


def _values(entry: EnvironmentEntry) -> tuple[Any, ...]:
    return tuple(getattr(entry, field.name) for field in fields(entry))
