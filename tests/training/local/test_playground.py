"""The little houses: certified like any other environment, and each a place of its own."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.training.local.houses import house
from training.episode import Rules
from training.local.playground import playground
from training.loop import Assignment, Stage, play_all
from training.policies.oracle import Oracle


@given(number=st.integers(0, 10_000))
@settings(max_examples=5, deadline=None)
def test_every_house_is_certified_and_can_be_solved(number: int) -> None:
    content = playground(number)
    assert all(each.passed for each in content.certificates)
    assert len(content.tasks) == 8


def test_a_number_always_gives_the_same_house() -> None:
    assert playground(3).rows == playground(3).rows
    assert playground(3).tasks != playground(4).tasks


def test_the_oracle_needs_four_turns_at_most() -> None:
    environment = house(1)
    assignments = [Assignment("house-of-lamps-1@1", task) for task in environment.tasks]
    stage = Stage(lambda reference: environment)
    played = asyncio.run(play_all(assignments, Oracle(), stage, Rules(turns=6)))
    assert {each.reward for each in played} == {1.0}
    assert max(len(each.written) for each in played) == 4
