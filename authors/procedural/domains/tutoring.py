"""A tutoring agency: pupils get lessons from tutors of their subject, under plans, with tests of where they stand."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

TUTORS = Things(
    noun("tutor"),
    (category("subject"), category("stage", label="teaching level")),
    (
        ("Eleanor Pike", "mathematics", "secondary"),
        ("Tariq Mahmood", "mathematics", "sixth form"),
        ("Wen Zhao", "mathematics", "primary"),
        ("Isla McRae", "physics", "sixth form"),
        ("Benedek Szabo", "physics", "secondary"),
        ("Fatima Haddad", "chemistry", "sixth form"),
        ("Oscar Lindahl", "biology", "secondary"),
        ("Harriet Loame", "English", "secondary"),
        ("Caleb Osei", "English", "primary"),
        ("Lucie Perrin", "French", "secondary"),
        ("Nadia Kowalczyk", "German", "sixth form"),
        ("Rhys Tanner", "computer science", "sixth form"),
        ("Priya Raman", "history", "secondary"),
    ),
)

LESSONS = Things(
    noun("kind of lesson", "kinds of lesson"),
    (category("place"), quantity("minutes", 30, 150, "length", "minutes", most="longest", least="shortest"),
     price("price_cents", label="price")),
    (
        ("First Assessment", "online", 30, 1000),
        ("Homework Review", "online", 45, 2900),
        ("Weekly Revision", "online", 60, 3600),
        ("Exam Rehearsal", "online", 90, 5200),
        ("Study Skills Check", "at the centre", 60, 4200),
        ("Essay Review", "at the centre", 45, 3300),
        ("Reading Check", "at the centre", 30, 2200),
        ("Past Paper Review", "at the centre", 120, 7800),
        ("Topic Catch-Up", "at the centre", 90, 6000),
        ("Oral Exam Rehearsal", "online", 45, 3300),
        ("Home Revision", "at home", 60, 5500),
        ("Long Home Revision", "at home", 120, 9800),
        ("Entrance Exam Rehearsal", "at home", 90, 8400),
        ("Progress Review", "online", 30, 1500),
    ),
)  # fmt: skip

PLANS = Things(
    noun("monthly plan"),
    (price("price_cents", label="monthly fee"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (
        ("Pay as You Learn", 500, 0),
        ("Steady", 1500, 8),
        ("Exam Year", 3200, 15),
        ("Siblings", 3900, 18),
        ("All Subjects", 5900, 25),
    ),
)

ROOMS = Things(
    noun("study room"),
    (
        category("floor"),
        quantity("seats", 2, 14, "number of seats", at_least="that seats at least {value}"),
        price("day_rate_cents", label="daily fee"),
    ),
    (
        ("Archimedes Room", "ground floor", 4, 1800),
        ("Babbage Room", "ground floor", 6, 2400),
        ("Curie Room", "ground floor", 8, 3200),
        ("Dickens Room", "first floor", 2, 1200),
        ("Euler Room", "first floor", 4, 1900),
        ("Faraday Room", "first floor", 10, 3900),
        ("Gauss Room", "first floor", 3, 1500),
        ("Herschel Room", "second floor", 12, 4600),
        ("Ibn Sina Room", "second floor", 5, 2200),
        ("Johnson Room", "second floor", 14, 5200),
        ("Kepler Room", "third floor", 2, 1000),
    ),
)

TEXTBOOKS = Things(
    noun("textbook"),
    (category("subject"), category("stage", label="school stage")),
    (
        ("Fractions without Fear", "mathematics", "primary"),
        ("Algebra Step by Step", "mathematics", "secondary"),
        ("Calculus in Forty Lessons", "mathematics", "sixth form"),
        ("Forces and Motion", "physics", "secondary"),
        ("Fields and Waves", "physics", "sixth form"),
        ("Organic Chemistry Mapped", "chemistry", "sixth form"),
        ("Cells to Systems", "biology", "secondary"),
        ("The Essay Toolkit", "English", "secondary"),
        ("Spelling in a Month", "English", "primary"),
        ("French Verbs Tamed", "French", "secondary"),
        ("German Word Order", "German", "sixth form"),
        ("Think Like a Compiler", "computer science", "sixth form"),
        ("Reading the Sources", "history", "secondary"),
    ),
)

CAMPS = Things(
    noun("revision course"),
    (category("subject"), category("stage", label="school stage"), price("price_cents", label="course fee")),
    (
        ("Times Tables Sprint", "mathematics", "primary", 3500),
        ("Algebra Booster", "mathematics", "secondary", 8500),
        ("Calculus from Scratch", "mathematics", "sixth form", 12500),
        ("Mechanics Masterclass", "physics", "sixth form", 11500),
        ("Electricity Made Plain", "physics", "secondary", 6500),
        ("Titration Practice", "chemistry", "sixth form", 9500),
        ("Genetics Refresher", "biology", "secondary", 7500),
        ("Poetry Unlocked", "English", "secondary", 6000),
        ("Story Writing Club", "English", "primary", 3900),
        ("French Listening", "French", "secondary", 5500),
        ("Python for Beginners", "computer science", "sixth form", 14500),
    ),
)

DOMAIN = Domain(
    name="tutoring",
    category="Learning",
    about="a tutoring agency",
    words="tutoring tutors tutor pupils pupil homework maths subjects exam school lessons parents revision",
    organisations=(
        "Bright Margin Tutors", "The Homework House", "Ninety Minutes Tutoring", "Blackboard Lane", "Second Try Tutors",
        "Lantern Learning",
    ),
    persona="staff",
    people=People(
        party=noun("pupil"), roles=("coordinator", "office manager", "senior tutor", "front desk"),
        extras=(category("school_year", ("year 6", "year 8", "year 9", "year 10", "year 11", "year 12"),
                         "school year"),),
    ),
    always=(
        Appointments(provider=TUTORS, service=LESSONS, appointment=noun("lesson"), verb=verb("book")),
        Memberships(plan=PLANS, membership=noun("subscription")),
        Billing(charge=noun("invoice"), methods=("card", "direct_debit", "bank_transfer")),
    ),
    never=(Qualifications, Vouchers),
    rules=(
        Rule(
            says='Tutors only teach the school years of their stage.',
            made='appointment',
            holds="{provider.stage} = CASE {party.school_year} WHEN 'year 6' THEN 'primary' WHEN 'year 12' THEN 'sixth form' ELSE 'secondary' END",
            refusal="This tutor does not teach the pupil's school year.",
            asked='if that tutor teaches {whose} school year',
        ),
    ),
    sometimes=(
        Sometimes(0.3, Inspections(subjects=(
            ("fire safety", ("The way out was blocked by a bookcase.", "The sign over the door is not lit.")),
            ("damage", ("One chair is broken and was taken out.", "There is a crack in one window.")),
        ))),
        Sometimes(0.3, LostProperty(places=("in the waiting room", "in a study room", "by the door", "in the toilets"))),
        Sometimes(0.6, Assessments(
            form=noun("diagnostic test"),
            rubric=(("basics", 25), ("problem solving", 20), ("written work", 20), ("exam technique", 20),
                    ("pace", 15)),
            subjects=("mathematics", "English", "physics", "chemistry", "French"),
        )),
        Sometimes(0.4, Bookings(thing=ROOMS, booking=noun("booking"), verb=verb("book"), unit=noun("day"),
                                longest=4, busy=1.0)),
        Sometimes(0.4, Loans(title=TEXTBOOKS, copy=noun("copy"), loan=noun("textbook loan"), hold=noun("hold"),
                             limit=4, days=28, fee_cents=30)),
        Sometimes(0.4, Classes(course=CAMPS, session=noun("session"), enrolment=noun("enrolment"),
                               teacher_names=("Eleanor Pike", "Tariq Mahmood", "Isla McRae", "Harriet Loame",
                                              "Rhys Tanner"))),
        Sometimes(0.4, Tickets(
            ticket=noun("complaint"),
            topics=(
                ("tutor", ("The tutor began a quarter of an hour late and had prepared nothing.",
                           "The tutor was on the phone for half of the lesson.")),
                ("slow progress", ("The marks have not moved for months.",
                                   "It is worksheets only, week after week.")),
                ("level", ("The work is far above what they do at school.",
                           "It was far too easy and over in half the time.")),
                ("noise", ("We could hardly hear the tutor.",
                           "Somebody was talking in the background all the time.")),
                ("bill", ("The bill is for a longer lesson than the one we had.",
                          "The sibling discount is missing from the bill.")),
            ),
            resolutions=(
                "The tutor was spoken to and has apologised.",
                "A new learning plan was agreed on with the parents.",
                "Other material was chosen for the lessons.",
                "A quiet place was found for the lessons.",
                "Invoice corrected.",
            ),
        )),
        Sometimes(0.35, Documents(
            document=noun("document"),
            kinds=("progress report", "learning agreement", "consent form", "school reference"),
            titles=("Report for the Autumn Term", "Report for the Spring Term", "Report before the Mock Exam",
                    "Agreement for the Exam Year", "Agreement for Two Subjects", "Consent to Online Lessons",
                    "Consent to Share Marks", "Reference for a Scholarship", "Reference for a New School"),
        )),
        Sometimes(0.35, Reviews(
            good=(
                "She came home and explained fractions to her little brother.",
                "Patient, punctual, and his mark went up by two grades.",
                "For the first time he does his homework without a fight.",
                "Clear explanations and a kind word at the right moment.",
            ),
            fair=(
                "Good lessons, although the tutor often starts a few minutes late.",
                "Helpful for the exam, but a bit dry.",
                "My son likes the tutor. We wish that there were more feedback.",
            ),
            poor=(
                "The tutor had clearly not looked at the chapter before.",
                "Twenty minutes of every hour went into finding the right page.",
                "My daughter left the lesson in tears.",
                "No notes, no plan, and the same worksheet twice.",
            ),
        )),
        Sometimes(0.25, Approvals(
            request=noun("bursary request"),
            reasons=(
                ("lesson fees", ("My mother has lost her job.", "We are three children and all of us need help.")),
                ("exam fee", ("The board wants its fee before the end of the month.",
                              "I have to sit two of the papers again.")),
                ("bus fares", ("The bus to the centre costs more than the lesson.", "We have moved out of town.")),
                ("books", ("I need the new edition for the exam.", "My old books went with my brother.")),
            ),
            limit_cents=20000, refusals=("incomplete", "not_covered", "too_high", "requested_twice"),
        )),
        Sometimes(0.3, Coupons(codes=(("TRIALWEEK", 20), ("SIBLING15", 15), ("MOCKEXAM", 10), ("NEWTERM", 12),
                                      ("REFERAFRIEND", 18)))),
    ),
    months=(1, 2, 3, 4, 5, 6, 9, 10, 11),
    situations=(
        Situation("mock exam", "{party} did badly in the mock exam and needs more lessons.", ("book", "switch?", "enrol?"),
                  asks=("last", "owed")),
        Situation("changing school", "{party} is changing school.", ("cancel*", "leave?", "pay*?"), asks=("owed",)),
        Situation("football season", "{party} has football practice on lesson days now.", ("move", "book?", "pay?"),
                  asks=("last", "owed")),
    ),
    leads=(
        "A mother has just been on the phone for half an hour.",
        "I am going through my list of pupils before the tutors arrive.",
        "Exams are four weeks away and everybody wants something.",
    ),
)  # fmt: skip
