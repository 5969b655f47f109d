"""A garage: mechanics work through jobs on drivers' cars, order and sell parts, and lend courtesy cars."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.quotes import Quotes
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import at_most

PARTS = Things(
    noun("part"),
    (category("category"), category("make"), price("price_cents", label="price")),
    (
        ("Front Brake Disc Set", "brakes", "Brembo", 11800),
        ("Rear Brake Pad Set", "brakes", "ATE", 4900),
        ("Handbrake Cable", "brakes", "TRW", 3650),
        ("Oil Filter", "filters", "Mann", 1290),
        ("Cabin Filter", "filters", "Bosch", 1890),
        ("Air Filter", "filters", "Mahle", 1750),
        ("Timing Belt Kit", "engine", "Gates", 13900),
        ("Water Pump", "engine", "SKF", 8600),
        ("Glow Plug", "engine", "Beru", 1450),
        ("Ignition Coil", "engine", "Bosch", 5200),
        ("Clutch Kit", "transmission", "Sachs", 21500),
        ("CV Boot Kit", "transmission", "GKN", 2400),
        ("Starter Battery", "electrics", "Varta", 12900),
        ("Alternator", "electrics", "Valeo", 24800),
        ("Wiper Blade Set", "electrics", "Bosch", 2790),
        ("Rear Shock Absorber", "suspension", "Bilstein", 9700),
        ("Track Rod End", "suspension", "Lemförder", 2950),
        ("Exhaust Back Box", "exhaust", "Walker", 10400),
    ),
)

COURTESY_CARS = Things(
    noun("courtesy car"),
    (category("body", label="body type"), category("gearbox"),
     quantity("seats", 2, 7, "number of seats", at_least="that seats at least {value}"),
     price("day_rate_cents", label="daily rate")),
    (
        ("Fiesta KL19", "hatchback", "manual", 5, 1900),
        ("Polo RN21", "hatchback", "manual", 5, 2100),
        ("Corsa DV20", "hatchback", "automatic", 5, 2300),
        ("Yaris HT22", "hatchback", "automatic", 5, 2500),
        ("Panda WJ17", "city car", "manual", 4, 1500),
        ("Aygo BC18", "city car", "manual", 4, 1600),
        ("Smart LX16", "city car", "automatic", 2, 1400),
        ("Octavia GP20", "estate", "manual", 5, 2900),
        ("Passat MN21", "estate", "automatic", 5, 3300),
        ("Berlingo TS19", "van", "manual", 5, 2800),
        ("Transit Custom PE18", "van", "manual", 3, 3900),
        ("Touran ZD20", "people carrier", "automatic", 7, 3600),
    ),
)  # fmt: skip

MECHANICS = Things(
    noun("mechanic"),
    (category("specialty"), category("bay")),
    (
        ("Sandra Keogh", "diagnostics", "bay one"),
        ("Marek Wilk", "engines", "bay two"),
        ("Jerome Baptiste", "gearboxes", "bay two"),
        ("Ade Ogunleye", "hybrids and electrics", "bay three"),
        ("Phil Cottrell", "exhausts and welding", "bay four"),
        ("Nina Farkas", "bodywork", "paint shop"),
        ("Gurpreet Gill", "tyres and tracking", "tyre bay"),
        ("Kieran Doyle", "brakes", "bay one"),
        ("Ruth Hallam", "air conditioning", "bay three"),
        ("Oleg Bondar", "vans", "bay four"),
    ),
)

SERVICES = Things(
    noun("service"),
    (category("area"), quantity("minutes", 20, 300, "duration", "minutes", most="longest", least="shortest"),
     price("price_cents", label="price")),
    (
        ("Oil and Filter Change", "servicing", 45, 8900),
        ("Interim Service", "servicing", 90, 15900),
        ("Full Service", "servicing", 180, 27900),
        ("Roadworthiness Test", "testing", 60, 5485),
        ("Fault Code Reading", "testing", 30, 4500),
        ("Pre-Purchase Inspection", "testing", 90, 12000),
        ("Front Brake Overhaul", "brakes", 120, 18500),
        ("Brake Fluid Change", "brakes", 45, 6500),
        ("Timing Belt Replacement", "engine", 300, 42000),
        ("Clutch Replacement", "transmission", 300, 56000),
        ("Four-Wheel Alignment", "tyres", 60, 7900),
        ("Seasonal Wheel Change", "tyres", 30, 4900),
        ("Air Conditioning Regas", "climate", 60, 7500),
        ("Hybrid Battery Check", "electrics", 60, 9900),
    ),
)  # fmt: skip

PLANS = Things(
    noun("care plan"),
    (price("price_cents", label="monthly price"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (
        ("Basic Care", 900, 5),
        ("Yearly Care", 1900, 10),
        ("Van and Trade", 3900, 15),
        ("Fleet", 8900, 20),
    ),
)

DOMAIN = Domain(
    name="garage",
    category="Repair",
    about="a garage",
    words="garage car cars repair repairs mechanic mechanics brakes engine tyres exhaust motor parts servicing vehicle "
    "drivers",
    organisations=(
        "Cooper's Yard Garage", "Two Ramps Motors", "Station Road Garage", "Hollis & Daughter", "Torque Street Autos",
        "Northway Motor Repairs",
    ),
    persona="staff",
    people=People(party=noun("driver"), roles=("service adviser", "workshop manager", "mechanic", "parts clerk")),
    always=(
        Projects(
            project=noun("job"),
            kinds=(
                ("full service", ("oil and filters", "brake check", "fluids", "road test")),
                ("brake overhaul", ("stripping down", "fitting discs and pads", "bleeding", "road test")),
                ("clutch", ("gearbox removal", "fitting the clutch", "gearbox refitting", "road test")),
                ("timing belt", ("stripping down", "fitting the belt kit", "setting the timing", "road test")),
                ("accident damage", ("assessment", "panel beating", "painting", "polishing")),
                ("electrical fault", ("fault finding", "wiring repair", "clearing codes")),
                ("suspension", ("stripping down", "fitting dampers", "wheel alignment")),
                ("restoration", ("assessment", "welding", "engine rebuild", "painting", "road test")),
            ),
            task=noun("task"), rate_cents=7800,
        ),
        Orders(item=PARTS, order=noun("parts order"), verb=verb("order")),
        Billing(charge=noun("invoice"), methods=("card", "cash", "bank_transfer", "cheque")),
    ),
    never=(Qualifications, Vouchers),
    rules=(
        at_most(
            'project', 2, ('open',),
            says='Nobody has more than two jobs open at a time.',
            refusal='There are two open jobs for this driver already.',
            asked='if {have} fewer than two jobs open',
        ),
    ),
    sometimes=(
        Sometimes(0.05, Assessments(form=noun("vehicle check"), rubric=(
            ("brakes", 30), ("tyres", 20), ("lights", 15), ("steering", 20), ("rust", 15)))),
        Sometimes(0.3, Inspections(subjects=(
            ("safety", ("A warning light stays on.", "The warning triangle was missing.")),
            ("damage", ("There is a dent in the rear door.", "One headlight is cracked.")),
            ("tyre wear", ("One tyre is worn down to the limit.", "The pressure was far too low on one side.")),
        ))),
        Sometimes(0.3, LostProperty(places=("in the waiting room", "at the service desk", "in the courtesy car", "in the yard"))),
        Sometimes(0.35, Returns()),
        Sometimes(0.35, Quotes()),
        Sometimes(0.4, Appointments(provider=MECHANICS, service=SERVICES, appointment=noun("appointment"),
                                    verb=verb("book"))),
        Sometimes(0.5, Stock(supplier_names=("Eurofactor North", "Autoparts Wholesale", "Parts in Motion",
                                             "Carrow Motor Factors", "Midland Motor Parts"),
                             delivery=noun("shipment"))),
        Sometimes(0.5, Bookings(thing=COURTESY_CARS, booking=noun("courtesy car loan"), verb=verb("lend"),
                                unit=noun("day"), longest=5, busy=1.1)),
        Sometimes(0.4, Maintenance(order=noun("work order"), kinds=(
            ("valeting", ("Vacuum the interior, wash the windows, and wipe the dashboard.",
                          "Shampoo the seats and air the car overnight.")),
            ("new tyres", ("Swap to winter tyres and check the pressures.",
                       "Front tyres are near the limit: replace both.")),
            ("roadworthiness testing", ("Roadworthiness test runs out this month.",
                          "Prepare for the yearly test: lights, brakes, emissions.")),
            ("bodywork", ("Polish out the scratch on the rear door.",
                          "Replace the cracked mirror on the passenger side.")),
        ))),
        Sometimes(0.5, Approvals(
            request=noun("goodwill claim"),
            reasons=(
                ("failed part", ("The clutch failed three weeks after the warranty ran out.",
                                   "The new battery dropped a cell after eleven months.")),
                ("damage", ("The bumper was scratched while the car stood in your yard.",
                                        "There is oil on the back seat since the service.")),
                ("towing", ("The car broke down on the way home from the repair and had to be towed.",
                            "I paid a tow truck because nobody picked up the phone.")),
                ("taxi", ("I took a taxi for two days because the repair ran late.",
                          "There was no courtesy car although one was promised.")),
            ),
            limit_cents=20000, refusals=("undocumented", "normal_wear_and_tear", "outside_the_warranty", "claimed_twice"),
        )),
        Sometimes(0.5, Tickets(of="project",
            ticket=noun("complaint"),
            topics=(
                ("recurring fault", ("The same fault came back on the way home.",
                                   "It was fine for two days, and then it was back.")),
                ("cost", ("The bill is twice the estimate and nobody rang me.",
                          "I was charged for a part that I had brought myself.")),
                ("delay", ("My car was promised for Monday and it is Thursday.",
                           "I waited two hours although my time was booked.")),
                ("damage", ("There is a new dent in the door since the service.",
                            "The steering wheel and the seat were covered in grease.")),
                ("courtesy car", ("The courtesy car had no fuel in it.",
                                  "I was told that a courtesy car was waiting, and there was none.")),
            ),
            resolutions=(
                "The fault was found and put right without charge.",
                "The invoice was corrected and the difference given back.",
                "We have apologised and given the car a free valet.",
                "It was put right the same day, free of charge.",
                "A courtesy car with a full tank was handed over.",
            ),
        )),
        Sometimes(0.4, Documents(
            document=noun("document"),
            kinds=("inspection report", "estimate", "warranty certificate", "test certificate"),
            titles=("Report after Full Service", "Report before Purchase", "Estimate for the Clutch",
                    "Estimate for Hail Damage", "Warranty on the Battery", "Warranty on the Exhaust",
                    "Yearly Test Passed", "Emissions Test Passed"),
        )),
        Sometimes(0.35, Memberships(plan=PLANS, membership=noun("service contract"))),
        Sometimes(0.3, Deliveries(
            delivery=noun("delivery"),
            zones=(("Industrial Estate", 900), ("Town Centre", 1200), ("Ring Road", 1400), ("Outlying Farms", 2500)),
            windows=("early morning", "late morning", "afternoon"),
        )),
        Sometimes(0.3, Coupons(codes=(("CHECKUP10", 10), ("NEWDRIVER", 15), ("BRAKES20", 20), ("LOYAL8", 8),
                                      ("SECONDCAR", 12)))),
    ),
    months=(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    situations=(
        Situation("car in the yard", "{party} has just brought the car in.",
                  ("start", "buy?", "book?"), asks=("last", "owed")),
        Situation("selling the car", "{party} is selling the car.", ("cancel*", "pay*?", "leave?"), asks=("owed",)),
        Situation("before the holidays", "{party} wants the car ready for a long trip.",
                  ("start", "buy", "pay?"), asks=("last", "owed")),
    ),
    leads=(
        "The phone has not stopped since we opened.",
        "Bay two is free this afternoon, so I am clearing the list.",
        "I have the service desk to myself today.",
        "There is a queue at the counter, so please be quick.",
        "I am getting ready for the morning meeting with the mechanics.",
    ),
)  # fmt: skip
