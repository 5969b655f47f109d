"""A balloon company: people fly at dawn, wait for the weather, give flights away and come back for the workshop."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

FLIGHTS = Things(
    noun("group flight"),
    (category("route", label="route"), quantity("capacity", 4, 24, "number of places", most="largest",
                                                least="smallest"),
     quantity("minutes", 30, 150, "time in the air", "minutes", most="longest", least="shortest"),
     price("price_cents", label="price")),
    (
        ("Over the Vineyards", "vineyards", 12, 60, 18900), ("Vines and Villages", "vineyards", 12, 60, 17900),
        ("River Bends", "river", 8, 75, 21900), ("Castle Ring", "castles", 16, 90, 24900),
        ("Low over the Orchards", "orchards", 10, 45, 13900), ("Round the Three Hills", "hills", 6, 70, 23900),
        ("Long Drift East", "plain", 4, 150, 39900), ("Balloon Glow and Hop", "meadow", 24, 30, 8900),
        ("High over the Moor", "moor", 8, 80, 22900), ("Above the Harvest", "plain", 14, 60, 16900),
        ("Across the Lake", "lake", 10, 65, 19900), ("Quarry and Forest", "forest", 12, 55, 15900),
    ),
)  # fmt: skip

PILOTS = Things(
    noun("balloon pilot"),
    (category("balloon", label="balloon"), quantity("years", 2, 34, "years of flying", "years", most="most experienced",
                                                    least="least experienced")),
    (
        ("Marguerite Oyelaran", "Red Pear", 21), ("Tobias Falk", "Blue Stripe", 9), ("Ines Carvalho", "Checkerboard", 14),
        ("Hugh Penrose", "Red Pear", 34), ("Satu Laine", "Harlequin", 6), ("Matteo Bruni", "Blue Stripe", 17),
        ("Yolanda Mbeki", "Harlequin", 11), ("Conrad Weiss", "Old Copper", 27),
    ),
)  # fmt: skip

PRIVATE = Things(
    noun("flight package"),
    (category("occasion"), quantity("minutes", 40, 180, "time in the air", "minutes", most="longest", least="shortest"),
     quantity("limit_kg", 80, 130, "weight limit for a passenger", "kilograms", step=5),
     price("price_cents", label="price")),
    (
        ("Proposal at a Thousand Feet", "proposal", 60, 100, 79000), ("Golden Wedding Drift", "anniversary", 75, 110, 84000),
        ("Birthday Basket for Four", "birthday", 60, 95, 69000), ("Photographer's Hour", "photography", 90, 105, 95000),
        ("Ashes to the Wind", "farewell", 50, 110, 72000), ("Company Outing", "outing", 60, 120, 118000),
        ("Tethered Half Hour", "outing", 40, 130, 38000), ("Two Valleys Crossing", "anniversary", 120, 90, 129000),
        ("Trainee Pilot", "training", 180, 95, 149000), ("Quick Hop", "birthday", 45, 100, 52000),
    ),
)  # fmt: skip

SHOP = Things(
    noun("keepsake"),
    (category("kind", label="kind of keepsake"), price("price_cents", label="price")),
    (
        ("Framed Flight Certificate", "paper", 1900), ("Photograph from the Basket", "paper", 1400),
        ("Envelope Silk Scarf", "textile", 4200), ("Wicker Key Ring", "wicker", 900), ("Picnic Basket", "wicker", 6800),
        ("Enamel Balloon Mug", "kitchen", 1600), ("Burner Lighter", "metal", 2400), ("Altimeter Pendant", "metal", 5200),
        ("Wool Flight Blanket", "textile", 7900), ("Children's Paper Balloon Kit", "paper", 1100),
        ("Landing Cider", "kitchen", 1500), ("Dawn Tea", "kitchen", 1200),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="balloon_rides",
    category="Air",
    about="a balloon company",
    words="balloon balloons ballooning basket burner envelope pilot ascent hot-air dawn flight passengers drift wind "
    "launch meadow landing chase retrieval altitude tether aeronaut wicker",
    organisations=("Pear Tree Balloons", "Slow Wind Ballooning", "Meadow Ascents", "The Basket Company",
                   "First Light Balloons", "Over the Hedges"),
    persona="customer",
    people=People(party=noun("passenger"), roles=("launch director", "crew chief", "ground handler",
                                                  "flight desk clerk")),
    always=(
        Events(event=FLIGHTS, rsvp=noun("flight booking"), venue_names=("the mill meadow", "the north common",
                                                                      "the racecourse", "the old airstrip")),
        Appointments(provider=PILOTS, service=PRIVATE, appointment=noun("private flight"), verb=verb("book"),
                     opening=("05:30:00", "06:00:00", "06:30:00", "07:00:00", "07:30:00", "08:00:00"), busy=1.6),
        Billing(charge=noun("bill"), methods=("card", "bank_transfer", "cheque")),
    ),
    rules=(
        Rule(
            says="A passenger must not weigh more than a flight package's limit for a passenger.",
            made="appointment",
            holds="{party.weight_kg} <= {service.limit_kg}",
            refusal="The passenger weighs more than this flight package's limit for a passenger.",
            asked="if {whose} weight is within its limit",
            party=(quantity("weight_kg", 52, 118, "weight", "kilograms"),),
            mine={"weight_kg": (93, 97, 102, 106)},
        ),
    ),
    sometimes=(
        Sometimes(0.5, Orders(item=SHOP, order=noun("keepsake order"), busy=1.2)),
        Sometimes(0.5, Vouchers(voucher=noun("flight voucher"))),
        Sometimes(0.45, Messages(topics=(
            ("Weather call", ("Will we fly on Saturday if it stays this windy?", "When do you decide about the fog?")),
            ("Who may fly", ("My mother is eighty-two and steady on her feet. May she come?",
                             "Is there a weight that the basket cannot take?")),
            ("What to wear", ("Is it cold up there in May?", "Are sandals a bad idea for the landing?")),
            ("Coming along by road", ("May my brother ride in the chase van?",
                                      "Can the dog follow with the ground crew?")),
        ))),
        Sometimes(0.4, Documents(document=noun("form"), kinds=("passenger waiver", "health declaration",
                                                               "parental consent", "photo release"),
                                 titles=("Waiver for One Passenger", "Waiver for a Family",
                                         "Health Declaration over Seventy", "Health Declaration after Surgery",
                                         "Parental Consent for One Child", "Parental Consent for Two Children",
                                         "Photo Release for the Brochure", "Photo Release for the Website"))),
        Sometimes(0.4, Tickets(ticket=noun("complaint"), options={"about": "nothing"}, topics=(
            ("cancelled launch", ("We stood in the wet grass at five and nobody flew.",
                                  "The call came when we were already on the road.")),
            ("landing", ("We landed in a ditch and my camera got wet.", "The basket tipped and I lost a shoe.")),
            ("bill", ("The breakfast was charged for six and we were five.",
                             "The fuel supplement was never mentioned.")),
            ("late return", ("The chase van needed two hours to find us.", "We missed our train because of the farmer's gate.")),
        ), resolutions=("New date offered without a charge.", "Camera assessed and paid for.",
                        "Supplement paid back.", "A second van is on the road at weekends."))),
        Sometimes(0.35, Reviews(
            good=("Silence, mist and a fox in the clearing below. I cried a little.",
                  "Landed beside a cow that did not even look up. Perfect.", "The pilot knew every roof by name."),
            fair=("Lovely flight, third attempt.", "Worth it, though four in the morning is four in the morning."),
            poor=("Cancelled twice and then forty minutes instead of sixty.", "Packed in so tightly that I saw elbows.",
                  "The burner singed my hair, and nobody had mentioned hats."))),
        Sometimes(0.3, Coupons(codes=(("DAWN10", 10), ("LOWWIND15", 15), ("SECONDFLIGHT", 20), ("MEADOW5", 5)))),
    ),
    months=(3, 4, 5, 6, 7, 8, 9, 10),
    situations=(
        Situation("wind forecast", "{party} has seen that it will blow all weekend.", ("move", "withdraw?", "pay?"),
                  lead_customer="They say that it will blow all weekend.", asks=("owed", "last")),
        Situation("afraid of heights", "{party} has lost heart.", ("cancel*", "withdraw?"),
                  lead_customer="I looked down from the church tower yesterday, and I shall never get into a basket.",
                  asks=("owed", "count")),
        Situation("surprise for the parents", "{party} wants to surprise the parents.", ("book", "sign_up?", "buy?"),
                  lead_customer="My parents have dreamt of flying for forty years.", asks=("owed", "last")),
    ),
    leads=(
        "There was a balloon over our street this morning.", "My sister still talks of her flight with you.",
        "The weather looks settled at last.", "I have wanted this since I was seven.",
    ),
)  # fmt: skip
