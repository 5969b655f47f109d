"""Facts that tools tell by themselves: what an action came to, what a report says, what is free.

In:  a talk, the call that told it or the report to ask.
Out: a `Question`.
Never here: changes.
"""

from collections.abc import Mapping
from typing import Any

from authors.procedural.model import Action, Entity, Report, Told
from authors.procedural.tasks import answers
from authors.procedural.tasks.asking import schema_of
from authors.procedural.tasks.calling import is_somebody
from authors.procedural.tasks.clauses import Answer, Question
from authors.procedural.tasks.comparing import are_alike, chosen_by
from authors.procedural.tasks.drawing import draw
from authors.procedural.tasks.phrasing import fill, slots, without_missing
from authors.procedural.tasks.subjects import spoken_of
from authors.procedural.tasks.talk import GiveUp, NeverHere, Talk
from authors.procedural.tasks.values import say


def told_by_action(talk: Talk, action: Action, number: int) -> Question:
    """What the result of an action tells: "what it comes to"."""
    content = talk.content(number)
    facts = [
        fact
        for fact in action.told
        if isinstance(content, dict)
        and content.get(fact.column) not in (None, "", 0)
        and not _could_mean_another(talk, fact)
        and not _was_just_said(talk, content[fact.column], number)
    ]
    if not facts:
        raise GiveUp(f"{action.name} tells nothing")
    fact = talk.rng.choice(facts)
    answer, form = _answer(fact, {"$ref": f"{number}/{fact.column}"}, content[fact.column],
                           _sql_of_result(talk, action, content, fact.column))  # fmt: skip
    return Question("", _filled(talk, fact.question, {}), form, answer, "last")


def _was_just_said(talk: Talk, value: Any, number: int) -> bool:
    """Whether the call was given this value, or somebody or something of that name: who hands a conversation over to
    Harry knows who looks after it now."""
    if value in talk.notes.resolved[number - 1].values():
        return True
    named = (talk.world.entities[role] for role, _ in talk.notes.acted[-1][1])
    return any(
        entity.name_column and talk.row(entity, identifier)[entity.name_column] == value
        for entity, (_, identifier) in zip(named, talk.notes.acted[-1][1], strict=True)
    )


def _could_mean_another(talk: Talk, fact: Told) -> bool:
    """Whether "it" in the question may stand for what was done before: two bookings, then "what it comes to"."""
    earlier = [talk.world.actions[name] for name, _ in talk.notes.acted[:-1]]
    if fact.meaning in ("state", "name") or len(earlier) > 1:
        return bool(earlier)
    return any(told.meaning == fact.meaning for action in earlier for told in action.told)


def _sql_of_result(talk: Talk, action: Action, content: Mapping[str, Any], column: str) -> str:
    """Where the verifier finds the fact: in the row that was changed. Of a new row, or
    where nothing was there before, it is a plain value, since a verifier must also run where nothing was done."""
    entity = talk.world.entities[action.entity]
    if column not in {each.name for each in entity.fields} or entity.key not in content:
        return ""
    identifier = content[entity.key]
    known = f"SELECT count({column}) FROM initial.{entity.table} WHERE id = :id"
    if not talk.value(known, {"id": identifier}):
        return ""
    return f"SELECT {column} FROM final.{entity.table} WHERE id = {identifier}"


def _answer(fact: Told, form: Any, value: Any, sql: str) -> tuple[Answer, str]:
    if fact.meaning == "money":
        dollars = sql.replace(f"SELECT {fact.column} ", f"SELECT {fact.column} / 100.0 ") if sql else ""
        return answers.amount_of_money(form, value, dollars), answers.IN_DOLLARS
    if fact.meaning in ("date", "moment"):
        dates = sql.replace(f"SELECT {fact.column} ", f"SELECT date({fact.column}) ") if sql else ""
        return answers.day_of(form, value, dates), answers.AS_DATE
    if fact.meaning == "quantity":
        return answers.whole_number(form, value, sql), ""
    form_said = answers.JUST_THE_NAME if fact.meaning == "name" else ""
    return answers.text(form, str(value), sql), form_said


def _filled(talk: Talk, question: str, words: Mapping[str, str]) -> str:
    """A told fact's question with its slots filled; `{party}` is whoever the task is about."""
    values = dict(words)
    for name in slots(question):
        if name not in values and name in ("party", talk.world.party.key) and talk.protagonist is not None:
            values[name] = spoken_of(talk, talk.protagonist).they
        elif name not in values:
            raise GiveUp(f"nothing says {name} in {question!r}")
    return fill(question, values)


# ---- reports ---------------------------------------------


def reported(talk: Talk) -> Question:
    """A fact of a report: "what I still owe"."""
    found = [each for each in talk.world.reports.values()
             if talk.world.visible(each.audience) and each.shape == "row" and each.told]  # fmt: skip
    if not found:
        raise NeverHere("no report tells a fact")
    return told_by_report(talk, talk.rng.choice(found))


def told_by_report(talk: Talk, report: Report, intent: str = "report") -> Question:
    """One fact of this report, about the protagonist where it is about a person."""
    arguments = draw(talk, report.params)
    said = {param.name: say(talk, param, arguments[param.name]) for param in report.params if param.name in arguments}
    number = talk.look(report.name, **{name: each.form for name, each in said.items()})
    content = talk.content(number)
    facts = [fact for fact in report.told if content and content.get(fact.column) not in (None, "", 0)]
    if not facts:
        raise GiveUp(f"{report.name} tells nothing")
    fact = talk.rng.choice(facts)
    answer, form = _answer(fact, {"$ref": f"{number}/{fact.column}"}, content[fact.column], "")
    words = {name: each.text for name, each in said.items()}
    for param in report.params:
        if param.of == "party" and param.name in words:
            words["party"] = words[param.name]
    return Question("", _filled(talk, fact.question, words), form, answer, intent)


def owed(talk: Talk) -> Question:
    """What is still owed, where the place keeps accounts."""
    for report in talk.world.reports.values():
        if talk.world.visible(report.audience) and any(fact.column.startswith("owed") for fact in report.told):
            return told_by_report(talk, report, "owed")
    raise GiveUp("nobody owes anything here")


# ---- what is free ---------------------------------------------


def free_ones(talk: Talk) -> Question:
    """ "How many boats are free from June 6 for two days?", or the cheapest of them, or their names."""
    action, report = listing_of_free(talk)
    entity = talk.world.entities[report.entity]
    arguments = draw(talk, report.params)
    when = tail_of(action, set(arguments))
    said = {param.name: say(talk, param, arguments[param.name]) for param in report.params if param.name in arguments}
    number = talk.look(report.name, **{name: each.form for name, each in said.items()})
    rows = talk.content(number)
    span = fill(when, {name: each.text for name, each in said.items()})
    kinds = [_count_free, _best_free, _names_free]
    return talk.rng.choice(kinds)(talk, entity, number, rows, span)


def listing_of_free(talk: Talk) -> tuple[Action, Report]:
    found = []
    for action in talk.world.actions.values():
        report = talk.world.reports.get(action.alternatives)
        if report and talk.world.visible(report.audience) and report.shape == "rows" and report.entity:
            found.append((action, report))
    if not found:
        raise NeverHere("nothing tells what is free")
    return talk.rng.choice(found)


def tail_of(action: Action, names: set[str]) -> str:
    """How the action says its span: " from {start_on} for {days}"."""
    for phrase in action.phrases:
        _, mark, rest = without_missing(phrase, names).partition(f"{{{action.chosen}}}")
        if mark and set(slots(rest)) == names:
            return rest.strip()
    raise GiveUp(f"no phrase of {action.name} says the span alone")


def _count_free(talk: Talk, entity: Entity, number: int, rows: list[dict[str, Any]], span: str) -> Question:
    if len(rows) < 2 or is_somebody(entity):
        raise GiveUp("too few to count, or people, who are asked for by name")
    form = {"$sql": "json_array_length(:rows)", "rows": {"$ref": str(number)}}
    asked = f"how many {entity.noun.plural} are free {span}"
    return Question(asked, asked, "", answers.whole_number(form, len(rows)), "free")


def _best_free(talk: Talk, entity: Entity, number: int, rows: list[dict[str, Any]], span: str) -> Question:
    options = chosen_by(entity)
    if not options or len(rows) < 3 or entity.name_column is None or not are_alike(entity):
        raise GiveUp("nothing to choose from")
    end, word, one = talk.rng.choice(options)
    edge = (min if end == "least" else max)(row[one.name] for row in rows)
    winners = [row for row in rows if row[one.name] == edge]
    if len(winners) != 1:
        raise GiveUp("a tie")
    talk.notes.branches += 1
    talk.notes.indirectness = 3
    form = {"$pick": {"from": str(number), end: one.name, "get": entity.name_column}}
    asked = f"which is the {word} {entity.noun} that is free {span}"
    return Question(asked, asked, answers.JUST_THE_NAME, answers.text(form, winners[0][entity.name_column]), "free")


def _names_free(talk: Talk, entity: Entity, number: int, rows: list[dict[str, Any]], span: str) -> Question:
    column = entity.name_column
    if column is None or not 2 <= len(rows) <= 6:
        raise GiveUp("too few or too many to list")
    ids = ", ".join(str(row[entity.key]) for row in rows)
    sql = f"SELECT {column} FROM {schema_of(talk)}.{entity.table} WHERE id IN ({ids})"
    forms = [{"$ref": f"{number}/{place}/{column}"} for place in range(len(rows))]
    asked = f"which {entity.noun.plural} are free {span}"
    return Question(asked, asked, answers.ONE_A_LINE, answers.names(forms, sql), "free")
