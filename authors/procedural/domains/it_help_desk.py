"""An IT help desk: employees report what is broken, borrow devices, and ask for money for better ones."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

DEVICES = Things(
    noun("device"),
    (category("category"), category("brand"), quantity("weight_g", 60, 9000, "weight", "grams", most="heaviest",
                                                       least="lightest")),
    (
        ("ThinkPad T14", "laptops", "Lenovo", 1380),
        ("ThinkPad X1 Carbon", "laptops", "Lenovo", 1120),
        ("MacBook Air", "laptops", "Apple", 1240),
        ("MacBook Pro", "laptops", "Apple", 2140),
        ("Latitude Laptop", "laptops", "Dell", 1390),
        ("UltraSharp Monitor", "monitors", "Dell", 6400),
        ("ThinkVision Monitor", "monitors", "Lenovo", 4900),
        ("Pocket Projector", "presentation", "Epson", 1800),
        ("Presenter Clicker", "presentation", "Logitech", 60),
        ("iPhone SE", "phones", "Apple", 144),
        ("Galaxy A54", "phones", "Samsung", 202),
        ("iPad Air", "tablets", "Apple", 477),
        ("Evolve Headset", "sound", "Jabra", 290),
        ("Conference Speaker", "sound", "Jabra", 280),
        ("Mobile Hotspot", "network", "Netgear", 240),
        ("Label Printer", "printers", "Brother", 1170),
    ),
)  # fmt: skip

TECHNICIANS = Things(
    noun("technician"),
    (category("specialty"), category("site")),
    (
        ("Ruben Castillo", "networks", "headquarters"),
        ("Hye-rin Cho", "laptops", "headquarters"),
        ("Stella Marinou", "accounts and access", "headquarters"),
        ("Dominik Krol", "printers", "warehouse"),
        ("Adaeze Obi", "phones", "headquarters"),
        ("Finn Gallagher", "conference rooms", "east office"),
        ("Lakshmi Nair", "finance software", "east office"),
        ("Anton Weiss", "security", "headquarters"),
        ("Grace Otieno", "laptops", "warehouse"),
        ("Emile Rousseau", "networks", "east office"),
    ),
)

SERVICES = Things(
    noun("service"),
    (category("area"), quantity("minutes", 15, 180, "duration", "minutes", most="longest", least="shortest"),
     price("price_cents", label="price")),
    (
        ("Password Reset", "access", 15, 1000),
        ("Security Key Set-Up", "access", 30, 2000),
        ("New Starter Set-Up", "onboarding", 120, 9000),
        ("Leaver Handover", "onboarding", 45, 3500),
        ("Laptop Reinstall", "hardware", 180, 13500),
        ("Memory Upgrade", "hardware", 60, 4500),
        ("Screen Replacement", "hardware", 90, 7500),
        ("Phone Migration", "phones", 60, 4500),
        ("Meeting Room Rehearsal", "rooms", 30, 2500),
        ("Printer Pairing", "printing", 20, 1500),
        ("Home Office Check", "network", 45, 3500),
        ("Data Recovery", "data", 150, 12000),
    ),
)  # fmt: skip

KITS = Things(
    noun("event kit"),
    (category("category"), category("store", label="store room"), price("day_rate_cents", label="daily rate")),
    (
        ("Webinar Case", "streaming", "room 014", 4500),
        ("Town Hall Sound", "sound", "room 014", 8500),
        ("Small Meeting Sound", "sound", "room 014", 2500),
        ("Interview Light Kit", "streaming", "room 015", 3500),
        ("Four-Camera Switcher", "streaming", "room 015", 9500),
        ("Trade Fair Screen", "screens", "room 016", 6000),
        ("Touch Table", "screens", "room 016", 7500),
        ("Voting Handset Case", "audience", "room 016", 4000),
        ("Interpreter Booth", "audience", "warehouse", 12000),
        ("Outdoor Hotspot", "network", "warehouse", 3000),
        ("Backup Power Trolley", "power", "warehouse", 5500),
    ),
)

ACCESSORIES = Things(
    noun("accessory"),
    (category("category"), price("price_cents", label="price")),
    (
        ("USB-C Charger", "power", 3900),
        ("USB-C Dock", "docks", 16900),
        ("HDMI Cable", "cables", 900),
        ("Network Cable", "cables", 700),
        ("DisplayPort Adapter", "cables", 1900),
        ("Vertical Mouse", "input", 5900),
        ("Split Keyboard", "input", 11900),
        ("Compact Keyboard", "input", 6900),
        ("Laptop Stand", "ergonomics", 4500),
        ("Monitor Arm", "ergonomics", 9900),
        ("Privacy Filter", "security", 4900),
        ("Security Key", "security", 5500),
        ("Cable Lock", "security", 2900),
        ("Laptop Sleeve", "bags", 2500),
    ),
)

COURSES = Things(
    noun("course"),
    (category("topic"), category("level")),
    (
        ("Passwords and Passkeys", "security", "beginner"),
        ("Spot the Phish", "security", "beginner"),
        ("Travelling with a Laptop", "security", "intermediate"),
        ("Spreadsheets beyond Sums", "office software", "intermediate"),
        ("Slides that Load", "office software", "beginner"),
        ("Shared Calendars", "office software", "beginner"),
        ("Pivot Tables in an Hour", "data", "intermediate"),
        ("First Steps with SQL", "data", "advanced"),
        ("Video Calls that Work", "meetings", "beginner"),
        ("Running a Hybrid Meeting", "meetings", "intermediate"),
        ("Scripting Boring Tasks", "automation", "advanced"),
    ),
)

TALKS = Things(
    noun("info session"),
    (category("theme"), quantity("capacity", 8, 90, "number of places", most="largest", least="smallest")),
    (
        ("Ask the Help Desk", "support", 40),
        ("Meet the New Laptops", "devices", 60),
        ("Hybrid Room Tour", "rooms", 12),
        ("Scams of the Month", "security", 80),
        ("Passkeys over Lunch", "security", 40),
        ("What Changes in the Mail", "office software", 90),
        ("Working from Anywhere", "remote work", 60),
        ("Screen Readers and More", "accessibility", 24),
        ("Clear Out Your Cables", "devices", 30),
        ("Phones for Night Shifts", "devices", 16),
        ("Behind the Server Door", "network", 10),
    ),
)

DOMAIN = Domain(
    name="it_help_desk",
    category="Office",
    about="an IT help desk",
    words="it help desk helpdesk support computers laptop laptops employees password network printer software devices "
    "technicians tickets",
    organisations=(
        "Northlight Logistics IT", "Tern & Partners Help Desk", "Brightwater Council IT", "Havel Foods Service Desk",
        "Stonebridge University IT", "Cobalt Insurance Help Desk",
    ),
    persona="staff",
    people=People(
        party=noun("employee"), roles=("help desk agent", "service manager", "field technician", "asset manager"),
        extras=(category("department", ("sales", "finance", "warehouse", "design", "legal", "human resources"),
                         "department"),),
    ),
    always=(
        Tickets(of="loan",
            ticket=noun("incident"),
            options={"about": "nothing"},
            topics=(
                ("password", ("My password expired while I was on leave and I am locked out.",
                              "The new phone does not give me a code to sign in.")),
                ("laptop", ("My laptop shuts down as soon as I unplug it.",
                            "The fan runs at full speed and everything crawls.")),
                ("printer", ("The printer on the third floor prints only half of each page.",
                              "My jobs vanish from the queue without a trace.")),
                ("network", ("The connection drops every time I walk to the meeting room.",
                             "I cannot reach the shared drive from home.")),
                ("e-mail", ("Mails to our biggest customer come back.",
                            "My calendar shows all meetings an hour late.")),
                ("software", ("The finance programme closes when I export a report.",
                              "I need the drawing software and may not install it.")),
                ("phishing mail", ("I clicked on a link that looked like our payroll.",
                              "A director I have never met asks me for gift cards.")),
            ),
            resolutions=(
                "Signing in was set up afresh and works again.",
                "The laptop was exchanged for another one.",
                "The printer was set up again and prints as it should.",
                "The network settings were corrected, and the connection holds.",
                "The mail account was set up afresh.",
                "The right version was installed and tested with the user.",
                "The sender was blocked and everybody has been warned.",
            ),
        ),
        Loans(title=DEVICES, copy=noun("unit"), loan=noun("loan"), hold=noun("hold"), limit=4, days=28,
              fee_cents=0, options={"late_fee": False}),
        Approvals(
            request=noun("purchase request"),
            reasons=(
                ("new laptop", ("My laptop is six years old and no longer gets updates.",
                                "I render films and wait an hour for each of them.")),
                ("monitor", ("I work with two wide tables side by side all day.",
                             "My eyes hurt in front of the small screen.")),
                ("software licence", ("The legal team needs a redaction tool for court files.",
                                      "The trial of the drawing software ends next week.")),
                ("phone", ("I am on call every third week.",
                           "The screen of my phone is cracked and the battery swells.")),
                ("ergonomic equipment", ("My doctor recommends a split keyboard.",
                                "I need a standing desk converter after my operation.")),
            ),
            limit_cents=100000, refusals=("incomplete", "not_in_the_catalogue", "over_budget", "submitted_twice"),
        ),
    ),
    never=(Coupons, Qualifications, Vouchers),
    rules=(
        Rule(
            says='Phones and tablets are only lent to sales and the warehouse.',
            made='loan',
            holds="{title.category} NOT IN ('phones', 'tablets') OR {party.department} IN ('sales', 'warehouse')",
            refusal='Phones and tablets are only lent to sales and the warehouse.',
            asked='if {whose} department may have it',
        ),
    ),
    sometimes=(
        Sometimes(0.15, Events(event=TALKS, rsvp=noun("sign-up"), venue_names=("Canteen", "Room 201", "Auditorium", "Lobby"))),
        Sometimes(0.3, Inspections(subjects=(
            ("safety", ("The plug is cracked.", "A cable has come out of its sleeve.")),
            ("completeness", ("Two cables were missing.", "The list of what belongs to it is out of date.")),
            ("damage", ("One socket is bent.", "One handle of the case has come off.")),
        ))),
        Sometimes(0.3, LostProperty(places=("in the canteen", "in the meeting room", "at the help desk", "in the lift"))),
        Sometimes(0.35, Projects(
            project=noun("project"),
            kinds=(
                ("new laptop", ("ordering", "imaging", "data transfer", "handover")),
                ("desk move", ("cabling", "moving equipment", "testing")),
                ("team drive", ("folder plan", "access rights", "data transfer", "training")),
                ("meeting room", ("site visit", "screen mounting", "sound check", "training")),
                ("new software", ("licence check", "packaging", "pilot group", "handover")),
                ("phone swap", ("ordering", "enrolment", "handover")),
            ),
            rate_cents=5500,
        )),
        Sometimes(0.45, Appointments(provider=TECHNICIANS, service=SERVICES, appointment=noun("appointment"),
                                     verb=verb("book"))),
        Sometimes(0.4, Classes(course=COURSES, session=noun("training session"), enrolment=noun("enrolment"),
                               teacher_names=("Stella Marinou", "Anton Weiss", "Lakshmi Nair", "Finn Gallagher"))),
        Sometimes(0.4, Orders(item=ACCESSORIES, order=noun("accessory order"), verb=verb("order"))),
        Sometimes(0.35, Stock(supplier_names=("Office Hardware Direct", "Desktop Trade Supply", "Blue Port Wholesale",
                                              "Keyline Distribution"), delivery=noun("shipment"))),
        Sometimes(0.4, Bookings(thing=KITS, booking=noun("reservation"), verb=verb("reserve"), unit=noun("day"),
                                longest=4, busy=1.0)),
        Sometimes(0.35, Maintenance(order=noun("job"), kinds=(
            ("update", ("Bring all parts up to the current version.", "Roll back the update that broke it.")),
            ("cleaning", ("Clean every part and coil every cable.", "Disinfect it after the event.")),
            ("repair", ("One part works only now and then: find it and exchange it.",
                        "A plug is broken off.")),
            ("safety testing", ("Yearly test of all plugs and leads.", "Check the batteries for swelling.")),
        ))),
        Sometimes(0.35, Documents(
            document=noun("document"),
            kinds=("acceptable use policy", "device receipt", "data protection note", "remote work agreement"),
            titles=("Acceptable Use for Staff", "Acceptable Use for Contractors", "Receipt for a Laptop",
                    "Receipt for a Phone", "Receipt for a Security Key", "Data Protection Briefing",
                    "Data Protection for Visitors", "Remote Work Abroad", "Remote Work Two Days a Week"),
        )),
        Sometimes(0.35, Messages(topics=(
            ("Working from abroad", (
                "I shall be in Portugal for two weeks. May I take my laptop?",
                "Will the sign-in work from outside the country?",
            )),
            ("Old devices at home", (
                "I have two old monitors in my cellar that belong to you.",
                "Where do I hand in a phone that no longer starts?",
            )),
            ("New colleague", (
                "A new colleague starts on Monday. What do you need from me?",
                "Our trainee needs access to the shared drive for three months.",
            )),
            ("Planned outage", (
                "Will the mail be down during our webinar on Thursday evening?",
                "Could the update wait until the quarter is closed?",
            )),
        ))),
        Sometimes(0.3, Reviews(of="loan",
            good=(
                "Ten minutes and I was working again.",
                "Explained in words that I understood and never made me feel stupid.",
                "They stayed until the projector worked. Saved my talk.",
                "The pool laptop was clean, charged and already signed in.",
            ),
            fair=(
                "It works now, although I had to explain it three times.",
                "Good help. The charger was missing and came a day later.",
                "Fine in the end, but slow to answer.",
            ),
            poor=(
                "I waited four days and then fixed it myself.",
                "The replacement had a dead battery.",
                "Closed without asking me, and it is still broken.",
                "I was sent from one desk to the next all morning.",
            ),
        )),
    ),
    months=(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    situations=(
        Situation("new starter", "{party} has changed departments and needs to be set up.", ("borrow", "submit",
                                                                                             "book?"),
                  asks=("last", "count")),
        Situation("leaving the company", "{party} is leaving the company.", ("return*", "withdraw*?", "resolve*?"),
                  asks=("count",)),
        Situation("short notice", "{party} needs some equipment at short notice.", ("borrow", "buy?", "book?"), asks=("last",)),
    ),
    leads=(
        "I have the early shift on the desk.",
        "The queue is long today, so please help me.",
        "We are migrating accounts this afternoon and I want to clear the rest before.",
        "I am covering for a colleague on the help desk.",
        "The asset audit starts tomorrow.",
    ),
)  # fmt: skip
