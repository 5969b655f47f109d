"""What goes over OpenEnv's wire: actions in, observations out, and their JSON Schemas.

In:  JSON of its clients.
Out: actions; documents of observations, errors and tools.
Never here: sessions; sockets.
Source: package `openenv` 0.10, `core/env_server/types.py`, `mcp_types.py` and `serialization.py`.
"""

from dataclasses import dataclass
from typing import Any

from environments.result import Result

Document = dict[str, Any]

INVALID_JSON, UNKNOWN_TYPE, VALIDATION_ERROR = "INVALID_JSON", "UNKNOWN_TYPE", "VALIDATION_ERROR"
EXECUTION_ERROR, CAPACITY_REACHED, SESSION_ERROR = "EXECUTION_ERROR", "CAPACITY_REACHED", "SESSION_ERROR"
"""Codes of an error message."""

SEEDS = range(2**63)
LONGEST_EPISODE_ID = 255

_OPEN_OBJECT: Document = {"type": "object", "additionalProperties": True}
_TEXT_OR_NULL: Document = {"type": ["string", "null"]}
_TOOL: Document = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "description": {"type": "string"}, "input_schema": _OPEN_OBJECT},
    "required": ["name", "description", "input_schema"],
    "additionalProperties": False,
}

ACTION_SCHEMA: Document = {
    "title": "Action",
    "type": "object",
    "properties": {
        "type": {"enum": ["list_tools", "call_tool"]},
        "tool_name": {"type": "string", "description": "With call_tool: a tool, or `final_answer`, which ends it."},
        "arguments": _OPEN_OBJECT,
        "metadata": _OPEN_OBJECT,
    },
    "required": ["type"],
    "additionalProperties": False,
}
OBSERVATION_SCHEMA: Document = {
    "title": "Observation",
    "type": "object",
    "properties": {
        "done": {"type": "boolean"},
        "reward": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
        "metadata": _OPEN_OBJECT,
        "tools": {"type": "array", "items": _TOOL},
        "tool_name": {"type": "string"},
        "result": {},
        "error": {"type": ["object", "null"]},
    },
    "additionalProperties": False,
}
RESET_OBSERVATION_SCHEMA: Document = {
    "title": "ResetObservation",
    "type": "object",
    "properties": {
        "done": {"type": "boolean"},
        "reward": {"type": "null"},
        "metadata": _OPEN_OBJECT,
        "instruction": {"type": "string"},
        "task": {"type": "string"},
        "now": {"type": "string"},
        "persona": {"type": "string"},
    },
    "required": ["instruction", "task", "now"],
    "additionalProperties": False,
}
STATE_SCHEMA: Document = {
    "title": "State",
    "type": "object",
    "properties": {
        "episode_id": _TEXT_OR_NULL,
        "step_count": {"type": "integer", "minimum": 0},
        "task": _TEXT_OR_NULL,
        "done": {"type": "boolean"},
        "reward": {"type": ["number", "null"]},
    },
    "required": ["episode_id", "step_count"],
    "additionalProperties": False,
}


class Misused(ValueError):
    """What a client sent cannot be done; `code` is one of the protocol's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Reset:
    seed: int | None
    episode_id: str | None
    task: str | None
    """A task's id."""
    index: int | None
    """Or its place in the list of tasks, from 0."""


@dataclass(frozen=True)
class CallTool:
    tool_name: str
    arguments: Document


@dataclass(frozen=True)
class ListTools:
    pass


def reset_of(data: Any) -> Reset:
    """The reset that a client asks for. What else it names is passed over, as OpenEnv's own server does.

    Raises:
        Misused: a field has the wrong type.
    """
    fields = _object(data, "reset")
    seed = _typed(fields, "seed", int)
    if seed is not None and seed not in SEEDS:
        raise Misused(VALIDATION_ERROR, "`seed` must be 0 or more, and fit into 64 bits")
    episode_id = _typed(fields, "episode_id", str)
    if episode_id is not None and len(episode_id) > LONGEST_EPISODE_ID:
        raise Misused(VALIDATION_ERROR, f"`episode_id` may have at most {LONGEST_EPISODE_ID} characters")
    return Reset(seed, episode_id, _typed(fields, "task", str), _typed(fields, "index", int))


def action_of(data: Any) -> CallTool | ListTools:
    """The action that a client sends.

    Raises:
        Misused: it is none.
    """
    fields = _object(data, "an action")
    if unknown := set(fields) - set(ACTION_SCHEMA["properties"]):
        raise Misused(VALIDATION_ERROR, f"an action has no field {min(unknown)[:60]!r}")
    if fields.get("type") == "list_tools":
        return ListTools()
    if fields.get("type") != "call_tool":
        raise Misused(VALIDATION_ERROR, "an action's `type` is `list_tools` or `call_tool`")
    name = _typed(fields, "tool_name", str)
    if name is None:
        raise Misused(VALIDATION_ERROR, "`tool_name` is missing: which tool to call")
    return CallTool(name, _typed(fields, "arguments", dict) or {})


def observed(fields: Document, *, done: bool, reward: float | None, metadata: Document | None = None) -> Document:
    """An observation in the envelope that clients read."""
    metadata = metadata or {}
    envelope: Document = {"observation": {**fields, "metadata": metadata}, "reward": reward, "done": done}
    return {**envelope, "metadata": metadata} if metadata else envelope


def tool_result(result: Result) -> Document:
    """A call's result in the form of FastMCP, which OpenEnv's clients unpack: `data` is what `call_tool` returns."""
    text = result.to_json()
    data = result.content if result.error is None else {"error": result.error.document()}
    return {
        "content": [{"type": "text", "text": text}],
        "structured_content": data if isinstance(data, dict) else {"result": data},
        "meta": None,
        "data": data,
        "is_error": result.error is not None,
    }


def error_message(code: str, message: str) -> Document:
    return {"type": "error", "data": {"message": message, "code": code}}


def _object(data: Any, what: str) -> Document:
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise Misused(VALIDATION_ERROR, f"{what} must be a JSON object")
    return data


def _typed(fields: Document, name: str, kind: type) -> Any:
    value = fields.get(name)
    if value is None or (isinstance(value, kind) and not isinstance(value, bool)):
        return value
    wanted = {str: "text", int: "a whole number", dict: "an object"}[kind]
    raise Misused(VALIDATION_ERROR, f"`{name}` must be {wanted}")
