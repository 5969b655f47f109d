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

    __slots__ = ("_connection", "is_live")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.is_live = True

    def __getattr__(self, name: str) -> Any:
        if not self.is_live:
            raise sqlite3.ProgrammingError("this connection ended with the call that it was for")
        return getattr(self._connection, name)

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

    def rollback(self) -> None:
        if self.is_live:
            self._connection.rollback()

    def close(self) -> None:
        if self.is_live:
            self.is_live = False
            self._connection.rollback()


class LentDatabase:
    """The database that is on the table now."""

    def __init__(self) -> None:
        self.connection: sqlite3.Connection | None = None
        self._out: list[Checkout] = []
        self._mark: tuple[int, int] = (0, 0)

    def put(self, image: bytes) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = sqlite3.connect(":memory:", check_same_thread=False)
        self.connection.deserialize(image)
        self.connection.execute("PRAGMA temp_store = MEMORY")
        self.connection.set_authorizer(_authorize)
        self._mark = self._now()

    def checkout(self) -> Checkout:
        if self.connection is None:
            raise sqlite3.OperationalError("there is no database between calls")
        self._out.append(Checkout(self.connection))
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


def _authorize(action: int, *_what: Any) -> int:
    return sqlite3.SQLITE_DENY if action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH) else sqlite3.SQLITE_OK
