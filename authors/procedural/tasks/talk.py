"""One task in the making: a private database, the calls made so far, and what has been said.

In:  a world, an episode of its environment, a random generator, a wish.
Out: calls with their references, results, mentions, counts of what makes the task hard.
Never here: words. Calls are executed the moment they are planned, so that nothing is said that does not hold.
"""

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from authors.procedural.model import Entity
from authors.procedural.tasks.experience import Experience
from authors.procedural.tasks.wish import Wish
from authors.procedural.world import World
from environments import Change, Episode, Result, UnresolvedValue, resolve_value
from schemas import Call

Row = tuple[str, int]
"""A row as (role of its entity, id)."""
RowKey = tuple[Any, ...]
"""A row as (table, primary key)."""
Span = tuple[str, str]
"""First day and the day after the last."""
SAY_WEEKDAY = 0.6
CHANGED = "main"
INITIAL = "initial"


class GiveUp(Exception):
    """What was tried cannot be said or done here. Whoever asked for it tries something else."""


class NeverHere(GiveUp):
    """It cannot be had at this place, whatever the task is about."""


@dataclass(frozen=True)
class Mention:
    """How a row was named, and how a solution finds it."""

    text: str
    short: str
    """How it is named from the second time on."""
    form: Any
    """Its id, as a value of a solution."""
    columns: Mapping[str, Any] = field(default_factory=dict)
    """Form of other columns of the row that the look-up showed: "start_on"."""
    indirectness: int = 0
    distractors: int = 0
    decides: bool = False
    """Which row it is has to be decided by comparing rows: the oldest, the next."""

    def column(self, name: str) -> Any:
        """The form of a column that the look-up showed. GiveUp where it showed none."""
        if name not in self.columns:
            raise GiveUp(f"nothing showed the {name} of {self.text}")
        return self.columns[name]


@dataclass
class Notes:
    """What a savepoint restores, besides the rows."""

    calls: list[Call] = field(default_factory=list)
    resolved: list[dict[str, Any]] = field(default_factory=list)
    contents: list[Any] = field(default_factory=list)
    writes: list[int] = field(default_factory=list)
    """Numbers of the calls that write."""
    mentions: dict[Row, Mention] = field(default_factory=dict)
    touched: set[Row] = field(default_factory=set)
    """Rows that a write was about: no second write is, so that every change survives."""
    acted: list[tuple[str, tuple[Row, ...]]] = field(default_factory=list)
    """Names of the actions taken, each with the rows that it was given."""
    done_to_all: set[str] = field(default_factory=set)
    """Names of the actions that were taken on all of somebody's rows: never again on one of them."""
    effects: dict[int, dict[RowKey, dict[str, Any] | None]] = field(default_factory=dict)
    """For each write the rows that it changed, with the values that it gave them; None where it removed the row."""
    changed: Mapping[RowKey, Change] = field(default_factory=dict)
    """Net changes after the last write."""
    ways: set[str] = field(default_factory=set)
    """Patterns that one request bears only once."""
    phrases: dict[tuple[str, frozenset[str]], str] = field(default_factory=dict)
    """How an action with these arguments was said: nobody looks for another word the second time."""
    spans: list[tuple[str, Span]] = field(default_factory=list)
    """Days for which something of a role was taken."""
    branches: int = 0
    indirectness: int = 0
    distractors: int = 0

    def copied(self) -> "Notes":
        return Notes(
            [*self.calls], [*self.resolved], [*self.contents], [*self.writes], {**self.mentions}, {*self.touched},
            [*self.acted], {*self.done_to_all}, {**self.effects}, self.changed, {*self.ways}, {**self.phrases},
            [*self.spans], self.branches, self.indirectness, self.distractors,
        )  # fmt: skip


def _effects(before: Mapping[RowKey, Change], after: Mapping[RowKey, Change]) -> dict[RowKey, dict[str, Any] | None]:
    """What one write did, from the net changes before and after it."""
    found: dict[RowKey, dict[str, Any] | None] = {}
    for row, change in after.items():
        earlier = before.get(row)
        if earlier == change:
            continue
        if change.after is None:
            found[row] = None
            continue
        old = (earlier.after if earlier else change.before) or {}
        found[row] = {name: value for name, value in change.after.items() if old.get(name) != value or not old}
    return found


class Talk:
    """Everything that one task's patterns share."""

    def __init__(
        self, world: World, episode: Episode, rng: random.Random, wish: Wish, experience: Experience | None = None
    ) -> None:
        self.world = world
        self.episode = episode
        self.rng = rng
        self.wish = wish
        self.experience = experience or Experience()
        self.roundabout = wish.roundabout
        """How often this task looks something up by its id although its name alone would do."""
        self.notes = Notes()
        self.says_weekdays = rng.random() < SAY_WEEKDAY
        """Whether days to come are said with their weekday: one person writes all of them alike."""
        self.protagonist: int | None = None
        """The party whom the task is about, where it is not user 1."""
        self.focus: Row | None = None
        """What the task is about, where it is no person."""
        self._depth = 0
        self._execute = episode.connection.cursor().execute

    # ---- calling -----------------------------------------------------------------------------------------------

    def look(self, tool: str, **arguments: Any) -> int:
        """The number of a call that reads; an earlier one is used again where it still shows the same."""
        resolved, result = self._call(tool, arguments)
        for number, (call, before, content) in enumerate(self._so_far(), start=1):
            if call.tool == tool and before == resolved and content == result.content:
                return number
        return self._note(tool, arguments, resolved, result)

    def act(self, tool: str, **arguments: Any) -> int:
        """The number of a call that writes."""
        resolved, result = self._call(tool, arguments)
        number = self._note(tool, arguments, resolved, result)
        self.notes.writes.append(number)
        changed = self._changed_rows()
        self.notes.effects[number] = _effects(self.notes.changed, changed)
        self.notes.changed = changed
        return number

    def _changed_rows(self) -> dict[RowKey, Change]:
        return {(each.table, *each.key.values()): each for each in self.episode.changes()}

    def parameters_of(self, tool: str) -> Mapping[str, Any]:
        """The properties of a tool's JSON Schema."""
        properties: Mapping[str, Any] = self.episode.environment.tools[tool].tool.parameters["properties"]
        return properties

    def content(self, number: int) -> Any:
        """What a call returned."""
        return self.notes.contents[number - 1]

    def would_succeed(self, tool: str, arguments: Mapping[str, Any]) -> bool:
        """Whether a call with these plain values goes through now; nothing of it stays."""
        return self.trial(tool, arguments).ok

    def trial(self, tool: str, arguments: Mapping[str, Any]) -> Result:
        """The result of a call of which nothing stays."""
        return self.episode.trial(tool, dict(arguments))

    def _so_far(self) -> Iterator[tuple[Call, dict[str, Any], Any]]:
        return zip(self.notes.calls, self.notes.resolved, self.notes.contents, strict=True)

    def _call(self, tool: str, arguments: Mapping[str, Any]) -> tuple[dict[str, Any], Result]:
        try:
            resolved = resolve_value(dict(arguments), self.notes.contents, now=self.world.now)
        except UnresolvedValue as fault:
            raise GiveUp(f"{tool}: {fault}") from None
        result = self.episode.call(tool, resolved)
        if result.error is not None:
            raise GiveUp(f"{tool}: {result.error.message}")
        return resolved, result

    def _note(self, tool: str, arguments: Mapping[str, Any], resolved: dict[str, Any], result: Result) -> int:
        if len(self.notes.calls) >= self.wish.steps[1]:
            raise GiveUp("longer than wished")
        self.notes.calls.append(Call(tool=tool, arguments=dict(arguments)))
        self.notes.resolved.append(resolved)
        self.notes.contents.append(result.content)
        return len(self.notes.calls)

    # ---- savepoints --------------------------------------------------------------------------------------------

    @contextmanager
    def attempt(self, way: str = "", of: str = "") -> Iterator[None]:
        """Undo calls, words and rows together where what is tried gives up; the GiveUp goes on to the caller.

        What has a name is remembered for the tasks that come.
        """
        notes, about = self.notes.copied(), (self.protagonist, self.focus)
        name = f"talk_{self._depth}"
        self._depth += 1
        self.episode.mark(name)
        try:
            yield
            if way:
                self.experience.went_well(way, of)
        except BaseException as fault:
            self.episode.back_to(name)
            self.notes, (self.protagonist, self.focus) = notes, about
            if way and isinstance(fault, GiveUp):
                self.experience.failed(way, of, isinstance(fault, NeverHere))
            raise
        finally:
            self._depth -= 1
            self.episode.release(name)

    # ---- asking the database -----------------------------------------------------------------------------------

    @property
    def today(self) -> str:
        return self.world.now[:10]

    def select(self, sql: str, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Rows of the present state (or of `initial.…`); `:user_id` is always bound."""
        bound = {"user_id": self.episode.user_id, **(values or {})}
        return self._execute(sql, bound).fetchall()

    def value(self, sql: str, values: Mapping[str, Any] | None = None) -> Any:
        """The first value, or None where there is no row."""
        rows = self.select(sql, values)
        return rows[0][0] if rows else None

    def row(self, entity: Entity, identifier: int) -> dict[str, Any]:
        """One row as it is now."""
        columns = ["id", *(each.name for each in entity.fields)]
        rows = self.select(f"SELECT {', '.join(columns)} FROM {entity.table} WHERE id = :id", {"id": identifier})
        if not rows:
            raise GiveUp(f"no {entity.role} {identifier}")
        return dict(zip(columns, rows[0], strict=True))

    # ---- remembering -------------------------------------------------------------------------------------------

    def mention(self, row: Row, mention: Mention) -> None:
        """Remember how a row was named, and what that adds to the task's difficulty."""
        self.notes.mentions[row] = mention
        self.notes.indirectness = max(self.notes.indirectness, mention.indirectness)
        self.notes.distractors += mention.distractors
        self.notes.branches += mention.decides

    def party(self) -> int | None:
        """Whose rows the task is about: user 1's, or the protagonist's."""
        return self.episode.user_id if self.world.for_customer else self.protagonist
