"""What can go wrong with an environment, apart from what an agent does wrong.

In:  nothing of the project.
Out: `BadEnvironment` for whoever wrote the content, `EnvironmentFault` for whoever runs it.
Never here: errors of the agent; those are values (`Result.error`), not exceptions.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, or at least doubtful, in an environment's content."""

    part: str
    """Where: `manifest`, `tables`, `rows`, `tools`, `tasks`, `solutions`, `verifiers`, `bundle`."""
    name: str
    """Which entry, down to the step or the row: `submit_part_order step 2`, `loans row 14`."""
    message: str
    """What is wrong, and what to do."""
    rule: str
    """The short fixed name of the rule: `unknown_column`, `ambiguous_name`, `dangling_reference`…"""

    def __str__(self) -> str:
        return f"{self.part}, {self.name}: {self.message} [{self.rule}]"


class BadEnvironment(ValueError):
    """Content that cannot be loaded. `findings` holds everything that is wrong, not only the first."""

    def __init__(self, environment: str, findings: Sequence[Finding]) -> None:
        self.environment = environment
        self.findings = list(findings)
        lines = "\n".join(f"  {finding}" for finding in self.findings)
        count = len(self.findings)
        super().__init__(f"{environment}: {count} {'thing is' if count == 1 else 'things are'} wrong\n{lines}")


class EnvironmentFault(RuntimeError):
    """The environment itself failed during an episode: never the agent's doing, and no reward follows from it."""
