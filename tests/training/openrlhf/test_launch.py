"""Recipes and mistakes against the command line of the OpenRLHF that is installed here."""

import sys
from pathlib import Path

import pytest

from training.errors import TrainingError
from training.openrlhf.flags import Places, flags_of
from training.openrlhf.installed import Installed, find_openrlhf
from training.openrlhf.launch import RefusedLaunch, check_launch
from training.openrlhf.recipe import OpenRLHFRecipe
from training.recipe_files import read_recipe, recipe_names

PLACES = Places("/shared/model", "/shared/checkpoints", "/shared/tensorboard")
OURS = [name for name in recipe_names() if isinstance(read_recipe(name), OpenRLHFRecipe)]


@pytest.fixture(scope="module")
def installed() -> Installed:
    found = find_openrlhf()
    assert found is not None
    return found


def flags(name: str = "grpo-8b-8gpu") -> list[str]:
    recipe = read_recipe(name)
    assert isinstance(recipe, OpenRLHFRecipe)
    return flags_of(recipe, PLACES)


@pytest.mark.parametrize("name", OURS)
def test_openrlhf_accepts_every_flag_of_our_recipes(name: str, installed: Installed) -> None:
    recipe = read_recipe(name)
    assert isinstance(recipe, OpenRLHFRecipe)
    launch = check_launch(flags(name), installed)
    assert launch.gpus == recipe.cluster.gpus
    assert launch.remarks == []


def test_openrlhf_counts_what_the_paper_says(installed: Installed) -> None:
    arguments = check_launch(flags(), installed).arguments
    assert arguments.rollout.batch_size * arguments.rollout.n_samples_per_prompt == 1024
    assert arguments.train.batch_size == 16 * 16 * 8
    assert arguments.actor.adam.lr == 7e-7
    assert arguments.actor.eps_clip_low_high == [0.2, 0.28]
    assert (arguments.algo.kl.use_loss, arguments.algo.kl.init_coef, arguments.algo.kl.estimator) == (True, 0.001, "k3")
    assert arguments.reward.remote_url == ["agent"]
    assert arguments.critic.model_name_or_path is None


def test_ppo_starts_a_critic_from_the_policys_model(installed: Installed) -> None:
    launch = check_launch(flags("ppo-8b-8gpu"), installed)
    assert {group.kind for group in launch.groups} == {"actor", "reference", "critic"}
    assert launch.arguments.critic.model_name_or_path == "Qwen/Qwen3-8B"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--algo.advantage.is_correction_enable"], "unrecognized arguments"),  # a flag of 0.11.0
        (["--train.agent_func", "agent.py"], "unrecognized arguments"),  # argparse would take it for a longer one
        (["--vllm.num_engines", "4"], "got 8 and 4"),  # an assertion inside train()
        (["--rollout.n_samples_per_prompt", "1"], "group_norm requires n_samples_per_prompt > 1"),
        (["--algo.advantage.estimator", "grpo"], "invalid choice: 'grpo'"),
        (["--train.max_epochs", "one"], "invalid int value: 'one'"),
        (["--train.partial_rollout_enable"], "requires --train.async_enable"),
        (["--train.batch_size", "100"], "no multiple of --train.micro_batch_size"),
        (["--train.dynamic_batch_enable"], "drops windows"),
        (["--train.agent_func_path", "agent"], "must name a .py file"),
        (["--data.label_key", ""], "--data.label_key is missing"),
    ],
)
def test_a_launch_that_would_fail_later_is_refused_now(more: list[str], said: str, installed: Installed) -> None:
    with pytest.raises(RefusedLaunch) as caught:
        check_launch([*flags(), *more], installed)
    assert said in str(caught.value)


def test_a_check_leaves_the_process_as_it_was(installed: Installed) -> None:
    before, arguments = dict(sys.modules), list(sys.argv)
    check_launch(flags(), installed)
    assert {name: id(module) for name, module in sys.modules.items()} == {n: id(m) for n, m in before.items()}
    assert sys.argv == arguments


def test_another_shape_of_the_launcher_is_said_and_not_guessed(tmp_path: Path) -> None:
    package = tmp_path / "openrlhf"
    (package / "cli").mkdir(parents=True)
    (package / "utils").mkdir()
    (package / "utils" / "config.py").write_text("def hierarchize(args): return args\n")
    (package / "cli" / "train_ppo_ray.py").write_text("def main(): pass\n")
    with pytest.raises(TrainingError, match=r"not shaped as in OpenRLHF 0\.11"):
        check_launch(flags(), Installed(package, "0.12.0"))
