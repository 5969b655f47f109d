"""Which rows were touched on a stage, so that what changed there is told by looking at those alone.

In:  a connection with the untouched database attached as `initial`; marks, at which savepoints stand.
Out: net changes, the same that SQLite's session extension would record.
Never here: real sessions. The extension asks for the shape of every table each time, and looks at all that was ever
touched; here what was rolled back is forgotten, which is most of what a certificate does, and only rows are read that
were touched since they were last asked for.
"""

from collections.abc import Mapping
from typing import Any

import apsw

from environments.changes import Change, Operation, in_order
from environments.facts import TableFacts

_Row = tuple[Any, ...]
"""A table's name, and the values of its primary key."""


class Traces:
    """Of one connection at a time; it takes the place of any other hook that sees updates beforehand."""

    def __init__(self, connection: apsw.Connection, facts: Mapping[str, TableFacts]) -> None:
        self._facts = facts
        self._execute = connection.cursor().execute
        self._log: list[_Row] = []
        """Every touch of a row that has not been rolled back."""
        self._touched: dict[_Row, int] = {}
        """Row to the place of its first touch in the log."""
        self._marks: list[tuple[str, int]] = []
        self._originals: dict[_Row, tuple[Any, ...] | None] = {}
        self._told: dict[_Row, Change | None] = {}
        """What was found of rows that have not been touched since."""
        self._by_key = {name: _selects(each) for name, each in facts.items()}
        connection.preupdate_hook(self._note)

    def clear(self) -> None:
        """Begin anew: the database is untouched."""
        self._log.clear()
        self._touched.clear()
        self._told.clear()
        self._marks.clear()

    @property
    def count(self) -> int:
        """How many touches there were that have not been forgotten."""
        return len(self._log)

    def forget(self, count: int) -> None:
        """What was touched after the first `count` touches has been rolled back."""
        while len(self._log) > count:
            row = self._log.pop()
            self._told.pop(row, None)
            if self._touched[row] == len(self._log):
                del self._touched[row]

    def mark(self, name: str) -> None:
        """A savepoint begins here."""
        self._marks.append((name, len(self._log)))

    def back_to(self, name: str) -> None:
        """The database was rolled back to the last savepoint of this name, which still stands."""
        self._cut(name)
        self.forget(self._marks[-1][1])

    def release(self, name: str) -> None:
        """The last savepoint of this name, and those within it, are gone; their rows are not."""
        self._cut(name)
        self._marks.pop()

    def changes(self) -> list[Change]:
        """Net changes, in the order of the tables and then of the primary keys."""
        told = self._told
        for row in self._touched:
            if row not in told:
                told[row] = self._change(row)
        return in_order([change for row in self._touched if (change := told[row]) is not None], self._facts)

    def _cut(self, name: str) -> None:
        while self._marks[-1][0] != name:
            self._marks.pop()

    def _note(self, update: apsw.PreUpdate) -> None:
        """SQLite is about to change a row."""
        table = update.table_name
        facts = self._facts.get(table)
        if facts is None or update.database_name != "main":
            return
        if facts.key_is_rowid:
            self._touch((table, update.rowid))
            if update.rowid_new != update.rowid:
                self._touch((table, update.rowid_new))
            return
        for values in (update.old, update.new):
            if values is not None:
                self._touch((table, *(values[place] for place in facts.key_places)))

    def _touch(self, row: _Row) -> None:
        self._touched.setdefault(row, len(self._log))
        self._log.append(row)
        self._told.pop(row, None)

    def _change(self, row: _Row) -> Change | None:
        facts = self._facts[row[0]]
        if row not in self._originals:
            self._originals[row] = self._read(row, self._by_key[row[0]][1])
        old, new = self._originals[row], self._read(row, self._by_key[row[0]][0])
        if old is not None and new is not None and _same(old, new):
            return None
        operation: Operation = "update" if old and new else "insert" if new else "delete"
        if old is None and new is None:
            return None
        return Change(
            facts.name,
            operation,
            dict(zip(facts.key, row[1:], strict=True)),
            dict(zip(facts.columns, old, strict=True)) if old else None,
            dict(zip(facts.columns, new, strict=True)) if new else None,
        )

    def _read(self, row: _Row, sql: str) -> tuple[Any, ...] | None:
        """The row of exactly this key: a column that folds case would find others too."""
        found = self._execute(sql, row[1:]).fetchall()
        if not found:
            return None
        key = tuple(found[0][place] for place in self._facts[row[0]].key_places)
        return found[0] if key == row[1:] else None


def _selects(facts: TableFacts) -> tuple[str, str]:
    """A SELECT of one row by its primary key, as it is and as it was."""
    where = " AND ".join(f'"{column}" IS ?' for column in facts.key)
    now, before = (f'SELECT * FROM {schema}."{facts.name}" WHERE {where}' for schema in ("main", "initial"))
    return now, before


def _same(old: tuple[Any, ...], new: tuple[Any, ...]) -> bool:
    """1 and 1.0 are not the same to SQLite."""
    return old == new and list(map(type, old)) == list(map(type, new))
