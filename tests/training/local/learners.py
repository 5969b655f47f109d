"""Tiny learners for tests: random weights, a vocabulary of the samples."""

from collections.abc import Sequence

from schemas.dataset import Sample
from training.local.models import Learner, learner_of
from training.local.recipe import LocalModel
from training.local.run import conversations_of

SMALLEST = LocalModel(name="tiny", width=32, layers=1, heads=2, vocabulary=420)


def tiny(samples: Sequence[Sample], model: LocalModel = SMALLEST, seed: int = 1) -> Learner:
    return learner_of(model, conversations_of(samples), seed)
