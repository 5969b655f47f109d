"""`worldloom tasks`: further certified tasks for an environment that is published."""

import os
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from worldloom.console import explaining, out, print_json, print_table
from worldloom.options import AsJson, Home
from worldloom.settings import Settings, prepare_prefect, read_settings

if TYPE_CHECKING:
    from schemas.tasks import Level
    from tasks.add_tasks import Added


class Difficulty(StrEnum):
    """What Typer offers; the schemas know it as `Level`."""

    easy = "easy"
    medium = "medium"
    hard = "hard"


def tasks(
    environment: Annotated[str, typer.Argument(help="name, or name@version.", metavar="ENV")],
    count: Annotated[int, typer.Option(min=1, max=1_000, help="Certified tasks to add.")] = 10,
    difficulty: Annotated[Difficulty, typer.Option(help="How long, branching and indirect.")] = Difficulty.medium,
    seed: Annotated[int, typer.Option(min=0, help="Another seed gives other tasks.")] = 7,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Weave certified tasks into a published environment, whoever made it, and publish its next version."""
    with explaining():
        settings = read_settings(home)
        added = _added(settings, environment, count, difficulty.value, seed)
        content_tasks = _tasks_of(settings, added)
    if as_json:
        print_json(asdict(added))
        return
    print_table(content_tasks, narrow=["task", "kind", "level"])
    dropped = ", ".join(f"{number} {rule}" for rule, number in added.dropped.items())
    made = "were added before" if added.was_there else f"added, {added.drafts} drafts tried"
    less = f" (dropped: {dropped})" if dropped else ""
    out.print(f"{added.environment}: {len(added.tasks)} tasks {made}{less}; the rest is {added.before}.",
              markup=False, soft_wrap=True)  # fmt: skip
    if len(added.tasks) < count:
        out.print(f"{count} were wanted: there are no more that differ from each other at this difficulty and seed.",
                  style="yellow", markup=False, soft_wrap=True)  # fmt: skip


def _added(settings: Settings, environment: str, count: int, difficulty: "Level", seed: int) -> "Added":
    """Through the flow, unless the catalog has it already: no server needs to be started to say so."""
    prepare_prefect(quiet=True)  # before Prefect is imported: it reads its settings then
    from authors import author_of
    from flows.opening import loom_of
    from tasks.add_tasks import Order, recall

    order = Order(count, difficulty, seed)
    entry = settings.workspace().catalog.find(environment)
    if "PREFECT_API_URL" not in os.environ:
        known = recall(loom_of(str(settings.home), author_of("procedural", 0)), entry, order)
        if known is not None:
            return known
    from flows.add_tasks import add_tasks

    added: Added = add_tasks(
        environment=entry.reference, count=count, difficulty=order.level, seed=seed, root=str(settings.home)
    )
    return added


def _tasks_of(settings: Settings, added: "Added") -> list[dict[str, object]]:
    from environments import load_environment
    from worldloom.commands.show import task_rows

    rows = task_rows(load_environment(settings.workspace().bundle_of(added.environment)))
    return [row for row in rows if row["task"] in added.tasks]
