"""Values on their way into SQLite.

In:  JSON values.
Out: what SQLite stores: text, integers of 64 bits, real numbers, NULL.
Never here: arguments of calls, which are checked against a schema first (`arguments.py`).
"""

import math
from typing import Any

from pydantic_core import PydanticSerializationError

from schemas import Record, canonical_json

INTEGERS = range(-(2**63), 2**63)


class StoredValueFault(ValueError):
    """A value that SQLite cannot hold as it is."""


def stored(value: Any) -> Any:
    """The value as SQLite stores it: booleans as 0 and 1, lists and objects as JSON text.

    Raises:
        StoredValueFault: an integer beyond 64 bits, a number that is none, text that is no UTF-8 or holds NUL.
    """
    kind = type(value)
    if kind is str:
        return _text(value)
    if kind is bool:
        return int(value)
    if kind is int:
        if value not in INTEGERS:
            raise StoredValueFault(f"{value} does not fit into 64 bits")
        return value
    if kind is float:
        if not math.isfinite(value):
            raise StoredValueFault(f"{value} is not a number that a database can hold")
        return value
    if value is None:
        return None
    if kind in (list, dict):
        return _json_text(value)
    raise StoredValueFault(f"a value of the type {kind.__name__} is no JSON")


def _text(value: str) -> str:
    if "\0" in value:
        raise StoredValueFault("text holds a NUL character")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise StoredValueFault("text holds half of a surrogate pair") from None
    return value


def _json_text(value: Any) -> str:
    try:
        return canonical_json(value)
    except (ValueError, TypeError, RecursionError) as fault:
        raise StoredValueFault(f"the value is no JSON: {fault}") from None


def text_of(record: Record) -> str:
    """All that a record says, to tell whether two say the same. Half of a surrogate pair has no JSON."""
    try:
        return record.model_dump_json()
    except PydanticSerializationError:
        return repr(record)
