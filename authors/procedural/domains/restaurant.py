"""A restaurant: the floor takes reservations for tables, the kitchen takes orders."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.events import Events
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

MEALTIMES = ("12:00:00", "12:30:00", "13:00:00", "13:30:00", "14:00:00", "18:00:00", "18:30:00", "19:00:00", "19:30:00",
             "20:00:00", "20:30:00")  # fmt: skip
"""When people come to eat."""
TABLES = Things(
    noun("table"),
    (
        category("area"),
        quantity("seats", 2, 10, "number of seats", at_least="that seats at least {value}", most="largest", least="smallest"),
    ),
    (
        ("Table 1", "window", 2), ("Table 2", "window", 2), ("Table 3", "window", 4), ("Table 4", "main room", 4),
        ("Table 5", "main room", 4), ("Table 6", "main room", 6), ("Table 7", "main room", 8), ("Table 8", "alcove", 2),
        ("Table 9", "alcove", 4), ("Table 10", "terrace", 4), ("Table 11", "terrace", 6), ("Table 12", "terrace", 10),
    ),
)  # fmt: skip

SITTINGS = Things(
    noun("menu"),
    (
        category("style"),
        quantity("minutes", 60, 180, "length", "minutes", most="longest", least="shortest", step=15),
        price("deposit_cents", label="deposit", most="dearest", least="cheapest"),
    ),
    (
        ("Bar Menu", "short", 60, 500), ("Dessert Menu", "short", 60, 400), ("Small Plates Menu", "short", 75, 800),
        ("Two-Course Menu", "classic", 90, 900), ("Three-Course Menu", "classic", 120, 1400), ("Roast Menu", "classic", 105, 1200),
        ("Business Menu", "classic", 90, 1500), ("Family Menu", "festive", 120, 1800), ("Celebration Menu", "festive", 150, 2500),
        ("Sharing Menu", "festive", 105, 1600), ("Vegetarian Tasting Menu", "tasting", 165, 3600),
        ("Tasting Menu", "tasting", 180, 4000),
    ),
)  # fmt: skip

DISHES = Things(
    noun("dish"),
    (category("course", label="kind of dish"), price("price_cents")),
    (
        ("Leek and Potato Soup", "starter", 750), ("Smoked Trout Pâté", "starter", 950), ("Burrata with Peaches", "starter", 1150),
        ("Beef Tartare", "starter", 1300), ("Roast Chicken", "main", 1950), ("Mushroom Risotto", "main", 1700),
        ("Braised Lamb Shoulder", "main", 2400), ("Sea Bream with Fennel", "main", 2300), ("Aubergine Parmigiana", "main", 1650),
        ("Steak and Chips", "main", 2700), ("Green Salad", "side", 500), ("Rosemary Potatoes", "side", 550),
        ("Lemon Tart", "dessert", 800), ("Chocolate Mousse", "dessert", 750), ("Plum Crumble", "dessert", 780),
        ("Cheese Plate", "dessert", 1250),
    ),
)  # fmt: skip

ROOMS = Things(
    noun("private room"),
    (
        category("floor"),
        quantity("seats", 8, 60, "number of seats", at_least="that seats at least {value}", most="largest", least="smallest"),
        price("day_rate_cents", label="daily rate"),
    ),
    (
        ("Library", "first floor", 14, 22000), ("Blue Room", "first floor", 20, 28000), ("Orangery", "ground floor", 40, 52000),
        ("Wine Room", "ground floor", 16, 30000), ("Kitchen Table", "ground floor", 8, 18000),
        ("Courtyard", "ground floor", 60, 64000), ("Map Room", "first floor", 12, 20000),
        ("Long Gallery", "second floor", 48, 56000), ("Studio", "second floor", 24, 30000), ("Vault", "ground floor", 10, 19000),
        ("Garden Room", "ground floor", 30, 42000), ("Attic", "second floor", 18, 24000),
    ),
)  # fmt: skip

EVENINGS = Things(
    noun("special evening"),
    (category("kind"), quantity("capacity", 10, 60, "number of places", most="largest", least="smallest"), price("price_cents")),
    (
        ("Wines of the Loire", "tasting", 20, 6500), ("Sherry and Small Plates", "tasting", 24, 5200),
        ("Cheese and Cider", "tasting", 22, 4400), ("Oyster Night", "dinner", 30, 5800), ("Game Supper", "dinner", 36, 6200),
        ("Harvest Dinner", "dinner", 48, 4900), ("Truffle Evening", "dinner", 18, 9800), ("Jazz Supper", "music", 50, 4500),
        ("Songs at the Piano", "music", 40, 3900), ("Pasta by Hand", "cooking", 12, 7200), ("Knife Skills", "cooking", 10, 6800),
        ("Five Sauces", "cooking", 12, 7000),
    ),
)  # fmt: skip

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 20, 400, "cost", "points", most="dearest", least="cheapest"),),
    (
        ("Free Coffee", 20), ("Glass of House Wine", 40), ("Free Dessert", 60), ("Starter for Two", 110),
        ("Bottle of House Wine", 180), ("Lunch for Two", 320), ("Seat at the Chef's Table", 400),
    ),
)  # fmt: skip

COMPLAINTS = (
    ("reservation", ("We had booked the window and were put beside the kitchen door.",
                     "We came on time and waited half an hour for our table.")),
    ("food", ("The sea bream was raw along the bone.", "I said twice that I cannot eat nuts, and there were nuts in the pesto.",
              "The soup was lukewarm and came back hardly warmer.")),
    ("service", ("We were forgotten after the starters and had to ask three times for the bill.",
                 "The waiter told my mother that she had ordered the wrong thing.")),
    ("bill", ("There is a bottle on my bill that was drunk at the next table.",
              "Our deposit was not taken off the bill.")),
)  # fmt: skip

DOMAIN = Domain(
    name="restaurant",
    category="Food",
    about="a restaurant",
    words="restaurant restaurants table tables dining diners menu dish dishes dinner lunch meal meals kitchen chef waiter "
    "bistro cafe pizzeria takeaway food eat cuisine recipes",
    organisations=(
        "The Copper Pan", "Fig and Fennel", "Rue Basse", "The Long Table", "Osteria Lampo", "Saltmarsh Kitchen",
    ),
    persona="staff",
    people=People(party=noun("guest"), roles=("host", "head waiter", "waiter", "chef", "sommelier"),
                  extras=(category("diet", ("no restriction", "vegetarian", "no nuts", "gluten-free", "vegan")),)),
    always=(
        Appointments(provider=TABLES, service=SITTINGS, appointment=noun("reservation"), verb=verb("book"), at="at", opening=MEALTIMES),
        Billing(charge=noun("bill"), methods=("card", "cash", "bank_transfer")),
    ),
    never=(Inspections, Qualifications),
    rules=(
        Rule(
            says='A table must seat the whole company.',
            made='appointment',
            holds='{provider.seats} >= {party.company}',
            refusal='The table does not seat the whole company.',
            asked='if the table seats {whose} whole party',
            party=(quantity("company", 2, 8, "size of the company", "people"),),
        ),
    ),
    sometimes=(
        Sometimes(0.8, Orders(item=DISHES, order=noun("order"), verb=verb("order"), options={"stock": False})),
        Sometimes(0.5, Tickets(ticket=noun("complaint"), topics=COMPLAINTS, resolutions=(
            "The head waiter rang to apologise and keeps the window table for the next visit.",
            "The chef rang to apologise and offered a dinner on the house.",
            "The head waiter has spoken to the team, and a dessert was offered for the next visit.",
            "The bill was corrected and the difference paid back.",
        ))),
        Sometimes(0.5, Reviews(
            good=("The lamb fell off the bone and the waiter knew every wine by heart.",
                  "Warm room, unhurried service, and a lemon tart worth the journey.",
                  "They remembered our anniversary. Every plate was hot."),
            fair=("Lovely starters, ordinary mains, and a long wait between them.",
                  "The food was good. The room was so loud that we shouted.",
                  "Pleasant enough, though the portions have shrunk."),
            poor=("Cold food, a wobbling table, and a bill with someone else's wine on it.",
                  "We waited an hour for a risotto that was still hard.",
                  "The waiter sighed when we asked for water."))),
        Sometimes(0.4, Deliveries(delivery=noun("delivery"), zones=(
            ("Old Town", 250), ("Harbour Side", 350), ("University Quarter", 350), ("West Hill", 500), ("Mill Lane", 450)),
            windows=("12:00-13:00", "13:00-14:00", "18:00-19:00", "19:00-20:00", "20:00-21:00"))),
        Sometimes(0.4, Events(event=EVENINGS, rsvp=noun("booking"), venue_names=(
            "the Orangery", "the Wine Room", "the Courtyard", "the Kitchen Table"))),
        Sometimes(0.4, Loyalty(account=noun("loyalty card"), points=noun("point"), rewards=REWARDS)),
        Sometimes(0.3, Bookings(thing=ROOMS, booking=noun("private hire"), verb=verb("hire"), unit=noun("day"), longest=2)),
        Sometimes(0.3, Coupons(coupon=noun("voucher code"), codes=(
            ("EARLYBIRD10", 10), ("LUNCHCLUB", 15), ("NEIGHBOUR", 10), ("SECONDHELPING", 20), ("THEATRE5", 5)))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("anniversary", "{party} is celebrating an anniversary.", ("book", "move?", "buy?"),
                  lead_customer="It is our anniversary.", asks=("last", "owed")),
        Situation("stuck in traffic", "{party} is stuck in traffic and will not make the reservation.", ("move", "pay?"),
                  lead_customer="We are stuck in traffic and will not make our reservation.", asks=("owed",)),
        Situation("settling the table", "{party} asked for the bill.", ("pay", "book?", "review?"),
                  lead_customer="Time to pay.", asks=("owed", "last")),
    ),
    leads=(
        "I have a guest on the telephone.", "I am going through the reservations.",
    ),
)  # fmt: skip
