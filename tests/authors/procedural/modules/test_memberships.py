"""Memberships: joining, switching, pausing and ending, and what they do to prices."""

import pytest

from authors.procedural.language import noun
from authors.procedural.model import Things, price, quantity
from authors.procedural.modules.memberships import Memberships

PLANS = Things(
    noun("plan"),
    (price("monthly_cents", label="monthly fee"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (("Basic", 2500, 0), ("Regular", 4500, 10), ("Plus", 7000, 20)),
)
PLAIN = {"pause": True, "renewal": "monthly", "switch": "any plan", "notice": "none"}


def _desk(staged, boats, invoices, **options):
    module = Memberships(plan=PLANS, options={**PLAIN, **options})
    return staged(boats, module, invoices, persona="staff")


@pytest.fixture(scope="module")
def desk(staged, boats, invoices):
    return _desk(staged, boats, invoices)


def _without(desk):
    return desk.value(
        "SELECT min(id) FROM boaters WHERE id NOT IN (SELECT boater_id FROM memberships WHERE status <> 'ended') "
        "AND id IN (SELECT id FROM boaters)"
    )


def test_history_keeps_what_must_hold(desk):
    assert desk.broken == {}
    assert desk.value("SELECT count(*) FROM memberships") > 15


def test_joining_bills_the_first_month_and_only_once(desk):
    person = _without(desk)
    joined = desk.done("start_membership", boater_id=person, plan_id=2)
    billed = desk.rows("SELECT amount_cents FROM invoices WHERE membership_id = :id", id=joined["membership_id"])
    assert billed == desk.rows("SELECT monthly_cents FROM plans WHERE id = 2")
    assert "running membership" in desk.refused("start_membership", boater_id=person, plan_id=1)


def test_a_running_membership_lowers_prices_and_a_paused_one_does_not(desk):
    person = _without(desk)
    joined = desk.done("start_membership", boater_id=person, plan_id=3)["membership_id"]
    boat, rate = desk.rows("SELECT id, day_rate_cents FROM boats WHERE status = 'in_service' ORDER BY id LIMIT 1")[0]
    cheap = desk.done("charter_boat", boat_id=boat, boater_id=person, start_on="2027-02-01", days=2)
    assert cheap["total_cents"] == 2 * rate * 80 // 100
    desk.done("pause_membership", membership_id=joined)
    full = desk.done("charter_boat", boat_id=boat, boater_id=person, start_on="2027-03-01", days=2)
    assert full["total_cents"] == 2 * rate


def test_switching_bills_the_difference_only_upwards(desk):
    joined = desk.done("start_membership", boater_id=_without(desk), plan_id=1)["membership_id"]
    assert "on that plan" in desk.refused("switch_plan", membership_id=joined, plan_id=1)
    desk.done("switch_plan", membership_id=joined, plan_id=3)
    desk.done("switch_plan", membership_id=joined, plan_id=2)
    amounts = desk.rows("SELECT amount_cents FROM invoices WHERE membership_id = :id ORDER BY id", id=joined)
    prices = [row[0] for row in desk.rows("SELECT monthly_cents FROM plans ORDER BY id")]
    assert amounts == [(prices[0],), (prices[2] - prices[0],)]


def test_what_has_ended_cannot_go_on(desk):
    ended = desk.done("start_membership", boater_id=_without(desk), plan_id=1)["membership_id"]
    desk.done("end_membership", membership_id=ended)
    for tool in ("end_membership", "pause_membership", "resume_membership", "renew_membership"):
        assert "is ended" in desk.refused(tool, membership_id=ended)


def test_renewal_waits_for_its_week(desk):
    joined = desk.done("start_membership", boater_id=_without(desk), plan_id=1)["membership_id"]
    assert "more than a week" in desk.refused("renew_membership", membership_id=joined)
    due = desk.value(
        "SELECT min(id) FROM memberships WHERE status = 'active' AND renews_on <= date('2026-06-11', '+7 days')"
    )
    assert desk.done("renew_membership", membership_id=due)["renews_on"] > "2026-07-01"


def test_notice_lets_the_discount_live_on(staged, boats, invoices):
    desk = _desk(staged, boats, invoices, notice="a month")
    person = _without(desk)
    joined = desk.done("start_membership", boater_id=person, plan_id=3)["membership_id"]
    assert desk.done("end_membership", membership_id=joined)["ended_on"] == "2026-07-11"
    boat, rate = desk.rows("SELECT id, day_rate_cents FROM boats WHERE status = 'in_service' ORDER BY id LIMIT 1")[0]
    charter = desk.done("charter_boat", boat_id=boat, boater_id=person, start_on="2027-02-01", days=1)
    assert charter["total_cents"] == rate * 80 // 100


def test_only_dearer_plans_where_the_rule_says_so(staged, boats, invoices):
    desk = _desk(staged, boats, invoices, switch="dearer plans")
    joined = desk.done("start_membership", boater_id=_without(desk), plan_id=2)["membership_id"]
    assert "dearer" in desk.refused("switch_plan", membership_id=joined, plan_id=1)


def test_a_customer_cannot_end_another_ones(staged, boats, invoices):
    mine = staged(boats, Memberships(plan=PLANS, options=PLAIN), invoices, persona="customer")
    other = mine.value("SELECT min(id) FROM memberships WHERE boater_id <> 1")
    assert "another boater" in mine.refused("end_membership", membership_id=other)
