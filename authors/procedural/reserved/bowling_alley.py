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
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.modules.waitlist import Waitlist

LANES = Things(
    noun("lane"),
    (category("floor", label="kind of floor"), category("side"),
     quantity("seats", 4, 14, "number of seats", most="roomiest", least="smallest", at_least="with at least {value} seats"),
     price("evening_cents", label="price an evening")),
    (
        ("Lane Maple", "maple", "window side", 6, 5400), ("Lane Pine", "pine", "window side", 6, 5000),
        ("Lane Oak", "oak", "window side", 8, 6200), ("Lane Comet", "synthetic", "middle", 8, 6800),
        ("Lane Neon", "synthetic", "middle", 10, 7900), ("Lane Bumper", "synthetic", "wall side", 8, 4600),
        ("Lane Duckpin", "maple", "wall side", 4, 3800), ("Lane League One", "maple", "middle", 10, 7200),
        ("Lane League Two", "maple", "middle", 12, 7300), ("Lane Old Timer", "oak", "wall side", 4, 4200),
        ("Lane Private", "synthetic", "gallery", 14, 14900),
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

SNACKS = Things(
    noun("counter item"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Plate of Nachos", "snacks", 650), ("Hot Dog with Everything", "snacks", 580), ("Basket of Chips", "snacks", 420),
        ("Pitcher of Lager", "drinks", 1600), ("Cherry Float", "drinks", 520), ("Pot of Coffee", "drinks", 480),
        ("Hand Towel", "gear", 900), ("Wrist Support", "gear", 2900), ("Bag of Rosin", "gear", 750), ("Pair of Socks", "gear", 400),
        ("Birthday Pin", "souvenirs", 2500), ("Score Sheet Poster", "souvenirs", 1300),
    ),
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
        Bookings(thing=LANES, booking=noun("lane booking"), verb=verb("book"), unit=noun("evening"), longest=3, busy=2.0),
        Events(event=LEAGUES, rsvp=noun("league entry", "league entries"), venue_names=("the main floor", "the gallery",
                                                                                       "the side hall", "the bar")),
        Billing(charge=noun("lane bill"), methods=("card", "cash", "gift_card")),
    ),
    sometimes=(
        Sometimes(0.55, Orders(item=SNACKS, order=noun("counter order"), busy=1.6)),
        Sometimes(0.35, Stock(supplier_names=("Lane Supply North", "Brewery Direct", "Snack Wholesale", "Pin and Ball Trade"),
                              delivery=noun("goods delivery", "goods deliveries"))),
        Sometimes(0.5, Maintenance(order=noun("lane job"), kinds=(
            ("pinsetter", ("The pinsetter drops nine pins of ten.", "A pin is stuck in the sweep.")),
            ("lane surface", ("The oil is worn at forty feet.", "There is a dent before the arrows.")),
            ("ball return", ("Balls come back with a bang.", "The lift swallows a ball an hour.")),
            ("scoring screen", ("The screen adds spares twice.", "Names are cut off after four letters.")),
        ))),
        Sometimes(0.4, Loyalty(account=noun("pin card"), points=noun("pin"))),
        Sometimes(0.4, LostProperty(report=noun("lost-shoe report"), kinds=("shoe", "jacket", "phone", "ring", "cap",
                                                                           "bag"))),
        Sometimes(0.35, Waitlist(entry=noun("standby entry", "standby entries"))),
        Sometimes(0.35, Vouchers(voucher=noun("party voucher"))),
        Sometimes(0.35, Tickets(ticket=noun("complaint"), options={"about": "nothing"}, topics=(
            ("shoes", ("The shoes were still damp.", "I was given two left ones.")),
            ("neighbours", ("The stag party threw into our lane.", "Somebody sang the same song for an hour.")),
            ("lane bill", ("Shoes were charged for a baby.", "We paid for an evening and had an hour.")),
            ("food", ("The nachos were last week's.", "The float had no cherry.")),
        ), resolutions=("A free game was given.", "Shoes replaced and dried.", "The difference was paid back.",
                        "A barrier is put up on Fridays."))),
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
        "The bus with the league has just arrived.", "I have the desk and nobody at the shoes.",
        "Lane seven is blinking again.", "There is a birthday in every corner tonight.",
    ),
)  # fmt: skip
