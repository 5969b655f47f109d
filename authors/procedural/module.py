"""What a module is: a fragment of a business (its entities and actions) that knows no other module.

In:  a vocabulary (the dataclass fields of a module, set by a domain) and options (drawn from a seed).
Out: entities, actions, reports, situations and invariants, declared on a `World`.
Never here: rows, sentences, or the name of any other module.

Modules meet through capabilities of entities (`offers`), questions and events. The words in use:

    capability   bookable, chargeable, sellable, reviewable, stocked, securable, returnable …  an entity offers it
    question     may_act(party)            requirements on the person, before anything new is started for them
                 free(resource, start, end)  requirements on a thing for a span of time, by the thing's role
                 in_order(thing)  requirements on a thing before it is handed out, by the thing's role
                 held(thing, start, end)     requirements that nobody holds a thing then, by the thing's role
                 may_use(resource, party)    requirements on a person and a thing together
                 may_work(who, start, end)  requirements on somebody of the staff for a span of days
                 may_hand_over(entity, id)   requirements before a row is handed over to whom it belongs
                 discount(party)             one Read bound to `discount` with the column `percent`
    event        charged(party, amount, entity, id)    money became due for a row
                 voided(entity, id)                    that row's charge lapses
                 finished(entity, id, party)           a row came to its good end
                 bought(party, amount, entity, id)     something was paid for or ordered: loyalty listens
                 taken(entity, item, quantity, rows), returned(…)   units left or came back, one movement for each row
                                                       of the FROM clause `rows`: stock listens
                 delivered(entity, id, party)          a row was brought to whom it belongs
                 repaired(entity, id)                  work on a thing was done
                 credited(party, amount)               somebody gets money back as credit: vouchers listen

All values that travel in questions and events are SQL expressions (":member_id", "new.total_cents").
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

if TYPE_CHECKING:
    from authors.procedural.world import World


@dataclass(frozen=True, kw_only=True)
class Module:
    """Base of all modules. The methods are called in this order, each for all modules before the next one."""

    OPTIONS: ClassVar[Mapping[str, tuple[Any, ...]]] = {}
    """Structural choices: name to possible values, of which a seed draws one (repeat a value to make it likelier)."""

    NEEDS: ClassVar[tuple[str, ...]] = ()
    """Capabilities of which some entity must offer each; where one is missing, the module is left out."""

    options: Mapping[str, Any] = field(default_factory=dict)
    """Choices that a domain or a sentence made; the others are drawn."""
    suffix: str = ""
    """Tells two uses of one module apart in the roles of their entities: "slip" gives the role "booking.slip"."""

    def drawn(self, rng: random.Random) -> Self:
        """This module with every option decided: one draw an option, so that choices stay independent."""
        decided = {name: rng.choice(values) for name, values in sorted(self.OPTIONS.items())}
        return replace(self, options={**decided, **self.options})

    def role(self, base: str) -> str:
        """The role of one of its entities in this use."""
        return f"{base}.{self.suffix}" if self.suffix else base

    def declare(self, world: "World") -> None:
        """Add entities. Other modules' entities may not exist yet."""

    def connect(self, world: "World") -> None:
        """Add references to what others declared, and listen to their questions and events."""

    def build(self, world: "World") -> None:
        """Add actions, reports, situations and invariants; every entity and listener is known."""
