"""This process's side: start confined processes, ask them, and end them when they take too long.

In:  a role (`module`, `verdict`, `records`), requests.
Out: replies; `GuestFault` where a process broke, hung or ended.
Never here: what a request means. Nothing that comes back is trusted to be more than bytes and JSON.
"""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from environments.confined.channel import Closed, receive, send, wait_at_most
from environments.confined.walls import WALLS, Walls
from environments.errors import EnvironmentFault
from environments.pool.frames import BrokenFrame

START_S = 120.0
"""How long a nursery may take to come up, on a machine that is busy."""


class GuestFault(EnvironmentFault):
    """A confined process broke, hung or ended. Nothing of it reached this one."""


class NotConfined(RuntimeError):
    """This machine has no walls that foreign code could run behind, and nobody said to go on without."""


class ConfinedProcess:
    """One process behind its walls. Ask it one thing at a time."""

    def __init__(self, channel: socket.socket, handle: int, walls: Walls) -> None:
        self.walls = walls
        self.is_gone = False
        self._channel = channel
        self._handle = handle
        self._timeout_s = START_S
        self.lock = threading.RLock()
        self.holds: Any = None
        """Whose database a module's process has on its table."""

    @property
    def pid(self) -> int:
        """Its number, for looking at what it uses; -1 once it has ended."""
        text = Path(f"/proc/self/fdinfo/{self._handle}").read_text()
        return int(text.split("Pid:")[1].split()[0])

    def ask(self, header: Any, texts: Sequence[bytes], timeout_s: float) -> tuple[Any, list[bytes]]:
        """Its reply.

        Raises:
            GuestFault: there is none; the process has been ended.
        """
        if self.is_gone:
            raise GuestFault("the confined process is gone")
        if self._timeout_s != timeout_s:  # each setting is a system call
            wait_at_most(self._channel, timeout_s)
            self._timeout_s = timeout_s
        try:
            send(self._channel, header, texts)
            return receive(self._channel)
        except TimeoutError:
            self.end()
            raise GuestFault(f"it took longer than {timeout_s:g} s and was ended") from None
        except (Closed, OSError):
            self.end()
            raise GuestFault("its process ended: it broke a limit, or broke down") from None
        except BrokenFrame as fault:
            self.end()
            raise GuestFault(f"its process said what is no reply ({fault}) and was ended") from None

    def end(self) -> None:
        """Kill it, if it still lives."""
        if not self.is_gone:
            self.is_gone = True
            self._channel.close()
            with contextlib.suppress(OSError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            select.select([self._handle], [], [], 1.0)
            os.close(self._handle)

    def __enter__(self) -> "ConfinedProcess":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


class Keeper:
    """Holds a nursery, started when it is first needed."""

    def __init__(self, walls: tuple[str, ...] = WALLS, *, may_lack_walls: bool = False) -> None:
        self.may_lack_walls = may_lack_walls
        """Whether foreign code may run even where there is neither Landlock nor namespaces, or no seccomp."""
        self._wanted = walls
        self._lock = threading.Lock()
        self._nursery: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None
        self._walls: Walls | None = None

    def start(self, role: str, cpu_s: int | None = None) -> ConfinedProcess:
        """A new process of this role.

        Raises:
            NotConfined: the walls that are in force are not enough. GuestFault: it does not come up.
        """
        with self._lock:
            channel, handle = self._fork({"role": role, "walls": self._wanted, "cpu_s": cpu_s})
        wait_at_most(channel, START_S)
        try:
            document, _ = receive(channel)
            walls = Walls(**document)
        except (OSError, BrokenFrame, TypeError) as fault:
            channel.close()
            os.close(handle)
            raise GuestFault(f"a confined process does not come up: {fault}") from None
        process = ConfinedProcess(channel, handle, walls)
        if not walls.is_enough and not self.may_lack_walls:
            process.end()
            raise NotConfined(
                f"foreign Python is not run here, since this machine does not confine it: {walls}. Use a Linux kernel "
                "with seccomp and either Landlock (5.13 or newer) or unprivileged user namespaces; or, in a container "
                "or virtual machine that you would let it destroy, say --unconfined."
            )
        return process

    def walls(self) -> Walls:
        """What is in force in a process that it starts."""
        if self._walls is None:
            held, self.may_lack_walls = self.may_lack_walls, True
            try:
                with self.start("records") as process:
                    self._walls = process.walls
            finally:
                self.may_lack_walls = held
        return self._walls

    def close(self) -> None:
        with self._lock:
            self._stop()

    def _fork(self, request: dict[str, Any]) -> tuple[socket.socket, int]:
        requests = self._running()
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(requests, [json.dumps(request).encode()], [theirs.fileno()])
                said, handles, _, _ = socket.recv_fds(requests, 16, 1)
            except OSError:
                said, handles = b"", []
        if not said or not handles:
            ours.close()
            self._stop()
            raise GuestFault("the process that confined processes are forked from ended")
        return ours, handles[0]

    def _running(self) -> socket.socket:
        if self._requests is not None and self._nursery is not None and self._nursery.poll() is None:
            return self._requests
        self._stop()
        ours, theirs = socket.socketpair()
        with theirs:
            self._nursery = subprocess.Popen(
                [sys.executable, "-m", "environments.confined", str(theirs.fileno())],
                pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=_variables(),
                cwd="/",
            )  # fmt: skip
        ours.settimeout(START_S)
        self._requests = ours
        try:
            is_up = ours.recv(1) == b"1"
        except OSError:
            is_up = False
        if not is_up:
            self._stop()
            raise GuestFault("the confined processes' nursery does not come up; its message is on stderr")
        return ours

    def _stop(self) -> None:
        if self._requests is not None:
            self._requests.close()
        if self._nursery is not None:
            self._nursery.kill()
            self._nursery.wait()
        self._requests = self._nursery = self._walls = None


def _variables() -> dict[str, str]:
    """No variable of ours but the import path: secrets live in the others."""
    return {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8",
            "TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONNOUSERSITE": "1", "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip


_keepers: dict[int, Keeper] = {}


def keeper() -> Keeper:
    """This process's own; a fork gets another."""
    return _keepers.setdefault(os.getpid(), Keeper())
