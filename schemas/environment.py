"""Environment: the manifest of a published bundle. One record an environment and version."""

from typing import Any, Literal

import pandera.polars as pa
from pydantic import Field

from schemas.kind import Kind
from schemas.record import Record, Slug

BUNDLE_FORMAT = 1


class EnvironmentManifest(Record):
    """`environment.json` of a bundle and of the authored form, which leaves out what is computed."""

    format: int = BUNDLE_FORMAT
    name: Slug
    version: int = Field(default=1, ge=1)
    kind: Literal["sql", "python"] = "sql"
    now: str = Field(pattern=r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$")
    """The frozen clock, in UTC."""
    scenario: str
    """What the business is, in a sentence or a few."""
    title: str = ""
    category: str = ""
    persona: str = ""
    """Who user 1 is: "a boater who keeps a boat here", "the front desk"."""
    licence: str = "Apache-2.0"
    provenance: dict[str, Any] = {}
    """Author, its version and seed, the scenario's artifact id. Never a time or a run id."""
    parts: dict[str, str] = {}
    """Kind to content id of what lies beside the manifest."""
    image_sha256: str | None = None


class EnvironmentTable(pa.DataFrameModel):
    format: int = pa.Field(ge=1)
    name: str = pa.Field(str_matches=r"^[a-z0-9][a-z0-9_-]*$")
    version: int = pa.Field(ge=1)
    kind: str = pa.Field(isin=["sql", "python"])
    now: str = pa.Field(str_matches=r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$")
    scenario: str
    title: str
    category: str
    persona: str
    licence: str
    provenance: str = pa.Field(str_startswith="{")
    parts: str = pa.Field(str_startswith="{")
    image_sha256: str = pa.Field(nullable=True)

    class Config:
        strict = True
        unique = ["name", "version"]


ENVIRONMENT: Kind[EnvironmentManifest] = Kind("environment", EnvironmentManifest, EnvironmentTable)
