"""Databases of an environment: how one is opened, and how its first image is built.

In:  tables and seed rows, or an image; a clock.
Out: connections that all behave alike, and images (the bytes of a whole SQLite database).
Never here: tools, tasks; files.
"""

import hashlib
import marshal
from collections.abc import Iterable, Sequence
from functools import lru_cache
from threading import Lock

import apsw

from environments.clock import Clock, standing_clock
from environments.ddl import DdlFault, index_of, strict_table
from environments.errors import BadEnvironment, Finding
from environments.facts import dangling, foreign_keys, rows_of
from environments.guard import unsafe_ddl
from environments.values import StoredValueFault, stored, text_of
from schemas import SeedRow, Table

PAGE_BYTES = 512
"""Small pages: seed tables are short, and half-empty pages are what a session costs."""
LONGEST_VALUE = 500_000
"""Bytes of one text in a database: bounds what a statement can build up."""
LONGEST_PATTERN = 1_000
"""Bytes of a pattern for LIKE: matching is one step to the meter, however long it takes."""
STATEMENTS_KEPT = 400
"""Prepared statements a connection keeps: those of some seventy tools."""
STATEMENTS_KEPT_ON_STAGE = 512
"""The same where much of one environment is tried on one connection; apsw keeps no more."""
IMAGES_KEPT = 64
PLAIN_MARSHAL = 2
"""The last version that writes equal values as equal bytes, whoever else refers to them."""
_FINDINGS_A_TABLE = 20
_images: dict[bytes, bytes] = {}
_lock = Lock()


def connect(
    clock: Clock, image: bytes | None = None, *, reproducible: bool = True, kept: int = STATEMENTS_KEPT
) -> apsw.Connection:
    """An in-memory database that reads `clock`, a copy of `image` where one is given.

    `reproducible=False` declares `now()` as changing, so that CHECKs and indexes that depend on it are refused; `kept`
    is the number of prepared statements that it keeps.
    """
    connection = apsw.Connection(":memory:", vfs=clock.vfs, statementcachesize=kept)
    if image is not None:
        connection.deserialize("main", image)
    connection.create_scalar_function("now", clock.read_now, 0, deterministic=reproducible)
    connection.create_scalar_function("today", clock.read_today, 0, deterministic=reproducible)
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_FKEY, 1)
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)  # else a join is planned anew whenever a value is bound
    connection.config(apsw.SQLITE_DBCONFIG_DQS_DML, 0)
    connection.config(apsw.SQLITE_DBCONFIG_DQS_DDL, 0)
    connection.limit(apsw.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.limit(apsw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LONGEST_PATTERN)
    return connection


def build_image(tables: Sequence[Table], rows: Iterable[SeedRow], now: str, name: str = "environment") -> bytes:
    """The image of these tables filled with these rows: the same bytes every time.

    The last ones are kept in this process, since an environment is built for trying, for certifying and for publishing.

    Raises:
        BadEnvironment: with everything that is wrong with the DDL or, once that is right, with the rows.
    """
    rows = list(rows)
    key = _content_hash(tables, rows, now)
    with _lock:
        known = _images.get(key)
    if known is not None:
        return known
    image = _built(tables, rows, now, name)
    with _lock:
        _images[key] = image
        if len(_images) > IMAGES_KEPT:
            del _images[next(iter(_images))]
    return image


def _content_hash(tables: Sequence[Table], rows: Sequence[SeedRow], now: str) -> bytes:
    digest = hashlib.sha256(now.encode())
    for table in tables:
        digest.update(text_of(table).encode("utf-8", "surrogatepass") + b"\n")
    values = [(row.table, row.number, row.values) for row in rows]
    try:
        text = marshal.dumps(values, PLAIN_MARSHAL)  # a fifth of the time that JSON takes, and it stays in here
    except ValueError:  # what is no JSON; inserting it will say so
        text = repr(values).encode("utf-8", "surrogatepass")
    digest.update(text)
    return digest.digest()


def _built(tables: Sequence[Table], rows: Sequence[SeedRow], now: str, name: str) -> bytes:
    connection = connect(standing_clock(now), reproducible=False)
    connection.pragma("page_size", PAGE_BYTES)
    findings = create_tables(connection, tables)
    if not findings:
        findings = insert_rows(connection, rows)
    if findings:
        raise BadEnvironment(name, findings)
    connection.execute("VACUUM")
    return connection.serialize("main")


def create_tables(connection: apsw.Connection, tables: Sequence[Table]) -> list[Finding]:
    """Execute the DDL; what is wrong with it comes back."""
    findings: list[Finding] = []
    seen: set[str] = set()
    for table in tables:
        if table.name in seen:
            findings.append(Finding("tables", table.name, "two tables have this name; rename one", "duplicate"))
            continue
        seen.add(table.name)
        try:
            _create(connection, table)
        except DdlFault as fault:
            findings.append(Finding("tables", table.name, f"{fault}.", "ddl"))
        except (apsw.Error, UnicodeError) as fault:
            findings.append(Finding("tables", table.name, f"SQLite refuses the DDL: {fault}.", "ddl"))
    return findings or _reference_faults(connection, tables)


def _create(connection: apsw.Connection, table: Table) -> None:
    for sql in _creating(tuple(table.ddl), table.name):
        connection.execute(sql)
    if not rows_of(connection, "SELECT 1 FROM pragma_table_info(?) WHERE pk > 0", (table.name,)):
        raise DdlFault("it has no primary key; give it one, such as `id INTEGER PRIMARY KEY`")


@lru_cache(maxsize=512)  # pure, and asked for whenever a database of these tables is made
def _creating(ddl: tuple[str, ...], name: str) -> tuple[str, ...]:
    """What is executed to create a table.

    Raises:
        DdlFault: it is not what tables may be made of.
    """
    if not ddl:
        raise DdlFault("there is no DDL; give its CREATE TABLE")
    if name.startswith("sqlite_"):
        raise DdlFault("names that begin with sqlite_ belong to SQLite; rename the table")
    for sql in ddl:
        if "\0" in sql:
            raise DdlFault("the DDL holds a NUL character; remove it")
        if unsafe := unsafe_ddl(sql):
            raise DdlFault(f"{unsafe} may not be used in an environment; remove it from the DDL")
    return strict_table(ddl[0], name).sql, *(index_of(sql, name) for sql in ddl[1:])


def _reference_faults(connection: apsw.Connection, tables: Sequence[Table]) -> list[Finding]:
    """Foreign keys that name no table, or no unique columns: SQLite notices them only when rows move."""
    findings = []
    known = {table.name for table in tables}
    for table in tables:
        parents = rows_of(connection, 'SELECT DISTINCT "table" FROM pragma_foreign_key_list(?)', (table.name,))
        missing = [parent for (parent,) in parents if parent.lower() not in known]
        for parent in missing:
            message = f"a foreign key refers to {parent}, which is no table of this environment."
            findings.append(Finding("tables", table.name, message, "unknown_table"))
        if not missing:
            try:
                connection.execute(f'PRAGMA foreign_key_check("{table.name}")').fetchall()
            except apsw.Error as fault:
                message = f"a foreign key does not fit what it refers to: {fault}."
                findings.append(Finding("tables", table.name, message, "foreign_key"))
    return findings


def insert_rows(connection: apsw.Connection, rows: Iterable[SeedRow]) -> list[Finding]:
    """Insert the rows in their order; what is wrong with any of them comes back."""
    inserts = _Inserts(connection)
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_FKEY, 0)
    with connection:
        for row in rows:
            inserts.insert(row)
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_FKEY, 1)
    return inserts.findings or dangling_references(connection)


class _Inserts:
    """Prepared once a table and set of columns; remembers what failed."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._execute = connection.cursor().execute
        columns = rows_of(
            connection, "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'"
        )
        self._columns: dict[str, set[str]] = {}
        for table, column in columns:
            self._columns.setdefault(table, set()).add(column)
        self._statements: dict[tuple[str, ...], str] = {}
        self._failed: dict[str, int] = {}
        self.findings: list[Finding] = []

    def insert(self, row: SeedRow) -> None:
        try:
            self._execute(self._statement(row), tuple(map(stored, row.values.values())))
        except (apsw.Error, StoredValueFault, DdlFault) as fault:
            self._report(row, str(fault))

    def _statement(self, row: SeedRow) -> str:
        key = (row.table, *row.values)
        if key not in self._statements:
            known = self._columns.get(row.table)
            if known is None:
                raise DdlFault(f"there is no table {row.table}")
            unknown = sorted(set(row.values) - known)
            if unknown or not row.values:
                raise DdlFault(f"the table has no column {unknown[0]}" if unknown else "the row is empty")
            names = ", ".join(f'"{column}"' for column in row.values)
            marks = ", ".join("?" * len(row.values))
            self._statements[key] = f'INSERT INTO "{row.table}" ({names}) VALUES ({marks})'
        return self._statements[key]

    def _report(self, row: SeedRow, message: str) -> None:
        count = self._failed[row.table] = self._failed.get(row.table, 0) + 1
        if count <= _FINDINGS_A_TABLE:
            said = message if count < _FINDINGS_A_TABLE else f"{message}; more rows of this table fail"
            self.findings.append(Finding("rows", f"{row.table} row {row.number}", f"{said}.", "row"))


def dangling_references(connection: apsw.Connection) -> list[Finding]:
    """Rows whose foreign keys point nowhere."""
    findings = []
    for (table,) in rows_of(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid"):
        for foreign_key in foreign_keys(connection, table):
            for values in rows_of(connection, dangling(table, foreign_key, _FINDINGS_A_TABLE)):
                pairs = zip(foreign_key.columns, values, strict=True)
                said = ", ".join(f"{column} {value!r}" for column, value in pairs)
                message = f"{said} points to no row of {foreign_key.parent}; add that row or correct the reference."
                findings.append(Finding("rows", table, message, "dangling_reference"))
    return findings
