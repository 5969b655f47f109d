"""Why somebody asks: a situation with its wants, or one want alone.

In:  a talk, the world's situations.
Out: a `Plan`: lead, clauses in order, a closing question.
Never here: how it is put into sentences.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain

from authors.procedural.model import Action, Entity, Situation
from authors.procedural.tasks.clauses import Clause, Question
from authors.procedural.tasks.conditional import CONDITIONS
from authors.procedural.tasks.drawing import part_of_owned
from authors.procedural.tasks.keeping import require_in_keeping
from authors.procedural.tasks.naming import name_row
from authors.procedural.tasks.own_rows import count_of
from authors.procedural.tasks.patterns import ALL, DECIDING, PATTERNS, PLAIN
from authors.procedural.tasks.phrasing import fill, slots
from authors.procedural.tasks.questions import DEEP, QUESTIONS
from authors.procedural.tasks.talk import GiveUp, NeverHere, Talk
from authors.procedural.tasks.telling import owed, told_by_action
from environments import Change

ENOUGH_ROWS = 4
"""Rows that a protagonist must have at least, over everything that belongs to people."""
SHORTEST_NAMED = 6
"""Letters of a word by which a lead may name a thing."""
TRIES = 4
DRAWS = 40
"""Draws of a way to do something until so many were found that are not known to be in vain."""
_PLAINEST = {"act": 1.0}
MOST_OF_ONE = 2
"""How often one thing is done in a request: nobody hires four bicycles one by one."""
LONG = 6
"""Calls beyond which one want more is put beside the others."""

FAILURES = 3
"""Further wants that could not be had before a plan is left as long as it is."""

LONG_CONDITION = 2
"""Calls that what is done on a condition takes at least: so much is left for it."""

SAME, RELATED = 0.3, 0.8
"""How often a further want is the first one over again, and up to where it is at least about something related."""
OVER_MANY = {"each": 6.0, "within_budget": 1.5}
"""How much more often all of somebody's rows are dealt with where a task should be long: few words, many calls."""

LONG_QUERY = 4
DEEPER = 15.0
"""How much more often what takes several looks is asked where a task should be long."""

_ONCE = frozenset(
    {"schedule", "start", "join", "submit", "report", "complain", "apply", "update", "pledge", "order", "wait"}
    | {"approve", "reject", "complain again", "note", "spend points", "spend voucher"}
)
"""Of these one is enough: nobody wants two inspections, or has two complaints."""
_LAST = frozenset({"leave", "end", "suspend", "pause", "freeze"})
"""After these a person wants nothing more."""
_MOURNFUL = re.compile(r"\b(died|dead|stolen|fallen ill|broken|burst|flood)\b")
"""Leads after which nobody thinks of other errands."""
_AGAIN = frozenset({"resume", "reopen", "complain again"})
_GROWING = re.compile(r"too small|numbers (?:have )?changed?|grown")
"""Leads after which there are more of something."""
_COUNTED = frozenset({"places", "quantity"})
_MORE = frozenset({"switch", "extend", "renew", "amend"})
_MOVING = frozenset({"move", "postpone"})
_NEW = frozenset(
    {"book", "borrow", "buy", "enrol", "give", "hold", "join", "order", "schedule", "sign_up", "start", "wait"}
)
_SAVING = frozenset({"saving up", "money is tight", "settling the table", "tidying up"})
_SPENDING = frozenset({"redeem", "spend points"})
_UNDOING = frozenset({"cancel", "call_off", "withdraw", "decline", "drop", "block"})
_LESS = frozenset({"cancel", "withdraw", "pay", "resolve", "drop", "return", "finish"})
"""After these it is worth asking how many are left, be it one."""


@dataclass(frozen=True)
class Plan:
    """What a task asks for."""

    lead: str
    clauses: tuple[Clause, ...]
    question: Question | None
    situation: str = ""
    own: int | None = None
    """How many of the clauses the lead leads up to; all where it is None."""
    asked: str = ""
    """Which of the questions it is, where it only asks."""

    @property
    def shape(self) -> tuple[str, ...]:
        """What makes two tasks alike: their actions and what they ask."""
        asked = (self.question.intent,) if self.question else ()
        return (*sorted(clause.action for clause in self.clauses), *asked)


@dataclass(frozen=True)
class Aim:
    """What kind of plan is wanted."""

    kind: str
    """`query`, `both`, `change`, or `condition`: to be done only if something holds."""
    steps: int
    decides: bool
    holds: bool = True
    """Whether a condition is to hold."""


# ---- doing ---------------------------------------------


def live_situation(talk: Talk, situation: Situation, aim: Aim) -> Plan:
    """The situation's wants, as far as they can be had here; what is not optional must be.

    A lead of which only one want is left among others would promise more than follows, and is left out.
    """
    lead = _lead(talk, situation)
    clauses: list[Clause] = []
    own = 0
    for want in situation.wants:
        intent, everything, optional = want.rstrip("*?"), "*" in want, want.endswith("?")
        if optional and _gives_up(situation) and intent in _NEW:
            continue
        if optional and (len(talk.notes.calls) >= aim.steps - 1 or (aim.steps < LONG and talk.rng.random() < 0.4)):
            continue
        try:
            actions = _actions_for(talk, intent, situation, is_first=want == situation.wants[0])
            actions = [each for each in actions if not (optional and _takes_back(talk, each, clauses))]
            clauses.append(_pursue(talk, actions, aim, everything, clauses))
            _require_what_is_named(talk, lead, clauses)
            own = own if optional else len(clauses)
        except GiveUp:
            if not optional:
                raise
    if not clauses:
        raise GiveUp(f"nothing of {situation.name} can be had")
    _follow_protagonist(talk)
    lived = len(clauses)
    if aim.steps > LONG and not _MOURNFUL.search(lead):
        _want_more(talk, clauses, _going_with(situation, _own_actions(talk)), aim, talk.wish.most_wants)
    question = _closing(talk, clauses, situation.asks) if aim.kind == "both" else None
    if lived == 1 < min(len(clauses), len(situation.wants)) and talk.protagonist is None and talk.focus is None:
        return Plan("", tuple(clauses), question, situation.name)
    return Plan(lead, tuple(clauses), question, situation.name, own or lived)


def _has_shrunk(change: Change) -> bool:
    """Whether a row that was changed counts fewer pieces or places than before."""
    return any(change.changed[name][1] < change.changed[name][0] for name in _COUNTED & change.changed.keys())


def _require_what_is_named(talk: Talk, lead: str, clauses: Sequence[Clause]) -> None:
    """Raises GiveUp where the first want has to do with other things than the lead names: no crown for a check-up."""
    if len(clauses) > 1:
        return
    if _GROWING.search(lead) and any(_has_shrunk(each) for each in talk.notes.changed.values()):
        raise GiveUp("the lead speaks of more, and it became less")
    action = talk.world.actions[clauses[0].action]
    owned = [each for each in talk.world.entities.values() if each.owner and each.status]
    if any(_names(lead, each) for each in owned) and not _names(lead, talk.world.entities[action.entity]):
        raise GiveUp("the lead speaks of other rows")
    words = {each for each in re.findall(r"[a-z-]+", lead.lower()) if len(each) >= SHORTEST_NAMED}
    for param in action.params:
        things = talk.world.entities[param.of].things if param.kind == "reference" else None
        named = {word for word in words for row in (things.rows if things else ()) if word in str(row[0]).lower()}
        if named and not any(word in clauses[0].text.lower() for word in named):
            raise GiveUp("the lead speaks of something else")


def _going_with(situation: Situation, actions: Sequence[Action]) -> list[Action]:
    """What goes with a situation: who gives things up, or has to save, arranges nothing new besides; who begins
    something gives nothing up."""
    if _gives_up(situation):
        return [each for each in actions if each.does != "create" and not each.intents & (_MORE | _AGAIN | _MOVING)]
    begins_with = situation.wants[0].rstrip("*?")
    if begins_with == "move":
        return [each for each in actions if not each.intents & _NEW]
    if begins_with in _NEW | _MORE:
        return [each for each in actions if not each.intents & (_UNDOING | _LAST | {"end pledge"})]
    return list(actions)


def _gives_up(situation: Situation) -> bool:
    """Whether it begins with something that is given up, or is about saving."""
    begins_with = situation.wants[0].rstrip("*?")
    return begins_with in _UNDOING | _LAST | {"end pledge", "amend pledge"} or situation.name in _SAVING


def _lead(talk: Talk, situation: Situation) -> str:
    """The sentence in front; for user 1 it is their own, for staff it introduces the protagonist."""
    if talk.world.for_customer:
        if not situation.lead_customer or situation.about != "party":
            raise NeverHere(f"{situation.name} is no customer's")
        return situation.lead_customer
    if not {"party", situation.about} & set(slots(situation.lead)):
        return situation.lead
    identifier = _protagonist(talk, situation)
    mention = name_row(talk, situation.about, identifier)
    if situation.about == "party":
        talk.protagonist = identifier
    else:
        talk.focus = (situation.about, identifier)
    text = fill(situation.lead, {"party": mention.text, situation.about: mention.text})
    return text[:1].upper() + text[1:]


def _protagonist(talk: Talk, situation: Situation) -> int:
    """Somebody (or something) with enough history."""
    world = talk.world
    entity = world.entities[situation.about]
    related = [
        (other.table, link.name)
        for other in world.entities.values()
        if other.owner and (link := world.reference_to(other, situation.about)) and not other.part_of
    ]
    if not related:
        raise NeverHere(f"nothing refers to a {entity.noun}")
    counts = " + ".join(f"(SELECT count(*) FROM {table} WHERE {column} = p.id)" for table, column in related)
    usable = f" AND p.{entity.status.name} = '{entity.live}'" if entity.status and entity.live else ""
    sql = f"SELECT p.id FROM {entity.table} p WHERE {counts} >= {ENOUGH_ROWS}{usable} ORDER BY p.id"
    found = [row[0] for row in talk.select(sql)]
    if not found:
        raise GiveUp(f"no {entity.noun} has enough history")
    identifier: int = talk.rng.choice(found)
    return identifier


def _actions_for(talk: Talk, intent: str, situation: Situation, is_first: bool) -> list[Action]:
    """What serves an intent, and where the lead names a kind of row, what serves it on that kind: the first must."""
    found = [
        each
        for each in talk.world.actions.values()
        if intent in each.intents
        and talk.world.visible(each.audience)
        and _makes_sense(each, intent, bool(slots(situation.lead)))
    ]
    if is_first and not talk.world.for_customer and situation.about == "party" and "party" in slots(situation.lead):
        found = [each for each in found if _is_about_people(talk, each)]
    if not found:
        raise NeverHere(f"nobody can {intent} here")
    lead = situation.lead_customer if talk.world.for_customer else situation.lead
    named = [each for each in found if _names(lead, talk.world.entities[each.entity])]
    owned = [each for each in talk.world.entities.values() if each.owner and each.status]
    if is_first and not named and any(_names(lead, each) for each in owned):
        raise NeverHere(f"{intent} is not for what the lead speaks of")
    return named or found


def _is_about_people(talk: Talk, action: Action) -> bool:
    """Whether it is done for somebody or to something of theirs: who rings to move a visit moves no repair."""
    entities = [talk.world.entities[each.of] for each in action.params if each.kind == "reference"]
    return any(each.role == "party" or each.owner or part_of_owned(talk, each) for each in entities)


def _makes_sense(action: Action, intent: str, is_about_somebody: bool) -> bool:
    """A move is in time, an update is of the person, a switch of their plan; what a lead about nobody swaps is shifts,
    and no pupil's class."""
    if intent == "switch":
        return action.entity.partition(".")[0] == "membership"
    if intent == "swap" and not is_about_somebody:
        return action.entity == "swap" or action.entity.startswith("shift")
    if intent == "move":
        return any(param.kind in ("date", "moment") for param in action.params)
    return intent != "update" or action.entity == "party"


def _names(text: str, entity: Entity) -> bool:
    heads = {entity.noun.singular.split()[-1], entity.noun.plural.split()[-1]}
    return any(re.search(rf"\b{re.escape(head)}(?:{re.escape(head[-1])}?ing)?\b", text, re.I) for head in heads)


def _pursue(
    talk: Talk, actions: Sequence[Action], aim: Aim, everything: bool = False, before: Sequence[Clause] = ()
) -> Clause:
    """One of the actions, by one of the patterns: the first draws that can be had and go with the wants before."""
    times = Counter(name for name, _ in talk.notes.acted)
    actions = [each for each in actions if times[each.name] < _most_of(each)]
    if not actions:
        raise GiveUp("nobody asks for that once more")
    weights = ALL if everything else DECIDING if aim.decides and not talk.notes.branches else PLAIN
    if aim.steps > LONG:
        weights = {name: weight * OVER_MANY.get(name, 1.0) for name, weight in weights.items()}
    plainest = {} if everything else _PLAINEST
    for name, action in chain(_drawn(talk, weights, actions, TRIES), _drawn(talk, plainest, actions, 1)):
        try:
            with talk.attempt(name, action.name):
                clause = PATTERNS[name](talk, action)
                require_in_keeping(talk, clause, before)
                return clause
        except GiveUp:
            continue
    raise GiveUp("not to all of them" if everything else "nothing of this can be had")


def _most_of(action: Action) -> int:
    """How often it is done in one request."""
    return 1 if action.intents & _ONCE else MOST_OF_ONE


def _drawn(
    talk: Talk, weights: Mapping[str, float], actions: Sequence[Action], count: int
) -> Iterator[tuple[str, Action]]:
    """So many ways to do one of the actions, what no task does yet more often, none that is known to be in vain."""
    rng, experience = talk.rng, talk.experience
    likely = list(accumulate(each.weight * experience.freshness(each.name) for each in actions))
    ways, often = list(weights), list(accumulate(weights.values()))
    found = 0
    for _ in range(DRAWS * bool(weights)):
        action, way = rng.choices(actions, cum_weights=likely)[0], rng.choices(ways, cum_weights=often)[0]
        if not experience.is_vain(way, action.name):
            yield way, action
            found += 1
            if found == count:
                return


def _own_actions(talk: Talk) -> list[Action]:
    """What user 1 can do and ask for."""
    return [each for each in talk.world.actions.values() if talk.world.visible(each.audience) and each.phrases]


def do_something(talk: Talk, aim: Aim, leads: Callable[[Action], str]) -> Plan:
    """One want, or two of one person where the task should be longer; no story around it."""
    actions = _own_actions(talk)
    going_on = [each for each in actions if not each.intents & _LAST] or actions
    first = _pursue(talk, going_on if aim.steps > LONG else actions, aim)
    clauses = [first]
    _follow_protagonist(talk)
    most = talk.wish.most_wants + (aim.steps > LONG)
    _want_more(talk, clauses, actions, aim, most)
    question = _closing(talk, clauses, ("last", "last", "owed")) if aim.kind == "both" else None
    return Plan(leads(talk.world.actions[first.action]) if len(clauses) == 1 else "", tuple(clauses), question)


def _want_more(talk: Talk, clauses: list[Clause], actions: Sequence[Action], aim: Aim, most: int) -> None:
    """Add wants beside the first ones, mostly related, until the task is as long as it should be."""
    going_on = [each for each in actions if not each.intents & _LAST] or actions
    wanted = aim.steps - (2 if aim.kind == "both" else 1)
    failures = 0
    while len(talk.notes.calls) < wanted and len(clauses) < most and not clauses[-1].intents & _LAST:
        times = Counter(name for name, _ in talk.notes.acted)
        others = going_on if len(clauses) < most - 1 and aim.steps > LONG else actions
        sensible = [
            each
            for each in others
            if not _takes_back(talk, each, clauses)
            and not (each.intents & _LAST and _arranges(talk, clauses))
            and not _is_enough(talk, each, clauses)
            and times[each.name] < _most_of(each)
        ]
        try:
            nearest = [] if failures else _nearest(talk, sensible, clauses)
            clauses.append(_pursue(talk, nearest or sensible, aim, before=clauses))
        except GiveUp:
            failures += 1
            if failures == FAILURES:
                return
        _follow_protagonist(talk)


def _nearest(talk: Talk, actions: Sequence[Action], clauses: Sequence[Clause]) -> list[Action]:
    """Those among which a further want is drawn: the first one over again, what is related to one, or all."""
    chance = talk.rng.random()
    if chance < SAME:
        return [each for each in actions if each.name == clauses[0].action]
    return [each for each in actions if chance >= RELATED or _is_related(talk, each, clauses)]


def _takes_back(talk: Talk, action: Action, clauses: Sequence[Clause]) -> bool:
    """Whether it would call off what an earlier want has just arranged or taken up again, arrange anew what that has
    called off, or spend what somebody begins to collect only now."""
    done = [talk.world.actions[clause.action] for clause in clauses]
    if action.intents & _SPENDING and any(each.does == "create" and each.entity == "account" for each in done):
        return True
    if any(
        one.intents & _SPENDING and "block" in other.intents for each in done for one, other in _both_ways(action, each)
    ):
        return True
    earlier = [each for each in done if each.entity == action.entity]
    if any(
        one.intents & _AGAIN and other.intents & _UNDOING for each in earlier for one, other in _both_ways(action, each)
    ):
        return True
    if action.intents & _UNDOING:
        return any(each.does == "create" for each in earlier)
    return action.does == "create" and any(each.intents & _UNDOING for each in earlier)


def _both_ways(one: Action, other: Action) -> tuple[tuple[Action, Action], tuple[Action, Action]]:
    return (one, other), (other, one)


def _arranges(talk: Talk, clauses: Sequence[Clause]) -> bool:
    """Whether an earlier want takes something new, or moves it: nobody signs up for two evenings, or moves a visit, and
    ends the membership."""
    done = [talk.world.actions[clause.action] for clause in clauses]
    return any(each.does == "create" or each.intents & _MOVING for each in done)


def _is_enough(talk: Talk, action: Action, clauses: Sequence[Clause]) -> bool:
    """Whether a person's rows of this kind have been dealt with often enough: nobody has four wishes about bills."""
    entity = talk.world.entities[action.entity]
    dealt_with = sum(talk.world.actions[clause.action].entity == entity.role for clause in clauses)
    return bool(entity.owner) and dealt_with >= MOST_OF_ONE


def _is_related(talk: Talk, action: Action, clauses: Sequence[Clause]) -> bool:
    """Whether an action is about the same kind of row as an earlier want, or about rows that speak of it."""
    world, entity = talk.world, talk.world.entities[action.entity]
    for clause in clauses:
        other = world.entities[world.actions[clause.action].entity]
        if entity is other or world.reference_to(entity, other.role) or world.reference_to(other, entity.role):
            return True
    return False


def do_on_condition(talk: Talk, aim: Aim) -> Plan:
    """Something that is done only if it is due, affordable or free; other wants before it where it is long.

    The other wants alone where nothing depends on anything.
    """
    actions = _own_actions(talk)
    clauses: list[Clause] = []
    if aim.steps > LONG:
        clauses.append(_pursue(talk, [each for each in actions if not each.intents & _LAST], aim))
        _follow_protagonist(talk)
        before = replace(aim, steps=aim.steps - LONG_CONDITION)
        going_on = [each for each in actions if not each.intents & _LAST]
        _want_more(talk, clauses, going_on, before, talk.wish.most_wants + (aim.steps > 2 * LONG))
    dealt_with = {talk.world.actions[clause.action].entity for clause in clauses}
    others = [each for each in actions if each.entity not in dealt_with] or actions
    conditions = {f"{name}: {aim.holds}": condition for name, (condition, _) in CONDITIONS.items()}
    weights = dict(zip(conditions, (weight for _, weight in CONDITIONS.values()), strict=True))
    for way, action in _drawn(talk, weights, others, 3 * TRIES):
        try:
            with talk.attempt(way, action.name):
                found = conditions[way](talk, action, aim.holds)
        except GiveUp:
            continue
        return Plan("", (*clauses, found.clause), found.question, found.name)
    if not clauses:
        raise GiveUp("nothing here depends on anything")
    return Plan("", tuple(clauses), _closing(talk, clauses, ("last", "owed")))


def _follow_protagonist(talk: Talk) -> None:
    """From the first action on, a member of staff speaks of the one person whom it was about."""
    if talk.world.for_customer or talk.protagonist is not None:
        return
    for _, rows in talk.notes.acted:
        for role, identifier in rows:
            entity = talk.world.entities[role]
            if role == "party":
                talk.protagonist = identifier
            elif entity.owner:
                talk.protagonist = talk.row(entity, identifier)[entity.owner]
            elif (part := part_of_owned(talk, entity)) is not None:
                holder, parent = part
                talk.protagonist = talk.row(parent, talk.row(entity, identifier)[holder.name])[parent.owner]
            if talk.protagonist is not None:
                return


# ---- asking ---------------------------------------------


def _closing(talk: Talk, clauses: Sequence[Clause], asks: Sequence[str]) -> Question | None:
    """What is asked at the end, if anything: of the last action, of the account, or how many there are now."""
    ways: dict[str, Callable[[], Question]] = {
        "last": lambda: _of_clause(talk, clauses[-1]),
        "owed": lambda: _owed_now(talk),
        "count": lambda: _count_now(talk, clauses),
    }
    wanted = [ask for ask in asks if ask in ways]
    talk.rng.shuffle(wanted)
    for ask in dict.fromkeys([*wanted, "last", "count", "owed"]):
        try:
            with talk.attempt():
                return ways[ask]()
        except GiveUp:
            continue
    return None


def _owed_now(talk: Talk) -> Question:
    """What is owed, where something was done that changes it."""
    bills = {entity.table for entity in talk.world.offering("payable")}
    if not any(row[0] in bills for effects in talk.notes.effects.values() for row in effects):
        raise GiveUp("nothing that was done costs anything")
    return owed(talk)


def _count_now(talk: Talk, clauses: Sequence[Clause]) -> Question:
    """How many there are of what was dealt with last and became more or fewer; of what was only moved nobody asks."""
    for clause in reversed(clauses):
        action = talk.world.actions[clause.action]
        if action.does != "update" or clause.intents & (_LESS | _UNDOING):
            return _count_of(talk, clause)
    raise GiveUp("there are as many as before")


def _count_of(talk: Talk, clause: Clause) -> Question:
    entity = talk.world.entities[talk.world.actions[clause.action].entity]
    if not entity.owner or entity.status is None or not talk.world.searchable(entity):
        raise GiveUp(f"{entity.noun.plural} cannot be counted")
    fewest = 1 if clause.intents & _LESS else 2
    return count_of(talk, entity, entity.live or entity.status.values[0], fewest)


def _of_clause(talk: Talk, clause: Clause) -> Question:
    if len(clause.calls) != 1:
        raise GiveUp("it tells several things")
    return told_by_action(talk, talk.world.actions[clause.action], clause.calls[0])


def ask_something(talk: Talk, aim: Aim) -> Plan:
    """A question alone."""
    names = [each for each in QUESTIONS if not talk.experience.is_vain(each)]
    weights = [
        QUESTIONS[each][1] * (DEEPER if aim.steps >= LONG_QUERY and each in DEEP else 1.0) * talk.experience.worth(each)
        for each in names
    ]
    for _ in range(3 * TRIES):
        name = talk.rng.choices(names, weights)[0]
        try:
            with talk.attempt(name):
                return Plan("", (), QUESTIONS[name][0](talk), asked=name)
        except GiveUp:
            continue
    raise GiveUp("nothing to ask")


__all__ = ["Aim", "Plan", "ask_something", "do_on_condition", "do_something", "live_situation"]
