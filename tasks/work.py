"""What travels from step to step: a scenario, the ids of what was made of it so far, and why it ended if it did.

In:  nothing. Out: `Work` and `Batch`, small enough to travel anywhere; content stays in the store.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from schemas import Scenario


@dataclass(frozen=True)
class Failure:
    """Why a scenario goes no further."""

    step: str
    reason: str


@dataclass(frozen=True)
class Work:
    """One scenario on its way to an environment."""

    scenario: Scenario
    made: Mapping[str, str] = field(default_factory=dict)
    """Role to artifact id: "scenario", "requirements", "tables" …"""
    failure: Failure | None = None

    def with_made(self, made: Mapping[str, str]) -> "Work":
        """The same work with more artifacts."""
        return replace(self, made={**self.made, **made})

    def failed(self, step: str, reason: str) -> "Work":
        """The same work, ended."""
        return replace(self, failure=Failure(step, reason))


Batch = tuple[Work, ...]
