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
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.qualifications import Qualifications
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
        ("Garden Gazebo", "tents", 10, 35, 4500), ("White Pagoda", "tents", 30, 180, 14000),
        ("Striped Pagoda", "tents", 30, 190, 15000), ("Small Marquee", "tents", 80, 820, 46000),
        ("Large Marquee", "tents", 200, 1900, 98000),
        ("Desert Stretch Tent", "tents", 70, 310, 39000), ("Round Table Set", "furniture", 80, 640, 21000),
        ("Trestle and Bench Set", "furniture", 60, 420, 9000), ("Bistro Table Set", "furniture", 40, 260, 8000),
        ("Gilt Chair Set", "furniture", 100, 450, 24000),
        ("Oak Dance Floor", "floors", 60, 540, 26000), ("Chequered Dance Floor", "floors", 40, 380, 22000),
        ("Ivory China Set", "tableware", 100, 210, 12000), ("Picnic China Set", "tableware", 40, 70, 4000),
        ("Fairy Light Set", "lights", 50, 20, 3500),
        ("Patio Heater Set", "comfort", 40, 90, 7000),
    ),
)  # fmt: skip

TABLEWARE = Things(
    noun("party item"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Paper Lantern", "decoration", 450), ("Roll of Bunting", "decoration", 900),
        ("Balloon Arch Kit", "decoration", 2900), ("Round Tablecloth", "linen", 1400), ("Napkin Pack", "linen", 700),
        ("Chair Sash", "linen", 250),
        ("Tea Light Box", "candles", 1200), ("Garden Torch", "candles", 800), ("Bag of Ice", "drinks", 400),
        ("Beer Keg", "drinks", 9900), ("Gas Bottle", "fuel", 3900), ("Charcoal Sack", "fuel", 1600),
        ("Confetti Cannon", "fun", 1100), ("Sparkler Pack", "fun", 950),
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
        Bookings(thing=SETS, booking=noun("hire"), verb=verb("hire out"), unit=noun("day"), longest=5,
                 busy=2.2),
        Projects(project=noun("set-up"), kinds=(
            ("garden party", ("loading", "setting tables", "taking down")),
            ("marquee", ("ground check", "loading", "raising the tent", "safety inspection", "taking down")),
            ("dance floor", ("levelling", "laying the floor", "taking up")),
            ("street fair", ("site plan", "loading", "raising pagodas", "power and lights", "taking down")),
            ("formal dinner", ("loading", "setting tables", "washing up")),
            ("children's party", ("loading", "balloons and bunting", "taking down"))), rate_cents=4200),
        Billing(charge=noun("invoice"), methods=("card", "bank_transfer", "cash")),
    ),
    never=(LostProperty, Qualifications),
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
        Sometimes(0.5, Orders(item=TABLEWARE, order=noun("order"), verb=verb("order"))),
        Sometimes(0.5, Approvals(request=noun("refund request"), reasons=(
            ("bad weather", ("The town called the fair off because of the storm.",
                             "The field was under water and nothing could be put up.")),
            ("late delivery", ("The van came two hours after the first guests.",
                               "The crew came on the day after.")),
            ("broken parts", ("Fourteen plates came in two halves.", "One of the heaters gave no heat.")),
            ("missing parts", ("The pegs were not in the bag and we had to buy some.",
                               "We had eighty chairs for ninety guests.")),
        ), limit_cents=25000, refusals=("too_late", "not_proven", "no_fault_of_ours", "asked_twice"))),
        Sometimes(0.45, Maintenance(order=noun("depot job"), kinds=(
            ("cleaning", ("Clean it well and let it get bone dry.", "Clean it twice, since it came back dirty.")),
            ("repairs", ("Mend what came back torn or bent.", "Replace the broken fastening.")),
            ("checks", ("Check that nothing is loose, cracked or bent.", "Count every part and write down what is short.")),
        ))),
        Sometimes(0.4, Tickets(of="booking", ticket=noun("complaint"), options={"about": "a row"}, topics=(
            ("dirt", ("It came covered in mud.", "It smelt of the last wet wedding.")),
            ("missing parts", ("Two parts were missing when we unpacked.", "A whole box had been left at your depot.")),
            ("delay", ("The crew was still unloading when the guests arrived.",
                      "Nobody came to collect it on Monday.")),
            ("damage to the garden", ("The crew drove over the roses.",
                                      "The lorry has left two ruts in the lawn.")),
            ("bill", ("There is a fee on my bill that nobody told me of.",
                      "The deposit has not come back after three weeks.")),
        ), resolutions=(
            "An apology was made, and ten per cent was taken off for the cleaning.",
            "What was missing was brought within the hour.",
            "An apology was made, and the transport was not charged.",
            "Our gardener has been and put it right.",
            "The bill was gone through again and the money paid back.",
        ))),
        Sometimes(0.35, Waitlist(entry=noun("waiting-list entry", "waiting-list entries"),
                                 options={"party_size": False})),
        Sometimes(0.35, Stock(supplier_names=("Northgate Party Trade", "Hall and Garden Supply", "Festive Wholesale", "Summer Trade"),
                              delivery=noun("delivery", "deliveries"))),
        Sometimes(0.35, Documents(document=noun("document"),
                                  kinds=("site plan", "tent inspection", "hire agreement", "insurance note"),
                                  titles=("Plan of a Back Garden", "Plan of the Village Green",
                                          "Inspection after Raising", "Inspection before a Storm",
                                          "Agreement for a Weekend", "Agreement for a Festival",
                                          "Insurance for Wind", "Insurance for Crockery"))),
        Sometimes(0.3, Reviews(of="booking",
            good=("On time, spotless, and the lawn looked untouched.",
                  "It made our little garden a ballroom.", "Delivered and collected to the minute."),
            fair=("Fine quality, grumpy crew.", "All as ordered, but it came an hour late."),
            poor=("It came dirty and nobody answered the telephone.", "Half of it was missing."))),
        Sometimes(0.25, Coupons(codes=(("MIDWEEKPARTY", 15), ("FETE10", 10), ("SECONDTENT", 20), ("SPRINGBASH", 12),
                                       ("CHAIRS5", 5)))),
    ),
    months=(4, 5, 6, 7, 8, 9, 12),
    situations=(
        Situation("storm warning", "There is a storm warning for {party}'s party.", ("move", "book?", "cancel?"),
                  asks=("last", "owed")),
        Situation("more guests", "{party} has invited twice as many guests as planned.", ("book", "book?", "buy?"),
                  asks=("owed", "last")),
        Situation("party called off", "{party} has called the whole party off.", ("cancel*", "pay?"),
                  asks=("owed", "count")),
    ),
    leads=(
        "I am at the hire desk until six.", "I am going through the bookings.",
    ),
)  # fmt: skip
