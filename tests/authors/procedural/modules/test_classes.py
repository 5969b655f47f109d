"""Classes: the weekly timetable, seats, the waiting list, and sessions that are called off."""

from dataclasses import replace

import pytest

from authors.procedural.language import noun
from authors.procedural.model import Things, category, price
from authors.procedural.modules.classes import Classes
from authors.procedural.rules import Rule, enforce, never_on

NAMES = (
    "Knots",
    "Coastal Navigation",
    "Radio Licence",
    "First Sail",
    "Night Passage",
    "Weather",
    "Engine Care",
    "Racing Rules",
)
LEVELS = ("beginner", "advanced")
COURSES = Things(
    noun("course"), (category("level"), price("price_cents", label="fee")),
    tuple((name, LEVELS[number % 2], 1500 + 100 * number) for number, name in enumerate(NAMES)),
)  # fmt: skip
FREE = Things(noun("course"), (category("level"),), tuple(row[:2] for row in COURSES.rows))
TEACHERS = ("Inés Robledo", "Camille Fabre", "Anke Voss")
PLAIN = {"teachers": "table", "waitlist": False, "swap": True, "drop": "until it starts", "timetable": 1}


def _desk(staged, invoices, course=COURSES, persona="staff", **options):
    module = Classes(course=course, teacher_names=TEACHERS, options={**PLAIN, **options})
    return staged(module, invoices, persona=persona)


@pytest.fixture(scope="module")
def desk(staged, invoices):
    return _desk(staged, invoices)


def _session(desk, day="2026-10-01"):
    """A new, empty session of the course with the fewest seats."""
    course = desk.value("SELECT id FROM courses ORDER BY seats, id LIMIT 1")
    arguments = {"course_id": course, "starts_at": f"{day} 11:00:00"}
    if "teacher" in desk.world.entities:
        arguments["teacher_id"] = 1
    return desk.done("schedule_class", **arguments)["class_id"], desk.value(
        "SELECT seats FROM courses WHERE id = :id", id=course
    )


def test_history_keeps_what_must_hold(desk):
    assert desk.broken == {}


def test_every_course_meets_weekly_at_its_hour(desk):
    for course, begins in desk.rows("SELECT id, begins FROM courses"):
        starts = [
            row[0] for row in desk.rows("SELECT starts_at FROM classes WHERE course_id = :id ORDER BY 1", id=course)
        ]
        assert len(starts) >= 6
        assert {start[11:16] for start in starts} == {begins}
        gaps = desk.rows(
            "SELECT DISTINCT julianday(b.starts_at) - julianday(a.starts_at) FROM classes a JOIN classes b "
            "ON b.course_id = a.course_id AND b.starts_at > a.starts_at "
            "WHERE a.course_id = :id", id=course)  # fmt: skip
        assert all(gap % 7 == 0 for (gap,) in gaps)


def test_no_teacher_teaches_two_at_once(desk):
    clashes = (
        "SELECT teacher_id FROM classes WHERE status = 'scheduled' GROUP BY teacher_id, starts_at HAVING count(*) > 1"
    )
    assert desk.rows(clashes) == []


def test_a_full_class_takes_nobody_until_a_seat_is_given_up(desk):
    session, seats = _session(desk)
    seated = [desk.done("enrol_in_class", class_id=session, boater_id=person) for person in _people(desk, seats)]
    late = _people(desk, seats + 1)[-1]
    assert "is full" in desk.refused("enrol_in_class", class_id=session, boater_id=late)
    desk.done("drop_enrolment", enrolment_id=seated[0]["enrolment_id"])
    assert "already" in desk.refused("enrol_in_class", class_id=session, boater_id=seated[1]["boater_id"])
    desk.done("enrol_in_class", class_id=session, boater_id=late)


def _people(desk, count):
    return [row[0] for row in desk.rows("SELECT id FROM boaters ORDER BY id LIMIT :count", count=count)]


def test_calling_a_class_off_drops_everybody_and_charges_nobody(staged, invoices):
    desk = _desk(staged, invoices, teachers="column")
    session, _ = _session(desk)
    people = _people(desk, 3)
    for person in people:
        desk.done("enrol_in_class", class_id=session, boater_id=person)
    other = desk.rows(
        "SELECT id, status FROM invoices WHERE enrolment_id NOT IN (SELECT id FROM enrolments WHERE class_id = :id)",
        id=session,
    )
    desk.done("cancel_class", class_id=session)
    assert desk.rows("SELECT DISTINCT status FROM enrolments WHERE class_id = :id", id=session) == [("dropped",)]
    charged = (
        "SELECT DISTINCT i.status FROM invoices i JOIN enrolments e ON e.id = i.enrolment_id WHERE e.class_id = :id"
    )
    assert desk.rows(charged, id=session) == [("void",)]
    after = desk.rows(
        "SELECT id, status FROM invoices WHERE enrolment_id NOT IN (SELECT id FROM enrolments WHERE class_id = :id)",
        id=session,
    )
    assert after == other
    assert "is cancelled" in desk.refused("enrol_in_class", class_id=session, boater_id=people[0])


def test_the_first_who_waits_gets_the_seat_and_pays_for_it(staged, invoices):
    desk = _desk(staged, invoices, waitlist=True)
    assert desk.broken == {}
    session, seats = _session(desk)
    rows = [desk.done("enrol_in_class", class_id=session, boater_id=person) for person in _people(desk, seats + 2)]
    assert [row["status"] for row in rows] == ["enrolled"] * seats + ["waiting"] * 2
    first, second = rows[seats]["enrolment_id"], rows[seats + 1]["enrolment_id"]
    billed = "SELECT count(*) FROM invoices WHERE enrolment_id = :id"
    assert desk.value(billed, id=first) == 0
    desk.done("drop_enrolment", enrolment_id=rows[0]["enrolment_id"])
    assert desk.value("SELECT status FROM enrolments WHERE id = :id", id=first) == "enrolled"
    assert desk.value("SELECT status FROM enrolments WHERE id = :id", id=second) == "waiting"
    assert desk.value(billed, id=first) == 1


def test_swapping_stays_within_the_course(desk):
    session, _ = _session(desk, "2026-10-05")
    other, _ = _session(desk, "2026-10-12")
    foreign = desk.value(
        "SELECT min(id) FROM classes WHERE status = 'scheduled' AND starts_at > '2026-06-20' AND course_id <> "
        "(SELECT course_id FROM classes WHERE id = :id)", id=session)  # fmt: skip
    enrolment = desk.done("enrol_in_class", class_id=session, boater_id=_people(desk, 1)[0])["enrolment_id"]
    assert "another course" in desk.refused("swap_class", enrolment_id=enrolment, class_id=foreign)
    assert "no seat" in desk.refused("swap_class", enrolment_id=enrolment, class_id=session)
    assert desk.done("swap_class", enrolment_id=enrolment, class_id=other)["class_id"] == other


def test_what_has_begun_is_neither_joined_nor_dropped(desk):
    past = desk.value("SELECT max(id) FROM classes WHERE status = 'scheduled' AND starts_at < '2026-06-11'")
    assert "has begun" in desk.refused("enrol_in_class", class_id=past, boater_id=_people(desk, 1)[0])
    missed = desk.value(
        "SELECT min(e.id) FROM enrolments e JOIN classes c ON c.id = e.class_id WHERE c.starts_at < '2026-06-11'"
    )
    assert "until it starts" in desk.refused("drop_enrolment", enrolment_id=missed)


def test_free_courses_charge_nobody(staged, invoices, boats):
    module = Classes(course=FREE, teacher_names=TEACHERS, options={**PLAIN, "waitlist": True})
    mine = staged(boats, module, invoices, persona="customer")
    assert "enrolment_id" not in {each.name for each in mine.world.entities["charge"].fields}
    assert mine.value("SELECT count(*) FROM enrolments WHERE boater_id = 1") > 0


def test_a_swap_is_not_asked_what_the_course_alone_decides(composed):
    """A swapped place stays one of the same course and the same person: no call could ever be refused for it."""
    module = Classes(course=FREE, teacher_names=TEACHERS, options=PLAIN)
    too_hard = Rule(
        says="No advanced classes.", made="enrolment", holds="{course.level} = 'beginner' OR {party.name} = ''",
        refusal="Too hard.", asked="if it is not too hard",
    )  # fmt: skip
    no_sundays = never_on("enrolment", "starts_at", 0, says="No Sundays.", refusal="Not then.", asked="if it is not")
    no_sundays = replace(no_sundays, holds=no_sundays.holds.replace("enrolment.", "session."))
    world = composed(module, persona="staff")
    enforce(world, [too_hard, no_sundays])

    def refusals(name):
        said = [getattr(step, "message", "") for step in world.actions[name].steps]
        return [message for message in said if message in (too_hard.refusal, no_sundays.refusal)]

    assert refusals("enrol_in_class") == ["Too hard.", "Not then."]
    assert refusals("swap_class") == ["Not then."]
