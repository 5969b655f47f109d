"""Plausible values: what walks and mutants have to choose from."""

from collections.abc import Callable
from typing import Any

from environments import Content, Environment
from environments.certification.bench import open_bench
from environments.certification.candidates import MOST_VALUES

MANY = 5 * MOST_VALUES


def with_many_things(documents: dict[str, Any]) -> None:
    documents["rows"]["things"]["rows"] = [[number, f"Thing {number}", 1, "tool"] for number in range(1, MANY + 1)]


def test_of_a_long_table_the_oldest_and_the_newest_rows_are_known(bent_content: Callable[..., Content]) -> None:
    """What is still to come was put down last: classes ahead, bills that are open."""
    with open_bench(Environment(bent_content(with_many_things)), 1) as bench:
        known = bench.candidates.ids_of("things")
        assert {1, MANY} < {*known} < {*range(1, MANY + 1)}
        assert len(known) == len({*known}) == MOST_VALUES
        assert {*known} == {*bench.candidates.of("borrow", ("thing_id",))}
