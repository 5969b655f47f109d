"""What one request wants goes together in sense, and nothing in it can be meant of two."""

import random

import pytest

from authors.procedural.tasks.clauses import Clause
from authors.procedural.tasks.keeping import require_in_keeping
from authors.procedural.tasks.naming import refer
from authors.procedural.tasks.talk import GiveUp, Mention
from authors.procedural.tasks.wording import Order, Voice, word

PAY = Clause("pay my invoice of $40 by card", "pay ", calls=(3,))
CANCEL = Clause("cancel my charter of the Kestrel", "cancel ", calls=(1,))


def test_what_one_want_finds_fault_with_no_other_takes(marina):
    with marina.talk() as talk:
        makes = next(each for each in talk.world.actions.values() if each.does == "create" and each.entity == "booking")
        changes = next(each for each in talk.world.actions.values() if each.does == "update")
        fault = Clause("open a complaint about “Knots for All”", action=changes.name)
        with pytest.raises(GiveUp, match="too easy"):
            require_in_keeping(talk, Clause("sign me up for “Knots for All”", action=makes.name), [fault])
        require_in_keeping(talk, Clause("sign me up for “Night Sailing”", action=makes.name), [fault])


def test_two_of_one_first_name_are_both_said_in_full(desk):
    with desk.talk() as talk:
        role = next(each.role for each in talk.world.entities.values() if each.table == talk.world.staff.table)
        first = talk.row(talk.world.staff, 3)["name"].split()[0]
        talk.notes.mentions[role, 2] = Mention(f"{first} Namesake", first, 2)
        assert refer(talk, role, 2)[0] == first
        assert refer(talk, role, 3)[0] == talk.row(talk.world.staff, 3)["name"]
        assert refer(talk, role, 3)[0] != first
        assert refer(talk, role, 2)[0] == f"{first} Namesake"


@pytest.mark.parametrize(
    "pair",
    [
        ("use 50 points on my bill of $35", "use 50 points on my bill of $21"),
        ("trade my points in for the Lemon Loaf", "trade my points in for the Free Coffee"),
    ],
)
def test_what_is_shared_out_is_not_said_of_two_at_once(pair):
    wants = [Clause(text, "", calls=(number,), action="spend") for number, text in enumerate(pair)]
    text = word(random.Random(1), Voice(True, "Dana Reyes"), "", [*wants, PAY, CANCEL, PAY], None, Order())
    assert "and the one" not in text


def test_what_both_end_in_is_said_once():
    wants = [Clause(f"refund my invoice of ${sum_} in full", "", calls=(sum_,), action="refund") for sum_ in (17, 13)]
    text = word(random.Random(1), Voice(True, "Dana Reyes"), "", [*wants, PAY, CANCEL, PAY], None, Order())
    assert "invoice of $17 and the one of $13 in full" in text
