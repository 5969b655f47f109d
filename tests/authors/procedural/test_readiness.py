"""Readiness: what could make something possible is told by the tables that are written and named."""

import random
from importlib import import_module

import pytest

from authors.procedural.compose import Size, compose
from authors.procedural.readiness import Effects
from authors.procedural.world import Persona, World


@pytest.fixture(scope="module")
def world() -> World:
    domain = import_module("authors.procedural.domains.marina").DOMAIN
    persona: Persona = "customer"
    return compose(domain, "marina", random.Random(7), Size(), persona)


def test_what_makes_a_row_bears_on_what_needs_one(world):
    effects = Effects(world)
    made = [action for action in world.actions.values() if action.does == "create"]
    for action in made:
        entity = world.entities[action.entity]
        assert effects.fill(action, entity), action.name
        for other in world.actions.values():
            if any(param.of == action.entity for param in other.params):
                assert effects.reach(action, other), (action.name, other.name)


def test_what_names_nothing_that_is_written_is_not_tried(world):
    effects = Effects(world)
    actions = list(world.actions.values())
    unrelated = [(one, other) for one in actions for other in actions if not effects.reach(one, other)]
    assert len(unrelated) > len(actions) ** 2 / 4
