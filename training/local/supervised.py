"""Supervised fine-tuning on certified solutions: each turn a sample with the window that the model will see.

In:  a learner, samples of a data set. Out: the same learner after one step, and the loss of it.
"""

import random
from collections.abc import Sequence

import torch

from schemas.dataset import Sample
from training.local.learning import Turn, batch_of, log_probabilities, take_step
from training.local.models import Learner
from training.local.recipe import Supervised


def turns_of(samples: Sequence[Sample], learner: Learner, most: int) -> list[Turn]:
    """Samples as tokens; only the completion carries loss. Those of more than `most` tokens are left out."""
    turns = [
        Turn(
            learner.prompt_ids([{"role": each.role, "content": each.content} for each in sample.prompt]),
            learner.answer_ids(sample.completion.content),
        )
        for sample in samples
    ]
    return [turn for turn in turns if len(turn) <= most]


def learn_from_samples(
    learner: Learner, turns: Sequence[Turn], recipe: Supervised, optimizer: torch.optim.Optimizer, draw: random.Random
) -> dict[str, float]:
    """One optimizer step; every token of an answer weighs the same. What it measured."""
    chosen = sorted((draw.choice(turns) for _ in range(recipe.batch)), key=len)
    tokens = sum(len(turn.answer) for turn in chosen)
    total = 0.0
    for start in range(0, len(chosen), recipe.micro_batch):
        batch = batch_of(chosen[start : start + recipe.micro_batch], learner)
        logs, _ = log_probabilities(learner, learner.model, batch)
        loss = -(logs * batch.answer).sum() / tokens
        loss.backward()
        total += float(loss.detach())
    return {"loss": total, "grad_norm": take_step(learner, optimizer)}
