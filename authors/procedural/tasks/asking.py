"""What all questions share: which table to ask of, in which state, and how a column is asked for.

In:  a talk, fields and rows.
Out: entities, states, SELECTs over the initial or the final database, words.
Never here: whole questions.
"""

from collections.abc import Callable
from typing import Any

from authors.procedural.model import Entity, Field
from authors.procedural.tasks.clauses import Question
from authors.procedural.tasks.talk import GiveUp, NeverHere, Talk

Ask = Callable[[Talk], Question]


def schema_of(talk: Talk) -> str:
    """Where an answer is computed from: the end where something was changed before it was asked."""
    return "final" if talk.notes.writes else "initial"


def owned(talk: Talk) -> Entity:
    """Something that people have, with states, that user 1 can list."""
    found = [
        entity
        for entity in talk.world.entities.values()
        if entity.owner and entity.status and talk.world.searchable(entity) and not entity.part_of
    ]
    if not found:
        raise NeverHere("nothing here belongs to people")
    return talk.rng.choice(found)


_PAID = ("total_cents", "price_cents", "amount_cents", "fee_cents")


def is_paid_for(entity: Entity) -> bool:
    """Whether its rows are something that people pay: no voucher's value, late fee or claim."""
    is_claim = entity.role.partition(".")[0] == "request"
    return not is_claim and any(one.name in _PAID for one in entity.of_meaning("money")[:1])


def state_of(talk: Talk, entity: Entity) -> str:
    """A state in which there are rows, the current one more often."""
    assert entity.status is not None
    sql = f"SELECT DISTINCT {entity.status.name} FROM {entity.table} ORDER BY 1"
    states = [row[0] for row in talk.select(sql)]
    if not states:
        raise GiveUp(f"there are no {entity.noun.plural}")
    if entity.live in states and talk.rng.random() < 0.5:
        return entity.live
    state: str = talk.rng.choice(states)
    return state


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


def askable(entity: Entity) -> list[Field]:
    return [one for one in entity.fields if one.asked and one.meaning in ("money", "quantity", "category")]


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


def ask_of(one: Field, text: str, is_past: bool = False) -> tuple[str, str]:
    """The question for a column of something named, direct and embedded."""
    label = one.said
    words = label.split()
    if label.startswith("number of "):
        what = label.removeprefix("number of ")
        return f"how many {what} does {text} have", f"how many {what} {text} has"
    if label == "number in stock":
        return f"how many of {text} are in stock", f"how many of {text} are in stock"
    if one.meaning == "date" and words[0] in ("start", "end") and len(words) <= 2:
        does, verb = ("did", f"{words[0]}ed") if is_past else ("does", f"{words[0]}s")
        return f"on which day {does} {text} {words[0]}", f"on which day {text} {verb}"
    if one.meaning == "money" and label in ("price", "total", "amount"):
        return f"how much is {text}", f"how much {text} is"
    return f"what is the {label} of {text}", f"the {label} of {text}"


def escaped(value: Any) -> str:
    """A text inside SQL."""
    return str(value).replace("'", "''")
