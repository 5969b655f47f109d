"""Words for arguments that do not fit their schema, for a model that wants to do better.

In:  validation errors of jsonschema-rs, the arguments, the schema.
Out: one message: which argument, what is expected, what came; and the path of the first one.
Never here: deciding what fits.
"""

import difflib
import json
from collections.abc import Sequence
from typing import Any

_SHOWN = 60
_BOUNDS = {
    "minimum": "at least {limit}",
    "maximum": "at most {limit}",
    "exclusiveMinimum": "more than {limit}",
    "exclusiveMaximum": "less than {limit}",
    "minLength": "at least {limit} characters",
    "maxLength": "at most {limit} characters",
    "minItems": "at least {limit} items",
    "maxItems": "at most {limit} items",
    "minProperties": "at least {limit} fields",
    "maxProperties": "at most {limit} fields",
    "multipleOf": "a multiple of {multiple_of}",
    "pattern": "text that matches {pattern}",
    "format": "text in the form {format}",
}
_NOUNS = {
    "integer": "a whole number",
    "number": "a number",
    "string": "text",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}


def complaint(errors: Sequence[Any], arguments: Any, schema: dict[str, Any]) -> tuple[str, str | None]:
    """One message for all errors, and the path of the first."""
    said = [_sentence(error, schema) for error in errors]
    path = "/".join(map(str, errors[0].instance_path)) if errors else ""
    return " ".join(dict.fromkeys(said)) or "The arguments do not fit.", path or None


def _sentence(error: Any, schema: dict[str, Any]) -> str:
    facts = {} if error.kind.name in ("anyOf", "oneOf") else error.kind.as_dict()
    where = "/".join(map(str, error.instance_path))
    if error.kind.name == "required":
        inside = f" in {where}" if where else ""
        return f"The argument {facts['property']!r} is missing{inside}."
    if error.kind.name in ("additionalProperties", "unevaluatedProperties"):
        return _unknown(facts["unexpected"], where, error, schema)
    wanted = _wanted(error, facts)
    return f"{where or 'The arguments'}: expected {wanted}; got {shown(error.instance)}."


def _wanted(error: Any, facts: dict[str, Any]) -> str:
    name = error.kind.name
    if name == "type":
        return " or ".join(_NOUNS.get(kind, kind) for kind in facts["types"])
    if name == "enum":
        return "one of " + ", ".join(shown(option) for option in facts["options"][:30])
    if name == "const":
        return shown(facts.get("expected_value"))
    if name in _BOUNDS:
        return _BOUNDS[name].format(**facts)
    return f"something else: {error.message[:200]}"


def _unknown(unexpected: list[str], where: str, error: Any, schema: dict[str, Any]) -> str:
    known = sorted(schema.get("properties", {})) if not where else []
    names = ", ".join(repr(name[:_SHOWN]) for name in unexpected[:5])
    inside = f" in {where}" if where else ""
    if not known:
        return f"Unknown argument {names}{inside}." if where else f"Unknown argument {names}: this tool takes none."
    close = difflib.get_close_matches(unexpected[0][:_SHOWN], known, n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    return f"Unknown argument {names}{inside}: the arguments are {', '.join(known)}.{hint}"


def shown(value: Any) -> str:
    """A value as JSON, shortened."""
    if isinstance(value, str) and len(value) > _SHOWN:
        return f"{json.dumps(value[:_SHOWN], ensure_ascii=False)}… ({len(value)} characters)"
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        text = str(type(value).__name__)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
