"""`worldloom evaluate`, `compare`, `scaling`: what a user sees, and what a user's mistakes get."""

import json
from pathlib import Path

import pytest

from tests.evaluation.playing import scripts_of, solver
from tests.llm_endpoint import LlmEndpoint
from tests.worldloom.conftest import Invoke


def test_the_list_says_what_runs_here(invoke: Invoke, tmp_path: Path) -> None:
    rows = json.loads(invoke("evaluate", "--list", "--json", "--home", tmp_path).stdout)
    ours = next(row for row in rows if row["benchmark"] == "worldloom-heldout")
    assert ours["runs here"] == "yes"


def test_a_policy_is_evaluated_and_compared(invoke: Invoke, tmp_path: Path) -> None:
    for policy in ("null", "oracle"):
        done = invoke("evaluate", "--model", policy, "--limit", "4", "--home", tmp_path)
        assert done.exit_code == 0 and "pass@1" in done.stdout and "no figure to publish" in done.stdout
    compared = invoke("compare", "null", "oracle", "--to", tmp_path / "out", "--home", tmp_path)
    assert compared.exit_code == 0 and "4 won, 0 lost, 0 tied" in compared.stdout
    assert {"comparison.md", "comparison.html"} <= {path.name for path in (tmp_path / "out").iterdir()}
    assert "oracle" in invoke("compare", "--home", tmp_path).stdout
    assert invoke("scaling", "--home", tmp_path).exit_code == 2


def test_a_model_behind_an_endpoint_is_evaluated(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heldout_solver: LlmEndpoint
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", heldout_solver.key)
    options = ("--model", "test-model", "--base-url", heldout_solver.url, "--window", "0", "--home", tmp_path, "--json")
    (found,) = json.loads(invoke("evaluate", "--limit", "2", *options).stdout)
    assert found["report"]["scores"][0]["value"] == 1.0 and found["report"]["settings"]["profile"]["window"] == 0
    assert heldout_solver.key not in json.dumps(found)


@pytest.fixture
def heldout_solver(tmp_path: Path):  # type: ignore[no-untyped-def]
    from evaluation import Settings
    from evaluation.benchmarks.worldloom_heldout import BENCHMARK

    with LlmEndpoint(solver(scripts_of(BENCHMARK, Settings(tmp_path), 2))) as endpoint:
        yield endpoint


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--model", "oracle", "--benchmark", "worldloom-heldup"), "Did you mean worldloom-heldout?"),
        (("--model", "oracle", "--categories", "Nowhere"), "has no category 'Nowhere'"),
        (("--model", "oracle", "--profile", "wild"), "There is no profile 'wild'"),
        (("--model", "oracle", "--option", "colour=red"), "has an option 'colour'"),
        (("--model", "oracle", "--option", "colour"), "is not NAME=VALUE"),
        (("--model", "nobody"), "No policy is called 'nobody'"),
        (("--model", "m", "--base-url", "http://127.0.0.1:9/v1"), "cannot be reached"),
        (("--model", "oracle", "--checkpoint", "checkpoint-0"), "No artifact or environment checkpoint-0"),
        ((), "Name a model"),
    ],
)
def test_a_users_mistake_is_named_and_ends_with_2(
    invoke: Invoke, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    done = invoke("evaluate", "--limit", "1", "--home", tmp_path, *options)
    assert done.exit_code == 2 and said in " ".join(done.stderr.split())
