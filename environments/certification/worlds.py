"""Compare what two runs left behind by what the rows are, not by the ids that they happened to get.

In:  row-level changes of one run, and the shape of the tables.
Out: the run's world, equal to another run's where only ids of rows made in the episode differ.
Never here: which tables may change (the verifier's frame says that).
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from environments.certification.shape import Shape, TableShape
from environments.changes import Change

World = frozenset[tuple[Any, ...]]

_Row = tuple[str, int]
"""A table and the id of one of its new rows."""
_Names = Mapping[int, Mapping[str, str]]
"""The id of a new row to the names of the rows that have it, a table each."""

_ROUNDS = 3
"""How far new rows are told apart by the new rows that they point to, and those by what they point to."""


def world_of(changes: Sequence[Change], shape: Shape) -> World:
    """What a run left behind. New rows are known by their content, also where other rows point to them."""
    new = _new_rows(changes, shape)
    names = _by_id({row: row[0] for row in new})
    for _ in range(_ROUNDS if new else 0):
        names = _by_id({row: _digest(_content(after, shape.tables[row[0]], names)) for row, after in new.items()})
    found = Counter(_plain(change, shape, names) for change in changes)
    return frozenset((*change, times) for change, times in found.items())


def _new_rows(changes: Sequence[Change], shape: Shape) -> dict[_Row, Mapping[str, Any]]:
    found: dict[_Row, Mapping[str, Any]] = {}
    for change in changes:
        key = shape.tables[change.table].key
        if change.op == "insert" and change.after is not None and key is not None:
            row_id = change.after[key]
            if isinstance(row_id, int):
                found[change.table, row_id] = change.after
    return found


def _by_id(names: Mapping[_Row, str]) -> _Names:
    found: dict[int, dict[str, str]] = {}
    for (table, row_id), name in names.items():
        found.setdefault(row_id, {})[table] = name
    return found


def _plain(change: Change, shape: Shape, names: _Names) -> tuple[Any, ...]:
    table = shape.tables[change.table]
    before = tuple(change.before.values()) if change.before else ()
    if change.after is None:
        return change.table, change.op, before, ()
    if change.op == "insert" and table.key is not None and isinstance(change.after[table.key], int):
        return change.table, change.op, before, tuple(_content(change.after, table, names))
    after = tuple(_pointed(column, value, change.after, table, names) for column, value in change.after.items())
    return change.table, change.op, before, after


def _content(row: Mapping[str, Any], table: TableShape, names: _Names) -> list[Any]:
    """A new row without its id, and with the names of new rows in the place of their ids."""
    return [_pointed(column, value, row, table, names) for column, value in row.items() if column != table.key]


def _pointed(column: str, value: Any, row: Mapping[str, Any], table: TableShape, names: _Names) -> Any:
    """The value, or the name of the new row that it is the id of.

    A reference that no foreign key declares (`source` and `source_id`) counts where only one table has a new row
    of that id, or where the row says which table is meant.
    """
    if not isinstance(value, int) or column == table.key:
        return value
    if column in table.references:
        return names.get(value, {}).get(table.references[column], value)
    if not column.endswith("_id") or value not in names:
        return value
    named = names[value]
    if len(named) == 1:
        return next(iter(named.values()))
    stem = column.removesuffix("_id")
    meant = str(row.get(stem) or row.get(f"{stem}_type") or "")
    return next((name for other, name in named.items() if meant and other.startswith(meant[:-1])), value)


def _digest(content: list[Any]) -> str:
    return hashlib.sha256(repr(content).encode()).hexdigest()[:16]
