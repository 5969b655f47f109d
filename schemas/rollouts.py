"""Rollouts: episodes that were played, one record an episode, with what came of them.

How long it took is no part of what was played, and would give each run another id: timings lie in a file of their own.
"""

from typing import Any, Literal, get_args

import pandera.polars as pa
from pydantic import Field, model_validator

from schemas.kind import Kind
from schemas.record import Record, Slug

End = Literal["answered", "violation", "turns", "context", "cut", "time", "unreachable", "fault"]
ENDS = list(get_args(End))
Outcome = Literal["complete", "incomplete", "unjudged", "fault"]
"""The verdict's outcome, or `fault` where the environment failed and there is none."""
OUTCOMES = ["complete", "incomplete", "unjudged", "fault"]


class Message(Record):
    """One message of the conversation, in the form of the chat APIs."""

    role: Literal["system", "user", "assistant", "tool"]
    content: str = ""
    thinking: str | None = None
    """What stood between the think tags, where the model thinks."""
    calls: list[dict[str, Any]] = []
    """Of the assistant: `{tool, arguments}` each."""


class CallMade(Record):
    """One call of an episode, and what it gave."""

    turn: int = Field(ge=1)
    tool: str
    arguments: Any = None
    ok: bool
    result: Any = None
    """The content, or the error that the agent was told."""


class Rollout(Record):
    environment: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*@\d+$")
    """`name@version`."""
    task: Slug
    policy: str = Field(min_length=1)
    """Who played: a checkpoint's id, a model's name, `solution`."""
    group: str = ""
    """Episodes of one task that are compared with each other share it."""
    number: int = Field(ge=0)
    """Position within the group."""
    seed: int = 0
    messages: list[Message] = []
    answer: Any = None
    outcome: Outcome
    partial: bool = False
    reward: float | None = None
    """None where no reward follows: a fault, or a task that could not be judged."""
    violation: str | None = None
    """The first rule of form that was broken."""
    turns: int = Field(default=0, ge=0)
    tokens: int = Field(default=0, ge=0)
    """Written by the policy."""
    end: End = "answered"
    """How the episode ended."""
    fault: str | None = None
    """What the environment or the policy failed with."""
    calls: list[CallMade] = []
    changes: list[dict[str, Any]] = []
    """Rows that differ from the start: table, op, key, and the row before and after."""
    verdict: dict[str, Any] = {}
    """Checks by description, changes outside the frame, whether the answer was right."""
    parts: dict[str, Any] = {}
    """Which line of the table of rewards counted, and what a second judge thought."""
    settings: dict[str, Any] = {}
    """Turns, window and form of tools that it was played with."""
    prompt_tokens: int = Field(default=0, ge=0)
    """Read by the policy, over all turns."""

    @model_validator(mode="after")
    def faults_earn_nothing(self) -> "Rollout":
        if self.outcome == "fault" and self.reward is not None:
            raise ValueError("a fault of the environment gives no reward")
        return self


class RolloutTable(pa.DataFrameModel):
    environment: str = pa.Field(str_matches=r"^[a-z0-9][a-z0-9_-]*@\d+$")
    task: str
    policy: str = pa.Field(str_length={"min_value": 1})
    group: str
    number: int = pa.Field(ge=0)
    seed: int
    messages: str = pa.Field(str_startswith="[")
    answer: str = pa.Field(nullable=True)
    outcome: str = pa.Field(isin=OUTCOMES)
    partial: bool
    reward: float = pa.Field(nullable=True)
    violation: str = pa.Field(nullable=True)
    turns: int = pa.Field(ge=0)
    tokens: int = pa.Field(ge=0)
    end: str = pa.Field(isin=ENDS)
    fault: str = pa.Field(nullable=True)
    calls: str = pa.Field(str_startswith="[")
    changes: str = pa.Field(str_startswith="[")
    verdict: str = pa.Field(str_startswith="{")
    parts: str = pa.Field(str_startswith="{")
    settings: str = pa.Field(str_startswith="{")
    prompt_tokens: int = pa.Field(ge=0)

    class Config:
        strict = True
        unique = ["environment", "task", "policy", "group", "number"]


ROLLOUTS: Kind[Rollout] = Kind("rollouts", Rollout, RolloutTable)
