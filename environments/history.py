"""History, simulated: seed rows made by an environment's own tools under a clock that moves.

In:  an environment without rows; base rows; calls, each at its time.
Out: rows, as records.
Never here: deciding what happens; that is an author's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from environments.clock import Clock
from environments.database import PAGE_BYTES, STATEMENTS_KEPT_ON_STAGE, connect
from environments.environment import Environment
from environments.facts import TableFacts, rows_of
from environments.limits import MOST_DATABASE_BYTES
from environments.rehearsal import Episode
from environments.result import Result
from schemas import SeedRow


class History:
    """Starts from the environment's rows, at the environment's time unless calls say otherwise."""

    def __init__(self, environment: Environment) -> None:
        self._clock = Clock(environment.manifest.now)
        self.connection = connect(self._clock, environment.image, kept=STATEMENTS_KEPT_ON_STAGE)
        """For SELECTs; it sees everything that has happened. Nobody records it: all of it becomes the seed."""
        self._execute = self.connection.cursor().execute
        self._facts = environment.facts
        self.connection.pragma("max_page_count", MOST_DATABASE_BYTES // PAGE_BYTES)
        self.connection.execute("BEGIN")
        self._session = Episode(environment, self.connection, None, 0, 1)
        self._at = environment.manifest.now

    def call(self, tool: str, arguments: dict[str, Any], at: str | None = None, user_id: int = 1) -> Result:
        """Call a tool at a time (`YYYY-MM-DD HH:MM:SS`) as a user; what succeeds stays."""
        if at is not None:
            self.set_time(at)
        self._session.user_id = user_id
        return self._session.call(tool, arguments)

    def happened(self, tool: str, arguments: dict[str, Any], at: str, user_id: int) -> bool:
        """Whether a call went through; for the many whose result nobody reads, which is then not put together."""
        self.set_time(at)
        self._session.user_id = user_id
        return self._session.quietly(tool, arguments).ok

    def would_succeed(self, tool: str, arguments: dict[str, Any], user_id: int = 1) -> bool:
        """Whether a call goes through now; nothing of it stays."""
        self._session.user_id = user_id
        return self._session.quietly(tool, arguments, is_trial=True).ok

    def set_time(self, at: str) -> None:
        """Move the clock for what comes next.

        Raises:
            ValueError: `at` is not `YYYY-MM-DD HH:MM:SS`.
        """
        if at != self._at:
            self._clock.set(at)
            self._at = at

    @contextmanager
    def supposing(self) -> Iterator[None]:
        """Within it anything may be tried; when the `with` ends, nothing of it has happened."""
        at = self._at
        try:
            with self._session.supposing("supposition"):
                yield
        finally:
            self.set_time(at)

    def execute(self, sql: str, bindings: Any = None) -> list[tuple[Any, ...]]:
        """Run SQL of the author's own, for base rows that no tool makes; its rows come back."""
        return self._execute(sql, bindings).fetchall()

    def rows(self) -> list[SeedRow]:
        """Every row: tables in the order in which they refer to each other, rows by primary key."""
        found = []
        for name in _parents_first(self._facts):
            facts = self._facts[name]
            order = ", ".join(f'"{column}"' for column in facts.key)
            sql = f'SELECT * FROM "{name}" ORDER BY {order}'
            found += [
                SeedRow(table=name, number=number, values=dict(zip(facts.columns, row, strict=True)))
                for number, row in enumerate(rows_of(self.connection, sql))
            ]
        return found

    def close(self) -> None:
        self._session.close()
        self.connection.close()

    def __enter__(self) -> "History":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _parents_first(facts: dict[str, TableFacts]) -> list[str]:
    """Tables so that references point backwards where that is possible; otherwise in the order of creation."""
    ordered: dict[str, None] = {}

    def visit(name: str, above: frozenset[str]) -> None:
        for foreign_key in facts[name].foreign_keys:
            parent = foreign_key.parent
            if parent not in ordered and parent not in above and parent in facts:
                visit(parent, above | {parent})
        ordered.setdefault(name)

    for name in facts:
        visit(name, frozenset({name}))
    return list(ordered)
