"""A worker process as the pool sees it: frames out, frames in, and what happens when it ends.

In:  requests.
Out: replies, in their order; `WorkerLost` for everything that was under way when the process ended.
Never here: which worker a session lives on; starting a successor.
"""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from environments.errors import EnvironmentFault
from environments.pool.frames import packed, unpacked
from environments.pool.incoming import IncomingFrames

Replies = tuple[list[Any], list[bytes]]
"""An entry a request, and the texts of those entries that are a status alone."""


_LONGEST_GOODBYE_S = 2.0


class WorkerLost(EnvironmentFault):
    """The process that held a session ended. Nothing follows from it for the agent."""


class PoolBusy(EnvironmentFault):
    """No place became free in a worker's queue in time: there is more work than the pool can take."""


class WorkerHandle:
    """One process. Once it is lost it stays lost; the pool starts another."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        queue_frames: int,
        call_timeout_s: float,
        on_loss: Callable[["WorkerHandle"], None],
    ) -> None:
        self.sessions = 0
        self.replies = 0
        self.lost: str | None = None
        """Why it ended, once it has."""
        self._process = process
        self._transport: asyncio.Transport | None = None
        self._places = asyncio.Semaphore(queue_frames)
        self._call_timeout_s = call_timeout_s
        self._on_loss = on_loss
        self._waiting: deque[asyncio.Future[Replies]] = deque()
        self._moved_at = 0.0
        """When the frame that is worked on now came to the front."""
        self._losing: asyncio.Task[None] | None = None
        self._watching = asyncio.create_task(self._watch())

    @classmethod
    async def start(
        cls, queue_frames: int, call_timeout_s: float, on_loss: Callable[["WorkerHandle"], None]
    ) -> "WorkerHandle":
        """Start the process; it takes requests at once, and answers when it has come up."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "environments.pool", str(theirs.fileno()),
                pass_fds=(theirs.fileno(),), stdin=asyncio.subprocess.DEVNULL, env=_environment_variables(),
            )  # fmt: skip
        worker = cls(process, queue_frames, call_timeout_s, on_loss)
        incoming = IncomingFrames(worker._replied, worker._ended_talking)
        worker._transport, _ = await asyncio.get_running_loop().create_unix_connection(lambda: incoming, sock=ours)
        return worker

    @property
    def pid(self) -> int:
        return self._process.pid

    async def ask(self, requests: list[list[Any]], queue_timeout_s: float) -> Replies:
        """Replies to some requests, in one hop.

        Raises:
            PoolBusy: the queue stayed full. WorkerLost: the process ended before it replied.
        """
        self._stop_if_lost()
        await self._place(queue_timeout_s)
        try:
            self._stop_if_lost()
            return await self._send(packed(requests))
        finally:
            self._places.release()

    async def _place(self, queue_timeout_s: float) -> None:
        if not self._places.locked():  # then nothing waits here, and no timer need be set
            await self._places.acquire()
            return
        try:
            async with asyncio.timeout(queue_timeout_s):
                await self._places.acquire()
        except TimeoutError:
            raise PoolBusy(f"No worker took the call within {queue_timeout_s:g} s; send less at a time.") from None

    def forget(self, requests: list[list[Any]]) -> None:
        """Send requests whose replies nobody waits for, such as closing a session that was given up."""
        if self.lost is None:
            self._send(packed(requests)).add_done_callback(lambda reply: reply.cancelled() or reply.exception())

    async def close(self) -> None:
        """Let the process end by itself; kill it where it does not."""
        self._hang_up()
        await self._ended()
        self._watching.cancel()
        losing = [self._losing] if self._losing is not None else []
        await asyncio.gather(*losing, self._watching, return_exceptions=True)

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    def _send(self, frame: bytes) -> asyncio.Future[Replies]:
        reply: asyncio.Future[Replies] = asyncio.get_running_loop().create_future()
        if not self._waiting:
            self._moved_at = time.monotonic()
        self._waiting.append(reply)
        if self._transport is not None:
            self._transport.write(frame)
        return reply

    def _replied(self, prefix: bytes, body: bytes) -> None:
        said = unpacked(prefix, body)
        self._moved_at = time.monotonic()
        self.replies += 1
        reply = self._waiting.popleft()
        if not reply.done():
            reply.set_result(said)

    def _ended_talking(self, why: str | None) -> None:
        """Nothing more will come: the process is gone, or said what is no reply."""
        if why is not None:
            self.kill()
        if self._losing is None:
            self._losing = asyncio.get_running_loop().create_task(self._lose(why))

    def _hang_up(self) -> None:
        if self._transport is not None:
            self._transport.close()

    async def _watch(self) -> None:
        """Kill the process when it has worked on one frame for too long."""
        while self.lost is None:
            await asyncio.sleep(min(1.0, self._call_timeout_s / 4))
            if self._waiting and time.monotonic() - self._moved_at > self._call_timeout_s:
                self.lost = f"it took longer than {self._call_timeout_s:g} s for one hop and was killed"
                self.kill()

    async def _lose(self, why: str | None = None) -> None:
        code = await self._ended()
        self.lost = self.lost or why or _ending(code)
        self._hang_up()
        for reply in self._waiting:
            if not reply.done():
                reply.set_exception(self._loss())
        self._waiting.clear()
        self._on_loss(self)

    async def _ended(self) -> int:
        """The exit code, once there is one: soon, since the process has lost its socket."""
        try:
            async with asyncio.timeout(_LONGEST_GOODBYE_S):
                return await self._process.wait()
        except TimeoutError:
            self.kill()
            return await self._process.wait()

    def _loss(self) -> WorkerLost:
        return WorkerLost(f"Worker {self.pid} was lost: {self.lost}. Its sessions ended; open them again.")

    def _stop_if_lost(self) -> None:
        if self.lost is not None:
            raise self._loss()


def _ending(code: int) -> str:
    if code < 0:
        return f"it was ended by {signal.Signals(-code).name}"
    return f"it ended with exit code {code}; its message is on stderr"


def _environment_variables() -> dict[str, str]:
    """As they are here, with the import path too: a worker must find the same packages."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
