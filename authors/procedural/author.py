"""The procedural author: embedded, offline, free. The same scenario, seed and version give the same content.

In:  a scenario (any sentence), a seed, a size.
Out: requirements, tables, tools, rows and task drafts, by the `Author` protocol.
Never here: network, clock, or state between steps; each step composes its world anew from scenario and seed.
"""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from authors.procedural import proposing
from authors.procedural.compose import Size
from authors.procedural.domain import all_domains, reserved_domains
from authors.procedural.language import a
from authors.procedural.reading import Reading, UnreadableScenario, adapt, read_scenario
from authors.procedural.requirements import requirements_of
from authors.procedural.settling import Settled, bare_content, settle
from authors.procedural.tasks import write_tasks
from authors.procedural.tasks.wish import Wish
from authors.procedural.world import World, WorldError
from authors.protocol import AuthorError, Business, Draft, Fingerprint, Setting
from authors.seeds import scenario_from_text
from environments import Environment
from schemas import Scenario, SeedRow, Table, Task, Tool

VERSION = "16"
"""Raise it whenever the same scenario and seed would give other content."""

SURPLUS = 0.2
"""Tasks written beyond those wanted, as a share: hardly one in a hundred is not certified."""


@dataclass(frozen=True)
class ProceduralAuthor:
    """Writes environments by composing modules."""

    seed: int = 0
    size: Size = Size()
    is_reserved: bool = False
    """Writes for the held-out benchmark, out of the domains that are reserved for it and no others."""

    @property
    def fingerprint(self) -> Fingerprint:
        """Version, seed, and the size where it is not the usual one."""
        version = VERSION if self.size == Size() else f"{VERSION} {self.size}"
        version = f"{version} reserved" if self.is_reserved else version
        return Fingerprint("procedural", version, self.seed)

    def read_sentence(self, text: str) -> Scenario:
        """A scenario whose category is that of the domain which the sentence names."""
        try:
            domain = all_domains()[read_scenario(text).domain]
        except UnreadableScenario as fault:
            raise AuthorError(str(fault)) from None
        return scenario_from_text(text, domain.category)

    def write_scenarios(self, count: int) -> list[Scenario]:
        """Those of the list that ships with the project which it knows, then places that recombine what it knows."""
        return proposing.choose(count, self.seed)

    def categories(self) -> Sequence[str]:
        """The categories in which there is a domain."""
        return proposing.categories()

    def propose_scenario(self, category: str, number: int) -> Scenario:
        """The list that ships with the project first, then places that recombine domain, town and modules."""
        return proposing.propose(category, number, self.seed)

    def set_scene(self, scenario: Scenario) -> Setting:
        """Who user 1 is and when it is there; remarks where the scenario names no domain that is known."""
        reading, world = self._reading(scenario), self._world(scenario)
        remarks = () if reading.matched else (reading.explanation,)
        return Setting(now=world.now, persona=persona_text(world), remarks=remarks)

    def propose_tasks(self, scenario: Scenario, count: int) -> list[Task]:
        """What people ask for there, read off the actions and reports of its modules."""
        return requirements_of(self._world(scenario), count)

    def design_tables(self, scenario: Scenario, requirements: Sequence[Task]) -> list[Table]:
        """The tables of the world's modules."""
        return _settled(self, scenario).environment.content.tables

    def build_tools(self, scenario: Scenario, requirements: Sequence[Task], tables: Sequence[Table]) -> list[Tool]:
        """The tools that user 1 has."""
        return _settled(self, scenario).environment.content.tools

    def fill_tables(self, scenario: Scenario, tables: Sequence[Table], tools: Sequence[Tool]) -> list[SeedRow]:
        """Base rows and some weeks of simulated business."""
        return list(_settled(self, scenario).rows)

    def write_verifiers(self, business: Business, requirements: Sequence[Task], count: int) -> list[Draft]:
        """Tasks by executing solutions first, and saying afterwards what they did."""
        settled = _settled(self, business.scenario)
        world, environment = settled.world, settled.environment
        content = bare_content(world, business.tables, business.tools, business.rows)
        if content != environment.content:
            environment = Environment(content)
        rng = self._rng(business.scenario, "tasks")
        return write_tasks(world, environment, count, rng, Wish(surplus=SURPLUS), leads=world.leads)

    def _reading(self, scenario: Scenario) -> Reading:
        return _read(scenario.title, scenario.description, self.is_reserved)

    def _world(self, scenario: Scenario) -> World:
        return _settled(self, scenario).world

    def _rng(self, scenario: Scenario, purpose: str) -> random.Random:
        """A generator of its own for each purpose, so that one purpose's draws never shift another's."""
        text = f"{VERSION}|{self.seed}|{scenario.name}|{scenario.description}|{purpose}"
        return random.Random(hashlib.sha256(text.encode("utf-8")).digest())


REMEMBERED = 40
"""Scenarios: two batches, since a process has the end of one and the beginning of the next at once. What is forgotten
in between is made twice, which doubled the time of a thousand."""


@lru_cache(maxsize=REMEMBERED)
def _read(title: str, description: str, is_reserved: bool) -> Reading:
    try:
        return read_scenario(f"{title}. {description}", reserved_domains() if is_reserved else None)
    except UnreadableScenario as fault:
        raise AuthorError(str(fault)) from None


@lru_cache(maxsize=REMEMBERED)
def _settled(author: ProceduralAuthor, scenario: Scenario) -> Settled:
    reading = author._reading(scenario)
    known = reserved_domains() if author.is_reserved else all_domains()
    domain = adapt(reading, known[reading.domain])
    try:
        return settle(domain, scenario.name, partial(author._rng, scenario), author.size, reading.persona)
    except WorldError as fault:
        message = f"No business could be put together of “{scenario.title}”: {fault}. Say it in plainer words."
        raise AuthorError(message) from None


def persona_text(world: World) -> str:
    """Who user 1 is, for people and for prompts."""
    if world.for_customer:
        return f"{a(world.party.noun.singular)} of {world.organisation}"
    return f"{a(world.staff.field('role').values[0])} at {world.organisation}"
