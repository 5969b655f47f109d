"""Tasks: what an agent is asked to do. As requirements (before the tables) and as final instructions (after)."""

from typing import Any, Literal

import pandera.polars as pa
from pydantic import Field, field_validator

from schemas.kind import Kind
from schemas.record import Record, Slug

TaskKind = Literal["query", "change", "both"]
Level = Literal["easy", "medium", "hard"]

_LEVELS: dict[int, Level] = {1: "easy", 2: "easy", 3: "medium", 4: "hard", 5: "hard"}


class Difficulty(Record):
    level: Level = "medium"
    steps: int | None = None
    """Calls of the certified solution."""
    branches: int = 0
    """Decisions on what was read: cheapest, earliest free, all that match, if-else."""
    indirectness: int = 0
    """How the most indirect thing is named: 0 name, 1 attributes, 2 through a relation, 3 superlative."""
    distractors: int = 0
    """Rows that fit all but one part of a description in the instruction."""


class Task(Record):
    id: Slug
    kind: TaskKind
    instruction: str = Field(min_length=1, max_length=4000)
    difficulty: Difficulty = Difficulty()
    situation: str | None = None
    """The frame in which the author thought of it ("moving away"); empty where there is none."""

    @field_validator("difficulty", mode="before")
    @classmethod
    def read_a_plain_level(cls, value: Any) -> Any:
        """Authors may write 1 to 5, or just the level's name."""
        if isinstance(value, int) and not isinstance(value, bool) and value in _LEVELS:
            return {"level": _LEVELS[value]}
        return {"level": value} if isinstance(value, str) else value


class TaskTable(pa.DataFrameModel):
    id: str = pa.Field(unique=True)
    kind: str = pa.Field(isin=["query", "change", "both"])
    instruction: str = pa.Field(str_length={"min_value": 1, "max_value": 4000})
    difficulty: str
    situation: str = pa.Field(nullable=True)

    class Config:
        strict = True


TASKS: Kind[Task] = Kind("tasks", Task, TaskTable)
