"""What holds in any business, whatever its modules are: what is past is past, and what ends has begun.

In:  a world that its modules have built.
Out: more invariants on it.
Never here: what one module promises; it declares that itself.
"""

from authors.procedural.model import Entity
from authors.procedural.world import World

PAST = frozenset(
    {"begun_on", "billed_on", "borrowed_on", "decided_on", "entered_on", "filed_on", "given_on", "granted_on"}
    | {"issued_on", "joined_on", "latest_at", "moved_on", "opened_on", "ordered_on", "paid_on", "placed_on"}
    | {"received_on", "redeemed_on", "returned_on", "sent_at", "signed_on", "submitted_on", "taken_on", "worked_on"}
    | {"written_at", "written_on"}
)
"""Columns that say when something happened: never later than now."""
IN_TURN = (
    ("start_on", "end_on"), ("starts_at", "ends_at"), ("started_on", "ended_on"), ("begun_on", "latest_at"),
    ("borrowed_on", "due_on"), ("ordered_on", "due_on"), ("ordered_on", "wanted_on"), ("ordered_on", "expected_on"),
    ("submitted_on", "decided_on"), ("issued_on", "valid_until"), ("granted_on", "valid_until"),
)  # fmt: skip
"""Columns of one row of which the second is never earlier."""


def agree_on_time(world: World) -> None:
    """Declare the order of time for every entity that has columns of these names."""
    for entity in world.entities.values():
        names = {each.name for each in entity.of_meaning("date")}
        clauses = [f"date({name}) > date(now())" for name in sorted(names & PAST)]
        clauses += [f"{later} < {earlier}" for earlier, later in IN_TURN if {earlier, later} <= names]
        if clauses:
            _declare(world, entity, " OR ".join(f"({clause})" for clause in clauses))


def _declare(world: World, entity: Entity, broken: str) -> None:
    world.invariants[f"the dates of {entity.noun.plural} come in their order"] = (
        f"SELECT id FROM {entity.table} WHERE {broken}"
    )
