"""Which tasks of an imported environment can be trusted: its verifiers, tried on work that was not done.

In:  imported environments.
Out: a report, task by task and tool by tool, with why not.
Never here: saying that a task can be solved; that takes a solution (`certified_by`).

A task is *trusted* when its verifier gives a verdict, the same one each time, and takes neither an untouched nor an
emptied database for the work, whatever is said along with it. It is *certified* once a solution is accepted as well.
"""

import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from environments.errors import EnvironmentFault
from environments.imported import ForeignVerifier, PythonEnvironment, PythonTool
from environments.solution import Played, play
from schemas import Solution

CHATTY = "I have completed the task successfully. Everything was updated as requested, and all is done. complete"
REPEATS = 6
"""Runs of a verifier on the same databases: one that tosses a coin agrees with itself that often once in 32 times."""
_CLOCK = re.compile(r"utcnow|datetime\.now|date\.today|time\.time|\(\s*'now'|CURRENT_TIMESTAMP", re.IGNORECASE)
_TRIES = 4


@dataclass(frozen=True)
class Doubt:
    rule: str
    """`no_verifier`, `crashes`, `accepts_anything`, `already_done`, `accepts_emptied`, `not_deterministic`,
    `swallows_errors`, `reads_clock`."""
    message: str


@dataclass(frozen=True)
class TaskTrust:
    task: str
    instruction: str
    doubts: tuple[Doubt, ...]

    @property
    def is_trusted(self) -> bool:
        return not self.doubts


@dataclass(frozen=True)
class EnvironmentTrust:
    name: str
    tasks: tuple[TaskTrust, ...]
    tools: tuple[str, ...]
    """What is wrong with tools, a sentence each."""
    findings: tuple[str, ...] = field(default=())

    @property
    def trusted(self) -> int:
        return sum(task.is_trusted for task in self.tasks)

    def document(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "trusted": self.trusted,
            "tasks": [
                {"task": each.task, "instruction": each.instruction, "trusted": each.is_trusted,
                 "doubts": {doubt.rule: doubt.message for doubt in each.doubts}}
                for each in self.tasks
            ],
            "tools": list(self.tools),
            "findings": list(self.findings),
        }  # fmt: skip

    def report(self) -> str:
        lines = [f"{self.name}: {self.trusted} of {len(self.tasks)} tasks can be trusted"]
        for task in self.tasks:
            said = "; ".join(doubt.message for doubt in task.doubts) or "trusted"
            lines.append(f"  {'✓' if task.is_trusted else '✗'} {task.task}  {said}")
        lines += [f"  ! {text}" for text in (*self.tools, *self.findings)]
        return "\n".join(lines)


def examine(environment: PythonEnvironment) -> EnvironmentTrust:
    """Try every verifier and every tool."""
    emptied = environment.records(["emptied"], [environment.image])[1][0]
    with ThreadPoolExecutor(max_workers=4) as threads:
        tasks = list(threads.map(lambda task: _examine_task(environment, task, emptied), environment.tasks))
    tools = [fault for tool in environment.python_tools.values() if (fault := _tool_fault(environment, tool))]
    return EnvironmentTrust(environment.name, tuple(tasks), tuple(tools), tuple(environment.imported.findings))


def certified_by(environment: PythonEnvironment, solution: Solution) -> list[Doubt]:
    """What speaks against calling a task certified by a solution, such as a rollout finds; nothing if it is."""
    verifier = environment.verifiers.get((solution.task, "code"))
    emptied = environment.records(["emptied"], [environment.image])[1][0]
    doubts = list(_examine_task(environment, solution.task, emptied).doubts)
    if verifier is None:
        return doubts
    with environment.session(solution.task) as session:
        played: Played = play(session, solution)
        verdict = environment.verdict(verifier, session.image(), played.answer)
    if verdict.outcome != "complete":
        doubts.append(Doubt("not_solved", f"the solution ends {verdict.outcome}: {verdict.reason}"))
    return doubts


def summary(environments: Iterable[EnvironmentTrust]) -> dict[str, Any]:
    """Counts over a collection: tasks, trusted ones, and how often each doubt occurs."""
    held = list(environments)
    counts: dict[str, int] = {}
    for doubt in (doubt for each in held for task in each.tasks for doubt in task.doubts):
        counts[doubt.rule] = counts.get(doubt.rule, 0) + 1
    return {
        "environments": len(held),
        "tasks": sum(len(each.tasks) for each in held),
        "trusted": sum(each.trusted for each in held),
        "doubts": dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
    }


def _examine_task(environment: PythonEnvironment, task: str, emptied: bytes) -> TaskTrust:
    verifier = environment.verifiers.get((task, "code"))
    instruction = environment.tasks[task].instruction
    if verifier is None:
        has_facts = (task, "facts") in environment.verifiers
        why = "its only verifier needs a judge" if has_facts else "it has no verifier that may run"
        return TaskTrust(task, instruction, (Doubt("no_verifier", why),))
    return TaskTrust(task, instruction, tuple(_doubts(environment, verifier, emptied)))


def _doubts(environment: PythonEnvironment, verifier: ForeignVerifier, emptied: bytes) -> list[Doubt]:
    def run(image: bytes, answer: str) -> dict[str, Any]:
        return environment.run_verifier(verifier, image, answer)

    untouched = run(environment.image, "")
    others = {"emptied": run(emptied, ""), "chatty": run(environment.image, CHATTY)}
    repeats = [run(environment.image, "") for _ in range(REPEATS - 1)]
    doubts = [*_crash(untouched), *_acceptance(untouched, others), *_swallowed([untouched, *others.values()])]
    if any(_outcome(each) != _outcome(untouched) for each in repeats):
        doubts.append(Doubt("not_deterministic", "its verdict on the same databases changes"))
    if _CLOCK.search(verifier.source):
        doubts.append(Doubt("reads_clock", "its verifier reads the clock"))
    return doubts


def _crash(said: dict[str, Any]) -> list[Doubt]:
    if "failed" in said:
        return [Doubt("crashes", f"its verifier fails on an untouched database: {said['failed'][:160]}")]
    if _outcome(said) is None:
        return [Doubt("crashes", "its verifier returns no verdict")]
    return []


def _acceptance(untouched: dict[str, Any], others: dict[str, dict[str, Any]]) -> list[Doubt]:
    is_noop, is_emptied = _outcome(untouched) == "complete", _outcome(others["emptied"]) == "complete"
    if is_noop and is_emptied:
        return [Doubt("accepts_anything", "its verifier accepts an untouched and an emptied database alike")]
    if is_noop:
        return [Doubt("already_done", "it is done already in the seed, says its verifier")]
    doubts = []
    if is_emptied:
        doubts.append(Doubt("accepts_emptied", "its verifier accepts an emptied database"))
    if _outcome(others["chatty"]) == "complete":
        doubts.append(Doubt("accepts_anything", "its verifier accepts an untouched database and some talk"))
    return doubts


def _swallowed(runs: Sequence[dict[str, Any]]) -> list[Doubt]:
    errors = [str(error) for said in runs if "failed" not in said for error in said.get("swallowed", ())]
    return [Doubt("swallows_errors", f"its verifier hides an error of its own: {errors[0][:160]}")] if errors else []


def _outcome(said: dict[str, Any]) -> Any:
    returned = said.get("returned")
    return str(returned["result"]) if isinstance(returned, dict) and "result" in returned else None


def _tool_fault(environment: PythonEnvironment, tool: PythonTool) -> str | None:
    """Why a tool can never be called, or does not work with anything that was tried."""
    if tool.is_shadowed:
        return f"the tool {tool.name} can never be reached: another one has its path and method"
    if tool.is_mended:
        return f"the tool {tool.name} could not be called where it came from: its input schema is no JSON Schema"
    said = ""
    for number in range(_TRIES):
        with environment.session() as session:
            try:
                result = session.call(tool.name, _arguments(tool, number))
            except EnvironmentFault as fault:
                return f"the tool {tool.name} breaks: {fault}"
        if result.error is None:
            return None
        said = result.error.message
    return f"the tool {tool.name} answered none of {_TRIES} plausible calls: {said[:120]}"


def _arguments(tool: PythonTool, number: int) -> dict[str, Any]:
    """Values for what is required: its example first, then small numbers and plain words."""
    properties = tool.parameters.get("properties", {})
    return {name: _value(properties.get(name, {}), number) for name in tool.parameters.get("required", [])}


def _value(schema: dict[str, Any], number: int) -> Any:
    examples = [schema[key] for key in ("example", "default") if key in schema]
    examples += [*schema.get("examples", []), *schema.get("enum", [])]
    if examples and number < len(examples):
        return examples[number]
    kind = schema.get("type")
    if kind == "array":
        return [_value(schema.get("items", {}), number)]
    if kind == "object":
        return {name: _value(each, number) for name, each in schema.get("properties", {}).items()}
    plain: dict[Any, Any] = {"integer": number + 1, "number": number + 1.0, "boolean": True}
    return plain.get(kind, ["2026-01-15", "2026-01-15T10:00:00", "active", "1"][number % 4])
