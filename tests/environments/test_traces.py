"""What is traced on a stage is what SQLite's session extension records."""

from contextlib import closing
from typing import Any

import apsw
from hypothesis import given, settings
from hypothesis import strategies as st

from environments.changes import changes_since
from environments.ddl import strict_table
from environments.facts import facts_of
from environments.traces import Traces

TABLES = {
    "boats": "CREATE TABLE boats (id INTEGER PRIMARY KEY, name TEXT, length REAL)",
    "berths": "CREATE TABLE berths (code TEXT PRIMARY KEY, boat_id INTEGER, note ANY)",
    "crews": "CREATE TABLE crews (boat_id INT, place INT, name TEXT, PRIMARY KEY (place, boat_id)) WITHOUT ROWID",
}
ROWS = [
    "INSERT INTO boats VALUES (1, 'Skylark', 7.0), (2, 'Heron', 9.5), (5, 'Tern', NULL)",
    "INSERT INTO berths VALUES ('a1', 1, 1), ('B2', NULL, 'wide')",
    "INSERT INTO crews VALUES (1, 1, 'Ida'), (1, 2, 'Jon'), (2, 1, 'Kim')",
]
STATEMENTS = [
    "INSERT OR REPLACE INTO boats (id, name) VALUES (:n, 'New')",
    "INSERT INTO boats (name) VALUES ('Next')",
    "UPDATE boats SET name = name || '!' WHERE id <= :n",
    "UPDATE boats SET length = 7 WHERE id = 1",
    "UPDATE OR IGNORE boats SET id = id + 1 WHERE id = :n",
    "DELETE FROM boats WHERE id = :n",
    "DELETE FROM boats",
    "INSERT OR IGNORE INTO berths VALUES (char(96 + :n) || '1', :n, :n)",
    "UPDATE berths SET code = code || 'x' WHERE boat_id = 1",
    "UPDATE berths SET note = note + 0.0 WHERE typeof(note) = 'integer'",
    "UPDATE berths SET boat_id = :n WHERE code = 'B2'",
    "DELETE FROM berths WHERE code > :n",
    "INSERT OR REPLACE INTO crews VALUES (:n, 1, 'Lea')",
    "UPDATE OR IGNORE crews SET place = place + 1 WHERE boat_id = :n",
    "DELETE FROM crews WHERE place = 1",
]
steps = st.one_of(
    st.tuples(st.sampled_from(STATEMENTS), st.integers(1, 6)),
    st.tuples(st.sampled_from(["mark", "back", "release"]), st.sampled_from(["one", "two"])),
)


def _untouched() -> apsw.Connection:
    connection = apsw.Connection(":memory:")
    for sql in (*(strict_table(ddl, name).sql for name, ddl in TABLES.items()), *ROWS):
        connection.execute(sql)
    return connection


class _Unseen:
    """Where marks are of no account."""

    def mark(self, name: str) -> None: ...
    def back_to(self, name: str) -> None: ...
    def release(self, name: str) -> None: ...


def _do(connection: apsw.Connection, traces: Traces | _Unseen, plan: list[tuple[str, Any]]) -> None:
    open_marks: list[str] = []
    connection.execute("BEGIN")
    for what, value in plan:
        if what == "mark":
            connection.execute(f"SAVEPOINT {value}")
            traces.mark(value)
            open_marks.append(value)
        elif what not in ("back", "release"):
            connection.execute(what, {"n": value})
        elif value in open_marks:
            while open_marks[-1] != value:
                open_marks.pop()
            connection.execute(f"{'ROLLBACK TO' if what == 'back' else 'RELEASE'} {value}")
            (traces.back_to if what == "back" else traces.release)(value)
            if what == "release":
                open_marks.pop()


@settings(max_examples=150, deadline=None)
@given(st.lists(steps, max_size=14))
def test_traces_tell_the_same_changes_as_a_recording(plan: list[tuple[str, Any]]) -> None:
    watched, recorded = _untouched(), _untouched()
    facts = facts_of(watched, [(name, strict_table(ddl, name)) for name, ddl in TABLES.items()])
    watched.execute("ATTACH ':memory:' AS initial")
    watched.deserialize("initial", recorded.serialize("main"))
    traces = Traces(watched, facts)
    _do(watched, traces, plan)
    with closing(apsw.Session(recorded, "main")) as recorder:
        recorder.attach()
        _do(recorded, _Unseen(), plan)
        assert repr(traces.changes()) == repr(changes_since(recorder, recorded, facts))


def test_what_was_rolled_back_is_forgotten() -> None:
    connection = _untouched()
    facts = facts_of(connection, [(name, strict_table(ddl, name)) for name, ddl in TABLES.items()])
    traces = Traces(connection, facts)
    connection.execute("BEGIN; UPDATE boats SET name = 'Owl' WHERE id = 1; SAVEPOINT here")
    traces.mark("here")
    connection.execute("UPDATE boats SET name = 'Owl'; ROLLBACK TO here")
    traces.back_to("here")
    assert traces.count == 1
