"""The author as a whole, against a model that is played: it ends certified, or given up with a reason."""

import gzip
import logging
from collections import Counter
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

from artifacts import Derivation
from authors.llm import LlmAuthor, LlmSettings
from tests.authors.llm.writing import TITLE, WRITTEN, author_at, procedural_content, railway, seeds, synthesize, written
from tests.llm_endpoint import FAULTS, Faults, LlmEndpoint
from tests.llm_endpoint.messages import CHARACTERS_A_TOKEN
from tests.llm_endpoint.scribe import Scribe, form_of
from tests.llm_endpoint.written import Written, written_of


@pytest.fixture(scope="module")
def club() -> Written:
    return railway()[0]


def test_first_mistakes_are_mended_and_the_records_make_the_same_environment_again(tmp_path: Path) -> None:
    club, first = railway()
    records = str(tmp_path / "records")
    with LlmEndpoint(Scribe({TITLE: club}, {TITLE: first})) as endpoint:
        author = author_at(endpoint, records=records)
        loom, (work,) = synthesize(tmp_path / "one", author, [club.record("club")], 10)
    assert work.failure is None
    (entry,) = loom.workspace.catalog.environments()
    assert (entry.tables, entry.tools, entry.tasks) == (15, 32, 10)
    assert sum(form_of(request) == "SceneAnswer" for request in endpoint.requests) == 1
    (built,) = loom.workspace.catalog.derivations(step="build_tools")
    assert Counter(draft.rule for draft in built.drafts)["repaired"] == 2
    _tokens_and_money_stand_in_the_catalog(loom.workspace.catalog.derivations())
    # As another process would, without network: nothing is remembered but the records.
    again, (twin,) = synthesize(tmp_path / "two", replace(author, settings=_replaying(author, records)),
                                [club.record("club")], 10)  # fmt: skip
    assert twin.made == work.made
    assert sum(each.cost for each in again.workspace.catalog.derivations()) == 0
    assert all(call.recalled for each in again.workspace.catalog.derivations() for call in each.calls)


def _tokens_and_money_stand_in_the_catalog(derivations: list[Derivation]) -> None:
    """For each call, and summed for its step."""
    asked = [each for each in derivations if each.calls]
    assert {"propose_tasks", "design_tables", "build_tools", "write_verifiers"} <= {each.step for each in asked}
    for each in asked:
        paid = [call for call in each.calls if not call.recalled]
        assert each.cost == pytest.approx(sum(call.cost for call in paid))
        assert each.tokens_out == sum(call.tokens_out for call in paid)
    assert any(call.purpose == "build_tools repair" for each in asked for call in each.calls)


def _replaying(author: LlmAuthor, records: str) -> LlmSettings:
    return replace(author.settings, base_url="http://127.0.0.1:9/v1", records="", replay=records)


@pytest.mark.slow
@pytest.mark.parametrize("folder", WRITTEN)
def test_other_businesses_are_mended_and_certified_too(folder: str, tmp_path: Path) -> None:
    right, first = written(folder)
    title = right.scenario["title"]
    with LlmEndpoint(Scribe({title: right}, {title: first})) as endpoint:
        loom, (work,) = synthesize(tmp_path, author_at(endpoint), [right.record(folder)], 10)
        prompts = [request.text for request in endpoint.requests]
    assert work.failure is None
    (entry,) = loom.workspace.catalog.environments()
    assert entry.tasks == 10
    mended = {
        each.step: {draft.item for draft in each.drafts if draft.rule == "repaired"}
        for each in loom.workspace.catalog.derivations()
    }
    assert (mended["design_tables"], mended["build_tools"], mended["write_verifiers"]) == MENDED[folder]
    assert max(map(len, prompts)) / CHARACTERS_A_TOKEN < MOST_TOKENS


MENDED = {
    "pharmacy": ({"reminders"}, {"list_deliveries", "change_hold", "reminders row 1"}, {"r04", "r07"}),
    "film_lab": ({"scans"}, {"search_runs", "finish_scan", "bins row 2", "runs row 4"}, {"r05", "r08"}),
}
"""What the first answers have wrong, by step."""
MOST_TOKENS = 12_000
"""Of a prompt with a whole business in it."""


def test_a_budget_is_never_exceeded_and_the_scenario_is_given_up_with_the_reason(club: Written, tmp_path: Path) -> None:
    with LlmEndpoint(Scribe({TITLE: club})) as endpoint:
        author = author_at(endpoint, budget_usd=0.1, price_in=2.0)
        loom, (work,) = synthesize(tmp_path, author, [club.record("club")], 10)
    assert work.failure is not None and "budget" in work.failure.reason
    assert 0 < sum(each.cost for each in loom.workspace.catalog.derivations()) <= 0.1


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_alone_at_a_third_of_all_answers_is_survived(fault: str, club: Written, tmp_path: Path) -> None:
    faults = Faults((fault,), 0.3, seed=11)
    with LlmEndpoint(Scribe({TITLE: club}), faults=faults) as endpoint:
        author = author_at(endpoint, timeout_s=1.2, tries=8)
        _, (work,) = synthesize(tmp_path, author, [club.record("club")], 10)
    assert endpoint.met[fault]
    assert work.failure is None or len(work.failure.reason) > 10


def _twenty() -> dict[str, Written]:
    """By title: what the procedural author made of three scenarios, and the written businesses under many titles."""
    found = {each.title: written_of(procedural_content(each), each.title) for each in seeds(3)}
    models = [railway()[0], *(written(folder)[0] for folder in WRITTEN)]
    for number, right in zip(range(17), cycle(models), strict=False):
        title = f"{right.scenario['title']} {number}"
        found[title] = replace(right, scenario={**right.scenario, "title": title})
    return found


@pytest.mark.slow
@pytest.mark.parametrize("streams", [False, True], ids=["whole answers", "streamed answers"])
def test_twenty_scenarios_end_at_a_fault_rate_of_thirty_percent_and_no_key_leaks(
    streams: bool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    known = _twenty()
    scenarios = [each.record(f"business_{number}") for number, each in enumerate(known.values())]
    caplog.set_level(logging.DEBUG)
    with LlmEndpoint(Scribe(known), faults=Faults(FAULTS, 0.3, seed=5, slow_s=6.0)) as endpoint:
        author = author_at(endpoint, timeout_s=5.0, tries=8, records=str(tmp_path / "records"), stream=streams)
        _, batch = synthesize(tmp_path / "data", author, scenarios, 5)
        key = endpoint.key
    assert set(endpoint.met) == set(FAULTS)
    assert 0.2 < endpoint.met.total() / len(endpoint.requests) < 0.4
    assert sum(work.failure is None for work in batch) >= 10
    assert all(work.failure is None or work.failure.reason for work in batch)
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and key in _text(file)]
    assert key not in caplog.text
    assert key not in "".join(work.failure.reason for work in batch if work.failure)


@pytest.mark.slow
def test_thirty_two_scenarios_at_once_hold_the_limit_exactly(club: Written, tmp_path: Path) -> None:
    titles = {f"{TITLE} {number}": club for number in range(32)}
    scenarios = [club.record(f"club-{n}").model_copy(update={"title": title}) for n, title in enumerate(titles)]
    with LlmEndpoint(Scribe(titles), takes_s=0.02) as endpoint:
        author = author_at(endpoint, concurrency=3)
        _, batch = synthesize(tmp_path, author, scenarios, 2)
    assert endpoint.most_at_once == 3
    assert all(work.failure is None for work in batch)


def _text(file: Path) -> str:
    data = file.read_bytes()
    return (gzip.decompress(data) if file.suffix == ".gz" else data).decode("utf-8", "replace")
