"""Train: from published environments to a better policy, with OpenRLHF on a Ray cluster.

In:  a recipe's name, the address of a cluster. Out: `Trained`: checkpoint ← data set ← environments; a summary and the
     run's numbers in Prefect.
Never here: recipes and flags (`training/`), what a job does on the cluster.

A flow run that is killed leaves its job running, and the next one joins it; one that is *cancelled* stops its job.
"""

from pathlib import Path
from typing import Annotated, Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.schemas.objects import FlowRun, State
from prefect.flows import Flow
from prefect.logging import get_run_logger
from pydantic import Field

from authors import author_of
from flows.flow import flow
from flows.opening import loom_of
from tasks.gather_prompts import Prompts, gather_prompts
from tasks.loom import Loom
from tasks.train_on_cluster import Run, Trained, plan_run, train_on_cluster
from training.errors import TrainingError
from training.openrlhf.following import Follower
from training.openrlhf.jobs import Jobs
from training.openrlhf.progress import read_progress
from training.openrlhf.recipe import OpenRLHFRecipe
from training.recipe_files import read_recipe

DASHBOARD = "http://127.0.0.1:8265"


def stop_run(flow: Flow[Any, Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Stop the job of a flow run that is cancelled."""
    given = flow_run.parameters
    loom = loom_of(given.get("root") or ".worldloom", author_of("procedural", 0))
    run, _ = prepare(loom, given["recipe"], given.get("environments"), given.get("storage"))
    Follower(Jobs(given.get("address") or DASHBOARD), run.job()).stop()


@flow(name="train", log_prints=False, validate_parameters=True, on_cancellation=[stop_run])
def train(
    recipe: Annotated[str, Field(min_length=1)],
    address: str = DASHBOARD,
    environments: list[str] | None = None,
    storage: str | None = None,
    retries: Annotated[int, Field(ge=0, le=100)] = 2,
    root: Annotated[str, Field(min_length=1)] = ".worldloom",
) -> Trained:
    """Train a policy in certified environments; a run that is there already is joined, or gone on with.

    Args:
        recipe: A recipe's name, or the path of a file that ends in .toml.
        address: The cluster's dashboard.
        environments: Names to train in; else everything that is published.
        storage: Where the cluster's nodes write, a path that they and this machine share; else below the root.
        retries: How often a run that breaks off, as by a lost node, goes on by itself.
        root: Data root; deployments set it absolutely.
    """
    loom = loom_of(root, author_of("procedural", 0))
    run, prompts = prepare(loom, recipe, environments, storage)
    trained = train_on_cluster(loom, run, prompts, address, retries, _telling())
    create_markdown_artifact(markdown_of(trained, prompts), key="training", description="What came of the run")
    create_table_artifact(rows_of(trained), key="training-steps", description="The run's numbers, step by step")
    return trained


def prepare(
    loom: Loom, recipe: str, environments: list[str] | None = None, storage: str | None = None
) -> tuple[Run, Prompts]:
    """The run of a recipe over these environments. The same ones make the same run.

    Raises:
        TrainingError: the recipe is not for OpenRLHF, or there is nothing to train in.
    """
    known = read_recipe(recipe)
    if not isinstance(known, OpenRLHFRecipe):
        raise TrainingError(f"The recipe {recipe} is not for OpenRLHF, so no cluster is needed for it.")
    prompts = gather_prompts(loom.workspace, environments or ())
    where = Path(storage).absolute() if storage else None
    return plan_run(Path(loom.root), Path(recipe).stem, known, prompts.dataset, where), prompts


def markdown_of(trained: Trained, prompts: Prompts) -> str:
    """The summary of a run."""
    rewards = trained.metrics.get("rollout/reward_mean", [])
    moved = f" Mean reward {rewards[0]:.3f} in the first step, {rewards[-1]:.3f} in the last." if rewards else ""
    return (
        f"# {trained.run}\n\n{trained.steps} steps over {len(prompts.tasks)} tasks of {len(prompts.bundles)} "
        f"environments.{moved}\n\nWeights: `{trained.model}`; checkpoint `{trained.checkpoint}`.\n"
    )


def rows_of(trained: Trained) -> list[dict[str, Any]]:
    """One row a step, with the numbers that every step has."""
    return [
        {"step": number + 1, **{name: values[number] for name, values in trained.metrics.items()}}
        for number in range(trained.steps)
        if trained.metrics
    ]


def _telling() -> Any:
    """Gives what a job prints to the flow run's log: its steps as what they are, the rest for the curious."""
    log = get_run_logger()

    def tell(line: str) -> None:
        steps = [each for each in read_progress([line]) if each.what == "step"]
        for step in steps:
            numbers = step.metrics or {}
            shown = ", ".join(f"{name} {numbers[name]:.3g}" for name in _SHOWN if name in numbers)
            log.info("step %d: %s", step.step, shown)
        if not steps:
            log.debug("%s", line)

    return tell


_SHOWN = ("rollout/reward_mean", "complete", "format_errors", "turns", "rollout/unjudged", "policy_loss")
