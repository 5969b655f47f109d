"""prefect.yaml against the real thing: a server, a worker, a run that is asked for, and one that comes by itself."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from artifacts import Workspace
from tests.flows.site import Site, stop, until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def deployed(site: Site) -> Iterator[Site]:
    for pool in ("worldloom", "worldloom-gpu"):
        site.prefect("work-pool", "create", pool, "--type", "process")
    site.prefect("--no-prompt", "deploy", "--all")
    worker = site.start("worker", "start", "--pool", "worldloom")
    try:
        yield site
    finally:
        stop(worker)


def deployment(site: Site, name: str) -> dict[str, Any]:
    found = httpx.get(f"{site.url}/deployments/name/{name}", timeout=30).raise_for_status().json()
    assert isinstance(found, dict)
    return found


@pytest.mark.ci
def test_all_deployments_stand_and_the_nightly_one_is_paused(deployed: Site) -> None:
    nightly, weekly = deployment(deployed, "grow/nightly"), deployment(deployed, "certify/weekly")
    assert deployment(deployed, "synthesize/local")["schedules"] == []
    assert deployment(deployed, "rollout/oracle")["work_pool_name"] == "worldloom"
    assert deployment(deployed, "train-local/local")["work_pool_name"] == "worldloom-gpu"
    assert deployment(deployed, "train/openrlhf")["work_pool_name"] == "worldloom-gpu"
    assert [each["active"] for each in nightly["schedules"]] == [False]
    assert [each["active"] for each in weekly["schedules"]] == [True]
    assert nightly["parameters"]["root"] == str(deployed.home / "data")
    assert nightly["concurrency_options"]["collision_strategy"] == "ENQUEUE"


@pytest.mark.ci
def test_parameters_have_descriptions_and_are_validated(deployed: Site) -> None:
    local = deployment(deployed, "synthesize/local")
    properties = local["parameter_openapi_schema"]["properties"]
    assert all(each.get("description") for each in properties.values())
    refused = httpx.post(
        f"{deployed.url}/deployments/{local['id']}/create_flow_run", json={"parameters": {"count": 0}}, timeout=30
    )
    assert refused.status_code == 409
    assert "count" in refused.text


@pytest.mark.ci
def test_a_run_that_is_asked_for_completes_through_a_worker(deployed: Site) -> None:
    run = deployed.prefect(
        "deployment", "run", "synthesize/local", "--param", "count=2", "--param", "tasks=5", "--watch"
    )
    assert "Completed" in run.stdout
    assert len(Workspace(deployed.home / "data").catalog.environments("published")) == 2


@pytest.mark.ci
def test_a_scheduled_run_of_grow_fires_by_itself(deployed: Site) -> None:
    parameters = ("--param", "count=1", "--param", "tasks=5", "--param", "target=1000")
    deployed.prefect("--no-prompt", "deploy", "--name", "grow/nightly", *parameters)
    deployed.prefect("deployment", "schedule", "create", "grow/nightly", "--interval", "20")
    nightly = deployment(deployed, "grow/nightly")["id"]

    def completed() -> list[dict[str, Any]]:
        theirs, done = {"id": {"any_": [nightly]}}, {"state": {"type": {"any_": ["COMPLETED"]}}}
        runs: list[dict[str, Any]] = deployed.ask("flow_runs/filter", deployments=theirs, flow_runs=done)
        return runs

    (run, *_) = until(completed, "a scheduled run of grow")
    assert run["auto_scheduled"]
    grown = [
        each for each in Workspace(deployed.home / "data").catalog.derivations(step="publish")
        if each.flow_run_id == run["id"]
    ]  # fmt: skip
    assert len(grown) == 1
    reports = deployed.ask("artifacts/filter", artifacts={"flow_run_id": {"any_": [run["id"]]}})
    assert {report["key"] for report in reports} == {"growth", "growth-environments", "growth-plot"}
    assert json.dumps(reports).count("1 environments added") == 1
    (entry,) = [each for each in Workspace(deployed.home / "data").catalog.environments("published")
                if each.artifact_id in json.dumps(reports)]  # fmt: skip
    assert f"worldloom why {entry.reference}" in json.dumps(reports)


def test_two_workers_share_the_runs_of_one_pool(deployed: Site) -> None:
    """Three runs at once, two workers that each take one at a time: all complete, each through one worker."""
    deployed.prefect("work-pool", "create", "crowd", "--type", "process")
    deployed.prefect("--no-prompt", "deploy", "--name", "synthesize/local", "--pool", "crowd")
    workers = {
        name: deployed.start("worker", "start", "--pool", "crowd", "--limit", "1", "--name", name, log=name)
        for name in ("first", "second")
    }
    try:
        for seed in (11, 12, 13):
            seeded = ("--param", f"seed={seed}", "--param", "count=1", "--param", "tasks=3")
            deployed.prefect("deployment", "run", "synthesize/local", *seeded)
        pool = {"name": {"any_": ["crowd"]}}
        done = {"state": {"type": {"any_": ["COMPLETED"]}}}

        def all_three() -> list[dict[str, Any]]:
            runs: list[dict[str, Any]] = deployed.ask("flow_runs/filter", work_pools=pool, flow_runs=done)
            return runs if len(runs) == 3 else []

        runs = until(all_three, "three runs through two workers")
        makers = {each.flow_run_id for each in Workspace(deployed.home / "data").catalog.derivations(step="publish")}
        assert {run["id"] for run in runs} <= makers
        assert len(deployed.ask("work_pools/crowd/workers/filter")) == 2
        logs = [(deployed.home / f"{name}.log").read_text() for name in workers]
        assert all(sum(run["id"] in log for log in logs) == 1 for run in runs)
    finally:
        for worker in workers.values():
            stop(worker)
