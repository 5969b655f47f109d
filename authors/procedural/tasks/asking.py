"""What all questions share: which table to ask of, in which state, and how a column is asked for.

In:  a talk, fields and rows.
Out: entities, states, SELECTs over the initial or the final database, words.
Never here: whole questions.
"""

import re
from collections.abc import Callable
from typing import Any

from authors.procedural.model import Entity, Field
from authors.procedural.tasks.clauses import Question
from authors.procedural.tasks.comparing import stem
from authors.procedural.tasks.talk import GiveUp, NeverHere, Talk

Ask = Callable[[Talk], Question]


def schema_of(talk: Talk) -> str:
    """Where an answer is computed from: the end where something was changed before it was asked."""
    return "final" if talk.notes.writes else "initial"


def owned(talk: Talk, besides: str = "") -> Entity:
    """Something that people have, with states, that user 1 can list; nothing of the stem `besides`."""
    found = [
        entity
        for entity in talk.world.entities.values()
        if entity.owner
        and entity.status
        and talk.world.searchable(entity)
        and not entity.part_of
        and stem(entity) not in ("bid", "redemption", besides)
    ]
    if not found:
        raise NeverHere("nothing here belongs to people")
    return talk.rng.choice(found)


_NOT_BOUGHT = frozenset({"request", "gift", "pledge", "voucher", "bid", "deposit", "quote", "return"})
_PAID = ("total_cents", "price_cents", "amount_cents", "fee_cents")


def is_paid_for(entity: Entity) -> bool:
    """Whether its rows are something that people pay for: no voucher's value, gift, late fee or claim."""
    return stem(entity) not in _NOT_BOUGHT and any(one.name in _PAID for one in entity.of_meaning("money")[:1])


def bills(talk: Talk) -> Entity:
    """What people are to pay: the only thing of several people's that anybody adds up and compares."""
    found = [one for one in talk.world.offering("payable") if one.owner and one.status and talk.world.searchable(one)]
    if not found:
        raise NeverHere("nobody keeps accounts here")
    return talk.rng.choice(found)


def state_of(talk: Talk, entity: Entity) -> str:
    """A state in which there are rows, the current one more often."""
    assert entity.status is not None
    sql = f"SELECT DISTINCT {entity.status.name} FROM {entity.table} ORDER BY 1"
    states: list[str] = [row[0] for row in talk.select(sql) if entity.says_state(row[0])]
    if not states:
        raise GiveUp(f"there are no {entity.noun.plural}")
    if entity.live in states and talk.rng.random() < 0.5:
        return entity.live
    return talk.rng.choice(states)


_CAME_TO_NOTHING = re.compile(r"cancel|withdr|declin|reject|lapsed|void|dropped|removed|refu|failed|ended")


def require_lasting(state: str) -> None:
    """Raises GiveUp for states of what came to nothing: nobody adds that up."""
    if _CAME_TO_NOTHING.search(state):
        raise GiveUp("nobody adds up what came to nothing")


def named_things(talk: Talk) -> Entity:
    """Something with names and attributes that user 1 can look up."""
    found = [
        entity
        for entity in talk.world.entities.values()
        if entity.name_column and entity.things and talk.world.searchable(entity) and askable(entity)
    ]
    if not found:
        raise NeverHere("nothing here has attributes")
    return talk.rng.choice(found)


NOBODY_ASKS = frozenset({"number of reviews", "payment term", "priority", "rating", "rhythm", "version number"})
"""Columns that a screen shows and no person asks for."""


def is_asked_for(entity: Entity, one: Field) -> bool:
    """Whether people ask for this column: of what is somebody's, neither its kind nor the places it is for."""
    if not one.asked or one.said in NOBODY_ASKS:
        return False
    return not (
        entity.owner and (one.name in ("places", "quantity") or one.said.split()[0] in ("kind", "category", "status"))
    )


def askable(entity: Entity) -> list[Field]:
    return [
        one for one in entity.fields if is_asked_for(entity, one) and one.meaning in ("money", "quantity", "category")
    ]


def select_owned(talk: Talk, entity: Entity, what: str, owner: int, state: str) -> str:
    assert entity.status is not None
    return (
        f"SELECT {what} FROM {schema_of(talk)}.{entity.table} WHERE {entity.owner} = {owner} "
        f"AND {entity.status.name} = '{state}'"
    )


def rows_of_party(talk: Talk, entity: Entity) -> list[int]:
    """Rows of whoever the task is about, else of anybody."""
    party = talk.party()
    where = f"WHERE {entity.owner} = {party}" if party else ""
    rows = [row[0] for row in talk.select(f"SELECT id FROM {entity.table} {where} ORDER BY id")]
    if not rows:
        raise GiveUp(f"there are no {entity.noun.plural}")
    return rows


def all_ids(talk: Talk, entity: Entity) -> list[int]:
    return [row[0] for row in talk.select(f"SELECT id FROM {entity.table} ORDER BY id")]


ON = frozenset({"deck", "floor", "pier", "shelf"})
PLACES = ON | {"building", "cabinet", "cupboard", "dome", "hotel", "shed", "storage room", "store", "store room"}
PLACES |= {"ward", "yard"}
"""Columns that say where a thing is."""
DAY_IT_WAS = re.compile(r"^(?:day|time) it (was|is) (.+)$")
_PLACE_WHERE = re.compile(r"^place where it (was|is) (.+)$")
_PLURAL = re.compile(r"\b(keys|glasses|gloves|headphones|shoes|boots)\b")
_NEEDED = re.compile(r"^(\w+) (needed to \w+) it$")
_WHAT_IT_DOES = re.compile(r"^(\w+) it (\w+s)$")
"""Labels that hold a clause: "day it was opened", "place where it was lost", "number of people it holds"."""
_OWN_TO_KNOW = frozenset({"active", "current", "published", "upcoming", "waiting"})
_PAST_DOUBT = frozenset({"accepted", "approved", "found", "signed", "usable", "valid"})
"""States that are no matter of doubt: to whoever's it is, and to anybody."""


def is_due(talk: Talk, entity: Entity, state: str) -> bool:
    """Whether people wonder if something is still in this state: unpaid or open, but not approved.

    Staff wonder about somebody's current loan; whose it is knows.
    """
    said = entity.say_state(state)
    is_known = talk.world.for_customer and said in _OWN_TO_KNOW
    return entity.says_state(state) and said not in _PAST_DOUBT and not is_known


def is_over(talk: Talk, entity: Entity, row: int, state: str) -> bool:
    """Whether a row is of a past day, and so cannot be in that state: nobody wonders if last month's visit is still
    to come, or a place in last week's class is still theirs."""
    values = talk.row(entity, row)
    dates = [each.name for each in entity.of_meaning("date") if not each.optional][:1]
    if entity.say_state(state) == "upcoming" and dates:
        return bool(values[dates[0]][:10] <= talk.today)
    for link in entity.of_meaning("reference"):
        dated = talk.world.entities[link.of]
        times = [each.name for each in dated.of_meaning("date") if each.timed][:1]
        if stem(dated) in ("session", "event") and times and values[link.name] is not None:
            return bool(talk.row(dated, values[link.name])[times[0]] < talk.today)
    return False


def ask_of(one: Field, text: str, is_past: bool = False) -> tuple[str, str]:
    """The question for a column of something named, direct and embedded."""
    return ask_of_column(one.said, one.name, one.meaning, text, is_past)


def ask_of_column(label: str, name: str, meaning: str, text: str, is_past: bool = False) -> tuple[str, str]:
    """The same for a column of any author's, by its label, its name and what it means."""
    words = label.split()
    if (when := DAY_IT_WAS.match(label)) is not None:
        to_be, done = when.groups()
        day = (
            f"for which day {{}} {done.removesuffix(' for')}" if done.endswith(" for") else f"on which day {{}} {done}"
        )
        to_be = {"was": "were", "is": "are"}[to_be] if _PLURAL.search(text) else to_be
        return day.format(f"{to_be} {text}"), day.format(f"{text} {to_be}")
    if (where := _PLACE_WHERE.match(label)) is not None:
        if _PLURAL.search(text):
            return f"where were {text} {where[2]}", f"where {text} were {where[2]}"
        return f"where {where[1]} {text} {where[2]}", f"where {text} {where[1]} {where[2]}"
    if label in PLACES:
        side = "on" if label in ON else "in"
        return f"which {label} is {text} {side}", f"which {label} {text} is {side}"
    if label == "rating":
        return f"how many stars does {text} give", f"how many stars {text} gives"
    if label.startswith("kind of "):
        kind = label.removeprefix("kind of ")
        if kind.split()[-1] in text.split():
            return f"what {label} is {text}", f"what {label} {text} is"
        return f"what {label} does {text} have", f"what {label} {text} has"
    if label.startswith("number of "):
        what = label.removeprefix("number of ")
        if (needed := _NEEDED.match(what)) is not None:
            return f"how many {needed[1]} are {needed[2]} {text}", f"how many {needed[1]} are {needed[2]} {text}"
        if (done := _WHAT_IT_DOES.match(what)) is not None:
            return f"how many {done[1]} does {text} {done[2][:-1]}", f"how many {done[1]} {text} {done[2]}"
        if name == "copies":
            return f"how many {what} of {text} are there", f"how many {what} of {text} there are"
        return f"how many {what} does {text} have", f"how many {what} {text} has"
    if label == "number in stock":
        return f"how many of {text} are in stock", f"how many of {text} are in stock"
    if meaning == "date" and words[0] in ("start", "end") and len(words) <= 2:
        does, verb = ("did", f"{words[0]}ed") if is_past else ("does", f"{words[0]}s")
        return f"on which day {does} {text} {words[0]}", f"on which day {text} {verb}"
    if meaning == "money" and label in ("price", "total", "amount"):
        return f"how much is {text}", f"how much {text} is"
    return f"what is the {label} of {text}", f"the {label} of {text}"


def escaped(value: Any) -> str:
    """A text inside SQL."""
    return str(value).replace("'", "''")
