"""Tables: the database's design, with what its tables and columns mean (the semantic layer)."""

from typing import Any, Literal

import pandera.polars as pa
from pydantic import Field, field_validator

from schemas.kind import Kind
from schemas.record import Identifier, Record

Meaning = Literal["key", "reference", "name", "money", "quantity", "date", "state", "category", "flag", "text"]
"""What a column's values are to people.

`category` is one of a fixed list that never moves; `state` moves along `transitions`;
`date` holds dates and date-times.
"""


class Noun(Record):
    singular: str = Field(min_length=1, max_length=60)
    plural: str = Field(min_length=1, max_length=60)


class Column(Record):
    name: Identifier
    meaning: Meaning
    label: str | None = None
    """How people say it: "nightly rate". The name with spaces when absent."""
    references: Identifier | None = None
    """The table that a reference points to."""
    unit: str | None = None
    """Of money and quantities: "cents", "feet"."""
    values: list[str] | None = None
    """Of states and categories: all that occur."""
    transitions: list[tuple[str, str]] | None = None
    """Of states: every move that the tools allow."""


class Invariant(Record):
    """What always holds of the rows, whatever the tools do."""

    name: str = Field(min_length=1, max_length=200)
    """A sentence: "no two live charters of one boat overlap"."""
    sql: str
    """A SELECT of the rows that break it; it may read any table."""


class Table(Record):
    name: Identifier
    ddl: list[str]
    """CREATE TABLE, then its indexes: one statement each."""
    description: str = ""
    noun: Noun | None = None
    naming: list[str] = []
    """How one row is named, most natural first: "{member_id}'s {noun} of {boat_id} on {start_on}".

    `{column}` stands for the column's value (for a reference: the name of that row), `{noun}` for the noun.
    """
    columns: list[Column] = []
    invariants: list[Invariant] = []

    @field_validator("ddl", mode="before")
    @classmethod
    def read_one_statement(cls, value: Any) -> Any:
        """Authors may write a single statement as plain text."""
        return [value] if isinstance(value, str) else value


class TableTable(pa.DataFrameModel):
    name: str = pa.Field(unique=True, str_matches=r"^[a-z][a-z0-9_]*$")
    ddl: str = pa.Field(str_startswith="[")
    description: str
    noun: str = pa.Field(nullable=True)
    naming: str = pa.Field(str_startswith="[")
    columns: str = pa.Field(str_startswith="[")
    invariants: str = pa.Field(str_startswith="[")

    class Config:
        strict = True


TABLES: Kind[Table] = Kind("tables", Table, TableTable, added=("invariants",))
