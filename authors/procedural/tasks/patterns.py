"""All patterns of doing, with how often each is tried: plainly, where a decision is wanted, for all that match.

In:  nothing.
Out: `PATTERNS` and the weights.
"""

from collections.abc import Callable

from authors.procedural.model import Action
from authors.procedural.tasks.acting import act
from authors.procedural.tasks.changing import instead, shift
from authors.procedural.tasks.choosing import best, fallback
from authors.procedural.tasks.clauses import Clause
from authors.procedural.tasks.groups import each, whichever, within_budget
from authors.procedural.tasks.talk import Talk

Pattern = Callable[[Talk, Action], Clause]

PATTERNS: dict[str, Pattern] = {
    "act": act, "best": best, "fallback": fallback, "instead": instead, "shift": shift, "whichever": whichever,
    "each": each, "within_budget": within_budget,
}  # fmt: skip
PLAIN = {"act": 5.0, "best": 2.5, "fallback": 1.6, "instead": 1.0, "shift": 1.2, "whichever": 1.0, "each": 1.0,
         "within_budget": 0.6}  # fmt: skip
DECIDING = {"act": 0.6, "best": 3.0, "fallback": 2.2, "instead": 1.2, "shift": 1.0, "whichever": 1.6, "each": 2.0,
            "within_budget": 1.2}  # fmt: skip
ALL = {"each": 3.0, "within_budget": 1.0}
"""Where a situation asks for all that match."""
