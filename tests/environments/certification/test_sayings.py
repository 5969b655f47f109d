"""What a reader finds in an instruction: texts, numbers, amounts, dates and times."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from environments.certification.sayings import Sayings, same_stem

NOW = "2026-05-12 10:00:00"  # a Tuesday


def say(text: str) -> Sayings:
    return Sayings(text, NOW)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Book it on June 6, 2026.", "2026-06-06"),
        ("Book it on 6 June.", "2026-06-06"),
        ("Book it on the 6th of June.", "2026-06-06"),
        ("Book it on Saturday, June 6.", "2026-06-06"),
        ("Book it on 2026-06-06.", "2026-06-06"),
        ("Book it for today.", "2026-05-12"),
        ("Book it for tomorrow.", "2026-05-13"),
        ("Book it for this Friday.", "2026-05-15"),
        ("Book it in three days.", "2026-05-15"),
        ("Book it in two weeks.", "2026-05-26"),
        ("Book it on Dec 4 at 2 pm.", "2026-12-04 14:00"),
        ("Book it on December 4, 14:00.", "2026-12-04 14:00:00"),
        ("Book it on December 4 at noon.", "2026-12-04 12:00"),
        ("The parts cost $12.50.", 12.5),
        ("The parts cost $12.50.", 1250),
        ("The parts cost $1,250.", 1250),
        ("Order three of them.", 3),
        ("Stay twenty-one nights.", 21),
        ("Renew it for two weeks.", 14),
        ("It takes an hour and a half, that is 1.5 hours.", 90),
        ("Give 15% off.", 0.15),
        ("Rent “The Kestrel” please.", "the kestrel"),
        ("Cancel Dana’s booking.", "Dana"),
    ],
)
def test_a_value_said_the_way_people_say_it_is_found(text: str, value: object) -> None:
    assert say(text).says(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Move it from May 20, 2026 to the next day.", "2026-05-21"),
        ("Book it on June 6 from 14:00.", "2026-06-06 15:00"),
        ("Order 30 units.", 3),
        ("Order 3.5 metres.", 3),
        ("Rent the Kestrels' neighbour.", "Kest"),
        ("Nothing at all.", None),
    ],
)
def test_a_value_that_is_not_said_is_not_found(text: str, value: object) -> None:
    assert not say(text).says(value)


def test_an_id_counts_only_beside_a_word_that_makes_it_one() -> None:
    said = say("Order 3 units for booking 7 and #9.")
    assert said.says_id(7, ["booking"])
    assert said.says_id(9, ["loan"])
    assert not said.says_id(3, ["booking"])


@pytest.mark.parametrize(
    ("one", "other"), [("cancelled", "cancel"), ("cancellation", "cancelled"), ("stored", "stores"), ("done", "done")]
)
def test_forms_of_a_word_are_one_word(one: str, other: str) -> None:
    assert same_stem(one, other)


@pytest.mark.parametrize(("one", "other"), [("open", "closed"), ("car", "card"), ("approved", "appointment")])
def test_other_words_are_not(one: str, other: str) -> None:
    assert not same_stem(one, other)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_written_date_is_read_back(day: date) -> None:
    assert say(f"on {day.isoformat()}").says(day.isoformat())
    assert say(f"on {day.strftime('%B')} {day.day}, {day.year}, please").says(day.isoformat())
    assert not say(f"on {day.isoformat()}").says((day + timedelta(days=400)).isoformat())


@given(st.text(max_size=200), st.one_of(st.text(max_size=20), st.integers(), st.floats(allow_nan=False), st.none()))
def test_no_text_and_no_value_breaks_the_reader(text: str, value: object) -> None:
    assert say(text).says(value) in (True, False)
    assert say(text).says_id(value, ["boat"]) in (True, False)
