"""Add tasks: further certified tasks for a published environment, as its next version.

In:  an environment's name, how many, how hard, a seed. Out: an `Added`; a published `name@2`; a summary in Prefect.
Never here: how tasks are woven (`authors/weaving/`).
"""

from typing import Annotated, Literal

from prefect.artifacts import create_markdown_artifact
from pydantic import Field

from authors import author_of
from flows.flow import flow
from flows.opening import loom_of
from tasks.add_tasks import Added, Order
from tasks.add_tasks import add_tasks as add_tasks_step


@flow(name="add_tasks", log_prints=False, validate_parameters=True)
def add_tasks(
    environment: Annotated[str, Field(min_length=1)],
    count: Annotated[int, Field(ge=1, le=1_000)] = 10,
    difficulty: Literal["easy", "medium", "hard"] = "medium",
    seed: Annotated[int, Field(ge=0)] = 7,
    root: Annotated[str, Field(min_length=1)] = ".worldloom",
) -> Added:
    """Weave certified tasks into a published environment and publish its next version.

    Args:
        environment: name or name@version.
        count: Certified tasks to add, at most.
        difficulty: easy, medium or hard.
        seed: Another seed gives other tasks.
        root: Data root; deployments set it absolutely.
    """
    loom = loom_of(root, author_of("procedural", 0))
    entry = loom.workspace.catalog.find(environment)
    added = add_tasks_step(loom, entry, Order(count, difficulty, seed))
    create_markdown_artifact(markdown_of(added), key="added-tasks", description="What this run added")
    return added


def markdown_of(added: Added) -> str:
    """The summary of a run."""
    lines = [
        f"# {added.environment}",
        "",
        f"{len(added.tasks)} tasks added to {added.before}: {', '.join(added.tasks)}",
    ]
    return "\n".join([*lines, *(f"- dropped by `{rule}`: {number}" for rule, number in added.dropped.items())])
