"""A coworking house: members have a desk plan, book rooms by the day, and come down to the kitchen for events."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

PLANS = Things(
    noun("plan"),
    (price("price_cents", label="monthly price"), quantity("discount_percent", 0, 25, "room discount", "percent")),
    (
        ("Ten Days", 11900, 0),
        ("Nights and Weekends", 8900, 5),
        ("Hot Desk", 19900, 10),
        ("Own Desk", 31900, 15),
        ("Corner Office", 84900, 25),
    ),
)

ROOMS = Things(
    noun("room"),
    (category("floor"), category("kind", label="kind of space"),
     quantity("seats", 1, 40, "number of seats", at_least="that seats at least {value}"),
     price("day_rate_cents", label="daily rate")),
    (
        ("Linden Room", "ground floor", "meeting room", 6, 9500),
        ("Hazel Room", "ground floor", "meeting room", 4, 7500),
        ("Assembly Room", "ground floor", "event room", 40, 32000),
        ("Juniper Room", "first floor", "meeting room", 8, 12000),
        ("Larch Room", "first floor", "meeting room", 10, 14500),
        ("Sparrow Booth", "first floor", "phone booth", 1, 1500),
        ("Wren Booth", "first floor", "phone booth", 1, 1500),
        ("Elm Room", "second floor", "project room", 12, 19500),
        ("Yew Room", "second floor", "project room", 16, 24000),
        ("Darkroom", "second floor", "recording studio", 3, 16500),
        ("Lantern Loft", "attic", "workshop room", 20, 22500),
        ("Skylight Studio", "attic", "photo studio", 5, 21000),
        ("Boiler Room", "basement", "workshop room", 14, 13500),
    ),
)  # fmt: skip

EVENTS = Things(
    noun("gathering"),
    (category("kind", label="kind of gathering"), quantity("capacity", 8, 60, "number of places", most="largest",
                                                           least="smallest")),
    (
        ("House Breakfast", "meal", 40),
        ("Soup Lunch", "meal", 30),
        ("Leftovers Potluck", "meal", 25),
        ("Tax Return Clinic", "advice hour", 12),
        ("Contract Clinic", "advice hour", 10),
        ("Pension Questions", "advice hour", 14),
        ("Demo Hour", "show and tell", 50),
        ("Failures We Learned From", "show and tell", 45),
        ("Desk Yoga", "exercise", 16),
        ("Lunchtime Run", "exercise", 18),
        ("House Choir", "music", 24),
        ("Rooftop Drinks", "party", 60),
    ),
)  # fmt: skip

EQUIPMENT = Things(
    noun("piece of equipment", "pieces of equipment"),
    (category("category"), category("cupboard")),
    (
        ("Ultrawide Monitor", "screens", "cupboard A"),
        ("Second Screen", "screens", "cupboard A"),
        ("Pocket Projector", "screens", "cupboard B"),
        ("USB-C Dock", "adapters", "cupboard B"),
        ("HDMI Adapter Kit", "adapters", "cupboard B"),
        ("Travel Plug Set", "adapters", "cupboard B"),
        ("Noise-Cancelling Headset", "sound", "cupboard C"),
        ("Podcast Microphone", "sound", "cupboard C"),
        ("Conference Speaker", "sound", "cupboard C"),
        ("Ring Light", "camera", "cupboard D"),
        ("Tripod", "camera", "cupboard D"),
        ("Kneeling Chair", "furniture", "store room"),
        ("Standing Desk Riser", "furniture", "store room"),
        ("Rolling Whiteboard", "furniture", "store room"),
    ),
)

KITCHEN = Things(
    noun("catering item"),
    (category("category"), category("serves", label="serving size"), price("price_cents", label="price")),
    (
        ("Pot of Filter Coffee", "drinks", "eight people", 1800),
        ("Pot of Mint Tea", "drinks", "eight people", 1500),
        ("Crate of Apple Spritzer", "drinks", "twelve people", 2400),
        ("Tray of Croissants", "breakfast", "ten people", 2900),
        ("Bowl of Granola and Fruit", "breakfast", "six people", 2700),
        ("Sandwich Platter", "lunch", "eight people", 5600),
        ("Vegan Mezze Platter", "lunch", "eight people", 6400),
        ("Pan of Vegetable Curry", "lunch", "twelve people", 8200),
        ("Cheese Board", "evening", "ten people", 6900),
        ("Tray of Crisps and Olives", "evening", "ten people", 2200),
        ("Sheet Cake", "sweets", "twenty people", 4800),
        ("Biscuit Tin", "sweets", "ten people", 1400),
    ),
)

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 30, 900, "cost", "points", most="dearest", least="cheapest"),),
    (
        ("Flat White", 40),
        ("Free Locker", 160),
        ("Phone Booth Day", 130),
        ("Guest Day Pass", 220),
        ("Meeting Room Day", 700),
        ("Tote Bag", 180),
    ),
)

PROPOSALS = Things(
    noun("proposal"),
    (category("topic"), quantity("seconders", 2, 9, "number of seconders", most="best supported", least="least supported")),
    (
        ("Longer Hours in the Kitchen", "opening hours", 6), ("Opening on Bank Holidays", "opening hours", 3),
        ("A Quiet Hour after Lunch", "opening hours", 4), ("A Second Phone Booth", "building", 8),
        ("Bicycle Racks in the Courtyard", "building", 7), ("New Lights on the Stairs", "building", 2),
        ("A Better Coffee Machine", "money", 9), ("A Small Reserve for Repairs", "money", 7),
        ("No Calls at the Long Table", "house rules", 5), ("Dogs on the Ground Floor", "house rules", 3),
        ("A Summer Party on the Roof", "events", 6), ("An Open Day in Autumn", "events", 4),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="coworking",
    category="Office",
    about="a coworking house",
    words="coworking desk desks office offices freelancers workspace meeting rooms tenants startup remote hot-desk",
    organisations=(
        "The Printworks Desks", "Ninth Floor Coworking", "Common Thread House", "Depot Desks", "Quiet Car Coworking",
        "The Long Room",
    ),
    persona="customer",
    people=People(
        party=noun("tenant"), roles=("community manager", "front desk", "house technician"),
        extras=(category("trade", ("software", "design", "translation", "journalism", "architecture", "law"),
                         "trade"),),
    ),
    always=(
        Bookings(thing=ROOMS, booking=noun("booking"), verb=verb("book"), unit=noun("day"), longest=4, busy=1.8),
        Memberships(plan=PLANS, membership=noun("membership")),
        Billing(charge=noun("bill"), methods=("card", "direct_debit", "bank_transfer")),
    ),
    never=(Qualifications,),
    rules=(
        Rule(
            says='Rooms for twelve or more are let for two days at most.',
            made='booking',
            holds='{thing.seats} < 12 OR julianday({booking.end_on}) - julianday({booking.start_on}) <= 2',
            refusal='Rooms for twelve or more are let for two days at most.',
            asked='if it can be booked for that long',
        ),
    ),
    sometimes=(
        Sometimes(0.35, Votes(proposals=PROPOSALS)),
        Sometimes(0.4, Deposits()),
        Sometimes(0.5, Events(event=EVENTS, rsvp=noun("sign-up"),
                              venue_names=("Kitchen", "Assembly Room", "Roof Terrace", "Courtyard", "Attic"))),
        Sometimes(0.5, Tickets(of="booking",
            ticket=noun("report"),
            options={"about": "nothing"},
            topics=(
                ("wi-fi", ("The wi-fi on the second floor drops in every video call.",
                           "My laptop gets a signal but no pages load.")),
                ("heating", ("The radiator by the window desks is stone cold.",
                             "The radiator in the attic cannot be turned down.")),
                ("noise", ("Somebody takes calls on speaker at the quiet tables.",
                           "The bass from the gym below starts at five every day.")),
                ("access card", ("My card no longer opens the front door after eight.",
                                 "The lift does not take my card to the attic.")),
                ("cleaning", ("The kitchen sink has been full since Monday.",
                              "There was no paper in the second-floor toilets.")),
                ("printer", ("The printer prints a grey stripe down every page.",
                             "The scanner sends my scans to somebody else.")),
            ),
            resolutions=(
                "The access point was replaced.",
                "The radiators have new valves and do as they should.",
                "We had a word with them, and it is quiet now.",
                "We coded the card again, and it opens everything.",
                "The cleaners now come twice a day.",
                "The printer was serviced and set up anew.",
            ),
        )),
        Sometimes(0.4, Loans(title=EQUIPMENT, copy=noun("unit"), loan=noun("loan"), hold=noun("reservation"),
                             limit=3, days=10, fee_cents=200)),
        Sometimes(0.4, Orders(item=KITCHEN, order=noun("catering order"), verb=verb("order"))),
        Sometimes(0.4, Waitlist(entry=noun("waiting-list entry"))),
        Sometimes(0.35, Maintenance(order=noun("repair order"), on="in", kinds=(
            ("painting", ("Paint the wall behind the screen.", "Touch up the skirting after the move.")),
            ("electrics", ("Replace the two dead floor sockets.", "The projector trips the fuse: find out why.")),
            ("furniture", ("Tighten the wobbly table and change two chair wheels.",
                           "Swap the door handle that comes off.")),
            ("sound", ("Fit the new acoustic panels.", "Seal the gap under the door that lets the noise in.")),
        ))),
        Sometimes(0.35, Documents(
            document=noun("document"),
            kinds=("membership contract", "house rules agreement", "business address certificate", "insurance certificate"),
            titles=("Contract for a Hot Desk", "Contract for an Own Desk", "House Rules for Members", "House Rules for Guests",
                    "Certificate of Business Address", "Business Address, Renewed", "Liability Insurance",
                    "Equipment Insurance"),
        )),
        Sometimes(0.35, Messages(topics=(
            ("Guests", (
                "Two clients are visiting on Thursday. Do they need day passes?",
                "May my intern sit with me for a week?",
            )),
            ("Post and parcels", (
                "I am expecting a large parcel. Could the desk take it in?",
                "A letter for our old company name seems to have been sent back.",
            )),
            ("Bringing the dog", (
                "Is there a floor where my very quiet dachshund could sleep under the desk?",
                "A colleague is allergic to dogs. Which rooms are free of them?",
            )),
            ("Out of hours", (
                "We have a deadline. May we stay until two in the morning?",
                "Is the heating on at the weekend?",
            )),
        ))),
        Sometimes(0.3, Loyalty(account=noun("house card"), points=noun("point"), rewards=REWARDS)),
        Sometimes(0.3, LostProperty(places=("in the kitchen", "in a phone booth", "on the roof terrace", "at the front desk"))),
        Sometimes(0.3, Inspections(subjects=(
            ("fire safety", ("The escape sign does not light up.", "A cupboard stood in front of the fire door.")),
            ("hygiene", ("The carpet needs washing.", "The bin was overflowing.")),
            ("damage", ("The door handle is loose.", "One of the lamps flickers.")),
        ))),
    ),
    months=(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    situations=(
        Situation("client visit", "{party} has clients visiting.", ("book", "buy?", "extend?"),
                  lead_customer="A client is coming over with the whole board.", asks=("last", "owed")),
        Situation("first employee", "{party} has hired the first employee.", ("switch", "book?", "pay*?"),
                  lead_customer="I have just hired my first employee, so a few things change.", asks=("last", "owed")),
        Situation("project fell through", "{party}'s big project fell through.", ("cancel*", "pay*?"),
                  lead_customer="Our big project fell through, so I have to save.", asks=("owed",)),
    ),
    leads=(
        "The team is in town for once.",
        "I am sorting out our office things before lunch.",
        "Next week is going to be full.",
    ),
)  # fmt: skip
