"""`worldloom train`: from certified environments to a better policy."""

import json
import logging
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worldloom.console import explaining, out, print_json, print_table, stop
from worldloom.options import AsJson, Home
from worldloom.settings import Settings, prepare_prefect, read_settings

if TYPE_CHECKING:
    from tasks.train_on_cluster import Run, Trained
    from training.local.recipe import LocalRecipe
    from training.openrlhf.recipe import OpenRLHFRecipe

SHOWN = ("rollout/reward_mean", "complete", "format_errors", "turns", "policy_loss")
"""Of a run's numbers, in the table."""


def train(
    recipe: Annotated[str | None, typer.Option(help="A recipe's name, or a file that ends in .toml.")] = None,
    engine: Annotated[str | None, typer.Option(help="local or openrlhf: what the recipe must be for.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the command and check it; start nothing.")] = False,
    address: Annotated[str, typer.Option(help="Dashboard of the Ray cluster.")] = "http://127.0.0.1:8265",
    environment: Annotated[list[str] | None, typer.Option(help="Train in these; else in all.", metavar="ENV")] = None,
    storage: Annotated[Path | None, typer.Option(help="Shared by the cluster's nodes and this machine.")] = None,
    retries: Annotated[int, typer.Option(min=0, help="How often a run that breaks off goes on by itself.")] = 2,
    openrlhf: Annotated[Path | None, typer.Option(help="OpenRLHF's environment, to check flags with.")] = None,
    stop_it: Annotated[bool, typer.Option("--stop", help="Stop the run.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Train a policy: in this process, or with OpenRLHF on a Ray cluster, as the recipe says.

    The same command again joins the run, or goes on with it. Without --recipe, say which there are.
    """
    from training.local.recipe import LocalRecipe
    from training.openrlhf.recipe import OpenRLHFRecipe
    from training.recipe_files import read_recipe

    settings = read_settings(home)
    with explaining():
        if recipe is None:
            _print_recipes(as_json)
            return
        known = read_recipe(recipe)
        _want_engine(recipe, known, engine)
        if isinstance(known, LocalRecipe):
            _train_here(settings, recipe, known, environment, dry_run, stop_it, as_json)
            return
        assert isinstance(known, OpenRLHFRecipe)
        if dry_run:
            _show(settings, recipe, known, address, environment or (), storage, openrlhf, as_json)
            return
        prepare_prefect(quiet=as_json)
        if stop_it:
            _stop(settings, recipe, environment, storage, address)
            return
        _check(settings, recipe, known, storage, openrlhf)
        _want_ground(settings, recipe, address, environment, storage)
        _print_trained(settings, _train(settings, recipe, address, environment, storage, retries), as_json)


def _want_engine(name: str, recipe: Any, engine: str | None) -> None:
    from training.recipe_files import ENGINES

    if engine is not None and engine not in ENGINES:
        stop(f"There is no engine {engine!r}; there are {' and '.join(ENGINES)}.")
    if engine is not None and recipe.engine != engine:
        stop(
            f"The recipe {name} is for the engine {recipe.engine}, not {engine}. Leave --engine out, or take another "
            "recipe: worldloom train"
        )


def _train_here(
    settings: Settings, name: str, recipe: "LocalRecipe", environments: list[str] | None, dry_run: bool, stop_it: bool,
    as_json: bool,
) -> None:  # fmt: skip
    from worldloom.commands.train_local import show_local, train_locally

    if stop_it:
        stop("A run of the embedded engine lives in its own process: stop it with Ctrl-C, start it again to go on.")
    if dry_run:
        show_local(name, recipe, as_json)
        return
    train_locally(settings, name, environments, as_json)


def _train(
    settings: Settings, recipe: str, address: str, environment: list[str] | None, storage: Path | None, retries: int
) -> "Trained":
    from flows.train import train as flow

    for name in ("prefect.flow_runs", "prefect.task_runs"):
        logging.getLogger(name).addFilter(_is_no_mistake)
    where = str(storage) if storage else None
    return flow(recipe, address, environment, where, retries, str(settings.home))


def _is_no_mistake(record: logging.LogRecord) -> bool:
    """Whether Prefect shall log it: what a user can mend is said at the end, once and without a traceback."""
    from training.errors import TrainingError

    is_mistake = record.exc_info is not None and isinstance(record.exc_info[1], TrainingError)
    return not is_mistake and not record.getMessage().startswith("Finished in state Failed")


def _want_ground(
    settings: Settings, recipe: str, address: str, environments: list[str] | None, storage: Path | None
) -> None:  # fmt: skip
    """Say what a user can mend before a server is started: nothing to train in, no cluster."""
    from training.openrlhf.jobs import Jobs

    _prepared(settings, recipe, environments, storage)
    Jobs(address)


def _prepared(settings: Settings, recipe: str, environments: list[str] | None, storage: Path | None) -> "Run":
    from authors import author_of
    from flows.opening import loom_of
    from flows.train import prepare

    loom = loom_of(str(settings.home), author_of("procedural", 0))
    run, _ = prepare(loom, recipe, environments, str(storage) if storage else None)
    return run


def _stop(
    settings: Settings, recipe: str, environment: list[str] | None, storage: Path | None, address: str
) -> None:  # fmt: skip
    from training.openrlhf.following import Follower
    from training.openrlhf.jobs import Jobs

    run = _prepared(settings, recipe, environment, storage)
    stopped = Follower(Jobs(address), run.job()).stop()
    out.print(f"{run.name} was stopped." if stopped else f"{run.name} is not running.", markup=False)


def _planned(
    settings: Settings, name: str, recipe: "OpenRLHFRecipe", environments: Sequence[str], storage: Path | None
) -> "Run":
    """The run as it would be; without environments, one that is named as if there were none."""
    from tasks.gather_prompts import gather_prompts
    from tasks.train_on_cluster import plan_run

    workspace = settings.workspace()
    is_empty = workspace.is_new or not (environments or workspace.environments("published"))
    dataset = "" if is_empty else gather_prompts(workspace, environments).dataset
    return plan_run(settings.home, Path(name).stem, recipe, dataset, storage.absolute() if storage else None)


def _check(
    settings: Settings, name: str, recipe: "OpenRLHFRecipe", storage: Path | None, openrlhf: Path | None,
    run: "Run | None" = None,
) -> str:  # fmt: skip
    """Check a run's flags with the OpenRLHF that is installed here; what came of it, in a sentence."""
    from tasks.train_on_cluster import plan_run
    from training.openrlhf.flags import flags_of
    from training.openrlhf.installed import find_openrlhf
    from training.openrlhf.launch import check_launch

    installed = find_openrlhf(openrlhf)
    run = run or plan_run(settings.home, name, recipe, "", storage)
    if installed is None:
        return (
            "OpenRLHF is not installed here, so the flags were not checked against it; the job checks them before it "
            "starts anything. To check them here: make openrlhf-env, or --openrlhf ENVIRONMENT."
        )
    launch = check_launch(flags_of(recipe, run.places), installed)
    groups = ", ".join(group.kind for group in launch.groups)
    return (
        f"OpenRLHF {launch.version} accepts these flags. They take {launch.gpus} GPU{'s' * (launch.gpus != 1)}, "
        f"which {groups} and {launch.arguments.vllm.num_engines} inference engines share."
    )


def _show(
    settings: Settings, name: str, recipe: "OpenRLHFRecipe", address: str, environments: Sequence[str],
    storage: Path | None, openrlhf: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """The exact command, and whether OpenRLHF accepts it."""
    run = _planned(settings, name, recipe, environments, storage)
    checked = _check(settings, name, recipe, storage, openrlhf, run)
    job = run.job()
    submit = ["ray", "job", "submit", "--address", address, "--submission-id", f"{job.id}-1"]
    variables = json.dumps({"env_vars": dict(job.variables)})
    words = [*submit, "--runtime-env-json", variables, "--working-dir", str(job.folder), "--", *job.command]
    if as_json:
        print_json({"run": run.name, "command": words, "checked": checked})
        return
    typer.echo(_in_lines(words))
    typer.echo(f"\n{checked}", err=True)


def _in_lines(words: Sequence[str]) -> str:
    """A command as a shell reads it, a flag a line."""
    lines = [""]
    for word in words:
        if word.startswith("--") and word != "--" and lines[-1]:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + shlex.quote(word)
    return " \\\n  ".join(lines)


def _print_recipes(as_json: bool) -> None:
    from training.recipe_files import read_recipe, recipe_names

    read = [(name, read_recipe(name)) for name in recipe_names()]
    rows = [{"recipe": name, "engine": each.engine, "description": each.description} for name, each in read]
    if as_json:
        print_json(rows)
        return
    print_table(rows, narrow=["recipe"])


def _print_trained(settings: Settings, trained: "Trained", as_json: bool) -> None:
    if as_json:
        print_json(
            {"run": trained.run, "training_run": trained.training_run, "checkpoint": trained.checkpoint,
             "model": trained.model, "steps": trained.steps, "metrics": trained.metrics}
        )  # fmt: skip
        return
    names = [name for name in SHOWN if name in trained.metrics]
    rows = [
        {"step": number + 1, **{name: f"{trained.metrics[name][number]:.3g}" for name in names}}
        for number in range(trained.steps)
    ]
    print_table(rows, numbers=names)
    out.print(f"Weights in {trained.model}", markup=False, soft_wrap=True)
    out.print(f"worldloom lineage {trained.checkpoint}{settings.option}", markup=False, soft_wrap=True)
