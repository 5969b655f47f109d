"""Three places with a history: a marina and a kennel seen by their customers, the desk of a vet clinic."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module

import pytest

from authors.procedural.compose import Size, compose
from authors.procedural.history import live_through
from authors.procedural.tables import tables_of
from authors.procedural.tasks import Wish, write_tasks
from authors.procedural.tasks.talk import Talk
from authors.procedural.tools import backstage_tools_of, tools_of
from authors.procedural.world import Persona, World
from authors.protocol import Draft
from environments import Content, Environment
from schemas import EnvironmentManifest

PLACES: dict[str, tuple[str, Persona]] = {
    "marina": ("marina", "customer"),
    "vet_clinic": ("vet_clinic", "staff"),
    "kennel": ("kennel", "customer"),
}


@dataclass(frozen=True)
class Place:
    world: World
    environment: Environment

    def drafts(self, count: int = 10, seed: int = 1, wish: Wish | None = None) -> list[Draft]:
        return write_tasks(self.world, self.environment, count, random.Random(seed), wish)

    def with_drafts(self, drafts: list[Draft]) -> Environment:
        """The environment as it would be certified."""
        content = replace(
            self.environment.content,
            tasks=[draft.task for draft in drafts],
            solutions=[draft.solution for draft in drafts],
            verifiers=[draft.verifier for draft in drafts],
        )
        return Environment(content)

    @contextmanager
    def talk(self, seed: int = 0, wish: Wish | None = None) -> Iterator[Talk]:
        with self.environment.rehearsal() as rehearsal, rehearsal.episode() as episode:
            yield Talk(self.world, episode, random.Random(seed), wish or Wish(steps=(1, 60)))


@cache
def place_of(name: str) -> Place:
    domain_name, persona = PLACES[name]
    domain = import_module(f"authors.procedural.domains.{domain_name}").DOMAIN
    world = compose(domain, domain_name, random.Random(7), Size(), persona)
    manifest = EnvironmentManifest(name=domain_name, now=world.now, scenario=domain.about)
    tables, tools = tables_of(world), tools_of(world)
    stage = Environment(Content(manifest, tables, [*tools, *backstage_tools_of(world)]))
    rows = live_through(world, stage, random.Random(9), Size().days)
    return Place(world, Environment(Content(manifest, tables, tools, rows)))


@pytest.fixture(scope="session", params=list(PLACES))
def place(request: pytest.FixtureRequest) -> Place:
    return place_of(request.param)


@pytest.fixture(scope="session")
def marina() -> Place:
    return place_of("marina")


@pytest.fixture(scope="session")
def desk() -> Place:
    return place_of("vet_clinic")
