"""The table of rewards, line by line, on episodes written by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from environments import Environment, Session, load_environment
from environments.verification import Verdict
from tests.training.oracle import answering, call, listing, solution_messages, use
from training.episode import Episode, Rules
from training.rewards import Earned, FormRules, Opinion, RewardRules, earned


@pytest.fixture(scope="module")
def railway(railway_folder: Path) -> Environment:
    return load_environment(railway_folder)


@pytest.fixture
def session(railway: Environment) -> Iterator[Session]:
    with railway.session(task="t02") as opened:
        yield opened


def played(session: Session, messages: list[str], rules: Rules) -> Episode:
    episode = Episode(session, rules)
    for message in messages:
        if episode.end is None:
            episode.take(message)
    return episode


def verdict(outcome: str, partial: bool = False) -> Verdict:
    return Verdict(outcome, partial, (), (), None)  # type: ignore[arg-type]


def test_complete_work_earns_one(railway: Environment, session: Session) -> None:
    assert played(session, solution_messages(railway, "t02"), Rules()).reward == 1.0


def test_untouched_work_earns_nothing(session: Session) -> None:
    assert played(session, [listing(), use("list_workbenches", {}), answering(None)], Rules()).reward == 0.0


@pytest.mark.parametrize(
    ("rule", "messages"),
    [
        ("thinks", ["no thought"]),
        ("known_tools", [listing(), use("no_such_tool", {})]),
        ("fitting_arguments", [listing(), use("book_workbench", {"bench_id": "x"})]),
        ("list_first", [use("list_workbenches", {})]),
        ("list_once", [listing(), use("list_workbenches", {}), listing()]),
        ("list_not_alone", [listing(), answering(None)]),
    ],
)
def test_each_rule_of_form_ends_a_training_episode_unless_it_is_switched_off(
    railway: Environment, rule: str, messages: list[str]
) -> None:
    for is_on in (True, False):
        with railway.session(task="t02") as session:
            episode = played(session, messages, Rules(form=FormRules(**{rule: is_on})))
            assert (episode.end == "violation") is is_on
            assert (episode.reward == -1.0) is is_on


def test_in_evaluation_a_violation_is_counted_and_answered(session: Session) -> None:
    episode = played(session, [listing(), use("no_such_tool", {})], Rules(is_training=False))
    assert episode.end is None
    assert len(episode.violations) == 1


def test_a_violation_may_be_judged_as_it_stands(session: Session) -> None:
    episode = played(session, ["no thought"], Rules(rewards=RewardRules(violation=None)))
    assert (episode.end, episode.reward) == ("violation", 0.0)


@pytest.mark.parametrize(
    ("end", "found", "rule", "value"),
    [
        ("answered", verdict("complete"), "complete", 1.0),
        ("turns", verdict("incomplete", partial=True), "partial", 0.1),
        ("cut", verdict("incomplete"), "otherwise", 0.0),
        ("answered", verdict("unjudged"), "unjudged", None),
        ("fault", None, "unjudged", None),
        ("unreachable", None, "unjudged", None),
        ("violation", None, "violation", -1.0),
    ],
)
def test_the_table(end: str, found: Verdict | None, rule: str, value: float | None) -> None:
    reward = earned(end, found, RewardRules())  # type: ignore[arg-type]
    assert (reward.rule, reward.value) == (rule, value)


def test_faults_count_nothing_or_zero_by_choice() -> None:
    assert earned("fault", None, RewardRules(unjudged=0.0)).value == 0.0


def test_a_judge_decides_only_where_the_checks_could_not_and_only_where_told_to() -> None:
    rules, yes = RewardRules(judge="undecided"), Opinion(True, "the row is there")
    unjudged = verdict("unjudged")
    assert earned("answered", unjudged, rules, yes) == Earned("opinion", 1.0)
    assert earned("answered", unjudged, rules, Opinion(False, "half", is_partial=True)).value == 0.1
    assert earned("answered", unjudged, rules, Opinion(False)).value == 0.0
    assert earned("answered", unjudged, rules, Opinion(None, "no word")) == Earned("unjudged", None)
    assert earned("answered", unjudged, RewardRules(), yes).value is None
    assert earned("answered", verdict("incomplete"), rules, yes).value == 0.0
    assert earned("fault", None, rules, yes).value is None


def test_a_judge_takes_away_where_told_to_and_never_adds() -> None:
    no, yes = Opinion(False, "the tone"), Opinion(True)
    assert earned("answered", verdict("complete"), RewardRules(), no).value == 1.0
    assert earned("answered", verdict("complete"), RewardRules(judge="veto"), no).rule == "veto"
    assert earned("answered", verdict("incomplete"), RewardRules(judge="veto"), yes).value == 0.0


def test_final_answer_ends_an_episode_as_a_call(railway: Environment) -> None:
    with railway.session(task="t01") as session:
        messages = solution_messages(railway, "t01")
        answer = messages[-1].split("<answer>")[1].split("</answer>")[0]
        final = call("call_tool", {"tool_name": "final_answer", "arguments": {"answer": answer}})
        assert played(session, [*messages[:-1], final], Rules()).reward == 1.0
