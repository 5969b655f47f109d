"""Change what there is by what it was: another thing for the same days, a date so many days later.

In:  a talk, an action that takes something, or that moves a date.
Out: a `Clause`; the calls have been made when it comes back.
Never here: values that are said; these are read off the old row. What cannot be had raises GiveUp.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from authors.procedural.language import number_words
from authors.procedural.model import Action, Entity, Param
from authors.procedural.tasks.acting import mention_new, perform
from authors.procedural.tasks.calling import called
from authors.procedural.tasks.choosing import Choice, choice_of, stands_in
from authors.procedural.tasks.clauses import Clause
from authors.procedural.tasks.drawing import draw_call, note_done
from authors.procedural.tasks.naming import name_row
from authors.procedural.tasks.phrasing import opening, slots
from authors.procedural.tasks.talk import GiveUp, Mention, NeverHere, Talk
from authors.procedural.tasks.values import Said


def instead(talk: Talk, action: Action) -> Clause:
    """Give one up and take another for the same days: the days are read, not said."""
    created = talk.world.entities[action.entity]
    if "instead" in talk.notes.ways:
        raise GiveUp("one exchange is enough")
    talk.notes.ways.add("instead")
    undo = _undoing(talk, created)
    param, choice = choice_of(talk, action)
    if not choice.params:
        raise NeverHere(f"{action.name} has no days that could be the same")
    old_param = next(one for one in undo.params if one.of == created.role)
    undone = draw_call(talk, undo)
    if set(undone) != {old_param.name}:
        raise GiveUp(f"{undo.name} asks for more than the row")
    old = talk.row(created, undone[old_param.name])
    mention = name_row(talk, created.role, old["id"])
    same = {one.name: _same(talk, one, created, old, mention) for one in action.params if one.name != param.name}
    shared = {name: same[name][0] for name in choice.params}
    first = perform(talk, undo, undone, {old_param.name: Said(mention.text, mention.form)})
    shown = [
        row
        for row in talk.trial(choice.tool, shared).content or []
        if row[choice.entity.key] != old[param.name]
        and stands_in(talk, choice.entity, old[param.name], row[choice.entity.key])
    ]
    if not shown or created.name_column:
        raise GiveUp("nothing else is free then")
    return _take_instead(talk, action, param, choice, same, shown, first)


def _take_instead(
    talk: Talk, action: Action, param: Param, choice: Choice, same: Mapping[str, tuple[Any, Any]],
    shown: Sequence[Mapping[str, Any]], first: Clause,
) -> Clause:  # fmt: skip
    column = choice.entity.name_column
    if column is None:
        raise NeverHere(f"{choice.entity.noun.plural} have no names")
    row = talk.rng.choice(shown)
    arguments = {**{name: pair[0] for name, pair in same.items()}, param.name: row[choice.entity.key]}
    if not talk.would_succeed(action.name, arguments):
        raise GiveUp(f"{action.name} refuses")
    number = talk.look(choice.tool, **{name: same[name][1] for name in choice.params})
    form = {"$pick": {"from": str(number), "where": {column: row[column]}, "get": choice.entity.key}}
    forms = {**{name: pair[1] for name, pair in same.items()}, param.name: form}
    call = talk.act(action.name, **forms)
    note_done(talk, action, arguments)
    mention_new(talk, action, call)
    talk.notes.branches += 1
    phrase = next((each for each in action.phrases if slots(each)[:1] == [param.name]), "")
    if not phrase:
        raise NeverHere(f"no phrase of {action.name} begins with what is taken")
    created = talk.world.entities[action.entity]
    when = _same_in_words(talk, action, created, param)
    text = f"{opening(phrase)}{called(choice.entity, row[column])} {when} instead"
    return Clause(f"{first.text} and {text}", "", calls=(*first.calls, call), intents=action.intents,
                  action=action.name)  # fmt: skip


def _same_in_words(talk: Talk, action: Action, created: Entity, chosen: Param) -> str:
    """ "for the same service at the same time"."""
    others = [
        talk.world.entities[one.of].noun
        for one in action.params
        if one.kind == "reference" and one.of != "party" and one.name != chosen.name
    ]
    dates = created.of_meaning("date")
    when = "at the same time" if dates and dates[0].timed else "for the same days"
    return " ".join([*(f"for the same {noun}" for noun in others), when])


def _undoing(talk: Talk, created: Entity) -> Action:
    for action in talk.world.actions.values():
        if action.entity == created.role and "cancel" in action.intents and talk.world.visible(action.audience):
            return action
    raise NeverHere(f"nothing takes a {created.noun} back")


def _same(talk: Talk, param: Param, created: Entity, old: Mapping[str, Any], mention: Mention) -> tuple[Any, Any]:
    """The value that the old row has for a parameter of the new one, plain and as a solution has it."""
    if param.name in old and param.name in mention.columns:
        return old[param.name], mention.column(param.name)
    dates = created.of_meaning("date")
    if param.kind == "quantity" and param.unit and len(dates) >= 2 and not dates[0].timed:
        sql = "julianday(:until) - julianday(:since)"
        since, until = dates[0].name, dates[1].name
        days = talk.value(f"SELECT CAST({sql} AS INTEGER)", {"since": old[since], "until": old[until]})
        return days, {
            "$sql": f"CAST({sql} AS INTEGER)", "since": mention.column(since), "until": mention.column(until)
        }  # fmt: skip
    raise GiveUp(f"{param.name} cannot be read off the old {created.noun}")


def shift(talk: Talk, action: Action) -> Clause:
    """A date moved by so many days: the new one follows from the old."""
    when = next((one for one in action.params if one.kind == "date"), None)
    which = next((one for one in action.params if one.kind == "reference" and talk.world.entities[one.of].owner), None)
    if when is None or which is None or len(action.params) != 2 or "move" not in action.intents:
        raise NeverHere(f"{action.name} moves nothing")
    entity = talk.world.entities[which.of]
    arguments = draw_call(talk, action)
    old = talk.row(entity, arguments[which.name]).get(when.name)
    if not isinstance(old, str):
        raise GiveUp(f"{entity.noun.plural} have no {when.name}")
    days = talk.rng.choice((1, 2, 3, 7, 7))
    arguments[when.name] = talk.value("SELECT date(:old, :days)", {"old": old, "days": f"+{days} days"})
    if not talk.would_succeed(action.name, arguments):
        raise GiveUp("not then")
    mention = name_row(talk, entity.role, old_id := arguments[which.name])
    if when.name not in mention.columns:
        raise GiveUp(f"{entity.role} {old_id} does not show its {when.name}")
    later = {1: "one day later", 7: "a week later"}.get(days, f"{number_words(days)} days later")
    form = {"$sql": f"date(:day, '+{days} days')", "day": mention.column(when.name)}
    phrase = next((each for each in action.phrases if each.rstrip().endswith(f" to {{{when.name}}}")), "").replace(
        f" to {{{when.name}}}", f" {{{when.name}}}"
    )
    if not phrase:
        raise NeverHere("no phrase ends in the day")
    talk.notes.branches += 1
    special = {when.name: Said(later, form), which.name: Said(mention.text, mention.form)}
    return perform(talk, action, arguments, special, phrase)
