"""Fill tables: the seed data, after the tools, since history may be simulated through them.

In:  a scenario, its tables and tools. Out: `rows`.
"""

from schemas import ROWS, TABLES, TOOLS
from tasks.step import Inputs, Product, Step, prefect_step


def make(inputs: Inputs) -> Product:
    """The seed rows of one scenario."""
    tables, tools = inputs.records(TABLES, "tables"), inputs.records(TOOLS, "tools")
    return Product({"rows": (ROWS, inputs.loom.author.fill_tables(inputs.scenario, tables, tools))})


FILL_TABLES = Step("fill_tables", "1", ("scenario", "tables", "tools"), make)
fill_tables = prefect_step(FILL_TABLES)
