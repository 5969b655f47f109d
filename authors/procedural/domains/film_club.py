"""A film club: members come to screenings, put money on the films they want to see, and share their shelves."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun
from authors.procedural.model import Situation, Things, amount, category, price, quantity
from authors.procedural.modules.auctions import Auctions
from authors.procedural.modules.billing import Billing
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
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.rules import Rule

SCREENINGS = Things(
    noun("screening"),
    (category("decade"), category("genre"), quantity("capacity", 24, 120, "number of seats", most="largest",
                                                     least="smallest"),
     quantity("minutes", 45, 230, "running time", "minutes", most="longest", least="shortest"),
     price("price_cents", label="ticket price")),
    (
        ("Metropolis", "1920s", "science fiction", 120, 153, 900), ("The General", "1920s", "comedy", 100, 79, 800),
        ("The Third Man", "1940s", "crime", 90, 104, 800),
        ("Bringing Up Baby", "1930s", "comedy", 90, 102, 800), ("Brief Encounter", "1940s", "romance", 110, 86, 800),
        ("Bicycle Thieves", "1940s", "drama", 80, 89, 800),
        ("Rashomon", "1950s", "crime", 80, 88, 800), ("Seven Samurai", "1950s", "adventure", 100, 207, 1100),
        ("Wild Strawberries", "1950s", "drama", 70, 91, 800),
        ("Playtime", "1960s", "comedy", 90, 124, 900), ("Cleo from 5 to 7", "1960s", "drama", 60, 90, 800),
        ("Solaris", "1970s", "science fiction", 80, 167, 900),
        ("Daisies", "1960s", "comedy", 60, 76, 700), ("Paris, Texas", "1980s", "drama", 110, 145, 900),
        ("My Neighbour Totoro", "1980s", "family", 120, 86, 600),
        ("Short Films from the Attic", "1950s", "family", 40, 60, 500),
    ),
)  # fmt: skip

FUNDS = Things(
    noun("fund"),
    (category("purpose"), amount("goal_cents", "goal")),
    (
        ("New Projector", "hall", 980000), ("Better Chairs", "hall", 640000), ("Side Door Ramp", "hall", 420000),
        ("Sound System", "hall", 380000), ("Silent Film Piano", "screenings", 450000),
        ("Open-Air Screen", "screenings", 520000), ("Rare Prints", "screenings", 260000),
        ("Visiting Directors", "screenings", 360000), ("Student Tickets", "people", 180000),
        ("School Matinees", "people", 240000), ("Newsreel Rescue", "archive", 410000), ("Poster Archive", "archive", 160000),
    ),
)  # fmt: skip

PROPOSALS = Things(
    noun("proposal"),
    (category("topic"), quantity("seconders", 2, 9, "number of seconders", most="best supported", least="least supported")),
    (
        ("An Ozu Season in Spring", "programme", 6), ("More Comedies", "programme", 8), ("A Silent Film Every Month", "programme", 4),
        ("A Children's Matinee on Sundays", "programme", 7), ("A Later Start on Thursdays", "screenings", 5),
        ("No Crisps in the Hall", "screenings", 9), ("A Break in Long Films", "screenings", 3),
        ("Subtitles at Every Screening", "screenings", 6), ("A Bench by the Entrance", "hall", 2),
        ("A Bar after the Film", "hall", 5), ("Cheaper Tickets for Students", "money", 7), ("A Printed Programme", "money", 3),
    ),
)  # fmt: skip

SHELF = Things(
    noun("film"),
    (category("genre"), category("director"), quantity("minutes", 60, 230, "running time", "minutes", most="longest",
                                                       least="shortest")),
    (
        ("Sunrise", "romance", "Murnau", 94), ("Safety Last", "comedy", "Newmeyer", 73),
        ("Duck Soup", "comedy", "McCarey", 68), ("The Rules of the Game", "drama", "Renoir", 110),
        ("Kind Hearts and Coronets", "comedy", "Hamer", 106), ("Late Spring", "drama", "Ozu", 108),
        ("Tokyo Story", "drama", "Ozu", 136), ("The Wages of Fear", "thriller", "Clouzot", 153),
        ("Rififi", "thriller", "Dassin", 118), ("Ashes and Diamonds", "drama", "Wajda", 103),
        ("Closely Observed Trains", "comedy", "Menzel", 93), ("The Battle of Algiers", "war", "Pontecorvo", 121),
        ("Aguirre", "adventure", "Herzog", 94), ("Walkabout", "adventure", "Roeg", 100),
        ("Babette's Feast", "drama", "Axel", 102), ("Kes", "drama", "Loach", 111),
    ),
)  # fmt: skip

BAR = Things(
    noun("bar item"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Bottle of Pale Ale", "drinks", 450), ("Glass of Red", "drinks", 550), ("Elder Soda", "drinks", 300),
        ("Pot of Tea", "drinks", 250), ("Espresso", "drinks", 220),
        ("Bag of Salted Popcorn", "snacks", 350), ("Bag of Sweet Popcorn", "snacks", 350), ("Bowl of Olives", "snacks", 400),
        ("Slice of Lemon Cake", "snacks", 380), ("Season Programme", "print", 300),
        ("Linocut Poster", "print", 1800), ("Club Badge", "print", 400), ("Cushion for the Evening", "comfort", 200),
        ("Blanket for the Evening", "comfort", 250),
    ),
)  # fmt: skip

PLANS = Things(
    noun("level"),
    (price("price_cents", label="monthly fee"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (("Back Row", 400, 5), ("Front Row", 900, 15), ("Student Reel", 300, 10), ("Double Bill", 1500, 20),
     ("Projectionist", 2500, 25), ("Matinee", 600, 10), ("Friend", 1200, 0)),
)  # fmt: skip

COURSES = Things(
    noun("course"),
    (category("topic", label="subject"), category("level"), price("price_cents", label="course fee")),
    (
        ("Threading a Projector", "projection", "beginner", 1500),
        ("Splicing and Mending", "projection", "intermediate", 1800),
        ("Super 8 on Sundays", "making", "beginner", 2600),
        ("Scratch Animation", "making", "beginner", 1900), ("Sound for Silents", "music", "intermediate", 2200),
        ("How to Watch Ozu", "history", "beginner", 900),
        ("The Cut", "history", "intermediate", 1100), ("Women behind the Camera", "history", "beginner", 900),
        ("Writing a Programme Note", "writing", "beginner", 1000), ("Subtitling a Short", "writing", "advanced", 2400),
    ),
)  # fmt: skip

LOTS = Things(
    noun("lot"),
    (category("kind"), price("start_cents", label="starting price")),
    (
        ("Framed Metropolis Poster", "posters", 4500), ("Signed Solaris Poster", "posters", 6000),
        ("Box of Lobby Cards", "posters", 2500), ("Old Hall Projector", "machines", 9000),
        ("Super 8 Camera", "machines", 5500), ("Row of Cinema Seats", "furniture", 7500),
        ("Usher's Lamp", "furniture", 2000), ("Ticket Machine from the Roxy", "machines", 4000),
        ("Evening in the Projection Room", "evenings", 3000), ("Private Screening for Ten", "evenings", 12000),
        ("Dinner with the Programme Secretary", "evenings", 3500), ("Director's Chair", "furniture", 3000),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="film_club",
    category="Stage",
    about="a film club",
    words="film screenings club films cinema propose vote season committee guests projector prints rights "
    "distributors thursdays movie hall attendance society reel silent matinee programme projectionist "
    "auditorium foyer subtitles arthouse",
    organisations=("Flicker Film Club", "The Second Reel", "Guildhall Film Society", "Thursday Pictures",
                   "Lantern Film Club", "The Back Row Society"),
    persona="customer",
    people=People(party=noun("member"), roles=("programme secretary", "projectionist", "treasurer", "bar volunteer")),
    always=(
        Events(event=SCREENINGS, rsvp=noun("reservation"), venue_names=("the Guildhall", "the old gym",
                                                                        "the library cellar", "the courtyard")),
        Donations(fund=FUNDS, gift=noun("donation"), pledges=noun("pledge"), busy=1.5),
        Billing(charge=noun("bill"), methods=("card", "cash", "bank_transfer")),
    ),
    rules=(
        Rule(
            says='A single donation is 100 dollars at most.',
            made='gift',
            holds='{gift.amount_cents} <= 10000',
            refusal='A single donation is 100 dollars at most.',
            asked='if that is within your limit for a single donation',
            lasting=False,
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(places=("under my seat", "in the foyer", "at the bar", "at the coat rack"))),
        Sometimes(0.35, Votes(proposals=PROPOSALS)),
        Sometimes(0.35, Auctions(lots=LOTS)),
        Sometimes(0.5, Loans(title=SHELF, copy=noun("copy"), loan=noun("loan"), hold=noun("hold"), limit=3,
                             days=14, fee_cents=50)),
        Sometimes(0.5, Memberships(plan=PLANS, membership=noun("club membership"))),
        Sometimes(0.45, Orders(item=BAR, order=noun("bar order"))),
        Sometimes(0.4, Reviews(of="rsvp",
            good=("I had forgotten how good it is. Nobody stirred before the lights came up.",
                  "A fine print, a full hall, and applause at the end.", "I did not move until the last frame."),
            fair=("Fine film, hard chairs.", "A classic, they say. I admired it more than I liked it."),
            poor=("The sound was so low that I read lips.", "Twice the film tore, and the second half came first.",
                  "Endless. I left half-way through."))),
        Sometimes(0.4, Messages(topics=(
            ("Film for next season", ("Could we have something from Iran?",
                                      "I own a print of a lost local newsreel. Is that of use?")),
            ("Bringing guests", ("May I bring six colleagues on Thursday?",
                                 "My grandson is nine. Is the film fit for him?")),
            ("Projection", ("The picture was cut off at the top. Was that meant?",
                            "I was a projectionist for thirty years and would gladly help.")),
            ("Hall and chairs", ("Is there a ramp at the side door?",
                                 "Could we have the heating on before we sit down?")),
        ))),
        Sometimes(0.35, Classes(course=COURSES, session=noun("class"), enrolment=noun("enrolment"),
                                teacher_names=("Agnieszka Lis", "Rupert Vane", "Celeste Okafor", "Bo Nyström"))),
        Sometimes(0.35, Tickets(of="rsvp", ticket=noun("complaint"), topics=(
            ("sound", ("There was a hum through the whole second reel.",
                       "The dialogue ran half a second behind the lips.")),
            ("seat", ("My reserved seat was behind the pillar.", "The chair collapsed half-way through the film.")),
            ("price", ("I was charged for two, and my friend stayed at home.",
                             "The member's price was not taken off.")),
            ("audience", ("Somebody telephoned through the final scene.", "The row behind ate crisps for two hours.")),
        ), resolutions=(
            "The sound was seen to before the next screening.",
            "A better seat is reserved for the next screening.",
            "The price was corrected and the difference given back.",
            "We now ask for quiet before every film.",
        ))),
        Sometimes(0.25, Coupons(codes=(("MATINEE10", 10), ("BRINGAGUEST", 20), ("SILENTFILM", 15), ("DOUBLEBILL", 12),
                                       ("REWIND5", 5)))),
    ),
    months=(1, 2, 3, 4, 5, 6, 9, 10, 11, 12),
    situations=(
        Situation("helping the club", "{party} would like to do something for the club.",
                  ("give", "pledge?", "sign_up?"),
                  lead_customer="The club has given me so many good evenings that I want to help.", asks=("last", "owed")),
        Situation("friends in town", "{party} has old friends staying.", ("sign_up", "guests?", "buy?"),
                  lead_customer="Old friends of mine are in town and love the cinema.", asks=("owed", "last")),
        Situation("night shifts", "{party} is on night shifts this month.", ("withdraw", "pay?", "withdraw?"),
                  lead_customer="I am on night shifts this month, so my reservations have to go.", asks=("owed", "count")),
    ),
    leads=(
        "The credits were still rolling when I thought of this.", "I read the programme on the tram.",
        "It is raining, so I am planning my Thursdays.",
        "My neighbour told me about your next season.", "I have been looking forward to the new season.",
    ),
)  # fmt: skip
