"""A dental practice: the desk keeps four chairs busy and the recalls going out."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.events import Events
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.shifts import Shifts
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

DENTISTS = Things(
    noun("dentist"),
    (category("specialty"),),
    (
        ("Dr Helen Marsh", "general dentistry"), ("Dr Yusuf Demir", "general dentistry"), ("Dr Ingrid Falk", "root canals"),
        ("Dr Peter Oduya", "children"), ("Dr Rosa Valdés", "orthodontics"), ("Dr Claire Benton", "gum care"),
        ("Dr Matteo Greco", "general dentistry"), ("Dr Vikram Rao", "oral surgery"),
    ),
)  # fmt: skip

TREATMENTS = Things(
    noun("treatment"),
    (
        category("kind"),
        quantity("minutes", 15, 120, "length", "minutes", most="longest", least="shortest", step=15),
        price("price_cents"),
    ),
    (
        ("Check-up", "preventive", 30, 4500), ("First visit", "preventive", 45, 6500), ("Fissure sealing", "preventive", 15, 2500),
        ("Scale and polish", "hygiene", 30, 5900), ("Deep cleaning", "hygiene", 60, 9800), ("White filling", "restorative", 45, 12500),
        ("Large filling", "restorative", 60, 16500), ("Root canal", "restorative", 90, 42000), ("Crown fitting", "restorative", 75, 68000),
        ("Pain consultation", "urgent", 30, 7500), ("Extraction", "urgent", 45, 14500), ("Wisdom tooth removal", "surgical", 90, 29500),
        ("Implant consultation", "surgical", 45, 8000), ("Whitening", "cosmetic", 120, 32000), ("Brace adjustment", "orthodontic", 30, 6000),
    ),
)  # fmt: skip

SHELF = Things(
    noun("care product"),
    (category("shelf"), price("price_cents")),
    (
        ("Soft toothbrush", "brushes", 390), ("Children's toothbrush", "brushes", 320), ("Electric toothbrush", "brushes", 8900),
        ("Brush heads (4)", "brushes", 2400), ("Fluoride toothpaste", "toothpaste", 520), ("Toothpaste for sensitive teeth", "toothpaste", 690),
        ("Children's toothpaste", "toothpaste", 410), ("Waxed floss", "between teeth", 340), ("Fine interdental brushes (6)", "between teeth", 650),
        ("Wide interdental brushes (6)", "between teeth", 650), ("Water flosser", "between teeth", 7400), ("Fluoride rinse", "rinses", 780),
        ("Alcohol-free rinse", "rinses", 690), ("Brace wax", "braces", 290), ("Retainer box", "braces", 550),
    ),
)  # fmt: skip

PLANS = Things(
    noun("dental plan"),
    (
        price("monthly_cents", label="monthly price"),
        quantity("discount_percent", 0, 25, "discount", "percent", most="most generous"),
    ),
    (("Basic Care", 700, 10), ("Check-up", 1200, 5), ("Check-up and Hygiene", 1900, 10), ("Full Smile", 3200, 20)),
)

EVENINGS = Things(
    noun("information event"),
    (category("topic"), quantity("capacity", 8, 40, "number of places", most="largest", least="smallest")),
    (
        ("Brushing With Toddlers", "children", 20), ("Teddy Bears' Check-up", "children", 40), ("Thumbs and Dummies", "children", 16),
        ("Braces for Teenagers", "orthodontics", 24), ("Clear Braces for Adults", "orthodontics", 20),
        ("Implants Explained", "surgery", 30), ("Wisdom Teeth", "surgery", 18), ("Afraid of the Dentist?", "well-being", 8),
        ("Grinding at Night", "well-being", 14), ("Gums and the Heart", "prevention", 26), ("Teeth After Sixty", "prevention", 28),
        ("Sugar in Disguise", "prevention", 22),
    ),
)  # fmt: skip

COMPLAINTS = (
    ("pain after treatment", ("The filling from Tuesday hurts whenever I drink something cold.",
                              "My gum is still swollen, a week after the extraction.",
                              "The crown came loose while I was eating bread.")),
    ("waiting time", ("I sat in the waiting room for an hour and had to go before my turn.",
                      "My appointment was moved three times in one month.")),
    ("bill", ("The quote for the crown was much lower than the bill.", "I am on the plan, and the hygienist was charged in full.")),
    ("tone", ("I was told off in front of the whole waiting room.", "Somebody laughed when I said that I was afraid.")),
)  # fmt: skip

WRITTEN = (
    ("Next check-up", ("Am I due for a check-up yet?", "Could you remind me by text message next time?")),
    ("Before my visit", ("Should I bring a list of the medicines I take?", "May I eat before the treatment?")),
    ("After my treatment", ("My lip is still numb. When may I eat again?",
                            "The gum has been bleeding since this morning. Is that usual?")),
    ("Cost of treatment", ("How much of the crown will my insurer pay?", "Could I pay for the braces in four parts?")),
)  # fmt: skip

CLAIMS = (
    ("crown", ("Crown on a back tooth after a root canal.", "Replacement of a cracked crown.")),
    ("braces", ("Fixed braces for an overbite, second year.", "Retainer after the end of the brace treatment.")),
    ("surgery", ("Removal of two wisdom teeth under sedation.", "Implant in the place of a lost tooth.")),
    ("emergency visit", ("Emergency visit on a Sunday, with X-ray.", "Temporary filling while travelling.")),
)  # fmt: skip

DOMAIN = Domain(
    name="dentist",
    category="Health",
    about="a dental practice",
    words="dentist dental teeth tooth patients patient practice hygienist check-up filling doctor doctors clinic "
    "treatment therapist therapists physiotherapy health medical therapy appointment appointments counselling donors "
    "pharmacy prescriptions blood",
    organisations=(
        "High Street Dental", "Linden Dental Practice", "Bridge House Dentists", "Quiet Chair Dental", "Northgate Smiles",
        "Harbour Dental Care",
    ),
    persona="staff",
    people=People(party=noun("patient"), roles=("receptionist", "practice manager", "dental nurse")),
    always=(
        Appointments(provider=DENTISTS, service=TREATMENTS, appointment=noun("appointment"), verb=verb("book")),
        Billing(charge=noun("invoice"), methods=("card", "cash", "insurance")),
    ),
    never=(Vouchers,),
    rules=(
        Rule(
            says='Surgical treatment is only done by the oral surgeons.',
            made='appointment',
            holds="{service.kind} <> 'surgical' OR {provider.specialty} = 'oral surgery'",
            refusal='Surgical treatment is only done by a dentist for oral surgery.',
            asked='if that dentist does this kind of treatment',
        ),
    ),
    sometimes=(
        Sometimes(0.6, Messages(topics=WRITTEN)),
        Sometimes(0.6, Memberships(plan=PLANS, membership=noun("membership"))),
        Sometimes(0.5, Tickets(of="appointment", ticket=noun("complaint"), topics=COMPLAINTS, resolutions=(
            "The dentist had another look, free of charge, and it is better.",
            "We found a new time the same week and apologised.",
            "The bill was gone through item by item and corrected.",
            "We rang and apologised."))),
        Sometimes(0.5, Orders(item=SHELF, order=noun("order"))),
        Sometimes(0.4, Approvals(request=noun("insurance claim"), reasons=CLAIMS, limit_cents=50000)),
        Sometimes(0.4, Reviews(
            of="appointment",
            good=("I hardly felt the needle, and everything was explained beforehand.",
                  "In and out in twenty minutes, with clean teeth and no lecture.",
                  "My son was afraid, and came out laughing."),
            fair=("Careful dentist, long wait.",
                  "The treatment was fine. The bill could have been explained better.",
                  "Competent, if a little brisk."),
            poor=("The filling fell out after three days.",
                  "I waited an hour and was then told to come back next week.",
                  "Nobody warned me how much it would cost."))),
        Sometimes(0.3, Events(event=EVENINGS, rsvp=noun("sign-up"), venue_names=(
            "the waiting room", "the library", "Linden School", "the town hall"))),
        Sometimes(0.3, Stock(supplier_names=("Dentalia Supplies", "White Line Wholesale", "Orthomed", "Careline Products"))),
        Sometimes(0.3, Coupons(coupon=noun("voucher code"), codes=(
            ("NEWSMILE", 15), ("FAMILY10", 10), ("RECALL5", 5), ("STUDENT10", 10), ("BRIGHT20", 20)))),
        Sometimes(0.3, LostProperty(places=("in the waiting room", "at the front desk", "in the cloakroom", "by the entrance"))),
        Sometimes(0.35, Shifts(posts=("front desk", "back office", "sterilising room"))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("on the line", "{party} is on the line and would like an appointment.", ("book", "update?", "pay?"),
                  lead_customer="I would like an appointment soon.", asks=("last", "owed")),
        Situation("at the desk", "{party} is at the desk to make the next appointment.", ("book", "join?", "buy?"),
                  lead_customer="I would like to make my next appointment.", asks=("owed",)),
        Situation("frightened patient", "{party} is afraid and keeps putting it off.", ("move", "ask?"),
                  lead_customer="I am afraid of the dentist and would rather wait.", asks=("last", "owed")),
    ),
    leads=(
        "The waiting room is full.", "I am on my own at the desk today.",
        "I am going through the recalls.", "The telephone has not stopped ringing today.",
    ),
)  # fmt: skip
