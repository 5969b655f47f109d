"""The requirements of all tools, each recognisable by the error that it gives.

In:  an environment.
Out: `Requirement`s.
Never here: calls.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from environments.environment import Environment
from environments.program import PLACEHOLDER
from schemas import Require


@dataclass(frozen=True)
class Requirement:
    tool: str
    step: int
    """Its number among the tool's steps, from 1."""
    kind: str
    message: str
    """With its `{placeholders}`."""

    def explains(self, tool: str, kind: str, message: str) -> bool:
        """Whether an error may be this requirement's; two of one tool with one message cannot be told apart."""
        return tool == self.tool and kind == self.kind and _pattern(self.message).fullmatch(message) is not None


@lru_cache(maxsize=4096)
def _pattern(message: str) -> re.Pattern[str]:
    """What a message looks like once its placeholders are filled; environments have many messages in common."""
    fixed = [re.escape(part) for part in PLACEHOLDER.split(message)[::2]]
    return re.compile(".*".join(fixed), re.DOTALL)


def requirements_of(environment: Environment) -> list[Requirement]:
    """Every `require` step of every tool."""
    return [
        Requirement(name, number, step.kind, step.message)
        for name, program in environment.tools.items()
        for number, step in enumerate(program.tool.steps, 1)
        if isinstance(step, Require)
    ]
