"""Tasks that code alone cannot decide get a second opinion; those that it can decide cost nothing more."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from authors.llm import looping
from authors.llm.asking import Desk
from authors.llm.drafts import write_drafts
from authors.llm.meanings import table_entry, tool_entry
from authors.llm.rows import in_order, records_of, rows_of
from authors.protocol import Business, Draft, Setting
from authors.spending import Tally, tallying
from schemas import Table, Task, Tool
from tests.authors.llm.writing import TITLE, author_at, railway
from tests.llm_endpoint import ChatRequest, LlmEndpoint, Reply
from tests.llm_endpoint.scribe import Scribe, form_of
from tests.llm_endpoint.written import Written

DECIDED, DOUBTFUL = "r07", "r06"
"""In r06 a call filters by a scale that nothing says before."""


@pytest.fixture(scope="module")
def club() -> Written:
    return railway()[0]


def _business(known: Written) -> Business:
    tables = [Table.model_validate(table_entry(each)) for each in known.tables.values()]
    tools = [Tool.model_validate(tool_entry(each, tables)) for each in known.tools.values()]
    rows = records_of(rows_of(known.rows, dict.fromkeys(known.rows, 0)), in_order(tables))
    setting = Setting(known.scene["now"], known.scene["persona"])
    return Business(known.record("club"), setting, tables, tools, rows)


def _written(
    right: Written, first: Written, judge: Callable[[ChatRequest], Any], *wanted: str
) -> tuple[list[Draft], Tally, list[str]]:
    """Drafts of these requirements, what it took, and what the judge was asked."""
    scribe = Scribe({TITLE: right}, {TITLE: first})

    def said(request: ChatRequest) -> Any:
        return judge(request) if form_of(request) == "JudgementAnswer" else scribe(request)

    requirements = [Task(id=each, kind=right.drafts[each]["kind"], instruction=right.drafts[each]["instruction"])
                    for each in wanted]  # fmt: skip
    with LlmEndpoint(said) as endpoint, tallying() as tally:
        desk = Desk(author_at(endpoint).settings)
        drafts = looping.run(write_drafts(desk, _business(right), requirements, len(requirements)))
        asked = [request.last for request in endpoint.requests if form_of(request) == "JudgementAnswer"]
    return drafts, tally, asked


def _content(request: ChatRequest) -> dict[str, str]:
    return {"evidence": "Both are done.", "outcome": "completed"}


def _opposed(request: ChatRequest) -> dict[str, str]:
    return {"evidence": "It was not asked for.", "outcome": "agent_error"}


def test_a_judge_is_asked_about_what_code_cannot_decide_and_about_nothing_else(club: Written) -> None:
    drafts, tally, asked = _written(club, club, _content, DECIDED, DOUBTFUL)
    assert [draft.task.id for draft in drafts] == [DECIDED, DOUBTFUL]
    (question,) = asked
    assert "Blue Pullman" in question and "## What code could not decide\n- r06, call 1" in question
    assert "set_locomotive_status(" in question  # it sees the solution played
    assert [call.purpose for call in tally.calls].count("write_verifiers judge") == 1


def test_a_wrong_answer_that_solution_and_verifier_share_is_found_and_mended(club: Written) -> None:
    right = club.drafts["r01"]
    wrong = {**right, "answer": 3, "expects": {"type": "number", "value": 3}}
    first = replace(club, drafts={**club.drafts, "r01": wrong})

    def judge(request: ChatRequest) -> dict[str, str]:
        return _opposed(request) if "answered\n3\n" in request.last else _content(request)

    drafts, tally, asked = _written(club, first, judge, "r01", DECIDED)
    assert [draft.solution.answer for draft in drafts if draft.task.id == "r01"] == [right["answer"]]
    assert {each.item: each.rule for each in tally.pieces} == {"r01": "repaired", DECIDED: ""}
    assert any("second_opinion: " in each.message for each in tally.pieces)
    assert len(asked) == 1  # mended, the verifier computes the answer: code decides


def test_a_task_that_a_judge_rejects_to_the_end_is_dropped_alone(club: Written) -> None:
    drafts, tally, _ = _written(club, club, _opposed, DECIDED, DOUBTFUL)
    assert [draft.task.id for draft in drafts] == [DECIDED]
    assert [(each.item, each.rule) for each in tally.pieces if each.outcome == "dropped"] == [
        (DOUBTFUL, "second_opinion")
    ]


def test_a_judge_without_a_usable_word_is_nothing_against_a_certified_task(club: Written) -> None:
    drafts, _, _ = _written(club, club, lambda request: Reply(content="hm"), DOUBTFUL)
    assert [draft.task.id for draft in drafts] == [DOUBTFUL]
