"""Calls aimed at what random ones did not bring about.

In:  arguments with which tools succeeded so far, plausible values, a source of chance.
Out: arguments to try next for one tool, and calls of other tools that make a row for it first.
Never here: calling.
"""

import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from environments.certification.candidates import Candidates
from environments.certification.refusals import Refusals
from environments.certification.sayings import read_date
from environments.certification.values import Path, leaves, names_a_row, replaced
from environments.environment import Environment
from environments.rehearsal import Episode

_ROWS_TRIED = 20
"""Other rows tried for one argument."""
_COMBINATIONS = 60
"""Free combinations of plausible values: two ids that must fit each other."""
_DAYS = (-400, -1, 0, 1, 2, 3, 4, 5, 6, 7, 45, 400)
"""Days from now on which a call's first moment is put, the others keeping their distance."""
_DAYS_SOON = (0, 1, 3)
"""Days ahead for rows made on the way: too late to change, just in time, in good time."""
_CROWD = 24
"""Calls that crowd one row."""
_REPEATED = 12
"""Calls of one tool in a row."""
_AMOUNTS = (1, 7, 500, 100_000)


class Aim:
    def __init__(
        self,
        environment: Environment,
        candidates: Candidates,
        bases: Callable[[str], list[dict[str, Any]]],
        refused: Refusals,
        dice: random.Random,
    ) -> None:
        """`bases` gives arguments with which a tool succeeded, or could; `refused` learns while the aim is used."""
        self._environment = environment
        self._candidates = candidates
        self._bases = bases
        self._refused = refused
        self._dice = dice
        self._today = date.fromisoformat(environment.manifest.now[:10])

    def variations(self, tool: str) -> Iterator[dict[str, Any]]:
        """Near what succeeded: other days, edges, other rows; then free combinations."""
        for base in self._bases(tool):
            yield base
            yield from self._moved_in_time(base)
            for path, value in leaves(base):
                known = self._known(tool, path)
                tried = self._dice.sample(known, min(len(known), _ROWS_TRIED))
                for other in [*self._candidates.odd(tool, path), *tried]:
                    if other != value:
                        yield replaced(base, path, other)
        yield from self._combinations(tool)

    def edges(self, tool: str) -> Iterator[dict[str, Any]]:
        """What may succeed, with one value at an edge: ids of no row, no amount at all, long ago."""
        for base in self._bases(tool)[:1]:
            for path, value in leaves(base):
                yield from (replaced(base, path, edge) for edge in self._candidates.odd(tool, path) if edge != value)

    def preparations(self, tool: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Calls that insert a row of a table whose ids the tool takes: (producing tool, that table, arguments)."""
        tables = {self._candidates.table_of(tool, name) for name in self._parameters(tool)} - {None}
        for producer, program in self._environment.tools.items():
            made = sorted(table for operation, table, _ in program.writes if operation == "insert" and table in tables)
            if producer == tool or not made:
                continue
            for base in self._bases(producer):
                soon = self._moved_in_time(base, _DAYS_SOON)
                for arguments in itertools.chain([base], soon, self._other_amounts(base)):
                    yield producer, made[0], arguments

    def repetitions(self, tool: str) -> Iterator[list[tuple[str, dict[str, Any]]]]:
        """The tool on one row after another, until its caller has the most that one may have."""
        drawn = itertools.islice(self._combinations(tool), _REPEATED)
        yield [(tool, arguments) for arguments in drawn]

    def crowds(self, tool: str) -> Iterator[tuple[list[tuple[str, dict[str, Any]]], dict[str, Any]]]:
        """Many calls on one row of a call that succeeds: until it is full, sold out, or has its most."""
        for base in self._bases(tool):
            for name, value in base.items():
                table = self._candidates.table_of(tool, name)
                for other, taken_as in self._writers_on(table) if table else ():
                    drawn = (self._candidates.arguments(other, (), {}, self._dice) for _ in range(_CROWD))
                    yield [(other, {**arguments, taken_as: value}) for arguments in drawn], base

    def changes_before(self, tool: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Calls that change or remove rows of a table that the tool looks at: what stands in its way may go."""
        looked_at = {table for table, _ in self._environment.tools[tool].reads}
        for other, program in self._environment.tools.items():
            if other != tool and any(
                operation != "insert" and table in looked_at for operation, table, _ in program.writes
            ):
                for base in self._bases(other):
                    yield other, base

    def _writers_on(self, table: str) -> Iterator[tuple[str, str]]:
        """Tools that write and take ids of the table, and under which name."""
        for other, program in self._environment.tools.items():
            for name in self._parameters(other) if program.writes else ():
                if self._candidates.table_of(other, name) == table:
                    yield other, name

    def on_new_row(self, episode: Episode, tool: str, table: str) -> Iterator[dict[str, Any]]:
        """Arguments that name the newest row of the table."""
        key = self._environment.facts[table].key[0]
        newest = episode.connection.execute(f'SELECT max("{key}") FROM "{table}"').get
        for name in self._parameters(tool):
            if self._candidates.table_of(tool, name) == table:
                for base in self._bases(tool)[:1]:
                    moved = {**base, name: newest}
                    yield from self._moved_in_time(moved)
                    yield moved
                    yield moved

    def _parameters(self, tool: str) -> Mapping[str, Any]:
        described: Mapping[str, Any] = self._environment.tools[tool].parameters["properties"]
        return described

    def _combinations(self, tool: str) -> Iterator[dict[str, Any]]:
        """Free draws of all ids at once, where there are several."""
        for base in self._bases(tool):
            paths = [(path, known) for path, _ in leaves(base) if (known := self._known(tool, path))]
            for _ in range(_COMBINATIONS if len(paths) > 1 else 0):
                drawn = base
                for path, known in paths:
                    drawn = replaced(drawn, path, self._dice.choice(self._promising(tool, path, known)))
                yield drawn

    def _known(self, tool: str, path: Path) -> list[Any]:
        return [*self._candidates.of(tool, path), *self._candidates.taken(tool, path)]

    def _promising(self, tool: str, path: Path, known: list[Any]) -> list[Any]:
        """Values that the tool has not refused by themselves; all where it has refused each."""
        return (self._refused.promising(tool, str(path[0]), known) if len(path) == 1 else []) or known

    def _moved_in_time(self, arguments: dict[str, Any], ahead: Sequence[int] = _DAYS) -> Iterator[dict[str, Any]]:
        """All days of the arguments moved together."""
        days = [(path, value, day) for path, value in leaves(arguments) if (day := read_date(value)) is not None]
        first = min((day for _, _, day in days), default=self._today)
        for distance in ahead if days else ():
            shift = self._today + timedelta(days=distance) - first
            moved = arguments
            for path, value, day in days:
                moved = replaced(moved, path, (day + shift).isoformat() + str(value)[10:])
            yield moved

    def _other_amounts(self, arguments: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for path, value in leaves(arguments):
            is_amount = isinstance(value, int | float) and not isinstance(value, bool)
            if is_amount and not names_a_row(str(path[-1])):
                for amount in _AMOUNTS:
                    yield replaced(arguments, path, amount)
