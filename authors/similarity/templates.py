"""What is left of an instruction when names, nouns, numbers and dates are taken out: how it is put.

In:  an instruction, the nouns of its environment.
Out: its word trigrams, counted: two instructions that differ in what they are about alone have the same.
Never here: comparing (`pairs.py`).
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from authors.similarity.roles import Features
from schemas import Table

LONG = 3
"""Words of a feature."""
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_DATE = re.compile(rf"\b(?:(?:{_DAYS}),? )?(?:{_MONTHS})(?: \d{{1,2}})?(?:, \d{{4}})?\b|\b(?:{_DAYS})\b")
_NUMBER = re.compile(r"[$€£]?\d[\d,.:/-]*(?:am|pm|st|nd|rd|th)?\b")
_NAME = re.compile(r"(?<![.!?:] )(?<!^)(?<!\n)\b[A-Z][\w’'-]*(?: (?:of |the )?[A-Z][\w’'-]*)*")
_ME = re.compile(r"I\b")
_WORD = re.compile(r"[a-z’']+|[<>#@~]")


def template_features(instruction: str, tables: Iterable[Table]) -> Features:
    """Trigrams of the words that are left."""
    words = ["<", *_WORD.findall(template_of(instruction, tables).lower()), ">"]
    return Counter(" ".join(words[start : start + LONG]) for start in range(max(1, len(words) - LONG + 1)))


def template_of(instruction: str, tables: Iterable[Table]) -> str:
    """The instruction with `@` for names, `#` for numbers and dates, `~` for nouns."""
    text = _QUOTED.sub("@", instruction)
    text = _NUMBER.sub("#", _DATE.sub("#", text))
    text = _NAME.sub(lambda found: found[0] if _ME.match(found[0]) else "@", text)
    nouns = tuple(sorted({word for table in tables if table.noun for word in (table.noun.singular, table.noun.plural)}))
    return _noun_pattern(nouns).sub("~", text) if nouns else text


@lru_cache(maxsize=8)
def _noun_pattern(nouns: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(nouns, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
