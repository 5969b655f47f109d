"""The pool with real worker processes: results, isolation, and what happens when a worker is killed or hangs."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest

from environments import Environment, EnvironmentFault, load_environment, play
from environments.pool import EnvironmentPool, PoolBusy, PoolLimits, PoolRefused, WorkerLost
from tests.flows.site import until
from tests.processes import are_gone, kill

BOOKING = {"bench_id": 3, "starts_at": "2026-05-16 14:00", "ends_at": "2026-05-16 16:00", "purpose": "Soldering"}


def run(work: Coroutine[Any, Any, None]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(120):
            await work

    asyncio.run(bounded())


@pytest.fixture(scope="module")
def railway(railway_folder: Path) -> Environment:
    return load_environment(railway_folder)


def test_a_session_in_a_pool_gives_what_a_session_here_gives(railway: Environment, railway_folder: Path) -> None:
    async def main() -> None:
        async with EnvironmentPool(workers=1, preload=[railway_folder]) as pool:
            for solution in railway.content.solutions:
                with railway.session(solution.task) as here:
                    played = play(here, solution)
                    async with await pool.session(railway_folder, solution.task) as there:
                        assert there.instruction == here.instruction
                        calls = [
                            (call.tool, given) for call, given in zip(solution.calls, played.arguments, strict=True)
                        ]
                        results = await there.calls(calls)
                        assert [each.text for each in results] == [each.text for each in played.results]
                        assert [each.content for each in results] == [each.content for each in played.results]
                        assert await there.changes() == here.changes()
                        assert await there.verify(played.answer) == here.verify(played.answer)
            assert await pool.tools(railway_folder) == railway.tool_documents

    run(main())


def test_an_agents_mistake_is_a_result(railway_folder: Path) -> None:
    async def main() -> None:
        async with EnvironmentPool(workers=1) as pool, await pool.session(railway_folder) as session:
            for name, arguments, kind in (
                ("no_such_tool", {}, "unknown_tool"),
                ("book_workbench", {"bench_id": "x"}, "invalid"),
                ("book_workbench", {"bench_id": "\ud800"}, "invalid"),
                ("book_workbench", {"bench_id": object()}, "invalid"),
                ("book_workbench", {**BOOKING, "purpose": "x" * 10_000_000}, "too_large"),
                ("book_workbench", {**BOOKING, "bench_id": 999}, "not_found"),
                ("book_workbench", [1], "invalid"),
                ("book_workbench", float("nan"), "invalid"),
            ):
                result = await session.call(name, arguments)
                assert not result.ok
                assert result.error.kind == kind, result
                assert result.content is None
            good, bad = await session.calls([("get_my_profile", {}), ("book_workbench", {"bench_id": object()})])
            assert good.ok and not bad.ok

    run(main())


def test_what_the_user_of_a_pool_does_wrong_is_refused(railway_folder: Path, tmp_path: Path) -> None:
    async def main() -> None:
        async with EnvironmentPool(workers=1) as pool:
            with pytest.raises(PoolRefused, match="t01"):
                await pool.session(railway_folder, "t99")
            with pytest.raises(PoolRefused, match=r"environment\.json"):
                await pool.session(tmp_path)
            session = await pool.session(railway_folder)
            with pytest.raises(PoolRefused, match="task"):
                await session.verify()
            await session.close()
            await session.close()
            with pytest.raises(PoolRefused, match="closed"):
                await session.call("get_my_profile")

    run(main())


def test_an_environment_that_cannot_be_loaded_keeps_the_pool_from_starting(tmp_path: Path) -> None:
    async def main() -> None:
        with pytest.raises(PoolRefused, match=r"environment\.json"):
            async with EnvironmentPool(workers=2, preload=[tmp_path]):
                raise AssertionError("it started")

    run(main())


def test_a_batch_over_many_sessions_keeps_them_apart_and_its_order(railway_folder: Path) -> None:
    async def main() -> None:
        async with EnvironmentPool(workers=2, preload=[railway_folder]) as pool:
            sessions = await pool.sessions(railway_folder, 64)
            assert len({session.worker.pid for session in sessions}) == 2
            calls = [
                (session, "book_workbench", {**BOOKING, "purpose": f"Session {number}"})
                for number, session in enumerate(sessions)
            ]
            results = await pool.call_many(calls)
            assert [result.content["purpose"] for result in results] == [f"Session {n}" for n in range(64)]
            for number, session in enumerate(sessions):
                changes = await session.changes()
                assert [change.after["purpose"] for change in changes] == [f"Session {number}"]

    run(main())


def test_a_killed_worker_takes_its_own_sessions_and_no_others(railway_folder: Path) -> None:
    async def main() -> None:
        async with EnvironmentPool(workers=2, preload=[railway_folder]) as pool:
            sessions = await pool.sessions(railway_folder, 8)
            lost_worker = sessions[0].worker
            lost = [session for session in sessions if session.worker is lost_worker]
            others = [session for session in sessions if session.worker is not lost_worker]
            assert lost and others
            await pool.call_many([(session, "book_workbench", BOOKING) for session in sessions])
            os.kill(lost_worker.pid, signal.SIGKILL)
            results = await pool.call_many([(session, "get_my_profile", {}) for session in sessions])
            for session, result in zip(sessions, results, strict=True):
                assert isinstance(result, WorkerLost) == (session in lost)
            for session in lost:
                with pytest.raises(EnvironmentFault, match="SIGKILL"):
                    await session.call("get_my_profile")
                with pytest.raises(EnvironmentFault, match="SIGKILL"):
                    await session.verify()
                await session.close()
            for session in others:
                assert len(await session.changes()) == 1
            while len(pool.workers) < 2:
                await asyncio.sleep(0.02)
            assert lost_worker.pid not in pool.workers
            again = await pool.sessions(railway_folder, 4)
            assert all(result.ok for result in await pool.call_many([(each, "get_my_profile", {}) for each in again]))

    run(main())


def test_calls_under_way_when_a_worker_is_killed_fail_and_do_not_hang(railway_folder: Path) -> None:
    async def main() -> None:
        async with EnvironmentPool(workers=1, preload=[railway_folder]) as pool:
            session = await pool.session(railway_folder)
            os.kill(session.worker.pid, signal.SIGSTOP)
            under_way = [asyncio.create_task(session.call("get_my_profile")) for _ in range(20)]
            await asyncio.sleep(0)
            os.kill(session.worker.pid, signal.SIGKILL)
            for outcome in await asyncio.gather(*under_way, return_exceptions=True):
                assert isinstance(outcome, WorkerLost)

    run(main())


def test_a_worker_that_hangs_is_killed_and_replaced(railway_folder: Path) -> None:
    async def main() -> None:
        async with EnvironmentPool(workers=1, preload=[railway_folder], limits=PoolLimits(call_timeout_s=5)) as pool:
            session = await pool.session(railway_folder)
            hanging = session.worker
            hanging._call_timeout_s = 0.1  # the process came up under the long one
            os.kill(hanging.pid, signal.SIGSTOP)
            with pytest.raises(WorkerLost, match="took longer"):
                await session.call("get_my_profile")
            while not pool.workers:
                await asyncio.sleep(0.02)
            async with await pool.session(railway_folder) as fresh:
                assert (await fresh.call("get_my_profile")).ok

    run(main())


def test_a_full_queue_holds_callers_back_and_then_says_so(railway_folder: Path) -> None:
    async def main() -> None:
        limits = PoolLimits(queue_frames=2, queue_timeout_s=20)
        async with EnvironmentPool(workers=1, preload=[railway_folder], limits=limits) as pool:
            session = await pool.session(railway_folder)
            many = await asyncio.gather(*(session.call("get_my_profile") for _ in range(50)))
            assert all(result.ok for result in many)
            pid = session.worker.pid
            os.kill(pid, signal.SIGSTOP)
            waiting = [asyncio.create_task(session.call("get_my_profile")) for _ in range(2)]
            await asyncio.sleep(0)
            with pytest.raises(PoolBusy, match="less at a time"):
                await session.worker.ask([["call", session.number, "get_my_profile", {}]], 0.05)
            os.kill(pid, signal.SIGCONT)
            assert all(result.ok for result in await asyncio.gather(*waiting))

    run(main())


def test_a_caller_that_gives_up_leaves_the_others_answers_in_their_places(railway_folder: Path) -> None:
    async def main() -> None:
        async with EnvironmentPool(workers=1, preload=[railway_folder]) as pool:
            session = await pool.session(railway_folder)
            given_up = asyncio.create_task(session.call("get_my_profile"))
            await asyncio.sleep(0)
            given_up.cancel()
            benches = await session.call("list_workbenches", {"query": "Lathe"})
            assert benches.content[0]["name"] == "Lathe Bench"

    run(main())


def test_workers_that_end_as_soon_as_they_start_are_not_started_for_ever(
    railway_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def main() -> None:
        async with EnvironmentPool(workers=1, preload=[railway_folder]) as pool:
            monkeypatch.setenv("PYTHONHASHSEED", "no number at all")
            os.kill(pool.workers[0], signal.SIGKILL)
            while pool.workers or pool._starting:
                await asyncio.sleep(0.02)
            with pytest.raises(EnvironmentFault, match="no worker"):
                await pool.session(railway_folder)

    run(main())


def test_closing_the_pool_ends_its_processes(railway_folder: Path) -> None:
    async def main() -> None:
        async with EnvironmentPool(workers=2, preload=[railway_folder]) as pool:
            pids = pool.workers
            session = await pool.session(railway_folder)
        for pid in pids:
            assert not Path(f"/proc/{pid}").exists()
        with pytest.raises(EnvironmentFault):
            await session.call("get_my_profile")

    run(main())


def test_nothing_of_a_pool_outlives_a_process_that_is_killed(railway_folder: Path) -> None:
    pool = f"EnvironmentPool(workers=2, preload=[{str(railway_folder)!r}])"
    code = (
        "import asyncio\nfrom environments.pool import EnvironmentPool\n"
        f"async def main():\n    async with {pool}:\n        print(flush=True)\n        await asyncio.sleep(600)\n"
        "asyncio.run(main())\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    with holder.stdout as said:
        assert said.readline() == b"\n"
        workers = kill(holder)
    assert len(workers) == 2
    until(lambda: are_gone(workers), f"the end of {workers}")
