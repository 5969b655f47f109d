"""Two runs leave the same world where only the ids of new rows differ, and another one where anything else does."""

from typing import Any

import pytest

from environments import Change, Environment
from environments.certification.shape import Shape
from environments.certification.worlds import world_of


@pytest.fixture(scope="module")
def shape(railway: Environment) -> Shape:
    return Shape.of(railway.facts, railway.content.tables)


def insert(table: str, **after: Any) -> Change:
    return Change(table, "insert", {"id": after["id"]}, None, after)


def order(number: int, member: int) -> Change:
    return insert("part_orders", id=number, member_id=member, status="draft", total_cents=100)


def line(number: int, of: int, part: int) -> Change:
    return insert("part_order_lines", id=number, order_id=of, part_id=part, quantity=1)


def test_new_rows_are_known_by_content_also_where_others_point_to_them(shape: Shape) -> None:
    one = [order(7, member=1), order(8, member=2), line(20, of=7, part=3), line(21, of=8, part=4)]
    other = [order(8, member=1), order(7, member=2), line(21, of=8, part=3), line(20, of=7, part=4)]
    assert world_of(one, shape) == world_of(other, shape)


def test_a_line_on_the_other_order_is_another_world(shape: Shape) -> None:
    one = [order(7, member=1), order(8, member=2), line(20, of=7, part=3)]
    other = [order(7, member=1), order(8, member=2), line(20, of=8, part=3)]
    assert world_of(one, shape) != world_of(other, shape)


def test_a_row_made_twice_is_another_world(shape: Shape) -> None:
    assert world_of([order(7, member=1)], shape) != world_of([order(7, member=1), order(8, member=1)], shape)


def test_ids_of_rows_that_were_there_before_count(shape: Shape) -> None:
    def moved(loan: int) -> Change:
        before = {"id": loan, "item_id": 1, "due_on": "2026-05-20"}
        return Change("loans", "update", {"id": loan}, before, {**before, "due_on": "2026-06-03"})

    assert world_of([moved(1)], shape) != world_of([moved(2)], shape)


@pytest.mark.parametrize(
    ("parameter", "table"),
    [("member_id", "members"), ("booking_id", "bench_bookings"), ("loan_id", "loans"), ("purpose", None)],
)
def test_the_table_that_an_id_belongs_to_is_told_by_its_name(shape: Shape, parameter: str, table: str | None) -> None:
    assert shape.table_of(parameter) == table
