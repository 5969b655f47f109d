"""Scenarios: the businesses that environments are made of, each a name and a few sentences."""

import pandera.polars as pa
from pydantic import Field

from schemas.kind import Kind
from schemas.record import Record, Slug


class Scenario(Record):
    name: Slug
    title: str = Field(min_length=1, max_length=120)
    """What people call it: "Marina boat rentals"."""
    category: str = Field(min_length=1, max_length=60)
    """The shelf it stands on, for caps and statistics: "Water"."""
    description: str = Field(min_length=1, max_length=2000)


class ScenarioTable(pa.DataFrameModel):
    name: str = pa.Field(unique=True, str_matches=r"^[a-z0-9][a-z0-9_-]*$")
    title: str = pa.Field(str_length={"min_value": 1, "max_value": 120})
    category: str = pa.Field(str_length={"min_value": 1, "max_value": 60})
    description: str = pa.Field(str_length={"min_value": 1, "max_value": 2000})

    class Config:
        strict = True


SCENARIOS: Kind[Scenario] = Kind("scenarios", Scenario, ScenarioTable)
