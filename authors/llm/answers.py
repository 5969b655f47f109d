"""The forms of a model's answers.

In:  nothing. Out: pydantic models, whose JSON Schema a model is shown.

The schema says in full what is wanted; reading is lenient on purpose: a list is a list of anything, since each piece is
checked on its own afterwards, so that one bad tool does not spoil the other five.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, WithJsonSchema


def _text(description: str = "") -> dict[str, Any]:
    return {"type": "string", **({"description": description} if description else {})}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _choice(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


_TEXTS = _list(_text())
_SCENARIO = _object(["title", "category", "description"], title=_text(), category=_text(), description=_text())
_VERDICT = _object(["title", "suitable", "reason"], title=_text(), suitable={"type": "boolean"}, reason=_text())
_TASK = _object(["kind", "instruction"], kind=_choice("query", "change", "both"), instruction=_text())
_TABLE = _object(
    ["name", "ddl", "description", "noun", "naming"],
    name=_text(), ddl=_list(_text("one statement")), description=_text(), noun=_list(_text("singular, then plural")),
    naming=_TEXTS, columns={"type": "object", "additionalProperties": _text()},
)  # fmt: skip
_LISTED_TOOL = _object(
    ["name", "does", "table", "purpose"],
    name=_text(), does=_choice("search", "get", "report", "create", "update", "delete"), table=_text(), purpose=_text(),
)  # fmt: skip
_RETURNS = _object(["sql", "shape"], sql=_text(), shape=_choice("rows", "row", "value"), json=_TEXTS)
_STEP = {"type": "object", "properties": {
    "require": _text(), "kind": _choice("not_found", "invalid", "conflict", "forbidden"), "message": _text(),
    "read": _text(), "write": _text(), "when": _text(), "as": _text(),
}}  # fmt: skip
_TOOL = _object(
    ["name", "description", "parameters", "steps", "returns"],
    name=_text(), description=_text(), parameters={"type": "object"}, steps=_list(_STEP),
    returns={"anyOf": [_RETURNS, {"type": "object", "additionalProperties": _RETURNS}]}, phrases=_TEXTS,
)  # fmt: skip
_ROWS = _object(["columns", "rows"], columns=_TEXTS, rows=_list({"type": "array"}))
_CALL = _object(["tool", "arguments"], tool=_text(), arguments={"type": "object"})
_CHECK = _object(["description", "sql"], description=_text(), sql=_text())
_EXPECTS = _object(["type"], type=_choice("number", "text", "date", "set", "none"), sql=_text(), value={},
                   tolerance={"type": "number"})  # fmt: skip
_DRAFT = _object(
    ["id", "kind", "instruction", "calls", "checks", "expects", "frame"],
    id=_text(), kind=_choice("query", "change", "both"), level=_choice("easy", "medium", "hard"), instruction=_text(),
    calls=_list(_CALL), answer={}, checks=_list(_CHECK), expects=_EXPECTS, frame=_TEXTS,
)  # fmt: skip


class Form(BaseModel):
    """Fields that nobody asked for are left out."""

    model_config = ConfigDict(extra="ignore")


class ScenariosAnswer(Form):
    """Businesses, each unlike the others."""

    scenarios: Annotated[list[Any], WithJsonSchema(_list(_SCENARIO))]


class SuitabilityAnswer(Form):
    """A verdict on each business, in the order in which they were given."""

    verdicts: Annotated[list[Any], WithJsonSchema(_list(_VERDICT))]


class SceneAnswer(Form):
    """When it is, and who asks."""

    suitable: bool
    reason: str
    now: str
    persona: str


class TasksAnswer(Form):
    """What people want done."""

    tasks: Annotated[list[Any], WithJsonSchema(_list(_TASK))]


class TablesAnswer(Form):
    """The database."""

    tables: Annotated[list[Any], WithJsonSchema(_list(_TABLE))]


class ToolListAnswer(Form):
    """The tools, named."""

    tools: Annotated[list[Any], WithJsonSchema(_list(_LISTED_TOOL))]


class ToolsAnswer(Form):
    """The tools, written."""

    tools: Annotated[list[Any], WithJsonSchema(_list(_TOOL))]


class RowsAnswer(Form):
    """Rows by table."""

    tables: Annotated[dict[str, Any], WithJsonSchema({"type": "object", "additionalProperties": _ROWS})]


class PartsAnswer(Form):
    """What of a piece must be otherwise: parts by their address; null takes one away."""

    parts: Annotated[dict[str, Any], WithJsonSchema({"type": "object", "additionalProperties": True})]


class DraftsAnswer(Form):
    """Tasks with their solutions and verifiers."""

    drafts: Annotated[list[Any], WithJsonSchema(_list(_DRAFT))]


class JudgementAnswer(Form):
    """What became of an episode."""

    evidence: str
    outcome: Annotated[
        str, WithJsonSchema(_choice("completed", "partially_completed", "agent_error", "environment_error"))
    ]


class PingAnswer(Form):
    """A trial, with an open object in it, as in the answers that count."""

    word: str
    numbers: list[int]
    named: Annotated[dict[str, Any], WithJsonSchema({"type": "object", "additionalProperties": True})]
