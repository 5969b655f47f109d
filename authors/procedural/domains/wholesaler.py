"""A wholesaler: shopkeepers order by the case, goods come in from suppliers, and lorries take them out."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.quotes import Quotes
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.rules import Rule

CASES = Things(
    noun("product"),
    (category("category"), category("storage"), quantity("units_per_case", 4, 144, "units in a case", most="fullest",
                                                         least="smallest"),
     price("price_cents", label="price of a case")),
    (
        ("Chopped Tomatoes", "tinned goods", "dry", 24, 1680),
        ("Chickpeas", "tinned goods", "dry", 24, 1490),
        ("Coconut Milk", "tinned goods", "dry", 12, 1620),
        ("Basmati Rice", "rice and pasta", "dry", 4, 3960),
        ("Penne", "rice and pasta", "dry", 20, 1780),
        ("Olive Oil", "oils", "dry", 12, 8940),
        ("Sunflower Oil", "oils", "dry", 4, 4180),
        ("Orange Juice", "drinks", "dry", 12, 1590),
        ("Sparkling Water", "drinks", "dry", 24, 980),
        ("Cola", "drinks", "dry", 24, 1240),
        ("Salted Butter", "dairy", "chilled", 20, 4150),
        ("Halloumi", "dairy", "chilled", 12, 3290),
        ("Whole Milk", "dairy", "chilled", 6, 840),
        ("Garden Peas", "frozen food", "frozen", 10, 1530),
        ("Vanilla Ice Cream", "frozen food", "frozen", 6, 2370),
        ("Toilet Paper", "household", "dry", 5, 2180),
        ("Washing-Up Liquid", "household", "dry", 12, 1390),
        ("Birthday Candles", "household", "dry", 144, 5200),
    ),
)  # fmt: skip

TIERS = Things(
    noun("trade tier"),
    (price("price_cents", label="monthly fee"), quantity("discount_percent", 0, 25, "discount", "percent")),
    (
        ("Corner Shop", 500, 2),
        ("Market Stall", 900, 4),
        ("Restaurant", 1900, 6),
        ("Supermarket", 4900, 9),
        ("Buying Group", 9900, 12),
    ),
)

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 100, 3000, "cost", "points", most="dearest", least="cheapest"),),
    (
        ("Free Pallet Return", 250),
        ("Free Delivery", 400),
        ("Shelf Display Stand", 900),
        ("Price Gun", 650),
        ("Chest Freezer Loan for Summer", 2600),
        ("Awning with Your Name", 1800),
        ("Trade Fair Lunch", 350),
    ),
)

FAIRS = Things(
    noun("tasting"),
    (category("category"), quantity("capacity", 10, 80, "number of places", most="largest", least="smallest")),
    (
        ("New Cheeses", "dairy", 30),
        ("Butter Blind Tasting", "dairy", 20),
        ("Oils of Two Coasts", "oils", 24),
        ("Rice Side by Side", "rice and pasta", 16),
        ("Summer Drinks", "drinks", 60),
        ("Alcohol-Free Drinks", "drinks", 50),
        ("New Ice Creams", "frozen food", 40),
        ("Frozen Vegetables in the Pan", "frozen food", 18),
        ("Tinned Fish Revival", "tinned goods", 28),
        ("New Range Preview", "everything", 80),
    ),
)

DOMAIN = Domain(
    name="wholesaler",
    category="Trade",
    about="a wholesaler",
    words="wholesaler wholesale shops shopkeepers pallets cases trade supplier suppliers warehouse stock retailers "
    "grocery bulk distributor",
    organisations=(
        "Harbour Cash & Carry", "Fennimore Wholesale", "Dockside Provisions", "Granary Trade Supplies",
        "Two Counties Wholesale", "Barrow & Crate",
    ),
    persona="staff",
    people=People(
        party=noun("shopkeeper"), roles=("trade desk clerk", "warehouse manager", "buyer", "credit controller"),
        extras=(category("shop_type", ("corner shop", "restaurant", "market stall", "café", "school kitchen"),
                         "kind of shop"),
                quantity("credit_days", 7, 30, "payment term", "days", step=7)),
    ),
    always=(
        Orders(item=CASES, order=noun("order"), verb=verb("order"), options={"stock": True}),
        Stock(supplier_names=("Adria Foods", "Northern Grocery Supply", "Harvest Import Company",
                              "Continental Trading", "Lowland Provisions", "Four Seasons Foods"),
              delivery=noun("inbound delivery")),
        Billing(charge=noun("invoice"), methods=("bank_transfer", "direct_debit", "card", "cash")),
    ),
    never=(LostProperty, Vouchers),
    rules=(
        Rule(
            says="No order goes beyond the shop's credit limit.",
            made='order',
            holds='{order.total_cents} <= {party.credit_cents}',
            refusal="The order goes beyond the shop's credit limit.",
            asked='if that stays within {whose} credit limit',
            party=(price("credit_cents", 6000, 40000, "credit limit", step=1000),),
        ),
    ),
    sometimes=(
        Sometimes(0.35, Returns()),
        Sometimes(0.35, Quotes()),
        Sometimes(0.6, Deliveries(
            delivery=noun("delivery", "deliveries"),
            zones=(("City Centre", 1800), ("Harbour", 1500), ("University", 1900), ("Coast Villages", 3900),
                   ("Hill Villages", 4500)),
            windows=("early morning", "late morning", "afternoon", "evening"),
        )),
        Sometimes(0.55, Tickets(
            of="order",
            ticket=noun("complaint"),
            topics=(
                ("short delivery", ("Two cases are on the note and not on the pallet.",
                                    "One case is missing, and I counted twice.")),
                ("damaged goods", ("Half of the cartons were crushed.",
                                   "The bottom layer of the pallet was soaked.")),
                ("short date", ("Half of it runs out in four days.", "The best-before dates are too close for my shop.")),
                ("temperature", ("What should be frozen was soft when it came off the lorry.",
                                 "The cage was at eleven degrees.")),
                ("invoice", ("The invoice does not show the price that I was told.",
                             "My trade discount is missing.")),
            ),
            resolutions=(
                "Missing cases put on the next lorry.",
                "Credit note issued.",
                "Goods taken back and destroyed.",
                "Lorry's cooling checked and logged.",
                "Invoice corrected.",
            ),
        )),
        Sometimes(0.45, Approvals(
            request=noun("credit request"),
            reasons=(
                ("seasonal stock", ("I am filling the shop for the summer season.",
                                    "The Christmas order is three times my usual one.")),
                ("refurbishment", ("We are closed for two weeks to fit new fridges.",
                                   "The new counter has to be paid before we reopen.")),
                ("second branch", ("I open a second shop near the station in spring.",
                                   "The lease for the kiosk is signed.")),
                ("outstanding payments", ("The school pays me sixty days after delivery.",
                                "A caterer owes me for a whole wedding.")),
            ),
            limit_cents=200000, refusals=("incomplete", "too_risky", "too_high", "requested_twice"),
        )),
        Sometimes(0.4, Memberships(plan=TIERS, membership=noun("trade account"))),
        Sometimes(0.4, Documents(
            document=noun("document"),
            kinds=("trade licence", "credit agreement", "food safety certificate", "delivery agreement"),
            titles=("Licence for a Shop", "Licence for a Market Stall", "Credit for Fourteen Days",
                    "Credit for Thirty Days", "Certificate for the Kitchen", "Certificate for the Counter",
                    "Delivery before Opening Hours", "Delivery to the Back Yard"),
        )),
        Sometimes(0.35, Messages(topics=(
            ("Price list", (
                "When does the new price list come into force?",
                "Could I keep the old price for the rice that I ordered last week?",
            )),
            ("Empties and pallets", (
                "I have eleven empty pallets in my yard. When will you fetch them?",
                "Are the blue crates on deposit?",
            )),
            ("A new product", (
                "My customers ask for oat milk. Do you carry it?",
                "Could you get the smaller jars of honey?",
            )),
            ("Delivery times", (
                "The alley is closed from six. Could the lorry come earlier?",
                "Please do not leave cages in front of the neighbour's door.",
            )),
        ))),
        Sometimes(0.3, Events(event=FAIRS, rsvp=noun("sign-up"),
                              venue_names=("Tasting Kitchen", "Loading Hall", "Showroom", "Cold Store Foyer"))),
        Sometimes(0.3, Loyalty(account=noun("bonus account"), points=noun("bonus point"), rewards=REWARDS)),
        Sometimes(0.3, Coupons(coupon=noun("discount code"), codes=(("PALLET5", 5), ("NEWSHOP", 10), ("SUMMERSTOCK", 8), ("FROZENWEEK", 12),
                                      ("CASHNOW", 6)))),
    ),
    months=(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    situations=(
        Situation("busy days ahead", "{party} is expecting a few busy days.", ("buy", "amend?", "deliver?"),
                  asks=("last", "owed")),
        Situation("freezer broke", "{party}'s freezer broke down overnight.", ("cancel*", "buy?", "complain?"),
                  asks=("owed", "last")),
        Situation("handing over the shop", "{party} is handing the shop over to a cousin.", ("pay*?", "cancel*",
                                                                                             "leave?"),
                  asks=("owed",)),
    ),
    leads=(
        "I am on the trade desk until noon.",
        "The lorries are loaded at four.",
        "Our buyer is at the fair, so I am doing both jobs.",
    ),
)  # fmt: skip
