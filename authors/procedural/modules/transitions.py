"""The plainest of actions: a row moves from one state to another, and perhaps a column or two with it.

In:  an entity with states, where it moves from and to, how that is said.
Out: an action, declared on the world.
Never here: anything that creates rows.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from authors.procedural.model import Action, Entity, Param, Statement, Told
from authors.procedural.world import Audience, World


def transition(
    world: World, entity: Entity, name: str, description: str, was: Sequence[str], becomes: str,
    phrases: Sequence[str], *, intents: Sequence[str] = (), audience: Audience = "both", rate: float = 0.2,
    weight: float = 0.8, params: Sequence[Param] = (), sets: Mapping[str, str] | None = None,
    before: Sequence[Statement] = (), after: Sequence[Statement] = (), told: Sequence[Told] = (), when: str = "",
    together: bool = False, **more: Any,
) -> Action:  # fmt: skip
    """Declare it. `when` narrows which rows are plausible; `together` lets it be done to all of somebody's rows.

    `{row}` in phrases stands for the row; `before` are further requirements, `after` further effects.
    """
    assert entity.status is not None
    listed = ", ".join(f"'{each}'" for each in was)
    narrowed = f" AND {when}" if when else ""
    row = world.row_param(entity, f"{entity.status.name} IN ({listed}){narrowed}", audience=audience)
    if together:
        more.update(each=entity.key, each_state=was[0])
    return world.act(Action(
        name, description, params=(row, *params),
        steps=(*world.found(entity, audience=audience), world.in_state(entity, *was), *before,
               world.update(entity, **{entity.status.name: f"'{becomes}'"}, **(sets or {})), *after),
        returns=world.row_of(entity),
        phrases=tuple(phrase.replace("{row}", f"{{{entity.key}}}") for phrase in phrases),
        entity=entity.role, intents=frozenset(intents), audience=audience, rate=rate, weight=weight, told=tuple(told),
        **more,
    ))  # fmt: skip
