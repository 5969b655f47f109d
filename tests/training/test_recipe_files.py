"""Recipes as their writer meets them: ours all hold, and each mistake is named with its place."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from training.errors import TrainingError
from training.openrlhf.recipe import OpenRLHFRecipe
from training.recipe_files import RECIPES, parse_recipe, read_recipe, recipe_names


def document(name: str = "grpo-8b-8gpu") -> dict[str, Any]:
    return tomllib.loads((RECIPES / f"{name}.toml").read_text())


def refusal(change: dict[str, Any], name: str = "grpo-8b-8gpu") -> str:
    changed = document(name)
    for place, value in change.items():
        part, _, key = place.rpartition(".")
        (changed[part] if part else changed)[key] = value
    with pytest.raises(TrainingError) as caught:
        parse_recipe(changed, "mine.toml")
    return str(caught.value)


@pytest.mark.parametrize("name", recipe_names())
def test_a_recipe_of_ours_holds(name: str) -> None:
    assert read_recipe(name)


def test_the_papers_settings_are_what_the_paper_says() -> None:
    recipe = read_recipe("grpo-8b-8gpu")
    assert isinstance(recipe, OpenRLHFRecipe)
    assert (recipe.batch.tasks, recipe.batch.episodes, recipe.batch.instances) == (64, 16, 1024)
    assert (recipe.batch.mini_batch, recipe.batch.steps) == (16, 96)
    assert (recipe.algorithm.learning_rate, recipe.algorithm.kl, recipe.algorithm.entropy) == (7e-7, 0.001, 0.0)
    assert (recipe.algorithm.clip_high, recipe.play.temperature) == (0.28, 1.0)
    assert (recipe.play.window, recipe.play.turns) == (3, 20)


def test_a_misspelt_field_is_named_with_the_one_that_was_meant() -> None:
    assert "algorithm.learning_rat: there is no such field; did you mean learning_rate?" in refusal(
        {"algorithm.learning_rat": 1e-6}
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"batch.mini_batch": 12}, "batch.mini_batch (12 tasks) does not divide batch.tasks (64)"),
        ({"batch.mini_batch": 1, "batch.episodes": 2, "batch.turns": 2}, "which 8 GPUs cannot share evenly"),
        ({"cluster.engine_gpus": 3}, "cluster.engine_gpus (3) does not divide the 8 GPUs of a node"),
        ({"batch.episodes": 1}, "compares an episode with others of its task"),
        ({"play.answer_tokens": 40_000}, "leaves no room for a prompt"),
        ({"algorithm.learning_rate": "fast"}, "algorithm.learning_rate: "),
        ({"engine": "deepspeed"}, "names the engine 'deepspeed'"),
    ],
)
def test_what_cannot_work_is_refused_with_its_reason(change: dict[str, Any], said: str) -> None:
    assert said in refusal(change)


def test_ppo_refuses_windows_and_says_why() -> None:
    message = refusal({"play.window": 3}, "ppo-8b-8gpu")
    assert "`ppo` learns from whole episodes" in message
    assert "Set play.window = 0" in message


def test_an_unknown_name_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(TrainingError, match=r"Did you mean grpo-8b-8gpu\?"):
        read_recipe("grpo-8b-8gpus")


def test_a_file_that_is_no_toml_says_where(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("engine = openrlhf")
    with pytest.raises(TrainingError, match=r"is no TOML: .*line 1"):
        read_recipe(str(tmp_path / "mine.toml"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="No such file"):
        read_recipe(str(tmp_path / "none.toml"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"grpo.mini_batch": 3}, "mini_batch (3 tasks) does not divide tasks (8)"),
        ({"grpo.lerning_rate": 1e-3}, "grpo.lerning_rate: there is no such field; did you mean learning_rate?"),
        ({"grpo.episodes": 1}, "grpo.episodes: "),
        ({"play.answer_tokens": 4096}, "leaves no room for a prompt"),
        ({"sft.check_every": 0}, "until needs check_every"),
        ({"grpo.check_every": 31}, "check_every (31) is beyond the last step (30)"),
        ({"model.heads": 5}, "width (128) must be a multiple of twice the heads (5)"),
        ({"data.shares": [0.0, 0.0, 1.0]}, "the first, of training, is positive"),
        ({"sft.steps": 0, "grpo.steps": 0}, "nothing would be learned"),
    ],
)
def test_a_recipe_of_the_embedded_engine_is_refused_with_its_reason(change: dict[str, Any], said: str) -> None:
    assert said in refusal(change, "tiny-local")


def test_the_recipes_of_both_engines_are_of_their_kind() -> None:
    kinds = {name: read_recipe(name).engine for name in recipe_names()}
    assert {name for name, engine in kinds.items() if engine == "local"} == {name for name in kinds if "local" in name}
