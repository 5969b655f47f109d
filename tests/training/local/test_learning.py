"""The embedded engine learns: a tiny random model, little houses, a fixed seed, minutes on one core."""

from pathlib import Path

import pytest

from tests.training.local.houses import load, samples_in, tasks_of
from training.local.journal import read_csv, series
from training.local.playing import Field, pass_rate
from training.local.recipe import LocalRecipe
from training.local.run import Ground, LocalRun
from training.recipe_files import read_recipe

pytestmark = pytest.mark.slow
TRAINED_IN, HELD_OUT = (1, 2, 3, 4, 5, 6), (101, 102, 103)
HANDFUL = (1, 2)
"""Sixteen tasks."""


def recipe_of(sft: dict[str, object], grpo: dict[str, object], play: dict[str, object] | None = None) -> LocalRecipe:
    """The recipe that comes with Worldloom, with these changes."""
    recipe = read_recipe("tiny-local")
    assert isinstance(recipe, LocalRecipe)
    return recipe.model_copy(
        update={
            "sft": recipe.sft.model_copy(update=sft),
            "grpo": recipe.grpo.model_copy(update=grpo),
            "play": recipe.play.model_copy(update=play or {}),
            "threads": 1,
        }
    )


def run_of(folder: Path, recipe: LocalRecipe, played: tuple[int, ...] = TRAINED_IN) -> LocalRun:
    """SFT learns from all houses that are trained in, GRPO plays in those of `played`."""
    return LocalRun(recipe, Ground(samples_in(TRAINED_IN), Field(tasks_of(played), load)), folder)


def rate_of(run: LocalRun, houses: tuple[int, ...], episodes: int = 8) -> float:
    return pass_rate(run.learner, Field(tasks_of(houses), load), run.recipe.play, episodes, seed=5)


def test_fine_tuning_takes_a_random_model_to_a_third_of_tasks_in_houses_it_never_saw(tmp_path: Path) -> None:
    run = run_of(tmp_path, recipe_of({"steps": 150, "until": 1.0, "check_every": 0}, {"steps": 0}))
    assert rate_of(run, HELD_OUT, episodes=2) == 0.0
    run.fine_tune()
    assert rate_of(run, HELD_OUT) >= 0.3


def test_grpo_at_least_doubles_what_a_weak_model_can_do(tmp_path: Path) -> None:
    recipe = recipe_of(
        {"steps": 40, "until": 1.0, "check_every": 0},  # before it has learned to copy a room's name
        {"steps": 20, "kl": 0.01, "check_every": 0},
        {"violation": 0.0},
    )
    run = run_of(tmp_path, recipe, played=HANDFUL)
    run.fine_tune()
    weak = rate_of(run, HANDFUL)
    assert 0.05 <= weak <= 0.15
    run.improve()
    assert rate_of(run, HANDFUL) >= 2 * weak
    rewards = [value for _, value in series(read_csv(tmp_path / "grpo.csv"), "reward")]
    assert sum(rewards[-5:]) > sum(rewards[:5])
