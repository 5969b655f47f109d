"""Verifiers: what must hold when a task is done, which answer it asks for, and what alone may have changed."""

from typing import Any, Literal

import pandera.polars as pa
from pydantic import Field, model_validator

from schemas.kind import Kind
from schemas.record import Identifier, Record, Slug


class Check(Record):
    description: str = Field(min_length=1, max_length=500)
    """What holds when the task is done, for a reader of the verdict."""
    sql: str
    """One SELECT over the schemas `initial` and `final`; true when it holds."""


class ExpectedAnswer(Record):
    type: Literal["number", "text", "date", "set", "none"] = "none"
    sql: str | None = None
    """A SELECT over `initial` and `final`: its first value, or for a set the first column of all rows."""
    value: Any = None
    tolerance: float = Field(default=1e-9, ge=0)

    @model_validator(mode="after")
    def has_one_source(self) -> "ExpectedAnswer":
        if self.type == "none" and (self.sql is not None or self.value is not None):
            raise ValueError("an answer of type none has neither sql nor value")
        if self.type != "none" and (self.sql is None) == (self.value is None):
            raise ValueError("an answer needs either sql or value, and not both")
        return self


class FrameCounts(Record):
    insert: int = Field(default=0, ge=0)
    update: int = Field(default=0, ge=0)
    delete: int = Field(default=0, ge=0)


class Verifier(Record):
    task: Slug
    checks: list[Check] = []
    answer: ExpectedAnswer = ExpectedAnswer()
    frame: dict[Identifier, FrameCounts] | list[Identifier] = {}
    """The only changes allowed, a table each. A list of names is the authored form: any change to those tables;
    certification fills in the counts from the executed solution."""


class VerifierTable(pa.DataFrameModel):
    task: str = pa.Field(unique=True)
    checks: str = pa.Field(str_startswith="[")
    answer: str = pa.Field(str_startswith="{")
    frame: str

    class Config:
        strict = True


VERIFIERS: Kind[Verifier] = Kind("verifiers", Verifier, VerifierTable)
