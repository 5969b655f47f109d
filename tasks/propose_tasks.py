"""Propose tasks: what users of such a business want to do, and the scene in which they do it.

In:  a scenario. Out: `requirements` (draft tasks) and `setting` (the environment's manifest so far).
"""

from schemas import ENVIRONMENT, TASKS, EnvironmentManifest
from tasks.loom import Loom
from tasks.step import Inputs, Product, Step, prefect_step


def make(inputs: Inputs) -> Product:
    """Requirements of one scenario, and its clock and persona."""
    author, scenario = inputs.loom.author, inputs.scenario
    setting = author.set_scene(scenario)
    fingerprint = author.fingerprint
    manifest = EnvironmentManifest(
        name=scenario.name,
        now=setting.now,
        scenario=scenario.description,
        title=scenario.title,
        category=scenario.category,
        persona=setting.persona,
        provenance={
            "author": fingerprint.author,
            "author_version": fingerprint.version,
            "seed": fingerprint.seed,
            "scenario": inputs.work.made["scenario"],
            "remarks": list(setting.remarks),
        },
    )
    requirements = author.propose_tasks(scenario, inputs.loom.tasks)
    return Product({"requirements": (TASKS, requirements), "setting": (ENVIRONMENT, [manifest])})


def _parameters(loom: Loom) -> dict[str, int]:
    return {"tasks": loom.tasks}


PROPOSE_TASKS = Step("propose_tasks", "1", ("scenario",), make, parameters=_parameters)
propose_tasks = prefect_step(PROPOSE_TASKS)
