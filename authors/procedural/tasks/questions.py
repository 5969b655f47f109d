"""All questions, with how often each is asked.

In:  nothing.
Out: `QUESTIONS`.
"""

from authors.procedural.tasks.asking import Ask
from authors.procedural.tasks.further_asked import (
    across_parts,
    basket,
    best_behind,
    kinds_together,
    people_together,
)
from authors.procedural.tasks.own_rows import detail, how_many, how_much, which_ones
from authors.procedural.tasks.people_asked import contact_of, owed_together, who_has_most, whose_is_more
from authors.procedural.tasks.telling import free_ones, reported
from authors.procedural.tasks.things_asked import attribute, compare, difference, which_is_best
from authors.procedural.tasks.through_asked import behind, how_many_through, how_much_through, which_behind

QUESTIONS: dict[str, tuple[Ask, float]] = {
    "how_many": (how_many, 0.8), "how_much": (how_much, 1.0), "detail": (detail, 0.9), "behind": (behind, 1.6),
    "how_many_through": (how_many_through, 1.3), "how_much_through": (how_much_through, 1.3),
    "which_behind": (which_behind, 0.1), "which_ones": (which_ones, 0.8), "attribute": (attribute, 0.15),
    "which_is_best": (which_is_best, 0.7), "compare": (compare, 0.1), "difference": (difference, 0.15),
    "who_has_most": (who_has_most, 0.8), "whose_is_more": (whose_is_more, 1.2), "owed_together": (owed_together, 1.0),
    "contact_of": (contact_of, 0.3), "free_ones": (free_ones, 1.2), "reported": (reported, 0.3),
    "best_behind": (best_behind, 0.7),
    "across_parts": (across_parts, 0.15),
    "people_together": (people_together, 1.6),
    "kinds_together": (kinds_together, 1.2), "basket": (basket, 0.5),
}  # fmt: skip
DEEP = frozenset(
    {"across_parts", "basket", "best_behind", "kinds_together", "owed_together"}
    | {"people_together", "which_behind", "whose_is_more", "how_much_through"}
)
"""Those that take several looks: asked more often where a long task is wanted."""
