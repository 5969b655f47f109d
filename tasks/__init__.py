"""The steps of the pipeline, one a file, verb and product. Each gives its batch on, with more made of it."""

from tasks.build_tools import BUILD_TOOLS, build_tools
from tasks.certify import CERTIFY, certify
from tasks.design_tables import DESIGN_TABLES, design_tables
from tasks.fill_tables import FILL_TABLES, fill_tables
from tasks.loom import Loom
from tasks.propose_tasks import PROPOSE_TASKS, propose_tasks
from tasks.publish import PUBLISH, publish
from tasks.step import Step
from tasks.work import Batch, Failure, Work
from tasks.write_scenarios import write_scenarios
from tasks.write_verifiers import WRITE_VERIFIERS, write_verifiers

STEPS = (PROPOSE_TASKS, DESIGN_TABLES, BUILD_TOOLS, FILL_TABLES, WRITE_VERIFIERS, CERTIFY, PUBLISH)
"""All steps after the scenarios, in order."""

__all__ = [
    "STEPS",
    "Batch",
    "Failure",
    "Loom",
    "Step",
    "Work",
    "build_tools",
    "certify",
    "design_tables",
    "fill_tables",
    "propose_tasks",
    "publish",
    "write_scenarios",
    "write_verifiers",
]
