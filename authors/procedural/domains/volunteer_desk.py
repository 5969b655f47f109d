"""A volunteer desk: volunteers take shifts where help is needed, show their papers and claim their fares."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.shifts import Shifts
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

SHIFTS = Things(
    noun("volunteer shift"),
    (category("kind", label="kind of shift"), category("place", label="place"),
     quantity("capacity", 4, 60, "number of helpers", most="largest", least="smallest")),
    (
        ("Soup Line", "kitchen", "St Anne's Hall", 12),
        ("Serving and Washing Up", "kitchen", "Harbour Mission", 10),
        ("Peeling and Chopping", "kitchen", "St Anne's Hall", 8), ("Reading Hour", "care home", "Rosemount Home", 6),
        ("Wheelchair Outing", "care home", "Rosemount Home", 14),
        ("Tea Dance", "care home", "Larkfield House", 16), ("Marshals for the Ten Miles", "sports", "Town Park", 60),
        ("Finish Line Water", "sports", "Town Park", 30), ("School Sports Day", "sports", "Northgate School", 24),
        ("Homework Table", "children", "Northgate School", 8),
        ("Holiday Club", "children", "Mill Lane Library", 10),
        ("Hospital Visiting", "patients", "Hospital Hill", 6), ("Flowers on the Ward", "patients", "Hospital Hill", 4),
        ("River Clean-Up", "nature", "Weir Meadow", 40), ("Tree Planting", "nature", "North Ridge", 50),
        ("Repair Café Welcome", "neighbours", "Mill Lane Library", 6),
    ),
)  # fmt: skip

TRAINING = Things(
    noun("training course"),
    (category("topic", label="subject"), category("level")),
    (
        ("First Steps for Volunteers", "induction", "new volunteers"), ("Safeguarding Children", "safety", "all volunteers"),
        ("Safeguarding Adults", "safety", "all volunteers"), ("Pushing a Wheelchair", "care", "all volunteers"),
        ("Talking with Dementia", "care", "all volunteers"),
        ("Food Hygiene Basics", "kitchen", "all volunteers"), ("First Aid for Marshals", "events", "team leads"),
        ("Radio and Hi-Vis", "events", "team leads"), ("Listening at a Bedside", "hospital", "all volunteers"),
        ("Leading a Shift", "leading", "team leads"),
    ),
)  # fmt: skip

GEAR = Things(
    noun("item"),
    (category("category"), category("store", label="location")),
    (
        ("Marshal Vest", "events", "desk cupboard"), ("Two-Way Radio", "events", "desk cupboard"),
        ("Megaphone", "events", "desk cupboard"), ("First-Aid Rucksack", "safety", "desk cupboard"),
        ("Litter Picker", "nature", "yard"), ("Waders", "nature", "yard"), ("Spade", "nature", "yard"),
        ("Soup Ladle Set", "kitchen", "hall kitchen"), ("Hair Net Box", "kitchen", "hall kitchen"),
        ("Story Box", "children", "library shelf"), ("Craft Box", "children", "library shelf"),
        ("Folding Ramp", "care", "garage"), ("Transit Wheelchair", "care", "garage"),
    ),
)  # fmt: skip

ADVISERS = Things(
    noun("coordinator"),
    (category("field", label="specialty"),),
    (("Thandi Nkosi", "children and schools"), ("Gerard Foyle", "hospitals"), ("Brigid Walsh", "care homes"),
     ("Luca Ferri", "sport"), ("Mina Haddad", "kitchens"), ("Oscar Lind", "nature"), ("Delia Marsh", "team leads"),
     ("Prakash Rao", "young volunteers")),
)  # fmt: skip

PAPERS = Things(
    noun("service"),
    (category("kind", label="kind of service"), quantity("minutes", 15, 60, "length", "minutes", most="longest",
                                                         least="shortest", step=15), price("price_cents", label="fee")),
    (
        ("Police Check", "check", 30, 2400), ("Police Check for Abroad", "check", 45, 3900),
        ("Identity Check", "check", 15, 600), ("Driving Licence Check", "check", 15, 800),
        ("Health Check", "check", 30, 1900), ("Hours Review", "meeting", 15, 500),
        ("Reference Meeting", "meeting", 30, 1200), ("Student Credit Meeting", "meeting", 30, 900),
        ("Food Hygiene Test", "training", 45, 1500), ("First-Aid Refresher", "training", 60, 1800), ("Badge Photo", "meeting", 15, 400),
    ),
)  # fmt: skip

VEHICLES = Things(
    noun("vehicle"),
    (category("kind", label="kind of vehicle"), quantity("seats", 2, 16, "number of seats",
                                                         at_least="with at least {value} seats", most="largest",
                                                         least="smallest"),
     price("day_rate_cents", label="daily charge")),
    (
        ("Blue Minibus", "minibus", 16, 4500), ("White Minibus", "minibus", 14, 4200), ("Ramp Bus", "minibus", 8, 4800),
        ("Old Minibus", "minibus", 12, 3600), ("Soup Van", "van", 3, 2900), ("Furniture Van", "van", 3, 3400),
        ("Little Van", "van", 2, 2200), ("Cargo Tricycle", "cycle", 2, 500),
        ("Rickshaw", "cycle", 3, 600), ("Red Estate", "car", 5, 1900), ("Grey Estate", "car", 5, 1900),
        ("Wheelchair Car", "car", 4, 2400),
    ),
)  # fmt: skip

PROPOSALS = Things(
    noun("proposal"),
    (category("topic"), quantity("seconders", 2, 9, "number of seconders", most="best supported",
                                 least="least supported")),
    (
        ("A Summer Party for Helpers", "events", 9),
        ("An Outing Instead of a Dinner", "events", 4),
        ("A Stall at the Town Fair", "events", 6),
        ("Shifts of Three Hours at Most", "shifts", 8),
        ("Two Helpers on Every Ward", "shifts", 7),
        ("A Rest Day after Night Shifts", "shifts", 5),
        ("Bus Fares Paid in Advance", "money", 6),
        ("A Small Reserve for Repairs", "money", 3),
        ("Badges with First Names Only", "house rules", 5),
        ("A Newsletter on Paper", "house rules", 2),
        ("The Desk Open on Saturdays", "opening hours", 8),
        ("A Desk in the Hospital", "opening hours", 4),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="volunteer_desk",
    category="Giving",
    about="a volunteer desk",
    words="volunteer volunteers shifts volunteering helpers roles coordinators soup kitchens charities hours "
    "certificates care homes match desk background check",
    organisations=("Helping Hands Wexcombe", "The Volunteer Desk at the Guildhall", "Many Hands",
                   "Northgate Volunteers", "Tuesday People", "The Helpers' Exchange"),
    persona="staff",
    people=People(party=noun("volunteer"), roles=("volunteer coordinator", "training lead", "office assistant",
                                                  "outreach worker"),
                  extras=(category("free_on", ("weekdays", "evenings", "weekends", "holidays"), "free time"),)),
    always=(
        Events(event=SHIFTS, rsvp=noun("sign-up"), options={"places": "one each"},
               venue_names=("the main door", "the kitchen", "the meeting point", "the office")),
        Documents(document=noun("document"), kinds=("police check", "reference letter", "role agreement",
                                                    "parental consent"),
                  titles=("Check for Work with Children", "Check for Hospital Visits", "Reference from a Teacher",
                          "Reference from an Employer", "Agreement for Kitchens", "Agreement for Care Homes",
                          "Consent of Both Parents", "Consent of a Guardian"),
                  options={"course": "approved"}),
        Approvals(request=noun("expense claim"), reasons=(
            ("bus", ("A week pass for the holiday club.", "Four single tickets to the care home.")),
            ("fuel", ("I drove the soup across the river twice.", "Thirty miles with the wheelchair in the back.")),
            ("parking", ("The hospital charges by the hour.", "Three hours beside the finish line.")),
            ("meals", ("The marshals' lunch after nine hours in the rain.", "A sandwich between two shifts.")),
            ("materials", ("Paper and glue for the craft table.", "Seeds for the school bed.")),
        ), limit_cents=3000, refusals=("incomplete", "not_agreed", "too_old", "claimed_twice")),
    ),
    never=(Coupons, Qualifications, Shifts, Vouchers),
    rules=(
        Rule(
            says='Shifts with children, patients or in care homes take a clear background check.',
            made='rsvp',
            holds="{event.kind} NOT IN ('children', 'patients', 'care home') OR {party.background_check} = 'clear'",
            refusal='The shift takes a clear background check, which this volunteer does not have.',
            asked='if {whose} background check allows it',
            party=(category("background_check", ('clear', 'pending', 'none'), "background check"),),
        ),
    ),
    sometimes=(
        Sometimes(0.3, Inspections(subjects=(
            ("roadworthiness", ("One tyre has too little tread.", "A brake light does not work.")),
            ("damage", ("There is a dent that nobody reported.", "One mirror is cracked and has to be replaced.")),
        ))),
        Sometimes(0.3, LostProperty(places=("in the office", "by the door", "on the minibus", "in the kitchen"))),
        Sometimes(0.35, Votes(proposals=PROPOSALS)),
        Sometimes(0.5, Classes(course=TRAINING, session=noun("session"), enrolment=noun("enrolment"),
                               teacher=noun("trainer"), teacher_names=("Thandi Nkosi", "Gerard Foyle", "Brigid Walsh",
                                                                       "Luca Ferri"))),
        Sometimes(0.45, Tickets(of="rsvp", ticket=noun("complaint"), options={"about": "nothing"}, topics=(
            ("shift", ("I came at nine, and I was not on the list.", "There were three of us for forty wheelchairs.")),
            ("role", ("I wanted to read aloud, and have washed up for a month.",
                      "The work is too heavy for my knees.")),
            ("certificate", ("My hours of last year are missing on it.", "The name on my certificate is misspelt.")),
            ("conduct", ("A helper shouted at one of the old ladies.", "Somebody took photographs of the children.")),
            ("fares", ("My claim has not been paid for weeks.", "I was told that bus fares are not covered any more.")),
        ), resolutions=("Rota corrected and an apology sent.", "Moved to the reading hour.",
                        "Certificate printed again.", "The helper was spoken to and paused.",
                        "The fares were paid with the next run."))),
        Sometimes(0.45, Loans(title=GEAR, copy=noun("unit"), loan=noun("gear loan"), hold=noun("hold"), limit=4,
                              days=7, fee_cents=0, options={"late_fee": False})),
        Sometimes(0.4, Assessments(form=noun("interview"),
                                   rubric=(("reliability", 25), ("listening", 25), ("safety", 30), ("languages", 10),
                                           ("stamina", 10)))),
        Sometimes(0.35, Messages(topics=(
            ("Starting as a helper", ("I have just retired and can spare two mornings.",
                          "I speak Ukrainian. Where is that of use?")),
            ("Bringing a group", ("Eleven of us from work would like to plant trees.",
                                  "Our confirmation class wants to help for a day.")),
            ("Papers for school", ("My school needs proof of forty hours.",
                                   "Could you write to my university about the shifts?")),
            ("Absence", ("My car has broken down, and the shift is tomorrow.",
                             "I must stop for a while. My wife is ill.")),
        ))),
        Sometimes(0.35, Reviews(of="rsvp",
            good=("I peeled for four hours and laughed for three.", "Well led, and everybody knew what to do.",
                  "The old gentlemen sang. I shall be back."),
            fair=("Nice people, but too many helpers for the work.", "Good cause, and a long wait for the keys."),
            poor=("No gloves, no list, no leader.", "I stood at a crossing for five hours and nobody brought water."))),
        Sometimes(0.3, Appointments(provider=ADVISERS, service=PAPERS, appointment=noun("appointment"),
                                    verb=verb("book"), busy=1.4)),
        Sometimes(0.35, Bookings(thing=VEHICLES, booking=noun("booking"), verb=verb("book"), unit=noun("day"),
                                 longest=3, busy=1.0)),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("new job", "{party} has a new job and less time.", ("withdraw", "cancel?", "sign_up?"),
                  asks=("count", "last")),
        Situation("wants to do more", "{party} has retired and wants to do more.", ("sign_up", "submit", "sign_up?"),
                  asks=("last", "count")),
        Situation("short of hands", "{party} has offered to help out, since we are short of hands.",
                  ("sign_up", "approve?", "book?"), asks=("last", "count")),
    ),
    leads=(
        "The desk has been open for an hour and I have a list.",
        "I have a volunteer on the telephone.",
        "Somebody is here at the desk.",
    ),
)  # fmt: skip
