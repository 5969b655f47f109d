"""A makerspace: makers take inductions and reserve machines; staff keep the machines running."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.events import Events
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.quotes import Quotes
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

MACHINES = Things(
    noun("machine"),
    (category("area"), category("material"), quantity("bed_cm", 15, 250, "work area", "centimetres", most="largest",
                                                      least="smallest"),
     price("day_rate_cents", label="daily rate")),
    (
        ("Big Laser", "laser cutters", "wood and acrylic", 130, 6500),
        ("Small Laser", "laser cutters", "wood and acrylic", 60, 3800),
        ("Fibre Laser", "laser cutters", "metal", 30, 7200),
        ("Filament Printer", "3D printers", "plastic", 25, 1800),
        ("Resin Printer", "3D printers", "resin", 20, 2600),
        ("Large-Format Printer", "3D printers", "plastic", 60, 4200),
        ("Router Table", "wood shop", "wood", 120, 2900),
        ("CNC Router", "wood shop", "wood", 244, 8800),
        ("Table Saw", "wood shop", "wood", 90, 3400),
        ("Wood Lathe", "wood shop", "wood", 100, 2400),
        ("Metal Lathe", "metal shop", "metal", 75, 4800),
        ("Milling Machine", "metal shop", "metal", 80, 5600),
        ("MIG Welder", "metal shop", "metal", 150, 3900),
        ("Sewing Machine", "textiles", "fabric", 40, 1200),
        ("Embroidery Machine", "textiles", "fabric", 35, 2800),
        ("Screen Printing Press", "print", "paper and fabric", 70, 2500),
        ("Vinyl Cutter", "print", "vinyl", 61, 1500),
    ),
)  # fmt: skip

PLANS = Things(
    noun("tier"),
    (price("price_cents", label="monthly fee"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (
        ("Visitor", 1000, 0),
        ("Student Maker", 2400, 10),
        ("Evening Maker", 3900, 10),
        ("Full Maker", 6900, 20),
        ("Small Business", 14900, 25),
    ),
)

COURSES = Things(
    noun("course"),
    (category("area"), category("level"), price("price_cents", label="course fee")),
    (
        ("Laser Induction", "laser cutters", "beginner", 3500),
        ("Laser Engraving on Slate", "laser cutters", "advanced", 4800),
        ("First 3D Print", "3D printers", "beginner", 2500),
        ("Resin without Mess", "3D printers", "advanced", 4200),
        ("Table Saw Safety", "wood shop", "beginner", 3900),
        ("CNC Router Licence", "wood shop", "advanced", 8900),
        ("Turning a Bowl", "wood shop", "beginner", 5500),
        ("MIG Welding Basics", "metal shop", "beginner", 6500),
        ("Metal Lathe Licence", "metal shop", "advanced", 9500),
        ("Sew a Tote Bag", "textiles", "beginner", 2900),
        ("Four-Colour Screen Print", "print", "advanced", 5200),
        ("Soldering Evening", "electronics", "beginner", 2200),
    ),
)

MATERIALS = Things(
    noun("material"),
    (category("category"), category("unit"), price("price_cents", label="price")),
    (
        ("Thin Birch Plywood", "sheets", "60 x 40 cm", 650),
        ("Thick Birch Plywood", "sheets", "60 x 40 cm", 980),
        ("Clear Acrylic Sheet", "sheets", "60 x 40 cm", 1450),
        ("Black Acrylic Sheet", "sheets", "60 x 40 cm", 1890),
        ("PLA Filament", "filament", "1 kg", 2390),
        ("PETG Filament", "filament", "1 kg", 2690),
        ("Standard Resin", "resin", "1 litre", 4200),
        ("Tough Resin", "resin", "1 litre", 5900),
        ("Walnut Bowl Blank", "timber", "each", 2850),
        ("Ash Board", "timber", "1 metre", 1950),
        ("Steel Flat Bar", "metal", "2 metres", 1250),
        ("Aluminium Round Bar", "metal", "50 cm", 1680),
        ("Heat-Transfer Vinyl", "print", "1 metre", 1150),
        ("Screen Printing Ink", "print", "250 ml", 1490),
        ("Canvas Fabric", "textiles", "1 metre", 1320),
    ),
)

HAND_TOOLS = Things(
    noun("hand tool"),
    (category("category"), category("cabinet")),
    (
        ("Digital Calliper", "measuring", "red cabinet"),
        ("Laser Distance Meter", "measuring", "red cabinet"),
        ("Dial Indicator", "measuring", "red cabinet"),
        ("Cordless Drill", "power tools", "blue cabinet"),
        ("Jigsaw", "power tools", "blue cabinet"),
        ("Random Orbital Sander", "power tools", "blue cabinet"),
        ("Angle Grinder", "power tools", "steel locker"),
        ("Heat Gun", "power tools", "steel locker"),
        ("Bench Chisel Set", "wood", "green cabinet"),
        ("Block Plane", "wood", "green cabinet"),
        ("Dovetail Saw", "wood", "green cabinet"),
        ("Tap and Die Set", "metal", "steel locker"),
        ("Soldering Station", "electronics", "grey cabinet"),
        ("Oscilloscope", "electronics", "grey cabinet"),
        ("Thermal Camera", "electronics", "grey cabinet"),
    ),
)

EVENTS = Things(
    noun("evening"),
    (category("kind", label="kind of event"), quantity("capacity", 8, 90, "number of places", most="largest",
                                                       least="smallest")),
    (
        ("Open Shop Night", "open evening", 80),
        ("Repair Café", "open evening", 50),
        ("Show and Tell", "gathering", 60),
        ("Members' Assembly", "gathering", 90),
        ("Robot Sumo", "contest", 40),
        ("Cardboard Regatta", "contest", 45),
        ("Clock from Scrap", "build night", 16),
        ("Synth Soldering Night", "build night", 14),
        ("Lamp in an Evening", "build night", 12),
        ("Kids Take Things Apart", "family", 20),
        ("Girls' Electronics Club", "family", 18),
        ("Talk on Wooden Gears", "talk", 70),
    ),
)  # fmt: skip

PROPOSALS = Things(
    noun("proposal"),
    (category("topic"), quantity("seconders", 2, 9, "number of seconders", most="best supported", least="least supported")),
    (
        ("Open until Midnight on Fridays", "opening hours", 7), ("A Quiet Morning without Saws", "opening hours", 4),
        ("Open on Bank Holidays", "opening hours", 3), ("A Second Large Laser", "machines", 9),
        ("Better Dust Extraction", "machines", 8), ("A Kiln in the Loading Bay", "machines", 5),
        ("A Shelf for Free Scrap", "house rules", 6), ("Labels on All Projects", "house rules", 2),
        ("Lockers for Every Maker", "house rules", 6), ("A Small Reserve for Repairs", "money", 7),
        ("Cheaper Evenings for Students", "money", 5), ("An Open Day in Autumn", "events", 4),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="makerspace",
    category="Making",
    about="a makerspace",
    words="makerspace makers maker machines machine laser cutter printer 3d workshop lathe cnc hackerspace fab lab "
    "induction",
    organisations=(
        "Sawdust & Solder", "The Fabrication Shed", "Kerf Makerspace", "Tin Roof Makers", "Workshop 45",
        "Half-Inch Lab",
    ),
    persona="staff",
    people=People(
        party=noun("maker"), roles=("shop steward", "technician", "front desk", "trainer"),
        extras=(category("craft", ("woodwork", "metalwork", "electronics", "textiles", "print"), "main craft"),),
    ),
    always=(
        Bookings(thing=MACHINES, booking=noun("booking"), verb=verb("book"), unit=noun("day"), longest=4,
                 busy=1.8, of="for"),
        Classes(course=COURSES, session=noun("session"), enrolment=noun("enrolment"),
                teacher_names=("Ivo Brandt", "Leila Nasser", "Dot Harkness", "Samir Kohli", "Greta Aune")),
        Billing(charge=noun("invoice"), methods=("card", "direct_debit", "bank_transfer")),
    ),
    rules=(
        Rule(
            says='The wood shop and the metal shop are only for makers with the full induction.',
            made='booking',
            holds="{thing.area} NOT IN ('wood shop', 'metal shop') OR {party.induction} = 'full'",
            refusal='The wood shop and the metal shop are only for makers with the full induction.',
            asked='if {whose} induction covers it',
            party=(category("induction", ('full', 'basic', 'none'), "induction"),),
        ),
    ),
    sometimes=(
        Sometimes(0.3, Qualifications(kinds=Things(
            noun("clearance"),
            (quantity("valid_days", 180, 1100, "validity", "days", most="longest-lasting", least="shortest-lasting"),),
            (("Hot Work", 730), ("Solo Work", 1095), ("Night Access", 365)),
        ))),
        Sometimes(0.3, Inspections(subjects=(
            ("safety", ("The guard does not close.", "The emergency stop is stiff.")),
            ("wear", ("One part is badly worn.", "It rattles and gives under load.")),
            ("damage", ("The cover is cracked.", "One of the knobs has broken off.")),
        ))),
        Sometimes(0.3, LostProperty(places=("in the wood shop", "by the lockers", "in the canteen", "at the workbench"))),
        Sometimes(0.35, Votes(proposals=PROPOSALS)),
        Sometimes(0.35, Returns()),
        Sometimes(0.35, Quotes()),
        Sometimes(0.6, Maintenance(order=noun("job"), kinds=(
            ("cleaning", ("Clean it from top to bottom, then run the test piece.",
                          "Take the covers off and clear out the dust.")),
            ("calibration", ("Pieces come out two per cent too small: set it up anew.",
                             "Check it with the test piece and adjust it.")),
            ("repair", ("One part is worn: fit the spare.", "It squeals after ten minutes: find out why.")),
            ("safety testing", ("Test the emergency stop and the guard.", "Yearly test of the plug and the cable.")),
            ("wiring", ("It trips the fuse when it starts.", "The switch only works now and then.")),
        ))),
        Sometimes(0.5, Memberships(plan=PLANS, membership=noun("membership"))),
        Sometimes(0.4, Orders(item=MATERIALS, order=noun("materials order"), verb=verb("order"))),
        Sometimes(0.3, Stock(supplier_names=("Makers' Wholesale", "Bench Supply Direct", "North Sheet and Stock",
                                             "Workshop Trade Counter"),
                             delivery=noun("delivery"))),
        Sometimes(0.4, Loans(title=HAND_TOOLS, copy=noun("unit"), loan=noun("loan"), hold=noun("hold"),
                             limit=3, days=7, fee_cents=150)),
        Sometimes(0.4, Tickets(of="booking", options={"about": "a row"},
            ticket=noun("problem report"),
            topics=(
                ("breakdown", ("The machine stops after ten minutes and shows an error.",
                               "There is a grinding noise, and then nothing moves.")),
                ("poor results", ("Nothing that comes out of the machine is true to size.",
                                  "The machine leaves marks on every piece.")),
                ("mess", ("Whoever had it before me did not clean up.", "There was waste all over the machine and on the floor.")),
                ("safety hazard", ("The guard is held up with tape.", "The first-aid box next to it is empty.")),
                ("denied access", ("My key card did not open the door.",
                            "I was not on the list although I passed the induction.")),
            ),
            resolutions=(
                "The machine was repaired and runs again.",
                "The machine was set up anew and tested.",
                "It was cleaned, and the maker before was spoken to.",
                "It was seen to before anybody else used the machine.",
                "The maker's access was set up and works now.",
            ),
        )),
        Sometimes(0.4, Waitlist(entry=noun("waiting-list entry"))),
        Sometimes(0.35, Events(event=EVENTS, rsvp=noun("sign-up"),
                               venue_names=("Main Shop", "Loading Bay", "Classroom", "Canteen"))),
        Sometimes(0.35, Assessments(
            form=noun("licence test"),
            rubric=(("machine set-up", 20), ("safe working", 30), ("material knowledge", 15), ("emergency stop", 15),
                    ("cleaning up", 10), ("finished piece", 10)),
            subjects=("laser cutting", "table sawing", "metal turning", "welding", "CNC routing"), pass_percent=70,
        )),
    ),
    months=(1, 2, 3, 4, 5, 6, 7, 9, 10, 11),
    situations=(
        Situation("craft fair", "{party} has a table at the craft fair.", ("book", "buy?", "switch?"),
                  asks=("last", "owed")),
        Situation("burnt hand", "{party} burnt a hand and must rest.", ("cancel*", "pause?", "pay*?"), asks=("owed",)),
        Situation("starting a business", "{party} is turning the hobby into a business.", ("book", "switch?", "pay*?"),
                  asks=("last", "owed")),
    ),
    leads=(
        "I am the steward on duty this morning.",
        "There is sawdust on my keyboard, so I shall be brief.",
        "The machine calendar needs some care.",
        "Somebody is waiting at the hatch.",
        "Before the shop opens I want a few things done.",
    ),
)  # fmt: skip
