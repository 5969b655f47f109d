"""Whether what tables and tools say of their meaning fits the tables and tools themselves.

In:  the semantic layer of content; the facts of its tables; a guard over them.
Out: findings. Where the layer is absent there are none.
Never here: whether the words are good.
"""

from collections.abc import Iterable, Iterator, Mapping

from environments.errors import Finding
from environments.facts import TableFacts
from environments.guard import Guard, RefusedSql
from environments.program import PLACEHOLDER
from schemas import Column, Table, Tool

_BOUNDLESS_BRACES = ("{", "}")


def table_faults(tables: Iterable[Table], facts: Mapping[str, TableFacts]) -> list[Finding]:
    """All that tables say of things that do not exist, or that the DDL says otherwise."""
    return [fault for table in tables for fault in _table_faults(table, facts)]


def _table_faults(table: Table, facts: Mapping[str, TableFacts]) -> Iterator[Finding]:
    known = facts[table.name].columns
    for template in table.naming:
        for name in _unknown_names(template, {*known, "noun"}):
            message = f"the naming {template!r} uses {name}, which is no column; use columns or {{noun}}."
            yield Finding("tables", table.name, message, "unknown_column")
        if "{noun}" in template and table.noun is None:
            yield Finding("tables", table.name, f"the naming {template!r} uses a noun; give the table one.", "noun")
    for column in table.columns:
        yield from _column_faults(table, column, facts)


def _column_faults(table: Table, column: Column, facts: Mapping[str, TableFacts]) -> Iterator[Finding]:
    name = f"{table.name}.{column.name}"
    own = facts[table.name]
    if column.name not in own.columns:
        yield Finding("tables", name, "a meaning is given, but there is no such column.", "unknown_column")
        return
    if column.references is not None and column.references not in facts:
        yield Finding("tables", name, f"it refers to {column.references}, which is no table.", "unknown_table")
    declared = {key.columns[0]: key.parent for key in own.foreign_keys if len(key.columns) == 1}
    if column.references in facts and declared.get(column.name, column.references) != column.references:
        message = f"its meaning refers to {column.references}, its foreign key to {declared[column.name]}."
        yield Finding("tables", name, message, "reference")
    allowed = own.value_lists.get(column.name)
    if allowed is not None and column.values is not None and set(allowed) != set(column.values):
        odd = sorted(set(allowed) ^ set(column.values))[0]
        message = f"{odd!r} is in only one of its values and its CHECK; make them the same."
        yield Finding("tables", name, message, "values")
    states = set(column.values or allowed or ())
    for move in column.transitions or ():
        strange = [state for state in move if states and state not in states]
        if strange:
            message = f"the transition {move[0]} → {move[1]} uses {strange[0]!r}, which is no value of it."
            yield Finding("tables", name, message, "transition")


def tool_faults(tool: Tool, facts: Mapping[str, TableFacts], guard: Guard) -> Iterator[Finding]:
    """All that a tool says of things that do not exist."""
    parameters = set(tool.parameters["properties"])
    table = None
    if tool.action is not None:
        table = tool.action.table
        if table is not None and table not in facts:
            yield Finding("tools", tool.name, f"its action is on {table}, which is no table.", "unknown_table")
        for phrase in tool.action.phrases:
            for name in _unknown_names(phrase, parameters):
                yield Finding("tools", tool.name, f"the phrase {phrase!r} uses {name}, no parameter.", "phrase")
    for parameter, meaning in tool.meanings.items():
        where = f"{tool.name} {parameter}"
        if parameter not in parameters:
            yield Finding("tools", where, "a meaning is given, but there is no such parameter.", "unknown_name")
        if meaning.references is not None and meaning.references not in facts:
            yield Finding("tools", where, f"it refers to {meaning.references}, which is no table.", "unknown_table")
        if (
            meaning.column is not None
            and table is not None
            and table in facts
            and meaning.column not in facts[table].columns
        ):
            message = f"it fills {meaning.column}, which is no column of {table}."
            yield Finding("tools", where, message, "unknown_column")
        if meaning.pick is not None:
            yield from _pick_faults(meaning.pick, where, parameters, guard)


def _pick_faults(sql: str, where: str, parameters: set[str], guard: Guard) -> Iterator[Finding]:
    try:
        prepared = guard.prepare(sql, "read")
    except RefusedSql as fault:
        yield Finding("tools", where, f"pick: {fault}.", fault.rule)
        return
    if len(prepared.columns) != 1:
        yield Finding("tools", where, f"pick must select one column, not {len(prepared.columns)}.", "shape")
    for name in sorted(prepared.names - parameters - {"user_id"}):
        yield Finding("tools", where, f"pick binds :{name}, which is no parameter of the tool.", "unknown_name")


def _unknown_names(template: str, known: set[str]) -> list[str]:
    names = PLACEHOLDER.findall(template)
    strange = [name for name in names if name not in known]
    if any(len(names) != template.count(brace) for brace in _BOUNDLESS_BRACES):
        strange.append("a brace that is no {name}")
    return strange
