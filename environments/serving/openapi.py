"""The OpenAPI document of the control API.

In:  nothing.
Out: one document. A test holds it against the routes and against what they answer.
"""

from typing import Any

_TEXT: dict[str, Any] = {"type": "string"}
_TEXT_OR_NULL: dict[str, Any] = {"type": ["string", "null"]}
_SEED: dict[str, Any] = {"type": "integer", "default": 0}
_ROW: dict[str, Any] = {"type": ["object", "null"]}


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_SCHEMAS: dict[str, Any] = {
    "Error": _object({"error": _object({"kind": _TEXT, "message": _TEXT})}),
    "Health": _object({"status": {"enum": ["ok", "draining"]}, "sessions": {"type": "integer"}}),
    "Environments": _object({"environments": _list(_object({"id": _TEXT, "mcp": _TEXT}))}),
    "Environment": _object(
        {
            "id": _TEXT,
            "name": _TEXT,
            "version": {"type": "integer"},
            "title": _TEXT,
            "now": _TEXT,
            "persona": _TEXT,
            "scenario": _TEXT,
            "tools": _list(_object({"name": _TEXT, "description": _TEXT, "parameters": {"type": "object"}})),
            "tasks": _list({"type": "object", "required": ["id", "kind", "instruction", "difficulty"]}),
        }
    ),
    "Opening": _object({"environment": _TEXT, "task": _TEXT, "seed": _SEED}, ("environment", "task", "seed")),
    "Session": _object(
        {
            "id": _TEXT,
            "environment": _TEXT,
            "task": _TEXT_OR_NULL,
            "instruction": _TEXT_OR_NULL,
            "answered": {"type": "boolean", "description": "Whether the agent has given its final answer."},
            "fault": {
                **_TEXT_OR_NULL,
                "description": "Why the environment failed, if it did; the session is unjudged.",
            },
            "mcp": {**_TEXT, "description": "Where an agent works in this very session over MCP."},
        }
    ),
    "Call": _object({"name": _TEXT, "arguments": {"type": "object"}}, ("arguments",)),
    "Result": {
        "oneOf": [
            _object({"ok": {"const": True}, "content": {}}),
            _object(
                {"ok": {"const": False}, "error": _object({"kind": _TEXT, "message": _TEXT, "path": _TEXT}, ("path",))}
            ),
        ]
    },
    "Reset": _object({"task": _TEXT, "seed": _SEED}, ("task", "seed")),
    "Verify": _object(
        {"answer": {"description": "Text or JSON; left out, the agent's final answer counts."}}, ("answer",)
    ),
    "Verdict": _object(
        {
            "outcome": {"enum": ["complete", "incomplete", "unjudged"]},
            "partial": {"type": "boolean"},
            "answer_ok": {"type": ["boolean", "null"]},
            "checks": _list(_object({"description": _TEXT, "holds": {"type": "boolean"}, "error": _TEXT_OR_NULL})),
            "unexpected_changes": _list(_TEXT),
            "reason": _TEXT,
        }
    ),
    "Changes": _object(
        {
            "changes": _list(
                _object(
                    {
                        "table": _TEXT,
                        "op": {"enum": ["insert", "update", "delete"]},
                        "key": {"type": "object"},
                        "before": _ROW,
                        "after": _ROW,
                    }
                )
            )
        }
    ),
}


def openapi_document() -> dict[str, Any]:
    """The whole document, OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Worldloom control API",
            "version": "1",
            "description": "Open sessions for tasks, call tools, ask for verdicts. Agents use MCP at the address that "
            "a session gives.",
        },
        "paths": {**_server_paths(), **_session_paths()},
        "components": {
            "schemas": _SCHEMAS,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _server_paths() -> dict[str, Any]:
    one_environment = [_parameter("environment", "An id from /environments.")]
    statuses = ["400", "404", "500", "503"]
    return {
        "/health": {"get": _operation("health", "Whether the server takes sessions.", "Health", extra=["503"])},
        "/metrics": {"get": _operation("metrics", "Counters in the text format of Prometheus.", None)},
        "/openapi.json": {"get": _operation("openapi", "This document.", None, kind="application/json")},
        "/environments": {"get": _operation("environments", "What is served.", "Environments")},
        "/environments/{environment}": {
            "parameters": one_environment,
            "get": _operation("environment", "Its tools and tasks.", "Environment", extra=["404", "500"]),
        },
        "/sessions": {"post": _operation("open", "Open a private session.", "Session", "Opening", "201", statuses)},
    }


def _session_paths() -> dict[str, Any]:
    close = {
        "operationId": "close",
        "summary": "Close a session.",
        "responses": {"204": {"description": "It is closed."}, **_errors(["404"])},
    }
    again = "Begin again, with another task if named."
    return {
        f"/sessions/{{session}}{path}": {
            "parameters": [_parameter("session", "The id that opening the session gave.")],
            **operations,
        }
        for path, operations in {
            "": {"get": _operation("show", "How a session stands.", "Session", extra=["404"]), "delete": close},
            "/call": {"post": _operation("call", "Call a tool.", "Result", "Call", extra=["400", "404", "500"])},
            "/reset": {"post": _operation("reset", again, "Session", "Reset", extra=["400", "404"])},
            "/verify": {
                "post": _operation(
                    "verify", "The verdict as things stand.", "Verdict", "Verify", extra=["400", "404", "409"]
                )
            },
            "/changes": {
                "get": _operation("changes", "Net changes since the start, row by row.", "Changes", extra=["404"])
            },
        }.items()
    }


def _operation(
    name: str,
    summary: str,
    answer: str | None,
    body: str | None = None,
    status: str = "200",
    extra: list[str] | None = None,
    kind: str | None = None,
) -> dict[str, Any]:
    media = {kind or ("application/json" if answer else "text/plain"): {"schema": _reference(answer)} if answer else {}}
    operation: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "responses": {status: {"description": summary, "content": media}, **_errors(extra or [])},
    }
    if body is not None:
        operation["requestBody"] = {"content": {"application/json": {"schema": _reference(body)}}}
    return operation


def _errors(statuses: list[str]) -> dict[str, Any]:
    schema = {"application/json": {"schema": _reference("Error")}}
    return {status: {"description": "See the message.", "content": schema} for status in statuses}


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _parameter(name: str, description: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": _TEXT}
