"""Foresight: which steps would run for which scenarios, and why, told without running or storing anything.

In:  a `Loom`, the steps, scenarios.
Out: a `Foreseen` for each scenario and step: cached, or the reasons why it would run.
Never here: Prefect, or a word about what the next product would be.

A reason is found by comparing a step with the newest derivation of the same step and subject. What hangs on a step
that would run is said to follow it, although the product may come out the same and leave the rest as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from artifacts import Derivation
from schemas import SCENARIOS, Scenario
from tasks.loom import Loom
from tasks.step import Step
from tasks.work import Work

Cause = Literal[
    "never made", "step version", "author", "parameter", "input", "product lost", "failed before", "follows"
]


@dataclass(frozen=True)
class Reason:
    """One reason why a step would run."""

    cause: Cause
    detail: str = ""
    """What was and what would be: "1 → 2"."""

    def text(self) -> str:
        """For people: "step version 1 → 2"."""
        return f"{self.cause} {self.detail}".rstrip()


@dataclass(frozen=True)
class Foreseen:
    """What would happen to one step of one scenario."""

    scenario: str
    step: str
    reasons: tuple[Reason, ...]
    """Why it would run; empty where its product is there."""

    @property
    def cached(self) -> bool:
        """Whether nothing would run."""
        return not self.reasons


def foresee(loom: Loom, steps: Sequence[Step], scenarios: Sequence[Scenario]) -> tuple[Foreseen, ...]:
    """Every step of every scenario, in order."""
    return tuple(each for scenario in scenarios for each in _of_scenario(loom, steps, scenario))


def _of_scenario(loom: Loom, steps: Sequence[Step], scenario: Scenario) -> Iterator[Foreseen]:
    work = Work(scenario, {"scenario": SCENARIOS.identify([scenario])})
    newest: Mapping[str, Derivation] | None = None
    first = ""
    for step in steps:
        recalled = step.recall(loom, work)
        if recalled is not None:
            work = recalled
            yield Foreseen(scenario.name, step.name, ())
            continue
        newest = _newest_by_step(loom, scenario.name) if newest is None else newest
        yield Foreseen(scenario.name, step.name, _reasons(loom, step, work, newest.get(step.name), first))
        first = first or step.name


def _newest_by_step(loom: Loom, subject: str) -> dict[str, Derivation]:
    """Derivations come oldest first, so the last one of a step stays."""
    return {derivation.step: derivation for derivation in loom.workspace.catalog.derivations(subject=subject)}


def _reasons(loom: Loom, step: Step, work: Work, before: Derivation | None, first: str) -> tuple[Reason, ...]:
    """`first` is the first step of this scenario that would run, on which every later one hangs somehow."""
    follows = [Reason("follows", first)] if any(role not in work.made for role in step.takes) else []
    if before is None:
        return (Reason("never made"),)
    changed = [*_step_and_author(loom, step, before), *_parameters(loom, step, before), *_inputs(step, work, before)]
    if changed or follows:
        return (*changed, *follows)
    if before.outcome == "failed":
        return (Reason("failed before", f"({before.reason})"),)
    lost = [artifact for artifact in before.outputs.values() if not loom.workspace.store.has(artifact)]
    return (Reason("product lost", ", ".join(lost)),)


def _step_and_author(loom: Loom, step: Step, before: Derivation) -> Iterator[Reason]:
    if step.version != before.step_version:
        yield Reason("step version", _change(before.step_version, step.version))
    if not step.by_author:
        return
    now = loom.author.fingerprint
    for name, was, becomes in (
        ("", before.author, now.author),
        ("version ", before.author_version, now.version),
        ("model ", before.model, now.model),
        ("prompts ", before.prompt_version, now.prompts),
        ("seed ", before.seed, now.seed),
    ):
        if was != becomes:
            yield Reason("author", name + _change(was, becomes))


def _parameters(loom: Loom, step: Step, before: Derivation) -> Iterator[Reason]:
    now = step.parameters(loom)
    for name in dict.fromkeys([*before.parameters, *now]):
        if before.parameters.get(name) != now.get(name):
            yield Reason("parameter", f"{name} {_change(before.parameters.get(name), now.get(name))}")


def _inputs(step: Step, work: Work, before: Derivation) -> Iterator[Reason]:
    for role in step.takes:
        if role in work.made and before.inputs.get(role) != work.made[role]:
            yield Reason("input", f"{role} {_change(before.inputs.get(role), work.made[role])}")


def _change(was: Any, becomes: Any) -> str:
    return f"{_shown(was)} → {_shown(becomes)}"


def _shown(value: Any) -> str:
    return "nothing" if value is None or value == "" else str(value)
