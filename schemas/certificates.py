"""Certificates: what was executed to prove an environment and each of its tasks, and what came out."""

from typing import Literal

import pandera.polars as pa
from pydantic import Field

from schemas.kind import Kind
from schemas.record import Record


class Problem(Record):
    """One reason against publishing."""

    rule: str
    """A short fixed name: `solution_rejected`, `noop_accepted`, `ungrounded`, `scan_order`, `never_fired`…"""
    where: str
    """The tool, task, call, check or argument."""
    message: str
    """What happened and what to do next."""


class MutantCount(Record):
    """What became of one kind of wrong work."""

    kind: str
    made: int = Field(ge=0)
    rejected: int = Field(ge=0)
    """Ran through, left another world or answer, and the verifier said no."""
    refused: int = Field(default=0, ge=0)
    """Its altered call merely failed: says little about the verifier."""
    equivalent: int = Field(default=0, ge=0)
    """Ended in the same world with the same answer: not wrong work at all."""
    survived: int = Field(default=0, ge=0)
    """Accepted although it is wrong: a task with one of these is not published."""


class Certificate(Record):
    """One record for the environment (its tools, keys and order), one for each task."""

    scope: Literal["environment", "task"]
    name: str
    """The environment's name, or the task's id."""
    passed: bool
    problems: list[Problem] = []
    warnings: list[Problem] = []
    steps: int = Field(default=0, ge=0)
    """Calls of the executed solution; 0 for the environment."""
    mutants: list[MutantCount] = []
    orders: dict[str, int] = {}
    """What became of other orders and routes: `accepted`, `refused_by_tools`, `order_stated`, `none`."""
    measures: dict[str, float] = {}
    """Whatever else was counted: tools exercised, requirements fired, walks taken."""


class CertificateTable(pa.DataFrameModel):
    scope: str = pa.Field(isin=["environment", "task"])
    name: str
    passed: bool
    problems: str = pa.Field(str_startswith="[")
    warnings: str = pa.Field(str_startswith="[")
    steps: int = pa.Field(ge=0)
    mutants: str = pa.Field(str_startswith="[")
    orders: str = pa.Field(str_startswith="{")
    measures: str = pa.Field(str_startswith="{")

    class Config:
        strict = True
        unique = ["scope", "name"]


CERTIFICATES: Kind[Certificate] = Kind("certificates", Certificate, CertificateTable)
