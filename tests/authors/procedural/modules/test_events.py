"""Events: places that are limited, sign-ups that grow and shrink, events that are moved or called off."""

import pytest

from authors.procedural.language import noun
from authors.procedural.model import Things, category, price, quantity
from authors.procedural.modules.events import Events
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.world import WorldError

ROWS = (
    ("Full Moon Sail", "sailing", 8, 2500), ("Knot Evening", "talk", 12, 0), ("Harbour Swim", "sport", 30, 1000),
    ("Fish Supper", "food", 24, 1800), ("Regatta Briefing", "talk", 40, 0), ("Lantern Parade", "party", 60, 0),
    ("Oyster Tasting", "food", 10, 4200), ("Rowing Race", "sport", 16, 500), ("Film on the Pier", "party", 35, 900),
    ("Star Navigation", "talk", 12, 700),
)  # fmt: skip
EVENTS = Things(
    noun("event"),
    (category("kind"), quantity("capacity", 6, 60, "number of places"), price("price_cents", label="price")),
    ROWS,
)
PLAIN = {"places": "several", "until": "it starts", "programme": "is cut", "check_in": True, "calendar": 2}


def _desk(staged, invoices, event=EVENTS, **options):
    module = Events(event=event, venue_names=("Boat House", "Pier"), options={**PLAIN, **options})
    return staged(module, invoices, persona="staff", seed=2)


@pytest.fixture(scope="module")
def desk(staged, invoices):
    return _desk(staged, invoices)


def _open_event(desk, paid=True):
    """A coming event that has at least six places left."""
    rows = desk.done("list_open_events")
    return next(row for row in rows if row["places_left"] >= 6 and (row["price_cents"] > 0) == paid)


def _newcomers(desk, event, count=3):
    known = "SELECT boater_id FROM rsvps WHERE event_id = :event"
    sql = f"SELECT id FROM boaters WHERE id NOT IN ({known}) ORDER BY id LIMIT :count"
    return [row[0] for row in desk.rows(sql, event=event, count=count)]


def test_history_keeps_what_must_hold(desk):
    assert desk.broken == {}
    assert desk.value("SELECT count(*) FROM events WHERE starts_at > '2026-06-11'") >= 5
    assert desk.value("SELECT count(*) FROM events WHERE starts_at < '2026-06-11'") >= 2
    assert desk.value("SELECT count(*) FROM rsvps WHERE status = 'attended'") > 0


def test_places_are_charged_each_and_charged_anew_when_they_change(desk):
    event = _open_event(desk)
    person = _newcomers(desk, event["event_id"])[0]
    signed = desk.done("sign_up_for_event", event_id=event["event_id"], boater_id=person, places=2)["rsvp_id"]
    desk.done("change_rsvp_places", rsvp_id=signed, places=3)
    assert "that many places" in desk.refused("change_rsvp_places", rsvp_id=signed, places=3)
    charged = desk.rows("SELECT amount_cents, status FROM invoices WHERE rsvp_id = :id ORDER BY id", id=signed)
    assert charged == [(2 * event["price_cents"], "void"), (3 * event["price_cents"], "unpaid")]


def test_nobody_gets_more_places_than_there_are_or_signs_up_twice(desk):
    event = _open_event(desk, paid=False)
    left, (person, other, _) = event["places_left"], _newcomers(desk, event["event_id"])
    assert "not enough" in desk.refused(
        "sign_up_for_event", event_id=event["event_id"], boater_id=person, places=left + 1
    )
    signed = desk.done("sign_up_for_event", event_id=event["event_id"], boater_id=person, places=left - 1)["rsvp_id"]
    assert "already" in desk.refused("sign_up_for_event", event_id=event["event_id"], boater_id=person, places=1)
    desk.done("sign_up_for_event", event_id=event["event_id"], boater_id=other, places=1)
    assert "not enough" in desk.refused("change_rsvp_places", rsvp_id=signed, places=left)
    assert event["event_id"] not in {row["event_id"] for row in desk.done("list_open_events")}
    desk.done("withdraw_rsvp", rsvp_id=signed)
    assert desk.value("SELECT count(*) FROM invoices WHERE rsvp_id = :id", id=signed) == 0


def test_calling_an_event_off_withdraws_everybody(staged, invoices):
    desk = _desk(staged, invoices)
    event = _open_event(desk)["event_id"]
    for person in _newcomers(desk, event):
        desk.done("sign_up_for_event", event_id=event, boater_id=person, places=1)
    desk.done("cancel_event", event_id=event)
    assert desk.rows("SELECT DISTINCT status FROM rsvps WHERE event_id = :id", id=event) == [("withdrawn",)]
    open_charges = (
        "SELECT count(*) FROM invoices i JOIN rsvps r ON r.id = i.rsvp_id "
        "WHERE r.event_id = :id AND i.status IN ('unpaid', 'paid')"
    )
    assert desk.value(open_charges, id=event) == 0
    assert "is cancelled" in desk.refused("sign_up_for_event", event_id=event, boater_id=1, places=1)


def test_moving_an_event_minds_its_venue(staged, invoices):
    desk = _desk(staged, invoices, programme="moves")
    coming = "SELECT * FROM events WHERE status = 'scheduled' AND starts_at > '2026-06-12'"
    one, two = desk.rows(
        f"SELECT a.id, b.starts_at FROM ({coming}) a JOIN ({coming}) b ON b.venue = a.venue AND b.id <> a.id "
        "ORDER BY a.id, b.id LIMIT 1"
    )[0]
    assert "at its venue" in desk.refused("move_event", event_id=one, starts_at=two)
    assert desk.done("move_event", event_id=one, starts_at="2026-12-01 19:00:00")["starts_at"] == "2026-12-01 19:00:00"


def test_what_is_over_takes_no_sign_ups_and_gives_none_back(desk):
    over = desk.value(
        "SELECT id FROM events e WHERE starts_at < '2026-06-11' AND status = 'scheduled' "
        "ORDER BY (SELECT count(*) FROM rsvps r WHERE r.event_id = e.id), id"
    )
    assert "until it starts" in desk.refused("sign_up_for_event", event_id=over, boater_id=1, places=1)
    been = desk.value("SELECT min(id) FROM rsvps WHERE status = 'attended'")
    assert "until it starts" in desk.refused("withdraw_rsvp", rsvp_id=been)


def test_single_places_are_only_for_small_events(composed):
    large = Things(EVENTS.noun, EVENTS.fields, tuple((name, kind, 80, cents) for name, kind, _, cents in ROWS))
    events = [
        Events(event=each, venue_names=("Pier",), options={**PLAIN, "places": "one each"}) for each in (EVENTS, large)
    ]
    columns = [{one.name for one in composed(each, persona="staff").entities["rsvp"].fields} for each in events]
    assert ["places" in each for each in columns] == [False, True]


def test_whoever_went_reviews_the_event_and_complains_of_it(staged, invoices):
    module = Events(event=EVENTS, venue_names=("Boat House", "Pier"), options=PLAIN)
    reviews = Reviews(of="rsvp", options={"reply": True, "change": "edit", "moderation": False, "rating": True})
    tickets = Tickets(of="rsvp", options={"about": "a row"})
    desk = staged(module, invoices, reviews, tickets, persona="customer", seed=2)
    went = desk.rows(
        "SELECT r.event_id, r.boater_id, r.id FROM rsvps r WHERE status = 'attended' "
        "AND NOT EXISTS (SELECT 1 FROM reviews v WHERE v.rsvp_id = r.id) ORDER BY r.id LIMIT 1"
    )
    event, boater, rsvp = went[0]
    review = desk.done("review_event", user_id=boater, event_id=event, stars=5, body="Fine.")
    assert (review["rsvp_id"], review["event_id"], review["boater_id"]) == (rsvp, event, boater)
    assert "already" in desk.refused("review_event", user_id=boater, event_id=event, stars=5, body="Fine.")
    complaint = desk.done("open_complaint", user_id=boater, event_id=event, topic="staff", details="Nobody was there.")
    assert (complaint["rsvp_id"], complaint["boater_id"]) == (rsvp, boater)
    coming = desk.value("SELECT event_id FROM rsvps WHERE status = 'going' ORDER BY id LIMIT 1")
    missed = desk.value(
        "SELECT id FROM boaters WHERE id NOT IN "
        "(SELECT boater_id FROM rsvps WHERE event_id = :id AND status = 'attended')",
        id=coming,
    )
    assert "You have no" in desk.refused("review_event", user_id=missed, event_id=coming, stars=5, body="Fine.")
    assert desk.broken == {}


def test_reviews_stay_away_where_what_they_speak_of_is_not_there(composed):
    module = Events(event=EVENTS, venue_names=("Pier",), options=PLAIN)
    with pytest.raises(WorldError, match="speak of appointment"):
        composed(module, Reviews(of="appointment"), persona="customer")
    world = composed(module, Tickets(of="appointment", options={"about": "a row"}), persona="customer")
    assert "rsvp_id" not in {each.name for each in world.entities["ticket"].fields}
