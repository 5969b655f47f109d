"""What is left of an environment when its words are taken away: tables and tools by the role that they play.

In:  an environment's tables, tools and solutions.
Out: features, counted. None holds a word of the business: two environments that differ in names alone have the same.
Never here: comparing (`pairs.py`).

A table's role is what its rows are like and how many tables it points to and is pointed to by: "moving, dated,
priced, many>one". A column is the role of its table and its meaning; a tool is what it does to which role, with
parameters of which meanings, and what its steps demand and write.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemas import Column, Read, Require, Solution, Table, Tool

Features = Counter[str]

MANY = 2
"""From here on, references are not counted any further: one more does not make another role."""
_TRAITS = {"state": "moving", "date": "dated", "money": "priced", "quantity": "counted", "name": "named"}
_WRITES = re.compile(r"\b(INSERT)(?: OR \w+)? INTO\s+\"?(\w+)|\b(UPDATE)\s+\"?(\w+)|\b(DELETE) FROM\s+\"?(\w+)", re.I)
_COLUMN = re.compile(r"^\s*\"?([a-z]\w*)\"?\s+(INTEGER|REAL|TEXT|ANY|\w+)", re.I)
_NO_COLUMNS = ("constraint", "primary", "unique", "check", "foreign")


def roles_of(tables: Sequence[Table]) -> dict[str, str]:
    """Each table's role."""
    pointing = {table.name: [c.references for c in columns_of(table) if c.references] for table in tables}
    pointed = Counter(target for targets in pointing.values() for target in targets)
    return {table.name: _role(columns_of(table), len(pointing[table.name]), pointed[table.name]) for table in tables}


def table_features(tables: Sequence[Table], roles: Mapping[str, str]) -> Features:
    """A feature a column."""
    return Counter(f"{roles[table.name]}: {_kind(column, roles)}" for table in tables for column in columns_of(table))


def tool_features(tools: Sequence[Tool], roles: Mapping[str, str]) -> Features:
    """Two features a tool: what it is given, and what it does."""
    found: Features = Counter()
    for tool in tools:
        subject = _subject(tool, roles)
        found[f"{subject} ({', '.join(sorted(_parameters(tool, roles)))})"] += 1
        found[f"{subject} [{', '.join(_steps(tool, roles))}]"] += 1
    return found


def shape_of(solution: Solution, kinds: Mapping[str, str]) -> str:
    """The sequence of kinds of tools that a solution calls: "search get create". `kinds` as `kinds_of` gives them."""
    return " ".join(kinds.get(call.tool, "?") for call in solution.calls)


def kinds_of(tools: Sequence[Tool]) -> dict[str, str]:
    """What each tool does: search, get, report, create, update, delete; read or write where nobody says."""
    return {tool.name: tool.action.does if tool.action else _does(tool) for tool in tools}


def columns_of(table: Table) -> Sequence[Column]:
    """Its columns with their meanings; where no one gave any, as far as the DDL tells."""
    return table.columns or list(_declared(table.ddl[0]))


def _role(columns: Sequence[Column], pointing: int, pointed: int) -> str:
    meanings = {column.meaning for column in columns}
    traits = [trait for meaning, trait in _TRAITS.items() if meaning in meanings]
    return f"{'+'.join(traits) or 'plain'} {min(pointing, MANY)}>{min(pointed, MANY)}"


def _kind(column: Column, roles: Mapping[str, str]) -> str:
    if column.references:
        return f"to {roles.get(column.references, '?')}"
    if column.meaning == "state":
        return f"state {len(column.values or ())}/{len(column.transitions or ())}"
    return column.meaning


def _subject(tool: Tool, roles: Mapping[str, str]) -> str:
    table = tool.action.table if tool.action else None
    return f"{kinds_of([tool])[tool.name]} {roles.get(table or '', '-')}"


def _parameters(tool: Tool, roles: Mapping[str, str]) -> Iterator[str]:
    required = tool.parameters.get("required", ())
    for name, schema in tool.parameters["properties"].items():
        meaning = tool.meanings.get(name)
        kind = f"to {roles.get(meaning.references, '?')}" if meaning and meaning.references else _type(schema)
        yield kind if name in required else f"{kind}?"


def _type(schema: Mapping[str, Any]) -> str:
    return "choice" if "enum" in schema else str(schema.get("format") or schema.get("type") or "any")


def _steps(tool: Tool, roles: Mapping[str, str]) -> Iterator[str]:
    for step in tool.steps:
        if isinstance(step, Require):
            yield step.kind
        elif not isinstance(step, Read):
            found = _WRITES.search(step.write)
            verb, table = [part for part in found.groups() if part] if found else ("write", "")
            yield f"{verb.lower()} {roles.get(table.lower(), '-')}"


def _does(tool: Tool) -> str:
    return "read" if all(isinstance(step, Require | Read) for step in tool.steps) else "write"


def _declared(ddl: str) -> Iterator[Column]:
    """Columns as the CREATE TABLE has them, with the meanings that types and references give away."""
    body = ddl.partition("(")[2]
    for definition in re.split(r",(?![^()]*\))", body):
        found = _COLUMN.match(definition)
        if found and found[1].lower() not in _NO_COLUMNS:
            target = re.search(r"\bREFERENCES\s+\"?(\w+)", definition, re.I)
            yield Column(name=found[1].lower(), meaning=_guessed(found[1], found[2], definition),
                         references=target[1].lower() if target else None)  # fmt: skip


def _guessed(name: str, kind: str, definition: str) -> Any:
    if "REFERENCES" in definition.upper():
        return "reference"
    if "PRIMARY KEY" in definition.upper():
        return "key"
    if name.endswith("_cents"):
        return "money"
    if re.search(r"_(at|on|date)$", name):
        return "date"
    return "quantity" if kind.upper() in ("INTEGER", "REAL") else "category" if "CHECK" in definition else "text"
