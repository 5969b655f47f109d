"""The event loop of this process on which all requests run, whatever thread asks.

In:  a coroutine. Out: its result; the context of the asking thread travels with it.
"""

import asyncio
import threading
from collections.abc import Coroutine
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run the coroutine on the loop and wait for it; ends it where the waiting is interrupted."""
    future = asyncio.run_coroutine_threadsafe(coroutine, loop())
    try:
        return future.result()
    except BaseException:
        future.cancel()
        raise


async def awaited(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run the coroutine on the loop while another loop goes on with something else."""
    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(coroutine, loop()))


@cache
def _started() -> asyncio.AbstractEventLoop:
    made = asyncio.new_event_loop()
    threading.Thread(target=made.run_forever, name="llm", daemon=True).start()
    return made


_lock = threading.Lock()


def loop() -> asyncio.AbstractEventLoop:
    """The loop, started when it is first needed."""
    with _lock:
        return _started()
