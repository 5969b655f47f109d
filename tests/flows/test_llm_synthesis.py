"""The flow with a model as its author: scenarios, environments and what it all took, in one report."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from artifacts import Claims, Workspace
from flows.report import SynthesisReport
from flows.synthesize import synthesize
from tests.authors.llm.writing import TITLE, railway
from tests.llm_endpoint import LlmEndpoint
from tests.llm_endpoint.scribe import Scribe


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[LlmEndpoint]:
    right, first = railway()
    with LlmEndpoint(Scribe({TITLE: right}, {TITLE: first})) as running:
        monkeypatch.setenv("WORLDLOOM_LLM_KEY", running.key)
        yield running


def _run(endpoint: LlmEndpoint, root: Path, count: int) -> SynthesisReport:
    llm: dict[str, Any] = {"model": "test-model", "base_url": endpoint.url, "price_in": 0.25, "price_out": 2.0}
    report: SynthesisReport = synthesize(count=count, root=str(root), author="llm", llm=llm, workers=1)
    return report


@pytest.mark.slow
@pytest.mark.ci
def test_a_model_thinks_of_a_business_and_writes_it_and_the_report_has_yields_repairs_and_cost(
    prefect_server: None, endpoint: LlmEndpoint, tmp_path: Path
) -> None:
    report = _run(endpoint, tmp_path, 1)
    assert [entry.tasks for entry in report.environments] == [10]
    steps = {step.step: step for step in report.model_steps}
    assert list(steps) == [
        "think_of_scenarios", "propose_tasks", "design_tables", "build_tools", "write_verifiers"
    ]  # fmt: skip
    assert steps["build_tools"].repaired == 2 and steps["write_verifiers"].repaired == 1
    assert report.cost == pytest.approx(sum(each.cost for each in steps.values()), abs=1e-5) and report.cost > 0
    (claim,) = [claim for claim in Claims(Workspace(tmp_path).catalog).since() if claim.state != "refused"]
    assert (claim.name, claim.state) == (report.environments[0].name, "published")

    asked = len(endpoint.requests)
    again = _run(endpoint, tmp_path, 1)
    assert again.environments == report.environments and again.steps_run == 0
    assert len(endpoint.requests) == asked and again.cost == 0

    more = _run(endpoint, tmp_path, 2)  # it knows of no other business
    assert more.environments == report.environments
    assert more.remarks[0].startswith("1 of 2 scenarios were found: the model thought of nothing else")
