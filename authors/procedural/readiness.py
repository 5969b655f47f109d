"""Make user 1 ready: whatever they may do should be possible at the end of history, or after one step more.

In:  a simulation at its last day.
Out: a few more things that happened, and `Readiness`: what user 1 can do now, and what only after doing what.
Never here: requirements that never fire; the walks of certification find those.

A composition can contradict its own history: user 1 joined the club weeks ago, so "join" cannot succeed again; the
last invoice is paid, so "pay" has nothing left. One thing more that happens there often mends it: another invoice.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from authors.procedural.history import Simulation
from authors.procedural.model import Action, Entity
from authors.procedural.world import World
from schemas import Require, Write

DRAWS = 6
"""Draws of arguments before an action counts as impossible now."""
HELPING_DRAWS = 2
"""Draws of arguments for what might make another action possible."""


@dataclass(frozen=True)
class Readiness:
    """What user 1 can do at the end of history."""

    possible: frozenset[str]
    after: Mapping[str, frozenset[str]]
    """Actions that are possible only after one of these, which user 1 may do too."""

    def hopeless(self, shown: frozenset[str]) -> set[str]:
        """Actions that stay impossible where user 1 has only those that are shown."""
        return {name for name in shown - self.possible if not self.after.get(name, frozenset()) & shown}


def make_ready(simulation: Simulation) -> Readiness:
    """Let one thing more happen for each action that user 1 cannot do, where that helps and spoils nothing."""
    return _Finish(simulation).run()


_WRITTEN = re.compile(r"\b(?:INTO|UPDATE|FROM) (\w+)")


class Effects:
    """What an action may change, as far as their tables tell: what names none that it writes stays as it is."""

    def __init__(self, world: World) -> None:
        self._named = {action.name: _text_of(world, action) for action in world.actions.values()}
        self._written = {
            action.name: {
                table for step in action.steps if isinstance(step, Write) for table in _WRITTEN.findall(step.write)
            }
            for action in world.actions.values()
        }

    def reach(self, action: Action, other: Action) -> bool:
        """Whether what one action does may bear on whether the other is possible."""
        named = self._named[other.name]
        return other.does == "delete" or any(table in named for table in self._written[action.name])

    def fill(self, action: Action, entity: Entity) -> bool:
        """Whether it may make a row of an entity."""
        return entity.table in self._written[action.name]


def _text_of(world: World, action: Action) -> str:
    """All SQL by which its arguments are drawn and it is carried out."""
    parts = [param.pick or world.entities[param.of].table for param in action.params if param.pick or param.of]
    for step in action.steps:
        if isinstance(step, Require):
            parts.append(step.require)
        elif isinstance(step, Write):
            parts += [step.write, step.when or ""]
        else:
            parts.append(step.read)
    return "\n".join(parts)


class _Finish:
    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation
        self._world = simulation.world
        self._history = simulation.history
        self._history.set_time(self._world.now)
        self._effects = Effects(self._world)

    def run(self) -> Readiness:
        actions = list(self._world.actions.values())
        own = [action for action in actions if self._world.visible(action.audience)]
        backstage_first = sorted(actions, key=lambda each: each in own)
        possible = {action.name: action for action in own if self._can(action)}
        for entity in self._world.entities.values():
            if self._world.mine(entity) and not self._owns(entity):
                makers = [each for each in backstage_first if self._effects.fill(each, entity)]
                self._help(partial(self._owns, entity), makers, possible)
        after: dict[str, frozenset[str]] = {}
        for wanted in own:
            if wanted.name not in possible:
                helpers = [each for each in backstage_first if each is not wanted and self._effects.reach(each, wanted)]
                helping = self._help(partial(self._can, wanted), helpers, possible)
                if helping is None:
                    possible[wanted.name] = wanted
                else:
                    after[wanted.name] = frozenset(each.name for each in helping if each in own)
        return Readiness(frozenset(possible), after)

    def _help(
        self, reached: Callable[[], bool], helpers: Sequence[Action], possible: Mapping[str, Action]
    ) -> list[Action] | None:
        """Let the first helper happen that spoils nothing: None. Otherwise all that would help, were they done."""
        helping: list[Action] = []
        for helper in helpers:
            with self._history.supposing():
                arguments = self._do(helper, HELPING_DRAWS)
                helps = arguments is not None and reached()
                spoils = helps and not all(
                    self._can(each) for each in possible.values() if self._effects.reach(helper, each)
                )
            if helps and arguments is not None and not spoils:
                self._history.call(helper.name, arguments, user_id=1)
                return None
            if helps:
                helping.append(helper)
        return helping

    def _owns(self, entity: Entity) -> bool:
        """Whether user 1 has a row of it."""
        sql = f"SELECT EXISTS (SELECT 1 FROM {entity.table} WHERE {entity.owner} = 1)"
        return bool(self._history.execute(sql)[0][0])

    def _can(self, action: Action) -> bool:
        drawn = self._draws(action, DRAWS)
        return any(self._history.would_succeed(action.name, arguments) for arguments in drawn)

    def _do(self, action: Action, draws: int) -> dict[str, Any] | None:
        """Do it for user 1; the arguments with which it succeeded."""
        for arguments in self._draws(action, draws):
            if self._history.call(action.name, arguments, user_id=1).ok:
                return arguments
        return None

    def _draws(self, action: Action, draws: int) -> Iterator[dict[str, Any]]:
        """Arguments for user 1, until the present state offers none."""
        key = self._world.party.key
        party = {key: 1} if self._world.for_customer and any(each.name == key for each in action.params) else {}
        for _ in range(draws):
            arguments = self._simulation.draw(action, self._world.now, 1, party)
            if arguments is None:
                return
            yield arguments
