"""A crew: processes that do the steps of a run, so that independent environments use all cores.

In:  how many; then steps, by name, with their batches, from several threads.
Out: the batches as the steps give them on; announcements as if the work were done here.
Never here: what a step does; Prefect. A step is done again after a crash, so nothing is lost with a process.

A batch stays with the process that did its first step, which remembers what it made. The processes are plain
`python -m tasks.worker`, not forks: they know nothing of the threads, locks and event loops of this one.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from tasks import lifeline
from tasks.loom import Loom
from tasks.progress import announce
from tasks.work import Batch

MOST_TRIES = 2
"""Times that a step is begun for one batch when its process ends in the middle."""
LONGEST_GOODBYE_S = 2.0
LAST_STEP = "publish"

_at_work: ContextVar["Crew | None"] = ContextVar("crew", default=None)


class WorkerLost(RuntimeError):
    """A process of the crew ended in the middle of a step, and so did the one that took over."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def at_work() -> "Crew | None":
    """The crew of this context; None where steps are done in the process itself."""
    return _at_work.get()


@contextmanager
def crew(workers: int | None = None) -> Iterator["Crew | None"]:
    """A crew that is at work while the context is open: one process for each core, or as many as are wanted.

    One alone would only be slower than none: then steps are done in the process itself.
    """
    number = workers or cores()
    if number == 1:
        yield None
        return
    hands = Crew(number)
    token = _at_work.set(hands)
    try:
        yield hands
    finally:
        _at_work.reset(token)
        hands.close()


class Crew:
    """Processes, each started when it is first needed."""

    def __init__(self, workers: int) -> None:
        self._workers = [_Worker() for _ in range(workers)]
        self._lock = threading.Lock()
        self._batches: dict[str, _Worker] = {}
        """The first scenario of each batch on its way, and who does it."""

    @property
    def pids(self) -> list[int]:
        """The processes that have been started and not lost."""
        return [worker.process.pid for worker in self._workers if worker.process is not None]

    def run(self, step: str, loom: Loom, batch: Batch) -> Batch:
        """The step for every scenario of a batch; waits for its turn.

        Raises:
            WorkerLost: the process ended in the middle, and so did the next one.
            Whatever the step raises.
        """
        worker = self._worker_of(batch)
        try:
            return worker.run(step, loom, batch)
        finally:
            if step == LAST_STEP:
                with self._lock:
                    self._batches.pop(_name_of(batch), None)

    def close(self) -> None:
        """End all processes, in the middle of a step if need be."""
        for worker in self._workers:
            worker.close()

    def _worker_of(self, batch: Batch) -> "_Worker":
        """Who has the batch, else who has the fewest."""
        with self._lock:
            taken = list(self._batches.values())
            return self._batches.setdefault(_name_of(batch), min(self._workers, key=taken.count))


class _Worker:
    """One process and the line to it. A lost process is followed by a new one."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None
        self._busy = threading.Lock()
        self._closed = False

    def run(self, step: str, loom: Loom, batch: Batch) -> Batch:
        with self._busy:
            for _ in range(MOST_TRIES):
                line = self._line or self._start()
                try:
                    line.send((step, loom, batch))
                    return self._listen(line)
                except (EOFError, ConnectionError) as fault:
                    ending = self._bury()
                    if self._closed:
                        raise WorkerLost(f"The run ended in the middle of {step}.") from fault
        names = ", ".join(work.scenario.name for work in batch[:3])
        raise WorkerLost(
            f"The process that did {step} for {len(batch)} scenarios ({names} …) {ending}, {MOST_TRIES} times. "
            "What was finished before is recorded: see that there is enough memory, and run the flow again."
        )

    def close(self) -> None:
        self._closed = True
        process = self.process
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        if self._busy.acquire(timeout=LONGEST_GOODBYE_S):
            self._bury()
            self._busy.release()

    def _listen(self, line: Connection) -> Batch:
        """Pass announcements on until the step has ended."""
        while True:
            kind, content = line.recv()
            if kind == "announced":
                announce(*content)
            elif kind == "raised":
                raise content
            else:
                done: Batch = content
                return done

    def _start(self) -> Connection:
        if self._closed:
            raise WorkerLost("The run has ended.")
        ours, theirs = Pipe()
        with theirs:
            self.process = subprocess.Popen(
                [*lifeline.COMMAND, "tasks.worker", str(theirs.fileno())],
                pass_fds=(theirs.fileno(),), stdin=subprocess.PIPE, env=_environment_variables(),
            )  # fmt: skip
        self._line = ours
        return ours

    def _bury(self) -> str:
        """End what is left of the process; how it ended, for people."""
        process, line = self.process, self._line
        self.process = self._line = None
        if line is not None:
            line.close()
        if process is None:
            return "ended"
        try:
            code = process.wait(LONGEST_GOODBYE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        assert process.stdin is not None
        process.stdin.close()
        return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"


def _name_of(batch: Batch) -> str:
    return batch[0].scenario.name if batch else ""


def _environment_variables() -> dict[str, Any]:
    """As they are here, with the import path; one thread each for polars, since every core has a process already."""
    path = os.pathsep.join(path for path in sys.path if path)
    return {"POLARS_MAX_THREADS": "1", **os.environ, "PYTHONPATH": path}
