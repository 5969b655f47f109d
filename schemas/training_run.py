"""Training runs: what was trained from what, with which settings. One record a run."""

from typing import Any, Literal

import pandera.polars as pa
from pydantic import Field

from schemas.kind import Kind
from schemas.record import Record, Slug


class TrainingRun(Record):
    name: Slug
    method: Literal["grpo", "ppo", "sft", "dpo"]
    base_model: str = Field(min_length=1)
    """A model's name, or the id of the checkpoint that training went on from."""
    environments: list[str] = []
    """`name@version` of each environment that was played in."""
    datasets: list[str] = []
    """Artifact ids of what was trained on."""
    seed: int = 0
    steps: int = Field(ge=0)
    settings: dict[str, Any] = {}
    """All of them, as the trainer was given them."""
    metrics: dict[str, list[float]] = {}
    """Name to one value a step: reward, length, entropy, kl."""


class TrainingRunTable(pa.DataFrameModel):
    name: str = pa.Field(unique=True, str_matches=r"^[a-z0-9][a-z0-9_-]*$")
    method: str = pa.Field(isin=["grpo", "ppo", "sft", "dpo"])
    base_model: str = pa.Field(str_length={"min_value": 1})
    environments: str = pa.Field(str_startswith="[")
    datasets: str = pa.Field(str_startswith="[")
    seed: int
    steps: int = pa.Field(ge=0)
    settings: str = pa.Field(str_startswith="{")
    metrics: str = pa.Field(str_startswith="{")

    class Config:
        strict = True


TRAINING_RUN: Kind[TrainingRun] = Kind("training_run", TrainingRun, TrainingRunTable)
