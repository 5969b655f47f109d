"""A wedding venue: couples book the rooms of a house, wait for dates under option, and sign what was agreed."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.quotes import Quotes
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

ROOMS = Things(
    noun("space"),
    (category("part", label="kind of setting"), quantity("seats", 8, 220, "number of seats",
                                                      at_least="that seats at least {value}", most="largest",
                                                      least="smallest"),
     price("day_rate_cents", label="daily price")),
    (
        ("Great Hall", "indoor", 180, 320000), ("Orangery", "indoor", 120, 240000), ("Library", "indoor", 40, 95000),
        ("Music Room", "indoor", 60, 120000), ("Long Gallery", "indoor", 90, 170000),
        ("Chapel", "indoor", 80, 140000), ("Old Kitchen", "indoor", 50, 88000), ("Wine Vault", "indoor", 24, 62000),
        ("Bride's Tower", "private", 8, 45000), ("Garden Marquee", "outdoor", 220, 380000),
        ("Rose Garden", "outdoor", 100, 150000), ("Lake Terrace", "outdoor", 140, 210000),
        ("Walled Orchard", "outdoor", 110, 160000), ("Stable Yard", "outdoor", 160, 190000),
    ),
)  # fmt: skip

PLANNERS = Things(
    noun("planner"),
    (category("specialty"),),
    (
        ("Clementine Hart", "large weddings"), ("Jerome Osei", "music and dancing"),
        ("Saskia Vos", "flowers and tables"), ("Anwar Siddiqui", "weddings of two faiths"),
        ("Philippa Lowe", "small weddings"),
        ("Gianni Marchetti", "menus"), ("Tabitha Green", "cakes"), ("Ewan Muir", "outdoor weddings"),
    ),
)  # fmt: skip

MEETINGS = Things(
    noun("meeting"),
    (category("topic", label="kind of meeting"), quantity("minutes", 30, 180, "length", "minutes", most="longest",
                                                          least="shortest", step=15),
     price("price_cents", label="price")),
    (
        ("Tour of the House", "viewing", 60, 500), ("Evening Viewing", "viewing", 75, 1000),
        ("First Menu Tasting", "tasting", 120, 4800), ("Wine Tasting", "tasting", 90, 3900),
        ("Cake Tasting", "tasting", 60, 1900),
        ("Seating Plan Meeting", "planning", 90, 2500), ("Timetable Meeting", "planning", 60, 2500),
        ("Wet Weather Meeting", "planning", 45, 1500), ("Flower Meeting", "decor", 75, 3500),
        ("Band Sound Check", "music", 90, 2900),
        ("Wedding Rehearsal", "rehearsal", 120, 4500), ("Photo Walk", "photos", 75, 2200),
    ),
)  # fmt: skip

EXTRAS = Things(
    noun("extra"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Bottle of Champagne", "drinks", 5800), ("Tray of Canapés", "food", 9500), ("Cheese Board", "food", 7200),
        ("Pan of Late-Night Chips", "food", 6400), ("Children's Activity Box", "guests", 1400),
        ("Shuttle Run to the Station", "guests", 8500),
        ("Set of Menu Cards", "stationery", 1800), ("Table Centrepiece", "decor", 4200), ("Candelabra", "decor", 2600),
        ("Petal Basket", "decor", 1500), ("Flower Arch", "decor", 39500), ("Set of Chair Covers", "decor", 3500),
        ("Fire Basket", "outdoors", 4800),
        ("Lawn Game Set", "outdoors", 3900), ("Extra Hour of Music", "music", 28000),
        ("Small Firework Display", "outdoors", 32000),
    ),
)  # fmt: skip

EVENINGS = Things(
    noun("open event"),
    (category("kind", label="kind of event"), quantity("capacity", 10, 120, "number of places", most="largest",
                                                     least="smallest"), price("price_cents", label="price")),
    (
        ("Wedding Fair in the House", "fair", 120, 1000), ("Wedding Fair by the Lake", "fair", 120, 1000),
        ("House by Candlelight", "viewing", 40, 800), ("Taste of Summer Menus", "tasting", 36, 3500),
        ("Taste of Winter Menus", "tasting", 36, 3500),
        ("Cakes and Fizz", "tasting", 30, 2400), ("Bands in the Barn", "music", 90, 1200),
        ("First Dance for Beginners", "class", 24, 2200), ("Table Flowers by Hand", "class", 16, 4200),
        ("Writing Vows", "class", 14, 1800),
        ("Speeches without Tears", "class", 20, 1600), ("Photographers' Afternoon", "fair", 60, 500),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="wedding_venue",
    category="Events",
    about="a wedding venue",
    words="wedding couples bride ceremony venue manor marriage reception banquet catering quartet planners "
    "option dates guests tastings seating",
    organisations=("Larkfield Manor", "The Orangery at Dunmore", "Hollins Hall", "Swan Lake House",
                   "The Old Stable Yard", "Rosemount Manor"),
    persona="customer",
    people=People(party=noun("couple"), roles=("venue manager", "wedding planner", "banqueting chef", "house steward"),
                  extras=(quantity("guests_expected", 20, 200, "number of guests expected", "guests", most="largest",
                                   least="smallest", step=5),)),
    always=(
        Bookings(thing=ROOMS, booking=noun("booking"), verb=verb("book"), unit=noun("day"), longest=3, busy=2.0),
        Waitlist(entry=noun("waiting-list entry", "waiting-list entries"), options={"party_size": False}),
        Documents(document=noun("document"), kinds=("contract", "seating plan", "menu agreement",
                                                    "insurance certificate"),
                  titles=("Contract for a Summer Wedding", "Contract for a Winter Wedding", "Seating at Round Tables",
                          "Seating at Long Tables", "Menu without Meat", "Menu with Five Courses",
                          "Insurance against Cancellation", "Insurance for the Marquee")),
        Billing(charge=noun("instalment"), methods=("bank_transfer", "card", "direct_debit")),
    ),
    never=(Coupons, Qualifications, Vouchers),
    rules=(
        Rule(
            says='A room must seat all the guests who are expected.',
            made='booking',
            holds='{thing.seats} >= {party.guests_expected}',
            refusal='The room does not seat all the guests who are expected.',
            asked='if it seats all of {whose} guests',
            mine={"guests_expected": (60, 80, 100, 120, 140)},
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(places=("in the Great Hall", "in the Orangery", "by the lake", "in the cloakroom"))),
        Sometimes(0.35, Quotes()),
        Sometimes(0.4, Deposits()),
        Sometimes(0.6, Appointments(provider=PLANNERS, service=MEETINGS, appointment=noun("appointment"),
                                    verb=verb("book"), busy=1.6)),
        Sometimes(0.5, Orders(item=EXTRAS, order=noun("order"), options={"stock": False})),
        Sometimes(0.4, Events(event=EVENINGS, rsvp=noun("sign-up"),
                              venue_names=("the Great Hall", "the Orangery", "the Barn", "the Lake Terrace"))),
        Sometimes(0.4, Messages(topics=(
            ("Guest count", ("We are a hundred and twelve now. Is there room for eight more?",
                             "Both grandmothers use a wheelchair. Which room has no steps?")),
            ("Rain", ("What happens to the ceremony if it rains?", "By when must we decide on the marquee?")),
            ("Music", ("How late may the band play?", "Our uncle brings a bagpipe. Is that allowed?")),
            ("Food", ("Nine of our guests are vegan and one must not eat nuts.", "May my aunt bring the cake?")),
        ))),
        Sometimes(0.4, Tickets(of="booking", ticket=noun("complaint"), options={"about": "nothing"}, topics=(
            ("date", ("We were told that our Saturday was safe, and now there is a fair on the lawn.",
                      "The date that we were waiting for was given away.")),
            ("food", ("The tasting had prawns, and I had written about my allergy.",
                      "The lamb was cold, and so was the second plate.")),
            ("room", ("Half of the bulbs in the Long Gallery are dead.",
                      "The chairs in the picture are not the chairs in the hall.")),
            ("instalment", ("The second instalment is higher than the contract says.",
                            "We had paid on time, and a reminder came all the same.")),
        ), resolutions=("The date was confirmed in writing.", "A new tasting was held without charge.",
                        "The room was put in order before the rehearsal.", "Instalment corrected and confirmed in writing."))),
        Sometimes(0.3, Reviews(of="booking",
            good=("Our guests still talk of the candles.",
                  "It rained for six hours, and nobody minded. They had a plan for everything.",
                  "The calmest people I have ever met."),
            fair=("A beautiful house, but supper came an hour late.",
                  "Lovely rooms. The dance floor was small for us."),
            poor=("Another couple's names were on our cake.",
                  "The heating failed and my mother wore her coat in every picture."))),
        Sometimes(0.3, Maintenance(order=noun("house job"), on="in", kinds=(
            ("floor work", ("Sand and oil the dance floor.", "Fix the loose board by the door.")),
            ("gardening", ("Trim the box hedges and roll the lawn.", "Replant the two bare rose beds.")),
            ("lights", ("Change the bulbs in all chandeliers.", "Test the dimmer before the candlelight evening.")),
        ))),
            ),
    months=(2, 3, 4, 5, 6, 7, 8, 9, 10),
    situations=(
        Situation("date moved", "{party} must move the wedding because a parent is ill.", ("move", "cancel?", "pay?"),
                  lead_customer="We have to move the wedding because my father is ill.", asks=("owed", "last")),
        Situation("guest list grows", "{party}'s guest list has grown again.", ("book", "wait?", "buy?"),
                  lead_customer="Our guest list has grown by thirty.", asks=("owed", "last")),
        Situation("papers before the day", "{party} wants all papers in order before the wedding.",
                  ("sign*?", "submit", "pay*?"),
                  lead_customer="We want all of the papers done before the big day.", asks=("owed", "count")),
    ),
    leads=(
        "We are sitting over the guest list with a bottle of wine.",
        "We came home from the viewing and cannot stop talking.",
        "The dress fits, so on to the rest.",
    ),
)  # fmt: skip
