"""A solution as it ran: what was called with which values, and what came back.

In:  nothing; a record that the other parts fill and read.
Out: `Execution`.
Never here: how it was run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemas import Call, Tool


@dataclass(frozen=True)
class Execution:
    """Every call succeeded; lists are parallel to `calls`."""

    task: str
    calls: Sequence[Call]
    """As the author wrote them, references and all."""
    arguments: Sequence[Mapping[str, Any]]
    """What was passed: references resolved."""
    contents: Sequence[Any]
    """What each call returned."""
    authored_answer: Any
    answer: Any
    tools: Mapping[str, Tool]
    writers: frozenset[str]
    """Names of the tools that may change rows."""

    @property
    def writes(self) -> frozenset[int]:
        """Positions (from 0) of the calls that may change rows."""
        return frozenset(at for at, call in enumerate(self.calls) if call.tool in self.writers)

    def place(self, position: int, argument: str = "") -> str:
        """A call or one of its arguments for people: "t08, call 3 book_workbench.starts_at"."""
        call = f"{self.task}, call {position + 1} {self.calls[position].tool}"
        return f"{call}.{argument}" if argument else call
