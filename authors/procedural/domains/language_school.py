"""A language school: students join classes at their level, take private lessons and borrow readers."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.people import People
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

COURSES = Things(
    noun("course"),
    (category("language"), category("level"), category("format"), price("price_cents", label="fee per class")),
    (
        ("Spanish from Zero", "Spanish", "A1", "evening", 2400),
        ("Spanish Step Two", "Spanish", "A2", "evening", 2400),
        ("Spanish for the Kitchen", "Spanish", "B1", "weekend", 3200),
        ("Spanish Debate Club", "Spanish", "B2", "evening", 2600),
        ("French from Zero", "French", "A1", "morning", 2200),
        ("French for Travellers", "French", "A2", "weekend", 3000),
        ("French Conversation", "French", "B1", "evening", 2600),
        ("Reading Camus Together", "French", "C1", "evening", 3400),
        ("German from Zero", "German", "A1", "evening", 2400),
        ("German for Nurses", "German", "B1", "morning", 3600),
        ("German Grammar Clinic", "German", "B2", "weekend", 2900),
        ("Italian from Zero", "Italian", "A1", "evening", 2500),
        ("Italian Cinema Nights", "Italian", "B2", "evening", 2800),
        ("Japanese Kana and Greetings", "Japanese", "A1", "weekend", 3300),
        ("Japanese Step Two", "Japanese", "A2", "evening", 3100),
        ("Portuguese for Brazil", "Portuguese", "A2", "online", 2000),
    ),
)

TUTORS = Things(
    noun("tutor"),
    (category("language"), category("home_country", label="home country")),
    (
        ("Inés Robledo", "Spanish", "Spain"),
        ("Mateo Quiroga", "Spanish", "Argentina"),
        ("Camille Fabre", "French", "France"),
        ("Bastien Leroux", "French", "Belgium"),
        ("Anke Voss", "German", "Germany"),
        ("Lukas Steiner", "German", "Austria"),
        ("Chiara Mancini", "Italian", "Italy"),
        ("Haruka Mori", "Japanese", "Japan"),
        ("Kenta Ishii", "Japanese", "Japan"),
        ("Beatriz Lobo", "Portuguese", "Brazil"),
    ),
)

LESSONS = Things(
    noun("topic"),
    (category("aim"), quantity("minutes", 30, 120, "length", "minutes", most="longest", least="shortest"),
     price("price_cents", label="price")),
    (
        ("Level Check", "first steps", 30, 1500),
        ("Short Conversation Practice", "speaking", 30, 2400),
        ("Conversation Practice", "speaking", 60, 4200),
        ("Pronunciation Coaching", "speaking", 45, 3600),
        ("Grammar Revision", "writing", 60, 4400),
        ("Essay Feedback", "writing", 45, 3900),
        ("Exam Rehearsal", "exam", 90, 6900),
        ("Oral Exam Practice", "exam", 60, 5200),
        ("Job Interview Practice", "work", 60, 5400),
        ("Presentation Rehearsal", "work", 90, 7200),
        ("Phone Call Practice", "work", 30, 2700),
        ("Intensive Speaking Practice", "speaking", 120, 7900),
    ),
)  # fmt: skip

EVENTS = Things(
    noun("evening"),
    (category("language"), quantity("capacity", 8, 60, "number of places", most="largest", least="smallest")),
    (
        ("Tapas and Talk", "Spanish", 24),
        ("Flamenco for Shy People", "Spanish", 20),
        ("Board Games in Spanish", "Spanish", 16),
        ("Crêpes and Conversation", "French", 22),
        ("Chanson Sing-Along", "French", 40),
        ("Dictation Contest", "French", 30),
        ("Coffee, Cake and Grammar", "German", 18),
        ("Crime Story Night", "German", 26),
        ("Aperitivo Hour", "Italian", 28),
        ("Gnocchi Workshop", "Italian", 12),
        ("Calligraphy Evening", "Japanese", 14),
        ("Anime without Subtitles", "Japanese", 45),
        ("Bossa Nova Night", "Portuguese", 36),
        ("Tandem Speed Dating", "all languages", 50),
    ),
)

READERS = Things(
    noun("book"),
    (category("language"), category("level"), quantity("pages", 40, 320, "number of pages", most="longest",
                                                       least="shortest")),
    (
        ("The Lighthouse of Cádiz", "Spanish", "A2", 72),
        ("Letters from Bogotá", "Spanish", "B1", 128),
        ("Four Days in Lima", "Spanish", "A1", 48),
        ("The Baker of Lyon", "French", "A2", 80),
        ("Night Train to Marseille", "French", "B1", 144),
        ("Short Stories from Québec", "French", "B2", 208),
        ("A Winter in Leipzig", "German", "A2", 88),
        ("The Missing Cellist", "German", "B1", 136),
        ("Vienna in Small Bites", "German", "A1", 56),
        ("The Scooter of Signora Testa", "Italian", "A2", 64),
        ("Ten Recipes and a Crime", "Italian", "B1", 152),
        ("Folk Tales in Kana", "Japanese", "A1", 40),
        ("Letters from Kyoto", "Japanese", "A2", 96),
        ("Streets of Salvador", "Portuguese", "B1", 120),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="language_school",
    category="Learning",
    about="a language school",
    words="language languages school classes spanish french german italian japanese lessons students level tutor "
    "teachers conversation grammar",
    organisations=(
        "Babel Street Language School", "The Second Tongue", "Riverside Languages", "Lingua House",
        "Subjunctive & Sons", "Open Vowel School", "Meridian Languages",
    ),
    persona="customer",
    people=People(
        party=noun("student"), roles=("course coordinator", "teacher", "front desk"),
        extras=(category("level", ("A1", "A2", "B1", "B2", "C1"), "tested level"),
                category("mother_tongue", ("English", "Polish", "Arabic", "Turkish", "Mandarin", "Ukrainian"),
                         "mother tongue")),
    ),
    always=(
        Classes(course=COURSES, session=noun("class"), enrolment=noun("enrolment"),
                teacher_names=("Inés Robledo", "Camille Fabre", "Anke Voss", "Chiara Mancini", "Haruka Mori",
                               "Lukas Steiner", "Beatriz Lobo")),
        Appointments(provider=TUTORS, service=LESSONS, appointment=noun("private lesson"), verb=verb("book")),
        Billing(charge=noun("tuition bill"), methods=("card", "bank_transfer", "direct_debit")),
    ),
    rules=(
        Rule(
            says='Nobody joins a class above their tested level.',
            made='enrolment',
            holds='{course.level} <= {party.level}',
            refusal="The class is above the student's tested level.",
            asked='if {whose} tested level is high enough for it',
            mine={'level': ('A2', 'B1', 'B2')},
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(places=("in the classroom", "in the café", "by the notice board", "in the toilets"))),
        Sometimes(0.55, Events(event=EVENTS, rsvp=noun("booking"),
                               venue_names=("School Café", "Courtyard", "Room 12", "Roof Terrace", "Old Cinema"))),
        Sometimes(0.45, Loans(title=READERS, copy=noun("copy"), loan=noun("loan"), hold=noun("hold"),
                              limit=3, days=21, fee_cents=25)),
        Sometimes(0.45, Messages(topics=(
            ("My level", (
                "I learned Spanish at school ten years ago. Which level should I try?",
                "The test put me in A2, but I felt bored in the trial class.",
            )),
            ("Missed a class", (
                "I was ill on Tuesday. Could I have the worksheet?",
                "I missed the last class. Is there another group where I can catch up?",
            )),
            ("Invoice for my employer", (
                "My employer pays for the course. Could you write their name on the invoice?",
                "Could I have one invoice for all lessons of this term?",
            )),
            ("Exam dates", (
                "When is the next official exam and until when must I register?",
                "Does the fee for the mock exam count towards the real one?",
            )),
        ))),
        Sometimes(0.4, Documents(
            document=noun("document"),
            kinds=("study contract", "exam registration", "consent form", "discount application"),
            titles=("Contract for One Term", "Contract for a Whole Year", "Registration for the A2 Exam",
                    "Registration for the B1 Exam", "Consent to Class Recordings", "Consent to Photographs",
                    "Application for the Student Discount", "Application for the Family Discount"),
        )),
        Sometimes(0.35, Tickets(of="enrolment",
            ticket=noun("complaint"),
            topics=(
                ("level", ("The class is far too easy for me.",
                           "Everybody else in the group speaks fluently already.")),
                ("teacher", ("The teacher changed three times this month.",
                             "We speak English for half of every class.")),
                ("room", ("The room faces the street and I cannot hear the recordings.",
                          "There are fourteen of us and ten chairs.")),
                ("fees", ("I was charged for a class that the school called off.",
                          "The student discount is missing from my bill.")),
            ),
            resolutions=(
                "A place in another group was offered and accepted.",
                "We have spoken to the teachers about it.",
                "The class has moved to a larger room at the back.",
                "The bill was corrected and the difference given back.",
            ),
        )),
        Sometimes(0.35, Coupons(codes=(("BONJOUR", 10), ("HOLA15", 15), ("TANDEM", 12), ("EARLYBIRD", 20),
                                       ("NEWTERM8", 8), ("BRINGAFRIEND", 15)))),
    ),
    months=(1, 2, 3, 4, 5, 6, 9, 10, 11),
    situations=(
        Situation("moving abroad", "{party} is moving abroad for work.", ("enrol", "book", "pay*?"),
                  lead_customer="My company is sending me abroad.",
                  asks=("last", "owed")),
        Situation("exam ahead", "{party} has registered for an exam.", ("book", "enrol?", "pay?"),
                  lead_customer="I have registered for the official exam and want to prepare properly.",
                  asks=("last", "owed")),
        Situation("night shifts", "{party} has been put on night shifts.", ("swap", "move?", "cancel?"),
                  lead_customer="My working hours have changed.",
                  asks=("last", "owed")),
    ),
    leads=(
        "I would like to keep my languages going this term.",
        "My partner's family only speaks the language I am learning.",
        "I have a bit more time for studying from next week.",
        "I understand a lot by now but still hardly dare to speak.",
        "I want to get on a little faster this term.",
    ),
)  # fmt: skip
