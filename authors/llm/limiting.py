"""One limit for all requests: so many at once in this process, and under what a server of runs allows besides.

In:  a request that wants to be sent. Out: a place, held while it is on its way.

Requests start in the order in which they asked. An endpoint that says "later" holds back all of them, not only the
one that it said it to.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from contextvars import ContextVar

Gate = Callable[[], AbstractAsyncContextManager[None]]

outer_gate: ContextVar[Gate] = ContextVar("outer_gate", default=nullcontext)
"""A further limit, over processes and machines; whoever runs the author sets it."""


class Limit:
    """Belongs to one event loop."""

    def __init__(self, places: int) -> None:
        self._places = asyncio.Semaphore(places)
        self._not_before = 0.0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A place under every limit, once nothing holds requests back."""
        async with self._places:
            while (wait := self._not_before - asyncio.get_running_loop().time()) > 0:
                await asyncio.sleep(wait)
            async with outer_gate.get()():
                yield

    def hold_back(self, seconds: float) -> None:
        """No request starts before so many seconds are over."""
        self._not_before = max(self._not_before, asyncio.get_running_loop().time() + seconds)
