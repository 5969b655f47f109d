"""What SQL of an environment may do: decided once, when a statement is prepared at load.

In:  one SQL statement and a connection whose schema it is for.
Out: what the statement binds, returns, reads and writes, or why it may not run.
Never here: execution. A statement that has passed needs no authorizer any more.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Literal

import apsw
import apsw.ext

from environments.sql_text import Token, calls, first_word, groups, tokens

_CORE = """abs ceil ceiling char coalesce concat concat_ws floor format glob hex if ifnull iif instr length like
    likelihood likely lower ltrim max min nullif octet_length printf quote replace round rtrim sign substr substring
    trim typeof unicode unistr unistr_quote unlikely upper"""
_MATH = """acos acosh asin asinh atan atan2 atanh cos cosh degrees exp ln log log10 log2 mod pi pow power radians
    sin sinh sqrt tan tanh trunc"""
_TIME = """date time datetime julianday unixepoch strftime timediff current_date current_time current_timestamp
    now today"""
_AGGREGATE = "avg count group_concat median percentile percentile_cont percentile_disc string_agg sum total"
_WINDOW = """row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value"""
_JSON = """-> ->> json json_array json_array_insert json_array_length json_each json_error_position json_extract
    json_group_array json_group_object json_insert json_object json_patch json_pretty json_quote json_remove
    json_replace json_set json_tree json_type json_valid"""
ALLOWED_FUNCTIONS = frozenset(" ".join([_CORE, _MATH, _TIME, _AGGREGATE, _WINDOW, _JSON, "last_insert_rowid"]).split())
"""Everything else is refused: what differs between runs (random), between machines (localtime, versions),
what reaches out (load_extension, readfile), what counts across calls (changes) and what only builds up bulk."""

TABLE_FUNCTIONS = frozenset({"json_each", "json_tree"})
_LOCAL_TIME = ("'localtime'", "'utc'")
MOST_COLUMNS = 64

Purpose = Literal["read", "write"]


class RefusedSql(ValueError):
    """A statement that may not be in an environment: `rule` names why, the text says it."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


@dataclass(frozen=True)
class Prepared:
    """What is known of a statement once SQLite has compiled it."""

    sql: str
    columns: tuple[str, ...]
    names: frozenset[str]
    """The `:names` that it binds."""
    reads: frozenset[tuple[str, str]]
    """(table, column); the column is empty where only the number of rows matters."""
    writes: frozenset[tuple[str, str, str]]
    """(insert, update or delete, table, column); the column is named for updates only."""


class Guard:
    """The one who looks while a connection compiles. `tables` are the only tables that may be touched."""

    def __init__(
        self, connection: apsw.Connection, tables: frozenset[str], schemas: frozenset[str],
        known: dict[tuple[str, str], Prepared] | None = None,
    ) -> None:  # fmt: skip
        """`known` keeps what was compiled for these very tables, by statement and purpose."""
        self._known = {} if known is None else known
        self._connection = connection
        self._tables = tables
        self._schemas = schemas
        self._reads: set[tuple[str, str]] = set()
        self._writes: set[tuple[str, str, str]] = set()
        self._refused: RefusedSql | None = None

    def prepare(self, sql: str, purpose: Purpose) -> Prepared:
        """Compile the statement without running it.

        Raises:
            RefusedSql: it does not compile, is not exactly one statement of that purpose, or touches what it may not.
        """
        found = self._known.get((sql, purpose))
        if found is None:
            found = self._known[sql, purpose] = self._prepare(sql, purpose)
        return found

    def _prepare(self, sql: str, purpose: Purpose) -> Prepared:
        _refuse_text(sql, purpose)
        info = self._compile(sql)
        if info.query_remaining is not None and tokens(info.query_remaining):
            raise RefusedSql(
                "one_statement",
                f"there is more than one statement; after the first stands "
                f"{clip(info.query_remaining)}. Use a step for each",
            )
        if info.is_readonly == (purpose == "write"):
            told = "it changes nothing; use `read` or `require`" if purpose == "write" else "it writes; use `write`"
            raise RefusedSql("purpose", f"{told}: {clip(sql)}")
        columns = tuple(column[0] for column in info.description)
        _refuse_columns(columns)
        names = frozenset(name for name in info.bindings_names if name)
        if len(names) < info.bindings_count or any(name.isdigit() for name in names):
            raise RefusedSql("unnamed_parameter", f"bind values by name (`:name`), not by `?`: {clip(sql)}")
        return Prepared(sql, columns, names, frozenset(self._reads), frozenset(self._writes))

    def _compile(self, sql: str) -> "apsw.ext.QueryDetails":
        self._reads, self._writes, self._refused = set(), set(), None
        try:
            with self._watching():
                return apsw.ext.query_info(self._connection, sql)
        except (apsw.Error, UnicodeError) as fault:
            if self._refused is not None:
                raise self._refused from None
            raise RefusedSql("does_not_prepare", f"{_plain(fault)} in {clip(sql)}") from None

    @contextmanager
    def _watching(self) -> Iterator[None]:
        self._connection.authorizer = self._look
        try:
            yield
        finally:
            self._connection.authorizer = None

    def _look(self, action: int, first: str | None, second: str | None, schema: str | None, _by: str | None) -> int:
        refusal = self._refusal(action, first or "", second or "", schema)
        if refusal is None:
            return apsw.SQLITE_OK
        self._refused = self._refused or refusal
        return apsw.SQLITE_DENY

    def _refusal(self, action: int, first: str, second: str, schema: str | None) -> RefusedSql | None:
        if action == apsw.SQLITE_READ:
            return self._reading(first, second, schema)
        if action in (apsw.SQLITE_SELECT, apsw.SQLITE_RECURSIVE):
            return None
        if action == apsw.SQLITE_FUNCTION:
            if second.lower() in ALLOWED_FUNCTIONS:
                return None
            return RefusedSql("forbidden_function", f"the function {second}() may not be used in an environment")
        if action in _CHANGES:
            if first.lower() not in self._tables:
                return RefusedSql("unknown_table", f"{first} is not a table of this environment")
            self._writes.add((_CHANGES[action], first.lower(), second.lower() if action == apsw.SQLITE_UPDATE else ""))
            return None
        what = apsw.mapping_authorizer_function.get(action, str(action))
        said = str(what).removeprefix("SQLITE_").replace("_", " ")
        return RefusedSql("forbidden_statement", f"{said} may not be used in an environment")

    def _reading(self, table: str, column: str, schema: str | None) -> RefusedSql | None:
        name = table.lower()
        if name in self._tables:
            if self._schemas and schema not in self._schemas:
                return RefusedSql(
                    "unqualified",
                    f"write {' or '.join(f'{s}.{name}' for s in sorted(self._schemas))}, "
                    f"not {name} alone: a check looks at two databases",
                )
            self._reads.add((name, column.lower()))
            return None
        internal = name.startswith(("sqlite_", "pragma_", "dbstat", "bytecode", "tables_used", "fts", "rtree"))
        if name in TABLE_FUNCTIONS or (not column and not internal):  # a count over a CTE names no column
            return None
        return RefusedSql("unknown_table", f"{table} is not a table of this environment")


_CHANGES = {apsw.SQLITE_INSERT: "insert", apsw.SQLITE_UPDATE: "update", apsw.SQLITE_DELETE: "delete"}


def unsafe_ddl(sql: str) -> str | None:
    """The first thing in some DDL that no environment may use. The authorizer does not see column defaults."""
    row = tokens(sql)
    for name in calls(row):
        if name not in ALLOWED_FUNCTIONS and name in _functions_of_sqlite():
            return f"the function {name}()"
    return unsafe_words(row)


def unsafe_words(row: Sequence[Token]) -> str | None:
    """The first word that no environment may use, and that the authorizer does not see.

    The machine's time zone differs between machines; OR ROLLBACK would end a call's transaction in its middle;
    BLOBs have no form in JSON.
    """
    for place, token in enumerate(row):
        if token.kind == "string" and token.text.lower() in _LOCAL_TIME:
            return f"the modifier {token.text}"
        if token.is_word("ROLLBACK"):
            return "OR ROLLBACK"
        if token.kind == "blob" or (token.is_word("CAST") and _casts_to_blob(row, place + 1)):
            return "a BLOB"
    return None


def _casts_to_blob(row: Sequence[Token], start: int) -> bool:
    end = groups(row, start)
    last = max((place for place in range(start, end) if row[place].is_word("AS")), default=end)
    return any("BLOB" in token.text.upper() for token in row[last + 1 : end])


_SUSPICIOUS = (*_LOCAL_TIME, "rollback", "blob", "x'")
"""What stands somewhere in every text in which `unsafe_words` finds anything."""


def _is_suspicious(sql: str) -> bool:
    lower = sql.lower()
    return any(text in lower for text in _SUSPICIOUS)


@cache
def _functions_of_sqlite() -> frozenset[str]:
    rows = apsw.Connection(":memory:").execute("SELECT DISTINCT lower(name) FROM pragma_function_list")
    return frozenset(name for (name,) in rows)


def _refuse_text(sql: str, purpose: Purpose) -> None:
    if "\0" in sql:
        raise RefusedSql("does_not_prepare", "the SQL holds a NUL character")
    starts = ("SELECT", "WITH", "VALUES") if purpose == "read" else ("INSERT", "UPDATE", "DELETE", "REPLACE", "WITH")
    if first_word(sql) not in starts:
        wanted = "a SELECT" if purpose == "read" else "an INSERT, UPDATE or DELETE"
        raise RefusedSql("forbidden_statement", f"{wanted} is wanted here, not {clip(sql)}")
    if _is_suspicious(sql) and (unsafe := unsafe_words(tokens(sql))):
        raise RefusedSql("forbidden_function", f"{unsafe} may not be used in an environment")


def _refuse_columns(columns: tuple[str, ...]) -> None:
    if len(columns) > MOST_COLUMNS:
        raise RefusedSql("too_many_columns", f"{len(columns)} columns are more than {MOST_COLUMNS}; name those needed")
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise RefusedSql("duplicate_column", f"two columns are called {twice[0]}; give one an alias")


def _plain(fault: Exception) -> str:
    return str(fault).removeprefix("SQLError: ")


def clip(text: str, most: int = 90) -> str:
    """The text in quotes, shortened where it is long."""
    flat = " ".join(text.split())
    return repr(flat if len(flat) <= most else flat[: most - 1] + "…")
