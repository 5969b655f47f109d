"""A removals company: surveyors look at homes, crews move them in steps, and what has no home yet goes into store."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.quotes import Quotes
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

SURVEYORS = Things(
    noun("surveyor"),
    (category("district"), category("specialty")),
    (
        ("Graham Tuttle", "north", "family houses"), ("Adjoa Mensah", "north", "flats without a lift"),
        ("Bastian Kroll", "centre", "offices"), ("Moira Sheehan", "centre", "pianos and antiques"),
        ("Teo Marchetti", "harbour", "moves abroad"), ("Wilma Post", "harbour", "storage"),
        ("Amir Nazari", "south", "family houses"), ("Peggy Lund", "south", "house clearances"),
        ("Craig Boyle", "west", "flats without a lift"),
    ),
)  # fmt: skip

SURVEYS = Things(
    noun("survey"),
    (category("area", label="kind of survey"), quantity("minutes", 15, 120, "duration", "minutes", most="longest",
                                                        least="shortest", step=15),
     price("price_cents", label="price")),
    (
        ("Video Walk-Through", "quick", 30, 1500), ("One-Room Survey", "quick", 15, 1900),
        ("Flat Survey", "home", 45, 3500), ("House Survey", "home", 75, 4900),
        ("Cellar and Loft Survey", "home", 60, 3900),
        ("Office Survey", "office", 90, 8900), ("Workshop Survey", "office", 120, 9900),
        ("Piano Survey", "special", 30, 2900), ("Art and Antiques Survey", "special", 90, 7900),
        ("Moving Abroad Survey", "special", 120, 9500),
        ("Storage Survey", "storage", 30, 2400), ("Clearance Survey", "home", 60, 3200),
    ),
)  # fmt: skip

BOXES = Things(
    noun("packing item"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Book Box", "boxes", 350), ("Moving Box", "boxes", 420), ("Wardrobe Box", "boxes", 1490),
        ("Picture Box", "boxes", 1190), ("Bottle Box", "boxes", 690), ("Bubble Wrap Roll", "wrapping", 1290),
        ("Tissue Paper Pack", "wrapping", 890), ("Mattress Bag", "covers", 990), ("Sofa Cover", "covers", 1490),
        ("Parcel Tape Pack", "tape", 750), ("Tape Gun", "tape", 1390), ("Marker Pen", "small things", 250),
        ("Furniture Glider Set", "small things", 690), ("Moving Blanket", "covers", 1790),
    ),
)  # fmt: skip

UNITS = Things(
    noun("storage unit"),
    (category("location"), quantity("volume_m3", 3, 60, "volume", "cubic metres", most="largest", least="smallest",
                                    at_least="of at least {value} cubic metres"),
     price("day_rate_cents", label="daily rate")),
    (
        ("A1", "Dock Warehouse", 3, 250), ("A2", "Dock Warehouse", 3, 250), ("A3", "Dock Warehouse", 6, 450),
        ("A4", "Dock Warehouse", 6, 450), ("B1", "Dock Warehouse", 12, 790), ("B2", "Dock Warehouse", 12, 790),
        ("C1", "Old Malthouse", 20, 1200), ("C2", "Old Malthouse", 20, 1200), ("C3", "Old Malthouse", 30, 1700),
        ("D1", "Old Malthouse", 45, 2400), ("D2", "Old Malthouse", 60, 3000), ("E1", "Piano House", 8, 900),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="removals",
    category="Moving",
    about="a removals company",
    words="removals moving removal households crews vans boxes furniture survey volume move piano movers quote "
    "storage stores relocation",
    organisations=("Tuttle and Daughters Removals", "Careful Hands", "Two Vans and a Piano", "Kingsbridge Removals",
                   "The Blue Blanket Movers", "Dock Road Removals"),
    persona="staff",
    people=People(party=noun("customer"), roles=("move planner", "crew leader", "driver", "warehouse keeper"),
                  extras=(quantity("rooms", 1, 9, "number of rooms", most="largest", least="smallest"),
                          category("floor", ("ground floor", "first floor", "second floor", "fourth floor",
                                             "sixth floor"), "floor"))),
    always=(
        Appointments(provider=SURVEYORS, service=SURVEYS, appointment=noun("appointment"), verb=verb("book"),
                     busy=1.8),
        Projects(project=noun("move"), kinds=(
            ("small flat", ("packing", "loading", "driving", "unloading")),
            ("family house", ("packing", "dismantling", "loading", "driving", "unloading", "assembling")),
            ("office", ("labelling", "cabling", "loading", "unloading", "assembling")),
            ("piano", ("stair protection", "loading", "driving", "unloading")),
            ("overseas", ("crating", "customs papers", "loading", "port handover")),
            ("one-room", ("packing", "loading", "unloading")), ("student", ("loading", "driving", "unloading"))),
            rate_cents=9800),
        Billing(charge=noun("moving bill"), methods=("card", "bank_transfer", "cash")),
    ),
    never=(Inspections, LostProperty, Qualifications, Vouchers),
    rules=(
        Rule(
            says='From the fourth floor up a quick survey is not enough.',
            made='appointment',
            holds="{service.area} <> 'quick' OR {party.floor} NOT IN ('fourth floor', 'sixth floor')",
            refusal='From the fourth floor up a quick survey is not enough.',
            asked='if that survey is enough for {whose} floor',
        ),
    ),
    sometimes=(
        Sometimes(0.35, Quotes()),
        Sometimes(0.5, Bookings(thing=UNITS, booking=noun("rental"), verb=verb("rent out"), unit=noun("day"),
                                longest=14, busy=0.8)),
        Sometimes(0.5, Orders(item=BOXES, order=noun("order"), verb=verb("order"))),
        Sometimes(0.5, Approvals(request=noun("damage claim"), reasons=(
            ("china", ("Eleven of twelve plates of my grandmother's service are in pieces.",
                       "The soup tureen came out of the box without its lid.")),
            ("furniture", ("There is a dent in the wardrobe as long as my hand.",
                           "The leg of the table was snapped and glued.")),
            ("walls", ("The stairwell has a black stripe from the piano.", "The new flat has a hole beside the door.")),
            ("lost box", ("Box fourteen never arrived, with all of our papers.",
                          "The bag with the screws for the cot is missing.")),
        ), limit_cents=40000, refusals=("packed_by_owner", "reported_too_late", "not_on_the_list", "claimed_twice"))),
        Sometimes(0.45, Documents(document=noun("document"),
                                  kinds=("contract", "inventory", "parking permit", "insurance note"),
                                  titles=("Contract for a Flat", "Contract for a House", "Inventory of the Loft",
                                          "Inventory for the Store", "Permit for Two Vans", "Permit on a Bus Lane",
                                          "Insurance of a Piano", "Insurance of Paintings"))),
        Sometimes(0.4, Tickets(of="project", ticket=noun("complaint"), options={"about": "a row"}, topics=(
            ("late crew", ("The crew came at eleven, and the keys were due at noon.", "Nobody came at all on Friday.")),
            ("parking", ("The bay was not closed off and the van stood two streets away.",
                         "We got a fine for your van.")),
            ("rough handling", ("The mattress was dragged over the wet pavement.",
                                "The boxes marked fragile were at the bottom.")),
            ("bill", ("The bill has four men, and there were three.",
                      "The quote said one van, and I am charged for two.")),
        ), resolutions=(
            "An apology was made, and a part of the bill was paid back.",
            "An apology was made, and the costs were paid by us.",
            "The crew was spoken to and has apologised.",
            "The bill was checked against the quote and corrected.",
        ))),
        Sometimes(0.35, Stock(supplier_names=("Carton Works", "Wrap and Roll", "Dock Road Packaging", "Northern Board"),
                              delivery=noun("delivery", "deliveries"))),
        Sometimes(0.3, Messages(topics=(
            ("Date of the keys", ("The seller keeps the keys two days longer. What now?",
                                  "Can the crew start at six, before the street fills up?")),
            ("Things you will not move", ("Do you take plants and a fish tank?",
                                          "There is half a canister of petrol in the shed.")),
            ("Packing ourselves", ("How many boxes does a flat with four rooms need?",
                                   "We would pack the books, and you the kitchen.")),
            ("Lift", ("The new house has a lift for three. Is that enough?",
                      "The sofa came in through the window. How does it get out?")),
        ))),
        Sometimes(0.3, Maintenance(order=noun("work order"), on="in", kinds=(
            ("cleaning", ("Sweep the unit and wipe the shelves.", "Remove the oil stain from the floor.")),
            ("repairs", ("Change the padlock and tag both keys.", "The door drags: adjust the hinge.")),
            ("drying", ("Put up the dryer for three days.", "Seal the crack behind the racking.")),
        ))),
        Sometimes(0.3, Coupons(codes=(("MIDWEEK15", 15), ("FIRSTHOME", 10), ("STUDENTVAN", 12), ("RETURNLOAD", 20),
                                      ("BOXBACK5", 5)))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("sale fell through", "The sale of {party}'s house has fallen through.", ("cancel", "cancel?", "pay?"),
                  asks=("owed", "last")),
        Situation("keys come later", "{party} gets the keys a week later than planned.", ("move", "book?", "buy?"),
                  asks=("last", "owed")),
        Situation("more than expected", "{party} has more to move than expected.", ("book", "buy?", "start?"),
                  asks=("last", "owed")),
    ),
    leads=(
        "I am planning next week's vans.", "I am going through this morning's calls.",
    ),
)  # fmt: skip
