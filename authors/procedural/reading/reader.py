"""Read a scenario's text: which line of business, and what the sentence itself asks for.

In:  a text, as short as "a bakery that delivers bread" or as long as a page.
Out: a `Reading`, which says in one sentence how the text was understood.
Never here: what becomes of it (`adapting.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from authors.procedural.domain import Domain, all_domains
from authors.procedural.language import Noun, listed
from authors.procedural.module import Module
from authors.procedural.reading.frames import Want, party_of, persona_of, wants_of
from authors.procedural.reading.legibility import check_legible
from authors.procedural.reading.matching import Match, ranked, sentences, shelf_of, usual_shelf

DELIBERATE_WORDS = 32
"""A text of at most so many words is somebody's own sentence: each noun in it was meant."""

SHARED_TRADE = 0.06
"""What it adds to a domain's similarity that it has the modules which the text asks for."""


LEAST_ODD = "coworking"
"""What a text gets that shares no word with any domain: rooms, desks and members are odd nowhere."""


@dataclass(frozen=True)
class Reading:
    """How a text was understood."""

    domain: str
    """The name of the domain that it gets: the one that it names, else the nearest."""
    matched: bool
    """Whether the text is about that line of business; if not, the explanation says so."""
    similarity: float
    explanation: str
    """One sentence for the operator."""
    party: Noun | None
    """The other side of the counter, where the text names it."""
    persona: Literal["customer", "staff"] | None
    """Who user 1 is, where the text is in the first person."""
    wants: tuple[Want, ...]
    """What the text asks for, in its order."""
    deliberate: bool
    """Whether it is so short that each noun in it was meant."""

    @property
    def nearest(self) -> str:
        """The name of the nearest domain."""
        return self.domain


def read_scenario(text: str, domains: Mapping[str, Domain] | None = None) -> Reading:
    """Read a text against all domains, or against those given.

    Raises:
        UnreadableScenario: the text says nothing about a business; the message says what to write instead.
    """
    check_legible(text)
    wants = wants_of(text)
    known = all_domains() if domains is None else domains
    best = _best(ranked(text, usual_shelf() if domains is None else shelf_of(known)), wants, known)
    return Reading(
        domain=best.domain,
        matched=best.holds,
        similarity=best.similarity,
        explanation=_explained(text, best, known[best.domain], wants),
        party=party_of(text),
        persona=persona_of(text),
        wants=wants,
        deliberate=len(text.split()) <= DELIBERATE_WORDS,
    )


def _best(matches: list[Match], wants: tuple[Want, ...], domains: Mapping[str, Domain]) -> Match:
    """The first match that holds; else the nearest, where sharing the trade counts as well as sharing words."""
    if matches[0].holds:
        return matches[0]
    asked = {want.module for want in wants}
    if matches[0].similarity == 0 and not asked and LEAST_ODD in domains:
        return next(match for match in matches if match.domain == LEAST_ODD)
    return max(matches, key=lambda match: (
        match.similarity + SHARED_TRADE * _share(asked, domains[match.domain]), -matches.index(match),
    ))  # fmt: skip


def _share(asked: set[type[Module]], domain: Domain) -> float:
    """Which part of the wanted modules a domain has, those of its trade counted in full."""
    always = {type(module) for module in domain.always}
    sometimes = {type(each.module) for each in domain.sometimes}
    found = sum(1.0 if module in always else 0.4 if module in sometimes else 0.0 for module in asked)
    return found / len(asked) if asked else 0.0


def _explained(text: str, best: Match, domain: Domain, wants: tuple[Want, ...]) -> str:
    quoted = " ".join(sentences(text)[0].split()).rstrip(".")
    quoted = quoted if len(quoted) <= 80 else quoted[:79] + "…"
    said = list(dict.fromkeys(f"{want.verb} {want.noun.plural}" if want.noun else want.verb for want in wants))[:4]
    named = f"; the text itself says: {listed(said)}" if said else ""
    if best.holds:
        return f"“{quoted}” was read as {domain.about} ({best.similarity:.2f}){named}."
    return (
        f"Nothing in “{quoted}” names a line of business that the procedural author knows; the nearest is "
        f"{domain.about} ({best.similarity:.2f}), which lends its vocabulary{named}."
    )
