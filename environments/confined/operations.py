"""Tools from a web application's specification, named and described as the reference's MCP layer does it.

In:  an OpenAPI document.
Out: for each operation: the tool that an agent sees, and how a call of it becomes a request.
Never here: calling.

The descriptions and input schemas equal those of fastapi-mcp 0.4, which the reference serves through, except that an
input schema which is no JSON Schema is mended: there the tool could not be called at all.
"""

import json
from dataclasses import dataclass
from typing import Any

import jsonschema

_METHODS = ("get", "post", "put", "delete", "patch")
_HIDDEN = ("allOf", "anyOf", "oneOf", "nullable", "discriminator", "readOnly", "writeOnly", "xml", "externalDocs")
_DEEPEST = 40
"""References inside references: a schema that refers to itself stops being unfolded here."""

Schema = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    name: str
    description: str
    input_schema: Schema
    method: str
    path: str
    places: dict[str, str]
    """By parameter: `path`, `query` or `header`; what is not here goes into the body."""
    is_mended: bool

    def document(self) -> dict[str, Any]:
        return {"name": self.name, "description": self.description, "parameters": self.input_schema,
                "method": self.method, "path": self.path, "mended": self.is_mended}  # fmt: skip


def operations_of(specification: Schema) -> list[Operation]:
    """The operations that have an id, in the document's order; of two with one id, the later one."""
    unfolded = _unfolded(specification, specification, 0)
    found = {}
    for path, item in unfolded.get("paths", {}).items():
        for method, operation in item.items():
            if method in _METHODS and operation.get("operationId"):
                made = _operation(operation, method, path)
                found[made.name] = made
    return list(found.values())


def _operation(operation: Schema, method: str, path: str) -> Operation:
    schema = _input_schema(operation)
    sound = _sound(schema)
    return Operation(
        name=operation["operationId"],
        description=_description(operation, method, path),
        input_schema=sound,
        method=method.upper(),
        path=path,
        places={each["name"]: each["in"] for each in operation.get("parameters", []) if each.get("in") != "cookie"},
        is_mended=sound != schema,
    )


def _unfolded(part: Schema, whole: Schema, depth: int) -> Schema:
    part = dict(part)
    if depth > _DEEPEST:
        part.pop("$ref", None)
        return part
    name = str(part.get("$ref", "")).removeprefix("#/components/schemas/")
    target = whole.get("components", {}).get("schemas", {}).get(name) if "$ref" in part else None
    if target is not None:
        del part["$ref"]
        part.update(target)
    for key, value in part.items():
        if isinstance(value, dict):
            part[key] = _unfolded(value, whole, depth + 1)
        elif isinstance(value, list):
            part[key] = [_unfolded(each, whole, depth + 1) if isinstance(each, dict) else each for each in value]
    return part


def _description(operation: Schema, method: str, path: str) -> str:
    text = operation.get("summary") or f"{method.upper()} {path}"
    if operation.get("description"):
        text += f"\n\n{operation['description']}"
    responses = operation.get("responses", {})
    success = next((code for code in map(str, range(200, 300)) if code in responses), None)
    shown = {success: responses[success]} if success else responses
    if responses:
        text += "\n\n### Responses:\n" + "".join(_response(code, each, success) for code, each in shown.items())
    return text


def _response(code: str, response: Schema, success: str | None) -> str:
    text = f"\n**{code}**: {response.get('description', '')}"
    text += " (Success Response)" if success is not None and code == success else ""
    for kind, content in response.get("content", {}).items():
        if "schema" in content:
            example = _given_example(content) or _example(_displayed(content["schema"]))
            text += f"\nContent-Type: {kind}"
            if example:
                text += f"\n\n**Example Response:**\n```json\n{json.dumps(example, indent=2)}\n```"
    return text


def _given_example(content: Schema) -> Any:
    if "examples" in content:
        return next((each["value"] for each in content["examples"].values() if "value" in each), None)
    return content.get("example")


def _displayed(schema: Schema) -> Schema:
    shown = {key: value for key, value in schema.items() if key not in _HIDDEN}
    if "properties" in shown:
        shown["properties"] = {
            name: _displayed(each) if isinstance(each, dict) else each for name, each in shown["properties"].items()
        }
    if shown.get("type") == "array" and isinstance(shown.get("items"), dict):
        shown["items"] = _displayed(shown["items"])
    return shown


_FORMATS = {"date-time": "2023-01-01T00:00:00Z", "date": "2023-01-01", "email": "user@example.com",
            "uri": "https://example.com"}  # fmt: skip


def _example(schema: Any) -> Any:
    kind = schema.get("type") if isinstance(schema, dict) else None
    if kind == "object":
        made = {name: _example(each) for name, each in schema.get("properties", {}).items()}
        return {name: each for name, each in made.items() if each is not None}
    if kind == "array":
        item = _example(schema.get("items"))
        return [] if item is None else [item]
    if kind == "string":
        return _FORMATS.get(schema.get("format"), schema.get("title", "string"))
    return {"integer": 1, "number": 1.0, "boolean": True}.get(kind or "")


def _input_schema(operation: Schema) -> Schema:
    properties: dict[str, Schema] = {}
    required: list[str] = []
    parameters = operation.get("parameters", [])
    for place in ("path", "query"):
        for each in (each for each in parameters if each.get("in") == place):
            properties[each["name"]] = _property(each["name"], each.get("schema", {}), each.get("description"), place)
            if each.get("required", place == "path"):
                required.append(each["name"])
    body = _body_schema(operation)
    for name, schema in body.get("properties", {}).items():
        properties[name] = _property(name, schema, None, "body")
        if name in body.get("required", []):
            required.append(name)
    whole = {"type": "object", "properties": properties, "title": f"{operation['operationId']}Arguments"}
    return {**whole, "required": required} if required else whole


def _body_schema(operation: Schema) -> Schema:
    content = (operation.get("requestBody") or {}).get("content") or {}
    first: Schema = next(iter(content.values()), {})
    schema: Schema = first.get("schema", {})
    return schema


def _property(name: str, schema: Schema, description: str | None, place: str) -> Schema:
    made = {**schema, "title": name}
    if description:
        made["description"] = description
    if "type" not in made:
        made["type"] = "string" if place == "path" else _single_type(schema)
    return made


def _single_type(schema: Schema) -> str:
    kinds = [each["type"] for each in schema.get("anyOf", []) if each.get("type") not in (None, "null")]
    return str(kinds[0]) if kinds else "string"


def _sound(schema: Schema) -> Schema:
    """The schema, without what is not JSON Schema in it."""
    check = jsonschema.Draft202012Validator.check_schema
    try:
        check(schema)
        return schema
    except jsonschema.SchemaError:
        mended: Schema = _without_odd_keywords(schema)
    try:
        check(mended)
        return mended
    except jsonschema.SchemaError:
        bare = {name: {"title": name} for name in schema.get("properties", {})}
        return {**schema, "properties": bare}


def _without_odd_keywords(part: Any) -> Any:
    if isinstance(part, list):
        return [_without_odd_keywords(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _without_odd_keywords(value)
        for key, value in part.items()
        if not (key == "examples" and not isinstance(value, list))
        and not (key == "required" and value in (True, False))
    }
