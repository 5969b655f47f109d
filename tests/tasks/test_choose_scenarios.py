"""The scenarios of a run: a model thinks beside the collection, and the same command means the same scenarios."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from artifacts import Claims
from authors.llm import LlmAuthor, author
from authors.seeds import seed_scenarios
from schemas import SCENARIOS
from tasks import Loom, Work
from tasks.choose_scenarios import choice, standing_choice
from tasks.known_scenarios import claim_on
from tests.authors.llm.thinking import businesses_that_it_was_not_told, the_same_idea
from tests.authors.llm.writing import author_at
from tests.llm_endpoint import LlmEndpoint
from tests.llm_endpoint.scribe import form_of


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """Each test is a process of its own: nothing is remembered but records and claims."""
    author._portion.cache_clear()
    yield
    author._portion.cache_clear()


@pytest.fixture
def endpoint() -> Iterator[LlmEndpoint]:
    with LlmEndpoint(businesses_that_it_was_not_told) as running:
        yield running


def _loom(root: Path, writer: LlmAuthor) -> Loom:
    return Loom(str(root), writer, flow_run_id="a run")


def _names(loom: Loom, count: int) -> list[str]:
    with choice(loom, None, None, count) as chosen:
        assert chosen.remark == ""
        return [scenario.name for scenario in chosen.scenarios]


def test_the_model_is_told_what_the_catalog_holds_and_proposes_nothing_like_it(
    endpoint: LlmEndpoint, tmp_path: Path
) -> None:
    first = seed_scenarios()[0]
    there = first.model_copy(update={"name": "other", "title": "Other", "description": first.description + " Yes."})
    loom = _loom(tmp_path, author_at(endpoint))
    Claims(loom.workspace.catalog).adopt([claim_on(there, state="published")])
    names = _names(loom, 4)
    asked = [request.last for request in endpoint.requests if form_of(request) == "ScenariosAnswer"]
    assert all("- Other\n" in prompt for prompt in asked)
    assert len(set(names)) == 4 and first.name not in names
    (thought,) = loom.workspace.catalog.derivations(step="think_of_scenarios")
    assert thought.cost > 0 and thought.parameters["scenarios"] == names


def test_the_same_command_means_the_same_scenarios_and_a_higher_count_those_and_more(
    endpoint: LlmEndpoint, tmp_path: Path
) -> None:
    loom = _loom(tmp_path, author_at(endpoint))
    few = _names(loom, 3)
    asked = len(endpoint.requests)
    assert _names(loom, 3) == few and len(endpoint.requests) == asked
    assert [each.name for each in standing_choice(loom, None, None, 3) or ()] == few
    assert standing_choice(loom, None, None, 5) is None
    assert _names(loom, 5)[:3] == few
    assert not set(_names(_loom(tmp_path, replace(author_at(endpoint), seed=8)), 3)) & set(few)


def test_a_run_is_the_holder_of_its_scenarios_and_says_what_became_of_them(
    endpoint: LlmEndpoint, tmp_path: Path
) -> None:
    loom = _loom(tmp_path, author_at(endpoint))
    with choice(loom, None, None, 2) as chosen:
        begun = Claims(loom.workspace.catalog).since()
        stored = [loom.workspace.store.put(SCENARIOS, [scenario]) for scenario in chosen.scenarios]
        works = [Work(each, {"scenario": made}) for each, made in zip(chosen.scenarios, stored, strict=True)]
        chosen.settle((works[0], works[1].failed("build_tools", "too few")))
    assert [claim.state for claim in begun] == ["claimed", "claimed"] and begun[0].holder
    ended = Claims(loom.workspace.catalog).since()
    assert [(claim.state, claim.rule) for claim in ended] == [("published", ""), ("given_up", "build_tools")]
    assert _names(loom, 2) == [claim.name for claim in ended]  # what was given up is tried again, not replaced


def test_a_model_that_runs_out_of_ideas_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    with LlmEndpoint(the_same_idea) as endpoint:
        loom = _loom(tmp_path, author_at(endpoint))
        with choice(loom, None, None, 5) as chosen:
            assert len(chosen.scenarios) == 1
            assert chosen.remark.startswith("1 of 5 scenarios were found: the model thought of nothing else")


def test_where_nothing_can_be_thought_of_the_reason_is_said(endpoint: LlmEndpoint, tmp_path: Path) -> None:
    loom = _loom(tmp_path, author_at(endpoint, budget_usd=0.001))
    with choice(loom, None, None, 5) as chosen:
        assert chosen.scenarios == []
        assert chosen.remark.startswith("0 of 5 scenarios were found: $0.0000 of the budget of $0.001 are spent")


def test_what_a_user_names_asks_nobody(endpoint: LlmEndpoint, tmp_path: Path) -> None:
    loom = _loom(tmp_path, author_at(endpoint))
    with choice(loom, "A lighthouse with guest rooms.", None, 12) as chosen:
        assert [scenario.description for scenario in chosen.scenarios] == ["A lighthouse with guest rooms."]
    assert not endpoint.requests
