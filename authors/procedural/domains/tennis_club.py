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
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.rules import Rule

COURTS = Things(
    noun("court"),
    (category("surface", label="kind of court"),),
    (
        ("Court 1", "clay"), ("Court 2", "clay"), ("Court 3", "clay"), ("Court 4", "clay"), ("Court 5", "grass"),
        ("Court 6", "grass"), ("Court 7", "hard"), ("Court 8", "hard"), ("Court 9", "hard"), ("Court 10", "grass"),
        ("Court 11", "carpet"), ("Court 12", "carpet"),
    ),
)  # fmt: skip

COURT_TIMES = Things(
    noun("court session"),
    (
        category("kind"),
        quantity("minutes", 45, 180, "length", "minutes", most="longest", least="shortest", step=15),
        price("price_cents"),
    ),
    (
        ("Singles Game", "members' play", 60, 1200), ("Long Singles Game", "members' play", 90, 1700),
        ("Doubles Game", "members' play", 90, 2000), ("Long Doubles Game", "members' play", 120, 2600),
        ("Mixed Doubles Game", "members' play", 90, 2000), ("Singles Game with a Guest", "guests", 60, 1800),
        ("Doubles Game with Guests", "guests", 90, 2800), ("Ladder Match", "matches", 120, 1000),
        ("Team Match", "matches", 180, 3600), ("Family Game", "juniors", 60, 900), ("Junior Practice", "juniors", 45, 600),
        ("Serve Practice", "members' play", 45, 800),
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
        ("Bruno Ball Machine", "ball machine", 19000, 3200), ("Ada Ball Machine", "ball machine", 22000, 3600),
        ("Large Ball Trolley", "training", 9000, 800), ("Small Ball Trolley", "training", 9500, 800), ("Speed Gun", "training", 900, 1500),
        ("Target Net Set", "training", 4200, 600), ("Falcon 100 Test Racket", "racket", 300, 900),
        ("Falcon 98 Test Racket", "racket", 315, 900), ("Aria Test Racket", "racket", 270, 800),
        ("Junior Test Racket", "racket", 240, 400), ("Stringing Machine", "workshop", 38000, 2800),
        ("Umpire's Chair", "matches", 34000, 1800), ("Scoreboard", "matches", 6500, 1000),
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
        ("Junior Squad", "juniors", 11200), ("Junior Camp", "juniors", 14900), ("Backhand Clinic", "intermediate", 6800),
        ("Second Serve", "intermediate", 6500), ("Doubles Tactics", "intermediate", 7400), ("Cardio Tennis", "intermediate", 5900),
        ("Net Play", "advanced", 7200), ("Match Play", "advanced", 8800), ("Team Training", "advanced", 12400),
    ),
)  # fmt: skip

SHOP = Things(
    noun("pro shop item"),
    (category("shelf"), price("price_cents")),
    (
        ("Tube of Four Balls", "balls", 1190), ("Box of Junior Balls", "balls", 2900), ("Pack of Overgrips", "grips", 790),
        ("Replacement Grip", "grips", 1490), ("Multifilament String", "strings", 1800), ("Polyester String", "strings", 1500),
        ("Vibration Stop", "strings", 490), ("Wristbands", "clothing", 890), ("Club Cap", "clothing", 1900),
        ("Club Polo Shirt", "clothing", 3600), ("Clay-Court Shoes", "clothing", 10900), ("Racket Bag", "bags", 6900),
        ("Tube of Sun Cream", "care", 1290), ("Box of Blister Plasters", "care", 690), ("Bottle of Isotonic Drink", "drinks", 290),
    ),
)  # fmt: skip

TOURNAMENTS = Things(
    noun("club event"),
    (category("kind"), quantity("capacity", 8, 80, "number of places", most="largest", least="smallest"), price("price_cents")),
    (
        ("Singles Cup", "tournament", 32, 1800), ("Club Championship", "tournament", 64, 2500), ("Wooden Racket Cup", "tournament", 24, 1500),
        ("Friendly Doubles", "tournament", 32, 2000), ("Parents and Children Cup", "tournament", 40, 1600),
        ("Veterans' Round Robin", "tournament", 12, 1400), ("Mixed Doubles Day", "social", 48, 1200), ("Strawberry Tea", "social", 80, 900),
        ("Quiz and Curry", "social", 60, 1900), ("Court Clean-Up", "work party", 12, 300), ("Umpiring Workshop", "talk", 12, 500),
        ("Stringing Workshop", "talk", 8, 1500),
    ),
)  # fmt: skip

COMPLAINTS = (
    ("court", ("The court had not been swept, and there was a puddle behind the baseline.",
               "The net sags a hand's breadth in the middle.",
               "The floodlights went out in the second set.")),
    ("double booking", ("Another pair was already playing on the court that I had booked.",
                    "The junior squad ran over by twenty minutes into our hour.")),
    ("coaching", ("The course was cancelled twice, and nobody told my daughter.",
                  "There were ten children on one court.")),
    ("subscription", ("I moved to the weekday plan and still pay for the full one.",
                      "My guest fee was charged although I played with a member.")),
)  # fmt: skip

WRITTEN = (
    ("Ladder", ("My opponent has not answered for two weeks. May I claim the match?",
                "How do I get on to the ladder in the middle of the season?")),
    ("Team places", ("I could play for the second team at away matches.",
                     "Which of your teams would suit somebody who has not played for a year?")),
    ("Closed courts", ("Are the clay courts open again after the rain?",
                       "Where can we play while the hall is being resurfaced?")),
    ("Subscription", ("My bank has changed. Where do I send the new details?",
                      "Is there a reduced rate for students?")),
)  # fmt: skip

WORK = (
    ("service", ("Check for wear, and note what will not last the season.", "Check that nothing is loose and nothing is missing.")),
    ("repair", ("Mend what came back damaged from the last hire.", "Send it to the maker and have the worn parts replaced.")),
    ("cleaning", ("Wash off the clay and dry it well.", "Clean it and renew the grip tape.")),
    ("labelling", ("Renew the club's label and the inventory number.", "Attach a card that says how to use it.")),
)  # fmt: skip

PROPOSALS = Things(
    noun("proposal"),
    (category("topic"), quantity("seconders", 2, 9, "number of seconders", most="best supported",
                                 least="least supported")),
    (
        ("Floodlights on Two More Courts", "courts", 8),
        ("A Padel Court behind the Hall", "courts", 9),
        ("New Sand on the Clay Courts", "courts", 5),
        ("Courts Free for Juniors before Four", "courts", 6),
        ("White Clothing on Grass Only", "house rules", 3),
        ("Guests up to Six Times a Year", "house rules", 4),
        ("Bookings Two Weeks Ahead", "house rules", 7),
        ("A Coffee Machine in the Clubhouse", "clubhouse", 6),
        ("Bicycle Racks by the Gate", "clubhouse", 8),
        ("A Small Reserve for Repairs", "money", 5),
        ("Half Price for Under-Twelves", "money", 9),
        ("A Summer Party", "events", 4),
    ),
)  # fmt: skip

LOTS = Things(
    noun("lot"),
    (category("kind"), price("start_cents", label="starting price")),
    (
        ("Signed Match Ball", "keepsakes", 3000),
        ("Old Wooden Racket", "keepsakes", 4500),
        ("Framed Championship Poster", "keepsakes", 2500),
        ("Signed Tennis Racket", "keepsakes", 9000),
        ("Hour with the Head Coach", "coaching", 5000),
        ("Month of Coaching for Two", "coaching", 12000),
        ("Year of Restringing", "coaching", 8000),
        ("Pair of Finals Tickets", "outings", 20000),
        ("Weekend in a Lake Cabin", "outings", 18000),
        ("Dinner for Two by the Harbour", "meals", 5000),
        ("Strawberry Tea for Eight", "meals", 4000),
        ("Crate of Orchard Cider", "meals", 2500),
    ),
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
        Appointments(provider=COURTS, service=COURT_TIMES, appointment=noun("booking"), verb=verb("book"), at="on"),
        Billing(charge=noun("invoice"), methods=("card", "cash", "direct_debit")),
    ),
    never=(Qualifications,),
    rules=(
        Rule(
            says='Matches are for team players.',
            made='appointment',
            holds="{service.kind} <> 'matches' OR {party.level} = 'team player'",
            refusal='Courts are only booked for matches by team players.',
            asked='if {whose} level allows it',
        ),
    ),
    sometimes=(
        Sometimes(0.3, Inspections(subjects=(
            ("safety", ("A fastening was loose and has been marked in red.", "A warning sign can no longer be read.")),
            ("wear", ("One part is badly worn.", "Something rattles and gives under load.")),
            ("damage", ("There is a dent in it that nobody reported.", "One part is cracked and has to be replaced.")),
        ))),
        Sometimes(0.3, LostProperty(kinds=("racket", "jacket", "phone", "keys", "water bottle", "bag", "watch"), places=("in the changing room", "in the clubhouse", "by the courts", "in the car park"))),
        Sometimes(0.35, Votes(proposals=PROPOSALS)),
        Sometimes(0.35, Auctions(lots=LOTS, options={"step": "five dollars"})),
        Sometimes(0.35, Returns()),
        Sometimes(0.8, Memberships(plan=PLANS, membership=noun("membership"))),
        Sometimes(0.6, Classes(course=COURSES, session=noun("coaching session"), enrolment=noun("enrolment"), teacher_names=(
            "Kate Ellwood", "Marco Silvestri", "Ana Popescu", "Dev Patel"))),
        Sometimes(0.5, Events(event=TOURNAMENTS, rsvp=noun("sign-up"), options={"places": "one each"}, venue_names=(
            "the clay courts", "the lawn", "the clubhouse", "the tennis hall"))),
        Sometimes(0.4, Bookings(thing=EQUIPMENT, booking=noun("hire"), verb=verb("hire"), unit=noun("day"), longest=4)),
        Sometimes(0.4, Orders(item=SHOP, order=noun("shop order"))),
        Sometimes(0.5, Tickets(ticket=noun("complaint"), options={"about": "nothing"}, topics=COMPLAINTS, resolutions=(
            "The court was seen to the same day.",
            "An hour was credited.",
            "The head coach rang and talked it over.",
            "The subscription was corrected."))),
        Sometimes(0.4, Messages(topics=WRITTEN)),
        Sometimes(0.3, Maintenance(order=noun("job"), kinds=WORK)),
        Sometimes(0.3, Coupons(coupon=noun("coupon"), codes=(
            ("SPRING10", 10), ("BRINGAFRIEND", 15), ("RAINCHECK", 5), ("JUNIOR20", 20), ("MATCHPOINT", 10)))),
    ),
    situations=(
        Situation("rain on the clay", "The rain has got in the way of {party}'s game.", ("move", "cancel?", "complain?"),
                  lead_customer="The rain has got in the way of my game.", asks=("last", "owed")),
        Situation("a new player", "{party} has just moved here and wants to play.", ("join", "book", "enrol?"),
                  lead_customer="I have just moved here and want to play.", asks=("owed",)),
        Situation("tennis elbow", "{party} has tennis elbow.", ("cancel*", "pause?", "drop?"),
                  lead_customer="I have tennis elbow and must rest.", asks=("owed", "last")),
    ),
    leads=(
        "There is somebody at the clubhouse window.",
        "I am doing the week's court sheet.",
        "I have a member on the telephone.",
    ),
)  # fmt: skip
