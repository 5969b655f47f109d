"""Compose one business: choose its modules, draw their options, let them declare and meet.

In:  a domain (already adapted to what the scenario says), a name, a random generator, a size.
Out: a settled and built `World`.
Never here: sentences (`reading.py`), rows (`history.py`).
"""

import random
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from authors.procedural.agreements import agree_on_time
from authors.procedural.domain import Domain, Sometimes
from authors.procedural.module import Module
from authors.procedural.modules.anywhere import anywhere
from authors.procedural.rules import add_columns, enforce
from authors.procedural.tools import number_of_tools
from authors.procedural.world import Persona, World, WorldError
from schemas import Write

YEAR = 2026
INSERTED = re.compile(r"INSERT INTO (\w+)")


class UnmetNeed(WorldError):
    """A module needs what nobody offers."""

    def __init__(self, module: Module, need: str) -> None:
        super().__init__(f"{type(module).__name__} needs something {need}, which nothing here is")
        self.module = module


@dataclass(frozen=True)
class Size:
    """How large an environment should come out. Bounds include their ends."""

    tables: tuple[int, int] = (17, 21)
    tools: tuple[int, int] = (32, 40)
    days: int = 36
    """Simulated days of history."""


SMALL = Size((10, 14), (15, 25))
"""A first look: half the tools, two thirds of the tables."""


def compose(
    domain: Domain, name: str, rng: random.Random, size: Size, persona: Persona | None = None,
    barred: Collection[str] = (),
) -> World:  # fmt: skip
    """A world of this domain, within the size where its modules allow; user 1 does not get the barred actions."""
    return trimmed(assemble(domain, name, rng, size, persona), size.tools[1], rng, barred)


def assemble(domain: Domain, name: str, rng: random.Random, size: Size, persona: Persona | None = None) -> World:
    """A world of this domain with all that it offers, before user 1 is spared what is too much.

    Of the trade itself (`always`) only what its own drawn options contradict is left out; the rest is drawn by chance
    and added while it fits, then added regardless of chance until the lower bound of tables is reached.
    """
    frame = World(
        name=name,
        organisation=rng.choice(domain.organisations),
        persona=persona or domain.persona,
        now=_opening_hour(domain, rng),
    )
    trade: list[Module] = [domain.people.drawn(rng), *(module.drawn(rng) for module in domain.always)]
    candidates = [(sometimes.chance, sometimes.module.drawn(rng)) for sometimes in _offered(domain, frame.persona)]
    rng.shuffle(candidates)
    wanted = [module for chance, module in candidates if rng.random() < chance]
    spare = [module for _, module in candidates if module not in wanted]
    chosen, world = _fitting(frame, domain, trade)
    together = _grown_at_once(frame, domain, chosen, wanted, size)
    chosen, world = together or (chosen, world)
    for module in (*(wanted if together is None else ()), *spare):
        if module in spare and len(world.entities) >= size.tables[0] and number_of_tools(world) >= size.tools[0]:
            break
        grown = _grown(frame, domain, [*chosen, module], size)
        if grown is not None:
            chosen.append(module)
            world = grown
    kept, world = _without_what_never_is(frame, domain, chosen, world)
    for module in (*wanted, *spare) if len(kept) < len(chosen) else ():
        if len(world.entities) >= size.tables[0] and number_of_tools(world) >= size.tools[0]:
            break
        grown = _grown(frame, domain, [*kept, module], size) if module not in chosen else None
        if grown is not None and not _never_there(grown):
            kept.append(module)
            world = grown
    return world


def _without_what_never_is(
    frame: World, domain: Domain, chosen: list[Module], world: World
) -> tuple[list[Module], World]:
    """The modules, and the world, without those whose rows never come to be: bills where nothing is charged."""
    for module in reversed(chosen[1:]):
        empty = len(_never_there(world))
        if not empty:
            break
        if module not in chosen:
            continue
        try:
            rest, smaller = _without(frame, domain, chosen, module)
        except WorldError:
            continue
        if len(_never_there(smaller)) < empty:
            chosen, world = rest, smaller
    return list(chosen), world


def _without(frame: World, domain: Domain, chosen: list[Module], module: Module) -> tuple[list[Module], World]:
    """The world without a module and without those that need what only it has."""
    rest = [each for each in chosen if each is not module]
    while True:
        try:
            return rest, build(frame, domain, rest)
        except UnmetNeed as fault:
            rest = [each for each in rest if each is not fault.module]


def _never_there(world: World) -> list[str]:
    """Roles of entities that have no base rows and that no action makes."""
    made = {
        match[1]
        for action in world.actions.values()
        for step in action.steps
        if isinstance(step, Write)
        for match in INSERTED.finditer(step.write)
    }
    return [
        entity.role
        for entity in world.entities.values()
        if not entity.things and not entity.people and entity.table not in made
    ]


def _offered(domain: Domain, persona: Persona) -> list[Sometimes]:
    """The domain's own further modules, and those of no particular trade that it does not speak of."""
    known = {type(module) for module in (*domain.always, *(each.module for each in domain.sometimes))}
    elsewhere = known.union(domain.never)
    return [*domain.sometimes, *(each for each in anywhere(persona) if type(each.module) not in elsewhere)]


def _fitting(frame: World, domain: Domain, trade: list[Module]) -> tuple[list[Module], World]:
    """The trade's modules that fit together, and their world: stock, say, goes where orders count no units.

    Raises:
        WorldError: not even the rest fits.
    """
    try:
        return trade, build(frame, domain, trade)
    except WorldError:
        for module in reversed(trade[2:]):
            rest = [each for each in trade if each is not module]
            try:
                return rest, build(frame, domain, rest)
            except WorldError:
                continue
        return _fitting(frame, domain, trade[:-1]) if len(trade) > 2 else (trade, build(frame, domain, trade))


def trimmed(world: World, most: int, rng: random.Random, barred: Collection[str] = ()) -> World:
    """The world with actions hidden from user 1 until there are at most so many tools, least wanted ones first.

    Chance has a say, so that two places with the same modules differ in what user 1 may do. Of each kind of thing that
    can be acted on, the most wanted action stays. What is barred is hidden in any case, and makes room for others.
    """
    shown = [action for action in world.actions.values() if world.visible(action.audience)]
    wanted = {action.name: action.weight * rng.uniform(0.5, 1.5) for action in shown}
    allowed = [action for action in shown if action.name not in barred]
    best = {action.entity: action.name for action in sorted(allowed, key=lambda each: (each.kept, wanted[each.name]))}
    hidden = [name for name in wanted if name in barred]
    surplus = number_of_tools(world) - len(hidden) - most
    spare = [
        each.name for each in sorted(allowed, key=lambda each: wanted[each.name]) if each.name not in best.values()
    ]
    hidden += spare[: max(0, surplus)]
    kept = replace(world, actions=dict(world.actions))
    for name in hidden:
        kept.hide(name)
    return kept


def _grown(frame: World, domain: Domain, modules: Sequence[Module], size: Size) -> World | None:
    """The world with one module more; None where it clashes, lacks what it needs, or grows too large."""
    try:
        world = build(frame, domain, modules)
    except WorldError:
        return None
    return world if _is_within(world, size) else None


def _grown_at_once(
    frame: World, domain: Domain, chosen: Sequence[Module], wanted: Sequence[Module], size: Size
) -> tuple[list[Module], World] | None:
    """The modules and the world with all that is wanted but what lacks its needs; None where that is not possible.

    One after the other would take a world for each, and turn away what needs a later one.
    """
    modules = [*chosen, *wanted]
    while True:
        try:
            world = build(frame, domain, modules)
        except UnmetNeed as fault:
            if fault.module in chosen:
                return None
            modules = [each for each in modules if each is not fault.module]
        except WorldError:
            return None
        else:
            return (modules, world) if _is_within(world, size) else None


def _is_within(world: World, size: Size) -> bool:
    return len(world.entities) <= size.tables[1] and _unavoidable(world) <= size.tools[1]


def _unavoidable(world: World) -> int:
    """How many tools trimming leaves: all that read, and one action for each kind of thing."""
    shown = [action for action in world.actions.values() if world.visible(action.audience)]
    return number_of_tools(world) - len(shown) + len({action.entity for action in shown})


def build(frame: World, domain: Domain, modules: Sequence[Module]) -> World:
    """Let modules declare, connect and build on a fresh copy of a frame.

    Raises:
        WorldError: two modules want one table or one tool, or a module needs what nobody offers.
    """
    world = World(name=frame.name, organisation=frame.organisation, persona=frame.persona, now=frame.now)
    for module in modules:
        module.declare(world)
    add_columns(world, domain.rules)
    for module in modules:
        for need in module.NEEDS:
            if not world.offering(need):
                raise UnmetNeed(module, need)
    for module in modules:
        module.connect(world)
    world.settle()
    for module in modules:
        module.build(world)
    agree_on_time(world)
    enforce(world, domain.rules)
    world.situations += domain.situations
    world.leads = domain.leads
    return world


def _opening_hour(domain: Domain, rng: random.Random) -> str:
    """A weekday morning in a month when the place is open."""
    month, day = rng.choice(domain.months), rng.randint(5, 26)
    return f"{YEAR}-{month:02d}-{day:02d} 09:00:00"
