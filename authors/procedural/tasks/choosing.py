"""Choose by what is read: the best of those that fit, or the second choice where the first is taken.

In:  a talk, an action with an argument that can be chosen.
Out: a `Clause`; the calls have been made when it comes back.
Never here: groups. What cannot be had raises GiveUp (callers run it inside `Talk.attempt`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authors.procedural.model import Action, Entity, Field, Param
from authors.procedural.tasks.acting import choose_phrase, perform, say_all
from authors.procedural.tasks.calling import called, is_somebody, of_kind
from authors.procedural.tasks.clauses import Clause
from authors.procedural.tasks.comparing import are_alike, can_choose, chosen_by, kind_of_thing, spoken_kinds, stem
from authors.procedural.tasks.drawing import TRIES, draw, is_repeated
from authors.procedural.tasks.phrasing import slots
from authors.procedural.tasks.talk import GiveUp, NeverHere, Talk
from authors.procedural.tasks.values import Said


@dataclass(frozen=True)
class Choice:
    """What can be chosen from: the call that lists it, and the rows that it shows."""

    entity: Entity
    tool: str
    params: tuple[str, ...]
    """Arguments that the list shares with the action."""
    is_free: bool
    """The list holds only what is free."""


def choice_of(talk: Talk, action: Action) -> tuple[Param, Choice]:
    """The argument that can be chosen by an attribute, and where its candidates are listed."""
    param = next((each for each in action.params if each.name == action.chosen), None)
    report = talk.world.reports.get(action.alternatives)
    if (
        param
        and report
        and talk.world.visible(report.audience)
        and report.shape == "rows"
        and report.entity == param.of
    ):
        names = tuple(each.name for each in report.params if not each.optional)
        if set(names) <= {each.name for each in action.params}:
            return param, Choice(talk.world.entities[param.of], report.name, names, True)
    for each in action.params:
        entity = talk.world.entities[each.of] if each.kind == "reference" else None
        is_object = all(slots(phrase)[:1] == [each.name] for phrase in action.phrases)
        if (
            entity
            and is_object
            and entity.things
            and talk.world.searchable(entity)
            and can_choose(action, talk.world.entities[action.entity], entity)
        ):
            return each, Choice(entity, talk.world.search_name(entity), (), False)
    raise NeverHere(f"{action.name} offers no choice")


def best(talk: Talk, action: Action) -> Clause:
    """The action on the cheapest, longest, … of those that fit."""
    param, choice = choice_of(talk, action)
    if "best" in talk.notes.ways:
        raise GiveUp("one superlative is enough")
    if not can_choose(action, talk.world.entities[action.entity], choice.entity):
        raise NeverHere(f"nobody leaves it to a superlative which {choice.entity.noun} it is")
    for _ in range(TRIES):
        arguments = draw(talk, [each for each in action.params if each.name != param.name])
        shared = {name: arguments[name] for name in choice.params}
        chosen = _choose(talk, choice, shared)
        if chosen is None:
            continue
        text, pick, identifier = chosen
        arguments[param.name] = identifier
        if is_repeated(talk, action, arguments) or not talk.would_succeed(action.name, arguments):
            continue
        return _perform_on_best(talk, action, param, choice, arguments, text, pick)
    raise GiveUp(f"no clear best for {action.name}")


def _perform_on_best(
    talk: Talk, action: Action, param: Param, choice: Choice, arguments: Mapping[str, Any], text: "_Best",
    pick: Mapping[str, Any],
) -> Clause:  # fmt: skip
    phrase = choose_phrase(talk, action, arguments)
    said = say_all(talk, action, phrase, {**arguments, param.name: 0}, {param.name: Said("", None)})
    number = talk.look(choice.tool, **{name: said[name].form for name in choice.params})
    words = text.words(choice.is_free, at_end=phrase.endswith("}") and slots(phrase)[-1] == param.name)
    form = {"$pick": {"from": str(number), **pick, "get": choice.entity.key}}
    talk.notes.ways.add("best")
    talk.notes.branches += 1
    talk.notes.indirectness = 3
    ordered = {name: arguments[name] for name in slots(phrase)}
    return perform(talk, action, ordered, {**said, param.name: Said(words, form)}, phrase)


@dataclass(frozen=True)
class _Best:
    word: str
    noun: str
    behind: str
    timed: bool
    """What is free is asked for a time."""

    def words(self, is_free: bool, at_end: bool) -> str:
        parts = [f"the {self.word}", self.noun, self.behind]
        if len(self.word.split()) > 2:
            parts = ["the", self.noun, self.behind, f"that is {self.word}"]
            is_free = False
        if is_free and not self.timed:
            parts.append("that is available")
        elif is_free and at_end:
            parts.append("that is free then")
        elif is_free:
            parts[0] = f"the {self.word} available"
        return " ".join(part for part in parts if part)


def _choose(talk: Talk, choice: Choice, shared: Mapping[str, Any]) -> tuple[_Best, dict[str, Any], int] | None:
    """A superlative with one clear winner: its words, how to pick it, its id."""
    rows = talk.trial(choice.tool, shared).content or []
    wanted = chosen_by(choice.entity)
    if len(rows) < 3 or not wanted:
        return None
    end, word, one = talk.rng.choice(wanted)
    noun, behind, where = choice.entity.noun.singular, "", {}
    kinds = spoken_kinds(choice.entity)
    if not kinds and not are_alike(choice.entity):
        return None
    if kinds and (not are_alike(choice.entity) or talk.rng.random() < 0.6):
        kind = talk.rng.choice(kinds)
        value = talk.rng.choice([row[kind.name] for row in rows])
        where = {kind.name: value}
        rows = [row for row in rows if row[kind.name] == value]
        noun, behind = of_kind(kind.said, value, noun)
        if behind.startswith(("with the ", "for ")):
            return None
    if len(rows) < 2:
        return None
    edge = (min if end == "least" else max)(row[one.name] for row in rows)
    winners = [row for row in rows if row[one.name] == edge]
    if len(winners) != 1 or not _is_clear(talk, choice, where, one, end, edge):
        return None
    pick: dict[str, Any] = {"where": where} if where else {}
    return _Best(word, noun, behind, bool(choice.params)), {**pick, end: one.name}, winners[0][choice.entity.key]


def _is_clear(talk: Talk, choice: Choice, where: Mapping[str, Any], one: Field, end: str, edge: Any) -> bool:
    """A list of everything must have no better row that is out of use; a list of what is free cannot."""
    status = choice.entity.status
    if choice.is_free or status is None:
        return True
    conditions = " AND ".join([*(f"{name} IS :{name}" for name in where), "1"])
    sign = "<=" if end == "least" else ">="
    sql = (
        f"SELECT count(*) FROM {choice.entity.table} WHERE {conditions} AND {one.name} {sign} :edge "
        f"AND {status.name} <> '{choice.entity.live or status.values[0]}'"
    )
    return not talk.value(sql, {**where, "edge": edge})


def fallback(talk: Talk, action: Action) -> Clause:
    """One thing if it is free, else another: both are named, the solution looks which."""
    param, choice = choice_of(talk, action)
    if not choice.is_free:
        raise NeverHere(f"nothing tells what is free for {action.name}")
    name_column = choice.entity.name_column
    if name_column is None:
        raise NeverHere(f"{choice.entity.noun.plural} have no names")
    for _ in range(2 * TRIES):
        arguments = draw(talk, action.params)
        free = talk.trial(choice.tool, {name: arguments[name] for name in choice.params}).content or []
        ids = {row[choice.entity.key] for row in free}
        wanted = arguments[param.name]
        spares = [each for each in sorted(ids - {wanted}) if stands_in(talk, choice.entity, wanted, each)]
        done = {row for _, rows in talk.notes.acted for row in rows}
        if (choice.entity.role, wanted) in done or any((choice.entity.role, each) in done for each in spares):
            continue
        if not spares or (wanted in ids and talk.rng.random() < 0.6):
            continue
        spare = talk.rng.choice(spares)
        taken = wanted if wanted in ids else spare
        arguments[param.name] = taken
        if is_repeated(talk, action, arguments) or not talk.would_succeed(action.name, arguments):
            continue
        return _perform_either(talk, action, param, choice, arguments, (wanted, spare))
    raise GiveUp(f"no second choice for {action.name}")


_PERSON = re.compile(r"(?:(Dr|Prof|Professor|Mr|Mrs|Ms)\.? )?([A-Z][^ .\d]+)(?: [A-Z]\.?)? ([A-Z][^ .\d]+)$")
"""A person's name, which no table or horse has: a title, and first and last name."""


def _in_short(name: re.Match[str]) -> str:
    """ "Dr Falk" for "Dr Ingrid Falk", "Ingrid" for "Ingrid Falk"."""
    return f"{name[1]} {name[3]}" if name[1] else name[2]


def stands_in(talk: Talk, entity: Entity, wanted: int, other: int) -> bool:
    """Whether one may be taken for the other: it is of the same kind, where such things have a kind.

    Nobody takes a wheelchair where there are no waders.
    """
    wards = (each.name for each in entity.of_meaning("category") if each.name == "ward")
    kind = kind_of_thing(entity) or next(wards, "")  # no pet fits both a hutch and a cat suite
    if stem(entity) == "event" and not kind:
        return False
    if not are_alike(entity) and kind != "kind":
        return False
    return not kind or talk.row(entity, wanted)[kind] == talk.row(entity, other)[kind]


def _perform_either(
    talk: Talk, action: Action, param: Param, choice: Choice, arguments: Mapping[str, Any], pair: tuple[int, int]
) -> Clause:
    phrase = choose_phrase(talk, action, arguments)
    said = say_all(talk, action, phrase, {**arguments, param.name: 0}, {param.name: Said("", None)})
    number = talk.look(choice.tool, **{name: said[name].form for name in choice.params})
    column = choice.entity.name_column
    assert column is not None
    names = [talk.row(choice.entity, each_id)[column] for each_id in pair]
    first, second = (called(choice.entity, name) for name in names)
    busy = "that is taken" if choice.params else "that is not available"
    if is_somebody(choice.entity) and _PERSON.match(first):
        busy = f"{_PERSON.sub(_in_short, first)} is busy"
    words = f"{first} (or {second} if {busy})"
    name = names[pair.index(arguments[param.name])]
    form = {"$pick": {"from": str(number), "where": {column: name}, "get": choice.entity.key}}
    talk.notes.branches += 1
    talk.notes.touched |= {(choice.entity.role, each_id) for each_id in pair}
    ordered = {each_name: arguments[each_name] for each_name in slots(phrase)}
    return perform(talk, action, ordered, {**said, param.name: Said(words, form)}, phrase)
