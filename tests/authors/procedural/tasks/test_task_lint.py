"""The lint refuses what no person writes, and lets pass what people do."""

import pytest

from authors.procedural.tasks.lint import fault_of

FAULTY = {
    "Please book an boat.": "an before a consonant",
    "Please open a order.": "a before a vowel",
    "Please cancel the the charter.": "a word twice",
    "Reserve slip A3 for one nights.": "one of many",
    "Reserve slip A3 for two night.": "many of one",
    "Please book {boat_id}.": "an unfilled slot",
    "Please cancel my charter .": "loose punctuation",
    "Please cancel my charter..": "loose punctuation",
    "Please cancel my the charter.": "two determiners",
    "Pay it by bank_transfer.": "a name from the database",
    "Add the note “It broke.": "unbalanced quotes",
    "Please cancel A. Please cancel B.": "begin alike",
    "Where is my delivered delivery?": "beside its own kind",
    "please come " * 200: "too long",
}
FINE = [
    "Please cancel my charter of the Kestrel.",
    "I'd like a unit, an hour and a one-off exception.",
    "Add the note “a order of the the two night”.",
    "How much do I still owe, in dollars?",
    "Hello,\n\nplease move my charter to June 3.\n\nThanks,\nDana",
]


@pytest.mark.parametrize("text", FAULTY)
def test_a_fault_is_named(text):
    assert FAULTY[text] in fault_of(text.strip())


@pytest.mark.parametrize("text", FINE)
def test_good_prose_passes(text):
    assert fault_of(text) == ""
