"""A marina: boaters charter boats and keep their own in slips."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.people import People

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
        ("Night Tern", "motorboat", 20, 0, 16000),
        ("Salt & Honey", "catamaran", 42, 10, 52000),
        ("Lady Agnes", "ketch", 40, 6, 39500),
        ("Wanderer", "sloop", 32, 6, 26000),
        ("Osprey", "motorboat", 26, 2, 24500),
        ("Pelican", "pontoon boat", 24, 0, 13500),
        ("Halcyon", "motor yacht", 46, 8, 68000),
        ("Sea Thrift", "dinghy", 14, 0, 6500),
        ("Driftwood", "dinghy", 15, 0, 7000),
        ("Morning Star", "ketch", 36, 5, 33000),
        ("Puffin", "motorboat", 18, 0, 11000),
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

DOMAIN = Domain(
    name="marina",
    category="Water",
    about="a marina",
    words="marina harbour harbor boat boats yacht sailing dock slip slips mooring moorings berth fuel charter",
    organisations=(
        "Pelican Point Marina", "Saltgrass Marina", "Gull Cove Harbour", "Two Anchors Marina", "Heron Bay Moorings",
        "Lantern Quay Marina",
    ),
    persona="customer",
    people=People(party=noun("boater"), roles=("dock manager", "dockhand", "front desk", "mechanic")),
    always=(
        Bookings(thing=BOATS, booking=noun("charter"), verb=verb("charter"), unit=noun("day"), longest=6),
        Billing(charge=noun("invoice"), methods=("card", "cash", "marina_account")),
    ),
    sometimes=(
        Sometimes(0.8, Bookings(thing=SLIPS, booking=noun("slip reservation"), verb=verb("reserve"),
                                unit=noun("night"), longest=9, suffix="slip")),
    ),
    months=(4, 5, 6, 7, 8, 9),
    situations=(
        Situation("regatta week", "{party} is coming for the regatta.", ("book", "book", "buy?"),
                  lead_customer="I am coming over for the regatta.", asks=("last", "owed")),
    ),
    leads=("The forecast for next week looks good.", "We are planning our time on the water."),
)  # fmt: skip
