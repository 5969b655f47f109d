"""A drone survey firm: pilots fly over roofs, quarries and fields, keep their permits and hand over the maps."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets

DRONES = Things(
    noun("drone"),
    (category("camera", label="camera"), category("frame", label="kind of frame"),
     quantity("minutes", 12, 95, "flight time", "minutes", most="longest-flying", least="shortest-flying",
              at_least="that flies at least {value} minutes"), price("day_cents", label="daily rate")),
    (
        ("Wasp", "photo", "quadcopter", 25, 7500), ("Hornet", "photo", "quadcopter", 32, 9500),
        ("Owl", "thermal", "quadcopter", 28, 16500), ("Night Owl", "thermal", "hexacopter", 38, 22500),
        ("Surveyor", "laser", "hexacopter", 35, 38000), ("Cartographer", "laser", "fixed wing", 80, 46000),
        ("Long Swift", "photo", "fixed wing", 95, 27500), ("Field Hand", "multispectral", "fixed wing", 60, 31000),
        ("Leaf Reader", "multispectral", "quadcopter", 22, 19500), ("Bridge Crawler", "zoom", "quadcopter", 18, 24000),
        ("Chimney Eye", "zoom", "quadcopter", 12, 14500), ("Heavy Lifter", "laser", "octocopter", 15, 52000),
    ),
)  # fmt: skip

PRODUCTS = Things(
    noun("data product"),
    (category("format"), price("price_cents", label="price")),
    (
        ("Printed Orthophoto", "paper", 6500), ("Wall Map on Canvas", "paper", 11900), ("Point Cloud on a Drive", "drive", 18900),
        ("Contour Plan", "plan", 14900), ("Roof Plan with Slopes", "plan", 9900), ("Heat Loss Album", "album", 12900),
        ("Volume Certificate", "paper", 7900), ("Crop Vigour Map", "album", 8900), ("Flight Video, Cut", "drive", 15900),
        ("Before and After Print", "paper", 5400), ("Model for the Printer", "drive", 21900),
    ),
)  # fmt: skip

PLANS = Things(
    noun("monitoring plan"),
    (price("price_cents", label="monthly price"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (("Quarterly Roof Watch", 8900, 5), ("Monthly Quarry", 39000, 15), ("Harvest Season", 24900, 10),
     ("Solar Park Round", 54000, 20), ("Coast Watch", 31000, 12), ("Single Site", 5900, 0)),
)  # fmt: skip

DOMAIN = Domain(
    name="drone_survey",
    category="Air",
    about="a drone survey firm",
    words="drone drones survey aerial mapping thermal flights orthophoto quarry roofs inspection lidar surveyors "
    "airspace photogrammetry hexacopter cloud payload waypoint",
    also="unmanned",
    organisations=("Wasp and Owl Aerial", "Plumb Line Drones", "High Eye Mapping", "Overfield Survey",
                   "Kitehawk Imaging", "Second Horizon"),
    persona="staff",
    people=People(party=noun("landowner"), roles=("remote pilot", "survey lead", "data analyst", "bookings manager")),
    always=(
        Projects(project=noun("survey"), kinds=(
            ("roof inspection", ("site visit", "flight", "photo sorting", "defect report")),
            ("quarry volume", ("ground targets", "flight", "point cloud", "volume sheet")),
            ("solar park check", ("flight plan", "thermal flight", "fault list")),
            ("crop map", ("flight plan", "flight", "vigour map")),
            ("bridge check", ("road closure", "close flight", "crack catalogue", "defect report")),
            ("coastline", ("tide planning", "flight", "point cloud", "change map")),
            ("heat loss", ("night flight", "temperature album"))), task=noun("stage"), rate_cents=8200),
        Bookings(thing=DRONES, booking=noun("drone reservation"), verb=verb("reserve"), unit=noun("day"), longest=5,
                 busy=1.4),
        Billing(charge=noun("survey invoice"), methods=("bank_transfer", "card", "purchase_order")),
    ),
    sometimes=(
        Sometimes(0.5, Documents(document=noun("flight paper"), kinds=("airspace permit", "landowner consent",
                                                                       "risk assessment", "insurance slip"),
                                 titles=("Airspace Permit near the Hospital", "Airspace Permit over the Harbour",
                                         "Landowner Consent for the Quarry", "Landowner Consent for the Orchard",
                                         "Risk Assessment at Night", "Risk Assessment over Traffic",
                                         "Insurance Slip for the Year", "Insurance Slip for One Flight"))),
        Sometimes(0.45, Maintenance(order=noun("workshop job"), kinds=(
            ("propellers", ("Two blades have nicks from gravel.", "The front left motor hums.")),
            ("batteries", ("A battery swells when it is charged.", "Three packs hold less than eighty per cent.")),
            ("camera", ("The gimbal drifts to the right.", "There is dust behind the lens.")),
            ("firmware", ("The return-to-home height resets itself.", "The compass asks to be calibrated each morning.")),
        ))),
        Sometimes(0.45, Orders(item=PRODUCTS, order=noun("data order"), busy=1.1)),
        Sometimes(0.4, Approvals(request=noun("flight expense"), reasons=(
            ("permit fee", ("The harbour office charges for every take-off.", "The rail operator wants a watchman on site.")),
            ("travel", ("Two ferries and a night on the island.", "The site is four hours away and we start at dawn.")),
            ("replacement part", ("A gull took the front propeller.", "The landing leg broke in the stubble.")),
            ("ground crew", ("Two spotters are needed beside the motorway.", "The farmer's son holds the targets.")),
        ), limit_cents=50000, refusals=("no_receipt", "not_agreed", "over_budget", "claimed_twice"))),
        Sometimes(0.35, Memberships(plan=PLANS, membership=noun("monitoring contract"))),
        Sometimes(0.35, Messages(topics=(
            ("Neighbours", ("The neighbour fears for her privacy. What may I tell her?",
                            "Will the dogs next door go mad?")),
            ("Weather window", ("Is Thursday too windy for the long wing?", "How much rain is too much rain?")),
            ("File formats", ("Our engineer cannot open the cloud.", "Which coordinates are these in?")),
            ("Second look", ("Could you fly over the east gable once more?", "Can you tell me how deep the crack is?")),
        ))),
        Sometimes(0.35, Tickets(ticket=noun("site complaint"), options={"about": "nothing"}, topics=(
            ("livestock", ("Our ewes ran through the hedge.", "The mare has been lame since your visit.")),
            ("wrong field", ("You mapped my neighbour's barley.", "The plot number on the map is not ours.")),
            ("noise", ("It buzzed over the funeral for ten minutes.", "Seven in the morning is too early for this.")),
            ("late maps", ("The builder has waited a week for the plan.", "The link to the files has run out.")),
        ), resolutions=("Flown again without a charge.", "A visit and an apology were made.",
                        "Files sent again on a drive.", "Take-offs now begin at nine."))),
        Sometimes(0.3, Reviews(
            good=("Found the leak in four minutes that three roofers had missed.",
                  "The volume was within a lorry load of ours.", "The thermal pictures sold the insulation by themselves."),
            fair=("Good maps, sparse words.", "The flight took an hour and the report three weeks."),
            poor=("Half of the roof is in shadow.", "The point cloud has a hole where the shed is.",
                  "They came on the wrong day and flew anyway."))),
    ),
    months=(2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    situations=(
        Situation("storm damage", "A storm has lifted half of {party}'s roof.", ("start", "book", "pay?"),
                  asks=("last", "owed")),
        Situation("lost the permit", "{party}'s site has been closed to flights.", ("cancel*", "move?"),
                  asks=("count", "owed")),
        Situation("bank wants figures", "{party}'s bank asks for new figures of the whole site.",
                  ("start", "buy?", "move?"), asks=("last", "owed")),
    ),
    leads=(
        "The van is loaded and the wind is dropping.", "I am on the hard shoulder with the office on the other line.",
        "The batteries are on charge and I have ten minutes.", "We have a tide to catch.",
    ),
)  # fmt: skip
