"""A property manager: tenants report repairs, hire the guest flat and the common rooms, and sign their papers."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

SHARED_SPACES = Things(
    noun("shared space"),
    (category("building"), category("kind", label="kind of space"),
     quantity("holds", 1, 60, "number of people it holds", at_least="that holds at least {value}"),
     price("day_rate_cents", label="daily fee")),
    (
        ("Guest Flat East", "Linden House", "guest flat", 2, 4500),
        ("Guest Flat West", "Linden House", "guest flat", 4, 6200),
        ("Garden Flat", "Mill Court", "guest flat", 3, 5200),
        ("Party Room", "Linden House", "common room", 40, 8500),
        ("Piano Room", "Linden House", "common room", 12, 2500),
        ("Roof Garden", "Mill Court", "garden", 30, 6000),
        ("Lower Garden", "Quayside", "garden", 20, 3500),
        ("Laundry Loft", "Mill Court", "drying room", 4, 800),
        ("Bike Workshop", "Quayside", "workshop", 5, 1200),
        ("Wood Shop", "Mill Court", "workshop", 6, 1800),
        ("Home Cinema", "Quayside", "common room", 16, 5500),
        ("Big Kitchen", "Quayside", "common room", 24, 7000),
        ("Sauna", "Quayside", "sauna", 8, 4000),
    ),
)  # fmt: skip

PARKING = Things(
    noun("parking bay"),
    (category("building"), category("kind", label="kind of bay"), price("day_rate_cents", label="daily fee")),
    (
        ("L1", "Linden House", "covered bay", 1200),
        ("L2", "Linden House", "covered bay", 1200),
        ("L3", "Linden House", "open bay", 700),
        ("L4", "Linden House", "charging bay", 1600),
        ("M1", "Mill Court", "open bay", 650),
        ("M2", "Mill Court", "open bay", 650),
        ("M3", "Mill Court", "van bay", 1500),
        ("Q1", "Quayside", "covered bay", 1400),
        ("Q2", "Quayside", "charging bay", 1800),
        ("Q3", "Quayside", "charging bay", 1800),
        ("Q4", "Quayside", "motorbike bay", 400),
        ("Q5", "Quayside", "van bay", 1700),
    ),
)

KEYS = Things(
    noun("key"),
    (category("building"), category("kind", label="kind of key")),
    (
        ("Linden Front Door Key", "Linden House", "front door key"),
        ("Linden Cellar Key", "Linden House", "cellar key"),
        ("Linden Roof Hatch Key", "Linden House", "service key"),
        ("Linden Meter Room Key", "Linden House", "service key"),
        ("Mill Front Door Key", "Mill Court", "front door key"),
        ("Mill Bin Store Key", "Mill Court", "service key"),
        ("Mill Bicycle Shed Key", "Mill Court", "shed key"),
        ("Mill Letterbox Key", "Mill Court", "letterbox key"),
        ("Quayside Gate Fob", "Quayside", "gate fob"),
        ("Quayside Lift Key", "Quayside", "service key"),
        ("Quayside Boat Shed Key", "Quayside", "shed key"),
        ("Quayside Letterbox Key", "Quayside", "letterbox key"),
    ),
)

PACKAGES = Things(
    noun("service package"),
    (price("price_cents", label="monthly fee"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (
        ("Parcel Shelf", 400, 0),
        ("Handyman", 1500, 8),
        ("Green Balcony", 1900, 5),
        ("Away from Home", 2400, 12),
        ("Full Care", 4900, 20),
    ),
)

EVENTS = Things(
    noun("house event"),
    (category("building"), quantity("capacity", 10, 70, "number of places", most="largest", least="smallest")),
    (
        ("Linden Tenants' Meeting", "Linden House", 60),
        ("Mill Court Tenants' Meeting", "Mill Court", 45),
        ("Quayside Tenants' Meeting", "Quayside", 70),
        ("Courtyard Flea Market", "Linden House", 40),
        ("Summer Barbecue", "Quayside", 65),
        ("Planting Day", "Mill Court", 20),
        ("Bicycle Check", "Quayside", 16),
        ("Fire Drill and Cake", "Linden House", 50),
        ("Waste Sorting Evening", "Mill Court", 18),
        ("Film Night", "Quayside", 14),
        ("New Neighbours' Breakfast", "Linden House", 24),
    ),
)

DOMAIN = Domain(
    name="property_manager",
    category="Home",
    about="a property manager",
    words="property manager tenants tenant landlord apartments flats rent repairs building buildings lease housing "
    "letting units",
    organisations=(
        "Keystone Lettings", "Harrow & Vine Property", "Quayside Homes", "Lamppost Property Management",
        "Hearth and Hall", "Three Storeys Management",
    ),
    persona="staff",
    people=People(
        party=noun("tenant"), roles=("property manager", "caretaker", "lettings agent", "accounts clerk"),
        extras=(category("lives_in", ("Linden House", "Mill Court", "Quayside"), "building"),),
    ),
    always=(
        Tickets(of="booking",
            ticket=noun("repair request"),
            options={"about": "nothing"},
            topics=(
                ("plumbing", ("The kitchen tap drips all night.",
                              "There is a wet patch spreading on the bathroom ceiling.",
                              "The drain of the shower takes ten minutes to empty.")),
                ("heating", ("The radiator in the bedroom stays cold.",
                             "The boiler shows a red light and we have no hot water.")),
                ("electrics", ("The fuse trips whenever I use the oven.",
                               "The light on the stairs has been out for a week.")),
                ("lift", ("The lift stops between the second and the third floor.",
                          "The lift door closes on my pushchair.")),
                ("doors and windows", ("The front door does not lock unless you lift it.",
                                       "The wind comes through the balcony door.")),
                ("noise", ("The pipes knock all night.",
                           "The ventilation hums so loudly that we cannot sleep.")),
                ("pests", ("There are mouse droppings behind the cooker.", "Wasps have built a nest under the eaves.")),
            ),
            resolutions=(
                "The plumber has been, and it was dry when we looked again.",
                "The heating engineer has been, and it is warm again.",
                "The electrician has been and replaced what was faulty.",
                "The lift engineer has been, and it runs without a hitch.",
                "The joiner has been, and it closes as it should.",
                "The cause was found in the cellar, and it is quiet again.",
                "The pest controller has been, and there are no new signs.",
            ),
        ),
        Bookings(thing=SHARED_SPACES, booking=noun("booking"), verb=verb("book"), unit=noun("day"), longest=3,
                 busy=1.2),
        Billing(charge=noun("invoice"), methods=("direct_debit", "bank_transfer", "card")),
    ),
    never=(Coupons, LostProperty, Qualifications, Vouchers),
    rules=(
        Rule(
            says='Shared spaces are for the tenants of their own building.',
            made='booking',
            holds='{thing.building} = {party.lives_in}',
            refusal='The space is in another building than the one that the tenant lives in.',
            asked='if it is in {whose} building',
        ),
    ),
    sometimes=(
        Sometimes(0.5, Documents(
            document=noun("document"),
            kinds=("lease", "handover protocol", "subletting consent", "house rules agreement"),
            titles=("Two-Room Lease", "Three-Room Lease", "Lease Addendum on Pets", "Handover on Moving In",
                    "Handover on Moving Out", "Consent to a Flatmate", "Consent to a Summer Sublet",
                    "House Rules of Linden House", "House Rules of Quayside"),
        )),
        Sometimes(0.5, Maintenance(order=noun("work order"), on="in", kinds=(
            ("painting", ("Paint it and touch up the frames.", "Cover the marks and scratches.")),
            ("plumbing", ("Find the leak and mend it.", "Clear the drain before the weekend.")),
            ("cleaning", ("Deep clean before it is used again.", "Wash everything down, windows included.")),
            ("electrics", ("Change the failing lamp and test all sockets.",
                           "Find out why the fuse trips.")),
            ("safety checks", ("Yearly check of fire extinguisher and exits.", "Check that nothing is loose or broken.")),
        ))),
        Sometimes(0.4, Bookings(thing=PARKING, booking=noun("reservation"), verb=verb("reserve"), of="for", unit=noun("day"),
                                longest=7, busy=1.0, suffix="parking")),
        Sometimes(0.4, Assessments(
            form=noun("flat inspection"),
            rubric=(("walls and ceilings", 20), ("kitchen", 20), ("bathroom", 20), ("floors", 15),
                    ("windows and doors", 15), ("smoke alarms", 10)),
        )),
        Sometimes(0.35, Loans(title=KEYS, loan=noun("loan"), hold=noun("hold"), limit=3,
                              days=7, fee_cents=300)),
        Sometimes(0.35, Approvals(
            request=noun("improvement request"),
            reasons=(
                ("kitchen", ("I would like a dishwasher where the old cupboard is.",
                             "The worktop has swollen and I would share the cost of a new one.")),
                ("bathroom", ("A walk-in shower would let my mother stay here.",
                              "The tiles behind the basin come off by the row.")),
                ("floor", ("The carpet is older than I am and I am allergic to it.",
                           "I would sand and oil the boards myself if you pay the machine.")),
                ("balcony", ("I would like an awning against the afternoon sun.",
                             "The balcony needs a net because of the cat.")),
            ),
            limit_cents=80000, refusals=("not_permitted", "too_expensive", "too_late_in_the_lease", "requested_twice"),
        )),
        Sometimes(0.35, Messages(topics=(
            ("Giving notice", (
                "I have found a job elsewhere. Until when must I give notice?",
                "Could a friend take over my lease from June?",
            )),
            ("A pet", (
                "We would like to keep an old, quiet cat. Do you agree?",
                "My neighbour's dog barks from eight to six. Is that allowed?",
            )),
            ("Name on the door", (
                "My partner has moved in. Please add her name to the bell.",
                "The letterbox still shows the previous tenant.",
            )),
            ("Heating bill", (
                "My heating bill has doubled although I was away in winter.",
                "When will the meters be read?",
            )),
        ))),
        Sometimes(0.3, Waitlist(entry=noun("waiting-list entry"))),
        Sometimes(0.3, Events(event=EVENTS, rsvp=noun("sign-up"),
                              venue_names=("Courtyard", "Party Room", "Roof Garden", "Big Kitchen"))),
        Sometimes(0.25, Memberships(plan=PACKAGES, membership=noun("service contract"))),
    ),
    months=(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    situations=(
        Situation("moving out", "{party} has given notice and moves out at the end of the month.",
                  ("cancel*", "pay*?", "return*?"), asks=("owed",)),
        Situation("guests", "{party} is on the phone and wants to make a booking.", ("book", "book?", "pay?"),
                  asks=("last", "owed")),
        Situation("not happy", "{party} rang about something that is not right.", ("complain", "pay?"), asks=("last",
                                                                                                        "owed")),
    ),
    leads=(
        "The caretaker has left me a list.",
        "I am going through this morning's messages.",
    ),
)  # fmt: skip
