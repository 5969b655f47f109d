"""Do it only if it is still due, affordable or free: half of the time there is nothing to do, and only looking tells.

In:  a talk, whether the condition is to hold.
Out: a clause (without calls where the condition does not hold) and a question whose answer only looking gives.
Never here: which of the two is wanted; `writing.py` keeps both outcomes equally frequent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from authors.procedural.language import genitive, money
from authors.procedural.model import Action, Entity, Field, Meaning, Param
from authors.procedural.tasks import answers
from authors.procedural.tasks.acting import choose_phrase, mention_new, say_all
from authors.procedural.tasks.asking import NOBODY_ASKS, ON, PLACES, is_due, is_over, schema_of
from authors.procedural.tasks.calling import is_somebody
from authors.procedural.tasks.choosing import choice_of
from authors.procedural.tasks.clauses import Clause, Question
from authors.procedural.tasks.comparing import stem
from authors.procedural.tasks.drawing import draw, draw_call, note_done, options
from authors.procedural.tasks.naming import name_row, refer
from authors.procedural.tasks.own_rows import count_of
from authors.procedural.tasks.phrasing import fill, opening, slots
from authors.procedural.tasks.spoken import say_value
from authors.procedural.tasks.talk import GiveUp, Mention, NeverHere, Talk
from authors.procedural.tasks.telling import owed
from authors.procedural.tasks.values import Said

TRIES = 6
ASK_SUM = 0.6
"""How often what is owed or was ordered is named without its sum, which then is asked for."""
ON_CONDITION = {
    "still due": True, "already done": False, "within budget": True, "over budget": False, "free": True, "taken": False,
    "allowed": True, "not allowed": False,
}  # fmt: skip
"""What the situations of such tasks are called, and whether the condition holds there."""


def is_conditional(situation: str | None) -> bool:
    """Whether a task of this situation has something that is done only on a condition."""
    return situation in ON_CONDITION


def was_left(situation: str | None) -> bool:
    """Whether it is one whose condition does not hold, so that it was left as it is."""
    return situation is not None and ON_CONDITION.get(situation) is False


@dataclass(frozen=True)
class Conditional:
    """A want that depends on what is found, and what to tell in either case."""

    clause: Clause
    question: Question
    name: str
    """What the task's situation is called."""


Condition = Callable[[Talk, Action, bool], Conditional]


def if_still_due(talk: Talk, action: Action, holds: bool) -> Conditional:
    """ "Pay my invoice from June 3 by card if it is still unpaid. Either way, tell me how much it is." """
    param = next((one for one in action.params if one.name == action.each), None)
    if param is None:
        raise NeverHere(f"{action.name} has no state to look at")
    entity = talk.world.entities[param.of]
    if entity.status is None or not is_due(talk, entity, action.each_state):
        raise NeverHere(f"nobody says so of {entity.noun.plural}")
    arguments = _arguments_in_state(talk, action, param, entity, holds)
    identifier = arguments[param.name]
    mention = _named_for_its_sum(talk, entity, identifier)
    if not talk.world.for_customer and talk.protagonist is None and entity.owner:
        talk.protagonist = talk.row(entity, identifier)[entity.owner]
    return _carried_out(
        talk, action, arguments, {param.name: Said(mention.text, mention.form)}, holds,
        _if_still(entity, action.each_state),
        lambda: _worth_knowing(talk, action, entity, identifier, mention), ("still due", "already done"),
    )  # fmt: skip


def _if_still(entity: Entity, state: str) -> str:
    """ "if it is still unpaid"; what was still to come, and no longer is, was called off."""
    said = entity.say_state(state)
    if said == "current" and stem(entity) == "loan":
        return " if it is still out"
    return " if it still stands" if said in ("current", "upcoming") else f" if it is still {said}"


def _named_for_its_sum(talk: Talk, entity: Entity, identifier: int) -> Mention:
    """Its name; where it is paid for, often one that leaves its sum to be asked for: "my invoice from June 3"."""
    sums = [one.name for one in entity.of_meaning("money")[:1]]
    if sums and talk.rng.random() < ASK_SUM:
        try:
            with talk.attempt():
                return name_row(talk, entity.role, identifier, state="not", unsaid=sums[0])
        except GiveUp:
            pass
    return name_row(talk, entity.role, identifier, state="not")


def _worth_knowing(talk: Talk, action: Action, entity: Entity, identifier: int, mention: Mention) -> Question:
    """What somebody asks about something that is settled, given up or still to come: its sum, what is owed, how many
    are left. Never its dates, which matter no more."""
    ways: list[Callable[[], Question]] = [
        lambda: _sum_of(talk, action, entity, identifier, mention),
        lambda: _asked_afterwards(_owed_besides(talk, entity)),
        lambda: _asked_afterwards(count_of(talk, entity, action.each_state, 1)),
    ]
    if "payable" not in entity.offers:
        talk.rng.shuffle(ways)
    if not entity.owner:
        ways = [lambda: _fact_of(talk, entity, identifier, mention, only="quantity")]
    for way in ways:
        try:
            with talk.attempt():
                return way()
        except GiveUp:
            continue
    raise GiveUp(f"nothing is worth knowing of that {entity.noun}")


def _sum_of(talk: Talk, action: Action, entity: Entity, identifier: int, mention: Mention) -> Question:
    """What it comes to, or what it came to where it is given up."""
    one = next(iter(entity.of_meaning("money")), None)
    if one is None or stem(entity) in _NO_SUM:
        raise GiveUp(f"{entity.noun.plural} come to nothing")
    question = _fact_of(talk, entity, identifier, mention, only="money")
    if action.intents & {"cancel", "drop", "withdraw"} and question.embedded.endswith(" is"):
        return replace(question, embedded=f"{question.embedded.removesuffix(' is')} was")
    return question


def _owed_besides(talk: Talk, entity: Entity) -> Question:
    """What is owed in all, where this is owed itself or was charged for."""
    bills = talk.world.offering("payable")
    if not any(entity is bill or talk.world.reference_to(bill, entity.role) for bill in bills):
        raise GiveUp(f"{entity.noun.plural} cost nothing")
    return owed(talk)


def _asked_afterwards(question: Question) -> Question:
    """The same, said so that it holds whether or not there was anything to do."""
    return replace(question, either_way=True, is_last=True)


def _arguments_in_state(talk: Talk, action: Action, param: Param, entity: Entity, holds: bool) -> dict[str, Any]:
    """Arguments for a row that is in the action's state, or for one that is past it."""
    assert entity.status is not None
    if holds:
        arguments = draw_call(talk, action)
        if talk.row(entity, arguments[param.name])[entity.status.name] != action.each_state:
            raise GiveUp("it is in another state")
        return arguments
    party = talk.party()
    owners = f" AND {entity.owner} = {party}" if entity.owner and party else ""
    sql = f"SELECT id FROM {entity.table} WHERE {entity.status.name} <> :state{owners} ORDER BY id"
    past = [row[0] for row in talk.select(sql, {"state": action.each_state})
            if (entity.role, row[0]) not in talk.notes.touched]  # fmt: skip
    if not past:
        raise GiveUp("none is past it")
    fixed = {param.name: talk.rng.choice(past)}
    if is_over(talk, entity, fixed[param.name], action.each_state):
        raise GiveUp("anybody sees that it is over")
    arguments = draw(talk, action.params, fixed)
    if talk.would_succeed(action.name, arguments):
        raise GiveUp("it can be done all the same")
    return arguments


def if_affordable(talk: Talk, action: Action, holds: bool) -> Conditional:
    """ "Charter the Kestrel … but only if its daily rate is under $200." """
    param, choice = choice_of(talk, action)
    entity = choice.entity
    prices = [one for one in entity.of_meaning("money") if one.asked]
    if action.does != "create" or not action.intents & {"book", "buy", "enrol", "sign_up"}:
        raise NeverHere(f"{action.name} buys nothing")
    if not prices or entity.name_column is None or is_somebody(entity):
        raise NeverHere(f"{entity.noun.plural} cost nothing")
    price = talk.rng.choice(prices)
    arguments = draw_call(talk, action)
    value = talk.row(entity, arguments[param.name])[price.name]
    limit = _limit_beside(talk, value, above=holds)
    mention = name_row(talk, entity.role, arguments[param.name])
    condition = f", but only if the {price.said} is under {money(limit)}"
    fact = _fact_of(talk, entity, arguments[param.name], mention, preferred=price)
    return _carried_out(
        talk, action, arguments, {param.name: Said(mention.text, mention.form)}, holds, condition, lambda: fact,
        ("within budget", "over budget"),
    )  # fmt: skip


def _limit_beside(talk: Talk, cents: int, above: bool) -> int:
    """A round amount clearly above or below a price."""
    step = 2500 if cents >= 20000 else 500 if cents >= 3000 else 100
    near = talk.rng.choice((1, 2, 3))
    limit = (cents // step + near) * step if above else ((cents - 1) // step - near + 1) * step
    if limit <= 0:
        raise GiveUp("too cheap for a limit")
    return limit


def if_free(talk: Talk, action: Action, holds: bool) -> Conditional:
    """ "Charter the Kestrel from June 6 for two days if it is free then." """
    param, choice = choice_of(talk, action)
    entity = choice.entity
    if not choice.is_free or entity.name_column is None or is_somebody(entity):
        raise NeverHere(f"nothing tells what is free for {action.name}")
    arguments = _arguments_by_freedom(talk, action, param, choice.tool, choice.params, entity, holds)
    mention = name_row(talk, entity.role, arguments[param.name])

    fact = _fact_of(talk, entity, arguments[param.name], mention, next(iter(entity.of_meaning("money")), None))

    def look(said: Mapping[str, Said]) -> None:
        talk.look(choice.tool, **{name: said[name].form for name in choice.params})

    return _carried_out(
        talk, action, arguments, {param.name: Said(mention.text, mention.form)}, holds,
        " if it is free then" if choice.params else ", if it is still available", lambda: fact, ("free", "taken"), look,
    )  # fmt: skip


def _arguments_by_freedom(
    talk: Talk, action: Action, param: Param, tool: str, shared: tuple[str, ...], entity: Entity, holds: bool
) -> dict[str, Any]:
    for _ in range(TRIES):
        arguments = draw(talk, [one for one in action.params if one.name != param.name])
        listed = talk.trial(tool, {name: arguments[name] for name in shared}).content or []
        free = {row[entity.key] for row in listed}
        fitting = [each for each in options(talk, param, arguments) if (each in free) == holds]
        if not fitting:
            continue
        arguments[param.name] = talk.rng.choice(fitting)
        if talk.would_succeed(action.name, arguments) == holds:
            return arguments
    raise GiveUp("all are free, or none")


def if_allowed(talk: Talk, action: Action, holds: bool) -> Conditional:
    """ "Reserve slip A4 from June 6 for two nights if it is long enough for my boat." """
    rules = [rule for rule in talk.world.rules if rule.made == action.entity and action.does == "create"]
    if not rules:
        raise NeverHere(f"no rule here is about {action.name}")
    rule = talk.rng.choice(rules)
    arguments = _arguments_by_rule(talk, action, rule.refusal, holds)
    who = talk.world.party.key
    things = [one for one in action.params if one.kind == "reference" and one.of != "party"]
    special: dict[str, Said] = {}
    if who in arguments:
        special[who] = Said(*refer(talk, "party", arguments[who]))
    things.sort(key=lambda one: one.of not in rule.roles)
    fact = _fact_of_thing(talk, things, arguments, special) or _fact_of_person(talk, arguments.get(who))
    if who in arguments:
        short = name_row(talk, "party", arguments[who]).short
        whose = {"whose": genitive(short), "have": f"{short} has", "am": f"{short} is"}
    else:
        talk.look("get_my_profile")
        whose = {"whose": "my", "have": "I have", "am": "I am"}
    talk.notes.indirectness = max(talk.notes.indirectness, 2)
    condition = f" {rule.asked.format(**whose)}"
    return _carried_out(talk, action, arguments, special, holds, condition, lambda: fact, ("allowed", "not allowed"))


def _fact_of_thing(
    talk: Talk, things: Sequence[Param], arguments: Mapping[str, Any], special: dict[str, Said]
) -> Question | None:
    """Something of the first of them that has anything to tell; how that one is named goes into `special`."""
    for param in things:
        thing = talk.world.entities[param.of]
        try:
            with talk.attempt():
                mention = name_row(talk, thing.role, arguments[param.name])
                is_named = thing.noun.singular.startswith("kind of ") or mention.text[:1].isupper()
                it = mention.text if is_named else f"the {thing.noun}"
                fact = _fact_of(talk, thing, arguments[param.name], mention, it=it if len(things) > 1 else "")
        except GiveUp:
            continue
        special[param.name] = Said(mention.text, mention.form)
        return fact
    return None


def _arguments_by_rule(talk: Talk, action: Action, refusal: str, holds: bool) -> dict[str, Any]:
    """Arguments that a rule allows, or that it alone forbids."""
    for _ in range(3 * TRIES):
        arguments = draw(talk, action.params)
        result = talk.trial(action.name, arguments)
        if result.ok if holds else (result.error is not None and result.error.message == refusal):
            return arguments
    raise GiveUp("the rule allows all of them, or none")


def _fact_of_person(talk: Talk, identifier: int | None) -> Question:
    """Where nothing but the person can be looked at: something about them."""
    party = talk.world.party
    if identifier is not None:
        mention = name_row(talk, "party", identifier)
        return _fact_of(talk, party, identifier, mention, whose=genitive(mention.short))
    number = talk.look("get_my_profile")
    shown = {each.name: {"$ref": f"{number}/{each.name}"} for each in party.fields}
    return _fact_of(talk, party, talk.episode.user_id, Mention("", "", None, shown), whose="my")


def _carried_out(
    talk: Talk, action: Action, arguments: Mapping[str, Any], special: Mapping[str, Said], holds: bool, condition: str,
    fact: Callable[[], Question], names: tuple[str, str], look: Callable[[Mapping[str, Said]], None] | None = None,
) -> Conditional:  # fmt: skip
    """Say it with its condition; call only where that holds. `names`: where it does, and where it does not."""
    phrase = choose_phrase(talk, action, arguments)
    said = say_all(talk, action, phrase, arguments, special)
    if look is not None:
        look(said)
    calls: tuple[int, ...] = ()
    if holds:
        number = talk.act(action.name, **{each: said[each].form for each in slots(phrase)})
        calls = (number,)
        mention_new(talk, action, number)
        note_done(talk, action, arguments)
    question = fact()
    talk.notes.branches += 1
    text = fill(phrase, {each: one.text for each, one in said.items()})
    text += f",{condition}" if ", " in text and not condition.startswith(",") else condition
    clause = Clause(text, opening(phrase), calls=calls, intents=action.intents, action=action.name)
    return Conditional(clause, question, names[0] if holds else names[1])


_TOLD = PLACES
"""Attributes that people want to be told besides; the rest are numbers and sums."""
_NO_NEWS = NOBODY_ASKS | {"weight", "amount to give back", "work area", "amount of training needed", "payment terms"}
"""What nobody needs to be told besides."""
_CHANGING = frozenset({"stock", "raised_cents"})
"""Columns that the work itself may change."""
_NO_SUM = frozenset({"document", "enrolment", "loan", "review", "rsvp", "thread", "ticket", "waiting"})
"""Rows whose sum, where there is one, is not what they are about."""
_COST = frozenset({"contribution", "cost", "fee", "price", "ticket price"})
_SUM = frozenset({"amount", "total"})


def _is_worth_telling(one: Field) -> bool:
    """Whether somebody who has something done would like to know this as well."""
    if one.name in _CHANGING or one.said in _NO_NEWS:
        return False
    if one.meaning == "category":
        return one.said in _TOLD
    return one.meaning in ("money", "quantity") and not one.said.startswith(("number", "year"))


def _fact_of(
    talk: Talk, entity: Entity, identifier: int, mention: Mention, preferred: Field | None = None, it: str = "",
    whose: str = "", only: Meaning | None = None,
) -> Question:  # fmt: skip
    """A column of the row that the instruction does not say and the action does not change; what it costs first.

    `it` is how the row is called, else "it", or its name where the request is about other things too. Of a person
    the columns are `whose`.
    """
    row = talk.row(entity, identifier)
    asked = [
        one
        for one in entity.fields
        if one.asked
        and row[one.name] not in (None, "", 0)
        and one.name in mention.columns
        and say_value(one, row[one.name]).casefold() not in mention.text.casefold()
        and only in (None, one.meaning)
        and _is_worth_telling(one)
    ]
    if not asked:
        raise GiveUp(f"nothing to tell of a {entity.noun}")
    sums = [one for one in asked if one.meaning == "money"]
    one = preferred if preferred in asked else talk.rng.choice(sums or asked)
    sql = f"SELECT {one.name} FROM {schema_of(talk)}.{entity.table} WHERE id = {identifier}"
    answer, form = answers.of_field(one, mention.column(one.name), row[one.name], sql)
    text = f"{whose} {one.said}" if whose else _told(one, it or (mention.short if talk.notes.acted else "it"))
    return Question("", text, form, answer, f"fact:{entity.role}", either_way=True)


def _told(one: Field, it: str) -> str:
    """A column of something, behind "tell me": "what it costs", "the daily rate of the Kestrel"."""
    if one.said in PLACES:
        return f"which {one.said} {it} is {'on' if one.said in ON else 'in'}"
    if one.said in _COST:
        return "what delivery there costs" if it.endswith(" zone") else f"what {it} costs"
    if one.said in _SUM:
        return f"how much {it} is"
    if one.name == "quantity":
        return f"how many {one.unit or 'units'} {it} is for"
    if one.said in ("duration", "length") and one.unit == "minutes":
        return f"how long {it} takes"
    return f"the {one.said}" if it == "it" else f"the {one.said} of {it}"


CONDITIONS: dict[str, tuple[Condition, float]] = {
    "if_still_due": (if_still_due, 1.5), "if_affordable": (if_affordable, 1.0), "if_free": (if_free, 1.0),
    "if_allowed": (if_allowed, 2.5),
}  # fmt: skip
