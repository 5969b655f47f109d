"""Certify: prove by execution that the environment works and which of its drafted tasks can be published.

In:  setting, tables, tools, rows and the drafts.
Out: `tasks`, `solutions`, `verifiers` (frames filled in) of the tasks that passed, and their `certificates`.
Never here: mending. What fails is dropped and counted, never published.
"""

from collections.abc import Sequence

from artifacts import DraftOutcome
from environments import BadEnvironment, Content, Environment
from environments.certification import Inspector, inspector
from schemas import (
    CERTIFICATES,
    ENVIRONMENT,
    ROWS,
    SOLUTIONS,
    TABLES,
    TASKS,
    TOOLS,
    VERIFIERS,
    Certificate,
    Solution,
    Task,
    Verifier,
)  # fmt: skip
from tasks.loom import Loom
from tasks.step import Inputs, Product, Step, StepFailed, prefect_step

QUERIES = 0.3
"""Share of published tasks that only ask, where the drafts have as many."""
ENOUGH = 0.8
"""An environment with fewer than this share of the tasks asked for is given up."""


def make(inputs: Inputs) -> Product:
    """Certificates of one scenario's environment and of the tasks that are kept."""
    content = _drafted(inputs)
    try:
        environment = Environment(content)
    except BadEnvironment as fault:
        raise StepFailed(f"the environment does not load: {fault}") from None
    with inspector(environment) as at_work:
        whole = at_work.environment
        if not whole.passed:
            raise StepFailed("; ".join(f"{p.rule} at {p.where}: {p.message}" for p in whole.problems[:3]))
        kept, tried, tested = _certified(at_work, content.tasks, inputs.loom.tasks)
    outcomes = _outcomes(list(tried.values()))
    if len(kept) < ENOUGH * inputs.loom.tasks:
        raise StepFailed(
            f"only {len(kept)} of {len(content.tasks)} drafts were certified, {inputs.loom.tasks} are wanted", outcomes
        )
    solutions = {solution.task: solution for solution in content.solutions}
    verifiers = {verifier.task: verifier for verifier in tested}
    names = {task.id: f"t{number:02d}" for number, task in enumerate(kept, start=1)}
    return Product(
        {
            "tasks": (TASKS, [task.model_copy(update={"id": names[task.id]}) for task in kept]),
            "solutions": (SOLUTIONS, [_renamed(solutions[task.id], names) for task in kept]),
            "verifiers": (VERIFIERS, [_renamed(verifiers[task.id], names) for task in kept]),
            "certificates": (CERTIFICATES, [
                whole, *(tried[task.id].model_copy(update={"name": names[task.id]}) for task in kept)
            ]),
        },
        outcomes,
    )  # fmt: skip


def _certified(
    at_work: Inspector, drafts: Sequence[Task], count: int
) -> tuple[list[Task], dict[str, Certificate], list[Verifier]]:
    """The tasks to keep, the certificates of all that were tried, and the verifiers as they were tested.

    Of the drafts those are certified that would be kept; others only in the place of such as fail. So what is kept is
    what would be kept of all.
    """
    tried: dict[str, Certificate] = {}
    tested: list[Verifier] = []
    while True:
        kept = chosen([task for task in drafts if task.id not in tried or tried[task.id].passed], count)
        untried = [task for task in kept if task.id not in tried]
        if not untried:
            return kept, tried, tested
        for task in untried:
            tried[task.id], verifier = at_work.task(task.id)
            tested += [verifier] if verifier is not None else []


def chosen(tasks: Sequence[Task], count: int) -> list[Task]:
    """`count` of the certified tasks in their order, questions held to their share where there is a choice."""
    queries = [task for task in tasks if task.kind == "query"]
    changes = [task for task in tasks if task.kind != "query"]
    asked = min(len(queries), max(round(QUERIES * count), count - len(changes)))
    kept = {task.id for task in [*queries[:asked], *changes[: count - asked]]}
    return [task for task in tasks if task.id in kept]


def _renamed(record: Solution | Verifier, names: dict[str, str]) -> Solution | Verifier:
    return record.model_copy(update={"task": names[record.task]})


def _drafted(inputs: Inputs) -> Content:
    (manifest,) = inputs.records(ENVIRONMENT, "setting")
    return Content(
        manifest=manifest,
        tables=inputs.records(TABLES, "tables"),
        tools=inputs.records(TOOLS, "tools"),
        rows=inputs.records(ROWS, "rows"),
        tasks=inputs.records(TASKS, "drafted_tasks"),
        solutions=inputs.records(SOLUTIONS, "drafted_solutions"),
        verifiers=inputs.records(VERIFIERS, "drafted_verifiers"),
        certificates=[],
    )


def _outcomes(certificates: Sequence[Certificate]) -> tuple[DraftOutcome, ...]:
    return tuple(
        DraftOutcome(each.name, "kept")
        if each.passed
        else DraftOutcome(each.name, "dropped", each.problems[0].rule, each.problems[0].message)
        for each in certificates
    )


def _parameters(loom: Loom) -> dict[str, int]:
    return {"tasks": loom.tasks}


CERTIFY = Step(
    "certify", "2",
    ("setting", "tables", "tools", "rows", "drafted_tasks", "drafted_solutions", "drafted_verifiers"),
    make, by_author=False, parameters=_parameters,
)  # fmt: skip
certify = prefect_step(CERTIFY)
