"""The author as a whole, against a model that is played: it ends certified, or given up with a reason."""

import gzip
from collections import Counter
from pathlib import Path

import pytest

from environments import Content, read_authored
from tests.authors.llm.writing import author_at, procedural_content, scenario_of, seeds, synthesize
from tests.llm_endpoint import CONTENT_FAULTS, FAULTS, Faults, LlmEndpoint
from tests.llm_endpoint.scribe import Scribe

TITLE = "Model railway club"


@pytest.fixture(scope="module")
def railway(railway_folder: Path) -> Content:
    return read_authored(railway_folder)


def test_a_good_models_answers_become_a_published_environment(railway: Content, tmp_path: Path) -> None:
    with LlmEndpoint(Scribe({TITLE: railway})) as endpoint:
        loom, (work,) = synthesize(tmp_path, author_at(endpoint), [scenario_of(railway, TITLE)], 10)
    assert work.failure is None
    (entry,) = loom.workspace.catalog.environments()
    assert (entry.tables, entry.tools, entry.tasks) == (15, 32, 10)


def test_first_mistakes_are_sent_back_and_mended(railway: Content, flawed_railway_folder: Path, tmp_path: Path) -> None:
    first = read_authored(flawed_railway_folder)
    with LlmEndpoint(Scribe({TITLE: railway}, {TITLE: first})) as endpoint:
        loom, (work,) = synthesize(tmp_path, author_at(endpoint), [scenario_of(railway, TITLE)], 10)
    assert work.failure is None
    (built,) = loom.workspace.catalog.derivations(step="build_tools")
    assert Counter(draft.rule for draft in built.drafts)["repaired"] == 2


def test_tokens_and_money_stand_in_the_catalog_and_the_second_run_is_free(railway: Content, tmp_path: Path) -> None:
    records = str(tmp_path / "records")
    with LlmEndpoint(Scribe({TITLE: railway})) as endpoint:
        author = author_at(endpoint, records=records)
        loom, _ = synthesize(tmp_path / "one", author, [scenario_of(railway, TITLE)], 10)
        asked = len(endpoint.requests)
        spent = sum(each.cost for each in loom.workspace.catalog.derivations())
        assert spent > 0
        # As another process would: nothing is remembered but the records.
        replayed = author_at(endpoint, records="", replay=records)
        again, (work,) = synthesize(tmp_path / "two", replayed, [scenario_of(railway, TITLE)], 10)
        assert len(endpoint.requests) == asked
    assert work.failure is None
    assert sum(each.cost for each in again.workspace.catalog.derivations()) == 0


def test_a_budget_is_never_exceeded_and_the_scenario_is_given_up_with_the_reason(
    railway: Content, tmp_path: Path
) -> None:
    with LlmEndpoint(Scribe({TITLE: railway})) as endpoint:
        author = author_at(endpoint, budget_usd=0.1, price_in=2.0)
        loom, (work,) = synthesize(tmp_path, author, [scenario_of(railway, TITLE)], 10)
    assert work.failure is not None and "budget" in work.failure.reason
    assert 0 < sum(each.cost for each in loom.workspace.catalog.derivations()) <= 0.1


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_alone_at_a_third_of_all_answers_is_survived(fault: str, railway: Content, tmp_path: Path) -> None:
    faults = Faults((fault,), 0.3, seed=11)
    with LlmEndpoint(Scribe({TITLE: railway}), faults=faults) as endpoint:
        author = author_at(endpoint, timeout_s=1.2, tries=8)
        _, (work,) = synthesize(tmp_path, author, [scenario_of(railway, TITLE)], 10)
    assert endpoint.met[fault]
    assert work.failure is None or len(work.failure.reason) > 10


@pytest.mark.slow
def test_twenty_scenarios_end_at_a_fault_rate_of_thirty_percent_and_no_key_leaks(tmp_path: Path) -> None:
    scenarios = seeds(20)
    contents = {scenario.title: procedural_content(scenario) for scenario in scenarios}
    with LlmEndpoint(Scribe(contents), faults=Faults(FAULTS, 0.3, seed=5)) as endpoint:
        author = author_at(endpoint, timeout_s=5.0, tries=8, records=str(tmp_path / "records"))
        _, batch = synthesize(tmp_path / "data", author, scenarios, 5)
        key = endpoint.key
    assert set(endpoint.met) >= set(CONTENT_FAULTS)
    assert sum(work.failure is None for work in batch) >= 10
    assert all(work.failure is None or work.failure.reason for work in batch)
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and key in _text(file)]


def test_many_scenarios_share_one_limit(railway: Content, tmp_path: Path) -> None:
    titles = {f"{TITLE} {number}": railway for number in range(6)}
    scenarios = [scenario_of(railway, title).model_copy(update={"name": f"club-{n}"}) for n, title in enumerate(titles)]
    with LlmEndpoint(Scribe(titles), takes_s=0.02) as endpoint:
        author = author_at(endpoint, concurrency=3)
        _, batch = synthesize(tmp_path, author, scenarios, 10)
    assert endpoint.most_at_once == 3
    assert all(work.failure is None for work in batch)


def _text(file: Path) -> str:
    data = file.read_bytes()
    return (gzip.decompress(data) if file.suffix == ".gz" else data).decode("utf-8", "replace")
