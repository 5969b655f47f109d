"""Train locally: from published environments to a better model, in this process, with no cluster and no server.

In:  a recipe's name. Out: `TrainedHere`: checkpoint ← data set ← rollouts of certified solutions ← environments; before
     and after on environments that were trained in and on ones that were not.
Never here: recipes and learning (`training/local/`).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from prefect import task
from prefect.artifacts import create_image_artifact, create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext
from prefect.logging import get_run_logger
from pydantic import Field

from artifacts import EnvironmentEntry, Workspace
from flows.flow import flow
from flows.opening import workspace_of
from flows.rollout import chosen_entries
from tasks.build_playground import build_playground
from tasks.make_dataset import make_dataset
from tasks.play_episodes import Playing, play_episodes
from tasks.train_locally import LocalPlan, Say, Tell, TrainedHere, plan_locally, train_locally
from training.errors import TrainingError
from training.local.packages import want_packages
from training.local.recipe import LocalRecipe
from training.policies.choosing import PolicyChoice
from training.policies.oracle import Oracle
from training.recipe_files import read_recipe

Train = Callable[[Workspace, LocalPlan, Tell, Say, str], TrainedHere]
train_in_a_step: Train = task(name="train_locally", cache_policy=NO_CACHE, persist_result=False)(train_locally)
"""The same as a Prefect task run: its own cache would keep what the catalog keeps better."""


@flow(name="train-local", log_prints=False, validate_parameters=True)
def train_local(
    recipe: Annotated[str, Field(min_length=1)],
    environments: list[str] | None = None,
    root: Annotated[str, Field(min_length=1)] = ".worldloom",
) -> TrainedHere:
    """Train a model in this process; a run that was killed is gone on with, one that is done is read.

    Args:
        recipe: A recipe's name, or the path of a file that ends in .toml.
        environments: Names to train in; else what the recipe says.
        root: Data root; deployments set it absolutely.
    """
    log, context = get_run_logger(), FlowRunContext.get()
    run_id = str(context.flow_run.id) if context and context.flow_run else ""
    trained = train_here(root, recipe, environments or [], _telling(log), log.info, train_in_a_step, run_id)
    create_markdown_artifact(markdown_of(trained), key="local-training", description="What came of the run")
    create_table_artifact(rows_of(trained), key="local-training-rates", description="Before and after")
    create_image_artifact(trained.plot.as_uri(), key="local-training-curves", description="Learning curves")
    return trained


def train_here(
    root: str, recipe_name: str, environments: list[str], tell: Tell, say: Say, train: Train = train_locally,
    flow_run_id: str = "",
) -> TrainedHere:  # fmt: skip
    """What the flow does, for whoever needs no server around it: the command line.

    Raises:
        TrainingError: the recipe is for another engine, a package is missing, or there is nothing to train in.
    """
    recipe = local_recipe(recipe_name)
    want_packages(recipe)
    workspace = workspace_of(root)
    entries = environments_of(workspace, recipe, environments, say)
    playing = Playing(PolicyChoice("oracle"), episodes=1, is_training=True, window=recipe.play.window)
    say(f"The oracle plays the certified solutions of {len(entries)} environments")
    played = play_episodes(workspace, entries, playing, Oracle(), flow_run_id=flow_run_id)
    splits = make_dataset(workspace, entries, played, recipe.data.shares, recipe.play.window, recipe.seed)
    for split in splits:
        say(f"{split.split}: {split.samples} samples of {len(split.environments)} environments")
    plan = plan_locally(Path(root).absolute(), Path(recipe_name).stem, recipe, splits, entries)
    return train(workspace, plan, tell, say, flow_run_id)


def local_recipe(name: str) -> LocalRecipe:
    """The recipe of a name.

    Raises:
        TrainingError: there is none, or it is for another engine.
    """
    recipe = read_recipe(name)
    if not isinstance(recipe, LocalRecipe):
        raise TrainingError(f"The recipe {name} is for OpenRLHF, which needs a cluster: docs/openrlhf.md.")
    return recipe


def environments_of(
    workspace: Workspace, recipe: LocalRecipe, named: list[str], say: Say
) -> list[EnvironmentEntry]:  # fmt: skip
    """Those that are named; else the recipe's playground; else all that are published.

    Raises:
        CatalogError: one of them is unknown or withdrawn.
        TrainingError: there is none.
    """
    if not named and recipe.data.houses:
        say(f"Certifying and publishing {recipe.data.houses} playground environments, where they are not yet")
        return build_playground(workspace, recipe.data.houses)
    entries = chosen_entries(workspace, named)
    if not entries:
        raise TrainingError("No environment is published, so there is nothing to train in: worldloom synthesize")
    return entries


def markdown_of(trained: TrainedHere) -> str:
    """The summary of a run."""
    lines = [f"# {trained.run}", "", f"Models: `{trained.folder}`; checkpoint `{trained.checkpoint}`.", ""]
    rates = [f"- {row['model']} on {row['split']}: pass@1 {row['pass@1']}" for row in rows_of(trained)]
    return "\n".join([*lines, *rates])


def rows_of(trained: TrainedHere) -> list[dict[str, Any]]:
    """Before and after: a row a model and split."""
    return [
        {
            "model": each.model,
            "split": each.split,
            "episodes": each.report.judged,
            "pass@1": str(each.report.pass_at[1]) if 1 in each.report.pass_at else "",
            "reward": f"{each.report.mean_reward or 0.0:.3f}",
            "format errors": f"{each.report.violations / max(each.report.episodes, 1):.0%}",
            "turns": f"{each.report.mean_turns:.1f}",
            "tokens": f"{each.report.mean_tokens:.0f}",
        }
        for each in sorted(trained.evaluations, key=lambda each: each.split)
    ]


def _telling(log: Any) -> Tell:
    def tell(phase: str, step: int, steps: int, numbers: dict[str, float]) -> None:
        log.info("%s %d/%d: %s", phase, step, steps, shown(numbers))

    return tell


def shown(numbers: dict[str, float]) -> str:
    """A step's most telling numbers."""
    names = ("loss", "reward", "pass_rate", "format_errors", "kl")
    return ", ".join(f"{name.replace('_', ' ')} {numbers[name]:.3g}" for name in names if name in numbers)
