"""Student housing: students rent rooms by the month, report what is broken, sign papers and put up their guests."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import at_most

ROOM_TYPES = Things(
    noun("room type"),
    (category("residence", label="building"), quantity("area_m2", 9, 34, "size", "square metres", most="largest",
                                                       least="smallest",
                                                       at_least="with at least {value} square metres"),
     price("price_cents", label="monthly rent")),
    (
        ("Box Room", "Old Brewery", 9, 31000), ("Attic Room", "Old Brewery", 12, 34500),
        ("Courtyard Room", "Old Brewery", 14, 39500),
        ("Twin Share", "Canal House", 18, 29500), ("Standard Room", "Canal House", 13, 38000),
        ("Water View Room", "Canal House", 15, 44000),
        ("En-Suite Room", "North Court", 16, 49500), ("Quiet Floor Room", "North Court", 15, 46000),
        ("Accessible Room", "North Court", 22, 47500),
        ("Studio Flat", "Tower East", 24, 68000), ("Corner Studio", "Tower East", 28, 74500),
        ("Couple's Flat", "Tower East", 34, 89000),
    ),
)  # fmt: skip

GUEST_ROOMS = Things(
    noun("guest room"),
    (category("residence", label="building"), quantity("sleeps", 1, 4, "number of beds",
                                                       at_least="that sleeps at least {value}"),
     price("night_cents", label="nightly price")),
    (
        ("Hops Room", "Old Brewery", 1, 2200), ("Malt Room", "Old Brewery", 2, 2900), ("Copper Room", "Old Brewery", 2, 2900),
        ("Heron Room", "Canal House", 1, 2400),
        ("Lock Room", "Canal House", 2, 3200), ("Towpath Room", "Canal House", 4, 4600), ("Aspen Room", "North Court", 1, 2600),
        ("Birch Room", "North Court", 2, 3300),
        ("Cedar Room", "North Court", 3, 3900), ("Skyline Room", "Tower East", 2, 4200), ("Lookout Room", "Tower East", 2, 4200),
    ),
)  # fmt: skip

COMMONS = Things(
    noun("common room event"),
    (category("kind", label="kind of event"), quantity("capacity", 8, 90, "number of places", most="largest",
                                                       least="smallest")),
    (
        ("Dinner in the Courtyard", "meal", 80), ("Soup and Deadlines", "meal", 40), ("Dumpling Night", "meal", 24),
        ("Film in the Laundry", "film", 30),
        ("Roof Terrace Cinema", "film", 60), ("Board Game Marathon", "games", 36), ("Table Tennis Cup", "games", 32),
        ("Bike Repair Evening", "workshop", 12),
        ("Rent and Rights", "talk", 50), ("First Tax Return", "talk", 45), ("Silent Study Night", "study", 40),
        ("Furniture Swap", "swap", 90),
        ("Fire Drill Barbecue", "meal", 90),
    ),
)  # fmt: skip

LENDING = Things(
    noun("household item"),
    (category("category"), category("residence", label="building")),
    (
        ("Vacuum Cleaner", "cleaning", "Old Brewery"), ("Steam Mop", "cleaning", "North Court"),
        ("Ironing Set", "cleaning", "Canal House"),
        ("Sewing Machine", "craft", "North Court"), ("Cordless Drill", "tools", "Old Brewery"),
        ("Toolbox", "tools", "Tower East"),
        ("Stepladder", "tools", "Canal House"), ("Raclette Grill", "kitchen", "Canal House"),
        ("Rice Cooker", "kitchen", "Tower East"),
        ("Fondue Pot", "kitchen", "Old Brewery"), ("Projector", "party", "Tower East"),
        ("Speaker", "party", "North Court"),
        ("Hand Truck", "moving", "Old Brewery"), ("Inflatable Mattress", "guests", "Canal House"),
    ),
)  # fmt: skip

FURNITURE = Things(
    noun("furnishing"),
    (category("room"), price("price_cents", label="price")),
    (
        ("Bedding Set", "bedroom", 3900), ("Mattress Topper", "bedroom", 5400), ("Desk Lamp", "bedroom", 1800),
        ("Clothes Rail", "bedroom", 2600),
        ("Kitchen Box", "kitchen", 4900), ("Pan and Lid", "kitchen", 1900), ("Set of Four Plates", "kitchen", 1400),
        ("Kettle", "kitchen", 1700),
        ("Shower Curtain", "bathroom", 1100), ("Towel Set", "bathroom", 2200), ("Network Cable", "study", 700),
        ("Office Chair", "study", 6900),
    ),
)  # fmt: skip

PROPOSALS = Things(
    noun("proposal"),
    (category("topic"), quantity("seconders", 2, 9, "number of seconders", most="best supported",
                                 least="least supported")),
    (
        ("Quiet Hours from Ten", "house rules", 6),
        ("Guests for Up to Five Nights", "house rules", 8),
        ("No Bicycles in the Hall", "house rules", 3),
        ("A Second Tumble Dryer", "laundry", 9),
        ("Cheaper Washing Tokens", "laundry", 7),
        ("A Herb Bed on the Roof", "building", 4),
        ("Bicycle Racks in the Courtyard", "building", 8),
        ("Faster Internet for All", "building", 9),
        ("A Summer Party", "events", 6),
        ("A Furniture Swap Each Term", "events", 5),
        ("A Film Night Each Week", "events", 4),
        ("One Key Fund for Every Floor", "money", 2),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="student_housing",
    category="Stay",
    about="a student housing office",
    words="student residence dormitory housing rooms flats rent tenants contract semester campus deposit "
    "flatmates hall students accommodation",
    organisations=("Canal House Student Living", "Northgate Student Homes", "The Old Brewery Residences", "Campus Keys",
                   "Wexcombe Student Housing", "Five Staircases"),
    persona="customer",
    people=People(party=noun("tenant"), roles=("housing officer", "caretaker", "accounts clerk", "warden"),
                  extras=(category("faculty", ("law", "medicine", "engineering", "arts", "music", "economics"),
                                   "faculty"),)),
    always=(
        Memberships(on="of", plan=ROOM_TYPES, membership=noun("tenancy", "tenancies"), options={"pause": False}),
        Tickets(ticket=noun("repair request"), options={"about": "nothing", "reopen": False, "notes": False}, topics=(
            ("heating", ("The radiator under the window stays cold.",
                         "It is thirty degrees in here and I cannot turn it down.")),
            ("water", ("The shower drips all night.", "The sink in the shared kitchen does not drain.")),
            ("kitchen", ("Two of the four hobs are dead.", "The fridge is warm and everything in it has spoilt.")),
            ("lock", ("My key turns but the door does not open.",
                               "The front door has not locked since Friday.")),
            ("internet", ("The socket in my room has no connection.", "The network drops every evening at nine.")),
            ("mould", ("There is a black patch behind the wardrobe.", "The bathroom ceiling is growing spots.")),
        ), resolutions=("Radiator bled and valve replaced.", "The plumber came, and it is in order again.", "The broken appliance was replaced.",
                        "Lock barrel replaced and two new keys issued.",
                        "The connection was repaired and tested.", "The patch was treated, and the fan runs longer now.")),
        Documents(document=noun("document"), kinds=("tenancy contract", "room inventory", "guarantor letter",
                                                    "study certificate"),
                  titles=("Contract for the Winter Term", "Contract for a Full Year", "Move-In Inventory",
                          "Inventory after Inspection",
                          "Letter from a Parent", "Letter from an Employer", "Certificate for the First Year",
                          "Certificate for an Exchange")),
        Billing(charge=noun("bill"), methods=("card", "bank_transfer", "direct_debit")),
    ),
    never=(Coupons, Qualifications, Vouchers),
    rules=(
        at_most(
            "ticket",
            3,
            ("open", "in_progress"),
            says="Nobody has more than three repair requests open at a time.",
            refusal="There are three open repair requests already; one of them has to be seen to first.",
            asked="if {have} fewer than three repair requests open",
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(places=("in the laundry", "in the common room", "in the courtyard", "by the letter boxes"))),
        Sometimes(0.35, Votes(proposals=PROPOSALS)),
        Sometimes(0.4, Deposits()),
        Sometimes(0.75, Bookings(thing=GUEST_ROOMS, booking=noun("booking"), verb=verb("book"), unit=noun("night"),
                                 longest=4, busy=1.3)),
        Sometimes(0.45, Loans(title=LENDING, copy=noun("unit"), loan=noun("loan"), hold=noun("hold"),
                              limit=3, days=7, fee_cents=100)),
        Sometimes(0.4, Events(event=COMMONS, rsvp=noun("sign-up"),
                              venue_names=("the common room", "the roof terrace", "the laundry", "the big kitchen"))),
        Sometimes(0.4, Approvals(request=noun("refund claim"), reasons=(
            ("deposit", ("I moved out of my first room, and the inspection found nothing.",
                         "The scratch in the table was there when I moved in.")),
            ("cold room", ("My room was without heating for nine days.", "I bought a heater because nobody came.")),
            ("spoilt food", ("The fridge failed over the weekend and I threw everything away.",
                             "The freezer was switched off during the inspection.")),
            ("double payment", ("The rent left my account twice.", "My mother and I both paid the same bill.")),
        ), limit_cents=15000, refusals=("incomplete", "not_reported", "not_covered", "claimed_twice"))),
        Sometimes(0.4, Messages(topics=(
            ("Swapping rooms", ("A friend and I would like to swap rooms. Is that allowed?",
                                "May I move to the quiet floor before my exams?")),
            ("Subletting", ("I shall be abroad for a term. May my cousin have the room?",
                            "How long may a guest stay before it counts as a sublet?")),
            ("Noise", ("Somebody practises the trumpet at midnight.", "The bins are emptied under my window at five.")),
            ("Post", ("A parcel of mine went to the wrong tower.", "Will you keep my letters over the summer?")),
        ))),
        Sometimes(0.35, Assessments(form=noun("room inspection"),
                                    rubric=(("walls and floor", 25), ("furniture", 25), ("kitchen share", 20),
                                            ("bathroom", 20), ("keys", 10)))),
        Sometimes(0.35, Orders(item=FURNITURE, order=noun("order"))),
        Sometimes(0.3, Maintenance(order=noun("caretaker job"), on="in", kinds=(
            ("cleaning", ("Wash the curtains and air the mattresses.", "Clean the oven and defrost the fridge.")),
            ("painting", ("Paint over the marks beside the bed.", "Touch up the door frame.")),
            ("plumbing", ("Change the shower head and the hose.", "The basin drains slowly: clear the trap.")),
        ))),
    ),
    months=(1, 2, 3, 4, 5, 6, 9, 10, 11, 12),
    situations=(
        Situation("year abroad", "{party} is going abroad for a year.", ("leave", "pay*?", "cancel?"),
                  lead_customer="I have a place on an exchange and am going abroad for a year.", asks=("owed",)),
        Situation("parents visiting", "{party}'s parents are coming to visit.", ("complain", "book?", "pay?"),
                  lead_customer="My parents are coming to visit and everything should be in order.",
                  asks=("owed", "last")),
        Situation("moving in", "{party} is moving in this week.", ("join?", "submit", "complain?", "pay?"),
                  lead_customer="I am just settling in.", asks=("owed", "last")),
    ),
    leads=(
        "My flatmates have made me responsible for this.",
        "I am between two lectures.",
        "Exams are over, so I finally get round to it.",
    ),
)  # fmt: skip
