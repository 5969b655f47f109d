"""Evaluate: benchmarks against a model behind an endpoint; a report for each, with lineage.

In:  names of benchmarks, an endpoint, a model. Out: an `Evaluated` for each benchmark; a table in Prefect.
Never here: keys of endpoints among the parameters, which Prefect keeps; OPENAI_API_KEY is read where it is needed.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from prefect import task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from pydantic import Field

from artifacts import Workspace
from evaluation import EvaluationError, Settings, Subject, benchmarks_of, profile_of
from evaluation.benchmark import Benchmark
from evaluation.endpoint import check_endpoint
from evaluation.profiles import Profile
from flows.flow import flow
from flows.opening import workspace_of
from schemas import CHECKPOINT
from tasks.check_leaks import leak_check
from tasks.evaluate import Asked, Evaluated, Listener, Prices, evaluate
from worldloom.settings import benchmarks_folder

DEFAULT_PROFILE = "worldloom"
_listeners: list[Listener] = []


@dataclass(frozen=True)
class Wish:
    """What a run was asked for: plain values, as the command line and a deployment give them."""

    benchmarks: tuple[str, ...]
    model: str
    base_url: str | None = None
    limit: int | None = None
    tag: str = ""
    checkpoint: str | None = None
    """An artifact id, or the beginning of one: its window is used, and lineage leads to it."""
    categories: tuple[str, ...] = ()
    episodes: int = 1
    profile: str = DEFAULT_PROFILE
    changes: dict[str, Any] = field(default_factory=dict)
    """What is set beside the profile: window, temperature, tools, turns, answer_tokens."""
    seed: int = 0
    at_once: int = 64
    request_s: float = 120.0
    retries: int = 5
    options: dict[str, str] = field(default_factory=dict)
    price_in: float = 0.0
    price_out: float = 0.0


Run = Callable[[str, Wish, str], Evaluated]
"""From a data root, a wish and one benchmark's name."""


def evaluate_here(root: str, wish: Wish, name: str) -> Evaluated:
    """One benchmark; what was asked before is taken from the catalog."""
    workspace = workspace_of(root)
    (benchmark,) = benchmarks_of([name])
    asked = asked_of(workspace, wish, benchmark)
    return evaluate(workspace, asked, leak_check(workspace, asked.subject.checkpoint), _tell,
                    lambda line: _tell(name, f"preparing {line}"))  # fmt: skip


evaluate_in_a_step: Run = task(name="evaluate", task_run_name="evaluate-{name}", cache_policy=NO_CACHE)(evaluate_here)
"""The same as a Prefect task run: its own cache would keep what the catalog keeps better."""


@flow(name="evaluate", log_prints=False, validate_parameters=True)
def evaluate_flow(
    benchmarks: list[str],
    model: Annotated[str, Field(min_length=1)],
    base_url: str | None = None,
    limit: Annotated[int, Field(ge=1)] | None = None,
    tag: str = "",
    checkpoint: str | None = None,
    categories: list[str] | None = None,
    episodes: Annotated[int, Field(ge=1)] = 1,
    profile: str = DEFAULT_PROFILE,
    tools: Literal["meta", "native"] | None = None,
    window: Annotated[int, Field(ge=0)] | None = None,
    seed: int = 0,
    options: dict[str, str] | None = None,
    root: Annotated[str, Field(min_length=1)] = ".worldloom",
) -> list[Evaluated]:
    """Run benchmarks against a model; what was asked before is not asked again.

    Args:
        benchmarks: Their names; `worldloom evaluate --list` shows them.
        model: Its name at the endpoint, or a policy of ours such as oracle.
        base_url: Of an OpenAI-compatible endpoint, up to /v1.
        limit: Items of each benchmark at most.
        tag: What the result is called in comparisons.
        checkpoint: Artifact id of the checkpoint that the endpoint serves.
        categories: Only these of each benchmark.
        episodes: An item, for pass^k.
        profile: How the model is asked: worldloom, awm, native, greedy.
        tools: In tags, or natively; else the profile's.
        window: Turns of history; else the checkpoint's own, else the profile's.
        seed: Another seed, other draws.
        options: A benchmark's own.
        root: Data root; deployments set it absolutely.
    """
    changes = {"tools": tools, "window": window}
    wish = Wish(
        tuple(benchmarks), model, base_url, limit, tag, checkpoint, tuple(categories or ()), episodes, profile, changes,
        seed, options=options or {},
    )  # fmt: skip
    done = run_benchmarks(root, wish, evaluate_in_a_step)
    create_table_artifact(rows_of(done), key="evaluation", description=f"What {model} can do")
    return done


def run_benchmarks(root: str, wish: Wish, run: Run = evaluate_here) -> list[Evaluated]:
    """What the flow does, for whoever needs no server around it: the command line.

    Raises:
        EvaluationError: a benchmark is unknown or cannot run here, or the endpoint cannot be used: said before
            anything is asked.
    """
    check(root, wish)
    return [run(root, wish, name) for name in dict.fromkeys(wish.benchmarks)]


def check(root: str, wish: Wish) -> None:
    """Find what a user can mend before anything is started; raises as `run_benchmarks` does."""
    workspace = workspace_of(root)
    for benchmark in benchmarks_of(wish.benchmarks):
        asked = asked_of(workspace, wish, benchmark)
        why = benchmark.available(asked.settings.place)
        if why:
            raise EvaluationError(f"{benchmark.name} does not run here: {why}")
    check_endpoint(Subject(wish.model, wish.base_url, _key()))


def asked_of(workspace: Workspace, wish: Wish, benchmark: Benchmark) -> Asked:
    """One benchmark's part of a wish.

    Raises:
        EvaluationError: an option that the benchmark does not have, an unknown profile, a reference to no checkpoint.
    """
    checkpoint, window = checkpoint_of(workspace, wish.checkpoint)
    place = benchmarks_folder(workspace.root) / benchmark.name
    settings = Settings(
        place, _profile(wish, window), wish.episodes, wish.seed, wish.at_once, wish.request_s, wish.retries,
        {name: value for name, value in wish.options.items() if name in benchmark.options},
    )  # fmt: skip
    known = {name for each in benchmarks_of(wish.benchmarks) for name in each.options}
    unknown = sorted(set(wish.options) - known)
    if unknown:
        raise EvaluationError(
            f"No benchmark of this run has an option {unknown[0]!r}. There are {', '.join(sorted(known)) or 'none'}."
        )
    subject = Subject(wish.model, wish.base_url, _key(), checkpoint)
    return Asked(
        benchmark, subject, settings, wish.limit, wish.categories, wish.tag, Prices(wish.price_in, wish.price_out)
    )


def checkpoint_of(workspace: Workspace, reference: str | None) -> tuple[str, int | None]:
    """A checkpoint's artifact id and window.

    Raises:
        WorkspaceError: there is no such artifact.
        EvaluationError: it is none.
    """
    if not reference:
        return "", None
    from artifacts.lineage import Lineage

    found = Lineage(workspace.catalog).resolve_reference(reference)
    if not found.startswith(f"{CHECKPOINT.name}-"):
        raise EvaluationError(f"{reference} is {found}, which is no checkpoint.")
    (checkpoint,) = workspace.store.get(CHECKPOINT, found)
    return found, checkpoint.window


def _profile(wish: Wish, trained_window: int | None) -> Profile:
    """The profile of a wish. A checkpoint sees the window that it was trained with, unless another one is asked for."""
    own = {"window": trained_window} if wish.profile == DEFAULT_PROFILE else {}
    asked = {name: value for name, value in wish.changes.items() if value is not None}
    return profile_of(wish.profile, **{**own, **asked})


def rows_of(done: Sequence[Evaluated]) -> list[dict[str, Any]]:
    """One row a line of a benchmark's table."""
    return [
        {"benchmark": each.report.benchmark, "group": score.group, "name": score.name, "score": str(score),
         "items": score.items}
        for each in done
        for score in each.report.scores
    ]  # fmt: skip


def listen(listener: Listener) -> None:
    """Hear of each item of this process as it ends."""
    _listeners.append(listener)


def _tell(benchmark: str, event: str) -> None:
    for listener in _listeners:
        listener(benchmark, event)


def _key() -> str:
    return os.environ.get("OPENAI_API_KEY", "")
