"""A courier: senders book shipments, drivers take them round, and claims come in when one is lost."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.shifts import Shifts
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import never_on

PARCELS = Things(
    noun("parcel type"),
    (category("category"), quantity("max_weight_g", 250, 30000, "weight limit", "grams", most="heaviest",
                                    least="lightest", at_least="that may weigh at least {value} g"),
     category("speed"), price("price_cents", label="price")),
    (
        ("City Letter", "documents", 250, "same day", 690),
        ("Document Flyer A4", "documents", 1000, "next day", 540),
        ("Signed-For Envelope", "documents", 500, "next day", 890),
        ("Court Papers Pouch", "documents", 2000, "same day", 1650),
        ("Small Box", "boxes", 2000, "two days", 620),
        ("Shoe Box", "boxes", 5000, "two days", 840),
        ("Medium Box", "boxes", 10000, "two days", 1190),
        ("Large Box", "boxes", 20000, "two days", 1680),
        ("Tea Chest", "boxes", 30000, "two days", 2350),
        ("Poster Tube", "odd shapes", 3000, "next day", 980),
        ("Ski Sleeve", "odd shapes", 15000, "next day", 2600),
        ("Bicycle Carton", "odd shapes", 25000, "two days", 3900),
        ("Three-Bottle Carton", "fragile", 5500, "next day", 1450),
        ("China Crate", "fragile", 12000, "next day", 2850),
        ("Cool Box", "chilled", 8000, "same day", 2400),
        ("Lab Sample Carrier", "chilled", 2500, "same day", 3200),
    ),
)  # fmt: skip

VANS = Things(
    noun("van"),
    (category("body", label="body type"), quantity("load_kg", 300, 1600, "payload", "kilograms",
                                                   at_least="that carries at least {value} kg"),
     price("day_rate_cents", label="daily rate with driver")),
    (
        ("Dachshund", "micro van", 300, 19000),
        ("Corgi", "micro van", 350, 21000),
        ("Spaniel", "small van", 420, 23000),
        ("Terrier", "small van", 500, 26000),
        ("Beagle", "small van", 550, 26500),
        ("Whippet", "small van", 480, 25500),
        ("Setter", "panel van", 900, 33000),
        ("Collie", "panel van", 950, 34000),
        ("Mastiff", "long-wheelbase van", 1300, 41000),
        ("Newfoundland", "box van with tail lift", 1600, 49000),
        ("Husky", "refrigerated van", 800, 46000),
        ("Malamute", "refrigerated van", 1100, 52000),
    ),
)  # fmt: skip

ACCOUNTS = Things(
    noun("plan"),
    (price("price_cents", label="monthly fee"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (
        ("Counter", 300, 0),
        ("Market Trader", 1200, 8),
        ("Web Shop", 2900, 15),
        ("Law and Labs", 4900, 18),
        ("Daily Collection", 8900, 25),
    ),
)

DOMAIN = Domain(
    name="courier",
    category="Moving",
    about="a courier",
    words="courier parcel parcels senders sender shipment shipments delivery deliveries packages drivers freight post "
    "consignment",
    organisations=(
        "Quickstep Couriers", "Blue Pigeon Parcels", "Over the River Couriers", "Doorstep Express", "Cobble & Dash",
        "Tandem Freight",
    ),
    persona="staff",
    people=People(
        party=noun("sender"), roles=("dispatcher", "depot manager", "driver", "customer service"),
        extras=(category("trade", ("private", "web shop", "law office", "laboratory", "gallery"), "trade"),),
    ),
    always=(
        Orders(item=PARCELS, order=noun("packaging order"), verb=verb("book")),
        Deliveries(
            delivery=noun("delivery"),
            zones=(("Inner Ring", 400), ("Harbour", 550), ("North Hills", 700), ("Airport", 900),
                   ("Lake Villages", 1300), ("Cross-Border", 2600)),
            windows=("early morning", "late morning", "afternoon", "evening"),
        ),
        Billing(charge=noun("invoice"), methods=("card", "direct_debit", "cash", "bank_transfer")),
    ),
    never=(LostProperty, Qualifications, Vouchers),
    rules=(
        never_on(
            'delivery', 'deliver_on', 0,
            says='Nothing is delivered on Sundays.',
            refusal='No courier drives on Sundays.',
            asked='if a courier drives on that day',
        ),
    ),
    sometimes=(
        Sometimes(0.7, Tickets(
            of="order",
            ticket=noun("claim"),
            topics=(
                ("loss", ("The parcel was sent nine days ago and has not arrived.",
                          "Tracking says delivered, but my customer has nothing.")),
                ("damage", ("Two of the three bottles were broken on arrival.",
                             "The corner of the frame was crushed through the carton.")),
                ("delay", ("The court papers came a day after the hearing.",
                          "The samples stood at the depot overnight and are spoiled.")),
                ("driver", ("The driver threw the box over the gate.",
                            "Nobody rang, and a card was left although we were at home.")),
                ("billing", ("I was billed for a large box and sent a small one.",
                             "The same shipment is on my invoice twice.")),
            ),
            resolutions=(
                "The parcel was found at the depot and delivered.",
                "We paid out the value under the carriage terms.",
                "We have credited the price of the shipment.",
                "The driver has been spoken to and is sorry.",
                "The invoice was corrected.",
            ),
        )),
        Sometimes(0.45, Memberships(plan=ACCOUNTS, membership=noun("business account"))),
        Sometimes(0.45, Stock(supplier_names=("Packwell Supplies", "Carton & Crate", "Northern Packaging",
                                              "Boxwright Trade"), delivery=noun("packaging delivery"))),
        Sometimes(0.45, Bookings(thing=VANS, booking=noun("van charter"), verb=verb("charter"), unit=noun("day"),
                                 longest=4, busy=0.8)),
        Sometimes(0.4, Maintenance(order=noun("garage job"), kinds=(
            ("new tyres", ("Front tyre down to two millimetres.",
                       "The rear left tyre loses air overnight.")),
            ("servicing", ("Yearly roadworthiness test is due.", "Change the oil before the long run.")),
            ("new brake pads", ("The brakes squeal on every slope.", "The brake pads are down to two millimetres.")),
            ("new lights", ("The left indicator blinks too fast.", "Replace the cracked headlight.")),
        ))),
        Sometimes(0.4, Approvals(
            request=noun("compensation request"),
            reasons=(
                ("lost parcel", ("A watch worth more than the standard cover was lost.",
                                 "The web shop has already sent a replacement to its customer.")),
                ("breakage", ("The glass of a framed print broke in our van.",
                              "The wine was packed as our guide says and broke all the same.")),
                ("missed deadline", ("The tender arrived two hours after it closed.",
                                     "The samples have to be taken again at the sender's cost.")),
                ("double charge", ("The account was debited twice in one week.",
                                   "The fuel supplement was added to a flat-rate job.")),
            ),
            limit_cents=20000, refusals=("unproven", "packed_badly", "reported_too_late", "claimed_twice"),
        )),
        Sometimes(0.25, Messages(topics=(
            ("Collection times", ("How late can your driver still collect from us?", "Could you come twice a day in December?")),
            ("Packing", ("How should I pack two glass lamps?", "Do you sell boxes for bottles?")),
            ("Sending abroad", ("Which papers do you need for a parcel to Norway?", "May I send seeds across the border?")),
            ("Insurance", ("What is a parcel insured for?", "Can I insure a painting for its full value?")),
        ))),
        Sometimes(0.35, Documents(
            document=noun("document"),
            kinds=("customs declaration", "proof of delivery", "carriage contract", "dangerous goods note"),
            titles=("Customs Form for Wine Samples", "Customs Form for a Painting", "Proof for Court Papers",
                    "Proof for a Laboratory", "Contract for Daily Collection", "Contract for Night Runs",
                    "Goods Note for Dry Ice", "Goods Note for Lithium Batteries"),
        )),
        Sometimes(0.3, Coupons(codes=(("FIRSTDROP", 15), ("WEBSHOP10", 10), ("BACKHAUL", 20), ("GREENMILE", 8),
                                      ("PARCEL5", 5)))),
        Sometimes(0.3, Inspections(subjects=(
            ("safety", ("A rear light is out.", "The first-aid kit is missing.")),
            ("damage", ("There is a fresh dent at the back.", "One mirror is cracked.")),
            ("tyre wear", ("One tyre is nearly bald.", "The tyres are worn on one side.")),
        ))),
        Sometimes(0.35, Shifts(posts=("dispatch desk", "loading bay", "front desk"))),
    ),
    months=(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    situations=(
        Situation("big mailing", "{party} has something to send.", ("buy", "deliver?", "pay*?"),
                  asks=("last", "owed")),
        Situation("not ready yet", "{party} will not have the shipment packed in time.", ("move", "amend?"),
                  asks=("last",)),
        Situation("stall closed", "{party} is closing for a few weeks.", ("cancel*", "pause?", "pay*?"),
                  asks=("owed",)),
    ),
    leads=(
        "I am on dispatch this morning.",
        "The first vans leave in an hour.",
        "The depot is full to the roof today.",
        "I have a sender on the other line.",
        "I want the board to be right before the next run.",
    ),
)  # fmt: skip
