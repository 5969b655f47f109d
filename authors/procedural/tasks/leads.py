"""Sentences in front of a single request: why somebody asks.

In:  what the request is good for, who speaks, sentences of the domain.
Out: a sentence, or nothing: most people just ask.
Never here: names and facts; nothing here may be wrong at any place.
"""

import random
from collections.abc import Sequence

from authors.procedural.world import World

_CUSTOMER = {
    "cancel": ("Something has come up.", "My plans fell through, I'm afraid.", "I can't make it after all."),
    "move": ("Something has come up.", "My plans have changed a little.", "I mixed up my dates."),
    "pay": (
        "I'd like to get my bills sorted.",
        "Time to settle what I owe.",
        "I've finally got round to the paperwork.",
    ),
    "extend": ("I'm having such a good time.",),
    "complain": ("I'm not happy.", "Something went wrong."),
}
_STAFF = {
    "cancel": ("I've just had a call about a cancellation.",),
    "move": ("One more change to the calendar.",),
    "pay": ("The till roll doesn't match the books yet.", "I'm going through today's payments."),
}
NONE_AT_ALL = 0.5
FROM_DOMAIN = 0.4
_BEGINNINGS = frozenset(
    {"book", "buy", "order", "sign_up", "enrol", "borrow", "reserve", "join", "schedule", "start", "hold"}
)
"""Sentences of the domain lead up to something new; they fit nothing else."""


def lead_for(rng: random.Random, world: World, intents: frozenset[str], domain: Sequence[str]) -> str:
    """A sentence to begin with, or none."""
    if rng.random() < NONE_AT_ALL:
        return ""
    if domain and intents & _BEGINNINGS and rng.random() < FROM_DOMAIN:
        return rng.choice(domain)
    known = _CUSTOMER if world.for_customer else _STAFF
    found = [lead for intent in sorted(intents) for lead in known.get(intent, ())]
    return rng.choice(found) if found else ""
