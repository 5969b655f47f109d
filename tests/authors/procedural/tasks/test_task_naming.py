"""A name fits one row, and its look-up finds that row."""

import re

from authors.procedural.language import noun
from authors.procedural.model import Entity
from authors.procedural.tasks.calling import called, of_kind
from authors.procedural.tasks.naming import name_row
from authors.procedural.tasks.talk import GiveUp
from environments import resolve_value


def named_rows(place, most=40):
    """(role, id, mention, id that its look-up finds) of many rows, each named in a talk of its own."""
    for entity in place.world.entities.values():
        if not place.world.searchable(entity):
            continue
        with place.talk() as talk:
            where = f"WHERE {entity.owner} = :user_id" if place.world.mine(entity) else ""
            ids = [
                row[0] for row in talk.select(f"SELECT id FROM {entity.table} {where} ORDER BY id DESC LIMIT {most}")
            ]
        for identifier in ids:
            with place.talk(seed=identifier) as talk:
                try:
                    mention = name_row(talk, entity.role, identifier)
                except GiveUp:
                    continue
                found = resolve_value(mention.form, talk.notes.contents, now=place.world.now)
            yield entity.role, identifier, mention, found


def test_every_look_up_finds_the_row_that_was_named(place):
    named = list(named_rows(place))
    assert len(named) > 40
    assert all(identifier == found for _, identifier, _, found in named)


def test_no_name_is_given_to_two_rows(place):
    owners = {}
    for role, identifier, mention, _ in named_rows(place):
        assert owners.setdefault((role, mention.text), identifier) == identifier


def test_a_customer_speaks_of_their_own_rows_as_theirs(marina):
    texts = [mention.text for role, _, mention, _ in named_rows(marina) if role == "booking"]
    assert texts and all(text.startswith("my ") for text in texts)


def test_a_customer_cannot_name_another_persons_row(marina):
    with marina.talk() as talk:
        other = talk.value("SELECT id FROM charters WHERE boater_id <> :user_id LIMIT 1")
        try:
            name_row(talk, "booking", other)
        except GiveUp:
            return
    raise AssertionError("the charter of somebody else was named")


def test_a_person_is_called_by_the_first_name_from_the_second_time_on(desk):
    with desk.talk() as talk:
        mention = name_row(talk, "party", 3)
        assert mention.text.split()[0] == mention.short and mention.text != mention.short


def test_names_are_called_as_their_kind_is():
    assert called(Entity("thing", noun("boat"), []), "Kestrel") == "the Kestrel"
    assert called(Entity("thing.slip", noun("slip"), []), "A3") == "slip A3"
    assert called(Entity("plan", noun("plan"), []), "Regular") == "the Regular plan"
    assert called(Entity("provider", noun("vet"), []), "Noor Haddad") == "Noor Haddad"
    assert called(Entity("course", noun("course"), []), "Loose Lead") == "“Loose Lead”"
    assert called(Entity("thing", noun("horse"), []), "Biscuit") == "Biscuit"


def test_kinds_are_said_as_their_labels_allow():
    assert of_kind("pier", "north pier", "slip") == ("slip", "on the north pier")
    assert of_kind("kind of bike", "touring bike", "hire bike") == ("touring bike", "")
    assert of_kind("level", "beginner", "course") == ("beginner course", "")
    assert of_kind("specialty", "cats", "vet") == ("vet", "specialised in cats")
    assert of_kind("finish", "matt", "glaze") == ("glaze", "with the finish “matt”")


def test_nobody_calls_a_row_by_a_state_that_is_no_adjective_or_by_a_day_that_has_passed(place):
    for _, _, mention, _ in named_rows(place):
        assert not re.search(r"\b(answered|arrived|attended|fulfilled) ", mention.text)
        assert "cheapest" not in mention.text and "most expensive" not in mention.text
