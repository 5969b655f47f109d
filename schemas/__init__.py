"""The nouns: the typed artifacts that pass between steps. Imports nothing of the project."""

from schemas.certificates import CERTIFICATES, Certificate, MutantCount, Problem
from schemas.environment import ENVIRONMENT, EnvironmentManifest
from schemas.kind import ArtifactError, Kind, explain
from schemas.record import Record, canonical_json
from schemas.rows import ROWS, SeedRow
from schemas.scenarios import SCENARIOS, Scenario
from schemas.solutions import SOLUTIONS, Call, Solution
from schemas.tables import TABLES, Column, Noun, Table
from schemas.tasks import TASKS, Difficulty, Task
from schemas.tools import TOOLS, Action, ErrorKind, ParameterMeaning, Read, Require, Returns, Tool, Write
from schemas.verifiers import VERIFIERS, Check, ExpectedAnswer, FrameCounts, Verifier

__all__ = [
    "CERTIFICATES",
    "ENVIRONMENT",
    "ROWS",
    "SCENARIOS",
    "SOLUTIONS",
    "TABLES",
    "TASKS",
    "TOOLS",
    "VERIFIERS",
    "Action",
    "ArtifactError",
    "Call",
    "Certificate",
    "Check",
    "Column",
    "Difficulty",
    "EnvironmentManifest",
    "ErrorKind",
    "ExpectedAnswer",
    "FrameCounts",
    "Kind",
    "MutantCount",
    "Noun",
    "ParameterMeaning",
    "Problem",
    "Read",
    "Record",
    "Require",
    "Returns",
    "Scenario",
    "SeedRow",
    "Solution",
    "Table",
    "Task",
    "Tool",
    "Verifier",
    "Write",
    "canonical_json",
    "explain",
]
