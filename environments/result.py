"""What a call gives back: content, or an error that the agent caused.

In:  JSON values.
Out: immutable results whose JSON text is ready.
Never here: faults of the environment; those are raised (`errors.py`).
"""

from typing import Any, Literal, NamedTuple, get_args

import pydantic_core

ToolErrorKind = Literal["not_found", "invalid", "conflict", "forbidden", "unknown_tool", "too_large"]
TOOL_ERROR_KINDS: tuple[str, ...] = get_args(ToolErrorKind)


class ToolError(NamedTuple):
    """Why a call did nothing. Its reader is the agent: it says what was wrong and, where it can, what to do."""

    kind: str
    message: str
    path: str | None = None
    """The argument it is about, as `items/0/quantity`."""

    def document(self) -> dict[str, str]:
        plain = {"kind": self.kind, "message": self.message}
        return plain if self.path is None else {**plain, "path": self.path}


class Result(NamedTuple):
    """A tuple for speed: thousands a second are made."""

    content: Any
    error: ToolError | None
    text: bytes
    """What leaves, as UTF-8 JSON: the content, or `{"error": {…}}`."""

    @property
    def ok(self) -> bool:
        return self.error is None

    @property
    def said(self) -> str:
        """What an agent reads over MCP."""
        return self.text.decode()

    def to_json(self) -> str:
        return self.text.decode()


def failed(error: ToolError) -> Result:
    return Result(None, error, pydantic_core.to_json({"error": error.document()}))
