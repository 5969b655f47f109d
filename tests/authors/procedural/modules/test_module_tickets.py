"""Tickets: opened once, seen to, settled by words or by money."""

from authors.procedural.modules.tickets import RESOLUTIONS, Tickets

from .trading_post import Day, open_day, post

ALL = {"about": "nothing", "notes": True, "assign": True, "priority": True, "reopen": True}


def about_charters(persona: str) -> Day:
    day = open_day(post(persona, bookings={}, billing={}, tickets={**ALL, "about": "a row"}))  # type: ignore[arg-type]
    day.session.connection.execute(
        "INSERT INTO charters (boat_id, boater_id, start_on, end_on, total_cents, status) "
        "VALUES (1, 1, '2026-06-01', '2026-06-03', 1000, 'completed'), "
        "(1, 2, '2026-06-04', '2026-06-06', 1000, 'completed')"
    )
    day.session.connection.execute(
        "INSERT INTO invoices (boater_id, charter_id, amount_cents, billed_on, status) "
        "VALUES (1, 1, 1000, '2026-06-01', 'paid'), (2, 2, 1000, '2026-06-04', 'unpaid')"
    )
    return day


def test_one_matter_has_one_unresolved_ticket() -> None:
    day = open_day(post("customer", tickets=ALL))
    day.do("open_complaint", topic="billing", details="Charged twice.")
    assert "already" in day.refused("open_complaint", topic="billing", details="Charged three times.")
    day.do("open_complaint", topic="quality", details="It was broken.")
    day.do("withdraw_complaint", complaint_id=1)
    day.do("open_complaint", topic="billing", details="Charged twice.")
    day.do("reopen_complaint", complaint_id=1)


def test_a_ticket_goes_through_the_hands_of_staff() -> None:
    day = open_day(post("staff", tickets=ALL))
    day.do("open_complaint", boater_id=4, topic="billing", details="Charged twice.")
    assert day.do("assign_complaint", complaint_id=1, assignee_id=2)["status"] == "in_progress"
    assert "already" in day.refused("assign_complaint", complaint_id=1, assignee_id=2)
    assert day.do("escalate_complaint", complaint_id=1)["priority"] == "high"
    assert day.do("escalate_complaint", complaint_id=1)["priority"] == "urgent"
    assert "urgent already" in day.refused("escalate_complaint", complaint_id=1)
    day.do("add_note_to_complaint", complaint_id=1, body="Rang back.")
    assert day.do("get_complaint", complaint_id=1)["complaint_notes"][0]["author"] == "staff"
    day.do("resolve_complaint", complaint_id=1, resolution="Corrected.")
    assert "resolved" in day.refused("add_note_to_complaint", complaint_id=1, body="Too late.")
    assert day.broken() == {}


def test_compensation_gives_the_money_of_exactly_that_charter_back() -> None:
    day = about_charters("staff")
    day.do("open_complaint", charter_id=1, topic="quality", details="It was broken.")
    day.do("compensate_complaint", complaint_id=1)
    assert day.rows("SELECT status FROM invoices ORDER BY id") == [
        ("refunded",),
        ("unpaid",),
    ]


def test_a_customer_complains_about_their_own_charters_only() -> None:
    day = about_charters("customer")
    assert "forbidden" in day.refused("open_complaint", charter_id=2, topic="quality", details="It was broken.")
    assert day.do("open_complaint", charter_id=1, topic="quality", details="It was broken.")["boater_id"] == 1


def test_a_resolution_is_of_the_topic_that_it_names_else_of_the_one_in_its_place() -> None:
    topics = (("bill", ("It is too high.",)), ("wi-fi", ("It is slow.",)), ("keys", ("One is lost.",)))
    tickets = Tickets(
        topics=topics, resolutions=("Key found in the yard.", "Access point replaced.", "The bill was cut.")
    )
    own = [pair for pair in tickets._fitting_resolutions() if pair[1] not in RESOLUTIONS]
    assert sorted(own) == [
        ("bill", "The bill was cut."), ("keys", "Key found in the yard."), ("wi-fi", "Access point replaced."),
    ]  # fmt: skip
    assert {topic for topic, text in tickets._fitting_resolutions() if text in RESOLUTIONS} == {"bill", "wi-fi", "keys"}
