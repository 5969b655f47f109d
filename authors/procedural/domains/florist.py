"""A florist: customers order bouquets, have them delivered, keep standing orders and learn to tie a wreath."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.quotes import Quotes
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import never_on

BOUQUETS = Things(
    noun("bouquet"),
    (category("occasion"), category("main_flower", label="main flower"),
     quantity("stems", 5, 60, "number of stems", most="fullest", least="smallest"),
     price("price_cents", label="price")),
    (
        ("First Snowdrops", "just because", "snowdrops", 15, 1800),
        ("Kitchen Table Posy", "just because", "daisies", 12, 2200),
        ("Market Tulips", "just because", "tulips", 20, 2600),
        ("Seaside Blues", "birthday", "delphiniums", 18, 4200),
        ("Happy Returns Gerberas", "birthday", "gerberas", 15, 3600),
        ("Birthday Roses", "birthday", "garden roses", 30, 7800),
        ("Twelve Red Roses", "romance", "red roses", 12, 5900),
        ("Apology in White", "romance", "ranunculus", 16, 4800),
        ("Slow Sunday Peonies", "romance", "peonies", 10, 6500),
        ("Hello Little One Posy", "new baby", "sweet peas", 20, 3900),
        ("Quiet Garden Lilies", "sympathy", "white lilies", 14, 5200),
        ("Wreath of Ivy and Roses", "sympathy", "roses", 40, 11500),
        ("Well Done Sunflowers", "congratulations", "sunflowers", 9, 3400),
        ("Bridal Bouquet", "wedding", "garden roses", 24, 14500),
        ("Buttonhole Set", "wedding", "spray roses", 6, 4800),
        ("Long Table Garland", "wedding", "eucalyptus", 60, 18500),
    ),
)  # fmt: skip

STANDING = Things(
    noun("flower plan"),
    (price("price_cents", label="monthly price"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (
        ("Posy a Month", 2400, 5),
        ("Fortnightly Vase", 5200, 10),
        ("Weekly Vase", 9600, 15),
        ("Reception Desk", 18500, 20),
        ("Restaurant Tables", 32000, 25),
    ),
)

COURSES = Things(
    noun("flower course"),
    (category("season"), category("level"), price("price_cents", label="course fee")),
    (
        ("Tie Your First Posy", "all year", "beginner", 3500),
        ("Hand-Tied Spirals", "all year", "intermediate", 5500),
        ("Terrarium Evening", "all year", "beginner", 4800),
        ("Drying Flowers", "autumn", "beginner", 3200),
        ("Dahlias in a Dish", "autumn", "intermediate", 5200),
        ("Evergreen Wreath", "winter", "beginner", 4500),
        ("Door Wreath with Foraged Greens", "winter", "intermediate", 4900),
        ("Forcing Bulbs", "winter", "beginner", 2800),
        ("Flower Crowns", "summer", "beginner", 3800),
        ("Wild Wedding Arches", "summer", "advanced", 9500),
        ("Tulips the Dutch Way", "spring", "intermediate", 5400),
    ),
)

VASES = Things(
    noun("prop"),
    (category("kind", label="type"), category("material"), price("day_rate_cents", label="daily hire fee")),
    (
        ("Tall Vase Set", "vase", "glass", 1200),
        ("Bud Vase Set", "vase", "glass", 900),
        ("Pair of Milk Churns", "vase", "enamel", 1100),
        ("Pair of Stone Urns", "urn", "cast stone", 3200),
        ("Gilded Urn", "urn", "resin", 2400),
        ("Copper Moon Arch", "arch", "copper", 7500),
        ("Birch Arch", "arch", "birch wood", 5800),
        ("Shepherd's Hook Set", "aisle piece", "iron", 2200),
        ("Lantern Set", "aisle piece", "tin", 2600),
        ("Hanging Hoop", "ceiling piece", "steel", 3600),
        ("Ladder for Garlands", "ceiling piece", "oak", 3400),
    ),
)

DESIGNERS = Things(
    noun("florist"),
    (category("style"), quantity("years_experience", 1, 35, "experience", "years", most="most experienced")),
    (
        ("Odette Marsh", "wild and loose", 14),
        ("Julian Frayne", "classical", 26),
        ("Mei Lin Cho", "ikebana", 17),
        ("Tamsin Rudge", "cottage garden", 8),
        ("Pieter Aalders", "modern", 11),
        ("Ngozi Eze", "tropical", 6),
        ("Carla Bruni-Rossi", "Italian baroque", 20),
        ("Eddie Thorne", "dried flowers", 4),
    ),
)

CONSULTATIONS = Things(
    noun("consultation"),
    (
        category("occasion"),
        quantity("minutes", 20, 120, "length", "minutes", most="longest", least="shortest"),
        price("price_cents", label="fee"),
    ),
    (
        ("First Wedding Talk", "wedding", 60, 4500),
        ("Wedding Table Trial", "wedding", 120, 12500),
        ("Bridal Bouquet Sketch", "wedding", 45, 3800),
        ("Funeral Flower Talk", "sympathy", 45, 2000),
        ("Grave Planting Advice", "sympathy", 30, 1800),
        ("Shop Window Sketch", "business", 90, 9500),
        ("Office Flower Visit", "business", 60, 5500),
        ("Balcony Planting Advice", "home", 40, 3200),
        ("House Plant Check", "home", 20, 1500),
        ("Party Flower Talk", "party", 45, 3000),
    ),
)

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 40, 700, "cost", "points", most="dearest", least="cheapest"),),
    (
        ("Single Rose", 50),
        ("Packet of Wildflower Seeds", 70),
        ("Pair of Snips", 220),
        ("Posy of the Day", 240),
        ("Glass Vase", 310),
        ("Place in a Posy Course", 480),
    ),
)

DOMAIN = Domain(
    name="florist",
    category="Trade",
    about="a florist",
    words="florist flowers flower bouquet bouquets roses wreath wreaths stems wedding vase blooms shop",
    organisations=(
        "Wild Fennel Flowers", "Petal & Twine", "The Green Bucket", "Marigold Row", "Hedgerow Florists",
        "Stem House", "Bloom at Number Nine",
    ),
    persona="customer",
    people=People(party=noun("customer"), roles=("shop manager", "florist", "driver", "apprentice")),
    always=(
        Orders(item=BOUQUETS, order=noun("flower order"), verb=verb("order")),
        Deliveries(
            delivery=noun("delivery"),
            zones=(("Town Centre", 500), ("Castle Hill", 650), ("Riverside", 650), ("University", 700),
                   ("Villages North", 1200), ("Coast Road", 1400)),
            windows=("early morning", "late morning", "early afternoon", "late afternoon"),
        ),
        Billing(charge=noun("bill"), methods=("card", "cash", "bank_transfer")),
    ),
    never=(Qualifications,),
    rules=(
        never_on(
            'delivery', 'deliver_on', 1,
            says='Nothing is delivered on Mondays, when the shop is closed.',
            refusal='The shop is closed on Mondays, and nothing is delivered.',
            asked='if the shop delivers on that day',
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(places=("by the counter", "in the workshop", "at the entrance", "by the buckets outside"))),
        Sometimes(0.35, Quotes()),
        Sometimes(0.5, Memberships(plan=STANDING, membership=noun("flower subscription"))),
        Sometimes(0.45, Reviews(
            of="order",
            good=(
                "Mum cried, in a good way. They lasted for a week and a half.",
                "Fuller than in the picture and tied with such care.",
                "Still fresh after nine days. I have never had that from a shop.",
                "Rang me when one flower was not good enough and suggested a better one.",
            ),
            fair=(
                "Lovely flowers, but the card had somebody else's handwriting on it.",
                "Pretty, if a little smaller than I had imagined.",
                "The flowers were perfect. The greenery drooped by the second day.",
            ),
            poor=(
                "The petals were brown at the edges when they arrived.",
                "The colours were nothing like the picture.",
                "Left on the step in the rain without so much as a knock.",
                "Half of the stems had snapped in the box.",
            ),
        )),
        Sometimes(0.45, Classes(course=COURSES, session=noun("course date"), enrolment=noun("enrolment"),
                                teacher_names=("Odette Marsh", "Tamsin Rudge", "Pieter Aalders", "Eddie Thorne"))),
        Sometimes(0.4, Bookings(thing=VASES, booking=noun("hire"), verb=verb("hire"), unit=noun("day"), longest=4,
                                busy=0.8)),
        Sometimes(0.4, Appointments(provider=DESIGNERS, service=CONSULTATIONS, appointment=noun("appointment"),
                                    verb=verb("book"))),
        Sometimes(0.35, Loyalty(account=noun("flower card"), points=noun("petal"), rewards=REWARDS)),
        Sometimes(0.35, Coupons(codes=(("BLOOM10", 10), ("FIRSTPOSY", 15), ("ROSES5", 5), ("MIDWEEK", 12),
                                       ("HAYFEVER", 8), ("WEDDING20", 20)))),
        Sometimes(0.35, Messages(topics=(
            ("Text for the card", (
                "Please write only my first name on the card.",
                "Could the card say that the whole fourth floor sends its love?",
            )),
            ("Allergic to lilies", (
                "My aunt has cats, so please leave lilies out of everything you send her.",
                "Is there any pollen in the birthday bouquet?",
            )),
            ("Colours for a wedding", (
                "The dresses are sage green. What would you put with them in June?",
                "Can we keep the table flowers under forty dollars each?",
            )),
            ("Keeping them fresh", (
                "The peonies have not opened. What am I doing wrong?",
                "How often should I cut the stems?",
            )),
        ))),
        Sometimes(0.35, Tickets(
            of="order",
            ticket=noun("complaint"),
            topics=(
                ("wilted flowers", ("Everything hung its head on the first evening.",
                            "Half of the flowers were limp when I unwrapped them.")),
                ("wrong flowers", ("Something quite different came from what I ordered.",
                                   "There were lilies in it although I had asked for none.")),
                ("late delivery", ("The flowers came after the funeral had begun.",
                                   "They were delivered the day after her birthday.")),
                ("card", ("The card was signed with the wrong name.", "There was no card with the flowers at all.")),
                ("price", ("I was charged more than the price on your list.",
                           "The delivery was charged twice.")),
            ),
            resolutions=(
                "Fresh flowers were sent the same day.",
                "The right flowers were sent the same day.",
                "We have apologised and given back the price of the flowers.",
                "A new card was written and sent.",
                "The price was corrected and the difference given back.",
            ),
        )),
    ),
    months=(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    situations=(
        Situation("late with the flowers", "{party} is late with some flowers.", ("buy", "deliver", "pay?"),
                  lead_customer="I have left it rather late with some flowers that I need.", asks=("last", "owed")),
        Situation("flowers all year", "{party} wants flowers more often.", ("join", "buy", "deliver?"),
                  lead_customer="I would like to have fresh flowers about me more often.", asks=("last", "owed")),
        Situation("party called off", "{party} had to call off the party.", ("cancel*", "pay*?"),
                  lead_customer="We had to call off the party, and the orders are no longer needed.", asks=("owed",)),
    ),
    leads=(
        "My last flowers from you stood for nearly two weeks.",
        "I came past your window this morning.",
        "A friend of mine swears by your shop.",
        "Your shop smells wonderful these days.",
    ),
)  # fmt: skip
