"""Write verifiers: ground each draft in the data: final instruction, solution, checks, answer, frame.

In:  a scenario with its setting, requirements, tables, tools and rows.
Out: `drafted_tasks`, `drafted_solutions`, `drafted_verifiers`; more than will be published.
"""

from authors.protocol import Business, Setting
from schemas import ENVIRONMENT, ROWS, SOLUTIONS, TABLES, TASKS, TOOLS, VERIFIERS
from tasks.loom import Loom
from tasks.step import Inputs, Product, Step, StepFailed, prefect_step


def make(inputs: Inputs) -> Product:
    """The grounded drafts of one scenario."""
    (manifest,) = inputs.records(ENVIRONMENT, "setting")
    business = Business(
        scenario=inputs.scenario,
        setting=Setting(now=manifest.now, persona=manifest.persona),
        tables=inputs.records(TABLES, "tables"),
        tools=inputs.records(TOOLS, "tools"),
        rows=inputs.records(ROWS, "rows"),
    )
    requirements = inputs.records(TASKS, "requirements")
    drafts = inputs.loom.author.write_verifiers(business, requirements, inputs.loom.tasks)
    if not drafts:
        raise StepFailed("not one task could be grounded in the data")
    return Product({
        "drafted_tasks": (TASKS, [draft.task for draft in drafts]),
        "drafted_solutions": (SOLUTIONS, [draft.solution for draft in drafts]),
        "drafted_verifiers": (VERIFIERS, [draft.verifier for draft in drafts]),
    })  # fmt: skip


def _parameters(loom: Loom) -> dict[str, int]:
    return {"tasks": loom.tasks}


WRITE_VERIFIERS = Step(
    "write_verifiers", "1", ("scenario", "setting", "requirements", "tables", "tools", "rows"), make,
    parameters=_parameters,
)  # fmt: skip
write_verifiers = prefect_step(WRITE_VERIFIERS)
