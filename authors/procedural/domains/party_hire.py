"""A party hire: hosts rent tents, tables and floors as sets, and a crew puts them up."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.quotes import Quotes
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

SETS = Things(
    noun("hire set"),
    (category("category"), quantity("guests", 10, 200, "number of guests", at_least="for at least {value} guests",
                                    most="largest", least="smallest"),
     quantity("weight_kg", 20, 1900, "weight", "kilos", most="heaviest", least="lightest"),
     price("day_rate_cents", label="daily rate")),
    (
        ("Garden Gazebo", "tents", 10, 35, 4500), ("Pagoda White", "tents", 30, 180, 14000),
        ("Pagoda Striped", "tents", 30, 190, 15000), ("Marquee Six by Twelve", "tents", 80, 820, 46000),
        ("Marquee Ten by Twenty", "tents", 200, 1900, 98000),
        ("Stretch Tent Sand", "tents", 70, 310, 39000), ("Round Table Set", "furniture", 80, 640, 21000),
        ("Trestle and Bench Set", "furniture", 60, 420, 9000), ("Bistro Table Set", "furniture", 40, 260, 8000),
        ("Gilt Chair Set", "furniture", 100, 450, 24000),
        ("Dance Floor Oak", "floors", 60, 540, 26000), ("Dance Floor Black and White", "floors", 40, 380, 22000),
        ("China Set Ivory", "tableware", 100, 210, 12000), ("Picnic China Set", "tableware", 40, 70, 4000),
        ("Fairy Light Set", "lights", 50, 20, 3500),
        ("Patio Heater Set", "comfort", 40, 90, 7000),
    ),
)  # fmt: skip

TABLEWARE = Things(
    noun("party item"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Paper Lantern", "decoration", 450), ("Bunting 10 m", "decoration", 900),
        ("Balloon Arch Kit", "decoration", 2900), ("Tablecloth Round", "linen", 1400), ("Napkins (50)", "linen", 700),
        ("Chair Sash", "linen", 250),
        ("Tea Lights (100)", "candles", 1200), ("Garden Torch", "candles", 800), ("Bag of Ice", "drinks", 400),
        ("Beer Keg 30 l", "drinks", 9900), ("Gas Bottle", "fuel", 3900), ("Charcoal Sack", "fuel", 1600),
        ("Confetti Cannon", "fun", 1100), ("Sparklers (20)", "fun", 950),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="party_hire",
    category="Events",
    about="a party hire",
    words="party tents hosts hire tables chairs china dance floors marquee marquees tent garden fairs set-up "
    "sets depot rent breakages crews",
    organisations=("Bunting and Brass", "The Tent Depot", "Larkfield Party Hire", "Pole and Canvas", "Saturday Hire",
                   "Hundred Chairs"),
    persona="staff",
    people=People(party=noun("host"), roles=("hire desk clerk", "depot manager", "crew leader", "driver")),
    always=(
        Bookings(thing=SETS, booking=noun("hire booking"), verb=verb("hire out"), unit=noun("day"), longest=5,
                 busy=2.2),
        Projects(project=noun("set-up"), kinds=(
            ("garden party", ("loading", "setting tables", "taking down")),
            ("marquee", ("ground check", "loading", "raising the tent", "safety inspection", "taking down")),
            ("dance floor", ("levelling", "laying the floor", "taking up")),
            ("street fair", ("site plan", "loading", "raising pagodas", "power and lights", "taking down")),
            ("dinner in white", ("loading", "setting tables", "washing up")),
            ("children's party", ("loading", "balloons and bunting", "taking down"))), rate_cents=4200),
        Billing(charge=noun("hire invoice"), methods=("card", "bank_transfer", "cash")),
    ),
    rules=(
        Rule(
            says="A set only goes out if the host's vehicle can carry it.",
            made='booking',
            holds='{thing.weight_kg} <= {party.payload_kg}',
            refusal="The set is heavier than what the host's vehicle carries.",
            asked='if {whose} vehicle can carry it',
            party=(quantity("payload_kg", 200, 1200, "payload of the vehicle", "kilograms", step=50),),
        ),
    ),
    sometimes=(
        Sometimes(0.35, Quotes()),
        Sometimes(0.4, Deposits()),
        Sometimes(0.5, Orders(item=TABLEWARE, order=noun("party order"), verb=verb("order"))),
        Sometimes(0.5, Approvals(request=noun("breakage claim"), reasons=(
            ("china", ("Fourteen plates came back in two halves.",
                       "A whole crate of glasses went over on the stairs.")),
            ("canvas", ("There is a burn hole of the size of a plate near the pole.",
                        "The side wall is torn from hem to eyelet.")),
            ("floor", ("Two panels have stood in water and will not close.", "Somebody danced in spikes.")),
            ("lost parts", ("Nine pegs and the mallet were left in the field.",
                            "One chair is at the bottom of the pond.")),
        ), limit_cents=25000, refusals=("wear_and_tear", "photo_missing", "insured_elsewhere", "claimed_twice"))),
        Sometimes(0.45, Maintenance(order=noun("depot job"), kinds=(
            ("washing", ("Scrub the canvas and hang it until bone dry.", "Run all plates through the machine twice.")),
            ("mending", ("Patch the tear beside the door.", "Replace the bent leg of table nine.")),
            ("counting", ("Count every fork and write down what is short.",
                          "Check the pegs, ropes and poles against the list.")),
            ("safety checks", ("Test the ropes and the wind braces.", "Yearly check of the heaters and hoses.")),
        ))),
        Sometimes(0.4, Tickets(of="booking", ticket=noun("complaint"), options={"about": "a row"}, topics=(
            ("dirty", ("There was dried soup on the plates.", "The canvas smelt of the last wet wedding.")),
            ("missing", ("We had eighty chairs for ninety guests.", "The lights came without a plug.")),
            ("delay", ("The crew was still hammering when the guests arrived.",
                      "Nobody came to take the tent down on Monday.")),
            ("damage to the garden", ("A peg went through our water pipe.",
                                      "The lorry has left two ruts in the lawn.")),
            ("bill", ("I was charged for glasses that we never had.",
                      "The deposit has not come back after three weeks.")),
        ), resolutions=("Fresh plates were driven over within the hour.", "Ten chairs were sent and not charged.",
                        "An apology was made and the set-up was free.", "The gardener has filled the ruts.",
                        "Deposit returned in full."))),
        Sometimes(0.35, Waitlist(entry=noun("waiting-list entry", "waiting-list entries"),
                                 options={"party_size": False})),
        Sometimes(0.35, Stock(supplier_names=("Canvas Trade", "Linen and Light", "Kegs United", "Festive Wholesale"),
                              delivery=noun("supplier load"))),
        Sometimes(0.35, Documents(document=noun("document"),
                                  kinds=("site plan", "tent inspection", "hire agreement", "insurance note"),
                                  titles=("Plan of a Back Garden", "Plan of the Village Green",
                                          "Inspection after Raising", "Inspection before a Storm",
                                          "Agreement for a Weekend", "Agreement for a Festival",
                                          "Insurance for Wind", "Insurance for Crockery"))),
        Sometimes(0.3, Reviews(of="booking",
            good=("Up in two hours, down in one, and the lawn looked untouched.",
                  "The lights made our little garden a ballroom.", "They brought spare chairs without being asked."),
            fair=("Fine tent, grumpy crew.", "All as ordered, but the linen was creased."),
            poor=("The roof dripped on the cake.", "Half of the heaters had no gas."))),
        Sometimes(0.25, Coupons(codes=(("MIDWEEKPARTY", 15), ("FETE10", 10), ("SECONDTENT", 20), ("SPRINGBASH", 12),
                                       ("CHAIRS5", 5)))),
    ),
    months=(4, 5, 6, 7, 8, 9, 12),
    situations=(
        Situation("storm warning", "There is a storm warning for {party}'s party.", ("move", "book?", "cancel?"),
                  asks=("last", "owed")),
        Situation("more guests", "{party} has invited twice as many guests as planned.", ("book", "extend?", "buy?"),
                  asks=("owed", "last")),
        Situation("party called off", "{party} has called the whole party off.", ("cancel*", "pay?"),
                  asks=("owed", "count")),
    ),
    leads=(
        "The lorry is half loaded.", "There is a wedding, a fair and a birthday this weekend.",
        "I am at the hire desk until six.",
        "The canvas from Sunday is still wet.", "The crew wants the list in ten minutes.",
    ),
)  # fmt: skip
