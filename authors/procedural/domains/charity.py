"""A charity: supporters give to funds, pledge by the month, come to fundraisers and claim what they spent for it."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun
from authors.procedural.model import Situation, Things, amount, category, quantity
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.auctions import Auctions
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.people import People
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.shifts import Shifts
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

FUNDS = Things(
    noun("fund"),
    (category("category"), category("region"), amount("goal_cents", "goal")),
    (
        ("Warm Meals", "hunger", "city", 4800000),
        ("School Breakfasts", "hunger", "county", 3200000),
        ("Emergency Food Parcels", "hunger", "county", 2600000),
        ("Night Shelter Beds", "housing", "city", 7500000),
        ("First Month's Rent", "housing", "city", 5400000),
        ("Winter Coats", "housing", "county", 1200000),
        ("Clean Water for Two Villages", "water", "abroad", 6800000),
        ("Well Repair", "water", "abroad", 2100000),
        ("Girls' Scholarships", "education", "abroad", 3900000),
        ("Homework Club", "education", "city", 950000),
        ("Reading Mentors", "education", "county", 800000),
        ("Flood Relief", "disasters", "abroad", 9000000),
        ("Storm Repair Grants", "disasters", "county", 4100000),
        ("General Relief", "general", "everywhere", 12000000),
    ),
)

EVENTS = Things(
    noun("fundraiser"),
    (
        category("kind", label="kind of fundraiser"),
        quantity("capacity", 20, 400, "number of places", most="largest", least="smallest"),
    ),
    (
        ("Village Supper", "dinner", 120),
        ("Charity Gala", "dinner", 240),
        ("Soup for a Fiver", "dinner", 60),
        ("Ten Bridges Walk", "sponsored walk", 400),
        ("Sunrise Walk", "sponsored walk", 150),
        ("Swim the Lido", "sponsored swim", 80),
        ("Charity Quiz", "quiz night", 90),
        ("Music Quiz", "quiz night", 70),
        ("Plant and Book Sale", "sale", 200),
        ("Wardrobe Sale", "sale", 160),
        ("Choir for the Shelter", "concert", 300),
        ("Strings by Candlelight", "concert", 180),
        ("Big Sleep-Out", "sleep-out", 100),
        ("Auction of Promises", "auction", 110),
    ),
)

GEAR = Things(
    noun("piece of equipment", "pieces of equipment"),
    (category("category"), category("store")),
    (
        ("Set of Collection Buckets", "collecting", "cellar"),
        ("Contactless Card Reader", "collecting", "office safe"),
        ("Raffle Drum", "collecting", "cellar"),
        ("Pop-Up Gazebo", "stalls", "garage"),
        ("Pair of Folding Tables", "stalls", "garage"),
        ("Bunting Box", "stalls", "cellar"),
        ("Tea Urn", "catering", "kitchen"),
        ("Cake Stand Set", "catering", "kitchen"),
        ("Soup Kettle", "catering", "kitchen"),
        ("Portable Speaker", "sound", "office"),
        ("Megaphone", "sound", "office"),
        ("Bag of Marshal Vests", "walks", "garage"),
        ("Bag of Route Signs", "walks", "garage"),
        ("First-Aid Rucksack", "walks", "office"),
    ),
)

TRAINING = Things(
    noun("volunteer course"),
    (category("topic"), category("level")),
    (
        ("Welcome to the Charity", "induction", "new volunteers"),
        ("Safeguarding Basics", "safety", "new volunteers"),
        ("Safeguarding for Leads", "safety", "team leads"),
        ("First Aid at Events", "safety", "all volunteers"),
        ("Food Hygiene", "kitchen", "all volunteers"),
        ("Cooking for Two Hundred", "kitchen", "team leads"),
        ("Asking for Money", "fundraising", "new volunteers"),
        ("Collecting on the Street", "fundraising", "all volunteers"),
        ("Listening Well", "shelter", "all volunteers"),
        ("Working at the Shelter", "shelter", "team leads"),
    ),
)

DOMAIN = Domain(
    name="charity",
    category="Giving",
    about="a charity",
    words="charity charities donors donor donations gifts giving fundraiser fundraising nonprofit appeal pledge "
    "volunteers relief",
    organisations=(
        "Open Ladle", "The Lamplight Trust", "Bread and Bridges", "Second Harvest Wexcombe", "Shelter on the Quay",
        "Ten Wells", "The Neighbour Fund",
    ),
    persona="staff",
    people=People(
        party=noun("supporter"), roles=("donor relations officer", "fundraising lead", "treasurer",
                                        "volunteer manager"),
        extras=(category("contact_by", ("e-mail", "post", "telephone"), "preferred contact"),),
    ),
    always=(
        Donations(fund=FUNDS, gift=noun("gift"), pledges=noun("pledge")),
        Events(event=EVENTS, rsvp=noun("sign-up"),
               venue_names=("Guildhall", "Market Square", "St Anne's Hall", "Lido", "Community Kitchen",
                            "Old Brewery")),
    ),
    never=(Coupons, Vouchers),
    rules=(
        Rule(
            says='Funds abroad take gifts of 25 dollars or more.',
            made='gift',
            holds="{fund.region} <> 'abroad' OR {gift.amount_cents} >= 2500",
            refusal='Funds abroad take gifts of 25 dollars or more.',
            asked='if the fund takes gifts of that size',
            lasting=False,
        ),
    ),
    sometimes=(
        Sometimes(0.35, Auctions()),
        Sometimes(0.6, Approvals(
            request=noun("expense claim"),
            reasons=(
                ("travel", ("I drove the soup to the shelter four times this month.",
                            "Two train tickets to the regional meeting.")),
                ("printing", ("Five hundred leaflets for the sponsored walk.", "Posters for the quiz night.")),
                ("ingredients", ("Vegetables and bread for the soup evening.",
                                 "Flour, eggs and butter for the cake stall.")),
                ("stall hire", ("The pitch at the village fair.", "A second table at the Saturday market.")),
                ("phone", ("Calls to all pledgers before the appeal.", "A prepaid card for the marshals' telephone.")),
            ),
            limit_cents=15000, refusals=("undocumented", "not_agreed_before", "over_budget", "claimed_twice"),
        )),
        Sometimes(0.45, Documents(
            document=noun("document"),
            kinds=("tax relief declaration", "gift receipt", "direct debit mandate", "volunteer agreement"),
            titles=("Tax Relief, Current Year", "Tax Relief, Last Year", "Receipt for a Large Gift",
                    "Receipt in Memory of a Friend", "Mandate for a Monthly Pledge", "Mandate for a Yearly Pledge",
                    "Volunteer Agreement, Kitchen", "Volunteer Agreement, Shelter"),
        )),
        Sometimes(0.45, Tickets(of="rsvp",
            ticket=noun("enquiry", "enquiries"),
            options={"about": "nothing"},
            topics=(
                ("receipt", ("I have not had a receipt for the gift that I sent two months ago.",
                             "The receipt carries my late husband's name.")),
                ("wrong amount", ("You took forty dollars and I had pledged fourteen.",
                                  "My monthly pledge was collected twice.")),
                ("post", ("I have had five letters from you this month.",
                                   "Please write less often, or by e-mail.")),
                ("use of the money", ("I gave for the well and read that it was never dug.",
                                  "How much of my gift goes to salaries?")),
                ("event", ("I paid for two places at the supper and was given one.",
                           "The walk was called off and nobody wrote to us.")),
            ),
            resolutions=(
                "A new receipt was sent today.",
                "We paid the difference back the same day.",
                "From now on we write by e-mail, and twice a year.",
                "We sent our annual report with a personal note.",
                "The organiser has rung and apologised.",
            ),
        )),
        Sometimes(0.4, Messages(topics=(
            ("Giving in somebody's memory", (
                "My mother asked for gifts instead of flowers. How do we arrange that?",
                "Could you tell the family who has given, without the amounts?",
            )),
            ("Leaving money in a will", (
                "I would like to leave something to the shelter. What should my lawyer write?",
                "Do you accept a small flat as a legacy?",
            )),
            ("Volunteering", (
                "I am free on Tuesdays and can peel potatoes. Where do I start?",
                "My firm gives us two days a year for charity work.",
            )),
            ("School collection", (
                "Our class has collected coins in a very heavy jar. Who will take it?",
                "Could somebody come and tell the children about the wells?",
            )),
        ))),
        Sometimes(0.4, Loans(title=GEAR, copy=noun("unit"), loan=noun("loan"), hold=noun("reservation"), limit=4,
                             days=10, fee_cents=0, options={"late_fee": False})),
        Sometimes(0.4, Classes(course=TRAINING, session=noun("training session"), enrolment=noun("enrolment"),
                               teacher_names=("Moira Kettle", "Samuel Oduya", "Bronwen Hale", "Ines Carvalho"))),
        Sometimes(0.35, Reviews(of="rsvp",
            good=(
                "A warm evening, and we learned where our money goes.",
                "Well organised from the first mile to the last bun.",
                "My children still sing the songs from the concert.",
                "I met one of the families. I shall come again.",
            ),
            fair=(
                "Lovely people, though the queue for the food was long.",
                "Good cause and a nice evening. The speeches went on a little.",
                "The walk was fine. There were too few signs after the bridge.",
            ),
            poor=(
                "We were asked for money at every table.",
                "Nobody at the door knew about our places.",
                "The sound was so bad that we left at the interval.",
                "It began an hour late and the soup had run out.",
            ),
        )),
        Sometimes(0.3, LostProperty(places=("in the cloakroom", "by the entrance", "at the soup table", "in the car park"))),
        Sometimes(0.35, Shifts(posts=("office", "soup kitchen", "night shelter"))),
    ),
    months=(1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12),
    situations=(
        Situation("inheritance", "{party} has come into some money and wants to share it.", ("give", "give?",
                                                                                             "pledge?"),
                  asks=("last",)),
        Situation("lost the job", "{party} has lost a job and must cut down on pledges.", ("cancel*", "amend?", "withdraw?"),
                  asks=("last", "count")),
        Situation("team for the walk", "{party} wants to bring some friends along.",
                  ("sign_up", "guests?", "give?"), asks=("last", "count")),
    ),
    leads=(
        "The post has brought a stack of slips.",
        "I am preparing the trustees' meeting.",
        "I have just come off the telephone with some of our supporters.",
        "The appeal starts on Monday, so I will be brief.",
        "It is my day on donor relations.",
    ),
)  # fmt: skip
