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
from authors.procedural.rules import Rule

GENEALOGISTS = Things(
    noun("genealogist"),
    (category("region"), category("specialty"),
     quantity("years", 2, 40, "years of practice", "years", most="most experienced", least="least experienced")),
    (
        ("Edith Holloway", "the coast", "parish registers", 31), ("Tamsin Reyes", "overseas", "ship lists", 12),
        ("Jakob Lindqvist", "the north", "court rolls", 19), ("Shanthi Perera", "overseas", "letters", 8),
        ("Cormac Daly", "the west", "land deeds", 26), ("Irena Wolska", "the east", "parish registers", 15),
        ("Basil Achterberg", "the towns", "guild books", 40), ("Noor Qureshi", "the towns", "photographs", 5),
    ),
)  # fmt: skip

SERVICES = Things(
    noun("service"),
    (category("kind", label="kind of service"), quantity("minutes", 30, 180, "length", "minutes", most="longest",
                                                              least="shortest", step=15),
     quantity("from_generations", 1, 6, "number of generations"), price("price_cents", label="price")),
    (
        ("First Look at the Tree", "advice", 30, 1, 3500), ("Handwriting Help", "reading", 60, 4, 6900),
        ("Photograph Dating", "reading", 45, 2, 5200), ("Paper Sorting", "sorting", 120, 2, 12900),
        ("Letter Reading", "reading", 60, 3, 7400), ("Crest Advice", "advice", 45, 6, 5900),
        ("DNA Advice", "advice", 75, 3, 8900), ("Search Planning", "planning", 90, 4, 9900),
        ("Grandparent Interview", "sorting", 180, 1, 18900), ("Second Opinion", "advice", 60, 5, 7900),
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
    noun("plan"),
    (price("price_cents", label="monthly price"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (("Saturday Reader", 600, 5), ("Reading Room", 1400, 10), ("Family", 2200, 15), ("Society", 4800, 20),
     ("Overseas Reader", 900, 8)),
)  # fmt: skip

EVENINGS = Things(
    noun("family event"),
    (category("kind", label="kind of event"), quantity("capacity", 8, 80, "number of places", most="largest",
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
        Projects(project=noun("record search", "record searches"), kinds=(
            ("parish", ("interview", "register search", "tree drawing")),
            ("lost relative", ("interview", "address search", "letter")),
            ("emigration", ("ship lists", "port records", "letter abroad", "summary")),
            ("property", ("deed search", "map overlay", "summary")),
            ("military", ("muster rolls", "medal index", "war diary")),
            ("inheritance", ("probate search", "register search", "affidavit")),
            ("heraldic", ("roll search", "drawing"))), task=noun("step"), rate_cents=4900),
        Appointments(provider=GENEALOGISTS, service=SERVICES, appointment=noun("consultation"), verb=verb("book"), busy=1.5),
        Billing(charge=noun("bill"), methods=("card", "cash", "bank_transfer")),
    ),
    rules=(
        Rule(
            says="Every service takes a tree of so many generations, and is only booked with one that goes back as far.",
            made="appointment",
            holds="{party.generations} >= {service.from_generations}",
            refusal="The family tree does not go back far enough for this service.",
            asked="if {whose} tree goes back far enough for it",
            party=(quantity("generations", 1, 8, "number of generations in the tree"),),
            mine={"generations": (2, 3, 4)},
        ),
    ),
    sometimes=(
        Sometimes(0.5, Loans(title=BOOKS, copy=noun("copy"), loan=noun("book loan"), hold=noun("hold"),
                             limit=3, days=21, fee_cents=40)),
        Sometimes(0.5, Orders(item=PRINTS, order=noun("print order"), busy=1.2)),
        Sometimes(0.4, Memberships(plan=PLANS, membership=noun("membership"))),
        Sometimes(0.4, Messages(topics=(
            ("Two men of one name", ("Which of the two John Fairs is mine?", "The ages do not fit by nine years.")),
            ("Found in the attic", ("I found a sword and a letter. May I bring them?",
                                    "There is a Bible with names on the flyleaf.")),
            ("Adoption", ("May I see my own birth entry?", "Who else is told if I ask?")),
            ("Burnt records", ("What is left of the parish after the fire?", "Were copies kept at the castle?")),
        ))),
        Sometimes(0.35, Events(event=EVENINGS, rsvp=noun("reservation"), venue_names=("the reading room", "the map room",
                                                                                      "the chapter house", "the old yard"))),
        Sometimes(0.35, Documents(document=noun("document"), kinds=("consent form", "affidavit", "death notice",
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
        "I have my grandmother's album on my lap.", "My aunt has remembered one more name.",
        "I have got back as far as 1820 on my own.", "I finally have some time for the family tree.",
    ),
)  # fmt: skip
