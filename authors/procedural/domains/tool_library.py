"""A tool library: volunteers lend drills and ladders to neighbours over a counter."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

TOOLS = Things(
    noun("tool"),
    (
        category("kind", label="kind of tool"),
        quantity("weight_kg", 1, 45, "weight", "kilograms", most="heaviest", least="lightest"),
    ),
    (
        ("Hammer Drill", "drilling", 3), ("Cordless Screwdriver", "drilling", 1), ("Right-Angle Drill", "drilling", 2),
        ("Orbital Sander", "sanding", 2), ("Belt Sander", "sanding", 4), ("Extension Ladder", "climbing", 18),
        ("Step Ladder", "climbing", 7), ("Circular Saw", "sawing", 4), ("Jigsaw", "sawing", 2), ("Mitre Saw", "sawing", 16),
        ("Hedge Trimmer", "garden", 4), ("Garden Shredder", "garden", 22), ("Lawn Scarifier", "garden", 28),
        ("Pressure Washer", "cleaning", 14), ("Carpet Cleaner", "cleaning", 12), ("Wet and Dry Vacuum", "cleaning", 9),
        ("Tile Cutter", "building", 11), ("Plaster Mixer", "building", 6),
    ),
)  # fmt: skip

TRAILERS = Things(
    noun("large item"),
    (
        category("kind"),
        quantity("people_to_lift", 1, 4, "number of people needed to lift it", most="hardest to lift",
                 least="easiest to lift"),
        price("day_rate_cents", label="daily rate"),
    ),
    (
        ("Cargo Bike", "transport", 1, 1200), ("Small Trailer", "transport", 2, 1800),
        ("Covered Trailer", "transport", 2, 2400), ("Hand Cart", "transport", 1, 500), ("Cement Mixer", "building", 2, 2200),
        ("Scaffold Tower", "building", 2, 2600), ("Floor Sander", "building", 2, 3000), ("Plate Compactor", "building", 3, 3400),
        ("Party Tent", "parties", 4, 2800), ("Set of Six Benches", "parties", 2, 1500),
        ("Apple Press", "garden", 2, 1600), ("Rotavator", "garden", 2, 2700),
    ),
)  # fmt: skip

CONSUMABLES = Things(
    noun("consumable"),
    (category("shelf"), price("price_cents")),
    (
        ("Pack of Fine Sanding Discs", "sanding", 420), ("Pack of Coarse Sanding Discs", "sanding", 420),
        ("Sanding Belt", "sanding", 390), ("Masonry Bit", "drilling", 350), ("Wood Bit Set", "drilling", 980),
        ("Box of Wood Screws", "fixings", 560), ("Box of Wall Plugs", "fixings", 340), ("Box of Picture Hooks", "fixings", 290),
        ("Pack of Jigsaw Blades", "sawing", 640), ("Mitre Saw Blade", "sawing", 2400), ("Dust Mask", "safety", 180),
        ("Ear Defenders", "safety", 1290), ("Work Gloves", "safety", 690), ("Roll of Masking Tape", "painting", 310),
        ("Paint Roller Set", "painting", 780),
    ),
)  # fmt: skip

PLANS = Things(
    noun("plan"),
    (
        price("monthly_cents", label="monthly price"),
        quantity("discount_percent", 0, 25, "discount", "percent", most="most generous"),
    ),
    (("Concession", 200, 15), ("Neighbour", 450, 5), ("Household", 700, 10), ("Supporter", 1200, 20)),
)

WORKSHOPS = Things(
    noun("workshop"),
    (category("level"), price("price_cents")),
    (
        ("Drill Without Fear", "beginner", 1200), ("Hang a Shelf Straight", "beginner", 1000),
        ("Sharpen Your Knives", "beginner", 900), ("Basic Bicycle Care", "beginner", 800),
        ("Tiling a Splashback", "intermediate", 2400), ("Sanding and Oiling Floors", "intermediate", 2200),
        ("Build a Raised Bed", "intermediate", 2800), ("Mending Wooden Chairs", "intermediate", 2600),
        ("Plastering a Wall", "advanced", 3400), ("Dovetail Joints", "advanced", 3600),
        ("Pruning Fruit Trees", "intermediate", 1500), ("Make a Nesting Box", "beginner", 1100),
    ),
)  # fmt: skip

GATHERINGS = Things(
    noun("gathering"),
    (category("kind"), quantity("capacity", 8, 60, "number of places", most="largest", least="smallest")),
    (
        ("Repair Cafe", "repair", 40), ("Bicycle Repair Clinic", "repair", 20), ("Lamp and Toaster Clinic", "repair", 16),
        ("New Members' Welcome", "meeting", 30), ("Volunteers' Get-Together", "meeting", 24), ("Yearly Meeting", "meeting", 60),
        ("Tool Swap", "swap", 50), ("Seed and Pot Swap", "swap", 45), ("Stock-Taking", "work party", 12),
        ("Shed Clear-Out", "work party", 10), ("Sharpening Marathon", "work party", 8), ("Show Us What You Built", "meeting", 35),
    ),
)  # fmt: skip

FUNDS = Things(
    noun("fund"),
    (category("purpose"), price("goal_cents", label="goal", most="most ambitious", least="most modest")),
    (
        ("New Table Saw", "tools", 180000), ("Second Pressure Washer", "tools", 42000), ("Ladder Replacement", "tools", 65000),
        ("Shed Roof", "building", 320000), ("Winter Heating", "building", 140000),
        ("Free Memberships", "people", 90000), ("Volunteer Training", "people", 36000), ("Cargo Bike Battery", "transport", 54000),
    ),
)  # fmt: skip

DAMAGE = (
    ("broken part", ("One part came off the first time that I used it.",
                     "It stopped after five minutes and would not start again.",
                     "There is a crack in the handle that I only saw at home.")),
    ("missing part", ("One part was not in the box when I opened it at home.",
                      "The instructions were missing, and I had to guess.")),
    ("wrong item", ("I was handed another one than the one I had asked for.",
                    "The label on the box says one thing, and there was another in it.")),
    ("poor condition", ("It was so dirty that I spent an hour cleaning it first.",
                        "It was quite blunt and no use to me.")),
)  # fmt: skip

WORK = (
    ("service", ("Check that every part is there and that nothing is loose.", "Look for wear, and try it out in the yard.")),
    ("repair", ("Mend what came back damaged from the last loan.", "Replace the worn bolts and touch up the paint.")),
    ("cleaning", ("Wash off mud and dried cement, and let it dry.", "Clean it thoroughly and grease what moves.")),
    ("labelling", ("Renew the number plate and the instruction card.", "Write the weight on both ends.")),
)  # fmt: skip

PROPOSALS = Things(
    noun("proposal"),
    (category("topic"), quantity("seconders", 2, 9, "number of seconders", most="best supported",
                                 least="least supported")),
    (
        ("Open on Thursday Evenings", "opening hours", 6),
        ("Open Before Nine on Saturdays", "opening hours", 8),
        ("Loans of Two Weeks", "lending", 9),
        ("Five Tools at a Time", "lending", 5),
        ("No Late Fees in the First Week", "lending", 4),
        ("A Second Pressure Washer", "tools", 7),
        ("A Sewing Corner", "tools", 3),
        ("A Wood Lathe", "tools", 6),
        ("A Shelf for Gardeners", "tools", 4),
        ("Bicycle Racks in the Yard", "building", 8),
        ("A Heater for the Workshop", "building", 7),
        ("A Summer Party", "events", 2),
    ),
)  # fmt: skip

CLEARANCES = Things(
    noun("clearance"),
    (quantity("valid_days", 180, 1100, "validity", "days", most="longest-lasting", least="shortest-lasting"),),
    (("Towing", 1095), ("Working at Height", 365), ("Heavy Machines", 730)),
)

DOMAIN = Domain(
    name="tool_library",
    category="Sharing",
    about="a tool library",
    words="tool tools library neighbour neighbours lending borrow lend drill ladder saw workshop sharing shared "
    "volunteers diy neighbourhood neighborhood share",
    organisations=(
        "Elm Street Tool Library", "The Borrowed Hammer", "Canalside Tool Library", "Northside Lending Shed",
        "Third Drawer Tool Library", "Cooper's Yard Tool Share",
    ),
    persona="staff",
    people=People(party=noun("neighbour"), roles=("counter volunteer", "repair volunteer", "coordinator", "treasurer")),
    always=(
        Loans(title=TOOLS, copy=noun("unit"), loan=noun("loan"), hold=noun("hold"), limit=4, days=7, fee_cents=100),
        Billing(charge=noun("fee"), methods=("card", "cash", "direct_debit")),
    ),
    never=(Coupons, Vouchers),
    rules=(
        Rule(
            says='Tools of more than 12 kilograms only go with neighbours who come by car.',
            made='loan',
            holds="{title.weight_kg} <= 12 OR {party.comes_by} = 'car'",
            refusal='A tool of that weight only goes with somebody who comes by car.',
            asked='if {have} a way to carry it home',
            party=(category("comes_by", ('car', 'bicycle', 'foot'), "way of coming here"),),
        ),
    ),
    sometimes=(
        Sometimes(0.3, Inspections(subjects=(
            ("safety", ("A fastening was loose and has been marked in red.", "A warning sign can no longer be read.")),
            ("wear", ("One part is badly worn.", "Something rattles and gives under load.")),
            ("completeness", ("Something that is on the list was missing.", "The list of what belongs to it is out of date.")),
        ))),
        Sometimes(0.3, LostProperty(places=("at the counter", "in the workshop", "in the yard", "by the door"))),
        Sometimes(0.35, Votes(proposals=PROPOSALS)),
        Sometimes(0.35, Returns()),
        Sometimes(0.4, Deposits()),
        Sometimes(0.7, Memberships(plan=PLANS, membership=noun("membership"))),
        Sometimes(0.6, Bookings(thing=TRAILERS, booking=noun("reservation"), verb=verb("reserve"), unit=noun("day"),
                                longest=4)),
        Sometimes(0.5, Tickets(of="loan", ticket=noun("complaint"), topics=DAMAGE, resolutions=(
            "The tool was repaired and tested by a second volunteer.",
            "What was missing was found and handed over.",
            "The right one was handed over instead.",
            "The tool was cleaned and sharpened."))),
        Sometimes(0.5, Classes(course=WORKSHOPS, session=noun("session"), enrolment=noun("enrolment"), teacher_names=(
            "Marcus Bell", "Aiko Tanabe", "Brigid Walsh", "Samir Khoury"))),
        Sometimes(0.4, Orders(item=CONSUMABLES, order=noun("order"))),
        Sometimes(0.4, Events(event=GATHERINGS, rsvp=noun("sign-up"), venue_names=(
            "the counter room", "the workshop", "the yard", "St Anne's hall"))),
        Sometimes(0.4, Maintenance(order=noun("job"), kinds=WORK)),
        Sometimes(0.25, Qualifications(kinds=CLEARANCES)),
        Sometimes(0.25, Assessments(form=noun("safety test"), rubric=(("handling", 40), ("eye protection", 20),
                                                                      ("workplace", 20), ("tidying up", 20)))),
        Sometimes(0.3, Donations(fund=FUNDS, gift=noun("gift"), pledges=noun("pledge"))),
    ),
    situations=(
        Situation("week off", "{party} has taken a week off for jobs at home.", ("book", "borrow?", "pay?"),
                  lead_customer="I have taken a week off for jobs at home.", asks=("owed", "last")),
        Situation("weekend jobs", "{party} has a long list of jobs for the weekend.", ("borrow", "borrow", "buy?"),
                  lead_customer="I have a long list of jobs for the weekend.", asks=("owed",)),
        Situation("clearing the shed", "{party} has found our tools in the shed.", ("return", "pay", "complain?"),
                  lead_customer="I have found your tools at the back of my shed.", asks=("owed", "last")),
    ),
    leads=(
        "There is a queue at the counter.",
        "Before we open the doors, one thing.",
        "I have the loan book open in front of me.",
    ),
)  # fmt: skip
