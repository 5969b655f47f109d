"""The database of the session whose turn it is, and the connections to it that a call is lent.

In:  an image; calls that begin and end.
Out: connections that are good for one call; the image afterwards, where it changed.
Never here: two databases at a time.
"""

import sqlite3
from typing import Any


class Checkout:
    """A connection for one call. A database session that the call leaves open is collected at any later time and would
    then roll back what another call is doing: so what it holds is dead by then."""

    __slots__ = ("_connection", "_registered", "is_live")

    def __init__(self, connection: sqlite3.Connection, registered: dict[tuple[str, int], Any]) -> None:
        self._connection = connection
        self._registered = registered
        self.is_live = True

    def __getattr__(self, name: str) -> Any:
        if not self.is_live:
            raise sqlite3.ProgrammingError("this connection ended with the call that it was for")
        return getattr(self._connection, name)

    def create_function(self, name: str, narg: int, func: Any, **options: Any) -> None:
        if not self._is_known(name, narg, func):
            self._connection.create_function(name, narg, func, **options)

    def create_aggregate(self, name: str, n_arg: int, aggregate_class: Any) -> None:
        if not self._is_known(name, n_arg, aggregate_class):
            self._connection.create_aggregate(name, n_arg, aggregate_class)

    def _is_known(self, name: str, count: int, function: Any) -> bool:
        """Whether the database has this very function: it is asked for with every checkout, and each time that it is
        registered SQLite compiles all its statements again."""
        known = self._registered.get((name, count))
        self._registered[name, count] = function
        return known is not None and _is_same(known, function)

    @property
    def isolation_level(self) -> Any:
        return self._connection.isolation_level

    @isolation_level.setter
    def isolation_level(self, value: Any) -> None:
        self._connection.isolation_level = value

    @property
    def row_factory(self) -> Any:
        return self._connection.row_factory

    @row_factory.setter
    def row_factory(self, value: Any) -> None:
        self._connection.row_factory = value

    def is_of(self, database: "LentDatabase") -> bool:
        return self._connection is database.connection

    def rollback(self) -> None:
        if self.is_live:
            self._connection.rollback()

    def close(self) -> None:
        if self.is_live:
            self.is_live = False
            self._connection.rollback()


def _is_same(one: Any, other: Any) -> bool:
    """The same object, or the same code with nothing bound in it."""
    code = getattr(one, "__code__", None)
    is_free = getattr(one, "__closure__", one) is None and getattr(other, "__closure__", other) is None
    return one is other or (code is not None and code is getattr(other, "__code__", None) and is_free)


class LentDatabase:
    """The database that is on the table now."""

    def __init__(self) -> None:
        self.connection: sqlite3.Connection | None = None
        self._out: list[Checkout] = []
        self._registered: dict[tuple[str, int], Any] = {}
        self._mark: tuple[int, int] = (0, 0)

    def put(self, image: bytes) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = sqlite3.connect(":memory:", check_same_thread=False)
        self.connection.deserialize(image)
        self._registered = {}
        self.connection.execute("PRAGMA temp_store = MEMORY")
        self.connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)  # an authorizer would be asked about each column
        self._mark = self._now()

    def checkout(self) -> Checkout:
        if self.connection is None:
            raise sqlite3.OperationalError("there is no database between calls")
        self._out.append(Checkout(self.connection, self._registered))
        return self._out[-1]

    def end_call(self) -> bool:
        """Let everything handed out die; whether something was committed since the last time."""
        for checkout in self._out:
            checkout.is_live = False
        self._out.clear()
        assert self.connection is not None
        if self.connection.in_transaction:
            self.connection.rollback()
        before, self._mark = self._mark, self._now()
        return before != self._mark

    def image(self) -> bytes:
        assert self.connection is not None
        return self.connection.serialize()

    def _now(self) -> tuple[int, int]:
        assert self.connection is not None
        return self.connection.total_changes, self.connection.execute("PRAGMA schema_version").fetchone()[0]
