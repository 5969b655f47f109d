"""What the tasks of one environment learn from each other."""

import random

import pytest

from authors.procedural.tasks.experience import ENOUGH, Experience
from authors.procedural.tasks.further_asked import best_behind
from authors.procedural.tasks.talk import GiveUp, NeverHere


def test_what_can_never_be_had_is_tried_once(marina):
    with marina.talk() as talk:
        with pytest.raises(NeverHere), talk.attempt("instead", "pay"):
            raise NeverHere("pay has no days")
        assert talk.experience.is_vain("instead", "pay")
        assert not talk.experience.is_vain("instead", "charter") and not talk.experience.is_vain("act", "pay")


def test_what_could_not_be_had_for_one_task_is_tried_for_others_until_it_is_enough(marina):
    with marina.talk() as talk:
        for _ in range(ENOUGH):
            assert not talk.experience.is_vain("each", "pay")
            with pytest.raises(GiveUp), talk.attempt("each", "pay"):
                raise GiveUp("nobody has several")
        assert talk.experience.is_vain("each", "pay")


def test_what_went_well_once_is_never_in_vain():
    experience = Experience()
    experience.went_well("each", "pay")
    for _ in range(10 * ENOUGH):
        experience.failed("each", "pay", for_good=False)
    assert not experience.is_vain("each", "pay")


def test_an_attempt_without_a_name_is_not_remembered(marina):
    with marina.talk() as talk:
        with pytest.raises(GiveUp), talk.attempt():
            raise NeverHere("whatever it was")
        assert not talk.experience.is_vain("", "")


def test_what_stands_in_tasks_already_is_less_fresh():
    experience = Experience()
    experience.used.update(["charter", "charter", "pay"])
    assert experience.freshness("cancel") > experience.freshness("pay") > experience.freshness("charter") > 0


def test_nobody_compares_what_was_cancelled(place):
    asked = []
    with place.talk() as talk:
        for seed in range(200):
            talk.rng = random.Random(seed)
            try:
                with talk.attempt():
                    asked.append(best_behind(talk).direct)
                    raise GiveUp("only to see")
            except GiveUp:
                continue
    assert not [text for text in asked if "cancelled" in text]


def test_an_environment_tells_many_things_and_hardly_any_twice_in_the_same_way(place):
    drafts = place.drafts(10)
    tools = [tuple(call.tool for call in draft.solution.calls) for draft in drafts]
    assert len(set(tools)) >= 0.8 * len(tools)
    assert len({tool for each in tools for tool in each}) >= 12


def test_a_question_that_was_wasted_is_worth_less_and_never_nothing():
    experience = Experience()
    assert experience.worth("basket") == 1
    for _ in range(3):
        experience.waste("basket")
    assert 0 < experience.worth("basket") < 1 == experience.worth("compare")
