"""The role `verdict`, inside a confined process: run one foreign verifier on copies of two databases.

In:  its source, its function's name, the final answer, the images before and after.
Out: what it returned, as JSON; or how it failed.
Never here: a second verdict in the same process; what a verifier leaves behind goes with it.
"""

import inspect
import json
import re
import sqlite3
import types
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from environments.confined.guest import globals_for, module, operating_system, quiet_logging
from environments.confined.screen import VERIFIER_IMPORTS

INITIAL, FINAL = "file:/initial.db?vfs=memdb", "file:/final.db?vfs=memdb"
"""What stands in for paths: names that SQLite resolves within this process, in ATTACH too."""
_LONGEST = 4000

Serve = Callable[[Any, list[bytes]], Awaitable[tuple[Any, list[bytes]]]]


def warm_up() -> None:
    import unicodedata  # noqa: F401

    _run("def verify(initial_db_path, final_db_path): return {}", "verify", None, _image(), _image())


def judging() -> Serve:
    async def serve(header: Any, texts: list[bytes]) -> tuple[Any, list[bytes]]:
        source, function, answer = header
        return _run(source, function, answer, *texts), []

    return serve


def _run(source: str, function: str, answer: str | None, initial: bytes, final: bytes) -> dict[str, Any]:
    """`{"returned": …}` or `{"failed": …}`; beside it the SQL errors that the verifier swallowed."""
    held = [_shared(INITIAL, initial), _shared(FINAL, final)]
    swallowed: list[str] = []
    database = _sqlite(swallowed)
    stand_ins = {
        "sqlite3": database,
        "os": operating_system({}, frozenset({INITIAL, FINAL})),
        "logging": quiet_logging(),
    }
    given = {"sqlite3": database, "json": json, "re": re, "os": stand_ins["os"]}
    said: dict[str, Any]
    try:
        scope = globals_for("verifier", VERIFIER_IMPORTS, stand_ins, given)
        exec(compile(source, "<verifier>", "exec"), scope)  # noqa: S102 (what this process is for)
        returned = _call(scope[function], answer)
        said = {"returned": json.loads(json.dumps(returned, default=str))}
    except KeyError as fault:
        said = {"failed": f"KeyError: {fault}" if function in scope else f"it defines no {function}"}
    except BaseException as fault:
        said = {"failed": f"{type(fault).__name__}: {fault}"[:_LONGEST]}
    for connection in held:
        connection.close()
    return {**said, "swallowed": swallowed[:5]}


def _call(function: Callable[..., Any], answer: str | None) -> Any:
    """Call it with what its signature takes, by name where the names are the usual ones."""
    parameters = inspect.signature(function).parameters
    known = {"initial_db_path": INITIAL, "final_db_path": FINAL, "final_answer": answer or ""}
    named = {name: value for name, value in known.items() if name in parameters}
    if named or len(parameters) < 2:
        return function(**named)
    return function(*list(known.values())[: min(len(parameters), 3)])


def _image() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)")
    return connection.serialize()


def _shared(name: str, image: bytes) -> sqlite3.Connection:
    """Put an image under a name that connections of this process can open."""
    connection = sqlite3.connect(name, uri=True)
    with sqlite3.connect(":memory:") as source:
        source.deserialize(image)
        source.backup(connection)
    return connection


def _sqlite(swallowed: list[str]) -> types.ModuleType:
    """`sqlite3` with the two databases and no files; errors of SQL are noted, whoever catches them."""

    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, parameters: Any = ()) -> Any:
            return _noting(swallowed, lambda: super(Cursor, self).execute(sql, parameters))

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def execute(self, sql: str, parameters: Any = ()) -> Any:
            return self.cursor().execute(sql, parameters)

    def connect(path: Any, *_arguments: Any, **options: Any) -> Connection:
        wanted = next((name for name in (INITIAL, FINAL) if name in str(path)), None)
        if wanted is None and str(path) != ":memory:":
            swallowed.append(f"unable to open {str(path)[:80]}")
            raise sqlite3.OperationalError("unable to open database file")
        connection = sqlite3.connect(wanted or ":memory:", uri=True, factory=Connection)
        connection.execute("PRAGMA query_only = ON")
        if options.get("isolation_level", "") is None:
            connection.isolation_level = None
        return connection

    members: Mapping[str, Any] = {name: value for name, value in vars(sqlite3).items() if not name.startswith("__")}
    return module("sqlite3", **{**members, "connect": connect, "Connection": Connection, "Cursor": Cursor})


def _noting(swallowed: list[str], run: Callable[[], Any]) -> Any:
    try:
        return run()
    except sqlite3.Error as fault:
        swallowed.append(f"{type(fault).__name__}: {fault}")
        raise
