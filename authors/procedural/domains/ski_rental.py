"""A ski rental: skiers reserve skis by the day, have boots fitted and bindings set, and bring skis in for service."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.events import Events
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

SKIS = Things(
    noun("ski set"),
    (category("style", label="kind of ski"), category("level"),
     quantity("length_cm", 90, 186, "length", "centimetres", most="longest", least="shortest",
              at_least="of at least {value} centimetres"),
     price("day_rate_cents", label="daily rate")),
    (
        ("Snowflake 90 Skis", "children's", "beginner", 90, 900), ("Snowflake 110 Skis", "children's", "beginner", 110, 1000),
        ("Yeti 130 Skis", "children's", "intermediate", 130, 1200),
        ("Glide 146 Skis", "piste", "beginner", 146, 1900), ("Glide 154 Skis", "piste", "beginner", 154, 1900),
        ("Glide 162 Skis", "piste", "beginner", 162, 1900),
        ("Carve 160 Skis", "piste", "intermediate", 160, 2600), ("Carve 168 Skis", "piste", "intermediate", 168, 2600),
        ("Slalom 165 Skis", "race", "advanced", 165, 3900),
        ("Giant 182 Skis", "race", "advanced", 182, 4200), ("Ridge 170 Skis", "all-mountain", "intermediate", 170, 3100),
        ("Ridge 178 Skis", "all-mountain", "advanced", 178, 3300),
        ("Powder 176 Skis", "freeride", "advanced", 176, 4100), ("Powder 186 Skis", "freeride", "advanced", 186, 4300),
        ("Tour Light 164 Skis", "touring", "intermediate", 164, 4400),
        ("Tour Light 172 Skis", "touring", "advanced", 172, 4600), ("Backbone 156 Board", "snowboard", "intermediate", 156, 2700),
    ),
)  # fmt: skip

TECHNICIANS = Things(
    noun("technician"),
    (category("specialty"), category("shop", label="location")),
    (
        ("Andri Caduff", "boot fitting", "village shop"), ("Livia Moser", "race skis", "village shop"),
        ("Tom Inverarity", "bindings", "village shop"),
        ("Beat Zurbriggen", "touring gear", "middle station"), ("Noemi Favre", "children's gear", "middle station"),
        ("Jonas Lindqvist", "snowboards", "middle station"),
        ("Chiara Pozzi", "boot fitting", "summit shop"), ("Matej Hribar", "edges and wax", "summit shop"),
        ("Grace Tolland", "bindings", "valley station"),
        ("Urs Bieri", "edges and wax", "valley station"),
    ),
)  # fmt: skip

SERVICES = Things(
    noun("service"),
    (category("area"), quantity("minutes", 15, 120, "duration", "minutes", most="longest", least="shortest", step=15),
     price("price_cents", label="price")),
    (
        ("Boot Fitting", "boots", 45, 3500), ("Liner Moulding", "boots", 60, 6900),
        ("Insole Fitting", "boots", 75, 11900), ("Shell Punch", "boots", 30, 2800),
        ("Binding Setting", "bindings", 15, 1500), ("Binding Test", "bindings", 30, 2400),
        ("Touring Binding Mount", "bindings", 60, 5900),
        ("Quick Wax", "skis", 15, 1200), ("Edge and Wax", "skis", 45, 3900), ("Base Repair", "skis", 60, 4900),
        ("Race Tune", "skis", 90, 8900),
        ("Avalanche Beacon Check", "safety", 30, 1800), ("Family Fitting", "boots", 90, 6000),
    ),
)  # fmt: skip

GEAR = Things(
    noun("shop item"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Ski Socks", "feet", 2400), ("Boot Heater Bag", "feet", 9900), ("Neck Warmer", "head", 1900),
        ("Sun Goggles", "head", 7900),
        ("Fog Goggles", "head", 8900), ("Wool Hat", "head", 2600), ("Leather Mittens", "hands", 4900),
        ("Pack of Hand Warmers", "hands", 1200),
        ("Thermal Shirt", "layers", 5400), ("Thermal Leggings", "layers", 4900), ("Sun Cream Stick", "care", 1100),
        ("Lip Balm", "care", 450),
        ("Lift Pass Holder", "small things", 700), ("Ski Strap", "small things", 900),
    ),
)  # fmt: skip

TOURS = Things(
    noun("snow event"),
    (category("kind", label="kind of event"), quantity("capacity", 6, 40, "number of places", most="largest",
                                                     least="smallest"), price("price_cents", label="price")),
    (
        ("First Tracks at Dawn", "guided tour", 10, 6900), ("Powder Hunt", "guided tour", 6, 14900),
        ("Glacier Crossing", "guided tour", 8, 13500), ("Moonlight Tour", "guided tour", 12, 5900),
        ("Beacon Drill", "safety course", 16, 2900), ("Avalanche Evening", "safety course", 40, 900),
        ("New Models to Try", "demo day", 30, 2500), ("Race Ski Demo", "demo day", 14, 3900),
        ("Wax like the Racers", "workshop", 12, 2400), ("Sledging Night", "evening out", 36, 1800),
        ("Fondue on Snowshoes", "evening out", 20, 6400), ("Children's Race", "race", 40, 1500),
    ),
)  # fmt: skip

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 20, 500, "cost", "points", most="dearest", least="cheapest"),),
    (
        ("Hot Chocolate", 20), ("Free Wax", 50), ("Ski Scarf", 90), ("Full Tune-Up", 180), ("Bobble Hat", 120),
        ("Free Rental Day", 260), ("Ski Lesson", 380), ("Warm Mittens", 220),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="ski_rental",
    category="Sport",
    about="a ski rental",
    words="ski skiers skis boots poles helmets bindings mountain snow snowboard wax slopes lifts winter rental skiing",
    organisations=("Edelweiss Ski Hire", "The Wax Room", "Summit Sports", "Glacier Rent", "Schuss and Slide",
                   "Three Peaks Ski Rental"),
    persona="customer",
    people=People(party=noun("skier"), roles=("shop manager", "technician", "rental clerk", "boot fitter"),
                  extras=(category("level", ("beginner", "intermediate", "advanced", "racer"), "skiing level"),
                          quantity("height_cm", 100, 200, "height", "centimetres", step=2))),
    always=(
        Bookings(thing=SKIS, booking=noun("reservation"), verb=verb("reserve"), longest=6, busy=2.2),
        Appointments(provider=TECHNICIANS, service=SERVICES, appointment=noun("appointment"), verb=verb("book"), busy=1.8),
        Billing(charge=noun("rental bill"), methods=("card", "cash", "bank_transfer")),
    ),
    never=(Qualifications,),
    rules=(
        Rule(
            says='Skis are no more than 10 centimetres longer and 40 shorter than the skier.',
            made='booking',
            holds='{thing.length_cm} BETWEEN {party.height_cm} - 40 AND {party.height_cm} + 10',
            refusal="The length of this set does not suit the skier's height.",
            asked='if the length suits {whose} height',
            mine={'height_cm': (150, 156, 162, 168, 174, 180, 186)},
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(places=("in the boot room", "at the counter", "by the ski racks", "outside the shop"))),
        Sometimes(0.35, Returns()),
        Sometimes(0.4, Deposits()),
        Sometimes(0.5, Orders(item=GEAR, order=noun("shop order"))),
        Sometimes(0.45, Events(event=TOURS, rsvp=noun("sign-up"),
                               venue_names=("the middle station", "the summit hut", "the village shop",
                                            "the practice slope"))),
        Sometimes(0.45, Tickets(of="booking", ticket=noun("complaint"), topics=(
            ("bindings", ("The left binding opened on a blue run.", "My heel lifts although the boot is closed.")),
            ("boots", ("My toes were numb after an hour.", "I was given a boot a full size too large.")),
            ("edges",
             ("There was no edge left on ice.",
              "A stone has gone right through the base, and it was there this morning.")),
            ("closed lifts", ("The lifts stood still for the storm and I was charged for the day.",
                              "We could not reach the slopes on Tuesday at all.")),
            ("helmet", ("The buckle of the children's helmet is broken.",
                        "The helmet smelt so bad that I bought another one.")),
        ), resolutions=("Bindings set again and signed off.", "Boots exchanged without charge.",
                        "Skis swapped for a fresh pair.", "The closed day was refunded.",
                        "Helmet replaced."))),
        Sometimes(0.35, Reviews(of="booking",
            good=("Edges like razors, and a good word on where to go.",
                  "In and out in ten minutes with four children. Amazing.",
                  "They swapped my skis twice until I was happy."),
            fair=("Good skis, long queue on Saturday.", "Fine gear, though the poles were bent."),
            poor=("An hour in the queue, and the wrong pair at the end.", "The bindings were never checked, and one opened.",
                  "Worn bases and no wax at that price."))),
        Sometimes(0.35, Loyalty(account=noun("snow card"), points=noun("point"), rewards=REWARDS)),
        Sometimes(0.3, Waitlist(entry=noun("waiting-list entry", "waiting-list entries"),
                                options={"party_size": False})),
        Sometimes(0.3, Coupons(codes=(("EARLYSNOW", 15), ("FAMILY20", 20), ("SPRINGSLUSH", 10), ("LOCALS12", 12),
                                      ("FIRSTTURN", 5)))),
        Sometimes(0.3, Maintenance(order=noun("ski service"), kinds=(
            ("edges", ("Take out the burrs and sharpen to eighty-eight degrees.",
                       "Polish the edges after the icy week.")),
            ("base work", ("Fill the core shot under the left foot.", "Stone grind and hot wax.")),
            ("bindings", ("Test the release values on the machine.", "Replace the worn heel piece.")),
        ))),
        Sometimes(0.3, Messages(topics=(
            ("Sizes", ("I am one metre ninety and heavy. Which length should I take?",
                       "My son grows so fast. May we change boots mid-week?")),
            ("Delivery to the hotel", ("Could the skis be brought to our hotel?",
                                       "Where can we leave the boots overnight?")),
            ("Weather", ("Will the summit open tomorrow?", "What happens if the lifts stay closed?")),
            ("Lost things", ("I left one mitten on the bench, a red one.",
                             "Has anybody handed in a pole with a blue grip?")),
        ))),
    ),
    months=(1, 2, 3, 11, 12),
    situations=(
        Situation("twisted knee", "{party} has twisted a knee.", ("cancel", "move?", "pay?"),
                  lead_customer="I have twisted my knee and the doctor says no skiing.", asks=("owed", "last")),
        Situation("fresh snow", "{party} has seen the forecast: half a metre of snow.", ("book", "extend?", "sign_up?"),
                  lead_customer="Half a metre of fresh snow is on its way!", asks=("last", "owed")),
        Situation("gear in need of care", "{party} wants the gear seen to before the next run.", ("schedule", "complain?", "buy?"),
                  lead_customer="My gear needs some attention before the next run.", asks=("last", "owed")),
    ),
    leads=(
        "We arrive on the night train.",
        "We have a week in the mountains ahead of us.",
        "The webcam shows blue sky.",
        "The children can hardly wait.",
    ),
)  # fmt: skip
