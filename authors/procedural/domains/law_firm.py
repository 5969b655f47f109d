"""A law firm: lawyers work on clients' matters by the hour, and partners decide what is taken off the bill."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

LAWYERS = Things(
    noun("lawyer"),
    (category("specialty"), category("floor")),
    (
        ("Honora Quill", "property", "first floor"), ("Dr Emeka Obi", "contracts", "first floor"),
        ("Sybil Farrant", "family", "second floor"), ("Julian Roth", "employment", "second floor"),
        ("Marguerite Blanc", "wills and probate", "ground floor"),
        ("Tomasz Zielinski", "building disputes", "third floor"),
        ("Aroha Ngata", "shipping", "third floor"), ("Leland Price", "tax", "third floor"),
        ("Nadia Karim", "immigration", "ground floor"), ("Fergus Dunne", "criminal defence", "second floor"),
    ),
)  # fmt: skip

CONSULTATIONS = Things(
    noun("consultation"),
    (category("area", label="kind of consultation"), quantity("minutes", 15, 180, "length", "minutes", most="longest",
                                                              least="shortest", step=15),
     price("price_cents", label="fee")),
    (
        ("First Consultation", "intake", 30, 9500), ("Contract Review", "advice", 60, 19500),
        ("Lease Review", "advice", 45, 14500), ("Will Signing", "signing", 30, 8500),
        ("Sale Signing", "signing", 90, 26500), ("Second Opinion", "advice", 60, 21000),
        ("Hearing Preparation", "litigation", 120, 39000),
        ("Witness Interview", "litigation", 90, 29000), ("Mediation Session", "mediation", 180, 58000),
        ("Sworn Statement", "signing", 15, 3500), ("Company Set-Up Meeting", "advice", 75, 24500),
        ("Separation Meeting", "intake", 60, 18500),
    ),
)  # fmt: skip

ROOMS = Things(
    noun("meeting room"),
    (category("floor"), quantity("seats", 2, 24, "number of seats", at_least="that seats at least {value}",
                                 most="largest", least="smallest"), price("day_rate_cents", label="daily charge")),
    (
        ("Blackstone Room", "ground floor", 4, 6000), ("Portia Room", "ground floor", 6, 8000),
        ("Solomon Room", "first floor", 8, 9500), ("Themis Room", "first floor", 10, 12000),
        ("Harbour Room", "second floor", 12, 14500), ("Library Room", "second floor", 6, 8500),
        ("Deed Room", "basement", 3, 4500),
        ("East Mediation Room", "third floor", 8, 10500), ("West Mediation Room", "third floor", 8, 10500),
        ("Long Room", "third floor", 24, 22500), ("Quiet Room", "basement", 2, 3500),
    ),
)  # fmt: skip

SEMINARS = Things(
    noun("seminar"),
    (category("topic", label="subject"), quantity("capacity", 10, 80, "number of seats", most="largest",
                                                  least="smallest"), price("price_cents", label="price")),
    (
        ("Wills without Quarrels", "inheritance", 60, 1500), ("Buying a First Home", "property", 70, 1500),
        ("Leases for Shopkeepers", "property", 40, 2900), ("Hiring Your First Employee", "employment", 40, 2900),
        ("Ending Employment Fairly", "employment", 30, 3900), ("Contracts in Plain Words", "contracts", 50, 2500),
        ("When the Builder Is Late", "disputes", 40, 1900), ("Data Protection in a Day", "compliance", 24, 9500),
        ("Starting a Company", "companies", 60, 1900), ("Cargo Claims", "shipping", 20, 6900),
        ("Mediation Taster", "disputes", 16, 4500), ("Powers of Attorney", "inheritance", 80, 1200),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="law_firm",
    category="Office",
    about="a law firm",
    words="law lawyers clients legal attorney solicitor matter disputes court contracts partners billable "
    "conflict counsel litigation deadlines notary instruct property invoices",
    organisations=("Quill and Farrant", "Roth Obi Partners", "Quay Law", "Harbour Chambers", "Dunne and Price",
                   "Blackstone Lane Solicitors"),
    persona="staff",
    people=People(party=noun("client"), roles=("practice manager", "partner", "associate", "paralegal"),
                  extras=(category("sector", ("shipping", "retail", "building", "private", "farming", "technology"),
                                   "sector"),)),
    always=(
        Projects(project=noun("matter"), kinds=(
            ("house purchase", ("conflict check", "title search", "drafting", "completion")),
            ("lease", ("conflict check", "review", "negotiation", "signing")),
            ("building dispute", ("conflict check", "evidence", "claim letter", "hearing")),
            ("employment claim", ("conflict check", "witness statements", "negotiation", "hearing")),
            ("estate planning", ("interview", "drafting", "signing")), ("probate", ("asset list", "court filing", "distribution")),
            ("company formation", ("conflict check", "articles", "registration")),
            ("supply contract", ("conflict check", "review", "negotiation", "signing"))), rate_cents=24000),
        Approvals(request=noun("fee reduction request"), reasons=(
            ("delay", ("The deed was ready three weeks later than you said.",
                       "Nobody answered us for the whole of August.")),
            ("hours billed", ("Nine hours for a lease of four pages.",
                                "Two lawyers sat in a meeting that needed one.")),
            ("loss of income", ("I have lost my post over this case.", "The shop has been closed since the flood.")),
            ("lack of success", ("We were told that the claim was safe, and it was struck out.",
                              "The other side paid, but less than your bill.")),
            ("travel costs", ("I do not see why two nights in a hotel were needed.",
                        "The hearing was held by video after all.")),
        ), limit_cents=60000, refusals=("agreed_in_writing", "unfounded", "covered_by_the_insurer", "submitted_twice"),
        options={"payout": False, "correct": "nothing"}),
        Billing(charge=noun("fee note"), methods=("bank_transfer", "card", "cheque")),
    ),
    never=(Coupons, Inspections, Qualifications, Vouchers),
    rules=(
        Rule(
            says='No matter is opened before the conflict check is clear.',
            made='project',
            holds="{party.conflict_check} = 'clear'",
            refusal="The client's conflict check is not clear; no matter can be opened.",
            asked='if {whose} conflict check is clear',
            party=(category("conflict_check", ('clear', 'under way', 'conflict found'), "conflict check"),),
        ),
    ),
    sometimes=(
        Sometimes(0.3, LostProperty(places=("in the waiting room", "in the meeting room", "at the reception", "in the lift"))),
        Sometimes(0.6, Documents(document=noun("document"), kinds=("engagement letter", "power of attorney",
                                                                   "court filing", "contract draft"),
                                 titles=("Engagement for a Purchase", "Engagement for a Dispute",
                                         "Power of Attorney for a House", "Power of Attorney for a Bank", "Court Filing with the Claim",
                                         "Court Filing with the Defence", "Draft Shop Lease", "Draft Supply Contract"),
                                 options={"course": "signed twice", "versions": False, "withdraw": False})),
        Sometimes(0.95, Appointments(provider=LAWYERS, service=CONSULTATIONS, appointment=noun("appointment"),
                                     verb=verb("book"), busy=1.7)),
        Sometimes(0.45, Messages(topics=(
            ("My case", ("Has the other side answered?", "When shall we hear from the court?")),
            ("Papers from home", ("I have found the old survey. Shall I bring it?",
                                  "My brother has the only copy of the will.")),
            ("Deadline", ("The letter says that I must reply within fourteen days.",
                          "May we have a week more for the witness list?")),
            ("Costs so far", ("What has the matter cost up to now?", "Will my insurer pay any of this?")),
        ))),
        Sometimes(0.4, Tickets(of="project", ticket=noun("complaint"), options={"about": "nothing", "notes": False}, topics=(
            ("unanswered calls", ("I have left five messages.", "My calls go to a different person each time.")),
            ("mistake", ("My middle name is wrong in the deed.",
                         "The letter went to my old address, where my husband lives.")),
            ("fee note", ("I am billed for a call that never took place.", "The hours do not add up.")),
            ("breach of confidence", ("My file lay open on the reception desk.",
                                 "The mail was sent to the other side as well.")),
        ), resolutions=(
            "The partner has rung and is the one to call from now on.",
            "It was corrected, and the client has the new papers.",
            "The fee note was corrected and sent anew.",
            "The managing partner has apologised in writing.",
        ))),
        Sometimes(0.35, Bookings(thing=ROOMS, booking=noun("room booking"), verb=verb("book"), unit=noun("day"),
                                 longest=4, busy=1.2, of="for")),
        Sometimes(0.35, Events(event=SEMINARS, rsvp=noun("sign-up"),
                               venue_names=("the Long Room", "the Guildhall", "the library", "the Harbour Room"))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("settled out of court", "{party}'s dispute has been settled over lunch.",
                  ("deliver?", "finish?", "cancel?", "pay"), asks=("owed", "last")),
        Situation("new case", "{party} has a new case for us.", ("start", "schedule?", "assign?"),
                  asks=("last", "owed")),
        Situation("questions about the bill", "{party} has questions about the last fee notes.",
                  ("approve?", "refund?", "pay?", "submit"), asks=("owed", "last")),
    ),
    leads=(
        "The partners meet at eleven.", "The court wants our papers by Thursday.",
        "I am closing the month's time sheets.",
        "A client is on hold on line two.", "The conflict searches of this morning are done.",
    ),
)  # fmt: skip
