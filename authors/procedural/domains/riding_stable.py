"""A riding stable: riders book a horse for a hack or a lesson of their own, and ride in weekly lessons."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.events import Events
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

HORSES = Things(
    noun("horse"),
    (category("breed"), quantity("height_cm", 115, 176, "height", "centimetres", most="tallest", least="smallest"),
     category("temper", label="temperament")),
    (
        ("Bramble", "Welsh cob", 146, "calm"), ("Juno", "Hanoverian", 168, "keen"),
        ("Pickle", "Shetland cross", 115, "cheeky"),
        ("Sir Toby", "Shire cross", 176, "calm"), ("Marigold", "Haflinger", 142, "calm"),
        ("Tempest", "Thoroughbred", 166, "keen"),
        ("Figaro", "Lusitano", 158, "sensitive"), ("Clover", "New Forest pony", 132, "calm"),
        ("Rook", "Fell pony", 138, "sure-footed"),
        ("Halla", "Icelandic", 140, "sure-footed"), ("Domino", "Appaloosa", 154, "cheeky"),
        ("Duchess", "Irish Draught", 165, "calm"),
        ("Wren", "Connemara", 147, "sensitive"), ("Barley", "Fjord", 144, "sure-footed"),
    ),
)  # fmt: skip

RIDES = Things(
    noun("ride"),
    (category("terrain", label="kind of ride"), quantity("minutes", 30, 180, "length", "minutes", most="longest",
                                                         least="shortest", step=15),
     price("price_cents", label="price")),
    (
        ("Lead-Rein Round", "arena", 30, 1800), ("Half-Hour Lunge Lesson", "arena", 30, 2600),
        ("Private Flatwork Lesson", "arena", 45, 4200),
        ("Private Jumping Lesson", "arena", 60, 5200), ("Dressage Test Run", "arena", 45, 4600),
        ("Mill Lane Hack", "hack", 60, 3400),
        ("Beech Wood Hack", "hack", 90, 4600), ("Ridgeway Hack", "hack", 120, 5900), ("Heath Hack", "hack", 75, 4200),
        ("Ford and Forest Trail", "trail", 150, 6900), ("Half-Day Trail", "trail", 180, 7900),
        ("Canter on the Gallops", "gallops", 45, 4400),
    ),
)  # fmt: skip

LESSONS = Things(
    noun("course"),
    (category("level"), category("discipline"), price("price_cents", label="lesson price")),
    (
        ("First Steps", "beginner", "riding", 1600), ("Starters", "beginner", "riding", 2400),
        ("Back in the Saddle", "beginner", "riding", 2800),
        ("Rising Trot", "beginner", "riding", 2400), ("Canter Club", "intermediate", "riding", 2800),
        ("Pole Work", "intermediate", "jumping", 3000),
        ("First Fences", "intermediate", "jumping", 3200), ("Grid Work", "advanced", "jumping", 3600),
        ("Novice Dressage", "intermediate", "dressage", 3400),
        ("Lateral Work", "advanced", "dressage", 3800), ("Vaulting", "beginner", "vaulting", 2000),
        ("Side-Saddle", "advanced", "riding", 3900),
    ),
)  # fmt: skip

LIVERY = Things(
    noun("livery box", "livery boxes"),
    (category("yard"), quantity("area_m2", 9, 20, "floor area", "square metres", most="largest", least="smallest",
                                at_least="of at least {value} square metres"),
     price("night_cents", label="nightly livery fee")),
    (
        ("Apple Box", "front yard", 12, 2400), ("Bay Box", "front yard", 12, 2400),
        ("Chestnut Box", "front yard", 14, 2700), ("Dun Box", "front yard", 14, 2700),
        ("Elder Box", "back yard", 10, 2000), ("Flint Box", "back yard", 10, 2000), ("Grey Box", "back yard", 9, 1800),
        ("Hazel Box", "barn", 16, 3100),
        ("Ivory Box", "barn", 16, 3100), ("Jet Box", "barn", 20, 3800), ("Kestrel Box", "foaling wing", 20, 4200),
        ("Larch Box", "foaling wing", 18, 3900),
    ),
)  # fmt: skip

TACK = Things(
    noun("tack item"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Riding Hat", "rider", 6900), ("Jodhpurs", "rider", 5400), ("Half Chaps", "rider", 4900),
        ("Riding Gloves", "rider", 1900),
        ("Body Protector", "rider", 12500), ("Head Collar", "horse", 1600), ("Lead Rope", "horse", 900),
        ("Fly Mask", "horse", 2200),
        ("Turnout Rug", "horse", 9800), ("Hoof Pick", "grooming", 350), ("Curry Comb", "grooming", 600),
        ("Mane Brush", "grooming", 850),
        ("Saddle Soap", "leather", 1100), ("Mint Treats", "treats", 650), ("Mineral Lick", "treats", 1400),
    ),
)  # fmt: skip

DAYS_OUT = Things(
    noun("event"),
    (category("kind", label="kind of event"), quantity("capacity", 8, 60, "number of places", most="largest",
                                                       least="smallest"),
     price("price_cents", label="price")),
    (
        ("Clear Round Evening", "jumping", 24, 1500), ("Stable Show", "show", 48, 2200),
        ("Fancy Dress Gymkhana", "games", 30, 1200),
        ("Tack Cleaning Party", "workshop", 20, 300), ("Own a Pony Day", "workshop", 12, 5500),
        ("Loading without Tears", "workshop", 10, 3800),
        ("Farrier's Talk", "talk", 40, 500), ("Picnic Ride", "ride", 10, 6200), ("Beach Ride", "ride", 8, 9500),
        ("Full Moon Ride", "ride", 8, 5400),
        ("Mounted Quadrille", "show", 60, 1000), ("Trip to the Horse Trials", "outing", 16, 4800),
    ),
)  # fmt: skip

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 20, 400, "cost", "points", most="dearest", least="cheapest"),),
    (
        ("Bag of Carrots", 20), ("Mane Plaiting Lesson", 60), ("Stable Mug", 80), ("Grooming Hour", 110),
        ("Mill Lane Hack", 190),
        ("Horse Photo", 50), ("Private Flatwork Lesson", 260), ("Half-Day Trail", 400),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="riding_stable",
    category="Animals",
    about="a riding stable",
    words="riding stable horses riders hacks ponies horse pony saddle grooms livery lessons paddock farrier hay "
    "equestrian boards",
    organisations=("Hillside Stables", "Four Hooves Riding Centre", "Beech Wood Livery", "The Old Coach Yard",
                   "Ridgeway Riding School", "Halfpenny Farm Stables"),
    persona="customer",
    people=People(party=noun("rider"), roles=("yard manager", "instructor", "groom", "stable hand"),
                  extras=(category("level", ("beginner", "novice", "intermediate", "advanced"), "riding level"),)),
    always=(
        Appointments(provider=HORSES, service=RIDES, appointment=noun("booking"), verb=verb("book")),
        Classes(course=LESSONS, session=noun("lesson"), enrolment=noun("enrolment"), teacher=noun("instructor"),
                teacher_names=("Philippa Strang", "Joss Adeyemi", "Karin Holm", "Miguel Duarte")),
        Billing(charge=noun("stable bill"), methods=("card", "cash", "bank_transfer")),
    ),
    never=(Qualifications,),
    rules=(
        Rule(
            says='Gallops are for intermediate and advanced riders, trails not for beginners.',
            made='appointment',
            holds="{service.terrain} NOT IN ('gallops', 'trail') OR {party.level} IN ('intermediate', 'advanced') OR ({service.terrain} = 'trail' AND {party.level} = 'novice')",
            refusal='The ride takes a higher riding level.',
            asked='if {whose} riding level is high enough for that ride',
            mine={'level': ('beginner', 'novice')},
        ),
    ),
    sometimes=(
        Sometimes(0.35, Returns()),
        Sometimes(0.4, Deposits()),
        Sometimes(0.5, Bookings(thing=LIVERY, booking=noun("livery stay"), verb=verb("book"), of="in", unit=noun("night"),
                                longest=7, busy=1.0)),
        Sometimes(0.5, Loyalty(account=noun("loyalty card"), points=noun("point"), rewards=REWARDS)),
        Sometimes(0.45, Orders(item=TACK, order=noun("tack order"))),
        Sometimes(0.45, Events(event=DAYS_OUT, rsvp=noun("sign-up"), venue_names=(
            "the indoor school", "the top field", "the tea room", "the outdoor arena"))),
        Sometimes(0.4, Messages(topics=(
            ("Which horse for me", ("I weigh ninety kilos. Whom could I ride on a long hack?",
                                    "My son is afraid of big horses. May he keep Pickle?")),
            ("Own horse", ("I am moving here in spring with my mare. Have you a box?",
                           "Could the farrier see to my gelding on his next visit?")),
            ("Falls and nerves", ("I came off last week and would like to start again gently.",
                                  "May I ride on the lunge until my back is better?")),
            ("Lending a hand", ("I am fourteen and would love to help on Saturdays.",
                                "Do helpers in the holidays get a ride for it?")),
        ))),
        Sometimes(0.4, Tickets(ticket=noun("complaint"), options={"about": "nothing"}, topics=(
            ("horse", ("The pony I was given was lame on the near fore.",
                       "My horse had clearly done two hours before mine.")),
            ("tack", ("The girth was so worn that I did not dare to mount.",
                      "The stirrups were of two lengths and one leather was cracked.")),
            ("lesson", ("There were nine of us in a group for six.",
                        "The instructor was on the phone for half of the lesson.")),
            ("yard", ("The gate to the bottom field was left open again.",
                      "There is no light in the tack room after five.")),
        ), resolutions=(
            "The vet has seen the horse, and it is resting.",
            "The saddler has replaced what was worn.",
            "A free lesson was offered.",
            "The yard manager has seen to it.",
        ))),
        Sometimes(0.3, Reviews(
            good=("My horse carried me like an armchair, and the weather held.",
                  "Patient staff, a kind horse and a very happy rider.",
                  "I was frightened of cantering. Not any more."),
            fair=("Lovely horses, but we mostly walked.", "A good ride that began a quarter of an hour late."),
            poor=("My horse was worn out and would not leave the yard.",
                  "Nobody checked my hat, and the girth slipped at the first trot."))),
        Sometimes(0.25, Coupons(codes=(("FIRSTHACK", 15), ("PONYPARTY", 10), ("WINTERRIDE", 20), ("TENTHRIDE", 12),
                                       ("MUDDYBOOTS", 5)))),
    ),
    months=(3, 4, 5, 6, 7, 8, 9, 10, 11),
    situations=(
        Situation("sprained ankle", "{party} has sprained an ankle getting off.", ("cancel", "drop?", "move?"),
                  lead_customer="I sprained my ankle jumping off and must not ride for a bit.", asks=("owed", "last")),
        Situation("days off", "{party} has some days off and wants to ride.", ("enrol", "book?", "pay?"),
                  lead_customer="I have some days off and want to ride.",
                  asks=("owed", "last")),
        Situation("first show", "{party} wants to ride in a show this year.", ("book", "enrol?", "pay?"),
                  lead_customer="I have promised myself to ride in a show this year.", asks=("last", "owed")),
    ),
    leads=(
        "I am planning my next weeks at the stables.", "I was at the yard this morning and forgot to ask.",
    ),
)  # fmt: skip
