"""Checkpoints: a model's weights at a step of a run, named by the hashes of their files."""

from typing import Annotated

import pandera.polars as pa
from pydantic import Field, StringConstraints

from schemas.kind import Kind
from schemas.record import Record, Slug

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Checkpoint(Record):
    name: Slug
    training_run: str = Field(min_length=1)
    """Artifact id of the run that wrote it."""
    step: int = Field(ge=0)
    base_model: str = Field(min_length=1)
    window: int = Field(default=3, ge=0)
    """Turns of history that it was trained to see, and is evaluated with; 0 for all."""
    files: dict[str, Sha256] = Field(min_length=1)
    """Path within the checkpoint to the SHA-256 of the file."""


class CheckpointTable(pa.DataFrameModel):
    name: str = pa.Field(unique=True, str_matches=r"^[a-z0-9][a-z0-9_-]*$")
    training_run: str = pa.Field(str_length={"min_value": 1})
    step: int = pa.Field(ge=0)
    base_model: str = pa.Field(str_length={"min_value": 1})
    window: int = pa.Field(ge=0)
    files: str = pa.Field(str_startswith="{")

    class Config:
        strict = True


CHECKPOINT: Kind[Checkpoint] = Kind("checkpoint", Checkpoint, CheckpointTable)
