"""What always holds in an environment: in the seed rows, after every call, after every solution.

In:  the invariants and meanings of tables; a guard at load, then a connection whose rows are to be checked.
Out: `Invariants`, of an environment once loaded; the ones that are broken, with rows that break them.
Never here: repair, and what one task wants; that is its verifier's.

Two sources. Authors declare: each table carries SELECTs of the rows that would break a promise. And meanings promise by
themselves: money and quantities are never negative, a state moves only along its transitions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import apsw

from environments.changes import Change
from environments.errors import Finding
from environments.facts import TableFacts
from environments.guard import Guard, RefusedSql
from schemas import Table

ROWS_SHOWN = 3


@dataclass(frozen=True)
class Broken:
    """An invariant that does not hold."""

    table: str
    name: str
    rows: tuple[tuple[object, ...], ...]
    """Some of the rows that break it, as its SELECT gives them."""

    def __str__(self) -> str:
        shown = ", ".join("/".join(map(str, row)) for row in self.rows)
        return f"{self.table}: {self.name}: broken by {shown}"


@dataclass(frozen=True)
class _Rule:
    table: str
    name: str
    sql: str
    reads: frozenset[str]
    """The tables that it depends on."""


@dataclass(frozen=True)
class Invariants:
    """Everything that must hold, prepared."""

    rules: tuple[_Rule, ...]
    moves: Mapping[tuple[str, str], frozenset[tuple[str, str]]]
    """(table, state column) to its transitions."""

    def __len__(self) -> int:
        return len(self.rules) + len(self.moves)

    def broken(self, connection: apsw.Connection, touched: Iterable[str] | None = None) -> list[Broken]:
        """Those that do not hold now; with `touched`, only those that depend on one of these tables."""
        among = None if touched is None else frozenset(touched)
        found = []
        for rule in self.rules:
            if among is None or rule.reads & among:
                rows = tuple(islice(connection.execute(rule.sql), ROWS_SHOWN))
                if rows:
                    found.append(Broken(rule.table, rule.name, rows))
        return found

    def broken_moves(self, changes: Sequence[Change], calls: int = 16) -> list[Broken]:
        """States that moved where no transition leads, in net changes that at most so many calls have made."""
        return list(self._strange_moves(changes, calls))

    def _strange_moves(self, changes: Sequence[Change], calls: int) -> Iterator[Broken]:
        for change in changes:
            for column, (before, after) in change.changed.items():
                moves = self.moves.get((change.table, column))
                if moves is not None and not _leads(moves, before, after, calls):
                    name = f"{column} moves only along its transitions"
                    yield Broken(change.table, name, ((*change.key.values(), f"{before} → {after}"),))


def _leads(moves: frozenset[tuple[str, str]], before: object, after: object, steps: int) -> bool:
    """Whether one state is reached from the other within so many moves."""
    reached = {before}
    for _ in range(steps):
        further = reached | {later for earlier, later in moves if earlier in reached}
        if after in further:
            return True
        if further == reached:
            return False
        reached = further
    return after in reached


def compile_invariants(
    tables: Sequence[Table], facts: Mapping[str, TableFacts], guard: Guard, seed: apsw.Connection
) -> tuple[Invariants, list[Finding]]:
    """What authors declared and what meanings promise, checked like all SQL: it only reads, and only these tables.

    `seed` holds the untouched rows: amounts of which one is negative there are no amounts that never are.
    """
    rules: list[_Rule] = []
    findings: list[Finding] = []
    for table in tables:
        for declared in table.invariants:
            rule = _compiled(table.name, declared.name, declared.sql, guard)
            if isinstance(rule, Finding):
                findings.append(rule)
            else:
                rules.append(rule)
        rules += _never_negative(table, facts[table.name], guard, seed)
    moves = {
        (table.name, column.name): frozenset(column.transitions)
        for table in tables
        for column in table.columns
        if column.transitions
    }
    return Invariants(tuple(rules), moves), findings


def _compiled(table: str, name: str, sql: str, guard: Guard) -> _Rule | Finding:
    where = f"{table}, invariant “{name}”"
    try:
        prepared = guard.prepare(sql, "read")
    except RefusedSql as fault:
        return Finding("tables", where, f"{fault}.", fault.rule)
    if prepared.names:
        message = f"it binds :{min(prepared.names)}, but an invariant knows no arguments and no user."
        return Finding("tables", where, message, "unknown_name")
    return _Rule(table, name, sql, frozenset(read for read, _ in prepared.reads))


def _never_negative(table: Table, facts: TableFacts, guard: Guard, seed: apsw.Connection) -> Iterator[_Rule]:
    columns = [each.name for each in table.columns if each.meaning in ("money", "quantity")]
    amounts = [name for name in columns if name in facts.columns]
    if not amounts:
        return
    key = ", ".join(f'"{name}"' for name in facts.key)
    sql = f'SELECT {key} FROM "{table.name}" WHERE ' + " OR ".join(f'"{name}" < 0' for name in amounts)
    rule = _compiled(table.name, f"never negative: {', '.join(amounts)}", sql, guard)
    if isinstance(rule, _Rule) and seed.execute(sql).fetchone() is None:
        yield rule
