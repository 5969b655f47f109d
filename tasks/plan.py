"""Plan: what would run, and what is there already, decided from the catalog before anything is submitted.

In:  a `Loom` and a batch whose scenarios are stored.
Out: the work that is finished, and the work that is not, each as far as it got.
Never here: Prefect. A cached task run costs as much orchestration as a fresh one, so finished work is never submitted.
"""

from dataclasses import dataclass

from tasks.loom import Loom
from tasks.step import Step
from tasks.work import Batch, Work


@dataclass(frozen=True)
class Plan:
    """A batch, split by what is left to do."""

    finished: Batch
    missing: Batch
    cached_steps: int
    """Steps whose products are there, over the whole batch."""

    def __add__(self, other: "Plan") -> "Plan":
        return Plan(
            self.finished + other.finished, self.missing + other.missing, self.cached_steps + other.cached_steps
        )


def plan(loom: Loom, steps: tuple[Step, ...], batch: Batch) -> Plan:
    """Follow each scenario through the steps for as long as their products are there; a question a step."""
    reached: dict[int, Work] = dict(enumerate(batch))
    cached = 0
    for step in steps:
        recalled = step.recall_all(loom, tuple(reached.values()))
        reached = {place: work for place, work in zip(reached, recalled, strict=True) if work is not None}
        cached += len(reached)
    missing = tuple(work for place, work in enumerate(batch) if place not in reached)
    return Plan(tuple(reached.values()), missing, cached)
