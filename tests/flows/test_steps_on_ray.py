"""The same flow with its steps on a local Ray cluster: a setting, not another code path."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.site import ROOT, Site

pytestmark = [pytest.mark.slow, pytest.mark.ci]
CLI = [sys.executable, "-c", "from worldloom.cli import main; main()"]


def synthesize(site: Site, home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **site.variables, "WORLDLOOM_HOME": str(home), "PYTHONPATH": str(ROOT), **variables,
    }  # fmt: skip
    command = [*CLI, "synthesize", "--count", "2", "--tasks", "3", "--json"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=400)


def test_steps_on_ray_make_the_same_artifacts_as_threads(site: Site, tmp_path: Path) -> None:
    pytest.importorskip("prefect_ray", reason="needs the extra `ray`: pip install 'worldloom[ray]'")
    on_ray = synthesize(site, tmp_path / "ray", WORLDLOOM_TASK_RUNNER="ray")
    assert on_ray.returncode == 0, on_ray.stderr
    on_threads = synthesize(site, tmp_path / "threads")
    ids = [
        [(each["reference"], each["artifact_id"]) for each in listed(home)]
        for home in (tmp_path / "ray", tmp_path / "threads")
    ]
    assert on_threads.returncode == 0, on_threads.stderr
    assert ids[0] == ids[1]
    assert len(ids[0]) == 2


def listed(home: Path) -> list[dict[str, str]]:
    environment = {**os.environ, "WORLDLOOM_HOME": str(home)}
    shown = subprocess.run([*CLI, "list", "--json"], cwd=ROOT, env=environment, capture_output=True, text=True)
    found: list[dict[str, str]] = json.loads(shown.stdout)
    return found


def test_a_runner_that_is_not_known_is_a_users_mistake(site: Site, tmp_path: Path) -> None:
    refused = synthesize(site, tmp_path, WORLDLOOM_TASK_RUNNER="spark")
    assert refused.returncode == 2
    assert "can be threads or ray" in refused.stderr + refused.stdout


def test_ray_without_a_server_that_it_could_reach_is_a_users_mistake(site: Site, tmp_path: Path) -> None:
    refused = synthesize(site, tmp_path, WORLDLOOM_TASK_RUNNER="ray", PREFECT_API_URL="")
    assert refused.returncode == 2
    assert "PREFECT_API_URL names none" in refused.stderr
