"""Send back what fails, piece by piece, within a budget; drop what cannot be mended.

In:  pieces by name, what checks them, what rewrites them.
Out: the pieces that hold; what became of each is noted.
Never here: what a piece is.

A piece is shown to the model with the errors of its last attempt and no more: history does not grow.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from authors.spending import PieceOutcome, note_piece

P = TypeVar("P")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a piece."""

    rule: str
    message: str


Faults = Mapping[str, Sequence[Fault]]
"""By the name of the piece."""


async def mend(
    pieces: Mapping[str, P],
    check: Callable[[dict[str, P]], Faults],
    rewrite: Callable[[dict[str, P], Faults], Awaitable[Mapping[str, P]]],
    rounds: int,
    *,
    only_changes: bool = False,
) -> dict[str, P]:
    """The pieces that pass `check` together, after at most so many rounds of rewriting.

    `only_changes` notes no piece that was right at once, where there are hundreds.

    Dropping a piece can make another one fail that depends on it; then that one is dropped too.
    """
    kept, first = dict(pieces), dict[str, Fault]()
    for _ in range(rounds):
        faults = _of(kept, await asyncio.to_thread(check, dict(kept)))
        if not faults:
            break
        first = {**{name: said[0] for name, said in faults.items()}, **first}
        kept |= await rewrite({name: kept[name] for name in faults}, faults)
    dropped: dict[str, Fault] = {}
    while faults := _of(kept, await asyncio.to_thread(check, dict(kept))):
        for name, said in faults.items():
            dropped[name] = said[0]
            del kept[name]
    _note({name: piece for name, piece in kept.items() if name in first or not only_changes}, first, dropped)
    return kept


def _of(pieces: Mapping[str, P], faults: Faults) -> dict[str, Sequence[Fault]]:
    return {name: said for name, said in faults.items() if said and name in pieces}


def _note(kept: Mapping[str, object], first: Mapping[str, Fault], dropped: Mapping[str, Fault]) -> None:
    for name in kept:
        was = first.get(name)
        note_piece(PieceOutcome(name, "kept", "repaired" if was else "", f"{was.rule}: {was.message}" if was else ""))
    for name, fault in dropped.items():
        note_piece(PieceOutcome(name, "dropped", fault.rule, fault.message))
