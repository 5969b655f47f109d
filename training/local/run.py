"""A run of the embedded engine: samples and environments in, a better model out, and everything that was measured.

In:  a recipe, what to train on, a folder. Out: models in the Hugging Face format (`start`, `sft`, `grpo`), the numbers
     of each step, episodes of each step of GRPO.
Never here: artifacts and lineage (`tasks/train_locally.py`).

A run that was killed goes on from its last state, to the same result as one that was not.
"""

import random
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

import torch

from schemas.dataset import Sample
from schemas.record import canonical_json
from training.errors import TrainingError
from training.local.grpo import groups_of, learn_from_groups
from training.local.journal import Journal, series
from training.local.learning import optimizer_of, warm_up
from training.local.models import Learner, adapted, learner_of, load_learner
from training.local.playing import Field, pass_rate, rules_of
from training.local.recipe import LocalRecipe
from training.local.state import Phase, Standing, load_state, restore, save_state
from training.local.supervised import learn_from_samples, turns_of
from training.local.writing import LocalPolicy
from training.loop import Played
from training.records import rollout_of

START, SFT, GRPO = "start", "sft", "grpo"
"""The models of a run: untrained, after each phase. Folders of these names hold them."""
SFT_COLUMNS = ("loss", "grad_norm", "pass_rate", "seconds")
GRPO_COLUMNS = (
    "reward", "pass_rate", "format_errors", "not_judged", "answer_tokens", "turns", "groups", "kl", "entropy",
    "clipped", "grad_norm", "look", "play_seconds", "learn_seconds",
)  # fmt: skip
LOOK = "look"
"""The column of GRPO's looks: the pass rate of the training tasks, by the rules of evaluation."""
Tell = Callable[[str, int, int, dict[str, float]], None]
"""Called after each step with the phase, the step, how many there are at most, and its numbers."""


@dataclass(frozen=True)
class Ground:
    """What is trained on."""

    samples: Sequence[Sample]
    """Certified solutions as turns."""
    field: Field
    """Tasks to play."""


@dataclass
class LocalRun:
    """One run, new or gone on with."""

    recipe: LocalRecipe
    ground: Ground
    folder: Path
    tell: Tell = lambda phase, step, steps, numbers: None
    learner: Learner = field(init=False)
    standing: Standing = field(init=False, default=Standing())
    _state: dict[str, Any] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Make the model, or load where the run stands.

        Raises:
            TrainingError: as `learner_of` and `load_state`.
        """
        if self.recipe.threads:
            torch.set_num_threads(self.recipe.threads)
        self.folder.mkdir(parents=True, exist_ok=True)
        known = load_state(self.folder)
        if known is None:
            self.learner = learner_of(self.recipe.model, conversations_of(self.ground.samples), self.recipe.seed)
            self.export(START)
        else:
            self.standing, self._state = known
            self.learner = adapted(load_learner(str(self.folder / START)), self.recipe.model)
            restore(self._state, self.learner)

    def fine_tune(self) -> None:
        """Learn from certified solutions until the recipe's steps or pass rate are reached."""
        if self.standing.phase != SFT:
            return
        recipe = self.recipe.sft
        turns = self._turns() if recipe.steps else []
        optimizer = self._optimizer(recipe.learning_rate)
        journal = self._journal(SFT, SFT_COLUMNS)
        for step in range(self.standing.step + 1, recipe.steps + 1):
            started = time.perf_counter()
            warm_up(optimizer, recipe.learning_rate, step)
            numbers = learn_from_samples(self.learner, turns, recipe, optimizer, self._draw(SFT, step))
            if recipe.check_every and step % recipe.check_every == 0:
                numbers["pass_rate"] = self.pass_rate(recipe.check_episodes)
            self._note(journal, step, recipe.steps, {**numbers, "seconds": time.perf_counter() - started})
            if numbers.get("pass_rate", 0.0) >= recipe.until:
                break
            self._keep("sft", step, optimizer)
        journal.close()
        self._end_phase(SFT)

    def improve(self) -> None:
        """Learn from episodes that the model plays, group against group; with looks, the best one's model is kept."""
        if self.standing.phase != GRPO:
            return
        recipe = self.recipe.grpo
        reference = self._reference() if recipe.kl else None
        optimizer = self._optimizer(recipe.learning_rate)
        journal = self._journal(GRPO, GRPO_COLUMNS)
        for step in range(self.standing.step + 1, recipe.steps + 1):
            warm_up(optimizer, recipe.learning_rate, step)
            numbers = self._step(step, reference, optimizer)
            if recipe.check_every and step % recipe.check_every == 0:
                numbers[LOOK] = round(self.pass_rate(recipe.check_episodes), 4)  # as the journal can write it
            self._note(journal, step, recipe.steps, numbers)
            if recipe.check_every and kept_step(journal.rows) == step and LOOK in numbers:
                self.export(GRPO)
            self._keep("grpo", step, optimizer)
        journal.close()
        if not (self.folder / GRPO).is_dir():
            self.export(GRPO)

    def pass_rate(self, episodes: int) -> float:
        """Of the training tasks, as the model is now, in other episodes than the evaluation's: what is chosen by these
        must not be measured by them."""
        return pass_rate(self.learner, self.ground.field, self.recipe.play, episodes, self.recipe.seed + 1)

    def policy(self, name: str, model: str) -> LocalPolicy:
        """One of the run's models, to be evaluated."""
        learner = load_learner(str(self.folder / model))
        return LocalPolicy(learner, self.recipe.play, self.recipe.seed, name)

    def export(self, name: str) -> None:
        """Write the model as it is now; the folder appears whole."""
        staged = self.folder / f".{name}"
        shutil.rmtree(staged, ignore_errors=True)
        try:
            self.learner.save(staged)
        except OSError as fault:
            shutil.rmtree(staged, ignore_errors=True)
            raise TrainingError(f"The model cannot be written to {self.folder}: {fault.strerror or fault}.") from None
        shutil.rmtree(self.folder / name, ignore_errors=True)
        staged.replace(self.folder / name)

    def _turns(self) -> list[Any]:
        most = min(self.recipe.play.context_tokens, self.learner.positions)
        turns = turns_of(self.ground.samples, self.learner, most)
        if not turns:
            raise TrainingError(
                f"Every one of the {len(self.ground.samples)} samples has more than {most} tokens, so there is nothing "
                "to learn from. Take environments with fewer tools, a model with more context, or a smaller window."
            )
        return turns

    def _step(self, step: int, reference: Any, optimizer: torch.optim.Optimizer) -> dict[str, float]:
        """Play groups, learn from them."""
        recipe, play, draw = self.recipe.grpo, self.recipe.play, self._draw(GRPO, step)
        started = time.perf_counter()
        policy = LocalPolicy(self.learner, play, self._seed(step), f"{self.folder.name}-{step}")
        tasks = self.ground.field.drawn(recipe.tasks, step, self.recipe.seed)
        played = self.ground.field.play(policy, tasks, recipe.episodes, rules_of(play, is_training=True))
        self._write_episodes(step, played, policy.name)
        has_played = time.perf_counter()
        groups = groups_of(played)
        numbers = learn_from_groups(
            self.learner, reference, groups, recipe, optimizer, play.temperature, draw
        )  # fmt: skip
        return {
            **measured(played),
            **numbers,
            "groups": len(groups) / len({each.assignment.group for each in played}),
            "play_seconds": has_played - started,
            "learn_seconds": time.perf_counter() - has_played,
        }

    def _write_episodes(self, step: int, played: Sequence[Played], policy: str) -> None:
        """Everything that was played, a line an episode, to be read by whoever wonders what was learned from."""
        folder = self.folder / "episodes"
        folder.mkdir(exist_ok=True)
        records = [rollout_of(each, each.assignment.environment, policy) for each in played]
        text = "".join(f"{canonical_json(record.document())}\n" for record in records)
        (folder / f"grpo-{step:04d}.jsonl").write_text(text, encoding="utf-8")

    def _reference(self) -> Any:
        """The model that GRPO begins with."""
        if self.standing.step == 0:
            return self.learner.frozen_copy()
        return load_learner(str(self.folder / SFT)).model.requires_grad_(False)

    def _optimizer(self, learning_rate: float) -> torch.optim.Optimizer:
        optimizer = optimizer_of(self.learner, learning_rate)
        if self._state is not None and self._state["optimizer"] is not None:
            optimizer.load_state_dict(self._state["optimizer"])
        self._state = None
        return optimizer

    def _journal(self, phase: str, columns: tuple[str, ...]) -> Journal:
        return Journal(self.folder, phase, columns, self.standing.step)

    def _note(self, journal: Journal, step: int, steps: int, numbers: dict[str, float]) -> None:
        journal.note(step, numbers)
        self.tell(journal.phase, step, steps, numbers)

    def _keep(self, phase: Phase, step: int, optimizer: torch.optim.Optimizer) -> None:
        every = self.recipe.evaluation.checkpoint_every
        if every and step % every == 0:
            save_state(self.folder, Standing(phase, step), self.learner, optimizer)

    def _end_phase(self, phase: str) -> None:
        """SFT is over: its model is written, and the next phase begins with a fresh optimizer."""
        self.export(phase)
        self.standing = Standing("grpo", 0)
        save_state(self.folder, self.standing, self.learner, None)

    def _draw(self, phase: str, step: int) -> random.Random:
        return random.Random(f"{self.recipe.seed}/{phase}/{step}")

    def _seed(self, step: int) -> int:
        return self.recipe.seed * 100_003 + step


def kept_step(rows: Sequence[dict[str, float]]) -> int:
    """The step whose model a phase with these rows keeps: of the first of the best looks; without any, the last."""
    looks = series(rows, LOOK)
    return max(looks, key=lambda look: look[1])[0] if looks else len(rows)


def conversations_of(samples: Iterable[Sample]) -> list[list[str]]:
    """The messages of each sample."""
    return [[message.content for message in (*sample.prompt, sample.completion)] for sample in samples]


def measured(played: Sequence[Played]) -> dict[str, float]:
    """What a step's episodes say, as means over those that could be judged."""
    known = [each for each in played if each.reward is not None and each.episode is not None]
    episodes = [each.episode for each in known if each.episode is not None]
    rewards = [each.reward for each in known if each.reward is not None]
    if not known:
        return {"not_judged": 1.0}
    written = [message.tokens for each in known for message in each.written]
    return {
        "reward": fmean(rewards),
        "pass_rate": fmean(reward == 1.0 for reward in rewards),
        "format_errors": fmean(bool(each.violations) for each in episodes),
        "not_judged": 1 - len(known) / len(played),
        "answer_tokens": fmean(written) if written else 0.0,
        "turns": fmean(len(each.turns) for each in episodes),
    }
