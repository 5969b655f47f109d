"""Walk through an environment with sensible, careless and hostile calls, and watch what must always hold.

In:  an environment, how many calls, a seed.
Out: `Fuzzed`: what became of the calls, and every incident with the calls that lead to it again.
Never here: what a tool ought to do. Watched are only promises: no internal error, a result of the right form, a failed
call and a tool that only reads change nothing, invariants and foreign keys hold, states move along their transitions.

Each walk begins in the untouched database. The same seed makes the same calls.
"""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from environments.certification.bench import Bench, open_bench
from environments.certification.values import named
from environments.changes import Change
from environments.environment import Environment
from environments.errors import EnvironmentFault
from environments.fuzzing.arguments import hostile, near, unknown_tool
from environments.rehearsal import Episode
from environments.result import TOOL_ERROR_KINDS, Result
from environments.session import UNPROCESSABLE

CALLS_A_WALK = 50
SENSIBLE, CARELESS = 0.5, 0.8
"""Of calls: up to the first share sensible, up to the second careless, the rest hostile."""
_KEPT_VALUES = 40
_SHOWN_ARGUMENTS = 300


@dataclass(frozen=True)
class Incident:
    """Something that must never happen."""

    rule: str
    """`internal_error`, `malformed_result`, `failed_call_changed`, `reading_changed`, `invariant_broken`,
    `foreign_key_broken`, `database_broken`."""
    tool: str
    message: str
    calls: Sequence[tuple[Any, Any]]
    """Tool and arguments of the calls that succeeded before, then of the one that did it."""

    def document(self) -> dict[str, Any]:
        """Plain JSON values, long arguments cut."""
        calls = [{"tool": str(tool)[:80], "arguments": _shown(arguments)} for tool, arguments in self.calls]
        return {"rule": self.rule, "tool": self.tool, "message": self.message, "calls": calls}


@dataclass
class Fuzzed:
    """What came of it."""

    environment: str
    calls: int = 0
    succeeded: int = 0
    walks: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    """Kinds of errors that calls ended with."""
    tools_succeeded: set[str] = field(default_factory=set)
    checks: int = 0
    """Times that invariants were looked at, after a call that changed something."""
    unprocessable: Counter[str] = field(default_factory=Counter)
    """Tools whose SQL could not go on with what was sent, to how often: an error that no requirement foresaw."""
    incidents: list[Incident] = field(default_factory=list)


def fuzz(environment: Environment, calls: int, seed: int = 0) -> Fuzzed:
    """Make so many calls in walks from the untouched database."""
    fuzzed = Fuzzed(f"{environment.name}@{environment.version}")
    with open_bench(environment, seed) as bench:
        while fuzzed.calls < calls:
            dice = random.Random(f"{seed}/{environment.name}/{fuzzed.walks}")
            with bench.stage.episode() as episode:
                walk = _Walk(bench, episode, dice, fuzzed)
                walk.take(min(CALLS_A_WALK, calls - fuzzed.calls))
            fuzzed.walks += 1
    return fuzzed


class _Walk:
    def __init__(self, bench: Bench, episode: Episode, dice: random.Random, fuzzed: Fuzzed) -> None:
        self._environment = bench.environment
        self._candidates = bench.candidates
        self._writers = bench.writers
        self._episode = episode
        self._dice = dice
        self._fuzzed = fuzzed
        self._seen: dict[str, list[Any]] = defaultdict(list)
        self._trail: list[tuple[Any, Any]] = []
        self._changes: list[Change] = []
        self._is_unsound = False

    def take(self, calls: int) -> None:
        """Make the calls, unless something breaks; then look at the database as a whole."""
        for _ in range(calls):
            tool, arguments = self._choose()
            self._fuzzed.calls += 1
            for rule, message in self._call(tool, arguments):
                self._report(rule, tool, message, (tool, arguments))
            if self._is_unsound:
                return
        for rule, message in self._look_at_all():
            self._report(rule, "", message)

    def _choose(self) -> tuple[Any, Any]:
        tool = self._dice.choice(list(self._environment.tools))
        arguments = self._candidates.arguments(tool, (), self._seen, self._dice)
        roll = self._dice.random()
        if roll < SENSIBLE:
            return tool, arguments
        if roll < CARELESS:
            return tool, near(self._environment.tools[tool].tool.parameters, arguments, self._dice)
        if roll > 0.98:
            return unknown_tool(self._environment.tools, self._dice), arguments
        return tool, hostile(arguments, self._dice)

    def _call(self, tool: Any, arguments: Any) -> Iterator[tuple[str, str]]:
        """Make one call; what it broke comes back."""
        try:
            result = self._episode.call(tool, arguments)
        except EnvironmentFault as fault:
            yield "internal_error", str(fault)
            return
        except Exception as fault:  # nothing else may leave a call, whatever was sent
            yield "internal_error", f"{type(fault).__name__}: {fault}"
            return
        yield from _malformed(result)
        if result.error is not None:
            self._fuzzed.errors[result.error.kind] += 1
            if result.error.message.startswith(UNPROCESSABLE):
                self._fuzzed.unprocessable[tool] += 1
        else:
            self._fuzzed.succeeded += 1
            self._fuzzed.tools_succeeded.add(tool)
            self._remember(result.content)
        writes = isinstance(tool, str) and tool in self._writers
        if writes:
            yield from self._look_at_changes(result)
        if result.ok and writes:
            self._trail.append((tool, arguments))

    def _look_at_changes(self, result: Result) -> Iterator[tuple[str, str]]:
        changes = self._episode.changes()
        if changes == self._changes:
            return
        touched = {change.table for change in (*changes, *self._changes)}
        yield from self._strange_moves(self._changes, changes)
        self._changes = changes
        if result.error is not None:
            yield "failed_call_changed", f"it failed ({result.error.kind}) and left changes: {_told(changes)}"
        self._fuzzed.checks += 1
        for broken in self._environment.invariants.broken(self._episode.connection, touched):
            yield "invariant_broken", str(broken)

    def _strange_moves(self, before: Sequence[Change], after: Sequence[Change]) -> Iterator[tuple[str, str]]:
        """States that one call moved where no transition leads."""
        known = {(change.table, *change.key.values()): change.after for change in before}
        moved = [
            Change(each.table, "update", each.key, known.get((each.table, *each.key.values()), each.before), each.after)
            for each in after
        ]
        for broken in self._environment.invariants.broken_moves([each for each in moved if each.before], 1):
            yield "invariant_broken", str(broken)

    def _look_at_all(self) -> Iterator[tuple[str, str]]:
        connection = self._episode.connection
        for table, rowid, parent, _ in connection.execute("PRAGMA main.foreign_key_check").fetchall():
            yield "foreign_key_broken", f"{table}, row {rowid}, points to no row of {parent}"
        for (said,) in connection.execute("PRAGMA main.integrity_check(3)").fetchall():
            if said != "ok":
                yield "database_broken", str(said)
        if self._episode.changes() != self._changes:
            yield "reading_changed", "a tool that only reads changed rows"

    def _remember(self, content: Any) -> None:
        for name, value in named(content):
            if value is not None:
                kept = self._seen[name]
                kept.append(value)
                if len(kept) > _KEPT_VALUES:
                    del kept[: _KEPT_VALUES // 2]

    def _report(self, rule: str, tool: Any, message: str, *last: tuple[Any, Any]) -> None:
        self._is_unsound = True
        self._fuzzed.incidents.append(Incident(rule, str(tool)[:80], message, [*self._trail, *last]))


def _malformed(result: Result) -> Iterator[tuple[str, str]]:
    """What a result's form must not be."""
    try:
        document = json.loads(result.text)
    except (ValueError, RecursionError) as fault:
        yield "malformed_result", f"its text is no JSON: {fault}"
        return
    error = result.error
    if error is None:
        return
    if error.kind not in TOOL_ERROR_KINDS or not error.message.strip():
        yield "malformed_result", f"an error of kind {error.kind!r} that says {error.message!r}"
    if not isinstance(document, dict) or document.get("error", {}).get("kind") != error.kind:
        yield "malformed_result", "its text tells another error"


def _told(changes: Sequence[Change]) -> str:
    return "; ".join(str(change) for change in changes[:3])


def _shown(arguments: Any) -> Any:
    """Arguments as JSON where they are short and plain, else as text that is cut."""
    try:
        text = json.dumps(arguments)
    except (TypeError, ValueError, RecursionError):
        return repr(type(arguments))
    return arguments if len(text) <= _SHOWN_ARGUMENTS else f"{text[:_SHOWN_ARGUMENTS]}…"


__all__ = ["Fuzzed", "Incident", "fuzz"]
