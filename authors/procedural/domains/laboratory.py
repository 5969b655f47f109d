"""A laboratory: researchers reserve instruments, pass safety tests, buy consumables and ask for running money."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

INSTRUMENTS = Things(
    noun("instrument"),
    (
        category("technique"),
        category("room"),
        quantity("training_hours", 1, 24, "amount of training needed", "hours"),
        price("day_rate_cents", label="daily rate"),
    ),
    (
        ("Confocal One", "microscopy", "B104", 8, 32000),
        ("Confocal Two", "microscopy", "B104", 8, 36000),
        ("Light Sheet", "microscopy", "B106", 16, 54000),
        ("Cryo Microscope", "electron microscopy", "K001", 24, 118000),
        ("Scanning Microscope", "electron microscopy", "K003", 12, 62000),
        ("Orbitrap", "mass spectrometry", "C210", 20, 74000),
        ("Gas Chromatograph", "mass spectrometry", "C211", 6, 21000),
        ("Small NMR", "magnetic resonance", "M010", 10, 28000),
        ("Large NMR", "magnetic resonance", "M011", 14, 46000),
        ("North Sequencer", "sequencing", "G320", 12, 88000),
        ("South Sequencer", "sequencing", "G321", 12, 64000),
        ("Cell Sorter", "cytometry", "B220", 10, 41000),
        ("Flow Bench", "cytometry", "B221", 4, 15000),
        ("X-Ray Bench", "diffraction", "K010", 9, 38000),
        ("Plate Reader", "assays", "B118", 1, 6500),
        ("Pipetting Robot", "assays", "B119", 7, 24000),
    ),
)

CONSUMABLES = Things(
    noun("consumable"),
    (category("category"), category("storage"), price("price_cents", label="price")),
    (
        ("Box of Pipette Tips", "plastics", "shelf", 3200),
        ("Box of Filter Tips", "plastics", "shelf", 4900),
        ("Pack of Centrifuge Tubes", "plastics", "shelf", 5600),
        ("Pack of Well Plates", "plastics", "shelf", 8900),
        ("Pack of Cryo Vials", "plastics", "shelf", 6400),
        ("Box of Nitrile Gloves", "protection", "shelf", 1250),
        ("Absolute Ethanol", "solvents", "flammables cabinet", 2900),
        ("Acetonitrile", "solvents", "flammables cabinet", 7800),
        ("Fetal Bovine Serum", "cell culture", "freezer", 38500),
        ("Trypsin Solution", "cell culture", "fridge", 4200),
        ("Taq Polymerase", "enzymes", "freezer", 14500),
        ("Restriction Enzyme Mix", "enzymes", "freezer", 9800),
        ("Anti-GFP Antibody", "antibodies", "fridge", 42500),
        ("Secondary Antibody", "antibodies", "fridge", 29500),
        ("Liquid Nitrogen Fill", "gases", "tank yard", 6900),
        ("Helium Cylinder", "gases", "tank yard", 54000),
    ),
)

COURSES = Things(
    noun("course"),
    (category("technique"), category("level"), price("price_cents", label="course fee")),
    (
        ("Confocal Basics", "microscopy", "beginner", 12000),
        ("Quantitative Imaging", "microscopy", "advanced", 24000),
        ("Sample Freezing for Cryo", "electron microscopy", "advanced", 36000),
        ("Reading Mass Spectra", "mass spectrometry", "beginner", 15000),
        ("Proteomics in Practice", "mass spectrometry", "advanced", 28000),
        ("NMR Sample Preparation", "magnetic resonance", "beginner", 9000),
        ("Library Preparation", "sequencing", "intermediate", 18000),
        ("Gating without Guessing", "cytometry", "intermediate", 14000),
        ("Laser Safety", "safety", "beginner", 3500),
        ("Handling Liquid Nitrogen", "safety", "beginner", 2500),
        ("Chemical Waste", "safety", "beginner", 2000),
    ),
)

DOMAIN = Domain(
    name="laboratory",
    category="Science",
    about="a laboratory",
    words="laboratory lab labs instruments instrument researchers research microscope microscopes samples science "
    "scientists spectrometer experiments",
    organisations=(
        "Saint Brannoc Core Facility", "Tarn Valley Imaging Centre", "The Ridge Laboratory", "Open Bench Institute",
        "Marsh Lane Research Labs", "Kelvin Street Core Facility",
    ),
    persona="staff",
    people=People(
        party=noun("researcher"), roles=("facility manager", "instrument scientist", "lab technician",
                                         "safety officer"),
        extras=(category("group_name", ("Alvarez group", "Bhatt group", "Lindgren group", "Okoye group", "guest"),
                         "research group"),),
    ),
    always=(
        Bookings(thing=INSTRUMENTS, booking=noun("reservation"), verb=verb("reserve"), unit=noun("day"), longest=5,
                 busy=1.9, of="for"),
        Maintenance(order=noun("job"), kinds=(
            ("calibration", ("Run the reference sample and check the baseline.",
                             "Results have drifted since the spring: set it up anew.")),
            ("cleaning", ("Clean it inside and out and run the blank.", "There is residue inside: take it out and check.")),
            ("repair", ("It stops in the middle of a run: find out why.", "There is a leak somewhere: find it and close it.")),
            ("cooling", ("The chiller alarm comes every night: change the filter.",
                         "It runs hot after an hour: check the fan.")),
            ("safety testing", ("Test the interlock and the warning light.",
                                "Yearly test of the plugs and the emergency stop.")),
        )),
        Billing(charge=noun("invoice"), payment=noun("transfer"),
                methods=("grant_transfer", "bank_transfer", "card")),
    ),
    never=(Coupons, Vouchers),
    rules=(
        Rule(
            says='An instrument is only reserved by people trained on it long enough.',
            made='booking',
            holds='{party.trained_hours} >= {thing.training_hours}',
            refusal='This instrument takes more hours of training than the researcher has.',
            asked='if {have} enough hours of training for it',
            party=(quantity("trained_hours", 2, 20, "training", "hours"),),
        ),
    ),
    sometimes=(
        Sometimes(0.3, Qualifications(kinds=Things(
            noun("clearance"),
            (quantity("valid_days", 180, 1100, "validity", "days", most="longest-lasting", least="shortest-lasting"),),
            (("Laser Work", 730), ("Liquid Nitrogen", 1095), ("Night Access", 365)),
        ))),
        Sometimes(0.3, Inspections(subjects=(
            ("safety", ("The emergency stop is stiff.", "A warning sign can no longer be read.")),
            ("wear", ("One seal is badly worn.", "The pump rattles.")),
            ("contamination", ("There was residue of the last sample in it.", "The blank showed traces of another sample.")),
        ))),
        Sometimes(0.3, LostProperty(places=("in the cloakroom", "in the break room", "in the seminar room", "by the lockers"))),
        Sometimes(0.5, Approvals(
            request=noun("funding request"),
            reasons=(
                ("pilot study", ("I need twelve samples before I can write the grant.",
                                 "Two days on the sorter would show whether the marker works.")),
                ("conference", ("My poster was accepted and registration closes on Friday.",
                                "I was asked to speak and the organisers pay only the hotel.")),
                ("repair costs", ("Our group wants to pay half of the new detector.",
                                  "The pump was damaged in our run and we will contribute.")),
                ("open access fee", ("The paper is accepted and the journal wants its fee.",
                                     "The data set has to be deposited at a cost.")),
            ),
            limit_cents=150000, refusals=("incomplete", "outside_the_grant", "too_expensive", "submitted_twice"),
        )),
        Sometimes(0.45, Orders(item=CONSUMABLES, order=noun("supply order"), verb=verb("order"))),
        Sometimes(0.35, Stock(supplier_names=("Sigma Bench Supply", "Northern Lab Supplies", "Science House",
                                              "Bench & Bottle", "Reagent Trade"), delivery=noun("shipment"))),
        Sometimes(0.4, Classes(course=COURSES, session=noun("training session"), enrolment=noun("enrolment"),
                               teacher_names=("Dr Helga Strand", "Dr Ravi Menon", "Dr Paula Costa", "Dr Jonas Weber"))),
        Sometimes(0.4, Assessments(
            form=noun("safety test"),
            rubric=(("chemical hazards", 20), ("laser safety", 20), ("gas cylinders", 15), ("waste", 15),
                    ("emergency drill", 20), ("logbook", 10)),
            pass_percent=75,
        )),
        Sometimes(0.4, Documents(
            document=noun("document"),
            kinds=("operating procedure", "risk assessment", "data agreement", "training record"),
            titles=("Procedure for the Cell Sorter", "Procedure for Helium Transfer", "Liquid Nitrogen Risk Assessment",
                    "Laser Risk Assessment", "Solvent Waste Risk Assessment", "Data Agreement with a Clinic",
                    "Data Agreement with a Partner", "Confocal Training Record", "Laser Training Record"),
        )),
        Sometimes(0.4, Projects(
            project=noun("analysis", "analyses"),
            kinds=(
                ("protein", ("sample intake", "digestion", "mass spectrometry run", "data report")),
                ("sequencing", ("sample intake", "library preparation", "sequencing run", "data report")),
                ("crystal", ("mounting", "diffraction run", "structure solution", "data report")),
                ("imaging", ("staining", "test images", "full scan", "image analysis")),
                ("cell sorting", ("antibody test", "gating", "sorting run")),
                ("metabolite", ("extraction", "chromatography", "data report")),
            ),
            rate_cents=9500,
        )),
        Sometimes(0.4, Waitlist(entry=noun("waiting-list entry"))),
        Sometimes(0.35, Tickets(of="booking", options={"about": "a row"},
            ticket=noun("problem report"),
            topics=(
                ("software", ("The software freezes in the middle of a run.",
                              "The licence server cannot be reached.")),
                ("lost sample", ("My plate was moved from the fridge and cannot be found.",
                                 "Two of my vials thawed over the weekend.")),
                ("data", ("Half of last night's files are empty.", "The time stamps are an hour behind.")),
                ("contamination", ("There are traces of somebody else's sample in all my results.",
                                   "My blank is anything but blank.")),
                ("invoice", ("I was billed for a day on which the machine was down.",
                             "The usage was booked on the wrong grant.")),
            ),
            resolutions=(
                "The software was installed afresh and runs again.",
                "The run may be repeated free of charge.",
                "The files were read out from the instrument once more.",
                "The instrument was cleaned and a blank was run.",
                "The invoice was corrected and sent anew.",
            ),
        )),
    ),
    months=(1, 2, 3, 4, 5, 6, 7, 9, 10, 11),
    situations=(
        Situation("revision deadline", "{party} has four weeks to revise a paper.", ("book", "book?", "buy?"),
                  asks=("last", "owed")),
        Situation("cells died", "{party}'s cell culture has died.", ("cancel*", "buy?", "book?"), asks=("owed",
                                                                                                        "last")),
        Situation("end of fellowship", "{party}'s fellowship ends this month.", ("cancel*", "withdraw*?", "pay*?"),
                  asks=("owed",)),
    ),
    leads=(
        "I am planning the instrument calendar.",
        "The group leaders meet at noon and I want the list in order.",
        "My morning round through the labs is done.",
        "There is an audit next week.",
        "I am on duty for the facility today.",
    ),
)  # fmt: skip
