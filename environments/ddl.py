"""CREATE TABLE as authors write it, made strict.

In:  one CREATE statement of a table's DDL.
Out: the statement that is executed: STRICT, with SQLite's own types and with deferred foreign keys;
     and what its CHECKs say, for messages.
Never here: a database.

Why foreign keys are rewritten instead of `PRAGMA defer_foreign_keys` being set in every call:
that pragma expires every prepared statement of the connection, which would make each call compile anew.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from environments.sql_text import Token, groups, tokens

_STRICT_TYPES = {"INTEGER", "REAL", "TEXT", "ANY"}
_TYPES = {
    **dict.fromkeys(
        ["INT", "BIGINT", "SMALLINT", "TINYINT", "MEDIUMINT", "INT2", "INT4", "INT8", "SERIAL", "BIGSERIAL"], "INTEGER"
    ),
    **dict.fromkeys(["UNSIGNED BIG INT", "BOOLEAN", "BOOL", "BIT"], "INTEGER"),
    **dict.fromkeys(["FLOAT", "DOUBLE", "DOUBLE PRECISION", "DECIMAL", "NUMERIC", "NUMBER", "MONEY"], "REAL"),
    **dict.fromkeys(["VARCHAR", "CHARACTER VARYING", "NVARCHAR", "CHAR", "CHARACTER", "NCHAR", "STRING"], "TEXT"),
    **dict.fromkeys(["CLOB", "LONGTEXT", "MEDIUMTEXT", "UUID", "JSON", "ENUM", "CITEXT"], "TEXT"),
    **dict.fromkeys(["DATE", "DATETIME", "TIMESTAMP", "TIME", "TIMESTAMPTZ"], "TEXT"),
}
_TABLE_CONSTRAINTS = ("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN")
_COLUMN_CONSTRAINTS = ("CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES")
_DEFERRED = " DEFERRABLE INITIALLY DEFERRED"


class DdlFault(ValueError):
    """A CREATE statement that tables may not have. Says what to write instead."""


@dataclass(frozen=True)
class CreateTable:
    sql: str
    """What is executed."""
    rules: frozenset[str]
    """How SQLite calls the table's CHECKs when one fails: their name, or their text with single spaces."""
    value_lists: dict[str, list[str]] = field(default_factory=dict)
    """Column to the texts that a `CHECK (column IN (…))` allows."""


@lru_cache(maxsize=512)  # pure, and asked for when an image is built, checked and described
def strict_table(sql: str, table: str) -> CreateTable:
    """The CREATE TABLE statement of `table`, made strict.

    Raises:
        DdlFault: it is no plain CREATE TABLE of that name, or a column's type has no equal in SQLite.
    """
    row = _without_semicolon(tokens(sql))
    start = _body_start(row, table)
    end = groups(row, start)
    edits = [edit for definition in _definitions(row[start + 1 : end]) for edit in _edits(definition, table)]
    edits.append((row[end].end, len(sql), _options(row[end + 1 :])))
    checks = list(_checks(row[start + 1 : end], sql))
    return CreateTable(_edited(sql, edits), frozenset(name for name, _ in checks), _value_lists(checks))


def index_of(sql: str, table: str) -> str:
    """The CREATE INDEX statement itself, once it is clear that it is one, on `table`.

    Raises:
        DdlFault: it is anything else.
    """
    row = _without_semicolon(tokens(sql))
    words = [token.text.upper() for token in row]
    place = 2 if words[:2] == ["CREATE", "INDEX"] else 3 if words[:3] == ["CREATE", "UNIQUE", "INDEX"] else 0
    if not place:
        raise DdlFault(
            f"a table's DDL is its CREATE TABLE and then its indexes; {sql[:60]!r} is neither. "
            "Views, triggers and data do not belong here"
        )
    place += 3 if words[place : place + 3] == ["IF", "NOT", "EXISTS"] else 0
    if len(row) < place + 3 or words[place + 1] != "ON" or row[place + 2].name != table:
        raise DdlFault(f"the index {sql[:60]!r} is not on the table {table}; put it beside the table it belongs to")
    return sql[: row[-1].end]


def _without_semicolon(row: Sequence[Token]) -> Sequence[Token]:
    while row and row[-1].text == ";":
        row = row[:-1]
    if any(token.text == ";" for token in row):
        raise DdlFault("one statement each: write the CREATE TABLE and every index as separate entries of ddl")
    return row


def _body_start(row: Sequence[Token], table: str) -> int:
    words = [token.text.upper() for token in row]
    if words[:2] != ["CREATE", "TABLE"]:
        raise DdlFault("the first statement of ddl must be CREATE TABLE")
    place = 5 if words[2:5] == ["IF", "NOT", "EXISTS"] else 2
    if len(row) <= place + 1 or row[place].name != table:
        found = row[place].text if len(row) > place else "nothing"
        raise DdlFault(f"CREATE TABLE names {found}, but the table is called {table}; use one name")
    if row[place + 1].text != "(":
        raise DdlFault("columns must be listed in parentheses after the table's name")
    return place + 1


def _definitions(body: Sequence[Token]) -> Iterator[Sequence[Token]]:
    depth = 0
    part: list[Token] = []
    for token in body:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.text == "," and depth == 0:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _edits(definition: Sequence[Token], table: str) -> list[tuple[int, int, str]]:
    if not definition:
        raise DdlFault(f"table {table} has an empty column definition: look for a comma too many")
    edits = list(_deferred(definition))
    if definition[0].is_word(*_TABLE_CONSTRAINTS):
        return edits
    return [_typed(definition, table), *edits]


def _typed(definition: Sequence[Token], table: str) -> tuple[int, int, str]:
    """The edit that puts SQLite's own type in the place of the column's."""
    column, end = definition[0].name, 1
    while end < len(definition) and definition[end].kind in ("word", "quoted"):
        if definition[end].is_word("GENERATED", "AS"):
            raise DdlFault(f"column {table}.{column} is generated; compute it in the tools that show it instead")
        if definition[end].is_word(*_COLUMN_CONSTRAINTS):
            break
        end += 1
    declared = " ".join(token.name for token in definition[1:end]).upper()
    strict = declared if declared in _STRICT_TYPES else _TYPES.get(declared)
    if strict is None:
        said = f"has the type {declared}, which SQLite does not have" if declared else "has no type"
        raise DdlFault(f"column {table}.{column} {said}; write TEXT, INTEGER or REAL")
    if end < len(definition) and definition[end].text == "(":
        end = groups(definition, end) + 1
    return definition[1].start, definition[min(end, len(definition)) - 1].end, strict


def _deferred(definition: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """The edits that make the foreign keys of a definition deferred."""
    for place, token in enumerate(definition):
        if not token.is_word("REFERENCES"):
            continue
        end = place + 2
        if end < len(definition) and definition[end].text == "(":
            end = groups(definition, end) + 1
        while end < len(definition):
            if definition[end].is_word("ON"):
                end += 4 if any(token.is_word("SET", "NO") for token in definition[end + 2 : end + 3]) else 3
            elif definition[end].is_word("MATCH"):
                end += 2
            else:
                break
        start = definition[min(end, len(definition)) - 1].end
        while end < len(definition) and _tells_when(definition, end):
            end += 1
        yield start, definition[min(end, len(definition)) - 1].end, _DEFERRED


def _tells_when(definition: Sequence[Token], place: int) -> bool:
    if definition[place].is_word("NOT"):
        return place + 1 < len(definition) and definition[place + 1].is_word("DEFERRABLE")
    return definition[place].is_word("DEFERRABLE", "INITIALLY", "DEFERRED", "IMMEDIATE")


def _options(rest: Sequence[Token]) -> str:
    said = " ".join(token.text.upper() for token in rest)
    if said not in ("", "STRICT", "WITHOUT ROWID", "WITHOUT ROWID , STRICT", "STRICT , WITHOUT ROWID"):
        raise DdlFault(f"nothing but STRICT or WITHOUT ROWID may follow the columns; found {said[:60]!r}")
    return " WITHOUT ROWID, STRICT" if "ROWID" in said else " STRICT"


def _checks(body: Sequence[Token], sql: str) -> Iterator[tuple[str, Sequence[Token]]]:
    """Each CHECK: how SQLite will call it, and its tokens."""
    for place, token in enumerate(body[:-1]):
        if token.is_word("CHECK") and body[place + 1].text == "(":
            end = groups(body, place + 1)
            named = place >= 2 and body[place - 2].is_word("CONSTRAINT")
            if any(_asks_the_time(part) for part in body[place + 2 : end]):
                raise DdlFault(
                    "a CHECK depends on the clock, so a row could be right today and wrong tomorrow; "
                    "require it in the tools instead"
                )
            text = sql[body[place + 1].end : body[end].start]
            yield body[place - 1].name if named else single_spaced(text), body[place + 2 : end]


def _asks_the_time(token: Token) -> bool:
    if token.kind == "string":
        return token.text.lower() == "'now'"
    return token.is_word("NOW", "TODAY", "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME")


def _value_lists(checks: list[tuple[str, Sequence[Token]]]) -> dict[str, list[str]]:
    found = {}
    for _, row in checks:
        for place, token in enumerate(row[:-2]):
            if token.kind in ("word", "quoted") and row[place + 1].is_word("IN") and row[place + 2].text == "(":
                inner = row[place + 3 : groups(row, place + 2)]
                values = [part.text[1:-1].replace("''", "'") for part in inner if part.kind == "string"]
                if len(inner) == 2 * len(values) - 1:
                    found[token.name] = values
    return found


def single_spaced(text: str) -> str:
    """The text with every run of spaces and line breaks as one space."""
    return re.sub(r"\s+", " ", text).strip()


def _edited(sql: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, text in sorted(edits, reverse=True):
        before = " " if start and not sql[start - 1].isspace() and not text.startswith(" ") else ""
        sql = sql[:start] + before + text + sql[end:]
    return sql
