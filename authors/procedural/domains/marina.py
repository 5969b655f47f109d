"""A marina: boaters charter boats, keep their own in slips, and shop for rope and fuel."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

BOATS = Things(
    noun("boat"),
    (
        category("hull", label="hull type"),
        quantity("length_ft", 14, 46, "length", "feet", most="longest", least="shortest"),
        quantity("berths", 0, 10, "number of berths", at_least="that sleeps at least {value}"),
        price("day_rate_cents", label="daily rate"),
    ),
    (
        ("Blue Heron", "sloop", 28, 4, 18500),
        ("Kestrel", "sloop", 24, 2, 14000),
        ("Second Wind", "catamaran", 38, 8, 42000),
        ("Marigold", "pontoon boat", 22, 0, 12500),
        ("Night Tern", "motor boat", 20, 0, 16000),
        ("Salt & Honey", "catamaran", 42, 10, 52000),
        ("Lady Agnes", "ketch", 40, 6, 39500),
        ("Wanderer", "sloop", 32, 6, 26000),
        ("Osprey", "motor boat", 26, 2, 24500),
        ("Pelican", "pontoon boat", 24, 0, 13500),
        ("Halcyon", "motor yacht", 46, 8, 68000),
        ("Sea Thrift", "dinghy", 14, 0, 6500),
        ("Driftwood", "dinghy", 15, 0, 7000),
        ("Morning Star", "ketch", 36, 5, 33000),
        ("Puffin", "motor boat", 18, 0, 11000),
        ("Skylark", "sloop", 30, 5, 22500),
    ),
)

SLIPS = Things(
    noun("slip"),
    (
        category("pier"),
        quantity("length_ft", 20, 60, "length", "feet", most="longest", least="shortest",
                 at_least="that is at least {value} feet long"),
        price("night_rate_cents", label="nightly rate"),
    ),
    (
        ("A1", "north pier", 25, 2400), ("A2", "north pier", 28, 2600), ("A3", "north pier", 30, 2900),
        ("A4", "north pier", 35, 3300), ("B1", "south pier", 30, 3100), ("B2", "south pier", 40, 4200),
        ("B3", "south pier", 45, 4800), ("B4", "south pier", 50, 5600), ("C1", "fuel pier", 24, 1900),
        ("C2", "fuel pier", 32, 2700), ("C3", "fuel pier", 38, 3500), ("C4", "fuel pier", 60, 6900),
    ),
)  # fmt: skip

CHANDLERY = Things(
    noun("chandlery item"),
    (category("shelf"), price("price_cents")),
    (
        ("Diesel (10 litres)", "fuel", 1790),
        ("Petrol (10 litres)", "fuel", 1950),
        ("Two-stroke mix (5 litres)", "fuel", 1340),
        ("Camping gas cylinder", "fuel", 2850),
        ("Dock line (10 m)", "deck gear", 2400),
        ("Medium fender", "deck gear", 3200),
        ("Stainless shackle", "deck gear", 950),
        ("Boat hook", "deck gear", 3900),
        ("Adult life jacket", "safety", 6900),
        ("Child life jacket", "safety", 5400),
        ("Inshore flare pack", "safety", 8700),
        ("Gas-powered horn", "safety", 1850),
        ("Hull soap (1 litre)", "cleaning", 1450),
        ("Bilge sponge", "cleaning", 650),
        ("Tide table for the year", "navigation", 700),
        ("Chart of the bay", "navigation", 2600),
    ),
)

PLANS = Things(
    noun("plan"),
    (
        price("monthly_cents", label="monthly price"),
        quantity("discount_percent", 0, 25, "discount", "percent", most="most generous"),
    ),
    (("Deckhand", 1500, 5), ("First Mate", 3500, 10), ("Skipper", 6000, 15), ("Commodore", 11000, 25)),
)

COMPLAINTS = (
    ("noise", ("There was a party on the pier until two in the morning.",
               "A loose halyard slapped against the mast next to us all night.")),
    ("pier", ("The light at the end of the pier was out when we came in.",
              "The water tap on the pier does not work.",
              "The gate to the pier would not open for half an hour.")),
    ("staff", ("Nobody was there to take our lines when we came in.",
               "We called the office three times on the radio and nobody answered.")),
    ("bill", ("There is a cleaning fee on my bill that nobody told me of.",
              "The rate on my bill is higher than the one I was told on the phone.")),
    ("fuel dock", ("The fuel pump showed four litres more than my tank can hold.",
                   "Nobody came to the fuel dock for twenty minutes in the middle of the morning.")),
)  # fmt: skip
"""They suit whatever somebody has had: a charter as well as nights in a slip."""

WRITTEN = (
    ("Arrival after dark", ("We expect to come in around eleven at night. Is there a light at the end of the pier?",
                            "Can somebody take our lines if we come in after closing time?")),
    ("Taking a dog aboard", ("Is a small dog allowed on a charter if we bring our own blankets?",
                             "Our dog is used to boats. Would there be a cleaning fee?")),
    ("Handover of the boat", ("Could we have the handover half an hour earlier to catch the tide?",
                              "Who shows us how the stove and the toilet work before we leave?")),
    ("Winter storage", ("Do you lift boats out for the winter, and when would I have to book?",
                        "How many boats fit in the shed, and is there still room for a thirty-foot sloop?")),
)  # fmt: skip

WORK = (
    ("hull", ("Scrub the hull below the waterline.", "Grind out and fill the scratch near the bow.")),
    ("deck", ("Tighten the cleats and renew the non-slip strips.", "Seal the deck fitting that lets in rain.")),
    ("safety gear", ("Check the life jackets and replace what is out of date.", "Replace the fire extinguisher.")),
    ("cleaning", ("Wash down, dry out the lockers and air the cushions.", "Remove the rust stains and polish the brightwork.")),
)  # fmt: skip

DOMAIN = Domain(
    name="marina",
    category="Water",
    about="a marina",
    words="marina harbour harbor boat boats yacht sailing dock slip slips mooring moorings berth skipper fuel charter "
    "jetty pier dinghy ferry rowing kayak paddle water",
    also="kayak paddle",
    organisations=(
        "Pelican Point Marina", "Saltgrass Marina", "Gull Cove Harbour", "Two Anchors Marina", "Heron Bay Moorings",
        "Lantern Quay Marina",
    ),
    persona="customer",
    people=People(party=noun("boater"), roles=("dock manager", "dockhand", "front desk", "mechanic")),
    always=(
        Bookings(thing=BOATS, booking=noun("charter"), verb=verb("charter"), unit=noun("day"), longest=6),
        Billing(charge=noun("invoice"), methods=("card", "cash", "bank_transfer")),
    ),
    never=(Qualifications,),
    rules=(
        Rule(
            says='A boat is only chartered by boaters who are licensed for its length.',
            made='booking',
            holds='{thing.length_ft} <= {party.licensed_ft}',
            refusal='The boat is longer than the boater is licensed for.',
            asked='if {whose} licence is good for a boat of that length',
            party=(quantity("licensed_ft", 20, 40, "licensed length", "feet", step=2),),
            mine={"licensed_ft": (24, 26, 28, 30, 32)},
        ),
        Rule(
            says='A slip must be at least as long as the boat that lies in it.',
            made='booking.slip',
            holds='{thing.slip.length_ft} >= {party.boat_ft}',
            refusal='The slip is shorter than the boat.',
            asked='if it is long enough for {whose} boat',
            party=(quantity("boat_ft", 26, 44, "length of the boat", "feet", step=2),),
            mine={"boat_ft": (30, 32, 34, 36, 38)},
        ),
    ),
    sometimes=(
        Sometimes(0.35, Returns()),
        Sometimes(0.4, Deposits()),
        Sometimes(0.3, Assessments(form=noun("skipper test"), rubric=(
            ("mooring", 25), ("knots and lines", 15), ("rules at sea", 25), ("chart work", 20), ("safety drill", 15)),
            pass_percent=65)),
        Sometimes(0.7, Bookings(thing=SLIPS, booking=noun("reservation"), verb=verb("reserve"), of="for",
                                unit=noun("night"), longest=9, suffix="slip")),
        Sometimes(0.6, Orders(item=CHANDLERY, order=noun("chandlery order"))),
        Sometimes(0.5, Tickets(of="booking", ticket=noun("complaint"), topics=COMPLAINTS, resolutions=(
            "The crew next door was spoken to, and the nights since have been quiet.",
            "The dock manager has had it repaired and tested it after dark.",
            "An apology was made, and somebody now stands by until the last boat is in.",
            "The bill was checked against the log and corrected.",
            "An apology was made, and ten litres of fuel were taken off the bill.",
        ))),
        Sometimes(0.4, Maintenance(order=noun("work order"), kinds=WORK)),
        Sometimes(0.4, Memberships(plan=PLANS, membership=noun("membership"))),
        Sometimes(0.4, Messages(topics=WRITTEN)),
        Sometimes(0.5, Reviews(of="booking",
            good=("Friendly from the first call to the last line cast off.",
                  "Clean, well kept, and the dockhand took our lines without being asked.",
                  "Everything worked and nothing was missing. We shall be back."),
            fair=("All as described, but the radio was not answered for an hour.",
                  "A nice time once we had waited forty minutes for somebody to come.",
                  "Good value, a little tired. Fine for a day or two."),
            poor=("We called twice about a fault and nobody answered the radio.",
                  "Dirty lines, a broken socket and no apology.",
                  "We lost half a day because nobody had written our booking down."))),
        Sometimes(0.3, Waitlist(entry=noun("waiting-list entry"))),
    ),
    months=(4, 5, 6, 7, 8, 9),
    situations=(
        Situation("regatta week", "{party} is coming for the regatta.", ("book", "book", "buy?"),
                  lead_customer="I am coming over for the regatta.", asks=("last", "owed")),
        Situation("bad forecast", "{party} has seen the forecast and would rather wait with the charter.", ("move", "cancel?", "pay?"),
                  lead_customer="The forecast looks too rough for my charter.", asks=("owed", "last")),
    ),
    leads=(
        "The forecast for next week looks good.", "We are planning our time on the water.",
        "My crew has finally agreed on dates.", "We are getting ready for the season.",
    ),
)  # fmt: skip
