"""Small worlds for tests of modules: the people, one module, what it meets, and some weeks of business."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from authors.procedural.compose import build
from authors.procedural.domain import Domain, all_domains
from authors.procedural.history import Simulation
from authors.procedural.module import Module
from authors.procedural.tables import tables_of
from authors.procedural.tools import backstage_tools_of, tools_of
from authors.procedural.world import Persona, World
from environments import Content, Environment, History, Result
from schemas import EnvironmentManifest

NOW = "2026-06-11 09:00:00"
MARINA = all_domains()["marina"]
PEOPLE = replace(MARINA.people, options={"suspension": False})
BOATS, INVOICES = MARINA.always[0], MARINA.always[1]


@dataclass
class Stage:
    """A place with a past, on which tools are called one after the other."""

    world: World
    history: History

    def call(self, tool: str, user_id: int = 1, **arguments: Any) -> Result:
        return self.history.call(tool, arguments, at=NOW, user_id=user_id)

    def done(self, tool: str, user_id: int = 1, **arguments: Any) -> dict[str, Any]:
        """The result of a call that must succeed."""
        result = self.call(tool, user_id, **arguments)
        assert result.ok, (tool, arguments, result.error)
        content: dict[str, Any] = result.content
        return content

    def refused(self, tool: str, user_id: int = 1, **arguments: Any) -> str:
        """The message of a call that must fail."""
        result = self.call(tool, user_id, **arguments)
        assert result.error is not None, (tool, arguments, result.content)
        return result.error.message

    def rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        self.history.set_time(NOW)
        return self.history.execute(sql, values)

    def value(self, sql: str, **values: Any) -> Any:
        rows = self.rows(sql, **values)
        return rows[0][0] if rows else None

    @property
    def broken(self) -> dict[str, list[tuple[Any, ...]]]:
        """Invariants that do not hold, with the rows that break them."""
        found = {name: self.rows(sql) for name, sql in self.world.invariants.items()}
        return {name: rows for name, rows in found.items() if rows}


def _composed(*modules: Module, persona: Persona, seed: int = 1) -> World:
    """A world of the marina's people and some modules, options drawn unless set."""
    rng = random.Random(seed)
    frame = World(name="test", organisation="Gull Cove", persona=persona, now=NOW)
    domain = Domain(
        name="test", category="Water", about="a test", words="test", organisations=("Gull Cove",), persona=persona,
        people=PEOPLE, always=(),
    )  # fmt: skip
    return build(frame, domain, [module.drawn(rng) for module in (PEOPLE, *modules)])


def _staged(*modules: Module, persona: Persona, seed: int = 1, days: int = 32) -> Stage:
    """The same after some weeks of business."""
    world = _composed(*modules, persona=persona, seed=seed)
    manifest = EnvironmentManifest(name="test", now=NOW, scenario="a test")
    tools = [*tools_of(world), *backstage_tools_of(world)]
    environment = Environment(Content(manifest, tables_of(world), tools, [], [], [], [], []))
    history = History(environment)
    Simulation(world, history, random.Random(seed)).run(days)
    return Stage(world, history)


@pytest.fixture(scope="session")
def composed() -> Callable[..., World]:
    """`composed(*modules, persona=…, seed=…)`: a world of the marina's people and some modules."""
    return _composed


@pytest.fixture(scope="session")
def staged() -> Callable[..., Stage]:
    """`staged(*modules, persona=…, seed=…)`: the same after some weeks of business."""
    return _staged


@pytest.fixture(scope="session")
def boats() -> Module:
    return BOATS


@pytest.fixture(scope="session")
def invoices() -> Module:
    return INVOICES
