"""A swimming pool: swimmers come to courses, book lanes and gather points on their card."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

COURSES = Things(
    noun("course"),
    (category("level"), category("basin", label="pool"), price("price_cents", label="price of a class")),
    (
        ("Water Confidence", "beginner", "warm pool", 1200), ("First Strokes", "beginner", "teaching pool", 1100),
        ("Floating and Gliding", "beginner", "teaching pool", 1100), ("Backstroke Basics", "intermediate", "main pool", 1200),
        ("Adults Who Never Learned", "beginner", "teaching pool", 1500),
        ("Breaststroke Repair", "intermediate", "main pool", 1600),
        ("Front Crawl in Eight Weeks", "intermediate", "main pool", 1600),
        ("Masters Squad", "advanced", "main pool", 1300), ("Turns and Starts", "advanced", "main pool", 1500),
        ("Lifesaver Bronze", "advanced", "main pool", 2200), ("Aqua Jogging", "all levels", "main pool", 900),
        ("Warm Backs", "all levels", "warm pool", 1000), ("Diving from One Metre", "beginner", "diving pool", 1400),
        ("Synchronised Swimming", "intermediate", "diving pool", 1300),
    ),
)  # fmt: skip

LANES = Things(
    noun("lane"),
    (category("pace"), category("basin", label="pool"), quantity("length_m", 12, 50, "length", "metres", most="longest",
                                                                 least="shortest")),
    (
        ("Lane 1", "slow", "main pool", 50), ("Lane 2", "slow", "main pool", 50), ("Lane 3", "medium", "main pool", 50),
        ("Lane 4", "medium", "main pool", 50), ("Lane 5", "fast", "main pool", 50), ("Lane 6", "fast", "main pool", 50),
        ("Lane 7", "slow", "teaching pool", 20), ("Lane 8", "medium", "teaching pool", 20),
        ("Lane 9", "slow", "warm pool", 12), ("Lane 10", "medium", "outdoor pool", 33),
        ("Lane 11", "fast", "outdoor pool", 33),
    ),
)  # fmt: skip

HIRES = Things(
    noun("kind of swim", "kinds of swim"),
    (category("kind", label="kind of group"), quantity("minutes", 30, 120, "length", "minutes", most="longest",
                                                      least="shortest", step=15), price("price_cents", label="price")),
    (
        ("Quick Swim", "single", 30, 700), ("Long Swim", "single", 60, 1200),
        ("Fitness Swim", "single", 45, 800), ("Pair Training", "pair", 60, 1800),
        ("Private Coaching", "coaching", 30, 2900), ("Stroke Filming", "coaching", 45, 4800),
        ("Triathlon Training", "club", 90, 3600), ("Club Training", "club", 120, 5900),
        ("Relay Training", "club", 60, 3200), ("Family Swim", "family", 60, 1500),
        ("Distance Swim", "single", 120, 2100), ("Rehab Swim", "health", 45, 1100),
    ),
)  # fmt: skip

CABINS = Things(
    noun("cabin"),
    (category("deck", label="area"), quantity("places", 1, 8, "number of places", at_least="for at least {value} people",
                                most="largest", least="smallest"), price("day_rate_cents", label="daily rate")),
    (
        ("C1", "sun deck", 2, 900), ("C2", "sun deck", 2, 900), ("C3", "sun deck", 4, 1500),
        ("C4", "sun deck", 4, 1500), ("G1", "garden", 2, 1100), ("G2", "garden", 4, 1700), ("G3", "garden", 6, 2300),
        ("G4", "garden", 8, 2900), ("W1", "warm hall", 1, 600), ("W2", "warm hall", 1, 600),
        ("W3", "warm hall", 2, 1000),
    ),
)  # fmt: skip

SHOP = Things(
    noun("shop item"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Racing Goggles", "goggles", 2400), ("Children's Goggles", "goggles", 1200),
        ("Optical Goggles", "goggles", 3200), ("Silicone Cap", "caps", 900), ("Long-Hair Cap", "caps", 1200),
        ("Pack of Swim Nappies", "babies", 850), ("Arm Bands", "babies", 700),
        ("Swim Belt", "aids", 1600), ("Kickboard", "aids", 1400), ("Pull Buoy", "aids", 1300),
        ("Short Fins", "aids", 3400), ("Nose Clip", "small things", 350), ("Ear Plugs", "small things", 400),
        ("Padlock", "small things", 600), ("Towel", "comfort", 1500),
    ),
)  # fmt: skip

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 20, 400, "cost", "points", most="dearest", least="cheapest"),),
    (("Hot Chocolate", 20), ("Key Ring", 30), ("Sauna Hour", 90), ("Swim Cap", 70), ("Guest Entry", 60),
     ("Swimming Lesson", 260), ("Pool Towel", 120), ("Ten-Entry Ticket", 400)),
)  # fmt: skip

PLANS = Things(
    noun("membership plan"),
    (price("price_cents", label="monthly price"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (("Early Bird", 1900, 5), ("Off-Peak", 2400, 5), ("Swimmer", 3200, 10), ("Swim and Sauna", 4500, 15),
     ("Family", 5900, 20), ("Senior", 2200, 15), ("Club", 3900, 25)),
)  # fmt: skip

DOMAIN = Domain(
    name="swimming_pool",
    category="Public",
    about="a swimming pool",
    words="swimming pool swimmers lanes swim lifeguards lockers goggles water municipal baths lengths pools "
    "courses entry diving",
    organisations=("Guildhall Baths", "Northgate Pool", "The Lido", "Wexcombe Swimming Pool", "Canal Street Baths",
                   "Dunmore Leisure Pool"),
    persona="customer",
    people=People(party=noun("swimmer"), roles=("pool manager", "lifeguard", "swimming teacher", "cashier"),
                  extras=(category("pace", ("slow", "medium", "fast"), "pace"),)),
    always=(
        Classes(course=COURSES, session=noun("class"), enrolment=noun("enrolment"),
                teacher_names=("Rhona Kirk", "Dele Adeyinka", "Marzena Wilk", "Paulo Freitas")),
        Loyalty(account=noun("swim card"), points=noun("point"), rewards=REWARDS),
        Billing(charge=noun("pool bill"), methods=("card", "cash", "direct_debit")),
    ),
    never=(Qualifications,),
    rules=(
        Rule(
            says='Advanced classes are for fast swimmers.',
            made='enrolment',
            holds="{course.level} <> 'advanced' OR {party.pace} = 'fast'",
            refusal='Advanced classes are for fast swimmers.',
            asked='if {whose} pace is fast enough for it',
            mine={'pace': ('slow', 'medium')},
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(kinds=("towel", "swimsuit", "watch", "keys", "water bottle", "bag", "jacket"), places=("in the changing room", "by the pool", "in the showers", "at the till"))),
        Sometimes(0.35, Returns()),
        Sometimes(0.6, Appointments(provider=LANES, service=HIRES, appointment=noun("reservation"), verb=verb("book"), at="on",
                                    busy=1.8)),
        Sometimes(0.45, Orders(item=SHOP, order=noun("shop order"))),
        Sometimes(0.4, Memberships(plan=PLANS, membership=noun("membership"))),
        Sometimes(0.4, Tickets(of="enrolment", ticket=noun("complaint"), options={"about": "nothing"}, topics=(
            ("water", ("My eyes burned for an hour.", "The water in the teaching pool was cloudy this morning.")),
            ("changing rooms", ("The floor by the showers is so slippery that my aunt fell.",
                                "Three of five hair dryers are dead.")),
            ("locker", ("My locker took the coin and kept it.", "My watch was gone, and the lock was whole.")),
            ("other swimmers", ("Four men stood chatting in the fast lane.",
                              "Somebody with fins swims over everyone on Tuesdays.")),
            ("class", ("There were fourteen of us and one teacher.",
                       "The course was moved to the cold pool without a word.")),
        ), resolutions=("Water tested and chlorine corrected.", "The changing rooms were seen to the same day.",
                        "The locker was opened and its lock exchanged.", "The lifeguard now keeps the lanes apart.",
                        "The teacher rang and talked it over."))),
        Sometimes(0.35, Bookings(thing=CABINS, booking=noun("rental"), verb=verb("rent"), longest=5, busy=1.2)),
        Sometimes(0.35, Messages(topics=(
            ("Lost property", ("I have left one flipper, blue, left foot.", "Was a ring found in the sauna?")),
            ("The right class", ("My daughter has her first badge. Which class comes next?",
                                   "May my son repeat the beginners' class?")),
            ("Medical", ("May I swim with a plaster cast cover?", "Is there a hoist at the warm pool?")),
            ("Opening hours", ("Are you open on the holiday?", "When is it quiet enough for a nervous swimmer?")),
        ))),
        Sometimes(0.3, Assessments(form=noun("badge test"), subjects=("lifesaving", "diving", "distance swimming", "water safety"),
                                   rubric=(("distance", 30), ("dive", 20), ("under water", 20), ("rescue", 20),
                                           ("pool rules", 10)))),
        Sometimes(0.3, Reviews(of="enrolment",
            good=("Went in frightened and came out a fish.", "Warm water, patient teacher, no shouting.",
                  "I am sixty-eight and can swim now."),
            fair=("A good course, but the showers were cold.", "Fine lanes, crowded after six."),
            poor=("Twice there was no teacher at all.", "I swallowed more hair than water."))),
        Sometimes(0.25, Coupons(codes=(("SPLASH10", 10), ("EARLYLANE", 15), ("BADGE20", 20), ("RAINYSUNDAY", 12),
                                       ("FIRSTLENGTH", 5)))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("ear infection", "{party} has an ear infection.", ("drop", "cancel?", "pay?"),
                  lead_customer="I have an ear infection and must keep out of the water.", asks=("owed", "last")),
        Situation("good resolution", "{party} wants to be in the water more often.", ("enrol", "book?", "enrol?"),
                  lead_customer="I want to be in the water more often.", asks=("owed", "last")),
        Situation("rainy holidays", "{party} has a week off, and it rains.", ("enrol", "redeem?", "buy?"),
                  lead_customer="I have a week off and it is pouring.", asks=("last", "owed")),
    ),
    leads=(
        "My doctor says that I should swim more.",
        "I was at the pool this morning and forgot to ask.",
        "I have a little more time for swimming now.",
    ),
)  # fmt: skip
