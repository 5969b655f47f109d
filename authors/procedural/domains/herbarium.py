"""A herbarium: botanists borrow pressed sheets, and no parcel goes abroad without its papers."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, amount, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

TAXA = Things(
    noun("plant"),
    (category("family"), category("region", label="collecting area"),
     quantity("collected_in", 1790, 2015, "year of collection", most="youngest", least="oldest"),
     category("cabinet", label="storage room")),
    (
        ("Gentiana verna", "gentians", "Alps", 1842, "room A"), ("Gentiana lutea", "gentians", "Alps", 1871, "room A"),
        ("Primula farinosa", "primroses", "North Moor", 1866, "room A"),
        ("Cypripedium calceolus", "orchids", "Alps", 1798, "vault"),
        ("Ophrys apifera", "orchids", "Saltmarsh", 1903, "room B"),
        ("Dactylorhiza maculata", "orchids", "North Moor", 1921, "room B"),
        ("Drosera rotundifolia", "sundews", "North Moor", 1888, "room B"),
        ("Salix herbacea", "willows", "Lapland", 1834, "room C"), ("Betula nana", "birches", "Lapland", 1836, "room C"),
        ("Silene acaulis", "pinks", "Lapland", 1902, "room C"),
        ("Saxifraga oppositifolia", "saxifrages", "Alps", 1859, "room A"),
        ("Carex limosa", "sedges", "North Moor", 1954, "room D"),
        ("Eriophorum latifolium", "sedges", "Saltmarsh", 1967, "room D"),
        ("Limonium vulgare", "sea lavenders", "Saltmarsh", 1978, "room D"),
        ("Welwitschia mirabilis", "welwitschias", "Namib", 1907, "vault"),
        ("Banksia serrata", "proteas", "Australia", 1801, "vault"),
        ("Polylepis incana", "roses", "Andes", 1988, "room E"),
        ("Puya raimondii", "bromeliads", "Andes", 1996, "room E"),
    ),
)  # fmt: skip

BOTANISTS = Things(
    noun("curator"),
    (category("specialty"), category("room")),
    (
        ("Dr Ottilie Marsh", "orchids", "room B"), ("Dr Ken Watanabe", "mosses", "room E"),
        ("Prof Ines Salgado", "Andean plants", "room E"), ("Dr Birger Holm", "arctic plants", "room C"),
        ("Dr Mary Adjei", "grasses and sedges", "room D"), ("Dr Luc Perrin", "old collections", "vault"),
        ("Sunniva Dale", "imaging", "room A"), ("Dr Tariq Malik", "desert plants", "vault"),
    ),
)  # fmt: skip

VISITS = Things(
    noun("visit"),
    (category("kind", label="kind of visit"), quantity("minutes", 30, 240, "length", "minutes", most="longest",
                                                       least="shortest", step=15),
     price("price_cents", label="bench fee")),
    (
        ("Half-Day Bench Session", "bench", 240, 2500), ("Short Bench Session", "bench", 120, 1500),
        ("Type Specimen Viewing", "types", 60, 3500), ("Microscope Session", "bench", 90, 2000),
        ("Name Check", "advice", 45, 1800), ("Label Reading", "advice", 30, 1200),
        ("Imaging Session", "imaging", 120, 4800), ("DNA Sampling", "sampling", 90, 6500),
        ("Archive Session", "archive", 180, 1500), ("Class Visit", "teaching", 90, 4000),
        ("Gift Unpacking", "gifts", 60, 500),
    ),
)  # fmt: skip

COURSES = Things(
    noun("course"),
    (category("topic", label="subject"), category("level")),
    (
        ("Pressing a Plant Well", "field work", "beginner"), ("Field Notes that Last", "field work", "beginner"),
        ("Mounting and Strapping", "mounting", "beginner"), ("Reading Latin Labels", "names", "intermediate"),
        ("Types and Priority", "names", "advanced"), ("Sedges without Tears", "identification", "intermediate"),
        ("Willows in Winter", "identification", "advanced"),
        ("Freezing against Beetles", "care", "beginner"), ("Old Handwriting", "archive", "intermediate"),
        ("Sequencing from a Leaf", "laboratory", "advanced"),
    ),
)  # fmt: skip

FUNDS = Things(
    noun("fund"),
    (category("category"), amount("goal_cents", "goal")),
    (
        ("Steel Cabinets", "building", 3800000), ("Second Freezer", "building", 920000),
        ("Images of All Types", "imaging", 2600000), ("Banks Letters", "archive", 640000),
        ("Andes Expedition", "expeditions", 1900000), ("Lapland Revisited", "expeditions", 1400000),
        ("Young Botanist Bursary", "people", 480000), ("Mounting Supplies", "materials", 60000),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="herbarium",
    category="Science",
    about="a herbarium",
    words="herbarium specimens sheets plants botanists botany pressed institutes plant curators borrow type "
    "specimen phytosanitary exchange mount label revisions",
    organisations=("National Herbarium", "Tarn Valley Herbarium", "The Banks Collection",
                   "Herbarium of the Old University", "Wexcombe Botanical Collections", "Marsh and Holm Herbarium"),
    persona="staff",
    people=People(party=noun("botanist"), roles=("collections manager", "curator", "mounter", "loans officer"),
                  extras=(category("institute", ("Old University", "Northern Botanic Garden", "Lisbon Institute",
                                                 "Museum of Lima", "Kyoto Herbarium", "independent"), "institute"),)),
    always=(
        Loans(title=TAXA, copy=noun("sheet"), loan=noun("loan"), hold=noun("hold"), limit=5, days=28,
              fee_cents=0, options={"late_fee": False}),
        Documents(document=noun("document"), kinds=("export permit", "phytosanitary certificate", "loan agreement",
                                                 "exchange list"),
                  titles=("Export of Orchids", "Export of Dried Sheets", "Phytosanitary Check of Seeds",
                          "Phytosanitary Check of Mosses", "Loan of Types", "Loan of Common Sheets",
                          "Exchange with Kyoto", "Exchange with Lima")),
    ),
    never=(Coupons, Vouchers),
    rules=(
        Rule(
            says='Sheets from before 1850 do not leave for Lima, Kyoto or independent botanists.',
            made='loan',
            holds="{title.collected_in} >= 1850 OR {party.institute} IN ('Old University', 'Northern Botanic Garden', 'Lisbon Institute')",
            refusal='Sheets from before 1850 are not lent that far.',
            asked='if it may leave for {whose} institute',
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(places=("in the reading room", "at the bench", "in the cloakroom", "by the lockers"))),
        Sometimes(0.5, Appointments(provider=BOTANISTS, service=VISITS, appointment=noun("appointment"),
                                    verb=verb("book"), busy=1.6)),
        Sometimes(0.45, Projects(project=noun("job"), kinds=(
            ("mounting", ("pressing", "strapping", "labelling", "freezing")),
            ("imaging", ("dusting", "photography", "data entry")),
            ("relabelling", ("literature search", "new labels", "moving folders")),
            ("unpacking", ("checking the list", "freezing", "sorting", "labelling")),
            ("sampling", ("permission", "cutting", "packing"))), rate_cents=3800)),
        Sometimes(0.4, Approvals(request=noun("grant request"), reasons=(
            ("field trip", ("Three weeks on the fells before the snow.",
                            "A guide and two mules for the upper valley.")),
            ("sequencing costs", ("Forty leaves at the sequencing centre.", "The old sheets need a second run.")),
            ("shipping costs", ("A crate of two hundred sheets to Kyoto.", "The courier asks a surcharge for alcohol jars.")),
            ("illustrations", ("An artist to draw the new species.", "Colour plates for the revision.")),
        ), limit_cents=100000, refusals=("over_budget", "lacking_a_permit", "out_of_scope", "submitted_twice"))),
        Sometimes(0.4, Tickets(of="loan", ticket=noun("problem report"), options={"about": "nothing"}, topics=(
            ("insects", ("There is fresh frass on the folder.", "Two beetles ran from the parcel.")),
            ("loose parts", ("The flower has come off and lies in the packet.",
                             "The strap is gone and the stem moves.")),
            ("water", ("The parcel was wet at one corner.", "The ink has run on four labels.")),
            ("wrong name", ("This is surely another sedge.", "The label says one thing and the leaves another.")),
            ("missing sheet", ("The list says eleven, and I count ten.", "Sheet four is an empty cover.")),
        ), resolutions=(
            "The sheets were frozen for a week and are clean now.",
            "The sheet was mended in the mounting room.",
            "The sheets were dried and the labels copied.",
            "The curator has looked at it and added a new label.",
            "The sheet was still in its folder here and was sent on.",
        ))),
        Sometimes(0.4, Classes(course=COURSES, session=noun("class"), enrolment=noun("enrolment"),
                               teacher=noun("tutor"), teacher_names=("Dr Ottilie Marsh", "Dr Birger Holm",
                                                                     "Sunniva Dale", "Dr Mary Adjei"))),
        Sometimes(0.35, Messages(topics=(
            ("Longer loan", ("The revision takes longer. May the willows stay until spring?",
                             "My student has fallen ill, so the sheets will be late.")),
            ("Sampling", ("May I cut two square millimetres from a leaf of 1859?",
                          "Is there loose material in the capsule?")),
            ("Gift of a collection", ("My late father pressed plants for fifty years. Would you look at them?",
                                      "We close our small herbarium and seek a home for it.")),
            ("A name", ("Is this the sheet that Holm cited?", "Which of the two is the type?")),
        ))),
        Sometimes(0.35, Donations(fund=FUNDS, gift=noun("donation"), pledges=noun("pledge"), busy=0.7)),
        Sometimes(0.3, Assessments(form=noun("return check"),
                                   rubric=(("completeness", 30), ("insects", 30), ("labels", 20),
                                           ("packing", 20)), pass_percent=80)),
        Sometimes(0.3, Reviews(of="loan",
            good=("Every sheet was cushioned like an egg.", "They found a label that nobody had read since 1842.",
                  "The types were imaged before I had finished asking."),
            fair=("Fine material, slow paperwork.", "Good sheets, although two names are long out of date."),
            poor=("Beetles in the box.", "I waited five months for three sedges."))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("monograph", "{party} is finishing a monograph.", ("borrow", "renew?", "hold?"),
                  asks=("last", "count")),
        Situation("moving institutes", "{party} is moving to another institute.", ("return*", "submit?", "cancel?"),
                  asks=("count",)),
        Situation("held at customs", "A parcel of sheets for {party} is held at customs.",
                  ("submit", "renew?", "borrow?"), asks=("last", "count")),
    ),
    leads=(
        "The freezer has finished its round.", "I have glue on my fingers and a list to get through.",
        "Three parcels came in from abroad.",
        "The curators want the loans in order.", "I am in the vault, where it is cold and quiet.",
    ),
)  # fmt: skip
