"""A museum: objects travel on loan for some days, with a report on their condition and an agreement behind them."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, amount, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

OBJECTS = Things(
    noun("object"),
    (category("material"), category("period"), quantity("weight_g", 4, 90000, "weight", "grams", most="heaviest",
                                                        least="lightest"),
     quantity("lux", 50, 300, "light limit", "lux", step=50, most="least sensitive", least="most sensitive"),
     price("day_rate_cents", label="daily loan fee")),
    (
        ("Ferry Hoard", "silver", "Roman", 3200, 300, 6500), ("Weaver's Hammer", "iron", "medieval", 900, 300, 1200),
        ("Bishop's Glove", "linen", "medieval", 60, 50, 7800), ("Guild Cup", "silver", "baroque", 1400, 300, 4800),
        ("Portrait of Lady Tansley", "oil on canvas", "baroque", 21000, 150, 9800),
        ("View of the Old Harbour", "oil on canvas", "Victorian", 14000, 150, 7400),
        ("Miller's Sampler", "silk", "Georgian", 220, 50, 2600),
        ("Ship in a Storm", "watercolour", "Victorian", 900, 50, 3900),
        ("Town Clock Movement", "brass", "Georgian", 90000, 300, 5200),
        ("Penny of King Offric", "silver", "Saxon", 4, 300, 1900), ("Bog Shoe", "leather", "Saxon", 310, 50, 4400),
        ("Market Drum", "wood and hide", "Georgian", 4200, 100, 2200),
        ("Edwardian Wedding Dress", "silk", "Edwardian", 1800, 50, 3600),
        ("Mammoth Tooth", "ivory", "Ice Age", 5200, 100, 2900),
        ("Glass Fishing Float", "glass", "Edwardian", 700, 300, 900),
        ("Potter's Wheel", "wood", "Victorian", 46000, 200, 1700),
    ),
)  # fmt: skip

CONSERVATORS = Things(
    noun("conservator"),
    (category("specialty"), category("studio", label="room")),
    (
        ("Beatrix Vane", "paintings", "north studio"), ("Ottmar Reuss", "metal", "metal lab"),
        ("Sadia Rahman", "textiles", "textile room"), ("Yves Caron", "paper", "paper room"),
        ("Hilde Nygaard", "wood", "cellar"),
        ("Tom Aldous", "archaeology", "metal lab"), ("Chiyo Mori", "ceramics", "cellar"),
        ("Enid Farr", "photographs", "paper room"),
    ),
)  # fmt: skip

INSPECTIONS = Things(
    noun("inspection"),
    (category("kind", label="kind of inspection"), quantity("minutes", 15, 240, "duration", "minutes", most="longest",
                                                            least="shortest", step=15),
     price("price_cents", label="price")),
    (
        ("Outgoing Condition Check", "loan", 60, 4800), ("Return Condition Check", "loan", 60, 4800),
        ("Light and Humidity Check", "climate", 45, 3500), ("Showcase Check", "climate", 90, 5900),
        ("Crate Fitting", "packing", 120, 8900), ("Soft Packing", "packing", 60, 3900),
        ("Courier Briefing", "transport", 30, 2500), ("Surface Cleaning", "treatment", 180, 14500),
        ("Frame Check", "treatment", 75, 5500), ("Insect Check", "climate", 45, 2900),
        ("Insurance Photograph", "records", 30, 3200), ("Full Condition Report", "records", 240, 19800),
    ),
)  # fmt: skip

EXHIBITIONS = Things(
    noun("event"),
    (category("kind", label="kind of event"), quantity("capacity", 10, 160, "number of places", most="largest",
                                                       least="smallest"), price("price_cents", label="ticket price")),
    (
        ("Opening of the Ferry Hoard", "opening", 160, 1500), ("Opening of Silk and Storm", "opening", 140, 1500),
        ("Curator's Walk", "tour", 20, 1200), ("Behind the Store Door", "tour", 10, 1800),
        ("Lamps Off", "tour", 24, 1600), ("Coins by Hand", "workshop", 14, 2200),
        ("Mending a Frame", "workshop", 10, 3400), ("Draw a Drum", "family", 30, 600),
        ("Night of the Mammoth", "family", 60, 1400), ("Lecture on Bog Leather", "talk", 90, 900),
        ("Lecture on Town Clocks", "talk", 80, 900), ("Lenders' Supper", "supper", 40, 5800),
    ),
)  # fmt: skip

FUNDS = Things(
    noun("fund"),
    (category("category"), amount("goal_cents", "goal")),
    (
        ("Second Hoard", "purchase", 15000000), ("Costume Store", "store", 2200000),
        ("New Showcases", "display", 1900000), ("Tansley Portrait", "conservation", 480000),
        ("Town Clock", "conservation", 640000), ("School Coaches", "schools", 360000),
        ("Free Sundays", "visitors", 850000),
        ("Large-Print Labels", "visitors", 90000),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="museum",
    category="Public",
    about="a museum",
    words="museum objects exhibitions paintings coins costumes curators registrars loans insurance couriers "
    "crates condition exhibition artefacts galleries lenders collection",
    organisations=("Wexcombe County Museum", "The Ferry Museum", "Museum of the Tarn Valley", "Guildhall Museum",
                   "Saltmarsh Museum", "The Weavers' House"),
    persona="staff",
    people=People(options={"suspension": False}, party=noun("borrower"),
                  roles=("registrar", "curator", "conservator", "collections assistant"),
                  extras=(category("house", ("national museum", "town museum", "university", "gallery abroad",
                                             "cathedral", "private foundation"), "kind of house"),)),
    always=(
        Bookings(thing=OBJECTS, booking=noun("loan"), verb=verb("lend out"), unit=noun("day"), longest=10,
                 busy=1.3, options={"extend": False}),
        Documents(document=noun("document"), kinds=("loan agreement", "condition report", "insurance certificate",
                                                    "export licence"),
                  titles=("Agreement for a Short Loan", "Agreement for a Tour", "Report before Packing",
                          "Report after Return", "Insurance from Nail to Nail", "Insurance on the Road",
                          "Licence for Paintings", "Licence for Coins"),
                  options={"course": "signed twice", "versions": False}),
        Billing(charge=noun("invoice"), methods=("bank_transfer", "card", "cheque"), options={"refunds": False}),
    ),
    never=(Coupons, Inspections, LostProperty, Qualifications, Vouchers),
    rules=(
        Rule(
            says='An object only goes where the galleries are dark enough for it.',
            made='booking',
            holds='{party.gallery_lux} <= {thing.lux}',
            refusal="The borrower's galleries are brighter than this object bears.",
            asked='if it can bear the light in {whose} galleries',
            party=(quantity("gallery_lux", 60, 250, "light in the galleries", "lux", step=10),),
        ),
    ),
    sometimes=(
        Sometimes(0.4, Deposits()),
        Sometimes(0.5, Maintenance(order=noun("conservation job"), longest=5, kinds=(
            ("cleaning", ("Remove surface dust with a soft brush.",
                          "Clean a small test patch first.")),
            ("repairs", ("Secure what has come loose before it travels.", "Do no more than is needed to stop the crack.")),
            ("mounting", ("Make a new mount that carries the weight.", "Replace the old mount with an inert one.")),
            ("photography", ("Photograph front, back and details in raking light.",
                             "Scan the surface before it travels.")),
        ))),
        Sometimes(0.45, Appointments(provider=CONSERVATORS, service=INSPECTIONS, appointment=noun("appointment"),
                                     verb=verb("schedule"), busy=1.5)),
        Sometimes(0.45, Approvals(request=noun("funding request"), reasons=(
            ("courier", ("Our courier has to travel with the painting.",
                         "Two nights for the courier, since the flight goes only once a week.")),
            ("crate", ("The drum needs a crate of its own.", "The old crate is too small for the new frame.")),
            ("insurance", ("The value was raised after the auction in spring.",
                           "The police want a guard while we unload.")),
            ("showcase", ("Our case does not hold the humidity.",
                          "A lock with two keys is asked for in your conditions.")),
        ), limit_cents=90000, refusals=("not_in_agreement", "not_ours_to_pay", "too_late", "asked_twice"),
        options={"correct": "nothing", "payout": False})),
        Sometimes(0.4, Waitlist(entry=noun("waiting-list entry", "waiting-list entries"), options={"party_size": False})),
        Sometimes(0.4, Events(event=EXHIBITIONS, rsvp=noun("sign-up"),
                              venue_names=("the great hall", "the upper gallery", "the store", "the lecture room"))),
        Sometimes(0.4, Tickets(of="booking", ticket=noun("incident report"), options={"about": "nothing"}, topics=(
            ("light", ("The blinds were up all Sunday.", "The lamp above the glove gives twice what you allow.")),
            ("humidity", ("The logger shows seventy per cent since the storm.",
                          "The case was opened for a photographer and has not settled.")),
            ("damage", ("A chip of gilding lay in the crate.", "A visitor leaned on the frame.")),
            ("locks and alarm", ("One of the two locks does not turn.", "The alarm was off for an hour on Tuesday.")),
            ("transport", ("The van was held at the border overnight.", "The crate arrived on its side.")),
        ), resolutions=(
            "The lamps and blinds were set again and are within the limit.",
            "The readings have been steady for three days.",
            "A conservator has seen it and written it into the condition report.",
            "The security firm has been, and everything works again.",
            "The crate was opened with the courier present, and nothing had moved.",
        ))),
        Sometimes(0.3, Donations(fund=FUNDS, gift=noun("gift"), pledges=noun("pledge"), busy=0.8)),
        Sometimes(0.3, Messages(topics=(
            ("Dates of the exhibition", ("Our opening has been moved by a week. May the loan move too?",
                                         "Could the hoard stay for the school holidays?")),
            ("Label and credit", ("How should the lender be named on the label?",
                                  "May we print the portrait on our poster?")),
            ("Conditions", ("Is fifty lux needed for the whole loan or for a month?",
                            "Our humidity is steady, but at fifty-eight. Is that close enough?")),
            ("Research visit", ("May a colleague weigh the penny?", "We would like to take a sample of the dye.")),
        ))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("opening moved", "{party}'s exhibition opens a week later.", ("move", "book?", "pay?"),
                  asks=("last", "owed")),
        Situation("climate failed", "The climate in {party}'s gallery has failed.", ("cancel*", "book?", "pay?"),
                  asks=("owed", "count")),
        Situation("exhibition grows", "{party} has been given a second room for the exhibition.",
                  ("book", "submit?", "book?"), asks=("last", "owed")),
    ),
    leads=(
        "The loans committee met yesterday.", "I am going through the loan diary.",
        "I am on the telephone with a borrower.",
    ),
)  # fmt: skip
