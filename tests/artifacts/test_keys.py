from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts import cache_key

PARTS: dict[str, Any] = {
    "step": "build_tools",
    "step_version": "1",
    "inputs": {"tables": "tables-ab", "tasks": "tasks-cd"},
    "parameters": {"seed": 3, "most_tools": 20},
    "author": "procedural/1",
}


@given(st.permutations(list(PARTS["inputs"].items())), st.permutations(list(PARTS["parameters"].items())))
def test_key_does_not_depend_on_the_order_of_names(inputs: Any, parameters: Any) -> None:
    assert cache_key(**{**PARTS, "inputs": dict(inputs), "parameters": dict(parameters)}) == cache_key(**PARTS)


@pytest.mark.parametrize(
    "change",
    [
        {"step": "build_tool"},
        {"step_version": "2"},
        {"inputs": {"tables": "tables-ab"}},
        {"inputs": {"tables": "tasks-cd", "tasks": "tables-ab"}},
        {"parameters": {"seed": 4, "most_tools": 20}},
        {"parameters": {}},
        {"author": "procedural/2"},
    ],
)
def test_whatever_a_step_depends_on_changes_its_key(change: dict[str, Any]) -> None:
    assert cache_key(**{**PARTS, **change}) != cache_key(**PARTS)


def test_key_is_the_same_for_ever() -> None:
    assert cache_key(**PARTS) == "f5e57b9ee230b2744e7d3de03b872a2e82de21ccf40c2d17de82ecc50eadc02b"


@pytest.mark.parametrize("value", [{1, 2}, Path("x"), object()])
def test_parameter_without_one_text_is_refused_with_the_step(value: Any) -> None:
    with pytest.raises(TypeError, match=r"build_tools: parameters .* not plain JSON"):
        cache_key(**{**PARTS, "parameters": {"value": value}})


def test_number_that_json_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="not a number that JSON can hold"):
        cache_key(**{**PARTS, "parameters": {"value": float("nan")}})
