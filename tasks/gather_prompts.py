"""Gather prompts: the certified tasks of published environments, as a data set that a trainer draws from.

In:  a workspace, the environments to play in. Out: the data set's artifact, recorded with the environments it is from.
Never here: how often a task is drawn, which is a recipe's; splitting.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from artifacts import Derivation, EnvironmentEntry, Workspace, cache_key, code_version
from environments import load_environment
from tasks.refuse_heldout import refuse_heldout
from training.errors import TrainingError
from training.labels import Label

STEP = "gather_prompts"
VERSION = "1"


@dataclass(frozen=True)
class Prompts:
    """What there is to train on."""

    dataset: str
    """Artifact id: JSON lines of instruction and label."""
    tasks: tuple[tuple[Label, str], ...]
    """Label and instruction."""
    bundles: Mapping[str, Path]
    """`name@version` to the folder of its bundle."""
    inputs: Mapping[str, str]
    """`name@version` to its artifact."""


def gather_prompts(workspace: Workspace, environments: Sequence[str] = ()) -> Prompts:
    """The tasks of the named environments, or of all that are published; recorded once.

    Raises:
        TrainingError: there is none, or one is held out for the benchmark.
        WorkspaceError: one of them is unknown, withdrawn or gone.
    """
    entries = _chosen(workspace, environments)
    refuse_heldout(workspace, entries)
    bundles = {entry.reference: workspace.bundle_of(entry.reference) for entry in entries}
    tasks = tuple(
        (Label(environment=name, task=task.id), task.instruction)
        for name, bundle in bundles.items()
        for task in load_environment(bundle).content.tasks
    )
    lines = [json.dumps({"input": text, "label": label.text()}, ensure_ascii=False) for label, text in tasks]
    inputs = {entry.reference: entry.artifact_id for entry in entries}
    dataset = workspace.store.put_blob("".join(f"{line}\n" for line in lines).encode(), ".jsonl")
    key = cache_key(STEP, VERSION, inputs, {}, "")
    if workspace.catalog.recall(key) is None:
        workspace.catalog.record(
            Derivation(
                key=key, step=STEP, step_version=VERSION, subject=f"{len(tasks)} tasks", inputs=inputs,
                outputs={"dataset": dataset}, code_version=code_version(), started_at=datetime.now(UTC),
            )
        )  # fmt: skip
    return Prompts(dataset, tasks, bundles, inputs)


def _chosen(workspace: Workspace, references: Sequence[str]) -> list[EnvironmentEntry]:
    if references:
        found = {entry.reference: entry for entry in map(workspace.catalog.find, references)}
        return [found[name] for name in sorted(found)]
    published = sorted(workspace.catalog.environments("published"), key=lambda entry: entry.reference)
    if not published:
        raise TrainingError(
            f"No environment is published in {workspace.root}, so there is nothing to train in. "
            "Make some: worldloom synthesize --count 100"
        )
    return published
