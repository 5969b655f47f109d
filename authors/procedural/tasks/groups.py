"""Act on what a state picks out: all of somebody's, all within a budget, whichever of two still needs it.

In:  a talk, an action that makes sense over all rows in one state.
Out: a `Clause`; the calls have been made when it comes back.
Never here: rows of several people. What cannot be had raises GiveUp (callers run it inside `Talk.attempt`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from authors.procedural.language import genitive, money
from authors.procedural.model import Action, Entity, Param
from authors.procedural.tasks.acting import choose_phrase, perform, say_all
from authors.procedural.tasks.asking import is_due, is_over
from authors.procedural.tasks.clauses import Clause
from authors.procedural.tasks.drawing import draw, draw_call, note_done
from authors.procedural.tasks.naming import name_row, refer
from authors.procedural.tasks.phrasing import fill, opening, slots
from authors.procedural.tasks.searching import Search
from authors.procedural.tasks.talk import GiveUp, NeverHere, Talk
from authors.procedural.tasks.values import Said

MOST_APART = 4
"""How many times the one of two sums may be the other where somebody does not know which of them is still to pay."""


def each(talk: Talk, action: Action) -> Clause:
    """The action on all of somebody's rows in one state."""
    param, group = _group(talk, action)
    others = draw(
        talk, [one for one in action.params if one.name != param.name], {param.name: group.rows[0][group.key]}
    )
    arguments = {**others, param.name: group.rows[0][group.key]}
    phrase = choose_phrase(talk, action, arguments)
    words = group.words(distributes=":a}" in phrase)
    said = say_all(talk, action, phrase, arguments, {param.name: Said(words, None)})
    numbers = _do_to(talk, action, param, group, said, arguments, range(len(group.rows)))
    text = fill(phrase, {name: one.text for name, one in said.items()})
    return Clause(text, opening(phrase), calls=numbers, intents=action.intents, action=action.name)


def within_budget(talk: Talk, action: Action) -> Clause:
    """All of them if they add up to less than so much, else only the oldest: an either-or on what was read."""
    if "pay" not in action.intents:
        raise NeverHere(f"{action.name} pays nothing")
    if not talk.world.for_customer:
        raise NeverHere("what was paid is recorded, whatever it comes to")
    param, group = _group(talk, action)
    entity = talk.world.entities[param.of]
    prices, dates = entity.of_meaning("money"), entity.of_meaning("date")
    if not prices or not dates or dates[0].optional:
        raise NeverHere(f"{entity.noun.plural} have no price or date")
    total = sum(row[prices[0].name] for row in group.rows)
    others = draw(
        talk, [one for one in action.params if one.name != param.name], {param.name: group.rows[0][group.key]}
    )
    arguments = {**others, param.name: group.rows[0][group.key]}
    phrase = choose_phrase(talk, action, arguments)
    said = say_all(talk, action, phrase, arguments, {param.name: Said(group.words(False), None)})
    limit = _limit_near(talk, total)
    days = [row[dates[0].name] for row in group.rows]
    if days.count(min(days)) != 1:
        raise GiveUp("two are the oldest")
    chosen = range(len(group.rows)) if total < limit else [days.index(min(days))]
    numbers = _do_to(talk, action, param, group, said, arguments, chosen, dates[0].name if total >= limit else "")
    text = fill(phrase, {name: one.text for name, one in said.items()})
    text += f" if they add up to less than {money(limit)}, and otherwise only the oldest of them"
    return Clause(text, "", calls=numbers, intents=action.intents, action=action.name)


def _limit_near(talk: Talk, total: int) -> int:
    """A round limit that is clearly above or clearly below."""
    step = 5000 if total > 20000 else 1000
    factor = talk.rng.choice((0.6, 0.7, 1.3, 1.5))
    limit = max(step, round(total * factor / step) * step)
    if abs(limit - total) < step // 2:
        raise GiveUp("too close to the limit")
    return limit


MOST_OTHERS = 8
"""Rows in other states that are tried at most before the state is said."""

_KNOWN_TO_OWNER = frozenset({"active", "current", "scheduled", "upcoming", "waiting"})
"""States of which nobody is in doubt: who has two bookings knows which of them is still to come."""


@dataclass(frozen=True)
class _Group:
    """All rows of somebody in one state, as a search shows them."""

    number: int
    """The search's call."""
    rows: Sequence[Mapping[str, Any]]
    key: str
    whose: str
    noun: str
    """Adjective and plural: "unpaid invoices"."""

    def words(self, distributes: bool) -> str:
        if distributes:
            return f"each of {self.whose} {self.noun}"
        if len(self.rows) == 2:
            return f"both of {self.whose} {self.noun}"
        return f"all {'' if self.whose == 'my' else 'of '}{self.whose} {self.noun}"


def _group(talk: Talk, action: Action) -> tuple[Param, _Group]:
    param = next((one for one in action.params if one.name == action.each), None)
    if param is None:
        raise NeverHere(f"{action.name} is not done to all of anything")
    entity = talk.world.entities[param.of]
    for name, _ in talk.notes.acted:
        earlier = talk.world.actions[name]
        if name == action.name or earlier.entity == entity.role:
            raise GiveUp("some were dealt with already, or one is new: all would not be clear")
    status = entity.status
    if status is None or not entity.owner or not entity.says_state(action.each_state):
        raise NeverHere(f"{entity.noun.plural} are nobody's, or have no state")
    owner = talk.party() or _owner_of_several(talk, entity, action.each_state)
    search = Search(talk, entity)
    whose = "my"
    if not talk.world.mine(entity):
        name, form = refer(talk, "party", owner)
        whose = genitive(name)
        search.by_form(entity.field(entity.owner), form, owner)
    search.by(status, action.each_state)
    number, where = search.call()
    rows = talk.content(number)
    if where or not 2 <= len(rows) <= talk.wish.most_alike:
        raise GiveUp(f"{len(rows)} are too few or too many")
    if any((entity.role, row[entity.key]) in talk.notes.touched for row in rows):
        raise GiveUp("one of them was dealt with already")
    noun = f"{entity.say_state(action.each_state)} {entity.noun.plural}"
    if entity.say_state(action.each_state) in _GOES_WITHOUT_SAYING and (
        _has_no_others(talk, entity, owner, len(rows)) or _can_mean_no_others(talk, action, param, owner)
    ):
        noun = entity.noun.plural
    return param, _Group(number, rows, entity.key, whose, noun)


_GOES_WITHOUT_SAYING = frozenset({"active", "current", "pending", "unacknowledged", "usable", "waiting"})


def _has_no_others(talk: Talk, entity: Entity, owner: int, number: int) -> bool:
    """Whether these are all that somebody has: then nobody says that they are active."""
    return bool(talk.value(f"SELECT count(*) FROM {entity.table} WHERE {entity.owner} = :of", {"of": owner}) == number)


def _can_mean_no_others(talk: Talk, action: Action, param: Param, owner: int) -> bool:
    """Whether it can be done to none of somebody's other rows: who gives up all sign-ups means those that go on."""
    if len(action.params) != 1:
        return False
    entity = talk.world.entities[param.of]
    assert entity.status is not None
    sql = (
        f"SELECT id FROM {entity.table} WHERE {entity.owner} = :of AND {entity.status.name} <> :state ORDER BY id "
        f"LIMIT {MOST_OTHERS + 1}"
    )
    others = [row[0] for row in talk.select(sql, {"of": owner, "state": action.each_state})]
    return len(others) <= MOST_OTHERS and not any(talk.would_succeed(action.name, {param.name: one}) for one in others)


def _owner_of_several(talk: Talk, entity: Entity, state: str) -> int:
    assert entity.status is not None
    sql = (
        f"SELECT {entity.owner} FROM {entity.table} WHERE {entity.status.name} = :state GROUP BY 1 "
        f"HAVING count(*) BETWEEN 2 AND {talk.wish.most_alike} ORDER BY 1"
    )
    owners = [row[0] for row in talk.select(sql, {"state": state})]
    if not owners:
        raise GiveUp(f"nobody has several {entity.noun.plural}")
    owner: int = talk.rng.choice(owners)
    return owner


def _do_to(
    talk: Talk, action: Action, param: Param, group: _Group, said: Mapping[str, Said], arguments: Mapping[str, Any],
    places: Sequence[int], oldest_by: str = "",
) -> tuple[int, ...]:  # fmt: skip
    """Call the action for these rows of the group."""
    numbers = []
    for place in places:
        form: Any = {"$ref": f"{group.number}/{place}/{group.key}"}
        if oldest_by:
            form = {"$pick": {"from": str(group.number), "least": oldest_by, "get": group.key}}
        forms = {name: one.form for name, one in said.items() if name != param.name}
        numbers.append(talk.act(action.name, **{**forms, param.name: form}))
        note_done(talk, action, {**arguments, param.name: group.rows[place][group.key]})
    talk.notes.branches += 1
    talk.notes.done_to_all.add(action.name)
    return tuple(numbers)


def whichever(talk: Talk, action: Action) -> Clause:
    """Two are named, and it is done to the one that still needs it."""
    param = next((one for one in action.params if one.name == action.each), None)
    if param is None:
        raise NeverHere(f"{action.name} has no state to look at")
    if "pay" in action.intents:
        raise NeverHere("whoever says what it came to knows whether it is paid for, or still open")
    if talk.world.for_customer:
        raise NeverHere("who has it knows which of them is still open")
    if "whichever" in talk.notes.ways:
        raise GiveUp("one such riddle is enough")
    talk.notes.ways.add("whichever")
    entity = talk.world.entities[param.of]
    arguments = draw_call(talk, action)
    if entity.status is None or talk.row(entity, arguments[param.name])[entity.status.name] != action.each_state:
        raise GiveUp("it is in another state")
    if not is_due(talk, entity, action.each_state) or entity.say_state(action.each_state) in _KNOWN_TO_OWNER:
        raise NeverHere(f"nobody says so of {entity.noun.plural}")
    other = _in_another_state(talk, entity, arguments[param.name], action.each_state)
    phrase = choose_phrase(talk, action, arguments)
    pair = [arguments[param.name], other]
    talk.rng.shuffle(pair)
    names = [name_row(talk, entity.role, each_id, state="not") for each_id in pair]
    state = entity.say_state(action.each_state)
    words = f"{names[0].text} or {_second_of(entity, names[0].text, names[1].text)}, whichever is still {state}"
    if not (phrase.endswith("}") and slots(phrase)[-1] == param.name):
        words += ","
    form = names[pair.index(arguments[param.name])].form
    clause = perform(talk, action, arguments, {param.name: Said(words, form)}, phrase)
    talk.notes.branches += 1
    return Clause(clause.text, calls=clause.calls, intents=clause.intents, action=action.name)


def _in_another_state(talk: Talk, entity: Entity, identifier: int, state: str) -> int:
    """A row of the same owner that is past this state."""
    assert entity.status is not None
    if not entity.owner:
        raise GiveUp(f"{entity.noun.plural} are nobody's")
    sql = (
        f"SELECT id FROM initial.{entity.table} WHERE {entity.owner} = (SELECT {entity.owner} FROM {entity.table} "
        f"WHERE id = :id) AND {entity.status.name} <> :state AND id <> :id ORDER BY id"
    )
    found = [row[0] for row in talk.select(sql, {"id": identifier, "state": state})
             if (entity.role, row[0]) not in talk.notes.mentions]  # fmt: skip
    if not found:
        raise GiveUp(f"no other {entity.noun} to look at")
    other: int = talk.rng.choice(found)
    sums = [talk.row(entity, each_id)[one.name] for each_id in (identifier, other)
            for one in entity.of_meaning("money")[:1]]  # fmt: skip
    if sums and max(sums) > MOST_APART * min(sums):
        raise GiveUp("nobody mixes these up")
    if is_over(talk, entity, other, state):
        raise GiveUp("anybody sees which of them is over")
    return other


def _second_of(entity: Entity, first: str, second: str) -> str:
    """ "the one from June 9" beside "my invoice from June 3"."""
    _, mark, behind = second.partition(f" {entity.noun} ")
    _, marked, before = first.partition(f" {entity.noun} ")
    if not mark or not marked:
        return second
    if behind.startswith("“") and before.startswith("“"):
        return behind
    if behind.split()[0] != before.split()[0]:
        raise GiveUp("nobody tells two apart by different things")
    return f"the one {behind}"
