"""A gliding club: members fly its gliders, keep their ratings, come to the workshop evenings and pay for launches."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

GLIDERS = Things(
    noun("glider"),
    (category("seats_kind", label="kind of glider"), category("hangar"),
     quantity("glide_ratio", 24, 60, "glide ratio", at_least="with a glide ratio of at least {value}"),
     price("day_cents", label="daily charge")),
    (
        ("Swallow Seven", "two-seater", "north hangar", 28, 4800), ("Old Baby", "single-seater", "museum bay", 24, 2600),
        ("Kestrel Nineteen", "single-seater", "north hangar", 43, 6200), ("Twin Astir", "two-seater", "north hangar", 38, 5600),
        ("Silver Discus", "single-seater", "south hangar", 42, 6900), ("Duo Discus", "two-seater", "south hangar", 45, 9800),
        ("Long Nimbus", "open class", "south hangar", 60, 13800), ("Ventus Two", "single-seater", "south hangar", 46, 8600),
        ("Wooden Bergfalke", "two-seater", "museum bay", 26, 3100), ("Junior", "single-seater", "trailer row", 35, 4200),
        ("Motor Falcon", "motor glider", "trailer row", 25, 11200), ("Ash Twenty-Five", "open class", "trailer row", 58, 12900),
    ),
)  # fmt: skip

RATINGS = Things(
    noun("rating"),
    (quantity("valid_days", 90, 1100, "validity", "days", most="longest-lasting", least="shortest-lasting"),),
    (("Winch Launch Rating", 365), ("Aerotow Rating", 365), ("Cross-Country Check", 730), ("Cloud Flying Rating", 540),
     ("Annual Check Flight", 365), ("Mountain Briefing", 180)),
)  # fmt: skip

PLANS = Things(
    noun("plan"),
    (price("price_cents", label="monthly fee"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (("Full Flying", 6900, 20), ("Weekend Flying", 4200, 10), ("Junior Flying", 1900, 25), ("Social", 800, 0),
     ("Instructor", 2400, 15), ("Family Flying", 9900, 18)),
)  # fmt: skip

EVENTS = Things(
    noun("club event"),
    (category("kind", label="kind of event"), quantity("capacity", 8, 90, "number of places", most="largest",
                                                       least="smallest"), price("price_cents", label="price")),
    (
        ("Longest Day Task", "contest", 30, 2400), ("Spot Landing Cup", "contest", 24, 1200),
        ("Wave Camp", "camp", 12, 38000), ("Ridge Week", "camp", 16, 29000), ("Rigging Morning", "work", 20, 500),
        ("Winch Cable Splicing", "work", 8, 900), ("Barograph Evening", "talk", 60, 600),
        ("Talk on Mountain Rotor", "talk", 70, 700), ("Trial Flight Sunday", "open day", 40, 1500),
        ("Hangar Supper", "supper", 90, 2200),
    ),
)  # fmt: skip

COURSES = Things(
    noun("ground course"),
    (category("topic", label="subject"), category("level"), price("price_cents", label="course fee")),
    (
        ("Clouds and Lift", "weather", "beginner", 3500), ("Reading the Tephigram", "weather", "advanced", 5200),
        ("Radio on the Circuit", "radio", "beginner", 2800), ("Packing a Parachute", "safety", "intermediate", 4400),
        ("Spin and Recovery", "safety", "intermediate", 4900), ("Airspace for Wanderers", "navigation", "intermediate", 3900),
        ("Final Glide Arithmetic", "navigation", "advanced", 4600), ("First Solo Theory", "basics", "beginner", 3000),
    ),
)  # fmt: skip

FUNDS = Things(
    noun("appeal"),
    (price("goal_cents", label="goal"),),
    (("New Winch Drum", 1450000), ("Hangar Roof", 3800000), ("Junior Bursary", 620000), ("New Tow Rope", 90000),
     ("Bergfalke Restoration", 880000), ("Weather Mast", 310000), ("Field Drainage", 2100000)),
)  # fmt: skip

DOMAIN = Domain(
    name="gliding_club",
    category="Air",
    about="a gliding club",
    words="gliding gliders glider soaring sailplane winch tow thermals cross-country airfield hangar pilots launch "
    "cockpit wings ridge aerotow barograph canopy",
    organisations=("Long Ridge Gliding Club", "Skylark Soaring", "The Thermal Company", "Cold Knap Gliding",
                   "Windrush Soaring Club", "Beacon Hill Gliders"),
    persona="customer",
    people=People(party=noun("pilot"), roles=("duty instructor", "winch driver", "hangar manager", "club secretary"),
                  extras=(category("licence", ("student", "bronze", "silver", "gold", "diamond"), "licence"),)),
    always=(
        Bookings(thing=GLIDERS, booking=noun("booking"), verb=verb("book"), unit=noun("day"), longest=4, busy=1.7),
        Qualifications(kinds=RATINGS, record=noun("endorsement")),
        Billing(charge=noun("flying bill"), methods=("bank_transfer", "card", "direct_debit")),
    ),
    rules=(
        Rule(
            says="Students fly two-seaters only, motor gliders take a silver licence, and the open class takes gold.",
            made="booking",
            holds="CASE {thing.seats_kind} WHEN 'two-seater' THEN 1 WHEN 'single-seater' THEN {party.licence} <> 'student' "
            "WHEN 'motor glider' THEN {party.licence} IN ('silver', 'gold', 'diamond') "
            "ELSE {party.licence} IN ('gold', 'diamond') END",
            refusal="The pilot's licence is not enough for this kind of glider.",
            asked="if {whose} licence is good enough for it",
            mine={"licence": ("student", "bronze", "silver")},
        ),
    ),
    sometimes=(
        Sometimes(0.55, Memberships(plan=PLANS, membership=noun("club membership"))),
        Sometimes(0.5, Events(event=EVENTS, rsvp=noun("sign-up"), venue_names=("the launch point", "the clubhouse",
                                                                               "the north hangar", "the briefing room"))),
        Sometimes(0.4, Maintenance(order=noun("airworthiness job"), kinds=(
            ("canopy repair", ("The canopy has a crack near the latch.", "The canopy lock is stiff in the cold.")),
            ("instrument repair", ("The variometer sticks at two knots.", "The radio is deaf on the ground channel.")),
            ("undercarriage repair", ("The wheel brake squeals and pulls left.", "The tyre has lost its tread.")),
            ("wing repair", ("Gel coat is lifting on the left tip.", "A control pin is worn.")),
        ))),
        Sometimes(0.4, Classes(course=COURSES, session=noun("class", "classes"), enrolment=noun("course place"),
                               teacher_names=("Gwilym Pryce", "Annika Storm", "Pedro Salas", "Ruth Abara"))),
        Sometimes(0.35, Waitlist(options={"party_size": False})),
        Sometimes(0.35, Donations(fund=FUNDS, gift=noun("gift"), pledges=noun("pledge"), busy=0.9)),
        Sometimes(0.35, Messages(topics=(
            ("Outlanding", ("I am in a turnip field. Who has the trailer?", "The farmer wants somebody to ring him.")),
            ("Flying a friend", ("May my cousin fly in the back seat on Sunday?",
                                 "Does a passenger need to be a member for a day?")),
            ("Duty roster", ("Could anybody drive the winch in my place?", "I have two duties in one week, surely by mistake.")),
            ("Logbook", ("My last three launches are missing.", "Who signs for flights at another field?")),
        ))),
        Sometimes(0.35, Tickets(ticket=noun("safety report"), options={"about": "nothing"}, topics=(
            ("near miss", ("A drone crossed the circuit at four hundred feet.", "Two of us joined downwind at once.")),
            ("launch failure", ("The cable broke at the top of the climb.", "The tow plane lost power over the wood.")),
            ("field", ("Rabbit holes have opened beside the strip.", "Sheep were on the runway again.")),
            ("equipment", ("A parachute is out of date.", "The trailer's lights do not work.")),
        ), resolutions=("Briefed to everybody at the next launch.", "Cable shortened and tested.",
                        "Holes filled and rolled.", "Parachute sent to be packed."))),
    ),
    months=(3, 4, 5, 6, 7, 8, 9, 10),
    situations=(
        Situation("best days of the year", "{party} wants to make use of the best days of the year.", ("book", "sign_up?", "pay?"),
                  lead_customer="The forecast promises the best soaring of the year.", asks=("owed", "last")),
        Situation("grounded by the doctor", "{party} may not fly for a month.", ("cancel*", "pause?", "pay?"),
                  lead_customer="My ears are bad, and the doctor has grounded me.", asks=("owed", "count")),
        Situation("cross-country season", "{party} wants to fly further this season.", ("book", "extend?", "enrol?"),
                  lead_customer="I want to fly further this season.", asks=("last", "owed")),
    ),
    leads=(
        "I have hardly flown since the spring.", "There are cumulus over the ridge already.",
        "Work has left me a few free days at last.", "An instructor at the launch point suggested it.",
    ),
)  # fmt: skip
