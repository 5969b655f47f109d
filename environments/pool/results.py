"""What comes back through a pool: as a session gives it, parsed only when somebody looks inside.

In:  JSON text from a worker.
Out: results, verdicts, changes.
"""

from typing import Any

import pydantic_core

from environments.changes import Change
from environments.result import ToolError
from environments.verification import CheckResult, Verdict


class PooledResult:
    """Like `Result`; `text` is what an agent reads."""

    __slots__ = ("ok", "text")

    def __init__(self, ok: bool, text: bytes) -> None:
        self.ok = ok
        self.text = text

    def to_json(self) -> str:
        return self.text.decode()

    @property
    def content(self) -> Any:
        """Parsed at each look."""
        return pydantic_core.from_json(self.text) if self.ok else None

    @property
    def error(self) -> ToolError | None:
        return None if self.ok else ToolError(**pydantic_core.from_json(self.text)["error"])

    def __repr__(self) -> str:
        return f"PooledResult(ok={self.ok}, text={self.text[:80]!r})"


def verdict_of(document: dict[str, Any]) -> Verdict:
    return Verdict(
        outcome=document["outcome"],
        partial=document["partial"],
        checks=tuple(CheckResult(*check) for check in document["checks"]),
        unexpected_changes=tuple(document["unexpected_changes"]),
        answer_ok=document["answer_ok"],
    )


def changes_of(document: dict[str, Any]) -> list[Change]:
    return [Change(**change) for change in document["changes"]]
