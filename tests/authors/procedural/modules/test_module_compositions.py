"""Every module, under every choice that it can make, gives tools that load and a history that keeps its promises."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from authors.procedural.compose import build
from authors.procedural.domains.marina import DOMAIN
from authors.procedural.modules.coupons import Coupons
from authors.procedural.world import Persona, World, WorldError
from environments.certification import certify

from .trading_post import MODULES, lived, post

COMPANY = {
    "orders": ("billing",),
    "stock": ("orders",),
    "reviews": ("bookings", "billing"),
    "messages": (),
    "tickets": ("bookings", "billing"),
    "deliveries": ("orders", "billing"),
    "coupons": ("bookings", "billing"),
    "loyalty": ("orders", "billing"),
    "donations": (),
    "documents": (),
    "inspections": ("bookings", "billing", "maintenance"),
    "deposits": ("bookings", "billing"),
    "returns": ("orders", "billing", "stock", "vouchers"),
    "quotes": ("orders", "billing", "stock"),
    "auctions": ("bookings", "billing"),
    "votes": (),
    "shifts": ("bookings", "maintenance"),
}
"""What each module is tried with."""
PERSONAS: tuple[Persona, ...] = ("customer", "staff")
ALL = [(name, persona) for name in COMPANY for persona in PERSONAS if (name, persona) != ("shifts", "customer")]
"""A rota is no customer's."""
every_module = pytest.mark.parametrize(("name", "persona"), ALL)


def drawn_options(name: str, count: int) -> Iterator[dict[str, dict[str, Any]]]:
    """Choices for one module and its company: each value of each option at least once, others at random."""
    rng = random.Random(name)
    offered = MODULES[name].OPTIONS
    needed = {"orders": {"stock": True}} if "stock" in (name, *COMPANY[name]) else {}
    for place in range(count):
        chosen = {option: values[place % len(values)] for option, values in offered.items()}
        if place >= max(len(values) for values in offered.values()):
            chosen = {option: rng.choice(values) for option, values in offered.items()}
        yield {**{each: needed.get(each, {}) for each in COMPANY[name]}, name: chosen}


@every_module
def test_every_choice_loads_and_its_history_breaks_no_invariant(name: str, persona: Persona) -> None:
    for number, options in enumerate(drawn_options(name, 3)):
        world = post(persona, number, **options)
        with lived(world, days=10, seed=number).session() as session:
            for promise, sql in world.invariants.items():
                assert session.connection.execute(sql).fetchall() == [], (promise, options)


@every_module
def test_no_tool_and_no_parameter_goes_unexplained(name: str, persona: Persona) -> None:
    options = next(drawn_options(name, 1))
    environment = lived(post(persona, **options), days=3)
    assert [warning for warning in environment.warnings if warning.rule in ("no_description", "no_order")] == []


@pytest.mark.slow
@every_module
def test_every_tool_succeeds_and_every_requirement_fires(name: str, persona: Persona) -> None:
    """Chance leaves a history now and then without a row that a tool needs, so one draw of five may fail."""
    failed = {}
    for number, options in enumerate(drawn_options(name, 5)):
        world = post(persona, number, **options)
        own = {action.name for action in world.actions.values()} - _of_others(name, persona, options)
        problems = certify(lived(world, days=32, seed=number)).certificates[0].problems
        if mine := [problem for problem in problems if problem.where.split(",")[0] in own]:
            failed[number] = (options, mine)
    assert len(failed) <= 1, failed


def _of_others(name: str, persona: Persona, options: dict[str, dict[str, Any]]) -> set[str]:
    company = {each: chosen for each, chosen in options.items() if each != name}
    return set(post(persona, **company).actions)


def test_a_module_says_what_it_needs() -> None:
    frame = World(name="bare", organisation="Bare", persona="staff", now="2026-06-17 09:00:00")
    with pytest.raises(WorldError, match="Coupons needs something payable"):
        build(frame, DOMAIN, [Coupons().drawn(random.Random(0))])
