"""`worldloom llm` and `worldloom cost`, against an endpoint with real sockets."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from artifacts import CallEntry, Derivation, Workspace
from tests.llm_endpoint import LlmEndpoint
from tests.llm_endpoint.scribe import Scribe
from tests.worldloom.conftest import Invoke


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LlmEndpoint]:
    with LlmEndpoint(Scribe({}), modes=("tools", "json_object")) as running:
        monkeypatch.setenv("WORLDLOOM_LLM_KEY", running.key)
        monkeypatch.setenv("WORLDLOOM_LLM_BASE_URL", running.url)
        monkeypatch.setenv("WORLDLOOM_HOME", str(tmp_path))
        yield running


def test_check_says_which_modes_work_and_in_the_endpoints_words_why_others_do_not(
    endpoint: LlmEndpoint, invoke: Invoke
) -> None:
    said = invoke("llm", "check", "--model", "test-model")
    assert said.exit_code == 0
    assert "  tools, json: works\n" in said.stdout
    assert "  json_schema: " in said.stdout and "not supported" in said.stdout


def test_check_says_once_what_is_wrong_with_all_modes(
    endpoint: LlmEndpoint, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORLDLOOM_LLM_KEY", "sk-wrong-and-secret")
    said = invoke("llm", "check", "--model", "test-model")
    assert said.exit_code == 1
    assert said.stdout.count("Incorrect API key") == 1 and "Set OPENAI_API_KEY" in said.stdout
    assert "sk-wrong" not in said.stdout + said.stderr


def test_a_judge_is_measured_against_code_and_what_it_took_is_said(
    endpoint: LlmEndpoint, invoke: Invoke, railway_folder: Path
) -> None:
    reached = ("--model", "test-model", "--price-in", "1", "--price-out", "4")
    said = invoke("llm", "judge", str(railway_folder), *reached)
    assert re.search(r"The judge, shown what the checks found, agrees with code in (\d+) of \1 episodes", said.stdout)
    assert "  10 complete by the checks, agent_error by the judge\n" in said.stdout  # alone, it sees nothing done
    assert re.search(r"[\d,]+ tokens in, [\d,]+ out, \$0\.[1-9]", said.stdout)
    measured = json.loads(invoke("llm", "judge", str(railway_folder), *reached, "--json").stdout)
    assert measured["alone"]["right"] < measured["shown what the checks found"]["right"]
    assert measured["spent"]["dollars"] > 0


def test_a_model_must_be_named(endpoint: LlmEndpoint, invoke: Invoke) -> None:
    said = invoke("llm", "check")
    assert said.exit_code == 2 and "--model" in said.stderr


def test_cost_is_told_by_step_by_environment_and_call_by_call(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORLDLOOM_HOME", str(tmp_path))
    paid = CallEntry("judge", "read", tokens_in=900, tokens_out=50, cost=0.25, characters_out=120, recalled=False)
    judged = Derivation(
        "a", "judge", "1", "club@1", calls=(paid, replace(paid, recalled=True)), tokens_in=900, tokens_out=50,
        cost=0.25, model="m", started_at=datetime.now(UTC),
    )  # fmt: skip
    thought = replace(judged, key="b", step="think_of_scenarios", subject="", calls=(paid,))
    played = Derivation("c", "rollout", "1", "club@1", tokens_out=70, model="oracle", started_at=datetime.now(UTC))
    workspace = Workspace(tmp_path)
    workspace.catalog.record_all([judged, thought, played])
    workspace.catalog.close()
    by_environment = json.loads(invoke("cost", "--per", "environment", "--json").stdout)
    assert {each["environment"]: each["dollars"] for each in by_environment} == {"club": 0.25, "(scenarios)": 0.25}
    calls = json.loads(invoke("cost", "club", "--per", "call", "--json").stdout)
    assert [(each["outcome"], each["dollars"]) for each in calls] == [("read", 0.25), ("recalled", 0.0)]
    assert "$0.5000 in all." in invoke("cost").stdout


def test_plan_asks_no_model_and_says_that_it_would_have_to(endpoint: LlmEndpoint, invoke: Invoke) -> None:
    said = invoke("plan", "--author", "llm", "--model", "test-model", "--count", "3")
    assert said.exit_code == 2 and "has not thought of 3 businesses here yet" in said.stderr
    own = invoke("plan", "--author", "llm", "--model", "test-model", "--scenario", "a shop that sells hats")
    assert "7 steps would run" in own.stdout
    assert not endpoint.requests
