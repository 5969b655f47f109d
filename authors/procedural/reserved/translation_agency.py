"""A translation agency: clients have texts translated, papers certified and interpreters sent to them."""

from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import noun, verb
from authors.procedural.model import Situation, Things, category, price, quantity
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets

INTERPRETERS = Things(
    noun("interpreter"),
    (category("language", label="language"), category("field", label="field"),
     quantity("years", 1, 35, "years of practice", "years", most="most experienced", least="least experienced")),
    (
        ("Nadia Haddad", "Arabic", "medicine", 18), ("Olga Petrenko", "Ukrainian", "courts", 11),
        ("Jun Takeda", "Japanese", "engineering", 24), ("Beatriz Rocha", "Portuguese", "trade", 9),
        ("Ismail Kaya", "Turkish", "courts", 30), ("Lotte Vermeer", "Dutch", "trade", 6), ("Mei Lin", "Mandarin", "medicine", 14),
        ("Pavel Dusek", "Czech", "engineering", 21), ("Fatou Sarr", "Wolof", "medicine", 4),
        ("Hanne Lund", "Danish", "trade", 27),
    ),
)  # fmt: skip

SERVICES = Things(
    noun("interpreting service"),
    (category("setting", label="setting"), quantity("minutes", 30, 240, "length", "minutes", most="longest",
                                                    least="shortest", step=15), price("price_cents", label="price")),
    (
        ("Doctor's Visit", "on site", 45, 6500), ("Parents' Evening", "on site", 30, 4500), ("Court Hearing", "on site", 120, 24000),
        ("Notary Appointment", "on site", 60, 11000), ("Video Call", "remote", 30, 3900), ("Telephone Call", "remote", 30, 2900),
        ("Factory Tour", "on site", 180, 31000), ("Board Meeting", "remote", 150, 28500), ("Wedding Speech", "on site", 75, 14000),
        ("Half-Day Conference", "on site", 240, 46000),
    ),
)  # fmt: skip

EXTRAS = Things(
    noun("extra"),
    (category("kind", label="kind of extra"), price("price_cents", label="price")),
    (
        ("Second Certified Copy", "paper", 1500), ("Apostille Errand", "errand", 4900), ("Courier to the Embassy", "errand", 3900),
        ("Glossary of Your House", "language", 18900), ("Back Translation", "language", 9900),
        ("Layout in Your Template", "layout", 7900), ("Subtitles File", "layout", 12900), ("Spoken Recording", "sound", 14900),
        ("Pronunciation Sheet", "sound", 2900), ("Bound Edition", "paper", 5900), ("Archive on a Drive", "paper", 2500),
    ),
)  # fmt: skip

DOMAIN = Domain(
    name="translation_agency",
    category="Words",
    about="a translation agency",
    words="translation translations translators translate languages interpreters interpreting proofreading certified "
    "multilingual glossary localisation bilingual sworn dialect",
    organisations=("Babel and Daughters", "Second Tongue", "The Word Ferry", "Lingua Yard", "Rosetta Row",
                   "Plain Meaning"),
    persona="customer",
    people=People(party=noun("client"), roles=("project manager", "proofreader", "sworn translator", "front office clerk"),
                  extras=(category("mother_tongue", ("English", "French", "Spanish", "Polish", "Somali", "Korean"),
                                   "first language"),)),
    always=(
        Projects(project=noun("translation"), kinds=(
            ("birth certificate", ("translation", "certification")),
            ("contract", ("terminology", "translation", "legal reading", "proofreading")),
            ("patent", ("terminology", "translation", "second reading", "figures")),
            ("website", ("text extraction", "translation", "page check")),
            ("cookbook", ("translation", "kitchen test", "proofreading", "layout")),
            ("medical report", ("translation", "medical reading")),
            ("manual", ("glossary", "translation", "proofreading", "layout")),
            ("film script", ("spotting list", "translation", "timing"))), task=noun("step"), rate_cents=5400),
        Appointments(provider=INTERPRETERS, service=SERVICES, appointment=noun("interpreter visit"), verb=verb("book"),
                     busy=1.7),
        Billing(charge=noun("fee note"), methods=("bank_transfer", "card", "legal_aid")),
    ),
    sometimes=(
        Sometimes(0.5, Orders(item=EXTRAS, order=noun("order for extras", "orders for extras"), busy=1.1)),
        Sometimes(0.45, Documents(document=noun("paper"), kinds=("non-disclosure agreement", "power of attorney",
                                                                 "quote", "oath"),
                                  titles=("Non-Disclosure Agreement for a Patent", "Non-Disclosure Agreement for a Merger",
                                          "Power of Attorney for the Embassy", "Power of Attorney for the Registry",
                                          "Quote for a Manual", "Quote for a Website", "Oath of the Court Translator",
                                          "Oath before the Notary"))),
        Sometimes(0.4, Messages(topics=(
            ("A word that has no twin", ("How would you put that pun?", "My grandmother says it means something else.")),
            ("Deadline", ("The embassy moved my interview. Can it be faster?", "Is the weekend part of the three days?")),
            ("Spelling of names", ("My passport spells my name with a k.", "Which alphabet goes on the certificate?")),
            ("Quality", ("The second page reads like a machine.", "Who has read it besides the translator?")),
        ))),
        Sometimes(0.4, Tickets(ticket=noun("complaint"), options={"about": "nothing"}, topics=(
            ("error", ("A zero is missing in clause nine.", "The dose is wrong, which is dangerous.")),
            ("late", ("The hearing was this morning and the paper came at noon.", "I was promised Tuesday.")),
            ("interpreter", ("She was at the wrong entrance for half an hour.", "He answered for me instead of translating.")),
            ("fee note", ("You counted the header on every page.", "The rush charge was never agreed.")),
        ), resolutions=("Corrected and certified again overnight.", "Rush charge taken off.",
                        "Another interpreter was named.", "Words counted again without headers."))),
        Sometimes(0.35, Loyalty(account=noun("client account"), points=noun("word credit"))),
        Sometimes(0.35, Reviews(
            good=("My jokes survived, and one became better.", "The judge understood every word of mother's.",
                  "They asked about a comma that had cost us a contract."),
            fair=("Correct, if a little stiff.", "Good work, slow stamp."),
            poor=("They mixed up left and right in a manual for a crane.", "My name is misspelt on the certificate.",
                  "It was late, and nobody had called."))),
    ),
    months=tuple(range(1, 13)),
    situations=(
        Situation("moving abroad", "{party} is moving abroad and the embassy wants everything certified.",
                  ("order", "start?", "buy?", "pay?"),
                  lead_customer="I am moving abroad, and the embassy wants every paper certified.", asks=("owed", "last")),
        Situation("hearing moved", "{party}'s hearing has been moved.", ("move", "cancel?", "pay?"),
                  lead_customer="The court has moved my hearing.", asks=("last", "owed")),
        Situation("deal fell through", "{party}'s contract with the partners abroad fell through.", ("cancel*", "pay?"),
                  lead_customer="Our partners abroad have walked away from the contract.", asks=("owed", "count")),
    ),
    leads=(
        "I am writing this with a dictionary beside me.", "My cousin read the draft and laughed in the wrong place.",
        "The embassy opens at nine.", "Two languages are arguing at my kitchen table.",
    ),
)  # fmt: skip
