"""A rowing club: rowers reserve shells, are tested before they may take one out alone, and race at regattas."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.events import Events
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

SHELLS = Things(
    noun("shell"),
    (category("boat_class", label="type"), quantity("rowers", 1, 8, "number of seats",
                                                    at_least="with at least {value} seats"),
     quantity("weight_kg", 13, 98, "weight", "kilos", most="heaviest", least="lightest"),
     price("outing_cents", label="daily fee")),
    (
        ("Kingfisher", "single scull", 1, 14, 600), ("Dipper", "single scull", 1, 14, 600),
        ("Water Vole", "single scull", 1, 18, 400), ("Moorhen", "single scull", 1, 16, 500),
        ("Castor and Pollux", "double scull", 2, 27, 900), ("Two Sisters", "double scull", 2, 28, 850),
        ("Grebe", "double scull", 2, 30, 800), ("Salt and Pepper", "coxless pair", 2, 27, 950),
        ("Old Friends", "coxless pair", 2, 29, 800), ("Four Winds", "quad scull", 4, 52, 1600),
        ("Harry Brandt", "quad scull", 4, 55, 1400), ("Lady Mabel", "coxed four", 4, 53, 1500),
        ("Weir Maid", "coxed four", 4, 60, 1200), ("Steady Eddie", "coxless four", 4, 50, 1700),
        ("Spirit of the Tarn", "eight", 8, 96, 2800), ("Jubilee", "eight", 8, 98, 2400),
    ),
)  # fmt: skip

PLANS = Things(
    noun("plan"),
    (price("price_cents", label="monthly subscription"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (
        ("Social", 800, 0), ("Weekday", 1500, 15), ("Student", 1900, 15), ("Masters", 3400, 10),
        ("Full Rowing", 4200, 15),
        ("Racing Squad", 5600, 25), ("Family", 6900, 20), ("Boat Owner", 3900, 5),
    ),
)  # fmt: skip

SESSIONS = Things(
    noun("course"),
    (category("level"), category("boat", label="kind of boat"), price("price_cents", label="price")),
    (
        ("Learn to Row", "beginner", "eights", 1800), ("First Strokes in a Single", "beginner", "singles", 2200),
        ("Beginners Afloat", "beginner", "quads", 1200), ("Coxing from the Start", "beginner", "fours", 900),
        ("Social Eight", "intermediate", "eights", 700), ("Masters Fours", "intermediate", "fours", 900),
        ("Catch and Finish", "intermediate", "doubles", 1500), ("Starts and Sprints", "advanced", "fours", 1400),
        ("Head Race Pieces", "advanced", "eights", 1300), ("Sculling in Wind", "advanced", "singles", 1900),
        ("Ergs and Stretching", "intermediate", "no boat", 500),
    ),
)  # fmt: skip

REGATTAS = Things(
    noun("club event"),
    (category("kind", label="kind of event"), quantity("capacity", 12, 90, "number of places", most="largest",
                                                       least="smallest"),
     price("price_cents", label="price")),
    (
        ("Tarn Head", "race", 48, 1800), ("Long Reach Sprints", "race", 40, 1500), ("Town Regatta", "race", 64, 2200),
        ("Scratch Eights", "race", 48, 500), ("Town Fours", "race", 36, 1600),
        ("Tour to the Lakes", "tour", 16, 9800),
        ("Three Weirs Tour", "tour", 12, 6400), ("Boathouse Supper", "social", 70, 2400),
        ("Captain's Quiz", "social", 60, 600),
        ("Rigging Evening", "workshop", 20, 400), ("Capsize Drill at the Pool", "workshop", 14, 900),
        ("Open Boathouse", "social", 90, 200),
    ),
)  # fmt: skip

KIT = Things(
    noun("kit item"),
    (category("category"), price("price_cents", label="price")),
    (
        ("Racing Lycra", "clothing", 5900), ("Splash Jacket", "clothing", 7400), ("Club Cap", "clothing", 1600),
        ("Rowing Leggings", "clothing", 3900), ("Bobble Hat", "clothing", 1800), ("Cox's Lifejacket", "safety", 8900),
        ("Bow Light", "safety", 1400), ("Heel Restraints", "safety", 600), ("Blister Tape", "hands", 450),
        ("Rowing Gloves", "hands", 1900), ("Rigger Spanner", "tools", 1100), ("Seat Pad", "boat", 2300),
        ("Carbon Scull", "boat", 42000), ("Cox Box", "boat", 39500),
    ),
)  # fmt: skip

PROPOSALS = Things(
    noun("proposal"),
    (category("topic"), quantity("seconders", 2, 9, "number of seconders", most="best supported", least="least supported")),
    (
        ("A New Eight", "boats", 9), ("Two More Single Sculls", "boats", 6), ("Selling the Oldest Four", "boats", 3),
        ("A Heated Changing Room", "boathouse", 8), ("New Lights on the Landing Stage", "boathouse", 5),
        ("More Bicycle Racks", "boathouse", 4), ("An Outing Before Work on Wednesdays", "rowing", 4),
        ("A Second Club Regatta", "rowing", 2), ("Half Price for Students", "money", 7),
        ("A Reserve for Boat Repairs", "money", 6), ("A Summer Party", "events", 5),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="rowing_club",
    category="Water",
    about="a rowing club",
    words="rowing rowers crews outings shells oars sculls eights fours boathouse cox regatta captain river club "
    "members subscription kilometres",
    organisations=(
        "Weirside Rowing Club", "Long Reach Boat Club", "The Blue Blades", "Tarn Valley Rowing Club",
        "Swan Island Scullers",
        "Old Lock Rowing Club",
    ),
    persona="customer",
    people=People(party=noun("rower"), roles=("boat captain", "coach", "secretary", "boatman"),
                  extras=(category("rows", ("bow side", "stroke side", "either side", "sculls", "coxes"),
                                   "rowing side"),)),
    always=(
        Bookings(thing=SHELLS, booking=noun("outing"), verb=verb("reserve"), of="in", longest=2, busy=2.2),
        Assessments(form=noun("rowing test"), subjects=("sculling", "sweep rowing", "steering", "coxing"), rubric=(
            ("balance", 20), ("blade work", 25), ("steering", 20), ("river rules", 20), ("capsize drill", 15)),
            pass_percent=65),
        Billing(charge=noun("club bill"), methods=("card", "direct_debit", "cash")),
    ),
    never=(Qualifications,),
    rules=(
        Rule(
            says='Single sculls are only for rowers who have passed the capsize drill.',
            made='booking',
            holds="{thing.rowers} > 1 OR {party.capsize_drill} = 'passed'",
            refusal='Single sculls are only for rowers who have passed the capsize drill.',
            asked='if {have} the training for it',
            party=(category("capsize_drill", ('passed', 'not yet'), "capsize drill"),),
            mine={'capsize_drill': ('not yet',)},
        ),
    ),
    sometimes=(
        Sometimes(0.35, Votes(proposals=PROPOSALS)),
        Sometimes(0.35, Returns()),
        Sometimes(0.4, Deposits()),
        Sometimes(0.6, Memberships(plan=PLANS, membership=noun("subscription"))),
        Sometimes(0.5, Classes(course=SESSIONS, session=noun("session"), enrolment=noun("enrolment"),
                               teacher=noun("coach", "coaches"),
                               teacher_names=("Hattie Brandt", "Coach Olusegun", "Piet Vermeulen", "Morag Ross"))),
        Sometimes(0.5, Tickets(of="booking", ticket=noun("damage report"), topics=(
            ("hull", ("There is a hand-long crack behind the bow ball.",
                      "We touched the landing stage and the gel coat is chipped.")),
            ("rigger", ("One bolt of the rigger turns without gripping.",
                        "One side sits a finger higher than the other.")),
            ("seat and slide", ("The seat jumps off its runners.",
                                "One wheel of the sliding seat has a flat side.")),
            ("oars", ("The collar of a blade has slipped.", "A spoon came back with its tip missing.")),
            ("landing stage", ("Two boards of the landing stage are rotten.",
                               "The ramp is covered in goose droppings and slippery.")),
        ), resolutions=(
            "Filled and sanded by the boatman; the boat may go out again.",
            "The rigger was refitted and its height checked.",
            "New wheels were fitted, and the seat runs freely.",
            "Repaired in the workshop and back on the rack.",
            "The working party has been and put it right.",
        ))),
        Sometimes(0.45, Events(event=REGATTAS, rsvp=noun("sign-up"), venue_names=(
            "the boathouse", "the town reach", "the regatta meadow", "the lock"))),
        Sometimes(0.4, Orders(item=KIT, order=noun("kit order"))),
        Sometimes(0.35, Messages(topics=(
            ("Looking for a crew", ("I am back from a year abroad. Which four is short of somebody?",
                                    "Two of us have a double and no second double to race against.")),
            ("River closed", ("Are the red boards still up at the lock?",
                              "How fast may the river run before singles stay ashore?")),
            ("Racking a private boat", ("I have bought my own single. Is there a rack for it?",
                                        "May I keep my oars in the boathouse over winter?")),
            ("Juniors", ("My daughter is eleven and swims well. May she start?",
                         "Who drives the juniors to the away races?")),
        ))),
        Sometimes(0.3, Waitlist(entry=noun("waiting-list entry", "waiting-list entries"),
                                options={"party_size": False})),
        Sometimes(0.3, Maintenance(order=noun("boat repair"), kinds=(
            ("hull work", ("Fill the crack behind the bow ball and sand it flush.",
                           "Polish the hull before the head race.")),
            ("rigging", ("Set height and pitch of all riggers.", "Replace the worn bolts on bow side.")),
            ("slides", ("Clean the slides and grease the wheels.", "Fit new seat wheels throughout.")),
        ))),
    ),
    months=(3, 4, 5, 6, 7, 8, 9, 10),
    situations=(
        Situation("river in flood", "The river is in flood, so {party}'s outing will have to wait.", ("move", "cancel?", "pay?"),
                  lead_customer="The river is in flood, so my outing will have to wait.", asks=("owed", "last")),
        Situation("short of a crew", "{party}'s crew is one short for the outing.",
                  ("cancel", "book"),
                  lead_customer="Our crew is one short for the outing.", asks=("last", "owed")),
        Situation("regatta season", "{party} wants to be fit for the regatta.",
                  ("book", "schedule", "pay?"),
                  lead_customer="I want to be ready for the town regatta.", asks=("owed", "last")),
    ),
    leads=(
        "Our crew met for coffee and made plans.", "I want to do more at the club this season.",
    ),
)  # fmt: skip
