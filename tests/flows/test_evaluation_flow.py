"""The flow on a real Prefect server; a run that is killed outright goes on where it stopped."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation import Settings
from evaluation.benchmarks.worldloom_heldout import BENCHMARK
from tests.evaluation.playing import scripts_of, solver
from tests.flows.site import until
from tests.llm_endpoint import LlmEndpoint

pytestmark = pytest.mark.slow
LIMIT = 6
WORLDLOOM = str(Path(sys.executable).with_name("worldloom"))


@pytest.mark.usefixtures("prefect_server")
def test_the_flow_runs_a_benchmark_and_leaves_its_table_in_prefect(tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client

    from flows.evaluate import evaluate_flow

    (done,) = evaluate_flow(["worldloom-heldout"], "oracle", limit=3, root=str(tmp_path))
    assert done.report.scores[0].value == 1.0 and done.report.items == 3
    with get_client(sync_client=True) as client:
        tables = [each for each in client.read_artifacts() if each.key == "evaluation"]
    assert tables and "pass@1" in str(tables[0].data)


def test_a_run_that_is_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    scripts = scripts_of(BENCHMARK, Settings(tmp_path), LIMIT)
    whole = sum(len(each) for each in scripts.values())
    with LlmEndpoint(solver(scripts), takes_s=0.15) as endpoint:
        options = f"--model test-model --base-url {endpoint.url} --window 0 --limit {LIMIT} --at-once 1 --json"
        command = [WORLDLOOM, "evaluate", *options.split(), "--home", str(tmp_path)]
        environment = {**os.environ, "OPENAI_API_KEY": endpoint.key}
        killed = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        until(lambda: len(endpoint.requests) >= whole * 2 // 3, "two thirds of the requests")
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        before = len(endpoint.requests)
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    (found,) = json.loads(done.stdout)
    assert found["report"]["items"] == LIMIT and found["report"]["scores"][0]["value"] == 1.0
    assert 0 < found["found"] < LIMIT
    assert len(endpoint.requests) - before < whole
