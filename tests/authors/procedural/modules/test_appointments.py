"""Appointments: who is free when, and what happens to a time that is moved, missed or kept."""

import pytest

from authors.procedural.language import noun
from authors.procedural.model import Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments

MECHANICS = Things(
    noun("mechanic"), (category("specialty"),),
    tuple((name, skill) for name, skill in (
        ("Marta Lindqvist", "engines"), ("Colm Brady", "rigging"), ("Rosa Pinto", "hulls"), ("Yuki Tanabe", "engines"),
        ("Ed Moss", "rigging"), ("Ida Berg", "hulls"), ("Lou Reyes", "sails"))),
)  # fmt: skip
SERVICES = Things(
    noun("service"), (quantity("minutes", 15, 180, "duration", "minutes"), price("price_cents", label="price")),
    (("Engine Check", 60, 6000), ("Full Service", 120, 14000), ("Sail Inspection", 30, 3000)),
)  # fmt: skip
PLAIN = {"pay": "when booked", "cancel": "any time", "check_in": True, "no_show": True}


def _desk(staged, invoices, **options):
    module = Appointments(provider=MECHANICS, service=SERVICES, options={**PLAIN, **options})
    return staged(module, invoices, persona="staff")


@pytest.fixture(scope="module")
def desk(staged, invoices):
    return _desk(staged, invoices)


def _book(desk, starts_at, provider=None, service=1, person=3):
    provider = provider or desk.value("SELECT min(id) FROM mechanics WHERE status = 'available'")
    return {"service_id": service, "mechanic_id": provider, "boater_id": person, "starts_at": starts_at}


def test_history_keeps_what_must_hold(desk):
    assert desk.broken == {}
    assert {row[0] for row in desk.rows("SELECT DISTINCT status FROM appointments")} >= {
        "booked",
        "completed",
        "cancelled",
    }


def test_nobody_is_double_booked(desk):
    first = desk.done("book_appointment", **_book(desk, "2026-09-01 10:00:00"))
    assert first["ends_at"] == "2026-09-01 11:00:00"
    assert "taken at that time" in desk.refused("book_appointment", **_book(desk, "2026-09-01 10:30:00", person=4))
    free = desk.done("find_free_mechanics", service_id=1, starts_at="2026-09-01 10:30:00")
    assert first["mechanic_id"] not in {row["mechanic_id"] for row in free}
    desk.done("book_appointment", **_book(desk, "2026-09-01 11:00:00", person=4))


def test_booking_charges_at_once_and_cancelling_takes_it_back(desk):
    booked = desk.done("book_appointment", **_book(desk, "2026-09-02 10:00:00"))["appointment_id"]
    assert desk.rows("SELECT status FROM invoices WHERE appointment_id = :id", id=booked) == [("unpaid",)]
    desk.done("cancel_appointment", appointment_id=booked)
    assert desk.rows("SELECT status FROM invoices WHERE appointment_id = :id", id=booked) == [("void",)]
    assert "is cancelled" in desk.refused(
        "reschedule_appointment", appointment_id=booked, starts_at="2026-09-03 10:00:00"
    )


def test_moving_keeps_the_length_and_leaves_the_old_time_free(desk):
    booked = desk.done("book_appointment", **_book(desk, "2026-09-04 10:00:00", service=2))["appointment_id"]
    assert "then already" in desk.refused(
        "reschedule_appointment", appointment_id=booked, starts_at="2026-09-04 10:00:00"
    )
    moved = desk.done("reschedule_appointment", appointment_id=booked, starts_at="2026-09-04 11:00:00")
    assert moved["ends_at"] == "2026-09-04 13:00:00"
    desk.done("book_appointment", **_book(desk, "2026-09-04 10:00:00", person=5))


def test_the_past_and_those_on_leave_are_refused(desk):
    assert "must lie ahead" in desk.refused("book_appointment", **_book(desk, "2026-06-11 08:00:00"))
    away = desk.value("SELECT min(id) FROM mechanics WHERE status = 'on_leave'")
    assert "on leave" in desk.refused("book_appointment", **_book(desk, "2026-09-05 10:00:00", provider=away))


def test_it_can_be_kept_or_missed_on_its_day_only(desk):
    today = desk.done("book_appointment", **_book(desk, "2026-06-11 16:45:00", service=3))["appointment_id"]
    later = desk.done("book_appointment", **_book(desk, "2026-09-08 09:00:00"))["appointment_id"]
    for tool in ("check_in_boater", "complete_appointment"):
        assert "has not come" in desk.refused(tool, appointment_id=later)
    desk.done("check_in_boater", appointment_id=today)
    assert desk.done("complete_appointment", appointment_id=today)["status"] == "completed"


def test_paying_when_completed_charges_nothing_before(staged, invoices):
    desk = _desk(staged, invoices, pay="when completed", check_in=False)
    booked = desk.done("book_appointment", **_book(desk, "2026-06-11 16:45:00", service=3))["appointment_id"]
    assert desk.value("SELECT count(*) FROM invoices WHERE appointment_id = :id", id=booked) == 0
    desk.done("complete_appointment", appointment_id=booked)
    assert desk.value("SELECT count(*) FROM invoices WHERE appointment_id = :id", id=booked) == 1


def test_late_cancelling_is_refused_where_the_rule_says_so(staged, invoices):
    desk = _desk(staged, invoices, cancel="until two days before")
    booked = desk.done("book_appointment", **_book(desk, "2026-06-12 16:45:00", service=3))["appointment_id"]
    assert "until two days before" in desk.refused("cancel_appointment", appointment_id=booked)


def test_few_providers_are_never_on_leave(composed):
    few = Things(noun("mechanic"), MECHANICS.fields, MECHANICS.rows[:3])
    world = composed(Appointments(provider=few, service=SERVICES), persona="customer")
    assert world.entities["provider"].status is None
