"""Escape rooms: players book a game with a master, give games away, and collect points for the shop."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.events import Events
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

MASTERS = Things(
    noun("game master"),
    (category("style", label="style"), category("shift", label="usual shift")),
    (
        ("Vesna Marek", "stern", "evening"), ("Obi Nwosu", "playful", "afternoon"), ("Clara Jentsch", "silent", "evening"),
        ("Rafe Donnelly", "theatrical", "weekend"), ("Suri Patel", "playful", "weekend"), ("Anders Holm", "stern", "afternoon"),
        ("Lucia Ferri", "theatrical", "evening"), ("Wim de Boer", "silent", "morning"),
    ),
)  # fmt: skip

ROOMS = Things(
    noun("escape game"),
    (category("theme"), category("grade", label="grade"),
     quantity("minutes", 45, 120, "playing time", "minutes", most="longest", least="shortest", step=15),
     quantity("players", 2, 10, "number of players", most="largest", least="smallest",
              at_least="for at least {value} players"), price("price_cents", label="price")),
    (
        ("The Clockmaker's Attic", "mystery", "gentle", 60, 5, 9500), ("Submarine Nine", "thriller", "tricky", 75, 6, 12500),
        ("Pharaoh's Pantry", "adventure", "gentle", 60, 6, 9900), ("The Last Tram", "thriller", "fiendish", 90, 5, 14900),
        ("Alchemist's Debt", "mystery", "tricky", 75, 6, 11900), ("Bank of Crows", "heist", "tricky", 60, 8, 13500),
        ("Greenhouse After Dark", "horror", "fiendish", 60, 4, 12900), ("Pirate Nursery", "family", "gentle", 45, 8, 7900),
        ("Signal from Station K", "science fiction", "fiendish", 120, 6, 18900),
        ("The Mirror Court", "mystery", "fiendish", 90, 6, 15900), ("Sleight of Train", "heist", "tricky", 75, 10, 16900),
        ("The Cook Is Missing", "family", "gentle", 45, 6, 8500),
    ),
)  # fmt: skip

SHOP = Things(
    noun("puzzle"),
    (category("kind", label="kind of puzzle"), price("price_cents", label="price")),
    (
        ("Brass Cipher Wheel", "brass", 3900), ("Locked Box with Five Keys", "wood", 6900), ("Boxed Tabletop Game", "paper", 3400),
        ("Invisible Ink Set", "paper", 1400), ("Nine-Piece Burr", "wood", 2200), ("Framed Team Photograph", "photo", 1900),
        ("Book of Hints", "paper", 1700), ("Impossible Bottle", "glass", 4900), ("Padlock for Beginners", "brass", 2600),
        ("Map without North", "paper", 1200), ("Marble Run in a Case", "wood", 5900),
    ),
)  # fmt: skip

NIGHTS = Things(
    noun("game night"),
    (category("kind", label="kind of night"), quantity("capacity", 6, 60, "number of places", most="largest",
                                                       least="smallest"), price("price_cents", label="price")),
    (
        ("City Puzzle Hunt", "hunt", 60, 1900), ("Murder among Friends", "mystery dinner", 24, 5900),
        ("Lockpicking for Honest People", "workshop", 12, 3900), ("Build a Puzzle Box", "workshop", 10, 6900),
        ("Midnight Double", "contest", 16, 7900), ("Record Night", "contest", 30, 2900), ("Behind the Walls", "tour", 8, 1500),
        ("Junior Detectives", "family", 18, 1400),
    ),
)  # fmt: skip

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 40, 900, "cost", "points", most="dearest", least="cheapest"),),
    (("Extra Hint", 40), ("Team Photograph", 60), ("Brass Key Ring", 110), ("Book of Riddles", 180), ("Puzzle Box", 250),
     ("Lockpicking Set", 420), ("Private Evening", 900)),
)  # fmt: skip

DOMAIN = Domain(
    name="escape_rooms",
    category="Play",
    about="an escape room",
    words="escape puzzles puzzle riddles clues locked rooms players team mystery game-master countdown cipher padlock "
    "hints detectives",
    organisations=("Sixty Minutes Left", "The Locked Landing", "Ravel and Knot", "Key under the Mat", "Way Out Games",
                   "The Ninth Clue"),
    persona="customer",
    people=People(party=noun("player"), roles=("game master", "set builder", "host", "booking clerk")),
    always=(
        Appointments(provider=MASTERS, service=ROOMS, appointment=noun("game"), verb=verb("book"), busy=2.2),
        Orders(item=SHOP, order=noun("puzzle order"), verb=verb("order"), busy=1.2),
        Billing(charge=noun("bill"), methods=("card", "cash", "bank_transfer")),
    ),
    rules=(
        Rule(
            says="A game must take as many players as there are in the team.",
            made="appointment",
            holds="{service.players} >= {party.team_size}",
            refusal="There are more people in the team than this game takes.",
            asked="if it takes {whose} whole team",
            party=(quantity("team_size", 3, 8, "size of the team", "players"),),
            mine={"team_size": (5, 6, 7)},
        ),
    ),
    sometimes=(
        Sometimes(0.5, Vouchers(voucher=noun("game voucher"))),
        Sometimes(0.45, Events(event=NIGHTS, rsvp=noun("sign-up"), venue_names=("the foyer", "the old vault",
                                                                                "the courtyard", "the workshop"))),
        Sometimes(0.45, Loyalty(account=noun("player card"), points=noun("point"), rewards=REWARDS)),
        Sometimes(0.4, Reviews(
            good=("Two minutes left and grandmother found the key. Unforgettable.",
                  "The moment when the wall moved was worth the money.", "Not a single padlock too many."),
            fair=("Clever, but we were helped too soon.", "Fun, and rather hot in there."),
            poor=("The last lock was broken and cost us the record.", "One clue can only be read by the very young.",
                  "We waited for forty minutes to be locked in."))),
        Sometimes(0.4, LostProperty(kinds=("scarf", "phone", "glasses", "umbrella", "earring", "wallet"))),
        Sometimes(0.4, Messages(topics=(
            ("Fear of the dark", ("Is there a room without darkness?", "My son does not like clowns. Are there any?")),
            ("Wheelchair", ("Which games can be played sitting?", "Is the submarine hatch wide enough?")),
            ("Party", ("May we bring a cake into the foyer?", "Could the ring be hidden in the last box?")),
            ("Hints", ("How many hints did we use last time?", "May we ask for none at all?")),
        ))),
        Sometimes(0.35, Tickets(ticket=noun("complaint"), options={"about": "a row"}, topics=(
            ("broken lock", ("The dial opened at any number.", "A magnet fell off before we began.")),
            ("late start", ("The group before us was still inside.", "Twenty minutes of our hour were gone.")),
            ("bill", ("We were four and paid for six.", "The drinks were billed twice.")),
            ("spoiled ending", ("The screen showed the next hint by itself.", "We heard the solution through the wall.")),
        ), resolutions=("A free game was offered.", "Lock exchanged the same evening.",
                        "Two players were taken off the bill.", "Walls are being padded."))),
        Sometimes(0.3, Coupons(codes=(("OUTINTIME10", 10), ("MIDWEEK15", 15), ("NINECLUES", 9), ("TEAMWORK20", 20)))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("colleagues fell ill", "Half of {party}'s team has fallen ill.", ("move", "cancel?", "pay?"),
                  lead_customer="Half of my team is in bed with a cold.", asks=("owed", "last")),
        Situation("hen party", "{party} is planning a hen party.", ("book", "buy", "sign_up?"),
                  lead_customer="My sister is getting married, and she loves riddles.", asks=("owed", "last")),
        Situation("too frightened", "{party} has had enough of being locked in.", ("cancel*", "pay?"),
                  lead_customer="I have had enough of locked doors for this year.", asks=("owed", "count")),
    ),
    leads=(
        "We got out with nine seconds to spare and want more.", "It is my turn to think of something for the team.",
        "My team calls itself The Wrong Keys.", "It is months since we were last locked in.",
    ),
)  # fmt: skip
