"""Synthesize: from scenarios to certified, published environments.

In:  a sentence, a file of scenarios, or a number; an author and its seed.
Out: a `SynthesisReport`; published environments; a summary and a table in Prefect.
Never here: what a step does (`tasks/`), who writes (`authors/`).
"""

from collections.abc import Iterator
from typing import Annotated, Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.futures import PrefectFuture
from pydantic import Field

from authors.protocol import waits
from flows.flow import flow
from flows.opening import loom_of
from flows.report import SynthesisReport, linked_rows_of, markdown_of, report_of
from flows.runners import task_runner
from tasks import (
    STEPS,
    Batch,
    Loom,
    build_tools,
    certify,
    design_tables,
    fill_tables,
    propose_tasks,
    publish,
    write_scenarios,
    write_verifiers,
)  # fmt: skip
from tasks.choose_scenarios import choice
from tasks.crew import cores, crew
from tasks.plan import plan
from worldloom.writers import writer_of

SHARES = 8
"""A batch is such a part of the work that is left."""
LARGEST_BATCH = 16
"""So that an author in a process remembers the scenarios of two: the next one begins before the last is published."""
LEAST_BATCH = 3
"""So that orchestration stays small beside the work, unless there is little of it."""
LARGEST_WAITING_BATCH = 32
"""Scenarios that are on their way at once where an author waits for a model."""


THREADS = len(STEPS) * cores()
"""One for each step of a batch, since a step that waits for another holds its thread: a batch in flight for each core.
Batches that began first are finished first."""


@flow(
    name="synthesize",
    log_prints=False,
    validate_parameters=True,
    task_runner=task_runner(THREADS),
)
def synthesize(
    scenario: str | None = None,
    seeds: str | None = None,
    count: Annotated[int, Field(ge=1, le=100_000)] = 12,
    tasks: Annotated[int, Field(ge=1, le=100)] = 10,
    seed: Annotated[int, Field(ge=0)] = 7,
    author: str = "procedural",
    root: Annotated[str, Field(min_length=1)] = ".worldloom",
    workers: Annotated[int | None, Field(ge=1)] = None,
    llm: dict[str, Any] | None = None,
) -> SynthesisReport:  # fmt: skip
    """Turn scenarios into certified environments; what is there already is not made again.

    Args:
        scenario: A business in a sentence; instead of seeds and count.
        seeds: Path of a JSONL file of scenarios; instead of count.
        count: How many scenarios the author chooses.
        tasks: Certified tasks per environment.
        seed: Another seed gives other environments.
        author: Who writes: procedural, llm.
        root: Data root; deployments set it absolutely.
        workers: Processes that work at once; else one a core.
        llm: For the author llm: model, base_url, mode and so on; never a key.
    """
    writer = writer_of(author, seed, root, llm)
    loom = loom_of(root, writer, tasks)

    with choice(loom, scenario, seeds, count) as chosen, crew(workers):
        work = write_scenarios(loom, chosen.scenarios)
        planned = plan(loom, STEPS, work)
        published = [weave(loom, batch) for batch in batches(planned.missing, waits(writer))]
        made = [each for future in published for each in future.result()]
        chosen.settle((*planned.finished, *made))

    report = report_of(loom, (*planned.finished, *made), planned, chosen.remark)
    create_markdown_artifact(markdown_of(report), key="synthesis", description="What this run published")
    create_table_artifact(linked_rows_of(report), key="environments", description="Environments of this run")
    return report


def weave(loom: Loom, batch: Batch) -> "PrefectFuture[Batch]":
    """The way of one batch through the steps: each waits for the one before it, batches wait for nobody."""
    requirements = propose_tasks.submit(loom, batch)
    tables = design_tables.submit(loom, requirements)
    tools = build_tools.submit(loom, tables)
    rows = fill_tables.submit(loom, tools)
    drafts = write_verifiers.submit(loom, rows)
    certificates = certify.submit(loom, drafts)
    return publish.submit(loom, certificates)


def batches(work: Batch, side_by_side: bool = False) -> Iterator[Batch]:
    """The work in parts, in its order."""
    start = 0
    for size in sizes(len(work), side_by_side):
        yield work[start : start + size]
        start += size


def sizes(count: int, side_by_side: bool = False) -> Iterator[int]:
    """How large batches are: each a share of what is left, so that whoever has the last one ends soon after the others.

    In as few as may be where a batch is worked on side by side.
    """
    least = min(LEAST_BATCH, _share(count))
    while count > 0:
        size = min(count, LARGEST_WAITING_BATCH if side_by_side else max(least, _share(count)))
        yield size
        count -= size


def _share(left: int) -> int:
    return min(LARGEST_BATCH, -(-left // SHARES))
