"""The same wants can be said in many ways, and none loses a part."""

import random

from hypothesis import given
from hypothesis import strategies as st

from authors.procedural.tasks import answers
from authors.procedural.tasks.clauses import Answer, Clause, Question
from authors.procedural.tasks.lint import fault_of
from authors.procedural.tasks.phrasing import fill, opening, slots, splits_verb, without_missing
from authors.procedural.tasks.wording import Order, Voice, finish, word
from environments.certification.orders import states_order
from schemas import ExpectedAnswer

CANCEL = Clause("cancel my charter of the Kestrel", "cancel ", calls=(1,))
CALL_OFF = Clause("cancel my charter of the Puffin", "cancel ", calls=(2,))
PAY = Clause("pay my invoice of $40 by card", "pay ", calls=(3,))
OWED = Question("", "what I still owe", answers.IN_DOLLARS, Answer(1, ExpectedAnswer(type="number", value=1)))
WHICH = Question("which is the cheapest sloop", "which is the cheapest sloop", answers.JUST_THE_NAME,
                 Answer("a", ExpectedAnswer(type="text", value="a")))  # fmt: skip
draws = st.builds(random.Random, st.integers(0, 2**32))
voices = st.builds(Voice, st.booleans(), st.just("Dana Reyes"))


@given(draws, voices)
def test_every_want_and_the_form_of_the_answer_are_said(rng, voice):
    text = word(rng, voice, "My plans have changed.", [CANCEL, PAY], OWED, Order())
    assert "charter of the Kestrel" in text and "my invoice of $40 by card" in text
    assert "what I still owe" in text and "in dollars" in text
    assert "plans have changed" in text


@given(draws, voices)
def test_five_wants_are_a_list(rng, voice):
    text = word(rng, voice, "", [CANCEL, CALL_OFF, PAY, CANCEL, PAY], None, Order())
    assert len(text.splitlines()) == 6


@given(draws, voices)
def test_what_a_lead_does_not_lead_up_to_is_set_apart(rng, voice):
    text = word(rng, voice, "I have a new phone.", [CANCEL, CALL_OFF, PAY, CANCEL, PAY], None, Order(), own=1)
    assert text.startswith("I have a new phone. ") and ("other things" in text or "not all" in text)
    spoken = word(rng, voice, "I have a new phone.", [CANCEL, PAY], None, Order(), own=1)
    assert "\n-" in spoken or "\n1." in spoken or "at it, please" in spoken


@given(draws, voices)
def test_one_verb_over_two_wants_says_their_common_end_once(rng, voice):
    bills = [Clause(f"pay my invoice of ${each} by bank transfer", "pay ", calls=(each,)) for each in (4, 7)]
    text = word(rng, voice, "", bills, None, Order())
    assert "by bank transfer and my invoice" not in text


@given(draws, voices)
def test_the_name_is_asked_for_as_just_the_name(rng, voice):
    text = word(rng, voice, "", [], WHICH, Order())
    assert "cheapest sloop" in text and "name" in text


@given(draws, voices)
def test_order_words_stand_where_the_order_matters_and_nowhere_else(rng, voice):
    assert states_order(word(rng, voice, "", [CANCEL, PAY], None, Order(of_writes=True)))
    assert not states_order(word(rng, voice, "", [CANCEL, PAY], None, Order()))
    assert states_order(word(rng, voice, "", [CANCEL], OWED, Order(of_question=True)))


@given(draws, voices)
def test_two_wants_with_one_verb_may_share_it(rng, voice):
    text = word(rng, voice, "", [CANCEL, CALL_OFF], None, Order())
    assert "charter of the Kestrel" in text and "charter of the Puffin" in text
    assert not fault_of(text) or "alike" in fault_of(text)


def test_a_quotation_keeps_its_own_full_stop():
    assert finish("Please {x}.", "add “It broke.”") == "Please add “It broke.”"
    assert finish("Please {x}.", "add “It broke”") == "Please add “It broke”."


def test_phrases_lose_the_parts_that_have_no_argument():
    phrase = "book {boat_id}[ for {member_id}] from {start_on}"
    assert without_missing(phrase, {"boat_id", "start_on"}) == "book {boat_id} from {start_on}"
    assert slots(without_missing(phrase, {"boat_id", "member_id", "start_on"})) == ["boat_id", "member_id", "start_on"]
    assert fill("record {method:a} payment", {"method": "insurance"}) == "record an insurance payment"
    assert fill("move it on {day}", {"day": "tomorrow"}) == "move it tomorrow"
    assert opening(phrase) == "book "
    assert splits_verb("call {order_id} off") and not splits_verb("call off {order_id}")
