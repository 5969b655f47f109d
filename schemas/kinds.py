"""All kinds of artifacts, by name: for whatever handles artifacts without knowing what they mean."""

from typing import Any

from schemas.certificates import CERTIFICATES
from schemas.checkpoint import CHECKPOINT
from schemas.dataset import DATASET
from schemas.environment import ENVIRONMENT
from schemas.evaluation import EVALUATION
from schemas.kind import Kind
from schemas.rollouts import ROLLOUTS
from schemas.rows import ROWS
from schemas.scenarios import SCENARIOS
from schemas.solutions import SOLUTIONS
from schemas.tables import TABLES
from schemas.tasks import TASKS
from schemas.tools import TOOLS
from schemas.training_run import TRAINING_RUN
from schemas.verifiers import VERIFIERS

_ALL: tuple[Kind[Any], ...] = (
    SCENARIOS,
    TASKS,
    TABLES,
    TOOLS,
    ROWS,
    SOLUTIONS,
    VERIFIERS,
    CERTIFICATES,
    ENVIRONMENT,
    ROLLOUTS,
    DATASET,
    TRAINING_RUN,
    CHECKPOINT,
    EVALUATION,
)

KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in _ALL}
"""In the order in which data flows."""
