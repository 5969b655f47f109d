"""An allotment association: holders rent plots by the month, borrow the big tools and order manure together."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun
from authors.procedural.model import Situation, Things, amount, category, price, quantity
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

PLOTS = Things(
    noun("plot"),
    (category("field"), quantity("area_m2", 40, 350, "size", "square metres", most="largest",
                                               least="smallest", at_least="of at least {value} square metres"),
     price("price_cents", label="monthly rent")),
    (
        ("Starter Bed", "river field", 40, 300), ("Raised Beds", "gate field", 50, 450),
        ("Quarter Plot", "river field", 75, 500), ("Half Plot", "river field", 125, 750),
        ("Half Plot with Shed", "gate field", 125, 1100),
        ("Full Plot", "top field", 250, 1300), ("Full Plot with Shed", "top field", 250, 1700),
        ("Full Plot with Glasshouse", "top field", 250, 2200), ("Orchard Strip", "orchard field", 300, 1500),
        ("Bee Corner", "orchard field", 60, 400),
        ("Wild Margin", "river field", 350, 900),
    ),
)  # fmt: skip

TOOLS = Things(
    noun("shared tool"),
    (category("category"), category("shed")),
    (
        ("Rotavator", "machines", "main shed"), ("Garden Shredder", "machines", "main shed"),
        ("Petrol Strimmer", "machines", "main shed"), ("Lawn Mower", "machines", "gate shed"),
        ("Turf Cutter", "machines", "gate shed"),
        ("Wheelbarrow", "carrying", "gate shed"), ("Two-Wheel Cart", "carrying", "top shed"),
        ("Seed Drill", "sowing", "top shed"), ("Soil Sieve", "soil", "top shed"), ("Broadfork", "soil", "main shed"),
        ("Post Rammer", "building", "main shed"),
        ("Fruit Press", "harvest", "orchard hut"), ("Long Ladder", "harvest", "orchard hut"),
        ("Picking Pole", "harvest", "orchard hut"), ("Knapsack Sprayer", "care", "gate shed"),
    ),
)  # fmt: skip

SUPPLIES = Things(
    noun("shop item"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Manure 500 kg", "soil", 3900), ("Garden Compost 50 l", "soil", 650), ("Mushroom Compost 50 l", "soil", 590),
        ("Wood Chip 100 l", "soil", 300), ("Charlotte Seed Potatoes 2 kg", "seed", 480),
        ("Desiree Seed Potatoes 2 kg", "seed", 450),
        ("Onion Sets 500 g", "seed", 350), ("Seed Garlic 250 g", "seed", 420), ("Broad Bean Seed 100 g", "seed", 280),
        ("Bamboo Canes (20)", "supports", 900), ("Pea Netting 5 m", "supports", 750), ("Fleece 10 m", "cover", 1100),
        ("Organic Slug Pellets 1 kg", "care", 620),
        ("Water Butt", "water", 4900),
    ),
)  # fmt: skip

PROPOSALS = Things(
    noun("proposal"),
    (category("topic"), quantity("seconders", 2, 9, "number of seconders", most="best supported", least="least supported")),
    (
        ("Bonfires in Autumn Only", "rules", 5), ("Hens on Every Plot", "rules", 3), ("No Cars beyond the Gate", "rules", 6),
        ("A Quiet Sunday without Strimmers", "rules", 4), ("A Second Rotavator", "tools", 7),
        ("A Lock on the Gate Shed", "tools", 5), ("A Fridge in the Main Shed", "buildings", 2),
        ("A Noticeboard at the Gate", "buildings", 8), ("A Wildflower Strip by the Path", "wildlife", 9),
        ("A Small Reserve for Repairs", "money", 7), ("A Rent Freeze for Pensioners", "money", 6),
        ("An Open Day in September", "events", 4),
    ),
)  # fmt: skip

DAYS = Things(
    noun("site day"),
    (category("kind", label="kind of day"), quantity("capacity", 8, 90, "number of places", most="largest",
                                                     least="smallest")),
    (
        ("Big Work Party", "work", 40), ("Path Clearing", "work", 24), ("Pond Dredging", "work", 16),
        ("Shed Roof Day", "work", 12), ("Seed Swap", "swap", 60), ("Tomato Plant Swap", "swap", 50),
        ("Pruning Old Apples", "lesson", 14),
        ("Compost Explained", "lesson", 20), ("First-Year Walk Round", "lesson", 18),
        ("Giant Vegetable Show", "show", 90), ("Bonfire Supper", "social", 70), ("Juice Pressing", "harvest", 30),
    ),
)  # fmt: skip

FUNDS = Things(
    noun("fund"),
    (category("category"), amount("goal_cents", "goal")),
    (
        ("New Water Main", "water", 980000), ("Second Standpipe", "water", 120000),
        ("Compost Toilet", "buildings", 340000), ("Main Shed Roof", "buildings", 260000),
        ("Deer Fence", "fences", 410000), ("School Plot", "people", 90000),
        ("Bench under the Walnut", "people", 45000), ("Bee Hives", "wildlife", 68000),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="allotments",
    category="Land",
    about="an allotment association",
    words="allotment allotments plots plot holders manure sheds rotavator association gardening gardeners "
    "vegetables soil compost potatoes beds committee inspections",
    organisations=("Riverside Allotments", "Top Field Growers", "The Walnut Allotment Association", "Mill Lane Plots",
                   "Southgate Allotment Society", "Spade and Barrow Association"),
    persona="customer",
    people=People(party=noun("plot holder"), roles=("site secretary", "tool steward", "treasurer", "committee member")),
    always=(
        Loans(title=TOOLS, copy=noun("machine"), loan=noun("tool loan"), hold=noun("reservation"), limit=3, days=7,
              fee_cents=100, options={"copies": "counted"}),
        Memberships(plan=PLOTS, membership=noun("plot tenancy", "plot tenancies"), on="of"),
        Billing(charge=noun("bill"), methods=("cash", "card", "bank_transfer")),
    ),
    rules=(
        Rule(
            says='Machines only go to plot holders who have had the machine induction.',
            made='loan',
            holds="{title.category} <> 'machines' OR {party.induction} = 'done'",
            refusal='Machines are only lent after the machine induction.',
            asked='if {whose} induction covers it',
            party=(category("induction", ('done', 'not yet'), "machine induction"),),
            mine={'induction': ('not yet',)},
        ),
    ),
    sometimes=(
        Sometimes(0.35, Votes(proposals=PROPOSALS)),
        Sometimes(0.55, Orders(item=SUPPLIES, order=noun("shop order"))),
        Sometimes(0.5, Assessments(form=noun("plot inspection"),
                                   rubric=(("cultivation", 40), ("paths", 15), ("weeds", 25), ("shed and fences", 10),
                                           ("rubbish", 10)), pass_percent=50)),
        Sometimes(0.45, Events(event=DAYS, rsvp=noun("sign-up"),
                               venue_names=("the main shed", "the orchard", "the river field", "the gate"))),
        Sometimes(0.4, Tickets(of="loan", ticket=noun("report"), options={"about": "nothing"}, topics=(
            ("water", ("The standpipe by the orchard drips all day.",
                       "There has been no water in the top field since Sunday.")),
            ("neighbouring plot", ("Bindweed comes through from next door by the yard.",
                                   "There is a bath full of stagnant water on the plot beside mine.")),
            ("theft", ("My pumpkins were taken in the night, the two large ones.", "The lock of my shed was cut.")),
            ("paths", ("The main path is a swamp up to the bend.", "The path behind the main shed is overgrown with brambles.")),
            ("animals", ("Deer have come through the fence again.", "Rabbits have got in and eaten my peas.")),
        ), resolutions=("The plumber has been, and the taps run as they should.",
                        "We asked the holder next door to see to it.",
                        "We told the police and asked everybody to keep an eye out.",
                        "The work party saw to it, and the way is clear and dry again.",
                        "The gap that they came through was closed."))),
        Sometimes(0.4, Messages(topics=(
            ("Swapping plots", ("My back will not do a full plot any more. Is a half one free?",
                                "The one next to my sister's is empty. May I move?")),
            ("Keys", ("My gate key has broken in the lock.", "May my neighbour have a key while I am away?")),
            ("Hens and bees", ("Are six hens allowed behind the shed?", "My hive needs a place away from the path.")),
            ("Bonfires", ("When may I burn my hedge cuttings?", "Could the smoke wait until the washing is in?")),
        ))),
        Sometimes(0.35, Donations(fund=FUNDS, gift=noun("gift"), pledges=noun("pledge"), busy=0.7)),
        Sometimes(0.3, Documents(document=noun("document"), kinds=("shed application", "tenancy agreement",
                                                                   "bonfire application", "hen application"),
                                 titles=("Shed of Six Square Metres", "Shed with a Green Roof",
                                         "Agreement for a Half Plot", "Agreement for a Full Plot", "Bonfire in October",
                                         "Bonfire after Pruning", "Hen House for Six", "Hen Run with a Cockerel"))),
        Sometimes(0.3, Approvals(request=noun("expense claim"), reasons=(
            ("tools", ("I had the rotavator serviced and paid at the counter.", "A new chain for the shredder.")),
            ("work party", ("Tea and buns for twenty-four helpers.", "Two hire barrows for the path day.")),
            ("fences", ("Forty metres of wire and a bag of staples.", "Posts for the corner that the deer use.")),
            ("seeds", ("I bought the seed potatoes for all of us.", "Wildflower seed for the margin.")),
        ), limit_cents=8000, refusals=("undocumented", "not_agreed", "private", "claimed_twice"))),
    ),
    never=(Coupons, LostProperty, Vouchers),
    months=(2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    situations=(
        Situation("bad back", "{party} has a bad back this spring.", ("cancel", "return?", "switch?"),
                  lead_customer="My back has gone, so I must do less for a while.", asks=("count",)),
        Situation("breaking new ground", "{party} is digging over a new bed this week.", ("borrow", "buy?", "hold?"),
                  lead_customer="I am digging over a new bed this week.", asks=("last", "owed")),
        Situation("warning letter", "{party} has had a warning about the weeds.", ("borrow", "schedule?"),
                  lead_customer="I have had a warning letter about my weeds.", asks=("last",)),
    ),
    leads=(
        "I have mud up to my knees, so I will be brief.", "I am writing from the bench under the walnut.",
        "I met the secretary at the gate and was told to write.",
    ),
)  # fmt: skip
