"""Do a task wrongly in every small way, each on the stage where right work was just done.

In:  an episode, the executed solution, plausible other values.
Out: trials, noted in `Trials`.
Never here: deciding what an outcome means for the certificate.

Kinds of wrong work, all with the right answer:
`dropped` a write left out; `off_by_one` a quantity, amount or date one off; `wrong_status` another choice of a list,
a flag turned, or another action on the right row; `altered` another argument changed within its meaning; `omitted`
an optional argument left out; `added` a documented default overridden; `wrong_row` another valid row, and `sideways`
another valid day, text or choice, with which the call succeeds; `swapped` two writes that take each other's value;
`repeated` a write made twice; `again` the same write once more on another row; `surplus` one more write of another
tool; `undone`, `cleaned_up` and `another_task` (see `diversions`). A mutant whose call the tools refuse is counted as
refused and ends there, since what is left is the work without that call, which `dropped` judges.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from environments.certification.alterations import added_arguments, altered_arguments, omitted_arguments
from environments.certification.answers import Shown, peers_among, shown_by
from environments.certification.bench import Bench
from environments.certification.diversions import MOST_OTHER_ACTIONS, Diversions
from environments.certification.execution import Execution
from environments.certification.trials import Trials
from environments.certification.values import (
    Path,
    at,
    depends_on,
    last_name,
    leaves,
    names_a_row,
    path_text,
    replaced,
)
from environments.rehearsal import Episode
from environments.result import Result, ToolError, failed
from environments.solution import UnresolvedValue, resolve_value
from schemas import canonical_json

MOST_SIDEWAYS = 3
"""Of one argument: other values with which the call succeeded."""
MOST_AGAIN = 2
"""Of one write: further calls that succeeded."""
MOST_SURPLUS = 3
"""Of one task: writes of other tools that succeeded."""
MOST_SWAPS = 3
"""Later writes with which one write exchanges values."""
_TRIED_SIDEWAYS = 14
_DRAWN = 2 * _TRIED_SIDEWAYS
_TRIED_SURPLUS = 24
_NO_CALLS: Mapping[int, Mapping[str, Any]] = MappingProxyType({})
_SKIPPED = failed(ToolError("invalid", "left out"))


class Mutants:
    """The wrong versions of one executed solution."""

    def __init__(self, bench: Bench, execution: Execution, trials: Trials) -> None:
        self._bench = bench
        self._execution = execution
        self._trials = trials
        self._dice = bench.dice(f"mutants/{execution.task}")
        self._needed, self._referred = _needed_by_later_writes(execution)
        self._last_referred = [max(depends_on(call.arguments), default=0) for call in execution.calls]
        self._tried: set[str] = set()
        self._shown: dict[int, list[Shown]] = {}
        self._diversions = Diversions(bench, execution, trials)

    def run(self, episode: Episode, results: list[Result]) -> None:
        """Try them all: from the end backwards, so that no call before a mutant is ever made again.

        The episode stands where the solution ended, with a savepoint `before_N` ahead of the Nth call that writes.
        """
        episode.mark("at_end")
        for position in sorted(self._execution.writes):
            self._repeat(episode, position)
            elsewhere = self._repeat_elsewhere(episode, position)
            self._diversions.undo_or_clean_up(episode, position, elsewhere)
        self._add_surplus(episode)
        for position in sorted(self._execution.writes, reverse=True):
            episode.back_to(f"before_{position}")
            self._try_instead(episode, position, results)
        self._diversions.do_another_task(episode)

    def _repeat(self, episode: Episode, position: int) -> None:
        call = self._execution.calls[position]
        if self._call(episode, call.tool, self._execution.arguments[position]).ok:
            self._trials.try_work(episode, "repeated", f"call {position + 1} {call.tool} made twice")
            episode.back_to("at_end")
        else:
            self._trials.refuse("repeated")

    def _repeat_elsewhere(self, episode: Episode, position: int) -> tuple[str, Mapping[str, Any]] | None:
        """The write once more on other rows; gives the last such call, if any succeeded."""
        tool, arguments = self._execution.calls[position].tool, self._execution.arguments[position]
        done = 0
        found = None
        for path, other in self._other_rows(position):
            if done >= MOST_AGAIN:
                break
            changed = replaced(arguments, path, other)
            if self._call(episode, tool, changed).ok:
                done += 1
                found = tool, changed
                what = f"call {position + 1} {tool} once more with {path_text(path)} {other!r}"
                self._trials.try_work(episode, "again", what)
                episode.back_to("at_end")
        return found

    def _other_rows(self, position: int) -> Iterator[tuple[Path, Any]]:
        """Other values for the arguments of a write, those that name rows first."""
        paths = [(path, value) for path, value in leaves(self._execution.arguments[position])]
        for path, value in sorted(paths, key=lambda leaf: not names_a_row(last_name(leaf[0]))):
            for other in self._other_values(position, path, value)[: _TRIED_SIDEWAYS // 2]:
                yield path, other

    def _add_surplus(self, episode: Episode) -> None:
        own = {call.tool for call in self._execution.calls}
        others = sorted(self._bench.writers - own) or sorted(self._bench.writers)
        done = 0
        for _ in range(_TRIED_SURPLUS if others else 0):
            if done >= MOST_SURPLUS:
                return
            tool = self._dice.choice(others)
            known = self._bench.coverage.succeeded.get(tool)
            if known and self._dice.random() < 0.7:
                arguments = self._dice.choice(known)
            else:
                arguments = self._bench.candidates.arguments(tool, (), {}, self._dice)
            if self._call(episode, tool, arguments).ok:
                done += 1
                self._trials.try_work(episode, "surplus", f"also {tool} {canonical_json(arguments)}")
                episode.back_to("at_end")

    def _try_instead(self, episode: Episode, position: int, results: list[Result]) -> None:
        """Everything that can be done instead of one write, each followed by the rest of the solution."""
        mark = f"before_{position}"
        before = results[:position]
        number, call = position + 1, self._execution.calls[position]
        self._finish(episode, position, [*before, _SKIPPED])
        if self._trials.try_work(episode, "dropped", f"call {number} {call.tool} left out") == "equivalent":
            self._trials.idle_calls.append(f"call {number} {call.tool}")
        episode.back_to(mark)
        for kind, what, arguments in self._changed_arguments(position):
            self._try_call(episode, position, before, kind, what, arguments)
        self._try_sideways(episode, position, before)
        self._try_swaps(episode, position, before)
        self._try_other_actions(episode, position, before)

    def _try_other_actions(self, episode: Episode, position: int, before: list[Result]) -> None:
        """The right row, and something else done to it."""
        done = 0
        for tool, arguments in self._diversions.other_actions(position):
            if done >= MOST_OTHER_ACTIONS:
                return
            what = f"{tool} {canonical_json(arguments)} instead"
            done += self._try_call(
                episode, position, before, "wrong_status", what, arguments, refusals_count=False, tool=tool
            )

    def _changed_arguments(self, position: int) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        tool, arguments = self._execution.calls[position].tool, self._execution.arguments[position]
        schema = self._execution.tools[tool].parameters
        yield from altered_arguments(arguments, schema)
        for kind, changes in (
            ("omitted", omitted_arguments(arguments, schema)),
            ("added", added_arguments(arguments, schema)),
        ):
            for what, changed in changes:
                yield kind, what, changed

    def _try_sideways(self, episode: Episode, position: int, before: list[Result]) -> None:
        arguments = self._execution.arguments[position]
        for path, value in leaves(arguments):
            if isinstance(value, bool):
                continue
            done = 0
            kind = "wrong_row" if names_a_row(last_name(path)) else "sideways"
            for other in self._other_values(position, path, value)[:_TRIED_SIDEWAYS]:
                what = f"{path_text(path)} {value!r} -> {other!r}"
                changed = replaced(arguments, path, other)
                done += self._try_call(episode, position, before, kind, what, changed, refusals_count=False)
                if done >= MOST_SIDEWAYS:
                    break

    def _try_swaps(self, episode: Episode, position: int, before: list[Result]) -> None:
        """Exchange a value with a later write that has another one under the same name."""
        own = self._execution.arguments[position]
        for later in sorted(other for other in self._execution.writes if other > position)[:MOST_SWAPS]:
            theirs = self._execution.arguments[later]
            for name, value in own.items():
                if name in theirs and theirs[name] != value and not isinstance(value, bool):
                    what = f"{name} exchanged with call {later + 1} {self._execution.calls[later].tool}"
                    mine, other = {**own, name: theirs[name]}, {**theirs, name: value}
                    self._try_call(episode, position, before, "swapped", what, mine, {later: other})

    def _try_call(
        self,
        episode: Episode,
        position: int,
        before: list[Result],
        kind: str,
        what: str,
        arguments: Mapping[str, Any],
        also: Mapping[int, Mapping[str, Any]] = _NO_CALLS,
        refusals_count: bool = True,
        tool: str = "",
    ) -> bool:
        """Make another call in the place of a write, finish the solution and judge; whether the call succeeded.

        The episode stands ahead of the write, and stands there again afterwards: what is refused leaves nothing behind.
        `also` has the arguments of later calls that are wrong as well; `tool` is another one to call.
        """
        tool = tool or self._execution.calls[position].tool
        key = f"{position} {tool} {sorted(arguments.items())} {sorted(also)}"
        if key in self._tried:
            return False
        self._tried.add(key)
        result = self._call(episode, tool, arguments, position)
        if not result.ok:
            if refusals_count:
                self._trials.refuse(kind)
            return False
        self._finish(episode, position, [*before, result], also)
        self._trials.try_work(episode, kind, f"call {position + 1} {tool}: {what}")
        episode.back_to(f"before_{position}")
        return True

    def _finish(
        self,
        episode: Episode,
        position: int,
        results: list[Result],
        also: Mapping[int, Mapping[str, Any]] = _NO_CALLS,
    ) -> None:
        """The rest of the solution after another call; what refers to something missing is left out."""
        for later in range(position + 1, len(self._execution.calls)):
            result = _SKIPPED
            if later in self._needed:
                try:
                    arguments = also.get(later) or self._arguments_after(position, later, results)
                    result = self._call(episode, self._execution.calls[later].tool, arguments, later)
                except UnresolvedValue:
                    result = _SKIPPED
            results.append(result)

    def _arguments_after(self, position: int, later: int, results: list[Result]) -> Mapping[str, Any]:
        """What a later call is made with: as in the solution, where it refers to nothing from `position` on."""
        if self._last_referred[later] <= position:
            return self._execution.arguments[later]
        now = self._bench.environment.manifest.now
        resolved: dict[str, Any] = resolve_value(self._execution.calls[later].arguments, results, now=now)
        return resolved

    def _other_values(self, position: int, path: Path, value: Any) -> list[Any]:
        """Values of other rows for one argument: what earlier results show beside it, what worked elsewhere, then more.

        A call with a value that worked in a walk is likely to succeed, and only what succeeds is a mutant.
        """
        tool = self._execution.calls[position].tool
        shown = peers_among(value, self._shown_before(position))
        worked = [found for each in self._bench.coverage.succeeded.get(tool, ()) for found in _standing_at(each, path)]
        known = self._bench.candidates.of(tool, path)
        drawn = self._dice.sample(known, min(len(known), _DRAWN))
        fitting = [other for other in [*shown, *worked, *drawn] if type(other) is type(value) and other != value]
        return list(dict.fromkeys(fitting))

    def _shown_before(self, position: int) -> list[Shown]:
        """Every scalar that the calls before it showed, under its name."""
        if position not in self._shown:
            self._shown[position] = shown_by(self._execution.contents[:position])
        return self._shown[position]

    def _call(self, episode: Episode, tool: str, arguments: Mapping[str, Any], position: int | None = None) -> Result:
        """Make a call; what it tells is put together only where it stands for one that later calls refer to."""
        if position in self._referred:
            return episode.call(tool, dict(arguments))
        return episode.quietly(tool, dict(arguments))


def _standing_at(arguments: Any, path: Path) -> list[Any]:
    try:
        return [at(arguments, path)]
    except (KeyError, IndexError, TypeError):
        return []


def _needed_by_later_writes(execution: Execution) -> tuple[frozenset[int], frozenset[int]]:
    """Positions of the writes and of every call that a write refers to, and of the latter alone.

    Other reads leave no trace.
    """
    needed: set[int] = set()
    referred: set[int] = set()
    for position in range(len(execution.calls) - 1, -1, -1):
        if position in execution.writes or position in referred:
            needed.add(position)
            referred |= {number - 1 for number in depends_on(execution.calls[position].arguments)}
    return frozenset(needed), frozenset(referred)
