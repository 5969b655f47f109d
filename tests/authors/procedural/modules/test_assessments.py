"""Assessments: points by criterion, totals, passing, and results that are contested."""

import pytest

from authors.procedural.language import noun
from authors.procedural.modules.assessments import Assessments

RUBRIC = (("knots", 10), ("steering", 20), ("right of way", 20))
PLAIN = {"appeal": True, "reschedule": True, "result": "pass or fail", "lead": "the same day"}


def _staged(staged, boats, invoices, persona="staff", subjects=(), **options):
    module = Assessments(form=noun("skipper test"), rubric=RUBRIC, subjects=subjects, options={**PLAIN, **options})
    return staged(boats, module, invoices, persona=persona)


@pytest.fixture(scope="module")
def desk(staged, boats, invoices):
    return _staged(staged, boats, invoices)


def _test_today(desk):
    sql = "SELECT min(id) FROM boaters WHERE id NOT IN (SELECT boater_id FROM skipper_tests WHERE status = 'scheduled')"
    made = desk.done("schedule_skipper_test", boater_id=desk.value(sql), staff_member_id=1, held_on="2026-06-11")
    return made["skipper_test_id"]


def _score(desk, test, *points):
    for criterion, given in enumerate(points, start=1):
        desk.done("score_skipper_test", skipper_test_id=test, criterion_id=criterion, points=given)


def test_history_keeps_what_must_hold(desk):
    assert desk.broken == {}
    assert {row[0] for row in desk.rows("SELECT DISTINCT status FROM skipper_tests")} >= {
        "scheduled",
        "passed",
        "failed",
    }


@pytest.mark.parametrize(("points", "result"), [((10, 10, 10), "passed"), ((9, 10, 10), "failed")])
def test_sixty_percent_of_all_points_pass(desk, points, result):
    test = _test_today(desk)
    _score(desk, test, *points)
    finished = desk.done("finish_skipper_test", skipper_test_id=test)
    assert (finished["total_points"], finished["status"]) == (sum(points), result)


def test_every_criterion_must_have_points_and_none_too_many(desk):
    test = _test_today(desk)
    _score(desk, test, 10, 10)
    assert "no points yet" in desk.refused("finish_skipper_test", skipper_test_id=test)
    assert "more than this" in desk.refused("score_skipper_test", skipper_test_id=test, criterion_id=3, points=21)


def test_points_given_again_replace_the_first(desk):
    test = _test_today(desk)
    _score(desk, test, 1, 1, 1)
    _score(desk, test, 10, 20, 20)
    assert desk.done("finish_skipper_test", skipper_test_id=test)["total_points"] == 50
    assert desk.value("SELECT count(*) FROM scores WHERE skipper_test_id = :id", id=test) == 3


def test_nothing_is_scored_before_the_day_nor_after_the_result(desk):
    person = desk.value(
        "SELECT max(id) FROM boaters WHERE id NOT IN (SELECT boater_id FROM skipper_tests WHERE status = 'scheduled')"
    )
    later = desk.done("schedule_skipper_test", boater_id=person, staff_member_id=1, held_on="2026-07-01")[
        "skipper_test_id"
    ]
    assert "too early" in desk.refused("score_skipper_test", skipper_test_id=later, criterion_id=1, points=1)
    again = {"boater_id": person, "staff_member_id": 1, "held_on": "2026-07-01"}
    assert "already" in desk.refused("schedule_skipper_test", **again)
    done = desk.value("SELECT min(id) FROM skipper_tests WHERE status = 'passed'")
    assert "is passed" in desk.refused("score_skipper_test", skipper_test_id=done, criterion_id=1, points=1)


def test_a_contested_result_is_scored_anew(staged, boats, invoices):
    mine = _staged(staged, boats, invoices, persona="customer")
    test = mine.value("SELECT min(id) FROM skipper_tests WHERE boater_id = 1 AND status IN ('passed', 'failed')")
    mine.done("appeal_skipper_test", skipper_test_id=test)
    assert "is appealed" in mine.refused("appeal_skipper_test", skipper_test_id=test)
    for criterion in (1, 2, 3):
        mine.done("score_skipper_test", skipper_test_id=test, criterion_id=criterion, points=10)
    assert mine.done("finish_skipper_test", skipper_test_id=test)["total_points"] == 30


def test_subjects_are_assessed_side_by_side(staged, boats, invoices):
    mine = _staged(
        staged, boats, invoices, persona="customer", subjects=("sail", "motor"), lead="two days", result="total only"
    )
    assert mine.broken == {}
    for test in mine.rows("SELECT id FROM skipper_tests WHERE boater_id = 1 AND status = 'scheduled'"):
        mine.done("cancel_skipper_test", skipper_test_id=test[0])
    for subject in ("sail", "motor"):
        mine.done("schedule_skipper_test", subject=subject, held_on="2026-06-20")
    assert "in sail on that day already" in mine.refused("schedule_skipper_test", subject="sail", held_on="2026-06-20")
    assert "two days ahead" in mine.refused("schedule_skipper_test", subject="sail", held_on="2026-06-12")
