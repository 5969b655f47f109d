"""Modules in words that fit any line of business, for what a text asks for and its domain does not have.

In:  a module's class, and what the text says about it.
Out: the module, or None where it makes no sense without a noun that the text does not give.
Never here: domains.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from authors.procedural.language import Noun, noun, singularise, verb
from authors.procedural.model import Things, category, price, quantity
from authors.procedural.module import Module
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.reading.frames import Want
from authors.procedural.reading.packs import (
    boarding_places,
    head_of,
    hired_things,
    lent_things,
    sold_things,
    taught_things,
)
from authors.procedural.reading.plain_rows import (
    CLAIMS,
    EVENTS,
    FUNDS,
    REWARDS,
    RUBRIC,
    SPECIALTIES,
    TEACHERS,
    VISITS,
    WORK,
    ZONES,
)
from authors.procedural.reading.vocabulary import BY_NIGHT

HELD_AS = {
    "rent": ("rental", "rent"), "hire": ("hire", "hire"), "charter": ("charter", "charter"),
    "lease": ("lease", "lease"), "board": ("stay", "book"), "kennel": ("stay", "book"), "stable": ("stay", "book"),
}  # fmt: skip
"""How it is called to hold a thing, and how it is done, by the verb of the text."""


def plain_module(want: Want) -> Module | None:
    """A module of the wanted class in plain words."""
    if want.module in _OF_A_NOUN:
        return _OF_A_NOUN[want.module](want) if want.noun else None
    return _PLAIN[want.module]() if want.module in _PLAIN else None


def with_noun(module: Module, want: Want) -> Module:
    """A domain's module about what the text names: the noun and its rows change, the rest is the domain's."""
    made = plain_module(want)
    if made is None or type(made) is not type(module):
        return module
    made = replace(made, options=module.options, suffix=module.suffix)
    if isinstance(module, Classes) and isinstance(made, Classes):
        return replace(
            made, teacher_names=module.teacher_names, session=module.session, enrolment=module.enrolment
        )  # fmt: skip
    return made


# ---- modules about a noun ----------------------------------------------------------------------------------------


def _bookings(want: Want) -> Module:
    assert want.noun is not None
    base = _lemma(want.verb)
    held, done = HELD_AS.get(base, ("reservation", "reserve"))
    night = want.role == "cared for" or head_of(want.noun) in BY_NIGHT
    unit = noun("night") if night else noun("day")
    things = boarding_places(want.noun) if want.role == "cared for" else hired_things(want.noun, unit.singular)
    return Bookings(thing=things, booking=noun(held), verb=verb(done), unit=unit, longest=10 if night else 5)


def _orders(want: Want) -> Module:
    assert want.noun is not None
    return Orders(item=sold_things(want.noun), order=noun("order"), verb=verb("order"))


def _loans(want: Want) -> Module:
    assert want.noun is not None
    return Loans(title=lent_things(want.noun), limit=4, days=14, fee_cents=50)


def _classes(want: Want) -> Module:
    assert want.noun is not None
    head = head_of(want.noun)
    if head in ("class", "course", "lesson", "training", "workshop"):
        subject = want.noun.singular.rpartition(" ")[0]
        about = Noun(subject, subject) if subject else Noun("the basics", "the basics")
    else:
        about = want.noun
    return Classes(course=taught_things(about), session=noun("class"), teacher_names=TEACHERS)


def _lemma(word: str) -> str:
    """The base of a verb that the frames know: "rents", "renting" give "rent"."""
    for base in HELD_AS:
        stem = base.removesuffix("e")
        if word in (base, base + "s", stem + "ing"):
            return base
    return singularise(word)


# ---- modules that need no noun -----------------------------------------------------------------------------------


def _appointments() -> Module:
    advisers = Things(noun("adviser"), (category("specialty"),), tuple(zip(TEACHERS, SPECIALTIES, strict=True)))
    services = Things(
        noun("kind of visit", "kinds of visit"),
        (category("purpose"), quantity("minutes", 15, 120, "length", "minutes", "longest", "shortest", step=15),
         price("price_cents")),
        VISITS,
    )  # fmt: skip
    return Appointments(provider=advisers, service=services)


def _events() -> Module:
    fields = (category("kind"), quantity("capacity", 8, 120, "number of places", most="largest", least="smallest"))
    return Events(event=Things(noun("event"), fields, EVENTS), rsvp=noun("sign-up"),
                  venue_names=("the main hall", "the side room", "the courtyard", "the upper floor"))  # fmt: skip


def _memberships() -> Module:
    fields = (price("monthly_cents", label="monthly price"),
              quantity("discount_percent", 0, 25, "discount", "percent", most="most generous"))  # fmt: skip
    return Memberships(plan=Things(noun("plan"), fields, (
        ("Basic", 900, 5), ("Standard", 1900, 10), ("Plus", 3200, 15), ("Premium", 5400, 20))))  # fmt: skip


def _donations() -> Module:
    fields = (category("purpose"), price("goal_cents", label="goal", most="most ambitious", least="most modest"))
    return Donations(fund=Things(noun("fund"), fields, FUNDS), gift=noun("gift"))


def _loyalty() -> Module:
    fields = (quantity("cost_points", 20, 400, "cost", "points", most="dearest", least="cheapest"),)
    return Loyalty(account=noun("loyalty account"), rewards=Things(noun("reward"), fields, REWARDS))


_OF_A_NOUN: Mapping[type[Module], Callable[[Want], Module]] = {
    Bookings: _bookings, Orders: _orders, Loans: _loans, Classes: _classes,
}  # fmt: skip

_PLAIN: Mapping[type[Module], Callable[[], Module]] = {
    Appointments: _appointments,
    Approvals: lambda: Approvals(reasons=CLAIMS, limit_cents=50000),
    Assessments: lambda: Assessments(rubric=RUBRIC),
    Coupons: Coupons,
    Deliveries: lambda: Deliveries(zones=ZONES),
    Documents: Documents,
    Donations: _donations,
    Events: _events,
    Loyalty: _loyalty,
    Maintenance: lambda: Maintenance(kinds=WORK),
    Memberships: _memberships,
    Messages: Messages,
    Reviews: Reviews,
    Stock: lambda: Stock(
        supplier_names=("Hartwell & Co", "Midland Supply", "Bridgewater Wholesale", "Fenwick Trading")
    ),
    Tickets: Tickets,
    Waitlist: Waitlist,
}
