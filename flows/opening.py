"""What every flow begins with: a `Loom` for this root, as the process's settings and Prefect's run have it.

In:  a data root, an author. Out: a `Loom`. Deployments set the same WORLDLOOM_* variables as the command line.
"""

from pathlib import Path

from prefect.context import FlowRunContext

from artifacts import Workspace
from authors.protocol import Author
from tasks import Loom
from worldloom.settings import read_settings


def loom_of(root: str, author: Author, tasks: int = 10) -> Loom:
    """Who works where, in this run."""
    settings = read_settings(Path(root))
    context = FlowRunContext.get()
    return Loom(
        str(settings.home),
        author,
        tasks,
        catalog_url=settings.catalog_url,
        store_url=settings.store_url,
        events_url=settings.events_url,
        flow_run_id=str(context.flow_run.id) if context and context.flow_run else "",
    )


def workspace_of(root: str) -> Workspace:
    """The workspace of a data root, for flows that need no author."""
    settings = read_settings(Path(root))
    workspace = settings.workspace()
    workspace.hold()
    return workspace
