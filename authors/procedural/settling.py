"""Settle a world: its tools and its history, so that every tool can succeed and every requirement can trip.

In:  a domain, a name, a source of random generators, a size.
Out: a world with the environment that its history left.
Never here: tasks.

History is lived once, with everything that can happen there. What user 1 can then never do is taken from them before
anything is tried, and other actions come in its place; what the walks of certification still miss is taken after, and
nothing comes in its place: that, too, would have to be walked through.
"""

import random
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace

from authors.procedural.compose import Size, assemble, trimmed
from authors.procedural.domain import Domain
from authors.procedural.history import Simulation
from authors.procedural.readiness import Readiness, make_ready
from authors.procedural.tables import tables_of
from authors.procedural.tools import backstage_tools_of, tools_of
from authors.procedural.world import Persona, World
from environments import Content, Environment, History, build_image
from environments.certification import inspect
from schemas import ROWS, TABLES, TOOLS, EnvironmentManifest, Problem, SeedRow, Table, Tool

COMPOSITIONS = ("world", "another world", "a third world")
"""What is composed before one is taken as it is: certification will say what is wrong with it."""
HISTORIES = 3
"""Histories that are lived before a composition is given up."""
PATIENCE = (300, 1_200, 2_500, 2_500)
"""Fruitless calls after which an action is given up, at the first walk and at those after something was taken away.
It is a part of what certification takes, which is fair to authors who cannot do without it: of what happens at all,
hardly anything happens after so many (seven waits in 125 worlds were longer than 400, and what they wait for is lost).
The first walk finds what is impossible, those after it hardly anything."""

RngOf = Callable[[str], random.Random]
"""A generator of its own for each purpose."""


@dataclass(frozen=True)
class Settled:
    """A world and the environment that its history left, before it has tasks."""

    world: World
    environment: Environment
    attempts: int
    """How often it was walked through."""

    @property
    def rows(self) -> list[SeedRow]:
        return self.environment.content.rows


def settle(domain: Domain, name: str, rng_of: RngOf, size: Size, persona: Persona | None) -> Settled:
    """The first composition without a finding; after the last one, what it gave: certification will say what is wrong.

    A composition can contradict itself in a way that no history mends: bills that nothing causes any more, say.
    """
    for purpose in COMPOSITIONS:
        world = assemble(domain, name, rng_of(purpose), size, persona)
        settled, is_sound = _live_and_trim(world, size, rng_of)
        if is_sound:
            break
    return settled


def _live_and_trim(world: World, size: Size, rng_of: RngOf) -> tuple[Settled, bool]:
    """What a world comes to, and whether nothing was found that is wrong with it."""
    tables = TABLES.pack(tables_of(world)).records()
    stage = Environment(bare_content(world, tables, [*tools_of(world), *backstage_tools_of(world)], []))
    attempts = 0
    for number in range(1, HISTORIES + 1):
        rows, readiness = _lived(world, stage, rng_of(f"history {number}"), size.days)
        image = build_image(tables, rows, world.now, world.name)
        shown, impossible = _shown(world, size.tools[1], rng_of, readiness), set[str]()
        for patience in PATIENCE:
            shown = _without(shown, impossible, readiness)
            attempts += 1
            environment = Environment(bare_content(shown, tables, own_tools(shown), rows), image)
            problems = inspect(environment, patience=patience, to_the_end=False).problems
            impossible = set(map(_action_of, problems)) & _own_actions(shown)
            if not impossible:
                break
        if not problems:
            break
    return Settled(shown, environment, attempts), not problems


def _lived(world: World, stage: Environment, rng: random.Random, days: int) -> tuple[list[SeedRow], Readiness]:
    with History(stage) as history:
        simulation = Simulation(world, history, rng)
        simulation.run(days)
        readiness = make_ready(simulation)
        return ROWS.pack(history.rows()).records(), readiness


def _shown(world: World, most: int, rng_of: RngOf, readiness: Readiness) -> World:
    """The world with as many actions for user 1 as fit, none of them impossible for want of another."""
    without: set[str] = set()
    while True:
        shown = trimmed(world, most, rng_of("trim"), without)
        hopeless = readiness.hopeless(_own_actions(shown))
        if not hopeless:
            return shown
        without |= hopeless


def _without(shown: World, impossible: Set[str], readiness: Readiness) -> World:
    """The world without these actions for user 1, nor those that nothing else would make possible."""
    less = replace(shown, actions=dict(shown.actions))
    while impossible:
        for name in sorted(impossible):
            less.hide(name)
        impossible = readiness.hopeless(_own_actions(less))
    return less


def _own_actions(world: World) -> frozenset[str]:
    """Names of the actions that user 1 has."""
    return frozenset(each.name for each in world.actions.values() if world.visible(each.audience))


def own_tools(world: World) -> list[Tool]:
    """The tools of user 1, as a store gives them back: the order of their parameters decides what chance does."""
    return TOOLS.pack(tools_of(world)).records()


def _action_of(problem: Problem) -> str:
    """The tool that a problem names: "sign_up_for_event, step 5"."""
    return problem.where.partition(",")[0]


def bare_content(world: World, tables: Sequence[Table], tools: Sequence[Tool], rows: Sequence[SeedRow]) -> Content:
    """A world's content before it has tasks."""
    manifest = EnvironmentManifest(name=world.name, now=world.now, scenario=world.organisation)
    return Content(manifest, list(tables), list(tools), list(rows))
