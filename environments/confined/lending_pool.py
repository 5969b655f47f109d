"""The pool behind a module's engines: what it lends is good for one call, what SQLAlchemy keeps about it lasts longer.

In:  the database that is on the table.
Out: connections; each holds a checkout of its own.
Never here: a checkout that outlives its call, or a record that has not met the database on the table: listeners that
     set a connection up (`PRAGMA foreign_keys = ON`) run anew for each database.
"""

from typing import Any, cast

from sqlalchemy.pool import ConnectionPoolEntry, Pool

from environments.confined.lent_database import Checkout, LentDatabase


class LendingPool(Pool):
    def __init__(self, database: LentDatabase) -> None:
        super().__init__(database.checkout)
        self._database = database
        self._resting: list[ConnectionPoolEntry] = []

    def _do_get(self) -> ConnectionPoolEntry:
        while self._resting:
            record: Any = self._resting.pop()
            if _is_of(record.dbapi_connection, self._database):
                record.dbapi_connection = self._database.checkout()
                return cast("ConnectionPoolEntry", record)
        return self._create_connection()

    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        checkout: Any = record.dbapi_connection
        if checkout is not None:
            checkout.close()
            self._resting.append(record)

    def recreate(self) -> "LendingPool":
        return LendingPool(self._database)

    def dispose(self) -> None:
        self._resting.clear()

    def status(self) -> str:
        return f"{len(self._resting)} connections rest"


def _is_of(checkout: Any, database: LentDatabase) -> bool:
    return isinstance(checkout, Checkout) and checkout.is_of(database)
