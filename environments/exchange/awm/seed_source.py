"""The rows of an environment as INSERT statements, in an order in which every reference finds its row.

In:  an environment.
Out: `tables` as `gen_db.jsonl` and `gen_sample.jsonl` hold them.
Never here: running them.
"""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from environments.database import connect
from environments.ddl import index_of, strict_table
from environments.environment import Environment
from environments.exchange.awm.plain_sql import PlainSql
from environments.facts import TableFacts, rows_of


def design_of(environment: Environment) -> dict[str, Any]:
    """`db_schema`: each table's CREATE statement and its indexes, those that are referred to first."""
    plain = PlainSql(environment.manifest.now)
    tables = {table.name: table for table in environment.content.tables}
    return {
        "tables": [
            {
                "name": name,
                "ddl": plain.definition(strict_table(tables[name].ddl[0], name).sql) + ";",
                "indexes": [plain.definition(index_of(sql, name)) + ";" for sql in tables[name].ddl[1:]],
            }
            for name in ordered(environment)
        ]
    }


def sample_of(environment: Environment) -> dict[str, Any]:
    """`sample_data`: the rows, a statement each."""
    with closing(connect(environment.clock, environment.image)) as connection:
        return {
            "tables": [
                {
                    "table_name": name,
                    "reasoning": "",
                    "insert_statements": list(_inserts(environment, name, connection)),
                }
                for name in ordered(environment)
            ]
        }


def ordered(environment: Environment) -> list[str]:
    """Tables, each after those that it refers to.

    Raises:
        ValueError: tables refer to each other in a circle.
    """
    left = dict(environment.facts)
    done: list[str] = []
    while left:
        ready = [name for name, facts in left.items() if _parents(facts) <= {*done, name}]
        if not ready:
            raise ValueError(
                f"the tables {', '.join(sorted(left))} refer to each other in a circle, and the format inserts rows "
                "one table after the other. Let one of the references go"
            )
        done += ready
        left = {name: facts for name, facts in left.items() if name not in ready}
    return done


def _parents(facts: TableFacts) -> set[str]:
    return {key.parent for key in facts.foreign_keys}


def _inserts(environment: Environment, table: str, connection: Any) -> Iterator[str]:
    """A statement a row; one for all where rows refer to others of the same table."""
    facts = environment.facts[table]
    without_rowid = "ROWID" in strict_table(_ddl(environment, table), table).sql.upper().rpartition(")")[2]
    order = ", ".join(f'"{column}"' for column in facts.key) if without_rowid else "rowid"
    rows = [_values(row) for row in rows_of(connection, f'SELECT * FROM "{table}" ORDER BY {order}')]
    columns = ", ".join(f'"{column}"' for column in facts.columns)
    start = f'INSERT INTO "{table}" ({columns}) VALUES '
    if table in _parents(facts) and rows:
        yield start + ", ".join(rows) + ";"
        return
    yield from (f"{start}{row};" for row in rows)


def _ddl(environment: Environment, table: str) -> str:
    return next(each.ddl[0] for each in environment.content.tables if each.name == table)


def _values(row: tuple[Any, ...]) -> str:
    return f"({', '.join(map(literal, row))})"


def literal(value: Any) -> str:
    """A value as SQL says it."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value)
