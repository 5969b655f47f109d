"""What the tasks of one environment learn from each other: what there is already, and what is tried in vain.

In:  what was tried and what came of it.
Out: how fresh a thing is, whether there is any use in trying it.
Never here: trying.
"""

from collections import Counter

ENOUGH = 4
"""Failures after which what never went well is not tried again."""


class Experience:
    """One environment's. A way is a pattern, a condition, a question or a situation; it may be of an action."""

    def __init__(self) -> None:
        self.used: Counter[str] = Counter()
        """How often each action and each question stands in tasks that were written."""
        self._wasted: Counter[str] = Counter()
        self._failures: Counter[tuple[str, str]] = Counter()

    def freshness(self, part: str) -> float:
        """1 for what no task has yet, less for what some have."""
        return 1 / (1 + self.used[part])

    def waste(self, question: str) -> None:
        """Remember a question that was asked already, or that gives its answer away."""
        self._wasted[question] += 1

    def worth(self, question: str) -> float:
        """1 for a question of which none was wasted, less for others: what is there to ask may be used up."""
        return 1 / (1 + self._wasted[question])

    def is_vain(self, way: str, of: str = "") -> bool:
        """Whether it cannot be had here, or was tried often and never was."""
        return self._failures[way, of] >= ENOUGH

    def failed(self, way: str, of: str, for_good: bool) -> None:
        """Remember a failure: for good where its reason lies in the place and in no task."""
        self._failures[way, of] += ENOUGH if for_good else 1

    def went_well(self, way: str, of: str) -> None:
        """Remember that it can be had: from now on no failure counts."""
        self._failures[way, of] = -(10**9)
