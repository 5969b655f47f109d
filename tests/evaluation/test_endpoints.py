"""Endpoints as they are: one that works, one that dies half-way, wrong names and keys. Nothing is lost."""

from dataclasses import replace

import pytest

from artifacts import Workspace
from artifacts.errors import DamagedArtifact
from evaluation import EvaluationError, Settings, Subject
from evaluation.benchmarks.worldloom_heldout import HeldOut
from evaluation.endpoint import check_endpoint
from schemas import EVALUATION
from tasks.evaluate import Asked, Prices, evaluate
from tests.evaluation.playing import scripts_of, solver, with_whole_history
from tests.llm_endpoint import ChatRequest, LlmEndpoint

LIMIT = 4


def test_a_model_behind_an_endpoint_is_scored_and_paid_for(
    heldout: HeldOut, workspace: Workspace, settings: Settings
) -> None:
    with LlmEndpoint(solver(scripts_of(heldout, settings, LIMIT))) as endpoint:
        subject = Subject("test-model", endpoint.url, endpoint.key)
        check_endpoint(subject)
        asked = Asked(heldout, subject, with_whole_history(settings), LIMIT, prices=Prices(1.0, 2.0), tag="mine")
        done = evaluate(workspace, asked)
        requests = len(endpoint.requests)
        again = evaluate(workspace, asked)
        assert len(endpoint.requests) == requests
    assert done.report.scores[0].value == 1.0 and not done.unanswered
    assert done.report.cost == pytest.approx((done.report.prompt_tokens + 2 * done.report.tokens) / 1e6) != 0
    assert again.report == done.report and again.found == LIMIT
    body = endpoint.requests[0].body
    assert (body["model"], body["temperature"]) == ("test-model", 0.6) and "top_k" not in body


def test_an_endpoint_that_dies_half_way_costs_nothing_twice(
    heldout: HeldOut, workspace: Workspace, settings: Settings
) -> None:
    answer = solver(scripts_of(heldout, settings, LIMIT))
    asked_for: list[str] = []

    def mortal(request: ChatRequest) -> str:
        if len(asked_for) > 14:
            raise ConnectionAbortedError
        asked_for.append(request.body["messages"][1]["content"])
        return answer(request)

    with LlmEndpoint(mortal) as endpoint:
        subject = Subject("test-model", endpoint.url, endpoint.key)
        asked = Asked(heldout, subject, with_whole_history(settings), LIMIT)
        first = evaluate(workspace, asked)
        assert 0 < first.report.items < LIMIT
        assert len(first.unanswered) == LIMIT - first.report.items
        assert "cannot be reached" in next(iter(first.unanswered.values()))
        assert any("got no answer" in remark for remark in first.report.remarks)
        endpoint.answer = answer
        second = evaluate(workspace, asked)
    assert (second.found, second.report.items, second.unanswered) == (first.report.items, LIMIT, {})
    assert second.report.scores[0].value == 1.0


def test_when_nobody_answers_the_rest_is_not_even_tried(
    heldout: HeldOut, workspace: Workspace, settings: Settings
) -> None:
    def dead(request: ChatRequest) -> str:
        raise ConnectionAbortedError

    with LlmEndpoint(dead) as endpoint:
        asked = Asked(heldout, Subject("test-model", endpoint.url, endpoint.key), with_whole_history(settings), 16)
        with pytest.raises(EvaluationError, match="not one item got an answer: the endpoint cannot be reached"):
            evaluate(workspace, asked)
        assert len(endpoint.requests) == 8


def test_wrong_names_keys_and_places_are_said_before_anything_is_asked() -> None:
    with LlmEndpoint(lambda request: "") as endpoint:
        with pytest.raises(EvaluationError, match=r"no model 'tset-model'\. Did you mean test-model"):
            check_endpoint(Subject("tset-model", endpoint.url, endpoint.key))
        with pytest.raises(EvaluationError, match="does not accept the key") as refused:
            check_endpoint(Subject("test-model", endpoint.url, "sk-wrong"))
        assert "sk-wrong" not in str(refused.value)
        assert not endpoint.requests
    with pytest.raises(EvaluationError, match="cannot be reached"):
        check_endpoint(Subject("test-model", "http://127.0.0.1:9/v1"))


def test_the_settings_of_awm_reach_the_endpoint(heldout: HeldOut, workspace: Workspace, settings: Settings) -> None:
    from evaluation import profile_of

    awm = replace(with_whole_history(settings), profile=profile_of("awm"))
    with LlmEndpoint(lambda request: "<think>\nNo.\n</think>\n\nI cannot.") as endpoint:
        evaluate(workspace, Asked(heldout, Subject("test-model", endpoint.url, endpoint.key), awm, 1))
        body = endpoint.requests[0].body
    assert (body["temperature"], body["top_p"], body["top_k"]) == (0.6, 0.95, 20)
    assert profile_of("awm").window == 10


def test_native_calls_are_offered_as_the_chat_api_has_them(
    heldout: HeldOut, workspace: Workspace, settings: Settings
) -> None:
    from evaluation import profile_of

    native = replace(with_whole_history(settings), profile=profile_of("native"))
    with LlmEndpoint(lambda request: "I cannot.") as endpoint:
        evaluate(workspace, Asked(heldout, Subject("test-model", endpoint.url, endpoint.key), native, 1))
        offered = {tool["function"]["name"] for tool in endpoint.requests[0].body["tools"]}
    assert len(offered) > 10 and "call_tool" not in offered


def test_a_result_that_was_cut_short_is_named_with_what_to_do(
    heldout: HeldOut, workspace: Workspace, settings: Settings
) -> None:
    from pathlib import Path

    asked = Asked(heldout, Subject("oracle"), settings, 2)
    done = evaluate(workspace, asked)
    items = [each.outputs["evaluation"] for each in workspace.catalog.derivations(step="evaluate_item")]
    broken = Path(workspace.store.path(items[0]))
    broken.write_bytes(broken.read_bytes()[:200])
    with pytest.raises(DamagedArtifact, match="delete it and run the flow again"):
        evaluate(workspace, asked)
    broken.unlink()
    again = evaluate(workspace, asked)
    assert again.found == 1 and again.report == done.report
    assert len(workspace.store.get(EVALUATION, again.report.evaluation)) == 2
