"""A radio station of the neighbourhood: presenters have studios, recorders and a place in the schedule, and listeners pay for it."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, amount, category, price, quantity
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

STUDIOS = Things(
    noun("studio"),
    (category("floor"), category("use", label="use"),
     quantity("microphones", 1, 12, "number of microphones", most="best-equipped", least="most modest",
              at_least="with at least {value} microphones"), price("day_cents", label="daily rate")),
    (
        ("Amber Studio", "ground floor", "live", 6, 5800), ("Indigo Studio", "ground floor", "live", 8, 7200),
        ("Talk Room", "first floor", "talk", 4, 3600), ("Drama Room", "first floor", "drama", 10, 9400),
        ("Upper Edit Booth", "first floor", "editing", 1, 1800), ("Lower Edit Booth", "ground floor", "editing", 1, 1700),
        ("Concert Hall", "ground floor", "music", 12, 16800), ("Vinyl Corner", "basement", "music", 2, 2400),
        ("Podcast Nook", "basement", "talk", 3, 2900), ("Outside Van", "yard", "live", 5, 11900),
    ),
)  # fmt: skip

KIT = Things(
    noun("recorder set"),
    (category("kind", label="kind of set"), category("power", label="power supply"),
     quantity("grams", 180, 4200, "weight", "grams", most="heaviest", least="lightest")),
    (
        ("Reporter's Bag", "interview", "batteries", 900), ("Pocket Recorder", "interview", "batteries", 180),
        ("Boom and Windshield", "outdoor", "batteries", 1600), ("Wren Parabola", "outdoor", "batteries", 2100),
        ("Four-Way Mixer", "mixing", "mains", 3200), ("Phone Hybrid", "studio", "mains", 2400),
        ("Lapel Pair", "interview", "batteries", 350), ("Choir Pair", "music", "mains", 1900),
        ("Field Mixer", "mixing", "batteries", 4200), ("Hydrophone Kit", "outdoor", "batteries", 1200),
    ),
)  # fmt: skip

APPEALS = Things(
    noun("listener appeal"),
    (category("cause"), amount("goal_cents", "goal")),
    (
        ("New Mixing Desk", "equipment", 980000), ("Mast Lights", "equipment", 145000), ("Hospital Requests Hour", "programme", 82000),
        ("School Reporters", "training", 240000), ("Archive of Voices", "archive", 460000), ("Night Shift Music", "programme", 65000),
        ("Ramp for the Concert Hall", "building", 320000), ("Radios for the Valley", "outreach", 190000),
        ("Drama Prize", "programme", 150000),
    ),
)  # fmt: skip

COURSES = Things(
    noun("workshop"),
    (category("topic", label="subject"), category("level"), price("price_cents", label="fee")),
    (
        ("First Hour on Air", "presenting", "beginner", 1500), ("Driving the Desk", "technique", "beginner", 1800),
        ("Cutting Tape without Tape", "editing", "beginner", 2200), ("Sound Pictures", "editing", "advanced", 4200),
        ("Asking the Second Question", "interview", "intermediate", 2600), ("News at Ten to the Hour", "news", "intermediate", 2400),
        ("Writing for One Listener", "writing", "beginner", 1600), ("Law and Libel", "law", "intermediate", 1900),
    ),
)  # fmt: skip

EVENTS = Things(
    noun("broadcast event"),
    (category("kind", label="kind of event"), quantity("capacity", 12, 240, "number of seats", most="largest",
                                                       least="smallest"), price("price_cents", label="price")),
    (
        ("Live Quiz Night", "quiz", 90, 800), ("Valley Song Contest", "concert", 240, 1500), ("Brass on Air", "concert", 160, 1200),
        ("Radio Play before an Audience", "drama", 70, 1000), ("Debate of the Candidates", "debate", 120, 600),
        ("Listeners' Meeting", "meeting", 40, 900), ("Ghost Stories", "drama", 60, 900),
        ("Archive Listening Party", "meeting", 30, 500), ("Young Reporters' Gala", "prize", 110, 700),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="radio_station",
    category="Words",
    about="a radio station",
    words="radio station broadcast presenters airtime listeners programmes shows schedule microphone frequency "
    "transmitter jingle airwaves playlist newsroom studio live",
    organisations=("Valley Wave", "Harbour Hiss", "Radio Kettle", "Two Mast Radio", "Small Hours", "Signal Hill Radio"),
    persona="staff",
    people=People(party=noun("presenter"), roles=("station manager", "studio engineer", "programme editor",
                                                  "volunteer coordinator"),
                  extras=(category("slot", ("breakfast", "midday", "drive time", "evening", "night"), "slot"),)),
    always=(
        Bookings(thing=STUDIOS, booking=noun("booking"), verb=verb("book"), unit=noun("day"), longest=3, busy=1.6),
        Loans(title=KIT, copy=noun("set"), loan=noun("loan"), hold=noun("hold"), limit=3, days=7, fee_cents=150),
        Billing(charge=noun("bill"), methods=("bank_transfer", "card", "direct_debit")),
    ),
    rules=(
        Rule(
            says="A studio must have a microphone for every voice in the show.",
            made="booking",
            holds="{thing.microphones} >= {party.voices}",
            refusal="There are fewer microphones in this studio than voices in the show.",
            asked="if it has enough microphones for {whose} show",
            party=(quantity("voices", 1, 8, "number of voices in the show"),),
        ),
    ),
    never=(Qualifications,),
    sometimes=(
        Sometimes(0.5, Donations(fund=APPEALS, gift=noun("gift"), pledges=noun("pledge"), busy=1.2)),
        Sometimes(0.45, Classes(course=COURSES, session=noun("workshop date"), enrolment=noun("workshop place"),
                                teacher_names=("Dolores Finch", "Kwame Asante", "Piotr Zielak", "Maud Jessop"))),
        Sometimes(0.45, Events(event=EVENTS, rsvp=noun("reservation"), venue_names=("the concert hall", "the market cross",
                                                                             "the chapel", "the school gym"))),
        Sometimes(0.4, Assessments(form=noun("audition"), subjects=("music presentation", "news reading", "interviewing",
                                                                    "radio drama"), rubric=(
            ("voice", 25), ("preparation", 20), ("timing", 20), ("choice of sound", 20), ("handling of the desk", 15)),
            pass_percent=55)),
        Sometimes(0.4, Maintenance(order=noun("engineering job"), kinds=(
            ("desk repair", ("Fader three crackles.", "The talkback button sticks.")),
            ("microphone repair", ("The left microphone hums on long cables.", "A pop shield is torn.")),
            ("computer repair", ("The playout machine freezes at midnight.", "The library has lost its covers.")),
            ("soundproofing", ("The window lets the traffic in.", "The studio door rattles in the wind.")),
        ))),
        Sometimes(0.35, Documents(document=noun("document"), kinds=("music licence", "interview release",
                                                                         "sponsor contract", "safety form"),
                                  titles=("Music Licence for a Concert", "Music Licence for a Podcast",
                                          "Interview Release of a Minor", "Interview Release of an Author",
                                          "Sponsor Contract of the Bakery", "Sponsor Contract of the Ferry",
                                          "Safety Form for the Mast", "Safety Form for the Van"))),
        Sometimes(0.35, Tickets(ticket=noun("complaint"), options={"about": "nothing"}, topics=(
            ("studio", ("The studio was taken when I came with my guests.", "Somebody had moved every fader on the desk.")),
            ("kit", ("The recorder was handed out with empty batteries.", "A cable was missing from the bag.")),
            ("schedule", ("My show was moved without a word to me.", "The repeat ran into my first ten minutes.")),
            ("bill", ("A day was charged on which I was ill.", "The late fee is for a set that I had brought back.")),
        ), resolutions=("Looked into and put right the same day.", "We apologised and took something off the bill.",
                        "Talked over with the engineer on duty.", "Passed to the programme editor, who has rung."))),
        Sometimes(0.3, Messages(topics=(
            ("Jingles", ("Could somebody make me a new jingle?", "May I use a song of my own as a jingle?")),
            ("Guest for a show", ("The lock keeper would make a splendid guest.", "I can bring a harp, if there is a lift.")),
            ("Schedule", ("May I swap my hour with the jazz people?", "My show clashes with the choir.")),
            ("Recording for the family", ("Can I have a copy of grandfather's interview?",
                                          "How long do you keep old programmes?")),
        ))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("festival week", "{party} will report from the festival all week.", ("book", "borrow", "extend?"),
                  asks=("last", "owed")),
        Situation("lost voice", "{party} has lost their voice.", ("cancel*", "return?", "move?"), asks=("count", "owed")),
        Situation("show with a choir", "{party} is bringing a whole choir into the show.", ("book", "borrow?", "pay?"),
                  asks=("last", "owed")),
    ),
    leads=(
        "The red light goes on in six minutes.", "I have one ear on the programme while I write.",
        "The schedule for next month has come in.", "I have a presenter at the desk.",
    ),
)  # fmt: skip
