"""What loads, and is doubtful all the same: missing words, open orders, odd dates, names that fit two rows.

In:  a loaded environment.
Out: findings. They are warnings: the certificate decides, by execution.
Never here: anything that a session needs. This takes a parser and some milliseconds, so it is done when asked for.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import apsw

from environments.database import connect
from environments.errors import Finding
from environments.facts import rows_of
from environments.orders import Keys, OpenOrder, open_orders
from environments.program import PLACEHOLDER, BindingStep, Program, Statement
from schemas import SeedRow, Table

if TYPE_CHECKING:
    from environments.environment import Environment

_OTHER_DATE_FORM = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d.*| \d\d:\d\d|.*(?:Z|[+-]\d\d:\d\d))")
_MOST_OF_A_KIND = 3


def doubts(environment: "Environment") -> list[Finding]:
    """All warnings, tools first."""
    with closing(connect(environment.clock, environment.image)) as connection:
        keys = {name: _keys(connection, name) for name in environment.facts}
    found = [doubt for program in environment.tools.values() for doubt in _tool_doubts(program, keys)]
    found += [doubt for table in environment.content.tables for doubt in _table_doubts(table)]
    return found + list(_row_doubts(environment))


def _tool_doubts(program: Program, keys: dict[str, Keys]) -> Iterator[Finding]:
    for name, schema in program.parameters["properties"].items():
        if not (isinstance(schema, dict) and schema.get("description")):
            message = "the parameter has no description; say what it is, and in which unit or form."
            yield Finding("tools", f"{program.name} {name}", message, "no_description")
    for number, step in enumerate(program.steps, start=1):
        first_row_counts = isinstance(step, BindingStep) and not step.writes
        yield from _order_doubts(step.statement, f"{program.name} step {number}", keys, first_row_counts)
    for part in program.parts:
        yield from _order_doubts(part.statement, f"{program.name} returns {part.key}".strip(), keys, True)


def _order_doubts(statement: Statement, name: str, keys: dict[str, Keys], rows_matter: bool) -> Iterator[Finding]:
    try:
        found = open_orders(statement.sql, keys, rows_matter=rows_matter)
    except ValueError as fault:
        yield Finding("tools", name, f"the order of its rows cannot be judged: {fault}.", "order_unread")
        return
    for order in found:
        yield Finding("tools", name, _order_message(order), "order_not_total" if order.has_order else "no_order")


def _order_message(order: OpenOrder) -> str:
    if not order.has_order:
        where = "" if order.what == "the rows" else " inside it"
        return f"nothing orders {order.what}; add ORDER BY{where}, down to a unique column."
    return f"ORDER BY may leave {order.what} tied; order by a unique column last, such as the primary key."


def _table_doubts(table: Table) -> Iterator[Finding]:
    if not table.description and table.noun is None:
        yield Finding("tables", table.name, "it has neither description nor noun.", "no_description")


def _row_doubts(environment: "Environment") -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for row in environment.content.rows:
        for column, value in row.values.items():
            if isinstance(value, str) and _OTHER_DATE_FORM.fullmatch(value):
                seen[f"{row.table}.{column}"] += 1
                if seen[f"{row.table}.{column}"] <= _MOST_OF_A_KIND:
                    message = f"{column} is {value!r}; tools compare YYYY-MM-DD HH:MM:SS, in UTC."
                    yield Finding("rows", f"{row.table} row {row.number}", message, "date_form")
    rows: dict[str, list[SeedRow]] = {}
    for row in environment.content.rows:
        rows.setdefault(row.table, []).append(row)
    for table in environment.content.tables:
        yield from _name_doubts(table, rows.get(table.name, []))


def _name_doubts(table: Table, rows: list[SeedRow]) -> Iterator[Finding]:
    """Rows that no naming tells apart from every other row of the table."""
    if not table.naming:
        return
    unnamed = set(range(len(rows)))
    for template in table.naming:
        columns = [name for name in PLACEHOLDER.findall(template) if name != "noun"]
        names = [tuple(str(row.values.get(column)).casefold() for column in columns) for row in rows]
        counts = Counter(names)
        unnamed -= {place for place, name in enumerate(names) if counts[name] == 1}
    if unnamed:
        message = f"{len(unnamed)} of {len(rows)} rows share every name with another row, first {min(unnamed)}."
        yield Finding("tables", table.name, message, "name_not_unique")


def _keys(connection: apsw.Connection, table: str) -> Keys:
    listing = rows_of(connection, 'SELECT name, pk, "notnull" FROM pragma_table_info(?)', (table,))
    key = tuple(name.lower() for name, place, _ in sorted(listing, key=lambda row: row[1]) if place)
    never_null = {name.lower() for name, place, not_null in listing if place or not_null}
    unique = [key]
    indexes = 'SELECT name FROM pragma_index_list(?) WHERE "unique" AND NOT partial'
    for (index,) in rows_of(connection, indexes, (table,)):
        columns = [name for (name,) in rows_of(connection, "SELECT name FROM pragma_index_info(?)", (index,))]
        if all(column is not None and column.lower() in never_null for column in columns):
            unique.append(tuple(column.lower() for column in columns))
    return Keys(frozenset(name.lower() for name, _, _ in listing), tuple(unique))
