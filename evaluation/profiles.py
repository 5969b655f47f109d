"""Profiles: how a model is asked. The same items under another profile are another measurement.

In:  a profile's name, and what a user sets beside it. Out: a `Profile`.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal

from evaluation.errors import EvaluationError

Tools = Literal["meta", "native"]


@dataclass(frozen=True)
class Profile:
    """What decides how a model is asked."""

    name: str
    temperature: float = 0.6
    top_p: float | None = None
    """None leaves it to the endpoint."""
    top_k: int | None = None
    """None leaves it to the endpoint: OpenAI's own knows no such parameter."""
    window: int = 3
    """Turns of history that the model sees; 0 for all."""
    tools: Tools = "meta"
    """Agent World Model's two tools in tags, or the chat API's own function calls."""
    turns: int = 20
    answer_tokens: int = 2_048
    context_tokens: int = 32_000


PROFILES = {
    # The window that our recipes train with; a checkpoint's own takes its place.
    "worldloom": Profile("worldloom"),
    # Sampling and history of Agent World Model's evaluation (arXiv 2602.10090).
    "awm": Profile("awm", temperature=0.6, top_p=0.95, top_k=20, window=10, context_tokens=131_072),
    # For models that nobody trained on the two tools: what they can do, not whether they know a format.
    "native": Profile("native", tools="native", window=0),
    "greedy": Profile("greedy", temperature=0.0),
}


def profile_of(name: str, **changes: Any) -> Profile:
    """The profile of a name with whatever is set beside it; a value of None changes nothing.

    Raises:
        EvaluationError: there is none of that name.
    """
    if name not in PROFILES:
        raise EvaluationError(f"There is no profile {name!r}. There are {', '.join(PROFILES)}.")
    return replace(PROFILES[name], **{key: value for key, value in changes.items() if value is not None})
