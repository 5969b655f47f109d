"""Play with a learner: groups to learn from, and looks at how much it can do.

In:  a learner, tasks. Out: episodes.
Never here: learning.
"""

import asyncio
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from environments import Environment
from training.episode import Rules
from training.local.models import Learner
from training.local.recipe import LocalPlay
from training.local.writing import LocalPolicy
from training.loop import Assignment, Limits, Load, Played, Stage, play_all
from training.policies.protocol import Policy
from training.rewards import FormRules, RewardRules

NO_HURRY = Limits(seconds=1e9)
"""An episode waits for all others that are written beside it; turns and tokens bound what it takes."""
TaskOf = tuple[str, str]
"""Environment and task."""


def rules_of(play: LocalPlay, *, is_training: bool) -> Rules:
    form, rewards = FormRules(thinks=play.thinks), RewardRules(violation=play.violation)
    return Rules(play.turns, play.window, is_training, form=form, rewards=rewards)


@dataclass
class Field:
    """The tasks that are trained on, in environments that stay loaded."""

    tasks: Sequence[TaskOf]
    load: Load

    def __post_init__(self) -> None:
        self._loaded: dict[str, Environment] = {}

    def drawn(self, count: int, step: int, seed: int) -> list[TaskOf]:
        """The tasks of a step, from 1: passes over all of them, each in an order of its own."""
        first = (step - 1) * count
        return [self._at(place, seed) for place in range(first, first + count)]

    def _at(self, place: int, seed: int) -> TaskOf:
        order = list(self.tasks)
        random.Random(f"{seed}/{place // len(order)}").shuffle(order)
        return order[place % len(order)]

    def play(self, policy: Policy, tasks: Sequence[TaskOf], episodes: int, rules: Rules) -> list[Played]:
        """`episodes` of each task."""
        ready = {reference: self._environment(reference) for reference, _ in tasks}
        assignments = list(_assignments(tasks, episodes))
        return asyncio.run(play_all(assignments, policy, Stage(self.load, ready), rules, NO_HURRY))

    def _environment(self, reference: str) -> Environment:
        if reference not in self._loaded:
            self._loaded[reference] = self.load(reference)
        return self._loaded[reference]


def _assignments(tasks: Sequence[TaskOf], episodes: int) -> Iterator[Assignment]:
    """A task that was drawn twice is two groups, whose episodes differ by their numbers."""
    count: dict[TaskOf, int] = {}
    for reference, task in tasks:
        start = count.get((reference, task), 0)
        count[reference, task] = start + episodes
        for number in range(start, start + episodes):
            yield Assignment(reference, task, number, number)


def pass_rate(learner: Learner, field: Field, play: LocalPlay, episodes: int, seed: int) -> float:
    """Share of complete episodes, over those that could be judged; the rules of form end none."""
    played = field.play(LocalPolicy(learner, play, seed), field.tasks, episodes, rules_of(play, is_training=False))
    known = [each.reward for each in played if each.reward is not None]
    return fmean(reward == 1.0 for reward in known) if known else 0.0
