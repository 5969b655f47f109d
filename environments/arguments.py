"""Arguments of a call: checked against the tool's JSON Schema and turned into what SQL binds.

In:  whatever an agent sent.
Out: SQL values by parameter, or a `ToolError` that a model can act on.
Never here: the database; exceptions, whatever the input.
"""

from collections.abc import Callable, Mapping
from typing import Any

import jsonschema_rs
import pydantic_core

from environments.complaints import complaint
from environments.dates import is_time, iso_date, iso_date_time
from environments.result import ToolError
from environments.values import INTEGERS

MOST_CHARACTERS = 100_000
"""Of all texts of a call together: more is refused before anything reads it."""
DEEPEST = 32
"""Levels of lists and objects in a call's arguments."""
MOST_VALUES = 10_000
_OWN_FORMATS = ("date", "date-time", "time")

Convert = Callable[[Any], Any]


class SchemaFault(ValueError):
    """A parameters schema that cannot be used."""


class _Refused(Exception):
    def __init__(self, kind: str, message: str, path: str = "") -> None:
        super().__init__(message)
        self.kind, self.path = kind, path


class Arguments:
    """The parameters of one tool. Built once at load; used by every session at once."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        """Compile the schema.

        Raises:
            SchemaFault: it is no JSON Schema, refers to something outside itself, or a default does not fit it.
        """
        self._schema = {**schema, "additionalProperties": False}
        self.properties: dict[str, Any] = self._schema["properties"]
        self.required = frozenset(self._schema.get("required", ()))
        self._optional = frozenset(self.properties) - self.required
        self._validator = _validator(self._schema)
        self._converts = {name: _converter(part) for name, part in self.properties.items()}
        self.defaults = {name: self._default(name) for name in sorted(self._optional)}

    def bind(self, arguments: Any, values: dict[str, Any]) -> ToolError | None:
        """Put the SQL value of every argument into `values`; what is wrong with them, if anything, comes back."""
        at: str | None = None
        try:
            if type(arguments) is not dict:
                arguments = _plain_object(arguments)
            if None in arguments.values():
                arguments = {k: v for k, v in arguments.items() if v is not None or k not in self._optional}
            _measure(arguments)
            if not self._validator.is_valid(arguments):
                return self._complaint(arguments)
            converts = self._converts
            for at, value in arguments.items():
                if at not in converts:  # `patternProperties` may let it pass; it could be called user_id
                    raise _Refused("invalid", "There is no such argument.")
                values[at] = converts[at](value)
        except _Refused as refused:
            path = "/".join(part for part in (at, refused.path) if part)
            return ToolError(refused.kind, f"{path}: {refused}" if path else str(refused), path or None)
        except (ValueError, TypeError, RecursionError, OverflowError) as fault:
            return ToolError("invalid", f"The arguments are not plain JSON: {str(fault)[:200]}", at)
        return None

    def _complaint(self, arguments: Any) -> ToolError:
        errors = [error for error, _ in zip(self._validator.iter_errors(arguments), range(5), strict=False)]
        message, path = complaint(errors, arguments, self._schema)
        return ToolError("invalid", message, path)

    def _default(self, name: str) -> Any:
        part = self.properties[name]
        if not isinstance(part, dict) or part.get("default") is None:
            return None
        values: dict[str, Any] = {}
        only = Arguments.__new__(Arguments)
        only._schema = {**self._schema, "required": []}
        only.properties, only.required, only._optional = self.properties, frozenset(), frozenset()
        only._validator, only._converts = _validator(only._schema), self._converts
        error = only.bind({name: part["default"]}, values)
        if error is not None:
            raise SchemaFault(f"the default of {name} does not fit its own schema: {error.message}")
        return values[name]


def _plain_object(arguments: Any) -> dict[str, Any]:
    if arguments is None:
        return {}
    if isinstance(arguments, Mapping):
        return dict(arguments)
    raise _Refused("invalid", f"The arguments must be a JSON object such as {{}}, not {type(arguments).__name__}.")


def _validator(schema: dict[str, Any]) -> Any:
    try:
        return jsonschema_rs.validator_for(
            _without_own_formats(schema),
            validate_formats=True,
            offline=True,
            pattern_options=jsonschema_rs.RegexOptions(),
        )
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError, RecursionError) as fault:
        said = " ".join(str(fault).split("\n\n")[0].split())
        raise SchemaFault(f"the parameters are no usable JSON Schema: {said}") from None


def _without_own_formats(schema: Any) -> Any:
    """The schema without the formats that are read more kindly here than JSON Schema would."""
    if isinstance(schema, dict):
        return {
            key: _without_own_formats(part)
            for key, part in schema.items()
            if not (key == "format" and part in _OWN_FORMATS)
        }
    return [_without_own_formats(part) for part in schema] if isinstance(schema, list) else schema


def _measure(arguments: dict[str, Any]) -> None:
    """Refuse what is too long, too deep or too much, before anything copies it."""
    characters, nested = 0, len(arguments) > 100
    for item in arguments.values():
        kind = type(item)
        if kind is str:
            characters += len(item)
        elif kind is dict or kind is list:
            nested = True
    if characters > MOST_CHARACTERS or nested:
        _measure_all(arguments)


def _measure_all(arguments: dict[str, Any]) -> None:
    characters, values, depth = 0, 0, 0
    level: list[Any] = [arguments]
    while level:
        depth += 1
        values += sum(map(len, level))
        inner = [item for part in level for item in (part.values() if type(part) is dict else part)]
        names = [name for part in level if type(part) is dict for name in part]
        characters += sum(len(text) for text in (*inner, *names) if type(text) is str)
        if depth > DEEPEST:
            raise _Refused("invalid", f"The arguments are nested more than {DEEPEST} levels deep.")
        if characters > MOST_CHARACTERS or values > MOST_VALUES:
            raise _Refused(
                "too_large",
                f"The arguments are too large: at most {MOST_CHARACTERS:,} characters "
                f"and {MOST_VALUES:,} values fit into one call. Send less at a time.",
            )
        level = [item for item in inner if type(item) is dict or type(item) is list]


# Converters: what a schema says about a value decides how it reaches SQL. None where it goes as it is.


def _converter(schema: Any) -> Convert:
    """How a parameter's value becomes what SQL binds."""
    part, kinds = _plain_part(schema)
    if kinds in _SCALARS and not _own_format(part):
        return _SCALARS[kinds]
    normalise = _normaliser(schema)

    def convert(value: Any) -> Any:
        kind = type(value)
        if kind is bool:
            return int(value)
        value = normalise(value)
        return pydantic_core.to_json(value).decode() if kind is dict or kind is list else value

    return convert


def _normaliser(schema: Any) -> Convert:
    """How a value becomes plain, at any depth: whole numbers, one form of dates. Booleans stay, for JSON."""
    part, kinds = _plain_part(schema)
    text = _FORMATS[part["format"]] if _own_format(part) else _text
    number = _whole if kinds == {"integer"} else _real if kinds == {"number"} else _number
    items = _normaliser(part["items"]) if isinstance(part.get("items"), dict) else None
    fields = {name: _normaliser(inner) for name, inner in part.get("properties", {}).items()}

    def normalise(value: Any) -> Any:
        kind = type(value)
        if kind is str:
            return text(value)
        if kind is int or kind is float:
            return number(value)
        if kind is list:
            return [_inside(index, items or _plain, item) for index, item in enumerate(value)]
        if kind is dict:
            return {_text(name): _inside(name, fields.get(name, _plain), item) for name, item in value.items()}
        return value

    return normalise


def _plain_part(schema: Any) -> tuple[dict[str, Any], frozenset[str]]:
    """The part of a schema that says what a value is, and its types without null."""
    part = _only_branch(schema) if isinstance(schema, dict) else {}
    kinds = part.get("type", ())
    return part, frozenset({kinds} if isinstance(kinds, str) else kinds) - {"null"}


def _own_format(part: dict[str, Any]) -> bool:
    return part.get("format") in _OWN_FORMATS and "pattern" not in part


def _inside(where: str | int, normalise: Convert, value: Any) -> Any:
    try:
        return normalise(value)
    except _Refused as refused:
        refused.path = f"{where}/{refused.path}" if refused.path else str(where)
        raise


def _only_branch(schema: dict[str, Any]) -> dict[str, Any]:
    """What is left of `anyOf` and the like when "or null" is set aside; the schema itself otherwise."""
    for key in ("anyOf", "oneOf", "allOf"):
        branches = [b for b in schema.get(key, ()) if isinstance(b, dict) and b.get("type") != "null"]
        if len(branches) == 1:
            return {**schema, **_only_branch(branches[0])}
    return schema


def _text(value: str) -> str:
    if "\0" in value:
        raise _Refused("invalid", "Text must not contain a NUL character.")
    if not value.isascii():
        value.encode()
    return value


def _date(value: str) -> str:
    found = iso_date(value)
    if found is None:
        raise _Refused("invalid", f"Expected a date that exists, as YYYY-MM-DD; got {value[:40]!r}.")
    return found


def _date_time(value: str) -> str:
    found = iso_date_time(value)
    if found is None:
        raise _Refused("invalid", f"Expected a date and time that exist, as YYYY-MM-DD HH:MM; got {value[:40]!r}.")
    return found


def _time(value: str) -> str:
    if not is_time(value):
        raise _Refused("invalid", f"Expected a time of day as HH:MM; got {value[:40]!r}.")
    return value


_FORMATS: dict[str, Convert] = {"date": _date, "date-time": _date_time, "time": _time}


def _whole(value: float) -> int:
    whole = value if type(value) is int else int(value)
    if whole not in INTEGERS:
        raise _Refused("invalid", _TOO_MANY_BITS)
    return whole


def _real(value: float) -> float:
    return float(_number(value))


def _number(value: Any) -> Any:
    if type(value) is int and value not in INTEGERS:
        raise _Refused("invalid", _TOO_MANY_BITS)
    return value


_TOO_MANY_BITS = "Expected a number of at most 64 bits (about 9.2e18)."
_SCALARS: dict[frozenset[str], Convert] = {
    frozenset({"string"}): _text,
    frozenset({"integer"}): _whole,
    frozenset({"number"}): _real,
    frozenset({"boolean"}): int,
}
_plain = _normaliser({})
