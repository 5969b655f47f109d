"""A bakery: regulars order bread ahead, and have it brought to the door."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.events import Events
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import never_on

BAKES = Things(
    noun("bake"),
    (
        category("kind"),
        quantity("weight_g", 60, 2000, "weight", "grams", most="heaviest", least="lightest"),
        price("price_cents"),
    ),
    (
        ("Country sourdough", "bread", 900, 680), ("Seeded rye", "bread", 1000, 720), ("Wholemeal tin loaf", "bread", 800, 490),
        ("Spelt loaf", "bread", 750, 640), ("Baguette", "bread", 250, 290), ("Olive focaccia", "bread", 600, 780),
        ("Poppy seed roll", "roll", 70, 95), ("Pretzel roll", "roll", 90, 140), ("Soft burger bun", "roll", 85, 120),
        ("Butter croissant", "pastry", 75, 260), ("Almond croissant", "pastry", 110, 360), ("Cinnamon bun", "pastry", 120, 340),
        ("Apple turnover", "pastry", 130, 330), ("Carrot cake", "cake", 1400, 3200), ("Black Forest gateau", "cake", 2000, 4600),
        ("Lemon drizzle loaf", "cake", 650, 1450), ("Plum tart", "cake", 1100, 2600), ("Oat biscuits (12)", "biscuit", 240, 560),
    ),
)  # fmt: skip

PLANS = Things(
    noun("plan"),
    (
        price("monthly_cents", label="monthly price"),
        quantity("discount_percent", 0, 25, "discount", "percent", most="most generous"),
    ),
    (("Saturday Loaf", 900, 5), ("Daily Rolls", 1500, 10), ("Family Basket", 2600, 15), ("Cafe Account", 4800, 20)),
)

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 10, 250, "cost", "points", most="dearest", least="cheapest"),),
    (
        ("Free coffee", 10), ("Poppy seed roll", 15), ("Cinnamon bun", 25), ("Loaf of the week", 50),
        ("Cotton bread bag", 90), ("Jar of sourdough starter", 120), ("Lemon drizzle loaf", 130), ("Baking class", 250),
    ),
)  # fmt: skip

COURSES = Things(
    noun("baking course"),
    (category("level"), price("price_cents")),
    (
        ("First Sourdough", "beginner", 5900), ("Rolls for Breakfast", "beginner", 4200), ("Pizza at Home", "beginner", 4600),
        ("Biscuits for Beginners", "beginner", 2800), ("Rye and Seeds", "intermediate", 6400),
        ("Bagels and Pretzels", "intermediate", 5400), ("Enriched Doughs", "intermediate", 6200),
        ("Gluten-free Baking", "intermediate", 6000), ("Croissants from Scratch", "advanced", 9800),
        ("Layer Cakes", "advanced", 8400), ("Sugar Flowers", "advanced", 7900), ("Baking in a Wood Oven", "advanced", 8800),
    ),
)  # fmt: skip

EVENINGS = Things(
    noun("bakery event"),
    (category("kind"), quantity("capacity", 8, 60, "number of places", most="largest", least="smallest")),
    (
        ("Long Bread Table", "tasting", 30), ("Cheese and Rye Tasting", "tasting", 16), ("Cake Tasting for Couples", "tasting", 8),
        ("Night Shift Visit", "visit", 8), ("Mill Walk", "visit", 20), ("Meet the Miller", "visit", 24),
        ("Village Breakfast", "breakfast", 40), ("Croissant Breakfast", "breakfast", 24), ("Neighbours' Breakfast", "breakfast", 60),
        ("Wood Oven Day", "open day", 50), ("Bring Your Own Dough", "open day", 18), ("Cookie Swap", "open day", 36),
    ),
)  # fmt: skip

COMPLAINTS = (
    ("missing item", ("There was one rye too few in the bag, and it is on the bill.",
                      "I ordered eight rolls and counted six at home.")),
    ("quality", ("The sourdough was burnt underneath and I could not cut it.",
                 "The croissants were yesterday's, dry and bent.",
                 "There was a piece of baking paper in the middle of the loaf.")),
    ("delivery", ("The bread came at eleven, when everybody had had breakfast.",
                  "The bag was left in the rain in front of the wrong door.")),
    ("cake", ("The name on the birthday cake was spelled wrong.",
              "The tart had collapsed in its box before I got home.")),
)  # fmt: skip

WRITTEN = (
    ("Allergies", ("Is the spelt loaf baked on the same trays as the nut pastries?",
                   "Which of your cakes contain no egg?")),
    ("Cake for a celebration", ("Could you write a name and the number 80 on a carrot cake?",
                                "How many people does the Black Forest gateau feed?")),
    ("Slicing", ("Would you slice both loaves, please? Thin, if the machine allows.",
                 "Please leave the rye whole this week.")),
    ("Leaving it at the door", ("If nobody answers, please hang the bag on the garden gate.",
                                "Our bell is broken. Please knock at the kitchen window.")),
)  # fmt: skip

DOMAIN = Domain(
    name="bakery",
    category="Food",
    about="a bakery",
    words="bakery bread baker bakers loaf loaves cake cakes rolls pastry croissant sourdough bake baking flour oven "
    "patisserie pre-orders pre-order grocery groceries ingredients",
    organisations=(
        "Old Mill Bakery", "Crumb and Crust", "Lark Rise Bakery", "The Early Oven", "Rye Street Bakers", "Hearth and Salt",
    ),
    persona="customer",
    people=People(party=noun("customer"), roles=("shop manager", "baker", "counter assistant", "driver")),
    always=(
        Orders(item=BAKES, order=noun("pre-order"), verb=verb("order")),
        Deliveries(delivery=noun("delivery"), zones=(
            ("Old Town", 200), ("Riverside", 250), ("Station Quarter", 300), ("North Hill", 400), ("Garden City", 450)),
            windows=("06:30-07:30", "07:30-08:30", "08:30-10:00", "16:00-18:00")),
        Billing(charge=noun("bill"), methods=("card", "cash", "direct_debit")),
    ),
    rules=(
        never_on(
            'delivery', 'deliver_on', 0,
            says='Nothing is delivered on Sundays.',
            refusal='The van does not go out on Sundays.',
            asked='if the van goes out on that day',
        ),
    ),
    sometimes=(
        Sometimes(0.5, Loyalty(account=noun("loyalty card"), points=noun("point"), rewards=REWARDS)),
        Sometimes(0.5, Coupons(coupon=noun("coupon"), codes=(
            ("FIRSTLOAF", 15), ("RYE10", 10), ("EARLYOVEN", 5), ("CAKEDAY20", 20), ("NEIGHBOUR", 10), ("CRUMBS5", 5)))),
        Sometimes(0.6, Reviews(
            of="order",
            good=("Crackling crust, still warm, and the rolls were counted right.",
                  "The cake looked better than in the picture, and nothing was left by four o'clock.",
                  "Fresh, on time, and a spare pretzel for the little one."),
            fair=("Good bread, but it could have done with ten minutes more.",
                  "The pastries were fine. The bag was soaked with butter.",
                  "Tasty cake, half an hour late."),
            poor=("Stale rolls and half of the order missing.",
                  "Burnt at the bottom, raw in the middle.",
                  "The gateau had slid out of shape, and nobody rang back."))),
        Sometimes(0.5, Messages(topics=WRITTEN)),
        Sometimes(0.5, Tickets(of="order", ticket=noun("complaint"), topics=COMPLAINTS, resolutions=(
            "What had been left out was taken off the bill.",
            "We brought a replacement round the same morning.",
            "We talked to the driver and gave the delivery fee back.",
            "We baked it again at no charge."))),
        Sometimes(0.4, Memberships(plan=PLANS, membership=noun("bread subscription"))),
        Sometimes(0.4, Classes(course=COURSES, session=noun("class"), enrolment=noun("enrolment"), teacher_names=(
            "Agnes Kowal", "Renzo Bianchi", "Hilde Brandt", "Theo Lambert"))),
        Sometimes(0.3, Events(event=EVENINGS, rsvp=noun("sign-up"), venue_names=(
            "the shop", "the bakehouse", "the mill", "the yard"))),
        Sometimes(0.3, LostProperty(places=("at the counter", "by the door", "in the shop", "on the bench outside"))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("breakfast for many", "{party} has the whole family to stay.", ("buy", "deliver?", "pay?"),
                  lead_customer="The whole family is coming to stay.", asks=("owed", "last")),
        Situation("birthday cake", "{party} has a birthday in the house.", ("buy", "ask?", "deliver?"),
                  lead_customer="There is a birthday in the house on Saturday.", asks=("owed",)),
        Situation("away for a week", "{party} will be away.", ("cancel*", "pay?"),
                  lead_customer="We are going away and will not need our pre-orders.", asks=("owed", "last")),
    ),
    leads=(
        "I could smell your oven from the tram.", "I was too late to call in at the shop today.",
        "The neighbours cannot stop talking about your bread.",
    ),
)  # fmt: skip
