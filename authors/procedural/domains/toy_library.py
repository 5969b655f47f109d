"""A toy library: families borrow toys, come to play mornings, and own up to missing pieces."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

TOYS = Things(
    noun("toy"),
    (
        category("kind", label="kind of toy"),
        quantity("youngest_age", 0, 10, "minimum age", "years", most="most grown-up", least="most suitable for a baby"),
        quantity("pieces", 1, 400, "number of pieces"),
    ),
    (
        ("Wooden Railway", "construction", 3, 84), ("Marble Run", "construction", 5, 120),
        ("Castle of Bricks", "construction", 7, 400), ("Magnetic Tiles", "construction", 3, 60),
        ("Farm Jigsaw", "puzzle", 3, 24), ("World Map Jigsaw", "puzzle", 8, 200), ("Shape Sorter", "puzzle", 1, 12),
        ("Balance Bike", "ride-on", 2, 1), ("Ride-on Fire Engine", "ride-on", 1, 1), ("Scooter", "ride-on", 4, 1),
        ("Doctor's Case", "pretend-play", 3, 14), ("Toy Kitchen", "pretend-play", 2, 32),
        ("Puppet Theatre", "pretend-play", 4, 9), ("Snail Race", "board-game", 4, 14),
        ("Treasure Island Game", "board-game", 7, 96), ("Animal Dominoes", "board-game", 3, 28),
        ("Xylophone", "musical", 1, 3), ("Drum and Shakers", "musical", 2, 7),
    ),
)  # fmt: skip

PARTY_BOXES = Things(
    noun("party box"),
    (
        category("kind"),
        quantity("children", 6, 24, "number of children", at_least="for at least {value} children", most="largest",
                 least="smallest"),
        price("day_rate_cents", label="daily rate"),
    ),
    (
        ("Pirate Box", "dressing-up", 12, 1500), ("Dinosaur Box", "dressing-up", 10, 1400),
        ("Space Box", "dressing-up", 12, 1600), ("Circus Box", "outdoor", 16, 1900), ("Sports Day Box", "outdoor", 24, 2200),
        ("Giant Bubbles Box", "outdoor", 12, 1100), ("Soft Play Box", "indoor", 8, 2400), ("Ball Pit", "indoor", 6, 2600),
        ("Disco Box", "indoor", 20, 1800), ("Science Box", "craft", 10, 1700), ("Baking Box", "craft", 8, 1300),
        ("Badge Machine", "craft", 14, 1200),
    ),
)  # fmt: skip

PLANS = Things(
    noun("plan"),
    (
        price("monthly_cents", label="monthly price"),
        quantity("discount_percent", 0, 25, "discount", "percent", most="most generous"),
    ),
    (("Little Ones", 300, 5), ("Family", 500, 10), ("Big Family", 800, 15), ("Childminder", 1400, 20)),
)

MORNINGS = Things(
    noun("play session"),
    (category("age_group"), quantity("capacity", 6, 40, "number of places", most="largest", least="smallest")),
    (
        ("Baby Play Mat", "babies", 12), ("Songs and Shakers", "babies", 16), ("First Steps", "toddlers", 18),
        ("Ride-on Rally", "toddlers", 20), ("Messy Play", "toddlers", 14), ("Train Track Day", "pre-school", 24),
        ("Puppet Show", "pre-school", 40), ("Dressing-up Day", "pre-school", 30), ("Board Games for All", "school age", 28),
        ("Build the Tallest Tower", "school age", 20), ("Toy Swap", "all ages", 40), ("Toy Mending Hour", "all ages", 10),
    ),
)  # fmt: skip

COURSES = Things(
    noun("course"),
    (category("level", label="group"), price("price_cents")),
    (
        ("First Aid for Parents", "parents", 4900), ("Play Ideas for Rainy Days", "parents", 1800),
        ("Choosing Toys That Last", "parents", 1200), ("Telling Bedtime Stories", "parents", 2200),
        ("Songs to Sing at Home", "parents", 2600), ("Sewing Soft Toys", "makers", 5600), ("Knitting a Teddy", "makers", 4800),
        ("Making Hand Puppets", "makers", 3900), ("Carving Wooden Animals", "makers", 5200),
        ("Painting Wooden Toys", "makers", 3200), ("Mending Toys", "menders", 2400), ("Mending Doll Clothes", "menders", 2100),
    ),
)  # fmt: skip

FUNDS = Things(
    noun("fund"),
    (category("purpose"), price("goal_cents", label="goal", most="most ambitious", least="most modest")),
    (
        ("New Balance Bikes", "toys", 48000), ("Sensory Corner", "room", 95000), ("Hospital Toys", "outreach", 60000),
        ("Free Family Places", "outreach", 75000), ("Shelves and Baskets", "room", 32000),
        ("Toys to Touch", "toys", 54000), ("Toy Washing Machine", "room", 41000),
        ("Second Wooden Railway", "toys", 18000),
    ),
)  # fmt: skip

REPORTS = (
    ("missing piece", ("Something was missing when we unpacked it at home.",
                       "We cannot find one of the parts. We have looked under every sofa.",
                       "One small part was eaten by the dog.")),
    ("broken toy", ("A part came off on the first afternoon.",
                    "There is a crack in it that pinches small fingers.")),
    ("dirty toy", ("It was sticky when we took it home.",
                   "There was sand in it from top to bottom.")),
    ("mix-up", ("We were given another toy than the one we had chosen.",
                "There was a part of a different toy in our bag.")),
)  # fmt: skip

WRITTEN = (
    ("Birthday", ("Could you keep the puppet theatre for our daughter's birthday?",
                  "What would you lend for eight children of five years?")),
    ("Giving away toys", ("We have outgrown a box of wooden animals. Would you like them?",
                          "Do you take soft toys if they have been washed?")),
    ("Lost and found", ("Did somebody hand in a small grey rabbit after the play session?",
                        "We have found a piece that does not belong to our jigsaw.")),
    ("Opening hours", ("Are you open on the Saturday after the holiday?",
                       "Can we bring the toys back in the evening and leave them at the community centre?")),
)  # fmt: skip

PROPOSALS = Things(
    noun("proposal"),
    (category("topic"), quantity("seconders", 2, 9, "number of seconders", most="best supported",
                                 least="least supported")),
    (
        ("Open on Saturday Mornings", "opening hours", 9),
        ("Open after Nursery", "opening hours", 6),
        ("A Quiet Hour for Babies", "opening hours", 4),
        ("Four Toys at a Time", "lending", 8),
        ("Loans of Four Weeks", "lending", 7),
        ("No Toys with Batteries", "toys", 3),
        ("More Toys for the Garden", "toys", 5),
        ("A Second Toy Kitchen", "toys", 6),
        ("A Changing Table", "building", 9),
        ("A Shed for the Ride-Ons", "building", 5),
        ("A Toy Swap in Spring", "events", 4),
        ("A Summer Party", "events", 7),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="toy_library",
    category="Sharing",
    about="a toy library",
    words="toy toys puzzle puzzles game games family families children child pieces play library borrow lending kids "
    "nursery parents",
    organisations=(
        "The Toy Cupboard", "Button Lane Toy Library", "Jigsaw House", "Marbles Toy Library", "The Borrowing Bear",
        "Little Wheels Toy Library",
    ),
    persona="customer",
    people=People(party=noun("family", "families"), roles=("coordinator", "helper", "toy mender")),
    always=(
        Loans(title=TOYS, copy=noun("set"), loan=noun("loan"), hold=noun("hold"), limit=3, days=21, fee_cents=50),
        Billing(charge=noun("fee"), methods=("card", "cash", "direct_debit")),
    ),
    never=(Coupons, Qualifications, Vouchers),
    rules=(
        Rule(
            says='A toy is only lent where the youngest child is old enough for it.',
            made='loan',
            holds='{title.youngest_age} <= {party.child_age}',
            refusal="The family's youngest child is too young for this toy.",
            asked='if {whose} youngest child is old enough for it',
            party=(quantity("child_age", 1, 7, "age of the youngest child", "years"),),
            mine={'child_age': (2, 3, 4)},
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(places=("in the toy room", "at the desk", "by the door", "in the garden"))),
        Sometimes(0.35, Votes(proposals=PROPOSALS)),
        Sometimes(0.7, Events(event=MORNINGS, rsvp=noun("sign-up"), venue_names=(
            "the toy room", "the community hall", "the garden", "the library foyer"))),
        Sometimes(0.6, Tickets(of="loan", ticket=noun("report"), topics=REPORTS, resolutions=(
            "A spare part was taken from an incomplete set.",
            "The toy was mended and is back on the shelf.",
            "The toy was washed and dried.",
            "Everything was sorted back into the right bag."))),
        Sometimes(0.6, Memberships(plan=PLANS, membership=noun("membership"))),
        Sometimes(0.5, Bookings(thing=PARTY_BOXES, booking=noun("booking"), verb=verb("hire"), unit=noun("day"),
                                longest=3)),
        Sometimes(0.5, Messages(topics=WRITTEN)),
        Sometimes(0.4, Donations(fund=FUNDS, gift=noun("gift"), pledges=noun("pledge"))),
        Sometimes(0.4, Classes(course=COURSES, session=noun("session"), enrolment=noun("enrolment"), teacher_names=(
            "Nadia Petrova", "Joan Whitlock", "Kofi Mensah", "Clara Benítez"))),
    ),
    situations=(
        Situation("birthday party", "{party} is planning a birthday party.", ("book", "borrow?", "hold?"),
                  lead_customer="We are planning a birthday party.", asks=("owed", "last")),
        Situation("rainy week", "{party} has a week of rain ahead.", ("borrow", "sign_up", "renew?"),
                  lead_customer="It is going to rain all week and the children are bored.", asks=("last", "owed")),
        Situation("not as it should be", "{party} had some trouble with what we lent.", ("complain", "renew?", "pay?"),
                  lead_customer="Something was not right with what we borrowed.", asks=("owed",)),
    ),
    leads=(
        "The children have made a list.",
        "The holidays are coming up.",
        "It is our first visit for a while.",
    ),
)  # fmt: skip
