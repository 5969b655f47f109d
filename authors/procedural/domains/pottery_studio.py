"""A pottery studio: potters take classes, buy clay and glaze, and rent wheels and kiln shelves."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.events import Events
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.quotes import Quotes
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.rules import Rule

COURSES = Things(
    noun("course"),
    (category("technique"), category("level"), price("price_cents", label="class fee")),
    (
        ("First Bowl on the Wheel", "throwing", "beginner", 4200),
        ("Mugs and Handles", "throwing", "improver", 4600),
        ("Throwing Tall", "throwing", "advanced", 5800),
        ("Lidded Jars", "throwing", "advanced", 5600),
        ("Pinch Pots for Everybody", "hand-building", "beginner", 3200),
        ("Coil Vases", "hand-building", "improver", 3800),
        ("Slab Plates for the Table", "hand-building", "beginner", 3900),
        ("Garden Pots", "hand-building", "improver", 4400),
        ("Slip and Sgraffito", "decoration", "improver", 4100),
        ("Brushwork and Oxides", "decoration", "beginner", 3600),
        ("Mixing Your Own Glaze", "glazing", "advanced", 6200),
        ("Glaze without Tears", "glazing", "beginner", 3400),
        ("Raku in the Yard", "firing", "improver", 7500),
        ("Reading a Kiln Log", "firing", "advanced", 5200),
    ),
)

MATERIALS = Things(
    noun("material"),
    (category("category"), category("firing_range", label="firing range"),
     quantity("weight_g", 200, 12500, "weight", "grams", most="heaviest", least="lightest"),
     price("price_cents", label="price")),
    (
        ("White Stoneware Clay", "clay", "high fire", 12500, 2100),
        ("Speckled Stoneware Clay", "clay", "high fire", 12500, 2450),
        ("Black Stoneware Clay", "clay", "mid fire", 10000, 3200),
        ("Terracotta Clay", "clay", "low fire", 12500, 1650),
        ("Grogged Raku Clay", "clay", "raku", 12500, 2300),
        ("Porcelain Clay", "clay", "high fire", 10000, 3900),
        ("Celadon Glaze", "glaze", "high fire", 1000, 2600),
        ("Tenmoku Glaze", "glaze", "high fire", 1000, 2400),
        ("Matt White Glaze", "glaze", "mid fire", 1000, 2200),
        ("Honey Glaze", "glaze", "low fire", 1000, 1900),
        ("Turquoise Raku Glaze", "glaze", "raku", 500, 1750),
        ("Cobalt Oxide", "oxide", "any", 200, 2800),
        ("Red Iron Oxide", "oxide", "any", 500, 900),
        ("Wooden Rib Set", "tools", "any", 250, 1450),
        ("Trimming Tool Set", "tools", "any", 400, 2150),
        ("Throwing Bat Set", "tools", "any", 3200, 6400),
    ),
)  # fmt: skip

STATIONS = Things(
    noun("station"),
    (category("kind", label="type"), category("building"), price("day_rate_cents", label="daily fee")),
    (
        ("Corner Wheel", "kick wheel", "main studio", 1600),
        ("Window Wheel", "electric wheel", "main studio", 2200),
        ("Middle Wheel", "electric wheel", "main studio", 2200),
        ("Fig Tree Wheel", "electric wheel", "garden house", 2400),
        ("Tall Wheel", "standing wheel", "garden house", 2600),
        ("Garden Table", "hand-building table", "garden house", 1800),
        ("Window Bench", "hand-building table", "main studio", 1500),
        ("Slab Roller", "slab roller", "back studio", 2000),
        ("Plaster Corner", "mould bench", "back studio", 1700),
        ("Spray Booth", "glazing booth", "back studio", 2800),
        ("Test Kiln", "small kiln", "kiln shed", 3800),
        ("Middle Kiln", "electric kiln", "kiln shed", 6500),
        ("Big Gas Kiln", "gas kiln", "kiln shed", 11000),
    ),
)

PLANS = Things(
    noun("studio pass"),
    (price("price_cents", label="monthly fee"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (
        ("Drop-In Pass", 1200, 5),
        ("Sunday Pass", 3800, 8),
        ("Evening Pass", 6500, 10),
        ("Shelf Pass", 12500, 15),
        ("Resident Pass", 22000, 25),
    ),
)

EVENTS = Things(
    noun("studio event"),
    (category("kind", label="kind of event"), quantity("capacity", 8, 80, "number of places", most="largest",
                                                       least="smallest")),
    (
        ("Spring Kiln Opening", "kiln opening", 60),
        ("Autumn Kiln Opening", "kiln opening", 60),
        ("Seconds Sale", "sale", 80),
        ("Potters' Market", "sale", 75),
        ("Pit Firing Night", "firing", 25),
        ("Raku by Torchlight", "firing", 20),
        ("Glaze Swap Evening", "gathering", 18),
        ("Mug for a Mug", "gathering", 30),
        ("Guest Potter from Mashiko", "demonstration", 35),
        ("Throwing Blindfold", "demonstration", 40),
        ("Bowls for the Soup Kitchen", "charity day", 24),
        ("Tile Your Name", "charity day", 16),
    ),
)  # fmt: skip

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 40, 800, "cost", "points", most="dearest", least="cheapest"),),
    (
        ("Bag of Terracotta", 120),
        ("Free Bisque Firing", 150),
        ("Wheel Day", 180),
        ("Studio Apron", 240),
        ("Jar of Glaze", 260),
        ("Free Beginner Class", 420),
        ("Kiln Shelf", 700),
    ),
)

PROPOSALS = Things(
    noun("proposal"),
    (category("topic"), quantity("seconders", 2, 9, "number of seconders", most="best supported", least="least supported")),
    (
        ("Longer Hours on Thursdays", "opening hours", 6),
        ("A Quiet Morning on Mondays", "opening hours", 4),
        ("A Second Gas Kiln", "equipment", 8),
        ("More Drying Shelves", "equipment", 9),
        ("A Shared Slip Bucket", "equipment", 3),
        ("One Glaze Firing More a Week", "firing", 7),
        ("Firing by the Kilo", "money", 5),
        ("A Fund for Kiln Repairs", "money", 4),
        ("A Stall at the Craft Market", "events", 6),
        ("An Open Day in Autumn", "events", 2),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="pottery_studio",
    category="Making",
    about="a pottery studio",
    words="pottery potter potters ceramics ceramic clay kiln kilns glaze glazes wheel studio throwing stoneware firing",
    organisations=(
        "Wet Clay Studio", "The Kiln House", "Ash & Oxide", "Millrace Pottery", "Seventh Wheel Ceramics",
        "Brick Lane Potters", "Slow Bowl Studio",
    ),
    persona="customer",
    people=People(
        party=noun("potter"), roles=("studio manager", "kiln technician", "teacher", "front desk"),
        extras=(category("experience", ("first year", "improver", "experienced"), "experience"),),
    ),
    always=(
        Classes(course=COURSES, session=noun("class"), enrolment=noun("enrolment"),
                teacher_names=("Hester Vale", "Naoko Ueda", "Bram Kuipers", "Delphine Roy", "Ousmane Diallo")),
        Orders(item=MATERIALS, order=noun("order"), verb=verb("order")),
        Billing(charge=noun("studio bill"), methods=("card", "cash", "bank_transfer")),
    ),
    never=(Qualifications,),
    rules=(
        Rule(
            says='Improver classes are not for the first year, advanced ones only for the experienced.',
            made='enrolment',
            holds="{course.level} = 'beginner' OR {party.experience} = 'experienced' OR ({course.level} = 'improver' AND {party.experience} = 'improver')",
            refusal='The class takes more experience than the potter has.',
            asked='if {have} enough experience for it',
            mine={'experience': ('first year', 'improver')},
        ),
    ),
    sometimes=(
        Sometimes(0.35, Votes(proposals=PROPOSALS)),
        Sometimes(0.35, Returns()),
        Sometimes(0.35, Quotes()),
        Sometimes(0.55, Bookings(thing=STATIONS, booking=noun("booking"), verb=verb("reserve"),
                                 unit=noun("day"),
                                 longest=4, busy=1.3)),
        Sometimes(0.45, Memberships(plan=PLANS, membership=noun("membership"))),
        Sometimes(0.4, Events(event=EVENTS, rsvp=noun("sign-up"),
                              venue_names=("Kiln Yard", "Front Studio", "Garden Room", "Village Hall"))),
        Sometimes(0.4, Reviews(of="enrolment",
            good=(
                "I went home with clay in my hair and a bowl that holds soup.",
                "Patient teacher, small group, and my first handle that stayed on.",
                "Two hours flew by. The glaze samples alone were worth it.",
                "One sentence from the teacher fixed my centring. Wonderful.",
            ),
            fair=(
                "Good class, but two of us had to share a wheel.",
                "I learned a lot, though the room was very cold.",
                "Nice class. I would have liked more time for trimming.",
            ),
            poor=(
                "We waited half an hour for the clay and then had to rush.",
                "The teacher helped the regulars and hardly looked at the rest of us.",
                "My bowl was thrown away before it could be fired.",
                "Far too many people for six wheels.",
            ),
        )),
        Sometimes(0.4, Messages(topics=(
            ("When is the next firing", (
                "My bowls have been on the bisque shelf for two weeks. When will they be fired?",
                "Is there still room for one tall vase in the next glaze firing?",
            )),
            ("Which glaze for which clay", (
                "Does the honey glaze fit speckled stoneware or will it craze?",
                "Can I put the celadon over black slip?",
            )),
            ("Pieces left behind", (
                "I left a blue sponge and a rib by the tall wheel.",
                "Somebody seems to have taken my mug home by mistake.",
            )),
            ("Bringing a friend", (
                "May a friend come along and watch for one evening?",
                "Could my daughter, who is eleven, share my wheel?",
            )),
        ))),
        Sometimes(0.35, Tickets(of="enrolment",
            ticket=noun("complaint"),
            options={"about": "nothing"},
            topics=(
                ("cracked piece", ("Both of my plates cracked in the bisque firing.",
                                       "A hairline crack runs through the base of my jar.")),
                ("stuck glaze", ("My mug is glued to the kiln shelf by somebody else's glaze.",
                                 "The foot of my bowl was chipped when it was taken off the shelf.")),
                ("lost piece", ("My tall vase is not on the collection shelf.",
                                "Two of the six cups that I left for firing are missing.")),
                ("equipment", ("The pedal of the middle wheel sticks at full speed.",
                               "The slab roller leaves a ridge on one side.")),
            ),
            resolutions=(
                "Clay for a new piece and a free firing were given.",
                "The foot was ground smooth, and the piece can be collected.",
                "Found on the wrong shelf and set aside for collection.",
                "Repaired by the technician and in use again.",
            ),
        )),
        Sometimes(0.35, Loyalty(account=noun("loyalty card"), points=noun("point"), rewards=REWARDS)),
        Sometimes(0.3, Coupons(codes=(("FIRSTBOWL", 15), ("MUDDYHANDS", 10), ("KILNDAY", 12), ("TWOATTHEWHEEL", 20),
                                      ("GLAZE5", 5)))),
    ),
    months=(1, 2, 3, 4, 5, 6, 9, 10, 11, 12),
    situations=(
        Situation("much to make", "{party} has a lot to make this season.", ("buy", "enrol?", "pay*?"),
                  lead_customer="I have a lot to make this season.", asks=("last", "owed")),
        Situation("sprained wrist", "{party} has sprained a wrist.", ("cancel*", "swap?", "pay*?"),
                  lead_customer="I have sprained my wrist and cannot throw for a while.", asks=("owed",)),
        Situation("market stall", "{party} has a stall at the next market.", ("buy", "book?", "pay?"),
                  lead_customer="I have got a stall at the craft market and need stock.", asks=("last", "owed")),
    ),
    leads=(
        "My hands miss the clay.",
        "I have promised half of the family a mug this year.",
        "After a long break I am coming back to the studio.",
    ),
)  # fmt: skip
