"""The report under OpenEnv's check ids: measured here, readable by the package's own models."""

import json
import subprocess
from typing import Any

import pytest
from railway_workshop import Workshop

from environments import Environment
from environments.certification import certify
from environments.certification.openenv_report import SKIPPED, openenv_report
from tests.separate_python import separate_python

READ = (
    "import sys; from openenv.validation.report import ValidationReport; "
    "report = ValidationReport.model_validate_json(sys.stdin.read()); print(len(report.results), report.verdict.value)"
)


def statuses(environment: Environment) -> dict[str, Any]:
    report = openenv_report(environment, certify(environment))
    return {result["check_id"]: result["status"] for result in report["results"]}


def test_what_is_measured_passes_and_what_is_not_says_why(railway: Environment) -> None:
    report = openenv_report(railway, certify(railway))
    results = {result["check_id"]: result for result in report["results"]}
    measured = {check for check, result in results.items() if result["status"] != "skip"}
    failed = {check for check in measured if results[check]["status"] == "fail"}
    assert failed <= {"static.task_distribution_pinning"}  # the authored form pins nothing
    assert results["semantic.oracle_max"]["measured"]["oracle_reward"] == 1.0
    assert results["semantic.canary_floor"]["measured"]["highest_reward"] == 0.0
    assert set(results) - measured == set(SKIPPED)
    assert all(results[check]["evidence"][0] for check in SKIPPED)


def test_a_task_that_is_done_before_it_begins_fails_floor_and_canaries(workshop: Workshop) -> None:
    environment = workshop.with_verifier("t02", lambda verifier: verifier.update(checks=[], frame=["bench_bookings"]))
    found = statuses(environment)
    assert found["semantic.floor_gap"] == "fail"
    assert found["semantic.canary_floor"] == "fail"


def test_a_solution_that_is_rejected_fails_the_oracle(workshop: Workshop) -> None:
    environment = workshop.with_solution("t01", lambda solution: solution.update(answer=3))
    assert statuses(environment)["semantic.oracle_max"] == "fail"


@pytest.mark.slow
def test_the_package_itself_reads_the_report(railway: Environment) -> None:
    """In an environment of its own: `openenv` 0.10 pins what we pin otherwise."""
    python = separate_python("openenv", "openenv==0.10.0")
    report = openenv_report(railway, certify(railway))
    read = subprocess.run([str(python), "-c", READ], input=json.dumps(report), capture_output=True, text=True)
    assert read.returncode == 0, read.stderr
    results, verdict = read.stdout.split()
    assert (int(results), verdict) == (len(report["results"]), report["verdict"])
