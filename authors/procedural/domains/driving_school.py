"""A driving school: learners book lessons with an instructor, sit mock tests and pay as they go."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

INSTRUCTORS = Things(
    noun("instructor"),
    (category("car", label="car model"), category("gearbox", label="kind of car")),
    (
        ("Maureen Doyle", "Fiesta", "manual"), ("Tariq Hussain", "Corsa", "manual"),
        ("Wendy Sharpe", "Polo", "automatic"), ("Godfrey Mensah", "Clio", "manual"),
        ("Lena Kowalczyk", "Yaris", "automatic"), ("Barry Oldfield", "Golf", "manual"),
        ("Anjali Desai", "Zoe", "automatic"), ("Stuart Pell", "Ibiza", "manual"),
        ("Rosalind Akers", "Fabia", "manual"), ("Ximena Prado", "Leaf", "automatic"),
    ),
)  # fmt: skip

LESSONS = Things(
    noun("lesson"),
    (category("road", label="kind of lesson"), quantity("minutes", 45, 180, "length", "minutes", most="longest",
                                                        least="shortest", step=15),
     price("price_cents", label="price")),
    (
        ("First Drive", "car park", 60, 3400), ("Clutch Practice", "car park", 60, 3600),
        ("Quiet Streets Drive", "town", 60, 3800), ("Town Drive", "town", 90, 5400),
        ("Roundabout Practice", "town", 60, 3900), ("Parking Practice", "manoeuvres", 60, 3900),
        ("Manoeuvre Practice", "manoeuvres", 90, 5600), ("Country Drive", "rural", 90, 5600),
        ("Motorway Drive", "motorway", 120, 8400), ("Night Drive", "night", 120, 8200),
        ("Winter Drive", "weather", 90, 6100), ("Long-Distance Drive", "rural", 180, 11400),
        ("Test Route Drive", "test", 90, 6400), ("Warm-Up Drive", "test", 60, 4600),
    ),
)  # fmt: skip

THEORY = Things(
    noun("theory course"),
    (category("topic", label="subject"), category("level"), price("price_cents", label="price of a class")),
    (
        ("Signs and Right of Way", "rules", "beginner", 1400), ("Speed and Distance", "rules", "beginner", 1400),
        ("Motorway Rules", "rules", "advanced", 1600),
        ("Hazard Perception", "hazards", "intermediate", 1800), ("Cyclists and Walkers", "hazards", "beginner", 1200),
        ("Alcohol, Drugs and Tiredness", "safety", "beginner", 1000),
        ("First Aid at the Roadside", "safety", "intermediate", 2800),
        ("What the Engine Does", "car", "beginner", 1200), ("Electric Cars", "car", "intermediate", 1500),
        ("Driving with a Trailer", "trailers", "advanced", 2200),
    ),
)  # fmt: skip

BOOKS = Things(
    noun("learning aid"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Theory Book", "books", 1990), ("Thousand Questions", "books", 1490), ("Signs in Pictures", "books", 890),
        ("Question App for a Year", "apps", 1290),
        ("Hazard Clips", "apps", 990), ("Pair of L-Plates", "car", 450), ("Extra Mirror", "car", 1290),
        ("Blind Spot Mirror", "car", 690), ("First-Aid Kit", "car", 1990),
        ("Warning Vest", "car", 650), ("Ice Scraper", "car", 390), ("Gift Card for a Lesson", "gifts", 3800),
    ),
)  # fmt: skip

PACKAGES = Things(
    noun("plan"),
    (price("price_cents", label="monthly price"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (("Steady", 1900, 5), ("Keen", 3900, 10), ("Intensive", 7900, 15), ("Refresher", 2900, 10),
     ("Family", 5900, 15), ("Motorway", 3400, 10), ("Test Month", 9900, 20)),
)  # fmt: skip

DOMAIN = Domain(
    name="driving_school",
    category="Learning",
    about="a driving school",
    words="driving learners lessons instructor car road licence theory test drive mock motorway hours exams "
    "drivers pupils",
    organisations=("First Gear Driving School", "Clutch and Go", "Green Light Academy", "Doyle's Driving School",
                   "Mirror Signal", "Third Exit Driving School"),
    persona="customer",
    people=People(party=noun("learner"), roles=("office manager", "instructor", "theory teacher", "booking clerk"),
                  extras=(category("licence_class", ("car, manual", "car, automatic", "car with trailer"),
                                   "licence class"),)),
    always=(
        Appointments(provider=INSTRUCTORS, service=LESSONS, appointment=noun("driving lesson"), verb=verb("book"),
                     busy=2.4),
        Assessments(form=noun("mock test"), subjects=("town driving", "country driving", "motorway driving", "night driving"),
                    rubric=(
            ("observation", 25), ("speed", 20), ("right of way", 25), ("handling", 20), ("manners", 10)),
            pass_percent=80, options={"appeal": False}),
        Billing(charge=noun("lesson bill"), methods=("card", "cash", "bank_transfer")),
    ),
    rules=(
        Rule(
            says='Lessons are given on the gearbox of the licence class.',
            made='appointment',
            holds="{party.licence_class} = 'car with trailer' OR {provider.gearbox} = CASE {party.licence_class} WHEN 'car, manual' THEN 'manual' ELSE 'automatic' END",
            refusal="This instructor's car does not have the gearbox of the learner's licence class.",
            asked="if {whose} licence covers that instructor's car",
            mine={'licence_class': ('car, manual', 'car, automatic')},
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(places=("in the car", "in the theory room", "at the office", "by the meeting point"))),
        Sometimes(0.6, Classes(course=THEORY, session=noun("theory class"), enrolment=noun("enrolment"),
                               teacher=noun("theory teacher"),
                               teacher_names=("Godfrey Mensah", "Rosalind Akers", "Barry Oldfield", "Wendy Sharpe"))),
        Sometimes(0.5, Documents(document=noun("document"), kinds=("licence application", "lesson contract",
                                                                   "health declaration", "consent form"),
                                 titles=("Application for a Car Licence", "Application for a Trailer Licence",
                                         "Contract for Lessons", "Contract for a Refresher Course",
                                         "Declaration of Good Health", "Declaration of Good Eyesight",
                                         "Consent to a Dashboard Camera", "Consent of a Parent"))),
        Sometimes(0.45, Orders(item=BOOKS, order=noun("shop order"))),
        Sometimes(0.4, Memberships(plan=PACKAGES, membership=noun("subscription"))),
        Sometimes(0.4, Messages(topics=(
            ("Test date", ("When do you put me forward for the test?",
                           "My test is on the same day as my exam. Can it be moved?")),
            ("Another instructor", ("Maureen is lovely, but I would like a calmer voice.",
                                    "Is there anybody who teaches in Spanish?")),
            ("Nerves", ("I shake so much at roundabouts. What do others do?",
                        "May we stay on quiet streets for one more week?")),
            ("Hours so far", ("How many hours do you have down for me?", "Does the drive with my mother count?")),
        ))),
        Sometimes(0.4, Tickets(of="appointment", ticket=noun("complaint"), topics=(
            ("delay", ("The instructor came twenty minutes late and stopped on time.", "I stood in the rain for half an hour.")),
            ("car", ("The passenger mirror was broken and the heater does not work.",
                     "The brake light was out and we were stopped by the police.")),
            ("instructor", ("I was shouted at in front of a bus queue.",
                        "Half of the lesson went on telephone calls.")),
            ("bill", ("The price is not the one that I was told.", "The same lesson was billed twice.")),
        ), resolutions=(
            "The time lost is added to the next lesson.",
            "The car was repaired the same day.",
            "The instructor was spoken to and has apologised.",
            "The bill was corrected and the difference given back.",
        ))),
        Sometimes(0.35, Reviews(
            good=("Patient, funny, and I passed the first time.",
                  "I was afraid of traffic and now I drive to my aunt's.",
                  "Explains everything three times without a sigh."),
            fair=("Good teacher, but the car smelt of smoke.",
                  "I learned a lot, although half of it was in a traffic jam."),
            poor=("We spent the lesson on the instructor's errands.", "Late again, and no word of regret."))),
        Sometimes(0.3, Coupons(codes=(("FIRSTGEAR", 15), ("TWOFORTEST", 10), ("STUDENT12", 12), ("NIGHTOWL", 20),
                                      ("REVERSE5", 5)))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("failed the test", "{party} has failed the road test by one fault.", ("book", "schedule?", "pay?"),
                  lead_customer="I failed my road test by a single fault.", asks=("owed", "last")),
        Situation("exam week", "{party} has exams at school.", ("move", "cancel?", "pay?"),
                  lead_customer="My school exams are all next week.", asks=("last", "owed")),
        Situation("new job with a car", "{party} has been offered a job that needs a licence.",
                  ("book", "book?", "schedule?"),
                  lead_customer="I have been offered a job, but they want me to have my licence soon.",
                  asks=("owed", "last")),
    ),
    leads=(
        "I stalled only once yesterday.", "My mother refuses to sit beside me any longer.", "Two of my friends passed with you last month.",
        "My bus is late, which is why I want a licence.", "I am on my lunch break.",
    ),
)  # fmt: skip
