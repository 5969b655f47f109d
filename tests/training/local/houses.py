"""A few little houses with the oracle's samples of them: what the tests of the embedded engine train in."""

import asyncio
from collections.abc import Sequence
from functools import lru_cache

from environments import Environment
from schemas.dataset import Sample
from training.episode import Rules
from training.local.playground import name_of, playground
from training.loop import Assignment, Stage, play_all
from training.policies.oracle import Oracle
from training.records import rollout_of
from training.samples import samples_of


@lru_cache(maxsize=32)
def house(number: int) -> Environment:
    return Environment(playground(number))


def load(reference: str) -> Environment:
    return house(int(reference.split("@")[0].rsplit("-", 1)[1]))


def reference_of(number: int) -> str:
    return f"{name_of(number)}@1"


def tasks_of(numbers: Sequence[int]) -> list[tuple[str, str]]:
    return [(reference_of(number), task) for number in numbers for task in house(number).tasks]


def samples_in(numbers: Sequence[int], window: int = 3) -> list[Sample]:
    """The certified solutions of these houses, a sample a turn."""
    assignments = [Assignment(reference, task) for reference, task in tasks_of(numbers)]
    ready = {reference_of(number): house(number) for number in numbers}
    played = asyncio.run(play_all(assignments, Oracle(), Stage(load, ready), Rules(window=window)))
    rollouts = [rollout_of(each, each.assignment.environment, "oracle") for each in played]
    return [sample for rollout in rollouts for sample in samples_of(rollout, "rollouts-test", window)]
