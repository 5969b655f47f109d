"""A theatre: patrons take seats for performances, join the Friends, give to the roof fund and hire costumes."""

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
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import at_most

PERFORMANCES = Things(
    noun("play"),
    (category("genre"), quantity("capacity", 60, 420, "number of seats", most="largest", least="smallest"),
     quantity("minutes", 50, 210, "running time", "minutes", most="longest", least="shortest"),
     price("price_cents", label="ticket price")),
    (
        ("The Cherry Orchard", "drama", 320, 165, 3800),
        ("A Doll's House", "drama", 320, 140, 3600),
        ("Twelfth Night", "comedy", 360, 150, 3900),
        ("The Imaginary Invalid", "comedy", 320, 120, 3400),
        ("Three Tall Ladders", "new writing", 90, 80, 1800),
        ("Salt in the Teacups", "new writing", 90, 95, 2000),
        ("The Night Ferry", "new writing", 110, 75, 1900),
        ("The Threepenny Opera", "music theatre", 400, 170, 4800),
        ("Into the Woods", "music theatre", 400, 165, 5200),
        ("Songs from a Balcony", "musical", 220, 70, 2600),
        ("The Snow Goose", "family", 260, 55, 1400),
        ("Pinocchio in Pieces", "family", 260, 60, 1500),
        ("Puppets after Dark", "puppetry", 80, 65, 2200),
        ("Impro Lottery", "comedy", 140, 90, 1600),
        ("Hands, Feet, Floor", "physical theatre", 240, 60, 2900),
        ("Still Water", "physical theatre", 240, 70, 3100),
    ),
)  # fmt: skip

PLANS = Things(
    noun("tier"),
    (price("price_cents", label="monthly fee"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (
        ("Young Friend", 300, 20),
        ("Friend", 600, 10),
        ("Good Friend", 1200, 15),
        ("Patron", 3500, 20),
        ("Director's Circle", 9000, 25),
    ),
)

REFRESHMENTS = Things(
    noun("interval treat"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Glass of House Red", "drinks", 750),
        ("Glass of Sparkling Wine", "drinks", 950),
        ("Elderflower Spritz", "drinks", 600),
        ("Pot of Tea", "drinks", 350),
        ("Cheese Board", "food", 1250),
        ("Bag of Smoked Almonds", "food", 450),
        ("Olive and Focaccia Plate", "food", 900),
        ("Tub of Ice Cream", "food", 400),
        ("Box of Salted Caramels", "food", 650),
        ("Printed Programme", "keepsakes", 500),
        ("Show Poster", "keepsakes", 1200),
        ("Play Script", "keepsakes", 1100),
        ("Theatre Tote Bag", "keepsakes", 1500),
        ("Cast Recording", "keepsakes", 1800),
    ),
)

COSTUMES = Things(
    noun("costume"),
    (category("period"), category("size"), price("day_rate_cents", label="daily hire fee")),
    (
        ("Tudor Doublet", "Tudor", "large", 2800),
        ("Lady-in-Waiting Gown", "Tudor", "medium", 3400),
        ("Powdered Wig and Frock Coat", "Georgian", "medium", 3600),
        ("Harlequin Suit", "commedia", "small", 2400),
        ("Pantalone Robe", "commedia", "large", 2200),
        ("Crinoline Ball Gown", "Victorian", "small", 4200),
        ("Chimney Sweep Outfit", "Victorian", "small", 1500),
        ("Flapper Dress", "1920s", "small", 1900),
        ("Chicago Pinstripe Suit", "1920s", "large", 2100),
        ("Land Girl Dungarees", "1940s", "medium", 1400),
        ("Sequin Jumpsuit", "1970s", "medium", 1700),
        ("Pantomime Horse", "pantomime", "two people", 3900),
        ("Wicked Queen Cloak", "pantomime", "large", 2300),
    ),
)

FUNDS = Things(
    noun("fund"),
    (category("category"), amount("goal_cents", "goal")),
    (
        ("New Roof", "building", 18000000),
        ("Step-Free Door", "building", 4200000),
        ("Circle Seats", "building", 2600000),
        ("Schools on Stage", "education", 1800000),
        ("Carers' Tickets", "education", 900000),
        ("Young Writers' Prize", "new work", 750000),
        ("New Plays", "new work", 2000000),
        ("Captioned Performances", "access", 1200000),
        ("Costume Archive", "heritage", 600000),
    ),
)

WORKSHOPS = Things(
    noun("drama course"),
    (category("level"), category("craft"), price("price_cents", label="course fee")),
    (
        ("First Steps on Stage", "beginners", "acting", 2500),
        ("Saying Shakespeare Aloud", "intermediate", "acting", 3500),
        ("Audition Pieces", "advanced", "acting", 5500),
        ("Impro for Shy People", "beginners", "improvisation", 2200),
        ("Long-Form Impro", "advanced", "improvisation", 3800),
        ("Stage Combat with Foils", "intermediate", "movement", 4800),
        ("Mask and Mime", "beginners", "movement", 3200),
        ("Writing Your First Scene", "beginners", "writing", 3000),
        ("Dialogue that Fights", "intermediate", "writing", 4200),
        ("Lighting a Small Stage", "beginners", "technical", 4500),
        ("Sound for the Theatre", "intermediate", "technical", 4500),
        ("Wigs and Wounds", "beginners", "make-up", 3900),
    ),
)

LOTS = Things(
    noun("lot"),
    (category("kind"), price("start_cents", label="starting price")),
    (
        ("Signed Poster of the Opening Night", "keepsakes", 3500),
        ("Model of the Stage Set", "keepsakes", 9000),
        ("Queen's Crown from the Prop Room", "keepsakes", 4500),
        ("Director's Annotated Script", "keepsakes", 6000),
        ("Puppet from the Snow Goose", "keepsakes", 7500),
        ("Walk-On Part for One Night", "experiences", 15000),
        ("Evening in the Lighting Box", "experiences", 6000),
        ("Backstage Tour for Six", "experiences", 5000),
        ("Lunch with the Director", "experiences", 8000),
        ("Box for the Last Night", "seats", 18000),
        ("Pair of Season Tickets", "seats", 20000),
        ("Supper for Two in the Bar", "meals", 4500),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="theatre",
    category="Stage",
    about="a theatre",
    words="theatre theater stage play plays performance performances seats tickets patrons drama box office audience "
    "show shows",
    also="ticket concert",
    organisations=(
        "The Lantern Playhouse", "Corn Exchange Theatre", "The Trapdoor", "Royal Cinder Theatre", "Harbour Stage",
        "The Little Proscenium", "Fifth Row Theatre",
    ),
    persona="customer",
    people=People(party=noun("patron"), roles=("box office manager", "front of house", "stage manager", "usher")),
    always=(
        Events(event=PERFORMANCES, rsvp=noun("seat booking"),
               venue_names=("Main House", "Studio", "Courtyard Stage", "Rehearsal Room One", "Upstairs Bar")),
        Memberships(plan=PLANS, membership=noun("Friends membership")),
        Billing(charge=noun("box office bill"), methods=("card", "bank_transfer", "cash")),
    ),
    never=(Qualifications,),
    rules=(
        at_most(
            'rsvp', 4, ("going",),
            says='Nobody holds seats for more than four plays at a time.',
            refusal='There are seats for four plays already.',
            asked='if {have} seats for fewer than four plays',
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(places=("in the stalls", "in the circle", "in the foyer", "at the bar", "in the cloakroom"))),
        Sometimes(0.35, Auctions(lots=LOTS, options={"step": "five dollars"})),
        Sometimes(0.5, Orders(item=REFRESHMENTS, order=noun("pre-order"), verb=verb("order"))),
        Sometimes(0.45, Donations(fund=FUNDS, gift=noun("gift"), pledges=noun("pledge"))),
        Sometimes(0.45, Bookings(thing=COSTUMES, booking=noun("hire"), verb=verb("hire"), unit=noun("day"),
                                 longest=7, busy=0.9)),
        Sometimes(0.4, Classes(course=WORKSHOPS, session=noun("session"), enrolment=noun("enrolment"),
                               teacher_names=("Orla Fennimore", "Jules Bertrand", "Kwame Asante", "Sybil Marchetti",
                                              "Petra Novak"))),
        Sometimes(0.4, Tickets(of="rsvp",
            ticket=noun("complaint"),
            topics=(
                ("seating", ("A pillar hid half of the stage from my seat.",
                             "We booked together and were seated in different rows.")),
                ("sound", ("From the back of the circle we could hardly hear a word.",
                           "The hearing loop crackled through the whole first act.")),
                ("latecomers", ("People were let in during the quietest scene.",
                                "We were two minutes late and had to wait until the interval.")),
                ("wheelchair access", ("The lift was out of order and nobody had told us.",
                            "The space for my wheelchair was taken by a sound desk.")),
                ("bar", ("Our drinks for the interval were not on the table.",
                         "We queued for the whole interval and got nothing.")),
            ),
            resolutions=(
                "Offered seats of the patron's choice for another night.",
                "Apology sent and the booking fee returned.",
                "House manager has changed the latecomer rule for this show.",
                "Stewards briefed, and the way in checked before every show.",
                "Drinks promised for the next visit.",
            ),
        )),
        Sometimes(0.4, Messages(topics=(
            ("Access needs", (
                "One of us uses a wheelchair. Which row should we take?",
                "Is there a captioned performance this month?",
            )),
            ("Shows for children", (
                "Would the show suit a nine-year-old who dislikes loud bangs?",
                "How long is the first half? My son cannot sit for two hours.",
            )),
            ("Group visit", (
                "We are a book club of twelve. Could we meet somebody from the cast?",
                "Our school would like to bring twenty-eight pupils to a matinee.",
            )),
            ("Lost property", (
                "I left a green scarf in row F on Saturday.",
                "Has anybody handed in a pair of reading glasses?",
            )),
        ))),
        Sometimes(0.35, Coupons(codes=(("PREVIEW", 25), ("MATINEE10", 10), ("UNDER26", 20), ("FRONTROW", 5),
                                       ("CURTAINUP", 15), ("LASTNIGHT", 12)))),
    ),
    months=(1, 2, 3, 4, 5, 9, 10, 11, 12),
    situations=(
        Situation("birthday outing", "{party} is taking the family out for a birthday.", ("sign_up", "buy?", "pay?"),
                  lead_customer="It is my mother's birthday and I am taking the whole family out.",
                  asks=("last", "owed")),
        Situation("cast change", "{party} only wanted to see the lead who has fallen ill.", ("cancel", "sign_up",
                                                                                             "pay?"),
                  lead_customer="The actor I wanted to see has fallen ill, so my booking is of no use to me.",
                  asks=("last", "owed")),
        Situation("friends come along", "{party} has friends staying.", ("guests", "join?", "buy?"),
                  lead_customer="Friends are staying with us, so our numbers have changed.", asks=("last", "owed")),
    ),
    leads=(
        "I have not been to the theatre for far too long.",
        "I have been through your new brochure.",
        "We are making our plans for the season.",
    ),
)  # fmt: skip
