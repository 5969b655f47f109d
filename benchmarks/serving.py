"""What serving costs: one JSON object of medians and ratios, all measured in one run, each server a process of its own.

In:  the folder of an environment, of either form; `tests/data/railway/final` when none is given. Parts to measure:
     mcp_call, opening, crowd, pool; all of them when none is named.
Out: JSON on standard output. Each measure says its bound; `met` says whether it holds.

    python -m benchmarks.serving [FOLDER [PART ...]]
"""

import asyncio
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from environments import Environment, load_environment, play
from environments.pool import EnvironmentPool, PooledSession

ROOT = Path(__file__).parent.parent
RAILWAY = ROOT / "tests" / "data" / "railway" / "final"
ROUNDS = 400
SESSIONS = 1024
CLIENT_PROCESSES = 4
BATCH_MS = 3.0
POOL_SECONDS = 3.0
POOL_ROUNDS = 5

Call = tuple[str, dict[str, Any]]


def main() -> None:
    role, *rest = sys.argv[1:] or [str(RAILWAY)]
    if role == "echo":
        serve_echo(json_response=rest == ["json"])
    elif role == "crowd":
        asyncio.run(crowd(*rest))
    else:
        asyncio.run(measure(Path(role), rest or list(PARTS)))


async def measure(folder: Path, parts: list[str]) -> None:
    environment = load_environment(folder)
    report = {
        "machine": {"python": platform.python_version(), "cores": os.cpu_count(), "load": os.getloadavg()[0]},
        "environment": f"{environment.name}@{environment.version}",
        **{part: await PARTS[part](folder, environment) for part in parts},
    }
    print(json.dumps(report, indent=2))


async def calling(folder: Path, environment: Environment) -> dict[str, Any]:
    """A call of ours and one of an echo tool, in turns: the calls of all certified solutions, one after the other."""
    calls = solved_calls(environment)
    with ours(folder) as url, echo(json_response=True) as plain, echo(json_response=False) as streamed:
        async with Client(f"{url}/mcp") as client, Client(plain) as plain_client, Client(streamed) as streamed_client:
            for each in (plain_client, streamed_client, client):
                await each.list_tools()
            times: dict[str, list[float]] = {"ours": [], "echo": [], "echo_sse": []}
            for number in range(ROUNDS):
                name, arguments = calls[number % len(calls)]
                text = {"text": json.dumps(arguments)}
                times["ours"].append(await timed(lambda: client.call_tool(name, arguments)))  # noqa: B023
                times["echo"].append(await timed(lambda: plain_client.call_tool("echo", text)))  # noqa: B023
                times["echo_sse"].append(await timed(lambda: streamed_client.call_tool("echo", text)))  # noqa: B023
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    ratio = medians["ours"] / medians["echo"]
    return {
        "median_ms": round(medians["ours"] * 1e3, 2),
        "echo_ms": round(medians["echo"] * 1e3, 2),
        "echo_over_sse_ms": round(medians["echo_sse"] * 1e3, 2),
        "ratio": round(ratio, 2),
        "most_ratio": 1.3,
        "met": ratio <= 1.3,
    }


async def opening(folder: Path, _: Environment) -> dict[str, Any]:
    """Sessions a second, over the control API and by `initialize` over MCP, one client without parallel requests."""
    hello = {
        "jsonrpc": "2.0", "id": 0, "method": "initialize",
        "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "b", "version": "1"}},
    }  # fmt: skip
    accept = {"accept": "application/json, text/event-stream"}
    with ours(folder) as url:
        async with httpx2.AsyncClient(base_url=url) as http:
            control = [await timed(lambda: http.post("/sessions", json={})) for _ in range(ROUNDS)]
            mcp = [await timed(lambda: http.post("/mcp", json=hello, headers=accept)) for _ in range(ROUNDS)]
            is_all = (await http.get("/health")).json()["sessions"] == 2 * ROUNDS
    return {
        "control_per_s": round(1 / statistics.median(control)),
        "mcp_per_s": round(1 / statistics.median(mcp)),
        "met": is_all,
    }


async def crowding(folder: Path, _: Environment) -> dict[str, Any]:
    """Many clients at once, in several processes, each with rows of its own; the server's memory at that time."""
    each = SESSIONS // CLIENT_PROCESSES
    start = time.perf_counter()
    with ours(folder, "--show-changes") as url:
        clients = [
            await asyncio.create_subprocess_exec(
                sys.executable, "-m", "benchmarks.serving", "crowd", url, str(number * each), str(each),
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, cwd=ROOT,
            )
            for number in range(CLIENT_PROCESSES)
        ]  # fmt: skip
        await asyncio.gather(*(said(client) for client in clients))
        seconds = time.perf_counter() - start
        async with httpx2.AsyncClient(base_url=url, timeout=60) as http:
            sessions = (await http.get("/health")).json()["sessions"]
        memory = await asyncio.to_thread(peak_bytes, url)
        for client in clients:
            client.stdin.write(b"go on\n")  # type: ignore[union-attr]
        right = sum([int(await said(client)) for client in clients])
        await asyncio.gather(*(client.wait() for client in clients))
    return {
        "sessions": sessions,
        "seconds_until_all_had_written": round(seconds, 1),
        "saw_only_their_own": right,
        "server_peak_mib": round(memory / 2**20),
        "most_mib": 2048,
        "met": sessions == right == SESSIONS and memory < 2**31,
    }


async def crowd(url: str, first: str, count: str) -> None:
    """One process of clients: everyone writes, says so, waits for the word, then looks at what it changed."""
    numbers = range(int(first), int(first) + int(count))
    written = asyncio.Barrier(len(numbers) + 1)
    word = asyncio.Event()
    limits = httpx2.Limits(max_connections=4 * len(numbers), max_keepalive_connections=len(numbers))
    async with httpx2.AsyncClient(limits=limits, timeout=600) as http:

        async def one(number: int) -> bool:
            purpose = f"Work of client {number}"
            times = {"starts_at": "2026-05-16 14:00", "ends_at": "2026-05-16 16:00"}
            async with Client(streamable_http_client(f"{url}/mcp", http_client=http), mode="legacy") as client:
                booked = await client.call_tool("book_workbench", {"bench_id": 3, "purpose": purpose, **times})
                await written.wait()
                await word.wait()
                changes = (await client.read_resource("worldloom://changes")).contents[0].text  # type: ignore[union-attr]
                return not booked.is_error and f'"{purpose}"' in changes and changes.count('"op"') == 1

        working = [asyncio.create_task(one(number)) for number in numbers]
        await written.wait()
        print("written", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        word.set()
        print(sum(await asyncio.gather(*working)), flush=True)


async def pooling(folder: Path, environment: Environment) -> dict[str, Any]:
    """Calls a second in batches, with 1 and with 2 workers in turns; the cost of a hop beside a call in process."""
    calls = solved_calls(environment)
    with environment.session() as session:
        inside = statistics.median(
            [in_process(lambda: session.call(*calls[n % len(calls)])) for n in range(ROUNDS)]  # noqa: B023
        )
        whole = sum(in_process(lambda: session.call(*call)) for call in calls) / len(calls)  # noqa: B023
    batch = max(1, round(BATCH_MS / 1e3 / whole))
    rates: dict[int, list[float]] = {1: [], 2: []}
    costs: list[tuple[float, float]] = []
    hops: list[float] = []
    async with EnvironmentPool(1, [folder]) as one, EnvironmentPool(2, [folder]) as two:
        pools = {1: (one, await warmed(one, folder, calls)), 2: (two, await warmed(two, folder, calls))}
        for _ in range(POOL_ROUNDS):
            for workers, (pool, sessions) in pools.items():
                calls_per_s, here, there = await rate(pool, sessions, calls, batch)
                rates[workers].append(calls_per_s)
                costs.append((here, there))
        session_in_pool = pools[1][1][0]
        for number in range(ROUNDS):
            hops.append(await timed(lambda: session_in_pool.call(*calls[number % len(calls)])))  # noqa: B023
    ratio = statistics.median(rates[2]) / statistics.median(rates[1])
    here, there = (statistics.median(cost) for cost in zip(*costs, strict=True))
    return {
        "calls_a_batch": batch,
        "batch_ms": BATCH_MS,
        "calls_per_s_1_worker": round(statistics.median(rates[1])),
        "calls_per_s_2_workers": round(statistics.median(rates[2])),
        "ratio": round(ratio, 2),
        "least_ratio": 1.6,
        "met": ratio >= 1.6,
        "cpu_us_a_call": {"pool": round(here * 1e6, 2), "worker": round(there * 1e6, 2)},
        "ratio_that_cpu_allows_on_2_idle_cores": round(min(2.0, 2 * there / (here + there)), 2),
        "ratio_of_two_plain_loops": round(plain_loops(2) / plain_loops(1), 2),
        "in_process_call_us": round(inside * 1e6, 1),
        "single_call_through_pool_us": round(statistics.median(hops) * 1e6, 1),
    }


async def warmed(pool: EnvironmentPool, folder: Path, calls: list[Call]) -> list[PooledSession]:
    """Sessions whose statements SQLite has compiled: each connection does that once."""
    sessions = await pool.sessions(folder, 32 * len(pool.workers))
    for call in calls:
        await pool.call_many([(session, *call) for session in sessions])
    return sessions


async def rate(
    pool: EnvironmentPool, sessions: list[PooledSession], calls: list[Call], batch: int
) -> tuple[float, float, float]:
    """Calls a second, with two batches under way to each worker so that none waits for this process.

    And the processor time of one call, here and in the worker: on a busy machine that says more.
    """
    homes: dict[Any, list[PooledSession]] = {}
    for session in sessions:
        homes.setdefault(session.worker, []).append(session)
    end = time.perf_counter() + POOL_SECONDS
    done = 0

    async def drive(mine: list[PooledSession], offset: int) -> None:
        nonlocal done
        work = [(mine[n % len(mine)], *calls[(n + offset) % len(calls)]) for n in range(batch)]
        while time.perf_counter() < end:
            results = await pool.call_many(work)
            done += len(results)  # not in one line: `done` would be read before the others' turns

    start, here, there = time.perf_counter(), time.process_time(), processor_s(pool.workers)
    await asyncio.gather(*(drive(mine, offset) for mine in homes.values() for offset in range(2)))
    seconds = time.perf_counter() - start
    here, there = time.process_time() - here, processor_s(pool.workers) - there
    return done / seconds, here / done, there / done


def plain_loops(count: int) -> float:
    """Rounds a second of some processes that do nothing but count: what more cores bring on this machine, at best."""
    command = "import time; n, end = 0, time.perf_counter() + 2\nwhile time.perf_counter() < end: n += 1\nprint(n)"
    running = [subprocess.Popen([sys.executable, "-c", command], stdout=subprocess.PIPE) for _ in range(count)]
    return sum(int(each.communicate()[0]) for each in running) / 2


def processor_s(pids: list[int]) -> float:
    """Processor time that some processes have used so far."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in pids]
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def solved_calls(environment: Environment) -> list[Call]:
    """The reading calls of all certified solutions, with the arguments they had: they can be made again and again."""
    found: list[Call] = []
    for solution in environment.content.solutions:
        with environment.session() as session:
            played = play(session, solution)
        pairs = zip(solution.calls, played.arguments, strict=False)
        found += [(call.tool, arguments) for call, arguments in pairs if environment.tools[call.tool].read_only]
    return found


def serve_echo(*, json_response: bool) -> None:
    """The smallest server of the same SDK, with our socket and our uvicorn settings."""
    import uvicorn
    from mcp.server.mcpserver import MCPServer

    from environments.serving import address_of, listen

    server = MCPServer("echo")

    @server.tool()
    def echo(text: str) -> str:
        return text

    listener = listen("127.0.0.1", 0)
    print(f"MCP: {address_of(listener)}/mcp ", file=sys.stderr, flush=True)
    application = server.streamable_http_app(json_response=json_response)
    config = uvicorn.Config(application, log_config=None, access_log=False, timeout_graceful_shutdown=1)
    uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def ours(folder: Path, *options: str) -> Iterator[str]:
    """Our server's address, while it runs."""
    command = "from worldloom.cli import main; main()"
    arguments = ["serve", str(folder), "--port", "0", "--rate", "0", *options]
    with started([sys.executable, "-c", command, *arguments]) as endpoint:
        yield endpoint.removesuffix("/mcp")


def echo(*, json_response: bool) -> Any:
    return started([sys.executable, "-m", "benchmarks.serving", "echo", "json" if json_response else "sse"])


@contextmanager
def started(command: list[str]) -> Iterator[str]:
    """The MCP endpoint that a server prints when it listens."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        line = process.stderr.readline()  # type: ignore[union-attr]
        PIDS[endpoint_in(line)] = process.pid
        yield endpoint_in(line)
    finally:
        process.terminate()
        process.wait(timeout=30)


PIDS: dict[str, int] = {}


def endpoint_in(line: str) -> str:
    if not line.startswith("MCP: "):
        raise RuntimeError(f"the server did not start: {line}")
    return line.split()[1]


def peak_bytes(url: str) -> int:
    """The most memory that the server at an address has held."""
    status = Path(f"/proc/{PIDS[f'{url}/mcp']}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


async def said(process: asyncio.subprocess.Process) -> str:
    line = await process.stdout.readline()  # type: ignore[union-attr]
    if not line:
        raise RuntimeError("a process of clients ended too early")
    return line.decode().strip()


async def timed(work: Callable[[], Awaitable[Any]]) -> float:
    start = time.perf_counter()
    await work()
    return time.perf_counter() - start


def in_process(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


PARTS = {"mcp_call": calling, "opening": opening, "crowd": crowding, "pool": pooling}


if __name__ == "__main__":
    main()
