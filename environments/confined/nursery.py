"""The process that confined processes are forked from: it has loaded what they need, and runs nothing foreign itself.

In:  requests over a socket, each with one end of the channel that the new process will work on.
Out: processes behind their walls; the handle of each.
Never here: foreign code. What it forks has it, behind walls that go up first.
"""

import array
import asyncio
import contextlib
import gc
import json
import os
import random
import signal
import socket
import sys
import tempfile
from typing import Any

from environments.confined import kernel
from environments.confined.walls import put_up


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever holds the socket
    requests = socket.socket(fileno=int(sys.argv[1]))
    with tempfile.TemporaryDirectory(prefix="worldloom-empty-") as empty:
        _warm_up()
        gc.freeze()
        requests.sendall(b"1")
        while _fork_next(requests, empty):
            _reap()


def _warm_up() -> None:
    """Import, and use once, what guests will use: behind the walls there may be no file to import from."""
    from environments.confined import judging, recorder, trial

    for role in (trial, judging, recorder):
        role.warm_up()


def _fork_next(requests: socket.socket, empty: str) -> bool:
    """Fork one process; False when nobody asks any more."""
    raw, handles, _, _ = socket.recv_fds(requests, 4096, 1)
    if not raw:
        return False
    request = json.loads(raw)
    with socket.socket(fileno=handles[0]) as channel:
        pid = os.fork()
        if pid == 0:
            _be_confined(requests, channel, request, empty)
        handle = os.pidfd_open(pid)
    requests.sendmsg([b"1"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [handle]))])
    os.close(handle)
    return True


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _be_confined(requests: socket.socket, channel: socket.socket, request: dict[str, Any], empty: str) -> None:
    """The life of a confined process; it never returns to the nursery's loop."""
    code = 1
    try:
        requests.close()
        _close_all_but(channel.fileno())
        if kernel.IS_SUPPORTED:
            kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        random.seed()  # forks would otherwise all draw the same numbers
        loop = asyncio.new_event_loop()
        walls = put_up(tuple(request["walls"]), empty, request["cpu_s"])
        loop.run_until_complete(_work(channel, request["role"], walls.document()))
        code = 0
    except BaseException:  # noqa: S110 (its channel closes, and whoever waits learns that it ended)
        pass
    finally:
        os._exit(code)


async def _work(channel: socket.socket, role: str, walls: dict[str, Any]) -> None:
    from environments.confined import judging, module_host, recorder
    from environments.confined.channel import Closed, receive, send

    serve = {"module": module_host.host(), "verdict": judging.judging(), "records": recorder.recorder()}[role]
    send(channel, walls)
    while True:
        try:
            header, texts = receive(channel)
        except Closed:
            return
        send(channel, *await serve(header, texts))


def _close_all_but(kept: int) -> None:
    """Leave a guest its channel, and nothing on the standard streams."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    for handle in sorted(int(each) for each in os.listdir("/proc/self/fd")):  # noqa: PTH208
        if handle > 2 and handle != kept:
            with contextlib.suppress(OSError):
                os.close(handle)
