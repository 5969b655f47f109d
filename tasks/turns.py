"""Turns at a model: over all runs and machines, only so many calls of a model go on at once.

In:  an author. Out: a context, entered when there is room; at once where no model is called.
Never here: how many. The limit is Prefect's, by name: `prefect gcl create worldloom-llm --limit 8`; without it, none.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from prefect.concurrency.sync import concurrency
from prefect.context import FlowRunContext, TaskRunContext

from authors.protocol import Author

LIMIT = "worldloom-llm"


@contextmanager
def turn(author: Author) -> Iterator[None]:
    """Hold one place under the limit while a model writes, inside a run of Prefect's."""
    in_a_run = FlowRunContext.get() or TaskRunContext.get()
    if not author.fingerprint.model or not in_a_run:
        yield
        return
    with concurrency(LIMIT, occupy=1, strict=False):
        yield
