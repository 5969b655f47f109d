"""A hair salon: guests come to their stylist, buy what was put into their hair and give the whole thing away."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.events import Events
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

STYLISTS = Things(
    noun("stylist"),
    (category("specialty"), category("floor"),
     quantity("years", 1, 30, "years at the chair", "years", most="most experienced", least="least experienced")),
    (
        ("Amara Diallo", "braids", "ground floor", 12), ("Giulio Sarti", "short cuts", "ground floor", 22),
        ("Petra Nowak", "colour", "first floor", 9), ("Yuki Mori", "straightening", "first floor", 15),
        ("Chantal Dubois", "weddings", "first floor", 30), ("Leon Brandt", "beards", "first floor", 4),
        ("Zadie Clarke", "curls", "first floor", 7), ("Tomas Rivas", "short cuts", "ground floor", 2),
    ),
)  # fmt: skip

TREATMENTS = Things(
    noun("treatment"),
    (category("kind", label="kind of treatment"), quantity("minutes", 15, 240, "length", "minutes", most="longest",
                                                           least="shortest", step=15),
     quantity("from_cm", 1, 30, "minimum length of hair", "centimetres"), price("price_cents", label="price")),
    (
        ("Dry Cut", "cut", 30, 2, 3200), ("Wash and Cut", "cut", 45, 3, 4800), ("Fringe Trim", "cut", 15, 6, 1200),
        ("Root Touch-Up", "colour", 75, 4, 6900), ("Full Balayage", "colour", 180, 18, 16500), ("Silver Blend", "colour", 120, 5, 11900),
        ("Box Braids", "braids", 240, 10, 18900), ("Curl Rescue", "care", 60, 8, 7200), ("Scalp Massage", "care", 30, 1, 3900),
        ("Keratin Smoothing", "care", 150, 14, 17900), ("Beard Shaping", "beard", 30, 1, 2600), ("Bridal Rehearsal", "wedding", 90, 20, 9900),
        ("Bridal Styling", "wedding", 120, 20, 18500),
    ),
)  # fmt: skip

PRODUCTS = Things(
    noun("care product"),
    (category("for_what", label="purpose"), category("brand"), price("price_cents", label="price")),
    (
        ("Oat Shampoo", "washing", "Meadow", 1900), ("Charcoal Shampoo", "washing", "Soot", 2100),
        ("Argan Conditioner", "washing", "Meadow", 2300), ("Sea Salt Spray", "styling", "Tideline", 1800),
        ("Matte Clay", "styling", "Soot", 2000), ("Curl Cream", "styling", "Coil", 2600), ("Heat Shield", "styling", "Tideline", 2200),
        ("Boar Bristle Brush", "tools", "Handmade", 4900), ("Wide Comb", "tools", "Handmade", 1100),
        ("Silk Night Cap", "tools", "Coil", 2900), ("Colour Mask Copper", "colour", "Meadow", 2700),
        ("Colour Mask Plum", "colour", "Meadow", 2700), ("Beard Oil", "beard", "Soot", 2400),
    ),
)  # fmt: skip

PLANS = Things(
    noun("hair plan"),
    (price("price_cents", label="monthly price"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (("Monthly Trim", 3900, 5), ("Colour Care", 8900, 15), ("Curl Club", 6400, 12), ("Beard Care", 2900, 8),
     ("Whole Family", 12900, 20)),
)  # fmt: skip

EVENINGS = Things(
    noun("salon event"),
    (category("kind", label="kind of event"), quantity("capacity", 6, 40, "number of places", most="largest",
                                                         least="smallest"), price("price_cents", label="price")),
    (
        ("Braiding Circle", "workshop", 12, 2900), ("Blow-Dry at Home", "workshop", 10, 3400), ("Grey and Proud", "talk", 30, 900),
        ("Fathers and Plaits", "workshop", 14, 1900), ("Bridal Preview", "show", 40, 1500), ("Wig Fitting Night", "advice", 8, 1200),
        ("Charity Chop", "show", 36, 1000),
    ),
)  # fmt: skip

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 40, 900, "cost", "points", most="dearest", least="cheapest"),),
    (("Wide Comb", 40), ("Travel Shampoo", 60), ("Fringe Trim", 110), ("Oat Shampoo", 180), ("Scalp Massage", 250),
     ("Silk Night Cap", 420), ("Wash and Cut", 900)),
)  # fmt: skip

DOMAIN = Domain(
    name="hair_salon",
    category="Looks",
    about="a hair salon",
    words="hair salon haircut stylists hairdresser barber colour curls braids blow-dry highlights beard shampoo scissors "
    "balayage fringe hairstyles chairs",
    also="hairdresser barbershop",
    organisations=("Scissors and Steam", "The Second Fringe", "Copper Comb", "Under the Dryer", "Curl Up and Dye",
                   "Nape Street Salon"),
    persona="customer",
    people=People(party=noun("guest"), roles=("receptionist", "salon manager", "colourist", "trainee"),
                  extras=(category("hair", ("straight", "wavy", "curly", "coily", "fine"), "type of hair"),)),
    always=(
        Appointments(provider=STYLISTS, service=TREATMENTS, appointment=noun("appointment"), verb=verb("book"),
                     busy=2.4),
        Orders(item=PRODUCTS, order=noun("product order"), verb=verb("order"), busy=1.3),
        Billing(charge=noun("salon bill"), methods=("card", "cash", "bank_transfer")),
    ),
    rules=(
        Rule(
            says="A treatment is only booked for hair that is as long as it takes.",
            made="appointment",
            holds="{party.hair_cm} >= {service.from_cm}",
            refusal="The guest's hair is too short for this treatment.",
            asked="if {whose} hair is long enough for it",
            party=(quantity("hair_cm", 3, 55, "length of hair", "centimetres"),),
            mine={"hair_cm": (7, 9, 12, 15)},
        ),
    ),
    sometimes=(
        Sometimes(0.5, Loyalty(account=noun("bonus card"), points=noun("point"), rewards=REWARDS)),
        Sometimes(0.45, Vouchers(voucher=noun("gift voucher"))),
        Sometimes(0.4, Memberships(plan=PLANS, membership=noun("subscription"))),
        Sometimes(0.35, Events(event=EVENINGS, rsvp=noun("sign-up"), venue_names=("the salon floor", "the back room",
                                                                                  "the courtyard", "the café next door"))),
        Sometimes(0.4, Messages(topics=(
            ("Colour gone wrong", ("I did it myself and it is green now.", "How long must I wait after henna?")),
            ("Which stylist", ("Who among you knows coily hair?", "Is somebody there who speaks Portuguese?")),
            ("Before the wedding", ("When should the rehearsal be?", "Could you come to the house at seven?")),
            ("Allergy", ("My scalp itches after the last colour.", "Do you have anything without perfume?")),
        ))),
        Sometimes(0.4, Reviews(
            good=("I look like my passport photograph at last, only better.", "She listened, then cut, in that order.",
                  "My curls and I are on speaking terms again."),
            fair=("Nice cut, endless wait.", "Good colour, a shade darker than we said."),
            poor=("Three fingers became five.", "My ear was nicked and nobody noticed.",
                  "The colour was gone after two washes."))),
        Sometimes(0.4, Tickets(ticket=noun("complaint"), options={"about": "a row"}, topics=(
            ("uneven cut", ("The left side is longer by a thumb.", "My fringe climbs towards the right.")),
            ("burnt scalp", ("It burned for two days.", "There is a red line along the parting.")),
            ("waiting", ("I sat with wet hair for forty minutes.", "My slot was given away over the telephone.")),
            ("salon bill", ("A mask was charged that I did not want.", "The price on the card was another one.")),
        ), resolutions=("Corrected without a charge.", "Referred to a doctor and refunded.",
                        "The mask was taken off the bill.", "The next visit is free."))),
        Sometimes(0.3, Coupons(codes=(("FIRSTCUT15", 15), ("SPLITENDS", 10), ("TUESDAYTRIM", 20), ("STUDENT12", 12)))),
        Sometimes(0.3, Classes(course=Things(
            noun("styling course"),
            (category("topic", label="subject"), category("level"), price("price_cents", label="course fee")),
            (("Plaits in Ten Minutes", "braids", "beginner", 2400), ("Waves that Last", "styling", "beginner", 2600),
             ("Your Own Fringe", "cutting", "intermediate", 3900), ("Updo without Pins", "styling", "intermediate", 3200),
             ("Care for Coily Hair", "care", "beginner", 2100), ("Cutting a Child's Hair", "cutting", "beginner", 2900)),
        ), session=noun("course date"), enrolment=noun("course place"),
            teacher_names=("Amara Diallo", "Chantal Dubois", "Zadie Clarke"))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("job interview", "{party} has an interview for a new post.", ("book", "buy?", "move?"),
                  lead_customer="I have an interview for the post of my dreams.", asks=("owed", "last")),
        Situation("growing it out", "{party} has decided to let it grow.", ("cancel*", "pay?"),
                  lead_customer="I have decided to let it all grow.", asks=("owed", "count")),
        Situation("bride's sister", "{party} is the sister of a bride.", ("book", "buy", "pay*?"),
                  lead_customer="My sister is getting married, and I look like a hedge.", asks=("owed", "last")),
    ),
    leads=(
        "My hair will not do as it is told.", "A friend came back from you looking splendid.",
        "It is high time that I did something about my hair.", "I have a big weekend ahead of me.",
    ),
)  # fmt: skip
