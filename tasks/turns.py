"""Turns at a model: over all runs and machines, only so many calls of a model go on at once.

In:  an author. Out: a context, entered when there is room; at once where no model is called.
Never here: how many. The limit is Prefect's, by name: `prefect gcl create worldloom-llm --limit 8`; without it, none.
"""

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager

from prefect.client.orchestration import get_client
from prefect.concurrency.asyncio import concurrency as async_concurrency
from prefect.concurrency.sync import concurrency
from prefect.context import FlowRunContext, TaskRunContext
from prefect.exceptions import ObjectNotFound

from authors.protocol import Author, waits

LIMIT = "worldloom-llm"


@contextmanager
def turn(author: Author) -> Iterator[None]:
    """Hold one place under the limit while a model writes, inside a run of Prefect's.

    An author that asks for many things side by side takes a place for each request instead.
    """
    in_a_run = FlowRunContext.get() or TaskRunContext.get()
    if not author.fingerprint.model or not in_a_run:
        yield
        return
    if not waits(author):
        with concurrency(LIMIT, occupy=1, strict=False):
            yield
        return
    if not _there_is_a_limit():
        yield
        return
    from authors.llm.limiting import outer_gate

    token = outer_gate.set(_place)
    try:
        yield
    finally:
        outer_gate.reset(token)


def _place() -> AbstractAsyncContextManager[None]:
    return async_concurrency(LIMIT, occupy=1, strict=False)


def _there_is_a_limit() -> bool:
    """Asked once a step, so that requests need not ask a server that knows of none."""
    with get_client(sync_client=True) as client:
        try:
            client.read_global_concurrency_limit_by_name(LIMIT)
        except ObjectNotFound:
            return False
    return True
