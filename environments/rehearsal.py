"""A stage on which many episodes are played, one after the other, each from the untouched database.

In:  an environment.
Out: sessions whose end is a rollback. Prepared statements outlive them, so that an episode costs microseconds.
Never here: two episodes at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import apsw

from environments.changes import Change
from environments.database import PAGE_BYTES, STATEMENTS_KEPT_ON_STAGE, connect
from environments.limits import MOST_DATABASE_BYTES
from environments.program import Program
from environments.result import Result
from environments.session import Failure, Session
from environments.traces import Traces
from environments.violations import dangling_reference

if TYPE_CHECKING:
    from environments.environment import Environment


class Episode(Session):
    """A session inside a transaction that is never committed."""

    traces: Traces | None = None
    """What it touches; None where nobody will ask."""
    _touched_before = 0
    _is_trial = False

    def trial(self, name: str, arguments: Any = None) -> Result:
        """The result of a call of which nothing stays; one that is refused costs no savepoint."""
        self._is_trial = True
        try:
            return self.call(name, arguments)
        finally:
            self._is_trial = False

    def quietly(self, name: str, arguments: Any = None, *, is_trial: bool = False) -> Result:
        """What became of a call whose content nobody reads: it is not put together. Of a trial nothing stays."""
        self._is_quiet = True
        try:
            return self.trial(name, arguments) if is_trial else self.call(name, arguments)
        finally:
            self._is_quiet = False

    def changes(self) -> list[Change]:
        return self.traces.changes() if self.traces else []

    def mark(self, name: str) -> None:
        """Begin a savepoint. Those of an episode's own making are known by name, the last of each name first."""
        self._control(f"SAVEPOINT {name}")
        if self.traces:
            self.traces.mark(name)

    def back_to(self, name: str) -> None:
        """Undo what happened since the mark, which stays."""
        self._control(f"ROLLBACK TO {name}")
        if self.traces:
            self.traces.back_to(name)

    def release(self, name: str) -> None:
        """Forget the mark, and keep what happened since."""
        self._control(f"RELEASE {name}")
        if self.traces:
            self.traces.release(name)

    @contextmanager
    def supposing(self, name: str) -> Iterator[None]:
        """Within it anything may be tried; when the `with` ends, nothing of it has happened."""
        self.mark(name)
        try:
            yield
        finally:
            self.back_to(name)
            self.release(name)

    def _begin_recording(self) -> None:
        self._is_recording = True

    def _control(self, sql: str) -> None:
        """Past the cache of prepared statements, where each use of one pushes others out: here there are thousands."""
        self._execute(sql, None, can_cache=False)

    def _begin(self) -> None:
        self._control("SAVEPOINT call")
        if self.traces:
            self._touched_before = self.traces.count

    def _commit(self, program: Program) -> None:
        if self.connection.status(apsw.SQLITE_DBSTATUS_DEFERRED_FKS)[0]:
            raise Failure(dangling_reference(self.connection, self.environment.facts, program))
        if self._is_trial:
            self._roll_back()
        else:
            self._control("RELEASE call")

    def _roll_back(self) -> None:
        self._control("ROLLBACK TO call")
        self._control("RELEASE call")
        if self.traces:
            self.traces.forget(self._touched_before)

    def image(self) -> bytes:
        """The database as it stands in the episode: the rows of a session's, not always the same bytes."""
        copy = connect(self.environment.clock, self.environment.image)
        copy.config(apsw.SQLITE_DBCONFIG_ENABLE_FKEY, 0)
        for change in self.changes():
            _repeat(change, copy)
        return copy.serialize("main")

    def close(self) -> None:
        """The stage stays."""


def _repeat(change: Change, copy: apsw.Connection) -> None:
    """Make a change once more, in a copy of the untouched database."""
    if change.op != "insert":
        where = " AND ".join(f'"{column}" IS ?' for column in change.key)
        copy.execute(f'DELETE FROM "{change.table}" WHERE {where}', tuple(change.key.values()))
    if change.after is not None:
        columns, marks = ", ".join(f'"{column}"' for column in change.after), ", ".join("?" * len(change.after))
        copy.execute(f'INSERT INTO "{change.table}" ({columns}) VALUES ({marks})', tuple(change.after.values()))


class Rehearsal:
    """Not for use by several threads at once."""

    def __init__(self, environment: "Environment") -> None:
        self._environment = environment
        self._connection = connect(environment.clock, environment.image, kept=STATEMENTS_KEPT_ON_STAGE)
        self._connection.execute("ATTACH ':memory:' AS initial")
        self._connection.deserialize("initial", environment.image)
        self._connection.pragma("max_page_count", MOST_DATABASE_BYTES // PAGE_BYTES)
        self._connection.execute("BEGIN")
        self._traces = Traces(self._connection, environment.facts)
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
        self._traces.clear()
        episode.traces = self._traces
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
