"""A climbing gym: memberships, courses, and ropes and crash pads to rent."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.events import Events
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

PLANS = Things(
    noun("plan"),
    (
        price("monthly_cents", label="monthly price"),
        quantity("discount_percent", 0, 25, "discount", "percent", most="most generous"),
    ),
    (
        ("Off-Peak", 2900, 5),
        ("Student", 3400, 10),
        ("Standard", 4900, 10),
        ("Standard Plus", 6500, 15),
        ("Team", 8900, 25),
    ),
)

COURSES = Things(
    noun("course"),
    (category("level"), price("price_cents")),
    (
        ("Top Rope Taster", "beginner", 2900), ("Belay Course", "beginner", 5900), ("Bouldering Basics", "beginner", 3500),
        ("Improvers' Club", "beginner", 4200), ("Footwork", "intermediate", 3900), ("Lead Climbing", "intermediate", 8900),
        ("Movement on Overhangs", "intermediate", 4400), ("Overcoming the Fear of Falling", "intermediate", 3200),
        ("Fingerboard Training", "advanced", 3800), ("Power and Campus Board", "advanced", 4600),
        ("Rope Rescue", "advanced", 9500), ("From Gym to Rock", "advanced", 11900),
    ),
)  # fmt: skip

GEAR = Things(
    noun("rental item"),
    (
        category("kind", label="type"),
        quantity("weight_kg", 1, 12, "weight", "kilograms", most="heaviest", least="lightest"),
        price("day_rate_cents", label="daily rate"),
    ),
    (
        ("Amber rope", "rope", 4, 1400), ("Cobalt rope", "rope", 5, 1700), ("Moss rope", "rope", 5, 1900),
        ("Slate rope", "rope", 3, 1200), ("Cherry rope", "rope", 3, 1000), ("Gecko crash pad", "crash pad", 6, 1100),
        ("Falcon crash pad", "crash pad", 8, 1500), ("Badger crash pad", "crash pad", 9, 1800),
        ("Otter crash pad", "crash pad", 5, 900), ("Starter rack", "trad rack", 4, 2200), ("Full rack", "trad rack", 7, 3600),
        ("Wall rack", "trad rack", 10, 4400),
    ),
)  # fmt: skip

COACHES = Things(
    noun("coach", "coaches"),
    (category("specialty"),),
    (("Mika Laine", "bouldering"), ("Sofía Rueda", "lead climbing"), ("Ben Achterberg", "strength"), ("Tara Joshi", "children"),
     ("Dario Conti", "bouldering"), ("Freya Lund", "fear of falling")),
)  # fmt: skip

COACHING = Things(
    noun("service"),
    (
        category("focus", label="kind of coaching"),
        quantity("minutes", 30, 120, "length", "minutes", most="longest", least="shortest", step=15),
        price("price_cents"),
    ),
    (
        ("Belay test", "safety", 30, 1000), ("Lead test", "safety", 45, 1500), ("Technique check", "technique", 45, 3200),
        ("Video analysis", "technique", 60, 4800), ("Dynamic moves practice", "technique", 60, 4200), ("Strength assessment", "training", 60, 4500),
        ("Training plan review", "training", 90, 7200), ("Injury comeback plan", "training", 60, 5200), ("Falling practice", "mind", 60, 4600),
        ("First climb", "introduction", 60, 3900), ("Family introduction", "introduction", 120, 8800),
        ("Partner practice", "introduction", 90, 6900),
    ),
)  # fmt: skip

SHOP = Things(
    noun("shop item"),
    (category("shelf"), price("price_cents")),
    (
        ("Loose chalk (250 g)", "chalk", 1190), ("Chalk ball", "chalk", 490), ("Liquid chalk", "chalk", 990),
        ("Chalk bag", "chalk", 1990), ("Finger tape", "skin", 450), ("Hand balm", "skin", 1290), ("Skin file", "skin", 690),
        ("Boar-hair brush", "brushes", 590), ("Telescopic brush", "brushes", 2490), ("Belay device", "hardware", 3400),
        ("Locking carabiner", "hardware", 1390), ("Harness", "hardware", 6900), ("Belay glasses", "hardware", 5900),
        ("Oat bar", "snacks", 250), ("Bottle of apple spritzer", "snacks", 320),
    ),
)  # fmt: skip

MEETS = Things(
    noun("meet-up"),
    (category("kind"), quantity("capacity", 8, 80, "number of places", most="largest", least="smallest")),
    (
        ("Boulder League", "competition", 80), ("Speed Night", "competition", 32), ("Team Relay", "competition", 48),
        ("Masters' Cup", "competition", 40), ("Women's Climbing Night", "social", 30), ("Over-Fifties Morning", "social", 20),
        ("New Faces Evening", "social", 24), ("Blindfold Bouldering", "social", 16), ("Mountain Film Night", "talk", 60),
        ("Route Setters' Talk", "talk", 25), ("Day Trip to Raven Crag", "outing", 12), ("Weekend at the Sea Cliffs", "outing", 8),
    ),
)  # fmt: skip

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 20, 400, "cost", "points", most="dearest", least="cheapest"),),
    (
        ("Free coffee", 20), ("Finger tape", 35), ("Guest pass", 90), ("Chalk bag", 160), ("Brush set", 120),
        ("Technique check", 240), ("Free month", 400),
    ),
)  # fmt: skip

COMPLAINTS = (
    ("route", ("The start hold of the blue route in the cave spins.", "A screw sticks out next to the top of the slab.",
               "The circuit in the corner has not been changed for two months.")),
    ("rental gear", ("The crash pad I rented had a torn strap.", "The middle mark of the rope has worn off.")),
    ("changing rooms", ("The door of my locker no longer closes.", "There is no hot water in the left shower.")),
    ("membership", ("I froze my membership and was charged all the same.",
                    "The student price has not been applied, although I showed my card.")),
)  # fmt: skip

WRITTEN = (
    ("Belay test", ("I learned to belay in another gym. Do I still need the test?",
                    "How long is a belay test valid if I have not climbed for a year?")),
    ("Children", ("Is there a lower age limit on the boulder wall?", "Can I belay two children in turn?")),
    ("Injury", ("I have strained a finger. Can I pause for a month?", "My knee is still stiff. Is there a coach who knows about that?")),
    ("Opening hours", ("Are you open on bank holidays?", "Until when may I stay on the wall in the evening?")),
)  # fmt: skip

DOMAIN = Domain(
    name="climbing_gym",
    category="Sport",
    about="a climbing gym",
    words="climbing gym climb climber climbers bouldering boulder wall rope ropes belay fitness workout harness training "
    "sport studio exercise yoga runners cyclists running",
    organisations=(
        "Granite Hall", "The Overhang", "Chalk Works", "Basecamp Climbing", "Crux and Co", "The Boulder Barn",
    ),
    persona="customer",
    people=People(party=noun("climber"), roles=("manager", "route setter", "coach", "front desk"),
                  extras=(category("belay", ("top rope", "lead", "not tested"), label="belay test"),)),
    always=(
        Classes(course=COURSES, session=noun("class"), enrolment=noun("enrolment"), teacher_names=(
            "Mika Laine", "Sofía Rueda", "Ben Achterberg", "Tara Joshi")),
        Memberships(plan=PLANS, membership=noun("membership")),
        Billing(charge=noun("invoice"), methods=("card", "cash", "direct_debit")),
    ),
    never=(Qualifications,),
    rules=(
        Rule(
            says='Intermediate courses need a belay test, advanced ones a test on lead.',
            made='enrolment',
            holds="{course.level} = 'beginner' OR {party.belay} = 'lead' OR ({course.level} = 'intermediate' AND {party.belay} = 'top rope')",
            refusal='The belay test on file is not enough for this course.',
            asked='if {whose} belay test is good enough for it',
            mine={'belay': ('not tested', 'top rope')},
        ),
    ),
    sometimes=(
        Sometimes(0.6, Bookings(thing=GEAR, booking=noun("rental"), verb=verb("rent"), unit=noun("day"), longest=4)),
        Sometimes(0.5, Orders(item=SHOP, order=noun("shop order"))),
        Sometimes(0.5, Events(event=MEETS, rsvp=noun("sign-up"), venue_names=(
            "the main hall", "the boulder cave", "the bar", "the car park"))),
        Sometimes(0.5, Tickets(ticket=noun("report"), options={"about": "nothing"}, topics=COMPLAINTS, resolutions=(
            "The route setters saw to it the same day.",
            "We took it out of use and replaced it.",
            "The caretaker repaired it the same evening.",
            "The charge was taken back, with an apology."))),
        Sometimes(0.4, Appointments(provider=COACHES, service=COACHING, appointment=noun("coaching session"),
                                    verb=verb("book"))),
        Sometimes(0.4, Messages(topics=WRITTEN)),
        Sometimes(0.3, Loyalty(account=noun("chalk card"), points=noun("point"), rewards=REWARDS)),
        Sometimes(0.3, Coupons(coupon=noun("coupon"), codes=(
            ("FIRSTROPE", 15), ("CRUX10", 10), ("RAINYDAY", 10), ("BELAYBUDDY", 20), ("CHALK5", 5)))),
        Sometimes(0.3, LostProperty(places=("in the changing room", "in the boulder cave", "by the lockers", "at the bar"))),
        Sometimes(0.3, Inspections(subjects=(
            ("damage", ("A seam has come loose and was marked in red.", "There is a cut that was not there before.")),
            ("wear", ("It is worn and will not last the season.", "One part is worn through.")),
        ))),
        Sometimes(0.2, Assessments(form=noun("climbing assessment"), rubric=(
            ("footwork", 25), ("technique", 25), ("strength", 20), ("endurance", 15), ("rope handling", 15)))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("injured finger", "{party} has hurt a finger.", ("pause?", "drop", "cancel?"),
                  lead_customer="I have strained a finger and must not climb.", asks=("owed", "last")),
        Situation("a new partner", "{party} has found a climbing partner.", ("enrol", "join?", "book?"),
                  lead_customer="I have finally found a climbing partner.", asks=("owed",)),
        Situation("trip to the crags", "{party} is off to the crags next month.", ("enrol", "buy?", "book?"),
                  lead_customer="I am off to the crags next month.", asks=("owed", "last")),
    ),
    leads=(
        "My forearms have recovered.", "I fell off the same move three times last night.",
        "It is raining, so indoors it is.", "A colleague has talked me into it.",
    ),
)  # fmt: skip
