"""The reward that a verdict earns, as in Agent World Model (arXiv 2602.10090).

In:  a verdict.
Out: a number, or None where nothing can be said.
Never here: format rules of an agent's messages; those are training's.
"""

from environments.verification import Verdict

COMPLETE, PARTIAL, NONE = 1.0, 0.1, 0.0


def reward_of(verdict: Verdict) -> float | None:
    """1.0 for a complete task, 0.1 for a part of it with nothing spoilt, otherwise 0.0; None where it is unjudged."""
    if verdict.outcome == "unjudged":
        return None
    if verdict.outcome == "complete":
        return COMPLETE
    return PARTIAL if verdict.partial else NONE
