"""What is known of an environment's tables: keys, columns, and who refers to whom.

In:  a connection with the environment's tables.
Out: one `TableFacts` a table. Built once at load.
Never here: rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import apsw

from environments.ddl import CreateTable


@dataclass(frozen=True)
class ForeignKey:
    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]


@dataclass(frozen=True)
class TableFacts:
    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    """Columns of the primary key, in its order."""
    key_places: tuple[int, ...]
    key_is_rowid: bool
    """Whether the primary key is another name for SQLite's own number of the row."""
    foreign_keys: tuple[ForeignKey, ...]
    types: dict[str, str]
    rules: frozenset[str]
    """How SQLite calls its CHECKs when one fails."""
    value_lists: dict[str, list[str]]
    by_key: str
    """A SELECT of one row by its primary key."""


def rows_of(connection: apsw.Connection, sql: str, bindings: Any = None) -> list[tuple[Any, ...]]:
    """All rows of a statement of our own."""
    return connection.execute(sql, bindings).fetchall()


def facts_of(connection: apsw.Connection, created: Sequence[tuple[str, CreateTable]]) -> dict[str, TableFacts]:
    """The facts of each table, in the order of creation."""
    return {name: _table(connection, name, create) for name, create in created}


def _table(connection: apsw.Connection, name: str, create: CreateTable) -> TableFacts:
    listing = rows_of(connection, "SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid", (name,))
    columns = tuple(column for column, _, _ in listing)
    key = tuple(column for column, _, _ in sorted((row for row in listing if row[2]), key=lambda row: row[2]))
    where = " AND ".join(f'"{column}" IS ?' for column in key)
    return TableFacts(
        name=name,
        columns=columns,
        key=key,
        key_places=tuple(columns.index(column) for column in key),
        key_is_rowid=not rows_of(connection, "SELECT 1 FROM pragma_index_list(?) WHERE origin = 'pk'", (name,)),
        foreign_keys=foreign_keys(connection, name),
        types={column: kind for column, kind, _ in listing},
        rules=create.rules,
        value_lists=create.value_lists,
        by_key=f'SELECT * FROM "{name}" WHERE {where}',
    )


def foreign_keys(connection: apsw.Connection, table: str) -> tuple[ForeignKey, ...]:
    """The foreign keys of a table, in the order in which they are declared."""
    sql = 'SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq'
    grouped: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows_of(connection, sql, (table,)):
        grouped.setdefault(row[0], []).append(row)
    return tuple(_foreign_key(connection, parts) for parts in grouped.values())


def _foreign_key(connection: apsw.Connection, parts: list[tuple[Any, ...]]) -> ForeignKey:
    parent = parts[0][1].lower()
    far = [part[3] for part in parts]
    if None in far:
        far = [
            name
            for (name,) in rows_of(
                connection, "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (parent,)
            )
        ]
    return ForeignKey(tuple(part[2].lower() for part in parts), parent, tuple(name.lower() for name in far))


def dangling(table: str, foreign_key: ForeignKey, most: int) -> str:
    """SQL for the values of a foreign key that point to no row."""
    pairs = zip(foreign_key.columns, foreign_key.parent_columns, strict=True)
    fits = " AND ".join(f'p."{far}" = c."{near}"' for near, far in pairs)
    filled = " AND ".join(f'c."{column}" IS NOT NULL' for column in foreign_key.columns)
    names = ", ".join(f'c."{column}"' for column in foreign_key.columns)
    return (
        f'SELECT {names} FROM "{table}" c WHERE {filled} '
        f'AND NOT EXISTS (SELECT 1 FROM "{foreign_key.parent}" p WHERE {fits}) LIMIT {most}'
    )
