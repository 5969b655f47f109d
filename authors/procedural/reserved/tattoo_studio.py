"""A tattoo studio: clients sit for their pieces, sign what has to be signed, and come back for the healing."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.events import Events
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import Rule

ARTISTS = Things(
    noun("artist"),
    (category("style", label="style"), category("room"),
     quantity("years", 1, 28, "years of tattooing", "years", most="most experienced", least="least experienced")),
    (
        ("Magda Rusu", "blackwork", "front room", 17), ("Koa Makani", "tribal", "front room", 28), ("Ines Duarte", "fine line", "loft", 6),
        ("Old Pete Larkin", "old school", "front room", 25), ("Sora Kim", "watercolour", "loft", 4), ("Jomar Reyes", "portrait", "loft", 11),
        ("Freya Lindgren", "runes", "cellar", 9), ("Dmitri Volkov", "lettering", "cellar", 14),
    ),
)  # fmt: skip

PIECES = Things(
    noun("piece"),
    (category("size", label="size of the piece"), quantity("minutes", 30, 300, "length", "minutes", most="longest",
                                                           least="shortest", step=30),
     quantity("from_age", 18, 25, "minimum age", "years"), price("price_cents", label="price")),
    (
        ("Palm-Sized Flash", "small", 60, 18, 12000), ("Single Line of Text", "small", 30, 18, 8000), ("Finger Ring", "small", 30, 21, 7000),
        ("Forearm Piece", "medium", 120, 20, 26000), ("Shoulder Cap", "medium", 180, 20, 39000), ("Ankle Vine", "medium", 90, 18, 18000),
        ("Half Sleeve", "large", 240, 22, 52000), ("Back Piece", "large", 300, 25, 68000), ("Cover-Up", "large", 210, 22, 49000),
        ("Touch-Up", "small", 60, 18, 4000), ("Neck Piece", "small", 60, 25, 15000), ("Scar Work", "medium", 150, 21, 33000),
    ),
)  # fmt: skip

CARE = Things(
    noun("aftercare item"),
    (category("kind", label="kind of item"), price("price_cents", label="price")),
    (
        ("Healing Balm", "balm", 1600), ("Second Skin Roll", "dressing", 2200), ("Fragrance-Free Soap", "soap", 900),
        ("Sun Stick", "sun", 1400), ("Numbing Cream", "balm", 2900), ("Flash Sheet Print", "print", 3500), ("Studio Shirt", "clothing", 2800),
        ("Skull Mug", "print", 1700), ("Dressing for Large Pieces", "dressing", 3400), ("Shea Butter", "balm", 1900),
    ),
)  # fmt: skip

COURSES = Things(
    noun("drawing course"),
    (category("topic", label="subject"), category("level"), price("price_cents", label="course fee")),
    (
        ("Drawing Flash", "drawing", "beginner", 4900), ("Lettering by Hand", "lettering", "beginner", 3900),
        ("Swallows and Anchors", "drawing", "intermediate", 5400), ("Shading with Dots", "shading", "intermediate", 5900),
        ("Portraits in Pencil", "drawing", "advanced", 7900), ("From Sketch to Stencil", "stencils", "beginner", 4400),
    ),
)  # fmt: skip

DAYS = Things(
    noun("studio event"),
    (category("kind", label="kind of event"), quantity("capacity", 6, 60, "number of places", most="largest",
                                                     least="smallest"), price("price_cents", label="deposit")),
    (
        ("Friday the Thirteenth", "flash day", 60, 3000), ("Guest Artist from Osaka", "guest spot", 10, 12000),
        ("Guest Artist from Oaxaca", "guest spot", 12, 11000), ("Sketch Night", "drawing", 24, 800),
        ("Charity Anchors", "flash day", 40, 2500), ("Healing and Scars", "talk", 30, 500), ("Open Studio", "flash day", 50, 1500),
    ),
)  # fmt: skip

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 40, 900, "cost", "points", most="dearest", least="cheapest"),),
    (("Sticker Sheet", 40), ("Fragrance-Free Soap", 60), ("Healing Balm", 110), ("Flash Sheet Print", 180), ("Studio Shirt", 250),
     ("Free Touch-Up", 420), ("Palm-Sized Flash", 900)),
)  # fmt: skip

DOMAIN = Domain(
    name="tattoo_studio",
    category="Looks",
    about="a tattoo studio",
    words="tattoo tattoos ink tattooist flash artists skin piercing sleeve needle stencil inked blackwork lettering "
    "aftercare linework",
    organisations=("Anchor and Swallow", "Blue Ink Cellar", "The Steady Hand", "Needle Lane Tattoo", "Second Skin Studio",
                   "Old Pete's"),
    persona="staff",
    people=People(party=noun("client"), roles=("studio manager", "front desk", "apprentice", "hygiene officer")),
    always=(
        Appointments(provider=ARTISTS, service=PIECES, appointment=noun("sitting"), verb=verb("book"), busy=2.1),
        Documents(document=noun("form"), kinds=("consent form", "medical questionnaire", "age proof",
                                                         "design approval"),
                  titles=("Consent Form for a Sleeve", "Consent Form for a Cover-Up", "Medical Questionnaire on Allergies",
                          "Medical Questionnaire on Blood", "Age Proof by Passport", "Age Proof by Licence",
                          "Design Approval for a Back Piece", "Design Approval for Lettering")),
        Billing(charge=noun("bill"), methods=("card", "cash", "bank_transfer")),
    ),
    rules=(
        Rule(
            says="Every piece has a minimum age, and nobody younger is booked for it.",
            made="appointment",
            holds="{party.age} >= {service.from_age}",
            refusal="The client is younger than the minimum age for this piece.",
            asked="if {am} old enough for it",
            party=(quantity("age", 18, 34, "age", "years"),),
        ),
    ),
    sometimes=(
        Sometimes(0.5, Orders(item=CARE, order=noun("aftercare order"), busy=1.3)),
        Sometimes(0.35, Stock(supplier_names=("Ink House", "Sterile Supply", "Needle Works", "Green Soap Trade"),
                              delivery=noun("delivery", "deliveries"))),
        Sometimes(0.4, Classes(course=COURSES, session=noun("class", "classes"), enrolment=noun("course place"),
                               teacher_names=("Koa Makani", "Freya Lindgren", "Dmitri Volkov"))),
        Sometimes(0.45, Events(event=DAYS, rsvp=noun("sign-up"), venue_names=("the front room", "the loft", "the cellar",
                                                                                "the yard"))),
        Sometimes(0.35, Loyalty(account=noun("bonus card"), points=noun("point"), rewards=REWARDS)),
        Sometimes(0.35, Approvals(request=noun("refund claim"), reasons=(
            ("misspelling", ("There is a letter too many in my motto.", "My daughter's name has only one l.")),
            ("blow-out", ("The lines have run like wet paper.", "A blue shadow lies around the rose.")),
            ("allergy", ("The red part has risen and itches.", "It swells in the sun since spring.")),
            ("wrong placement", ("It sits a hand lower than in the stencil.", "It is on the other arm.")),
        ), limit_cents=30000, refusals=("not_our_work", "unproven", "too_late", "claimed_twice"))),
        Sometimes(0.35, Messages(topics=(
            ("Will it hurt", ("How bad are ribs, honestly?", "May my friend hold my hand?")),
            ("Healing", ("It is flaking in the second week. Is that normal?", "When may I swim again?")),
            ("Design", ("Could the swallow look left?", "My wife drew it. Can you use that?")),
            ("Fear of needles", ("I fainted at the dentist. Should I eat before?", "Is there a room without an audience?")),
        ))),
        Sometimes(0.35, Tickets(ticket=noun("complaint"), options={"about": "a row"}, topics=(
            ("shaky line", ("The second line trembles at the elbow.", "The circle is no circle.")),
            ("infection", ("It was hot and red for days.", "The doctor gave me antibiotics.")),
            ("no-show artist", ("I came from two counties away and nobody was there.", "I was handed to an apprentice.")),
            ("bill", ("My deposit was not taken off.", "The touch-up was meant to be free.")),
        ), resolutions=("Put right at a sitting without a charge.", "Looked at together and settled.",
                        "We apologised and took something off the bill.", "Seen to by the studio manager in person."))),
        Sometimes(0.3, Reviews(
            good=("My father's handwriting, exactly as he wrote it.", "Six hours, and I would sit for six more.",
                  "The scar is a branch now."),
            fair=("Fine lines, loud music.", "Lovely swallow, though it took three dates."),
            poor=("It healed patchy and pale.", "The rose looks like a cabbage.", "I was asked thrice what I wanted."))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("in memory", "{party} wants a piece in memory of somebody.", ("book", "buy?", "sign?"), asks=("last", "owed")),
        Situation("skin rash", "{party} has a rash and has been told to wait.", ("cancel*", "move?"), asks=("count", "owed")),
        Situation("bandmates", "{party}'s whole band wants the same anchor.", ("sign_up", "book?", "pay?"),
                  asks=("owed", "last")),
    ),
    leads=(
        "I have gloves on, so please do this for me.", "The stencil is drying, so I have a minute.",
        "Somebody is asleep in the front chair.", "I have a client at the counter.",
    ),
)  # fmt: skip
