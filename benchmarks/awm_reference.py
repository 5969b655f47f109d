"""An AWM-format module as AWM itself serves it: one uvicorn process with fastapi-mcp, and the SDK's client.

Run by the Python of an environment of its own (fastapi-mcp 0.4 wants mcp 1), which `benchmarks/awm.py` builds; so
nothing of this project is imported here.

In:  as JSON on standard input: `module` (source), `database` (path), `calls` (name and arguments each), `reads` and
     `writes` (the same), `rounds`.
Out: JSON on standard output: times, memory, and what each call of `calls` answered.
"""

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client


def main():
    request = json.loads(sys.stdin.read())
    with tempfile.TemporaryDirectory() as folder:
        server_file = Path(folder) / "server.py"
        port = free_port()
        server_file.write_text(as_awm_runs_it(request["module"], request["database"], port))
        start = time.perf_counter()
        server = subprocess.Popen(
            [sys.executable, str(server_file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "PORT": str(port), "DATABASE_PATH": f"sqlite:///{request['database']}"},
        )  # fmt: skip
        try:
            report = asyncio.run(drive(f"http://127.0.0.1:{port}/mcp", request, start, server.pid))
        finally:
            server.terminate()
            server.wait()
    print(json.dumps(report))


def as_awm_runs_it(source, database, port):
    """The two lines changed that AWM's server changes, and its MCP layer mounted."""
    lines = []
    for line in source.split("\n"):
        if "create_engine(" in line:
            left = line.split("create_engine(")[0]
            line = f"{left}create_engine('sqlite:///{database}', connect_args={{'check_same_thread': False}})"
        if "uvicorn.run(app" in line:
            lines += ["    from fastapi_mcp import FastApiMCP", "    FastApiMCP(app).mount_http()"]
            line = f"    uvicorn.run(app, host='127.0.0.1', port={port}, log_level='error')"
        lines.append(line)
    return "\n".join(lines)


async def drive(url, request, start, pid):
    await until_it_listens(url)
    async with streamablehttp_client(url) as (reading, writing, _), ClientSession(reading, writing) as session:
        await session.initialize()
        started_s = time.perf_counter() - start
        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        answers = [await answer(session, *call) for call in request["calls"]]
        reads, writes = request["reads"], request["writes"]
        read = [await timed(session, *reads[number % len(reads)]) for number in range(request["rounds"])]
        write = [await timed(session, *writes[number % len(writes)]) for number in range(request["rounds"])]
    return {
        "start_ms": round(started_s * 1e3, 1),
        "read_ms": round(statistics.median(read) * 1e3, 3),
        "write_ms": round(statistics.median(write) * 1e3, 3),
        "memory_mib": round(resident_bytes(pid) / 2**20, 1),
        "tools": {name: [tool.description, tool.inputSchema] for name, tool in tools.items()},
        "answers": answers,
    }


async def until_it_listens(url):
    port = int(url.split(":")[2].split("/")[0])
    for _ in range(6000):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            await asyncio.sleep(0.005)
    raise RuntimeError("the server does not start")


async def answer(session, name, arguments):
    try:
        result = await session.call_tool(name, arguments)
    except Exception as fault:
        return [True, str(fault)]
    return [bool(result.isError), "".join(each.text for each in result.content)]


async def timed(session, name, arguments):
    start = time.perf_counter()
    await session.call_tool(name, arguments)
    return time.perf_counter() - start


def resident_bytes(pid):
    return int(Path(f"/proc/{pid}/status").read_text().split("VmRSS:")[1].split()[0]) * 1024


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


if __name__ == "__main__":
    main()
