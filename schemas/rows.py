"""Rows: the seed data, one record a row of a table, in the order in which they are inserted."""

from typing import Any

import pandera.polars as pa
from pydantic import Field

from schemas.kind import Kind
from schemas.record import Identifier, Record


class SeedRow(Record):
    table: Identifier
    number: int = Field(ge=0)
    """Position within its table, from 0."""
    values: dict[str, Any]
    """Column name to value; lists and objects are stored as JSON text, booleans as 0 and 1."""


class SeedRowTable(pa.DataFrameModel):
    table: str = pa.Field(str_matches=r"^[a-z][a-z0-9_]*$")
    number: int = pa.Field(ge=0)
    values: str = pa.Field(str_startswith="{")

    class Config:
        strict = True
        unique = ["table", "number"]


ROWS: Kind[SeedRow] = Kind("rows", SeedRow, SeedRowTable)
