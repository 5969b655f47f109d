"""Parameters of tools as pydantic models, in source.

In:  JSON Schemas of parameters.
Out: classes, each field with its type, bounds and description; the types of dates that they need.
Never here: SQL.

What pydantic's types cannot say (conditions between fields, alternatives) is left to the MCP layer, which checks
arguments against a schema too.
"""

import json
import keyword
from typing import Any

from pydantic import BaseModel

DATE_TYPES = {"date": "Day", "date-time": "Moment", "time": "TimeOfDay"}
_BOUNDS = {"minimum": "ge", "maximum": "le", "exclusiveMinimum": "gt", "exclusiveMaximum": "lt",
           "multipleOf": "multiple_of", "minLength": "min_length", "maxLength": "max_length", "pattern": "pattern",
           "minItems": "min_length", "maxItems": "max_length"}  # fmt: skip
_PLAIN = {"integer": "Whole", "number": "Real", "string": "Text", "boolean": "bool"}
NESTED = ("ClosedObject", "OpenObject")
"""Bases of objects inside arguments: with nothing but the fields named, and with others too."""
_WIDE = 110


class ArgumentsSource:
    """Writes classes, and remembers which types of dates they need."""

    def __init__(self) -> None:
        self.date_types: set[str] = set()

    def model(self, name: str, schema: dict[str, Any], base: str, description: str) -> str:
        """The source of a class, after those of the objects inside it."""
        inner: list[str] = []
        lines = [self._field(field, schema, name, inner, base) for field in schema["properties"]]
        body = "".join(f"    {line}\n" for line in lines) or "    pass\n"
        doc = f'    """{description}"""\n\n' if description else ""
        return "".join(f"{each}\n\n" for each in inner) + f"class {name}({base}):\n{doc}{body}"

    def _field(self, field: str, owner_schema: dict[str, Any], owner: str, inner: list[str], base: str) -> str:
        schema = owner_schema["properties"][field]
        schema = schema if isinstance(schema, dict) else {}
        is_required = field in owner_schema.get("required", ())
        kind, bounds, is_nullable = self._kind(schema, f"{owner}{camel(field)}", inner)
        attribute = attribute_of(field)
        options = [f"alias={quoted(field)}"] if attribute != field else []
        options += [f"description={quoted(schema['description'])}"] if schema.get("description") else []
        options += bounds + _examples(schema)
        if is_required:
            default = "..."
        else:
            if base not in NESTED and not is_nullable and kind != "Any":
                kind = f"{kind} | None"
            default = repr(schema.get("default"))
        kind = f"{kind} | None" if is_required and is_nullable and "None" not in kind else kind
        if not options and is_required:
            return f"{attribute}: {kind}"
        line = f"{attribute}: {kind} = Field({', '.join([default, *options])})"
        if len(line) <= _WIDE:
            return line
        parts = "".join(f"        {each},\n" for each in [default, *options])
        return f"{attribute}: {kind} = Field(\n{parts}    )"

    def _kind(self, schema: dict[str, Any], owner: str, inner: list[str]) -> tuple[str, list[str], bool]:
        """A type, its bounds as options of a field, and whether null is a value of it."""
        part, is_nullable = _only_branch(schema)
        if "enum" in part or "const" in part:
            choices = part.get("enum", [part.get("const")])
            known = [each for each in choices if each is not None]
            if known and all(type(each) in (str, int, bool) for each in known):
                said = f"Literal[{', '.join(quoted(each) if isinstance(each, str) else repr(each) for each in known)}]"
                return f"{said} | None" if None in choices or is_nullable else said, [], is_nullable or None in choices
            return "Any", [f"json_schema_extra={{'enum': {choices!r}}}"], True
        kind = part.get("type")
        if not isinstance(kind, str):
            return "Any", [], True
        return self._typed(part, kind, owner, inner), _bounds(part), is_nullable

    def _typed(self, part: dict[str, Any], kind: str, owner: str, inner: list[str]) -> str:
        form = DATE_TYPES.get(part.get("format", "")) if kind == "string" and "pattern" not in part else None
        if form is not None:
            self.date_types.add(form)
            return form
        if kind == "array":
            items = part.get("items")
            if not isinstance(items, dict):
                return "list[Any]"
            said, bounds, is_nullable = self._kind(items, f"{owner}Item", inner)
            said = f"Annotated[{said}, Field({', '.join(bounds)})]" if bounds else said
            return f"list[{said} | None]" if is_nullable and said != "Any" else f"list[{said}]"
        if kind == "object":
            if not part.get("properties"):
                return "dict[str, Any]"
            base = NESTED[0] if part.get("additionalProperties") is False else NESTED[1]
            inner.append(self.model(owner, part, base, ""))
            return owner
        return _PLAIN.get(kind, "Any")


def quoted(text: str) -> str:
    """A text as a Python string in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def is_plain(schema: dict[str, Any]) -> bool:
    """Whether all parameters can stand in the query of an address, where everything is text."""
    for part in schema["properties"].values():
        branch, is_nullable = _only_branch(part) if isinstance(part, dict) else ({}, True)
        choices = branch.get("enum", [branch["const"]] if "const" in branch else [])
        if branch.get("type") not in _PLAIN or is_nullable or not all(isinstance(each, str) for each in choices):
            return False
    return True


def camel(name: str) -> str:
    """`search_boats` as `SearchBoats`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_")) or "Anything"


def attribute_of(name: str) -> str:
    """The name of a field: itself, unless Python or pydantic needs that name."""
    return name if is_attribute(name) else f"field_{name}"


def is_attribute(name: str) -> bool:
    """Whether a pydantic model may have a field of this name."""
    is_free = name.isidentifier() and not keyword.iskeyword(name) and not hasattr(BaseModel, name)
    return is_free and not name.startswith(("_", "model_")) and name.isascii()


def _bounds(part: dict[str, Any]) -> list[str]:
    return [f"{ours}={part[theirs]!r}" for theirs, ours in _BOUNDS.items() if theirs in part]


def _examples(schema: dict[str, Any]) -> list[str]:
    examples = schema.get("examples")
    return [f"examples={examples!r}"] if isinstance(examples, list) and examples else []


def _only_branch(schema: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """What a schema says besides "or null", and whether it says that."""
    for key in ("anyOf", "oneOf"):
        branches = [each for each in schema.get(key, ()) if isinstance(each, dict)]
        others = [each for each in branches if each.get("type") != "null"]
        if len(others) == 1:
            return {**{name: part for name, part in schema.items() if name != key}, **others[0]}, len(branches) > 1
        if len(others) > 1:
            return {}, True
    kinds = schema.get("type")
    if isinstance(kinds, list):
        named = [each for each in kinds if each != "null"]
        return {**schema, "type": named[0] if len(named) == 1 else None}, "null" in kinds
    return schema, False
