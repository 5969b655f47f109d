"""The scene, and what people want done there.

In:  a scenario. Out: a `Setting`; requirements as `Task` records.
Raises: `AuthorError` where the scenario is nothing for a database, or no tasks come.
"""

import asyncio
import re

from authors.llm.answers import SceneAnswer, TasksAnswer
from authors.llm.asking import Desk
from authors.llm.prompts import render
from authors.llm.reading import is_foreign
from authors.llm.trial import record_of
from authors.protocol import AuthorError, Setting
from authors.spending import PieceOutcome, note_piece
from schemas import Scenario, Task

SURPLUS = 0.2
"""Requirements beyond those wanted, since some will not be grounded."""
_MOMENT = re.compile(r"(2\d{3}-\d\d-\d\d)[ T](\d\d:\d\d)(?::(\d\d))?Z?")
USUAL_MOMENT = "2026-05-12 10:00:00"


async def scene_of(desk: Desk, scenario: Scenario) -> Setting:
    """When it is there, and who user 1 is: asked once a process, since all steps must speak of the same moment.

    Another process finds the answer among the records.
    """
    key = (desk, scenario.model_dump_json())
    if key not in _scenes:
        _scenes[key] = asyncio.ensure_future(_asked(desk, scenario))
    try:
        return await asyncio.shield(_scenes[key])
    except AuthorError:
        _scenes.pop(key, None)
        raise


_scenes: dict[tuple[Desk, str], "asyncio.Task[Setting]"] = {}


async def _asked(desk: Desk, scenario: Scenario) -> Setting:
    answer = await desk.ask("set_scene", render("scene", scenario=scenario, scene=None), SceneAnswer, 1_000)
    if not answer.suitable:
        raise AuthorError(f"“{scenario.title}” is nothing for a database, the model says: {answer.reason[:300]}")
    moment = _MOMENT.search(answer.now)
    now = f"{moment[1]} {moment[2]}:{moment[3] or '00'}" if moment else USUAL_MOMENT
    return Setting(now=now, persona=" ".join(answer.persona.split())[:200] or "a customer")


async def write_requirements(desk: Desk, scenario: Scenario, scene: Setting, count: int) -> list[Task]:
    """At least `count` requirements where the model can think of as many; what is missing is asked for once more."""
    wanted = count + max(1, round(SURPLUS * count))
    kept: list[Task] = []
    for _ in range(2):
        missing = wanted - len(kept)
        prompt = render("tasks", scenario=scenario, scene=scene, count=missing, known=kept)
        answer = await desk.ask("propose_tasks", prompt, TasksAnswer)
        kept += _readable(answer.tasks, {task.instruction.casefold() for task in kept}, len(kept))[:missing]
        if len(kept) >= count:
            return kept
    if not kept:
        raise AuthorError(f"Not one usable task was proposed for “{scenario.title}”.")
    return kept


def _readable(entries: list[object], known: set[str], before: int) -> list[Task]:
    tasks: list[Task] = []
    for number, entry in enumerate(entries, start=1):
        given = dict(entry) if isinstance(entry, dict) else {"instruction": entry}
        identity = f"r{before + len(tasks) + 1:02d}"
        task, faults = record_of(Task, {"kind": "change", **given, "id": identity})
        if task is not None and (is_foreign(task.instruction) or task.instruction.casefold() in known):
            task, faults = None, []
        if task is None:
            rule = faults[0].rule if faults else "foreign_or_twice"
            note_piece(PieceOutcome(f"requirement {before + number}", "dropped", rule))
            continue
        known.add(task.instruction.casefold())
        tasks.append(task)
    return tasks
