"""Settle a world: its tools and its history, so that every tool can succeed and every requirement can trip.

In:  a domain, a name, a source of random generators, a size.
Out: a world with the rows of its history.
Never here: tasks.

A composition can contradict its own history: user 1 joined the club weeks ago, so "join" can never succeed again; no
class was ever full. The walks of certification find that out. Then another history is lived through and, where that
does not help either, the action is taken from user 1 and another one comes in its place.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from authors.procedural.compose import Size, compose
from authors.procedural.domain import Domain
from authors.procedural.history import live_through
from authors.procedural.tables import tables_of
from authors.procedural.tools import backstage_tools_of, tools_of
from authors.procedural.world import Persona, World
from environments import Content, Environment
from environments.certification import certify
from schemas import EnvironmentManifest, Problem, SeedRow, Table, Tool

ATTEMPTS = 6
HISTORIES_BEFORE_BARRING = 1
"""Histories that are tried before actions are taken away."""

RngOf = Callable[[str], random.Random]
"""A generator of its own for each purpose."""


@dataclass(frozen=True)
class Settled:
    """A world and the rows that its history left."""

    world: World
    rows: tuple[SeedRow, ...]
    attempts: int


def settle(domain: Domain, name: str, rng_of: RngOf, size: Size, persona: Persona | None) -> Settled:
    """The first attempt without a finding; after the last one, what it gave: certification will say what is wrong."""
    barred: set[str] = set()
    for attempt in range(1, ATTEMPTS + 1):
        world = compose(domain, name, rng_of("world"), size, persona, barred)
        tables, tools = tables_of(world), tools_of(world)
        stage = Environment(bare_content(world, tables, [*tools, *backstage_tools_of(world)], []))
        rows = live_through(world, stage, rng_of(f"history {attempt}"), size.days)
        problems = findings(world, tables, tools, rows)
        if not problems:
            break
        if attempt > HISTORIES_BEFORE_BARRING:
            barred |= {action for action in map(_action_of, problems) if action in world.actions}
    return Settled(world, tuple(rows), attempt)


def findings(world: World, tables: Sequence[Table], tools: Sequence[Tool], rows: Sequence[SeedRow]) -> list[Problem]:
    """What the walks of certification find wrong with tools, requirements and orders."""
    environment = Environment(bare_content(world, tables, tools, rows))
    (certificate,) = certify(environment, tasks=()).certificates
    return certificate.problems


def _action_of(problem: Problem) -> str:
    """The tool that a problem names: "sign_up_for_event, step 5"."""
    return problem.where.partition(",")[0]


def bare_content(world: World, tables: Sequence[Table], tools: Sequence[Tool], rows: Sequence[SeedRow]) -> Content:
    """A world's content before it has tasks."""
    manifest = EnvironmentManifest(name=world.name, now=world.now, scenario=world.organisation)
    return Content(manifest, list(tables), list(tools), list(rows))
