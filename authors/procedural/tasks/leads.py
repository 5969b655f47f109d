"""Sentences in front of a single request: why somebody asks.

In:  what the request is good for, who speaks, sentences of the domain.
Out: a sentence, or nothing: most people just ask.
Never here: names and facts; nothing here may be wrong at any place.
"""

import random
from collections.abc import Sequence

from authors.procedural.model import Action
from authors.procedural.tasks.comparing import stem
from authors.procedural.world import World

_CUSTOMER = {
    "cancel": ("I have changed my mind.",),
    "move": ("Something has come up.", "My plans have changed a little.", "I mixed up my dates."),
    "pay": (
        "I'd like to get my bills sorted.",
        "Time to settle what I owe.",
        "I've finally got round to the paperwork.",
    ),
    "complain": ("I'm not happy.", "Something went wrong."),
}
_MADE_FOR_A_DAY = {
    "cancel": ("Something has come up.", "My plans fell through, I'm afraid.", "I can't make it after all."),
    "extend": ("I'm having such a good time.",),
}
"""A customer's, of what takes place on a day."""
_STAFF = {
    "cancel": ("I've just had a call about a cancellation.",),
    "move": ("One more change to the calendar.",),
    "pay": ("I'm going through today's payments.",),
}
_ON_A_DAY = frozenset({"appointment", "assessment", "booking", "enrolment", "rsvp"})
NONE_AT_ALL = 0.5
FROM_DOMAIN = 0.4


def lead_for(rng: random.Random, world: World, action: Action, domain: Sequence[str]) -> str:
    """A sentence to begin with, or none.

    Sentences of the domain lead up to something new of what the place is there for; they fit nothing else.
    """
    if rng.random() < NONE_AT_ALL:
        return ""
    entity = world.entities[action.entity]
    trade = next((each for each in world.entities.values() if each.owner), None)
    if domain and action.does == "create" and entity is trade and rng.random() < FROM_DOMAIN:
        return rng.choice(domain)
    known = _CUSTOMER if world.for_customer else _STAFF if entity.owner else {}
    if world.for_customer and stem(entity) in _ON_A_DAY:
        known = {**known, **_MADE_FOR_A_DAY}
    found = [lead for intent in sorted(action.intents) for lead in known.get(intent, ())]
    return rng.choice(found) if found else ""
