"""Calls of a model share one limit, by name, over all runs."""

import asyncio
import threading
import time
from dataclasses import dataclass, replace

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate

from authors.protocol import Fingerprint
from tasks.turns import LIMIT, turn


@dataclass(frozen=True)
class Named:
    fingerprint: Fingerprint


WITH_MODEL = Named(Fingerprint("llm", "1", 0, model="some-model"))
WITHOUT = Named(replace(WITH_MODEL.fingerprint, model=""))


async def _limit(places: int) -> None:
    async with get_client() as client:
        await client.create_global_concurrency_limit(GlobalConcurrencyLimitCreate(name=LIMIT, limit=places))


@pytest.mark.parametrize(("author", "most"), [(WITH_MODEL, 1), (WITHOUT, 3)])
def test_only_so_many_turns_are_taken_at_once(prefect_server: None, author: Named, most: int) -> None:
    from prefect import task

    if author is WITH_MODEL:
        asyncio.run(_limit(1))
    at_once, seen, lock = 0, 0, threading.Lock()
    together = threading.Barrier(most, timeout=20)

    @task
    def write() -> None:
        nonlocal at_once, seen
        with turn(author):  # type: ignore[arg-type]
            with lock:
                at_once += 1
                seen = max(seen, at_once)
            together.wait()
            time.sleep(0.05)
            with lock:
                at_once -= 1

    @flow
    def writing() -> None:
        for future in [write.submit() for _ in range(3)]:
            future.result()

    writing()
    assert seen == most


def test_outside_a_run_nobody_waits() -> None:
    with turn(WITH_MODEL):  # type: ignore[arg-type]
        pass
