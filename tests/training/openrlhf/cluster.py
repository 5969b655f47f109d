"""A Ray cluster of a test alone: one node without GPUs, on free ports, whose processes end with it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.flows.site import free_port

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parents[3]
PATIENCE_S = 300
_LIMITS = (
    "RAY_DASHBOARD_STARTUP_TIMEOUT_S", "RAY_DASHBOARD_SUBPROCESS_MODULE_WAIT_READY_TIMEOUT",
    "RAY_worker_register_timeout_seconds", "RAY_WORKER_PROCESS_SETUP_HOOK_LOAD_TIMEOUT",
)  # fmt: skip
"""Ray's own limits on what takes long on a machine with much else to do: 30 and 60 s by default."""


@dataclass(frozen=True)
class Cluster:
    dashboard: str
    """Where jobs are submitted, as `http://127.0.0.1:8265`."""
    address: str
    """Where workers join, as `127.0.0.1:6379`."""
    folder: Path


@contextmanager
def ray_cluster(gpus: int = 0) -> Iterator[Cluster]:
    """A cluster of one node that says it has `gpus`; it has none."""
    folder = Path(tempfile.mkdtemp(prefix="wl-ray-", dir="/tmp"))  # Ray's sockets need a short path
    ports = [free_port() for _ in range(7)]
    names = (
        "port", "dashboard-port", "ray-client-server-port", "dashboard-agent-listen-port", "dashboard-agent-grpc-port",
        "metrics-export-port", "runtime-env-agent-port",
    )  # fmt: skip
    options = [f"--{name}={port}" for name, port in zip(names, ports, strict=True)]
    head = _start(
        ["--head", "--dashboard-host=127.0.0.1", f"--num-gpus={gpus}", f"--temp-dir={folder}", *options], folder
    )
    try:
        dashboard = f"http://127.0.0.1:{ports[1]}"
        _until_up(dashboard, head, folder)
        yield Cluster(dashboard, f"127.0.0.1:{ports[0]}", folder)
    finally:
        end(head)
        shutil.rmtree(folder, ignore_errors=True)


def _start(options: Sequence[str], folder: Path) -> "subprocess.Popen[bytes]":
    """`--block` keeps the node's processes below one that we can end."""
    log = (folder / "ray-start.log").open("ab")
    command = [str(BIN / "ray"), "start", "--block", "--num-cpus=4", "--disable-usage-stats", *options]
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"  # a job's `python` is this one
    variables = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"}
    variables |= dict.fromkeys(_LIMITS, str(PATIENCE_S))
    return subprocess.Popen(command, stdout=log, stderr=log, env=variables, start_new_session=True)


def _until_up(dashboard: str, head: "subprocess.Popen[bytes]", folder: Path) -> None:
    end_at = time.monotonic() + PATIENCE_S
    while time.monotonic() < end_at:
        assert head.poll() is None, (folder / "ray-start.log").read_text()
        try:
            with urllib.request.urlopen(f"{dashboard}/api/version", timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError((folder / "ray-start.log").read_text())


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a node: its processes are in its own session, so nobody else's are touched."""
    _signal(process, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(20)
    _signal(process, signal.SIGKILL)


def _signal(process: "subprocess.Popen[bytes]", number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return
