"""Fresh scenarios without end: a domain, a town, and some of its modules, said in words.

In:  a category, a number, a seed.
Out: a scenario; the same for the same three, whatever was proposed before.
Never here: whether it is too like another one (`authors/similarity/`), or whether it was used already (the catalog).

The text is read back before it is given out: it has to name the domain that it was written for.
"""

import hashlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache

from authors.procedural.domain import Domain, all_domains
from authors.procedural.language import Noun, a, capitalised, identifier, listed
from authors.procedural.model import Things
from authors.procedural.module import Module
from authors.procedural.proposing.own_seeds import OWN_SEEDS
from authors.procedural.proposing.phrases import CHARACTERS, EXAMPLES_OF, OPENINGS, RULES, SAID, SITES
from authors.procedural.proposing.places import TOWNS, town
from authors.procedural.reading import read_scenario
from authors.seeds import seed_scenarios, spread_over_categories
from schemas import Scenario

SAID_MODULES = (2, 4)
"""So many of a domain's further modules a scenario names."""
EXAMPLES = (2, 3)
LONGEST_EXAMPLE = 40
TOWNS_APART = 37
"""Towns from one category's first place to the next category's, so that places made together are not neighbours."""
DRAWS = 12
"""Texts tried for one number until one reads as its domain."""


def categories() -> tuple[str, ...]:
    """The categories in which there is a domain, in alphabetical order."""
    return tuple(sorted({domain.category for domain in all_domains().values()}))


def choose(count: int, seed: int) -> list[Scenario]:
    """So many scenarios, category by category in turn: of the seed list first, then recombinations."""
    listed = spread_over_categories(own_seeds())[:count]
    shelves = categories()
    further = (recombine(shelves[at % len(shelves)], at // len(shelves), seed) for at in range(count - len(listed)))
    return [*listed, *further]


def propose(category: str, number: int, seed: int) -> Scenario:
    """The scenario of this number in its category: the seed list first, then recombinations."""
    seeds = _seeds_of(category)
    return seeds[number] if number < len(seeds) else recombine(category, number - len(seeds), seed)


def recombine(category: str, number: int, seed: int) -> Scenario:
    """A place of one of the category's domains, in a town of its own."""
    domains = _domains_of(category)
    turn, which = divmod(number, len(domains))
    return place_of(domains[which], turn, number + TOWNS_APART * categories().index(category), seed)


def place_of(domain: Domain, turn: int, number: int, seed: int, among: Mapping[str, Domain] | None = None) -> Scenario:
    """A domain's place of this turn, in the town of this number; its text reads as that domain among these, or all."""
    rng = random.Random(hashlib.sha256(f"{seed}|{domain.name}|{turn}".encode()).digest())
    place, again = town(number + seed * 101), number // TOWNS
    name = identifier(f"{place} {domain.name}") + (f"_{again + 1}" if again else "")
    title = f"{capitalised(_kind(domain))} in {place}" + (f" {again + 1}" if again else "")
    for _ in range(DRAWS):
        text = _description(domain, place, rng)
        if read_scenario(f"{title}. {text}", among).domain == domain.name:
            break
    return Scenario(name=name, title=title, category=domain.category, description=text)


@cache
def own_seeds() -> tuple[Scenario, ...]:
    """Of the list that ships with the project the scenarios that a domain here is about, one a domain.

    The others would only borrow the vocabulary of the nearest: they are for authors who can write of anything.
    """
    return tuple(scenario for scenario in seed_scenarios() if scenario.name in OWN_SEEDS)


@cache
def _seeds_of(category: str) -> tuple[Scenario, ...]:
    return tuple(scenario for scenario in own_seeds() if scenario.category == category)


@cache
def _domains_of(category: str) -> tuple[Domain, ...]:
    return tuple(domain for domain in all_domains().values() if domain.category == category)


def _kind(domain: Domain) -> str:
    """ "marina" of "a marina"."""
    return domain.about.partition(" ")[2]


def _description(domain: Domain, place: str, rng: random.Random) -> str:
    further = [each.module for each in domain.sometimes if type(each.module).__name__ in SAID]
    named = rng.sample(further, min(len(further), rng.randint(*SAID_MODULES)))
    trade = list(domain.always)
    sentences = [_opening(domain, place, rng), *(_said(module, domain, rng) for module in [*trade, *named])]
    if rng.random() < 0.7:
        sentences.append(_filled(rng.choice(RULES), domain, rng))
    return " ".join(sentence for sentence in sentences if sentence)


def _opening(domain: Domain, place: str, rng: random.Random) -> str:
    character = rng.choice(CHARACTERS)
    about = a(f"{character} {_kind(domain)}")
    sentence = rng.choice(OPENINGS).replace("{about}", about).replace("{site}", rng.choice(SITES))
    return _filled(sentence.replace("{town}", place), domain, rng)


def _said(module: Module, domain: Domain, rng: random.Random) -> str:
    phrases = SAID.get(type(module).__name__)
    if not phrases:
        return ""
    names = {field.name: getattr(module, field.name) for field in fields(module)}
    sentence = rng.choice(phrases)
    for name, value in names.items():
        noun = value.noun if isinstance(value, Things) else value
        if isinstance(noun, Noun):
            sentence = sentence.replace("{%s}" % name, noun.singular if name == "unit" else noun.plural)
            sentence = sentence.replace("{%s_singular}" % name, noun.singular)
    examples = list(dict.fromkeys(_examples(module)))
    chosen = rng.sample(examples, min(len(examples), rng.randint(*EXAMPLES)))
    return _filled(sentence.replace("{examples}", listed(chosen) or "much else"), domain, rng)


def _filled(sentence: str, domain: Domain, rng: random.Random) -> str:
    """What any sentence may hold."""
    roles = rng.sample(domain.people.roles, min(2, len(domain.people.roles)))
    values = {
        "party": domain.people.party.plural,
        "staff": roles[0],
        "staff_list": listed([a(role) for role in roles]),
        "number": str(rng.randint(4, 90) * 10),
        "small": rng.choice(("two", "three", "four", "five", "six")),
    }
    for name, value in values.items():
        sentence = sentence.replace("{%s}" % name, value)
    return capitalised(sentence)


def _examples(module: Module) -> Iterator[str]:
    """Names and topics out of a module's own vocabulary, as a sentence says them."""
    value = getattr(module, EXAMPLES_OF.get(type(module).__name__, ""), ())
    rows = value.rows if isinstance(value, Things) else value
    for row in rows:
        first = row[0] if isinstance(row, tuple) else row
        if isinstance(first, str) and len(first) <= LONGEST_EXAMPLE:
            yield first.replace("_", " ")
