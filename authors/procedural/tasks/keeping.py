"""Whether two wants of one request go together in sense. That both can be had, the calls have shown.

In:  a talk, two wants of it.
Out: nothing, or GiveUp with why nobody wants both at once.
Never here: what one want undoes of another's rows; that is seen before it is tried.
"""

import re
from collections.abc import Sequence

from authors.procedural.tasks.clauses import Clause
from authors.procedural.tasks.comparing import stem
from authors.procedural.tasks.talk import GiveUp, Talk

_TITLE = re.compile("“([^”]+)”")
_AT_ODDS = ({"gift", "request"}, {"pledge", "request"})
"""Who asks for help gives nothing in the same breath."""


def require_in_keeping(talk: Talk, clause: Clause, before: Sequence[Clause]) -> None:
    """Raises GiveUp where a want is at odds with one before it."""
    for other in before:
        reason = _clash(talk, clause, other)
        if reason:
            raise GiveUp(reason)


def _clash(talk: Talk, one: Clause, other: Clause) -> str:
    """Why nobody wants both; empty where somebody may."""
    actions = [talk.world.actions[each.action] for each in (one, other)]
    kinds = [stem(talk.world.entities[each.entity]) for each in actions]
    makes = any(each.does == "create" for each in actions)
    if makes and _titles(one) & _titles(other):
        return "who finds a class too easy, or moves off it, does not sign up for it"
    if makes and kinds == ["quote", "quote"]:
        return "which quote would be meant?"
    if makes and kinds == ["order", "order"] and any("amend" in each.intents for each in actions):
        return "what is added to one order needs no other"
    if any(each.does == "create" and kind == "ticket" for each, kind in zip(actions, kinds, strict=True)) and set(
        kinds
    ) <= {"ticket", "note"}:
        return "beside a new complaint an open one may be either"
    if set(kinds) in _AT_ODDS:
        return "who is helped gives nothing"
    if kinds.count("absence") == 1 and _share_a_colleague(talk, one, other):
        return "nobody is away and busy at once"
    return ""


def _titles(clause: Clause) -> set[str]:
    return set(_TITLE.findall(clause.text))


def _share_a_colleague(talk: Talk, one: Clause, other: Clause) -> bool:
    people = [
        mention.short
        for (role, _), mention in talk.notes.mentions.items()
        if role != "party" and talk.world.entities[role].people
    ]
    return any(name in one.text and name in other.text for name in people)
