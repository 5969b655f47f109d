"""A dive school: divers join trips, take certificate courses, and rent what they do not own."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.events import Events
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

TRIPS = Things(
    noun("dive trip"),
    (
        category("site", label="kind of site"),
        quantity("depth_m", 6, 40, "greatest depth", "metres", most="deepest", least="shallowest"),
        quantity("capacity", 4, 14, "number of places", at_least="that takes at least {value} divers"),
        price("price_cents"),
    ),
    (
        ("Coral Garden Morning Dive", "reef", 12, 12, 5500),
        ("Turtle Bay Drift", "reef", 18, 10, 6500),
        ("Wall of Gorgonians", "wall", 30, 8, 7800),
        ("Wreck of the Amelia", "wreck", 28, 8, 8900),
        ("Night Dive at the Old Pier", "night", 9, 6, 7000),
        ("Two-Tank Trip to Seal Rock", "reef", 22, 10, 11500),
        ("Blue Hole", "wall", 38, 6, 12500),
        ("Wreck of the Saint Clare", "wreck", 34, 6, 9800),
        ("Seahorse Shallows", "reef", 6, 14, 4500),
        ("Lantern Cave", "cave", 16, 4, 9500),
        ("Kelp Forest at Dawn", "reef", 14, 8, 6000),
        ("Manta Point", "reef", 20, 10, 8400),
        ("Night Dive on the House Reef", "night", 10, 8, 5200),
        ("Twin Arches", "cave", 21, 4, 9900),
    ),
)

GEAR = Things(
    noun("gear set"),
    (
        category("size"),
        quantity("thickness_mm", 3, 7, "suit thickness", "millimetres", most="warmest", least="thinnest"),
        price("day_rate_cents", label="daily rate"),
    ),
    (
        ("Shorty Set 1", "extra small", 3, 2800), ("Shorty Set 2", "small", 3, 2800), ("Shorty Set 3", "medium", 3, 2900),
        ("Shorty Set 4", "large", 3, 2900), ("Full-Suit Set 5", "small", 5, 3600), ("Full-Suit Set 6", "small", 5, 3700),
        ("Full-Suit Set 7", "medium", 5, 3600), ("Full-Suit Set 8", "medium", 5, 3800), ("Full-Suit Set 9", "large", 5, 3600),
        ("Full-Suit Set 10", "extra large", 5, 3900), ("Cold-Water Set 11", "medium", 7, 4800),
        ("Cold-Water Set 12", "large", 7, 4900), ("Cold-Water Set 13", "extra large", 7, 5000),
    ),
)  # fmt: skip

COURSES = Things(
    noun("course"),
    (category("level"), price("price_cents")),
    (
        ("Try Dive", "beginner", 8900), ("Open Water Diver", "beginner", 42000),
        ("Open Water Refresher", "beginner", 11500), ("Advanced Open Water", "intermediate", 36500),
        ("Nitrox", "intermediate", 19500), ("Peak Buoyancy", "intermediate", 16500),
        ("Underwater Photography", "intermediate", 21000), ("Night Diver", "intermediate", 18500),
        ("Deep Diver", "advanced", 24500), ("Wreck Diver", "advanced", 26500), ("Rescue Diver", "advanced", 45000),
        ("Emergency First Response", "advanced", 14500),
    ),
)  # fmt: skip

SHOP = Things(
    noun("shop item"),
    (category("shelf"), price("price_cents")),
    (
        ("Low-Volume Mask", "masks and fins", 7900), ("Child's Mask and Snorkel", "masks and fins", 4200),
        ("Pair of Open-Heel Fins", "masks and fins", 9800), ("Pair of Neoprene Boots", "suits", 5400), ("Pair of Five-Finger Gloves", "suits", 3900),
        ("Hooded Vest", "suits", 7200), ("Backup Torch", "lights", 5900), ("Primary Torch", "lights", 16900),
        ("Surface Marker Buoy", "safety", 4500), ("Line Cutter", "safety", 2600), ("Whistle", "safety", 800),
        ("Dive Log Book", "books and slates", 1900), ("Writing Slate", "books and slates", 1200),
        ("Reef Fish Guide", "books and slates", 2400), ("Anti-Fog Spray", "care", 950), ("Wetsuit Shampoo", "care", 1300),
    ),
)  # fmt: skip

PLANS = Things(
    noun("plan"),
    (
        price("monthly_cents", label="monthly price"),
        quantity("discount_percent", 0, 25, "discount", "percent", most="most generous"),
    ),
    (("Snorkeller", 900, 5), ("Weekend Diver", 1900, 10), ("Reef Regular", 3400, 15), ("Deep End", 5900, 20)),
)

COMPLAINTS = (
    ("rental gear", ("The regulator I was given breathed wet from the first minute.",
                     "The zip of my suit burst before we had even left the jetty.",
                     "My computer's battery died half-way through the dive.")),
    ("trip", ("The boat left an hour late and we had half the time in the water.",
              "The group was larger than I had been told.")),
    ("guide", ("The guide went on ahead and two of us lost sight of him.",
               "There was no briefing to speak of.")),
    ("bill", ("I own my suit and was charged for a full set.",
              "The marine park fee appears twice on my bill.")),
)  # fmt: skip

WRITTEN = (
    ("Medical form", ("I had asthma as a child. Do I need a doctor's signature before the course?",
                      "My doctor has signed the form. Shall I send it or bring it along?")),
    ("Own equipment", ("I bring my own regulator. Do you have adapters for DIN valves?",
                       "Can I leave my gear at the school overnight between two dives?")),
    ("Flying after diving", ("My flight leaves at noon on the day after the last dive. Is that late enough?",
                             "How long before a flight do you stop taking people out?")),
    ("Bringing a friend who does not dive", ("Can my partner come along on the boat and snorkel?",
                                             "Is there shade on the boat for someone who stays dry?")),
)  # fmt: skip

DOMAIN = Domain(
    name="dive_school",
    category="Water",
    about="a dive school",
    words="dive diving diver divers scuba reef wreck snorkel snorkelling underwater tank regulator wetsuit "
    "certificate instructor trip course freediving surf surfing surfers swell beach",
    organisations=(
        "Blue Lantern Divers", "Anemone Bay Dive School", "Slow Bubbles", "Cape Coral Dive Centre",
        "The Weighted Belt", "Moray Point Diving",
    ),
    persona="customer",
    people=People(party=noun("diver"), roles=("head instructor", "instructor", "divemaster", "skipper", "shop assistant"),
                  extras=(category("certificate", ("open water", "advanced", "rescue", "divemaster"),
                                   label="highest certificate"),)),
    always=(
        Events(event=TRIPS, rsvp=noun("trip booking"), venue_names=(
            "the boat Nereid", "the boat Limpet", "North Jetty", "House Reef entry")),
        Bookings(thing=GEAR, booking=noun("gear rental"), verb=verb("rent"), unit=noun("day"), longest=5),
        Billing(charge=noun("bill"), methods=("card", "cash", "bank_transfer")),
    ),
    never=(Qualifications,),
    rules=(
        Rule(
            says='Open water divers go down to 18 metres, advanced ones to 30.',
            made='rsvp',
            holds="{event.depth_m} <= CASE {party.certificate} WHEN 'open water' THEN 18 WHEN 'advanced' THEN 30 ELSE 60 END",
            refusal="The trip goes deeper than the diver's certificate allows.",
            asked='if {whose} certificate is good for that depth',
            mine={'certificate': ('open water', 'advanced')},
        ),
    ),
    sometimes=(
        Sometimes(0.1, Assessments(form=noun("skills check"), rubric=(
            ("mask clearing", 20), ("buoyancy", 30), ("hand signals", 15), ("ascent", 20), ("care of the buddy", 15)))),
        Sometimes(0.3, LostProperty(places=("on the boat", "on the jetty", "in the changing room", "in the classroom"))),
        Sometimes(0.35, Returns()),
        Sometimes(0.4, Deposits()),
        Sometimes(0.7, Classes(course=COURSES, session=noun("course date"), enrolment=noun("enrolment"), teacher_names=(
            "Inês Duarte", "Tom Okafor", "Marit Solheim", "Rafa Quintero", "Leilani Kahue"))),
        Sometimes(0.5, Reviews(of="rsvp",
            good=("Well-serviced gear, a patient guide, and an octopus at the end.",
                  "Clear water, a calm crew, and hot tea on the way back.",
                  "Small group, calm briefing, plenty of bottom time."),
            fair=("The gear was sound but the boots were still wet from the day before.",
                  "Good dive, long wait on the jetty, and the tea had run out.",
                  "Beautiful dive, although there were too many of us on the boat."),
            poor=("The regulator leaked and nobody seemed surprised.",
                  "A rushed briefing, and nobody checked our weights.",
                  "We were sent out in a swell that turned half the boat green."))),
        Sometimes(0.5, Orders(item=SHOP, order=noun("shop order"))),
        Sometimes(0.5, Messages(topics=WRITTEN)),
        Sometimes(0.4, Tickets(of="rsvp", ticket=noun("complaint"), topics=COMPLAINTS, resolutions=(
            "That set is in the workshop, and its rental was free of charge.",
            "Half of the price of the trip was given back.",
            "The guide was spoken to and has apologised.",
            "The bill was corrected and the difference given back.",
        ))),
        Sometimes(0.3, Memberships(plan=PLANS, membership=noun("club membership"))),
        Sometimes(0.3, Coupons(coupon=noun("coupon"), codes=(
            ("BUBBLES10", 10), ("FIRSTDIVE", 15), ("EARLYBOAT", 5), ("BUDDY20", 20), ("REEFWEEK", 10), ("LOGBOOK5", 5)))),
    ),
    months=(4, 5, 6, 7, 8, 9, 10),
    situations=(
        Situation("a head cold", "{party} has a cold and must not dive.", ("cancel", "withdraw?", "move?"),
                  lead_customer="I have caught a cold and must not dive this week.", asks=("owed", "last")),
        Situation("holiday by the reef", "{party} is here for a week of diving.", ("book", "sign_up", "buy?"),
                  lead_customer="I am here for a week and want to make the most of it.", asks=("owed", "last")),
        Situation("a buddy is coming too", "{party} has found a buddy to dive with.", ("sign_up", "book?", "update?"),
                  lead_customer="A friend of mine has decided to come diving with me.", asks=("owed",)),
    ),
    leads=(
        "I cannot wait to be back under water.", "I am sorting out my diving for the holidays.",
        "I have just found my old log book.", "My buddy keeps telling me about your reef.",
    ),
)  # fmt: skip
