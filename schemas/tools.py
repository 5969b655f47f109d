"""Tools: SQL programs that an agent may call, each one transaction, with what it does in people's words."""

from typing import Annotated, Any, Literal

import pandera.polars as pa
from pydantic import Discriminator, Field, Tag, field_validator

from schemas.kind import Kind
from schemas.record import Identifier, Record

ErrorKind = Literal["not_found", "invalid", "conflict", "forbidden"]
"""What a failed requirement may be called; `unknown_tool` and `too_large` are the interpreter's own."""


class Require(Record):
    """A SELECT whose first value must be true, else the call fails."""

    require: str
    kind: ErrorKind = "conflict"
    message: str = "This cannot be done now."
    """For the agent; `{name}` stands for an argument or a bound column."""


class Read(Record):
    """A SELECT whose rows are bound to a name."""

    read: str
    bound_to: Identifier = Field(alias="as")


class Write(Record):
    """An INSERT, UPDATE or DELETE; skipped when `when` is false; its RETURNING may be bound."""

    write: str
    when: str | None = None
    bound_to: Identifier | None = Field(default=None, alias="as")


def _step_kind(step: Any) -> str:
    if isinstance(step, dict):
        return next((kind for kind in ("require", "read", "write") if kind in step), "unknown")
    return type(step).__name__.lower()


Step = Annotated[
    Annotated[Require, Tag("require")] | Annotated[Read, Tag("read")] | Annotated[Write, Tag("write")],
    Discriminator(_step_kind, custom_error_type="step", custom_error_message="a step has one of require, read, write"),
]


class Returns(Record):
    """A SELECT and the shape of what leaves: all rows, the first row, or its first value."""

    sql: str
    shape: Literal["rows", "row", "value"]
    json_columns: list[str] = Field(default=[], alias="json")
    """Columns that hold JSON text and leave as JSON."""


class ParameterMeaning(Record):
    """What a parameter is to people, for generators of tasks, walks and mutants."""

    references: Identifier | None = None
    """The table whose row it names."""
    column: Identifier | None = None
    """The column of the action's table that it fills or filters by."""
    pick: str | None = None
    """A SELECT of one column: plausible values in the present state."""
    samples: list[Any] = []
    """Plausible values where no table has them."""
    unit: str | None = None
    label: str | None = None


class Action(Record):
    """What a tool does, to which table, and how people ask for it."""

    does: Literal["search", "get", "report", "create", "update", "delete"]
    table: Identifier | None = None
    phrases: list[str] = []
    """Imperative, with `{parameter}`: "book {boat_id} for {member_id} from {start_on}"."""


class Tool(Record):
    name: Identifier
    description: str = Field(min_length=1, max_length=2000)
    parameters: dict[str, Any]
    """JSON Schema of an object."""
    steps: list[Step] = []
    returns: Returns | dict[str, Returns]
    action: Action | None = None
    meanings: dict[str, ParameterMeaning] = {}

    @field_validator("parameters")
    @classmethod
    def describes_an_object(cls, value: dict[str, Any]) -> dict[str, Any]:
        """Fill in what every parameters schema says: an object, no unknown arguments."""
        if value.get("type", "object") != "object":
            raise ValueError("parameters must describe an object")
        return {"type": "object", "additionalProperties": False, **value, "properties": value.get("properties", {})}


class ToolTable(pa.DataFrameModel):
    name: str = pa.Field(unique=True, str_matches=r"^[a-z][a-z0-9_]*$")
    description: str = pa.Field(str_length={"min_value": 1, "max_value": 2000})
    parameters: str = pa.Field(str_startswith="{")
    steps: str = pa.Field(str_startswith="[")
    returns: str = pa.Field(str_startswith="{")
    action: str = pa.Field(nullable=True)
    meanings: str = pa.Field(str_startswith="{")

    class Config:
        strict = True


TOOLS: Kind[Tool] = Kind("tools", Tool, ToolTable)
