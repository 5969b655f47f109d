"""The arithmetic of GRPO against numbers worked out by hand, and against what it must not do."""

import math
import random

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.training.local.houses import samples_in, tasks_of
from tests.training.local.learners import tiny
from training.local.grpo import advantages_of, kl_distance, learn_from_groups, policy_loss
from training.local.learning import Batch, Turn, batch_of, log_probabilities, optimizer_of
from training.local.recipe import Grpo

SMALL = Grpo(steps=1, tasks=2, episodes=2, mini_batch=1)


def batch(logged: list[list[float]], mask: list[list[float]], advantages: list[float]) -> Batch:
    empty = torch.zeros(0)
    return Batch(empty, empty, torch.tensor(mask), torch.tensor(logged), torch.tensor(advantages))


def test_an_advantage_is_a_distance_from_the_group_in_standard_deviations() -> None:
    assert advantages_of([1.0, 0.0, 0.0, 1.0]) == [1.0, -1.0, -1.0, 1.0]


def test_an_episode_without_a_reward_leaves_its_group() -> None:
    assert advantages_of([1.0, None, 0.0]) == [1.0, None, -1.0]


@given(st.lists(st.one_of(st.none(), st.sampled_from([-1.0, 0.0, 0.1, 1.0])), max_size=16))
def test_advantages_are_centred_and_finite(rewards: list[float | None]) -> None:
    found = [each for each in advantages_of(rewards) if each is not None]
    assert len(found) == sum(reward is not None for reward in rewards)
    assert all(map(math.isfinite, found))
    assert abs(sum(found)) < 1e-6


def test_clipping_lets_good_tokens_grow_further_than_bad_ones_shrink() -> None:
    recipe = Grpo(steps=1, clip_low=0.2, clip_high=0.28)
    logs = torch.tensor([[0.5, -0.5, 0.1]])
    for advantage, expected in (
        (1.0, [1.28, math.exp(-0.5), math.exp(0.1)]),
        (-1.0, [math.exp(0.5), 0.8, math.exp(0.1)]),
    ):
        loss, clipped = policy_loss(logs, batch([[0.0] * 3], [[1.0] * 3], [advantage]), recipe)
        assert torch.allclose(-loss * advantage, torch.tensor([expected]), atol=1e-6)
        assert clipped.sum() == 1


def test_a_clipped_token_has_no_gradient() -> None:
    logs = torch.tensor([[0.5, 0.1]], requires_grad=True)
    loss, _ = policy_loss(logs, batch([[0.0, 0.0]], [[1.0, 1.0]], [1.0]), Grpo(steps=1))
    loss.sum().backward()
    assert logs.grad is not None
    assert logs.grad[0, 0] == 0
    assert logs.grad[0, 1] == pytest.approx(-math.exp(0.1))


def test_the_ratio_of_a_whole_answer_is_the_geometric_mean_of_its_tokens() -> None:
    logs = torch.tensor([[0.3, -0.1, 9.0]], requires_grad=True)
    part = batch([[0.0] * 3], [[1.0, 1.0, 0.0]], [1.0])
    loss, _ = policy_loss(logs, part, Grpo(steps=1, correction="sequence"))
    assert torch.allclose(-loss[0, :2], torch.tensor([math.exp(0.1)] * 2), atol=1e-6)
    (loss * part.answer).sum().backward()
    assert logs.grad is not None
    assert logs.grad[0, :2].tolist() == pytest.approx([-math.exp(0.1)] * 2)
    assert logs.grad[0, 2] == 0


def test_the_distance_is_zero_between_equals_and_positive_else() -> None:
    assert kl_distance(torch.tensor([-1.0]), torch.tensor([-1.0])).item() == 0
    assert (kl_distance(torch.tensor([-1.0, -2.0]), torch.tensor([-2.0, -1.0])) > 0).all()


def test_micro_batches_add_up_to_the_gradient_of_the_whole() -> None:
    learner = tiny(samples_in([1]))
    turns = [
        [Turn([5, 6, 7], [8, 9, 10], [-3.0, -3.0, -3.0], 1.0), Turn([5, 6], [11], [-3.0], 1.0)],
        [Turn([5, 6, 7, 8, 9], [12, 13], [-3.0, -3.0], -1.0)],
    ]
    weights = []
    for micro in (1, 3):
        fresh = tiny(samples_in([1]))
        optimizer = torch.optim.SGD(fresh.trained().values(), lr=0.1)
        recipe = SMALL.model_copy(update={"micro_batch": micro, "mini_batch": 2})
        learn_from_groups(fresh, fresh.frozen_copy(), turns, recipe, optimizer, 1.0, random.Random(1))
        weights.append(torch.cat([weight.detach().flatten() for weight in fresh.trained().values()]))
    before = torch.cat([weight.detach().flatten() for weight in learner.trained().values()])
    assert not torch.allclose(weights[0], before, atol=1e-5)
    assert torch.allclose(weights[0], weights[1], atol=1e-5)


def test_a_step_makes_rewarded_answers_likelier_and_others_less() -> None:
    learner = tiny(samples_in([1]))
    good, bad = Turn([5, 6, 7], [8, 9], None, 1.0), Turn([5, 6, 7], [20, 21], None, -1.0)
    known = batch_of([good, bad], learner)
    with torch.no_grad():
        before, _ = log_probabilities(learner, learner.model, known)
    logged = [Turn(t.prompt, t.answer, before[k].tolist(), t.advantage) for k, t in enumerate((good, bad))]
    learn_from_groups(learner, None, [logged], SMALL, optimizer_of(learner, 1e-3), 1.0, random.Random(1))
    with torch.no_grad():
        after, _ = log_probabilities(learner, learner.model, known)
    assert (after[0] > before[0]).all()
    assert (after[1] < before[1]).all()


def test_nothing_to_learn_from_is_no_step_and_no_fault() -> None:
    learner = tiny(samples_in([1]))
    numbers = learn_from_groups(learner, None, [], SMALL, optimizer_of(learner, 1e-3), 1.0, random.Random(1))
    assert set(numbers.values()) == {0.0}


def test_tasks_are_drawn_in_passes_over_all_of_them() -> None:
    from tests.training.local.houses import load
    from training.local.playing import Field

    field = Field(tasks_of([1, 2]), load)
    drawn = [task for step in (1, 2, 3, 4) for task in field.drawn(4, step, seed=3)]
    assert sorted(drawn) == sorted(tasks_of([1, 2]))
    assert field.drawn(4, 2, seed=3) == drawn[4:8]
