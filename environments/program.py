"""A tool as a program: every statement known to compile, every name known to mean one thing.

In:  a tool's record and a guard over the environment's tables.
Out: a `Program`, which sessions only execute; or all that is wrong with the tool.
Never here: rows. The program is built once an environment and shared by all its sessions.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from environments.arguments import Arguments, SchemaFault
from environments.errors import Finding
from environments.guard import Guard, Prepared, Purpose, RefusedSql
from environments.sql_text import fits_in_parentheses
from schemas import Require, Returns, Tool, Write

RESERVED = frozenset({"list_tools", "call_tool", "final_answer", "user_id", "initial", "final", "main"})
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Statement:
    sql: str
    columns: tuple[str, ...]
    from_arguments: bool
    """Whether anything that it binds comes from the caller: then what it exceeds is the caller's doing."""


@dataclass(frozen=True, slots=True)
class RequireStep:
    statement: Statement
    kind: str
    message: str
    has_placeholders: bool


@dataclass(frozen=True, slots=True)
class BindingStep:
    """A read or a write."""

    statement: Statement
    when: Statement | None
    writes: bool
    binding: str | None
    bound_names: tuple[str, ...]
    """`binding_column` for each column."""
    whole: bool
    """Whether `:binding` alone, all rows as JSON, is used anywhere."""


Step = RequireStep | BindingStep


@dataclass(frozen=True, slots=True)
class Gate:
    """Requirements that follow each other, asked all at once."""

    statement: Statement
    """Gives 0, or the place of the first requirement that does not hold, from 1."""
    requirements: tuple[RequireStep, ...]


Move = Gate | Step


@dataclass(frozen=True, slots=True)
class Part:
    """One named result; the key is empty where it is the only one."""

    key: str
    statement: Statement
    shape: Literal["rows", "row", "value"]
    json_places: tuple[int, ...]


@dataclass(frozen=True)
class Program:
    tool: Tool
    arguments: Arguments
    steps: tuple[Step, ...]
    moves: tuple[Move, ...]
    """The steps as a session makes them."""
    parts: tuple[Part, ...]
    blank: dict[str, Any]
    """What the names mean before anything is bound: defaults, and empty bindings."""
    reads: frozenset[tuple[str, str]]
    """(table, column), of all statements; the column is empty where only the number of rows matters."""
    writes: frozenset[tuple[str, str, str]]
    """(insert, update or delete, table, column); the column is named for updates only."""

    @property
    def name(self) -> str:
        return self.tool.name

    @property
    def description(self) -> str:
        return self.tool.description

    @property
    def parameters(self) -> dict[str, Any]:
        return self.tool.parameters

    @property
    def read_only(self) -> bool:
        return not self.writes

    @property
    def destructive(self) -> bool:
        """Whether it may overwrite or delete what is there, rather than only add."""
        return any(operation != "insert" for operation, _, _ in self.writes)

    @property
    def idempotent(self) -> bool:
        """Whether calling it twice in a row surely changes no more than calling it once.

        Sure only of reads, of deletes, and of updates whose new values do not depend on old ones of that table.
        """
        if any(operation == "insert" for operation, _, _ in self.writes):
            return False
        return all(self._repeats(step) for step in self.steps if isinstance(step, BindingStep) and step.writes)

    @cached_property
    def annotations(self) -> dict[str, bool]:
        """As MCP names them, derived from the SQL."""
        return {
            "readOnlyHint": self.read_only,
            "destructiveHint": self.destructive,
            "idempotentHint": self.idempotent,
            "openWorldHint": False,
        }

    @cached_property
    def document(self) -> dict[str, Any]:
        """What an agent is told."""
        return {"name": self.name, "description": self.description, "parameters": self.parameters}

    def _repeats(self, step: BindingStep) -> bool:
        assigned = re.search(r"\bSET\b(.*?)(?:\bWHERE\b|\bRETURNING\b|$)", step.statement.sql, re.S | re.I)
        if assigned is None:
            return True
        updated = {column for operation, _, column in self.writes if operation == "update"}
        right = " ".join(re.findall(r"=([^,]*)", assigned[1]))
        return not any(re.search(rf"(?<![:\w]){re.escape(column)}\b", right) for column in updated)


class _Faults(Exception):
    """Carries one finding out of the depths of a compilation step."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


def compile_tool(tool: Tool, guard: Guard) -> tuple[Program | None, list[Finding]]:
    """The program of a tool, or everything that keeps it from being one."""
    return _Compiler(tool, guard).compile()


class _Compiler:
    def __init__(self, tool: Tool, guard: Guard) -> None:
        self._tool = tool
        self._guard = guard
        self._findings: list[Finding] = []
        self._properties = set(tool.parameters["properties"])
        self._known = self._properties | {"user_id"}
        self._from_arguments = set(self._properties)
        self._used: set[str] = set()
        self._bindings: list[str] = []
        self._prepared: list[Prepared] = []

    def compile(self) -> tuple[Program | None, list[Finding]]:
        arguments = self._arguments()
        if self._tool.name in RESERVED:
            self._find("", "reserved_name", f"{self._tool.name} is a reserved name; rename the tool")
        steps = [self._step(number, step) for number, step in enumerate(self._tool.steps, start=1)]
        parts = [self._part(key, returns) for key, returns in self._returns()]
        unused = sorted(self._properties - self._used)
        if unused and not self._findings:
            self._find(
                "", "unused_parameter", f"{unused[0]} is a parameter, but no statement uses it; use or remove it"
            )
        if self._findings or arguments is None:
            return None, self._findings
        whole = [step for step in steps if step is not None]
        return self._program(arguments, whole, [part for part in parts if part is not None]), []

    def _program(self, arguments: Arguments, steps: list[Step], parts: list[Part]) -> Program:
        finished: list[Step] = []
        for step in steps:
            if isinstance(step, BindingStep) and step.binding is not None:
                step = replace(step, whole=step.binding in self._used)
            finished.append(step)
        columns = [name for step in steps if isinstance(step, BindingStep) for name in step.bound_names]
        blank = {
            **arguments.defaults,
            **{name: None for name in columns if name in self._used},
            **{name: "[]" for name in self._bindings if name in self._used},
        }
        reads = frozenset(read for prepared in self._prepared for read in prepared.reads)
        writes = frozenset(write for prepared in self._prepared for write in prepared.writes)
        return Program(self._tool, arguments, tuple(finished), _moves(finished), tuple(parts), blank, reads, writes)

    def _arguments(self) -> Arguments | None:
        for name in sorted(self._properties & RESERVED):
            self._find("", "reserved_name", f"the parameter {name} has a reserved name; rename it")
        for name in sorted(self._properties):
            if not re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII):
                self._find(
                    "", "parameter_name", f"{name!r} cannot be bound in SQL; use letters, digits and underscores"
                )
        try:
            return Arguments(self._tool.parameters)
        except SchemaFault as fault:
            self._find("", "parameters", f"{fault}")
            return None

    def _step(self, number: int, step: Any) -> Step | None:
        where = f"step {number}"
        try:
            if isinstance(step, Require):
                return self._require(step)
            return self._binding(step)
        except (_Faults, RefusedSql) as fault:
            self._find(where, fault.rule, str(fault))
            self._forgive(step)
            return None

    def _require(self, step: Require) -> RequireStep:
        statement = self._statement(step.require, "read")
        names = PLACEHOLDER.findall(step.message)
        self._know(names, "its message")
        if len(names) != step.message.count("{"):
            raise _Faults("message", "its message has a brace that is no {name}; write {name} or leave braces out")
        return RequireStep(statement, step.kind, step.message, bool(names))

    def _binding(self, step: Any) -> BindingStep:
        writes = isinstance(step, Write)
        when = self._statement(step.when, "read") if writes and step.when is not None else None
        statement = self._statement(step.write if writes else step.read, "write" if writes else "read")
        if step.bound_to is None:
            return BindingStep(statement, when, writes, None, (), False)
        if not statement.columns:
            raise _Faults("nothing_bound", f"it binds {step.bound_to}, but returns nothing; add RETURNING or drop `as`")
        bound = tuple(f"{step.bound_to}_{column}" for column in statement.columns)
        self._bind(step.bound_to, bound)
        if statement.from_arguments or (when is not None and when.from_arguments):
            self._from_arguments |= {step.bound_to, *bound}
        return BindingStep(statement, when, writes, step.bound_to, bound, False)

    def _bind(self, binding: str, bound: Iterable[str]) -> None:
        if binding in RESERVED:
            raise _Faults("reserved_name", f"{binding} is a reserved name; bind to another")
        clash = sorted({binding, *bound} & self._known)
        if clash:
            raise _Faults(
                "ambiguous_name",
                f"bound to {binding}, its columns make :{clash[0]} mean two things; bind to another name",
            )
        self._known |= {binding, *bound}
        self._bindings.append(binding)

    def _returns(self) -> Iterator[tuple[str, Returns]]:
        returns = self._tool.returns
        if isinstance(returns, Returns):
            yield "", returns
            return
        if not returns:
            self._find("returns", "nothing_returned", "it names no result; give one SELECT or several named ones")
        yield from returns.items()

    def _part(self, key: str, returns: Returns) -> Part | None:
        where = f"returns {key}".strip()
        try:
            statement = self._statement(returns.sql, "read")
            unknown = [column for column in returns.json_columns if column not in statement.columns]
            if unknown:
                raise _Faults("json_column", f"json names {unknown[0]}, which is no column of the result")
            if returns.shape == "value" and len(statement.columns) != 1:
                raise _Faults("shape", f"a value is one column; the SELECT has {len(statement.columns)}")
        except (_Faults, RefusedSql) as fault:
            self._find(where, fault.rule, str(fault))
            return None
        places = tuple(statement.columns.index(column) for column in returns.json_columns)
        return Part(key, statement, returns.shape, places)

    def _statement(self, sql: str, purpose: Purpose) -> Statement:
        prepared = self._guard.prepare(sql, purpose)
        self._know(prepared.names, "the statement")
        self._prepared.append(prepared)
        return Statement(sql, prepared.columns, bool(prepared.names & self._from_arguments))

    def _know(self, names: Iterable[str], where: str) -> None:
        self._used |= set(names)
        unknown = sorted(set(names) - self._known)
        if unknown:
            raise _Faults(
                "unknown_name",
                f"{where} uses {unknown[0]}, which is no parameter and not bound by an earlier step; "
                f"known are {', '.join(sorted(self._known))}",
            )

    def _forgive(self, step: Any) -> None:
        """After a broken step, do not report its names again wherever they are used."""
        if not isinstance(step, Require) and step.bound_to is not None:
            self._known |= {step.bound_to}
            later = [part for other in self._tool.steps for part in _texts(other)]
            later += [returns.sql for _, returns in self._returns()]
            pattern = re.compile(rf"[:{{]({re.escape(step.bound_to)}_\w+)")
            self._known |= {name for text in later for name in pattern.findall(text)}

    def _find(self, where: str, rule: str, message: str) -> None:
        name = f"{self._tool.name} {where}".strip()
        self._findings.append(Finding("tools", name, f"{message}.", rule))


def _moves(steps: Iterable[Step]) -> tuple[Move, ...]:
    """The steps, with a gate in the place of requirements that stand in a row."""
    moves: list[Move] = []
    for is_plain, row in itertools.groupby(steps, key=_is_plain_requirement):
        together = list(row)
        moves += [_gate(together)] if is_plain and len(together) > 1 else together
    return tuple(moves)


def _is_plain_requirement(step: Step) -> bool:
    """Whether it can stand in parentheses: a SELECT of one value, without a comment or a semicolon at its end."""
    if not isinstance(step, RequireStep):
        return False
    return len(step.statement.columns) == 1 and fits_in_parentheses(step.statement.sql)


def _gate(steps: Iterable[Step]) -> Gate:
    """What does not hold is what Python takes for false: nothing, no row, a zero of any kind, an empty text or BLOB.

    SQL itself would take most texts for false. What a function gives has no affinity: it is compared as it is.
    """
    requirements = tuple(step for step in steps if isinstance(step, RequireStep))
    asked = "0"
    for place, each in reversed(list(enumerate(requirements, start=1))):
        fails = " ".join(f"WHEN {nothing} THEN {place}" for nothing in ("0", "''", "x''"))
        asked = f"CASE ifnull(({each.statement.sql}), 0) {fails} ELSE {asked} END"
    from_arguments = any(each.statement.from_arguments for each in requirements)
    return Gate(Statement(f"SELECT {asked}", ("place",), from_arguments), requirements)


def _texts(step: Any) -> list[str]:
    if isinstance(step, Require):
        return [step.require, step.message]
    return [step.write, step.when or ""] if isinstance(step, Write) else [step.read]
