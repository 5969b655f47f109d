"""A print shop: customers order print jobs, sign off the proof before anything runs, and buy over the counter."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.quotes import Quotes
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.rules import at_most

SUPPLIES = Things(
    noun("shop item"),
    (category("category"), category("finish"), price("price_cents", label="price")),
    (
        ("Ream of White A4", "paper", "matt", 690), ("Ream of Cream A4", "paper", "matt", 890),
        ("Kraft Paper Pack", "paper", "rough", 1100), ("Gloss Photo Paper", "paper", "gloss", 1490),
        ("Cotton Card Pack", "card", "rough", 1600), ("Black Card Pack", "card", "matt", 1400),
        ("Window Envelope Pack", "envelopes", "matt", 950), ("Square Envelope Pack", "envelopes", "matt", 780),
        ("Cardboard Tube", "packing", "rough", 350), ("Padded Mailer Pack", "packing", "rough", 890),
        ("Spiral Binding", "binding", "plastic", 420), ("Linen Thesis Cover", "binding", "linen", 2900),
        ("Poster Clip Frame", "frames", "glass", 1900), ("Laminating Pouch Pack", "binding", "gloss", 1250),
        ("Ink Pad", "stamps", "plastic", 590), ("Rubber Stamp", "stamps", "wood", 2400),
    ),
)  # fmt: skip

ADVISERS = Things(
    noun("print adviser"),
    (category("specialty"), category("desk")),
    (
        ("Marguerite Sand", "books and theses", "front desk"), ("Ossi Virtanen", "large posters", "press hall"),
        ("Delphine Roy", "paper and colour", "front desk"),
        ("Kwame Asante", "layout", "design desk"), ("Ivy Thornton", "wedding stationery", "design desk"),
        ("Rafael Lima", "textiles", "press hall"), ("Greta Blum", "letterpress", "letterpress corner"),
        ("Pavel Horak", "mailings", "front desk"), ("Nora Quill", "layout", "design desk"),
        ("Seb Finch", "signs", "press hall"),
    ),
)  # fmt: skip

TALKS = Things(
    noun("consultation"),
    (category("area"), quantity("minutes", 15, 120, "duration", "minutes", most="longest", least="shortest", step=15),
     price("price_cents", label="price")),
    (
        ("File Check", "files", 15, 900), ("Colour Check", "files", 30, 1800),
        ("Paper Consultation", "paper", 30, 1200), ("Binding Consultation", "binding", 30, 1500),
        ("Thesis Check", "binding", 60, 3900),
        ("Logo Redraw", "design", 90, 7500), ("Invitation Design", "design", 120, 9800),
        ("Banner Measuring", "signs", 45, 2800), ("Mailing List Clean-Up", "mailings", 60, 4200),
        ("Press Visit", "press", 60, 2500),
        ("Font Consultation", "design", 45, 2900),
    ),
)  # fmt: skip

WORKSHOPS = Things(
    noun("workshop"),
    (category("craft"), category("level"), price("price_cents", label="price")),
    (
        ("Letterpress Cards", "letterpress", "beginner", 4800),
        ("Poster in Wood Type", "letterpress", "intermediate", 6500), ("Two-Colour Riso", "riso", "beginner", 4200),
        ("Riso Zine in a Day", "riso", "intermediate", 7200),
        ("Japanese Binding", "binding", "beginner", 3900), ("Case Binding", "binding", "advanced", 8800),
        ("Lino for Absolute Beginners", "lino", "beginner", 3600), ("Marbled Paper", "paper", "beginner", 3400),
        ("Screen Print a Bag", "textiles", "beginner", 4400), ("Paper Making", "paper", "intermediate", 4900),
    ),
)  # fmt: skip

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 20, 400, "cost", "points", most="dearest", least="cheapest"),),
    (("Pencil Set", 20), ("Offcut Notebook", 45), ("File Check", 60), ("Hundred Business Cards", 150),
     ("Two-Colour Tote", 120), ("Large Poster", 180), ("Rubber Stamp", 210), ("Letterpress Evening", 400)),
)  # fmt: skip

DOMAIN = Domain(
    name="print_shop",
    category="Making",
    about="a print shop",
    words="print printing flyers posters proof presses theses cards copy printer brochures business stationery "
    "binding paper files rush job quotes",
    organisations=("Copy Corner", "The Ink Cellar", "Four Presses", "Blackletter and Sons", "Proof and Press",
                   "Station Road Printers"),
    persona="customer",
    people=People(party=noun("customer"), roles=("shop manager", "press operator", "designer", "bindery hand")),
    always=(
        Projects(project=noun("print job"), kinds=(
            ("flyer", ("file check", "plate making", "printing", "trimming")),
            ("poster", ("file check", "test print", "printing", "packing")),
            ("business card", ("typesetting", "printing", "trimming")),
            ("thesis", ("file check", "printing", "binding", "cover stamping")),
            ("wedding stationery", ("design", "letterpress", "envelope printing", "packing")),
            ("brochure", ("layout", "plate making", "printing", "folding", "stapling")),
            ("banner", ("file check", "printing", "hemming", "eyelets")),
            ("calendar", ("layout", "printing", "punching", "spiral binding"))), rate_cents=5200),
        Documents(document=noun("proof"), kinds=("flyer proof", "poster proof", "thesis proof", "invitation proof"),
                  titles=("Flyer for the Spring Fair", "Flyer for a New Bakery", "Poster for the School Play",
                          "Poster for a Marathon", "Thesis in Black Linen", "Thesis with Colour Plates",
                          "Invitation to a Wedding", "Invitation to a Retirement"), options={"course": "signed"}),
        Orders(item=SUPPLIES, order=noun("order"), options={"stock": True}),
        Billing(charge=noun("invoice"), methods=("card", "bank_transfer", "cash")),
    ),
    rules=(
        at_most(
            'project', 3, ('open',),
            says='Nobody has more than three print jobs open at a time.',
            refusal='There are three open print jobs already.',
            asked='if {have} fewer than three print jobs open',
        ),
    ),
    sometimes=(
        Sometimes(0.35, Quotes()),
        Sometimes(0.5, Deliveries(delivery=noun("delivery"),
                                  zones=(("Town Centre", 450), ("University", 450), ("Industrial Park", 700),
                                         ("North Side", 650), ("Villages", 1200)),
                                  windows=("morning", "early afternoon", "late afternoon"))),
        Sometimes(0.45, Tickets(of="project", ticket=noun("complaint"), topics=(
            ("colour",
             ("Our red came out as orange.", "The blue is not the blue of the proof.")),
            ("trimming", ("The edge runs through the last line of text.", "It is cut a little crooked.")),
            ("paper", ("It is on another paper than the one I chose.", "The surface scratches at a touch.")),
            ("delay", ("It came the day after it was needed.", "It was a rush job and took a week.")),
            ("quantity", ("There were fewer in the box than I had ordered.",
                          "One of the two boxes never came.")),
        ), resolutions=(
            "Printed again, with a test print that the customer agreed to.",
            "Printed and trimmed again without charge.",
            "A sample was sent, and the job was printed again on that paper.",
            "An apology was made, and ten per cent was paid back.",
            "What was missing was printed and sent on.",
        ))),
        Sometimes(0.4, Appointments(provider=ADVISERS, service=TALKS, appointment=noun("appointment"),
                                    verb=verb("book"))),
        Sometimes(0.4, Messages(topics=(
            ("Files", ("My file is two hundred megabytes. How do I send it?", "Do you need the fonts as well?")),
            ("Quote for a long run", ("What would ten thousand flyers cost instead of two?",
                                      "Could you quote for a hundred and fifty bound books?")),
            ("Rush job", ("The defence is on Thursday. Can it be bound by Wednesday noon?",
                          "How much more is it by tomorrow?")),
            ("Paper", ("Is there a recycled card that takes silver ink?", "May I have three samples by post?")),
        ))),
        Sometimes(0.35, Classes(course=WORKSHOPS, session=noun("workshop date"), enrolment=noun("enrolment"),
                                teacher_names=("Greta Blum", "Rafael Lima", "Ivy Thornton", "Ossi Virtanen"))),
        Sometimes(0.3, Reviews(of="project",
            good=("Crisp to the last hairline, and a day early.", "They saw my spelling mistake before I did.",
                  "It looks better than I had dared to hope."),
            fair=("Good print, slightly bent corners.", "Nice work, though I had to ring three times."),
            poor=("Blurred print, wrong paper, no apology.", "The proof was right and the print was not."))),
        Sometimes(0.4, Approvals(request=noun("refund request"), reasons=(
            ("misprint", ("Two hundred cards carry the old telephone number, although the proof was right.",
                          "The back is upside down on the whole run.")),
            ("wrong paper", ("I chose uncoated, and it shines.",
                             "The thesis is on eighty grams instead of a hundred.")),
            ("delay", ("The flyers came after the market had closed.",
                          "I had to pay a taxi to collect the programmes myself.")),
            ("reprint", ("I had fifty books bound across the road to be in time.",
                                   "Another shop printed the missing posters overnight.")),
        ), limit_cents=15000, refusals=("proof_was_signed", "file_was_wrong", "sample_missing", "asked_twice"))),
        Sometimes(0.3, Loyalty(account=noun("loyalty card"), points=noun("point"), rewards=REWARDS)),
        Sometimes(0.3, Coupons(codes=(("THESIS15", 15), ("FIRSTRUN", 10), ("CLUBPOSTER", 20), ("REPRINT8", 8),
                                      ("OFFCUT5", 5)))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("no hurry", "{party}'s print job can wait after all.", ("move", "buy?", "pay?"),
                  lead_customer="There is no hurry with my print job after all.", asks=("owed", "last")),
        Situation("busy month", "{party} has a busy month ahead and needs something printed.", ("order", "buy?", "sign?"),
                  lead_customer="I have a busy month ahead and need something printed.", asks=("last", "owed")),
    ),
    leads=(
        "I am planning ahead for once.", "I have been meaning to write to you all week.",
    ),
)  # fmt: skip
