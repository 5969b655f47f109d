"""A seed bank: growers borrow packets of old varieties and bring part of their harvest back to be tested."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun
from authors.procedural.model import Situation, Things, amount, category, quantity
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.people import People
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

VARIETIES = Things(
    noun("variety", "varieties"),
    (category("crop"), category("origin", label="growing area"),
     quantity("first_grown", 1790, 1985, "year of first record", most="newest", least="oldest"),
     quantity("days_to_harvest", 30, 180, "time to harvest", "days", most="slowest to grow",
              least="quickest to grow")),
    (
        ("Widow Tansley", "bean", "Tarn Valley", 1862, 78), ("Purple Podded Crow", "bean", "Saltmarsh", 1901, 82),
        ("Miller's Climber", "bean", "Hollins Ferry", 1848, 90), ("Carlin Brown", "pea", "North Moor", 1790, 95),
        ("Early Bishop", "pea", "Ashby", 1877, 62), ("Ox of Stonecross", "tomato", "Stonecross", 1934, 85),
        ("Yellow Lantern", "tomato", "Saltmarsh", 1958, 70), ("Prison Yard", "tomato", "Eastport", 1946, 66),
        ("Long Keeper", "onion", "Tarn Valley", 1829, 130), ("Rosy Braid", "onion", "Dunmore", 1888, 120),
        ("Winter Sentinel", "kale", "North Moor", 1815, 110), ("Ragged Molly", "kale", "Dunmore", 1870, 95),
        ("Hay Cart", "lettuce", "Ashby", 1911, 55), ("Frost Rib", "lettuce", "North Moor", 1895, 60),
        ("Lamp Oil", "squash", "Hollins Ferry", 1922, 115), ("Turk of the Fens", "squash", "Saltmarsh", 1839, 125),
        ("White Ferry", "carrot", "Hollins Ferry", 1855, 100), ("Crimson Giant", "radish", "Eastport", 1972, 30),
    ),
)  # fmt: skip

SWAPS = Things(
    noun("seed event"),
    (category("kind", label="kind of event"), quantity("capacity", 12, 120, "number of places", most="largest",
                                                     least="smallest")),
    (
        ("Seed Swap", "swap", 120), ("Tomato Tasting", "tasting", 60), ("Bean Tasting", "tasting", 40),
        ("Threshing Day", "harvest day", 30),
        ("Squash Hand-Pollination", "workshop", 16), ("Drying and Storing", "workshop", 20),
        ("Isolating Brassicas", "workshop", 14),
        ("Walk through the Trial Beds", "visit", 24), ("Tour of the Cold Store", "visit", 12),
        ("Carlin Pea Tasting", "tasting", 50),
        ("Seed Return Day", "harvest day", 90), ("Old Gardeners Remember", "talk", 70),
    ),
)  # fmt: skip

LESSONS = Things(
    noun("course"),
    (category("topic", label="subject"), category("level")),
    (
        ("Saving Seed of Peas and Beans", "self-pollinators", "beginner"),
        ("Saving Tomato Seed", "self-pollinators", "beginner"),
        ("Biennials over Winter", "cross-pollinators", "intermediate"),
        ("Caging Carrots and Onions", "cross-pollinators", "advanced"),
        ("Selecting for Trueness", "selection", "intermediate"), ("Roguing a Row", "selection", "beginner"),
        ("Germination Tests at Home", "testing", "beginner"),
        ("Reading an Accession Record", "records", "intermediate"), ("Seed-Borne Disease", "health", "advanced"),
        ("Clean Seed by Wind and Sieve", "cleaning", "beginner"),
    ),
)  # fmt: skip

FUNDS = Things(
    noun("fund"),
    (category("category"), amount("goal_cents", "goal")),
    (
        ("Second Cold Store", "building", 6400000), ("Dry Room Filters", "building", 380000),
        ("Lost Onions", "varieties", 520000),
        ("Fen Squashes", "varieties", 240000), ("School Plots", "schools", 460000),
        ("New Growers", "growers", 150000),
        ("Polytunnel Cover", "trial beds", 270000), ("Seed Histories", "records", 190000),
    ),
)  # fmt: skip

PROPOSALS = Things(
    noun("proposal"),
    (category("topic"), quantity("seconders", 2, 9, "number of seconders", most="best supported",
                                 least="least supported")),
    (
        ("A Second Swap in Autumn", "events", 6),
        ("A Supper for Growers", "events", 4),
        ("An Open Day at the Trial Beds", "events", 5),
        ("Longer Hours in Sowing Time", "opening hours", 7),
        ("Opening on Saturday Mornings", "opening hours", 8),
        ("Six Packets instead of Four", "lending", 9),
        ("No Lending of Hybrids", "lending", 3),
        ("A Waiting List for Rare Lines", "lending", 4),
        ("Paper Packets Only", "packing", 5),
        ("A Printed Seed List", "packing", 2),
        ("A New Dehumidifier", "building", 6),
        ("Shelves in the Barn", "building", 2),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="seed_bank",
    category="Sharing",
    about="a seed bank",
    words="seed seeds growers packets heritage vegetable varieties harvest germination curators bank heirloom "
    "borrow sow",
    organisations=("Tarn Valley Seed Bank", "The Bean Archive", "Saltmarsh Heritage Seeds",
                   "The Long Keeper Seed Library", "Old Furrow Seed Bank", "Northern Seed Circle"),
    persona="staff",
    people=People(party=noun("grower"), roles=("curator", "seed technician", "trial gardener", "volunteer"),
                  extras=(category("soil", ("clay", "sand", "chalk", "peat", "loam"), "soil"),)),
    always=(
        Loans(title=VARIETIES, copy=noun("packet"), loan=noun("seed loan"), hold=noun("hold"), limit=4,
              days=28, fee_cents=0,
              options={"late_fee": False}),
        Assessments(form=noun("harvest test"), rubric=(("germination", 40), ("trueness", 25), ("dryness", 15),
                                                       ("cleanness", 10), ("labelling", 10)),
                    pass_percent=70),
    ),
    never=(Coupons, Vouchers),
    rules=(
        Rule(
            says='Root crops are not lent to growers on clay, beans and peas not to those on peat.',
            made='loan',
            holds="NOT ({title.crop} IN ('carrot', 'radish', 'onion') AND {party.soil} = 'clay') AND NOT ({title.crop} IN ('bean', 'pea') AND {party.soil} = 'peat')",
            refusal='The variety does not grow on the soil that this grower has.',
            asked='if it grows on {whose} soil',
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(places=("at the counter", "in the reading room", "by the trial beds", "in the barn"))),
        Sometimes(0.35, Votes(proposals=PROPOSALS)),
        Sometimes(0.5, Events(event=SWAPS, rsvp=noun("sign-up"),
                              venue_names=("the threshing barn", "the trial beds", "the reading room",
                                           "the village hall"))),
        Sometimes(0.5, Approvals(request=noun("growing grant"), reasons=(
            ("netting", ("I need a cage to keep two kales apart.", "Pigeons had the whole of last year's peas.")),
            ("polytunnel", ("The squash will not ripen seed up here without cover.",
                            "A second-hand tunnel is for sale two farms away.")),
            ("drying racks", ("My loft is too damp to dry onions for seed.",
                        "One set would serve our whole village.")),
            ("postage", ("I have sent packets to eleven growers this year.",
                         "The return parcels cost more than I thought.")),
        ), limit_cents=20000, refusals=("incomplete", "not_covered", "too_expensive", "asked_twice"))),
        Sometimes(0.45, Documents(document=noun("document"),
                                  kinds=("transfer agreement", "plant passport", "variety history", "growing plan"),
                                  titles=("Agreement for Common Lines", "Agreement for Rare Lines",
                                          "Passport for Onion Sets", "Passport for Tomato Seed",
                                          "History of a Family Bean", "History of a Village Pea",
                                          "Plan for a Half Acre", "Plan for Two Isolation Cages"))),
        Sometimes(0.4, Tickets(of="loan", ticket=noun("growing report"), options={"about": "nothing"}, topics=(
            ("poor germination", ("Not one of the thirty seeds has come up.",
                                "Two came up in a tray of forty, and both are weak.")),
            ("wrong variety", ("Half of the pods are green, and the packet says purple.",
                                  "One plant in four climbs, although this is a bush bean.")),
            ("disease", ("The leaves show yellow rings since the rain.",
                         "Black spots on the pods, and I am burning the row.")),
            ("lost crop", ("Slugs took every seedling in one night.",
                           "The hail of last week has flattened the whole plot.")),
            ("surplus", ("I have threshed four kilos and can return far more than I owe.",
                         "The kale has seeded itself all over. Who wants plants?")),
        ), resolutions=("A fresh packet was sent from the second store.", "The line was marked for selection.",
                        "Sample sent to the plant clinic; healthy.",
                        "The return was waived for this season.", "Surplus taken for the next swap."))),
        Sometimes(0.4, Classes(course=LESSONS, session=noun("class"), enrolment=noun("enrolment"),
                               teacher=noun("teacher"),
                               teacher_names=("Ottoline Marsh", "Fergus Tait", "Blanka Novotna", "Sunil Perera"))),
        Sometimes(0.35, Messages(topics=(
            ("A bean from my grandmother", ("I have found a jar of her beans, about forty years old. Do you want them?",
                                            "Nobody in the village knows the name of this pea.")),
            ("What grows on clay", ("Which of your lettuces would stand a wet spring?",
                                    "My garden is on heavy clay. Is there a carrot for me?")),
            ("Returning late", ("The onions stand until August. May I bring seed then?",
                                "I was ill in autumn and have my harvest still in the pods.")),
            ("School visit", ("Could twenty children see the cold store?",
                                  "We grow beans on the school roof. Would you come and look?")),
        ))),
        Sometimes(0.35, Donations(fund=FUNDS, gift=noun("gift"), pledges=noun("pledge"), busy=0.8)),
        Sometimes(0.3, Reviews(of="loan",
            good=("Every seed came up, and it tastes as it did in my childhood.",
                  "A careful note on how to keep the line true. I shall."),
            fair=("Good germination, but the packet holds very few seeds.",
                  "A handsome plant, though later than the record says."),
            poor=("Three seedlings out of fifty.", "This is not the variety on the label."))),
    ),
    months=(2, 3, 4, 5, 6, 8, 9, 10, 11),
    situations=(
        Situation("harvest is in", "{party} has brought in the harvest and it is ready for its test.",
                  ("schedule", "return?", "borrow?"), asks=("last", "count")),
        Situation("mice in the beds", "Mice have eaten everything that {party} had sown.",
                  ("renew", "borrow?", "hold?"), asks=("last", "count")),
        Situation("giving up the plot", "{party} is giving up the plot.", ("return*", "cancel?", "withdraw?"),
                  asks=("count",)),
    ),
    leads=(
        "I have a grower at the counter.",
        "I am going through the growers' cards.",
        "One thing before I go down to the cold store.",
    ),
)  # fmt: skip
