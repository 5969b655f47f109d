"""Playground environments: houses of lamps, so small that a model of half a million weights can learn them.

In:  a number. Out: the content of an environment with three tools and eight tasks, certified like any other.
Never here: a task that another house could not have; houses differ in rooms, states, brightness and what is asked.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from environments import Content, Environment
from environments.certification.certify import certify
from schemas import EnvironmentManifest, SeedRow, Solution, Table, Task, Tool, Verifier

ROOMS = ("attic", "cellar", "garage", "hall", "kitchen", "library", "nursery", "porch")
ROOMS_A_HOUSE = 6
DIMMEST = 2
"""At first: a 1 is what somebody says who has read no lamp, and no certificate lets that be right."""
NOW = "2026-05-12 10:00:00"


@dataclass(frozen=True)
class Lamp:
    room: str
    state: str
    brightness: int

    @property
    def other_state(self) -> str:
        return "off" if self.state == "on" else "on"

    @property
    def other_brightness(self) -> int:
        return self.brightness % 9 + 1


@dataclass(frozen=True)
class _Asked:
    """A task with everything that proves it."""

    instruction: str
    kind: str
    calls: list[dict[str, Any]]
    checks: list[dict[str, str]]
    updates: int = 0
    answer: Any = None
    answer_of: str | None = None
    """SQL of the right answer."""


def name_of(number: int) -> str:
    """How house `number` is called."""
    return f"house-of-lamps-{number}"


def playground(number: int) -> Content:
    """The content of house `number`; it depends on nothing else.

    Raises:
        ValueError: a task failed its certificate, which would be a mistake of this module.
    """
    draw = random.Random(number)
    rooms = draw.sample(ROOMS, ROOMS_A_HOUSE)
    lamps = [Lamp(room, draw.choice(("on", "off")), max(DIMMEST, draw.randint(1, 9))) for room in rooms]
    asked = {f"t{place:02d}": each for place, each in enumerate(_asked(lamps), start=1)}
    return _certified(
        Content(
            _manifest(number),
            tables=[_TABLE],
            tools=_TOOLS,
            rows=[_row(place, lamp) for place, lamp in enumerate(lamps)],
            tasks=[_task(name, each) for name, each in asked.items()],
            solutions=[_solution(name, each) for name, each in asked.items()],
            verifiers=[_verifier(name, each) for name, each in asked.items()],
        )
    )


def _manifest(number: int) -> EnvironmentManifest:
    return EnvironmentManifest(
        name=name_of(number), now=NOW, scenario="A house whose lamps are switched and dimmed by name.",
        title=f"House of lamps {number}", category="playground", persona="the owner of the house",
    )  # fmt: skip


def _asked(lamps: list[Lamp]) -> Iterator[_Asked]:
    """Two tasks of each kind: switch a lamp, dim one, read one, switch two."""
    for lamp in lamps[:2]:
        yield _switch(lamp)
    for lamp in lamps[2:4]:
        yield _dim(lamp)
    for lamp in lamps[4:6]:
        yield _read(lamp)
    for first, second in ((lamps[0], lamps[5]), (lamps[3], lamps[1])):
        yield _switch_two(first, second)


def _switch(lamp: Lamp) -> _Asked:
    return _Asked(
        f"Switch the lamp in the {lamp.room} {lamp.other_state}.", "change", [_switching(lamp)], [_switched(lamp)], 1
    )


def _switch_two(first: Lamp, second: Lamp) -> _Asked:
    text = (
        f"Switch the lamp in the {first.room} {first.other_state} "
        f"and the lamp in the {second.room} {second.other_state}."
    )
    return _Asked(text, "change", [*map(_switching, (first, second))], [*map(_switched, (first, second))], 2)


def _dim(lamp: Lamp) -> _Asked:
    target = lamp.other_brightness
    check = _set(lamp.room, "brightness", str(target), kept="state")
    call = {"tool": "dim_lamp", "arguments": {"room": lamp.room, "brightness": target}}
    return _Asked(f"Dim the lamp in the {lamp.room} to {target}.", "change", [call], [check], 1)


def _read(lamp: Lamp) -> _Asked:
    return _Asked(
        f"How bright is the lamp in the {lamp.room}? Answer with its number.",
        "query",
        [{"tool": "read_lamp", "arguments": {"room": lamp.room}}],
        [],
        answer={"$ref": "1/brightness"},
        answer_of=f"SELECT brightness FROM final.lamps WHERE room = '{lamp.room}'",
    )


def _switching(lamp: Lamp) -> dict[str, Any]:
    return {"tool": "switch_lamp", "arguments": {"room": lamp.room, "state": lamp.other_state}}


def _switched(lamp: Lamp) -> dict[str, str]:
    return _set(lamp.room, "state", f"'{lamp.other_state}'", kept="brightness")


def _set(room: str, column: str, value: str, kept: str) -> dict[str, str]:
    """A check that one column of a lamp has a value, and the other the one that it had."""
    return {
        "description": f"the lamp in the {room} has {column} {value}, and its {kept} is as it was",
        "sql": f"SELECT after.{column} = {value} AND after.{kept} = before.{kept} "
        f"FROM final.lamps AS after JOIN initial.lamps AS before USING (id) WHERE after.room = '{room}'",
    }


def _row(place: int, lamp: Lamp) -> SeedRow:
    values = {"id": place + 1, "room": lamp.room, "state": lamp.state, "brightness": lamp.brightness}
    return SeedRow(table="lamps", number=place, values=values)


def _task(name: str, asked: _Asked) -> Task:
    difficulty = {"level": "easy", "steps": len(asked.calls)}
    return Task.model_validate(
        {"id": name, "kind": asked.kind, "difficulty": difficulty, "instruction": asked.instruction}
    )


def _solution(name: str, asked: _Asked) -> Solution:
    return Solution.model_validate({"task": name, "calls": asked.calls, "answer": asked.answer})


def _verifier(name: str, asked: _Asked) -> Verifier:
    frame = {"lamps": {"update": asked.updates}} if asked.updates else {}
    answer = {"answer": {"type": "number", "sql": asked.answer_of}} if asked.answer_of else {}
    return Verifier.model_validate({"task": name, "checks": asked.checks, "frame": frame, **answer})


_TABLE = Table(
    name="lamps",
    ddl=["CREATE TABLE lamps (id INTEGER PRIMARY KEY, room TEXT NOT NULL UNIQUE, "
         "state TEXT NOT NULL CHECK (state IN ('on', 'off')), "
         "brightness INTEGER NOT NULL CHECK (brightness BETWEEN 1 AND 9))"],
)  # fmt: skip
_THERE = {
    "require": "SELECT 1 FROM lamps WHERE room = :room", "kind": "not_found", "message": "There is no lamp there.",
}  # fmt: skip
_IN_RANGE = {
    "require": "SELECT :brightness BETWEEN 1 AND 9", "kind": "invalid", "message": "Brightness is from 1 to 9.",
}  # fmt: skip


def _tool(name: str, description: str, parameters: dict[str, Any], steps: list[dict[str, Any]], returned: str) -> Tool:
    """A tool for the lamp of one room. Its text is short: the model reads it before every turn."""
    properties = {"room": {"type": "string"}, **parameters}
    return Tool.model_validate(
        {
            "name": name,
            "description": description,
            "parameters": {"type": "object", "properties": properties, "required": list(properties)},
            "steps": [_THERE, *steps],
            "returns": {"sql": f"SELECT {returned} FROM lamps WHERE room = :room", "shape": "row"},
        }
    )


_TOOLS = [
    _tool("read_lamp", "Read a lamp.", {}, [], "state, brightness"),
    _tool(
        "switch_lamp",
        "Switch a lamp.",
        {"state": {"type": "string", "enum": ["on", "off"]}},
        [{"write": "UPDATE lamps SET state = :state WHERE room = :room"}],
        "state",
    ),
    _tool(
        "dim_lamp",
        "Dim a lamp, from 1 to 9.",
        {"brightness": {"type": "integer"}},
        [_IN_RANGE, {"write": "UPDATE lamps SET brightness = :brightness WHERE room = :room"}],
        "brightness",
    ),
]


def _certified(content: Content) -> Content:
    certification = certify(Environment(content))
    failed = [each for each in certification.certificates if not each.passed]
    if failed:
        raise ValueError(f"{content.manifest.name} is not certified: {failed[0].problems[0].message}")
    return Content(
        content.manifest, content.tables, content.tools, content.rows, content.tasks, content.solutions,
        certification.verifiers, certification.certificates,
    )  # fmt: skip
