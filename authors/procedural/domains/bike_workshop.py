"""A bicycle workshop: cyclists book a mechanic, buy parts, and hire a bike while their own is on the stand."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

MECHANICS = Things(
    noun("mechanic"),
    (category("specialty"), quantity("years_experience", 1, 35, "experience", "years", most="most experienced")),
    (
        ("Marta Lindqvist", "wheel building", 19),
        ("Dev Anand", "electric drives", 7),
        ("Colm Brady", "suspension", 11),
        ("Yuki Tanabe", "road bikes", 9),
        ("Rosa Pinto", "hub gears", 14),
        ("Gareth Pugh", "frame repair", 28),
        ("Amina Sesay", "electric drives", 4),
        ("Luka Horvat", "hydraulic brakes", 6),
        ("Freya Olsen", "cargo bikes", 5),
        ("Tom Ashdown", "road bikes", 2),
    ),
)

SERVICES = Things(
    noun("service"),
    (category("area"), quantity("minutes", 15, 180, "duration", "minutes", most="longest", least="shortest"),
     price("price_cents", label="price")),
    (
        ("Safety Check", "whole bike", 30, 2500),
        ("Basic Service", "whole bike", 60, 6500),
        ("Full Service", "whole bike", 150, 14500),
        ("Puncture Repair", "wheels", 15, 1400),
        ("Wheel Truing", "wheels", 30, 2800),
        ("Hand-Built Wheel", "wheels", 120, 9800),
        ("Brake Bleed", "brakes", 45, 3900),
        ("Brake Pad Swap", "brakes", 30, 2200),
        ("Gear Tuning", "drivetrain", 30, 2600),
        ("Chain and Cassette Fitting", "drivetrain", 45, 3400),
        ("Bottom Bracket Fitting", "drivetrain", 45, 4200),
        ("Fork Service", "suspension", 90, 8900),
        ("Motor Diagnosis", "electric drive", 60, 7200),
        ("Battery Health Test", "electric drive", 45, 4500),
        ("Bike Fitting", "riding position", 120, 12000),
    ),
)  # fmt: skip

PARTS = Things(
    noun("part"),
    (category("category"), category("fits", label="bike type"), price("price_cents", label="price")),
    (
        ("28-Inch Marathon Plus Tyre", "tyres", "city bikes", 4490),
        ("Gravel Tyre 40 mm", "tyres", "gravel bikes", 5290),
        ("Road Tyre 28 mm", "tyres", "road bikes", 4890),
        ("28-Inch Inner Tube", "tyres", "city bikes", 790),
        ("11-Speed Chain", "drivetrain", "road bikes", 3290),
        ("8-Speed Chain", "drivetrain", "city bikes", 1690),
        ("11-42 Cassette", "drivetrain", "mountain bikes", 8490),
        ("Disc Brake Pads", "brakes", "mountain bikes", 1990),
        ("Rim Brake Blocks", "brakes", "city bikes", 1290),
        ("160 mm Brake Rotor", "brakes", "gravel bikes", 2790),
        ("Gel Saddle", "contact points", "city bikes", 3990),
        ("Cork Bar Tape", "contact points", "road bikes", 2190),
        ("Lock-On Grips", "contact points", "mountain bikes", 2490),
        ("Dynamo Front Light", "lights", "city bikes", 6490),
        ("Rear Light with Brake Sensor", "lights", "road bikes", 4290),
        ("Folding Chain Lock", "locks", "city bikes", 7990),
    ),
)

HIRE_BIKES = Things(
    noun("hire bike"),
    (category("kind", label="kind of bike"), quantity("gears", 1, 27, "number of gears", most="most-geared"),
     quantity("carries_kg", 100, 220, "load limit", "kilograms", at_least="that carries at least {value} kg"),
     price("day_rate_cents", label="daily rate")),
    (
        ("Bramble", "city bike", 7, 120, 1800),
        ("Poppy", "city bike", 3, 120, 1500),
        ("Juniper", "touring bike", 27, 140, 2600),
        ("Sorrel", "touring bike", 24, 140, 2500),
        ("Clover", "folding bike", 6, 105, 1700),
        ("Thistle", "gravel bike", 11, 115, 3200),
        ("Bilberry", "mountain bike", 12, 125, 3400),
        ("Heather", "electric city bike", 8, 130, 3900),
        ("Gorse", "electric city bike", 5, 130, 3600),
        ("Rowan", "electric mountain bike", 12, 135, 5800),
        ("Big Oak", "cargo bike", 8, 210, 5200),
        ("Little Oak", "cargo bike", 8, 180, 4600),
    ),
)  # fmt: skip

COURSES = Things(
    noun("workshop course"),
    (category("level"), price("price_cents", label="course fee")),
    (
        ("Fix Your Own Puncture", "beginner", 2500),
        ("Know Your Bike", "beginner", 2900),
        ("Weatherproof Your Bike", "beginner", 3200),
        ("Gears from Cable to Cassette", "intermediate", 4500),
        ("Brakes, Rim and Disc", "intermediate", 4500),
        ("Hub and Bottom Bracket", "intermediate", 5500),
        ("Wheel Building", "advanced", 11000),
        ("Suspension Basics", "advanced", 6500),
        ("Roadside Repairs", "intermediate", 3900),
        ("Tools and How to Use Them", "beginner", 1500),
    ),
)

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 50, 900, "cost", "points", most="dearest", least="cheapest"),),
    (
        ("Free Inner Tube", 60),
        ("Bottle of Chain Oil", 80),
        ("Workshop Mug", 110),
        ("Free Safety Check", 220),
        ("Free Bike Hire", 160),
        ("Free Gear Tuning", 260),
        ("Free Basic Service", 600),
    ),
)

DOMAIN = Domain(
    name="bike_workshop",
    category="Repair",
    about="a bicycle workshop",
    words="bicycle bike bikes cycle cycles cycling workshop mechanic mechanics puncture wheel wheels gears brakes "
    "cyclist cyclists spokes e-bike",
    organisations=(
        "Spoke & Socket", "The Truing Stand", "Eastgate Cycle Workshop", "Freewheel Repairs", "Left Pedal Bicycles",
        "Corner Yard Cycles", "Chainline Bike Works",
    ),
    persona="customer",
    people=People(party=noun("cyclist"), roles=("workshop manager", "mechanic", "front desk", "apprentice")),
    always=(
        Appointments(provider=MECHANICS, service=SERVICES, appointment=noun("appointment"), verb=verb("book")),
        Orders(item=PARTS, order=noun("parts order"), verb=verb("order")),
        Billing(charge=noun("bill"), methods=("card", "cash", "bank_transfer")),
    ),
    never=(Qualifications,),
    rules=(
        Rule(
            says='Electric drives are only worked on by mechanics who specialise in them.',
            made='appointment',
            holds="{service.area} <> 'electric drive' OR {provider.specialty} = 'electric drives'",
            refusal='Electric drives are only worked on by a mechanic who specialises in them.',
            asked='if the mechanic is trained for it',
        ),
    ),
    sometimes=(
        Sometimes(0.35, Returns()),
        Sometimes(0.4, Deposits()),
        Sometimes(0.6, Bookings(thing=HIRE_BIKES, booking=noun("bike hire"), verb=verb("hire"), unit=noun("day"),
                                longest=7, busy=1.1)),
        Sometimes(0.45, Reviews(
            of="appointment",
            good=(
                "Shifts like new and they even cleaned the chain. Ready a day early.",
                "The mechanic showed me the worn cable before replacing it. Honest people.",
                "My wheel came back dead straight and the bill was exactly what I was told.",
                "They found the creak that two other shops had missed.",
                "Friendly, quick, and the brakes finally bite.",
            ),
            fair=(
                "Good work, but I had to ring twice to hear that it was ready.",
                "The gears are fine now. The handlebar came back slightly crooked.",
                "Solid repair, though a bit dearer than I had expected.",
            ),
            poor=(
                "The same squeak was back after two rides.",
                "Promised for Tuesday, ready on Friday, and nobody called.",
                "They fitted the wrong pads and I noticed it on a hill.",
                "I paid for a full service and the chain was still dirty.",
            ),
        )),
        Sometimes(0.45, Messages(topics=(
            ("Price of a repair", (
                "Could you tell me what a repair will cost before you start?",
                "Please do not go above the price on the list without asking me first.",
            )),
            ("Is my bike ready", (
                "I would like to know whether my bike can be picked up this week.",
                "Could you ring me as soon as my bike is off the stand?",
            )),
            ("Which tyre fits", (
                "My rim says 622 by 19. Which of your tyres would fit?",
                "Would a 40 mm tyre clear the mudguards of a city bike?",
            )),
            ("Strange noise", (
                "There is a click at every turn of the left pedal. Is it safe to ride in?",
                "The rear hub has started to hum. What should I book?",
            )),
        ))),
        Sometimes(0.4, Tickets(
            of="appointment",
            ticket=noun("complaint"),
            topics=(
                ("brakes", ("The front brake rubs again since the last repair.",
                            "The lever comes back to the bar although you bled the brake.")),
                ("gears", ("The chain jumps on the two smallest sprockets after your tuning.",
                           "I cannot reach the lowest gear since the new cable went in.")),
                ("wheels", ("A spoke broke ten days after the wheel was trued.",
                            "The rear wheel wobbles again and touches the frame.")),
                ("parts", ("The light that you fitted stops working when it rains.",
                           "The saddle rail bent in normal use within a month.")),
                ("bill", ("I was billed for brake pads that were not changed.",
                          "The bill is higher than the price that I was told.")),
            ),
            resolutions=(
                "The brakes were adjusted again free of charge and test-ridden.",
                "The gears were set again and run as they should.",
                "The wheel was rebuilt at no charge and runs true.",
                "The part was replaced under the maker's warranty.",
                "The bill was corrected and the difference credited.",
            ),
        )),
        Sometimes(0.4, Classes(course=COURSES, session=noun("class"), enrolment=noun("enrolment"),
                               teacher_names=("Marta Lindqvist", "Colm Brady", "Rosa Pinto", "Yuki Tanabe"))),
        Sometimes(0.35, Loyalty(account=noun("loyalty card"), points=noun("point"), rewards=REWARDS)),
        Sometimes(0.35, Coupons(codes=(("FULLTUNE", 15), ("READYTORIDE", 20), ("STUDENT10", 10), ("SECONDBIKE", 12),
                                       ("RAINYDAY", 8), ("NEWCHAIN", 5)))),
        Sometimes(0.3, LostProperty(places=("at the counter", "by the door", "in the yard", "by the repair stands"))),
        Sometimes(0.3, Inspections(subjects=(
            ("safety", ("The rear light is out.", "The bell is missing.")),
            ("damage", ("The saddle is torn.", "One spoke is bent.")),
            ("tyre wear", ("One tyre is nearly bald.", "The tyres are worn on one side.")),
        ))),
    ),
    months=(2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    situations=(
        Situation("big tour", "{party} is leaving on a long tour.", ("schedule", "buy?", "pay*?"),
                  lead_customer="I am leaving on a long tour soon and my bike has to be ready.",
                  asks=("last", "owed")),
        Situation("second bike", "{party} has bought a second-hand bike.", ("schedule", "buy?"),
                  lead_customer="I bought a second-hand bike and it needs some love.", asks=("last", "owed")),
        Situation("bike stolen", "{party}'s bike was stolen.", ("cancel*", "pay*?"),
                  lead_customer="My bike was stolen last night, so I do not need my appointments any more.", asks=("owed",)),
    ),
    leads=(
        "I ride to work every day and cannot be without a bike for long.",
        "I should have written to you weeks ago.",
        "I am riding in a charity event next month.",
    ),
)  # fmt: skip
