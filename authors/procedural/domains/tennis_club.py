"""A tennis club: the office books courts, runs coaching and tournaments, and minds the ball machine."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.auctions import Auctions
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.events import Events
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.rules import Rule

COURTS = Things(
    noun("court"),
    (category("surface", label="kind of court"),),
    (
        ("Court 1", "clay"), ("Court 2", "clay"), ("Court 3", "clay"), ("Court 4", "clay"), ("Court 5", "grass"),
        ("Court 6", "grass"), ("Court 7", "hard"), ("Court 8", "hard"), ("Hall A", "carpet"), ("Hall B", "carpet"),
        ("Court 9", "hard"), ("Centre Court", "grass"),
    ),
)  # fmt: skip

COURT_TIMES = Things(
    noun("kind of play", "kinds of play"),
    (
        category("kind"),
        quantity("minutes", 45, 180, "length", "minutes", most="longest", least="shortest", step=15),
        price("price_cents"),
    ),
    (
        ("Singles", "members' play", 60, 1200), ("Long singles", "members' play", 90, 1700), ("Doubles", "members' play", 90, 2000),
        ("Long doubles", "members' play", 120, 2600), ("Mixed doubles", "members' play", 90, 2000),
        ("Guest singles", "guests", 60, 1800), ("Guest doubles", "guests", 90, 2800), ("Ladder match", "matches", 120, 1000),
        ("Team match", "matches", 180, 3600), ("Family hour", "juniors", 60, 900), ("Junior practice", "juniors", 45, 600),
        ("Serve practice", "members' play", 45, 800),
    ),
)  # fmt: skip

EQUIPMENT = Things(
    noun("equipment item"),
    (
        category("kind"),
        quantity("weight_g", 240, 38000, "weight", "grams", most="heaviest", least="lightest"),
        price("day_rate_cents", label="daily rate"),
    ),
    (
        ("Ball machine Bruno", "ball machine", 19000, 3200), ("Ball machine Ada", "ball machine", 22000, 3600),
        ("Ball trolley 1", "training", 9000, 800), ("Ball trolley 2", "training", 9500, 800), ("Speed gun", "training", 900, 1500),
        ("Target nets", "training", 4200, 600), ("Test racket Falcon 100", "racket", 300, 900),
        ("Test racket Falcon 98", "racket", 315, 900), ("Test racket Aria", "racket", 270, 800),
        ("Junior racket 25", "racket", 240, 400), ("Stringing machine", "workshop", 38000, 2800),
        ("Umpire's chair on wheels", "matches", 34000, 1800), ("Scoreboard", "matches", 6500, 1000),
    ),
)  # fmt: skip

PLANS = Things(
    noun("plan"),
    (
        price("monthly_cents", label="monthly price"),
        quantity("discount_percent", 0, 25, "discount", "percent", most="most generous"),
    ),
    (("Junior", 1200, 10), ("Weekday", 2600, 10), ("Full", 4400, 15), ("Family", 7200, 20), ("Social", 900, 0)),
)

COURSES = Things(
    noun("coaching course"),
    (category("level"), price("price_cents")),
    (
        ("First Serve", "beginner", 7900), ("Adult Beginners", "beginner", 9800), ("Mini Tennis", "juniors", 6200),
        ("Saturday Squad", "juniors", 11200), ("Holiday Camp", "juniors", 14900), ("Backhand Clinic", "intermediate", 6800),
        ("Second Serve", "intermediate", 6500), ("Doubles Tactics", "intermediate", 7400), ("Cardio Tennis", "intermediate", 5900),
        ("Net Play", "advanced", 7200), ("Match Play", "advanced", 8800), ("Team Training", "advanced", 12400),
    ),
)  # fmt: skip

SHOP = Things(
    noun("pro shop item"),
    (category("shelf"), price("price_cents")),
    (
        ("Tube of four balls", "balls", 1190), ("Box of junior balls", "balls", 2900), ("Overgrip (3)", "grips", 790),
        ("Replacement grip", "grips", 1490), ("Multifilament string", "strings", 1800), ("Polyester string", "strings", 1500),
        ("Vibration stop", "strings", 490), ("Wristbands", "clothing", 890), ("Club cap", "clothing", 1900),
        ("Club polo shirt", "clothing", 3600), ("Clay-court shoes", "clothing", 10900), ("Racket bag", "bags", 6900),
        ("Sun cream", "care", 1290), ("Blister plasters", "care", 690), ("Isotonic drink", "drinks", 290),
    ),
)  # fmt: skip

TOURNAMENTS = Things(
    noun("club event"),
    (category("kind"), quantity("capacity", 8, 80, "number of places", most="largest", least="smallest"), price("price_cents")),
    (
        ("Spring Singles", "tournament", 32, 1800), ("Club Championship", "tournament", 64, 2500), ("Wooden Racket Cup", "tournament", 24, 1500),
        ("Midnight Doubles", "tournament", 32, 2000), ("Parents and Children Cup", "tournament", 40, 1600),
        ("Veterans' Round Robin", "tournament", 16, 1400), ("Mixed Doubles Sunday", "social", 48, 1200), ("Strawberry Afternoon", "social", 80, 900),
        ("Quiz and Curry", "social", 60, 1900), ("Court Opening Day", "work party", 30, 300), ("Umpiring Evening", "talk", 20, 500),
        ("Stringing Evening", "talk", 8, 1500),
    ),
)  # fmt: skip

COMPLAINTS = (
    ("court", ("Court 3 had not been swept, and there was a puddle behind the baseline.",
               "The net on Court 7 sags a hand's breadth in the middle.",
               "The floodlights went out in the second set.")),
    ("double use", ("Another pair was already playing on the court that I had booked.",
                    "The junior squad ran over by twenty minutes into our hour.")),
    ("coaching", ("The course was cancelled twice, and nobody told my daughter.",
                  "There were ten children on one court.")),
    ("subscription", ("I moved to the weekday plan in March and still pay the full one.",
                      "My guest fee was charged although I played with a member.")),
)  # fmt: skip

WRITTEN = (
    ("Ladder", ("Your challenge has been accepted. Please agree on a date within two weeks.",
                "Your ladder match has not been played yet. It lapses on Sunday.")),
    ("Team news", ("You are in the team for Saturday. We meet at nine by the gate.",
                   "We are one player short at the weekend. Could you step in?")),
    ("Closed courts", ("The clay courts stay closed until the ground has dried.",
                       "Hall A is being resurfaced, so your court has been changed.")),
    ("Subscription", ("Your direct debit came back unpaid. Please check your details.",
                      "You asked about the family plan. It pays for itself from the third player.")),
)  # fmt: skip

WORK = (
    ("inspection", ("Check for wear, and note what will not last the season.", "Check that nothing is loose and nothing is missing.")),
    ("repair", ("Mend what came back damaged from the last hire.", "Send it to the maker and have the worn parts replaced.")),
    ("cleaning", ("Wash off the clay and dry it well.", "Clean it and renew the grip tape.")),
    ("labelling", ("Renew the club's label and the inventory number.", "Attach a card that says how to use it.")),
)  # fmt: skip

DOMAIN = Domain(
    name="tennis_club",
    category="Sport",
    about="a tennis club",
    words="tennis court courts club player players racket match matches coaching tournament ladder squash padel badminton "
    "football league clubs team teams pitches fixtures referees",
    organisations=(
        "Park Road Tennis Club", "Limes Lawn Tennis Club", "Red Clay Tennis", "Hazelwood Tennis Club",
        "The Baseline Club", "Riverbend Lawn Tennis",
    ),
    persona="staff",
    people=People(party=noun("player"), roles=("club secretary", "head coach", "groundskeeper", "bar manager"),
                  extras=(category("level", ("beginner", "club player", "team player")),)),
    always=(
        Appointments(provider=COURTS, service=COURT_TIMES, appointment=noun("court booking"), verb=verb("book"), at="on"),
        Billing(charge=noun("invoice"), methods=("card", "cash", "direct_debit")),
    ),
    rules=(
        Rule(
            says='Matches are for team players.',
            made='appointment',
            holds="{service.kind} <> 'matches' OR {party.level} = 'team player'",
            refusal='Courts are only booked for matches by team players.',
            asked='if {whose} level allows that kind of play',
        ),
    ),
    sometimes=(
        Sometimes(0.35, Votes()),
        Sometimes(0.35, Auctions()),
        Sometimes(0.35, Returns()),
        Sometimes(0.8, Memberships(plan=PLANS, membership=noun("membership"))),
        Sometimes(0.6, Classes(course=COURSES, session=noun("coaching session"), enrolment=noun("enrolment"), teacher_names=(
            "Kate Ellwood", "Marco Silvestri", "Ana Popescu", "Dev Patel"))),
        Sometimes(0.5, Events(event=TOURNAMENTS, rsvp=noun("entry", "entries"), venue_names=(
            "the clay courts", "the lawn", "the clubhouse", "Hall A"))),
        Sometimes(0.4, Bookings(thing=EQUIPMENT, booking=noun("equipment hire"), verb=verb("hire"), unit=noun("day"), longest=4)),
        Sometimes(0.4, Orders(item=SHOP, order=noun("shop order"))),
        Sometimes(0.5, Tickets(ticket=noun("complaint"), topics=COMPLAINTS, resolutions=(
            "The court was swept and the net tightened the same day.",
            "An hour was credited, and the squad now ends ten minutes earlier.",
            "The subscription was corrected back to March."))),
        Sometimes(0.4, Messages(topics=WRITTEN)),
        Sometimes(0.3, Maintenance(order=noun("work order"), kinds=WORK)),
        Sometimes(0.3, Coupons(coupon=noun("coupon"), codes=(
            ("SPRING10", 10), ("BRINGAFRIEND", 15), ("RAINCHECK", 5), ("JUNIOR20", 20), ("MATCHPOINT", 10)))),
    ),
    situations=(
        Situation("rain on the clay", "{party}'s court is under water.", ("move", "cancel?", "complain?"),
                  lead_customer="The court I booked is under water.", asks=("last", "owed")),
        Situation("a new player", "{party} has just moved here and wants to play.", ("join", "book", "enrol?"),
                  lead_customer="I have just moved here and want to play.", asks=("owed",)),
        Situation("tennis elbow", "{party} has tennis elbow.", ("cancel*", "pause?", "drop?"),
                  lead_customer="I have tennis elbow and must rest.", asks=("owed", "last")),
    ),
    leads=(
        "The courts have dried at last.", "There is somebody at the clubhouse window.",
        "I am doing the week's court sheet.", "The ladder has moved again.",
    ),
)  # fmt: skip
