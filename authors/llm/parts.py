"""A piece in parts, each under an address, so that a repair shows what there is and asks only for what must change.

In:  a table, a tool or a task as a model wrote it. Out: its parts; the piece with some parts put anew.
Never here: whether a part is any good.

`steps/2` is the second step, `returns/lines` the result called lines; numbers count from 1, as in messages about
faults.
"""

import copy
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

LISTED = ("ddl", "steps", "calls", "checks")
"""Fields whose items are parts of their own."""
NAMES = ("id", "name", "task")
"""What a piece is called by; no part of it."""


def parts_of(piece: Any) -> dict[str, Any]:
    """Address to value, in the order of writing; nothing where the piece is no object."""
    found: dict[str, Any] = {}
    for name, value in piece.items() if isinstance(piece, Mapping) else ():
        if name in LISTED and isinstance(value, list) and value:
            found |= {f"{name}/{number}": item for number, item in enumerate(value, start=1)}
        elif name == "returns" and isinstance(value, dict) and "sql" not in value:
            found |= {f"{name}/{key}": item for key, item in value.items()}
        elif name not in NAMES:
            found[str(name)] = value
    return found


def put(piece: Any, parts: Mapping[str, Any]) -> dict[str, Any]:
    """The piece with these parts: a value replaces or adds, None takes away; what leads nowhere is ignored."""
    made: dict[str, Any] = copy.deepcopy(dict(piece)) if isinstance(piece, Mapping) else {}
    given = {address.strip("/"): value for address, value in parts.items() if address.strip("/") not in NAMES}
    for address in (each for each, value in given.items() if value is not None):
        _put(made, address.split("/"), given[address])
    # The last first, so that the numbers of the others stay true.
    for address in sorted((each for each, value in given.items() if value is None), key=_numbers, reverse=True):
        _take_away(made, address.split("/"))
    return made


def _put(made: Any, path: list[str], value: Any) -> None:
    for step, following in pairwise(path):
        if isinstance(made, dict) and step not in made:
            made[step] = [] if following.isdecimal() else {}
        made = _at(made, step)
    last = path[-1]
    if isinstance(made, dict):
        made[last] = value
    elif isinstance(made, list) and last.isdecimal() and 1 <= int(last) <= len(made):
        made[int(last) - 1] = value
    elif isinstance(made, list) and last.isdecimal():
        made.append(value)


def _take_away(made: Any, path: list[str]) -> None:
    for step in path[:-1]:
        made = _at(made, step)
    last = path[-1]
    if isinstance(made, dict):
        made.pop(last, None)
    elif isinstance(made, list) and last.isdecimal() and 1 <= int(last) <= len(made):
        del made[int(last) - 1]


def _at(made: Any, step: str) -> Any:
    if isinstance(made, dict):
        return made.get(step)
    if isinstance(made, list) and step.isdecimal() and 1 <= int(step) <= len(made):
        return made[int(step) - 1]
    return None


def _numbers(address: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(step) if step.isdecimal() else 0, step) for step in address.split("/"))
