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
from authors.procedural.modules.tickets import Tickets

STUDIOS = Things(
    noun("studio"),
    (category("floor"), category("use", label="use"),
     quantity("microphones", 1, 12, "number of microphones", most="best-equipped", least="most modest",
              at_least="with at least {value} microphones"), price("day_cents", label="daily rate")),
    (
        ("Studio Amber", "ground floor", "live", 6, 5800), ("Studio Indigo", "ground floor", "live", 8, 7200),
        ("Talk Room", "first floor", "talk", 4, 3600), ("Drama Room", "first floor", "drama", 10, 9400),
        ("Edit Booth One", "first floor", "editing", 1, 1800), ("Edit Booth Two", "first floor", "editing", 1, 1700),
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
        ("Ramp for Studio Amber", "building", 320000), ("Wind-Up Sets for the Valley", "outreach", 190000),
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
        ("Listeners' Breakfast", "meeting", 40, 900), ("Night of Ghost Stories", "drama", 60, 900),
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
        Bookings(thing=STUDIOS, booking=noun("studio booking"), verb=verb("book"), unit=noun("day"), longest=3, busy=1.6),
        Loans(title=KIT, copy=noun("set"), loan=noun("kit loan"), hold=noun("kit request"), limit=3, days=7, fee_cents=150),
        Billing(charge=noun("studio bill"), methods=("bank_transfer", "card", "airtime_credit")),
    ),
    sometimes=(
        Sometimes(0.5, Donations(fund=APPEALS, gift=noun("gift"), pledges=noun("listener pledge"), busy=1.2)),
        Sometimes(0.45, Classes(course=COURSES, session=noun("workshop date"), enrolment=noun("workshop place"),
                                teacher_names=("Dolores Finch", "Kwame Asante", "Piotr Zielak", "Maud Jessop"))),
        Sometimes(0.45, Events(event=EVENTS, rsvp=noun("seat"), venue_names=("the concert hall", "the market cross",
                                                                             "the chapel", "the school gym"))),
        Sometimes(0.4, Assessments(form=noun("demo hearing"), subjects=("music show", "news reading", "interview",
                                                                        "radio drama"), rubric=(
            ("voice", 25), ("preparation", 20), ("timing", 20), ("choice of sound", 20), ("handling of the desk", 15)),
            pass_percent=55)),
        Sometimes(0.4, Maintenance(order=noun("engineering job"), kinds=(
            ("desk", ("Fader three crackles.", "The talkback button sticks.")),
            ("microphones", ("The left microphone hums on long cables.", "A pop shield is torn.")),
            ("computer", ("The playout machine freezes at midnight.", "The library has lost its covers.")),
            ("door and light", ("The red light stays dark.", "The studio door rattles in the wind.")),
        ))),
        Sometimes(0.35, Documents(document=noun("station paper"), kinds=("music licence", "interview release",
                                                                         "sponsor contract", "safety form"),
                                  titles=("Music Licence for a Concert", "Music Licence for a Podcast",
                                          "Interview Release of a Minor", "Interview Release of an Author",
                                          "Sponsor Contract of the Bakery", "Sponsor Contract of the Ferry",
                                          "Safety Form for the Mast", "Safety Form for the Van"))),
        Sometimes(0.35, Tickets(ticket=noun("listener complaint"), options={"about": "nothing"}, topics=(
            ("language", ("Somebody swore at a quarter past eight.", "The joke about the mayor went too far.")),
            ("reception", ("I hear nothing but hiss behind the hill.", "A foreign station drowns you at night.")),
            ("mistake", ("The funeral was on Thursday, not on Friday.", "You called my village by its rival's name.")),
            ("music", ("The same song came four times before noon.", "There is no brass music any more.")),
        ), resolutions=("Corrected on air the same evening.", "Presenter spoken to.",
                        "The aerial was turned by ten degrees.", "Passed to the music editor."))),
        Sometimes(0.3, Messages(topics=(
            ("Requests", ("Please play something slow for my mother on Sunday.", "Could you greet class 4b?")),
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
        Situation("lost voice", "{party} has lost the voice.", ("cancel*", "return?", "move?"), asks=("count", "owed")),
        Situation("show with a choir", "{party} brings a whole choir into the show.", ("book", "borrow?", "pay?"),
                  asks=("last", "owed")),
    ),
    leads=(
        "The red light goes on in six minutes.", "I have one ear on the programme while I write.",
        "The engineer is up the mast.", "There is a queue at the kettle and at the desk.",
    ),
)  # fmt: skip
