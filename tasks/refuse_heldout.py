"""Refuse to learn from the held-out benchmark: its environments, its tasks, and other places of its reserved domains.

In:  published environments, as a data set or a training run would take them in. Out: nothing, or a refusal.
Never here: measuring likeness (`check_leaks.py`); this looks for what is the benchmark itself.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from artifacts import EnvironmentEntry, Workspace
from authors.reserving import BENCHMARK, reserved_in
from environments import Content, load_environment
from evaluation.heldout.frozen import HERE, INDEX, Frozen
from training.errors import TrainingError


def refuse_heldout(workspace: Workspace, entries: Sequence[EnvironmentEntry]) -> None:
    """Look at every environment.

    Raises:
        TrainingError: one is held out; says which, by what it is known, and what to do.
    """
    for entry in entries:
        why = why_held_out(load_environment(workspace.bundle_of(entry.reference)).content)
        if why:
            raise TrainingError(
                f"{entry.reference} must not be learned from: {why}. What was trained on it could not be measured by "
                f"{BENCHMARK} any more. Leave it out: worldloom withdraw {entry.reference}"
            )


def why_held_out(content: Content) -> str | None:
    """By what an environment is known as held out; None where it is not."""
    manifest = content.manifest
    if manifest.name in _names():
        return f"it is an environment of the benchmark {BENCHMARK}"
    known = _instructions()
    taken = next((task for task in content.tasks if task.instruction in known), None)
    if taken is not None:
        return f"its task {taken.id} is {known[taken.instruction]} of the benchmark {BENCHMARK}"
    domain = reserved_in(f"{manifest.title}. {manifest.scenario}")
    return f"it is {domain.about}, a line of business that is reserved for {BENCHMARK}" if domain else None


@cache
def _names() -> frozenset[str]:
    return frozenset(each.name for frozen in _all_frozen() for each in frozen.index.environments)


@cache
def _instructions() -> Mapping[str, str]:
    return {
        task.instruction: f"{each.name}/{task.id}"
        for frozen in _all_frozen()
        for each in frozen.index.environments
        for task in each.tasks
    }


def _all_frozen() -> list[Frozen]:
    """Every version that was ever released."""
    return [Frozen(path.parent) for path in sorted(HERE.glob(f"*/{INDEX}"))]
