"""Dataset: samples to train on, one an assistant turn, each with exactly what the model saw when it took the turn."""

import pandera.polars as pa
from pydantic import Field

from schemas.kind import Kind
from schemas.record import Record, Slug
from schemas.rollouts import Message


class Sample(Record):
    rollouts: str = Field(min_length=1)
    """The artifact that holds the episode."""
    environment: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*@\d+$")
    task: Slug
    group: str
    number: int = Field(ge=0)
    """Of the episode within its group."""
    turn: int = Field(ge=1)
    prompt: list[Message] = Field(min_length=1)
    """The window: system prompt, instruction, the list of tools, and the last few turns."""
    completion: Message
    """The only message that carries loss."""
    reward: float
    advantage: float = 0.0
    """The reward of the episode within its group, centred."""


class SampleTable(pa.DataFrameModel):
    rollouts: str = pa.Field(str_length={"min_value": 1})
    environment: str = pa.Field(str_matches=r"^[a-z0-9][a-z0-9_-]*@\d+$")
    task: str
    group: str
    number: int = pa.Field(ge=0)
    turn: int = pa.Field(ge=1)
    prompt: str = pa.Field(str_startswith="[")
    completion: str = pa.Field(str_startswith="{")
    reward: float
    advantage: float

    class Config:
        strict = True
        unique = ["rollouts", "environment", "task", "group", "number", "turn"]


DATASET: Kind[Sample] = Kind("dataset", Sample, SampleTable)
