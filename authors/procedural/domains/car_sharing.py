"""A car-sharing club: drivers take cars by the day, report what is broken, and queue for what is out."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

CARS = Things(
    noun("car"),
    (
        category("body", label="body type"),
        category("drive"),
        quantity("seats", 2, 9, "number of seats", at_least="that seats at least {value}"),
        quantity("boot_litres", 150, 1400, "boot space", "litres", most="roomiest"),
        price("day_rate_cents", label="daily rate"),
    ),
    (
        ("Bluebell", "city car", "electric", 4, 185, 3200),
        ("Pepper", "city car", "petrol", 4, 250, 2900),
        ("Clementine", "city car", "electric", 5, 310, 3600),
        ("Nutmeg", "hatchback", "petrol", 5, 380, 3900),
        ("Indigo", "hatchback", "hybrid", 5, 360, 4300),
        ("Bracken", "hatchback", "electric", 5, 385, 4600),
        ("Magpie", "estate", "diesel", 5, 610, 5100),
        ("Otter", "estate", "hybrid", 5, 625, 5600),
        ("Badger", "estate", "electric", 5, 560, 6100),
        ("Scout", "crossover", "hybrid", 5, 470, 5400),
        ("Ranger", "four-by-four", "diesel", 5, 540, 7200),
        ("Beetroot", "minibus", "diesel", 9, 980, 8900),
        ("Parsnip", "people carrier", "diesel", 7, 760, 7600),
        ("Atlas", "panel van", "diesel", 3, 1400, 6800),
        ("Little Atlas", "small van", "electric", 2, 1200, 5200),
        ("Sundown", "convertible", "petrol", 2, 150, 8200),
    ),
)

TRAILERS = Things(
    noun("trailer"),
    (category("kind", label="kind of trailer"), quantity("load_kg", 75, 900, "load limit", "kilograms",
                                                         at_least="that carries at least {value} kg"),
     price("day_rate_cents", label="daily rate")),
    (
        ("Snail", "box trailer", 400, 1900),
        ("Tortoise", "box trailer", 750, 2600),
        ("Donkey", "flatbed trailer", 500, 1800),
        ("Long Tom", "flatbed trailer", 900, 3100),
        ("Haystack", "tipping trailer", 800, 3400),
        ("Twin Rails", "motorbike trailer", 450, 2400),
        ("Paddler", "boat trailer", 600, 2900),
        ("Piccolo", "box trailer", 300, 1500),
        ("Sidewinder", "bicycle trailer", 120, 1300),
        ("Pelican", "boat trailer", 750, 3300),
    ),
)  # fmt: skip

TARIFFS = Things(
    noun("plan"),
    (price("price_cents", label="monthly fee"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (
        ("Now and Then", 300, 0),
        ("Weekender", 900, 8),
        ("Regular", 1900, 15),
        ("Household", 2900, 18),
        ("No Car at Home", 4900, 25),
    ),
)

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 50, 1000, "cost", "points", most="dearest", least="cheapest"),),
    (
        ("Free Car Wash", 90),
        ("Airport Parking Pass", 180),
        ("City Car Day", 320),
        ("Roof Box Weekend", 240),
        ("Free Month", 400),
        ("Convertible Day", 850),
    ),
)

DOMAIN = Domain(
    name="car_sharing",
    category="Moving",
    about="a car-sharing club",
    words="car cars sharing carshare drivers driver vehicles vehicle drive electric van vans mileage tariff charging",
    organisations=(
        "Halfway Car Club", "Shared Wheels", "Corner Car Co-op", "Commuta Car Sharing", "One in Ten Cars",
        "Kerbside Car Club",
    ),
    persona="customer",
    people=People(
        party=noun("driver"), roles=("fleet manager", "service desk", "fleet technician"),
        extras=(category("licence", ("car", "car and trailer", "minibus"), "licence class"),),
    ),
    always=(
        Bookings(thing=CARS, booking=noun("trip"), verb=verb("reserve"), unit=noun("day"), longest=7, busy=2.2, of="in"),
        Tickets(of="booking",
            ticket=noun("report"),
            topics=(
                ("bodywork", ("There is a fresh scratch along the passenger door.",
                              "Somebody has backed into the rear bumper and left no note.")),
                ("tyres", ("The front left tyre loses air overnight.",
                           "The car pulls to the right, and one tyre looks flat.")),
                ("windscreen", ("A stone has cracked the windscreen on the passenger side.",
                                "The wipers only smear, and I could hardly see.")),
                ("dirt", ("The back seat is covered in dog hair.",
                          "The last driver left coffee cups and sand everywhere.")),
                ("keys", ("The app would not unlock the doors for twenty minutes.",
                            "The key was not in the glove box.")),
            ),
            resolutions=(
                "Repaired at the body shop, and nobody was charged.",
                "The tyre was changed and the others were checked.",
                "The windscreen and the wipers were replaced.",
                "The car was cleaned at the cost of the previous driver.",
                "We credited the time that was lost.",
            ),
        ),
        Billing(charge=noun("bill"), methods=("card", "direct_debit", "bank_transfer")),
    ),
    never=(Qualifications,),
    rules=(
        Rule(
            says='Cars with more than five seats are for drivers who have held their licence for three years.',
            made='booking',
            holds='{thing.seats} <= 5 OR {party.licence_years} >= 3',
            refusal='Cars with more than five seats are for drivers who have held their licence for three years.',
            asked='if {have} held a licence long enough for it',
            party=(quantity("licence_years", 1, 14, "years with a licence"),),
            mine={'licence_years': (1, 2)},
        ),
    ),
    sometimes=(
        Sometimes(0.4, Deposits()),
        Sometimes(0.6, Memberships(plan=TARIFFS, membership=noun("membership"))),
        Sometimes(0.5, Waitlist(entry=noun("waiting-list entry"))),
        Sometimes(0.45, Reviews(of="booking",
            good=(
                "Spotless car, and parked where the map said.",
                "Easy to find and easy to drive. Will take it again.",
                "Unlocked at once and drove like new.",
                "Quiet, comfortable and good value.",
            ),
            fair=(
                "Drove well, but the floor was sandy.",
                "Fine for the price, although it took a while to find the parking bay.",
                "Comfortable car. The phone holder was broken.",
            ),
            poor=(
                "Warning light on for the whole trip and nobody answered the phone.",
                "The car smelled of smoke and the windows were filthy.",
                "It would not start on the morning of a day I had paid for.",
                "It was parked three streets away from its bay and blocked in.",
            ),
        )),
        Sometimes(0.4, Bookings(thing=TRAILERS, booking=noun("trailer hire"), verb=verb("hire"), unit=noun("day"),
                                longest=4, busy=0.8, suffix="trailer")),
        Sometimes(0.35, Loyalty(account=noun("kilometre account"), points=noun("point"), rewards=REWARDS)),
        Sometimes(0.35, Coupons(codes=(("FIRSTTRIP", 20), ("GREENWEEK", 15), ("NIGHTOWL", 10), ("MOVINGDAY", 12),
                                       ("BYEBYECAR", 25), ("MIDWEEK8", 8)))),
        Sometimes(0.35, Documents(
            document=noun("document"),
            kinds=("licence copy", "handover record", "accident statement", "mileage statement"),
            titles=("Licence, Front and Back", "Renewed Licence", "Second Driver's Licence",
                    "Handover with Photographs", "Handover after a Scratch", "Accident at the Car Park",
                    "Accident with a Bicycle", "Mileage for the Tax Office", "Mileage for My Employer"),
        )),
        Sometimes(0.35, Messages(topics=(
            ("Crossing the border", (
                "May I take the car across the border for a weekend?",
                "Is roadside help included when I am abroad?",
            )),
            ("Child seats", (
                "Is there a child seat in the car or should I bring my own?",
                "Does the rear middle seat have a fixing for a child seat?",
            )),
            ("Parking fine", (
                "I found a parking fine on the windscreen from before my trip.",
                "The bay was taken, so I parked across the road. Was that right?",
            )),
            ("Second driver", (
                "Could my partner drive on my trip without a membership of her own?",
                "Who pays the excess if my brother is at the wheel?",
            )),
        ))),
        Sometimes(0.3, LostProperty(places=("on the back seat", "in the boot", "in the glove box", "under the seat"))),
        Sometimes(0.3, Inspections(subjects=(
            ("safety", ("A rear light is out.", "The warning triangle is missing.")),
            ("damage", ("There is a fresh dent at the back.", "There is a deep scratch along one side.")),
            ("tyre wear", ("One tyre is nearly bald.", "The tyres are worn on one side.")),
        ))),
    ),
    months=(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    situations=(
        Situation("moving flat", "{party} is moving to another flat.", ("book", "move?", "pay*?"),
                  lead_customer="I am moving to another flat.", asks=("last", "owed")),
        Situation("sold the car", "{party} has sold the family car.", ("book", "switch?", "book?"),
                  lead_customer="We have sold our own car and will rely on yours from now on.",
                  asks=("last", "owed")),
        Situation("lost licence", "{party} may not drive for a month.", ("cancel*", "pause?", "pay*?"),
                  lead_customer="The doctor says that I must not drive for a month.", asks=("owed",)),
    ),
    leads=(
        "We are visiting friends in the country.",
        "I am planning the next few weeks.",
    ),
)  # fmt: skip
