from collections.abc import Callable
from typing import Any

import pytest

from environments import Content, Environment, frame_of, play


def judged(environment: Environment, *calls: tuple[str, dict[str, Any]], answer: Any = None) -> Any:
    with environment.session("t1") as session:
        for name, arguments in calls:
            assert session.call(name, arguments).ok
        return session.verify(answer)


BORROW_KITE = ("borrow", {"thing_id": 2})
BORROW_DRILL = ("borrow", {"thing_id": 1})


def test_complete_when_everything_holds_and_only_the_frame_changed(lending: Environment) -> None:
    verdict = judged(lending, BORROW_KITE)
    assert (verdict.outcome, verdict.partial, verdict.unexpected_changes) == ("complete", True, ())
    assert verdict.reason == "everything holds"


def test_doing_nothing_is_incomplete_and_names_the_check(lending: Environment) -> None:
    verdict = judged(lending)
    assert (verdict.outcome, verdict.partial) == ("incomplete", False)
    assert verdict.reason == "does not hold: the kite is borrowed by user 1"


def test_surplus_change_is_named_with_its_rows_and_costs_the_partial_credit(lending: Environment) -> None:
    verdict = judged(lending, BORROW_KITE, BORROW_DRILL)
    assert (verdict.outcome, verdict.partial) == ("incomplete", False)
    assert verdict.unexpected_changes == (
        "things: update of 2, where 1 may be (id 1; id 2)",
        "loans: insert of 2, where 1 may be (id 2; id 3)",
    )


def test_change_in_a_table_outside_the_frame_is_unexpected(bent_content: Callable[..., Content]) -> None:
    environment = Environment(bent_content(lambda d: d["verifiers"][0].update(frame=["loans"])))
    verdict = judged(environment, BORROW_KITE)
    assert verdict.unexpected_changes == ("things: update of 1, where 0 may be (id 2)",)


def test_list_of_tables_allows_any_change_to_them(bent_content: Callable[..., Content]) -> None:
    environment = Environment(bent_content(lambda d: d["verifiers"][0].update(frame=["loans", "things"])))
    assert judged(environment, BORROW_KITE, BORROW_DRILL).outcome == "complete"


def test_partial_needs_a_check_that_did_not_hold_before(bent_content: Callable[..., Content]) -> None:
    def bend(documents: dict[str, Any]) -> None:
        checks = documents["verifiers"][0]["checks"]
        checks.append({"description": "there are things", "sql": "SELECT count(*) > 0 FROM final.things"})
        checks.append({"description": "never", "sql": "SELECT 0"})

    environment = Environment(bent_content(bend))
    assert judged(environment).partial is False
    done = judged(environment, BORROW_KITE)
    assert (done.outcome, done.partial) == ("incomplete", True)


def test_check_that_cannot_run_leaves_the_task_unjudged(bent_content: Callable[..., Content]) -> None:
    sql = "SELECT iif(count(*) = 2, json_extract('x', '$'), 1) FROM final.loans"
    environment = Environment(
        bent_content(lambda d: d["verifiers"][0]["checks"].append({"description": "odd", "sql": sql}))
    )
    assert judged(environment).outcome == "incomplete"
    verdict = judged(environment, BORROW_KITE)
    assert (verdict.outcome, verdict.partial) == ("unjudged", False)
    assert "the check 'odd' could not run" in verdict.reason


def test_check_without_end_leaves_the_task_unjudged(bent_content: Callable[..., Content]) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    sql = f"SELECT iif(count(*) = 2, ({endless}), 1) FROM final.loans"
    environment = Environment(
        bent_content(lambda d: d["verifiers"][0]["checks"].append({"description": "endless", "sql": sql}))
    )
    assert judged(environment, BORROW_KITE).outcome == "unjudged"


@pytest.mark.parametrize(
    ("answer", "outcome"), [("2", "complete"), (2, "complete"), ("3", "incomplete"), (None, "incomplete")]
)
def test_answer_is_compared_as_its_type(bent_content: Callable[..., Content], answer: Any, outcome: str) -> None:
    def bend(documents: dict[str, Any]) -> None:
        sql = "SELECT stock + (SELECT count(*) FROM final.loans) - 1 FROM initial.things WHERE id = 2"
        documents["verifiers"][0]["answer"] = {"type": "number", "sql": sql}

    verdict = judged(Environment(bent_content(bend)), BORROW_KITE, answer=answer)
    assert (verdict.outcome, verdict.answer_ok) == (outcome, outcome == "complete")


def test_answer_without_expected_value_is_unjudged(bent_content: Callable[..., Content]) -> None:
    def bend(documents: dict[str, Any]) -> None:
        documents["verifiers"][0]["answer"] = {"type": "text", "sql": "SELECT name FROM initial.things WHERE id = 99"}

    assert judged(Environment(bent_content(bend)), BORROW_KITE, answer="x").outcome == "unjudged"


def test_verdict_is_the_same_twice_and_the_session_goes_on(lending: Environment) -> None:
    with lending.session("t1") as session:
        assert session.verify().outcome == "incomplete"
        session.call(*BORROW_KITE)
        assert session.verify() == session.verify()
        assert session.call("list_things").ok
        assert session.verify().outcome == "complete"


def test_any_task_can_be_judged_on_any_session(railway: Environment) -> None:
    with railway.session() as session:
        play(session, railway.content.solutions[1])
        assert railway.judge("t02", session).outcome == "complete"
        assert railway.judge("t03", session).outcome == "incomplete"
        with pytest.raises(KeyError, match="no task"):
            railway.judge("t99", session)


def test_frame_of_a_played_solution_allows_exactly_it(railway: Environment) -> None:
    with railway.session() as session:
        play(session, next(s for s in railway.content.solutions if s.task == "t08"))
        frame = frame_of(session.changes())
    assert {table: counts.model_dump() for table, counts in frame.items()} == {
        "bench_bookings": {"insert": 1, "update": 1, "delete": 0}
    }
