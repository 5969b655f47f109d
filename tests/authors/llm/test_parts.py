"""Pieces part by part: what is shown can be put anew, and nothing else changes."""

import copy
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authors.llm.parts import parts_of, put

TOOL = {
    "name": "book", "description": "Book.", "steps": [{"require": "a"}, {"write": "b"}],
    "returns": {"booking": {"sql": "SELECT 1", "shape": "row"}, "lines": {"sql": "SELECT 2", "shape": "rows"}},
}  # fmt: skip


def test_steps_and_named_results_have_addresses_of_their_own_and_the_name_has_none() -> None:
    assert list(parts_of(TOOL)) == ["description", "steps/1", "steps/2", "returns/booking", "returns/lines"]


def test_one_part_is_replaced_and_the_rest_stays() -> None:
    made = put(TOOL, {"steps/2": {"write": "c"}})
    assert made == {**TOOL, "steps": [{"require": "a"}, {"write": "c"}]}
    assert TOOL["steps"][1] == {"write": "b"}  # type: ignore[index]


def test_steps_are_added_at_the_end_and_taken_away_by_their_numbers_as_shown() -> None:
    made = put(TOOL, {"steps/1": None, "steps/3": {"write": "d"}})
    assert made["steps"] == [{"write": "b"}, {"write": "d"}]


def test_a_list_may_come_whole_and_a_missing_part_is_added() -> None:
    made = put({"name": "book"}, {"steps": [{"write": "x"}], "returns/booking": {"sql": "SELECT 1"}})
    assert made == {"name": "book", "steps": [{"write": "x"}], "returns": {"booking": {"sql": "SELECT 1"}}}


def test_a_piece_keeps_its_name_and_what_leads_nowhere_is_ignored() -> None:
    assert put(TOOL, {"name": "other", "description/deep/er": 1, "steps/1/require/x": 2}) == TOOL


TEXTS = st.sampled_from(["a", "steps", ""])
VALUES = st.recursive(
    st.none() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["steps", "steps/1", "steps/9", "returns", "returns/lines/sql", "/", "", "a/1/b",
                                        "description"]), VALUES, max_size=5))  # fmt: skip
def test_whatever_a_model_answers_a_piece_comes_out_and_the_first_one_is_untouched(parts: dict[str, Any]) -> None:
    before = copy.deepcopy(TOOL)
    assert isinstance(put(TOOL, parts), dict)
    assert before == TOOL


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["steps", "calls", "description", "frame"]), VALUES, max_size=4))
def test_putting_back_what_is_shown_changes_nothing(piece: dict[str, Any]) -> None:
    shown = {address: value for address, value in parts_of(piece).items() if value is not None}
    assert put(piece, shown) == piece
