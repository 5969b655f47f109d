"""A pest control firm: technicians treat sites in several visits until they are clear; some sites have a contract."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.quotes import Quotes
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import at_most

PLANS = Things(
    noun("plan"),
    (price("price_cents", label="monthly price"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (
        ("Home Watch", 1900, 5), ("Cafe and Kitchen", 5900, 10), ("Restaurant Plus", 9900, 15),
        ("Farm and Grain", 8900, 15), ("Warehouse", 14900, 20), ("Hotel", 17900, 20), ("School", 7900, 10),
        ("Block of Flats", 12900, 25),
    ),
)  # fmt: skip

TECHNICIANS = Things(
    noun("technician"),
    (category("specialty"), category("area")),
    (
        ("Ray Pilgrim", "rats and mice", "harbour"), ("Sunita Bhatt", "bedbugs", "centre"),
        ("Otto Kessler", "wasps and hornets", "north"), ("Marge Dooley", "moths and carpets", "centre"),
        ("Kofi Appiah", "cockroaches", "harbour"),
        ("Lorna Fisk", "birds", "north"), ("Petr Cerny", "stored grain", "valley"), ("Isla Munro", "ants", "valley"),
        ("Bashir Khan", "rats and mice", "south"), ("Nell Cooper", "martens and foxes", "south"),
    ),
)  # fmt: skip

VISITS = Things(
    noun("visit type"),
    (category("area", label="kind of visit"), quantity("minutes", 15, 180, "duration", "minutes", most="longest",
                                                       least="shortest", step=15), price("price_cents", label="price")),
    (
        ("First Inspection", "inspection", 30, 3900), ("Kitchen Inspection", "inspection", 60, 7900),
        ("Loft Inspection", "inspection", 45, 5900), ("Grain Store Inspection", "inspection", 120, 14900),
        ("Bait Box Round", "follow-up", 30, 3500),
        ("Trap Check", "follow-up", 15, 2500), ("Clear-Site Inspection", "follow-up", 45, 4500),
        ("Wasp Nest Call-Out", "call-out", 45, 7500), ("Bird Call-Out", "call-out", 30, 5900),
        ("Bedbug Dog Search", "search", 90, 19500),
        ("Heat Treatment Check", "follow-up", 60, 6900), ("Pre-Inspection Audit", "audit", 180, 29500),
    ),
)  # fmt: skip

PRODUCTS = Things(
    noun("product"),
    (category("pest", label="kind of product"), price("price_cents", label="price")),
    (
        ("Snap Trap Pack", "mouse", 990), ("Live Mouse Trap", "mouse", 1490), ("Rat Bait Box", "rat", 1990),
        ("Drain Valve", "rat", 12900), ("Door Brush Strip", "mouse", 1690), ("Steel Wool Roll", "mouse", 790),
        ("Moth Paper Pack", "moth", 1290),
        ("Moth Trap", "moth", 890), ("Fly Screen", "fly", 2900), ("Ultraviolet Fly Lamp", "fly", 8900),
        ("Bedbug Mattress Cover", "bedbug", 4900), ("Bedbug Cup Set", "bedbug", 2400), ("Ant Gel", "ant", 1190),
        ("Pigeon Spike Strip", "bird", 1590), ("Gull Net", "bird", 5900),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="pest_control",
    category="Home",
    about="a pest control firm",
    words="pest rats moths wasps bedbugs treatments mice bait insects exterminator infestation control "
    "technicians sites inspections restaurants farms",
    organisations=("Guardian Pest Control", "Pilgrim and Bhatt", "Clear Site Services", "The Quiet Loft", "No Nests",
                   "Harbour Pest Care"),
    persona="staff",
    people=People(party=noun("client"), roles=("dispatcher", "field technician", "area manager", "accounts clerk"),
                  extras=(category("site_type", ("restaurant", "farm", "home", "hotel", "warehouse", "school"),
                                   "kind of site"),)),
    always=(
        Projects(project=noun("treatment"), kinds=(
            ("rat", ("inspection", "bait boxes", "second visit", "sealing entry points", "clear visit")),
            ("mouse", ("inspection", "traps", "second visit", "clear visit")),
            ("wasp", ("finding the nest", "dusting", "nest removal")),
            ("bedbug", ("dog search", "heat treatment", "second visit", "clear visit")),
            ("moth", ("inspection", "spraying", "pheromone traps")),
            ("cockroach", ("inspection", "gel", "second visit", "clear visit")),
            ("pigeon", ("cleaning", "spikes and nets")), ("ant", ("inspection", "gel", "sealing entry points"))),
            rate_cents=6900),
        Memberships(plan=PLANS, membership=noun("contract")),
        Billing(charge=noun("invoice"), methods=("bank_transfer", "card", "direct_debit", "cash")),
    ),
    never=(LostProperty, Vouchers),
    rules=(
        at_most(
            'project', 2, ('open',),
            says='No site has more than two treatments open at a time.',
            refusal='There are two open treatments for this client already.',
            asked='if {have} fewer than two treatments open',
        ),
    ),
    sometimes=(
        Sometimes(0.35, Quotes()),
        Sometimes(0.5, Appointments(provider=TECHNICIANS, service=VISITS, appointment=noun("appointment"),
                                    verb=verb("schedule"), busy=1.8)),
        Sometimes(0.45, Assessments(form=noun("hygiene audit"),
                                    rubric=(("entry points", 25), ("droppings", 25), ("waste storage", 20),
                                            ("food storage", 20), ("records", 10)), pass_percent=70)),
        Sometimes(0.45, Tickets(of="project", ticket=noun("pest report"), options={"about": "nothing"}, topics=(
            ("rats", ("There are droppings behind the freezer every morning.",
                      "Something as long as my forearm ran along the yard wall.")),
            ("bedbugs", ("A guest in room twelve has bites in a line.",
                         "There are black dots along the seam of the mattress.")),
            ("wasps", ("They go in under the ridge tile by the hundred.", "The nest hangs over the school gate.")),
            ("moths", ("The wool in the window has holes.", "Small brown moths fly up whenever we open the flour.")),
            ("smell", ("It smells of something dead behind the panelling.",
                       "A sweet smell comes up from the drain in the cellar.")),
        ), resolutions=(
            "Bait boxes were set, and there have been no new signs.",
            "The room was heat-treated and is clear.",
            "The nest was dusted and taken away.",
            "Pheromone traps were hung and have stayed empty for two weeks.",
            "The cause was found and removed, and the air is fresh again.",
        ))),
        Sometimes(0.4, Documents(document=noun("document"), kinds=("risk assessment", "treatment certificate",
                                                                   "bait plan", "safety sheet"),
                                 titles=("Risk in a School Kitchen", "Risk in a Dairy",
                                         "Certificate for a Clear Restaurant", "Certificate for a Clear Hotel",
                                         "Bait along the Quay", "Bait in a Grain Store",
                                         "Sheet on Ant Gel", "Sheet on Rodent Blocks"),
                                         options={"course": "approved"})),
        Sometimes(0.4, Orders(item=PRODUCTS, order=noun("order"), verb=verb("order"))),
        Sometimes(0.35, Stock(supplier_names=("Northern Hygiene Supply", "Quayside Trade", "Clear Site Supply",
                                              "Market Wholesale"), delivery=noun("delivery", "deliveries"))),
        Sometimes(0.3, Messages(topics=(
            ("Pets and children", ("Is the bait safe with a spaniel in the house?",
                                   "How long must the children stay out of the room?")),
            ("Health inspector", ("The inspector comes on Monday. What should I have ready?",
                                  "Which papers do I hang in the kitchen?")),
            ("Is it clear", ("We have seen nothing for two weeks. Is that it?",
                             "The trap has been empty twice. Do you still come?")),
            ("What is this", ("I have a beetle in a jar. Would you look at it?",
                              "Are these droppings of mice or of bats?")),
        ))),
        Sometimes(0.3, Reviews(of="project",
            good=("Not a sign of them since, and everything was swept up afterwards.",
                  "Came within the hour and knew at once what to do.",
                  "Explained where they got in, and stopped the hole."),
            fair=("It worked, but it took four visits.", "Discreet enough, though the van is bright green."),
            poor=("They were all back on Thursday.", "They left bait where the dog could reach it.",
                  "Two hours late in the lunch service."))),
        Sometimes(0.25, Coupons(codes=(("NEWSITE10", 10), ("WASPWEEK", 15), ("NEIGHBOURS", 20), ("SECONDVISIT", 12),
                                       ("WINTERPROOF", 5)))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("inspector is coming", "The health inspector is coming to {party} soon.",
                  ("start", "schedule?", "finish?"), asks=("last", "owed")),
        Situation("clear at last", "Two visits have found nothing more at {party}'s, so the treatment is over.",
                  ("finish", "deliver?", "pay?"), asks=("owed", "count")),
        Situation("business closed", "{party} is closing the business.", ("cancel", "pay*?", "leave?"), asks=("owed",)),
    ),
    leads=(
        "I am planning the rounds for next week.", "I am going through this morning's calls.",
    ),
)  # fmt: skip
