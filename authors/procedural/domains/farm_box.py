"""A farm box scheme: subscribers get a box under a plan, order extras from the farm and have both brought home."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, amount, category, price, quantity
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.rules import never_on

BOXES = Things(
    noun("box plan"),
    (price("price_cents", label="monthly price"), quantity("discount_percent", 0, 25, "discount on extras", "percent")),
    (
        ("Fruit", 4200, 0),
        ("Small", 5600, 3),
        ("Couple's", 7800, 5),
        ("Family", 11200, 10),
        ("Harvest", 16500, 20),
    ),
)

EXTRAS = Things(
    noun("product"),
    (category("category"), category("unit"), price("price_cents", label="price")),
    (
        ("Box of Free-Range Eggs", "dairy and eggs", "half a dozen", 390),
        ("Goat's Cheese Round", "dairy and eggs", "150 g", 620),
        ("Bottle of Raw Milk", "dairy and eggs", "1 litre", 240),
        ("Cultured Butter", "dairy and eggs", "250 g", 480),
        ("Bunch of Rainbow Chard", "vegetables", "bunch", 290),
        ("Crown Prince Squash", "vegetables", "each", 450),
        ("Bag of New Potatoes", "vegetables", "2 kg", 520),
        ("Bag of Purple Broccoli", "vegetables", "400 g", 360),
        ("Bag of Cox Apples", "fruit", "1 kg", 340),
        ("Punnet of Damsons", "fruit", "500 g", 310),
        ("Sourdough Loaf", "bread", "800 g", 550),
        ("Rye Loaf", "bread", "1 kg", 580),
        ("Jar of Heather Honey", "larder", "340 g", 890),
        ("Bottle of Apple Juice", "larder", "1 litre", 420),
        ("Pack of Beef Mince", "meat", "500 g", 780),
        ("Pack of Pork Sausages", "meat", "pack of six", 690),
    ),
)

FARM_DAYS = Things(
    noun("farm day"),
    (category("kind", label="kind of day"), quantity("capacity", 12, 90, "number of places", most="largest",
                                                     least="smallest")),
    (
        ("Open Farm Sunday", "open farm", 80),
        ("Potato Dig", "work party", 40),
        ("Apple Pressing", "work party", 50),
        ("Weeding Morning", "work party", 36),
        ("Hedge Laying", "work party", 14),
        ("Seed Swap", "gathering", 60),
        ("Members' Supper", "gathering", 70),
        ("Bonfire Supper", "gathering", 90),
        ("Sourdough in the Barn", "workshop", 16),
        ("Cheese in a Day", "workshop", 12),
        ("Tractor Rides", "open farm", 75),
        ("Bees up Close", "workshop", 18),
    ),
)  # fmt: skip

FUNDS = Things(
    noun("fund"),
    (category("category"), amount("goal_cents", "goal")),
    (
        ("Solidarity Boxes", "people", 600000),
        ("Boxes for the Food Bank", "people", 450000),
        ("Apprentice's Year", "people", 1800000),
        ("New Polytunnel", "farm", 950000),
        ("Solar Panels on the Barn", "farm", 2400000),
        ("Cold Store Repair", "farm", 720000),
        ("Hedges and Ponds", "land", 380000),
        ("Orchard Replanting", "land", 540000),
    ),
)

PROPOSALS = Things(
    noun("proposal"),
    (category("topic"), quantity("seconders", 2, 9, "number of seconders", most="best supported", least="least supported")),
    (
        ("A Second Delivery Day", "deliveries", 6), ("Evening Deliveries Only", "deliveries", 3),
        ("A Pick-Up Point at the Station", "deliveries", 5), ("Paper Bags Instead of Plastic", "boxes", 8),
        ("A Smaller Box for Students", "boxes", 7), ("Fewer Turnips in Winter", "boxes", 9),
        ("Oranges from a Partner Farm", "boxes", 4), ("Chickens in the Orchard", "farm", 6),
        ("A Row of Flowers for Picking", "farm", 5), ("Open Gates on Saturdays", "farm", 3),
        ("A Fund for Bad Harvests", "money", 7), ("Half a Dollar More for the Pickers", "money", 4),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="farm_box",
    category="Land",
    about="a farm box scheme",
    words="farm box boxes vegetable vegetables veg organic subscribers harvest weekly grower growers produce field "
    "csa",
    also="meal kit",
    organisations=(
        "Long Furrow Farm", "Mudlark Organics", "Hollow Hill Farm Boxes", "Two Fields Growers", "Nettlebed Farm",
        "Rook & Barrow", "Sunday Harvest",
    ),
    persona="customer",
    people=People(
        party=noun("subscriber"), roles=("box manager", "packer", "driver", "grower"),
        extras=(category("household", ("one person", "two people", "family"), "household size"),),
    ),
    always=(
        Memberships(plan=BOXES, membership=noun("box subscription")),
        Orders(item=EXTRAS, order=noun("order"), verb=verb("order")),
        Deliveries(
            delivery=noun("delivery"),
            zones=(("Riverside", 200), ("Old Town", 250), ("Station Quarter", 250), ("Hill Villages", 450),
                   ("Harbour", 300), ("Mill Lane", 150)),
            windows=("early morning", "late morning", "afternoon", "evening"),
        ),
        Billing(charge=noun("bill"), methods=("direct_debit", "card", "cash")),
    ),
    never=(LostProperty,),
    rules=(
        never_on(
            'delivery', 'deliver_on', 1,
            says='Nothing is delivered on Mondays, when the boxes are packed.',
            refusal='Boxes are packed on Mondays, and none goes out.',
            asked='if boxes go out on that day',
        ),
    ),
    sometimes=(
        Sometimes(0.35, Votes(proposals=PROPOSALS)),
        Sometimes(0.5, Tickets(
            of="order",
            ticket=noun("complaint"),
            topics=(
                ("bruised produce", ("Half of it was bruised or squashed.",
                                     "Something had split open and soaked the rest.")),
                ("missing items", ("Half of what I had ordered was not in the box.",
                                   "One bag was missing, and it is on the bill.")),
                ("late delivery", ("The box came at nine at night, long after my window.",
                               "Nothing came on the day, and nobody wrote.")),
                ("wrong place", ("The box was left in full sun instead of the porch.",
                                 "You left my box with a neighbour whom I do not know.")),
                ("packaging", ("The crate was dirty and smelled of diesel.",
                               "There is far too much plastic around everything.")),
            ),
            resolutions=(
                "The spoilt part was credited on the next bill.",
                "What was missing came with the next box.",
                "The driver has apologised, and the delivery was free of charge.",
                "The right place now stands on the driver's list.",
                "The packers have been told and take more care now.",
            ),
        )),
        Sometimes(0.4, Events(event=FARM_DAYS, rsvp=noun("booking"),
                              venue_names=("Big Barn", "Orchard", "Packing Shed", "Top Field", "Walled Garden"))),
        Sometimes(0.35, Reviews(
            of="order",
            good=(
                "Everything was still crisp after a week.",
                "It tastes as it did in my grandmother's kitchen.",
                "Fresh, good, and half of it eaten on the spot.",
                "All as ordered, with a friendly note from the packer.",
            ),
            fair=(
                "Good, though the portions were on the small side.",
                "Lovely things, but the bag had torn on the way.",
                "Fresh and tasty, but dearer than I had thought.",
            ),
            poor=(
                "Half of it was past its date.",
                "Squashed, wet and half of it brown.",
                "Something had leaked over everything else.",
                "It stood in the sun for hours before anybody rang.",
            ),
        )),
        Sometimes(0.35, Messages(topics=(
            ("What is in season", (
                "When do you expect the first strawberries?",
                "Will there be any squash left in December?",
            )),
            ("Where to leave the box", (
                "Please leave the box behind the green bin from now on.",
                "The front gate will be locked. Could you ring the bell at number 14?",
            )),
            ("No celeriac please", (
                "Nobody here eats celeriac. Could you swap it for carrots?",
                "My son is allergic to celery. Please keep it out of the box.",
            )),
            ("Empty crates", (
                "I have six empty crates in the hall. When will you take them?",
                "Are the egg cartons of any use to you?",
            )),
        ))),
        Sometimes(0.35, Coupons(codes=(("FIRSTBOX", 20), ("MUDDYBOOTS", 10), ("GLUT15", 15), ("NEIGHBOUR", 12),
                                       ("HUNGRYGAP", 8)))),
        Sometimes(0.3, Donations(fund=FUNDS, gift=noun("donation"), pledges=noun("pledge"))),
    ),
    months=(4, 5, 6, 7, 8, 9, 10, 11),
    situations=(
        Situation("house full of guests", "{party} has the house full of guests.", ("buy", "deliver", "switch?"),
                  lead_customer="The whole family is coming to stay and we will need more food.",
                  asks=("last", "owed")),
        Situation("holiday", "{party} is away on holiday.", ("pause", "cancel*?", "pay*?"),
                  lead_customer="We are away for a few weeks, so no box please.", asks=("owed",)),
        Situation("preserving weekend", "{party} is making jam and chutney.", ("buy", "amend?", "deliver?"),
                  lead_customer="I am spending the whole weekend at the stove.", asks=("last", "owed")),
    ),
    leads=(
        "We finished the last box to the very last leaf.",
        "We are eating better since the boxes come.",
        "The children have started to like vegetables.",
        "The neighbours tasted your apples and are jealous.",
    ),
)  # fmt: skip
