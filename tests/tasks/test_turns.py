"""Calls of a model share one limit, by name, over all runs."""

import asyncio
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from prefect import flow
from prefect.client.orchestration import get_client

from authors.protocol import Fingerprint
from tasks import Batch, Loom, propose_tasks, write_scenarios
from tasks.turns import LIMIT, turn
from tests.authors.llm.writing import author_at, railway
from tests.llm_endpoint import LlmEndpoint
from tests.llm_endpoint.scribe import Scribe


@dataclass(frozen=True)
class Named:
    fingerprint: Fingerprint


WITH_MODEL = Named(Fingerprint("llm", "1", 0, model="some-model"))
WITHOUT = Named(replace(WITH_MODEL.fingerprint, model=""))


async def _limit(places: int) -> None:
    async with get_client() as client:
        await client.upsert_global_concurrency_limit_by_name(LIMIT, places)


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


@pytest.mark.slow
def test_thirty_two_scenarios_at_once_hold_the_limit_of_the_server_exactly(
    prefect_server: None, tmp_path: Path
) -> None:
    asyncio.run(_limit(5))
    club = railway()[0]
    titles = [f"Model railway club {number}" for number in range(32)]
    scenarios = [club.record(f"club-{n}").model_copy(update={"title": title}) for n, title in enumerate(titles)]
    with LlmEndpoint(Scribe(dict.fromkeys(titles, club)), takes_s=0.2) as endpoint:
        loom = Loom(str(tmp_path), author_at(endpoint, concurrency=32, timeout_s=60.0), 10)

        @flow
        def proposing() -> Batch:
            return propose_tasks(loom, write_scenarios(loom, scenarios))

        batch = proposing()
    assert endpoint.most_at_once == 5
    assert len(endpoint.requests) == 2 * len(scenarios)
    assert all(work.failure is None for work in batch)


def test_outside_a_run_nobody_waits() -> None:
    with turn(WITH_MODEL):  # type: ignore[arg-type]
        pass
