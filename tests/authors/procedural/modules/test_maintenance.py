"""Maintenance: work orders and the people who have the thing keep out of each other's way."""

from dataclasses import replace

import pytest

from authors.procedural.compose import WorldError
from authors.procedural.language import noun
from authors.procedural.modules.maintenance import Maintenance

KINDS = (("hull cleaning", ("Scrape and wash the hull.",)), ("engine service", ("Change the oil and both filters.",)))
PLAIN = {"priority": False, "cost": True, "description": False, "follow_up": "both"}
WORK = Maintenance(order=noun("work order"), kinds=KINDS, options=PLAIN)


@pytest.fixture(scope="module")
def desk(staged, boats, invoices):
    return staged(boats, WORK, invoices, persona="staff")


def _boat(desk):
    return desk.value("SELECT min(id) FROM boats WHERE status = 'in_service'")


def _work(desk, start_on, days=2):
    return {"boat_id": _boat(desk), "kind": "hull cleaning", "staff_member_id": 2, "days": days, "start_on": start_on}


def test_history_keeps_what_must_hold(desk):
    assert desk.broken == {}
    assert {row[0] for row in desk.rows("SELECT DISTINCT status FROM work_orders")} == {"scheduled", "done"}


def test_work_keeps_people_away_and_people_keep_work_away(desk):
    order = desk.done("schedule_work_order", **_work(desk, "2027-02-01"))
    charter = {"boat_id": _boat(desk), "boater_id": 3, "days": 1}
    assert "work order" in desk.refused("charter_boat", start_on="2027-02-02", **charter)
    free = desk.done("find_free_boats", start_on="2027-02-02", days=1)
    assert _boat(desk) not in {row["boat_id"] for row in free}
    desk.done("charter_boat", start_on="2027-02-03", **charter)
    assert "has this boat" in desk.refused("schedule_work_order", **_work(desk, "2027-02-03"))
    assert "already" in desk.refused("schedule_work_order", **_work(desk, "2027-02-01"))
    assert order["end_on"] == "2027-02-03"


def test_postponing_keeps_the_length_and_frees_the_days(desk):
    order = desk.done("schedule_work_order", **_work(desk, "2027-03-01", days=3))["work_order_id"]
    assert "that day already" in desk.refused("postpone_work_order", work_order_id=order, start_on="2027-03-01")
    assert desk.done("postpone_work_order", work_order_id=order, start_on="2027-03-02")["end_on"] == "2027-03-05"
    desk.done("charter_boat", boat_id=_boat(desk), boater_id=3, start_on="2027-03-01", days=1)


def test_it_is_closed_from_its_first_day_on_and_then_stays(desk):
    order = desk.done("schedule_work_order", **_work(desk, "2027-04-01"))["work_order_id"]
    assert "too early" in desk.refused("complete_work_order", work_order_id=order, cost_cents=5000)
    begun = desk.value("SELECT min(id) FROM work_orders WHERE status = 'done'")
    assert "is done" in desk.refused("reassign_work_order", work_order_id=begun, staff_member_id=1)
    assert "in charge of it already" in desk.refused("reassign_work_order", work_order_id=order, staff_member_id=2)


def test_a_customer_sees_only_what_is_free(staged, boats, invoices):
    mine = staged(boats, WORK, invoices, persona="customer")
    assert mine.value("SELECT count(*) FROM work_orders") > 5
    assert not any(
        mine.world.visible(action.audience) for action in mine.world.actions.values() if "work_order" in action.name
    )
    assert not mine.world.searchable(mine.world.entities["work_order"])


def test_the_usual_priority_is_not_said(staged, boats, invoices):
    desk = staged(boats, replace(WORK, options={**PLAIN, "priority": True}), invoices, persona="staff")
    assert desk.done("schedule_work_order", **_work(desk, "2027-02-01"))["priority"] == "routine"
    urgent = desk.done("schedule_work_order", **_work(desk, "2027-03-01"), priority="urgent")
    assert urgent["priority"] == "urgent"
    phrases = desk.world.actions["schedule_work_order"].phrases
    assert {"{priority" in phrase for phrase in phrases} == {True, False}


def test_it_needs_something_to_maintain(composed, invoices):
    with pytest.raises(WorldError, match="maintainable"):
        composed(WORK, invoices, persona="staff")
