"""Sessions by the thousand, over worker processes, from one event loop.

In:  paths of environments.
Out: sessions with an async interface; whole batches of calls in one hop to each worker.
Never here: running a tool in this process. Names are for whoever resolves them; a pool takes folders.

A worker that is killed, or that hangs, takes its own sessions with it and no others: each of their calls raises an
`EnvironmentFault`, which gives no reward, and a new worker takes its place.
"""

import asyncio
import itertools
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Protocol, Self

from environments.changes import Change
from environments.errors import EnvironmentFault
from environments.pool.results import PooledResult, changes_of, verdict_of
from environments.pool.worker import OK, REFUSED
from environments.pool.worker_handle import Replies, WorkerHandle, WorkerLost
from environments.result import ToolError, failed
from environments.verification import Verdict

_FRUITLESS_STARTS = 3
"""Workers in a row that end before they answer anything: after that none is started again."""


PooledCall = tuple["PooledSession", str, Any]
"""A session, a tool, arguments."""

_NO_JSON = PooledResult(False, failed(ToolError("invalid", "The arguments are not plain JSON.")).text)


class PoolRefused(ValueError):
    """A mistake of whoever uses the pool: an unknown environment or task, a session without a task."""


@dataclass(frozen=True)
class PoolLimits:
    queue_frames: int = 64
    """Hops under way to one worker; further ones wait."""
    queue_timeout_s: float = 60.0
    """How long they wait at most."""
    call_timeout_s: float = 30.0
    """How long a worker may take for one hop before it is killed."""


class PoolWorker(Protocol):
    """A worker as the pool sees it, wherever it runs."""

    sessions: int
    """Open on it."""
    replies: int
    lost: str | None
    """Why it ended, once it has."""

    @property
    def pid(self) -> int: ...
    async def ask(self, requests: list[list[Any]], queue_timeout_s: float) -> Replies: ...
    def forget(self, requests: list[list[Any]]) -> None: ...
    async def close(self) -> None: ...


async def _ray_worker(queue_frames: int, call_timeout_s: float, on_loss: Callable[[PoolWorker], None]) -> PoolWorker:
    try:
        from environments.pool.ray_worker import RayWorker
    except ImportError:
        raise PoolRefused("a pool on Ray needs the extra `ray`: pip install 'worldloom[ray]'") from None
    return await RayWorker.start(queue_frames, call_timeout_s, on_loss)


class EnvironmentPool:
    """Use it in `async with`; all of it belongs to one event loop."""

    def __init__(
        self,
        workers: int | None = None,
        preload: Iterable[Path | str] = (),
        limits: PoolLimits | None = None,
        on: Literal["processes", "ray"] = "processes",
    ) -> None:
        """A pool of workers in processes of this machine, or in actors of a Ray cluster (extra `ray`)."""
        self._count = workers or max(1, len(os.sched_getaffinity(0)))
        self._preload = [str(Path(path).absolute()) for path in preload]
        self._limits = limits or PoolLimits()
        self._start_worker = _ray_worker if on == "ray" else WorkerHandle.start
        self._workers: list[PoolWorker] = []
        self._numbers = itertools.count(1)
        self._tools: dict[str, list[dict[str, Any]]] = {}
        self._starting: set[asyncio.Task[None]] = set()
        self._fruitless = 0
        self._last_loss = ""
        self._is_closing = False

    @property
    def workers(self) -> list[int]:
        """The process ids of the workers that live."""
        return [worker.pid for worker in self._workers]

    async def __aenter__(self) -> Self:
        try:
            await asyncio.gather(*(self._start() for _ in range(self._count)))
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _where: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End every worker, and with them every session."""
        self._is_closing = True
        for starting in self._starting:
            starting.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(worker.close() for worker in self._workers))
        self._workers.clear()

    async def session(self, path: Path | str, task: str | None = None, seed: int = 0) -> "PooledSession":
        """Open a session on the worker that has fewest.

        Raises:
            PoolRefused: there is no such environment or task. EnvironmentFault: the pool has no worker for it.
        """
        folder = str(Path(path).absolute())
        try:
            return await self._open(folder, task, seed)
        except WorkerLost:  # it went down meanwhile; nothing was begun, so another may do it
            return await self._open(folder, task, seed)

    async def _open(self, folder: str, task: str | None, seed: int) -> "PooledSession":
        worker = await self._least_busy()
        number = next(self._numbers)
        worker.sessions += 1
        try:
            opened = await self.ask(worker, ["open", number, folder, task, seed])
        except BaseException:
            worker.sessions -= 1
            worker.forget([["close", number]])
            raise
        return PooledSession(self, worker, number, folder, task, opened["instruction"])

    async def sessions(
        self, path: Path | str, count: int, task: str | None = None, seed: int = 0
    ) -> list["PooledSession"]:
        """Open several sessions, such as the rollouts of one group, spread over the workers."""
        opened = await asyncio.gather(*(self.session(path, task, seed) for _ in range(count)), return_exceptions=True)
        for each in opened:
            if isinstance(each, BaseException):
                raise each
        return [each for each in opened if isinstance(each, PooledSession)]

    async def call_many(self, calls: Sequence[PooledCall]) -> list[PooledResult | EnvironmentFault]:
        """Run calls of many sessions, one hop a worker; those of one session run in their order.

        A fault stands in the place of its result, so that one lost worker does not lose the rest of the batch.
        """
        if not calls:
            return []
        first = calls[0][0].worker
        if all(session.worker is first for session, _, _ in calls):  # one hop needs no task of its own
            return await self._hop(first, calls)
        places: dict[PoolWorker, list[int]] = {}
        for place, (session, _, _) in enumerate(calls):
            places.setdefault(session.worker, []).append(place)
        results: dict[int, PooledResult | EnvironmentFault] = {}

        async def hop(worker: PoolWorker, mine: list[int]) -> None:
            results.update(zip(mine, await self._hop(worker, [calls[place] for place in mine]), strict=True))

        await asyncio.gather(*(hop(worker, mine) for worker, mine in places.items()))
        return [results[place] for place in range(len(calls))]

    async def _hop(self, worker: PoolWorker, calls: Sequence[PooledCall]) -> list[PooledResult | EnvironmentFault]:
        """One hop to one worker; results in the order of the calls."""
        requests = [["call", session.number, name, arguments] for session, name, arguments in calls]
        try:
            header, texts = await worker.ask(requests, self._limits.queue_timeout_s)
        except EnvironmentFault as fault:
            return [fault for _ in calls]
        except ValueError:
            if len(calls) == 1:
                return [_NO_JSON]
            return [result for call in calls for result in await self._hop(worker, [call])]
        text = iter(texts)
        return [_fault(entry) if type(entry) is list else PooledResult(entry == OK, next(text)) for entry in header]

    async def tools(self, path: Path | str) -> list[dict[str, Any]]:
        """Name, description and parameters of every tool of an environment."""
        folder = str(Path(path).absolute())
        if folder not in self._tools:
            worker = await self._least_busy()
            self._tools[folder] = (await self.ask(worker, ["tools", folder]))["tools"]
        return self._tools[folder]

    async def ask(self, worker: PoolWorker, request: list[Any]) -> dict[str, Any]:
        """One request to one worker, which a document answers; sessions use it.

        Raises:
            PoolRefused, EnvironmentFault: what the worker said instead.
        """
        header, _ = await worker.ask([request], self._limits.queue_timeout_s)
        status, document = header[0]
        if status != OK:
            raise _fault(header[0])
        answer: dict[str, Any] = document
        return answer

    async def _least_busy(self) -> PoolWorker:
        while not self._workers and self._starting:
            await asyncio.wait(self._starting)
        if not self._workers:
            ended = f" The last one: {self._last_loss}." if self._last_loss else ""
            raise WorkerLost(f"The pool has no worker: it is closed, or its workers end as soon as they start.{ended}")
        return min(self._workers, key=lambda worker: worker.sessions)

    async def _start(self) -> None:
        worker = await self._start_worker(self._limits.queue_frames, self._limits.call_timeout_s, self._replace)
        try:
            for path in self._preload:
                await self.ask(worker, ["preload", path])
        except BaseException:
            await worker.close()
            raise
        self._workers.append(worker)

    def _replace(self, lost: PoolWorker) -> None:
        """A worker is gone: start another, unless workers end before they do anything."""
        self._last_loss = str(lost.lost)
        if self._is_closing or lost not in self._workers:
            return
        self._workers.remove(lost)
        self._fruitless = self._fruitless + 1 if lost.replies <= 1 else 0
        if self._fruitless < _FRUITLESS_STARTS:
            starting = asyncio.get_running_loop().create_task(self._restart())
            self._starting.add(starting)
            starting.add_done_callback(self._starting.discard)

    async def _restart(self) -> None:
        try:
            await self._start()
        except (EnvironmentFault, PoolRefused, OSError) as fault:
            self._last_loss = str(fault)


class PooledSession:
    """One session on a worker: as `Session`, but awaited. Close it, or use it in `async with`."""

    def __init__(
        self,
        pool: EnvironmentPool,
        worker: PoolWorker,
        number: int,
        folder: str,
        task: str | None,
        instruction: str | None,
    ) -> None:
        self.worker = worker
        self.number = number
        self.task = task
        self.instruction = instruction
        self._pool = pool
        self._folder = folder
        self._is_open = True

    async def tools(self) -> list[dict[str, Any]]:
        return await self._pool.tools(self._folder)

    async def call(self, name: str, arguments: Any = None) -> PooledResult:
        """Run a tool.

        Raises:
            EnvironmentFault: the environment failed, or the worker was lost.
        """
        return _checked((await self._pool.call_many([(self, name, arguments)]))[0])

    async def calls(self, calls: Sequence[tuple[str, Any]]) -> list[PooledResult]:
        """Run several tools one after the other, in one hop. An error of one does not stop the next.

        Raises:
            EnvironmentFault: the environment failed in one of them, or the worker was lost.
        """
        results = await self._pool.call_many([(self, name, arguments) for name, arguments in calls])
        return [_checked(result) for result in results]

    async def verify(self, answer: Any = None) -> Verdict:
        """The verdict as things stand.

        Raises:
            PoolRefused: the session has no task. EnvironmentFault: the worker was lost.
        """
        return verdict_of(await self._pool.ask(self.worker, ["verify", self.number, answer]))

    async def changes(self) -> list[Change]:
        return changes_of(await self._pool.ask(self.worker, ["changes", self.number]))

    async def close(self) -> None:
        """Give the session's memory back. A lost worker has done so already."""
        if self._is_open:
            self._is_open = False
            self.worker.sessions -= 1
            self.worker.forget([["close", self.number]])

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _where: TracebackType | None
    ) -> None:
        await self.close()


def _fault(entry: list[Any]) -> EnvironmentFault:
    """A fault of the environment as a value.

    Raises:
        PoolRefused: it was the caller's mistake instead.
    """
    status, message = entry
    if status == REFUSED:
        raise PoolRefused(message)
    return EnvironmentFault(message)


def _checked(result: PooledResult | EnvironmentFault) -> PooledResult:
    if isinstance(result, EnvironmentFault):
        raise result
    return result
