"""What the states of entities tell: where a flow leads, and whether base rows show more than its first state.

In:  an entity, or joint rows.
Out: states, yes or no.
"""

from authors.procedural.model import Entity, Things

FEWEST_WITH_ONE_OUT_OF_USE = 7
"""Base rows below this number are all in their first state (`population.py`)."""


def some_out_of_use(things: Things) -> bool:
    """Whether one of the base rows will not be in its first state, so that a requirement on it can trip."""
    return len(things.rows) >= FEWEST_WITH_ONE_OUT_OF_USE


def first_move(entity: Entity, state: str) -> str:
    """Where a row goes first from a state: an unpaid bill becomes paid."""
    assert entity.status is not None, f"{entity.role} has no states"
    return next(later for earlier, later in entity.status.moves if earlier == state)


def good_end(entity: Entity) -> str:
    """The state in which a row has come to its good end: where the first path of its flow leads."""
    assert entity.status is not None, f"{entity.role} has no states"
    value, seen = entity.status.values[0], {""}
    while value not in seen:
        seen.add(value)
        value = next((later for earlier, later in entity.status.moves if earlier == value), value)
    return value
