"""A bowling alley: lanes by the evening, leagues, shoes and snacks, and machines that want looking after."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.events import Events
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

LANES = Things(
    noun("lane"),
    (category("floor", label="kind of floor"), category("side"),
     quantity("seats", 4, 14, "number of seats", most="roomiest", least="smallest", at_least="with at least {value} seats"),
     price("evening_cents", label="price an evening")),
    (
        ("Maple Lane", "maple", "window side", 6, 5400), ("Pine Lane", "pine", "window side", 6, 5000),
        ("Oak Lane", "oak", "window side", 8, 6200), ("Comet Lane", "synthetic", "aisle side", 8, 6800),
        ("Neon Lane", "synthetic", "aisle side", 10, 7900), ("Bumper Lane", "synthetic", "wall side", 8, 4600),
        ("Duckpin Lane", "maple", "wall side", 4, 3800), ("First League Lane", "maple", "aisle side", 10, 7200),
        ("Second League Lane", "maple", "aisle side", 12, 7300), ("Old Timers' Lane", "oak", "wall side", 4, 4200),
        ("Gallery Lane", "synthetic", "gallery side", 14, 14900),
    ),
)  # fmt: skip

LEAGUES = Things(
    noun("bowling night"),
    (category("kind", label="kind of night"), quantity("capacity", 8, 96, "number of bowlers", most="largest",
                                                       least="smallest"), price("price_cents", label="entry fee")),
    (
        ("Works League", "league", 64, 1800), ("Pensioners' Spare Cup", "cup", 32, 900), ("Glow in the Dark", "party", 96, 1500),
        ("Turkey Shoot", "cup", 48, 2200), ("Nine-Pin Revival", "cup", 24, 1400), ("Ladies' League", "league", 40, 1700),
        ("Gutter Ball Gala", "party", 80, 1200), ("Coaching with Greta", "lesson", 8, 3900), ("Split Clinic", "lesson", 10, 3400),
        ("Midnight Marathon", "cup", 56, 2600),
    ),
)  # fmt: skip

SHOP = Things(
    noun("shop item"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Ball Bag", "bags", 3900), ("Shoe Bag", "bags", 1600), ("Ball Polish", "care", 1200), ("Cleaning Cloth", "care", 600),
        ("Hand Towel", "gear", 900), ("Wrist Support", "gear", 2900), ("Rosin Bag", "gear", 750), ("Bowling Socks", "gear", 400),
        ("Thumb Tape", "gear", 500), ("Club Cap", "souvenirs", 1800), ("Birthday Pin", "souvenirs", 2500),
        ("Score Sheet Poster", "souvenirs", 1300),
    ),
)  # fmt: skip

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 40, 900, "cost", "points", most="dearest", least="cheapest"),),
    (("Pair of Socks", 40), ("Pitcher of Lemonade", 60), ("Score Sheet Poster", 110), ("Free Shoe Hire", 150),
     ("Club Cap", 180), ("Guest Evening", 250), ("Signed Pin", 420), ("Ball with Your Name", 900)),
)  # fmt: skip

DOMAIN = Domain(
    name="bowling_alley",
    category="Play",
    about="a bowling alley",
    words="bowling lanes pins bowlers strikes alley league balls shoes skittles tenpin gutter spares frames pinsetter "
    "turkey rink",
    organisations=("Kingpin Lanes", "The Long Roll", "Gutter and Glory", "Maple Lane Bowl", "Ten Down", "Harbour Bowl"),
    persona="staff",
    people=People(party=noun("bowler"), roles=("front desk", "lane mechanic", "league secretary", "bar lead")),
    always=(
        Bookings(thing=LANES, booking=noun("booking"), verb=verb("book"), unit=noun("evening"), longest=3, busy=2.0),
        Events(event=LEAGUES, rsvp=noun("sign-up"), venue_names=("the main floor", "the gallery", "the side hall",
                                                                    "the bar")),
        Billing(charge=noun("bill"), methods=("card", "cash", "bank_transfer")),
    ),
    rules=(
        Rule(
            says="A lane must have a seat for everybody in the group.",
            made="booking",
            holds="{thing.seats} >= {party.group_size}",
            refusal="There are fewer seats on this lane than people in the group.",
            asked="if it has enough seats for {whose} group",
            party=(quantity("group_size", 3, 12, "size of the group", "people"),),
        ),
    ),
    never=(Qualifications,),
    sometimes=(
        Sometimes(0.55, Orders(item=SHOP, order=noun("shop order"), busy=1.6)),
        Sometimes(0.35, Stock(supplier_names=("Lane Supply North", "Tenpin Wholesale", "Strike Sportswear", "Pin and Ball Trade"),
                              delivery=noun("delivery", "deliveries"))),
        Sometimes(0.5, Maintenance(order=noun("maintenance job"), kinds=(
            ("pinsetter repair", ("The pinsetter drops nine pins of ten.", "A pin is stuck in the sweep.")),
            ("oiling", ("The oil is worn at forty feet.", "The boards are dry beyond the arrows.")),
            ("ball return repair", ("Balls come back with a bang.", "The lift swallows a ball an hour.")),
            ("screen repair", ("The screen adds spares twice.", "Names are cut off after four letters.")),
        ))),
        Sometimes(0.4, Loyalty(account=noun("bonus card"), points=noun("point"), rewards=REWARDS)),
        Sometimes(0.4, LostProperty(kinds=("jacket", "phone", "ring", "cap", "bag", "watch"))),
        Sometimes(0.35, Waitlist()),
        Sometimes(0.35, Vouchers(voucher=noun("party voucher"))),
        Sometimes(0.35, Tickets(ticket=noun("complaint"), options={"about": "nothing"}, topics=(
            ("shoes", ("The shoes were still damp.", "I was given two left ones.")),
            ("neighbours", ("The stag party threw into our lane.", "Somebody sang the same song for an hour.")),
            ("bill", ("Shoes were charged for a baby.", "We paid for an evening and had an hour.")),
            ("food", ("The nachos were last week's.", "The float had no cherry.")),
        ), resolutions=("An evening was given free of charge.", "Looked into and put right the same day.",
                        "We apologised in person and took something off the bill.",
                        "Spoken about with the whole team."))),
        Sometimes(0.3, Coupons(codes=(("STRIKE10", 10), ("MONDAYPINS", 20), ("LEFTHAND", 7), ("SHOESFREE", 12)))),
        Sometimes(0.3, Reviews(
            good=("My father bowled a turkey at seventy-nine.", "Fast lanes, cold lager, warm shoes.",
                  "The ramp let my niece win. Thank you."),
            fair=("Good evening, loud as a foundry.", "Nice lanes, tired screens."),
            poor=("The machine broke four times in one game.", "Sticky floor, sticky balls, sticky menu.",
                  "Our lane was given to somebody else."))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("works outing", "{party} is bringing the whole office.", ("book", "sign_up?", "buy?"),
                  asks=("owed", "last")),
        Situation("sprained wrist", "{party} has sprained a wrist.", ("cancel*", "withdraw?"), asks=("count", "owed")),
        Situation("lane out of order", "A lane that {party} was to have is out of order.", ("move", "pay?"),
                  asks=("last", "owed")),
    ),
    leads=(
        "The league has just left, so I have a minute.", "The telephone has not stopped since noon.",
        "It is going to be a full weekend.", "I have somebody waiting at the desk.",
    ),
)  # fmt: skip
