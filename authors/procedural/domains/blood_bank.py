"""A blood bank: donors come to sessions, are checked beforehand, and sign their papers."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun
from authors.procedural.model import Situation, Things, amount, category, quantity
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.people import People
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.shifts import Shifts
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

SESSIONS = Things(
    noun("donation session"),
    (category("kind", label="kind of donation"), category("district"),
     quantity("capacity", 8, 60, "number of beds", most="largest", least="smallest")),
    (
        ("Town Blood Drive", "whole blood", "Centre", 40), ("Evening Blood Drive", "whole blood", "Centre", 36),
        ("University Blood Drive", "whole blood", "Campus", 60),
        ("Engineers' Blood Drive", "whole blood", "Campus", 30),
        ("Firefighters' Blood Drive", "whole blood", "Northgate", 24),
        ("Northgate School Blood Drive", "whole blood", "Northgate", 48),
        ("Harbour Blood Drive", "whole blood", "Harbour", 20), ("Bloodmobile Visit", "whole blood", "Harbour", 10),
        ("Plasma Session", "plasma", "Centre", 12),
        ("Plasma Donor Day", "plasma", "Centre", 12), ("Platelet Session", "platelets", "Hospital Hill", 8),
        ("Platelet Donor Day", "platelets", "Hospital Hill", 8),
        ("Football Club Blood Drive", "whole blood", "West End", 54),
        ("Market Traders' Blood Drive", "whole blood", "West End", 10),
    ),
)  # fmt: skip

COURSES = Things(
    noun("course"),
    (category("topic", label="subject"), category("audience", label="kind of people")),
    (
        ("First Aid in Two Hours", "first aid", "everybody"), ("Using a Defibrillator", "first aid", "everybody"),
        ("First Aid for Parents", "first aid", "parents"),
        ("Hosting a Blood Drive", "organising", "firms"), ("Talking to Nervous Donors", "helping", "volunteers"),
        ("Tea Table and Faint Watch", "helping", "volunteers"),
        ("What Happens to a Unit", "science", "schools"), ("Blood Groups for Schools", "science", "schools"),
        ("Iron and Diet", "health", "donors"),
        ("Before a First Donation", "health", "donors"),
    ),
)  # fmt: skip

FUNDS = Things(
    noun("fund"),
    (category("category"), amount("goal_cents", "goal")),
    (
        ("New Bloodmobile", "vehicles", 14000000), ("Bloodmobile Tyres", "vehicles", 240000),
        ("Platelet Shaker", "equipment", 860000), ("Reclining Chairs", "equipment", 1200000),
        ("Cold Chain Boxes", "equipment", 450000), ("Rare Group Register", "research", 2600000),
        ("Students Give Blood", "campaigns", 380000), ("Biscuits and Tea", "campaigns", 90000),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="blood_bank",
    category="Health",
    about="a blood bank",
    words="blood donors plasma donate donation units platelets transfusion donor hospital type expiry nurses "
    "group whole haemoglobin",
    organisations=("City Blood Service", "Hospital Hill Blood Bank", "The Red Thread", "Northern Donor Centre",
                   "Wexcombe Blood and Plasma", "One Pint Donor Service"),
    persona="staff",
    people=People(party=noun("donor"), roles=("donor coordinator", "session nurse", "laboratory scientist", "driver"),
                  extras=(category("blood_group", ("O positive", "A positive", "B positive", "O negative", "A negative",
                                                   "AB positive", "B negative", "AB negative"), "blood group"),)),
    always=(
        Events(event=SESSIONS, rsvp=noun("sign-up"), options={"places": "one each"},
               venue_names=("the main hall", "the side room", "the car park", "the first floor")),
        Assessments(form=noun("donor assessment"), rubric=(("haemoglobin", 30), ("blood pressure", 20), ("pulse", 10),
                                                           ("recent travel", 20), ("medicines", 20)),
                    pass_percent=75),
    ),
    never=(Coupons, Vouchers),
    rules=(
        Rule(
            says='Plasma and platelets are only taken from donors of 60 kilograms or more.',
            made='rsvp',
            holds="{event.kind} = 'whole blood' OR {party.weight_kg} >= 60",
            refusal='Plasma and platelets are only taken from donors of 60 kilograms or more.',
            asked='if {whose} weight allows it',
            party=(quantity("weight_kg", 50, 98, "weight", "kilograms"),),
        ),
    ),
    sometimes=(
        Sometimes(0.5, Documents(document=noun("form"), kinds=("consent form", "questionnaire", "doctor's letter",
                                                               "travel record"),
                                 titles=("Consent to Whole Blood", "Consent to Platelets",
                                         "Questionnaire before a First Visit", "Questionnaire after an Illness",
                                         "Letter on Blood Pressure", "Letter after an Operation",
                                         "Travel in the Tropics", "Travel in the Last Month"))),
        Sometimes(0.5, Approvals(request=noun("travel claim"), reasons=(
            ("train", ("I came in from the coast for the rare group call.",
                       "Return ticket for platelets on a Sunday.")),
            ("taxi", ("I felt faint afterwards and was sent home by taxi.",
                      "The last bus had gone when the session ended.")),
            ("parking", ("The hospital car park for three hours.", "Parking at the Guildhall, twice this month.")),
            ("bus", ("Six bus rides for three plasma sessions.", "The bus from the village and back.")),
        ), limit_cents=1600, refusals=("undocumented", "too_late", "not_eligible", "claimed_twice"))),
        Sometimes(0.5, Tickets(of="rsvp", ticket=noun("donor report"), options={"about": "nothing"}, topics=(
            ("bruise", ("My arm is blue from the elbow to the wrist.", "There is a lump where the needle went in.")),
            ("faint", ("I fainted on the bus an hour later.", "I was dizzy all evening and could not drive.")),
            ("illness", ("I have had a fever since the day after I gave.",
                             "My son has chickenpox, which I learned only today.")),
            ("waiting time", ("I waited ninety minutes with a slot at nine.",
                         "The bloodmobile had left ten minutes before time.")),
            ("refusal", ("I was turned away for a tattoo that is two years old.",
                         "My iron was said to be low, and my doctor says it is fine.")),
        ), resolutions=("The nurse rang, and the arm is much better.", "The nurse rang, and all is well again.",
                        "The unit was withdrawn and destroyed.",
                        "We have apologised and offered a slot early in the morning.",
                        "Our doctor looked into it and sees no objection any more."))),
        Sometimes(0.4, Classes(course=COURSES, session=noun("class"), enrolment=noun("enrolment"),
                               teacher=noun("trainer"),
                               teacher_names=("Sister Agnes", "Dr Yusuf Karim", "Poppy Lang", "Hanne Vik"))),
        Sometimes(0.4, Messages(topics=(
            ("When may I come again", ("I gave ten weeks ago. Is it too early?",
                                       "I have had a tooth out. How long must I wait?")),
            ("Medicines", ("I take tablets for hay fever. Does that matter?",
                           "My doctor has changed my blood pressure pills.")),
            ("A drive at our firm", ("We are two hundred people and have a large canteen. Would you come?",
                                     "Our school would like a visit next term.")),
            ("Who got my blood", ("Can I find out whether my unit was used?",
                                  "My friend needs platelets. May I give for him?")),
        ))),
        Sometimes(0.35, Donations(fund=FUNDS, gift=noun("gift"), pledges=noun("pledge"), busy=0.8)),
        Sometimes(0.35, Reviews(of="rsvp",
            good=("I hardly felt the needle, and the tea was strong.", "Kind nurses who noticed how nervous I was.",
                  "In, out and a biscuit in forty minutes."),
            fair=("Friendly, but it ran half an hour late.", "All well, though the hall was freezing."),
            poor=("Three tries for a vein and no apology.", "I waited two hours and then the beds were full."))),
        Sometimes(0.3, LostProperty(places=("in the waiting area", "at the tea table", "in the cloakroom", "by the entrance"))),
        Sometimes(0.35, Shifts(posts=("registration desk", "tea table", "entrance"))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("has a cold", "{party} has come down with a cold and has to give up a sign-up.", ("cancel", "move?"),
                  asks=("count", "last")),
        Situation("wants to give for a friend",
                  "{party} has a friend in hospital and wants to give.",
                  ("sign_up", "schedule", "submit?"), asks=("last", "count")),
        Situation("rang the morning after", "{party} rang the morning after giving.",
                  ("complain",), asks=("last", "count")),
    ),
    leads=(
        "I have two minutes between donors.", "The waiting room is full of donors.",
        "I am leaving with the bloodmobile at ten.",
        "I am on the donor line this morning.",
    ),
)  # fmt: skip
