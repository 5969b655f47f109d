"""A chess club: members play its tournaments, learn from masters, borrow its books and sit for the arbiter's badge."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun
from authors.procedural.model import Situation, Things, amount, category, price, quantity
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

TOURNAMENTS = Things(
    noun("tournament"),
    (category("tempo", label="time control"), category("section"),
     quantity("capacity", 8, 120, "number of boards", most="largest", least="smallest"),
     quantity("rounds", 3, 11, "number of rounds", most="longest", least="shortest"),
     quantity("from_rating", 800, 2000, "lowest rating", step=100), price("price_cents", label="entry fee")),
    (
        ("Candlemas Rapid", "rapid", "open", 60, 7, 1400, 2000), ("Spring Knights", "classical", "open", 80, 9, 1700, 4500),
        ("Bishop's Blitz", "blitz", "open", 120, 11, 800, 1200), ("Pawn Storm Rapid", "rapid", "open", 40, 5, 900, 800),
        ("Rook and Rye", "blitz", "open", 32, 9, 1200, 1500), ("Queenside Classic", "classical", "open", 24, 7, 1800, 3200),
        ("Endgame Trophy", "classical", "masters", 30, 6, 1900, 2800), ("Consultation Pairs", "rapid", "pairs", 20, 5, 1300, 1800),
        ("Blindfold Sunday", "rapid", "masters", 8, 3, 2000, 2500), ("Autumn Team Cup", "classical", "teams", 48, 7, 1600, 6400),
        ("New Year Bughouse", "blitz", "pairs", 36, 8, 1000, 1000), ("Problem Solving Championship", "solving", "open", 50, 4, 1500, 1400),
    ),
)  # fmt: skip

LESSONS = Things(
    noun("training course"),
    (category("topic", label="subject"), category("level"), price("price_cents", label="course fee")),
    (
        ("Rook Endings", "endgame", "intermediate", 2900), ("Opposition and Outposts", "endgame", "beginner", 2400),
        ("The Quiet Move", "strategy", "advanced", 3900), ("Isolated Pawns", "strategy", "intermediate", 3100),
        ("Sicilian without Fear", "openings", "intermediate", 3400), ("Repertoire for White", "openings", "beginner", 2700),
        ("Seeing Three Moves", "tactics", "beginner", 2300), ("Sacrifice on H7", "tactics", "intermediate", 2800),
        ("Nerves and Clocks", "mind", "advanced", 2600), ("Annotating Your Losses", "mind", "intermediate", 2200),
    ),
)  # fmt: skip

BOOKS = Things(
    noun("chess book"),
    (category("subject"), category("language"), quantity("pages", 80, 640, "number of pages", "pages", most="thickest",
                                                        least="thinnest")),
    (
        ("Zurich by Candlelight", "tournaments", "German", 380), ("My System, Annotated", "strategy", "English", 310),
        ("Endings of Capablanca", "endgame", "Spanish", 240), ("Two Hundred Miniatures", "tactics", "English", 220),
        ("The King's Indian for Doubters", "openings", "English", 450), ("Life of a Coffee-House Player", "biography", "German", 190),
        ("Studies of the Caucasus", "endgame", "Russian", 330), ("Problems in Two", "problems", "French", 160),
        ("The Art of the Draw", "strategy", "Russian", 280), ("Women of the Board", "biography", "English", 210),
        ("Encyclopedia of Gambits", "openings", "French", 640), ("Chess for the Cell", "problems", "Spanish", 80),
    ),
)  # fmt: skip

PLANS = Things(
    noun("plan"),
    (price("price_cents", label="monthly fee"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (("Pawn", 500, 5), ("Knight", 1100, 10), ("Bishop", 1300, 12), ("Rook", 1900, 18), ("Queen", 3200, 25)),
)  # fmt: skip

APPEALS = Things(
    noun("fund"),
    (category("cause"), amount("goal_cents", "goal")),
    (
        ("Clocks for the Juniors", "juniors", 64000), ("Boards in the Park", "outreach", 210000),
        ("Simultaneous with a Grandmaster", "events", 180000), ("Prison Chess", "outreach", 92000),
        ("Braille Sets", "access", 48000), ("Team Cup Coach", "team", 125000), ("Heating for the Hall", "building", 340000),
    ),
)  # fmt: skip

SHOP = Things(
    noun("shop item"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Tournament Set", "sets", 3900), ("Travelling Set", "sets", 2400), ("Roll-Up Board", "boards", 1500),
        ("Walnut Board", "boards", 8900), ("Digital Clock", "clocks", 5900), ("Score Book", "paper", 600),
        ("Set of Weighted Pieces", "sets", 4900), ("Chess Mug", "gifts", 1100), ("Club Tie", "clothing", 1900),
        ("Knight Cufflinks", "gifts", 4200),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="chess_club",
    category="Play",
    about="a chess club",
    words="chess tournaments boards rounds rating grandmaster opening endgame clocks arbiter blitz rapid checkmate pawns "
    "knights gambit rook simul",
    organisations=("Queenside Chess Club", "The Passed Pawn", "Castle Street Chess", "Zugzwang Society",
                   "Two Knights Club", "The Long Diagonal"),
    persona="customer",
    people=People(party=noun("player"), roles=("tournament director", "librarian", "club coach", "treasurer")),
    always=(
        Events(event=TOURNAMENTS, rsvp=noun("tournament entry", "tournament entries"), venue_names=(
            "the long room", "the town hall", "the school library", "the café upstairs")),
        Classes(course=LESSONS, session=noun("training session"), enrolment=noun("training place"),
                teacher_names=("Irina Sokolova", "Desmond Okoro", "Felix Baumann", "Ana Lucia Vega")),
        Billing(charge=noun("club bill"), methods=("card", "bank_transfer", "direct_debit")),
    ),
    rules=(
        Rule(
            says="A player needs the tournament's lowest rating at least.",
            made="rsvp",
            holds="{party.rating} >= {event.from_rating}",
            refusal="The player's rating is below the lowest rating of this tournament.",
            asked="if {whose} rating is high enough for it",
            party=(quantity("rating", 900, 2250, "rating", step=10),),
            mine={"rating": (1420, 1460, 1530, 1580, 1640)},
        ),
    ),
    sometimes=(
        Sometimes(0.55, Loans(title=BOOKS, copy=noun("copy"), loan=noun("book loan"), hold=noun("hold"), limit=4,
                              days=21, fee_cents=20)),
        Sometimes(0.45, Memberships(plan=PLANS, membership=noun("club membership"))),
        Sometimes(0.45, Assessments(form=noun("arbiter examination"), subjects=("laws of chess", "pairings", "clocks",
                                                                                "fair play"), rubric=(
            ("written test", 40), ("pairing by hand", 25), ("a dispute on the board", 20), ("knowledge of clocks", 15)),
            pass_percent=70)),
        Sometimes(0.4, Orders(item=SHOP, order=noun("shop order"))),
        Sometimes(0.35, Donations(fund=APPEALS, gift=noun("gift"), pledges=noun("pledge"), busy=0.9)),
        Sometimes(0.4, Tickets(ticket=noun("protest"), options={"about": "nothing"}, topics=(
            ("touched piece", ("My opponent touched the bishop and moved the knight.",
                               "I said j'adoube and he claimed a move.")),
            ("telephone", ("A phone rang in round three and nobody lost for it.", "Somebody checked a screen in the corridor.")),
            ("pairing", ("I had black three times running.", "I was paired with my own brother.")),
            ("noise", ("The kitchen fan drowns the clocks.", "Spectators whispered the winning move.")),
        ), resolutions=("The move stands, two minutes were added.", "The game was awarded to the opponent.",
                        "Colours will be balanced in the next round.", "The door is kept shut during play."))),
        Sometimes(0.35, Messages(topics=(
            ("Rating", ("My last four games are not rated yet.", "When does the new list come out?")),
            ("A bye", ("May I take a half-point bye in round two?", "My train comes late on Friday.")),
            ("Team captain", ("Who sits on board one against the Bankers?", "I would rather not play on Sundays.")),
            ("Juniors", ("My daughter is six and beats me. Which group is hers?", "Is there a coach for the schools?")),
        ))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("comeback", "{party} has taken the board out again after years.", ("sign_up", "enrol", "join?"),
                  lead_customer="After fifteen years I have taken my board out again.", asks=("owed", "last")),
        Situation("rating disaster", "{party} has lost nine games in a row.", ("withdraw*", "enrol?", "drop?"),
                  lead_customer="I have lost nine games in a row and need a pause from tournaments.",
                  asks=("count", "owed")),
        Situation("brother visits", "{party}'s brother comes to visit and plays too.", ("guests", "swap?", "pay?"),
                  lead_customer="My brother is visiting, and he plays a good Dutch.", asks=("owed", "last")),
    ),
    leads=(
        "I lost a won ending on Saturday and mean to do better.", "I have more time for chess this year.",
        "A friend from the club has talked me into it.", "I have played on a screen for long enough.",
    ),
)  # fmt: skip
