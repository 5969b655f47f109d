"""What there is to compose environments of, counted: for documents, and for tests that hold the breadth.

In:  nothing; the modules, domains and task patterns of this package.
Out: `catalogue()`.
Never here: anything that composing an environment needs.

A *situation* is a reason for which somebody asks for several things, or for something under a condition: one that a
module declares (it then exists wherever the module does, with the nouns of the place), one that a domain declares, or
one of the conditions of `tasks/conditional.py`. Two are the same where they have the same name and wants.
"""

import importlib
import inspect
import pkgutil
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from authors.procedural.compose import build
from authors.procedural.domain import Domain, all_domains
from authors.procedural.module import Module
from authors.procedural.modules.anywhere import anywhere
from authors.procedural.tasks.conditional import ON_CONDITION
from authors.procedural.tasks.questions import QUESTIONS
from authors.procedural.world import Persona, World, WorldError

Situations = frozenset[tuple[str, tuple[str, ...]]]
"""(name, wants) of each."""


@dataclass(frozen=True)
class Catalogue:
    """All that there is."""

    domains: int
    categories: int
    modules: dict[str, int]
    """Each with how many structural options it has."""
    rules: int
    of_modules: Situations
    of_domains: Situations
    conditions: tuple[str, ...]
    questions: int

    @property
    def situations(self) -> int:
        return len(self.of_modules | self.of_domains) + len(self.conditions)

    def numbers(self) -> dict[str, float]:
        """Everything as a number, for a report."""
        return {
            "domains": self.domains,
            "categories": self.categories,
            "modules": len(self.modules),
            "options_a_module": round(sum(self.modules.values()) / len(self.modules), 1),
            "rules_of_domains": self.rules,
            "situations_of_modules": len(self.of_modules),
            "situations_of_domains": len(self.of_domains),
            "conditions": len(self.conditions),
            "situations": self.situations,
            "kinds_of_question": self.questions,
        }


def module_classes() -> dict[str, type[Module]]:
    """Every module of `modules/`, by name."""
    from authors.procedural import modules

    found: dict[str, type[Module]] = {}
    for info in pkgutil.iter_modules(modules.__path__):
        for name, each in vars(importlib.import_module(f"{modules.__name__}.{info.name}")).items():
            if inspect.isclass(each) and issubclass(each, Module) and each is not Module:
                found[name] = each
    return dict(sorted(found.items()))


@cache
def catalogue() -> Catalogue:
    """Count everything: each module is composed with a trade once for customers and once for staff."""
    domains = all_domains()
    of_domains = frozenset((each.name, each.wants) for domain in domains.values() for each in domain.situations)
    composed = frozenset((each.name, each.wants) for world in _worlds(domains.values()) for each in world.situations)
    return Catalogue(
        domains=len(domains),
        categories=len({domain.category for domain in domains.values()}),
        modules={name: len(each.OPTIONS) for name, each in module_classes().items()},
        rules=sum(len(domain.rules or ()) for domain in domains.values()),
        of_modules=composed - of_domains,
        of_domains=of_domains,
        conditions=tuple(name for name, holds in ON_CONDITION.items() if holds),
        questions=len(QUESTIONS),
    )


def _worlds(domains: Iterable[Domain]) -> Iterator[World]:
    """Each module once for customers and once for staff, beside the trade of the first domain that has it."""
    seen: set[tuple[type[Module], Persona]] = set()
    for domain in domains:
        rng = random.Random(0)
        trade = [module.drawn(rng) for module in (domain.people, *domain.always)]
        further = [each.module for each in (*domain.sometimes, *anywhere(domain.persona))]
        frame = World(name=domain.name, organisation="The Place", persona=domain.persona, now="2026-06-01 09:00:00")
        for module in (*domain.always, *further):
            kind = (type(module), domain.persona)
            if kind in seen:
                continue
            try:
                yield build(frame, domain, [*trade, *([module.drawn(rng)] if module in further else [])])
            except WorldError:  # beside this trade it lacks something, or an option speaks against it
                continue
            seen.add(kind)
