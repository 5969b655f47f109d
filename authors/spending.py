"""What an author's calls of a model took, and what became of the pieces that it wrote.

In:  notes from whoever writes. Out: a `Tally`, for the step that watches.
Never here: prices, budgets (`llm/purse.py`), the catalog.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class ModelCall:
    """One answer of a model that was paid for, useful or not."""

    purpose: str
    """What was asked for: "build_tools", "build_tools repair"."""
    tokens_in: int
    tokens_out: int
    cost: float
    """In US dollars; 0 where no price is known."""
    characters_out: int
    outcome: str
    """"read", or the fault of the answer: "empty", "truncated", "not_json" …"""
    recalled: bool = False
    """From the records: it cost nothing now."""


@dataclass(frozen=True)
class PieceOutcome:
    """What became of a table, a tool, a row, a task."""

    item: str
    outcome: Literal["kept", "dropped"]
    rule: str = ""
    """Why it was dropped; "repaired" where it was kept after repair."""
    message: str = ""


@dataclass
class Tally:
    """Filled while a step runs, from any thread."""

    calls: list[ModelCall] = field(default_factory=list)
    pieces: list[PieceOutcome] = field(default_factory=list)

    @property
    def tokens_in(self) -> int:
        return sum(call.tokens_in for call in self.calls if not call.recalled)

    @property
    def tokens_out(self) -> int:
        return sum(call.tokens_out for call in self.calls if not call.recalled)

    @property
    def cost(self) -> float:
        return sum(call.cost for call in self.calls if not call.recalled)


_current: ContextVar[Tally | None] = ContextVar("tally", default=None)


@contextmanager
def tallying() -> Iterator[Tally]:
    """A tally of all that is noted in this context, and in coroutines that are started from it."""
    tally = Tally()
    token = _current.set(tally)
    try:
        yield tally
    finally:
        _current.reset(token)


def note_call(call: ModelCall) -> None:
    """Note an answer, where somebody counts."""
    tally = _current.get()
    if tally is not None:
        tally.calls.append(call)


def note_piece(piece: PieceOutcome) -> None:
    """Note what became of a piece, where somebody counts; what is said later of the same piece counts."""
    tally = _current.get()
    if tally is not None:
        tally.pieces[:] = [each for each in tally.pieces if each.item != piece.item]
        tally.pieces.append(piece)
