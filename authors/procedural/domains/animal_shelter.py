"""An animal shelter: adopters meet animals, homes are checked, and gifts pay for the vet."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, amount, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.auctions import Auctions
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.shifts import Shifts
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

ANIMALS = Things(
    noun("animal"),
    (category("species"), category("breed"), quantity("age_months", 3, 180, "age", "months", most="oldest",
                                                      least="youngest"),
     category("temperament")),
    (
        ("Biscuit", "dog", "beagle cross", 38, "playful"),
        ("Duchess", "dog", "greyhound", 74, "calm"),
        ("Mungo", "dog", "lurcher", 26, "shy"),
        ("Pickle", "dog", "terrier cross", 14, "lively"),
        ("Rolf", "dog", "German shepherd", 61, "reserved"),
        ("Olive", "dog", "collie", 20, "lively"),
        ("Barnaby", "dog", "labrador", 118, "calm"),
        ("Tilda", "cat", "tortoiseshell", 31, "independent"),
        ("Smudge", "cat", "domestic shorthair", 9, "playful"),
        ("Mephisto", "cat", "Persian cross", 142, "calm"),
        ("Marmalade", "cat", "ginger tabby", 54, "affectionate"),
        ("Inkwell", "cat", "domestic shorthair", 17, "shy"),
        ("Clover", "rabbit", "mini lop", 22, "affectionate"),
        ("Thumper", "rabbit", "Dutch rabbit", 40, "lively"),
        ("Nutkin", "guinea pig", "Abyssinian", 12, "shy"),
        ("Pablo", "parrot", "cockatiel", 96, "talkative"),
    ),
)  # fmt: skip

MEETINGS = Things(
    noun("visit type"),
    (category("purpose"), quantity("minutes", 20, 180, "length", "minutes", most="longest", least="shortest"),
     price("price_cents", label="fee")),
    (
        ("First Meeting", "getting to know", 30, 500),
        ("Second Meeting", "getting to know", 45, 500),
        ("Family Meeting", "getting to know", 60, 800),
        ("Introduction to the Other Pets", "introductions", 60, 1200),
        ("Introduction to the Children", "introductions", 45, 900),
        ("Trial Session", "trial", 180, 1500),
        ("Quiet Hour", "getting to know", 60, 600),
        ("Play Hour", "getting to know", 60, 700),
        ("Feeding Lesson", "care lessons", 45, 900),
        ("Grooming Lesson", "care lessons", 45, 900),
        ("Handling Lesson", "care lessons", 60, 1800),
        ("Going-Home Briefing", "adoption", 40, 2500),
    ),
)  # fmt: skip

FUNDS = Things(
    noun("fund"),
    (category("category"), amount("goal_cents", "goal")),
    (
        ("Emergency Vet", "medical", 1800000),
        ("Hip Operation", "medical", 320000),
        ("Kitten Vaccination", "medical", 240000),
        ("Neuter and Chip", "medical", 900000),
        ("Warm Kennels", "buildings", 1250000),
        ("New Cattery", "buildings", 6500000),
        ("Rabbit Village", "buildings", 380000),
        ("Winter Feed", "daily care", 540000),
        ("Old Dogs' Pension", "daily care", 720000),
        ("School Visits", "education", 160000),
    ),
)

EVENTS = Things(
    noun("event"),
    (
        category("kind", label="kind of event"),
        quantity("capacity", 10, 120, "number of places", most="largest", least="smallest"),
    ),
    (
        ("Big Adoption Day", "adoption day", 100),
        ("Senior Dogs' Adoption Day", "adoption day", 60),
        ("Cats Only Adoption Day", "adoption day", 50),
        ("Sponsored Dog Walk", "fundraiser", 120),
        ("Bake Sale for Barnaby", "fundraiser", 80),
        ("Pub Quiz with Paws", "fundraiser", 70),
        ("Volunteers' Induction", "training", 18),
        ("Fostering Evening", "training", 24),
        ("First Aid for Pets", "training", 16),
        ("Reading to Shy Cats", "families", 12),
        ("Family Day at the Kennels", "families", 90),
    ),
)

KIT = Things(
    noun("piece of equipment", "pieces of equipment"),
    (category("species"), category("size"), price("day_rate_cents", label="daily fee")),
    (
        ("Folding Crate", "dog", "large", 250),
        ("Puppy Pen", "dog", "medium", 220),
        ("Car Harness", "dog", "medium", 120),
        ("Stair Gate", "dog", "small", 140),
        ("Long Training Lead", "dog", "large", 80),
        ("Soft Carrier", "cat", "small", 120),
        ("Hard Carrier", "cat", "medium", 150),
        ("Kitten Playpen", "cat", "medium", 210),
        ("Heated Pad", "cat", "small", 160),
        ("Outdoor Run", "rabbit", "large", 320),
        ("Indoor Hutch", "rabbit", "medium", 240),
        ("Travel Cage", "parrot", "small", 180),
    ),
)

SHOP = Things(
    noun("shop item"),
    (category("species"), category("category"), price("price_cents", label="price")),
    (
        ("Puppy Kibble 5 kg", "dog", "food", 2490),
        ("Senior Dog Kibble 10 kg", "dog", "food", 4290),
        ("Slip Lead", "dog", "equipment", 1190),
        ("Reflective Collar", "dog", "equipment", 950),
        ("Fleece Blanket", "dog", "bedding", 1390),
        ("Kitten Pouch Box", "cat", "food", 1690),
        ("Clumping Litter 10 kg", "cat", "hygiene", 1250),
        ("Sisal Scratching Post", "cat", "equipment", 2890),
        ("Feather Wand", "cat", "toys", 590),
        ("Timothy Hay 2 kg", "rabbit", "food", 990),
        ("Willow Tunnel", "rabbit", "toys", 1490),
        ("Millet Spray Bundle", "parrot", "food", 690),
    ),
)

DOMAIN = Domain(
    name="animal_shelter",
    category="Giving",
    about="an animal shelter",
    words="animal animals shelter rescue adopt adoption adopters dogs cats kennels stray rehoming foster pets",
    organisations=(
        "Second Lead Animal Shelter", "Hollybank Rescue", "The Last Kennel", "Three Paws Shelter",
        "Fernside Animal Home",
        "Harbour Strays",
    ),
    persona="staff",
    people=People(
        party=noun("adopter"), roles=("rehoming coordinator", "kennel manager", "veterinary nurse", "volunteer lead"),
        extras=(category("home", ("flat", "house with garden", "farm", "shared house"), "kind of home"),),
    ),
    always=(
        Appointments(provider=ANIMALS, service=MEETINGS, appointment=noun("visit"), verb=verb("arrange")),
        Assessments(
            form=noun("home check"),
            rubric=(("garden and fences", 20), ("other pets", 15), ("children", 15), ("time at home", 20),
                    ("experience with animals", 15), ("landlord's consent", 15)),
        ),
        Billing(charge=noun("shelter fee"), methods=("card", "cash", "bank_transfer")),
    ),
    never=(Coupons, Qualifications, Vouchers),
    rules=(
        Rule(
            says='Dogs are not introduced to adopters who live in a flat.',
            made='appointment',
            holds="{provider.species} <> 'dog' OR {party.home} <> 'flat'",
            refusal='Dogs are not introduced to adopters who live in a flat.',
            asked='if {whose} home suits the animal',
        ),
    ),
    sometimes=(
        Sometimes(0.35, Auctions()),
        Sometimes(0.6, Donations(fund=FUNDS, gift=noun("gift"), pledges=noun("pledge"))),
        Sometimes(0.45, Events(event=EVENTS, rsvp=noun("sign-up"),
                               venue_names=("Main Yard", "Training Barn", "Village Hall", "Meadow", "Cattery Lounge"))),
        Sometimes(0.45, Documents(
            document=noun("document"),
            kinds=("adoption contract", "vaccination card", "microchip form", "foster agreement"),
            titles=("Contract for a Dog", "Contract for a Cat", "Contract for Two Rabbits",
                    "Vaccination, First Year", "Vaccination Booster", "Microchip Registration",
                    "Microchip, Change of Owner", "Foster Agreement, Two Weeks", "Foster Agreement, until Adopted"),
        )),
        Sometimes(0.4, Tickets(
            ticket=noun("aftercare case"),
            options={"about": "nothing"},
            topics=(
                ("settling in", ("He has hidden under the sofa since we brought him home.",
                                 "She cries at the door all night.")),
                ("health", ("The cough has come back since the adoption.",
                            "He has stopped eating his dry food.")),
                ("behaviour", ("She pulls so hard that I cannot walk her alone.",
                               "He growls when the children come near his bowl.")),
                ("other pets", ("Our old cat will not come downstairs any more.",
                                "The two rabbits fight as soon as they share the run.")),
                ("paperwork", ("The chip is still registered to the previous owner.",
                               "The vaccination card was not in the folder.")),
            ),
            resolutions=(
                "We gave some advice by telephone, and the nights are quiet now.",
                "Our vet had a look and prescribed something.",
                "Our trainer visited the home and left a plan.",
                "Our trainer explained how to bring the animals together slowly.",
                "The right papers are on their way.",
            ),
        )),
        Sometimes(0.35, Bookings(thing=KIT, booking=noun("loan"), verb=verb("lend"), unit=noun("day"), longest=9,
                                 busy=1.0)),
        Sometimes(0.35, Orders(item=SHOP, order=noun("shop order"), verb=verb("order"))),
        Sometimes(0.3, Stock(supplier_names=("Fenwick Feeds", "Pet Trade North", "Paws Wholesale",
                                             "Country Pet Supply"), delivery=noun("feed delivery"))),
        Sometimes(0.3, Inspections(subjects=(
            ("safety", ("A catch no longer closes properly.", "A sharp end sticks out on one side.")),
            ("hygiene", ("There was hair left on it.", "It smells and has to be washed again.")),
            ("damage", ("One part is worn through.", "It has been chewed at one end.")),
        ))),
        Sometimes(0.35, Shifts(posts=("kennels", "cattery", "front desk"))),
    ),
    months=(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    situations=(
        Situation("ready to adopt", "{party} is ready to take somebody home.", ("schedule", "book?", "pay*?"),
                  asks=("last", "owed")),
        Situation("landlord said no", "{party}'s landlord has said no to pets, so there will be no visits.", ("cancel*", "pay*?"),
                  asks=("owed",)),
        Situation("children are keen", "{party} would like to bring the children to the next visit.", ("move", "book?", "sign_up?"),
                  asks=("last", "owed")),
    ),
    leads=(
        "The kennels are full, so I will be brief.",
        "I am between two rounds of feeding.",
        "It is adoption week and the phone rings all day.",
        "I have muddy hands, so please do this for me.",
        "The volunteers arrive at ten and I want the day sorted out before that.",
    ),
)  # fmt: skip
