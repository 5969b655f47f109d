"""An exported module as its own server, and calls to compare with: what agents send, right and wrong."""

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from environments import Environment, play
from environments.result import Result

Called = tuple[str, dict[str, Any]]
_WORDS = ["a", "Brass bearing", "%", "Nobody's", "Schuss – größer", "2026-05-20", "full", "N", ""]
_DATES = ["2026-05-13", "2026-05-20", "2026-06-01", "2025-12-31"]
_MOMENTS = ["2026-05-13 09:00", "2026-05-20T18:30:00Z", "2026-05-21 10:00:00", "2026-05-12"]


@contextmanager
def served(module: Path, database: Path, python: str = sys.executable) -> Iterator[httpx.Client]:
    """The module, run as AWM runs it, until the caller is done."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    variables = {**os.environ, "DATABASE_PATH": f"sqlite:///{database}", "PORT": str(port), "HOST": "127.0.0.1"}
    server = subprocess.Popen([python, str(module)], env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            _await(client, server)
            yield client
    finally:
        server.terminate()
        server.communicate(timeout=30)


def _await(client: httpx.Client, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise RuntimeError(server.communicate()[1].decode()[-3000:])
        try:
            client.get("/openapi.json")
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError("the exported module does not start")


def methods_of(client: httpx.Client) -> dict[str, str]:
    paths = client.get("/openapi.json").json()["paths"]
    return {item["operationId"]: method.upper() for each in paths.values() for method, item in each.items()}


def ask(client: httpx.Client, method: str, name: str, arguments: dict[str, Any]) -> httpx.Response:
    if method == "GET":
        return client.get(f"/tools/{name}", params=arguments)
    return client.post(f"/tools/{name}", json=arguments)


def solved_calls(environment: Environment) -> Iterator[Called]:
    for solution in environment.content.solutions:
        with environment.session() as session:
            played = play(session, solution)
        yield from zip((call.tool for call in solution.calls), played.arguments, strict=False)


def drawn_calls(environment: Environment, count: int, seed: int) -> list[Called]:
    """Calls of any tool with plausible arguments, one in five spoilt in some way."""
    dice = random.Random(seed)
    tools = list(environment.tools.values())
    return [(tool.name, _arguments(tool.parameters, dice)) for tool in (dice.choice(tools) for _ in range(count))]


def _arguments(schema: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    required = schema.get("required", ())
    names = [name for name in schema["properties"] if name in required or dice.random() < 0.5]
    made = {name: _value(schema["properties"][name], dice) for name in names}
    if dice.random() < 0.2 and schema["properties"]:
        name = dice.choice(list(schema["properties"]))
        is_text = (
            schema["properties"][name].get("type") == "string"
        )  # in a query everything is text, so nothing is wrong
        spoil = dice.randrange(2 if is_text else 4)
        if spoil == 0:
            made.pop(name, None)
        elif spoil == 1:
            made["no_such_argument"] = 1
        else:
            made[name] = dice.choice([["?"], {"x": 1}] if spoil == 2 else ["not one of these", -1, 10**30])
    return made


def _value(schema: dict[str, Any], dice: random.Random) -> Any:
    if "enum" in schema:
        return dice.choice(schema["enum"])
    kind = schema.get("type")
    if kind == "integer":
        return dice.choice([*range(1, 13), 400, 0])
    if kind == "number":
        return dice.choice([0.5, 3, 12.25])
    if kind == "boolean":
        return dice.random() < 0.5
    if kind == "array":
        return [_value(schema.get("items", {}), dice) for _ in range(dice.randrange(1, 3))]
    if kind == "object":
        return {name: _value(part, dice) for name, part in schema.get("properties", {}).items()}
    return dice.choice({"date": _DATES, "date-time": _MOMENTS}.get(schema.get("format", ""), _WORDS))


def difference(ours: Result, theirs: httpx.Response) -> str | None:
    """What differs between two answers to one call; of arguments that do not fit, only that they are refused."""
    if ours.error is None:
        same = theirs.status_code == 200 and theirs.json() == ours.content
    else:
        error = theirs.json()["error"] if 400 <= theirs.status_code < 500 else {}
        same = error.get("kind") == ours.error.kind
        if theirs.status_code != 422:
            same = same and error.get("message") == ours.error.message
    return None if same else f"{ours.said[:300]}\n  but: {theirs.status_code} {theirs.text[:300]}"
