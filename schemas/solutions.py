"""Solutions: for each task the calls that fulfil it, and the answer that ends it."""

from typing import Any

import pandera.polars as pa
from pydantic import Field

from schemas.kind import Kind
from schemas.record import Record, Slug


class Call(Record):
    tool: str
    """Any text: a mutant or an agent may name a tool that does not exist."""
    arguments: dict[str, Any] = {}
    """Literal values, or one of the forms below, at any depth.

    `{"$ref": "1/0/bench_id"}` number of an earlier call from 1, then a path into its result;
    `{"$pick": {"from": "1", "where": {...}, "get": "id"}}` the one row that fits,
    or with `"least": "price_cents"` (or `"most"`) beside `where` the one that has least of it, without a tie;
    `{"$sql": "datetime(:t, '+1 day')", "t": {"$ref": ...}}` an SQL expression over such values.
    """


class Solution(Record):
    task: Slug
    calls: list[Call] = Field(max_length=64)
    answer: Any = None
    """A literal or one of the forms of arguments; None where no answer is asked for."""


class SolutionTable(pa.DataFrameModel):
    task: str = pa.Field(unique=True)
    calls: str = pa.Field(str_startswith="[")
    answer: str = pa.Field(nullable=True)

    class Config:
        strict = True


SOLUTIONS: Kind[Solution] = Kind("solutions", Solution, SolutionTable)
