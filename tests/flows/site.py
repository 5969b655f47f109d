"""A Prefect server of its own and processes beside it, for tests of what only real processes show."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
PATIENCE_S = 240


@dataclass(frozen=True)
class Site:
    """A Prefect server of this test alone, and a data root."""

    url: str
    home: Path
    variables: dict[str, str]

    def prefect(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command that has to succeed; given up after a while, since some wait forever without a worker."""
        done = subprocess.run(
            ["timeout", str(PATIENCE_S), str(BIN / "prefect"), *arguments],
            cwd=ROOT, env=self.variables, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    def ask(self, path: str, **question: Any) -> Any:
        """The server's own answer."""
        answer = httpx.post(f"{self.url}/{path}", json=question, timeout=30).raise_for_status()
        return answer.json()

    def start(self, *arguments: str, log: str = "") -> "subprocess.Popen[bytes]":
        with (self.home / f"{log or arguments[0]}.log").open("wb") as sink:
            return subprocess.Popen(
                [str(BIN / "prefect"), *arguments], cwd=ROOT, env=self.variables, stdout=sink, stderr=sink,
                start_new_session=True,
            )  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(holds: Callable[[], Any], what: str) -> Any:
    """Wait for something to come true."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            found = holds()
        except httpx.TransportError:
            found = None
        if found:
            return found
        time.sleep(0.5)
    raise AssertionError(f"{what} did not happen in {PATIENCE_S} s")


def stop(process: "subprocess.Popen[bytes]") -> None:
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
