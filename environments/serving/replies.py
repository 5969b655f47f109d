"""What leaves over HTTP: JSON documents, and one shape of error for every reader.

In:  verdicts, changes, results, refusals.
Out: documents and responses.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pydantic_core
from starlette.responses import Response
from starlette.types import Scope

from environments.changes import Change
from environments.verification import Verdict

_INVALID_REQUEST = -32600


class Refusal(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, kind: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.kind, self.message = status, kind, message
        self.headers = dict(headers or {})

    def response(self, *, for_mcp: bool = False) -> Response:
        """The error as JSON; to MCP clients as JSON-RPC, so that they can show its message."""
        if for_mcp:
            error = {"code": _INVALID_REQUEST, "message": self.message, "data": {"kind": self.kind}}
            return json_response({"jsonrpc": "2.0", "id": None, "error": error}, self.status, self.headers)
        return json_response({"error": {"kind": self.kind, "message": self.message}}, self.status, self.headers)


def json_response(document: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return raw_response(pydantic_core.to_json(document), status, headers)


def raw_response(body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A response whose body is JSON already."""
    return Response(body, status, {"cache-control": "no-store", **(headers or {})}, "application/json")


def verdict_document(verdict: Verdict) -> dict[str, Any]:
    return {
        "outcome": verdict.outcome,
        "partial": verdict.partial,
        "answer_ok": verdict.answer_ok,
        "checks": [
            {"description": check.description, "holds": check.holds, "error": check.error} for check in verdict.checks
        ],
        "unexpected_changes": list(verdict.unexpected_changes),
        "reason": verdict.reason,
    }


def changes_document(changes: Sequence[Change]) -> list[dict[str, Any]]:
    return [
        {"table": each.table, "op": each.op, "key": each.key, "before": each.before, "after": each.after}
        for each in changes
    ]


def is_mcp(scope: Scope) -> bool:
    """Whether a path is an MCP endpoint's."""
    path: str = scope["path"]
    return path == "/mcp" or (path.startswith("/environments/") and path.endswith("/mcp") and path.count("/") == 3)
