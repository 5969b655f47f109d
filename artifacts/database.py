"""The database behind the catalog: opened, created or refused, read and written in short transactions.

In:  a file path (SQLite) or any SQLAlchemy URL.
Out: connections inside a transaction; every fault of the database as a `CatalogError`.
Never here: what the tables mean (`catalog.py`).

On SQLite several processes share the file: it is in WAL mode, whoever writes takes the write lock at once
(`BEGIN IMMEDIATE`), so that two writers queue instead of failing halfway, and waits for it up to `BUSY_S`.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, inspect, select, text, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlmodel import col

from artifacts.catalog_tables import CatalogTable, MetaRow
from artifacts.catalog_version import CATALOG_VERSION
from artifacts.errors import CatalogError, explain_os_error, room_left
from artifacts.few import in_parts
from artifacts.upgrading import keep_copy, upgrade

BUSY_S = 30.0
"""How long a writer waits for another one; a transaction of ours takes milliseconds."""

_VERSION = "version"
_POSTGRESQL_LOCK = 0x574F524C444C4F4D
"""Ours among a database's advisory locks: "WORLDLOM"."""


class Database:
    """An open catalog database, created when there is none.

    Raises:
        CatalogError: it cannot be opened or upgraded, is something else, or was written by a newer Worldloom.
    """

    def __init__(self, url_or_path: str | Path) -> None:
        self._url = _url(url_or_path)
        self._is_sqlite = self._url.get_backend_name() == "sqlite"
        self._make_folder()
        with self._readable("opened"):
            try:
                self._engine = create_engine(self._url, connect_args={"timeout": BUSY_S} if self._is_sqlite else {})
            except (NoSuchModuleError, ModuleNotFoundError) as fault:
                raise CatalogError(f"The catalog {self.name} needs a database driver: {fault}.") from fault
            if self._is_sqlite:
                event.listen(self._engine, "connect", _configure_sqlite)
                event.listen(self._engine, "begin", _begin_sqlite)
            self._writing_engine = self._engine.execution_options(catalog_begin="IMMEDIATE")
        self._create_or_check()

    @property
    def name(self) -> str:
        """Where it is, for messages: a path, or a URL without its password."""
        if self._is_sqlite and self._url.database:
            return self._url.database
        return self._url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the catalog."""
        with self._readable("read"), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are kept when the block ends, and undone when it raises."""
        with self._readable("written"), self._writing_engine.begin() as connection:
            yield connection

    def insert_new(self, connection: Connection, table: type[CatalogTable], rows: Sequence[dict[str, Any]]) -> int:
        """Insert the rows that break no unique key, leave the others as they stand; how many were inserted."""
        # Counted by what comes back: drivers need not know the row count of such a statement, and psycopg says -1.
        statement = _insert_new(table, self._is_sqlite)
        return sum(len(connection.execute(statement, list(part)).all()) for part in in_parts(rows))

    def insert_one(self, connection: Connection, table: type[CatalogTable], row: dict[str, Any]) -> Any:
        """The key of the new row, the first column of it; None where the row breaks a unique key and is left out."""
        return connection.execute(_insert_new(table, self._is_sqlite), [row]).scalar_one_or_none()

    def close(self) -> None:
        self._engine.dispose()

    def _create_or_check(self) -> None:
        version = self._version()
        if version is None:
            self._create()
            version = self._version()
        if version is not None and version < CATALOG_VERSION:
            self._upgrade()
            version = self._version()
        if version != CATALOG_VERSION:
            raise CatalogError(
                f"The catalog {self.name} has version {version}, this Worldloom reads version {CATALOG_VERSION}. "
                "Use the Worldloom that wrote it, or another data root."
            )

    def _version(self) -> int | None:
        with self.reading() as connection:
            present = set(inspect(connection).get_table_names())
            if MetaRow.__tablename__ in present:
                return _version_in(connection)
        if self._is_sqlite and present:
            raise CatalogError(
                f"{self.name} is a database of something else (it has a table {min(present)!r}). "
                "Move it away or choose another data root."
            )
        return None

    def _create(self) -> None:
        if self._is_sqlite:
            self._enable_wal()
        with self.writing() as connection:
            self._alone(connection)
            CatalogTable.metadata.create_all(connection)
            self.insert_new(connection, MetaRow, [{"name": _VERSION, "value": str(CATALOG_VERSION)}])

    def _upgrade(self) -> None:
        """Whoever comes first upgrades; others wait for the lock, and find that it is done."""
        with self.writing() as connection:
            self._alone(connection)
            version = _version_in(connection)
            if version is None or version >= CATALOG_VERSION:
                return
            if self._is_sqlite and self._url.database:
                path = Path(self._url.database)
                try:
                    keep_copy(path, version)
                except OSError as fault:
                    raise CatalogError(explain_os_error(fault, path, "copied before its upgrade")) from fault
            upgrade(connection, version)
            connection.execute(update(MetaRow).where(col(MetaRow.name) == _VERSION).values(value=str(CATALOG_VERSION)))

    def _alone(self, connection: Connection) -> None:
        """Nobody else changes tables until this transaction ends. SQLite gives that to every writer."""
        if not self._is_sqlite:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_POSTGRESQL_LOCK})"))

    def _enable_wal(self) -> None:
        """Two first openers may meet here; SQLite refuses one of them without waiting, so it asks again."""
        until = time.monotonic() + BUSY_S
        while True:
            try:
                with self._readable("opened"), self._engine.connect() as connection:
                    driver = connection.connection.driver_connection
                    assert driver is not None
                    driver.execute("PRAGMA journal_mode = WAL")
                return
            except CatalogError as fault:
                if "locked" not in str(fault) or time.monotonic() > until:
                    raise
                time.sleep(0.01)

    def _make_folder(self) -> None:
        if not (self._is_sqlite and self._url.database):
            return
        folder = Path(self._url.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise CatalogError(explain_os_error(fault, folder, "created")) from fault

    @contextmanager
    def _readable(self, verb: str) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as fault:
            finding = self._finding(str(getattr(fault, "orig", fault)))
            raise CatalogError(f"The catalog {self.name} could not be {verb}: {finding}") from fault
        except SQLAlchemyError as fault:
            raise CatalogError(f"The catalog {self.name} could not be {verb}: {fault}") from fault

    def _finding(self, text: str) -> str:
        if not self._is_sqlite:
            return text
        if "not a database" in text or "malformed" in text:
            return f"{text}. Restore it from a backup, or move it away and import the published environments again."
        if "locked" in text:
            return f"{text} for more than {BUSY_S:.0f} s. End the process that keeps it open for writing."
        room = room_left(Path(self._url.database or "."))
        return f"{text} ({room}). Nothing was recorded; see that the folder is writable and has room."


@cache  # building a statement takes longer than running it
def _insert_new(table: type[CatalogTable], is_sqlite: bool) -> Any:
    """INSERT … ON CONFLICT DO NOTHING RETURNING the first column of the key."""
    first_of_key = next(iter(CatalogTable.metadata.tables[str(table.__tablename__)].primary_key))
    return _insert(table, is_sqlite).on_conflict_do_nothing().returning(first_of_key)


def _insert(table: type[CatalogTable], is_sqlite: bool) -> Any:
    """The dialect's own INSERT, which knows ON CONFLICT; imported here, since each is large."""
    if is_sqlite:
        from sqlalchemy.dialects.sqlite import insert

        return insert(table)
    from sqlalchemy.dialects.postgresql import insert as insert_postgresql

    return insert_postgresql(table)


def _url(url_or_path: str | Path) -> URL:
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return URL.create("sqlite", database=str(Path(url_or_path).absolute()))
    try:
        return make_url(url_or_path)
    except ArgumentError:
        raise CatalogError(
            "The catalog's URL cannot be read; it looks like postgresql+psycopg://user@host/name."
        ) from None


def _version_in(connection: Connection) -> int | None:
    """The version that a catalog says it has.

    Raises:
        CatalogError: what it says is no version.
    """
    query = select(col(MetaRow.value)).where(col(MetaRow.name) == _VERSION)
    value = connection.execute(query).scalar_one_or_none()
    if value is None or (value.isascii() and value.isdigit()):
        return None if value is None else int(value)
    raise CatalogError(f"The catalog says it has version {value!r}, which is none. Restore it from a backup.")


def _configure_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # the driver would otherwise begin by itself, and too late
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # in WAL mode a power cut loses the last commits, never the file


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('catalog_begin', 'DEFERRED')}")
