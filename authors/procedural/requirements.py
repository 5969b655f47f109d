"""Requirements: what people want to do at such a place, before there are tables or data.

In:  a built `World`.
Out: `Task` records whose instructions name kinds of things, not yet particular ones.
"""

from authors.procedural.language import a, capitalised
from authors.procedural.model import Action
from authors.procedural.world import SLOT, World
from schemas import Difficulty, Task


def requirements_of(world: World, count: int) -> list[Task]:
    """At least `count` requirements where the world has as many: questions first, then everything that is done."""
    asked = [f"Find {entity.noun.plural} and see their details."
             for entity in world.entities.values() if world.searchable(entity)]  # fmt: skip
    done = [f"{capitalised(_in_general(world, action))}." for action in world.actions.values()
            if world.visible(action.audience) and action.phrases]  # fmt: skip
    queries = [("query", text) for text in dict.fromkeys(asked)]
    changes = [("change", text) for text in dict.fromkeys(done)]
    mixed = [*queries[: max(3, count - len(changes))], *changes]
    return [
        Task.model_validate({
            "id": f"r{number:02d}", "kind": kind, "instruction": text, "difficulty": Difficulty(level="easy"),
        })
        for number, (kind, text) in enumerate(mixed, start=1)
    ]  # fmt: skip


def _in_general(world: World, action: Action) -> str:
    """A phrase with kinds of things in the place of particular ones: "book a boat for a number of days"."""
    phrase = action.phrases[0].replace("[", "").replace("]", "")
    params = {param.name: param for param in action.params}

    def kind(name: str) -> str:
        param = params.get(name)
        if param is None:
            return "somebody"
        if param.of:
            entity = world.entities[param.of]
            return entity.noun.plural if param.kind == "lines" else a(entity.noun.singular)
        if param.kind in ("date", "moment"):
            return "a day" if param.kind == "date" else "a day and time"
        if param.kind == "quantity" and param.unit:
            return f"a number of {param.unit.plural}"
        return f"a {param.name.replace('_', ' ')}"

    return SLOT.sub(lambda slot: kind(slot[1]), phrase).replace("'s's", "'s")
