"""GRPO over episodes: compare each episode with its group, and learn from every turn of it.

In:  a learner, episodes that were played. Out: the same learner after one step; what is worth logging of it.
Source: GRPO (arXiv 2402.03300); clipping with a higher upper bound, and a loss over all tokens alike (DAPO, arXiv
2503.14476); the ratio of whole answers (GSPO, arXiv 2507.18071); the estimator of the KL distance is k3 (Schulman,
joschu.net/blog/kl-approx.html).
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean, pstdev
from typing import Any

import torch

from training.local.learning import Batch, Turn, batch_of, log_probabilities, take_step
from training.local.models import Learner
from training.local.recipe import Grpo
from training.loop import Played

SMALLEST_SPREAD = 1e-6


def advantages_of(rewards: Sequence[float | None]) -> list[float | None]:
    """Each reward against its group, in standard deviations; None where there was none. Equal rewards give 0."""
    known = [reward for reward in rewards if reward is not None]
    mean, spread = (fmean(known), pstdev(known)) if known else (0.0, 0.0)
    return [
        None if reward is None else (reward - mean) / spread if spread > SMALLEST_SPREAD else 0.0
        for reward in rewards
    ]  # fmt: skip


def groups_of(episodes: Sequence[Played]) -> list[list[Turn]]:
    """The turns of each group that can teach something; a turn carries the advantage of its episode."""
    groups: dict[str, list[Played]] = defaultdict(list)
    for each in episodes:
        groups[each.assignment.group].append(each)
    return [turns for group in groups.values() if (turns := _turns_of(group))]


def _turns_of(group: Sequence[Played]) -> list[Turn]:
    advantages = advantages_of([each.reward for each in group])
    return [
        Turn(list(w.trace["prompt"]), list(w.trace["answer"]), list(w.trace["logged"]), advantage)
        for each, advantage in zip(group, advantages, strict=True)
        if advantage
        for w in each.written
        if w.trace
    ]


def policy_loss(logs: Any, batch: Batch, recipe: Grpo) -> tuple[Any, Any]:
    """The clipped loss of each token, and which tokens were clipped. Shapes: (B, A) each."""
    difference = (logs - batch.logged) * batch.answer
    if recipe.correction == "sequence":
        lengths = batch.answer.sum(-1, keepdim=True).clamp(min=1)
        mean = difference.sum(-1, keepdim=True) / lengths
        # One ratio for the whole answer; the gradient still reaches each of its tokens.
        difference = (logs - logs.detach() + mean.detach()) * batch.answer
    ratio = difference.exp()
    advantages = batch.advantages.unsqueeze(-1)
    bounded = ratio.clamp(1 - recipe.clip_low, 1 + recipe.clip_high)
    chosen = torch.minimum(ratio * advantages, bounded * advantages)
    return -chosen, (chosen != ratio * advantages)


def kl_distance(logs: Any, reference: Any) -> Any:
    """k3: never negative, unbiased. Shapes: as given."""
    difference = reference - logs
    return difference.exp() - difference - 1


def learn_from_groups(
    learner: Learner, reference: Any, groups: Sequence[list[Turn]], recipe: Grpo, optimizer: torch.optim.Optimizer,
    temperature: float, draw: random.Random,
) -> dict[str, float]:  # fmt: skip
    """One step of GRPO: the groups in `tasks / mini_batch` shares, an optimizer step each.

    Groups whose episodes earned the same are absent; the rest are shared out evenly.

    Returns: means over the tokens of all answers: `kl` to the reference, `entropy`, `clipped`; and `grad_norm`.
    """
    order = list(groups)
    draw.shuffle(order)
    shares = [share for k in range(recipe.tasks // recipe.mini_batch)
              if (share := order[k :: recipe.tasks // recipe.mini_batch])]  # fmt: skip
    sums: dict[str, float] = defaultdict(float)
    norms = [_learn_share(learner, reference, share, recipe, optimizer, temperature, sums) for share in shares]
    tokens = sums.pop("tokens", 0.0)
    means = {name: sums[name] / tokens if tokens else 0.0 for name in ("kl", "entropy", "clipped")}
    return {**means, "grad_norm": fmean(norms) if norms else 0.0}


def _learn_share(
    learner: Learner, reference: Any, groups: Sequence[list[Turn]], recipe: Grpo, optimizer: torch.optim.Optimizer,
    temperature: float, sums: dict[str, float],
) -> float:  # fmt: skip
    turns = sorted((turn for group in groups for turn in group), key=len)  # alike in length: little padding
    tokens = sum(len(turn.answer) for turn in turns)
    for at in range(0, len(turns), recipe.micro_batch):
        part = batch_of(turns[at : at + recipe.micro_batch], learner)
        for name, value in _gradients(learner, reference, part, recipe, tokens, temperature).items():
            sums[name] += value
    return take_step(learner, optimizer)


def _gradients(
    learner: Learner, reference: Any, batch: Batch, recipe: Grpo, tokens: int, temperature: float
) -> dict[str, float]:
    """Add the gradients of one micro-batch; sums over its answers' tokens."""
    logs, entropy = log_probabilities(learner, learner.model, batch, temperature)
    loss, clipped = policy_loss(logs, batch, recipe)
    distance = torch.zeros_like(logs)
    if reference is not None:
        with torch.no_grad():
            theirs, _ = log_probabilities(learner, reference, batch, temperature)
        distance = kl_distance(logs, theirs)
    ((loss + recipe.kl * distance) * batch.answer).sum().div(tokens).backward()
    return {
        "tokens": float(batch.answer.sum()),
        "kl": float((distance.detach() * batch.answer).sum()),
        "entropy": float((entropy * batch.answer).sum()),
        "clipped": float((clipped * batch.answer).sum()),
    }
