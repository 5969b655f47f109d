"""Evaluations: how well a policy does. One record a policy and task, counted over its episodes."""

import pandera.polars as pa
from pydantic import Field, model_validator

from schemas.kind import Kind
from schemas.record import Record, Slug


class Evaluation(Record):
    policy: str = Field(min_length=1)
    """A checkpoint's id or a model's name."""
    benchmark: Slug = "worldloom"
    environment: str = Field(min_length=1)
    """`name@version`; in other benchmarks, their domain."""
    task: str = Field(min_length=1)
    episodes: int = Field(ge=1)
    complete: int = Field(default=0, ge=0)
    partial: int = Field(default=0, ge=0)
    """Incomplete, with partial credit."""
    unjudged: int = Field(default=0, ge=0)
    """Left out of every rate: faults of the environment, and checks that could not run."""
    violations: int = Field(default=0, ge=0)
    """Episodes in which a rule of form was broken; they are judged all the same."""
    mean_turns: float = Field(default=0.0, ge=0)
    mean_tokens: float = Field(default=0.0, ge=0)

    @model_validator(mode="after")
    def outcomes_exclude_each_other(self) -> "Evaluation":
        if self.complete + self.partial + self.unjudged > self.episodes:
            raise ValueError("more outcomes than episodes")
        return self


class EvaluationTable(pa.DataFrameModel):
    policy: str = pa.Field(str_length={"min_value": 1})
    benchmark: str = pa.Field(str_matches=r"^[a-z0-9][a-z0-9_-]*$")
    environment: str = pa.Field(str_length={"min_value": 1})
    task: str = pa.Field(str_length={"min_value": 1})
    episodes: int = pa.Field(ge=1)
    complete: int = pa.Field(ge=0)
    partial: int = pa.Field(ge=0)
    unjudged: int = pa.Field(ge=0)
    violations: int = pa.Field(ge=0)
    mean_turns: float = pa.Field(ge=0)
    mean_tokens: float = pa.Field(ge=0)

    class Config:
        strict = True
        unique = ["policy", "benchmark", "environment", "task"]


EVALUATION: Kind[Evaluation] = Kind("evaluation", Evaluation, EvaluationTable)
