"""A worker of a pool on Ray: the same worker in an actor, on any machine of a cluster.

In:  requests.
Out: replies; `WorkerLost` where the actor died or took too long. Needs the extra `ray` and `ray.init` beforehand, or
     an address in RAY_ADDRESS.
Never here: which worker a session lives on; shipping environments. Their folders must be where the actors can read.
"""

import asyncio
import contextlib
import os
from collections.abc import Callable
from typing import Any

import ray

from environments.pool.frames import PREFIX_BYTES, packed, unpacked
from environments.pool.worker import Worker
from environments.pool.worker_handle import PoolBusy, Replies, WorkerLost


class _WorkerOnRay:
    """A worker behind Ray's calls, which run one after the other."""

    def __init__(self) -> None:
        self._worker = Worker()

    def answer(self, frame: bytes) -> bytes:
        requests, _ = unpacked(frame[:PREFIX_BYTES], frame[PREFIX_BYTES:])
        return self._worker.answer(requests)

    def pid(self) -> int:

        return os.getpid()


_ACTOR: Any = ray.remote(num_cpus=1, max_restarts=0)(_WorkerOnRay)


class RayWorker:
    """As `WorkerHandle`, over an actor. Once it is lost it stays lost; the pool starts another."""

    def __init__(
        self, actor: Any, pid: int, queue_frames: int, call_timeout_s: float, on_loss: Callable[["RayWorker"], None]
    ) -> None:
        self.sessions = 0
        self.replies = 0
        self.lost: str | None = None
        self.pid = pid
        self._actor = actor
        self._places = asyncio.Semaphore(queue_frames)
        self._call_timeout_s = call_timeout_s
        self._on_loss = on_loss
        self._forgetting: set[asyncio.Task[None]] = set()
        self._is_closing = False

    @classmethod
    async def start(
        cls, queue_frames: int, call_timeout_s: float, on_loss: Callable[["RayWorker"], None]
    ) -> "RayWorker":
        """Start an actor; waits until the cluster has a place for it."""
        if not ray.is_initialized():
            ray.init(log_to_driver=False)
        actor = _ACTOR.remote()
        return cls(actor, await actor.pid.remote(), queue_frames, call_timeout_s, on_loss)

    async def ask(self, requests: list[list[Any]], queue_timeout_s: float) -> Replies:
        """Replies to some requests, in one hop.

        Raises:
            PoolBusy: the queue stayed full. WorkerLost: the actor died, or took too long, before it replied.
        """
        self._stop_if_lost()
        frame = packed(requests)
        try:
            async with asyncio.timeout(queue_timeout_s):
                await self._places.acquire()
        except TimeoutError:
            raise PoolBusy(f"No worker took the call within {queue_timeout_s:g} s; send less at a time.") from None
        try:
            self._stop_if_lost()
            return await self._answered(frame)
        finally:
            self._places.release()

    def forget(self, requests: list[list[Any]]) -> None:
        """Send requests whose replies nobody waits for."""
        if self.lost is None and not self._is_closing:
            task = asyncio.get_running_loop().create_task(self._quietly(packed(requests)))
            self._forgetting.add(task)
            task.add_done_callback(self._forgetting.discard)

    async def close(self) -> None:
        """End the actor."""
        self._is_closing = True
        await asyncio.gather(*self._forgetting, return_exceptions=True)
        self.kill()

    def kill(self) -> None:
        ray.kill(self._actor, no_restart=True)

    async def _answered(self, frame: bytes) -> Replies:
        try:
            async with asyncio.timeout(self._call_timeout_s):
                answer = await self._actor.answer.remote(frame)
        except TimeoutError:
            self.kill()
            self._lose(f"it took longer than {self._call_timeout_s:g} s for one hop and was killed")
        except ray.exceptions.RayError as fault:
            self._lose(str(fault).strip().splitlines()[0])
        self._stop_if_lost()
        self.replies += 1
        return unpacked(answer[:PREFIX_BYTES], answer[PREFIX_BYTES:])

    async def _quietly(self, frame: bytes) -> None:
        with contextlib.suppress(WorkerLost):
            await self._answered(frame)

    def _lose(self, why: str) -> None:
        if self.lost is None:
            self.lost = why
            if not self._is_closing:
                self._on_loss(self)

    def _stop_if_lost(self) -> None:
        if self.lost is not None:
            raise WorkerLost(f"Worker {self.pid} was lost: {self.lost}. Its sessions ended; open them again.")
