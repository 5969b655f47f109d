"""Waiting lists: only for days that are taken, and struck once those days have come."""

import pytest

from authors.procedural.compose import WorldError
from authors.procedural.modules.waitlist import Waitlist

WAITING = Waitlist(options={"channel": True, "party_size": False, "change": True, "offers": True})


@pytest.fixture(scope="module")
def desk(staged, boats, invoices):
    return staged(boats, WAITING, invoices, persona="staff")


def _charter(desk, start_on, person=3):
    boat = desk.value("SELECT min(id) FROM boats WHERE status = 'in_service'")
    desk.done("charter_boat", boat_id=boat, boater_id=person, start_on=start_on, days=2)
    return boat


def _wish(boat, start_on, person=4, days=1):
    return {"boat_id": boat, "boater_id": person, "start_on": start_on, "days": days, "told_by": "phone"}


def test_history_keeps_what_must_hold(desk):
    assert desk.broken == {}
    assert {row[0] for row in desk.rows("SELECT DISTINCT status FROM waiting_list_entries")} >= {"waiting", "lapsed"}
    assert (
        desk.value("SELECT count(*) FROM waiting_list_entries WHERE status = 'waiting' AND start_on < '2026-06-10'")
        == 0
    )


def test_one_waits_only_for_what_is_taken_and_only_once(desk):
    boat = _charter(desk, "2027-02-01")
    assert "nothing to wait for" in desk.refused("join_waiting_list_for_boat", **_wish(boat, "2027-02-05"))
    entry = desk.done("join_waiting_list_for_boat", **_wish(boat, "2027-02-02", days=2))
    assert entry["end_on"] == "2027-02-04"
    assert "some of those days" in desk.refused("join_waiting_list_for_boat", **_wish(boat, "2027-02-01", days=2))


def test_other_days_must_be_taken_too(desk):
    boat = _charter(desk, "2027-03-01")
    entry = desk.done("join_waiting_list_for_boat", **_wish(boat, "2027-03-01"))["waiting_list_entry_id"]
    change = "change_waiting_list_entry"
    assert "nothing to wait for" in desk.refused(change, waiting_list_entry_id=entry, start_on="2027-03-08")
    assert desk.done(change, waiting_list_entry_id=entry, start_on="2027-03-02")["end_on"] == "2027-03-03"
    desk.done("withdraw_waiting_list_entry", waiting_list_entry_id=entry)
    assert "is withdrawn" in desk.refused(change, waiting_list_entry_id=entry, start_on="2027-03-01")


def test_days_are_offered_once_they_are_free(desk):
    boat = _charter(desk, "2027-04-01")
    entry = desk.done("join_waiting_list_for_boat", **_wish(boat, "2027-04-01"))["waiting_list_entry_id"]
    assert "not free" in desk.refused("offer_waiting_list_entry", waiting_list_entry_id=entry)
    charter = desk.value("SELECT id FROM charters WHERE start_on = '2027-04-01'")
    desk.done("cancel_charter", charter_id=charter)
    assert desk.done("offer_waiting_list_entry", waiting_list_entry_id=entry)["status"] == "offered"


def test_it_needs_something_to_book(composed, invoices):
    with pytest.raises(WorldError, match="bookable"):
        composed(WAITING, invoices, persona="customer")


def test_whoever_waits_is_told_by_e_mail_unless_they_say_otherwise(desk):
    boat = _charter(desk, "2027-06-01")
    usual = {name: value for name, value in _wish(boat, "2027-06-01").items() if name != "told_by"}
    assert desk.done("join_waiting_list_for_boat", **usual)["told_by"] == "e-mail"
