"""Wrong work that is nearly right on purpose: what somebody might try who knows how a verifier counts.

In:  an episode on the stage, the executed solution, plausible values.
Out: trials, noted in `Trials`.
Never here: small changes of one argument (`mutants`).

Kinds: `cleaned_up` the write made on another row as well, and something else undone so that counts fit again;
`undone` the work done and then taken back by another tool; `wrong_status` another action on the right row;
`another_task` the work of another task of the same environment.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from environments.certification.bench import Bench
from environments.certification.execution import Execution
from environments.certification.trials import Trials
from environments.rehearsal import Episode
from environments.solution import play
from schemas import Call, Solution, canonical_json

MOST_OTHER_ACTIONS = 2
"""Of one write: other actions on the same row that succeeded."""
MOST_OTHER_TASKS = 2
MOST_CLEANED_UP = 2
MOST_ROWS = 8
"""Rows of a table on which an undoing is tried."""
_TRIED = 16
_MARK = "diversion"
_SURPLUS = "surplus"

Tally = Mapping[tuple[str, str, Any], int]
"""(table, column or nothing, its value) to how many rows there are."""


class Diversions:
    """The devious versions of one executed solution."""

    def __init__(self, bench: Bench, execution: Execution, trials: Trials) -> None:
        self._bench = bench
        self._execution = execution
        self._trials = trials
        self._dice = bench.dice(f"diversions/{execution.task}")

    # ---- after the work ------------------------------------------------------------------------------------------

    def undo_or_clean_up(
        self, episode: Episode, position: int, elsewhere: tuple[str, Mapping[str, Any]] | None
    ) -> None:
        """Take back what a write did; and, after the same write `elsewhere`, undo something so that counts fit.

        The episode stands where the solution ended, and stands there again afterwards.
        """
        tool = self._execution.calls[position].tool
        tables = sorted({table for _, table, _ in self._bench.environment.tools[tool].writes})
        right = self._tally(episode, tables)
        touched = self._touched_rows(episode)
        for other, arguments in self._undoings(tool, tables, touched):
            if self._tried_after(episode, other, arguments):
                self._trials.try_work(episode, "undone", f"then {other} {canonical_json(arguments)}")
                self._back(episode)
                break
            self._back(episode)
        if elsewhere is not None:
            self._clean_up(episode, elsewhere, tables, right, touched)

    def _clean_up(
        self, episode: Episode, elsewhere: tuple[str, Mapping[str, Any]], tables: list[str], right: Tally,
        touched: Mapping[str, Sequence[Any]],
    ) -> None:  # fmt: skip
        done = 0
        ids_of = self._bench.candidates.ids_of
        others = {table: [row for row in ids_of(table) if row not in touched.get(table, ())] for table in tables}
        episode.mark(_SURPLUS)
        if episode.quietly(elsewhere[0], dict(elsewhere[1])).ok:
            shifted = self._tally(episode, tables)
            for other, arguments in self._undoings(elsewhere[0], tables, others):
                is_made = self._tried_after(episode, other, arguments)
                if is_made and _fits(right, shifted, self._tally(episode, tables)):
                    done += 1
                    what = f"also {elsewhere[0]} {canonical_json(elsewhere[1])}, evened out by {other} "
                    self._trials.try_work(episode, "cleaned_up", what + canonical_json(arguments))
                self._back(episode)
                if done >= MOST_CLEANED_UP:
                    break
        self._back(episode, _SURPLUS)

    def _tried_after(self, episode: Episode, tool: str, arguments: Mapping[str, Any]) -> bool:
        episode.mark(_MARK)
        return episode.quietly(tool, dict(arguments)).ok

    def _back(self, episode: Episode, mark: str = _MARK) -> None:
        episode.back_to(mark)
        episode.release(mark)

    def _undoings(
        self, tool: str, tables: list[str], rows: Mapping[str, Sequence[Any]]
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Calls of other tools that delete or change one of these rows."""
        tried = 0
        for other in sorted(self._bench.writers - {tool}):
            changed = {table for op, table, _ in self._bench.environment.tools[other].writes if op != "insert"}
            for table in tables:
                if table not in changed:
                    continue
                for row in rows.get(table, ())[:MOST_ROWS]:
                    arguments = self._on_row(other, table, row)
                    if arguments is not None and tried < _TRIED:
                        tried += 1
                        yield other, arguments

    def _touched_rows(self, episode: Episode) -> dict[str, list[Any]]:
        """Ids of the rows that right work made or changed."""
        found: dict[str, list[Any]] = {}
        for change in episode.changes():
            if change.after is not None and len(change.key) == 1:
                found.setdefault(change.table, []).extend(change.key.values())
        return found

    def _tally(self, episode: Episode, tables: list[str]) -> Tally:
        """How many rows there are, in all and in each state."""
        found: dict[tuple[str, str, Any], int] = {}
        for table in tables:
            facts = self._bench.environment.facts[table]
            found[table, "", None] = episode.connection.execute(f'SELECT count(*) FROM "{table}"').get
            for column in facts.value_lists:
                counted = f'SELECT "{column}", count(*) FROM "{table}" GROUP BY 1'
                for value, count in episode.connection.execute(counted):
                    found[table, column, value] = int(count)
        return found

    # ---- instead of the work -------------------------------------------------------------------------------------

    def other_actions(self, position: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Other writes on the row that a write is about: declined where it should be approved."""
        call, arguments = self._execution.calls[position], self._execution.arguments[position]
        rows = [
            (table, value)
            for name, value in arguments.items()
            if isinstance(value, int | str)
            and (table := self._bench.candidates.table_of(call.tool, name))
            and self._writes_to(call.tool, table)
        ]
        for other in sorted(self._bench.writers - {call.tool}):
            for table, row in rows:
                if self._writes_to(other, table):
                    found = self._on_row(other, table, row)
                    if found is not None:
                        yield other, found

    def _writes_to(self, tool: str, table: str) -> bool:
        return any(op != "insert" and name == table for op, name, _ in self._bench.environment.tools[tool].writes)

    def _on_row(self, tool: str, table: str, row: Any) -> Mapping[str, Any] | None:
        """Arguments with this row for the first parameter that names rows of its table."""
        candidates = self._bench.candidates
        for name in self._bench.tools[tool].parameters["properties"]:
            if candidates.table_of(tool, name) == table:
                return {**candidates.arguments(tool, (), {}, self._dice), name: row}
        return None

    def do_another_task(self, episode: Episode) -> None:
        """The work of other tasks, with this task's right answer. The episode stands at the beginning."""
        solutions = [each for each in self._bench.environment.content.solutions if each.task != self._execution.task]
        own = self._tables_written(self._execution.calls)
        done = 0
        for solution in sorted(solutions, key=lambda each: -len(own & self._tables_written(each.calls))):
            if done >= MOST_OTHER_TASKS:
                return
            if not self._tables_written(solution.calls):
                continue
            episode.mark(_MARK)
            if self._did(episode, solution):
                done += 1
                self._trials.try_work(episode, "another_task", f"the work of {solution.task}")
            self._back(episode)

    def _did(self, episode: Episode, solution: Solution) -> bool:
        """Whether the work of another solution could be done; its look-ups are not made again and again."""
        known = self._bench.work
        if solution.task in known:
            return all(episode.quietly(tool, dict(arguments)).ok for tool, arguments in known[solution.task])
        played = play(episode, solution)
        if played.failed is not None:
            return False
        pairs = zip(solution.calls, played.arguments, strict=True)
        known[solution.task] = [(call.tool, given) for call, given in pairs if call.tool in self._bench.writers]
        return True

    def _tables_written(self, calls: Sequence[Call]) -> set[str]:
        tools = self._bench.environment.tools
        return {table for call in calls if call.tool in tools for _, table, _ in tools[call.tool].writes}


def _fits(right: Tally, shifted: Tally, now: Tally) -> bool:
    """Whether some number that a surplus write had moved is right again."""
    return any(shifted.get(key) != count and now.get(key) == count for key, count in right.items())


__all__ = ["MOST_OTHER_ACTIONS", "Diversions"]
