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
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

DRONES = Things(
    noun("drone"),
    (category("camera", label="camera"), category("frame", label="kind of frame"),
     quantity("minutes", 12, 95, "flight time", "minutes", at_least="that flies at least {value} minutes"),
     quantity("kilograms", 1, 25, "weight", "kilograms", most="heaviest", least="lightest"), price("day_cents", label="daily rate")),
    (
        ("Wasp", "photo", "quadcopter", 25, 1, 7500), ("Hornet", "photo", "quadcopter", 32, 2, 9500),
        ("Owl", "thermal", "quadcopter", 28, 3, 16500), ("Night Owl", "thermal", "hexacopter", 38, 5, 22500),
        ("Surveyor", "laser", "hexacopter", 35, 9, 38000), ("Cartographer", "laser", "fixed-wing", 80, 7, 46000),
        ("Long Swift", "photo", "fixed-wing", 95, 4, 27500), ("Field Hand", "multispectral", "fixed-wing", 60, 6, 31000),
        ("Leaf Reader", "multispectral", "quadcopter", 22, 2, 19500), ("Bridge Crawler", "zoom", "quadcopter", 18, 4, 24000),
        ("Chimney Eye", "zoom", "quadcopter", 12, 1, 14500), ("Heavy Lifter", "laser", "octocopter", 15, 25, 52000),
    ),
)  # fmt: skip

MAPS = Things(
    noun("map product"),
    (category("format"), price("price_cents", label="price")),
    (
        ("Printed Orthophoto", "paper", 6500), ("Wall Map on Canvas", "canvas", 11900), ("Point Cloud on a Drive", "drive", 18900),
        ("Contour Plan", "paper", 14900), ("Roof Plan with Slopes", "paper", 9900), ("Heat Loss Map", "paper", 12900),
        ("Drainage Map", "paper", 7900), ("Crop Vigour Map", "paper", 8900), ("Site Atlas", "book", 15900),
        ("Before and After Print", "paper", 5400), ("Terrain Model on a Drive", "drive", 21900),
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
    people=People(party=noun("landowner"), roles=("remote pilot", "survey lead", "data analyst", "bookings manager"),
                  extras=(category("site", ("open country", "village", "town"), "kind of site"),)),
    always=(
        Projects(project=noun("survey"), kinds=(
            ("roof", ("site visit", "flight", "photo sorting", "defect report")),
            ("quarry", ("ground targets", "flight", "point cloud", "volume sheet")),
            ("solar park", ("flight plan", "thermal flight", "fault list")),
            ("crop", ("flight plan", "flight", "vigour map")),
            ("bridge", ("road closure", "close flight", "crack catalogue", "defect report")),
            ("coastline", ("tide planning", "flight", "point cloud", "change map")),
            ("heat loss", ("night flight", "temperature album"))), task=noun("stage"), rate_cents=8200),
        Bookings(thing=DRONES, booking=noun("reservation"), verb=verb("reserve"), unit=noun("day"), longest=5,
                 busy=1.4),
        Billing(charge=noun("invoice"), methods=("bank_transfer", "card", "direct_debit")),
    ),
    rules=(
        Rule(
            says="Drones of more than 2 kilograms do not fly over towns, those of more than 5 not over villages.",
            made="booking",
            holds="{thing.kilograms} <= CASE {party.site} WHEN 'town' THEN 2 WHEN 'village' THEN 5 ELSE 25 END",
            refusal="The drone is too heavy to fly over this landowner's kind of site.",
            asked="if it is light enough to fly over {whose} site",
        ),
    ),
    never=(Qualifications,),
    sometimes=(
        Sometimes(0.5, Documents(document=noun("document"), kinds=("airspace permit", "landowner consent",
                                                                   "risk assessment", "insurance certificate"),
                                 titles=("Airspace Permit near the Hospital", "Airspace Permit over the Harbour",
                                         "Landowner Consent for the Quarry", "Landowner Consent for the Orchard",
                                         "Risk Assessment at Night", "Risk Assessment over Traffic",
                                         "Insurance Certificate for the Year",
                                         "Insurance Certificate for One Flight"))),
        Sometimes(0.45, Maintenance(order=noun("workshop job"), kinds=(
            ("propeller repair", ("Two blades have nicks from gravel.", "The front left motor hums.")),
            ("battery replacement", ("A battery swells when it is charged.", "Three packs hold less than eighty per cent.")),
            ("camera repair", ("The gimbal drifts to the right.", "There is dust behind the lens.")),
            ("firmware update", ("The return-to-home height resets itself.", "The compass asks to be calibrated each morning.")),
        ))),
        Sometimes(0.45, Orders(item=MAPS, order=noun("map order"), busy=1.1)),
        Sometimes(0.4, Approvals(request=noun("damage claim"), reasons=(
            ("broken fence", ("The van backed into the gate post.", "Two rails were taken out and not put back.")),
            ("trampled crop", ("The crew walked through the barley twice.", "The ground targets were laid in the young wheat.")),
            ("cracked skylight", ("The drone came down on the north roof.", "A battery fell on the glass of the barn.")),
            ("frightened livestock", ("The ewes ran into the wire.", "The mare has been lame since the flight.")),
        ), limit_cents=50000, refusals=("unproven", "not_covered", "too_late", "claimed_twice"))),
        Sometimes(0.35, Memberships(plan=PLANS, membership=noun("monitoring contract"))),
        Sometimes(0.35, Messages(topics=(
            ("Neighbours", ("The neighbour fears for her privacy. What may I tell her?",
                            "Will the dogs next door go mad?")),
            ("Weather window", ("Is Thursday too windy for the long wing?", "How much rain is too much rain?")),
            ("File formats", ("Our engineer cannot open the cloud.", "Which coordinates are these in?")),
            ("Second look", ("Could you fly over the east gable once more?", "Can you tell me how deep the crack is?")),
        ))),
        Sometimes(0.35, Tickets(ticket=noun("complaint"), options={"about": "nothing"}, topics=(
            ("livestock", ("Our ewes ran through the hedge.", "The mare has been lame since your visit.")),
            ("wrong field", ("You mapped my neighbour's barley.", "The plot number on the map is not ours.")),
            ("noise", ("It buzzed over the funeral for ten minutes.", "Seven in the morning is too early for this.")),
            ("late maps", ("The builder has waited a week for the plan.", "The link to the files has run out.")),
        ), resolutions=("We visited and apologised in person.", "Looked into and put right within the week.",
                        "Something was taken off the invoice.", "Talked over with the crew concerned."))),
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
        "The van is loaded and the wind is dropping.", "I am out on a site and cannot get at the calendar.",
        "The batteries are on charge and I have ten minutes.", "The forecast for the week has come in.",
    ),
)  # fmt: skip
