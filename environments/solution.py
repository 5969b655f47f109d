"""Solutions: values that refer to earlier results, and the playing of a whole solution.

In:  a solution, a session.
Out: what was called with what, what came back, and the answer.
Never here: judging.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import apsw

from environments.clock import Clock, standing_clock
from environments.database import connect
from environments.guard import Guard, RefusedSql
from environments.limits import Meter
from environments.result import Result
from environments.values import StoredValueFault, stored
from schemas import Solution

_NESTED = (dict, list)
"""What may hold a reference further in."""
_UNSET_CLOCK = "2000-01-01 00:00:00"


class UnresolvedValue(ValueError):
    """A value of a solution that leads nowhere. `path` is where it stands: `calls/2/bench_id`."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path or 'the value'}: {message}")
        self.path = path


@dataclass(frozen=True)
class Played:
    results: tuple[Result, ...]
    arguments: tuple[dict[str, Any], ...]
    """The arguments of each call that was made, resolved."""
    answer: Any
    failed: str | None
    """Why not all went well: the call that failed, or the value that led nowhere. None when all did."""


def play(session: Any, solution: Solution) -> Played:
    """Make every call of the solution and resolve its answer; stops at the first value that leads nowhere."""
    now = session.environment.content.manifest.now
    results: list[Result] = []
    arguments: list[dict[str, Any]] = []
    failed = None
    for number, call in enumerate(solution.calls, start=1):
        try:
            resolved = resolve_value(call.arguments, results, now=now, path=f"calls/{number}")
        except UnresolvedValue as fault:
            return Played(tuple(results), tuple(arguments), None, f"call {number} {call.tool}: {fault}")
        result = session.call(call.tool, resolved)
        arguments.append(resolved)
        results.append(result)
        if result.error is not None and failed is None:
            failed = f"call {number} {call.tool}: {result.error.kind}: {result.error.message}"
    try:
        answer = resolve_value(solution.answer, results, now=now, path="answer")
    except UnresolvedValue as fault:
        return Played(tuple(results), tuple(arguments), None, failed or str(fault))
    return Played(tuple(results), tuple(arguments), answer, failed)


def resolve_value(value: Any, results: Sequence[Any], *, now: str = _UNSET_CLOCK, path: str = "") -> Any:
    """The value with every `$ref`, `$pick` and `$sql` in it replaced by what it stands for.

    `results` are the earlier results, in order: `Result` objects or their contents.

    Raises:
        UnresolvedValue: one of them leads nowhere.
    """
    if isinstance(value, list):
        return [
            resolve_value(item, results, now=now, path=f"{path}/{place}") if isinstance(item, _NESTED) else item
            for place, item in enumerate(value)
        ]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return _referred(value, results, path)
    if "$pick" in value:
        return _picked(value, results, now, path)
    if "$sql" in value:
        return _computed(value, results, now, path)
    return {
        name: resolve_value(item, results, now=now, path=f"{path}/{name}") if isinstance(item, _NESTED) else item
        for name, item in value.items()
    }


def _referred(value: dict[str, Any], results: Sequence[Any], path: str) -> Any:
    if len(value) != 1 or not isinstance(value["$ref"], str):
        raise UnresolvedValue(path, '$ref stands alone and is text such as "1/0/id"')
    return _followed(value["$ref"], results, path)


def _followed(reference: str, results: Sequence[Any], path: str) -> Any:
    head, *rest = reference.split("/")
    if not head.isdecimal() or not 1 <= int(head) <= len(results):
        raise UnresolvedValue(path, f"{reference!r} names call {head}, but {len(results)} came before")
    found = results[int(head) - 1]
    if isinstance(found, Result):
        if found.error is not None:
            raise UnresolvedValue(path, f"{reference!r} refers to call {head}, which failed: {found.error.message}")
        found = found.content
    for step in rest:
        found = _stepped(found, step, reference, path)
    return found


def _stepped(found: Any, step: str, reference: str, path: str) -> Any:
    if isinstance(found, list) and step.lstrip("-").isdecimal() and -len(found) <= int(step) < len(found):
        return found[int(step)]
    if isinstance(found, dict) and step in found:
        return found[step]
    there = f"{len(found)} items" if isinstance(found, list) else ", ".join(found) if isinstance(found, dict) else found
    raise UnresolvedValue(path, f"{reference!r} asks for {step!r}, but there is: {str(there)[:120]}")


def _picked(value: dict[str, Any], results: Sequence[Any], now: str, path: str) -> Any:
    pick = value["$pick"]
    if len(value) != 1 or not isinstance(pick, dict) or not set(pick) <= _PICK_KEYS or "from" not in pick:
        raise UnresolvedValue(path, '$pick stands alone: {"from": …, "where": {…}, "least" or "most": …, "get": …}')
    rows = _followed(str(pick["from"]), results, path)
    if not isinstance(rows, list):
        raise UnresolvedValue(path, f"$pick needs a list of rows, and {pick['from']!r} is none")
    where = resolve_value(pick.get("where", {}), results, now=now, path=f"{path}/where")
    fitting = _extreme(_fitting(rows, where), pick, path)
    if len(fitting) != 1:
        raise UnresolvedValue(path, f"{len(fitting)} rows of {pick['from']!r} fit {where}, where one must")
    found = fitting[0]
    for step in str(pick["get"]).split("/") if "get" in pick else ():
        found = _stepped(found, step, f"{pick['from']}/…/{pick['get']}", path)
    return found


def _fitting(rows: list[Any], where: dict[str, Any]) -> list[Any]:
    """The rows that hold every wanted value at its path."""
    found = [row for row in rows if isinstance(row, dict)]
    for name, wanted in where.items():
        if "/" in name:
            found = [row for row in found if _at(row, name) == wanted]
        else:
            found = [row for row in found if row.get(name, _NOTHING) == wanted]
    return found


def _extreme(rows: list[Any], pick: dict[str, Any], path: str) -> list[Any]:
    """The rows that hold the least or the most of a column: two of them where they tie, which fits nothing."""
    for name, extreme in (("least", min), ("most", max)):
        if name in pick and rows:
            values = [_at(row, pick[name]) for row in rows]
            if any(value is None or value is _NOTHING for value in values):
                raise UnresolvedValue(path, f"not every row has a value of {pick[name]!r}")
            rows = [row for row, value in zip(rows, values, strict=True) if value == extreme(values)]
    return rows


def _at(row: Any, name: str) -> Any:
    """The value at a path such as `boat/name`; a value that equals nothing where there is none."""
    for step in name.split("/"):
        if not isinstance(row, dict) or step not in row:
            return _NOTHING
        row = row[step]
    return row


_NOTHING = object()
_PICK_KEYS = {"from", "where", "least", "most", "get"}


def _computed(value: dict[str, Any], results: Sequence[Any], now: str, path: str) -> Any:
    named = {name: part for name, part in value.items() if name != "$sql"}
    resolved = resolve_value(named, results, now=now, path=path)
    try:
        bindings = {name: stored(part) for name, part in resolved.items()}
        return _calculator(now).calculate(str(value["$sql"]), bindings)
    except (apsw.Error, StoredValueFault, RefusedSql, UnicodeError) as fault:
        raise UnresolvedValue(path, f"$sql {value['$sql']!r}: {fault}") from None


class _Calculator:
    """An empty database with a clock that stands still, for expressions."""

    def __init__(self, clock: Clock) -> None:
        self._connection = connect(clock)
        self._meter = Meter(self._connection)
        self._guard = Guard(self._connection, frozenset(), frozenset())
        self._known: dict[str, frozenset[str]] = {}
        self._lock = threading.Lock()

    def calculate(self, expression: str, bindings: dict[str, Any]) -> Any:
        with self._lock:
            return self._calculate(f"SELECT {expression}", bindings)

    def _calculate(self, sql: str, bindings: dict[str, Any]) -> Any:
        if sql not in self._known:
            self._known[sql] = self._guard.prepare(sql, "read").names
        missing = sorted(self._known[sql] - set(bindings))
        if missing:
            raise RefusedSql("unknown_name", f":{missing[0]} is not given")
        self._meter.start()
        try:
            row = self._connection.execute(sql, bindings).fetchone()
        finally:
            self._meter.rest()
        return row[0] if row else None


@lru_cache(maxsize=64)
def _calculator(now: str) -> _Calculator:
    return _Calculator(standing_clock(now))
