"""Phrases of actions with their slots filled: "charter the Kestrel from June 6 for two days".

In:  a phrase of the middle layer, the words for its parameters.
Out: text, or nothing where a slot has no words.
Never here: whole instructions (`wording.py`).
"""

import re
from collections.abc import Mapping, Set

from authors.procedural.language import a
from authors.procedural.world import SLOT

_PARTICLE = re.compile(r"\} (off|down|up|back|out|away|on)\b(?! \{)")
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_FROM_TO = re.compile(rf" from ({_MONTH} \d+) to ")
"""A row named by its day, and where it is moved to: no stretch of time."""
_SAME_AGAIN = re.compile(r"(“[^”]+”)( on [^“”]+?) (to|for) \1 on ")
"""A class and another date of it: "my place in “Yoga” on May 3 to “Yoga” on May 10"."""
_DAY_ALONE = r"((?:\w+day, )?[A-Z][a-z]+ \d+\b(?:, \d{4})?|tomorrow)"
_ONE_DAY = re.compile(
    rf"\b(?:(?:from|starting) {_DAY_ALONE} for one day|for one day,? (?:from|starting) {_DAY_ALONE})(?! at)"
)
"""One day is no span: nobody hires a boat "from Sunday for one day"."""
_ONE_DAY_OF = re.compile(rf"\b(one day of [^“”,]{{1,60}}?) from {_DAY_ALONE}")
_ALL_OF_IT = re.compile(r"(\$[\d.,]*\d) (?:from|of) ((?:my|[^“”$,]{1,40}'s) [a-z][a-z -]* of \1)(?![\d.,]*\d)")
"""Who spends all of it says so once: "$25 from my gift voucher of $25"."""
_GENITIVE_OF_MY = re.compile(r"\bmy's\b")
_OPTIONAL = re.compile(r"\[([^\]]*)\]")


def without_missing(phrase: str, present: Set[str]) -> str:
    """The phrase without its `[…]` parts of which a parameter is not there."""

    def kept(part: re.Match[str]) -> str:
        return part[1] if all(slot[1] in present for slot in SLOT.finditer(part[1])) else ""

    return _OPTIONAL.sub(kept, phrase)


def slots(phrase: str) -> list[str]:
    """Names of the parameters in the order in which they are said."""
    return [slot[1] for slot in SLOT.finditer(phrase)]


def fill(phrase: str, words: Mapping[str, str]) -> str:
    """The phrase with words in its slots; `{slot:a}` takes an article.

    Raises:
        KeyError: a slot has no words.
    """
    text = SLOT.sub(lambda slot: a(words[slot[1]]) if slot[2] == "a" else words[slot[1]], phrase)
    text = _FROM_TO.sub(r" of \1 to ", text)
    text = _SAME_AGAIN.sub(r"\1\2 \3 the one on ", text)
    text = _ONE_DAY.sub(lambda day: f"on {day[1] or day[2]}", text)
    text = _ONE_DAY_OF.sub(r"\1 on \2", text)
    text = _ALL_OF_IT.sub(r"\2", text)
    return own(text).replace("on tomorrow", "tomorrow")


def own(text: str) -> str:
    """ "my order" for the genitive of "my", and of no Amy."""
    return _GENITIVE_OF_MY.sub("my", text)


def splits_verb(phrase: str) -> bool:
    """Whether a particle stands behind a slot ("call {order} off"): hard to read where the slot is long."""
    return bool(_PARTICLE.search(phrase))


def opening(phrase: str) -> str:
    """What stands before the first slot: "charter "."""
    first = SLOT.search(phrase)
    return phrase[: first.start()] if first else phrase
