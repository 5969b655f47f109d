"""The catalog's tables (SQLModel): SQLite by default, PostgreSQL by URL.

Raise `CATALOG_VERSION` (`catalog_version.py`) with every change here, and add to `migrations/versions/` how older
catalogs get there.
Public code sees the records of `entries.py`, not these rows.
"""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Column, DateTime, Index, Integer, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no time zone, so it is taken off going in and put back coming out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class CatalogTable(SQLModel, registry=registry()):
    """Base of the catalog's tables, which keep to a metadata of their own."""


class MetaRow(CatalogTable, table=True):
    __tablename__: ClassVar[str] = "catalog_meta"

    name: str = Field(primary_key=True)
    value: str


class ArtifactRow(CatalogTable, table=True):
    __tablename__: ClassVar[str] = "artifact"

    id: str = Field(primary_key=True)
    kind: str = Field(index=True)
    rows: int | None = Field(default=None, sa_type=BigInteger)
    bytes: int = Field(sa_type=BigInteger)
    created_at: datetime = Field(sa_type=UtcTime)


class DerivationRow(CatalogTable, table=True):
    """One execution of a step. Of those with the same key one stands; the others are history."""

    __tablename__: ClassVar[str] = "derivation"
    __table_args__: ClassVar[Any] = (
        Index(
            "one_derivation_stands_for_a_key",
            "key",
            unique=True,
            sqlite_where=text("standing"),
            postgresql_where=text("standing"),
        ),
        Index("derivation_of_subject", "subject", "step"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(index=True)
    standing: bool
    """The one that answers for its key: not a failed attempt that was repeated, nor one whose products were lost."""
    step: str = Field(index=True)
    step_version: str
    subject: str
    parameters: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    outcome: str
    reason: str
    code_version: str
    author: str
    author_version: str
    model: str
    prompt_version: str
    seed: int | None = Field(default=None, sa_type=BigInteger)
    started_at: datetime | None = Field(default=None, sa_type=UtcTime)
    wall_s: float | None = None
    tokens_in: int = Field(sa_type=BigInteger)
    tokens_out: int = Field(sa_type=BigInteger)
    cost: float
    flow_run_id: str
    task_run_id: str


class DerivationInputRow(CatalogTable, table=True):
    __tablename__: ClassVar[str] = "derivation_input"

    derivation_id: int = Field(primary_key=True, foreign_key="derivation.id")
    role: str = Field(primary_key=True)
    artifact_id: str = Field(primary_key=True, foreign_key="artifact.id", index=True)


class DerivationOutputRow(CatalogTable, table=True):
    __tablename__: ClassVar[str] = "derivation_output"

    derivation_id: int = Field(primary_key=True, foreign_key="derivation.id")
    role: str = Field(primary_key=True)
    artifact_id: str = Field(primary_key=True, foreign_key="artifact.id", index=True)


class DraftOutcomeRow(CatalogTable, table=True):
    """What became of one draft within a derivation, in the order of work."""

    __tablename__: ClassVar[str] = "draft_outcome"

    derivation_id: int = Field(primary_key=True, foreign_key="derivation.id")
    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    item: str
    outcome: str
    rule: str = Field(index=True)
    message: str


class ModelCallRow(CatalogTable, table=True):
    """One answer of a model within a derivation, in the order of answers."""

    __tablename__: ClassVar[str] = "model_call"

    derivation_id: int = Field(primary_key=True, foreign_key="derivation.id")
    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    purpose: str
    outcome: str
    tokens_in: int = Field(sa_type=BigInteger)
    tokens_out: int = Field(sa_type=BigInteger)
    cost: float
    characters_out: int = Field(sa_type=BigInteger)
    recalled: bool


class EnvironmentRow(CatalogTable, table=True):
    __tablename__: ClassVar[str] = "environment"

    name: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    artifact_id: str = Field(foreign_key="artifact.id", index=True)
    bundle: str
    title: str
    category: str = Field(index=True)
    kind: str
    author: str
    scenario_id: str | None = Field(default=None, index=True)
    tables: int
    rows: int
    tools: int
    tasks: int
    mean_steps: float
    mutants_made: int
    mutants_rejected: int
    state: str = Field(index=True)
    reason: str


class ScenarioClaimRow(CatalogTable, table=True):
    """A scenario that was proposed for the collection: who works on it, and what became of it."""

    __tablename__: ClassVar[str] = "scenario_claim"
    __table_args__: ClassVar[Any] = (Index("claim_of_category", "category", "state"),)

    number: int | None = Field(default=None, primary_key=True)
    """In the order of claiming."""
    fingerprint: str = Field(unique=True)
    name: str = Field(index=True)
    category: str
    text: str
    scenario: str
    author: str
    proposal: int | None = Field(default=None, sa_type=BigInteger)
    state: str = Field(index=True)
    rule: str
    message: str
    holder: str
    claimed_at: datetime = Field(sa_type=UtcTime)
