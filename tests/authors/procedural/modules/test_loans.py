"""Loans: copies that run out, are renewed, come back late, and are kept for whoever waits."""

import pytest

from authors.procedural.language import noun
from authors.procedural.model import Things, category
from authors.procedural.modules.loans import Loans

CHARTS = Things(
    noun("chart"), (category("waters"),),
    tuple((name, waters) for name, waters in (
        ("Gull Sound", "coast"), ("Heron Reach", "river"), ("Outer Banks", "coast"), ("Mill Creek", "river"),
        ("Skerry Passage", "coast"), ("Long Bight", "coast"), ("Old Canal", "river"), ("North Shoals", "coast"))),
)  # fmt: skip
PLAIN = {"copies": "counted", "holds": True, "late_fee": True, "renewals": 1}


def _desk(staged, invoices, persona="staff", **options):
    return staged(
        Loans(title=CHARTS, limit=2, days=14, fee_cents=50, options={**PLAIN, **options}), invoices, persona=persona
    )


@pytest.fixture(scope="module")
def desk(staged, invoices):
    return _desk(staged, invoices)


def _clear(desk):
    """Bring everything back and let nobody wait, so that a test starts from full shelves."""
    for (hold,) in desk.rows("SELECT id FROM holds WHERE status IN ('waiting', 'ready') ORDER BY id"):
        desk.done("cancel_hold", hold_id=hold)
    for (loan,) in desk.rows("SELECT id FROM loans WHERE status = 'out' ORDER BY id"):
        desk.done("return_loan", loan_id=loan)


def _single(desk):
    return desk.value("SELECT min(id) FROM charts WHERE copies = 1")


@pytest.mark.parametrize("copies", ["counted", "numbered"])
@pytest.mark.parametrize("holds", [True, False])
def test_history_keeps_what_must_hold(staged, invoices, copies, holds):
    desk = _desk(staged, invoices, copies=copies, holds=holds)
    assert desk.broken == {}
    assert {row[0] for row in desk.rows("SELECT DISTINCT status FROM loans")} == {"out", "returned"}


def test_the_last_copy_goes_once_and_then_is_waited_for(desk):
    _clear(desk)
    chart = _single(desk)
    assert "is there" in desk.refused("place_hold", chart_id=chart, boater_id=4)
    loan = desk.done("lend_chart", chart_id=chart, boater_id=3)
    assert loan["due_on"] == "2026-06-25"
    assert "list_available_charts" in desk.refused("lend_chart", chart_id=chart, boater_id=4)
    assert "on loan" in desk.refused("place_hold", chart_id=chart, boater_id=3)
    for person in (4, 5):
        desk.done("place_hold", chart_id=chart, boater_id=person)
    assert "already" in desk.refused("place_hold", chart_id=chart, boater_id=4)
    desk.done("return_loan", loan_id=loan["loan_id"])
    assert _waiting(desk, chart) == [(4, "ready"), (5, "waiting")]
    assert "list_available_charts" in desk.refused("lend_chart", chart_id=chart, boater_id=5)
    desk.done("lend_chart", chart_id=chart, boater_id=4)
    assert _waiting(desk, chart) == [(5, "waiting")]


def _waiting(desk, chart):
    return desk.rows(
        "SELECT boater_id, status FROM holds WHERE chart_id = :id AND status IN ('waiting', 'ready') ORDER BY id",
        id=chart,
    )


def test_a_hold_that_is_cancelled_passes_the_copy_on(desk):
    _clear(desk)
    chart = _single(desk)
    loan = desk.done("lend_chart", chart_id=chart, boater_id=3)["loan_id"]
    first, _ = [desk.done("place_hold", chart_id=chart, boater_id=person)["hold_id"] for person in (4, 5)]
    desk.done("return_loan", loan_id=loan)
    desk.done("cancel_hold", hold_id=first)
    assert _waiting(desk, chart) == [(5, "ready")]


def test_nobody_has_more_than_the_limit_or_one_title_twice(desk):
    _clear(desk)
    for chart in (1, 2):
        desk.done("lend_chart", chart_id=chart, boater_id=3)
    assert "as many as 2 loans" in desk.refused("lend_chart", chart_id=3, boater_id=3)
    desk.done("lend_chart", chart_id=3, boater_id=4)
    assert "on loan already" in desk.refused("lend_chart", chart_id=3, boater_id=4)


def test_it_is_renewed_as_often_as_the_rule_says(desk):
    _clear(desk)
    loan = desk.done("lend_chart", chart_id=3, boater_id=3)["loan_id"]
    assert desk.done("renew_loan", loan_id=loan)["due_on"] == "2026-07-09"
    assert "renewed 1 times" in desk.refused("renew_loan", loan_id=loan)
    desk.done("return_loan", loan_id=loan)
    assert "is returned" in desk.refused("renew_loan", loan_id=loan)


def test_late_days_are_charged_and_punctual_ones_are_not(desk):
    _clear(desk)
    loan = desk.done("lend_chart", chart_id=3, boater_id=3)["loan_id"]
    late = desk.history.call("return_loan", {"loan_id": loan}, at="2026-06-29 10:00:00").content
    assert late["late_fee_cents"] == 4 * 50
    assert desk.rows("SELECT amount_cents FROM invoices WHERE loan_id = :id", id=loan) == [(200,)]
    punctual = desk.done("lend_chart", chart_id=3, boater_id=4)["loan_id"]
    assert desk.done("return_loan", loan_id=punctual)["late_fee_cents"] == 0
    assert desk.value("SELECT count(*) FROM invoices WHERE loan_id = :id", id=punctual) == 0


def test_numbered_copies_are_lent_one_by_one(staged, invoices):
    desk = _desk(staged, invoices, copies="numbered")
    _clear(desk)
    copies = desk.rows("SELECT id FROM copies WHERE chart_id = 1 ORDER BY id")
    lent = [desk.done("lend_chart", chart_id=1, boater_id=person)["copy_id"] for person in range(10, 10 + len(copies))]
    assert lent == [row[0] for row in copies]
    added = desk.done("add_copy", chart_id=1)
    assert desk.done("lend_chart", chart_id=1, boater_id=30)["copy_id"] == added["copy_id"]
    assert desk.broken == {}


def test_a_customer_renews_only_what_is_theirs_and_leaves_returns_to_the_desk(staged, invoices):
    mine = _desk(staged, invoices, persona="customer")
    other = mine.value("SELECT min(id) FROM loans WHERE boater_id <> 1 AND status = 'out'")
    assert "another boater" in mine.refused("renew_loan", loan_id=other)
    assert not mine.world.visible(mine.world.actions["return_loan"].audience)
    assert mine.value("SELECT count(*) FROM loans WHERE boater_id = 1 AND status = 'returned'")
