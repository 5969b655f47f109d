"""Walk through an environment at random, aiming at what has not happened yet.

In:  an environment, plausible values for its parameters, a seeded source of chance.
Out: `Coverage`: which tools succeeded, which requirements fired, what went wrong.
Never here: tasks. A walk does anything that the tools allow.

A walk stops when every tool has succeeded and every requirement has fired; usually after some tenths of a second.
What random calls leave open is then aimed at: ids of no row, every row in turn, edges, the same call twice.
"""

import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from environments.certification.aim import Aim
from environments.certification.candidates import Candidates
from environments.certification.refusals import Deciding, Refusals
from environments.certification.requirements import Requirement, requirements_of
from environments.certification.values import named
from environments.environment import Environment
from environments.errors import EnvironmentFault
from environments.rehearsal import Episode, Rehearsal
from environments.result import Result
from environments.solution import UnresolvedValue, resolve_value
from schemas import Solution

MOST_WALKS = 400
MOST_FRUITLESS_CALLS = 8_000
"""Calls in a row in which nothing new happened, after which nothing new is expected: less than half a second."""
CALLS_A_WALK = 40
FIRST_WALKS = 3
"""Walks before open goals are aimed at one by one."""
_KEPT_ARGUMENTS = 8
"""Sets of arguments kept of each tool that succeeded: bases for aiming, for surplus calls and for scan orders."""
_KEPT_TRAILS = 12
_KEPT_VALUES = 40
_TOOLS_AIMED_AT = 3
"""Of one walk."""
_BASES = 2
"""Successful calls that variations start from."""
_PROBES = 40
"""Draws until a tool succeeds in the untouched database."""

Plan = Iterable[tuple[str, dict[str, Any]]]
"""Calls to make one after the other."""
Trail = list[tuple[str, dict[str, Any], bytes]]
"""The calls of one walk that succeeded: tool, arguments, the result's text."""


@dataclass
class Coverage:
    succeeded: dict[str, list[dict[str, Any]]]
    """Tool to arguments with which it succeeded; empty where it never did."""
    waiting: dict[str, list[Requirement]]
    """Tool to its requirements that have not fired; tools whose requirements all have are not in it."""
    errors: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Tool to the messages of its failed calls."""
    faults: dict[str, str] = field(default_factory=dict)
    """Tool to the fault of the environment that it ran into."""
    dangling: dict[str, str] = field(default_factory=dict)
    """Table to what a foreign key of it points to in vain, after a walk."""
    trails: list[Trail] = field(default_factory=list)
    walks: int = 0
    calls: int = 0
    fruitless: int = 0
    """Calls since something happened for the first time."""

    @property
    def idle(self) -> list[str]:
        """Tools that never succeeded."""
        return [tool for tool, arguments in self.succeeded.items() if not arguments]

    @property
    def unfired(self) -> list[Requirement]:
        """Requirements that have not fired."""
        return [one for waiting in self.waiting.values() for one in waiting]

    @property
    def is_done(self) -> bool:
        return not self.waiting and not self.idle

    def record(self, tool: str, arguments: dict[str, Any], result: Result) -> None:
        """Take note of what a call did."""
        self.calls += 1
        self.fruitless += 1
        if result.error is None:
            kept = self.succeeded[tool]
            self.fruitless = self.fruitless if kept else 0
            if len(kept) < _KEPT_ARGUMENTS and arguments not in kept:
                kept.append(arguments)
            return
        error = result.error
        self.errors[tool][error.message] += 1
        waiting = self.waiting.get(tool, ())
        left = [one for one in waiting if not one.explains(tool, error.kind, error.message)]
        if len(left) < len(waiting):
            self.fruitless = 0
            if left:
                self.waiting[tool] = left
            else:
                del self.waiting[tool]


def explore(
    environment: Environment, stage: Rehearsal, candidates: Candidates, dice: random.Random,
    patience: int = MOST_FRUITLESS_CALLS,
) -> Coverage:  # fmt: skip
    """Walk until all has happened that can be expected to, or the walks are used up.

    Solutions are played only where walks alone leave something open, so that what is explored of an environment does
    not depend on its tasks. `patience` is the number of fruitless calls in a row after which a walker gives up.
    """
    waiting: dict[str, list[Requirement]] = {}
    for one in requirements_of(environment):
        waiting.setdefault(one.tool, []).append(one)
    coverage = Coverage({name: [] for name in environment.tools}, waiting)
    walker = _Walker(environment, candidates, coverage, dice)
    _walk_on(walker, stage, coverage, patience)
    if not coverage.is_done and environment.content.solutions:
        for solution in environment.content.solutions:
            with stage.episode() as episode:
                walker.follow(episode, solution)
        coverage.fruitless = 0
        _walk_on(walker, stage, coverage, patience)
    return coverage


def _walk_on(walker: "_Walker", stage: Rehearsal, coverage: Coverage, patience: int) -> None:
    while not coverage.is_done and coverage.walks < MOST_WALKS and coverage.fruitless < patience:
        aims_first = coverage.walks >= FIRST_WALKS and coverage.walks % 2 == FIRST_WALKS % 2
        with stage.episode() as episode:
            if aims_first:
                walker.aim(episode, is_untouched=True)
            walker.walk(episode)
            if coverage.walks >= FIRST_WALKS and not aims_first:
                walker.aim(episode, is_untouched=False)
            _note_dangling(episode, coverage)
        coverage.walks += 1


class _Walker:
    def __init__(
        self, environment: Environment, candidates: Candidates, coverage: Coverage, dice: random.Random
    ) -> None:
        self._tools = {name: program.tool for name, program in environment.tools.items()}
        self._candidates = candidates
        self._coverage = coverage
        self._dice = dice
        self._ids = _id_names(candidates, environment)
        self._untouched: dict[str, list[dict[str, Any]]] = {}
        """Tool to arguments with which it succeeds in the untouched database."""
        self._aims: Counter[str] = Counter()
        self._deciding = Deciding(environment)
        self._refused_in_untouched = Refusals(self._deciding)
        self._refused = self._refused_in_untouched
        """What was learnt in the state that is aimed at."""

    def follow(self, episode: Episode, solution: Solution) -> None:
        """One episode of a solution's own calls."""
        results: list[Any] = []
        for call in solution.calls:
            try:
                arguments = resolve_value(call.arguments, results, now=episode.environment.manifest.now)
            except UnresolvedValue:
                return
            result = self._call(episode, call.tool, arguments) if call.tool in self._tools else None
            if result is None:
                return
            results.append(result)

    def walk(self, episode: Episode) -> None:
        """One episode of random calls, most of them of tools that still have something to show."""
        seen: dict[str, list[Any]] = defaultdict(list)
        trail: Trail = []
        last: tuple[str, dict[str, Any]] | None = None
        for _ in range(CALLS_A_WALK):
            if self._coverage.is_done:
                break
            if last is not None and self._dice.random() < 0.15:
                tool, arguments = last
            else:
                tool = self._choose()
                arguments = self._candidates.arguments(tool, (), seen, self._dice)
            result = self._call(episode, tool, arguments)
            if result is not None and result.ok:
                last = (tool, arguments)
                trail.append((tool, arguments, result.text))
                self._remember(tool, result.content, seen)
        if len(self._coverage.trails) < _KEPT_TRAILS:
            self._coverage.trails.append(trail)

    def aim(self, episode: Episode, is_untouched: bool) -> None:
        """Try systematically, in the state as it is, what random calls did not bring about; the state stays."""

        def bases(tool: str) -> list[dict[str, Any]]:
            found = self._bases_in_untouched(episode, tool) if is_untouched else []
            return found or self._bases_by_chance(tool)

        self._refused = self._refused_in_untouched if is_untouched else Refusals(self._deciding)
        aim = Aim(episode.environment, self._candidates, bases, self._refused, self._dice)
        for tool in [] if self._aims else self._open_tools():
            self._try(episode, tool, ([(tool, arguments)] for arguments in aim.edges(tool)))
        for tool in self._aimed_at_least():
            self._aims[tool] += 1
            self._try(episode, tool, self._plans(aim, episode, tool, bases))

    def _try(self, episode: Episode, tool: str, plans: Iterable[Plan]) -> None:
        """Rehearse one plan after the other while the tool has something left to show."""
        for plan in plans:
            for _ in self._rehearse(episode, plan):
                pass
            if not self._is_open(tool):
                return

    def _aimed_at_least(self) -> list[str]:
        """Of the tools with something left to show those that were aimed at least often: the hopeless must wait."""
        open_tools = self._open_tools()
        shuffled = self._dice.sample(open_tools, len(open_tools))
        return sorted(shuffled, key=self._aims.__getitem__)[:_TOOLS_AIMED_AT]

    def _bases_in_untouched(self, episode: Episode, tool: str) -> list[dict[str, Any]]:
        """Arguments that succeed in the untouched database, looked for once a tool."""
        if tool not in self._untouched:
            drawn = (self._candidates.arguments(tool, (), {}, self._dice) for _ in range(_PROBES))
            tried = itertools.chain(self._coverage.succeeded[tool][:], drawn)
            working = (
                arguments
                for arguments in tried
                for result in self._rehearse(episode, [(tool, arguments)])
                if result is not None and result.ok
            )
            self._untouched[tool] = list(itertools.islice(working, _BASES))
        return self._untouched[tool]

    def _bases_by_chance(self, tool: str) -> list[dict[str, Any]]:
        kept = self._coverage.succeeded[tool]
        drawn = [self._candidates.arguments(tool, (), {}, self._dice) for _ in range(0 if kept else _BASES)]
        return drawn or self._dice.sample(kept, min(len(kept), _BASES))

    def _rehearse(self, episode: Episode, plan: Plan) -> Iterator[Result | None]:
        """Make the calls one after the other; afterwards none of them has happened.

        A single call that is known to lead nowhere is not made.
        """
        if isinstance(plan, list) and len(plan) == 1:
            tool, arguments = plan[0]
            if not self._refused.rules_out(tool, arguments, self._open_steps(tool)):
                result = self._call(episode, tool, arguments, is_trial=True)
                self._refused.learn(tool, arguments, result)
                yield result
            return
        with episode.supposing("aim"):
            results = [self._call(episode, name, arguments) for name, arguments in plan]
        yield from results

    def _plans(
        self, aim: Aim, episode: Episode, tool: str, bases: Callable[[str], list[dict[str, Any]]]
    ) -> Iterator[Plan]:
        """Calls that may show what a tool has not shown yet.

        It alone, twice, again and again, after another change, on a new row, on a crowded one.
        """
        for arguments in aim.variations(tool):
            yield [(tool, arguments)]
        for arguments in bases(tool)[:1]:
            yield [(tool, arguments), (tool, arguments)]
        yield from aim.repetitions(tool)
        for other, change in aim.changes_before(tool):
            yield [(other, change), *((tool, arguments) for arguments in bases(tool))]
        for producer, table, arguments in aim.preparations(tool):
            yield itertools.chain([(producer, arguments)], self._on_new_row(aim, episode, tool, table))
        for crowd, arguments in aim.crowds(tool):
            yield [*crowd, (tool, arguments)]

    def _on_new_row(self, aim: Aim, episode: Episode, tool: str, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The tool on the table's newest row, looked for when it is there."""
        for arguments in aim.on_new_row(episode, tool, table):
            yield tool, arguments

    def _choose(self) -> str:
        open_tools = self._open_tools()
        if open_tools and self._dice.random() < 0.6:
            return self._dice.choice(open_tools)
        return self._dice.choice([name for name in self._tools if name not in self._coverage.faults])

    def _open_tools(self) -> list[str]:
        """Tools with something left to show; those that broke have shown enough."""
        coverage = self._coverage
        open_tools = [name for name, kept in coverage.succeeded.items() if not kept or name in coverage.waiting]
        return [name for name in open_tools if name not in coverage.faults] if coverage.faults else open_tools

    def _is_open(self, tool: str) -> bool:
        """Whether it is one of the open tools."""
        coverage = self._coverage
        has_more = not coverage.succeeded[tool] or tool in coverage.waiting
        return has_more and tool not in coverage.faults

    def _open_steps(self, tool: str) -> list[int]:
        """The steps of a tool that have not fired; where it never succeeded, also the end beyond them."""
        end = [] if self._coverage.succeeded[tool] else [1 + len(self._tools[tool].steps)]
        return [one.step for one in self._coverage.waiting.get(tool, ())] + end

    def _call(self, episode: Episode, tool: str, arguments: dict[str, Any], *, is_trial: bool = False) -> Result | None:
        if tool in self._coverage.faults:
            return None
        try:
            if is_trial and self._coverage.succeeded[tool]:
                result = episode.quietly(tool, arguments, is_trial=True)
            else:
                result = episode.trial(tool, arguments) if is_trial else episode.call(tool, arguments)
        except EnvironmentFault as fault:
            self._coverage.faults[tool] = str(fault)
            return None
        self._coverage.record(tool, arguments, result)
        return result

    def _remember(self, tool: str, content: Any, seen: dict[str, list[Any]]) -> None:
        """Keep what a result shows, under its name; a bare `id` under the names that parameters give such ids."""
        for name, value in named(content):
            if value is None:
                continue
            for known in (name, *(self._ids.get(tool, ()) if name == "id" else ())):
                kept = seen[known]
                kept.append(value)
                if len(kept) > _KEPT_VALUES:
                    del kept[: _KEPT_VALUES // 2]


def _id_names(candidates: Candidates, environment: Environment) -> Mapping[str, list[str]]:
    """For each tool the names under which its table's ids are asked for."""
    found: dict[str, list[str]] = {}
    for name, program in environment.tools.items():
        table = program.tool.action.table if program.tool.action else None
        if table is not None:
            found[name] = candidates.names_of(table)
    return found


def _note_dangling(episode: Episode, coverage: Coverage) -> None:
    for table, _, parent, _ in episode.connection.execute("PRAGMA foreign_key_check").fetchall():
        coverage.dangling[str(table)] = str(parent)
