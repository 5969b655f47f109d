"""What a tool's structured content looks like, as JSON Schema, derived from its SQL.

In:  a compiled tool, the environment's tables.
Out: a schema of an object, since that is what MCP's structured content is; and content in that form.

Types are stated where SQLite knows them for sure: plain columns of STRICT tables. Any column may be NULL, since
an outer join makes it so. Expressions, and columns of compound SELECTs (whose declared type is the first one's
only), are left open.
"""

from contextlib import closing
from typing import Any

import apsw
import apsw.ext

from environments.database import connect
from environments.environment import Environment
from environments.program import Part, Program
from environments.sql_text import tokens

RESULT = "result"
"""The key under which content stands that is not surely an object."""
_TYPES = {"INTEGER": "integer", "INT": "integer", "REAL": "number", "TEXT": "string"}
_COMPOUND = ("UNION", "INTERSECT", "EXCEPT")


def is_wrapped(program: Program) -> bool:
    """Whether the content must be put under `result`: it is a list, a value, or a row that may be missing."""
    return not program.parts[0].key


def output_schemas(environment: Environment) -> dict[str, dict[str, Any]]:
    """The output schema of every tool."""
    with closing(connect(environment.clock, environment.image)) as connection:
        return {name: _schema(program, connection) for name, program in environment.tools.items()}


def _schema(program: Program, connection: apsw.Connection) -> dict[str, Any]:
    parts = {part.key or RESULT: _part(part, connection) for part in program.parts}
    return {"type": "object", "properties": parts, "required": list(parts)}


def _part(part: Part, connection: apsw.Connection) -> dict[str, Any]:
    columns = _columns(part, connection)
    if part.shape == "value":
        return next(iter(columns.values()))
    row: dict[str, Any] = {"type": "object", "properties": columns, "required": list(columns)}
    return {"type": "array", "items": row} if part.shape == "rows" else {**row, "type": ["object", "null"]}


def _columns(part: Part, connection: apsw.Connection) -> dict[str, dict[str, Any]]:
    sql = part.statement.sql
    if any(token.is_word(*_COMPOUND) for token in tokens(sql)):
        return {name: {} for name in part.statement.columns}
    described = apsw.ext.query_info(connection, sql).description
    return {
        name: {} if place in part.json_places else _typed(declared) for place, (name, declared) in enumerate(described)
    }


def _typed(declared: str | None) -> dict[str, Any]:
    kind = _TYPES.get((declared or "").upper())
    return {"type": [kind, "null"]} if kind else {}
