"""What calls teach of single values: how far a tool gets with each, whatever else is asked.

In:  calls and their errors, all made in one state of the database.
Out: whether another call, in that state, can show anything of its tool that is still open.
Never here: calling. What was learnt in one state says nothing of another.

An aim tries hundreds of arguments on one tool. Most fail early, and for a reason that lies in one argument alone:
the row belongs to somebody else, it is cancelled. Every other call with that value would fail there too; and where
the row is known not to be cancelled, no other call with it will show what a cancelled one does.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from environments.certification.requirements import Requirement, requirements_of
from environments.environment import Environment
from environments.result import Result
from environments.sql_text import tokens
from schemas import Require, Tool, Write

_PLAIN = frozenset({str, int, float, bool, type(None)})


class Deciding:
    """The requirements of an environment, and which of them one argument alone decides."""

    def __init__(self, environment: Environment) -> None:
        requirements = requirements_of(environment)
        said = Counter((each.tool, each.kind, each.message) for each in requirements)
        self.of: dict[str, list[Requirement]] = defaultdict(list)
        self.parameter: dict[tuple[str, int], str] = {}
        """(Tool, step) to the parameter that decides it; none whose error could be another's."""
        for each in requirements:
            self.of[each.tool].append(each)
            parameters = _parameters_behind(environment.tools[each.tool].tool, each.step)
            if len(parameters) == 1 and said[each.tool, each.kind, each.message] == 1:
                self.parameter[each.tool, each.step] = parameters.pop()
        self.alone = {
            tool: [
                (each.step, self.parameter[tool, each.step]) for each in found if (tool, each.step) in self.parameter
            ]
            for tool, found in self.of.items()
        }
        """Tool to its steps that one argument decides, each with the parameter."""
        self._beyond = {tool: 1 + max(each.step for each in found) for tool, found in self.of.items()}
        self._steps: dict[tuple[str, str, str], int | None] = {}
        """Tool, kind and message of an error to the step that gave it."""

    def step_of(self, tool: str, result: Result) -> int | None:
        """The step at which a call failed; beyond all where it did not; None where it failed for another reason."""
        if result.error is None:
            return self._beyond.get(tool, 1)
        key = tool, result.error.kind, result.error.message
        if key not in self._steps:
            self._steps[key] = next((each.step for each in self.of.get(tool, ()) if each.explains(*key)), None)
        return self._steps[key]


class Refusals:
    """Of one state of one environment's database."""

    def __init__(self, deciding: Deciding) -> None:
        self._deciding = deciding
        self._refused: dict[tuple[str, str], dict[Any, int]] = defaultdict(dict)
        """(Tool, parameter) to its values that a step refused, and that step."""
        self._passed: dict[tuple[str, int], set[Any]] = defaultdict(set)
        """(Tool, step) to the values that passed it."""

    def learn(self, tool: str, arguments: Mapping[str, Any], result: Result | None) -> None:
        """Take note of how far a call got."""
        reached = self._deciding.step_of(tool, result) if result is not None else None
        if reached is None:
            return
        for step, parameter in self._deciding.alone.get(tool, ()):
            value = arguments.get(parameter)
            if step > reached or not _is_plain(value):
                continue
            if step < reached:
                self._passed[tool, step].add(value)
            else:
                self._refused[tool, parameter].setdefault(value, reached)

    def rules_out(self, tool: str, arguments: Mapping[str, Any], open_steps: Collection[int]) -> bool:
        """Whether the call is sure to fire none of these steps of its tool, nor to come past all of its steps."""
        stops = [
            self._refused[tool, parameter][value]
            for parameter, value in arguments.items()
            if _is_plain(value) and value in self._refused.get((tool, parameter), ())
        ]
        first = min(stops, default=None)
        return all(
            (first is not None and first < step) or self._has_passed(tool, step, arguments) for step in open_steps
        )

    def promising(self, tool: str, parameter: str, values: Iterable[Any]) -> list[Any]:
        """Those of the values that no step refused."""
        refused = self._refused.get((tool, parameter))
        if not refused:
            return list(values)
        return [value for value in values if type(value) not in _PLAIN or value not in refused]

    def _has_passed(self, tool: str, step: int, arguments: Mapping[str, Any]) -> bool:
        parameter = self._deciding.parameter.get((tool, step))
        value = arguments.get(parameter) if parameter else None
        return parameter is not None and _is_plain(value) and value in self._passed.get((tool, step), ())


def _is_plain(value: Any) -> bool:
    return type(value) in _PLAIN


def _parameters_behind(tool: Tool, number: int) -> set[str]:
    """The parameters that a step's outcome rests on: through what is bound before it, and what is written."""
    behind: dict[str, set[str]] = {name: {name} for name in tool.parameters["properties"]}
    written: set[str] = set()
    for step in tool.steps[: number - 1]:
        if isinstance(step, Require):
            continue
        used = _joined(behind, f"{step.write} {step.when or ''}" if isinstance(step, Write) else step.read)
        if isinstance(step, Write):
            written |= used
        if step.bound_to is not None:
            behind[step.bound_to] = used
    step = tool.steps[number - 1]
    return _joined(behind, step.require) | written if isinstance(step, Require) else set()


def _joined(behind: Mapping[str, set[str]], sql: str) -> set[str]:
    """The parameters behind all names of a statement; `:found_status` is a column of what `found` bound."""
    found: set[str] = set()
    for token in tokens(sql):
        name = token.text[1:]
        if token.kind != "variable":
            continue
        owners = [each for each in behind if name == each or name.startswith(f"{each}_")]
        found |= behind[max(owners, key=len)] if owners else set()
    return found
