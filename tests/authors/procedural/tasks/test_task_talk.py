"""A talk undoes calls, words and rows together."""

import json

import pytest

from authors.procedural.tasks.acting import act
from authors.procedural.tasks.naming import name_row
from authors.procedural.tasks.talk import GiveUp, Talk


def first_boat(talk: Talk) -> int:
    return int(talk.value("SELECT min(id) FROM boats"))


def charter(talk: Talk) -> None:
    """Charter some boat; a draw that meets a taken one is drawn again."""
    for _ in range(20):
        try:
            with talk.attempt():
                act(talk, talk.world.actions["charter_boat"])
            return
        except GiveUp:
            continue
    raise AssertionError("no boat can be chartered")


def test_what_an_attempt_did_is_undone_where_it_gives_up(marina):
    with marina.talk() as talk:
        before = talk.value("SELECT group_concat(id || status) FROM charters")
        with pytest.raises(GiveUp, match="changed my mind"), talk.attempt():
            charter(talk)
            name_row(talk, "thing", first_boat(talk))
            talk.protagonist = 5
            raise GiveUp("changed my mind")
        assert talk.value("SELECT group_concat(id || status) FROM charters") == before
        assert not talk.notes.calls and not talk.notes.mentions and not talk.notes.writes and not talk.notes.acted
        assert talk.protagonist is None
        assert talk.episode.changes() == []


def test_what_an_attempt_did_stays_where_it_succeeds(marina):
    with marina.talk() as talk:
        with talk.attempt():
            charter(talk)
        assert len(talk.notes.writes) == 1
        assert any(change.table == "charters" for change in talk.episode.changes())


def test_an_inner_attempt_is_undone_alone(marina):
    with marina.talk() as talk, talk.attempt():
        boat = first_boat(talk)
        name_row(talk, "thing", boat)
        with pytest.raises(GiveUp), talk.attempt():
            charter(talk)
            raise GiveUp("not this")
        assert ("thing", boat) in talk.notes.mentions
        assert [call.tool for call in talk.notes.calls] == ["search_boats"]


def test_a_trial_leaves_nothing(marina):
    with marina.talk() as talk:
        day = talk.value("SELECT date(now(), '+40 days')")
        boats = json.loads(talk.value("SELECT json_group_array(id) FROM boats"))
        results = [talk.trial("charter_boat", {"boat_id": boat, "start_on": day, "days": 1}) for boat in boats]
        assert any(result.ok for result in results)
        assert talk.episode.changes() == [] and not talk.notes.calls


def test_the_same_look_up_is_made_once(marina):
    with marina.talk() as talk:
        assert talk.look("search_boats") == talk.look("search_boats") == 1


def test_a_look_up_is_made_again_once_it_would_show_something_else(marina):
    with marina.talk() as talk:
        first = talk.look("list_my_charters")
        charter(talk)
        assert talk.look("list_my_charters") > first


def test_no_solution_grows_longer_than_wished(marina):
    from authors.procedural.tasks.wish import Wish

    with marina.talk(wish=Wish(steps=(1, 1))) as talk:
        talk.look("search_boats")
        with pytest.raises(GiveUp, match="longer"):
            talk.look("list_my_charters")
