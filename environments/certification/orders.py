"""Put a solution's calls into other orders that their references allow.

In:  the calls of a solution, and which of them write.
Out: other orders as permutations, the calls renumbered to them, whether an instruction states an order.
Never here: running them; what an order leads to is for the tools to say.
"""

import random
import re
from collections.abc import Sequence, Set

from environments.certification.values import depends_on, renumbered
from schemas import Call

_STATED = re.compile(
    r"\b(then|afterwards?|once|first|firstly|beforehand|next|finally|lastly|when (?:that|this|it)|as soon as|"
    r"followed by|subsequently|until|in (?:that|this) order|second(?:ly)?|having|"
    # "before September" and "after 3 May" are dates, not orders
    r"(?:after|before)(?! (?:the )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun"
    r"|today|tomorrow)))\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')


def states_order(instruction: str) -> bool:
    """Whether the instruction says in which order things happen; what it quotes does not count."""
    return bool(_STATED.search(_QUOTED.sub("", instruction)))


def other_orders(calls: Sequence[Call], writes: Set[int], draw: random.Random) -> list[list[int]]:
    """Up to two other orders of the calls, as positions from 0: reads first and writes backwards, and a shuffled one.

    Only where there are two writes to exchange; an order that a reference forbids is never made.
    """
    if len(writes) < 2:
        return []
    needs = [{number - 1 for number in depends_on(call.arguments)} for call in calls]
    reads_first = [position for position in range(len(calls)) if position not in writes]
    reads_first += sorted(writes, reverse=True)
    shuffled = list(range(len(calls)))
    draw.shuffle(shuffled)
    found: list[list[int]] = []
    for wanted in (reads_first, shuffled):
        order = _legal(wanted, needs)
        if _write_order(order, writes) != sorted(writes) and order not in found:
            found.append(order)
    return found


def reordered(calls: Sequence[Call], order: Sequence[int]) -> tuple[list[Call], dict[int, int]]:
    """The calls in that order, references led along, and where each call now stands (old to new, from 1)."""
    numbers = {old + 1: new for new, old in enumerate(order, 1)}
    moved = [Call(tool=calls[old].tool, arguments=renumbered(calls[old].arguments, numbers)) for old in order]
    return moved, numbers


def _legal(wanted: Sequence[int], needs: Sequence[Set[int]]) -> list[int]:
    """The order nearest to the wanted one in which every call stands behind what it refers to."""
    order: list[int] = []
    waiting = list(wanted)
    while waiting:
        ready = next((position for position in waiting if needs[position] <= set(order)), waiting[0])
        waiting.remove(ready)
        order.append(ready)
    return order


def _write_order(order: Sequence[int], writes: Set[int]) -> list[int]:
    return [position for position in order if position in writes]
