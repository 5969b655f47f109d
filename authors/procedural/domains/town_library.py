"""A town library: readers borrow books, queue for the popular ones, come to readings and hire a study room."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, amount, category, price, quantity
from authors.procedural.modules.auctions import Auctions
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

BOOKS = Things(
    noun("book"),
    (category("genre"), category("shelf"), quantity("pages", 80, 900, "number of pages", most="longest",
                                                    least="shortest")),
    (
        ("Middlemarch", "classic novel", "ground floor", 880),
        ("Persuasion", "classic novel", "ground floor", 260),
        ("Frankenstein", "classic novel", "ground floor", 280),
        ("The Moonstone", "crime", "ground floor", 528),
        ("The Hound of the Baskervilles", "crime", "ground floor", 224),
        ("The Mysterious Affair at Styles", "crime", "ground floor", 296),
        ("Twenty Thousand Leagues under the Sea", "science fiction", "gallery", 410),
        ("The Time Machine", "science fiction", "gallery", 118),
        ("The Wind in the Willows", "children's", "children's room", 192),
        ("The Secret Garden", "children's", "children's room", 336),
        ("Treasure Island", "children's", "children's room", 240),
        ("On the Origin of Species", "science", "first floor", 502),
        ("The Voyage of the Beagle", "travel", "first floor", 448),
        ("Walden", "nature", "first floor", 352),
        ("Leaves of Grass", "poetry", "gallery", 320),
        ("The Soul of a Garden", "nature", "first floor", 176),
        ("The Rights of Woman", "politics", "first floor", 268),
        ("Relativity", "science", "first floor", 160),
    ),
)  # fmt: skip

EVENTS = Things(
    noun("event"),
    (
        category("audience"),
        category("kind", label="kind of event"),
        quantity("capacity", 10, 120, "number of seats", most="largest", least="smallest"),
    ),
    (
        ("Rhymes for the Very Small", "families", "story time", 20),
        ("Bedtime Stories in Pyjamas", "families", "story time", 30),
        ("Lego and Legends", "children", "club", 18),
        ("Homework Harbour", "children", "club", 24),
        ("Manga Circle", "teenagers", "club", 16),
        ("Crime Club", "adults", "book club", 14),
        ("Slow Readers' Circle", "adults", "book club", 12),
        ("Poetry by Candlelight", "adults", "reading", 60),
        ("Evening with a Local Author", "adults", "reading", 110),
        ("The Town in Old Photographs", "everybody", "talk", 90),
        ("Beekeeping on a Roof", "everybody", "talk", 70),
        ("Repair Café", "everybody", "drop-in", 40),
        ("Family Tree Help Desk", "adults", "drop-in", 15),
        ("Silent Disco among the Shelves", "teenagers", "party", 80),
    ),
)

ROOMS = Things(
    noun("study room"),
    (
        category("floor"),
        quantity("seats", 1, 16, "number of seats", at_least="that seats at least {value}"),
        price("day_rate_cents", label="daily fee"),
    ),
    (
        ("Austen Room", "ground floor", 4, 600),
        ("Brontë Room", "ground floor", 6, 900),
        ("Carroll Room", "ground floor", 2, 350),
        ("Darwin Room", "first floor", 8, 1200),
        ("Eliot Room", "first floor", 10, 1500),
        ("Franklin Room", "first floor", 1, 250),
        ("Galileo Room", "first floor", 1, 250),
        ("Hypatia Room", "second floor", 3, 500),
        ("Ibsen Room", "second floor", 12, 1900),
        ("Joyce Room", "second floor", 16, 2600),
        ("Keats Room", "lower ground floor", 5, 700),
        ("Lovelace Room", "lower ground floor", 2, 300),
    ),
)

COURSES = Things(
    noun("course"),
    (category("topic"), price("price_cents", label="course fee")),
    (
        ("E-Mail from the Start", "computers", 800),
        ("Your Phone Explained", "computers", 800),
        ("Safe on the Internet", "computers", 600),
        ("Spreadsheets for Clubs", "computers", 1500),
        ("Family History Online", "history", 1200),
        ("Reading Old Handwriting", "history", 1800),
        ("English for Newcomers", "languages", 500),
        ("Sign Language Basics", "languages", 1600),
        ("Writing Short Stories", "writing", 2000),
        ("Binding a Notebook", "craft", 2400),
        ("Comics for Beginners", "craft", 1400),
    ),
)

CARDS = Things(
    noun("membership plan"),
    (price("price_cents", label="monthly fee"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (
        ("Town", 150, 0),
        ("Student", 100, 5),
        ("Family", 300, 10),
        ("Patron", 1000, 25),
    ),
)

FUNDS = Things(
    noun("fund"),
    (category("category"), amount("goal_cents", "goal")),
    (
        ("Large-Print Shelf", "books", 250000),
        ("Ukrainian Books", "books", 180000),
        ("New Picture Books", "books", 320000),
        ("Bookbus Tyres", "bookbus", 140000),
        ("Bookbus Driver", "bookbus", 2800000),
        ("Reading Garden", "building", 900000),
        ("Warm Reading Room", "building", 650000),
        ("Summer Reading Prize", "children", 90000),
    ),
)

BOOK_SALE = Things(
    noun("sale item"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Discarded Novel", "used books", 150),
        ("Discarded Atlas", "used books", 600),
        ("Box of Picture Books", "used books", 900),
        ("Bundle of Crime Novels", "used books", 700),
        ("Local History Booklet", "town shop", 450),
        ("Map of the Old Town", "town shop", 350),
        ("Calendar of Town Views", "town shop", 1200),
        ("Canvas Book Bag", "town shop", 850),
        ("Reading Glasses", "useful things", 700),
        ("Clip-On Book Light", "useful things", 1100),
        ("Bookplate Set", "useful things", 400),
    ),
)

PROPOSALS = Things(
    noun("proposal"),
    (category("topic"), quantity("seconders", 2, 9, "number of seconders", most="best supported",
                                 least="least supported")),
    (
        ("Open on Sunday Afternoons", "opening hours", 9),
        ("Open until Eight on Thursdays", "opening hours", 6),
        ("A Quiet Hour Every Morning", "opening hours", 4),
        ("No More Late Fees", "lending", 9),
        ("Eight Books at a Time", "lending", 5),
        ("More Audio Books", "lending", 7),
        ("A Coffee Machine in the Foyer", "building", 6),
        ("Bicycle Racks by the Entrance", "building", 8),
        ("Softer Chairs in the Reading Room", "building", 3),
        ("A Newsletter on Paper", "money", 2),
        ("A Book Sale Every Month", "events", 5),
        ("A Summer Reading Party", "events", 4),
    ),
)  # fmt: skip

LOTS = Things(
    noun("lot"),
    (category("kind"), price("start_cents", label="starting price")),
    (
        ("First Edition of a Local Novel", "books", 12000),
        ("Signed Book of Poems", "books", 3500),
        ("Illustrated Atlas from 1890", "books", 15000),
        ("Set of Bound Classics", "books", 9000),
        ("Facsimile of the Town Chronicle", "books", 6000),
        ("Old Reading Room Lamp", "keepsakes", 5000),
        ("Oak Card Catalogue", "keepsakes", 18000),
        ("Framed Map of the Old Town", "keepsakes", 4500),
        ("Brass Date Stamp", "keepsakes", 2500),
        ("Lunch with a Local Author", "experiences", 6000),
        ("Night among the Shelves", "experiences", 5000),
        ("Cameo in a Story", "experiences", 4000),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="town_library",
    category="Public",
    about="a town library",
    words="library libraries books book readers reader borrow borrows lending librarian novels town public shelves "
    "reading",
    organisations=(
        "Market Square Library", "Old Granary Library", "Wexcombe Town Library", "The Carnegie on Mill Lane",
        "Saltmarsh Public Library", "Northgate Library",
    ),
    persona="customer",
    people=People(party=noun("reader"), roles=("head librarian", "librarian", "children's librarian", "caretaker")),
    always=(
        Loans(title=BOOKS, copy=noun("copy"), loan=noun("loan"), hold=noun("hold"), limit=6, days=21, fee_cents=20),
        Events(event=EVENTS, rsvp=noun("sign-up"),
               venue_names=("Reading Room", "Children's Corner", "Lecture Hall", "Gallery", "Reading Garden")),
        Billing(charge=noun("library fee"), methods=("card", "cash", "bank_transfer")),
    ),
    never=(Coupons, Qualifications, Vouchers),
    rules=(
        Rule(
            says='Books from the gallery and the first floor are for readers with a full card.',
            made='loan',
            holds="{title.shelf} NOT IN ('gallery', 'first floor') OR {party.card} = 'full'",
            refusal='Books from the gallery and the first floor are for readers with a full card.',
            asked='if {whose} card is good for it',
            party=(category("card", ('full', 'visitor', 'junior'), "kind of card"),),
            mine={'card': ('visitor',)},
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(places=("in the reading room", "in the children's corner", "at the desk", "in the foyer"))),
        Sometimes(0.35, Votes(proposals=PROPOSALS)),
        Sometimes(0.35, Auctions(lots=LOTS, options={"step": "five dollars"})),
        Sometimes(0.5, Bookings(thing=ROOMS, booking=noun("booking"), verb=verb("book"), unit=noun("day"),
                                longest=3, busy=1.2)),
        Sometimes(0.4, Classes(course=COURSES, session=noun("session"), enrolment=noun("enrolment"),
                               teacher_names=("Agnes Tully", "Femi Balogun", "Grete Hofer", "Walter Prior"))),
        Sometimes(0.4, Messages(topics=(
            ("Book suggestion", (
                "Could you buy the new novel that won the big prize?",
                "Our club would love to have four copies of the same title.",
            )),
            ("A missing book", (
                "I returned it in the night box on Sunday, yet it is still on my card.",
                "The shelf says that it is in, but I cannot find it anywhere.",
            )),
            ("Help at home", (
                "I have broken my hip. Is there somebody who brings books to the house?",
                "My father can no longer manage the stairs. Where are the audio books?",
            )),
            ("Opening hours", (
                "Will you be open on the holiday Monday?",
                "Could I come in an hour earlier to use the microfilm reader?",
            )),
        ))),
        Sometimes(0.35, Donations(fund=FUNDS, gift=noun("gift"), pledges=noun("pledge"))),
        Sometimes(0.35, Orders(item=BOOK_SALE, order=noun("order"), verb=verb("order"))),
        Sometimes(0.35, Tickets(of="loan",
            ticket=noun("complaint"),
            options={"about": "nothing"},
            topics=(
                ("damaged book", ("Pages 40 to 56 have come loose.",
                                  "Somebody has underlined half of the book in pen.")),
                ("wrong fee", ("I was charged a late fee for a book that I returned on time.",
                               "The fee is for a book that I have never had.")),
                ("noise", ("Somebody was on the telephone in the reading room all morning.",
                           "The story time is so loud that nobody can study upstairs.")),
                ("computers", ("Computer three logs me out every five minutes.",
                               "The printer took my coins and printed nothing.")),
                ("heating", ("It was so cold in the gallery that I kept my coat on.",
                             "The radiator by the newspapers knocks without stopping.")),
            ),
            resolutions=(
                "Book taken to the bindery and a new copy ordered.",
                "Fee waived.",
                "Quiet hours posted on the door.",
                "Computers and printer checked; both work again.",
                "Caretaker has bled the radiator.",
            ),
        )),
        Sometimes(0.3, Memberships(plan=CARDS, membership=noun("membership"))),
    ),
    months=(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    situations=(
        Situation("time to read", "{party} has more time to read just now.", ("borrow", "renew", "book?"),
                  lead_customer="I have more time to read just now.",
                  asks=("last", "owed")),
        Situation("long journey", "{party} is going on a long journey.", ("renew*?", "borrow", "hold?"),
                  lead_customer="I am off on a long train journey and want something good to read.",
                  asks=("last",)),
        Situation("visitors for a week", "{party} has visitors for a week.", ("sign_up", "borrow?",
                                                                                   "guests?"),
                  lead_customer="I have visitors for a week and we are making plans.", asks=("last", "owed")),
    ),
    leads=(
        "I was in yesterday but forgot half of what I came for.",
        "I would like to make more of the library this year.",
        "A friend told me what you have on offer.",
    ),
)  # fmt: skip
