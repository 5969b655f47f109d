"""How well a policy does, over tasks that were each played n times.

In:  how many of a task's episodes were judged, and complete. Out: rates with 95 % confidence intervals.
Never here: episodes that say nothing (faults, unjudged): leave them out before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb, sqrt

import numpy as np

RESAMPLES = 2_000
Z_95 = 1.959964


@dataclass(frozen=True)
class Rate:
    """A share with its 95 % interval."""

    value: float
    low: float
    high: float
    tasks: int
    """That it was measured on."""

    def __str__(self) -> str:
        return f"{self.value:.1%} [{self.low:.1%}, {self.high:.1%}]"


@dataclass(frozen=True)
class Tally:
    """One task's episodes."""

    judged: int
    complete: int


def pass_at(k: int, tally: Tally) -> float:
    """The chance that at least one of k episodes is complete.

    Source: the unbiased estimator of Chen et al. (arXiv 2107.03374): 1 - C(n-c, k) / C(n, k).
    """
    return 1.0 - comb(tally.judged - tally.complete, k) / comb(tally.judged, k)


def pass_hat(k: int, tally: Tally) -> float:
    """The chance that all of k episodes are complete.

    Source: tau-bench (arXiv 2406.12045): C(c, k) / C(n, k).
    """
    return comb(tally.complete, k) / comb(tally.judged, k)


def rate_over(tallies: Sequence[Tally], k: int, estimate: Callable[[int, Tally], float] = pass_at) -> Rate | None:
    """The mean of an estimate over tasks with at least k judged episodes; None where there is none."""
    return mean_rate([estimate(k, each) for each in tallies if each.judged >= k])


def mean_rate(scores: Sequence[float]) -> Rate | None:
    """The mean of one score a task; None where there is none.

    Episodes of one task resemble each other, so tasks are drawn again, not episodes (a bootstrap with a fixed seed).
    Where all tasks agree there is nothing to draw: the interval is then Wilson's, over tasks.
    """
    values = np.array(scores)
    if not len(values):
        return None
    mean = float(values.mean())
    if np.ptp(values) == 0:
        return Rate(mean, *(wilson(round(mean * len(values)), len(values)) if mean in (0.0, 1.0) else (mean, mean)),
                    len(values))  # fmt: skip
    low, high = np.quantile(drawn_means(values), [0.025, 0.975])
    return Rate(mean, float(low), float(high), len(values))


def paired_difference(first: Sequence[float], second: Sequence[float]) -> Rate | None:
    """How much better the second did than the first on the same tasks: the mean difference, between -1 and 1.

    Pairs are drawn again, so what makes a task hard for both does not widen the interval. Where all pairs differ alike
    there is nothing to draw: the interval is then as wide as the share of others that so many pairs may hide (Wilson).
    None where there is no pair.
    """
    differences = np.array(second, dtype=float) - np.array(first, dtype=float)
    if not len(differences):
        return None
    if np.ptp(differences) == 0:
        value, hidden = float(differences[0]), wilson(0, len(differences))[1]
        return Rate(value, max(-1.0, value - hidden), min(1.0, value + hidden), len(differences))
    low, high = np.quantile(drawn_means(differences), [0.025, 0.975])
    return Rate(float(differences.mean()), float(low), float(high), len(differences))


def drawn_means(values: np.ndarray) -> np.ndarray:
    """Means of the values drawn again and again, with replacement.

    Shape:  (tasks,) -> (RESAMPLES,). The draws depend on the number of values alone.
    """
    draws = np.random.default_rng(0).integers(0, len(values), (RESAMPLES, len(values)))
    return np.asarray(values[draws].mean(axis=1))


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The 95 % interval of a share, sound at 0 and 1 too (Wilson 1927)."""
    if not trials:
        return 0.0, 1.0
    share, z = successes / trials, Z_95
    centre = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)) / (1 + z * z / trials)
    return max(0.0, centre - half), min(1.0, centre + half)
