"""A vet clinic: the desk makes appointments, boards cats, and sells what the vet prescribed."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

VETS = Things(
    noun("vet"),
    (category("specialty"),),
    (
        ("Dr Amara Nwosu", "surgery"), ("Dr Piet Hollander", "general practice"), ("Dr Sun-hee Park", "cats"),
        ("Dr Malcolm Reid", "dentistry"), ("Dr Lucía Ferrer", "general practice"), ("Dr Jonas Wik", "exotic pets"),
        ("Dr Farah Siddiqui", "dermatology"),
    ),
)  # fmt: skip

TREATMENTS = Things(
    noun("treatment"),
    (
        category("animal", label="kind of animal"),
        quantity("minutes", 15, 90, "length", "minutes", most="longest", least="shortest", step=15),
        price("price_cents"),
    ),
    (
        ("Kitten Check-Up", "cat", 30, 4800), ("Cat Booster Vaccination", "cat", 15, 5200),
        ("Cat Neutering", "cat", 60, 14500), ("Feline Dental Cleaning", "cat", 90, 26000),
        ("Puppy Check-Up", "dog", 30, 4800), ("Dog Booster Vaccination", "dog", 15, 5600),
        ("Dog Dental Cleaning", "dog", 90, 31000), ("Lameness Examination", "dog", 45, 8900),
        ("Skin Allergy Consultation", "dog", 45, 9500), ("Ear Infection Follow-Up", "dog", 15, 3600),
        ("Rabbit Check-Up", "rabbit", 30, 4500), ("Rabbit Tooth Trimming", "rabbit", 30, 5900),
        ("Guinea Pig Nail Clip", "small pet", 15, 1800), ("Parrot Beak Trim", "bird", 30, 4400),
    ),
)  # fmt: skip

CAGES = Things(
    noun("boarding place"),
    (
        category("ward", label="section"),
        quantity("area_dm2", 35, 240, "floor area", "square decimetres", most="largest",
                 asked=False),
        price("night_rate_cents", label="nightly rate"),
    ),
    (
        ("Cat Suite 1", "cattery", 120, 2200), ("Cat Suite 2", "cattery", 120, 2200), ("Cat Suite 3", "cattery", 140, 2500),
        ("Cat Suite 4", "cattery", 160, 2800), ("Family Cat Suite", "cattery", 240, 3900),
        ("Recovery Kennel A", "dog ward", 150, 3600), ("Recovery Kennel B", "dog ward", 180, 3900),
        ("Recovery Kennel C", "dog ward", 220, 4400), ("Quiet Room 1", "isolation", 90, 4900),
        ("Quiet Room 2", "isolation", 100, 5200), ("Hutch 1", "small animals", 35, 1500),
        ("Hutch 2", "small animals", 45, 1700), ("Hutch 3", "small animals", 50, 1800),
    ),
)  # fmt: skip

PHARMACY = Things(
    noun("pharmacy item"),
    (category("shelf"), price("price_cents")),
    (
        ("Flea Drops for Cats", "parasites", 2400), ("Flea Drops for Large Dogs", "parasites", 3100),
        ("Worming Tablets", "parasites", 1450), ("Tick Remover", "parasites", 650),
        ("Ear Cleaning Solution", "skin and ears", 1790), ("Medicated Shampoo", "skin and ears", 2100),
        ("Joint Supplement", "supplements", 3600), ("Salmon Oil", "supplements", 1950),
        ("Kidney Diet for Cats", "diets", 3400), ("Stomach Diet for Dogs", "diets", 4200),
        ("Recovery Food", "diets", 2980), ("Soft Recovery Collar", "aftercare", 1850),
        ("Elastic Bandage", "aftercare", 480), ("Pet Toothbrush Set", "teeth", 990), ("Enzyme Toothpaste", "teeth", 1290),
    ),
)  # fmt: skip

PLANS = Things(
    noun("health plan"),
    (
        price("monthly_cents", label="monthly price"),
        quantity("discount_percent", 0, 25, "discount", "percent", most="most generous"),
    ),
    (("Kitten and Puppy", 1200, 5), ("Everyday Care", 1900, 10), ("Senior Care", 2800, 15), ("Full Care", 4200, 20)),
)

PET_NAMES = (
    "Biscuit", "Luna", "Mochi", "Rufus", "Pepper", "Juno", "Ziggy", "Clementine", "Otto", "Saffron", "Pickle", "Bramble",
    "Nimbus", "Hazel", "Tofu", "Captain", "Olive", "Waffles", "Misty", "Figaro", "Dumpling", "Scout", "Marmalade", "Echo",
)  # fmt: skip

COMPLAINTS = (
    ("waiting time", ("We waited fifty minutes past our appointment in a crowded room.",
                      "I was told it would be quick and spent my whole lunch break in the waiting room.")),
    ("treatment", ("Nobody told me how drowsy my pet would be that evening.",
                   "Two days later it is no better, and I was told to expect otherwise.",
                   "Nobody told me that the tablets must be given with food.")),
    ("advice", ("Two of your people told me two different things.",
                "I was sent home without a word about what to feed.")),
    ("bill", ("The estimate said half of what I was asked to pay.",
              "The insurer needs an itemised bill, and I have only got the total.")),
)  # fmt: skip

WRITTEN = (
    ("Booster due", ("Your card says that the booster is due. When could we come?",
                     "Is it true that the booster is only needed every third year?")),
    ("Before the operation", ("When must the bowl be empty on the evening before?",
                              "May we bring the blanket from home?")),
    ("Test results", ("Are the blood values back yet?",
                      "Could the vet talk the results over with me by telephone?")),
    ("Medicine", ("The tablets are nearly finished. Do we need more?",
                  "May the tablets be crushed into the food?")),
)  # fmt: skip

DOMAIN = Domain(
    name="vet_clinic",
    category="Animals",
    about="a vet clinic",
    words="vet veterinary vets clinic animal pet pets cat cats dog dogs rabbit vaccination treatment animals "
    "prescription medicine surgery booster",
    organisations=(
        "Willow Lane Vets", "Paw and Feather Clinic", "Northfield Animal Clinic", "The Mended Paw",
        "Barley Street Vets", "Stonebridge Veterinary Practice",
    ),
    persona="staff",
    people=People(party=noun("pet owner"), roles=("receptionist", "veterinary nurse", "practice manager")),
    always=(
        Appointments(provider=VETS, service=TREATMENTS, appointment=noun("appointment"), verb=verb("book")),
        Billing(charge=noun("invoice"), methods=("card", "cash", "insurance")),
    ),
    never=(Coupons, Qualifications, Vouchers),
    rules=(
        Rule(
            says='Each owner has one pet on file, and is only given appointments for what is done to its kind.',
            made='appointment',
            holds='{service.animal} = {party.pet}',
            refusal='This treatment is not for the kind of pet that this owner has.',
            asked="if it is meant for {whose} kind of pet",
            party=(
                category("pet", ("cat", "dog", "rabbit", "small pet", "bird"), "kind of pet"),
                category("pet_name", PET_NAMES, "pet's name"),
            ),
            mine={"pet": ("cat", "dog")},
        ),
        Rule(
            says='Cats stay in the cattery, dogs in the dog ward, smaller animals among themselves; isolation takes all.',
            made='booking',
            holds="CASE {thing.ward} WHEN 'cattery' THEN {party.pet} = 'cat' WHEN 'dog ward' THEN {party.pet} = 'dog' "
            "WHEN 'small animals' THEN {party.pet} NOT IN ('cat', 'dog') ELSE 1 END",
            refusal='This boarding place is not for the kind of pet that this owner has.',
            asked="if it suits {whose} pet",
        ),
        Rule(
            says='Birds and small pets are seen by the vets for exotic pets and for general practice.',
            made='appointment',
            holds="{service.animal} NOT IN ('bird', 'small pet') OR {provider.specialty} IN ('exotic pets', 'general practice')",
            refusal='Birds and small pets are only seen by the vets for exotic pets and for general practice.',
            asked='if that vet sees {whose} kind of pet',
        ),
    ),
    sometimes=(
        Sometimes(0.3, Inspections(subjects=(
            ("hygiene", ("One corner had not been disinfected.", "It smells of damp and has to be aired first.")),
            ("damage", ("One bar is bent and has to be straightened.", "The latch does not close as it should.")),
        ))),
        Sometimes(0.3, LostProperty(places=("in the waiting room", "at the desk", "by the door", "in the car park"))),
        Sometimes(0.6, Bookings(thing=CAGES, booking=noun("boarding stay"), verb=verb("reserve"), unit=noun("night"),
                                longest=10, of="in")),
        Sometimes(0.6, Orders(item=PHARMACY, order=noun("pharmacy order"))),
        Sometimes(0.5, Memberships(plan=PLANS, membership=noun("subscription"))),
        Sometimes(0.5, Messages(topics=WRITTEN)),
        Sometimes(0.5, Tickets(ticket=noun("complaint"), topics=COMPLAINTS, resolutions=(
            "The appointments were spread out so that nobody waits so long.",
            "The vet rang and explained the treatment again.",
            "The nurse rang and went through what to do at home.",
            "An itemised bill was sent, and the sum explained."))),
        Sometimes(0.4, Stock(supplier_names=("Hartmann Veterinary Supplies", "Midland Pet Pharma", "Cliniq Wholesale",
                                             "Fenwick Feeds"))),
        Sometimes(0.3, Reviews(
            good=("Gentle hands, a clear explanation, and he hardly noticed the needle.",
                  "They rang the next day to ask how he was doing.",
                  "Seen on time, and the bill was what they had said."),
            fair=("Kind staff, but we waited half an hour.",
                  "The treatment helped. The bill took some explaining.",
                  "Good vet, noisy waiting room, nervous patient."),
            poor=("Nobody could tell me what the second injection was for.",
                  "An hour's wait and five minutes of attention.",
                  "She came home more frightened than she went."))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("about the pet", "{party} rang about the pet this morning.", ("book", "buy?", "update?"),
                  lead_customer="I am writing about my pet.", asks=("last", "owed")),
        Situation("holiday care", "{party} is going on holiday, and the pet has to be seen to first.", ("book", "move?", "pay?"),
                  lead_customer="I am going on holiday, and my pet has to be seen to first.", asks=("owed",)),
        Situation("good advice", "{party} has thought about what the vet advised.", ("book", "join?", "buy?"),
                  lead_customer="I have thought about what the vet advised.", asks=("owed", "last")),
    ),
    leads=(
        "The waiting room is filling up, so quickly please.",
        "Somebody is waiting at the desk.",
        "I have an owner on the telephone.",
        "Before the afternoon surgery begins, one thing.",
    ),
)  # fmt: skip
