"""The nouns: the typed artifacts that pass between steps. Imports nothing of the project."""

from schemas.certificates import CERTIFICATES, Certificate, MutantCount, Problem
from schemas.checkpoint import CHECKPOINT, Checkpoint
from schemas.dataset import DATASET, Sample
from schemas.environment import ENVIRONMENT, EnvironmentManifest
from schemas.evaluation import EVALUATION, Evaluation, EvaluationReport, Leak, LeakReport, Score
from schemas.kind import ArtifactError, Kind, explain
from schemas.kinds import KINDS
from schemas.record import Record, canonical_json
from schemas.rollouts import ROLLOUTS, Message, Rollout
from schemas.rows import ROWS, SeedRow
from schemas.scenarios import SCENARIOS, Scenario
from schemas.solutions import SOLUTIONS, Call, Solution
from schemas.tables import TABLES, Column, Invariant, Noun, Table
from schemas.tasks import TASKS, Difficulty, Task
from schemas.tools import TOOLS, Action, ErrorKind, ParameterMeaning, Read, Require, Returns, Tool, Write
from schemas.training_run import TRAINING_RUN, TrainingRun
from schemas.verifiers import VERIFIERS, Check, ExpectedAnswer, FrameCounts, Verifier

__all__ = [
    "CERTIFICATES",
    "CHECKPOINT",
    "DATASET",
    "ENVIRONMENT",
    "EVALUATION",
    "KINDS",
    "ROLLOUTS",
    "ROWS",
    "SCENARIOS",
    "SOLUTIONS",
    "TABLES",
    "TASKS",
    "TOOLS",
    "TRAINING_RUN",
    "VERIFIERS",
    "Action",
    "ArtifactError",
    "Call",
    "Certificate",
    "Check",
    "Checkpoint",
    "Column",
    "Difficulty",
    "EnvironmentManifest",
    "ErrorKind",
    "Evaluation",
    "EvaluationReport",
    "ExpectedAnswer",
    "FrameCounts",
    "Invariant",
    "Kind",
    "Leak",
    "LeakReport",
    "Message",
    "MutantCount",
    "Noun",
    "ParameterMeaning",
    "Problem",
    "Read",
    "Record",
    "Require",
    "Returns",
    "Rollout",
    "Sample",
    "Scenario",
    "Score",
    "SeedRow",
    "Solution",
    "Table",
    "Task",
    "Tool",
    "TrainingRun",
    "Verifier",
    "Write",
    "canonical_json",
    "explain",
]
