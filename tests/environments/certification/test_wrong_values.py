"""Values, references and other orders of calls."""

import random

from hypothesis import given
from hypothesis import strategies as st

from environments.certification.alterations import added_arguments, altered, altered_arguments, omitted_arguments
from environments.certification.orders import other_orders, reordered, states_order
from environments.certification.values import at, depends_on, leaves, renumbered, replaced
from schemas import Call

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=10,
)


@given(JSON)
def test_every_leaf_stands_at_its_path_and_can_be_replaced_alone(value: object) -> None:
    for path, leaf in leaves(value):
        assert at(value, path) == leaf
        changed = replaced(value, path, "other")
        assert at(changed, path) == "other"
        kept = [(other, item) for other, item in leaves(value) if other != path]
        assert all(at(changed, other) == item for other, item in kept)


def test_a_value_depends_on_the_calls_that_its_references_name() -> None:
    value = {
        "a": {"$ref": "2/0/id"},
        "b": [{"$pick": {"from": "3/rows", "where": {"x": {"$ref": "1/id"}}, "get": "id"}}],
    }
    assert depends_on(value) == {1, 2, 3}
    assert depends_on({"$sql": "date(:t)", "t": {"$ref": "4/day"}}) == {4}
    moved = renumbered(value, {1: 9, 2: 8, 3: 7})
    assert depends_on(moved) == {7, 8, 9}
    assert moved["a"] == {"$ref": "8/0/id"}


def test_values_are_altered_by_what_they_mean() -> None:
    assert altered(True, {"type": "boolean"}) == [False]
    assert altered("open", {"enum": ["open", "closed"]}) == ["closed"]
    assert altered(5, {"type": "integer", "maximum": 5}) == [4]
    assert altered(5, {"type": "integer", "minimum": 5, "maximum": 5}) == []
    assert altered("2026-05-31", {"format": "date"})[0] == "2026-06-01"
    assert altered("2026-05-31 23:30", {})[:2] == ["2026-06-01 23:30", "2026-06-01 00:30"]
    assert altered("hello", {"maxLength": 5}) == ["hellx"]


def test_arguments_are_altered_omitted_and_added_one_at_a_time() -> None:
    schema = {
        "properties": {
            "items": {
                "type": "array",
                "items": {"properties": {"part_id": {"type": "integer"}, "quantity": {"type": "integer"}}},
            },
            "note": {"type": "string"},
            "pinned": {"type": "boolean", "default": False},
        },
        "required": ["items"],
    }
    arguments = {"items": [{"part_id": 1, "quantity": 3}, {"part_id": 2, "quantity": 1}], "note": "soon"}
    changed = [arguments for _, _, arguments in altered_arguments(arguments, schema)]
    assert {"items": [{"part_id": 1, "quantity": 4}, {"part_id": 2, "quantity": 1}], "note": "soon"} in changed
    assert {"items": [{"part_id": 2, "quantity": 1}], "note": "soon"} in changed
    assert [arguments for _, arguments in omitted_arguments(arguments, schema)] == [{"items": arguments["items"]}]
    assert [arguments for _, arguments in added_arguments(arguments, schema)] == [{**arguments, "pinned": True}]


def test_another_order_never_puts_a_call_before_what_it_refers_to() -> None:
    calls = [
        Call(tool="search"),
        Call(tool="cancel", arguments={"id": {"$ref": "1/0/id"}}),
        Call(tool="create"),
        Call(tool="submit", arguments={"id": {"$ref": "3/id"}}),
    ]
    orders = other_orders(calls, {1, 2, 3}, random.Random(0))
    assert orders
    for order in orders:
        moved, numbers = reordered(calls, order)
        for position, call in enumerate(moved):
            assert all(number <= position for number in depends_on(call.arguments))
        assert moved[numbers[4] - 1].arguments == {"id": {"$ref": f"{numbers[3]}/id"}}


def test_one_write_has_no_other_order() -> None:
    assert other_orders([Call(tool="search"), Call(tool="cancel")], {1}, random.Random(0)) == []


def test_order_words_count_but_dates_and_quotations_do_not() -> None:
    assert states_order("Cancel it, then book it again.")
    assert states_order("After cancelling, book it again.")
    assert not states_order("Cancel it and book it before September.")
    assert not states_order('Cancel it and post "First come, then served".')
