"""Whether a text can be read at all: words of English that say something about a place.

In:  a text.
Out: nothing, or `UnreadableScenario` with what to write instead.

What a word of English looks like is learned from the domains' own texts: the groups of three letters that occur there.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from authors.procedural.domain import all_domains
from authors.procedural.model import Things
from authors.procedural.reading.shelves import SHELF_WORDS
from authors.procedural.reading.vocabulary import FUNCTION_WORDS, LOG_IN_TALK, SHOP_TALK

EXAMPLE = "for example “a marina that rents boats and sells fuel”"


_SPEAKABLE = re.compile(r"[^aeiouy]{0,2}([aeiouy]{1,2}[^aeiouy]{1,2})*[aeiouy]{0,2}")

SHARE_OF_WORDS = 0.5
"""So many of a text's words must look like words."""


class UnreadableScenario(ValueError):
    """A scenario that says nothing about a business; the message tells the operator what to write instead."""


def check_legible(text: str) -> None:
    """Raises UnreadableScenario for a text that is empty, noise, or about nothing but logging in."""
    plain = unicodedata.normalize("NFKC", text)
    if not plain.strip():
        raise UnreadableScenario(f"The scenario is empty. Say in a sentence what the place does, {EXAMPLE}.")
    chunks = plain.split()
    words = re.findall(r"[a-z]+", plain.lower())
    likely = [word for word in words if looks_english(word)]
    readable_chunks = sum(any(looks_english(word) for word in re.findall(r"[a-z]+", chunk.lower())) for chunk in chunks)
    says_something = [word for word in likely if len(word) > 2 and word not in FUNCTION_WORDS]
    if not says_something or readable_chunks < SHARE_OF_WORDS * len(chunks) or _is_word_salad(words):
        shown = plain.strip()[:40]
        raise UnreadableScenario(
            f"No description of a business could be read in {shown!r}. Write what the place does in plain English, "
            f"{EXAMPLE}."
        )
    if all(word in LOG_IN_TALK or word in FUNCTION_WORDS or word in SHOP_TALK for word in words) and any(
        word in LOG_IN_TALK for word in words
    ):
        raise UnreadableScenario(
            "The scenario is only about logging in, and environments begin with somebody signed in. Say what that "
            f"person does there, {EXAMPLE}."
        )


def looks_english(word: str) -> bool:
    """Whether most groups of three letters in a word occur in texts we know, or some do and it can be spoken."""
    if word in FUNCTION_WORDS or word in SHOP_TALK:
        return True
    if len(word) < 3:
        return False
    groups = _groups(word)
    known = sum(group in _known_groups() for group in groups) / len(groups)
    return known > 0.5 or (known >= 0.25 and bool(_SPEAKABLE.fullmatch(word)))


def _is_word_salad(words: list[str]) -> bool:
    """A long text without the small words that hold sentences together, or that says the same over and over."""
    if len(words) < 30:
        return False
    return sum(word in FUNCTION_WORDS for word in words) < 0.1 * len(words) or len(set(words)) < 0.15 * len(words)


def _groups(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[place : place + 3] for place in range(len(padded) - 2)]


@cache
def _known_groups() -> frozenset[str]:
    texts = [*SHELF_WORDS.values(), *(text for domain in all_domains().values() for text in _texts(vars(domain)))]
    return frozenset(group for text in texts for word in re.findall(r"[a-z]+", text.lower()) for group in _groups(word))


def _texts(value: object) -> Iterator[str]:
    """Every text in a structure of dataclasses, mappings and sequences; the rows of things are names, left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Things):
        yield value.noun.singular
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif hasattr(value, "__dict__"):
        yield from _texts(vars(value))
