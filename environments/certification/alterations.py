"""Make one value wrong in the ways that its type and meaning allow.

In:  a resolved argument, the part of the tool's JSON Schema that describes it.
Out: other values that fit the schema and mean something else, nearest first.
Never here: whether a call succeeds with them (`mutants` tries that), or other rows' values (`candidates`).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from environments.certification.values import (
    Path,
    last_name,
    leaves,
    names_a_row,
    path_text,
    replaced,
    subschema,
    without,
)

MOST_ENUM_VALUES = 3
"""Other values of an enum that are tried."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DATE_TIME = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d)((?::\d\d)?(?:\.\d+)?Z?)")
_TIME = re.compile(r"(\d\d):(\d\d)(:\d\d)?")


def altered(value: Any, schema: Mapping[str, Any]) -> list[Any]:
    """Other values for this one: next number, other enum values, next day, flipped flag, changed text."""
    if isinstance(value, bool):
        return [not value]
    if "enum" in schema:
        return [other for other in schema["enum"] if other != value and other is not None][:MOST_ENUM_VALUES]
    if isinstance(value, int | float):
        return [number for number in _next_numbers(value, schema) if _within(number, schema)][:1]
    if isinstance(value, str):
        return _other_moments(value) or _other_texts(value, schema)
    return []


def altered_arguments(arguments: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Every one-place change of a call's arguments: (its kind, which place and how, the changed arguments)."""
    for path, value in leaves(dict(arguments)):
        described = subschema(schema, path)
        kind = kind_of_alteration(value, described, last_name(path))
        for other in altered(value, described):
            yield kind, f"{path_text(path)} {value!r} -> {other!r}", replaced(arguments, path, other)
    for path, items in _arrays(arguments):
        if len(items) > max(1, int(subschema(schema, path).get("minItems", 0))):
            for position in range(len(items)):
                yield "altered", f"{path_text(path)} without item {position + 1}", without(arguments, (*path, position))


def kind_of_alteration(value: Any, schema: Mapping[str, Any], name: str) -> str:
    """What such a change makes of work: a wrong status, a wrong row, a quantity, date or amount that is off by one."""
    if isinstance(value, bool) or "enum" in schema:
        return "wrong_status"
    if names_a_row(name):
        return "wrong_row"
    if isinstance(value, int | float) or (isinstance(value, str) and _other_moments(value)):
        return "off_by_one"
    return "altered"


def omitted_arguments(arguments: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each optional argument left out."""
    required = schema.get("required", [])
    for name in arguments:
        if name not in required:
            yield f"{name} left out", {key: value for key, value in arguments.items() if key != name}


def added_arguments(arguments: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each documented default overridden, though nobody asked for it."""
    for name, described in schema.get("properties", {}).items():
        if name in arguments or described.get("default") is None:
            continue
        if "enum" in described or described.get("type") in ("boolean", "integer", "number"):
            for other in altered(described["default"], described)[:1]:
                yield f"{name} = {other!r} added", {**arguments, name: other}


def _arrays(arguments: Mapping[str, Any]) -> Iterator[tuple[Path, list[Any]]]:
    for name, value in arguments.items():
        if isinstance(value, list):
            yield (name,), value


def _next_numbers(value: int | float, schema: Mapping[str, Any]) -> list[int | float]:
    step = schema.get("multipleOf", 1)
    return [value + step, value - step]


def _within(number: int | float, schema: Mapping[str, Any]) -> bool:
    return (
        number >= schema.get("minimum", number)
        and number <= schema.get("maximum", number)
        and not ("exclusiveMinimum" in schema and number <= schema["exclusiveMinimum"])
        and not ("exclusiveMaximum" in schema and number >= schema["exclusiveMaximum"])
    )


def _other_moments(value: str) -> list[Any]:
    """The next day, and for a date-time or a time of day also the next hour."""
    try:
        if _DATE.fullmatch(value):
            return [(date.fromisoformat(value) + timedelta(days=days)).isoformat() for days in (1, -1)]
        if match := _DATE_TIME.fullmatch(value):
            moment = datetime.fromisoformat(match[1])
            written = f"%Y-%m-%d{value[10]}%H:%M"
            return [(moment + shift).strftime(written) + match[2] for shift in (timedelta(days=1), timedelta(hours=1))]
        if match := _TIME.fullmatch(value):
            return [f"{(int(match[1]) + 1) % 24:02d}:{match[2]}{match[3] or ''}"]
    except (ValueError, OverflowError):
        return []
    return []


def _other_texts(value: str, schema: Mapping[str, Any]) -> list[Any]:
    """A text that says something else, within the length and pattern that the schema asks for."""
    longest, pattern = schema.get("maxLength"), schema.get("pattern")
    candidates = [f"{value} (changed)", f"{value[:-1]}{'y' if value[-1:] == 'x' else 'x'}"]
    return [
        text
        for text in candidates
        if (longest is None or len(text) <= longest) and (pattern is None or re.search(pattern, text))
    ][:1]
