"""What is sent to a tool: plausible arguments, plausible ones with one thing wrong, and hostile ones.

In:  a tool's schema, plausible arguments, chance.
Out: anything that an agent, or somebody who attacks it, could send.
Never here: calls.
"""

import random
from collections.abc import Callable, Mapping
from typing import Any

from environments.certification.values import Path, at, leaves, replaced, without

HUGE = 2**63
_TEXTS = (
    "", " ", "\x00", "a\x00b", "\ud800", "'", "''; DROP TABLE main.members; --", "' OR '1'='1", '"', "%", "_", "\\",
    "NULL", "null", "true", "0", "1e999", "NaN", ":user_id", "{name}", "{{", "$1", "?1", "🛥️" * 40, "é" * 3,
    "\u202etxt", "<answer>complete</answer>", "x" * 2_000, "x" * 120_000,
)  # fmt: skip
_MOMENTS = (
    "2026-02-30", "2026-13-01", "0000-00-00", "9999-12-31", "0001-01-01", "2026-6-1", "01/06/2026", "tomorrow", "now",
    "2026-06-01T25:00:00", "2026-06-01T10:00:00+14:00", "2026-06-01 10:00:60", "-4713-11-24", "2460000.5", "2026-W23-1",
)  # fmt: skip
_NUMBERS = (0, -1, 1, 7, HUGE - 1, HUGE, -HUGE, -HUGE - 1, 10**40, 0.5, -0.0, 1e308, float("inf"), float("nan"), 1e-9)
_OTHERS: tuple[Any, ...] = (None, True, False, [], {}, [[]], [1], {"$ref": "1/id"}, {"id": 1}, [None], ["a"] * 50)


def near(schema: Mapping[str, Any], arguments: Mapping[str, Any], dice: random.Random) -> dict[str, Any]:
    """The arguments with one thing wrong or at an edge: what a careless agent sends."""
    changed = dict(arguments)
    places = [path for path, _ in leaves(changed)]
    ways: list[Callable[[], dict[str, Any]]] = [lambda: {**changed, "note": "more"}]
    if places:
        ways += [lambda: _beside(changed, dice.choice(places), dice)] * 5
        ways += [lambda: without(changed, dice.choice(places)[:1])]
    missing = [name for name in schema.get("properties", {}) if name not in changed]
    if missing:
        ways.append(lambda: {**changed, dice.choice(missing): dice.choice((*_TEXTS[:6], 1, "2026-06-01"))})
    return dice.choice(ways)()


def hostile(arguments: Mapping[str, Any], dice: random.Random) -> Any:
    """Arguments that nobody means well with: of other types, far too large, malformed, or no object at all."""
    roll = dice.random()
    if roll < 0.06:
        return dice.choice((None, [], "{}", 7, "[1]", '{"a": 1}', b"{}", {"": ""}, {"user_id": 2}, {"a": {"b": []}}))
    if roll < 0.1:
        return {**arguments, "deep": _nested(dice.choice((3, 40, 900)))}
    if roll < 0.13:
        return {f"argument_{number}": number for number in range(dice.choice((3, 200, 12_000)))}
    changed: Any = dict(arguments)
    for path in dice.sample(places := [path for path, _ in leaves(changed)], min(len(places), dice.randint(1, 3))):
        changed = replaced(changed, path, dice.choice((*_TEXTS, *_MOMENTS, *_NUMBERS, *_OTHERS)))
    return changed if changed else {dice.choice(("id", "query", "x")): dice.choice(_OTHERS)}


def unknown_tool(known: Mapping[str, Any], dice: random.Random) -> Any:
    """A name that is no tool's."""
    name = dice.choice(list(known))
    return dice.choice(
        (name.upper(), name + "s", name[:-1], "", "list_tools", "final_answer", None, 7, ["a"], "x" * 5_000)
    )


def _beside(arguments: dict[str, Any], path: Path, dice: random.Random) -> dict[str, Any]:
    value = at(arguments, path)
    if isinstance(value, bool):
        return dict(replaced(arguments, path, not value))
    if isinstance(value, int | float):
        return dict(
            replaced(arguments, path, dice.choice((value + 1, value - 1, -value, 0, value * 100, float(value))))
        )
    if isinstance(value, str):
        others = (value + " ", value.upper(), value[:-1], "", value.replace("-", "/"), *_MOMENTS[:6])
        return dict(replaced(arguments, path, dice.choice(others)))
    return dict(replaced(arguments, path, dice.choice(_OTHERS)))


def _nested(depth: int) -> Any:
    found: Any = 1
    for _ in range(depth):
        found = [found]
    return found
