"""Long lists of ids in parts that a database takes in one statement."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

MOST = 500


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), MOST):
        yield values[start : start + MOST]
