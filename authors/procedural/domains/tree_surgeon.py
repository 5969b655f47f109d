"""A tree surgeon: climbers prune and fell for owners of gardens, with permits first and logs afterwards."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.quotes import Quotes
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

LOGS = Things(
    noun("wood product"),
    (category("category"), category("wood", label="material"), price("price_cents", label="price")),
    (
        ("Net of Kindling", "firewood", "spruce", 650), ("Net of Ash Logs", "firewood", "ash", 890),
        ("Barrow of Oak Logs", "firewood", "oak", 2400), ("Crate of Birch Logs", "firewood", "birch", 11900),
        ("Crate of Beech Logs", "firewood", "beech", 13900),
        ("Bag of Play Bark", "mulch", "pine", 790), ("Cubic Metre of Chip", "mulch", "mixed", 3200),
        ("Bag of Leaf Mould", "mulch", "leaves", 690), ("Bean Pole Bundle", "poles", "hazel", 1400),
        ("Pea Stick Bundle", "poles", "hazel", 900),
        ("Fence Post", "poles", "chestnut", 1250), ("Cherry Plank", "timber", "cherry", 5900),
        ("Oak Sleeper", "timber", "oak", 4800), ("Yew Bowl Blank", "timber", "yew", 2900),
        ("Log Stool", "timber", "ash", 3900),
    ),
)  # fmt: skip

CLIMBERS = Things(
    noun("arborist"),
    (category("specialty"), category("ground", label="area")),
    (
        ("Bryony Tarrant", "surveys and reports", "north"), ("Callum Reid", "large fellings", "north"),
        ("Dag Eriksen", "crane work", "valley"), ("Femi Adeleke", "fruit trees", "valley"),
        ("Gwen Parry", "hedges", "town"),
        ("Hal Burrows", "veteran trees", "town"), ("Ivana Matic", "tree decay", "harbour"),
        ("Jock Laidlaw", "stump grinding", "harbour"), ("Kit Nolan", "storm damage", "valley"),
    ),
)  # fmt: skip

VISITS = Things(
    noun("service"),
    (category("kind", label="kind of service"), quantity("minutes", 30, 180, "length", "minutes", most="longest",
                                                       least="shortest", step=15), price("price_cents", label="price")),
    (
        ("Tree Check", "check", 30, 2500), ("Garden Inspection", "advice", 60, 2900), ("Safety Survey", "survey", 90, 9500),
        ("Estate Survey", "survey", 180, 24000), ("Decay Test", "survey", 75, 12500),
        ("Planting Advice", "advice", 45, 4500),
        ("Hedge Advice", "advice", 30, 2900), ("Report for the Council", "report", 120, 18000),
        ("Report for a Mortgage", "report", 90, 15500), ("Nest Check", "check", 30, 3500),
        ("After-Storm Check", "check", 45, 4900),
    ),
)  # fmt: skip

MACHINES = Things(
    noun("machine"),
    (category("category"), quantity("weight_kg", 20, 2600, "weight", "kilos", most="heaviest", least="lightest"),
     price("day_rate_cents", label="daily rate")),
    (
        ("Hand-Fed Chipper", "chippers", 750, 9500), ("Tracked Chipper", "chippers", 1300, 16500),
        ("Big Chipper", "chippers", 2600, 24500), ("Narrow Stump Grinder", "grinders", 160, 8500),
        ("Tracked Stump Grinder", "grinders", 980, 15500),
        ("Log Splitter", "splitters", 180, 5900), ("Upright Splitter", "splitters", 260, 6900),
        ("Spider Lift", "lifts", 1900, 26500), ("Trailer Lift", "lifts", 1400, 19500),
        ("Timber Trailer", "trailers", 420, 4900), ("Long-Reach Hedge Cutter", "hand machines", 20, 2900),
        ("Battery Chainsaw Set", "hand machines", 22, 3400),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="tree_surgeon",
    category="Land",
    about="a tree surgeon",
    words="tree trees pruned felled climbers surgeon hedge logs chipper prune felling garden owners estates "
    "permits arborist branches stump wood chips chainsaw pruning sawn crown ivy oak nesting timber "
    "groundsman",
    organisations=("Ridge Tree Care", "Tarrant and Reid", "The Green Ladder", "Oak and Ash Arborists",
                   "Hollins Tree Surgery", "Clean Cut Trees"),
    persona="staff",
    people=People(party=noun("owner"), roles=("office manager", "lead climber", "groundsman", "surveyor"),
                  extras=(category("property", ("town garden", "farm", "estate", "school", "churchyard", "orchard"),
                                   "kind of property"),)),
    always=(
        Projects(project=noun("job"), kinds=(
            ("crown reduction", ("rigging", "pruning", "chipping")),
            ("felling", ("permit check", "rigging", "felling", "logging", "clearing up")),
            ("dead wood removal", ("climb inspection", "pruning", "chipping")),
            ("hedge cutting", ("nest check", "trimming", "clearing up")), ("stump removal", ("cable check", "grinding", "filling in")),
            ("storm damage", ("making safe", "lifting", "logging", "clearing up")),
            ("orchard pruning", ("pruning", "clearing up", "wound check")),
            ("planting", ("digging", "staking", "watering in"))), rate_cents=7200),
        Documents(document=noun("document"), kinds=("felling permit", "tree survey", "method statement",
                                                    "risk assessment"),
                  titles=("Permit for a Protected Oak", "Permit in a Conservation Area", "Survey of a Churchyard",
                          "Survey of a School Field", "Method near a Power Line", "Method with a Crane",
                          "Risk beside a Road", "Risk over a Glasshouse"), options={"course": "approved"}),
        Billing(charge=noun("invoice"), methods=("bank_transfer", "card", "cash")),
    ),
    never=(Coupons, LostProperty, Qualifications, Vouchers),
    rules=(
        Rule(
            says='No tree is felled before the council has granted it.',
            made='project',
            holds="{project.kind} <> 'felling' OR {party.permit} = 'granted'",
            refusal='No tree is felled before the council has granted it.',
            asked='if {whose} felling permit allows it',
            party=(category("permit", ('granted', 'applied for', 'none'), "felling permit"),),
        ),
    ),
    sometimes=(
        Sometimes(0.3, Inspections(subjects=(
            ("safety", ("A fastening was loose and has been marked in red.", "A warning sign can no longer be read.")),
            ("wear", ("One part is badly worn.", "Something rattles and gives under load.")),
            ("damage", ("There is a dent in it that nobody reported.", "One part is cracked and has to be replaced.")),
        ))),
        Sometimes(0.35, Quotes()),
        Sometimes(0.5, Orders(item=LOGS, order=noun("wood order"), verb=verb("order"))),
        Sometimes(0.45, Deliveries(delivery=noun("delivery", "deliveries"), zones=(("Town", 1500), ("Valley Villages", 2200),
                                                                 ("North Ridge", 2900), ("Harbour", 1900),
                                                                 ("Far Farms", 3800)),
                                   windows=("early morning", "late morning", "afternoon"))),
        Sometimes(0.5, Appointments(provider=CLIMBERS, service=VISITS, appointment=noun("site visit"),
                                    verb=verb("book"), busy=1.6)),
        Sometimes(0.4, Tickets(of="project", ticket=noun("complaint"), options={"about": "a row"}, topics=(
            ("fence", ("A branch came down on the neighbour's fence.",
                       "Two panels were cracked and nobody said a word.")),
            ("result", ("It is not what we had agreed on the spot.",
                              "The side towards the road was left as it was.")),
            ("mess", ("The pond is full of sawdust.", "There are twigs all over the drive and a rut in the lawn.")),
            ("nest", ("There was a blackbird's nest there, and now there is none.", "The owl box was taken down and not put back.")),
            ("cost", ("The bill is higher than what we were told.", "Clearing up was to be included.")),
        ), resolutions=("Fence repaired by our groundsman.", "The crew has been back and did it as agreed.",
                        "The garden was cleared up the next day.", "A new nest box was put up.", "Invoice corrected."))),
        Sometimes(0.35, Bookings(thing=MACHINES, booking=noun("hire"), verb=verb("hire out"), unit=noun("day"),
                                 longest=4, busy=1.1)),
        Sometimes(0.35, Maintenance(order=noun("repair job"), kinds=(
            ("blade", ("Sharpen what is blunt and set the gap.", "Replace the nicked blades with new ones.")),
            ("hydraulics", ("Replace the leaking hose.", "Change oil and filter.")),
            ("brake", ("The brake pulls to the left.", "Renew the pads and test them in the yard.")),
        ))),
        Sometimes(0.3, Approvals(request=noun("damage claim"), reasons=(
            ("fence", ("The fence is flat over four metres.", "Our gate no longer closes since the lorry turned.")),
            ("glasshouse", ("Three panes went when the limb swung.", "The tomatoes are full of splinters.")),
            ("lawn", ("The ruts have to be filled and sown.", "The stump grinder went through the bulbs.")),
            ("cable", ("The telephone has been dead since you ground the stump.", "The garden lights no longer work.")),
        ), limit_cents=30000, refusals=("incomplete", "too_old", "not_covered", "claimed_twice"))),
        Sometimes(0.3, Messages(topics=(
            ("Protected trees", ("How do I find out whether my lime is protected?",
                                 "The council says the ash may go. Do you need that in writing?")),
            ("Nesting birds", ("Something is nesting in the ivy. Can the work wait?",
                               "When is the earliest that the hedge may be cut?")),
            ("Sick tree", ("The leaves of the horse chestnut turn brown in July.",
                           "There is a bracket fungus at the foot of the beech.")),
            ("Wood to keep", ("We should like to keep the trunk for planks.",
                              "Could the chip be left behind the shed?")),
        ))),
        Sometimes(0.25, Reviews(of="project",
            good=("They worked right beside a glasshouse and broke nothing.",
                  "The garden has light again, and we are delighted.", "Swept, raked and gone by four."),
            fair=("Good work, noisy start at seven.", "Tidy work, but the drive was blocked all day."),
            poor=("Not what we had agreed.", "Two weeks late, and nobody rang."))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("work in the garden", "{party} rang about some work in the garden.", ("start", "book?", "buy?"),
                  asks=("last", "owed")),
        Situation("permit is late", "{party} is still waiting for a letter from the council.", ("move", "submit?", "cancel?"),
                  asks=("last", "owed")),
        Situation("selling the house", "{party} is selling the house.", ("deliver?", "cancel?", "pay"), asks=("owed",)),
    ),
    leads=(
        "I have an owner on the telephone.",
        "Before the crews set off, one thing.",
        "I am just back from a site.",
    ),
)  # fmt: skip
