"""What one person would not say twice, or in two ways, within one message."""

import random
import re

import pytest

from authors.procedural.model import Action
from authors.procedural.tasks.choosing import _PERSON, _in_short
from authors.procedural.tasks.clauses import Clause
from authors.procedural.tasks.conditional import if_allowed, if_still_due
from authors.procedural.tasks.drawing import is_repeated, note_done
from authors.procedural.tasks.phrasing import fill, own
from authors.procedural.tasks.talk import GiveUp
from authors.procedural.tasks.values import say_day
from authors.procedural.tasks.wording import Order, Voice, word
from tests.authors.procedural.tasks.conftest import Place

CUSTOMER = Voice(is_customer=True, name="Dana Reyes")


def _list_of(*texts: str) -> str:
    clauses = [Clause(text, action="act") for text in texts] + [
        Clause(f"change my {part} to 555-0123", action=part) for part in ("phone number", "second number", "fax number")
    ]
    return word(random.Random(1), CUSTOMER, "", clauses, None, Order())


def test_what_is_done_to_two_things_is_one_line() -> None:
    text = _list_of("pay my bill of $4 by card", "pay my bill of $7 by card")
    assert "Pay my bill of $4 and the one of $7 by card" in text
    text = _list_of("cancel my stay that starts on May 13", "cancel my stay that starts on June 13")
    assert "Cancel my stay that starts on May 13 and the one that starts on June 13" in text
    text = _list_of("have my voucher of $4 blocked", "have my voucher of $7 blocked")
    assert "Have my voucher of $4 and the one of $7 blocked" in text


@pytest.mark.parametrize(
    "pair",
    [
        ("put $5 from my voucher of $9 towards my bill of $40", "put $5 from my voucher of $8 towards my bill of $30"),
        ("move my stay of the Elder to May 3", "move my stay of the Lock to May 9"),
        ("book the Elder from May 3", "book the Lock from May 9"),
    ],
)
def test_what_differs_in_more_stays_two_lines(pair: tuple[str, str]) -> None:
    assert "and the one" not in _list_of(*pair)


def test_two_dates_of_one_class_name_it_once() -> None:
    words = {"place": "my place in “Yoga” on May 3 at 8 pm", "session": "“Yoga” on May 10 at 8 pm"}
    said = fill("move {place} to {session}", words)
    assert said == "move my place in “Yoga” on May 3 at 8 pm to the one on May 10 at 8 pm"


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("hire the Kite for one day starting Sunday, May 3", "hire the Kite on Sunday, May 3"),
        ("hire the Kite from May 30 for one day if it is free then", "hire the Kite on May 30 if it is free then"),
        ("hire the Kite for one day from tomorrow", "hire the Kite tomorrow"),
        ("enter one day of training for Ann Lee from May 3", "enter one day of training for Ann Lee on May 3"),
        ("book the Elder from May 3 for one night", "book the Elder from May 3 for one night"),
        ("extend my stay by one day", "extend my stay by one day"),
        ("put $25 from my gift voucher of $25 towards my bill", "put my gift voucher of $25 towards my bill"),
        ("use $25 of my gift voucher of $25.50 on my bill", "use $25 of my gift voucher of $25.50 on my bill"),
    ],
)
def test_one_day_is_no_span_and_all_of_a_sum_is_said_once(phrase: str, said: str) -> None:
    assert fill(phrase, {}) == said


def test_amys_order_is_not_mine() -> None:
    assert own("my's order and Amy's order") == "my order and Amy's order"


@pytest.mark.parametrize(
    ("name", "short"), [("Dr Ingrid Falk", "Dr Falk"), ("Prof. Ada Lund", "Prof Lund"), ("Ada Lund", "Ada")]
)
def test_only_people_are_busy(name: str, short: str) -> None:
    assert _PERSON.sub(_in_short, name) == short
    assert not any(_PERSON.match(each) for each in ("Long table", "Table 7", "Rook", "Court 3", "the Lock"))


def test_days_to_come_are_said_in_one_way(marina: Place) -> None:
    for seed in range(6):
        with marina.talk(seed) as talk:
            rows = talk.select("SELECT date(:now, '+' || value || ' days') FROM json_each('[4,9,17]')",
                               {"now": talk.world.now})  # fmt: skip
            said = [say_day(talk, row[0]) for row in rows]
        assert len({"day, " in each for each in said}) == 1
        assert not any(re.search(r"\d{4}", each) for each in said)


def _booking(place: Place) -> Action:
    return next(
        each for each in place.world.actions.values() if each.does == "create" and each.entity.startswith("booking")
    )


def test_nobody_takes_two_things_of_a_kind_for_the_same_days(marina: Place) -> None:
    action = _booking(marina)
    things, start, days = (next(one.name for one in action.params if one.kind == kind)
                           for kind in ("reference", "date", "quantity"))  # fmt: skip
    with marina.talk() as talk:
        note_done(talk, action, {things: 1, start: "2026-06-01", days: 3})
        assert is_repeated(talk, action, {things: 2, start: "2026-06-03", days: 1})
        assert not is_repeated(talk, action, {things: 2, start: "2026-06-04", days: 1})


def test_nothing_is_moved_or_called_off_beside_what_has_to_do_with_it(place: Place) -> None:
    """Signing somebody up for an evening, and moving that evening, do not stand in one list."""
    found = 0
    actions = place.world.actions.values()
    for action in actions:
        own = next((one for one in action.params if one.of == action.entity), None)
        if own is None or action.does == "create" or not action.intents & {"call_off", "cancel", "move"}:
            continue
        for other in actions:
            same = next((one for one in other.params if one.kind == "reference" and one.of == action.entity), None)
            if other.does == "create" and same is not None:
                for first, then in (((other, same), (action, own)), ((action, own), (other, same))):
                    with place.talk() as talk:
                        row = talk.value(f"SELECT min(id) FROM {place.world.entities[action.entity].table}", {})
                        note_done(talk, first[0], {first[1].name: row})
                        assert is_repeated(talk, then[0], {then[1].name: row})
                        found += 1
    assert found or place.world.for_customer


def test_no_day_is_asked_of_what_is_given_up_or_paid(place: Place) -> None:
    found = 0
    for action in place.world.actions.values():
        for seed in range(4):
            with place.talk(seed) as talk:
                try:
                    conditional = if_still_due(talk, action, holds=seed % 2 == 0)
                except GiveUp:
                    continue
                found += 1
                assert conditional.question.either_way
                assert not re.search(r"\b(day|date|number of)\b", conditional.question.embedded)
    assert found


def test_whoever_a_rule_is_about_is_named_in_full_the_first_time(desk: Place) -> None:
    found = 0
    who = desk.world.party.key
    for action in desk.world.actions.values():
        for seed in range(6):
            with desk.talk(seed) as talk:
                try:
                    conditional = if_allowed(talk, action, holds=True)
                except GiveUp:
                    continue
                names = [each.text for (role, _), each in talk.notes.mentions.items() if role == "party"]
                found += 1
                assert not any(one.name == who for one in action.params) or names[0] in conditional.clause.text
    assert found
