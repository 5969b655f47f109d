"""A conference: attendees sign up for sessions, meet mentors, sleep in the room block and ask for travel grants."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

SESSIONS = Things(
    noun("session"),
    (category("track"), category("format"), quantity("capacity", 10, 400, "number of seats", most="largest",
                                                     least="smallest"),
     price("price_cents", label="fee")),
    (
        ("Maps that Forget", "data", "talk", 300, 2500),
        ("Small Models in the Field", "data", "talk", 300, 2500),
        ("Time Series for Tide Gauges", "data", "workshop", 12, 9500),
        ("Cleaning Data Nobody Wanted", "data", "tutorial", 12, 6000),
        ("Writing Software that Outlives You", "engineering", "keynote", 400, 3500),
        ("Testing with Real Databases", "engineering", "tutorial", 12, 6500),
        ("Rust for the Curious", "engineering", "workshop", 10, 12000),
        ("Life in the On-Call Chair", "engineering", "talk", 250, 2500),
        ("Interviewing without Tricks", "people", "panel", 180, 2000),
        ("The First Ninety Days of a Lead", "people", "workshop", 12, 8500),
        ("Saying No with Grace", "people", "talk", 220, 2500),
        ("Colour for Colour-Blind Readers", "design", "tutorial", 10, 5500),
        ("Forms that Do Not Fight", "design", "talk", 200, 2500),
        ("Paper Prototypes", "design", "workshop", 10, 7500),
        ("Who Pays for Open Source", "community", "panel", 260, 2000),
        ("Lightning Talks", "community", "open stage", 350, 1000),
    ),
)  # fmt: skip

MENTORS = Things(
    noun("mentor"),
    (category("field"), category("time_zone", label="home time zone")),
    (
        ("Ifeoma Okafor", "databases", "Lagos"),
        ("Henrik Dahl", "embedded systems", "Oslo"),
        ("Soo-jin Park", "machine learning", "Seoul"),
        ("Clara Benítez", "accessibility", "Madrid"),
        ("Rafael Duarte", "open source", "Lisbon"),
        ("Miriam Katz", "engineering management", "Tel Aviv"),
        ("Aidan Whelan", "security", "Dublin"),
        ("Noor Rahimi", "data journalism", "Amsterdam"),
        ("Paulette Gagnon", "public speaking", "Montreal"),
        ("Takeshi Arai", "compilers", "Osaka"),
    ),
)

MEETINGS = Things(
    noun("topic"),
    (
        category("purpose"),
        quantity("minutes", 15, 90, "length", "minutes", most="longest", least="shortest"),
        price("price_cents", label="fee"),
    ),
    (
        ("Technical Advice", "technical advice", 15, 1000),
        ("Code Review", "technical advice", 45, 3500),
        ("Architecture Review", "technical advice", 60, 5500),
        ("Slide Review", "speaking", 30, 2000),
        ("Talk Rehearsal", "speaking", 60, 4500),
        ("Career Chat", "career", 30, 2000),
        ("CV Check", "career", 20, 1500),
        ("Mock Interview", "career", 60, 5000),
        ("Start-Up Advice", "business", 30, 3000),
        ("Funding Advice", "business", 45, 4000),
        ("Paper Feedback", "research", 45, 3000),
        ("PhD Advice", "research", 40, 2500),
    ),
)

ROOMS = Things(
    noun("hotel room"),
    (
        category("hotel"),
        category("bed", label="bed type"),
        quantity("walk_minutes", 1, 35, "walk to the venue", "minutes", most="farthest", least="nearest"),
        price("night_rate_cents", label="nightly rate"),
    ),
    (
        ("Bridge 101", "Bridge Hotel", "single", 4, 11500),
        ("Bridge 204", "Bridge Hotel", "double", 4, 14500),
        ("Bridge 310", "Bridge Hotel", "twin", 4, 14000),
        ("Bridge 412", "Bridge Hotel", "suite", 4, 24500),
        ("Tram Yard 7", "Tram Yard Inn", "single", 12, 8500),
        ("Tram Yard 9", "Tram Yard Inn", "double", 12, 10500),
        ("Tram Yard 14", "Tram Yard Inn", "twin", 12, 9900),
        ("Garden 2", "Garden House", "single", 18, 7200),
        ("Garden 5", "Garden House", "double", 18, 8900),
        ("Garden 6", "Garden House", "twin", 18, 8700),
        ("Hostel North 21", "North Hostel", "bunk", 25, 3400),
        ("Hostel North 22", "North Hostel", "private double", 25, 6100),
    ),
)

MERCHANDISE = Things(
    noun("extra"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Conference T-Shirt", "clothing", 2200),
        ("Heather Hoodie", "clothing", 4800),
        ("Wool Beanie", "clothing", 1900),
        ("Striped Socks", "clothing", 1200),
        ("Lunch Voucher", "food", 1600),
        ("Conference Dinner Ticket", "food", 6500),
        ("Coffee Card", "food", 1400),
        ("Recordings Pass", "media", 4500),
        ("Printed Proceedings", "media", 3800),
        ("Workshop Handbook", "media", 2600),
        ("Enamel Mug", "keepsakes", 1500),
        ("Sticker Sheet", "keepsakes", 500),
        ("Local Transit Pass", "travel", 1800),
        ("Walking Tour Ticket", "travel", 2000),
    ),
)

DOMAIN = Domain(
    name="conference",
    category="Events",
    about="a conference",
    words="conference conferences sessions session talks talk workshops attendees attendee speakers track tracks "
    "keynote congress summit mentors",
    organisations=(
        "Seabright Software Days", "North Bridge Conference", "Open Systems Week", "Fjord Developer Conference",
        "The Long Table Summit", "Estuary Data Conference",
    ),
    persona="customer",
    people=People(
        party=noun("attendee"), roles=("programme chair", "registration desk", "volunteer coordinator"),
        extras=(category("ticket_type", ("regular", "student", "speaker", "community"), "ticket type"),),
    ),
    always=(
        Appointments(provider=MENTORS, service=MEETINGS, appointment=noun("mentor meeting"), verb=verb("book")),
        # Workshops are small, so that one attendee takes one place.
        Events(event=SESSIONS, rsvp=noun("registration"), options={"places": "one each"},
               venue_names=("Great Hall", "Room Fjord", "Room Delta", "Library", "Glass Pavilion", "Basement Lab")),
        Billing(charge=noun("invoice"), methods=("card", "bank_transfer", "purchase_order")),
    ),
    never=(Inspections, Qualifications, Vouchers),
    rules=(
        Rule(
            says='Workshops and tutorials are not covered by community tickets.',
            made='rsvp',
            holds="{event.format} NOT IN ('workshop', 'tutorial') OR {party.ticket_type} <> 'community'",
            refusal='Community tickets do not cover workshops and tutorials.',
            asked='if {whose} ticket covers it',
            mine={'ticket_type': ('community',)},
        ),
    ),
    sometimes=(
        Sometimes(0.45, Bookings(thing=ROOMS, booking=noun("stay"), verb=verb("book"), unit=noun("night"), of="in",
                                 longest=5, busy=1.4)),
        Sometimes(0.45, Orders(item=MERCHANDISE, order=noun("order"), verb=verb("order"))),
        Sometimes(0.45, Approvals(
            request=noun("grant application"),
            reasons=(
                ("train fare", ("I am coming by night train from the other end of the country.",
                                "Two return tickets by train, since I travel with a carer.")),
                ("flight", ("There is no rail link from the island where I live.",
                            "I am speaking and my university pays no travel this year.")),
                ("lodging", ("I need four nights in the hostel while I volunteer at the desk.",
                             "My talk is on the first morning, so I have to arrive the day before.")),
                ("childcare", ("I need somebody to look after my son during the workshops.",
                               "The crèche at the venue is full on both days.")),
                ("visa costs", ("The visa costs more than my ticket did.",
                                "I have to travel to the consulate in person to collect my visa.")),
            ),
            limit_cents=30000, refusals=("incomplete", "over_budget", "not_eligible", "submitted_twice"),
        )),
        Sometimes(0.35, Documents(
            document=noun("document"),
            kinds=("travel declaration", "speaker agreement", "liability waiver", "consent form"),
            titles=("Travel Declaration for the Consulate", "Travel Declaration for My Employer",
                    "Speaker Agreement for a Talk", "Speaker Agreement for a Workshop", "Waiver for the Boat Trip",
                    "Waiver for the Morning Run", "Consent to Photographs", "Consent to Recording"),
        )),
        Sometimes(0.4, Reviews(
            of="appointment",
            good=(
                "The mentor had read my slides beforehand. Worth every minute.",
                "Clear and funny, and I changed our build the same evening.",
                "Exactly the advice I needed before my first talk.",
                "A generous hour. I left with three pages of notes.",
            ),
            fair=(
                "Good content, but we ran out of time for questions.",
                "Helpful on the whole, though the table was very loud.",
                "Solid advice, a little more general than I had hoped.",
            ),
            poor=(
                "We started twenty minutes late and stopped on time.",
                "Mostly an advertisement for the mentor's own product.",
                "The mentor read mail on the telephone for half of the meeting.",
                "Nobody had told the mentor what I wanted to talk about.",
            ),
        )),
        Sometimes(0.4, Messages(topics=(
            ("Dietary needs", (
                "I am coeliac. Will there be a labelled lunch?",
                "Is the conference dinner suitable for vegans?",
            )),
            ("Name on my badge", (
                "My badge carries my old surname. Could you print a new one?",
                "Please leave my employer off the badge.",
            )),
            ("Speaking slot", (
                "I land at noon. Could my talk be in the afternoon?",
                "May I bring my own laptop for a live demonstration?",
            )),
            ("Accessibility", (
                "Will there be live captions in the Great Hall?",
                "Is there a quiet room where I can sit between sessions?",
            )),
        ))),
        Sometimes(0.35, Tickets(
            ticket=noun("help request"),
            options={"about": "nothing"},
            topics=(
                ("wi-fi", ("The wi-fi in Room Delta drops every few minutes.",
                                 "My laptop is refused by the conference network.")),
                ("registration", ("My name is not on the list at the desk.",
                                  "I was sent two badges and no lunch voucher.")),
                ("seating", ("We sat on the floor although we had registered.",
                                   "The door was closed because the room was full.")),
                ("code of conduct", ("A heckler shouted at the speaker through half of the talk.",
                                     "Somebody keeps photographing people who wear a red lanyard.")),
                ("invoice", ("The invoice shows my private address instead of the university's.",
                             "I was charged for a workshop that was called off.")),
            ),
            resolutions=(
                "Our technician saw to it, and the connection is stable.",
                "The desk has put it right and printed a new badge.",
                "We are repeating the session in a larger room.",
                "We have spoken to the person concerned.",
                "A corrected invoice was sent today.",
            ),
        )),
        Sometimes(0.35, Coupons(codes=(("SPEAKER25", 25), ("STUDENTLIFE", 20), ("EARLYBIRD", 15), ("MEETUP10", 10),
                                       ("ALUMNI", 12), ("COMMUNITY", 18)))),
        Sometimes(0.3, LostProperty(places=("in the Great Hall", "in the library", "at the registration desk", "at lunch"))),
    ),
    months=(3, 4, 5, 6, 9, 10, 11),
    situations=(
        Situation("talk accepted", "{party}'s talk has been accepted.", ("book", "sign_up?", "submit?"),
                  lead_customer="My talk has been accepted, so I am coming after all.", asks=("last", "owed")),
        Situation("only one day", "{party} cannot come on all days and gives up a registration.", ("cancel", "pay*?"),
                  lead_customer="I cannot come on all days, so some of my registrations have to go.", asks=("owed", "last")),
        Situation("free afternoon", "{party} has found some time between two talks.", ("sign_up", "buy?"),
                  lead_customer="I have found some time between two talks.", asks=("last", "owed")),
    ),
    leads=(
        "I am putting my programme for the conference together.",
        "It is my first time here and I want to make the most of it.",
        "I am already counting the days.",
        "Our team has a small budget left for this year.",
        "My flights are booked, so now for the rest.",
    ),
)  # fmt: skip
