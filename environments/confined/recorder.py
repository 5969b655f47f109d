"""The role `records`, inside a confined process: read databases that foreign code wrote, and build seeds from its SQL.

In:  SQL that came with an environment; images.
Out: images and plain records. Only this project's own code runs here; the walls are for what SQLite may meet.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from typing import Any

import apsw

from environments.clock import Clock

Serve = Callable[[Any, list[bytes]], Awaitable[tuple[Any, list[bytes]]]]
PAGE_BYTES = 1024
_MOST_CHANGES = 2000


def warm_up() -> None:
    image, _ = build_seed({"tables": [{"name": "t", "ddl": "CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT)"}]},
                          {"tables": []}, "2026-01-01 00:00:00")  # fmt: skip
    list(changes(image, image))


def recorder() -> Serve:
    async def serve(header: Any, texts: list[bytes]) -> tuple[Any, list[bytes]]:
        operation, *arguments = header
        try:
            if operation == "seed":
                image, faults = build_seed(*arguments)
                return {"faults": faults}, [image]
            if operation == "changes":
                return {"changes": list(changes(*texts))}, []
            if operation == "emptied":
                return {}, [emptied(*texts)]
            return {"schema": schema_of(*texts), "rows": count_rows(*texts)}, []
        except (apsw.Error, ValueError, MemoryError) as fault:
            return {"failed": f"{type(fault).__name__}: {fault}"}, []

    return serve


def build_seed(design: dict[str, Any], sample: dict[str, Any], now: str) -> tuple[bytes, list[str]]:
    """The database of a design filled with sample statements, as the reference fills it; and what failed on the way.

    A statement that fails is left out; foreign keys are enforced while rows go in; the clock stands at `now`.
    """
    clock = Clock(now)
    faults: list[str] = []
    with closing(apsw.Connection(":memory:", vfs=clock.vfs)) as connection:
        connection.config(apsw.SQLITE_DBCONFIG_DQS_DML, 1)
        connection.config(apsw.SQLITE_DBCONFIG_DQS_DDL, 1)
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        for table in _entries(design):
            _create(connection, table, faults)
        connection.execute("PRAGMA foreign_keys = ON")
        for table in _entries(sample):
            name = str(table.get("table_name") or table.get("name") or "?")
            for sql in table.get("insert_statements") or ():
                _attempt(connection, sql, f"rows of {name}", faults)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("VACUUM")
        return connection.serialize("main"), faults


def _entries(part: Any) -> Iterator[dict[str, Any]]:
    tables = part.get("tables") if isinstance(part, dict) else None
    return (table for table in tables or () if isinstance(table, dict))


def _create(connection: apsw.Connection, table: dict[str, Any], faults: list[str]) -> None:
    """A table, its indexes and its examples; as in the reference, what follows a failure is left out."""
    for sql in (table.get("ddl"), *(table.get("indexes") or ()), *(table.get("examples") or ())):
        if not _attempt(connection, sql, f"table {table.get('name', '?')}", faults):
            return


def _attempt(connection: apsw.Connection, sql: Any, what: str, faults: list[str]) -> bool:
    """Execute one statement; text that holds several is refused, as Python's sqlite3 refuses it."""
    try:
        if not isinstance(sql, str):
            raise TypeError(f"a statement is text, not {type(sql).__name__}")
        _only_one(connection, sql)
        connection.execute(sql)
        return True
    except (apsw.Error, TypeError, ValueError) as fault:
        faults.append(f"{what}: {fault} in {' '.join(str(sql).split())[:160]}")
        return False


def _only_one(connection: apsw.Connection, sql: str) -> None:
    import apsw.ext

    rest = apsw.ext.query_info(connection, sql).query_remaining
    if rest and rest.strip().strip(";").strip():
        raise ValueError("there are several statements in one text")


def emptied(image: bytes) -> bytes:
    """The same tables without a row."""
    with closing(_opened(image)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for name, _ in _tables(connection):
            connection.execute(f"DELETE FROM {_quoted(name)}")
        return connection.serialize("main")


def schema_of(image: bytes) -> list[str]:
    with closing(_opened(image)) as connection:
        sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        return [str(row[0]) for row in connection.execute(sql)]


def count_rows(image: bytes) -> dict[str, int]:
    with closing(_opened(image)) as connection:
        return {name: _count(connection, name) for name, _ in _tables(connection)}


def _count(connection: apsw.Connection, name: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {_quoted(name)}").get)


def changes(initial: bytes, final: bytes) -> Iterator[dict[str, Any]]:
    """Net changes, row by row, in the order of the tables and then of the keys; at most some thousands."""
    left = _MOST_CHANGES
    with closing(_opened(final)) as connection:
        connection.execute("ATTACH ':memory:' AS initial")
        connection.deserialize("initial", initial)
        known = {str(row[0]) for row in connection.execute("SELECT name FROM initial.sqlite_schema WHERE type='table'")}
        for name, key in _tables(connection):
            for change in _table_changes(connection, name, key, is_new=name not in known):
                yield change
                left -= 1
                if not left:
                    return


def _table_changes(
    connection: apsw.Connection, name: str, key: tuple[str, ...], *, is_new: bool
) -> Iterator[dict[str, Any]]:
    before = {} if is_new else _rows(connection, "initial", name, key)
    after = _rows(connection, "main", name, key)
    for identity in sorted(before.keys() | after.keys(), key=lambda each: [(isinstance(v, str), v) for v in each]):
        was, now = before.get(identity), after.get(identity)
        if was != now:
            operation = "insert" if was is None else "delete" if now is None else "update"
            yield {"table": name, "op": operation, "key": dict(zip(key, identity, strict=True)), "before": was,
                   "after": now}  # fmt: skip


def _rows(connection: apsw.Connection, schema: str, name: str, key: tuple[str, ...]) -> dict[Any, dict[str, Any]]:
    """The rows that the other schema does not have just so, by key."""
    other = "main" if schema == "initial" else "initial"
    columns = [str(row[1]) for row in connection.execute(f"PRAGMA {schema}.table_info({_quoted(name)})")]
    extra = ("rowid",) if key == ("rowid",) else ()
    wanted = ", ".join([*extra, *map(_quoted, columns)])
    sql = f"SELECT {wanted} FROM {schema}.{_quoted(name)}"
    try:
        found = connection.execute(f"{sql} EXCEPT SELECT {wanted} FROM {other}.{_quoted(name)}").fetchall()
    except apsw.SQLError:  # the other has no such table, or other columns
        found = connection.execute(sql).fetchall()
    rows = {}
    for row in found:
        values = dict(zip([*extra, *columns], map(_plain, row), strict=True))
        rows[tuple(_plain(values[part]) for part in key)] = {name: values[name] for name in columns}
    return rows


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _tables(connection: apsw.Connection) -> list[tuple[str, tuple[str, ...]]]:
    """Names with primary keys; `rowid` where a table has none."""
    sql = "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    names = [str(row[0]) for row in connection.execute(sql)]
    return [(name, _key(connection, name)) for name in names]


def _key(connection: apsw.Connection, name: str) -> tuple[str, ...]:
    rows: list[Any] = connection.execute(f"PRAGMA main.table_info({_quoted(name)})").fetchall()
    return tuple(str(row[1]) for row in sorted(rows, key=lambda row: row[5]) if row[5]) or ("rowid",)


def _opened(image: bytes) -> apsw.Connection:
    connection = apsw.Connection(":memory:")
    connection.config(apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
    connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    connection.deserialize("main", image)
    return connection


def _quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'
