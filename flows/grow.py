"""Grow: add a few environments to the collection, unlike everything that is there; run every night, or twice at once.

In:  how many, the bounds (target size, cap a category, budget, yield), an author and its seed.
Out: a `GrowthReport`; published environments; a run report in Prefect.
Never here: what a step does (`tasks/`), what is too alike (`authors/similarity/`).

A run goes on with what a dead run left before it claims anything fresh. It works in waves, and asks between two
whether it should stop.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from prefect.artifacts import create_image_artifact, create_markdown_artifact, create_table_artifact
from pydantic import Field

from artifacts.spending import spent_in_run
from authors import AuthorError
from authors.protocol import Proposer, waits
from authors.similarity import embedder_of
from flows.flow import flow
from flows.growth_report import GrowthReport, growth_report_of, image_of, markdown_of
from flows.opening import loom_of
from flows.report import linked_rows_of
from flows.runners import task_runner
from flows.synthesize import THREADS, batches, weave
from tasks import STEPS, Batch, Loom, write_scenarios
from tasks.crew import crew
from tasks.holder import holding
from tasks.known_scenarios import KnownScenarios
from tasks.plan import Plan, plan
from tasks.propose_scenarios import Prospect, left_behind, propose_scenarios, settle
from worldloom.writers import writer_of

WAVE = 16
"""Scenarios claimed at a time: what a budget can be overrun by."""
ENOUGH_TO_JUDGE = 10
"""So many scenarios must have ended before a poor yield stops a run."""
KEY_VARIABLE = "WORLDLOOM_EMBEDDING_KEY"


@dataclass(frozen=True)
class Bounds:
    """When a run stops by itself."""

    count: int
    budget_usd: float | None
    budget_tokens: int | None
    budget_minutes: float | None
    least_yield: float


@dataclass
class Run:
    """One run of the flow while it goes."""

    loom: Loom
    known: KnownScenarios
    prospect: Prospect
    bounds: Bounds
    clock: Callable[[], float] = time.monotonic
    started: float = field(init=False)
    ended: Batch = ()
    """All work of this run so far."""
    planned: Plan = field(default_factory=lambda: Plan((), (), 0))
    """What of it was there and what was not when its turn came."""

    def __post_init__(self) -> None:
        self.started = self.clock()

    @property
    def published(self) -> int:
        """Environments of this run so far."""
        return sum(work.failure is None for work in self.ended)

    def room(self) -> int:
        """How many scenarios may be on their way next, as far as this run is concerned."""
        return max(0, min(WAVE, self.bounds.count - self.published))

    def is_full(self) -> bool:
        """Whether the collection has its size, those included that are on their way elsewhere."""
        if self.prospect.target is None:
            return False
        self.known.reload()
        abandoned = left_behind(self.loom, self.known, self.prospect.holder)
        return self.known.size() >= self.prospect.target and not abandoned

    def reason_to_stop(self) -> str | None:
        """In words, for the report; None to go on."""
        bounds, spent = self.bounds, spent_in_run(self.loom.workspace.catalog, self.loom.flow_run_id)
        tokens = spent.tokens_in + spent.tokens_out
        minutes = (self.clock() - self.started) / 60
        tried = len(self.ended)
        if self.published >= bounds.count:
            return f"{bounds.count} environments were added"
        if bounds.budget_usd is not None and spent.cost >= bounds.budget_usd:
            return f"${spent.cost:.2f} are spent, the budget is ${bounds.budget_usd:.2f}"
        if bounds.budget_tokens is not None and tokens >= bounds.budget_tokens:
            return f"{tokens:,} tokens are spent, the budget is {bounds.budget_tokens:,}"
        if bounds.budget_minutes is not None and minutes >= bounds.budget_minutes:
            return f"{minutes:.1f} minutes are over, the budget is {bounds.budget_minutes:g}"
        if tried >= ENOUGH_TO_JUDGE and self.published / tried < bounds.least_yield:
            return f"{self.published} of {tried} scenarios gave an environment, fewer than {bounds.least_yield:.0%}"
        if self.is_full():
            return f"the collection has its {self.prospect.target} environments, those on their way included"
        return None


@flow(
    name="grow",
    log_prints=False,
    validate_parameters=True,
    task_runner=task_runner(THREADS),
)
def grow(
    count: Annotated[int, Field(ge=1, le=100_000)] = 20,
    target: Annotated[int | None, Field(ge=1)] = None,
    per_category: Annotated[int | None, Field(ge=1)] = None,
    tasks: Annotated[int, Field(ge=1, le=100)] = 10,
    seed: Annotated[int, Field(ge=0)] = 7,
    author: str = "procedural",
    root: Annotated[str, Field(min_length=1)] = ".worldloom",
    embedder: Literal["ngrams", "minilm", "endpoint"] = "ngrams",
    similarity: Annotated[float | None, Field(gt=0, le=1)] = None,
    embedding_url: str = "",
    embedding_model: str = "",
    budget_usd: Annotated[float | None, Field(ge=0)] = None,
    budget_tokens: Annotated[int | None, Field(ge=0)] = None,
    budget_minutes: Annotated[float | None, Field(ge=0)] = None,
    least_yield: Annotated[float, Field(ge=0, le=1)] = 0.2,
    workers: Annotated[int | None, Field(ge=1)] = None,
    llm: dict[str, Any] | None = None,
) -> GrowthReport:  # fmt: skip
    """Add environments that are unlike everything in the catalog, under-represented categories first.

    Args:
        count: Environments to add in this run, at most.
        target: Stop when the collection has so many environments.
        per_category: Most environments of one category.
        tasks: Certified tasks per environment.
        seed: Another seed proposes other scenarios.
        author: Who proposes and writes: procedural, llm.
        root: Data root; deployments set it absolutely.
        embedder: What measures likeness: ngrams, minilm, endpoint.
        similarity: Cosine that refuses; else the embedder's.
        embedding_url: For `endpoint`; its key is read from WORLDLOOM_EMBEDDING_KEY.
        embedding_model: For `endpoint`: the model's name.
        budget_usd: Stop when so much money is spent.
        budget_tokens: Stop when so many tokens are spent.
        budget_minutes: Stop after so many minutes.
        least_yield: Stop when fewer scenarios succeed.
        workers: Processes that work at once; else one a core.
        llm: For the author llm: model, base_url, mode and so on; never a key.
    """
    writer = writer_of(author, seed, root, llm)
    if not isinstance(writer, Proposer):
        raise AuthorError(f"The author {author!r} proposes no scenarios; use `synthesize` with scenarios of your own.")
    measure = embedder_of(
        embedder, url=embedding_url, model=embedding_model, threshold=similarity, key=os.environ.get(KEY_VARIABLE, "")
    )
    loom = loom_of(root, writer, tasks)
    bounds = Bounds(count, budget_usd, budget_tokens, budget_minutes, least_yield)
    with holding(Path(loom.root)) as holder, crew(workers):
        run = Run(loom, KnownScenarios(loom, measure), Prospect(holder, target, per_category, similarity), bounds)
        stopped = grow_until_stopped(run)
    report = growth_report_of(loom, run.known, run.prospect, run.ended, run.planned, stopped)
    create_markdown_artifact(markdown_of(report), key="growth", description="What this run added, and why it stopped")
    table = linked_rows_of(report.made)
    create_table_artifact(table, key="growth-environments", description="Environments of this run")
    create_image_artifact(image_of(report), key="growth-plot", description="Environments by category, new ones darker")
    return report


def grow_until_stopped(run: Run) -> str:
    """Wave after wave; gives the reason why there is no other."""
    while True:
        stop = run.reason_to_stop()
        if stop is not None:
            return stop
        scenarios = propose_scenarios(run.loom, run.known, run.prospect, run.room())
        if not scenarios:
            return run.prospect.failure or "no scenario is left that is fresh enough and within the cap of its category"
        planned = plan(run.loom, STEPS, write_scenarios(run.loom, scenarios))
        woven = [weave(run.loom, batch) for batch in batches(planned.missing, waits(run.loom.author))]
        done = (*planned.finished, *(work for future in woven for work in future.result()))
        settle(run.known.claims, done)
        run.ended += done
        run.planned += planned
