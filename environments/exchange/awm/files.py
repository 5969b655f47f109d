"""Read a folder in AWM's format, whole or in part.

In:  a folder with some of the eight files.
Out: what is known of each scenario, by its normalised name; what could not be read, and what is missing.
Never here: running or judging any of it.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from environments.exchange.awm.names import (
    ALL,
    CODE_VERIFIERS,
    DATABASES,
    FACT_VERIFIERS,
    MODULES,
    SAMPLES,
    SCENARIOS,
    SPECIFICATIONS,
    TASKS,
    normalised,
)

_NAME_KEYS = ("scenario", "name")
_LARGEST_LINE = 64 << 20


class NoCollection(ValueError):
    """A folder that holds none of the format's files."""


@dataclass
class Scenario:
    """All that the files say about one."""

    name: str
    title: str = ""
    description: str = ""
    tasks: list[str] = field(default_factory=list)
    design: dict[str, Any] = field(default_factory=dict)
    sample: dict[str, Any] = field(default_factory=dict)
    specification: Any = None
    source: str | None = None
    verifiers: dict[tuple[int, str], str] = field(default_factory=dict)
    """Source by the task's index and the mode, `code` or `facts`."""
    findings: list[str] = field(default_factory=list)


@dataclass
class Collection:
    scenarios: dict[str, Scenario] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)
    """What concerns no scenario in particular: files that are missing, lines that are no JSON."""


def read_collection(folder: Path) -> Collection:
    """What a folder holds.

    Raises:
        NoCollection: none of the files is there.
    """
    present = [name for name in ALL if (folder / name).is_file()]
    if not present:
        raise NoCollection(f"{folder} holds none of the files of AWM's format: {', '.join(ALL)}")
    collection = Collection(findings=[f"{name}: it is missing" for name in ALL if name not in present])
    for name in present:
        for number, entry in _lines(folder / name, collection.findings):
            _take(collection, name, number, entry)
    return collection


def _lines(path: Path, findings: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            if not raw.strip():
                continue
            try:
                entry = json.loads(raw[:_LARGEST_LINE])
            except (ValueError, RecursionError) as fault:
                findings.append(f"{path.name} line {number}: it is no JSON ({str(fault)[:100]})")
                continue
            if isinstance(entry, dict):
                yield number, entry
            else:
                findings.append(f"{path.name} line {number}: it is no object")


def _take(collection: Collection, file: str, number: int, entry: dict[str, Any]) -> None:
    title = next((entry[key] for key in _NAME_KEYS if isinstance(entry.get(key), str) and entry[key].strip()), None)
    name = normalised(title) if title else ""
    if not title or not name:
        collection.findings.append(f"{file} line {number}: it names no scenario")
        return
    scenario = collection.scenarios.setdefault(name, Scenario(name, title))
    complaint = _TAKE[file](scenario, entry)
    if complaint:
        scenario.findings.append(f"{file}: {complaint}")


def _take_scenario(scenario: Scenario, entry: dict[str, Any]) -> str | None:
    scenario.title = str(entry.get("name") or scenario.title)
    scenario.description = str(entry.get("description") or "")
    return None


def _take_tasks(scenario: Scenario, entry: dict[str, Any]) -> str | None:
    tasks = entry.get("tasks")
    if not isinstance(tasks, list):
        return "its tasks are no list"
    scenario.tasks = [task if isinstance(task, str) else "" for task in tasks]
    bad = sum(not task.strip() for task in scenario.tasks)
    return f"{bad} of its tasks are no text" if bad else None


def _take_design(scenario: Scenario, entry: dict[str, Any]) -> str | None:
    return _take_object(scenario, "design", entry.get("db_schema"))


def _take_sample(scenario: Scenario, entry: dict[str, Any]) -> str | None:
    return _take_object(scenario, "sample", entry.get("sample_data"))


def _take_object(scenario: Scenario, attribute: str, value: Any) -> str | None:
    if not isinstance(value, dict) or not isinstance(value.get("tables"), list):
        return "there are no tables in it"
    setattr(scenario, attribute, value)
    return None


def _take_specification(scenario: Scenario, entry: dict[str, Any]) -> str | None:
    scenario.specification = entry.get("api_spec", {key: value for key, value in entry.items() if key != "scenario"})
    return None


def _take_module(scenario: Scenario, entry: dict[str, Any]) -> str | None:
    source = entry.get("full_code")
    if not isinstance(source, str) or len(source.strip()) < 10:
        return "there is no code in it"
    scenario.source = source
    return None


def _take_verifier(mode: str, scenario: Scenario, entry: dict[str, Any]) -> str | None:
    index = entry.get("task_idx")
    verification = entry.get("verification")
    code = verification.get("code") if isinstance(verification, dict) else verification
    if not isinstance(index, int) or isinstance(index, bool):
        text = entry.get("task")
        if text not in scenario.tasks:
            return "a verifier is of no task that there is"
        index = scenario.tasks.index(str(text))
    if not isinstance(code, str) or len(code.strip()) < 10:
        return f"the verifier of task {index} has no code"
    scenario.verifiers.setdefault((index, mode), code)
    return None


_TAKE: dict[str, Callable[[Scenario, dict[str, Any]], str | None]] = {
    SCENARIOS: _take_scenario,
    TASKS: _take_tasks,
    DATABASES: _take_design,
    SAMPLES: _take_sample,
    SPECIFICATIONS: _take_specification,
    MODULES: _take_module,
    CODE_VERIFIERS: lambda scenario, entry: _take_verifier("code", scenario, entry),
    FACT_VERIFIERS: lambda scenario, entry: _take_verifier("facts", scenario, entry),
}
