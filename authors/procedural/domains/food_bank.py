"""A food bank: households come at an hour of their own for a box and ask for help when money runs out."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.shifts import Shifts
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

VOLUNTEERS = Things(
    noun("counter volunteer"),
    (category("site", label="area"), category("language", label="second language")),
    (
        ("Rosa Duarte", "Old Town", "Portuguese"), ("Samir Haddad", "Old Town", "Arabic"),
        ("Janet Pryce", "Harbour", "Welsh"),
        ("Tiago Nunes", "Harbour", "Portuguese"), ("Olena Bondar", "Northgate", "Ukrainian"),
        ("Emre Aydin", "Northgate", "Turkish"),
        ("Kasia Wrona", "Mill Lane", "Polish"), ("Hodan Warsame", "Mill Lane", "Somali"),
        ("Patrick Brennan", "Centre", "Irish"),
        ("Doreen Clegg", "Centre", "French"),
    ),
)  # fmt: skip

BOXES = Things(
    noun("box", "boxes"),
    (category("diet"), quantity("mouths", 1, 8, "number of people it feeds", most="largest", least="smallest",
                                at_least="for at least {value} people"),
     quantity("minutes", 10, 30, "packing time", "minutes", most="longest", least="shortest", step=5),
     price("contribution_cents", label="contribution", most="dearest", least="cheapest")),
    (
        ("Single Box", "mixed", 1, 10, 200), ("Single Box without Meat", "vegetarian", 1, 10, 200),
        ("Halal Single Box", "halal", 1, 10, 200),
        ("Couple's Box", "mixed", 2, 15, 300), ("Couple's Box without Meat", "vegetarian", 2, 15, 300),
        ("Small Family Box", "mixed", 3, 20, 400),
        ("Halal Family Box", "halal", 4, 20, 500), ("Family Box", "mixed", 4, 20, 500),
        ("Gluten-Free Family Box", "gluten-free", 4, 20, 500),
        ("Large Family Box", "mixed", 6, 25, 600), ("Very Large Family Box", "mixed", 8, 30, 700),
        ("Baby Box", "baby", 1, 15, 250),
        ("No-Cooker Box", "cold", 2, 15, 300), ("Toddler Box", "baby", 1, 15, 250),
    ),
)  # fmt: skip

EXTRAS = Things(
    noun("shelf item"),
    (category("shelf"), price("price_cents", label="price")),
    (
        ("Washing Powder", "cleaning", 150), ("Washing-Up Liquid", "cleaning", 60),
        ("Toilet Roll Pack", "bathroom", 80), ("Toothpaste", "bathroom", 50),
        ("Shampoo", "bathroom", 70), ("Pack of Sanitary Towels", "bathroom", 60), ("Pack of Small Nappies", "baby", 250),
        ("Pack of Large Nappies", "baby", 250),
        ("Baby Porridge", "baby", 90), ("Cat Food", "pets", 120), ("Bag of Dog Biscuits", "pets", 110),
        ("Light Bulb", "home", 70),
        ("Warm Blanket", "home", 400), ("Hot-Water Bottle", "home", 220), ("Exercise Book Pack", "school", 90),
    ),
)  # fmt: skip

EVENINGS = Things(
    noun("gathering"),
    (category("kind", label="kind of gathering"), quantity("capacity", 8, 90, "number of places", most="largest",
                                                           least="smallest")),
    (
        ("Soup Kitchen Lunch", "meal", 60), ("Sunday Breakfast", "meal", 50), ("Neighbours' Supper", "meal", 90),
        ("Sunday Roast for All", "meal", 80),
        ("Cooking on Two Rings", "cooking", 10), ("Bread without an Oven", "cooking", 8),
        ("Batch Cooking", "cooking", 12), ("Bills and Budgets", "advice", 20),
        ("Benefits Check Evening", "advice", 16), ("School Uniform Swap", "swap", 70), ("Coat and Boot Swap", "swap", 80),
        ("Toy Swap", "swap", 60),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="food_bank",
    category="Food",
    about="a food bank",
    words="food ration boxes households parcels hunger pantry referred referral larder crisis tins surplus "
    "foodbank emergency volunteers supermarkets donate collect collection contribution parish benefits "
    "families",
    organisations=("St Anne's Food Bank", "The Open Larder", "Harbour Pantry", "Full Shelf Wexcombe",
                   "Mill Lane Food Bank", "The Sixth Loaf"),
    persona="staff",
    people=People(party=noun("household"), roles=("coordinator", "desk volunteer", "warehouse lead", "driver"),
                  extras=(quantity("household_size", 1, 9, "household size", "people", most="largest",
                                   least="smallest"),
                          category("referred_by", ("school", "doctor", "job centre", "social services", "church"),
                                   "referral"))),
    always=(
        Appointments(provider=VOLUNTEERS, service=BOXES, appointment=noun("collection slot"), verb=verb("book"), busy=2.6),
        Approvals(request=noun("hardship request"), reasons=(
            ("heating", ("The meter is empty and there is a baby in the flat.",
                         "The oil tank has run dry and the next delivery costs too much.")),
            ("school costs", ("Two sets of uniform before Monday.",
                              "The class trip has to be paid by the end of the week.")),
            ("bus fares", ("A bus pass to get to the new job for the first month.",
                        "The hospital is two buses away and we go every day.")),
            ("cooker", ("Our cooker was condemned and the landlord has not replaced it.",
                         "We moved in and there is nothing to cook on.")),
        ), limit_cents=10000, refusals=("already_helped_this_month", "covered_by_another_fund", "incomplete", "submitted_twice")),
    ),
    never=(Coupons, Vouchers),
    rules=(
        Rule(
            says='A household gets boxes for no more mouths than it has.',
            made='appointment',
            holds='{service.mouths} <= {party.household_size}',
            refusal='This box is meant for a larger household.',
            asked='if the box is meant for a household as large as {whose}',
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(places=("at the counter", "in the hall", "by the pram rack", "at the entrance"))),
        Sometimes(0.55, Orders(item=EXTRAS, order=noun("order"), verb=verb("order"), busy=1.3)),
        Sometimes(0.45, Documents(document=noun("document"),
                                  kinds=("referral letter", "consent form", "proof of address", "diet sheet"),
                                  titles=("Referral by a School", "Referral by a Surgery",
                                          "Referral by Social Services", "Consent to Share Details",
                                          "Address of a New Flat", "Address of a Shelter", "Diet for Coeliacs",
                                          "Diet for Diabetics"), options={"course": "approved"})),
        Sometimes(0.45, Events(event=EVENINGS, rsvp=noun("sign-up"),
                               venue_names=("the hall", "the school kitchen", "the market square", "the canteen"))),
        Sometimes(0.4, Deliveries(delivery=noun("delivery"),
                                  zones=(("Old Town", 100), ("Harbour", 100), ("Northgate", 150), ("Mill Lane", 150),
                                         ("Outer Farms", 250)),
                                  windows=("morning", "early afternoon", "late afternoon"))),
        Sometimes(0.35, Stock(supplier_names=("Market Hall Surplus", "Fair Share Depot", "Northgate Supermarket",
                                              "Harvest Gleaners"), delivery=noun("shipment"))),
        Sometimes(0.4, Tickets(ticket=noun("complaint"), options={"about": "nothing"}, topics=(
            ("box contents", ("There was pork in the box, and we do not eat it.",
                              "Half of the tins were past their date.")),
            ("refusal", ("We came on the right day and were told that we were not on the list.",
                             "The counter had closed ten minutes early.")),
            ("lack of privacy", ("A neighbour on the counter told others that we come here.",
                         "My name was called out across the whole hall.")),
            ("ramp", ("I could not get in with the pram.", "The ramp is blocked by crates every Friday.")),
        ), resolutions=(
            "Another box was packed and handed over.",
            "The household was rung and given a box the same day.",
            "The volunteers were reminded to keep names to themselves.",
            "The ramp was cleared, and somebody is at the door now.",
        ))),
        Sometimes(0.3, Messages(topics=(
            ("Change in the family", ("The baby is here! We are five now.",
                                      "My eldest has moved out, so there are three of us.")),
            ("New job", ("I have found work and shall not need the box after this month.",
                         "My shifts clash with the counter. Is there an evening?")),
            ("Giving back", ("I can drive and have Tuesdays free.",
                             "May I help to sort tins? You helped us all winter.")),
            ("Allergies", ("My son must not eat nuts. Can the box be marked?",
                           "Lactose does not agree with any of us.")),
        ))),
        Sometimes(0.35, Shifts(posts=("counter", "sorting table", "door"))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("hours cut", "{party} has had the hours cut at work.", ("book", "buy?", "move?"),
                  asks=("last", "count")),
        Situation("found work", "{party} has found work and needs less help.", ("cancel*", "withdraw?"),
                  asks=("count", "last")),
        Situation("bus strike", "{party} cannot get here because of the bus strike.", ("move", "cancel?", "book?"),
                  asks=("last", "count")),
    ),
    leads=(
        "The shelves were filled this morning.", "The queue reaches round the corner.",
        "The counter opens in half an hour.",
        "The supermarket has just rung about its surplus.", "I am doing the desk while the others pack.",
    ),
)  # fmt: skip
