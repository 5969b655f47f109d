"""What changed in a database since recording began, row by row.

In:  SQLite's session extension on a connection.
Out: net changes: a row that was changed and changed back is none.
Never here: whether a change was wanted.
"""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import apsw

from environments.facts import TableFacts

Operation = Literal["insert", "update", "delete"]
_OPERATIONS: dict[str, Operation] = {"INSERT": "insert", "UPDATE": "update", "DELETE": "delete"}


class Change(NamedTuple):
    """A tuple for speed: a certificate makes thousands."""

    table: str
    op: Operation
    key: dict[str, Any]
    """The primary key, by column."""
    before: dict[str, Any] | None
    """The whole row as it was; None for an insert."""
    after: dict[str, Any] | None
    """The whole row as it is; None for a delete."""

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """Of an update: the columns that differ, each with its value before and after."""
        if self.before is None or self.after is None:
            return {}
        return {name: (old, self.after[name]) for name, old in self.before.items() if old != self.after[name]}

    def __str__(self) -> str:
        which = ", ".join(f"{name} {value!r}" for name, value in self.key.items())
        what = "; ".join(f"{name} {old!r} → {new!r}" for name, (old, new) in self.changed.items())
        return f"{self.table} {which}: {self.op}{f' ({what})' if what else ''}"


def changes_since(recorder: apsw.Session, connection: apsw.Connection, facts: Mapping[str, TableFacts]) -> list[Change]:
    """Net changes, in the order of the tables and then of the primary keys."""
    found = [
        _change(entry, facts[entry.name], connection)
        for entry in apsw.Changeset.iter(recorder.changeset())
        if entry.name in facts
    ]
    return in_order(found, facts)


def in_order(changes: list[Change], facts: Mapping[str, TableFacts]) -> list[Change]:
    """Changes in the order of the tables and then of the primary keys."""
    if len(changes) < 2:
        return changes
    order = {name: place for place, name in enumerate(facts)}
    return sorted(changes, key=lambda change: (order[change.table], _sortable(change.key), change.op))


def _change(entry: apsw.TableChange, facts: TableFacts, connection: apsw.Connection) -> Change:
    operation = _OPERATIONS[entry.op]
    old: tuple[Any, ...] = entry.old or ()
    new: tuple[Any, ...] = entry.new or ()
    known = new if operation == "insert" else old
    key = tuple(known[place] for place in facts.key_places)
    if operation == "update":
        new = connection.execute(facts.by_key, key).fetchone() or new
        old = tuple(now if was is apsw.no_change else was for was, now in zip(old, new, strict=True))
    return Change(
        facts.name,
        operation,
        dict(zip(facts.key, key, strict=True)),
        dict(zip(facts.columns, old, strict=True)) if old else None,
        dict(zip(facts.columns, new, strict=True)) if new else None,
    )


def _sortable(key: dict[str, Any]) -> list[tuple[bool, Any]]:
    """Numbers before texts, so that keys of any type can be ordered."""
    return [
        (isinstance(value, str), value if isinstance(value, (str, int, float)) else repr(value))
        for value in key.values()
    ]
