"""A tailor's shop: garments are made step by step, fitted, paid for and sent out, and cloth comes by the bolt."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

FITTERS = Things(
    noun("cutter"),
    (category("specialty"), quantity("years", 2, 45, "years at the bench", "years",
                                                      most="most experienced", least="least experienced")),
    (
        ("Augustin Pereira", "suits", 41), ("Helga Thorne", "gowns", 28), ("Sunil Rao", "shirts", 16),
        ("Bettina Krause", "coats", 33), ("Emeka Obi", "suits", 7), ("Rosalind Wye", "alterations", 12),
        ("Jean-Marc Petit", "trousers", 22),
    ),
)  # fmt: skip

FITTINGS = Things(
    noun("fitting"),
    (category("kind", label="kind of fitting"), quantity("minutes", 15, 120, "length", "minutes", most="longest",
                                                         least="shortest", step=15),
     price("price_cents", label="price")),
    (
        ("First Measure", "measuring", 45, 2500), ("Full Wardrobe Measure", "measuring", 120, 7900),
        ("Baste Fitting", "fitting", 60, 3900), ("Forward Fitting", "fitting", 45, 3400), ("Final Fitting", "fitting", 30, 1900),
        ("Hem Marking", "alteration", 15, 900), ("Waist Fitting", "alteration", 30, 1500),
        ("Cloth Consultation", "advice", 45, 2900), ("Fitting at Home", "advice", 90, 6900),
    ),
)  # fmt: skip

CLOTH = Things(
    noun("cloth"),
    (category("fibre"), category("pattern"), price("price_cents", label="price a length")),
    (
        ("Navy Worsted", "wool", "plain", 18900), ("Charcoal Flannel", "wool", "plain", 21900), ("Bracken Tweed", "wool", "herringbone", 24900),
        ("Glen Check", "wool", "check", 22900), ("Irish Linen", "linen", "plain", 12900), ("Striped Seersucker", "cotton", "stripe", 9900),
        ("White Poplin", "cotton", "plain", 4900), ("Blue Oxford", "cotton", "plain", 5400), ("Midnight Velvet", "silk", "plain", 31900),
        ("Ivory Duchesse", "silk", "plain", 38900), ("Camel Overcoating", "wool", "plain", 45900), ("Paisley Lining", "silk", "print", 7900),
    ),
)  # fmt: skip

HIRE = Things(
    noun("hire suit"),
    (category("cut"), category("colour"), quantity("chest_cm", 84, 132, "chest size", "centimetres", most="widest",
                                                  least="narrowest", step=4), price("day_cents", label="daily charge")),
    (
        ("Ballroom Tailcoat", "tailcoat", "black", 96, 6900), ("Conductor's Tailcoat", "tailcoat", "black", 112, 6900),
        ("Ascot Morning Coat", "morning coat", "grey", 100, 5900), ("Chapel Morning Coat", "morning coat", "grey", 124, 6200),
        ("Savoy Dinner Suit", "dinner suit", "black", 92, 4900), ("Midnight Dinner Suit", "dinner suit", "midnight blue", 108, 5200),
        ("Plum Velvet Jacket", "jacket", "plum", 104, 4400), ("Green Kilt Outfit", "kilt", "green", 116, 7400),
        ("White Dinner Suit", "dinner suit", "white", 132, 5100),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="tailor",
    category="Looks",
    about="a tailor",
    words="tailor tailoring bespoke suits garments fittings cloth alterations hems seams dressmaker stitching lapels "
    "trousers gowns worsted seamstress",
    also="dressmaker seamstress",
    organisations=("Needle and Baste", "Pereira and Thorne", "The Chalk Line", "Twelve Buttons", "Selvedge House",
                   "Thimble Court Tailors"),
    persona="staff",
    people=People(party=noun("wearer"), roles=("counter assistant", "head cutter", "presser", "finisher"),
                  extras=(category("posture", ("upright", "stooping", "square", "sloping"), "posture"),
                          quantity("chest_cm", 84, 128, "chest size", "centimetres", step=4))),
    always=(
        Projects(project=noun("commission"), kinds=(
            ("two-piece suit", ("pattern", "basting", "making up", "pressing")),
            ("three-piece suit", ("pattern", "basting", "waistcoat", "making up", "pressing")),
            ("overcoat", ("pattern", "canvas", "making up", "pressing")),
            ("evening gown", ("toile", "cutting", "making up", "beading")),
            ("shirt", ("pattern", "cutting", "making up")),
            ("alteration", ("unpicking", "resewing", "pressing")),
            ("wedding dress", ("toile", "cutting", "lace", "making up", "hem"))), task=noun("step"), rate_cents=4600),
        Appointments(provider=FITTERS, service=FITTINGS, appointment=noun("appointment"), verb=verb("book"), busy=1.8),
        Billing(charge=noun("bill"), methods=("card", "cash", "bank_transfer")),
    ),
    rules=(
        Rule(
            says="The workroom takes 10 days at least for an alteration or a shirt, 28 for a wedding dress, 18 for the rest.",
            made="project",
            holds="julianday({project.due_on}) - julianday({project.ordered_on}) >= CASE {project.kind} WHEN 'alteration' THEN 10 "
            "WHEN 'shirt' THEN 10 WHEN 'wedding dress' THEN 28 ELSE 18 END",
            refusal="That leaves the workroom too little time for this kind of commission.",
            asked="if that leaves the workroom enough time",
        ),
        Rule(
            says="A suit is only hired out to wearers whose chest it fits.",
            made="booking",
            holds="{thing.chest_cm} >= {party.chest_cm}",
            refusal="The suit is too narrow for the wearer's chest.",
            asked="if it is wide enough for {whose} chest",
        ),
    ),
    never=(Qualifications,),
    sometimes=(
        Sometimes(0.5, Orders(item=CLOTH, order=noun("cloth order"), verb=verb("order"), busy=1.2)),
        Sometimes(0.4, Deliveries(delivery=noun("garment delivery", "garment deliveries"), zones=(
            ("Old Town", 500), ("Cathedral Quarter", 600), ("The Heights", 800), ("Harbour", 700), ("Outlying Villages", 1600)))),
        Sometimes(0.4, Stock(supplier_names=("Brackwater Mill", "Linen Hall", "Silk Road Trade", "Button and Horn"),
                             delivery=noun("mill delivery", "mill deliveries"))),
        Sometimes(0.4, Bookings(thing=HIRE, booking=noun("hire booking"), verb=verb("hire out"), unit=noun("day"), longest=5,
                                busy=1.2)),
        Sometimes(0.35, Vouchers(voucher=noun("bespoke voucher"))),
        Sometimes(0.4, Tickets(ticket=noun("complaint"), options={"about": "nothing"}, topics=(
            ("fit", ("The left sleeve is shorter by a finger.", "I cannot lift my arms to conduct.")),
            ("cloth", ("The lining bled onto a white shirt.", "Moths were in the tweed when I unpacked it.")),
            ("delay", ("The wedding is on Saturday and the trousers are in pieces.", "I was told a week and it is three.")),
            ("bill", ("A second fitting was charged that you asked for.", "The buttons cost more than the jacket.")),
        ), resolutions=("Put right in the workroom without a charge.", "Looked at together and made good.",
                        "We apologised and took something off the bill.", "Seen to by the head cutter in person."))),
        Sometimes(0.35, Messages(topics=(
            ("Dress code", ("What is a lounge suit by the sea?", "May I wear brown shoes to a christening?")),
            ("Gained weight", ("It was a good winter. Can the waist be let out?", "I have lost two sizes. Is it worth it?")),
            ("Old treasure", ("Can grandfather's dinner jacket be saved?", "The moths have left half of a cape.")),
            ("Fabric samples", ("Please send me a snip of the flannel.", "Does the tweed come in moss?")),
        ))),
        Sometimes(0.35, Reviews(
            good=("It moves when I move and stays when I stay.", "They remembered my bad shoulder after six years.",
                  "My mother cried at the hem, happily."),
            fair=("Beautiful coat, and autumn was over.", "Good work, and a long lecture on braces."),
            poor=("One leg turns outwards as if it wanted to leave.", "The buttonholes fray already.",
                  "It was cut for another man."))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("knighted", "{party} is to be honoured at the palace.", ("start", "schedule", "buy?"), asks=("last", "owed")),
        Situation("broken engagement", "{party}'s wedding has been called off.", ("cancel*", "pay?"), asks=("owed", "count")),
        Situation("travelling", "{party} has to travel at short notice.", ("move", "pay?"),
                  asks=("last", "owed")),
    ),
    leads=(
        "I have pins between my lips, so this will be short.", "There is a bridegroom behind the curtain.",
        "I have chalk on my hands.", "The shop bell has not stopped all morning.",
    ),
)  # fmt: skip
