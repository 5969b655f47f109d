"""A stage on which many episodes are played, one after the other, each from the untouched database.

In:  an environment.
Out: sessions whose end is a rollback. Prepared statements outlive them, so that an episode costs microseconds.
Never here: two episodes at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import apsw

from environments.database import connect
from environments.program import Program
from environments.session import Failure, Session
from environments.violations import dangling_reference

if TYPE_CHECKING:
    from environments.environment import Environment


class Episode(Session):
    """A session inside a transaction that is never committed."""

    def _begin(self) -> None:
        self._execute("SAVEPOINT call")

    def _commit(self, program: Program) -> None:
        if self.connection.status(apsw.SQLITE_DBSTATUS_DEFERRED_FKS)[0]:
            raise Failure(dangling_reference(self.connection, self.environment.facts, program))
        self._execute("RELEASE call")

    def _roll_back(self) -> None:
        self._execute("ROLLBACK TO call")
        self._execute("RELEASE call")

    def image(self) -> bytes:
        """The database as it stands in the episode: the rows of a session's, not always the same bytes."""
        if self._recorder is None:
            return self.environment.image
        copy = connect(self.environment.clock, self.environment.image)
        copy.config(apsw.SQLITE_DBCONFIG_ENABLE_FKEY, 0)
        apsw.Changeset.apply(self._recorder.changeset(), copy)
        return copy.serialize("main")

    def close(self) -> None:
        """End the recording; the stage stays."""
        if self._recorder is not None:
            self._recorder.close()
            self._recorder = None


class Rehearsal:
    """Not for use by several threads at once."""

    def __init__(self, environment: "Environment") -> None:
        self._environment = environment
        self._connection = connect(environment.clock, environment.image)
        self._connection.execute("ATTACH ':memory:' AS initial")
        self._connection.deserialize("initial", environment.image)
        self._connection.execute("BEGIN")
        self._is_playing = False

    @contextmanager
    def episode(self, task: str | None = None, seed: int = 0, user_id: int = 1) -> Iterator[Episode]:
        """A session from the untouched database; when the `with` ends, nothing of it is left.

        Raises:
            RuntimeError: another episode has not ended.
        """
        if self._is_playing:
            raise RuntimeError("one episode at a time: end the other first, or use another rehearsal")
        record = self._environment.task(task) if task is not None else None
        self._is_playing = True
        self._connection.set_last_insert_rowid(0)
        self._connection.execute("SAVEPOINT episode")
        episode = Episode(self._environment, self._connection, record, seed, user_id, has_initial=True)
        try:
            yield episode
        finally:
            episode.close()
            self._connection.execute("ROLLBACK TO episode")
            self._connection.execute("RELEASE episode")
            self._is_playing = False

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> "Rehearsal":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
