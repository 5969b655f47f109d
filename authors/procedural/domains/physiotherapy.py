"""A physiotherapy practice: patients see therapists, join small classes, and borrow or buy what helps at home."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

THERAPISTS = Things(
    noun("physiotherapist"),
    (category("specialty"), quantity("years_experience", 1, 35, "experience", "years", most="most experienced")),
    (
        ("Hannah Brook", "backs and necks", 12),
        ("Idris Kamara", "sports injuries", 8),
        ("Silvia Conti", "hands and elbows", 19),
        ("Maja Lund", "knees and hips", 15),
        ("Theo Papadakis", "shoulders", 10),
        ("Cerys Vaughan", "pelvic health", 9),
        ("Daniel Ofori", "after operations", 22),
        ("Keiko Sato", "balance and dizziness", 14),
        ("Mona Rask", "children", 6),
        ("Ewan Baird", "runners", 3),
    ),
)

TREATMENTS = Things(
    noun("treatment"),
    (category("area"), quantity("minutes", 20, 90, "length", "minutes", most="longest", least="shortest"),
     price("price_cents", label="price")),
    (
        ("First Assessment", "whole body", 60, 8500),
        ("Follow-Up", "whole body", 30, 4800),
        ("Long Follow-Up", "whole body", 45, 6600),
        ("Manual Therapy Session", "back and neck", 30, 5200),
        ("Headache Session", "back and neck", 40, 6100),
        ("Sports Massage", "muscles", 60, 7200),
        ("Quick Massage", "muscles", 20, 3200),
        ("Lymph Drainage", "swelling", 60, 7800),
        ("Scar Treatment", "after surgery", 30, 4900),
        ("Knee Programme", "after surgery", 45, 6400),
        ("Gait Analysis", "running", 90, 13500),
        ("Taping Session", "joints", 20, 2800),
        ("Shockwave Session", "tendons", 20, 6900),
        ("Dry Needling Session", "muscles", 30, 5600),
        ("Vertigo Manoeuvre", "balance", 30, 5900),
    ),
)  # fmt: skip

CLASSES = Things(
    noun("course"),
    (category("focus"), category("level"), price("price_cents", label="class fee")),
    (
        ("Backs that Work", "back", "gentle", 1800),
        ("Strong Core", "back", "medium", 2000),
        ("Pilates on the Mat", "whole body", "medium", 2200),
        ("Pilates Reformer", "whole body", "hard", 3200),
        ("Steady on Your Feet", "balance", "gentle", 1500),
        ("Knees over Toes", "knees", "medium", 2000),
        ("Hips for Runners", "hips", "hard", 2200),
        ("After the New Hip", "hips", "gentle", 1700),
        ("Shoulders Unlocked", "shoulders", "medium", 2000),
        ("Pelvic Floor, Quietly", "pelvic floor", "gentle", 1900),
        ("Stretch and Breathe", "stretching", "gentle", 2100),
        ("Bones and Weights", "osteoporosis", "medium", 2000),
    ),
)

AIDS = Things(
    noun("product"),
    (category("category"), category("body_part", label="body part"), price("price_cents", label="price")),
    (
        ("Light Resistance Band", "bands", "whole body", 990),
        ("Strong Resistance Band", "bands", "whole body", 1290),
        ("Loop Band Set", "bands", "hips", 1790),
        ("Foam Roller", "rollers", "back", 2990),
        ("Spiky Massage Ball", "rollers", "feet", 890),
        ("Wobble Board", "balance", "ankles", 3890),
        ("Balance Cushion", "balance", "whole body", 3290),
        ("Knee Support", "supports", "knee", 4590),
        ("Wrist Splint", "supports", "wrist", 3490),
        ("Elbow Strap", "supports", "elbow", 2690),
        ("Lumbar Belt", "supports", "back", 5490),
        ("Neck Pillow", "sleep", "neck", 6490),
        ("Reusable Cold Pack", "heat and cold", "whole body", 1390),
        ("Wheat Bag", "heat and cold", "neck", 1890),
        ("Kinesiology Tape", "tape", "whole body", 1190),
    ),
)

EQUIPMENT = Things(
    noun("aid"),
    (category("category"), category("size"), price("day_rate_cents", label="daily rate")),
    (
        ("Walking Frame", "walking", "adult", 150),
        ("Junior Walking Frame", "walking", "child", 130),
        ("Four-Wheel Walker", "walking", "adult", 350),
        ("Knee Scooter", "walking", "adult", 650),
        ("Folding Wheelchair", "wheelchairs", "adult", 900),
        ("Wide Wheelchair", "wheelchairs", "large adult", 1100),
        ("Knee Motion Machine", "rehabilitation", "adult", 2400),
        ("Shoulder Pulley Frame", "rehabilitation", "adult", 700),
        ("Muscle Stimulator", "electrotherapy", "any", 850),
        ("Pain Relief Stimulator", "electrotherapy", "any", 600),
        ("Raised Toilet Seat", "home", "any", 180),
        ("Bath Lift", "home", "any", 1200),
    ),
)

PACKAGES = Things(
    noun("plan"),
    (price("price_cents", label="monthly fee"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (
        ("Keep Moving", 900, 5),
        ("Desk Worker", 1900, 10),
        ("Athlete", 3900, 20),
        ("After Surgery", 4900, 25),
    ),
)

DOMAIN = Domain(
    name="physiotherapy",
    category="Health",
    about="a physiotherapy practice",
    words="physiotherapy physio physiotherapist therapy therapist therapists patients rehab rehabilitation massage "
    "injury exercise treatment",
    organisations=(
        "Millgate Physiotherapy", "The Moving Body", "Hinge Physiotherapy", "Riverside Rehab", "Two Knees Practice",
        "Upright Physio", "Station House Physiotherapy",
    ),
    persona="customer",
    people=People(
        party=noun("patient"), roles=("practice manager", "physiotherapist", "reception"),
        extras=(category("insurance", ("public", "private", "self-paying"), "insurance"),),
    ),
    always=(
        Appointments(provider=THERAPISTS, service=TREATMENTS, appointment=noun("appointment"), verb=verb("book")),
        Billing(charge=noun("treatment bill"), methods=("card", "cash", "bank_transfer")),
    ),
    never=(Qualifications,),
    rules=(
        Rule(
            says='Public insurance pays for 45 minutes at most.',
            made='appointment',
            holds="{service.minutes} <= 45 OR {party.insurance} <> 'public'",
            refusal='Public insurance pays for 45 minutes at most.',
            asked='if {whose} insurance covers it',
            mine={'insurance': ('public',)},
        ),
    ),
    sometimes=(
        Sometimes(0.35, Returns()),
        Sometimes(0.5, Classes(course=CLASSES, session=noun("class"), enrolment=noun("enrolment"),
                               teacher_names=("Hannah Brook", "Ewan Baird", "Cerys Vaughan", "Keiko Sato"))),
        Sometimes(0.45, Assessments(
            form=noun("mobility test"),
            rubric=(("range of motion", 20), ("strength", 20), ("balance", 15), ("pain", 15), ("gait", 15),
                    ("daily tasks", 15)),
        )),
        Sometimes(0.45, Orders(item=AIDS, order=noun("order"), verb=verb("order"))),
        Sometimes(0.4, Documents(
            document=noun("document"),
            kinds=("referral", "consent form", "exercise plan", "discharge letter"),
            titles=("Referral for the Knee", "Referral for Dizziness", "Consent to Dry Needling",
                    "Consent to Share Results", "Plan for the Lower Back", "Plan after a New Hip",
                    "Letter to the Surgeon", "Letter to the Family Doctor"),
        )),
        Sometimes(0.4, Bookings(thing=EQUIPMENT, booking=noun("rental"), verb=verb("rent"), unit=noun("day"),
                                longest=14, busy=1.0)),
        Sometimes(0.4, Messages(topics=(
            ("Pain after treatment", (
                "My back is sorer than before the session. Is that normal?",
                "There is a bruise where the needle went in. Should I cool it?",
            )),
            ("How to do the exercise", (
                "Should the knee point forward or outward in the third exercise?",
                "How many repetitions should I do on the days in between?",
            )),
            ("Insurance papers", (
                "My insurer wants the referral number on the bill.",
                "Could you send the report to my surgeon before Tuesday?",
            )),
            ("Parking and stairs", (
                "I am on crutches. Is there a lift at the back entrance?",
                "Where can my daughter stop the car to let me out?",
            )),
        ))),
        Sometimes(0.4, Reviews(
            good=(
                "I can tie my own shoes again after three visits.",
                "Somebody who listens first, and then finds the spot at once.",
                "Clear exercises, drawn on one page, and they work.",
                "On time to the minute and very gentle with my shoulder.",
            ),
            fair=(
                "The treatment helped, but I waited twenty minutes.",
                "Good hands. I would have liked more explanation.",
                "My knee is better, though it took longer than I had hoped.",
            ),
            poor=(
                "Ten minutes of talk and five of treatment.",
                "I left with more pain than I came with and nobody called back.",
                "No time for questions, and I told my story twice.",
                "The room was cold and the towel was not fresh.",
            ),
        )),
        Sometimes(0.35, Memberships(plan=PACKAGES, membership=noun("membership"))),
        Sometimes(0.3, Tickets(
            ticket=noun("complaint"),
            options={"about": "nothing"},
            topics=(
                ("waiting time", ("I waited for half an hour in a full corridor.",
                                  "My session began late and ended on time.")),
                ("treatment", ("The massage left bruises on my calf.", "I was given exercises for the wrong knee.")),
                ("bill", ("The price on my bill is higher than the one I was told.",
                          "My insurer refuses the bill because a code is missing.")),
                ("front desk", ("My illness was discussed at the front desk for all to hear.",
                             "A letter with somebody else's name was in my envelope.")),
            ),
            resolutions=(
                "An apology was made, and the next session will be ten minutes longer.",
                "The therapist has talked it through with the patient and changed the plan.",
                "The bill was corrected and sent again.",
                "An apology was made, and the whole team was reminded of the rules.",
            ),
        )),
        Sometimes(0.3, Coupons(codes=(("RUNNER10", 10), ("DESKNECK", 15), ("FIRSTVISIT", 20), ("MARATHON", 12)))),
    ),
    months=(1, 2, 3, 4, 5, 6, 7, 9, 10, 11),
    situations=(
        Situation("operation", "{party} has had an operation.", ("book", "book?", "buy?"),
                  lead_customer="I have had an operation and may start moving again.",
                  asks=("last", "owed")),
        Situation("resolution", "{party} wants to get moving again.", ("book", "enrol?", "buy?"),
                  lead_customer="I want to get moving again.",
                  asks=("last", "owed")),
        Situation("all better", "{party} is free of pain.", ("cancel*", "pay*?"),
                  lead_customer="I am happy to say that nothing hurts any more.", asks=("owed",)),
    ),
    leads=(
                "The exercises are helping, so I want to carry on.",
        "My doctor told me to take this seriously.",
    ),
)  # fmt: skip
