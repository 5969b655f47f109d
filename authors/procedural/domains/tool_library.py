"""A tool library: volunteers lend drills and ladders to neighbours over a counter."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
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
        ("Hammer drill", "drilling", 3), ("Cordless screwdriver", "drilling", 1), ("Right-angle drill", "drilling", 2),
        ("Orbital sander", "sanding", 2), ("Belt sander", "sanding", 4), ("Extension ladder", "climbing", 18),
        ("Step ladder", "climbing", 7), ("Circular saw", "sawing", 4), ("Jigsaw", "sawing", 2), ("Mitre saw", "sawing", 16),
        ("Hedge trimmer", "garden", 4), ("Garden shredder", "garden", 22), ("Lawn scarifier", "garden", 28),
        ("Pressure washer", "cleaning", 14), ("Carpet cleaner", "cleaning", 12), ("Wet and dry vacuum", "cleaning", 9),
        ("Tile cutter", "building", 11), ("Plaster mixer", "building", 6),
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
        ("Cargo bike", "transport", 1, 1200), ("Small trailer", "transport", 2, 1800),
        ("Covered trailer", "transport", 2, 2400), ("Hand cart", "transport", 1, 500), ("Cement mixer", "building", 2, 2200),
        ("Scaffold tower", "building", 2, 2600), ("Floor sander", "building", 2, 3000), ("Plate compactor", "building", 3, 3400),
        ("Party tent", "parties", 4, 2800), ("Set of six benches", "parties", 2, 1500),
        ("Apple press", "garden", 2, 1600), ("Rotavator", "garden", 2, 2700),
    ),
)  # fmt: skip

CONSUMABLES = Things(
    noun("consumable"),
    (category("shelf"), price("price_cents")),
    (
        ("Sanding discs, fine", "sanding", 420), ("Sanding discs, coarse", "sanding", 420),
        ("Sanding belt", "sanding", 390), ("Masonry bit (8 mm)", "drilling", 350), ("Wood bit set", "drilling", 980),
        ("Box of wood screws", "fixings", 560), ("Box of wall plugs", "fixings", 340), ("Picture hooks (20)", "fixings", 290),
        ("Jigsaw blades (5)", "sawing", 640), ("Mitre saw blade", "sawing", 2400), ("Dust mask", "safety", 180),
        ("Ear defenders", "safety", 1290), ("Work gloves", "safety", 690), ("Masking tape", "painting", 310),
        ("Paint roller set", "painting", 780),
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
    noun("open evening"),
    (category("kind"), quantity("capacity", 8, 60, "number of places", most="largest", least="smallest")),
    (
        ("Repair Cafe", "repair", 40), ("Bicycle Repair Evening", "repair", 20), ("Lamp and Toaster Clinic", "repair", 16),
        ("New Members' Welcome", "meeting", 30), ("Volunteers' Supper", "meeting", 24), ("Yearly Meeting", "meeting", 60),
        ("Tool Swap", "swap", 50), ("Seed and Pot Swap", "swap", 45), ("Stock-Taking Night", "work party", 12),
        ("Shed Clear-Out", "work party", 10), ("Sharpening Marathon", "work party", 8), ("Show Us What You Built", "meeting", 35),
    ),
)  # fmt: skip

FUNDS = Things(
    noun("fund"),
    (category("purpose"), price("goal_cents", label="goal", most="most ambitious", least="most modest")),
    (
        ("New Table Saw", "tools", 180000), ("Second Pressure Washer", "tools", 42000), ("Ladder Replacement", "tools", 65000),
        ("Roof of the Shed", "building", 320000), ("Heating for Winter", "building", 140000),
        ("Free Memberships", "people", 90000), ("Volunteer Training", "people", 36000), ("Cargo Bike Battery", "transport", 54000),
    ),
)  # fmt: skip

DAMAGE = (
    ("broken part", ("The guard of the circular saw no longer springs back.",
                     "The battery of the screwdriver dies after five minutes.",
                     "One foot of the ladder has lost its rubber.")),
    ("missing part", ("The chuck key was not in the case when I opened it at home.",
                      "The dust bag was missing, and my hall looked like a bakery.")),
    ("wrong item", ("The box says belt sander, and there was an orbital sander in it.",
                    "I had reserved the long ladder and was handed the short one.")),
    ("fee", ("I was charged three days late although the shop was closed on Monday.",
             "My late fee had been waived, and it is still on my account.")),
)  # fmt: skip

WORK = (
    ("inspection", ("Check that every part is there and that nothing is loose.", "Look for wear, and try it out in the yard.")),
    ("repair", ("Mend what came back damaged from the last loan.", "Replace the worn bolts and touch up the paint.")),
    ("cleaning", ("Wash off mud and dried cement, and let it dry.", "Clean it thoroughly and grease what moves.")),
    ("labelling", ("Renew the number plate and the instruction card.", "Write the weight on both ends.")),
)  # fmt: skip

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
        Loans(title=TOOLS, copy=noun("copy"), loan=noun("loan"), hold=noun("hold"), limit=4, days=7, fee_cents=100),
        Billing(charge=noun("fee"), methods=("card", "cash", "direct_debit")),
    ),
    never=(Vouchers,),
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
        Sometimes(0.35, Votes()),
        Sometimes(0.35, Returns()),
        Sometimes(0.4, Deposits()),
        Sometimes(0.7, Memberships(plan=PLANS, membership=noun("membership"))),
        Sometimes(0.6, Bookings(thing=TRAILERS, booking=noun("reservation"), verb=verb("reserve"), unit=noun("day"),
                                longest=4)),
        Sometimes(0.5, Tickets(of="loan", ticket=noun("damage report"), topics=DAMAGE, resolutions=(
            "The part was replaced from the spares drawer.",
            "The tool was repaired and tested by a second volunteer.",
            "The fee was taken off, with an apology."))),
        Sometimes(0.5, Classes(course=WORKSHOPS, session=noun("workshop date"), enrolment=noun("enrolment"), teacher_names=(
            "Marcus Bell", "Aiko Tanabe", "Brigid Walsh", "Samir Khoury"))),
        Sometimes(0.4, Orders(item=CONSUMABLES, order=noun("order"))),
        Sometimes(0.4, Events(event=GATHERINGS, rsvp=noun("RSVP"), venue_names=(
            "the counter room", "the workshop", "the yard", "St Anne's hall"))),
        Sometimes(0.4, Maintenance(order=noun("work order"), kinds=WORK)),
        Sometimes(0.3, Donations(fund=FUNDS, gift=noun("gift"), pledges=noun("pledge"))),
    ),
    situations=(
        Situation("moving house", "{party} is moving house this month.", ("book", "borrow?", "pay?"),
                  lead_customer="I am moving house this month.", asks=("owed", "last")),
        Situation("renovation", "{party} is doing up the kitchen.", ("borrow", "borrow", "buy?"),
                  lead_customer="I am doing up the kitchen.", asks=("owed",)),
        Situation("clearing the shed", "{party} has found our tools in the shed.", ("return", "pay", "complain?"),
                  lead_customer="I have found your tools at the back of my shed.", asks=("owed", "last")),
    ),
    leads=(
        "There is a queue at the counter.", "A neighbour is here with sawdust on both sleeves.",
        "Before we open the doors, one thing.", "I have the loan book open in front of me.",
    ),
)  # fmt: skip
