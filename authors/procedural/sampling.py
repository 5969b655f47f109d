"""Draw plausible arguments for actions and reports, in the present state of a database.

In:  parameters with their picks, a way to select, a random generator, today.
Out: arguments, or None where the present state offers none.
Never here: calls, words. One sampler serves simulated history, tasks and whoever else needs plausible values.
"""

import datetime
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from authors.procedural.model import Param
from authors.procedural.world import World

Select = Callable[[str, Mapping[str, Any]], list[tuple[Any, ...]]]
"""Run a SELECT with named values, all rows."""

SKEW = 1.5
"""Above 1, the first of a list are drawn more often: regulars come more often than others."""


def draw_arguments(
    world: World, params: Sequence[Param], select: Select, rng: random.Random, today: str, user_id: int,
    fixed: Mapping[str, Any] | None = None,
) -> dict[str, Any] | None:  # fmt: skip
    """One plausible argument for each parameter; those in `fixed` stay as they are.

    Free optional parameters are left out half of the time. None where some pick has nothing to offer.
    """
    arguments: dict[str, Any] = dict(fixed or {})
    for param in params:
        if param.name in arguments:
            continue
        if param.optional and rng.random() < 0.5:
            continue
        value = draw_value(world, param, select, rng, today, {**arguments, "user_id": user_id})
        if value is None:
            return None
        arguments[param.name] = value
    return arguments


def draw_value(
    world: World, param: Param, select: Select, rng: random.Random, today: str, known: Mapping[str, Any]
) -> Any:
    """One plausible value, or None."""
    if param.kind == "lines":
        return _draw_lines(world, param, select, rng, known)
    if param.pick:
        offered = picked(param, select, known)
        return offered[int(len(offered) * rng.random() ** SKEW)] if offered else None
    if param.kind == "reference":
        ids = [row[0] for row in select(f"SELECT id FROM {world.entities[param.of].table} ORDER BY id", {})]
        return rng.choice(ids) if ids else None
    if param.kind in ("quantity", "money"):
        return rng.randrange(param.low, param.high + 1, param.step)
    if param.kind == "flag":
        return rng.random() < 0.5
    if param.kind in ("date", "moment"):
        when = datetime.date.fromisoformat(today[:10]) + datetime.timedelta(days=rng.randint(*param.ahead))
        return when.isoformat() if param.kind == "date" else f"{when.isoformat()} {rng.choice(param.hours):02d}:00:00"
    return rng.choice(param.values) if param.values else None


def picked(param: Param, select: Select, known: Mapping[str, Any]) -> list[Any]:
    """All values that a parameter's pick offers now."""
    needed = {name: known.get(name) for name in ("user_id", *param.depends) if f":{name}" in param.pick}
    return [row[0] for row in select(param.pick, needed)]


def _draw_lines(
    world: World, param: Param, select: Select, rng: random.Random, known: Mapping[str, Any]
) -> list[dict[str, int]] | None:
    offered = picked(param, select, known)
    if not offered:
        return None
    chosen = rng.sample(offered, min(len(offered), rng.choice((1, 1, 2, 2, 3))))
    key = world.entities[param.of].key
    return [{key: identifier, "quantity": rng.choice((1, 1, 1, 2, 2, 3))} for identifier in chosen]
