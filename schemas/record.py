"""What every record that travels between steps has in common.

In:  nothing of the project.
Out: `Record`, the frozen base of all row models, and the canonical JSON that content ids are made of.
Never here: files, clocks, defaults that depend on the machine.
"""

import json
import math
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints

_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode

_IDENTIFIER = r"^[a-z][a-z0-9_]*$"

Identifier = Annotated[str, StringConstraints(pattern=_IDENTIFIER, max_length=64)]
"""A name in SQL and JSON Schema: lower case, digits, underscores."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=100)]
"""A name in paths and URLs: lower case, digits, hyphens, underscores."""

Scalar = str | int | float | None
"""A value that SQLite stores as it is; booleans are 0 and 1."""


class Record(BaseModel):
    """A frozen record. Unknown keys are refused, so that a misspelt field never passes silently."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def document(self) -> dict[str, Any]:
        """The record as plain JSON values, without the fields that were left at None."""
        plain: dict[str, Any] = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        return plain


def canonical_json(value: Any) -> str:
    """The one JSON text of a value: keys sorted, no spaces, text as it is.

    Raises:
        ValueError: a number that JSON does not have (NaN, infinity), or half of a surrogate pair.
    """
    try:
        text = _canonical(value)
        text.encode("utf-8")
    except ValueError:
        refuse_what_json_lacks(value)
        raise
    return text


def refuse_what_json_lacks(value: Any) -> None:
    """Raise ValueError where `value` holds something that would not survive a trip through JSON and UTF-8."""
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value!r} is not a number that JSON can hold")
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as fault:
            raise ValueError(f"text holds half of a surrogate pair at position {fault.start}") from None
    if isinstance(value, dict):
        for key, item in value.items():
            refuse_what_json_lacks(key)
            refuse_what_json_lacks(item)
    if isinstance(value, list):
        for item in value:
            refuse_what_json_lacks(item)
