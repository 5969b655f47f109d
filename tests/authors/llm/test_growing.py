"""A collection that grows by a model's ideas: it is told what there is, refused what is alike, and ends."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from artifacts import Claims
from authors.llm import LlmAuthor, author
from authors.protocol import InformedProposer
from authors.seeds import seed_scenarios
from authors.similarity import embedder_of
from schemas import Scenario
from tasks import Loom
from tasks.known_scenarios import KnownScenarios, claim_on
from tasks.propose_scenarios import Prospect, propose_scenarios
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


def _claimed(root: Path, writer: LlmAuthor, count: int, prospect: Prospect) -> tuple[Loom, list[Scenario]]:
    loom = Loom(str(root), writer, flow_run_id="a run")
    return loom, propose_scenarios.fn(loom, KnownScenarios(loom, embedder_of("ngrams")), prospect, count)


def test_an_author_that_asks_a_model_wants_to_be_told() -> None:
    with LlmEndpoint(businesses_that_it_was_not_told) as endpoint:
        assert isinstance(author_at(endpoint), InformedProposer)


def test_the_model_is_told_what_there_is_and_near_duplicates_are_refused(tmp_path: Path) -> None:
    first = seed_scenarios()[0]
    reworded = first.model_copy(update={"name": "other", "title": "Other", "description": first.description + " Yes."})
    with LlmEndpoint(businesses_that_it_was_not_told) as endpoint:
        writer, prospect = author_at(endpoint), Prospect("here:me")
        loom = Loom(str(tmp_path), writer)
        Claims(loom.workspace.catalog).adopt([claim_on(reworded, state="published")])
        _, scenarios = _claimed(tmp_path, writer, 8, prospect)
        asked = [request.last for request in endpoint.requests if form_of(request) == "ScenariosAnswer"]
    assert len({scenario.name for scenario in scenarios}) == 8
    assert prospect.refused["near_duplicate"] >= 1
    assert "- Other" in asked[0]
    assert f"- {scenarios[0].title}" in asked[-1]
    assert len({scenario.category for scenario in scenarios}) == 8  # the least represented comes first


def test_thinking_of_scenarios_stands_in_the_catalog_with_what_it_took(tmp_path: Path) -> None:
    with LlmEndpoint(businesses_that_it_was_not_told) as endpoint:
        loom, scenarios = _claimed(tmp_path, author_at(endpoint), 3, Prospect("here:me"))
    (thought,) = loom.workspace.catalog.derivations(step="think_of_scenarios")
    assert thought.cost > 0 and thought.parameters["scenarios"] == [each.name for each in scenarios]


def test_a_run_that_died_asks_the_same_again_and_pays_nothing(tmp_path: Path) -> None:
    with LlmEndpoint(businesses_that_it_was_not_told) as endpoint:
        writer = author_at(endpoint, records=str(tmp_path / "records"))
        _, whole = _claimed(tmp_path / "one", writer, 6, Prospect("here:me"))
        asked = len(endpoint.requests)
        again = replace(writer, settings=replace(writer.settings, records="", replay=str(tmp_path / "records")))
        _, begun = _claimed(tmp_path / "two", again, 3, Prospect("here:me"))
        author._portion.cache_clear()
        replayed = replace(again, settings=replace(again.settings, timeout_s=9.0))
        _, rest = _claimed(tmp_path / "two", replayed, 3, Prospect("here:me"))
        assert len(endpoint.requests) == asked
    assert [each.name for each in (*begun, *rest)] == [each.name for each in whole]


def test_a_model_that_has_no_more_ideas_ends_the_search(tmp_path: Path) -> None:
    with LlmEndpoint(the_same_idea) as endpoint:
        writer, prospect = author_at(endpoint), Prospect("here:me")
        _, scenarios = _claimed(tmp_path, writer, 5, prospect)
        shelves = len(writer.categories())
        assert len(scenarios) == 1
        assert prospect.exhausted == set(writer.categories())
        assert len(endpoint.requests) <= 2 * 3 * shelves + 2
    assert prospect.refused["no_idea"]


def test_a_budget_ends_the_search_with_its_reason_and_keeps_what_is_claimed(tmp_path: Path) -> None:
    with LlmEndpoint(businesses_that_it_was_not_told) as endpoint:
        prospect = Prospect("here:me")
        _, scenarios = _claimed(tmp_path, author_at(endpoint, budget_usd=0.12), 100, prospect)
    assert 0 < len(scenarios) < 100
    assert "budget" in prospect.failure
