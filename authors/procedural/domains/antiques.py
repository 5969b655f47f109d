"""An antiques hall: clients bring pieces to be sold, others buy them, and a restorer is never far."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.auctions import Auctions
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.shifts import Shifts
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

PIECES = Things(
    noun("small antique"),
    (category("category"), category("period"), category("made_of", label="material"),
     price("price_cents", label="asking price")),
    (
        ("Clock Key", "clocks", "Victorian", "brass", 1500),
        ("Brass Candlestick", "fittings", "Victorian", "brass", 7500),
        ("Watch Chain", "clocks", "Edwardian", "silver", 9500), ("Tea Tin", "boxes", "Edwardian", "tin", 2400),
        ("Snuff Box", "boxes", "Georgian", "horn", 5800),
        ("Bentwood Chair", "furniture", "Edwardian", "beech", 7900),
        ("Milking Stool", "furniture", "Victorian", "elm", 7500),
        ("Windsor Chair", "furniture", "Georgian", "elm", 16500),
        ("Silver Teaspoon", "silver", "Georgian", "silver", 4200),
        ("Napkin Ring", "silver", "Edwardian", "silver", 3800),
        ("Toast Rack", "silver", "Edwardian", "silver plate", 6500),
        ("Delft Tile", "ceramics", "baroque", "tin glaze", 5400),
        ("Toby Jug", "ceramics", "Victorian", "stoneware", 12500),
        ("Blue and White Plate", "ceramics", "Georgian", "pearlware", 6800),
        ("Air-Twist Wine Glass", "glass", "Georgian", "glass", 34000),
        ("Pressed Glass Tumbler", "glass", "Victorian", "glass", 2600),
        ("Coloured Botanical Print", "pictures", "Victorian", "paper", 8500),
        ("Brass Door Knob", "fittings", "Victorian", "brass", 1900),
    ),
)  # fmt: skip

EXPERTS = Things(
    noun("valuer"),
    (category("specialty"), category("room")),
    (
        ("Cornelius Vane", "clocks", "clock room"), ("Amabel Thirkell", "silver", "strong room"),
        ("Rafiq Anwar", "carpets", "gallery"), ("Isolde Brand", "ceramics", "china room"),
        ("Monty Pike", "furniture", "barn"), ("Greta Sandström", "pictures", "gallery"),
        ("Hugo Delacroix", "books", "library"),
        ("Win Pargeter", "toys", "china room"), ("Otto Lamm", "instruments", "clock room"),
    ),
)  # fmt: skip

APPRAISALS = Things(
    noun("appraisal"),
    (category("kind", label="kind of appraisal"), quantity("minutes", 15, 180, "duration", "minutes", most="longest",
                                                           least="shortest", step=15),
     price("price_cents", label="price")),
    (
        ("Quick Valuation", "quick", 15, 500), ("Written Valuation", "written", 45, 3900),
        ("Collection Valuation", "written", 75, 7900), ("House Visit", "visit", 180, 29000),
        ("Probate Inventory", "visit", 150, 25000), ("Insurance Valuation", "written", 60, 5900),
        ("Auction Estimate", "quick", 30, 1500), ("Restoration Advice", "technical", 60, 4500),
        ("Condition Check", "technical", 45, 3500), ("Authenticity Check", "technical", 45, 4200),
        ("Provenance Search", "research", 120, 14500),
    ),
)  # fmt: skip

AUCTIONS = Things(
    noun("event"),
    (category("kind", label="kind of event"), quantity("capacity", 10, 120, "number of places", most="largest",
                                                         least="smallest"), price("price_cents", label="price")),
    (
        ("Silver Sale", "sale", 90, 500), ("Country Furniture Sale", "sale", 120, 500),
        ("Clocks and Barometers", "sale", 60, 500), ("Attic Sale", "sale", 120, 300),
        ("Pictures before Supper", "preview", 50, 1200), ("China Preview", "preview", 40, 800),
        ("Telling Old from New", "talk", 30, 1500),
        ("Reading Hallmarks", "talk", 20, 1800), ("French Polish by Hand", "workshop", 10, 6500),
        ("Caning a Seat", "workshop", 12, 5800), ("Valuation Morning", "valuation", 60, 600),
        ("Toy Fair", "valuation", 45, 400),
    ),
)  # fmt: skip

LOTS = Things(
    noun("lot"),
    (category("category"), price("start_cents", label="starting price")),
    (
        ("Longcase Clock", "clocks", 60000), ("Ship's Barometer", "clocks", 24000), ("Silver Coffee Pot", "silver", 35000),
        ("Pair of Candlesticks", "silver", 18000), ("Oak Settle", "furniture", 22000), ("Walnut Bureau", "furniture", 48000),
        ("Set of Six Dining Chairs", "furniture", 30000), ("Harbour Scene in Oils", "pictures", 40000),
        ("Portrait of Two Sisters", "pictures", 52000), ("Meissen Dinner Service", "ceramics", 45000),
        ("Pair of Staffordshire Dogs", "ceramics", 9000), ("Rocking Horse", "toys", 12000),
        ("Clockwork Railway", "toys", 15000), ("Patchwork Quilt", "textiles", 8000),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="antiques",
    category="Trade",
    about="an antiques hall",
    words="antiques antique consignors clocks silver furniture auction pieces consignment appraises vintage "
    "restoration valuer collectors bid sellers",
    organisations=("Vane and Thirkell", "The Old Coaching House Antiques", "Pargeter's Hall", "Saltmarsh Antiques",
                   "Third Drawer Down", "The Clock Room"),
    persona="staff",
    people=People(party=noun("client"), roles=("sales clerk", "auctioneer", "restorer", "hall porter"),
                  extras=(category("collects", ("clocks", "silver", "china", "country furniture", "nothing yet"),
                                   "field of collecting"),)),
    always=(
        Approvals(request=noun("consignment"), reasons=(
            ("clock sale", ("It stood in my aunt's hall and strikes the half hours.",
                           "The movement is signed, but the case is later.")),
            ("silver sale", ("A canteen for twelve with three forks missing.",
                        "The teapot has a crest that nobody in the family knows.")),
            ("furniture sale", ("A chest of drawers with its old handles.",
                           "The table has been in the barn for thirty years.")),
            ("china sale", ("Forty-one plates of one service, two of them cracked.",
                       "A pair of dogs from the mantelpiece.")),
            ("picture sale", ("A harbour in oil that was never cleaned.", "Two small portraits, said to be of sisters.")),
            ("toy sale", ("A rocking horse with a new tail.", "A tin railway in its boxes.")),
        ), limit_cents=50000, refusals=("not_genuine", "too_damaged", "too_recent", "unsuitable")),
        Orders(item=PIECES, order=noun("order"), verb=verb("order"), options={"stock": False}, busy=1.8),
        Billing(charge=noun("invoice"), methods=("card", "bank_transfer", "cash", "cheque")),
    ),
    rules=(
        Rule(
            says="Only clients who have shown their papers may order for more than 300 dollars.",
            made="order",
            holds="{order.total_cents} <= 30000 OR {party.papers} = 'shown'",
            refusal="For more than 300 dollars the client has to have shown their papers.",
            asked="if {whose} papers are in order",
            party=(category("papers", ("shown", "not shown"), "identity papers"),),
        ),
    ),
    sometimes=(
        Sometimes(0.35, Auctions(lots=LOTS)),
        Sometimes(0.5, Projects(project=noun("restoration"), kinds=(
            ("clock", ("stripping the movement", "cleaning", "bushing", "regulating")),
            ("chair", ("gluing", "caning", "waxing")), ("veneer",
                                                        ("steaming off", "laying veneer", "French polishing")),
            ("picture", ("surface cleaning", "relining", "retouching", "framing")),
            ("silver", ("removing dents", "polishing")), ("china", ("taking apart", "bonding", "retouching")),
            ("upholstery", ("stripping", "webbing", "covering"))), rate_cents=5400)),
        Sometimes(0.45, Deliveries(delivery=noun("delivery"),
                                   zones=(("Old Town", 1500), ("Harbour", 1900), ("Ring Villages", 2900),
                                          ("County", 4900), ("Next County", 8900)),
                                   windows=("morning", "early afternoon", "late afternoon"))),
        Sometimes(0.45, Appointments(provider=EXPERTS, service=APPRAISALS, appointment=noun("appointment"),
                                     verb=verb("book"), busy=1.5)),
        Sometimes(0.4, Events(event=AUCTIONS, rsvp=noun("sign-up"),
                              venue_names=("the great barn", "the gallery", "the clock room", "the yard"))),
        Sometimes(0.4, Tickets(of="order", ticket=noun("dispute"), options={"about": "nothing"}, topics=(
            ("description", ("The oak turned out to be pine under stain.",
                             "It was called Georgian, and the screws are machine-made.")),
            ("damage", ("A foot was broken off in the van.", "The glass of the door was cracked when it came.")),
            ("payout", ("My clock was sold weeks ago and I have seen nothing.",
                                   "The split is not the one that we agreed.")),
            ("withdrawn piece", ("The piece I came for had been taken out of the sale.",
                                 "My table was taken out of the sale without a call.")),
        ), resolutions=("We took the piece back and returned the money.", "Our restorer has repaired it at no charge.",
                        "We went through the contract and paid what was owed.",
                        "We have apologised and shall ring beforehand in future."))),
        Sometimes(0.35, Documents(document=noun("document"),
                                  kinds=("provenance statement", "consignment contract", "export licence", "condition report"),
                                  titles=("Provenance of a Clock", "Provenance of a Portrait", "Contract for One Sale",
                                          "Contract for a Whole House", "Export of Silver", "Export of a Portrait",
                                          "Condition of a Chest", "Condition before Restoration"))),
        Sometimes(0.3, Messages(topics=(
            ("What is it worth", ("I have a plate with blue swords on the back. Is it worth a visit?",
                                  "My uncle left forty boxes of tin soldiers.")),
            ("Holding a piece", ("Could the settle be kept until my move?",
                                 "Is there any give in the price of the six chairs?")),
            ("The next sale", ("When must my silver be with you for the next sale?", "May I bid by telephone?")),
            ("Unsold", ("My cupboard has now been through two sales. What next?",
                        "I would rather have it back than see it lowered again.")),
        ))),
        Sometimes(0.3, Reviews(
            of="order",
            good=("Exactly as described, down to the last wormhole.",
                  "The clock was set up in my hall and has not missed a beat.",
                  "Honest about the later handles. I bought it all the same."),
            fair=("A lovely chair, slowly delivered.", "Fair price, but the wax came off on my sleeve."),
            poor=("Reproduction, and I was told otherwise.", "It came in two parts, and not by design."))),
        Sometimes(0.35, Shifts(posts=("counter", "front desk", "store"))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("clearing an estate", "{party} is clearing the house of an aunt.", ("submit", "book?"),
                  asks=("last", "count")),
        Situation("furnishing a hall", "{party} is furnishing an old hall.", ("buy", "buy?", "pay?"),
                  asks=("owed", "last")),
        Situation("changed mind", "{party} has measured the stairs and must think again about an order.", ("cancel", "pay?"),
                  asks=("owed", "last")),
    ),
    leads=(
        "The carrier has just set down three crates.", "The hall is full of people today.",
        "I have dusted and may now sit down.",
        "I am on my own at the counter today.", "The hall opens in ten minutes.",
    ),
)  # fmt: skip
