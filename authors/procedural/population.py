"""Base rows: the people, things and prices that are there before anything happens.

In:  a settled `World`, a random generator.
Out: rows a table, as column-value mappings, in insertion order.
Never here: anything that happens; that is `history.py`, through the environment's own tools.
"""

import datetime
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from faker.providers.person.en_US import Provider as Names

from authors.procedural.language import identifier
from authors.procedural.model import Entity, Field
from authors.procedural.tables import in_order
from authors.procedural.world import World

TOWNS = (
    "Eastport", "Millbrook", "Fairhaven", "Cedar Falls", "Port Alder", "Kingsbridge", "Norwood", "Ashby", "Stonecross",
    "Larkfield", "Wexcombe", "Dunmore", "Hollins Ferry", "Marlow Green",
)  # fmt: skip
MAIL_HOSTS = ("example.com", "example.org", "example.net")
SHARE_OUT_OF_USE = 0.08
"""Share of things and people that are not in their first state: retired boats, suspended members."""

SHARE_WITHOUT = 0.5
"""Share of things that refer to nothing where they need not: boats that ask for no certificate."""

Row = dict[str, Any]


def base_rows(world: World, rng: random.Random) -> Iterator[tuple[Entity, Row]]:
    """Every base row, those that are referred to first. Ids start at 1 in each table."""
    counts: dict[str, int] = {}
    for role in in_order(world):
        entity = world.entities[role]
        rows = _people(world, entity, rng) if entity.people else _things(world, entity, rng, counts)
        for number, row in enumerate(rows, start=1):
            counts[role] = number
            yield entity, {"id": number, **row}


@cache
def _first_names() -> tuple[str, ...]:
    return tuple(sorted(set(list(Names.first_names_female)[:160]) | set(list(Names.first_names_male)[:160])))


@cache
def _last_names() -> tuple[str, ...]:
    return tuple(sorted(set(list(Names.last_names)[:400])))


def _people(world: World, entity: Entity, rng: random.Random) -> list[Row]:
    """People whose first and last names repeat as they do in life, and whose full names do not."""
    first = rng.sample(_first_names(), min(60, entity.people * 2))
    last = rng.sample(_last_names(), min(48, entity.people * 2))
    towns = rng.sample(TOWNS, 6)
    names: dict[str, None] = {}
    while len(names) < entity.people:
        names[f"{rng.choice(first)} {rng.choice(last)}"] = None
    return [_person(world, entity, name, towns, rng, number) for number, name in enumerate(names)]


def _person(world: World, entity: Entity, name: str, towns: list[str], rng: random.Random, number: int) -> Row:
    row: Row = {}
    host = f"{identifier(world.organisation).replace('_', '-')}.example"
    for one in entity.fields:
        if one.meaning == "name":
            row[one.name] = name
        elif number == 0 and entity.role == "party" and world.for_customer and one.name in world.mine_values:
            row[one.name] = rng.choice(world.mine_values[one.name])
        elif one.name == "email":
            user = name.lower().replace(" ", rng.choice((".", "_", "")))
            row[one.name] = f"{user}@{host if entity.role == 'staff' else rng.choice(MAIL_HOSTS)}"
        elif one.name == "phone":
            row[one.name] = f"555-01{rng.randint(10, 99)}"
        elif one.name == "city":
            row[one.name] = rng.choice(towns)
        elif one.name == "role":
            row[one.name] = one.values[0] if number == 0 else rng.choice(one.values)
        else:
            row[one.name] = _value(world, one, rng, first_one=number == 0)
    return row


def _things(world: World, entity: Entity, rng: random.Random, counts: dict[str, int]) -> list[Row]:
    if entity.things is None:
        return []
    things = entity.things
    columns = [entity.name_column, *(each.name for each in things.fields)]
    kept = sorted(rng.sample(range(len(things.rows)), max(min(10, len(things.rows)), round(len(things.rows) * 0.9))))
    rows = [dict(zip(columns, things.rows[number], strict=True)) for number in kept]
    out_of_use = set(rng.sample(range(len(rows)), max(1, round(len(rows) * SHARE_OUT_OF_USE))))
    for number, row in enumerate(rows):
        for one in entity.fields:
            if one.meaning == "money" and one.name in row:
                row[one.name] = _nudged(row[one.name], rng)
            if one.name not in row:
                row[one.name] = _added(world, one, rng, counts, number in out_of_use and len(rows) > 6)
    return [{one.name: row[one.name] for one in entity.fields} for row in rows]


def _nudged(cents: int, rng: random.Random) -> int:
    """A price a little up or down, as round as it was: no two places charge the same."""
    step = 500 if cents % 500 == 0 and cents >= 5000 else 50 if cents % 50 == 0 else 10 if cents % 10 == 0 else 1
    return max(step, round(cents * rng.uniform(0.9, 1.12) / step) * step) if cents else 0


def _added(world: World, one: Field, rng: random.Random, counts: dict[str, int], out_of_use: bool) -> Any:
    """The value of a column that a module added to joint rows."""
    if one.meaning == "state":
        return one.values[1] if out_of_use and len(one.values) > 1 else one.values[0]
    if one.meaning == "reference":
        known = counts.get(one.of, 0)
        if one.optional and rng.random() < SHARE_WITHOUT:
            return None
        return rng.randint(1, known) if known else None
    return _value(world, one, rng)


def _value(world: World, one: Field, rng: random.Random, first_one: bool = False) -> Any:
    if one.optional and rng.random() < 0.2:
        return None
    if one.meaning == "state":
        return one.values[0] if first_one or len(one.values) == 1 or rng.random() > SHARE_OUT_OF_USE else one.values[1]
    if one.meaning == "category":
        return one.values[int(len(one.values) * rng.random() ** 1.4)]
    if one.meaning in ("quantity", "money"):
        return rng.randrange(one.low, one.high + 1, one.step)
    if one.meaning == "flag":
        return int(rng.random() < 0.5)
    if one.meaning == "date":
        day = datetime.date.fromisoformat(world.now[:10]) - datetime.timedelta(
            days=int(60 + 1400 * rng.random() ** 1.5)
        )
        return f"{day} 09:00:00" if one.timed else day.isoformat()
    return "" if one.meaning in ("text", "contact") else None
