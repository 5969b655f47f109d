"""Windows against stock OpenRLHF: its real controller and loss; only a model's forward is a fixed function."""

import copy
import random
from types import SimpleNamespace
from typing import Any

import openrlhf.trainer.ppo_utils.experience_maker as stock_module
import pytest
import torch
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openrlhf.models.loss import PolicyLoss
from openrlhf.trainer.ppo_utils.experience import (
    make_experience_batch,
    remove_padding_in_sequences,
    split_experience_batch,
)
from openrlhf.trainer.ppo_utils.experience_maker import RemoteExperienceMaker
from openrlhf.trainer.ppo_utils.samples_generator import SamplesGenerator
from openrlhf.utils.loss_utils import iter_grad_accum_global_norm

from tests.training.openrlhf.stage import PAD, Values, Workers, episode, settings
from training.openrlhf.samples import GROUPED, EpisodeExperienceMaker, EpisodeSamplesGenerator, group_advantages


@pytest.fixture(autouse=True)
def no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    """`ray.get` and `ray.put` hand on what they are given: the workers answer in this process."""
    monkeypatch.setattr(stock_module, "ray", SimpleNamespace(get=lambda it: it, put=lambda it: it))


def maker_of(kind: type, args: Any) -> Any:
    reference = Workers(0.05) if args.algo.kl.init_coef else None
    critic = Values(0.0) if args.algo.advantage.estimator == "gae" else None
    kl, strategy = SimpleNamespace(value=args.algo.kl.init_coef), SimpleNamespace(args=args)
    return kind(Workers(0.0), critic, None, reference, kl, strategy, SimpleNamespace(pad_token_id=PAD))


def read(kind: type, args: Any, responses: list[dict[str, Any]]) -> list[Any]:
    """The responses as the controller's own generator reads them."""
    generator = kind.__new__(kind)
    generator.args = args
    return [generator._process_response_into_experience(copy.deepcopy(each), max_len=64) for each in responses]


def rows(batch: list[Any]) -> list[Any]:
    """One sample each, without padding."""
    return [each for made in batch for each in remove_padding_in_sequences(split_experience_batch(made))]


def by_tokens(batch: list[Any]) -> dict[tuple[int, ...], Any]:
    return {tuple(each.sequences.tolist()): each for each in rows(batch)}


def ours(args: Any, responses: list[dict[str, Any]]) -> list[Any]:
    made: list[Any] = maker_of(EpisodeExperienceMaker, args).make_experience_batch(
        read(EpisodeSamplesGenerator, args, responses)
    )
    return made


def stock(args: Any, responses: list[dict[str, Any]]) -> list[Any]:
    made: list[Any] = maker_of(RemoteExperienceMaker, args).make_experience_batch(
        read(SamplesGenerator, args, responses)
    )
    return made


def group_of(responses: list[dict[str, Any]], number: int) -> torch.Tensor:
    return torch.tensor([each["reward"] for each in responses[4 * number : 4 * number + 4]])


@pytest.mark.parametrize("kl", [0.0, 0.02])
@pytest.mark.parametrize("micro", [1, 2])
@pytest.mark.parametrize("estimator", [*GROUPED, "gae"])
def test_one_window_an_episode_gives_exactly_what_stock_gives(estimator: str, micro: int, kl: float) -> None:
    draw = random.Random(3)
    responses = [episode(draw, f"p{number // 4}", 1) for number in range(16)]
    args = settings(estimator, kl=kl, micro=micro)
    theirs, mine = by_tokens(stock(args, responses)), by_tokens(ours(args, responses))
    assert theirs.keys() == mine.keys()
    for tokens, sample in theirs.items():
        difference = (sample.advantages - mine[tokens].advantages) * sample.action_mask
        assert difference.abs().max().item() < 1e-5
        assert torch.equal(sample.action_mask, mine[tokens].action_mask)
        assert torch.equal(sample.action_log_probs, mine[tokens].action_log_probs)


def test_the_kl_penalty_is_really_in_the_numbers_that_are_compared() -> None:
    draw = random.Random(3)
    responses = [episode(draw, f"p{number // 4}", 1) for number in range(16)]
    without, with_it = (by_tokens(ours(settings("group_norm", kl=kl), responses)) for kl in (0.0, 0.02))
    assert max((without[key].advantages - with_it[key].advantages).abs().max().item() for key in without) > 0.001


@hypothesis_settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    lengths=st.lists(st.integers(1, 7), min_size=16, max_size=16),
    ranks=st.sampled_from([1, 2, 4]),
    batch=st.sampled_from([8, 16]),
    micro=st.sampled_from([1, 2]),
)
def test_every_window_carries_its_episodes_advantage_and_every_rank_gets_as_many(
    seed: int, lengths: list[int], ranks: int, batch: int, micro: int
) -> None:
    draw = random.Random(seed)
    responses = [episode(draw, f"p{number // 4}", count) for number, count in enumerate(lengths)]
    args = settings("group_norm", ranks=ranks, batch=batch, micro=micro)
    made = ours(args, responses)
    wanted: dict[tuple[int, ...], list[float]] = {}
    for number, response in enumerate(responses):
        group = group_of(responses, number // 4)
        advantage = (response["reward"] - group.mean()) / (group.std() + 1e-9)
        for window in response["windows"]:
            wanted.setdefault(tuple(window["observation_tokens"]), []).append(advantage.item())
    samples = [sample for sample in rows(made) if len(sample.sequences) > 2]
    assert len(samples) == sum(lengths)
    for sample in samples:
        carried = sample.advantages[sample.action_mask.bool()]
        assert any(
            torch.allclose(carried, carried.new_tensor(each), atol=1e-5)
            for each in wanted[tuple(sample.sequences.tolist())]
        )
    assert len(made) % ranks == 0
    assert len(rows(made)) % batch == 0


def test_stock_makes_wrong_groups_of_windows_and_says_nothing() -> None:
    """Why the expansion exists: what windows handed over as samples would come to."""
    draw = random.Random(5)
    responses = [episode(draw, f"p{number // 4}", draw.randrange(1, 6)) for number in range(16)]
    flat = [{**response, **window} for response in responses for window in response["windows"]]
    flat = flat[: len(flat) // 4 * 4]
    args = settings("group_norm")
    theirs, mine = by_tokens(stock(args, flat)), by_tokens(ours(args, responses))
    wrong = [
        key for key, sample in theirs.items()
        if not torch.allclose(sample.advantages, mine[key].advantages, atol=1e-5)
    ]  # fmt: skip
    assert len(wrong) > len(theirs) // 2


@pytest.mark.parametrize("estimator", GROUPED)
def test_an_episode_without_a_verdict_leaves_its_group(estimator: str) -> None:
    draw = random.Random(8)
    responses = [episode(draw, f"p{number // 4}", 2, judged=number != 5) for number in range(16)]
    maker = maker_of(EpisodeExperienceMaker, settings(estimator))
    made = by_tokens(maker.make_experience_batch(read(EpisodeSamplesGenerator, settings(estimator), responses)))
    assert not any(tuple(window["observation_tokens"]) in made for window in responses[5]["windows"])
    assert maker.statistics["rollout/unjudged"] == 1
    if estimator == "dr_grpo":
        left = torch.tensor([responses[number]["reward"] for number in (4, 6, 7)])
        carried = made[tuple(responses[4]["windows"][0]["observation_tokens"])].advantages[-1]
        assert carried.item() == pytest.approx((left[0] - left.mean()).item(), abs=1e-5)


def test_an_unjudged_episode_leaves_a_critics_batch_too() -> None:
    draw = random.Random(8)
    responses = [episode(draw, f"p{number // 4}", 1, judged=number != 5) for number in range(16)]
    made = rows(ours(settings("gae"), responses))
    assert len(made) == 16
    fillers = [sample for sample in made if len(sample.sequences) == 2]
    assert len(fillers) == 1
    assert torch.equal(fillers[0].advantages, torch.zeros_like(fillers[0].advantages))
    assert torch.equal(fillers[0].returns, fillers[0].values)


def test_a_batch_in_which_nothing_could_be_judged_says_where_to_look() -> None:
    draw = random.Random(8)
    responses = [episode(draw, f"p{number // 4}", 1, judged=False) for number in range(16)]
    with pytest.raises(ValueError, match=r"None of 16 episodes could be judged.*log of the inference engines"):
        ours(settings("group_norm"), responses)


def test_windows_are_refused_by_an_estimator_with_a_critic() -> None:
    draw = random.Random(8)
    responses = [episode(draw, f"p{number // 4}", 2) for number in range(16)]
    with pytest.raises(ValueError, match="takes an episode as one sequence"):
        ours(settings("gae"), responses)


@pytest.mark.parametrize(("count", "prompts", "said"), [(15, 4, "no whole groups of 4"), (16, 3, "mixes 2 prompts")])
def test_broken_groups_are_refused(count: int, prompts: int, said: str) -> None:
    draw = random.Random(8)
    responses = [episode(draw, f"p{number // prompts}", 1) for number in range(count)]
    with pytest.raises(ValueError, match=said):
        ours(settings("group_norm"), responses)


@given(
    rewards=st.lists(st.lists(st.sampled_from([-1.0, 0.0, 0.1, 1.0]), min_size=4, max_size=4), min_size=1, max_size=5),
    judged=st.lists(st.booleans(), min_size=20, max_size=20),
    estimator=st.sampled_from(GROUPED),
)
def test_group_advantages_are_finite_centred_and_zero_where_nothing_was_judged(
    rewards: list[list[float]], judged: list[bool], estimator: str
) -> None:
    table = torch.tensor(rewards)
    known = torch.tensor(judged[: table.numel()]).reshape(table.shape)
    advantages = group_advantages(table, known, estimator)
    assert torch.isfinite(advantages).all()
    assert torch.equal(advantages * ~known, torch.zeros_like(advantages))
    assert advantages.sum(-1).abs().max().item() < 1e-3


def test_the_statistics_are_over_episodes_not_over_windows() -> None:
    draw = random.Random(2)
    responses = [episode(draw, f"p{number // 4}", 1 + number % 5) for number in range(16)]
    args = settings("group_norm")
    maker = maker_of(EpisodeExperienceMaker, args)
    maker.make_experience_batch(read(EpisodeSamplesGenerator, args, responses))
    assert maker.statistics["turns"] == pytest.approx(sum(1 + number % 5 for number in range(16)) / 16)
    assert maker.statistics["rollout/reward_mean"] == pytest.approx(sum(each["reward"] for each in responses) / 16)
    assert maker.statistics["rollout/windows"] == sum(1 + number % 5 for number in range(16))


@pytest.mark.parametrize("kl_loss", [False, True])
def test_fillers_add_no_gradient_and_no_number_that_is_not_finite(kl_loss: bool) -> None:
    """With OpenRLHF's own loss over its own accumulation."""
    draw = random.Random(11)
    responses = [episode(draw, f"p{number // 4}", draw.randrange(1, 6)) for number in range(16)]
    made = rows(ours(settings("group_norm", kl=0.001, kl_loss=kl_loss), responses))
    fillers = [sample for sample in made if len(sample.sequences) == 2]
    assert fillers
    assert all(int(sample.action_mask.sum()) == 1 for sample in fillers)
    loss_of = PolicyLoss(token_level_loss=True, is_correction_level="token", is_correction_mode="clip")
    batches = [make_experience_batch([sample]) for sample in made]
    for batch, norm in iter_grad_accum_global_norm(batches, SimpleNamespace(), 8, lambda each: each.action_mask):
        current = batch.action_log_probs.clone().requires_grad_()
        loss, *metrics = loss_of(
            current, batch.action_log_probs, batch.advantages, action_mask=batch.action_mask,
            rollout_log_probs=batch.rollout_log_probs, **norm,
        )  # fmt: skip
        if kl_loss:
            loss = loss + 0.001 * (current - batch.base_action_log_probs).square().sum()
        loss.backward()
        assert torch.isfinite(loss)
        assert all(torch.isfinite(metric) for metric in metrics)
        if batch.sequences.shape[1] == 2:
            assert torch.equal(current.grad, torch.zeros_like(current.grad))
