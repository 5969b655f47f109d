"""Evaluations: how a model does on a benchmark. One record an item, counted over its episodes; and the report on them.

An item is what the benchmark counts: a task, a question, a conversation. Faults of environments and endpoints say
nothing about a model, and are counted apart.
"""

from typing import Any

import pandera.polars as pa
from pydantic import Field, model_validator

from schemas.kind import Kind
from schemas.record import Record, Slug


class Evaluation(Record):
    benchmark: Slug
    version: str = Field(min_length=1)
    """Of the benchmark: its own data's, or the revision of the source that was run."""
    policy: str = Field(min_length=1)
    """A model's name, or a policy's."""
    item: str = Field(min_length=1)
    category: str = ""
    level: str = ""
    """Difficulty, where the benchmark has any."""
    environment: str = ""
    """`name@version`; in other benchmarks, their domain."""
    episodes: int = Field(default=1, ge=1)
    complete: int = Field(default=0, ge=0)
    partial: int = Field(default=0, ge=0)
    """Incomplete, with partial credit."""
    unjudged: int = Field(default=0, ge=0)
    """Left out of every rate: faults of the environment, and checks that could not run."""
    score: float | None = Field(default=None, ge=0, le=1)
    """The benchmark's own score of the item, a mean over judged episodes; None where none was judged."""
    violations: int = Field(default=0, ge=0)
    """Episodes in which a rule of form was broken; they are judged all the same."""
    failures: dict[str, int] = {}
    """Kind of failure to episodes."""
    mean_turns: float = Field(default=0.0, ge=0)
    tokens: int = Field(default=0, ge=0)
    """Written by the model, over all episodes."""
    prompt_tokens: int = Field(default=0, ge=0)
    """Read by the model, over all episodes and turns."""
    raw: str = ""
    """Artifact id of the raw answers: `rollouts`, or a blob in the benchmark's own form."""
    details: dict[str, Any] = {}
    """What else the benchmark says of the item."""

    @model_validator(mode="after")
    def outcomes_exclude_each_other(self) -> "Evaluation":
        if self.complete + self.partial + self.unjudged > self.episodes:
            raise ValueError("more outcomes than episodes")
        if self.score is None and self.unjudged < self.episodes:
            raise ValueError("a judged item has a score")
        return self

    @property
    def judged(self) -> int:
        """Episodes that say something about the model."""
        return self.episodes - self.unjudged


class EvaluationTable(pa.DataFrameModel):
    benchmark: str = pa.Field(str_matches=r"^[a-z0-9][a-z0-9_-]*$")
    version: str = pa.Field(str_length={"min_value": 1})
    policy: str = pa.Field(str_length={"min_value": 1})
    item: str = pa.Field(str_length={"min_value": 1})
    category: str
    level: str
    environment: str
    episodes: int = pa.Field(ge=1)
    complete: int = pa.Field(ge=0)
    partial: int = pa.Field(ge=0)
    unjudged: int = pa.Field(ge=0)
    score: float = pa.Field(ge=0, le=1, nullable=True)
    violations: int = pa.Field(ge=0)
    failures: str = pa.Field(str_startswith="{")
    mean_turns: float = pa.Field(ge=0)
    tokens: int = pa.Field(ge=0)
    prompt_tokens: int = pa.Field(ge=0)
    raw: str
    details: str = pa.Field(str_startswith="{")

    class Config:
        strict = True
        unique = ["benchmark", "version", "policy", "item"]


EVALUATION: Kind[Evaluation] = Kind("evaluation", Evaluation, EvaluationTable)


class Score(Record):
    """One line of a benchmark's table."""

    group: str = Field(min_length=1)
    """`overall`, or what the table is broken down by: `category`, `difficulty`."""
    name: str = Field(min_length=1)
    value: float = Field(ge=0, le=1)
    low: float | None = None
    """With `high`, the 95 % interval; None where the benchmark's own definition leads to none."""
    high: float | None = None
    items: int = Field(default=0, ge=0)
    """That it was measured on."""

    def __str__(self) -> str:
        within = f" [{self.low:.1%}, {self.high:.1%}]" if self.low is not None and self.high is not None else ""
        return f"{self.value:.1%}{within}"


class Leak(Record):
    """An item of a benchmark, and the text of a training task that is like it."""

    item: str
    environment: str
    task: str
    similarity: float
    shared: float
    """Share of the item's n-grams of words that the training task has too."""


class LeakReport(Record):
    """How like the training tasks a benchmark's items are."""

    compared_with: str
    """What the training tasks were: a checkpoint's data set, or everything in the catalog."""
    tasks: int = Field(ge=0)
    items: int = Field(ge=0)
    threshold: float
    """The cosine from which two texts count as near-duplicates."""
    near_duplicates: int = Field(ge=0)
    """Items with a training task at least so like them."""
    overlapping: int = Field(default=0, ge=0)
    """Items most of whose n-grams of words stand in one training task."""
    same_environments: list[str] = []
    """Environments of the benchmark that were trained in."""
    nearest_mean: float = 0.0
    nearest_most: float = 0.0
    worst: list[Leak] = []
    """The items that are most like a training task, most first."""


class EvaluationReport(Record):
    """One benchmark's result for one model: what is shown, compared and kept."""

    benchmark: Slug
    version: str
    policy: str
    tag: str = ""
    checkpoint: str = ""
    """Artifact id, where a checkpoint was evaluated."""
    evaluation: str
    """Artifact id of the items' records."""
    settings: dict[str, Any] = {}
    planned: int = Field(ge=0)
    """Items that were asked for."""
    items: int = Field(ge=0)
    """Items that have a result."""
    scores: list[Score] = []
    """The first is the one that the benchmark is known by."""
    failures: dict[str, int] = {}
    unjudged: int = 0
    violations: int = 0
    tokens: int = 0
    prompt_tokens: int = 0
    cost: float = 0.0
    """US dollars, as far as prices were given."""
    leaks: LeakReport | None = None
    remarks: list[str] = []
    """What whoever reads the scores has to know."""

    @property
    def name(self) -> str:
        """As it is called in comparisons."""
        return self.tag or self.policy
