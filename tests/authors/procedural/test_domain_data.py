"""What every domain's data must hold: rows that fit their fields, plausible money, texts that read as sentences.

Nothing here is about SQL; that the modules compose is tested where they are built.
"""

import dataclasses
import random
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from authors.procedural.compose import build
from authors.procedural.domain import Domain, all_domains, reserved_domains
from authors.procedural.language import Noun, identifier
from authors.procedural.model import Entity, Things
from authors.procedural.module import Module
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.people import People
from authors.procedural.tasks.calling import called
from authors.procedural.world import World, WorldError

DEAREST_CENTS = 20_000_000
"""Two hundred thousand dollars: the goal of an appeal; nothing is sold for more."""
CLOSING_QUESTIONS = {"owed", "last", "count"}
SENTENCE = re.compile(r"^[A-Z0-9“‘].*[.!?]$", re.DOTALL)

every_domain = pytest.mark.parametrize("domain", [
    *(pytest.param(domain, id=name) for name, domain in all_domains().items()),
    *(pytest.param(domain, id=name, marks=pytest.mark.slow) for name, domain in reserved_domains().items()),
])  # fmt: skip


def modules_of(domain: Domain) -> list[Module]:
    return [domain.people, *domain.always, *(sometimes.module for sometimes in domain.sometimes)]


def vocabulary(module: Module) -> Iterator[tuple[str, Any]]:
    """The fields that a domain sets on a module: nouns, things, texts."""
    for one in dataclasses.fields(module):
        if one.name not in ("options", "suffix"):
            yield one.name, getattr(module, one.name)


def things_of(domain: Domain) -> list[Things]:
    return [value for module in modules_of(domain) for _, value in vocabulary(module) if isinstance(value, Things)]


def sentences_of(module: Module) -> Iterator[str]:
    """Texts that somebody is supposed to have written."""
    for name, value in vocabulary(module):
        if name in ("good", "fair", "poor", "resolutions"):
            yield from value
        elif name in ("topics", "reasons") or (name == "kinds" and type(module).__name__ == "Maintenance"):
            for _, texts in value:
                yield from texts


@every_domain
def test_names_are_unique_within_things_and_read_well_with_their_article(domain: Domain) -> None:
    for things in things_of(domain):
        names = [row[0] for row in things.rows]
        assert len({name.lower() for name in names}) == len(names), things.noun
        said = [called(Entity("thing", things.noun, []), name) for name in names]
        assert not [text for text in said if text.startswith(("the A ", "the An ", "the The "))]


@every_domain
def test_rows_hold_one_value_of_the_right_kind_for_every_field(domain: Domain) -> None:
    for things in things_of(domain):
        for row in things.rows:
            assert len(row) == 1 + len(things.fields), row
            for one, value in zip(things.fields, row[1:], strict=True):
                assert isinstance(value, int if one.sql_type == "INTEGER" else str), (row, one.name)


@every_domain
def test_quantities_lie_within_the_range_that_their_field_states(domain: Domain) -> None:
    for things in things_of(domain):
        for place, one in enumerate(things.fields, start=1):
            if one.meaning == "quantity":
                outside = [row for row in things.rows if not one.low <= row[place] <= one.high]
                assert not outside, (one.name, outside)


@every_domain
def test_money_is_in_whole_cents_and_plausible(domain: Domain) -> None:
    for things in things_of(domain):
        for place, one in enumerate(things.fields, start=1):
            if one.meaning == "money":
                assert one.name.endswith("_cents")
                assert all(0 < row[place] <= DEAREST_CENTS for row in things.rows), things.noun
            if one.name == "discount_percent":
                assert all(0 <= row[place] <= 25 for row in things.rows)


@every_domain
def test_no_field_takes_a_name_that_modules_add(domain: Domain) -> None:
    added = {"id", "name", "status", "stock", "seats_taken", "weekday", "starts_at", "ends_at", "venue", "copies"}
    for things in things_of(domain):
        names = [one.name for one in things.fields]
        assert not added & set(names), things.noun
        assert len(set(names)) == len(names), things.noun


@every_domain
def test_texts_are_complete_sentences_and_no_two_alike(domain: Domain) -> None:
    for module in modules_of(domain):
        texts = list(sentences_of(module))
        assert not [text for text in texts if not SENTENCE.match(text)]
        assert not [text for text, times in Counter(texts).items() if times > 1]


@every_domain
def test_documents_have_a_title_of_their_own_for_every_kind(domain: Domain) -> None:
    for module in modules_of(domain):
        if isinstance(module, Documents):
            kinds_of: dict[str, set[str]] = {title: set() for title in module.titles}
            for kind in module.kinds:
                words = set(re.findall(r"\w+", kind.lower()))
                for title in module.titles:
                    if words & set(re.findall(r"\w+", title.lower())):
                        kinds_of[title].add(kind)
            assert {kind for kinds in kinds_of.values() if len(kinds) == 1 for kind in kinds} == set(module.kinds)


@every_domain
def test_a_place_has_names_words_months_and_leads(domain: Domain) -> None:
    assert len(set(domain.organisations)) >= 6
    assert domain.words == domain.words.lower() and len(domain.words.split()) >= 6
    assert domain.months and set(domain.months) <= set(range(1, 13))
    assert domain.about.startswith(("a ", "an "))
    assert domain.name == identifier(domain.name)
    assert len(domain.leads) >= 2 and not [lead for lead in domain.leads if not SENTENCE.match(lead)]


@every_domain
def test_modules_of_one_kind_are_told_apart_and_nouns_are_not_used_twice(domain: Domain) -> None:
    uses = Counter((type(module), module.suffix) for module in modules_of(domain))
    assert not [use for use, times in uses.items() if times > 1]
    nouns = [things.noun.plural for things in things_of(domain)]
    assert len(set(nouns)) == len(nouns)
    assert all(isinstance(value, Noun) for module in modules_of(domain) for name, value in vocabulary(module)
               if name in ("booking", "order", "ticket", "appointment", "session", "rsvp"))  # fmt: skip
    assert all(0 < sometimes.chance < 1 for sometimes in domain.sometimes)
    assert isinstance(domain.people, People)


@every_domain
def test_situations_are_said_in_sentences_and_by_the_right_person(domain: Domain) -> None:
    for situation in domain.situations:
        said = situation.lead_customer if domain.persona == "customer" else situation.lead
        assert SENTENCE.match(said.replace("{party}", "Dana")), situation.name
        assert "{party}" in situation.lead or situation.about != "party"
        assert "{party}" not in situation.lead_customer
        assert set(situation.asks) <= CLOSING_QUESTIONS


@every_domain
def test_situations_want_what_some_module_of_the_domain_can_do(domain: Domain) -> None:
    known = intents_of(domain.name)
    for situation in domain.situations:
        wanted = {want.rstrip("?*") for want in situation.wants}
        assert wanted <= known, f"{situation.name} wants {sorted(wanted - known)}"


@cache
def intents_of(name: str) -> frozenset[str]:
    """Intents of every action that some draw of the domain's modules has."""
    domain, found = {**all_domains(), **reserved_domains()}[name], set()
    for seed in range(6):
        rng = random.Random(seed)
        trade = [domain.people, *domain.always]
        for extra in ([], *([sometimes.module] for sometimes in domain.sometimes)):
            frame = World(name=name, organisation=domain.organisations[0], persona=domain.persona,
                          now="2026-05-05 09:00:00")  # fmt: skip
            try:
                world = build(frame, domain, [module.drawn(rng) for module in (*trade, *extra)])
            except WorldError:
                continue  # what it needs comes from another of the modules that are only sometimes there
            found |= {intent for action in world.actions.values() for intent in action.intents}
    return frozenset(found)
