from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from environments import final_answer_of
from environments.answers import agrees, expectation


def accepts(kind: str, value: Any, answer: Any, tolerance: float = 1e-9) -> bool:
    return agrees(expectation(kind, value, tolerance), answer)


@pytest.mark.parametrize(
    ("kind", "value", "answer"),
    [
        ("number", 1234.5, "1,234.50"),
        ("number", 1234.5, "$1 234.5"),
        ("number", 1234.5, "USD 1234.5 per year"),
        ("number", -3, "\u22123 °C"),
        ("number", -5, "-$5.00"),
        ("number", 2, 2),
        ("number", 0.5, ".5"),
        ("number", 1500, "1.5e3"),
        ("number", 7, "7 (7 boats)"),
        ("number", 12, "12 m2"),
        ("text", "The Blue Heron", " the  blue heron. "),
        ("text", "The Blue Heron", "**The Blue Heron**"),
        ("text", "O'Neill", "o\u2019neill"),
        ("text", 12, "12"),
        ("date", "2026-06-06", "June 6, 2026"),
        ("date", "2026-06-06", "Saturday, 6th of June 2026"),
        ("date", "2026-06-06", "6 Jun 2026"),
        ("date", "2026-06-06", "2026-06-06T10:00:00Z"),
        ("date", "2026-06-06 10:00:00", "2026-06-06 10:00"),
        ("date", "2026-06-06 00:00:00", "2026-06-06"),
        ("set", ["Ada Wren", "Dora Lindqvist"], '["dora lindqvist", "Ada Wren"]'),
        ("set", ["Ada Wren", "Dora Lindqvist"], "- Dora Lindqvist\n- Ada Wren"),
        ("set", ["Ada Wren", "Dora Lindqvist"], "1. Dora Lindqvist\n2. Ada Wren\n"),
        ("set", ["Ada Wren", "Dora Lindqvist"], "Dora Lindqvist, Ada Wren"),
        ("set", ["Wren, Ada", "Lindqvist, Dora"], "Lindqvist, Dora\nWren, Ada"),
        ("set", ["Wren, Ada"], "Wren, Ada"),
        ("set", [5, 5, 7], "[5, 7, 5]"),
        ("set", [5, 7.5], ["7.50", "$5"]),
        ("set", ["2026-06-06", "2026-06-07"], "June 7, 2026; June 6, 2026"),
        ("set", [], "[]"),
        ("set", [], "None"),
    ],
)
def test_right_answers_in_other_clothes_are_accepted(kind: str, value: Any, answer: Any) -> None:
    assert accepts(kind, value, answer)


@pytest.mark.parametrize(
    ("kind", "value", "answer"),
    [
        ("number", 5, "5 or 6"),
        ("number", 5, "between 4 and 5"),
        ("number", 5, "five"),
        ("number", 1234.5, "1.234,50"),
        ("number", 5, True),
        ("number", 5, "I looked at all of the boats in the marina and in the end I found that there are 5 in all."),
        ("number", 5, None),
        ("number", 5, "12:05"),
        ("number", 10, "1e400"),
        ("number", 5, {"value": 5}),
        ("text", "The Blue Heron", "It is The Blue Heron"),
        ("text", "The Blue Heron", ["The Blue Heron"]),
        ("text", "yes", ""),
        ("date", "2026-06-06", "06/06/2026"),
        ("date", "2026-06-06", "June 6"),
        ("date", "2026-06-06 10:00:00", "2026-06-06"),
        ("date", "2026-02-28", "2026-02-30"),
        ("set", ["Ada", "Dora"], "Ada"),
        ("set", ["Ada", "Dora"], "Ada, Dora, Emil"),
        ("set", ["Wren, Ada"], "Wren\nAda"),
        ("set", [5, 5, 7], "[5, 7]"),
        ("set", ["Ada"], {"a": "Ada"}),
        ("set", ["Ada"], "[[[[" * 1000),
    ],
)
def test_wrong_answers_are_refused(kind: str, value: Any, answer: Any) -> None:
    assert not accepts(kind, value, answer)


def test_tolerance_is_absolute() -> None:
    assert accepts("number", 10.0, "10.004", tolerance=0.005)
    assert not accepts("number", 10.0, "10.006", tolerance=0.005)


@pytest.mark.parametrize("kind", ["number", "text", "date", "set"])
def test_answers_of_many_megabytes_are_wrong(kind: str) -> None:
    value = {"number": 1, "text": "1", "date": "2026-06-06", "set": ["1"]}[kind]
    for answer in ("1" * 8_000_000, "1\n" * 4_000_000, ["1"] * 1_000_000):
        assert not accepts(kind, value, answer)


@pytest.mark.parametrize(("kind", "value"), [("number", "many"), ("date", "soon"), ("number", None), ("set", [None])])
def test_expected_value_that_is_none_of_its_type_is_a_fault(kind: str, value: Any) -> None:
    with pytest.raises(ValueError, match=r"is no|no value"):
        expectation(kind, value, 0)


@given(answer=st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_any_answer_can_be_judged(answer: Any) -> None:
    for kind, value in (("number", 1), ("text", "a"), ("date", "2026-06-06"), ("set", ["a", "b"])):
        assert accepts(kind, value, answer) in (True, False)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<answer>5</answer>", "5"),
        ("First <answer>4</answer>, no: <ANSWER> 5 </ANSWER>.", "5"),
        ("<answer>a<answer>b</answer>", "b"),
        ("no tag", None),
        ("<answer>open", None),
        ("</answer><answer>", None),
        ("<answer></answer>", ""),
    ],
)
def test_last_answer_tag_wins(text: str, answer: str | None) -> None:
    assert final_answer_of(text) == answer
