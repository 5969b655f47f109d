"""Simulated history: let everything that happens happen through the environment's own tools, under a moving clock.

In:  a world with its tools, base rows, a random generator.
Out: the seed rows after some weeks of business.
Never here: rows written beside the tools. Totals, stock, states and ledgers agree because the tools make them agree.

A call that the tools refuse is a rejected sample, nothing more.
"""

import datetime
import random
from collections import Counter
from collections.abc import Mapping
from typing import Any

from authors.procedural.model import Action
from authors.procedural.population import base_rows
from authors.procedural.sampling import draw_arguments
from authors.procedural.world import World
from environments import Environment, History
from schemas import SeedRow

WEEKEND = 1.5
"""How much busier Fridays, Saturdays and Sundays are."""
OWN_SHARE = 0.2
"""Share of customers' calls that are user 1's at first, so that they have a history of their own."""
OWN_ENOUGH = 3
"""After so many times user 1 does a thing half as often, so that there is something left for them to do."""
OWN_DAYS = (0, 5)
"""Days of history on which staff do for user 1 whatever they do for customers, so that some of it is old by now."""
RUSH_DAYS_AGO = 2
MOST_IN_A_RUSH = 60
TRIES = 3
"""Draws for one happening before it is given up."""


def live_through(world: World, environment: Environment, rng: random.Random, days: int) -> list[SeedRow]:
    """Insert the base rows, then run `days` of business up to `world.now`.

    `environment` holds all tools of the world, also those that user 1 does not have, and no rows.
    """
    with History(environment) as history:
        Simulation(world, history, rng).run(days)
        return history.rows()


class Simulation:
    """One stretch of business."""

    def __init__(self, world: World, history: History, rng: random.Random) -> None:
        self.world = world
        self.rng = rng
        self.history = history
        self.people = {"party": 1, "staff": 1}
        self.own: Counter[str] = Counter()
        """How often user 1 did each thing, in the persona of a customer."""

    def run(self, days: int) -> None:
        """Insert the base rows, then run `days` of business up to `world.now`."""
        self._populate()
        today = datetime.date.fromisoformat(self.world.now[:10])
        for ago in range(days, 0, -1):
            if days - ago in OWN_DAYS:
                self._remember_user_1(f"{today - datetime.timedelta(days=ago)} 07:30:00")
            if ago == RUSH_DAYS_AGO:
                self._rush(f"{today - datetime.timedelta(days=ago)} 07:30:00")
            self._live_a_day(today - datetime.timedelta(days=ago))

    def draw(
        self, action: Action, at: str, user_id: int, fixed: Mapping[str, Any] | None = None
    ) -> dict[str, Any] | None:
        """Plausible arguments in the present state; None where it offers none."""
        return draw_arguments(self.world, action.params, self.history.execute, self.rng, at, user_id, fixed)

    def _populate(self) -> None:
        for entity, row in base_rows(self.world, self.rng):
            columns = ", ".join(row)
            marks = ", ".join("?" * len(row))
            self.history.execute(f"INSERT INTO {entity.table} ({columns}) VALUES ({marks})", tuple(row.values()))
            if entity.role in self.people:
                self.people[entity.role] = row["id"]

    def _live_a_day(self, day: datetime.date) -> None:
        opening = f"{day.isoformat()} 08:00:00"
        for action in self.world.actions.values():
            if action.due:
                self._let_fall_due(action, opening)
        busy = WEEKEND if day.weekday() >= 4 else 1.0
        agenda = [
            action for action in self.world.actions.values() for _ in range(int(action.rate * busy + self.rng.random()))
        ]
        self.rng.shuffle(agenda)
        for number, action in enumerate(agenda):
            minutes = 60 + number * 540 // max(1, len(agenda))
            self._let_happen(action, f"{day.isoformat()} {8 + minutes // 60:02d}:{minutes % 60:02d}:00")

    def _let_fall_due(self, action: Action, at: str) -> None:
        self.history.set_time(at)
        for arguments in self._rows(action.due):
            if self.rng.random() < action.due_chance:
                user_id = arguments.pop("user_id", None) or self._user(action)
                self.history.happened(action.name, arguments, at, user_id)

    def _let_happen(self, action: Action, at: str) -> None:
        self.history.set_time(at)
        for _ in range(TRIES):
            user_id = self._user(action)
            concerned = self._concerned(action)
            arguments = self.draw(action, at, user_id, concerned)
            if arguments is not None and self.history.happened(action.name, arguments, at, user_id):
                self.own[action.name] += user_id == 1 or bool(concerned)
                return

    def _remember_user_1(self, at: str) -> None:
        """Let user 1, a customer, have one of everything that staff make for customers: a voucher that may lapse."""
        self.history.set_time(at)
        for action in self.world.actions.values():
            concerned = self._key_of_user_1(action) if action.does == "create" else {}
            arguments = self.draw(action, at, self._user(action), concerned) if concerned else None
            if arguments is not None:
                self.own[action.name] += self.history.happened(action.name, arguments, at, self._user(action))

    def _rush(self, at: str) -> None:
        """Let what has a limit reach it once: an event that is full, a title that is out, a member at their limit."""
        self.history.set_time(at)
        for action in self.world.actions.values():
            for held in action.rush:
                self._rush_for(action, held, at)

    def _rush_for(self, action: Action, held: str, at: str) -> None:
        """Call an action with one argument held, everything else drawn anew, until the tools refuse it twice."""
        fixed: dict[str, Any] = {}
        refusals = 0
        user_id = self._another_user(action)
        for _ in range(MOST_IN_A_RUSH):
            user_id = user_id if held == "user_id" else self._another_user(action)
            drawn = self.draw(action, at, user_id, fixed)
            if drawn is None:
                return
            if held != "user_id":
                fixed[held] = drawn[held]
            refusals += not self.history.happened(action.name, drawn, at, user_id)
            if refusals == 2:
                return

    def _another_user(self, action: Action) -> int:
        """Who does it, but not user 1: their own limits are theirs to reach."""
        if not self.world.for_customer:
            return self._user(action)
        return self.rng.randint(2, max(2, self.people["party"]))

    def _user(self, action: Action) -> int:
        """Who does it: a customer or a member of staff, as the persona has it."""
        if not self.world.for_customer:
            return self.rng.randint(1, self.people["staff"])
        by_party = action.by_party or self.world.visible(action.audience)
        if not by_party or self._is_own(action):
            return 1
        return 1 + int(self.people["party"] * self.rng.random() ** 1.5)

    def _concerned(self, action: Action) -> dict[str, Any]:
        """User 1 as the one whom staff do something for, as often as they do things themselves: a bill, a voucher."""
        key = self._key_of_user_1(action)
        return key if key and self._is_own(action) else {}

    def _key_of_user_1(self, action: Action) -> dict[str, Any]:
        """The argument that names user 1 as the customer, where they are one and the action takes it."""
        key = self.world.party.key
        takes_party = any(each.name == key for each in action.params)
        return {key: 1} if self.world.for_customer and takes_party else {}

    def _is_own(self, action: Action) -> bool:
        return self.rng.random() < OWN_SHARE / (1 + self.own[action.name] / OWN_ENOUGH)

    def _rows(self, sql: str) -> list[dict[str, Any]]:
        cursor = self.history.connection.execute(sql)
        columns: list[str] = []
        rows: list[dict[str, Any]] = []
        for row in cursor:
            columns = columns or [column[0] for column in cursor.get_description()]
            rows.append(dict(zip(columns, row, strict=True)))
        return rows
