"""What an environment behind OpenEnv's interface costs, beside OpenEnv's own AWM environment: one JSON object.

In:  the folder of an environment; `tests/data/railway/final` when none is given.
Out: JSON on standard output: medians of resets and calls over one WebSocket, and the server's memory a session.

    python -m benchmarks.openenv [FOLDER]

The reference was measured once on a machine of 2 cores with OpenEnv's own client: reset 1.75 s, call 8 to 10 ms, verify
41 ms, 81 MB a session besides the client's. It cannot be installed beside ours, so its figures stand here as constants.
Calls are those of certified solutions, each in a fresh session, as episodes make them; `verify_ms` is a final answer.
"""

import asyncio
import json
import os
import platform
import statistics
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from benchmarks.serving import RAILWAY, ours, peak_bytes, timed
from environments import Environment, load_environment
from environments.serving.openenv.trajectories import Action, oracle_trajectories

ROUNDS = 400
SESSIONS = 256
REFERENCE = {"reset_ms": 1750.0, "call_ms": 8.0, "verify_ms": 41.0, "session_mb": 81.0}
TIMES_BETTER = 10


async def measure(folder: Path) -> dict[str, Any]:
    environment = load_environment(folder)
    with ours(folder) as url:
        address = url.replace("http", "ws", 1) + "/openenv/ws"
        async with connect(address) as socket:
            resets = [await timed(lambda: ask(socket, "reset", {"seed": n})) for n in range(ROUNDS)]  # noqa: B023
            calls, verdicts = await calling(socket, environment)
        session_mb = await crowding(address, url)
    measured = {
        "reset_ms": round(statistics.median(resets) * 1e3, 3),
        "call_ms": round(statistics.median(calls) * 1e3, 3),
        "verify_ms": round(statistics.median(verdicts) * 1e3, 3),
        "session_mb": round(session_mb, 3),
    }
    times = {name: round(REFERENCE[name] / measured[name], 1) for name in REFERENCE}
    return {
        "machine": {"python": platform.python_version(), "cores": os.cpu_count(), "load": os.getloadavg()[0]},
        "environment": f"{environment.name}@{environment.version}",
        "measured": measured,
        "openenvs_own_awm_environment": REFERENCE,
        "times_better": times,
        "least_times_better": TIMES_BETTER,
        "met": all(each >= TIMES_BETTER for each in times.values()),
    }


async def calling(socket: ClientConnection, environment: Environment) -> tuple[list[float], list[float]]:
    """Seconds of each call and of each final answer of all certified solutions, over and over."""
    oracles = oracle_trajectories(environment)
    calls: list[float] = []
    verdicts: list[float] = []
    while len(calls) < ROUNDS:
        for oracle in oracles:
            await ask(socket, "reset", {"task": oracle.task})
            for action in oracle.actions[:-1]:
                calls.append(await timed(lambda: ask(socket, "step", action)))  # noqa: B023
            verdicts.append(await timed(lambda: ask(socket, "step", oracle.actions[-1])))  # noqa: B023
    return calls, verdicts


async def crowding(address: str, url: str) -> float:
    """Megabytes a session, many of them open at once, each used for a call."""
    before = await asyncio.to_thread(peak_bytes, url)
    async with AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(connect(address)) for _ in range(SESSIONS)]
        for socket in sockets:
            await ask(socket, "reset", {"seed": 1})
            await ask(socket, "step", {"type": "list_tools"})
        return (await asyncio.to_thread(peak_bytes, url) - before) / SESSIONS / 1e6


async def ask(socket: ClientConnection, kind: str, data: Action) -> Any:
    await socket.send(json.dumps({"type": kind, "data": data}))
    return json.loads(await socket.recv())


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(Path(sys.argv[1]) if sys.argv[1:] else RAILWAY)), indent=1))
