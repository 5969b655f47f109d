"""A phone repair shop: technicians work through repairs, lend spare phones and claim from the makers."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.quotes import Quotes
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

SPARES = Things(
    noun("spare phone"),
    (category("brand"), quantity("storage_gb", 16, 256, "storage", "gigabytes", most="largest", least="smallest",
                                 at_least="with at least {value} gigabytes"),
     category("sim", label="kind of SIM card")),
    (
        ("Galaxy A12", "Samsung", 64, "nano"), ("Galaxy A32", "Samsung", 128, "nano"),
        ("Galaxy S9", "Samsung", 64, "nano"), ("iPhone SE", "Apple", 32, "nano"), ("iPhone XS", "Apple", 64, "electronic"),
        ("iPhone XR", "Apple", 128, "electronic"), ("Moto G30", "Motorola", 128, "nano"),
        ("Moto E7", "Motorola", 32, "nano"), ("Nokia G10", "Nokia", 32, "nano"), ("Nokia G21", "Nokia", 64, "nano"),
        ("Xperia L4", "Sony", 64, "nano"), ("Pixel Pro", "Google", 128, "electronic"),
        ("Huawei P30", "Huawei", 256, "nano"), ("Redmi Note", "Xiaomi", 32, "nano"),
    ),
)  # fmt: skip

PARTS = Things(
    noun("part"),
    (category("category"), category("brand"), price("price_cents", label="price")),
    (
        ("iPhone 11 Screen", "screens", "Apple", 8900), ("iPhone 13 Screen", "screens", "Apple", 15900),
        ("Galaxy S21 Screen", "screens", "Samsung", 17900), ("Pixel 6 Screen", "screens", "Google", 11900),
        ("iPhone 11 Battery", "batteries", "Apple", 3900), ("Galaxy S21 Battery", "batteries", "Samsung", 3400),
        ("Pixel 6 Battery", "batteries", "Google", 4200), ("Moto G30 Charging Port", "ports", "Motorola", 1900),
        ("iPhone XR Charging Port", "ports", "Apple", 2900),
        ("Galaxy A52 Camera", "cameras", "Samsung", 4900),
        ("iPhone 13 Back Glass", "glass", "Apple", 5900), ("Tempered Glass", "accessories", "any", 1490),
        ("Leather Case", "accessories", "any", 2990), ("Fast Charger", "accessories", "any", 2490),
        ("Braided Cable", "accessories", "any", 1290), ("Cleaning Kit", "accessories", "any", 990),
    ),
)  # fmt: skip

BENCHES = Things(
    noun("technician"),
    (category("specialty"), category("bench", label="location")),
    (
        ("Zeynep Kaya", "screens", "front bench"), ("Mateus Rocha", "water damage", "back bench"),
        ("Ling Zhao", "circuit boards", "back bench"), ("Colin Baird", "tablets", "front bench"),
        ("Fatou Diop", "data rescue", "clean room"), ("Henrik Aas", "laptops", "back bench"),
        ("Priti Shah", "batteries", "front bench"), ("Dario Neri", "cameras", "clean room"),
        ("Bronagh Kane", "software", "front bench"),
    ),
)  # fmt: skip

SERVICES = Things(
    noun("walk-in service"),
    (category("area"), quantity("minutes", 15, 120, "duration", "minutes", most="longest", least="shortest", step=15),
     price("price_cents", label="price")),
    (
        ("Quick Diagnosis", "diagnosis", 15, 1500), ("Water Damage Check", "diagnosis", 30, 2500),
        ("Battery Change", "battery", 45, 5900), ("Screen Change", "screen", 90, 9900),
        ("Port Cleaning", "charging", 15, 1900),
        ("Speaker Cleaning", "sound", 30, 2400), ("Data Transfer", "data", 60, 3900),
        ("Data Backup", "data", 45, 2900), ("Beginner's Set-Up", "software", 60, 3500),
        ("Virus Removal", "software", 90, 5500),
        ("Glass Fitting", "protection", 15, 900), ("Trade-In Valuation", "trade-in", 30, 500),
    ),
)  # fmt: skip

PLANS = Things(
    noun("plan"),
    (price("price_cents", label="monthly price"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (("Screen Cover", 400, 10), ("Drop and Splash", 900, 20), ("Family of Four", 1900, 20), ("Two Devices", 1200, 15),
     ("Shop Fleet", 4900, 25), ("Senior Care", 600, 10), ("Laptop Cover", 1400, 15)),
)  # fmt: skip

DOMAIN = Domain(
    name="phone_repair",
    category="Repair",
    about="a phone repair shop",
    words="phone phones screens batteries tablets laptops repair cracked devices technicians warranty water "
    "damage smartphone screen spare guarantee",
    organisations=("Screen Rescue", "Second Battery", "The Phone Surgery", "Fixed by Five", "Glass and Circuit",
                   "Market Hall Phone Repair"),
    persona="staff",
    people=People(party=noun("customer"), roles=("counter clerk", "technician", "parts buyer", "shop manager"),
                  extras=(category("device", ("iPhone", "Galaxy", "Pixel", "tablet", "laptop"), "device"),)),
    always=(
        Projects(project=noun("repair"), kinds=(
            ("screen", ("diagnosis", "screen exchange", "touch test")),
            ("battery", ("diagnosis", "battery exchange", "charge test")),
            ("water damage", ("opening and drying", "ultrasonic bath", "board check", "final test")),
            ("charging port", ("diagnosis", "port exchange", "charge test")),
            ("camera", ("diagnosis", "camera exchange", "focus test")),
            ("board", ("diagnosis", "micro-soldering", "final test")),
            ("speaker", ("diagnosis", "speaker exchange", "sound test")),
            ("back glass", ("laser removal", "gluing", "seal test"))), task=noun("step"), rate_cents=6000),
        Loans(title=SPARES, copy=noun("handset"), loan=noun("loan"), hold=noun("hold"), limit=1, days=7,
              fee_cents=200),
        Billing(charge=noun("repair bill"), methods=("card", "cash", "bank_transfer", "insurance")),
    ),
    never=(Vouchers,),
    rules=(
        Rule(
            says='Spare phones are for customers whose own device is being repaired.',
            made='loan',
            holds="EXISTS (SELECT 1 FROM {table:project} own WHERE own.{key:party} = x.{key:party} AND own.status = 'open')",
            refusal='No device of this customer is being repaired.',
            asked='if {have} a repair open',
            lasting=False,
        ),
    ),
    sometimes=(
        Sometimes(0.35, Returns()),
        Sometimes(0.35, Quotes()),
        Sometimes(0.5, Orders(item=PARTS, order=noun("order"), verb=verb("order"))),
        Sometimes(0.4, Stock(supplier_names=("Spareparts Direct", "Glass House Trade", "Cell Supply North",
                                             "Circuit Wholesale"), delivery=noun("parts delivery"))),
        Sometimes(0.45, Approvals(request=noun("warranty claim"), reasons=(
            ("dead battery", ("The battery lasts two hours and the phone is eight months old.",
                              "It swells at night and lifts the back.")),
            ("faulty screen", ("The screen types by itself when it is warm.",
                               "The lower third no longer reacts, and it never fell.")),
            ("software fault", ("The phone has shown the logo since the update.",
                               "It restarts every ten minutes since Tuesday.")),
            ("failed repair", ("You changed the port in spring and it is loose again.",
                               "The new screen has a green line after five weeks.")),
        ), limit_cents=15000, refusals=("drop_damage", "water_damage", "out_of_warranty", "claimed_twice"))),
        Sometimes(0.4, Appointments(provider=BENCHES, service=SERVICES, appointment=noun("appointment"),
                                    verb=verb("book"))),
        Sometimes(0.4, Tickets(of="project", ticket=noun("complaint"), options={"about": "a row"}, topics=(
            ("fault that came back", ("The same fault is back after a week.", "It worked for two days and then no more.")),
            ("scratch", ("There was no scratch on the frame when I handed it in.",
                         "The camera lens has a hair under it.")),
            ("data", ("All of my photos are gone.", "My contacts came back twice and my notes not at all.")),
            ("delay", ("One hour became four days.", "I was told three times that the part comes tomorrow.")),
            ("price", ("The bill is twice what was said at the counter.",
                       "I paid for a diagnosis that the warranty covers.")),
        ), resolutions=(
            "Repaired again free of charge under our guarantee.",
            "The part was replaced free of charge.",
            "The backup was restored, and everything is there again.",
            "An apology was made, and ten per cent was taken off.",
            "The bill was gone through at the counter and corrected.",
        ))),
        Sometimes(0.35, Memberships(plan=PLANS, membership=noun("policy", "policies"))),
        Sometimes(0.35, Messages(topics=(
            ("Is it worth it", ("My phone is five years old. Repair or replace?", "What would a new board cost?")),
            ("My data", ("Can you save the photos if the phone no longer starts?", "Do you need my passcode?")),
            ("When is it ready", ("I fly on Saturday. Will it be done?", "Could my sister collect it for me?")),
            ("Selling an old phone", ("What do you give for a phone with a cracked back?",
                                      "Do you wipe it before it is sold on?")),
        ))),
        Sometimes(0.3, Documents(document=noun("document"), kinds=("guarantee", "damage report", "data waiver",
                                                               "insurance form"),
                                 titles=("Guarantee on a Screen", "Guarantee on a Battery", "Report after a Drop",
                                         "Report after Liquid", "Waiver before Board Work", "Waiver without Passcode",
                                         "Insurance of a Phone", "Insurance of a Laptop"))),
        Sometimes(0.3, Reviews(of="project",
            good=("In at noon, out at one, like new.", "They saved ten years of photos. I cried at the counter.",
                  "Told me honestly that a cleaning was enough."),
            fair=("Good repair, long queue.", "It works, but the spare phone was ancient."),
            poor=("The repair lasted a week.", "They lost my SIM card.", "Half the screws were missing."))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("dropped", "{party} has dropped a phone, and it needs a repair.", ("start", "borrow?", "pay?"),
                  asks=("last", "owed")),
        Situation("going on holiday", "{party} flies out at the weekend and needs a phone.",
                  ("borrow", "finish?", "pay?"), asks=("last", "owed")),
        Situation("new phone bought", "{party} has bought a new phone and gives up on the old one.",
                  ("cancel", "return?", "pay*?"), asks=("owed", "count")),
    ),
    leads=(
        "I am at the counter until six.", "I am going through the morning's calls.",
    ),
)  # fmt: skip
