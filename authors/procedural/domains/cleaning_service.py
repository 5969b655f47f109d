"""A cleaning service: households book cleaners, leave their keys, and report what was not done well."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.shifts import Shifts
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

CLEANERS = Things(
    noun("cleaner"),
    (category("specialty"), category("area", label="part of town"), category("travels_by", label="means of travel")),
    (
        ("Joana Ferreira", "kitchens", "Riverside", "bicycle"),
        ("Blessing Adeyemi", "deep cleaning", "Old Town", "tram"),
        ("Milan Petrovic", "windows", "Castle Hill", "van"),
        ("Agata Nowak", "ironing", "Old Town", "bicycle"),
        ("Thandiwe Moyo", "whole home", "Riverside", "tram"),
        ("Sven Halvorsen", "carpets", "University", "van"),
        ("Carmen Ruiz", "whole home", "Castle Hill", "bicycle"),
        ("Dinh Tran", "kitchens", "University", "scooter"),
        ("Marlene Kunz", "allergy cleaning", "Old Town", "tram"),
        ("Yusuf Demir", "after building work", "Harbour", "van"),
        ("Olive Nakato", "whole home", "Harbour", "bicycle"),
        ("Pavel Zeman", "windows", "Riverside", "van"),
    ),
)

SERVICES = Things(
    noun("service"),
    (category("area"), quantity("minutes", 60, 360, "duration", "minutes", most="longest", least="shortest"),
     price("price_cents", label="price")),
    (
        ("Quick Tidy", "whole home", 60, 3200),
        ("Two-Room Clean", "whole home", 120, 5800),
        ("Family Home Clean", "whole home", 180, 8600),
        ("Spring Clean", "whole home", 360, 18500),
        ("End-of-Tenancy Clean", "whole home", 360, 24500),
        ("Oven Clean", "kitchen", 90, 6500),
        ("Fridge and Freezer Clean", "kitchen", 60, 4200),
        ("Kitchen Deep Clean", "kitchen", 180, 11500),
        ("Bathroom Descale", "bathroom", 90, 5900),
        ("Indoor Window Clean", "windows", 120, 6800),
        ("Full Window Clean", "windows", 180, 9900),
        ("Carpet Wash", "floors", 150, 12500),
        ("Floor Oiling", "floors", 240, 19800),
        ("Ironing Session", "laundry", 90, 4600),
        ("After-Party Clean", "whole home", 240, 14500),
    ),
)  # fmt: skip

PLANS = Things(
    noun("cleaning plan"),
    (price("price_cents", label="monthly fee"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (
        ("Now and Again", 300, 3),
        ("Monthly", 700, 8),
        ("Fortnightly", 1200, 15),
        ("Weekly", 1900, 20),
        ("Twice a Week", 2900, 25),
    ),
)

SUPPLIES = Things(
    noun("cleaning product"),
    (category("category"), category("size"), price("price_cents", label="price")),
    (
        ("Citrus Descaler", "bathroom", "1 litre", 590),
        ("Limescale Gel", "bathroom", "500 ml", 480),
        ("Grout Brush", "bathroom", "each", 650),
        ("Vinegar Spray", "kitchen", "750 ml", 420),
        ("Oven Paste", "kitchen", "400 g", 780),
        ("Steel Polish", "kitchen", "250 ml", 890),
        ("Microfibre Cloth Pack", "cloths", "pack of ten", 1250),
        ("Chamois Leather", "cloths", "each", 1690),
        ("Oak Floor Soap", "floors", "1 litre", 1390),
        ("Flat Mop Head", "floors", "each", 990),
        ("Vacuum Bag Pack", "floors", "pack of five", 1150),
        ("Unscented Detergent", "laundry", "2 litres", 1290),
        ("Stain Soap Bar", "laundry", "100 g", 390),
    ),
)

MACHINES = Things(
    noun("cleaning machine"),
    (
        category("kind", label="kind of machine"),
        category("power", label="power supply"),
        price("day_rate_cents", label="daily hire fee"),
    ),
    (
        ("Rug Doctor One", "carpet washer", "mains", 3200),
        ("Rug Doctor Two", "carpet washer", "mains", 3200),
        ("Puddle", "wet vacuum", "mains", 1900),
        ("Big Puddle", "wet vacuum", "mains", 2400),
        ("Dragon", "steam cleaner", "mains", 2800),
        ("Little Dragon", "steam cleaner", "mains", 1600),
        ("Squeegee", "window vacuum", "battery", 900),
        ("Skyline", "window pole", "none", 1200),
        ("Ballerina", "floor polisher", "mains", 3400),
        ("Thunder", "pressure washer", "petrol", 4200),
        ("Clear Air", "air purifier", "mains", 1500),
    ),
)

DOMAIN = Domain(
    name="cleaning_service",
    category="Home",
    about="a cleaning service",
    words="cleaning cleaner cleaners clean house home households housekeeping windows carpets tidy visits",
    organisations=(
        "Tidewater Cleaning", "The Spare Key", "Bright Sill Home Care", "Two Buckets", "Sunday Shine",
        "Doormat Cleaning Co-op",
    ),
    persona="staff",
    people=People(
        party=noun("client"), roles=("scheduler", "area supervisor", "office manager", "quality lead"),
        extras=(category("home", ("flat", "terraced house", "detached house", "studio"), "kind of home"),),
    ),
    always=(
        Appointments(provider=CLEANERS, service=SERVICES, appointment=noun("appointment"), verb=verb("schedule"),
                     opening=("08:00:00", "08:30:00", "09:00:00", "10:00:00", "11:00:00", "13:00:00", "14:00:00")),
        Tickets(
            of="appointment",
            ticket=noun("complaint"),
            topics=(
                ("missed spots", ("The shower still has soap marks on the glass.",
                                  "Nobody has dusted the shelves in the hall for weeks.")),
                ("breakage", ("A blue vase on the window sill was broken.",
                              "The handle of the oven door came off during the clean.")),
                ("no-show", ("I took the morning off and nobody came.",
                             "The cleaner came two hours late and left after one.")),
                ("keys", ("The spare key was not put back into the box.",
                          "The key was still in the door when I came home.")),
                ("products", ("The bleach has spoiled the stone worktop.",
                              "I am allergic to the scented spray that was used.")),
                ("billing", ("I was billed for three hours and two were worked.",
                             "The plan discount is missing from the last bill.")),
            ),
            resolutions=(
                "We went back the next day and cleaned again at no charge.",
                "Our insurance has paid for what was broken.",
                "We made up the time at no charge.",
                "The key is back in its box, and the cleaner has been told.",
                "From now on we use the client's own products there.",
                "The bill was corrected.",
            ),
        ),
        Billing(charge=noun("bill"), methods=("card", "direct_debit", "cash")),
    ),
    never=(LostProperty, Qualifications),
    rules=(
        Rule(
            says='Floors are done with machines, which only come by van.',
            made='appointment',
            holds="{service.area} <> 'floors' OR {provider.travels_by} = 'van'",
            refusal='Floors are done with machines, and this cleaner does not travel by van.',
            asked='if the cleaner can bring whatever machines it takes',
        ),
    ),
    sometimes=(
        Sometimes(0.3, Messages(topics=(
            ("Keys", ("May I leave the key with my neighbour?", "Could the spare key be kept at your office?")),
            ("Pets", ("Our dog barks at vacuum cleaners. Is that a problem?", "Please keep the cat out of the study.")),
            ("Products", ("Do you bring everything, or should I buy something?", "Could you do without bleach, please?")),
            ("Parking", ("There is a space for your van behind the house.", "Our street is closed to cars on Fridays.")),
        ))),
        Sometimes(0.5, Memberships(plan=PLANS, membership=noun("cleaning contract"))),
        Sometimes(0.45, Documents(
            document=noun("document"),
            kinds=("key receipt", "service contract", "inventory list", "insurance claim"),
            titles=("Receipt for Two Front Door Keys", "Receipt for an Alarm Fob", "Contract for Weekly Visits",
                    "Contract for a Holiday Flat", "List of Fragile Pieces", "List of Rooms to Leave Alone",
                    "Claim for a Broken Vase", "Claim for a Stained Worktop"),
        )),
        Sometimes(0.45, Assessments(
            form=noun("quality check"),
            rubric=(("kitchen", 20), ("bathroom", 20), ("floors", 15), ("dust and surfaces", 15), ("windows", 10),
                    ("keys and alarm", 20)),
        )),
        Sometimes(0.4, Reviews(
            of="appointment",
            good=(
                "I came home and could smell that somebody had opened the windows. Spotless.",
                "She even found the earring that I lost a year ago.",
                "The oven looks as if it had just been bought.",
                "Always on time, careful with my plants, and cheerful.",
            ),
            fair=(
                "Good work, though the skirting boards were left out.",
                "Clean flat, but they came half an hour late.",
                "Tidy and friendly. The windows have a few streaks.",
            ),
            poor=(
                "The bathroom was wiped at best, and I paid for a deep clean.",
                "They left the front door unlocked.",
                "Streaks on every window and a wet rug rolled up in the corner.",
                "An hour late, in a hurry, and half of the list not done.",
            ),
        )),
        Sometimes(0.35, Bookings(thing=MACHINES, booking=noun("machine hire"), verb=verb("hire out"), unit=noun("day"),
                                 longest=4, busy=0.9)),
        Sometimes(0.35, Orders(item=SUPPLIES, order=noun("order"), verb=verb("order"))),
        Sometimes(0.3, Stock(supplier_names=("Green Bucket Wholesale", "Soap & Sons", "Hygiene Trade North",
                                             "Spotless Supply"), delivery=noun("delivery"))),
        Sometimes(0.3, Coupons(codes=(("DEEPCLEAN", 15), ("NEWKEYS", 20), ("NEIGHBOUR10", 10), ("MOVEOUT", 12),
                                      ("RAINYWINDOW", 5)))),
        Sometimes(0.3, Inspections(subjects=(
            ("safety", ("A guard is loose and has been marked in red.", "A warning sign can no longer be read.")),
            ("hygiene", ("It was put away dirty.", "It smells of damp and has to be aired first.")),
            ("damage", ("One part is badly worn.", "Something rattles and gives under load.")),
        ))),
        Sometimes(0.35, Shifts(posts=("office", "laundry", "store"))),
    ),
    months=(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    situations=(
        Situation("moving out", "{party} is moving to another flat.", ("book", "pay*?"),
                  asks=("owed", "last")),
        Situation("new baby", "{party} has had a baby and needs more help.", ("switch", "book", "pay?"),
                  asks=("last", "owed")),
        Situation("builders overran", "{party}'s builders have not finished yet.", ("move", "pay*?"),
                  asks=("last", "owed")),
    ),
    leads=(
        "Two cleaners have called in sick and I am juggling the week.",
        "I am sorting out next week.",
        "A client rang before I had my coffee.",
        "The office is quiet for once.",
        "I am covering the scheduling desk today.",
    ),
)  # fmt: skip
