"""A music school: pupils come to lessons and ensembles, take instruments home, and play in recitals."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.events import Events
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

COURSES = Things(
    noun("course"),
    (category("instrument"), category("level"), price("price_cents", label="lesson price")),
    (
        ("Violin from Scratch", "violin", "beginner", 2400), ("Bowing and Tone", "violin", "intermediate", 2900),
        ("Cello for Adults", "cello", "beginner", 2600),
        ("Cello Quartet", "cello", "advanced", 2200), ("Piano First Year", "piano", "beginner", 2400),
        ("Piano Duets", "piano", "intermediate", 2500),
        ("Clarinet and Breath", "clarinet", "beginner", 2300), ("Jazz Clarinet", "clarinet", "advanced", 3100),
        ("Guitar Circle", "guitar", "beginner", 1800),
        ("Fingerstyle Guitar", "guitar", "intermediate", 2600), ("Open Choir", "voice", "beginner", 1200),
        ("Chamber Choir", "voice", "advanced", 1600),
        ("Wind Band", "any wind", "intermediate", 1400), ("Rhythm without Fear", "theory", "beginner", 1500),
        ("Harmony and Ear", "theory", "intermediate", 1900),
    ),
)  # fmt: skip

INSTRUMENTS = Things(
    noun("instrument"),
    (category("family"), category("size"), category("maker")),
    (
        ("Blue Case Violin", "strings", "quarter", "Stentor"), ("Amber Violin", "strings", "half", "Stentor"),
        ("Maple Violin", "strings", "full", "Höfner"),
        ("Walnut Viola", "strings", "full", "Gewa"), ("Little Cello", "strings", "half", "Gewa"),
        ("Dark Cello", "strings", "full", "Höfner"),
        ("Bass on Wheels", "strings", "three-quarter", "Thomann"), ("Student Clarinet", "woodwind", "full", "Buffet"),
        ("Wooden Clarinet", "woodwind", "full", "Yamaha"),
        ("Curved-Head Flute", "woodwind", "small", "Jupiter"), ("Silver Flute", "woodwind", "full", "Yamaha"),
        ("Short Bassoon", "woodwind", "small", "Wolf"),
        ("Pocket Trumpet", "brass", "small", "Jupiter"), ("Rose Brass Trombone", "brass", "full", "Bach"),
        ("Child's Guitar", "plucked", "half", "Alhambra"),
        ("Cedar Guitar", "plucked", "full", "Alhambra"), ("Lap Harp", "plucked", "small", "Salvi"),
    ),
)  # fmt: skip

RECITALS = Things(
    noun("recital"),
    (category("kind", label="kind of recital"), quantity("capacity", 20, 140, "number of seats", most="largest",
                                                         least="smallest"), price("price_cents", label="ticket price")),
    (
        ("Little Fingers", "pupils", 80, 500), ("Strings in Spring", "pupils", 110, 700),
        ("Woodwind at Noon", "pupils", 60, 500), ("Guitar by Lamplight", "pupils", 70, 600),
        ("Teachers Play Schubert", "teachers", 130, 1800), ("Teachers' Tango", "teachers", 120, 1600),
        ("Jazz in the Canteen", "ensemble", 90, 900), ("Wind Band on the Green", "ensemble", 140, 400),
        ("Choirs Together", "ensemble", 140, 800), ("First Solo", "pupils", 40, 300),
        ("Twelve Preludes", "pupils", 60, 600), ("Baroque on Small Instruments", "ensemble", 50, 1000),
    ),
)  # fmt: skip

ROOMS = Things(
    noun("practice room"),
    (category("floor"), quantity("area_m2", 6, 60, "size", "square metres", most="largest", least="smallest",
                                 at_least="of at least {value} square metres"),
     price("day_rate_cents", label="daily price")),
    (
        ("Bach Room", "first floor", 12, 900), ("Clara Room", "first floor", 14, 1100),
        ("Nadia Room", "first floor", 10, 800), ("Django Room", "ground floor", 16, 1000),
        ("Ella Room", "ground floor", 20, 1300),
        ("Coltrane Room", "ground floor", 24, 1500), ("Hildegard Room", "top floor", 8, 600), ("Fanny Room", "top floor", 9, 600),
        ("Vivaldi Room", "second floor", 30, 2200), ("Ensemble Hall", "second floor", 60, 4200),
        ("Percussion Room", "ground floor", 26, 1800),
    ),
)  # fmt: skip

SHEETS = Things(
    noun("shop item"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Violin Method Book One", "sheet music", 1690), ("Easy Cello Duets", "sheet music", 1490),
        ("Sonatinas for Piano", "sheet music", 1890), ("Book of Jazz Standards", "sheet music", 3900),
        ("Choir Folder", "sheet music", 900), ("Violin Strings", "strings", 3200),
        ("Cello Strings", "strings", 8900), ("Guitar Strings", "strings", 1400),
        ("Clarinet Reeds (10)", "reeds", 2600), ("Rosin", "care", 850), ("Cork Grease", "care", 450),
        ("Cleaning Cloth", "care", 600), ("Folding Music Stand", "stands", 2900), ("Metronome", "practice", 3400),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="music_school",
    category="Stage",
    about="a music school",
    words="music pupils recital instrument lessons violins cellos clarinets ensembles orchestra choir piano "
    "conservatoire practice flute trumpet guitar scales tuition grades theory rent teachers conductor "
    "solfege rehearsal",
    organisations=("Bridge Street Music School", "The Little Conservatoire", "Cadenza House",
                   "Wexcombe School of Music", "Four Strings", "The Tuning Fork"),
    persona="customer",
    people=People(party=noun("pupil"), roles=("school secretary", "head of strings", "instrument keeper", "teacher"),
                  extras=(category("grade", ("preparatory", "grade one", "grade three", "grade five", "grade eight"),
                                   "grade"),)),
    always=(
        Classes(course=COURSES, session=noun("lesson"), enrolment=noun("enrolment"),
                teacher_names=("Irina Sokolova", "Desmond Hale", "Yuki Tanabe", "Paloma Reyes")),
        Loans(title=INSTRUMENTS, copy=noun("instrument in store", "instruments in store"), loan=noun("loan"),
              hold=noun("hold"), limit=3, days=21, fee_cents=150,
              options={"copies": "counted"}),
        Billing(charge=noun("tuition bill"), methods=("card", "bank_transfer", "direct_debit")),
    ),
    never=(Inspections, Qualifications),
    rules=(
        Rule(
            says='Advanced lessons begin with grade five.',
            made='enrolment',
            holds="{course.level} <> 'advanced' OR {party.grade} IN ('grade five', 'grade eight')",
            refusal='Advanced lessons begin with grade five.',
            asked='if {whose} grade is high enough for it',
            mine={'grade': ('preparatory', 'grade one', 'grade three')},
        ),
    ),
    sometimes=(
        Sometimes(0.35, Returns()),
        Sometimes(0.4, Deposits()),
        Sometimes(0.6, Events(event=RECITALS, rsvp=noun("seat booking"),
                              venue_names=("the recital hall", "the town church", "the canteen", "the courtyard"))),
        Sometimes(0.5, Assessments(form=noun("grade exam"),
                                   rubric=(("pieces", 40), ("scales", 20), ("sight-reading", 20), ("ear test", 20)),
                                   pass_percent=65)),
        Sometimes(0.4, Bookings(thing=ROOMS, booking=noun("booking"), verb=verb("book"), longest=3, busy=1.2)),
        Sometimes(0.4, Orders(item=SHEETS, order=noun("shop order"))),
        Sometimes(0.4, Messages(topics=(
            ("Piece for the recital", ("May I play the slow movement alone?",
                                       "My duet partner is ill. Is there a piece for one?")),
            ("Practice at home", ("My neighbours complain after eight. Is there a mute for a cello?",
                                  "How long should a child of seven practise?")),
            ("Instrument grown out of", ("My son needs a bigger violin before the summer.",
                                         "The half-size cello is too small by now.")),
            ("Missed lesson", ("We were stuck on the motorway. Can the lesson be made up?",
                               "I have a choir trip on the day of my lesson.")),
        ))),
        Sometimes(0.4, Tickets(of="enrolment", ticket=noun("complaint"), options={"about": "nothing"}, topics=(
            ("instrument", ("The bridge of the violin leans and a peg slips.", "Two keys of the clarinet stick.")),
            ("piano", ("The upright on the top floor is a semitone flat.",
                       "The pedal of the grand squeaks in every quiet bar.")),
            ("room", ("There is no light above the music stand.", "The radiator hums in B flat.")),
            ("bill", ("I was charged for a lesson that the teacher cancelled.",
                      "The late fee is for a cello that came back in time.")),
        ), resolutions=(
            "Repaired in the workshop and ready to be played.",
            "The piano tuner has been and seen to it.",
            "The caretaker has been and put it right.",
            "The bill was corrected and the difference paid back.",
        ))),
        Sometimes(0.35, Approvals(request=noun("bursary request"), reasons=(
            ("tuition", ("I have lost my evening job and want to stay in the quartet.",
                         "My sister and I both take lessons, and it is more than we can pay.")),
            ("instrument", ("I have outgrown the loan cello and found a good old one.",
                            "My clarinet cannot be repaired again.")),
            ("competition", ("I am through to the final, which is in another town.",
                             "The pianist who plays with me has to be paid.")),
            ("summer course", ("The chamber music week has a place for me.",
                               "My teacher wants me to play for a guest.")),
        ), limit_cents=30000, refusals=("fund_spent", "papers_missing", "helped_this_year", "asked_twice"))),
        Sometimes(0.3, Reviews(of="enrolment",
            good=("I now practise without being told to.", "The best hour of my week.",
                  "I was told I had no ear. They found it."),
            fair=("A good teacher, but the group is rather large.", "We learned a lot of scales and few pieces."),
            poor=("Three teachers in one term.", "The lesson was cut short twice and nobody rang."))),
        Sometimes(0.25, Coupons(codes=(("DUET10", 10), ("FIRSTLESSON", 20), ("SIBLING15", 15), ("ENCORE", 5),
                                       ("SUMMERTERM", 12)))),
    ),
    months=(1, 2, 3, 4, 5, 6, 9, 10, 11, 12),
    situations=(
        Situation("broken string arm", "{party} has broken an arm.", ("drop", "return?", "cancel?"),
                  lead_customer="I have broken my arm and cannot hold a bow.", asks=("owed", "count")),
        Situation("a change of instrument", "{party} wants to try another instrument.", ("return?", "borrow"),
                  lead_customer="I would like to try another instrument.", asks=("last", "owed")),
    ),
    leads=(
        "I should like to make more of my music.", "I have a little more time for music this term.",
        "I am planning my term.",
    ),
)  # fmt: skip
