"""A column is asked for as people ask, not as it is called."""

import pytest

from authors.procedural.model import category, day, price, quantity
from authors.procedural.tasks.asking import ask_of, require_lasting
from authors.procedural.tasks.talk import GiveUp


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        (day("opened_on", "day it was opened"), "on which day was my complaint opened"),
        (day("wanted_on", "day it is wanted for"), "for which day is my complaint wanted"),
        (category("place", label="place where it was lost"), "where was my complaint lost"),
        (quantity("holds", 1, 9, "number of people it holds"), "how many people does my complaint hold"),
        (
            quantity("lift", 1, 9, "number of people needed to lift it"),
            "how many people are needed to lift my complaint",
        ),
        (quantity("copies", 1, 9, "number of copies"), "how many copies of my complaint are there"),
        (category("gear", label="kind of gearbox"), "what kind of gearbox does my complaint have"),
        (category("kind", label="kind of complaint"), "what kind of complaint is my complaint"),
        (price("price_cents", label="price"), "how much is my complaint"),
    ],
)
def test_a_column_is_asked_for_as_people_ask(field, asked):
    assert ask_of(field, "my complaint")[0] == asked


@pytest.mark.parametrize("state", ["cancelled", "withdrawn", "refunded", "ended"])
def test_what_came_to_nothing_is_not_added_up(state):
    with pytest.raises(GiveUp):
        require_lasting(state)
    require_lasting("completed")
