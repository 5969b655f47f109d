"""The pool on a local Ray cluster: the same interface, and what happens when an actor dies."""

import asyncio
import os
import signal
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from environments import Environment, load_environment, play
from environments.pool import EnvironmentPool, PoolLimits, PoolRefused, WorkerLost

pytestmark = [pytest.mark.slow, pytest.mark.ci]
ray = pytest.importorskip("ray", reason="needs the extra `ray`: pip install 'worldloom[ray]'")


def run(work: Coroutine[Any, Any, None]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(120):
            await work

    asyncio.run(bounded())


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    root = str(Path(__file__).parents[3])
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, runtime_env={"env_vars": {"PYTHONPATH": root}})
    yield
    ray.shutdown()


@pytest.fixture(scope="module")
def railway(railway_folder: Path) -> Environment:
    return load_environment(railway_folder)


def test_certified_solutions_are_complete_on_ray(railway: Environment, railway_folder: Path) -> None:
    async def main() -> None:
        async with EnvironmentPool(workers=2, preload=[railway_folder], on="ray") as pool:
            for solution in railway.content.solutions:
                with railway.session(solution.task) as here:
                    played = play(here, solution)
                async with await pool.session(railway_folder, solution.task) as there:
                    pairs = zip(solution.calls, played.arguments, strict=True)
                    await there.calls([(call.tool, given) for call, given in pairs])
                    assert (await there.verify(played.answer)).outcome == "complete"

    run(main())


def test_mistakes_are_told_apart_on_ray(railway_folder: Path) -> None:
    async def main() -> None:
        async with EnvironmentPool(workers=1, on="ray") as pool:
            with pytest.raises(PoolRefused, match="t01"):
                await pool.session(railway_folder, "t99")
            async with await pool.session(railway_folder) as session:
                assert (await session.call("no_such_tool")).error.kind == "unknown_tool"

    run(main())


def test_a_dead_actor_takes_its_own_sessions_and_another_takes_its_place(railway_folder: Path) -> None:
    async def main() -> None:
        async with EnvironmentPool(workers=2, preload=[railway_folder], on="ray") as pool:
            one, other = await pool.session(railway_folder), await pool.session(railway_folder)
            os.kill(one.worker.pid, signal.SIGKILL)
            with pytest.raises(WorkerLost, match="open them again"):
                await one.call("get_my_profile")
            assert (await other.call("get_my_profile")).ok
            while len(pool.workers) < 2:
                await asyncio.sleep(0.05)
            async with await pool.session(railway_folder) as again:
                assert (await again.call("get_my_profile")).ok

    run(main())


def test_an_actor_that_hangs_is_killed(railway_folder: Path) -> None:
    async def main() -> None:
        limits = PoolLimits(call_timeout_s=3)
        async with EnvironmentPool(workers=1, preload=[railway_folder], limits=limits, on="ray") as pool:
            session = await pool.session(railway_folder)
            os.kill(session.worker.pid, signal.SIGSTOP)
            with pytest.raises(WorkerLost, match="longer than 3 s"):
                await session.call("get_my_profile")

    run(main())
