"""Which line of business a text is about: the domains, ranked by the words that they share with it.

In:  a text, domains.
Out: domains with a similarity each, best first, and whether the best is named in so many words.
Never here: what to do with a weak match; `reading.py` says that to the operator.

A domain's vector holds the words of its name, its `words`, the nouns of its people and things and, least, the words
of its shelf; a text's vector holds its content words, those of its first clauses most. Both are weighed by how few
domains share a word.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from authors.procedural.domain import Domain, all_domains
from authors.procedural.language import singularise
from authors.procedural.model import Things
from authors.procedural.module import Module
from authors.procedural.reading.shelves import SHELF_WORDS
from authors.procedural.reading.vocabulary import FUNCTION_WORDS, KINDS_OF_PLACE, SHOP_TALK

HEAD_WORDS = 7
"""So many content words of each of the first two sentences count most: they say what the place is."""

SIGNS = 3
"""So many of a domain's words stand for it."""

CLOSE = 0.25
"""A similarity from which a domain counts as matched even where its name is not said."""

NAMED = 0.17
"""A similarity that a domain needs which is named."""


@dataclass(frozen=True)
class Match:
    """How well one domain fits."""

    domain: str
    similarity: float
    """Between 0 and 1."""
    named: bool
    """A word that stands for this domain, and hardly for another, is among the first words of the text."""

    @property
    def holds(self) -> bool:
        return self.similarity >= (NAMED if self.named else CLOSE)


@dataclass(frozen=True)
class Shelf:
    """The vectors of a set of domains."""

    vectors: Mapping[str, Mapping[str, float]]
    rarity: Mapping[str, float]
    signs: Mapping[str, frozenset[str]]
    """The words that stand for each domain."""


def ranked(text: str, shelf: Shelf) -> list[Match]:
    """Every domain, the best match first; ties in alphabetical order."""
    said = text_vector(text, shelf)
    head = frozenset(head_words(text))
    matches = [
        Match(name, _cosine(said, vector), bool(shelf.signs[name] & head)) for name, vector in shelf.vectors.items()
    ]
    return sorted(matches, key=lambda match: (-match.similarity * (1.35 if match.named else 1.0), match.domain))


@cache
def usual_shelf() -> Shelf:
    """The vectors of all domains."""
    return shelf_of(all_domains())


def shelf_of(domains: Mapping[str, Domain]) -> Shelf:
    """The vectors of these domains."""
    weights = {name: _weights(domain) for name, domain in domains.items()}
    strong = {name: _signs(domain) for name, domain in domains.items()}
    spread: dict[str, int] = {}
    for words in weights.values():
        for word in words:
            spread[word] = spread.get(word, 0) + 1
    rarity = {word: math.log(1 + len(weights) / count) for word, count in spread.items()}
    return Shelf(
        vectors={name: {word: weight * rarity[word] for word, weight in words.items()}
                 for name, words in weights.items()},
        rarity=rarity,
        signs={name: frozenset(word for word in words if sum(word in others for others in strong.values()) <= 2)
               for name, words in strong.items()},
    )  # fmt: skip


def content_words(text: str) -> list[str]:
    """The words that say something, in the singular, in order, with the parts of hyphenated ones."""
    found = []
    for word in re.findall(r"[a-z]+(?:[-'’][a-z]+)*", text.lower()):
        word = re.sub(r"['’].*$", "", word)
        for part in dict.fromkeys((word, *word.split("-"))):
            if len(part) > 1 and part not in FUNCTION_WORDS and part not in SHOP_TALK:
                found.append(singularise(part))
    return found


def head_words(text: str) -> list[str]:
    """The content words with which the first two sentences begin."""
    return [word for sentence in sentences(text)[:2] for word in content_words(sentence)[:HEAD_WORDS]]


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?;:])\s+|\n+", text) if part.strip()]


def text_vector(text: str, shelf: Shelf) -> dict[str, float]:
    """The content words of a text; a word that no domain has is as rare as can be."""
    unknown = math.log(1 + len(shelf.vectors)) * 0.6
    weights: dict[str, float] = {}
    for number, sentence in enumerate(sentences(text)):
        for place, word in enumerate(content_words(sentence)):
            weight = (3.0 if place < 3 else 2.0 if place < HEAD_WORDS else 1.0) if number < 2 else 0.7
            weights[word] = max(weight, weights.get(word, 0.0) + 0.2 * weight)
    return {word: weight * shelf.rarity.get(word, unknown) for word, weight in weights.items()}


def things_of(module: Module) -> Iterator[Things]:
    """All things that a module's vocabulary holds."""
    for value in vars(module).values():
        if isinstance(value, Things):
            yield value


def _weights(domain: Domain) -> dict[str, float]:
    weights: dict[str, float] = {}

    def add(text: str, weight: float) -> None:
        for word in content_words(text):
            weights[word] = max(weight, weights.get(word, 0.0))

    add(domain.name.replace("_", " "), 4.0)
    add(domain.about, 4.0)
    for place, word in enumerate(domain.words.split()):
        add(word, 3.0 if place < 3 else 2.0 if place < 9 else 1.5)
    add(domain.also, 3.0)
    add(domain.people.party.singular, 2.0)
    for module in (*domain.always, *(each.module for each in domain.sometimes)):
        for things in things_of(module):
            add(things.noun.singular, 2.0 if module in domain.always else 1.0)
    add(SHELF_WORDS.get(domain.category, ""), 0.8)
    return weights


def _signs(domain: Domain) -> set[str]:
    """The words that stand for a domain: its name, what it is, and the first of its words."""
    first = domain.words.split()[:SIGNS]
    words = {
        word
        for text in (domain.name.replace("_", " "), domain.about, *first, domain.also)
        for word in content_words(text)
    }
    return words - KINDS_OF_PLACE


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    lengths = math.sqrt(sum(w * w for w in one.values())) * math.sqrt(sum(w * w for w in other.values()))
    return shared / lengths if lengths else 0.0
