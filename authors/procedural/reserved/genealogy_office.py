"""A genealogy office: people have their families looked for, sit with an archivist and borrow what was printed."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.vouchers import Vouchers

GENEALOGISTS = Things(
    noun("genealogist"),
    (category("region"), category("strength", label="strength"),
     quantity("years", 2, 40, "years of practice", "years", most="most experienced", least="least experienced")),
    (
        ("Edith Holloway", "the coast", "parish registers", 31), ("Tamsin Reyes", "overseas", "ship lists", 12),
        ("Jakob Lindqvist", "the north", "court rolls", 19), ("Shanthi Perera", "overseas", "letters", 8),
        ("Cormac Daly", "the west", "land deeds", 26), ("Irena Wolska", "the east", "parish registers", 15),
        ("Basil Achterberg", "the towns", "guild books", 40), ("Noor Qureshi", "the towns", "photographs", 5),
    ),
)  # fmt: skip

SITTINGS = Things(
    noun("consultation"),
    (category("kind", label="kind of consultation"), quantity("minutes", 30, 180, "length", "minutes", most="longest",
                                                              least="shortest", step=15),
     price("price_cents", label="price")),
    (
        ("First Look at a Tree", "advice", 30, 3500), ("Reading Old Hands", "reading", 60, 6900),
        ("Dating a Photograph", "reading", 45, 5200), ("Sorting a Shoebox", "sorting", 120, 12900),
        ("Letter from the Front", "reading", 60, 7400), ("Crest and Seal", "advice", 45, 5900),
        ("DNA Results Explained", "advice", 75, 8900), ("Village by Village", "planning", 90, 9900),
        ("Recording a Grandparent", "sorting", 180, 18900), ("Second Opinion", "advice", 60, 7900),
    ),
)  # fmt: skip

BOOKS = Things(
    noun("register book"),
    (category("kind", label="kind of book"), category("century"), quantity("pages", 40, 980, "number of pages", "pages",
                                                                          most="thickest", least="thinnest")),
    (
        ("Baptisms of Saint Bride", "parish", "18th", 420), ("Burials of the Lower Town", "parish", "18th", 380),
        ("Guild of Coopers", "guild", "17th", 160), ("Muster Roll of the Militia", "army", "19th", 240),
        ("Passengers of the Brig Amity", "ship", "19th", 90), ("Tithe Map Companion", "land", "19th", 510),
        ("Foundling Home Ledger", "charity", "18th", 640), ("School Admissions at Mill Lane", "school", "19th", 330),
        ("Wills Proved at the Castle", "court", "17th", 980), ("Census of the Islands", "census", "19th", 720),
        ("Apprentices Bound Overseas", "guild", "18th", 210), ("Graves of the Old Yard", "parish", "20th", 140),
    ),
)  # fmt: skip

PRINTS = Things(
    noun("print"),
    (category("kind", label="kind of print"), price("price_cents", label="price")),
    (
        ("Certified Extract", "extract", 1900), ("Facsimile of a Page", "facsimile", 2600), ("Family Tree Scroll", "tree", 8900),
        ("Fan Chart", "tree", 6400), ("Bound Family History", "book", 24900), ("Map of the Old Parish", "map", 3400),
        ("Restored Photograph", "photograph", 4900), ("Crest on Linen", "crest", 7200), ("Postcard of the Village", "map", 900),
        ("Transcript of a Will", "extract", 3900), ("Recording on a Drive", "recording", 5900),
    ),
)  # fmt: skip

PLANS = Things(
    noun("reader's pass", "reader's passes"),
    (price("price_cents", label="monthly price"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (("Saturday Reader", 600, 5), ("Reading Room", 1400, 10), ("Family Pass", 2200, 15), ("Society Pass", 4800, 20),
     ("Distant Cousin", 900, 8)),
)  # fmt: skip

EVENINGS = Things(
    noun("family evening"),
    (category("kind", label="kind of evening"), quantity("capacity", 8, 80, "number of places", most="largest",
                                                         least="smallest"), price("price_cents", label="price")),
    (
        ("Secretary Hand for Beginners", "workshop", 14, 2400), ("Surnames of the Coast", "talk", 60, 800),
        ("Bring Your Oldest Photograph", "meeting", 30, 500), ("Cousins' Reunion Supper", "meeting", 80, 2900),
        ("Ships and Their Lists", "talk", 50, 800), ("Drawing a Fan Chart", "workshop", 12, 1900),
        ("Walk round the Old Yard", "walk", 20, 1100), ("Scandals in the Court Rolls", "talk", 70, 1000),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="genealogy_office",
    category="Words",
    about="a genealogy office",
    words="genealogy ancestors genealogist ancestry family-tree pedigree lineage descendants parish registers census "
    "surname heraldry kinship forebears",
    organisations=("Roots and Registers", "The Long Line", "Forebears at the Castle", "Hearth and Name",
                   "Cousins Found", "The Parish Chest"),
    persona="customer",
    people=People(party=noun("descendant"), roles=("search clerk", "archivist", "reading-room steward", "conservator")),
    always=(
        Projects(project=noun("family search"), kinds=(
            ("four generations", ("interview", "register search", "tree drawing")),
            ("lost brother", ("interview", "address search", "letter")),
            ("emigrant", ("ship lists", "port records", "letter abroad", "summary")),
            ("house history", ("deed search", "map overlay", "summary")),
            ("soldier", ("muster rolls", "medal index", "war diary")),
            ("heir search", ("probate search", "register search", "affidavit")),
            ("coat of arms", ("roll search", "drawing"))), task=noun("step"), rate_cents=4900),
        Appointments(provider=GENEALOGISTS, service=SITTINGS, appointment=noun("sitting"), verb=verb("book"), busy=1.5),
        Billing(charge=noun("search bill"), methods=("card", "cash", "bank_transfer")),
    ),
    sometimes=(
        Sometimes(0.5, Loans(title=BOOKS, copy=noun("copy"), loan=noun("register loan"), hold=noun("register request"),
                             limit=3, days=21, fee_cents=40)),
        Sometimes(0.5, Orders(item=PRINTS, order=noun("print order"), busy=1.2)),
        Sometimes(0.4, Memberships(plan=PLANS, membership=noun("reader's subscription"))),
        Sometimes(0.4, Messages(topics=(
            ("Two men of one name", ("Which of the two John Fairs is mine?", "The ages do not fit by nine years.")),
            ("Found in the attic", ("I found a sword and a letter. May I bring them?",
                                    "There is a Bible with names on the flyleaf.")),
            ("Adoption", ("May I see my own birth entry?", "Who else is told if I ask?")),
            ("Burnt records", ("What is left of the parish after the fire?", "Were copies kept at the castle?")),
        ))),
        Sometimes(0.35, Events(event=EVENINGS, rsvp=noun("reservation"), venue_names=("the reading room", "the map room",
                                                                                      "the chapter house", "the old yard"))),
        Sometimes(0.35, Documents(document=noun("search paper"), kinds=("consent", "affidavit", "death notice",
                                                                        "heir declaration"),
                                  titles=("Consent of a Living Cousin", "Consent to Copy a Letter",
                                          "Affidavit on a Surname", "Affidavit on a Birthplace",
                                          "Death Notice from Overseas", "Death Notice of a Great-Uncle",
                                          "Heir Declaration for a Cottage", "Heir Declaration for an Account"))),
        Sometimes(0.3, Vouchers(voucher=noun("search voucher"))),
        Sometimes(0.3, Reviews(
            good=("They found the sister of whom nobody spoke.", "Seven generations and not one guess among them.",
                  "I held my great-grandmother's signature in my hands."),
            fair=("Thorough, but the last branch is still a stump.", "Interesting, though I hoped for a duke."),
            poor=("They searched the wrong county for a month.", "The tree has my aunt married to her brother.",
                  "Much was billed and little was found."))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("reunion in summer", "{party} is preparing a family reunion.", ("order", "buy?", "schedule?", "pay?"),
                  lead_customer="Sixty cousins are coming to our reunion.", asks=("owed", "last")),
        Situation("wrong grandfather", "A letter has shown {party} that the whole branch is wrong.",
                  ("cancel", "schedule?", "pay?"),
                  lead_customer="It turns out that my grandfather was somebody else.", asks=("owed", "count")),
        Situation("box of photographs", "{party} has inherited a box of photographs.", ("schedule", "buy?", "move?"),
                  lead_customer="I have inherited a box of photographs without a single name on them.",
                  asks=("last", "owed")),
    ),
    leads=(
        "I have my grandmother's album on my lap.", "There is dust on my sleeves up to the elbow.",
        "My aunt remembers more every Sunday.", "I could not sleep for thinking of the shipping lists.",
    ),
)  # fmt: skip
