"""Modules that any place may have beside its trade: they speak of no particular line of business.

In:  who user 1 is.
Out: `Sometimes` entries, to be drawn with those of the domain.
Never here: what belongs to one trade; that stands in its domain.
"""

from functools import cache

from authors.procedural.domain import Sometimes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.shifts import Shifts
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.world import Persona


@cache
def anywhere(persona: Persona) -> tuple[Sometimes, ...]:
    """What a place may have in this persona."""
    both = (
        Sometimes(0.3, LostProperty()),
        Sometimes(0.35, Vouchers()),
        Sometimes(0.3, Qualifications()),
        Sometimes(0.2, Coupons()),
        Sometimes(0.2, Messages()),
        Sometimes(0.2, Tickets()),
        Sometimes(0.3, Inspections()),
    )
    return both if persona == "customer" else (*both, Sometimes(0.35, Shifts()))
