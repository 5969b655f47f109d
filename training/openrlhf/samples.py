"""History-aware training: an episode's windows become samples, each with the advantage of its *episode*.

In:  episodes as OpenRLHF's controller knows them, one `Experience` each. Our agent puts two keys more into the one
     dictionary that it returns for an episode: `windows` (a turn's prompt and answer each) and `judged`.
Out: the samples of one training step: as many for each data-parallel rank, each rank's a multiple of a micro-batch.
Never here: anything on a GPU's side. Filtering, buffering and evaluation keep seeing one object an episode.

Stock OpenRLHF takes an episode for a sample. Were windows handed to it as samples, it would cut groups where a
number of *samples* is full, reshape rewards over windows as if they were episodes, and give ranks unequal numbers of
micro-batches, which hangs their gradient exchange.
"""

import math
import random
from collections.abc import Sequence
from typing import Any

import torch
from openrlhf.models.utils import compute_reward
from openrlhf.trainer.ppo_utils.experience import Experience
from openrlhf.trainer.ppo_utils.experience_maker import RemoteExperienceMaker
from openrlhf.trainer.ppo_utils.length_penalty import apply_length_penalties
from openrlhf.trainer.ppo_utils.samples_generator import SamplesGenerator

GROUPED = ("group_norm", "dr_grpo", "rloo", "reinforce_baseline")
"""Estimators whose baseline is the group: the only ones under which a window can carry its episode's advantage."""

_FOR_US = ("episode_advantage", "filler")
"""Notes on a sample between the two halves of the maker; taken off before the sample leaves it."""


class EpisodeSamplesGenerator(SamplesGenerator):  # type: ignore[misc]
    """Keeps an episode's windows with it, each masked and cut to length as stock does it."""

    def _process_response_into_experience(self, response: dict[str, Any], **how: Any) -> Experience:
        process = super()._process_response_into_experience
        episode = process(response, **how)
        windows = [process({**response, **window}, **how) for window in response.get("windows") or [{}]]
        episode.windows = [window for window in windows if window.action_mask.any()]
        episode.judged = bool(response.get("judged", True))
        return episode


class EpisodeExperienceMaker(RemoteExperienceMaker):  # type: ignore[misc]
    """Advantages over episodes, samples from windows; episodes without a verdict leave their group."""

    statistics: dict[str, float]
    """Of the last batch, over its judged episodes; the trainer logs them."""

    def make_experience_batch(self, rollout_samples: Sequence[Experience]) -> list[Experience]:
        """The samples of one step, with advantages.

        Raises:
            ValueError: a group is incomplete or mixes prompts, no episode of the batch could be judged, or windows came
            under an estimator that is not grouped.
        """
        episodes = list(rollout_samples)
        refuse_broken_groups(episodes, self.args.rollout.n_samples_per_prompt)
        for episode in episodes:
            episode.rewards = episode.rewards.float()
        apply_length_penalties(episodes, self.args)
        samples = self._samples(episodes)
        self.statistics = statistics_of(episodes, self.args.rollout.n_samples_per_prompt, len(samples))
        fillers = self._fillers(samples)
        # Windows of an episode lie together; spread over the ranks, none has all the long ones or all the fillers.
        batch = shuffled([*samples, *fillers], seed=self.args.train.seed + len(samples))
        made: list[Experience] = super().make_experience_batch(batch)
        return made

    def _samples(self, episodes: Sequence[Experience]) -> list[Experience]:
        """Every window of every judged episode, with its episode's advantage written on it."""
        size = self.args.rollout.n_samples_per_prompt
        rewards = torch.cat([episode.rewards for episode in episodes]).reshape(-1, size)
        judged = torch.tensor([episode.judged for episode in episodes]).reshape(-1, size)
        if self._is_grouped:
            advantages = group_advantages(rewards, judged, self.advantage_estimator)
        else:
            advantages = torch.zeros_like(rewards)  # stock reckons them from the critic's values
        spreads = group_spreads(rewards, judged)
        samples = []
        for place, episode in enumerate(episodes):
            if len(episode.windows) > 1 and not self._is_grouped:
                raise ValueError(
                    f"The estimator {self.advantage_estimator} takes an episode as one sequence, not as windows."
                )
            group, number = divmod(place, size)
            for window in episode.windows if episode.judged else []:
                window.rewards = episode.rewards.clone()
                window.info = {
                    **window.info,
                    "reward": episode.rewards.clone(),
                    "group_reward_std": spreads[group].reshape(1),
                    "episode_advantage": advantages[group, number].reshape(1),
                    "filler": torch.zeros(1),
                }
                samples.append(window)
        if not samples:
            raise ValueError(
                f"None of {len(episodes)} episodes could be judged, so there is nothing to learn from. "
                "The log of the inference engines names each episode's environment and fault."
            )
        return samples

    @property
    def _is_grouped(self) -> bool:
        return self.advantage_estimator in GROUPED

    def _fillers(self, samples: Sequence[Experience]) -> list[Experience]:
        """Samples without weight that make the batch a multiple of what ranks and optimizer steps need."""
        unit = math.lcm(self.args.train.batch_size, self.args.rollout.micro_batch_size * ranks(self.args))
        if not self._is_grouped:
            unit = math.lcm(unit, self.args.rollout.n_samples_per_prompt)  # stock reshapes by it
        return [filler_like(samples[0]) for _ in range(-len(samples) % unit)]

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def compute_advantages_and_returns(self, experiences: list[Experience]) -> list[Experience]:
        """Advantages a token; zero on fillers, which also agree with every model that they are compared with."""
        if self._is_grouped:
            for sample in experiences:
                self._spread_advantage(sample)
            if self.advantage_estimator == "reinforce_baseline":
                self._whiten(experiences)
        else:
            experiences = super().compute_advantages_and_returns(experiences)
        for sample in experiences:
            take_weight_from_fillers(sample)
        return experiences

    def _spread_advantage(self, sample: Experience) -> None:
        """The episode's advantage on every token of the answer, less the KL penalty where that is in the reward."""
        reward = compute_reward(
            sample.info["episode_advantage"],
            self.kl_ctl.value,
            sample.kl,
            action_mask=sample.action_mask,
            reward_clip_range=self.args.reward.clip_range,
        )
        sample.returns = self.get_cumulative_returns(reward, sample.action_mask, 1.0)
        sample.advantages = sample.returns.clone()
        sample.info["return"] = reward.sum(dim=-1)
        sample.kl = None

    def _whiten(self, samples: Sequence[Experience]) -> None:
        """Stock's normalisation over the batch, over the tokens that count."""
        weights = [sample.action_mask * (1 - sample.info["filler"]).unsqueeze(-1) for sample in samples]
        total = sum(weight.sum() for weight in weights)
        pairs = list(zip(samples, weights, strict=True))
        mean = sum((sample.advantages.float() * weight).sum() for sample, weight in pairs) / total
        scale = 1.0
        if not self.args.algo.advantage.no_std_norm:
            spread = sum(((sample.advantages - mean).pow(2) * weight).sum() for sample, weight in pairs)
            scale = (spread / total).clamp(min=1e-8).rsqrt()
        for sample in samples:
            sample.advantages = (sample.advantages - mean) * scale


def refuse_broken_groups(episodes: Sequence[Experience], size: int) -> None:
    """Raise ValueError where episodes do not come in whole groups of one prompt each."""
    if len(episodes) % size:
        raise ValueError(f"{len(episodes)} episodes are no whole groups of {size}.")
    for start in range(0, len(episodes), size):
        prompts = {episode.prompts[0] for episode in episodes[start : start + size]}
        if len(prompts) != 1:
            raise ValueError(f"Group {start // size} mixes {len(prompts)} prompts; its rewards cannot be compared.")


def group_advantages(rewards: torch.Tensor, judged: torch.Tensor, estimator: str) -> torch.Tensor:
    """Each episode's reward against its group, over those that were judged; zero for the others.

    Shape:  rewards (groups, episodes), judged bool (groups, episodes) -> (groups, episodes).
    Source: the formulas of OpenRLHF's `compute_advantages_and_returns`, with which it agrees where all are judged.
    """
    known = judged.to(rewards.dtype)
    count = known.sum(-1, keepdim=True)
    total = (rewards * known).sum(-1, keepdim=True)
    others = (total - rewards) / (count - 1).clamp(min=1)
    baseline = others if estimator == "rloo" else total / count.clamp(min=1)
    advantages = (rewards - baseline) * known
    if estimator == "group_norm":
        advantages = advantages / (group_spreads(rewards, judged).unsqueeze(-1) + 1e-9)
    return torch.where(count > 1, advantages, torch.zeros_like(advantages))


def group_spreads(rewards: torch.Tensor, judged: torch.Tensor) -> torch.Tensor:
    """The standard deviation of each group's judged rewards; 0 where fewer than two were judged.

    Shape: rewards (groups, episodes), judged bool (groups, episodes) -> (groups,).
    """
    spreads = [
        group[known].std() if known.sum() > 1 else rewards.new_zeros(())
        for group, known in zip(rewards, judged, strict=True)
    ]
    return torch.stack(spreads)


def filler_like(sample: Experience) -> Experience:
    """Two tokens of a sample, one of them an action: OpenRLHF divides by the action tokens of a micro-batch, so a
    sample with none of them ends the run with a division by zero. `take_weight_from_fillers` makes it count nothing.
    """
    answer, logged = sample.action_mask[:, :1], sample.rollout_log_probs
    return Experience(
        sequences=sample.sequences[:, :2].clone(),
        attention_mask=sample.attention_mask[:, :2].clone(),
        action_mask=torch.ones_like(answer),
        rollout_log_probs=None if logged is None else torch.zeros_like(logged[:, :1]),
        prompts=list(sample.prompts),
        labels=list(sample.labels),
        images=list(sample.images),
        mm_train_inputs=[None],
        rewards=torch.zeros(1),
        scores=None if sample.scores is None else torch.zeros_like(sample.scores),
        response_length=torch.ones_like(sample.response_length),
        truncated=torch.zeros_like(sample.truncated),
        total_length=torch.full_like(sample.total_length, 2),
        info={**{name: torch.zeros_like(value) for name, value in sample.info.items()}, "filler": torch.ones(1)},
    )  # fmt: skip


def take_weight_from_fillers(sample: Experience) -> None:
    """On fillers every gradient vanishes: no advantage, no error of the critic, no distance to any other policy."""
    is_filler = sample.info["filler"].bool().unsqueeze(-1)
    sample.advantages = torch.where(is_filler, torch.zeros_like(sample.advantages), sample.advantages)
    if sample.values is not None:
        sample.returns = torch.where(is_filler, sample.values, sample.returns)
    for name in ("base_action_log_probs", "rollout_log_probs"):
        theirs = getattr(sample, name)
        if theirs is not None:
            setattr(sample, name, torch.where(is_filler, sample.action_log_probs, theirs))
    for note in _FOR_US:
        del sample.info[note]


def ranks(args: Any) -> int:
    """Data-parallel ranks of the policy."""
    gpus: int = args.actor.num_nodes * args.actor.num_gpus_per_node
    shared: int = args.ds.ring_attn_size * args.ds.tensor_parallel_size
    return gpus // shared


def shuffled(samples: list[Experience], seed: int) -> list[Experience]:
    """The samples in another order, the same for the same seed; the first is no filler, since stock prints it."""
    order = list(samples)
    random.Random(seed).shuffle(order)
    first = next(place for place, sample in enumerate(order) if not sample.info["filler"].bool().any())
    order[0], order[first] = order[first], order[0]
    return order


def statistics_of(episodes: Sequence[Experience], size: int, samples: int) -> dict[str, float]:
    """What a step's episodes were like; means are over those that were judged, not over windows."""
    judged = [episode for episode in episodes if episode.judged]
    rewards = torch.cat([episode.rewards for episode in judged])
    groups = [
        [episode for episode in episodes[start : start + size] if episode.judged]
        for start in range(0, len(episodes), size)
    ]
    differing = sum(len({episode.rewards.item() for episode in group}) > 1 for group in groups)
    of_episodes = {
        name: torch.cat([episode.info[name].float() for episode in judged]).mean().item() for name in judged[0].info
    }
    return {
        **of_episodes,
        "rollout/reward_mean": rewards.mean().item(),
        "rollout/reward_std": rewards.std().item() if len(rewards) > 1 else 0.0,
        "rollout/response_length_mean": torch.cat([each.response_length for each in judged]).float().mean().item(),
        "rollout/truncated_rate": torch.cat([each.truncated for each in judged]).float().mean().item(),
        "rollout/num_samples": float(len(episodes)),
        "rollout/unjudged": float(len(episodes) - len(judged)),
        "rollout/windows": float(samples),
        "rollout/groups_with_signal": differing / len(groups),
    }
