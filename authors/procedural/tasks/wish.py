"""What kind of tasks are wanted: how long, how many questions, how many decisions.

In:  nothing.
Out: `Wish`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wish:
    """The mix of a set of tasks. Shares are of the whole; what is neither a query nor both only changes data."""

    steps: tuple[int, int] = (2, 16)
    """Fewest and most calls of a solution."""
    fewest_done: int = 6
    """Fewest calls that are aimed at where something is to be done; some still take fewer."""
    mean_steps: float = 12.8
    mean_query_steps: float = 7.0
    """The same of tasks that only ask."""
    queries: float = 0.22
    both: float = 0.32
    conditions: float = 0.2
    """Share that is done only if something holds, which half of the time it does not."""
    decisions: float = 0.4
    """Share that chooses by what was read: the cheapest, the first free, all that match, either-or."""
    roundabout: float = 0.7
    """How often something is looked up by its id although its name alone would do."""
    most_alike: int = 5
    """Rows that one "all of them" may cover."""
    most_wants: int = 4
    """Wants that one instruction puts side by side where no situation ties them together."""
    surplus: float = 0.5
    """Drafts beyond those wanted, as a share: some will not be certified."""
