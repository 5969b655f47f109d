"""`worldloom serve` as a user runs it: a process of its own, over HTTP and over stdio."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from environments import load_environment, resolve_value

COMMAND = "from worldloom.cli import main; main()"


def arguments_of(*arguments: str) -> list[str]:
    return [sys.executable, "-c", COMMAND, "serve", *arguments]


def serve(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", **more.pop("env", {})}
    return subprocess.run(
        arguments_of(*arguments), capture_output=True, text=True, env=environment, timeout=120, **more
    )  # fmt: skip


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = subprocess.Popen(arguments_of(*arguments), stderr=subprocess.PIPE, text=True)
    try:
        line = process.stderr.readline()
        assert line.startswith("MCP: "), line + process.stderr.read()
        yield process, line.split()[1]
    finally:
        process.kill()
        process.wait()


async def solve(client: Client, folder: Path, task: str) -> Any:
    environment = load_environment(folder)
    solution = next(each for each in environment.content.solutions if each.task == task)
    results: list[Any] = []
    for call in solution.calls:
        arguments = resolve_value(call.arguments, results, now=environment.manifest.now)
        result = await client.call_tool(call.tool, arguments)
        assert not result.is_error, result.content
        results.append(json.loads(result.content[0].text))
    answer = resolve_value(solution.answer, results, now=environment.manifest.now)
    reply = await client.call_tool("final_answer", {} if answer is None else {"answer": str(answer)})
    return reply.structured_content


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_certified_solution_over_stdio_ends_in_the_verdict_complete(railway_folder: Path, mode: str) -> None:
    command = arguments_of(str(railway_folder), "--stdio", "--show-verdict")
    parameters = StdioServerParameters(command=command[0], args=command[1:], env=dict(os.environ))

    async def main() -> None:
        async with Client(parameters, mode=mode) as client:
            instruction = (await client.get_prompt("t05")).messages[0].content.text
            assert instruction == load_environment(railway_folder).tasks["t05"].instruction
            assert (await solve(client, railway_folder, "t05"))["verdict"]["outcome"] == "complete"
            await client.get_prompt("t02")
            assert (await client.call_tool("final_answer", {})).structured_content["verdict"]["outcome"] == "incomplete"

    asyncio.run(main())


def test_a_certified_solution_over_http_ends_in_the_verdict_complete(railway_folder: Path) -> None:
    with serving(str(railway_folder), "--port", "0", "--show-verdict") as (_, url):

        async def main() -> None:
            async with Client(f"{url}?task=t05") as client:
                assert (await solve(client, railway_folder, "t05"))["verdict"]["outcome"] == "complete"

        asyncio.run(main())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_closes_sessions_and_ends_the_server_with_code_0(railway_folder: Path, number: int) -> None:
    with serving(str(railway_folder), "--port", "0") as (process, url):

        async def main() -> None:
            async with Client(url, mode="legacy") as client:
                await client.call_tool("get_my_profile", {})
                process.send_signal(number)
                assert await asyncio.to_thread(process.wait, 20) == 0

        asyncio.run(main())
        assert "Traceback" not in process.stderr.read()


def test_a_signal_ends_a_server_on_stdio_with_code_0(railway_folder: Path) -> None:
    process = subprocess.Popen(
        arguments_of(str(railway_folder), "--stdio"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    hello = {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
    }  # fmt: skip
    process.stdin.write(json.dumps(hello) + "\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["result"]["serverInfo"]["name"] == "brackwater-model-railway-club"
    process.terminate()
    assert process.wait(timeout=20) == 0
    process.stdin.close()
    process.stdout.close()


def test_a_token_in_the_environment_guards_the_server_and_shows_nowhere(railway_folder: Path) -> None:
    token = "a-token-that-nobody-guesses"
    os.environ["WORLDLOOM_TOKEN"] = token
    try:
        with serving(str(railway_folder), "--port", "0") as (process, url):
            address = url.removesuffix("/mcp")
            with pytest.raises(urllib.error.HTTPError, match="401"):
                urllib.request.urlopen(f"{address}/environments")
            request = urllib.request.Request(f"{address}/environments", headers={"Authorization": f"Bearer {token}"})
            assert json.load(urllib.request.urlopen(request))["environments"]
            assert token not in Path(f"/proc/{process.pid}/cmdline").read_text()
            process.terminate()
            assert token not in process.stderr.read()
    finally:
        del os.environ["WORLDLOOM_TOKEN"]


def test_a_taken_port_is_named(railway_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = serve(str(railway_folder), "--port", port)
    assert result.returncode == 2
    assert f"Port {port} is taken" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--host", "0.0.0.0"), "WORLDLOOM_TOKEN"),
        (("--host", "0.0.0.0", "--token", "short"), "16"),
        (("--host", "no.such.host.invalid", "--token", "0123456789abcdef"), "no.such.host.invalid"),
        (("--port", "99999"), "99999"),
        (("--task", "t01"), "--stdio"),
        (("--stdio", "--task", "t99"), "t01"),
        (("--max-sessions", "0"), "max-sessions"),
    ],
)
def test_a_mistake_ends_with_code_2_and_says_what_to_do(
    railway_folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = serve(str(railway_folder), *arguments)
    assert result.returncode == 2, result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_nothing_to_serve_is_said(tmp_path: Path) -> None:
    result = serve("--home", str(tmp_path / "none"))
    assert result.returncode == 2
    assert "No environments" in result.stderr


def test_without_the_extra_it_says_how_to_install_it(railway_folder: Path) -> None:
    hide = "import importlib.util as u; find = u.find_spec; "
    hide += "u.find_spec = lambda name, *more: None if name == 'mcp' else find(name, *more); "
    command = [sys.executable, "-c", hide + COMMAND, "serve", str(railway_folder)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert result.returncode == 2
    assert "pip install 'worldloom[serve]'" in result.stderr.replace("\n", "")


def test_everything_published_is_served_and_loaded_when_asked_for(railway_folder: Path, tmp_path: Path) -> None:
    taken_in = subprocess.run(
        [sys.executable, "-c", COMMAND, "import", str(railway_folder), "--home", str(tmp_path)],
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert taken_in.returncode == 0, taken_in.stderr
    with serving("--home", str(tmp_path), "--port", "0") as (_, url):

        async def main() -> None:
            async with Client(url) as client:
                assert client.server_info.name == "brackwater-model-railway-club"
            async with Client(url.replace("/mcp", "/environments/brackwater-model-railway-club@1/mcp")) as client:
                assert (await client.list_tools()).tools

        asyncio.run(main())
