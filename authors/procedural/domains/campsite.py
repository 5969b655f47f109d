"""A campsite: campers book pitches and bell tents, buy firewood, and come to the campfire."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.events import Events
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.lost_property import LostProperty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.qualifications import Qualifications
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.rules import Rule

PITCHES = Things(
    noun("pitch", "pitches"),
    (
        category("ground", label="kind of ground"),
        quantity("area_m2", 30, 140, "area", "square metres", most="largest", least="smallest",
                 at_least="with at least {value} square metres"),
        price("night_rate_cents", label="nightly rate"),
    ),
    (
        ("Meadow 1", "grass", 60, 1800), ("Meadow 2", "grass", 60, 1800), ("Meadow 3", "grass", 70, 2000),
        ("Meadow 4", "grass", 80, 2200), ("Lakeside 1", "grass", 75, 2900), ("Lakeside 2", "grass", 75, 2900),
        ("Lakeside 3", "grass", 90, 3300), ("Pines 1", "woodland", 40, 1600), ("Pines 2", "woodland", 45, 1600),
        ("Pines 3", "woodland", 30, 1400), ("Hardstand 1", "gravel", 100, 3200), ("Hardstand 2", "gravel", 100, 3200),
        ("Hardstand 3", "gravel", 120, 3600), ("Hardstand 4", "gravel", 140, 4100), ("Orchard 1", "grass", 65, 2100),
        ("Orchard 2", "grass", 70, 2200),
    ),
)  # fmt: skip

GEAR = Things(
    noun("hire item"),
    (
        category("kind"),
        quantity("people", 1, 8, "capacity", "people", at_least="for at least {value} people"),
        price("day_rate_cents", label="nightly rate"),
    ),
    (
        ("Small bell tent", "camping", 4, 5200), ("Large bell tent", "camping", 6, 6400), ("Dome tent", "camping", 2, 2200),
        ("Family tunnel tent", "camping", 8, 5900), ("Two-person canoe", "boating", 2, 2800), ("Rowing boat", "boating", 4, 3400),
        ("Paddle board", "boating", 1, 1900), ("Fire bowl with tripod", "cooking", 8, 900), ("Two-ring stove", "cooking", 4, 700),
        ("Charcoal grill", "cooking", 6, 1200), ("Double air bed", "sleeping", 2, 800), ("Single camp bed", "sleeping", 1, 500),
        ("Self-inflating mat", "sleeping", 1, 600), ("Table with four chairs", "sitting", 4, 1000),
    ),
)  # fmt: skip

SHOP = Things(
    noun("shop item"),
    (category("shelf"), price("price_cents")),
    (
        ("Net of firewood", "fire", 850), ("Bag of kindling", "fire", 450), ("Box of firelighters", "fire", 320),
        ("Gas cartridge", "fire", 790), ("Bread rolls (6)", "breakfast", 380), ("Eggs from the farm (6)", "breakfast", 290),
        ("Pint of milk", "breakfast", 160), ("Ground coffee", "breakfast", 590), ("Sausages (8)", "barbecue", 780),
        ("Bag of marshmallows", "barbecue", 260), ("Ice pack", "barbecue", 100), ("Tent pegs (10)", "camping", 690),
        ("Guy line", "camping", 430), ("Head torch", "camping", 1590), ("Midge spray", "camping", 880), ("Map of the lake", "camping", 750),
    ),
)  # fmt: skip

EVENINGS = Things(
    noun("activity", "activities"),
    (category("kind"), quantity("capacity", 6, 60, "number of places", most="largest", least="smallest")),
    (
        ("Campfire Songs", "evening", 60), ("Stories in the Pines", "evening", 30), ("Star Walk", "evening", 20),
        ("Bat Walk", "evening", 16), ("Dawn Chorus Walk", "nature", 12), ("Pond Dipping", "nature", 14),
        ("Mushroom Walk", "nature", 15), ("Raft Building", "water", 18), ("Paddle to the Island", "water", 10),
        ("Knots for Beginners", "craft", 12), ("Whittling by the Lake", "craft", 8), ("Bread on a Stick", "craft", 24),
        ("Morning Yoga", "sport", 20), ("Orienteering", "sport", 30),
    ),
)  # fmt: skip

COMPLAINTS = (
    ("pitch", ("Our pitch was under water after the first shower.",
               "Somebody else's awning stands on a third of our pitch.",
               "The hook-up has been dead since last night, and our food is getting warm.")),
    ("wash house", ("There has been no hot water in the lower wash house for two days.",
                    "The lock of the family shower is broken.")),
    ("neighbours", ("The party in the orchard played music until three.",
                    "A dog without a lead ran through our tent and ate the sausages.")),
    ("bill", ("We were charged for a motorhome and came with a tent.",
              "The electricity on our bill is far more than a fridge can use.")),
)  # fmt: skip

WRITTEN = (
    ("Arriving late", ("We shall not be there before ten. May we put up the tent in the dark?",
                       "The road is closed and we are running late. Is the gate open after nine?")),
    ("Dogs", ("Which fields allow dogs? Ours is old and very quiet.",
              "Is there somewhere to wash a muddy dog?")),
    ("Next to friends", ("Our friends are on Lakeside. Could we stand near them?",
                         "We are two families. Are there two pitches side by side?")),
    ("Fires", ("Are open fires allowed at the moment, or is there a ban?",
               "Can we bring our own wood?")),
)  # fmt: skip

WORK = (
    ("ground", ("Fill the ruts and level the ground.", "Dig out the drain beside it, which overflows after rain.")),
    ("boundary", ("Cut back the hedge to the boundary.", "Replace the leaning number post.")),
    ("trees", ("Take down the dead branch that hangs over it.", "Clear the roots that lift the edge.")),
    ("water", ("Repair the dripping tap at the corner.", "Renew the washer and box in the pipe before the frost.")),
)  # fmt: skip

DOMAIN = Domain(
    name="campsite",
    category="Stay",
    about="a campsite",
    words="campsite camping campers camp pitch pitches tent tents caravan caravans motorhome motorhomes campfire field "
    "glamping cabin lake warden",
    organisations=(
        "Mirror Lake Campsite", "Otter Meadow", "Three Pines Camping", "The Long Field", "Curlew Shore Campsite",
        "Heron Reach Camping",
    ),
    persona="customer",
    people=People(party=noun("camper"), roles=("warden", "assistant warden", "shopkeeper", "caretaker")),
    always=(
        Bookings(thing=PITCHES, booking=noun("stay"), verb=verb("book"), unit=noun("night"), longest=10, of="on"),
        Billing(charge=noun("bill"), methods=("card", "cash", "bank_transfer")),
    ),
    never=(Inspections, Qualifications),
    rules=(
        Rule(
            says='A pitch must have room for the tent and the car.',
            made='booking',
            holds='{thing.area_m2} >= {party.outfit_m2}',
            refusal='This pitch is too small for the tent and the car that go on it.',
            asked='if {whose} tent and car fit on it',
            party=(quantity("outfit_m2", 35, 100, "space needed", "square metres", step=5),),
            mine={"outfit_m2": (60, 70, 80, 90)},
        ),
    ),
    sometimes=(
        Sometimes(0.4, Deposits()),
        Sometimes(0.6, Bookings(thing=GEAR, booking=noun("gear hire"), verb=verb("hire"), unit=noun("night"), longest=7,
                                suffix="gear")),
        Sometimes(0.6, Orders(item=SHOP, order=noun("shop order"))),
        Sometimes(0.6, Events(event=EVENINGS, rsvp=noun("sign-up"), venue_names=(
            "the fire circle", "the jetty", "the barn", "the gate"))),
        Sometimes(0.5, Tickets(of="booking", ticket=noun("complaint"), topics=COMPLAINTS, resolutions=(
            "We moved them to another pitch the same day.",
            "The caretaker has been, and everything works again.",
            "The warden had a word with them, and it has not happened again.",
            "The bill was corrected and the difference paid back."))),
        Sometimes(0.5, Reviews(of="booking",
            good=("Woke up to mist on the lake and bread rolls at the gate. Spotless showers.",
                  "Flat, dry pitch and a warden who lent us a mallet.",
                  "The children have not asked for a screen in five days."),
            fair=("Beautiful spot, but the wash house is a long walk in the rain.",
                  "Good pitch, noisy Saturday night.",
                  "Fine for two nights. The hook-up post was shared by six."),
            poor=("Our pitch turned into a puddle, and nobody came.",
                  "Cold showers, full bins, and music until three.",
                  "The pitch was half the size that we had paid for."))),
        Sometimes(0.4, Messages(topics=WRITTEN)),
        Sometimes(0.4, Waitlist(entry=noun("waiting-list entry"))),
        Sometimes(0.3, Maintenance(order=noun("work order"), kinds=WORK)),
        Sometimes(0.3, Coupons(coupon=noun("discount code"), codes=(
            ("EARLYBIRD10", 10), ("MIDWEEK15", 15), ("LONGSTAY20", 20), ("FIRSTTENT", 10), ("RAINYDAY5", 5)))),
        Sometimes(0.3, LostProperty(places=("in the wash house", "by the lake", "at the fire circle", "by the gate"))),
    ),
    months=(4, 5, 6, 7, 8, 9),
    situations=(
        Situation("storm warning", "{party} has heard the storm warning.", ("cancel", "ask?"),
                  lead_customer="There is a storm warning, so we must call off a stay.", asks=("owed", "last")),
        Situation("friends are joining", "{party} has friends joining them.", ("book", "sign_up?", "buy?"),
                  lead_customer="Some friends want to join us by the lake.", asks=("owed",)),
        Situation("something to do", "{party} would like to do more than sit by the tent.", ("sign_up", "buy?", "pay?"),
                  lead_customer="We would like to do more than sit by the tent.", asks=("owed", "last")),
    ),
    leads=(
        "We are so looking forward to the lake.", "The tent has been aired and nothing is missing.",
        "The children are asking how many more days.", "I have found our camping list from last year.",
    ),
)  # fmt: skip
