"""Pieces of SQL and of wiring that several modules use and none owns.

In:  a world, statements that other modules answered with.
Out: statements, conditions, common table expressions.
Never here: entities, actions, words.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from authors.procedural.model import Entity, Field, Param, Statement, Things
from authors.procedural.modules.flows import good_end
from authors.procedural.world import Audience, World
from schemas import Read, Require, Write

OPENING = ("09:00:00", "09:30:00", "10:00:00", "10:30:00", "11:00:00", "11:30:00", "13:00:00", "13:30:00", "14:00:00",
           "14:30:00", "15:00:00", "15:30:00", "16:00:00", "16:30:00")  # fmt: skip
"""Times of day at which people come by appointment."""


_TRADES = ("appointment", "booking", "project", "rsvp", "enrolment", "loan", "order")
"""What people mean first when they judge a place, where it has several of these."""


def spoken_of(entities: Sequence[Entity], most: str = "") -> Entity | None:
    """The kind of row that people praise and complain of; `most` is a role that goes before all others.

    Of two of a kind the trade's own goes first, which has the plain role: stays before "booking.bicycle".
    """

    def rank(entity: Entity) -> tuple[int, bool]:
        stem, _, use = entity.role.partition(".")
        kind = -1 if stem == most else _TRADES.index(stem) if stem in _TRADES else len(_TRADES)
        return kind, bool(use) and entity.role != most

    return min(entities, key=rank, default=None)


def what_was(world: World, target: Entity, audience: Audience = "both") -> tuple[Entity, str, list[Statement]]:
    """Of what a row that is over is an argument, its id in SQL, and what binds its columns as `found`.

    A customer speaks of the evening and not of the sign-up for it: of their own sign-ups the event is the argument, of
    which nobody has two that came to their good end.
    """
    if target.role.partition(".")[0] != "rsvp" or not world.own(audience):
        return target, f":{target.key}", world.found(target, audience)
    event = world.entities[next(each.of for each in target.fields if each.meaning == "reference")]
    end, columns = good_end(target), ", ".join(each.name for each in target.fields)
    steps: list[Statement] = [
        world.exists(event),
        Read(read=f"SELECT id, {columns} FROM {target.table} WHERE {event.key} = :{event.key} "
             f"AND {target.owner} = :user_id AND status = '{end}' LIMIT 1", bound_to="found"),
        world.require("SELECT :found_id IS NOT NULL", f"You have no {target.noun} for this {event.noun} that is {end}."),
    ]  # fmt: skip
    return event, ":found_id", steps


def what_was_param(world: World, target: Entity, said: Entity, where: str, audience: Audience = "both") -> Param:
    """The argument for it; `where` speaks of the target."""
    if said is target:
        return world.row_param(target, where, audience)
    pick = f"SELECT {said.key} FROM {target.table} WHERE {where} AND {target.owner} = :user_id ORDER BY id"
    return Param(said.key, "reference", f"The {said.noun}", of=said.role, pick=pick)


def shown_to_staff(shown: bool) -> Audience:
    """Staff's own business, or nobody's unless `shown`: then it merely happens."""
    return "staff" if shown else "nobody"


def all_hold(steps: Iterable[Statement]) -> str:
    """The requirements among some statements as one SQL condition."""
    return " AND ".join(f"({step.require})" for step in steps if isinstance(step, Require)) or "1"


def only_when(condition: str, steps: Sequence[Statement]) -> list[Statement]:
    """The statements, of which writes are skipped unless the condition (an SQL expression) holds."""
    return [
        step.model_copy(update={"when": f"SELECT {condition}"}) if isinstance(step, Write) else step for step in steps
    ]


def coming_days(count: int, first: int = 1) -> str:
    """`WITH …` that names the next days: table `days`, column `day`."""
    return (
        f"WITH RECURSIVE days(day) AS (SELECT date(now(), '+{first} days') UNION ALL SELECT date(day, '+1 day') "
        f"FROM days WHERE day < date(now(), '+{first + count - 1} days'))"
    )


def later_than_now(world: World, param: str = "starts_at") -> Require:
    """A moment in the arguments must lie ahead."""
    return world.require(
        f"SELECT :{param} > now()", f"{param} must lie ahead, and {{{param}}} is past.", kind="invalid"
    )


def held_by_nobody(world: World, thing: Entity, identifier: str, start: str, end: str) -> list[Statement]:
    """Requirements that nobody holds a thing in a span, from whoever lets it be held."""
    return world.ask(f"held:{thing.role}", thing=identifier, start=start, end=end)


def every_row(entity: Entity, parent: str, value: str, states: Sequence[str]) -> str:
    """An `id` for an event that concerns all rows of one parent at once.

    Listeners write `WHERE {key} = {id}` over a table of their own. The correlated subquery makes that hold for each of
    their rows whose `{key}` is a row of this parent, since the entity's own table has no column of that name.
    """
    assert entity.key not in {each.name for each in entity.fields}
    listed = ", ".join(f"'{state}'" for state in states)
    return (
        f"(SELECT every.id FROM {entity.table} every WHERE every.id = {entity.key} AND every.{parent} = {value} "
        f"AND every.status IN ({listed}))"
    )


def widened(things: Things, *added: tuple[Field, Callable[[int], Any]]) -> Things:
    """Joint rows with more columns, whose values follow from a row's place; columns that are there already stay."""
    there = {each.name for each in things.fields}
    new = [(one, value) for one, value in added if one.name not in there]
    rows = tuple((*row, *(value(place) for _, value in new)) for place, row in enumerate(things.rows))
    return replace(things, fields=(*things.fields, *(one for one, _ in new)), rows=rows)


def first_price(things: Things) -> str:
    """The column that holds what a thing costs; empty where nothing is charged for it."""
    return next((each.name for each in things.fields if each.meaning == "money"), "")


def column_of(entity: Entity, column: str, identifier: str) -> str:
    """One column of one row, as an SQL expression; `identifier` may speak of an outer row of the same table."""
    return f"(SELECT one.{column} FROM {entity.table} one WHERE one.id = {identifier})"
