"""A boarding kennel: dog owners book runs by the night, baths, and training."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

RUNS = Things(
    noun("run"),
    (
        category("yard"),
        quantity("area_m2", 4, 20, "floor area", "square metres", most="largest", least="smallest",
                 at_least="with at least {value} square metres"),
        price("night_rate_cents", label="nightly rate"),
    ),
    (
        ("Acorn", "oak yard", 6, 2600), ("Beech", "oak yard", 7, 2800), ("Chestnut", "oak yard", 8, 3000),
        ("Damson", "orchard yard", 8, 3100), ("Elder", "orchard yard", 10, 3400), ("Fern", "orchard yard", 10, 3400),
        ("Gorse", "quiet yard", 6, 2900), ("Hazel", "quiet yard", 7, 3000), ("Ivy", "quiet yard", 9, 3300),
        ("Juniper", "big dogs' yard", 14, 4200), ("Larch", "big dogs' yard", 16, 4500),
        ("Maple", "big dogs' yard", 20, 5200), ("Nettle", "covered yard", 4, 2300), ("Poppy", "covered yard", 5, 2500),
    ),
)  # fmt: skip

GROOMERS = Things(
    noun("groomer"),
    (category("specialty"),),
    (("Bettina Rowe", "long coats"), ("Callum Price", "large breeds"), ("Noor Haddad", "nervous dogs"),
     ("Greta Lindqvist", "hand stripping"), ("Owen Tully", "puppies"), ("Yolanda Baptiste", "long coats")),
)  # fmt: skip

GROOMING = Things(
    noun("treatment"),
    (
        category("kind", label="kind of treatment"),
        quantity("minutes", 15, 120, "length", "minutes", most="longest", least="shortest", step=15),
        price("price_cents"),
    ),
    (
        ("Bath and Brush", "bathing", 45, 3200), ("Full Groom", "clipping", 120, 7400),
        ("Short-Coat Tidy", "clipping", 30, 2600), ("Hand-Stripping", "clipping", 105, 7900),
        ("Undercoat Brushing", "brushing", 75, 5400), ("Puppy Groom", "puppy", 30, 2900),
        ("Nail Trim", "care", 15, 1200), ("Ear Cleaning", "care", 15, 1300),
        ("Poodle Clip", "clipping", 105, 7600), ("Mud Bath Rescue", "bathing", 60, 4800),
        ("Tooth Cleaning", "care", 15, 1100), ("Curly-Coat Trim", "clipping", 60, 5200),
    ),
)  # fmt: skip

TRAINING = Things(
    noun("course"),
    (category("level"), price("price_cents")),
    (
        ("Puppy Kindergarten", "puppies", 9500), ("Puppy Social Hour", "puppies", 1500), ("Loose Lead", "basic", 7800),
        ("Coming When Called", "basic", 8200), ("Good Manners", "basic", 8800), ("Settle Down", "basic", 7200),
        ("Calm Around Dogs", "reactive dogs", 11500), ("Vet Visits Without Fear", "reactive dogs", 6900),
        ("Nose Work", "advanced", 9200), ("Agility for Beginners", "advanced", 9900), ("Trick Training", "advanced", 6400),
        ("Rally Foundations", "advanced", 10400),
    ),
)  # fmt: skip

SHOP = Things(
    noun("shop item"),
    (category("shelf"), price("price_cents")),
    (
        ("Lamb and Rice Kibble", "food", 2400), ("Puppy Kibble", "food", 2650),
        ("Tinned Chicken", "food", 1380), ("Liver Treat Bag", "treats", 690), ("Beef Chew", "treats", 450),
        ("Dental Stick Pack", "treats", 1190), ("Rope Tug", "toys", 990), ("Rubber Ball on a Rope", "toys", 850),
        ("Food Puzzle", "toys", 1690), ("Fleece Blanket", "bedding", 1900), ("Orthopaedic Mat", "bedding", 5900),
        ("Leather Lead", "walking", 2800), ("Long Training Lead", "walking", 2200), ("Reflective Collar", "walking", 1450),
    ),
)  # fmt: skip

COMPLAINTS = (
    ("care", ("My dog has a cut on one paw, and nobody had mentioned it.",
              "My dog has lost weight although I left the usual food.",
              "My dog was put beside one that barked all night, though I had asked for a quiet place.")),
    ("belongings", ("The blanket and the blue ball have gone missing.",
                    "The lead is not the one I left.")),
    ("opening hours", ("The gate was locked although I came well before closing time.",
                 "Nobody answered the bell for a quarter of an hour.")),
    ("bill", ("The diet supplement is on my bill and I had brought my own food.",
              "I was charged for two dogs and have only one.")),
)  # fmt: skip

WRITTEN = (
    ("Feeding", ("The food has to be soaked for ten minutes, please.",
                 "No chicken, please. I have packed our own food in daily bags.")),
    ("Vaccination record", ("The kennel cough vaccination was given last week. Shall I send you a picture of the card?",
                            "Our vet can send the record directly. Which address should she use?")),
    ("How is my dog doing?", ("Would you send me a word on how my dog is settling in?",
                              "Is my dog eating and getting on with the others?")),
    ("Picking up late", ("My train arrives after closing time. Could somebody wait for me?",
                         "Could my sister come in my place? She will bring my card.")),
)  # fmt: skip

DOMAIN = Domain(
    name="kennel",
    category="Animals",
    about="a boarding kennel",
    words="kennel kennels boarding dog dogs run runs pet pets owner owners grooming groom walk walks puppy puppies "
    "sitter sitting sitters cattery",
    organisations=(
        "Meadow Bank Kennels", "The Wagging Gate", "Brambles Boarding Kennels", "Four Winds Kennels",
        "Old Orchard Dogs", "Happy Hollow Boarding",
    ),
    persona="customer",
    people=People(party=noun("dog owner"), roles=("kennel manager", "keeper", "groomer", "trainer")),
    always=(
        Bookings(thing=RUNS, booking=noun("stay"), verb=verb("book"), unit=noun("night"), longest=12, of="in"),
        Billing(charge=noun("bill"), methods=("card", "cash", "direct_debit")),
    ),
    never=(Qualifications,),
    rules=(
        Rule(
            says='A run needs a square metre for every six kilograms of dog.',
            made='booking',
            holds='{thing.area_m2} * 6 >= {party.dog_kg}',
            refusal='This run is too small for a dog of that weight.',
            asked='if it is large enough for {whose} dog',
            party=(quantity("dog_kg", 26, 70, "weight of the dog", "kilograms"),),
            mine={"dog_kg": (36, 44, 52)},
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(kinds=("lead", "collar", "jacket", "phone", "keys", "scarf", "umbrella"),
                                    places=("at the gate", "in the office", "in the car park", "on the training field"))),
        Sometimes(0.35, Returns()),
        Sometimes(0.6, Appointments(provider=GROOMERS, service=GROOMING, appointment=noun("grooming appointment"),
                                    verb=verb("book"))),
        Sometimes(0.5, Classes(course=TRAINING, session=noun("training class"), enrolment=noun("enrolment"),
                               teacher_names=("Hattie Morgan", "Luis Carrasco", "Wen Zhao", "Ida Sørensen"))),
        Sometimes(0.5, Orders(item=SHOP, order=noun("shop order"))),
        Sometimes(0.6, Reviews(of="booking",
            good=("Our dog came home tired, happy and smelling of grass.",
                  "A photograph every evening, and they remembered the tablets.",
                  "Clean runs, calm keepers, and a happy dog."),
            fair=("Our dog was well looked after, though the yard was very noisy.",
                  "Good care. Collection took a while because only one person was at the desk.",
                  "Fine for a weekend. For longer I should like more walks."),
            poor=("Our dog was hoarse from barking and had a sore nose.",
                  "They mixed up the food of two dogs, and ours was ill for days.",
                  "The run was wet, and nobody seemed to mind."))),
        Sometimes(0.5, Messages(topics=WRITTEN)),
        Sometimes(0.4, Tickets(of="booking", ticket=noun("complaint"), topics=COMPLAINTS, resolutions=(
            "We have apologised and offered a free night.",
            "Everything was found and given back.",
            "Somebody is now at the gate until closing time.",
            "The bill was corrected and the difference given back.",
        ))),
        Sometimes(0.4, Waitlist(entry=noun("waiting-list entry"))),
        Sometimes(0.3, Coupons(coupon=noun("coupon"), codes=(
            ("GOODDOG10", 10), ("SECONDPUP", 20), ("MUDDYPAWS", 5), ("LONGSTAY", 15), ("WALKIES", 10)))),
    ),
    months=tuple(range(2, 13)),
    situations=(
        Situation("family holiday", "{party} is going away with the family.", ("book", "ask?", "buy?"),
                  lead_customer="We are going away, and the dog needs somewhere to stay.", asks=("owed", "last")),
        Situation("home early", "{party} is coming home earlier than planned.", ("move", "pay", "review?"),
                  lead_customer="Our holiday has been cut short, so the stay has to change.", asks=("owed",)),
        Situation("muddy dog", "{party}'s dog has found a bog.", ("schedule", "buy?", "pay?"),
                  lead_customer="My dog is beginning to look a little wild.", asks=("last", "owed")),
    ),
    leads=(
        "It is about the dog.", "The dog is already looking at me as if he knew.",
        "We are sorting out who looks after the dog.", "I have the vaccination card in front of me.",
    ),
)  # fmt: skip
