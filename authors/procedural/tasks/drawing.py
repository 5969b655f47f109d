"""Choose what an action is done to: plausible arguments, tied to whom the task is about.

In:  a talk, an action.
Out: plain arguments with which the call goes through now.
Never here: words.
"""

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

from authors.procedural.model import Action, Entity, Field, Param
from authors.procedural.sampling import draw_value, picked
from authors.procedural.tasks.talk import GiveUp, Row, Span, Talk

TRIES = 5
_HOURS = (
    (re.compile(r"\b(breakfast|dawn|early|morning|sunrise)\b", re.I), range(6, 11)),
    (re.compile(r"\b(lunch|midday|noon)\b", re.I), range(11, 15)),
    (re.compile(r"\b(dinner|dusk|evening|late|night|supper)\b", re.I), range(17, 24)),
)
_MONTHS = (
    (re.compile(r"\b(advent|christmas|snow|winter)\b", re.I), (11, 12, 1, 2)),
    (re.compile(r"\b(easter|spring)\b", re.I), (3, 4, 5)),
    (re.compile(r"\bsummer\b", re.I), (6, 7, 8)),
    (re.compile(r"\b(autumn|halloween|harvest)\b", re.I), (9, 10, 11)),
)
"""Names that tell the time of day or the season of what they name."""
_TAKES_DAYS = frozenset({"appointment", "assessment", "booking"})
"""Roles of what somebody is there for: one at a time."""
_DAYS = frozenset({"day", "night"})
_PAID_BY = "method"
"""Nobody pays one bill by card and the next by transfer."""
_USED_ONCE = frozenset({"coupon", "voucher"})
"""Roles of what pays one bill and no second one."""


def draw(talk: Talk, params: Sequence[Param], fixed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """One value for each parameter that is not left to free choice."""
    arguments = dict(fixed or {})
    for param in params:
        if param.name in arguments or param.free:
            continue
        value = _value(talk, param, arguments)
        if value is None:
            if param.optional:
                continue
            raise GiveUp(f"nothing to offer for {param.name}")
        arguments[param.name] = value
    return arguments


def draw_call(talk: Talk, action: Action, fixed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Arguments with which the action succeeds now."""
    if talk.focus is not None and not any(_concerns(talk, param, talk.focus[0]) for param in action.params):
        raise GiveUp(f"{action.name} has nothing to do with what the task is about")
    if action.name in talk.notes.done_to_all:
        raise GiveUp(f"{action.name} was done to all of them")
    for _ in range(TRIES):
        arguments = draw(talk, action.params, fixed)
        if is_repeated(talk, action, arguments) or _is_at_odd_hour(talk, action, arguments):
            continue
        if _is_of_several(talk, action, arguments):
            continue
        if talk.would_succeed(action.name, arguments):
            return arguments
    raise GiveUp(f"no call of {action.name} goes through")


def _is_at_odd_hour(talk: Talk, action: Action, arguments: Mapping[str, Any]) -> bool:
    """Whether something would be put at an hour or into a season that its name contradicts: a sunrise walk at seven
    in the evening, or Christmas in March."""
    moments = [str(arguments[one.name]) for one in action.params if one.kind == "moment" and one.name in arguments]
    hours = [int(moment[11:13]) for moment in moments]
    for one in action.params if hours else ():
        entity = talk.world.entities[one.of] if one.kind == "reference" and one.name in arguments else None
        if entity is None or entity.name_column is None or entity.people:
            continue
        name = str(talk.row(entity, arguments[one.name])[entity.name_column])
        month = int(moments[0][5:7])
        if any(pattern.search(name) and hours[0] not in span for pattern, span in _HOURS):
            return True
        if any(pattern.search(name) and month not in months for pattern, months in _MONTHS):
            return True
    return False


def _overlaps(action: Action, arguments: Mapping[str, Any], spans: Sequence[tuple[str, Span]]) -> bool:
    """Whether it would take for one person a second thing of a kind for the same days: nobody sleeps in two rooms."""
    span = _span(action, arguments)
    return span is not None and any(
        role == action.entity and since < span[1] and span[0] < until for role, (since, until) in spans
    )


def _span(action: Action, arguments: Mapping[str, Any]) -> Span | None:
    """The days for which something is taken or to which it is moved; None where the call says no day."""
    day = next((str(arguments[one.name])[:10] for one in action.params
                if one.kind in ("date", "moment") and one.name in arguments), "")  # fmt: skip
    if not day or action.entity.partition(".")[0] not in _TAKES_DAYS:
        return None
    lengths = [arguments[one.name] for one in action.params
               if one.unit and one.unit.singular in _DAYS and one.name in arguments]  # fmt: skip
    first = datetime.date.fromisoformat(day)
    return first.isoformat(), (first + datetime.timedelta(days=max(lengths, default=1))).isoformat()


def _is_of_several(talk: Talk, action: Action, arguments: Mapping[str, Any]) -> bool:
    """Whether it would mix what belongs to several people: nobody's voucher pays somebody else's bill."""
    owners = set()
    for role, identifier in rows_of(talk, action, arguments):
        entity = talk.world.entities[role]
        if role == "party" or entity.owner:
            owners.add(identifier if role == "party" else talk.row(entity, identifier)[entity.owner])
    return len(owners) > 1


def _value(talk: Talk, param: Param, known: Mapping[str, Any]) -> Any:
    if param.kind == "reference":
        offered = options(talk, param, known)
        return talk.rng.choice(offered) if offered else None
    bound = {**known, "user_id": talk.episode.user_id}
    if param.kind == "category" and param.name == _PAID_BY:
        for earlier in reversed(talk.notes.resolved):
            if earlier.get(param.name) in param.values:
                return earlier[param.name]
    return draw_value(talk.world, param, talk.select, talk.rng, talk.today, bound)


def options(talk: Talk, param: Param, known: Mapping[str, Any]) -> list[int]:
    """Rows that a reference may be: plausible now, there from the start, untouched, and the protagonist's own."""
    entity = talk.world.entities[param.of]
    if param.of == "party" and talk.protagonist is not None:
        return [talk.protagonist]
    if talk.focus is not None and talk.focus[0] == param.of:
        return [talk.focus[1]]
    if param.pick:
        offered = picked(param, talk.select, {**known, "user_id": talk.episode.user_id})
    else:
        offered = [row[0] for row in talk.select(f"SELECT id FROM {entity.table} ORDER BY id")]
    there = set(_there_from_the_start(talk, entity))
    return [each for each in offered if each in there and (param.of, each) not in talk.notes.touched]


def _concerns(talk: Talk, param: Param, role: str) -> bool:
    """Whether a parameter is of that role, or names a row that refers to it."""
    if param.kind != "reference":
        return False
    return param.of == role or talk.world.reference_to(talk.world.entities[param.of], role) is not None


def _there_from_the_start(talk: Talk, entity: Entity) -> list[int]:
    """Ids of the rows in the initial state, only those of the protagonist or of what the task is about."""
    values: dict[str, Any] = {}
    conditions = []
    if entity.owner and talk.protagonist is not None:
        conditions.append(f"{entity.owner} = :owner")
        values["owner"] = talk.protagonist
    elif talk.protagonist is not None and (part := part_of_owned(talk, entity)) is not None:
        holder, parent = part
        conditions.append(f"{holder.name} IN (SELECT id FROM initial.{parent.table} WHERE {parent.owner} = :owner)")
        values["owner"] = talk.protagonist
    link = talk.world.reference_to(entity, talk.focus[0]) if talk.focus else None
    if link is not None and talk.focus is not None:
        conditions.append(f"{link.name} = :focus")
        values["focus"] = talk.focus[1]
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return [row[0] for row in talk.select(f"SELECT id FROM initial.{entity.table} {where} ORDER BY id", values)]


def part_of_owned(talk: Talk, entity: Entity) -> tuple[Field, Entity] | None:
    """For what belongs to something of somebody's, a task of their job: the reference to that, and it."""
    for link in entity.of_meaning("reference"):
        parent = talk.world.entities[link.of]
        if parent.owner and link.of != "party":
            return link, parent
    return None


def rows_of(talk: Talk, action: Action, arguments: Mapping[str, Any]) -> tuple[Row, ...]:
    """The rows that a call names by reference."""
    return tuple(
        (param.of, arguments[param.name])
        for param in action.params
        if param.kind == "reference" and param.name in arguments
    )


def is_repeated(talk: Talk, action: Action, arguments: Mapping[str, Any]) -> bool:
    """Whether the call would say again, take back, or get into the way of, what the talk did already."""
    rows = rows_of(talk, action, arguments)
    if _overlaps(action, arguments, talk.notes.spans) or _overtakes(talk, action, rows):
        return True
    for name, others in talk.notes.acted:
        if name == action.name and rows == others:
            return True
        if name == action.name and action.does == "create" and _of_one_course(talk, rows, others):
            return True
        if any(role.partition(".")[0] in _USED_ONCE for role, _ in set(rows) & set(others)):
            return True
        if name in action.inverse and set(rows) & set(others):
            return True
    return False


_OVERTAKING = frozenset(
    {"block", "call_off", "cancel", "decline", "drop", "end", "move", "postpone", "swap", "withdraw", "write off"}
)
"""After these a row is no longer what was spoken of before: called off, or on another day."""


def _overtakes(talk: Talk, action: Action, rows: Sequence[Row]) -> bool:
    """Whether it calls off or moves what an earlier call spoke of or had to do with, or speaks of what an earlier one
    called off or moved: nobody signs up for an evening that they move to another day."""
    changed = _overtaken(talk, action, rows)
    for name, others in talk.notes.acted:
        if changed and not changed.isdisjoint((*others, *_parents(talk, others))):
            return True
        changed_before = _overtaken(talk, talk.world.actions[name], others)
        if changed_before and not changed_before.isdisjoint((*rows, *_parents(talk, rows))):
            return True
    return False


def _overtaken(talk: Talk, action: Action, rows: Sequence[Row]) -> set[Row]:
    """The rows that are changed so: none where something is created, and never a person."""
    if action.does == "create" or not action.intents & _OVERTAKING or talk.world.entities[action.entity].people:
        return set()
    return {row for row in rows if row[0] == action.entity}


def _parents(talk: Talk, rows: Sequence[Row]) -> list[Row]:
    """What the rows belong to: the evening of a sign-up, the job of a task."""
    found = []
    for role, identifier in rows:
        entity = talk.world.entities[role]
        links = [link for link in entity.of_meaning("reference") if not talk.world.entities[link.of].people]
        values = talk.row(entity, identifier) if links else {}
        found += [(link.of, values[link.name]) for link in links if values[link.name] is not None]
    return found


def _of_one_course(talk: Talk, rows: Sequence[Row], others: Sequence[Row]) -> bool:
    """Whether both name a date of the same course: one place in it is enough."""
    sessions = [each for each in (*rows, *others) if each[0] == "session"]
    if len(sessions) < 2:
        return False
    session = talk.world.entities["session"]
    course = talk.world.reference_to(session, "course")
    return course is not None and len({talk.row(session, each)[course.name] for _, each in sessions}) == 1


def note_done(talk: Talk, action: Action, arguments: Mapping[str, Any]) -> None:
    """Remember what was done to which rows."""
    rows = rows_of(talk, action, arguments)
    talk.notes.acted.append((action.name, rows))
    if (span := _span(action, arguments)) is not None:
        talk.notes.spans.append((action.entity, span))
    for role, identifier in rows:
        entity = talk.world.entities[role]
        if entity.owner or (role == action.entity and role != "party"):
            talk.notes.touched.add((role, identifier))
