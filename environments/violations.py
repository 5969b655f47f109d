"""What a broken constraint means to an agent.

In:  SQLite's complaint, the environment's tables, the program that ran.
Out: a `ToolError` naming table, column and, for references, the value.
Never here: rolling back.
"""

import re
from collections.abc import Mapping

import apsw

from environments.ddl import single_spaced
from environments.facts import TableFacts, dangling, rows_of
from environments.program import Program
from environments.result import ToolError

_COLUMNS = re.compile(r"(?:UNIQUE|NOT NULL) constraint failed: (.+)$")
_CHECK = re.compile(r"CHECK constraint failed: (.+)$", re.DOTALL)
_DATATYPE = re.compile(r"cannot store (\w+) value in (\w+) column (\w+)\.(\w+)")
_INDEX = re.compile(r"index '(\w+)'")
_KINDS = {"INTEGER": "a whole number", "REAL": "a number", "TEXT": "text", "BLOB": "bytes"}


def violation(
    fault: apsw.ConstraintError, connection: apsw.Connection, facts: Mapping[str, TableFacts], program: Program
) -> ToolError:
    """The error that the agent sees. Called before the transaction is rolled back."""
    code, message = getattr(fault, "extendedresult", 0), str(fault)
    if code in (apsw.SQLITE_CONSTRAINT_UNIQUE, apsw.SQLITE_CONSTRAINT_PRIMARYKEY, apsw.SQLITE_CONSTRAINT_ROWID):
        return _taken(message)
    if code == apsw.SQLITE_CONSTRAINT_NOTNULL and (found := _COLUMNS.search(message)):
        return ToolError("conflict", f"{found[1]} must have a value.")
    if code == apsw.SQLITE_CONSTRAINT_CHECK and (found := _CHECK.search(message)):
        return _broken_rule(single_spaced(found[1]), facts, program)
    if code == apsw.SQLITE_CONSTRAINT_DATATYPE and (found := _DATATYPE.search(message)):
        wanted = _KINDS.get(found[2], found[2])
        return ToolError("conflict", f"{found[3]}.{found[4]} takes {wanted}, not {found[1].lower()}.")
    if code == apsw.SQLITE_CONSTRAINT_FOREIGNKEY:
        return dangling_reference(connection, facts, program)
    if code == apsw.SQLITE_CONSTRAINT_TRIGGER:
        return _still_used(facts, program)
    return ToolError("conflict", f"A rule of the data does not allow this: {single_spaced(message)[:200]}.")


def dangling_reference(connection: apsw.Connection, facts: Mapping[str, TableFacts], program: Program) -> ToolError:
    """Names the reference that points nowhere: to what the call asked for, or to what it took away."""
    written = {table for operation, table, _ in program.writes if operation != "delete"}
    for table in facts.values():
        for foreign_key in table.foreign_keys:
            found = rows_of(connection, dangling(table.name, foreign_key, 1))
            if not found:
                continue
            said = ", ".join(f"{name} {value}" for name, value in zip(foreign_key.columns, found[0], strict=True))
            if table.name in written:
                return ToolError("not_found", f"{said}: there is no such row in {foreign_key.parent}.")
            return ToolError("conflict", f"Rows of {table.name} still refer to {foreign_key.parent} ({said}).")
    return ToolError("conflict", "A reference would point to a row that does not exist.")


def _taken(message: str) -> ToolError:
    found = _COLUMNS.search(message)
    if found is None or _INDEX.search(message):
        name = _INDEX.search(message)
        return ToolError("conflict", f"A row like this is there already (rule {name[1] if name else 'unique'}).")
    parts = [part.strip().split(".") for part in found[1].split(",")]
    columns = " and ".join(part[-1] for part in parts)
    return ToolError("conflict", f"There is already a row in {parts[0][0]} with this {columns}.")


def _broken_rule(rule: str, facts: Mapping[str, TableFacts], program: Program) -> ToolError:
    written = {table for _, table, _ in program.writes}
    holders = [name for name, table in facts.items() if rule in table.rules]
    holders = [name for name in holders if name in written] or holders
    where = f"in {holders[0]} " if len(holders) == 1 else ""
    return ToolError("conflict", f"This breaks a rule {where}of the data: {rule}.".replace("  ", " "))


def _still_used(facts: Mapping[str, TableFacts], program: Program) -> ToolError:
    removed = {table for operation, table, _ in program.writes if operation != "insert"}
    users = [name for name, table in facts.items() if any(key.parent in removed for key in table.foreign_keys)]
    return ToolError("conflict", f"Rows of {' or '.join(users) or 'another table'} still refer to this.")
