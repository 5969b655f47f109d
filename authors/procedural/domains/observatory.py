"""An observatory: astronomers reserve nights at the telescopes, defend their proposals and have their data reduced."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

TELESCOPES = Things(
    noun("telescope"),
    (category("location"), category("light", label="kind of light"),
     quantity("mirror_cm", 20, 360, "mirror size", "centimetres", most="largest", least="smallest",
              at_least="with a mirror of at least {value} centimetres"), price("night_cents", label="nightly charge")),
    (
        ("Old Refractor", "east dome", "optical", 20, 8000), ("Student Reflector", "east dome", "optical", 40, 12000),
        ("Comet Finder", "roll-off shed", "optical", 35, 9500),
        ("Transit Watcher", "roll-off shed", "optical", 60, 16000), ("Planet Camera", "west dome", "optical", 70, 18000),
        ("Radio Dish", "north station", "radio", 300, 22000),
        ("Small Dish Pair", "north station", "radio", 180, 14000),
        ("Infrared Camera", "summit dome", "infrared", 120, 36000),
        ("Blue Giant", "summit dome", "optical", 250, 78000), ("Great Summit", "summit dome", "optical", 360, 120000),
        ("Spectro Two", "west dome", "optical", 150, 42000), ("Robot Eye", "west dome", "optical", 80, 21000),
    ),
)  # fmt: skip

OPERATORS = Things(
    noun("support astronomer"),
    (category("specialty"), category("shift", label="kind of shift")),
    (
        ("Dr Elena Prieto", "spectroscopy", "night"), ("Dr Kamal Aziz", "infrared", "night"),
        ("Johanna Beck", "transits", "night"), ("Dr Wei Sun", "radio", "day"), ("Pierre Lacaze", "guiding", "night"),
        ("Dr Ayo Balogun", "asteroids", "day"), ("Maren Solberg", "comets", "night"), ("Iris Novak", "pipelines", "day"),
    ),
)  # fmt: skip

SESSIONS = Things(
    noun("session"),
    (category("kind", label="kind of session"), quantity("minutes", 30, 180, "length", "minutes", most="longest",
                                                         least="shortest", step=15),
     price("price_cents", label="price")),
    (
        ("Target List Check", "planning", 30, 3500), ("Finding Chart Check", "planning", 45, 4500),
        ("Exposure Planning", "planning", 60, 5500), ("Mask Design Session", "planning", 90, 9500),
        ("First Night Briefing", "training", 60, 4000), ("Remote Console Training", "training", 90, 6500),
        ("Guiding Test", "technical", 45, 5000),
        ("Spectrograph Set-Up", "technical", 120, 14500), ("Pipeline Walk-Through", "data", 75, 7000),
        ("Archive Tutorial", "data", 30, 3000), ("Flat Field Clinic", "data", 60, 5500),
    ),
)  # fmt: skip

NIGHTS = Things(
    noun("public night"),
    (category("kind", label="kind of night"), quantity("capacity", 10, 120, "number of places", most="largest",
                                                       least="smallest"), price("price_cents", label="price")),
    (
        ("Rings of Saturn", "viewing", 40, 1500), ("Moon Craters", "viewing", 50, 1200),
        ("Meteor Picnic", "viewing", 120, 900), ("Double Stars", "viewing", 30, 1500),
        ("Lecture on Dust", "talk", 90, 800), ("Lecture on Planets of Other Suns", "talk", 110, 800),
        ("Build a Sundial", "workshop", 20, 2500), ("Photograph the Milky Way", "workshop", 14, 5800),
        ("Stories of the Sky", "family", 60, 700), ("Dome by Day", "tour", 25, 1000),
        ("Mirror Washing Day", "tour", 10, 3500), ("Night for Teachers", "workshop", 30, 1800),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="observatory",
    category="Science",
    about="an observatory",
    words="observatory telescopes astronomers nights astronomy stars targets proposals observing telescope "
    "summit weather sky moon planets data team",
    organisations=("Summit Observatory", "Ridge Top Observatory", "The Dunmore Domes", "Northern Sky Institute",
                   "Cold Peak Observatory", "Three Domes"),
    persona="customer",
    people=People(party=noun("astronomer"), roles=("time allocation officer", "support astronomer",
                                                   "telescope operator", "data officer"),
                  extras=(category("field", ("planets", "stars", "galaxies", "asteroids", "comets", "transients"),
                                   "field of research"),)),
    always=(
        Bookings(thing=TELESCOPES, booking=noun("observing run"), verb=verb("reserve"), unit=noun("night"), longest=5,
                 busy=1.9, of="on"),
        Projects(project=noun("analysis", "analyses"), kinds=(
            ("spectral", ("calibration", "extraction", "wavelength fit", "archiving")),
            ("light curve", ("flat fields", "photometry", "detrending", "archiving")),
            ("image", ("flat fields", "stacking", "source list", "archiving")),
            ("radio map", ("flagging", "gridding", "cleaning", "archiving")),
            ("meteor film", ("alignment", "despeckling", "archiving")),
            ("comet orbit", ("astrometry", "orbit fit", "archiving"))), task=noun("step"), rate_cents=6500),
        Assessments(form=noun("proposal review"), subjects=("planetary science", "stellar physics", "cosmology",
                                                            "galaxy evolution"), rubric=(
            ("scientific merit", 40), ("feasibility", 20), ("need for this telescope", 20), ("track record", 10),
            ("data plan", 10)), pass_percent=60),
    ),
    never=(Coupons, Qualifications, Vouchers),
    rules=(
        Rule(
            says='Mirrors of more than a metre take forty nights of experience.',
            made='booking',
            holds='{thing.mirror_cm} <= 100 OR {party.nights_observed} >= 40',
            refusal='A mirror of more than a metre takes forty nights of experience.',
            asked='if {have} observed enough nights for it',
            party=(quantity("nights_observed", 5, 120, "nights of experience", "nights"),),
            mine={'nights_observed': (8, 14, 23, 35)},
        ),
    ),
    sometimes=(
        Sometimes(0.7, Billing(charge=noun("invoice"), methods=("bank_transfer", "direct_debit", "card"))),
        Sometimes(0.45, Waitlist(entry=noun("waiting-list entry", "waiting-list entries"), options={"party_size": False})),
        Sometimes(0.45, Appointments(provider=OPERATORS, service=SESSIONS, appointment=noun("appointment"),
                                     verb=verb("book"), busy=1.4)),
        Sometimes(0.4, Tickets(of="booking", ticket=noun("problem report"), options={"about": "nothing"}, topics=(
            ("weather", ("Cloud came in at one and never left.", "The wind closed the dome after two exposures.")),
            ("guiding", ("The guider lost the star every ten minutes.", "All my stars are short lines.")),
            ("instrument", ("The filter wheel stuck between two filters.",
                            "There is a stripe across the lower third of each frame.")),
            ("data", ("Half of the headers have the wrong year.", "The archive shows my frames to the whole world.")),
            ("lights", ("Somebody drove up with full beams.", "The door of the kitchen was open all night.")),
        ), resolutions=(
            "The lost hours were put back in the queue.",
            "The guider was calibrated again, and the stars are round.",
            "The instrument team has found the fault and mended it.",
            "The archive entries have been corrected.",
            "Everybody on the summit was reminded to keep it dark.",
        ))),
        Sometimes(0.4, Approvals(request=noun("travel grant request"), reasons=(
            ("train and taxi", ("The last bus stops eleven miles below the summit.",
                                "Two trains and a jeep for me and my laptop.")),
            ("lodging", ("Four nights in the astronomers' lodge.", "The weather kept me for two nights longer.")),
            ("shipping", ("Our camera travels in a crate of its own.", "The fibre head needs a courier.")),
            ("student trip", ("A student of mine should see a real dome.", "Two students will help with the night log.")),
        ), limit_cents=40000, refusals=("grant_ended", "no_receipt", "remote_possible", "asked_twice"))),
        Sometimes(0.35, Events(event=NIGHTS, rsvp=noun("sign-up"),
                               venue_names=("the east dome", "the terrace", "the lecture hall", "the north field"))),
        Sometimes(0.35, Messages(topics=(
            ("Moonlight", ("My galaxies need a dark sky. Which week is best?", "Would a half moon spoil the comet?")),
            ("Guest at the telescope", ("May my parents see the dome before dusk?",
                                        "A journalist would like to come along for an hour.")),
            ("Own data", ("When do my frames become public?", "Our paper is late. Could the private year be longer?")),
            ("Remote observing", ("Could I observe from my office this time?",
                                  "Which ports must be open for the console?")),
        ))),
        Sometimes(0.3, Documents(document=noun("document"), kinds=("safety form", "data agreement", "observing plan",
                                                                "publication note"),
                                 titles=("Safety on the Summit", "Safety at the Dish", "Agreement on Private Data",
                                         "Agreement on Student Theses", "Plan for Four Nights", "Plan for a Transit",
                                         "Note on a Nature Paper", "Note on a Conference Talk"))),
        Sometimes(0.25, Reviews(of="booking",
            good=("Everything ran without a hitch, and the operator knew every trick.", "These are the best data of my career.",
                  "Data in the archive before breakfast."),
            fair=("A good instrument and poor weather, which is nobody's fault.", "Fine telescope, slow network."),
            poor=("Half of the time was lost to a fault.", "The tracking failed and nobody was on call."))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("clouds on the summit", "{party} has seen a bad forecast for the observing run.", ("move", "cancel?", "pay?"),
                  lead_customer="The forecast for my observing run is bad.", asks=("last", "owed")),
        Situation("new target", "{party} has a new target and needs more observing runs.", ("book", "order?"),
                  lead_customer="I have a new target and need another observing run.", asks=("last", "count")),
        Situation("thesis chapter", "{party} needs the data for a thesis chapter.", ("order", "book?", "move?"),
                  lead_customer="I need something more for the last chapter of my thesis.", asks=("last", "count")),
    ),
    leads=(
        "I am planning my next season.", "I have been going through my plans with my team.",
    ),
)  # fmt: skip
