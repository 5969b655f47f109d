"""Referring expressions: the shortest name of a row that fits no other, and the look-ups that find it.

In:  a talk, a row.
Out: a `Mention`: text, the row's id as a value of a solution, how indirect it is.
Never here: what is asked about the row.

A name holds where exactly one row fits it, both in the initial state and now. Its look-up goes through the tools that
user 1 has, and picks the row by what the text says.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from authors.procedural.language import genitive
from authors.procedural.model import Entity, Field
from authors.procedural.tasks.calling import called
from authors.procedural.tasks.comparing import stem
from authors.procedural.tasks.phrasing import own
from authors.procedural.tasks.searching import Search
from authors.procedural.tasks.spoken import say_value
from authors.procedural.tasks.talk import CHANGED, INITIAL, GiveUp, Mention, Talk
from authors.procedural.world import SLOT, shown_name

SayState = Literal["may", "must", "not"]

DEEPEST = 2
"""References inside references: a refund of a payment of somebody's charter is too far."""
SAY_STATE_ANYWAY = 0.25
"""How often a state is said of a plain name that is unique without it: "my open order", but never "the coming class
of “Spanish from Zero” on April 20"."""
SAY_SUPERLATIVE = 0.35
_UNRANKED = frozenset(
    {"document", "enrolment", "gift", "hold", "holding", "loan", "pledge", "review", "rsvp", "thread", "voucher"}
    | {"waiting"}
)
"""Rows that nobody calls the oldest or the next of theirs."""
_NAMED_FIRST = (_UNRANKED - {"loan"}) | {"deposit", "membership"}
"""Rows that people call by what they are about, and only then by their state."""
_STATE_SAID_LAST = frozenset(
    {"active", "attended", "collected", "completed", "current", "delivered", "done", "finished", "pending", "picked up"}
    | {"returned", "usable"}
)
"""States that are said where nothing else tells rows apart: of what is over, people say the day."""


def name_row(
    talk: Talk, role: str, identifier: int, depth: int = 0, state: SayState = "may", unsaid: str = ""
) -> Mention:
    """The mention of a row: the one it has, or a new one, which is remembered.

    `state` is whether its state may, must or must not be said; `unsaid` a column that must not.
    """
    known = talk.notes.mentions.get((role, identifier))
    if known is not None:
        return known
    if depth > DEEPEST:
        raise GiveUp(f"{role} {identifier} is too far away to be named")
    entity = talk.world.entities[role]
    if talk.world.for_customer and role == "party":
        raise GiveUp("a customer does not speak of other people")
    if talk.world.mine(entity) and talk.row(entity, identifier)[entity.owner] != talk.episode.user_id:
        raise GiveUp(f"{role} {identifier} is not the customer's own")
    if entity.owner and any(role == each and known.decides for (each, _), known in talk.notes.mentions.items()):
        raise GiveUp("beside the oldest of them another may be the same")
    found: Mention | None = None
    for way in _ways(talk, entity, identifier, depth, state, unsaid):
        try:
            with talk.attempt():
                found = way()
            break
        except GiveUp:
            continue
    if found is None:
        raise GiveUp(f"nothing names {role} {identifier} alone")
    if entity.people:
        _name_namesakes_in_full(talk, found)
    talk.mention((role, identifier), found)
    return found


def _name_namesakes_in_full(talk: Talk, mention: Mention) -> None:
    """Whoever has the first name of somebody new is named in full from then on."""
    first = mention.text.split()[0]
    for (role, identifier), known in [*talk.notes.mentions.items()]:
        if known.short == first and talk.world.entities[role].people:
            talk.notes.mentions[role, identifier] = replace(known, short=known.text)


def refer(talk: Talk, role: str, identifier: int, depth: int = 0) -> tuple[str, Any]:
    """The words for a row at this point, and its id as a value of a solution.

    People are named in short from the second time on; "that order" would be far from the order in a list.
    """
    known = talk.notes.mentions.get((role, identifier))
    mention = known or name_row(talk, role, identifier, depth)
    is_short = known and talk.world.entities[role].people
    return mention.short if is_short else mention.text, mention.form


def _ways(talk: Talk, entity: Entity, identifier: int, depth: int, state: SayState, unsaid: str) -> Iterator[Any]:
    row = talk.row(entity, identifier)
    if entity.owner and depth == 0 and state == "may" and talk.rng.random() < SAY_SUPERLATIVE:
        yield lambda: _by_superlative(talk, entity, row, depth)
    said = entity.say_state(row[entity.status.name]) if entity.status else ""
    is_named_first = stem(entity) in _NAMED_FIRST or said in _STATE_SAID_LAST
    says_first = "not" if state == "may" and is_named_first else state
    known = [each for each in templates(entity) if f"{{{unsaid}}}" not in each]
    for template in known:
        yield lambda template=template: _by_template(talk, entity, row, template, depth, says_first)
    if says_first != state:
        for template in known:
            yield lambda template=template: _by_template(talk, entity, row, template, depth, state)
    if entity.owner and depth == 0 and state == "may":
        yield lambda: _by_superlative(talk, entity, row, depth)


def templates(entity: Entity) -> list[str]:
    """The entity's own ways of naming, and for what belongs to somebody the plain "{party}'s {noun}" before them."""
    plain = ["{party}'s {noun}"] if entity.owner and any("{noun}" in each for each in entity.naming) else []
    return [*plain, *(each for each in entity.naming if each not in plain)]


# ---- by template ---------------------------------------------


@dataclass(frozen=True)
class _Slot:
    """One part of a template: the column it speaks of, and what stands there."""

    text: str
    """The placeholder, braces and all."""
    field: Field
    value: Any


def _by_template(
    talk: Talk, entity: Entity, row: Mapping[str, Any], template: str, depth: int, state: SayState
) -> Mention:
    slots = [_slot(talk, entity, row, match[0], match[1]) for match in SLOT.finditer(template) if match[1] != "noun"]
    said_state = _state_to_say(talk, entity, row, slots, template, state)
    columns = {slot.field.name: slot.value for slot in slots}
    if said_state:
        assert entity.status is not None
        columns[entity.status.name] = said_state
    return _build(talk, entity, row, template, slots, said_state, columns, depth)


def _slot(talk: Talk, entity: Entity, row: Mapping[str, Any], text: str, name: str) -> _Slot:
    one = talk.world.reference_to(entity, name) or next((each for each in entity.fields if each.name == name), None)
    if one is None or row[one.name] in (None, "") or (one.meaning == "money" and not row[one.name]):
        raise GiveUp(f"{entity.role} has no {name} to say")
    return _Slot(text, one, row[one.name])


def _state_to_say(
    talk: Talk, entity: Entity, row: Mapping[str, Any], slots: Sequence[_Slot], template: str, wanted: SayState
) -> str:
    """The state where it must be said for the name to fit one row, or may be; empty where not. GiveUp without hope."""
    columns = {slot.field.name: slot.value for slot in slots}
    status = entity.status
    can_say = status is not None and "{noun}" in template and not entity.people and wanted != "not"
    can_say = can_say and entity.says_state(row[status.name] if status else "") and not _has_passed(talk, entity, row)
    alone = fits_alone(talk, entity, columns)
    anyway = len(slots) < 2 and talk.rng.random() < SAY_STATE_ANYWAY
    anyway = anyway and status is not None and entity.say_state(row[status.name]) not in _STATE_SAID_LAST
    if alone and not (can_say and (wanted == "must" or anyway)):
        return ""
    if not can_say or status is None or not fits_alone(talk, entity, {**columns, status.name: row[status.name]}):
        if alone:
            return ""
        raise GiveUp(f"more than one {entity.role} fits {template}")
    return str(row[status.name])


def _has_passed(talk: Talk, entity: Entity, row: Mapping[str, Any]) -> bool:
    """Whether it is still marked as coming although its day has passed."""
    dates = [each.name for each in entity.of_meaning("date") if not each.optional][:1]
    said = entity.say_state(row[entity.status.name]) if entity.status else ""
    return said == "upcoming" and bool(dates) and bool(row[dates[0]] <= talk.today)


def fits_alone(talk: Talk, entity: Entity, columns: Mapping[str, Any]) -> bool:
    """Whether exactly one row has these values, now and in the initial state, among those that user 1 sees."""
    return all(count_fitting(talk, entity, columns, schema) == 1 for schema in (CHANGED, INITIAL))


def count_fitting(talk: Talk, entity: Entity, columns: Mapping[str, Any], schema: str = CHANGED) -> int:
    """How many rows that user 1 sees have these values."""
    wheres = [f"{name} IS :{name}" for name in columns]
    if talk.world.mine(entity) and entity.owner not in columns:
        wheres.append(f"{entity.owner} = :user_id")
    sql = f"SELECT count(*) FROM {schema}.{entity.table} WHERE {' AND '.join(wheres) or '1'}"
    return int(talk.value(sql, columns))


def _build(
    talk: Talk, entity: Entity, row: Mapping[str, Any], template: str, slots: Sequence[_Slot], state: str,
    columns: Mapping[str, Any], depth: int,
) -> Mention:  # fmt: skip
    search = Search(talk, entity)
    text, indirectness = _with_state(template, entity.say_state(state)) if state else template, 0
    for slot in slots:
        spoken, indirect = _speak(talk, search, entity, slot, depth)
        text = text.replace(slot.text, spoken)
        if slot.field.meaning == "date" and slot.value[:10] < talk.today:
            text = text.replace(f"that starts on {spoken}", f"that started on {spoken}")
        indirectness = max(indirectness, indirect)
    text = own(text)
    if state:
        assert entity.status is not None
        search.by(entity.status, state)
        indirectness = max(indirectness, 1)
    text = text.replace("{noun}", entity.noun.singular)
    number, where = search.run(row["id"])
    short = _short(talk, entity, text)
    return Mention(
        text, short, search.form(number, where, entity.key),
        columns={each.name: search.form(number, where, each.name) for each in entity.fields},
        indirectness=indirectness, distractors=_near_misses(talk, entity, columns),
    )  # fmt: skip


def _with_state(template: str, said: str) -> str:
    """The state before the noun and before what stands right before that: "the failed wear inspection"."""
    return re.sub(r"((?:\{\w+\} )?)\{noun\}", rf"{said} \1{{noun}}", template)


def _speak(talk: Talk, search: Search, entity: Entity, slot: _Slot, depth: int) -> tuple[str, int]:
    """A part of a name in words, noted in the search; with how indirect it is."""
    one, value = slot.field, slot.value
    if one.meaning == "reference":
        return _speak_reference(talk, search, entity, slot, depth)
    search.by(one, value)
    if one.meaning == "name":
        return called(entity, str(value)), 0
    return say_value(one, value), 1


def _speak_reference(talk: Talk, search: Search, entity: Entity, slot: _Slot, depth: int) -> tuple[str, int]:
    one = slot.field
    if one.name == entity.owner and talk.world.mine(entity):
        return "my", 1
    other = talk.world.referenced(entity, one)
    plain = other.name_column if other.naming[:1] == ("{name}",) else None
    roundabout = one.name == entity.owner or talk.rng.random() < talk.roundabout
    if plain and not (roundabout and search.takes(one.name)):
        name = talk.value(f"SELECT {plain} FROM {other.table} WHERE id = :id", {"id": slot.value})
        search.where[shown_name(one)] = name
        return called(other, name), 2
    is_known = (other.role, slot.value) in talk.notes.mentions
    text, form = refer(talk, other.role, slot.value, depth + 1)
    search.by_form(one, form, slot.value)
    return _with_people_in_short(talk, text) if is_known and not other.people else text, 2


def _with_people_in_short(talk: Talk, text: str) -> str:
    """A name that was said before, in which people were named in full: "the second visit of Erik's treatment"."""
    for (role, _), each in talk.notes.mentions.items():
        if talk.world.entities[role].people:
            text = text.replace(genitive(each.text), genitive(each.short))
    return text


def _short(talk: Talk, entity: Entity, text: str) -> str:
    """How the row is named from then on."""
    if entity.people:
        first = text.split()[0]
        others = [each.text for (role, _), each in talk.notes.mentions.items() if talk.world.entities[role].people]
        return text if any(other.split()[0] == first for other in others) else first
    if entity.name_column:
        return text
    alike = any(role == entity.role for role, _ in talk.notes.mentions)
    return text if alike else f"that {entity.noun}"


def _near_misses(talk: Talk, entity: Entity, columns: Mapping[str, Any]) -> int:
    """Rows that fit all but one part of the description."""
    parts = [name for name in columns if not (talk.world.mine(entity) and name == entity.owner)]
    if len(parts) < 2:
        return 0
    return sum(
        count_fitting(talk, entity, {name: columns[name] for name in columns if name != left}) - 1 for left in parts
    )


# ---- by superlative ---------------------------------------------


@dataclass(frozen=True)
class Extreme:
    """A superlative over one column of somebody's rows."""

    word: str
    field: Field
    end: str
    """`least` or `most`."""


def extremes(entity: Entity, row: Mapping[str, Any], now: str) -> list[Extreme]:
    """The superlatives that people use of their own rows like this one: next, latest, oldest, largest."""
    found: list[Extreme] = []
    dates = [each for each in entity.of_meaning("date") if not each.optional]
    if dates and row[dates[0].name] >= (now if dates[0].timed else now[:10]):
        found.append(Extreme("next", dates[0], "least"))
    elif dates and entity.say_state(entity.live) != "upcoming":
        found.append(Extreme("most recent", dates[0], "most"))
        found.append(Extreme("oldest", dates[0], "least"))
    if "payable" in entity.offers:
        one = entity.of_meaning("money")[0]
        found.append(Extreme("largest", one, "most"))
    return found


def _by_superlative(talk: Talk, entity: Entity, row: Mapping[str, Any], depth: int) -> Mention:
    """ "my next charter", "Dana Reyes's oldest unpaid invoice": an end of somebody's rows in one state, no tie."""
    status = entity.status
    if status is None or row[status.name] != entity.live or not templates(entity)[0].endswith("{noun}"):
        raise GiveUp("superlatives are for what is current")
    if stem(entity) in _UNRANKED:
        raise GiveUp(f"nobody puts {entity.noun.plural} in order")
    if any(role == entity.role for role, _ in talk.notes.mentions):
        raise GiveUp("another of them was spoken of: who counts them anew?")
    state = row[status.name]
    columns = {entity.owner: row[entity.owner], status.name: state}
    if count_fitting(talk, entity, columns) < 2 or count_fitting(talk, entity, columns, INITIAL) < 2:
        raise GiveUp("one alone is not the largest")
    options = [each for each in extremes(entity, row, talk.world.now) if _is_extreme(talk, entity, row, each, columns)]
    if not options:
        raise GiveUp("no superlative fits")
    chosen = talk.rng.choice(options)
    search = Search(talk, entity)
    whose = "my"
    if not talk.world.mine(entity):
        owner, form = refer(talk, "party", row[entity.owner], depth + 1)
        search.by_form(entity.field(entity.owner), form, row[entity.owner])
        whose = genitive(owner)
    search.by(status, state)
    number, where = search.call()
    if len(search.matching(number, where)) < 2:
        raise GiveUp("one alone is not the largest")
    said_state = "" if chosen.word == "next" else f"{entity.say_state(state)} "
    text = f"{whose} {chosen.word} {said_state}{entity.noun}"
    pick = {"from": str(number), chosen.end: chosen.field.name}
    if where:
        pick["where"] = where  # type: ignore[assignment]
    forms = {each.name: {"$pick": {**pick, "get": each.name}} for each in entity.fields}
    return Mention(
        text, f"that {entity.noun}", {"$pick": {**pick, "get": entity.key}}, columns=forms, indirectness=3, decides=True
    )


def _is_extreme(
    talk: Talk, entity: Entity, row: Mapping[str, Any], extreme: Extreme, columns: Mapping[str, Any]
) -> bool:
    """Whether the row alone is at that end, now and in the initial state."""
    wheres = " AND ".join(f"{name} IS :{name}" for name in columns)
    sign = "<=" if extreme.end == "least" else ">="
    name = extreme.field.name
    values = {**columns, "edge": row[name], "id": row["id"]}
    return not any(
        talk.value(
            f"SELECT count(*) FROM {schema}.{entity.table} WHERE {wheres} AND {name} {sign} :edge AND id <> :id", values
        )
        for schema in (CHANGED, INITIAL)
    )
