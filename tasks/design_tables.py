"""Design tables: the database that the requirements need.

In:  a scenario and its requirements. Out: `tables`.
"""

from schemas import TABLES, TASKS
from tasks.step import Inputs, Product, Step, prefect_step


def make(inputs: Inputs) -> Product:
    """The tables of one scenario."""
    requirements = inputs.records(TASKS, "requirements")
    return Product({"tables": (TABLES, inputs.loom.author.design_tables(inputs.scenario, requirements))})


DESIGN_TABLES = Step("design_tables", "1", ("scenario", "requirements"), make)
design_tables = prefect_step(DESIGN_TABLES)
