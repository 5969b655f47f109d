"""The verdict on a task: what holds, what was answered, and what changed that should not have.

In:  a compiled verifier, a session's connection with the untouched database attached as `initial`.
Out: one `Verdict`. Reads only.
Never here: rewards; calling tools.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import apsw

from environments.answers import Expected, agrees, expectation
from environments.changes import Change
from environments.errors import Finding
from environments.facts import TableFacts
from environments.guard import Guard, Prepared, RefusedSql
from environments.limits import Meter
from environments.sql_text import fits_in_parentheses, requalified, used_otherwise
from schemas import FrameCounts, Verifier

Outcome = Literal["complete", "incomplete", "unjudged"]
Execute = Callable[[str, dict[str, Any]], apsw.Cursor]
_SCHEMAS = frozenset({"initial", "final", "main", "temp"})
_SHOWN_CHANGES = 20
_NO_CHANGE = FrameCounts()


class CheckResult(NamedTuple):
    """A tuple for speed: a certificate makes thousands."""

    description: str
    holds: bool
    error: str | None = None
    """Why the check itself could not run; then it says nothing about the agent."""


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    partial: bool
    """Nothing unexpected changed, and at least one check holds that does not hold in the untouched database."""
    checks: tuple[CheckResult, ...]
    unexpected_changes: tuple[str, ...]
    """One sentence for each table and kind of change outside the frame."""
    answer_ok: bool | None
    """None where no answer is asked for."""

    @property
    def reason(self) -> str:
        """In a sentence or a few, for a reader of the episode."""
        broken = [
            f"the check {check.description!r} could not run: {check.error}" for check in self.checks if check.error
        ]
        missing = [
            f"does not hold: {check.description}" for check in self.checks if not check.holds and not check.error
        ]
        answer = ["the answer is not the expected one"] if self.answer_ok is False else []
        return "; ".join([*broken, *missing, *answer, *self.unexpected_changes]) or "everything holds"


@dataclass(frozen=True)
class CompiledCheck:
    description: str
    sql: str
    """With `main.` in the place of `final.`: a session's own database is its main one."""
    holds_initially: bool


@dataclass(frozen=True)
class Judge:
    """A verifier, compiled."""

    task: str
    checks: tuple[CompiledCheck, ...]
    answer_type: str
    answer_sql: str | None
    answer_value: Any
    tolerance: float
    frame: dict[str, FrameCounts | None]
    """None allows any change to the table."""
    at_once: str | None = None
    """One SELECT with what each check looks at in a column; None where they can only be asked one by one."""

    def judge(self, connection: apsw.Connection, changes: Sequence[Change], answer: Any, user_id: int) -> Verdict:
        """The verdict on the connection's main database, with `initial` attached."""
        bindings = {"user_id": user_id}
        execute = connection.cursor().execute
        checks = self._looked_at_once(execute, bindings)
        if checks is None:
            checks = tuple(_look(execute, check, bindings) for check in self.checks)
        answer_ok, fault = self._answer(connection, answer, bindings)
        if fault is not None:
            checks = (*checks, CheckResult("the answer", False, fault))
        unexpected = tuple(outside_frame(self.frame, changes))
        if any(check.error for check in checks):
            return Verdict("unjudged", False, checks, unexpected, answer_ok)
        gained = any(
            result.holds and not check.holds_initially for result, check in zip(checks, self.checks, strict=True)
        )
        is_complete = all(check.holds for check in checks) and answer_ok is not False and not unexpected
        return Verdict(
            "complete" if is_complete else "incomplete", gained and not unexpected, checks, unexpected, answer_ok
        )

    def _looked_at_once(self, execute: Execute, bindings: dict[str, Any]) -> tuple[CheckResult, ...] | None:
        """What the checks say; None where one of them cannot run: asked one by one, they show which."""
        if self.at_once is None:
            return None
        try:
            (values,) = execute(self.at_once, bindings)
        except (apsw.Error, UnicodeError):
            return None
        return tuple(
            CheckResult(check.description, bool(value)) for check, value in zip(self.checks, values, strict=True)
        )

    def _answer(
        self, connection: apsw.Connection, answer: Any, bindings: dict[str, Any]
    ) -> tuple[bool | None, str | None]:
        if self.answer_type == "none":
            return None, None
        try:
            expected = self.expected(connection, bindings)
        except (apsw.Error, UnicodeError, ValueError) as fault:
            return None, f"its expected value cannot be found: {fault}"
        return agrees(expected, answer), None

    def expected(self, connection: apsw.Connection, bindings: dict[str, Any]) -> Expected:
        """What the answer should be, as things stand.

        Raises:
            ValueError: the expected value is none of its type.
        """
        value = self.answer_value
        if self.answer_sql is not None:
            rows = connection.execute(self.answer_sql, bindings).fetchall()
            value = [row[0] for row in rows] if self.answer_type == "set" else rows[0][0] if rows else None
        return expectation(self.answer_type, value, self.tolerance)


def _look(execute: Execute, check: CompiledCheck, bindings: dict[str, Any]) -> CheckResult:
    try:
        return CheckResult(check.description, truth(execute, check.sql, bindings))
    except (apsw.Error, UnicodeError) as fault:
        return CheckResult(check.description, False, f"{type(fault).__name__}: {fault}")


def truth(execute: Execute, sql: str, bindings: dict[str, Any]) -> bool:
    """Whether the first value of a SELECT is true; no row is not."""
    row = execute(sql, bindings).fetchone()
    return bool(row and row[0])


def outside_frame(frame: Mapping[str, FrameCounts | None], changes: Iterable[Change]) -> list[str]:
    """A sentence for each table and kind of change that is not allowed, or happened too often."""
    found: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        found.setdefault((change.table, change.op), []).append(change)
    said = []
    for (table, operation), rows in found.items():
        allowed = frame.get(table, _NO_CHANGE)
        most = len(rows) if allowed is None else getattr(allowed, operation)
        if len(rows) > most:
            keys = "; ".join(
                ", ".join(f"{name} {value}" for name, value in row.key.items()) for row in rows[:_SHOWN_CHANGES]
            )
            said.append(f"{table}: {operation} of {len(rows)}, where {most} may be ({keys})")
    return said


def frame_of(changes: Iterable[Change]) -> dict[str, FrameCounts]:
    """The frame that allows exactly these changes."""
    counts: dict[str, Counter[str]] = {}
    for change in changes:
        counts.setdefault(change.table, Counter())[change.op] += 1
    return {table: FrameCounts(**counted) for table, counted in sorted(counts.items())}


def compile_verifier(
    verifier: Verifier, guard: Guard, connection: apsw.Connection, meter: Meter, facts: Mapping[str, TableFacts]
) -> tuple[Judge | None, list[Finding]]:
    """The judge of a task, or everything that is wrong with its verifier.

    `guard` watches a connection in which tables stand in `initial` and `final`, and in `main` to be caught;
    `connection` is an untouched database with `initial` attached, on which checks are tried, metered.
    """
    findings = []
    checks = []
    fit_together = True
    for number, check in enumerate(verifier.checks, start=1):
        try:
            prepared = _prepared(check.sql, guard)
            sql = requalified(check.sql, "final", "main")
            fit_together = fit_together and len(prepared.columns) == 1 and fits_in_parentheses(sql)
            meter.start()
            checks.append(CompiledCheck(check.description, sql, truth(connection.execute, sql, {"user_id": 1})))
        except (RefusedSql, apsw.Error, UnicodeError) as fault:
            findings.append(_finding(verifier, f"check {number} ({check.description})", fault))
    answer = verifier.answer
    answer_sql = None
    if answer.sql is not None:
        try:
            _prepared(answer.sql, guard)
            answer_sql = requalified(answer.sql, "final", "main")
        except RefusedSql as fault:
            findings.append(_finding(verifier, "answer", fault))
    elif answer.type != "none":
        try:
            expectation(answer.type, answer.value, answer.tolerance)
        except ValueError as fault:
            findings.append(_finding(verifier, "answer", fault))
    frame = _frame(verifier)
    for table in frame:
        if table not in facts:
            findings.append(_finding(verifier, "frame", RefusedSql("unknown_table", f"there is no table {table}")))
    if findings:
        return None, findings
    at_once = f"SELECT {', '.join(f'({check.sql})' for check in checks)}" if fit_together and checks else None
    return Judge(
        verifier.task, tuple(checks), answer.type, answer_sql, answer.value, answer.tolerance, frame, at_once
    ), []


def _frame(verifier: Verifier) -> dict[str, FrameCounts | None]:
    if isinstance(verifier.frame, list):
        return dict.fromkeys(verifier.frame)
    return dict(verifier.frame)


def _prepared(sql: str, guard: Guard) -> Prepared:
    misused = used_otherwise(sql, _SCHEMAS)
    if misused:
        raise RefusedSql("reserved_name", f"{misused} names one of the two databases; use another alias")
    prepared = guard.prepare(sql, "read")
    unknown = sorted(prepared.names - {"user_id"})
    if unknown:
        raise RefusedSql("unknown_name", f"only :user_id may be bound in a verifier, not :{unknown[0]}")
    return prepared


def _finding(verifier: Verifier, where: str, fault: Exception) -> Finding:
    rule = fault.rule if isinstance(fault, RefusedSql) else "does_not_run"
    return Finding("verifiers", f"{verifier.task} {where}", f"{fault}.", rule)
