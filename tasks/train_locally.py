"""Train here: SFT and GRPO in this process, each model evaluated, everything recorded with what it came from.

In:  a recipe, the splits of a data set. Out: `training_run` and `checkpoint` artifacts of each phase, rollouts and
     `evaluation` artifacts of each model, curves.
Never here: how a model learns (`training/local/`), and torch before it is needed: the same run asked for again is read
     from the catalog.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from artifacts import Derivation, EnvironmentEntry, Workspace, cache_key, code_version
from environments import load_environment
from evaluation.benchmark import Item
from evaluation.episodes import evaluation_of
from schemas import (
    CHECKPOINT,
    DATASET,
    EVALUATION,
    ROLLOUTS,
    TRAINING_RUN,
    Checkpoint,
    Evaluation,
    Rollout,
    TrainingRun,
)  # fmt: skip
from schemas.record import canonical_json
from tasks.make_dataset import SplitMade
from tasks.play_episodes import Playing, play_episodes
from tasks.weights import hashes_of
from training.local.recipe import LocalRecipe
from training.policies.choosing import PolicyChoice
from training.report import RolloutReport, report_on
from training.rewards import FormRules

if TYPE_CHECKING:
    from training.local.run import LocalRun

STEP, EVALUATE = "train", "evaluate"
VERSION = "1"
RUNS = "runs"
MODELS = {"start": "before training", "sft": "after SFT", "grpo": "after GRPO"}
WHERE = {
    "train": "environments that it was trained in",
    "validation": "environments for validation",
    "heldout": "environments that it never saw",
}
Tell = Callable[[str, int, int, dict[str, float]], None]
Say = Callable[[str], None]


@dataclass(frozen=True)
class LocalPlan:
    """A run, before anything of it is done."""

    name: str
    """Of the recipe, and a few digits that stand for recipe and data: the same run has the same name."""
    recipe: LocalRecipe
    folder: Path
    splits: dict[str, SplitMade]
    """`train`, and `heldout` where there is one."""
    entries: dict[str, EnvironmentEntry]
    """By reference."""

    def of_split(self, split: str) -> list[EnvironmentEntry]:
        return [self.entries[reference] for reference in self.splits[split].environments]


@dataclass(frozen=True)
class Evaluated:
    """One model on one split."""

    model: str
    """`start`, `sft` or `grpo`."""
    split: str
    report: RolloutReport
    evaluation: str
    """Artifact id."""
    rollouts: tuple[str, ...]
    """Artifact id for each environment."""


@dataclass(frozen=True)
class TrainedHere:
    """What a run left behind."""

    run: str
    checkpoints: dict[str, str]
    """Phase to artifact id."""
    training_runs: dict[str, str]
    """Phase to artifact id."""
    folder: Path
    plot: Path
    evaluations: list[Evaluated] = field(default_factory=list)

    @property
    def checkpoint(self) -> str:
        """The last phase's."""
        return list(self.checkpoints.values())[-1]

    def document(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            **{name: getattr(self, name) for name in ("run", "checkpoint", "checkpoints", "training_runs")},
            "folder": str(self.folder),
            "plot": str(self.plot),
            "evaluations": [{**asdict(each), "report": each.report.document()} for each in self.evaluations],
        }


def plan_locally(
    home: Path, recipe_name: str, recipe: LocalRecipe, splits: Sequence[SplitMade], entries: Sequence[EnvironmentEntry]
) -> LocalPlan:
    """Name a run and its places; nothing is written."""
    by_split = {each.split: each for each in splits}
    data = {name: each.outputs["dataset"] for name, each in by_split.items()}
    whole = canonical_json({"recipe": recipe.model_dump(mode="json"), "data": data})
    name = f"{recipe_name}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"
    return LocalPlan(name, recipe, home / RUNS / name, by_split, {each.reference: each for each in entries})


def train_locally(
    workspace: Workspace, plan: LocalPlan, tell: Tell, say: Say, flow_run_id: str = ""
) -> TrainedHere:  # fmt: skip
    """Train, evaluate before, between and after, and record; what is done already is not done again.

    `tell` hears each step's numbers, `say` what else begins, in words.

    Raises:
        TrainingError: there is no such model, no sample fits it, or a folder cannot be written.
    """
    trainer = _Trainer(workspace, plan, tell, say, flow_run_id)
    # One split is enough: what has learned nothing can do as much in either, and it takes longest over it.
    evaluations = trainer.evaluate("start", f"{plan.name}-start", list(plan.splits)[-1:])
    checkpoints: dict[str, str] = {}
    runs: dict[str, str] = {}
    for phase in phases_of(plan.recipe):
        runs[phase], checkpoints[phase] = trainer.train(phase, checkpoints)
        evaluations += trainer.evaluate(phase, checkpoints[phase], list(plan.splits))
    plot = trainer.draw(evaluations)
    return TrainedHere(plan.name, checkpoints, runs, plan.folder, plot, evaluations)


def phases_of(recipe: LocalRecipe) -> list[str]:
    return [name for name, part in (("sft", recipe.sft), ("grpo", recipe.grpo)) if part.steps]


@dataclass
class _Trainer:
    workspace: Workspace
    plan: LocalPlan
    tell: Tell
    say: Say
    flow_run_id: str
    _run: "LocalRun | None" = None

    @property
    def run(self) -> "LocalRun":
        """The run, opened when it is first needed."""
        if self._run is None:
            from training.local.playing import Field
            from training.local.run import Ground, LocalRun

            split = self.plan.splits["train"]
            samples = self.workspace.store.get(DATASET, split.outputs["dataset"])
            tasks = [
                (entry.reference, task)
                for entry in self.plan.of_split("train")
                for task in load_environment(self.workspace.bundle_of(entry.reference)).tasks
            ]
            field = Field(tasks, lambda reference: load_environment(self.workspace.bundle_of(reference)))
            self._run = LocalRun(self.plan.recipe, Ground(samples, field), self.plan.folder, self.tell)
            (self.plan.folder / "recipe.json").write_text(self.plan.recipe.model_dump_json(indent=2), encoding="utf-8")
        return self._run

    def train(self, phase: str, before: dict[str, str]) -> tuple[str, str]:
        """One phase: the ids of its training run and checkpoint."""
        recipe, outputs = self.plan.recipe, self.plan.splits["train"].outputs
        inputs = {"dataset": outputs["dataset"]} if phase == "sft" else {"prompts": outputs["prompts"]}
        inputs |= {"checkpoint": before["sft"]} if "sft" in before else {}
        parameters: dict[str, Any] = {"recipe": recipe.document(), "phase": phase}
        key = cache_key(STEP, VERSION, inputs, parameters, "")
        known = self.workspace.catalog.recall(key)
        if known is not None and hashes_of(self.plan.folder / phase):
            return known.outputs["training_run"], known.outputs["checkpoint"]
        started, since = datetime.now(UTC), time.perf_counter()
        self.run.fine_tune()  # where there are no steps of it, it only ends its phase
        if phase == "grpo":
            self.run.improve()
        made = self._artifacts(phase, before)
        self._record(key, phase, inputs, made, parameters, started, since)
        return made["training_run"], made["checkpoint"]

    def _artifacts(self, phase: str, before: dict[str, str]) -> dict[str, str]:
        from training.local.journal import read_csv, series
        from training.local.run import kept_step

        recipe, outputs = self.plan.recipe, self.plan.splits["train"].outputs
        rows = read_csv(self.plan.folder / f"{phase}.csv")
        columns = sorted({name for row in rows for name in row if name != "step"})
        base = before.get("sft", recipe.model.name)
        trained = TrainingRun(
            name=f"{self.plan.name}-{phase}",
            method="sft" if phase == "sft" else "grpo",
            base_model=base,
            environments=sorted(self.plan.splits["train"].environments),
            datasets=[outputs["dataset" if phase == "sft" else "prompts"]],
            seed=recipe.seed,
            steps=len(rows),
            settings={"recipe": recipe.document()},
            metrics={name: [value for _, value in series(rows, name)] for name in columns if "seconds" not in name},
        )
        training_run = self.workspace.store.put(TRAINING_RUN, [trained])
        checkpoint = Checkpoint(
            name=trained.name,
            training_run=training_run,
            step=kept_step(rows),
            base_model=base,
            window=recipe.play.window,
            files=hashes_of(self.plan.folder / phase),
        )
        return {"training_run": training_run, "checkpoint": self.workspace.store.put(CHECKPOINT, [checkpoint])}

    def evaluate(self, model: str, policy: str, splits: Sequence[str]) -> list[Evaluated]:
        """One model on some splits."""
        return [self._evaluate(model, policy, split) for split in splits]

    def _evaluate(self, model: str, policy: str, split: str) -> Evaluated:
        recipe, entries = self.plan.recipe, self.plan.of_split(split)
        play = recipe.play
        playing = Playing(
            PolicyChoice(policy, None, recipe.seed, play.temperature, play.answer_tokens, play.context_tokens),
            recipe.evaluation.episodes, (), play.turns, play.window, seconds=1e9, seed=recipe.seed,
            form=FormRules(thinks=play.thinks),
        )  # fmt: skip
        episodes = sum(entry.tasks for entry in entries) * playing.episodes

        def load() -> Any:
            self.say(f"The model {MODELS[model]} plays {episodes} episodes in {WHERE[split]}")
            return self.run.policy(policy, model)

        player = _Late(load, policy)
        played = play_episodes(self.workspace, entries, playing, player, flow_run_id=self.flow_run_id)
        inputs = {f"rollouts:{each.reference}": each.rollouts for each in played}
        rollouts = [rollout for each in played for rollout in self.workspace.store.get(ROLLOUTS, each.rollouts)]
        evaluation = self.workspace.store.put(EVALUATION, evaluations_of(split, rollouts))
        key = cache_key(EVALUATE, VERSION, inputs, {"policy": policy, "split": split}, "")
        if self.workspace.catalog.recall(key) is None:
            inputs |= {"checkpoint": policy} if model != "start" else {}
            self.workspace.catalog.record(
                Derivation(
                    key=key, step=EVALUATE, step_version=VERSION, subject=f"{policy} on {split}", inputs=inputs,
                    outputs={"evaluation": evaluation}, parameters={"policy": policy, "split": split},
                    code_version=code_version(), model=policy, started_at=datetime.now(UTC),
                    flow_run_id=self.flow_run_id,
                )
            )  # fmt: skip
        return Evaluated(model, split, report_on(rollouts, {}), evaluation, tuple(each.rollouts for each in played))

    def draw(self, evaluations: Sequence[Evaluated]) -> Path:
        """The curves as a picture, beside the numbers they are of."""
        from training.local.journal import read_csv
        from training.local.plots import draw_curves

        path = self.plan.folder / "curves.png"
        rows = {phase: read_csv(self.plan.folder / f"{phase}.csv") for phase in ("sft", "grpo")}
        levels = {
            f"held out, {each.model}": each.report.pass_at[1].value
            for each in evaluations
            if each.split == "heldout" and each.model != "start" and 1 in each.report.pass_at
        }
        draw_curves(path, self.plan.name, rows, levels)
        return path

    def _record(
        self, key: str, phase: str, inputs: dict[str, str], made: dict[str, str], parameters: dict[str, Any],
        started: datetime, since: float,
    ) -> None:  # fmt: skip
        self.workspace.catalog.record(
            Derivation(
                key=key, step=STEP, step_version=VERSION, subject=f"{self.plan.name}-{phase}", inputs=inputs,
                outputs=made, parameters=parameters, code_version=code_version(), seed=self.plan.recipe.seed,
                model=self.plan.recipe.model.name, started_at=started, wall_s=time.perf_counter() - since,
                flow_run_id=self.flow_run_id,
            )
        )  # fmt: skip


class _Late:
    """A policy that is loaded when its first episode begins: what was played before needs none."""

    def __init__(self, load: Callable[[], Any], name: str) -> None:
        self._load, self.name = load, name
        self._policy: Any = None

    def begin(self, episode: Any, number: int) -> Any:
        if self._policy is None:
            self._policy = self._load()
        return self._policy.begin(episode, number)


def evaluations_of(split: str, rollouts: Sequence[Rollout]) -> list[Evaluation]:
    """A record for each task."""
    groups: dict[tuple[str, str], list[Rollout]] = {}
    for each in rollouts:
        groups.setdefault((each.environment, each.task), []).append(each)
    return [
        evaluation_of(f"training-{split}", VERSION, _item(environment, task, of_task), of_task)
        for (environment, task), of_task in sorted(groups.items())
    ]


def _item(environment: str, task: str, rollouts: Sequence[Rollout]) -> Item:
    asked = next((message.content for each in rollouts for message in each.messages if message.role == "user"), "")
    return Item(f"{environment}/{task}", asked, environment=environment)
