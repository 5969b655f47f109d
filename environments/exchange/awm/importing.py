"""From what AWM's files say of a scenario to an environment that can be opened.

In:  a scenario as it was read; processes behind walls to build its database and load its module in.
Out: imported content with everything that was found wrong on the way; or why there is none.
Never here: running foreign code in this process.
"""

import re
from typing import Any

from environments.confined import GuestFault, Keeper, screen
from environments.confined.screen import VERIFIER_IMPORTS
from environments.exchange.awm.files import Scenario
from environments.imported import ForeignVerifier, ImportedContent, PythonTool
from schemas import EnvironmentManifest, Task

SEED_S = 60.0
LOAD_S = 60.0
DEFAULT_NOW = "2026-01-01 12:00:00"
"""Where the clock stands for seeds that say `now`, unless it is set."""
_FUNCTION = re.compile(r"^\s*def (verify_\w*)\s*\(", re.MULTILINE)
_LONGEST_INSTRUCTION = 4000


class CannotImport(ValueError):
    """A scenario of which no environment can be made. Says why."""


def import_scenario(
    scenario: Scenario, keeper: Keeper, now: str = DEFAULT_NOW, *, look: bool = True
) -> ImportedContent:
    """Build the database, load the module, keep what is sound.

    `look=False` leaves out the look at the code, for trying what the other walls hold.

    Raises:
        CannotImport: there is no module, no table, or the module does not load. NotConfined: it may not run here.
    """
    if scenario.source is None:
        raise CannotImport("it has no module: nothing can be called")
    refused = screen(scenario.source) if look else []
    if refused:
        raise CannotImport("its module is not loaded: " + "; ".join(map(str, refused[:5])))
    findings = list(scenario.findings)
    seed = _seed(scenario, keeper, now, findings)
    tools, image = _load(scenario, keeper, seed, findings)
    tasks = _tasks(scenario, findings)
    counts = {**_counts(image, keeper), "tools": len(tools), "tasks": len(tasks)}
    return ImportedContent(
        manifest=_manifest(scenario, now, counts),
        source=scenario.source,
        image=image,
        seed=seed,
        tools=tools,
        tasks=tasks,
        verifiers=_verifiers(scenario, {task.id for task in tasks}, findings, look=look),
        findings=findings,
    )


def task_id(index: int) -> str:
    return f"t{index + 1:02d}"


def _counts(image: bytes, keeper: Keeper) -> dict[str, int]:
    """How many tables and rows there are, for lists of environments."""
    with keeper.start("records") as process:
        reply, _ = process.ask(["schema"], [image], SEED_S)
    rows = [int(count) for count in reply.get("rows", {}).values()]
    return {"tables": len(rows), "rows": sum(rows)}


def _manifest(scenario: Scenario, now: str, counts: dict[str, int]) -> EnvironmentManifest:
    return EnvironmentManifest(
        name=scenario.name[:100].strip("_") or "scenario",
        kind="python",
        now=now,
        scenario=scenario.description or scenario.title,
        title=scenario.title,
        licence="unknown",
        provenance={"format": "awm", "scenario": scenario.title, **counts},
    )


def _seed(scenario: Scenario, keeper: Keeper, now: str, findings: list[str]) -> bytes:
    with keeper.start("records") as process:
        try:
            image, faults = seed_of(scenario, process, now)
            later, _ = seed_of(scenario, process, "2031-07-15 09:30:00")
        except GuestFault as fault:
            raise CannotImport(f"its database cannot be built: {fault}") from None
    findings += [f"seed, {fault}" for fault in faults]
    if later != image:
        findings.append(f"seed: it depends on the clock, which was made to stand at {now}")
    return image


def seed_of(scenario: Scenario, process: Any, now: str) -> tuple[bytes, list[str]]:
    """The image of a scenario's tables and rows, with what failed."""
    reply, images = process.ask(["seed", scenario.design, scenario.sample, now], [], SEED_S)
    if "failed" in reply:
        raise CannotImport(f"its database cannot be built: {reply['failed']}")
    return images[0], [str(fault) for fault in reply["faults"]]


def _load(scenario: Scenario, keeper: Keeper, image: bytes, findings: list[str]) -> tuple[list[PythonTool], bytes]:
    with keeper.start("module") as process:
        try:
            report, images = process.ask(
                ["load", f"imported_{scenario.name}"], [str(scenario.source).encode("utf-8", "replace"), image], LOAD_S
            )
        except GuestFault as fault:
            raise CannotImport(f"its module does not load: {fault}") from None
    if "failed" in report:
        raise CannotImport(f"its module does not load: {report['failed']}")
    shadowed = set(report["shadowed"])
    tools = [
        PythonTool(each["name"], each["description"], each["parameters"], each["method"], each["path"],
                   each["name"] in shadowed, each["mended"])
        for each in report["tools"]
    ]  # fmt: skip
    findings += [
        f"tool {tool.name}: another one has its path and answers instead" for tool in tools if tool.is_shadowed
    ]
    findings += [
        f"tool {tool.name}: its input schema was no JSON Schema and was mended" for tool in tools if tool.is_mended
    ]
    if not tools:
        findings.append("module: it has no operation that could be called")
    return tools, images[0]


def _tasks(scenario: Scenario, findings: list[str]) -> list[Task]:
    tasks = []
    for index, text in enumerate(scenario.tasks):
        if not text.strip():
            continue
        if len(text) > _LONGEST_INSTRUCTION:
            findings.append(f"task {task_id(index)}: its instruction is cut at {_LONGEST_INSTRUCTION:,} characters")
        tasks.append(Task(id=task_id(index), kind="both", instruction=text.strip()[:_LONGEST_INSTRUCTION]))
    return tasks


def _verifiers(scenario: Scenario, tasks: set[str], findings: list[str], *, look: bool) -> list[ForeignVerifier]:
    kept = []
    for (index, mode), source in sorted(scenario.verifiers.items()):
        task = task_id(index)
        defined = _FUNCTION.findall(source)
        refused = screen(source, VERIFIER_IMPORTS) if look else []
        if task not in tasks:
            findings.append(f"verifier of task {index}: there is no such task")
        elif not defined:
            findings.append(f"verifier of {task}: it defines no function verify_…")
        elif refused:
            findings.append(f"verifier of {task}: it is not run: {'; '.join(map(str, refused[:3]))}")
        else:
            kept.append(ForeignVerifier(task, "code" if mode == "code" else "facts", defined[0], source))
    return kept
