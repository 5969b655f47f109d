"""Build tools: the SQL programs that user 1 may call.

In:  a scenario, its requirements and tables. Out: `tools`.
"""

from schemas import TABLES, TASKS, TOOLS
from tasks.step import Inputs, Product, Step, prefect_step


def make(inputs: Inputs) -> Product:
    """The tools of one scenario."""
    requirements, tables = inputs.records(TASKS, "requirements"), inputs.records(TABLES, "tables")
    return Product({"tools": (TOOLS, inputs.loom.author.build_tools(inputs.scenario, requirements, tables))})


BUILD_TOOLS = Step("build_tools", "1", ("scenario", "requirements", "tables"), make)
build_tools = prefect_step(BUILD_TOOLS)
