"""Train on a cluster: a run of OpenRLHF, from its folder to the checkpoint that came of it.

In:  a recipe, prompts, the address of a Ray cluster. Out: `training_run` and `checkpoint` artifacts, recorded with the
     data set that they are from; a run that fails is recorded, too.
Never here: what the job does (`training/openrlhf/`). The same run asked for again is joined, or gone on with.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from artifacts import Derivation, Workspace, cache_key
from schemas import CHECKPOINT, TRAINING_RUN, Checkpoint, TrainingRun
from schemas.record import canonical_json
from tasks.gather_prompts import Prompts
from tasks.loom import Loom
from tasks.weights import hashes_of
from training.errors import TrainingError
from training.openrlhf.flags import Places, flags_of
from training.openrlhf.following import Follower, Progress
from training.openrlhf.jobs import Job, Jobs
from training.openrlhf.recipe import OpenRLHFRecipe
from training.openrlhf.run_folder import write_run_folder

STEP = "train"
VERSION = "1"
RUNS = "runs"
"""The folder below the data root in which runs lie."""
COMMAND = ("python", "-m", "training.openrlhf.entry")


@dataclass(frozen=True)
class Run:
    """One run, before anything of it is done."""

    name: str
    """Of the recipe, and a few digits that stand for recipe and data: the same run has the same name."""
    recipe: OpenRLHFRecipe
    folder: Path
    """Sent to the cluster."""
    storage: Path
    """Where the cluster's nodes write, and this machine reads."""
    command: tuple[str, ...] = COMMAND

    @property
    def places(self) -> Places:
        return Places(*(str(self.storage / part) for part in ("model", "checkpoints", "tensorboard")))

    @property
    def words(self) -> list[str]:
        """The job's whole command."""
        return [*self.command, *flags_of(self.recipe, self.places)]

    def job(self) -> Job:
        # Ray would otherwise fold lines of several processes into one; progress is read from them.
        return Job(self.name, self.words, self.folder, {"RAY_DEDUP_LOGS": "0"}, {"worldloom_run": self.name})


@dataclass(frozen=True)
class Trained:
    """What a run left behind."""

    run: str
    training_run: str
    """Artifact id."""
    checkpoint: str
    """Artifact id."""
    model: str
    """The folder of the weights."""
    steps: int
    metrics: dict[str, list[float]]


def plan_run(
    home: Path, recipe_name: str, recipe: OpenRLHFRecipe, dataset: str, storage: Path | None,
    command: tuple[str, ...] = COMMAND,
) -> Run:  # fmt: skip
    """Name a run and its places; nothing is written."""
    whole = canonical_json({"recipe": recipe.model_dump(mode="json"), "dataset": dataset})
    name = f"{recipe_name}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"
    return Run(name, recipe, home / RUNS / name / "job", (storage or home / RUNS) / name, command)


@task(name=STEP, cache_policy=NO_CACHE, persist_result=False)
def train_on_cluster(
    loom: Loom, run: Run, prompts: Prompts, address: str, retries: int, tell: Callable[[str], None]
) -> Trained:
    """Submit or join a run, follow it to its end, and record what came of it.

    Raises:
        TrainingError: it did not finish; says why, and how it goes on.
    """
    started, workspace = datetime.now(UTC), loom.workspace
    jobs = Jobs(address)  # before anything is written
    write_run_folder(run.folder, run.recipe, prompts.tasks, prompts.bundles)
    try:
        progress = Follower(jobs, run.job(), retries, tell).train()
        made = _artifacts(workspace, run, prompts, progress)
    except TrainingError as fault:
        _record(loom, run, prompts, started, {}, str(fault).splitlines()[0])
        raise
    _record(loom, run, prompts, started, made, "")
    series = progress.series()
    return Trained(run.name, made["training_run"], made["checkpoint"], run.places.model, len(progress.steps), series)


def _artifacts(workspace: Workspace, run: Run, prompts: Prompts, progress: Progress) -> dict[str, str]:
    trained = TrainingRun(
        name=run.name,
        method=run.recipe.algorithm.name,
        base_model=run.recipe.model.name,
        environments=sorted(prompts.bundles),
        datasets=[prompts.dataset],
        seed=run.recipe.seed,
        steps=len(progress.steps),
        settings={"recipe": run.recipe.document(), "flags": flags_of(run.recipe, run.places)},
        metrics=progress.series(),
    )
    training_run = workspace.store.put(TRAINING_RUN, [trained])
    checkpoint = Checkpoint(
        name=run.name,
        training_run=training_run,
        step=max(progress.steps, default=0),
        base_model=run.recipe.model.name,
        window=run.recipe.play.window,
        files=_hashes(Path(run.places.model)),
    )
    return {"training_run": training_run, "checkpoint": workspace.store.put(CHECKPOINT, [checkpoint])}


def _hashes(folder: Path) -> dict[str, str]:
    """Each file of the weights with its SHA-256."""
    found = hashes_of(folder)
    if not found:
        raise TrainingError(
            f"The run is finished, and its weights should lie in {folder}, where nothing can be seen from here. "
            "Mount the cluster's storage under the same path and run the same command again: nothing is trained twice."
        )
    return found


def _record(loom: Loom, run: Run, prompts: Prompts, started: datetime, outputs: dict[str, str], reason: str) -> None:
    inputs = {"dataset": prompts.dataset}
    parameters: dict[str, Any] = {"recipe": run.recipe.document()}
    loom.workspace.catalog.record(
        Derivation(
            key=cache_key(STEP, VERSION, inputs, parameters, ""), step=STEP, step_version=VERSION, subject=run.name,
            inputs=inputs, outputs=outputs, parameters=parameters, outcome="failed" if reason else "done",
            reason=reason, code_version=loom.code_version, model=run.recipe.model.name, seed=run.recipe.seed,
            started_at=started, wall_s=(datetime.now(UTC) - started).total_seconds(), flow_run_id=loom.flow_run_id,
        )
    )  # fmt: skip
