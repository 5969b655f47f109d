"""Certify: prove by execution that the environment works and which of its drafted tasks can be published.

In:  setting, tables, tools, rows and the drafts.
Out: `tasks`, `solutions`, `verifiers` (frames filled in) of the tasks that passed, and their `certificates`.
Never here: mending. What fails is dropped and counted, never published.
"""

from collections.abc import Sequence

from artifacts import DraftOutcome
from environments import BadEnvironment, Content, Environment
from environments.certification import certify as certify_environment
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
    certification = certify_environment(environment)
    whole, *each = certification.certificates
    if not whole.passed:
        raise StepFailed("; ".join(f"{p.rule} at {p.where}: {p.message}" for p in whole.problems[:3]), _outcomes(each))
    passed = {certificate.name: certificate for certificate in each if certificate.passed}
    kept = chosen([task for task in content.tasks if task.id in passed], inputs.loom.tasks)
    if len(kept) < ENOUGH * inputs.loom.tasks:
        raise StepFailed(
            f"only {len(kept)} of {len(content.tasks)} drafts were certified, {inputs.loom.tasks} are wanted",
            _outcomes(each),
        )
    solutions = {solution.task: solution for solution in content.solutions}
    verifiers = {verifier.task: verifier for verifier in certification.verifiers}
    names = {task.id: f"t{number:02d}" for number, task in enumerate(kept, start=1)}
    return Product(
        {
            "tasks": (TASKS, [task.model_copy(update={"id": names[task.id]}) for task in kept]),
            "solutions": (SOLUTIONS, [_renamed(solutions[task.id], names) for task in kept]),
            "verifiers": (VERIFIERS, [_renamed(verifiers[task.id], names) for task in kept]),
            "certificates": (CERTIFICATES, [
                whole, *(passed[task.id].model_copy(update={"name": names[task.id]}) for task in kept)
            ]),
        },
        _outcomes(each),
    )  # fmt: skip


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
    "certify", "1",
    ("setting", "tables", "tools", "rows", "drafted_tasks", "drafted_solutions", "drafted_verifiers"),
    make, by_author=False, parameters=_parameters,
)  # fmt: skip
certify = prefect_step(CERTIFY)
