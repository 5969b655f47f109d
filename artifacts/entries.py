"""What the catalog is told and what it tells: plain frozen records, free of any database.

Times and run ids are here and nowhere in artifacts, whose ids must not depend on them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

StepOutcome = Literal["done", "failed"]
EnvironmentState = Literal["published", "withdrawn"]


@dataclass(frozen=True)
class ArtifactEntry:
    id: str
    kind: str
    rows: int | None
    """None for a blob."""
    bytes: int
    """On disk."""
    created_at: datetime | None = None
    """When the catalog first heard of it."""


class Holdings(Protocol):
    """What the catalog asks of a store."""

    def has(self, artifact_id: str) -> bool: ...

    def describe(self, artifact_id: str) -> ArtifactEntry: ...


@dataclass(frozen=True)
class DraftOutcome:
    """What became of one draft within a step: yields are counted over these."""

    item: str
    """The draft: a task's id, a tool's name."""
    outcome: Literal["kept", "dropped"]
    rule: str = ""
    """The fixed name of the rule that dropped it: `ungrounded`, `noop_accepted`."""
    message: str = ""


@dataclass(frozen=True)
class CallEntry:
    """One answer of a model within a step, useful or not: what was asked for, and what it took."""

    purpose: str
    """"build_tools", "build_tools repair"."""
    outcome: str
    """"read", or the fault of the answer: "truncated", "not_json"."""
    tokens_in: int
    tokens_out: int
    cost: float
    """In US dollars, when it was asked; 0 where no price was known."""
    characters_out: int
    recalled: bool
    """From the records: it cost nothing this time."""


@dataclass(frozen=True)
class Derivation:
    """One execution of a step: what went in, what came out, who did it and what it took."""

    key: str
    """The cache key (`cache_key`)."""
    step: str
    step_version: str
    subject: str = ""
    """The scenario's name, or whatever the step was about."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    """Role to artifact id."""
    outputs: Mapping[str, str] = field(default_factory=dict)
    """Role to artifact id; empty where the step failed."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    outcome: StepOutcome = "done"
    reason: str = ""
    """Why it failed."""
    drafts: tuple[DraftOutcome, ...] = ()
    calls: tuple[CallEntry, ...] = ()
    """In the order of their answers."""
    code_version: str = ""
    author: str = ""
    author_version: str = ""
    model: str = ""
    prompt_version: str = ""
    seed: int | None = None
    started_at: datetime | None = None
    wall_s: float | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    """In US dollars."""
    flow_run_id: str = ""
    task_run_id: str = ""


@dataclass(frozen=True)
class Recalled:
    """A derivation that stands: its products can be used instead of running the step."""

    derivation_id: int
    key: str
    outputs: Mapping[str, str]
    """Role to artifact id."""


@dataclass(frozen=True)
class EnvironmentEntry:
    """One published version of an environment, with what a list of environments shows."""

    name: str
    version: int
    artifact_id: str
    """Of its manifest (kind `environment`)."""
    bundle: str
    """The bundle's folder relative to the data root, so that a root can be moved."""
    title: str = ""
    category: str = ""
    kind: Literal["sql", "python"] = "sql"
    author: str = ""
    scenario_id: str | None = None
    tables: int = 0
    rows: int = 0
    tools: int = 0
    tasks: int = 0
    mean_steps: float = 0.0
    """Calls of a certified solution, on average."""
    mutants_made: int = 0
    mutants_rejected: int = 0
    state: EnvironmentState = "published"
    reason: str = ""
    """Why it was withdrawn."""

    @property
    def reference(self) -> str:
        return f"{self.name}@{self.version}"


@dataclass(frozen=True)
class StepYield:
    """How many drafts a step kept, and what dropped the others."""

    step: str
    kept: int
    dropped: int
    reasons: Mapping[str, int]
    """Rule to number of drafts it dropped."""
