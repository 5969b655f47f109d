"""A guesthouse: rooms by the night, breakfasts, packed lunches and bicycles."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

ROOMS = Things(
    noun("room"),
    (
        category("side"),
        quantity("beds", 1, 4, "number of beds", at_least="with at least {value} beds"),
        quantity("floor", 0, 3, "floor", most="highest", least="lowest"),
        price("night_rate_cents", label="nightly rate"),
    ),
    (
        ("Lavender", "garden side", 1, 0, 7200), ("Rosemary", "garden side", 2, 0, 9500), ("Sage", "courtyard side", 1, 0, 6400),
        ("Thyme", "courtyard side", 2, 1, 8600), ("Juniper", "sea side", 2, 1, 12500), ("Samphire", "sea side", 2, 1, 12900),
        ("Sea Holly", "sea side", 3, 2, 15500), ("Marram", "dune side", 2, 2, 11000), ("Bramble", "dune side", 3, 2, 13200),
        ("Heather", "hill side", 2, 2, 10400), ("Gorse", "hill side", 1, 3, 7800), ("The Loft", "sea side", 4, 3, 19500),
    ),
)  # fmt: skip

BICYCLES = Things(
    noun("bicycle"),
    (
        category("kind"),
        quantity("gears", 1, 27, "number of gears"),
        price("day_rate_cents", label="daily rate"),
    ),
    (
        ("Bluebell", "town", 7, 1400), ("Cornflower", "town", 7, 1400), ("Foxglove", "town", 3, 1200),
        ("Grasshopper", "town", 1, 900), ("Kite", "touring", 27, 2200), ("Merlin", "touring", 24, 2200),
        ("Swallow", "touring", 21, 2000), ("Badger", "mountain", 18, 2400), ("Otter", "mountain", 24, 2600),
        ("Sparrow", "children's", 6, 1000), ("Wren", "children's", 3, 900), ("Storm", "electric", 8, 3600),
        ("Tailwind", "electric", 9, 3900),
    ),
)  # fmt: skip

PANTRY = Things(
    noun("pantry item"),
    (category("meal", label="kind of meal"), price("price_cents")),
    (
        ("Full Breakfast", "breakfast", 1450), ("Vegetarian Breakfast", "breakfast", 1350), ("Kippers and Toast", "breakfast", 1500),
        ("Porridge with Honey", "breakfast", 800), ("Breakfast in Bed", "breakfast", 2200),
        ("Packed Lunch", "lunch", 1100), ("Child's Packed Lunch", "lunch", 750), ("Ploughman's Lunch", "lunch", 1300),
        ("Thermos of Soup", "lunch", 650), ("Cream Tea", "tea", 950), ("Slice of Fruit Cake", "tea", 450),
        ("Evening Platter for Two", "supper", 2600), ("Bottle of House White", "drinks", 2100),
        ("Bottle of Local Cider", "drinks", 900), ("Flask of Cocoa", "drinks", 600),
    ),
)  # fmt: skip

PLANS = Things(
    noun("plan"),
    (
        price("monthly_cents", label="monthly price"),
        quantity("discount_percent", 0, 25, "discount", "percent", most="most generous"),
    ),
    (("House Friend", 400, 5), ("Regular", 900, 10), ("Walker's Circle", 1400, 15), ("Winter Guest", 2200, 25)),
)

COMPLAINTS = (
    ("noise", ("The pipes knocked every time somebody ran a bath above us.",
               "Another party came in at two and talked on the stairs for an hour.")),
    ("room", ("The window does not shut, and it was blowing all night.",
              "The shower ran cold after three minutes on both mornings.",
              "There was one towel in a room for two.")),
    ("breakfast", ("Breakfast was cleared away at nine although it says half past.",
                   "I had told you about the milk allergy, and there was butter on everything.")),
    ("bill", ("We stayed two nights and were billed for three.",
              "A packed lunch is on our bill that went to the next room.")),
)  # fmt: skip

WRITTEN = (
    ("Late arrival", ("Our ferry lands at eleven at night. Will somebody let us in?",
                      "We shall not be with you before ten. Where do we find the key?")),
    ("Breakfast times", ("We set off at six. Could we have something to take along?",
                         "Could we have breakfast an hour later on Sunday?")),
    ("Something left behind", ("I think my scarf is still in the wardrobe. Could you post it?",
                               "Did you find a telephone charger by the bed?")),
    ("Bringing a dog", ("May our old terrier sleep in the room?",
                        "Is there a meadow nearby where a dog can run?")),
)  # fmt: skip

WORK = (
    ("repair", ("Something rattles: find it and tighten it.", "One part is worn through and has to be replaced.")),
    ("cleaning", ("The last guest came in with muddy boots: clean it thoroughly.", "A full clean before the season.")),
    ("painting", ("Touch up the scuffed corners.", "The old paint flakes: rub it down and paint it again.")),
    ("lighting", ("The lamp flickers, so fit a new one.", "The light is too weak, so put in a stronger one.")),
)  # fmt: skip

DOMAIN = Domain(
    name="guesthouse",
    category="Stay",
    about="a guesthouse",
    words="guesthouse guest guests room rooms hotel inn bed breakfast stay night nights lodging hostel b&b holiday "
    "travellers housing flat flats accommodation hosts apartment check-in",
    also="hotel hotels",
    organisations=(
        "Seaholly House", "The Lamplight Guesthouse", "Harbour Row Rooms", "Marram House", "Three Chimneys",
        "Cobbler's Rest",
    ),
    persona="staff",
    people=People(party=noun("guest"), roles=("owner", "receptionist", "housekeeper", "cook")),
    always=(
        Bookings(thing=ROOMS, booking=noun("stay"), verb=verb("book"), unit=noun("night"), longest=8, of="in"),
        Billing(charge=noun("bill"), methods=("card", "cash", "bank_transfer")),
    ),
    never=(Qualifications,),
    rules=(
        Rule(
            says='A room must have a bed for everybody in the party.',
            made='booking',
            holds='{thing.beds} >= {party.travels_as}',
            refusal='There are fewer beds in this room than people in the party.',
            asked='if it has enough beds for {whose} party',
            party=(quantity("travels_as", 2, 4, "size of the party", "people"),),
        ),
    ),
    sometimes=(
        Sometimes(0.3, Inspections(subjects=(
            ("safety", ("Something was loose and has to be fixed.", "One part has a sharp edge.")),
            ("damage", ("There is a deep scratch that has to be seen to.", "The lock jams.")),
        ))),
        Sometimes(0.3, LostProperty(places=("in the room", "in the breakfast room", "on the stairs", "in the garden"))),
        Sometimes(0.4, Deposits()),
        Sometimes(0.6, Orders(item=PANTRY, order=noun("kitchen order"))),
        Sometimes(0.5, Bookings(thing=BICYCLES, booking=noun("bicycle hire"), verb=verb("rent"), unit=noun("day"), longest=5,
                                suffix="bicycle")),
        Sometimes(0.6, Maintenance(order=noun("job"), kinds=WORK, on="in")),
        Sometimes(0.5, Tickets(of="booking", ticket=noun("complaint"), topics=COMPLAINTS, options={"about": "nothing"}, resolutions=(
            "We have apologised and offered a quieter room.",
            "It was put right in the room the same day.",
            "The kitchen was told, and breakfast was free of charge.",
            "The bill was corrected and the difference given back.",
        ))),
        Sometimes(0.5, Reviews(of="booking",
            good=("A bed like a cloud, the sea in the window, and the best porridge of our trip.",
                  "Spotless, quiet, and somebody had lit the fire before we came in.",
                  "Nothing was too much trouble, not even breakfast at six."),
            fair=("Charming house, thin walls.",
                  "The room was small for the price, but breakfast made up for it.",
                  "Clean and friendly. The stairs are steep with a suitcase."),
            poor=("Cold radiator, cold shower, cold toast.",
                  "We heard every word from next door until two in the morning.",
                  "The room smelled of damp, and the window would not open."))),
        Sometimes(0.4, Messages(topics=WRITTEN)),
        Sometimes(0.4, Waitlist(entry=noun("waiting-list entry"))),
        Sometimes(0.3, Memberships(plan=PLANS, membership=noun("membership"))),
        Sometimes(0.3, Coupons(coupon=noun("voucher code"), codes=(
            ("EARLYBIRD15", 15), ("WALKERS10", 10), ("THREENIGHTS", 10), ("RETURNING20", 20), ("SEAFRET5", 5)))),
    ),
    situations=(
        Situation("delayed ferry", "{party}'s ferry does not sail.", ("move", "ask?", "cancel?"),
                  lead_customer="Our ferry does not sail.", asks=("last", "owed")),
        Situation("another night", "{party} likes it here and would stay on.", ("extend", "buy?", "pay?"),
                  lead_customer="We like it here and would like to stay on.", asks=("owed", "last")),
        Situation("leaving at dawn", "{party} leaves before the house is awake.", ("pay", "buy?", "review?"),
                  lead_customer="We leave before the house is awake.", asks=("owed",)),
    ),
    leads=(
        "Breakfast is over, so to the desk.", "There are walkers at the door with wet boots.",
        "I am going through the book for the week.", "Someone rang while you were out.",
    ),
)  # fmt: skip
