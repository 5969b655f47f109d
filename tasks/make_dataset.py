"""Make a data set: splits by environment, each with prompts, chat samples and preference pairs.

In:  published environments, rollouts of their certified solutions. Out: artifacts a split, with lineage to both.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from artifacts import Derivation, EnvironmentEntry, Workspace, cache_key, code_version
from environments import load_environment
from schemas import DATASET, ROLLOUTS
from schemas.dataset import Sample
from tasks.play_episodes import PlayedEnvironment
from tasks.refuse_heldout import refuse_heldout
from training.datasets import SPLITS, chat_lines, preference_lines, prompt_lines, split_environments
from training.errors import TrainingError
from training.samples import samples_of

STEP = "dataset"
VERSION = "1"


@dataclass(frozen=True)
class SplitMade:
    """One split's artifacts."""

    split: str
    environments: list[str]
    samples: int = 0
    outputs: dict[str, str] = field(default_factory=dict)
    """`dataset`, `chat`, `prompts`, `preferences` to artifact id."""


@dataclass
class _Gathered:
    samples: list[Sample] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    preferences: list[str] = field(default_factory=list)


def make_dataset(
    workspace: Workspace, entries: Sequence[EnvironmentEntry], played: Sequence[PlayedEnvironment],
    shares: tuple[float, float, float] = (0.8, 0.1, 0.1), window: int = 3, seed: int = 0,
) -> list[SplitMade]:  # fmt: skip
    """The splits that hold any environment.

    Raises:
        TrainingError: no episode of an environment is complete, so nothing can be learned from; or one is held out.
    """
    refuse_heldout(workspace, entries)
    names = split_environments([entry.name for entry in entries], shares, seed)
    made = []
    for split in SPLITS:
        of_split = [
            (entry, each) for entry, each in zip(entries, played, strict=True) if entry.name in set(names[split])
        ]
        if of_split:
            parameters = {"split": split, "shares": list(shares), "window": window, "seed": seed}
            made.append(_make_split(workspace, of_split, parameters))
    return made


def _make_split(
    workspace: Workspace, of_split: Sequence[tuple[EnvironmentEntry, PlayedEnvironment]], parameters: dict[str, Any]
) -> SplitMade:
    started, since = datetime.now(UTC), time.perf_counter()
    references = [entry.reference for entry, _ in of_split]
    inputs = {f"environment:{entry.reference}": entry.artifact_id for entry, _ in of_split}
    inputs |= {f"rollouts:{each.reference}": each.rollouts for _, each in of_split}
    key = cache_key(STEP, VERSION, inputs, parameters, "")
    known = workspace.catalog.recall(key)
    if known is not None:
        samples = workspace.store.describe(known.outputs["dataset"]).rows or 0
        return SplitMade(parameters["split"], references, samples, dict(known.outputs))
    gathered = _Gathered()
    for entry, each in of_split:
        _gather(workspace, entry, each, parameters, gathered)
    if not gathered.samples:
        raise TrainingError(
            f"No episode of {', '.join(references)} is complete, so there is nothing to learn from. "
            "Certify the environments again: worldloom certify NAME"
        )
    outputs = {
        "dataset": workspace.store.put(DATASET, gathered.samples),
        "chat": _stored(workspace, list(chat_lines(gathered.samples))),
        "prompts": _stored(workspace, gathered.prompts),
        "preferences": _stored(workspace, gathered.preferences),
    }
    workspace.catalog.record(
        Derivation(
            key=key, step=STEP, step_version=VERSION, subject=parameters["split"], inputs=inputs, outputs=outputs,
            parameters=parameters, code_version=code_version(), seed=parameters["seed"], started_at=started,
            wall_s=time.perf_counter() - since,
        )
    )  # fmt: skip
    return SplitMade(parameters["split"], references, len(gathered.samples), outputs)


def _gather(
    workspace: Workspace,
    entry: EnvironmentEntry,
    played: PlayedEnvironment,
    parameters: dict[str, Any],
    into: _Gathered,
) -> None:
    """Everything of one environment. Only complete episodes are learned from."""
    environment = load_environment(workspace.bundle_of(entry.reference))
    into.prompts += prompt_lines(entry.reference, environment, list(environment.tasks), parameters["seed"])
    for rollout in workspace.store.get(ROLLOUTS, played.rollouts):
        if rollout.outcome != "complete" or rollout.violation:
            continue
        samples = samples_of(rollout, played.rollouts, parameters["window"])
        into.samples += samples
        into.preferences += preference_lines(environment, rollout, samples)


def _stored(workspace: Workspace, lines: Sequence[str]) -> str:
    return workspace.store.put_blob("".join(f"{line}\n" for line in lines).encode(), ".jsonl")
