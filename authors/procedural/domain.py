"""What a domain is: the vocabulary of one line of business and the modules that it is made of.

In:  nothing. Domains are data, one file each in `domains/`, or in `reserved/`; the file is found by being there.
Out: `Domain` records, `all_domains()`, `reserved_domains()`.
Never here: structure. A domain names modules and their words; what they do is the modules' own.
"""

import importlib
import pkgutil
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Literal

from authors.procedural.model import Situation
from authors.procedural.module import Module
from authors.procedural.modules.people import People
from authors.procedural.rules import Rule


@dataclass(frozen=True)
class Sometimes:
    """A module that a domain has in some of its environments."""

    chance: float
    module: Module


@dataclass(frozen=True, kw_only=True)
class Domain:
    """One line of business."""

    name: str
    """Lower case, underscores: "climbing_gym"."""
    category: str
    """The shelf it stands on, one of the twenty of the seed list."""
    about: str
    """With its article: "a marina"."""
    words: str
    """What a sentence about it is likely to say, separated by spaces; the first few weigh most."""
    also: str = ""
    """Other kinds of place that its vocabulary fits as well, one word each: "hotel" for a guesthouse."""
    organisations: tuple[str, ...]
    """Names that such a place would have, at least six."""
    persona: Literal["customer", "staff"]
    """Who user 1 is."""
    people: People
    always: tuple[Module, ...]
    """The trade itself, in order of importance."""
    rules: tuple[Rule, ...] | None = ()
    """What goes only so here: enforced by the tools, spoken of in tasks. None where that is not known: then there is a
    limit to how many of one thing anybody has at once."""
    sometimes: tuple[Sometimes, ...] = ()
    never: tuple[type[Module], ...] = ()
    """Of what any place may have, what would be out of place here: gift vouchers at a law firm."""
    months: tuple[int, ...] = (3, 4, 5, 6, 7, 8, 9, 10, 11)
    """When it is open: the clock is frozen in one of these."""
    situations: tuple[Situation, ...] = ()
    """Why people come here and nowhere else."""
    leads: tuple[str, ...] = field(default=())
    """Ways to begin a request that only this place hears, in user 1's voice; complete sentences."""


@cache
def all_domains() -> dict[str, Domain]:
    """Every domain in `domains/`, by name, in alphabetical order."""
    from authors.procedural import domains

    return _domains_in(domains)


@cache
def reserved_domains() -> dict[str, Domain]:
    """Every domain in `reserved/`: the held-out benchmark is made of them, and nothing else."""
    from authors.procedural import reserved

    return _domains_in(reserved)


def _domains_in(package: ModuleType) -> dict[str, Domain]:
    found: dict[str, Domain] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda each: each.name):
        domain = importlib.import_module(f"{package.__name__}.{info.name}").DOMAIN
        found[domain.name] = domain
    return found
