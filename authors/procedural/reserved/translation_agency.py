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
from authors.procedural.rules import Rule

INTERPRETERS = Things(
    noun("interpreter"),
    (category("language", label="language"), category("second_language", label="second language"), category("field", label="field"),
     quantity("years", 1, 35, "years of practice", "years", most="most experienced", least="least experienced")),
    (
        ("Nadia Haddad", "Arabic", "French", "medicine", 18), ("Olga Petrenko", "Ukrainian", "Polish", "courts", 11),
        ("Salma Idrissi", "French", "Arabic", "engineering", 24), ("Beatriz Rocha", "Portuguese", "French", "trade", 9),
        ("Ismail Kaya", "Turkish", "Arabic", "courts", 30), ("Derya Aydin", "Turkish", "French", "trade", 6), ("Danuta Maj", "Polish", "French", "medicine", 14),
        ("Pavel Dusek", "Polish", "Turkish", "engineering", 21), ("Fatou Sarr", "French", "Arabic", "medicine", 4),
        ("Orhan Demir", "Turkish", "Polish", "trade", 27),
    ),
)  # fmt: skip

SERVICES = Things(
    noun("service"),
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
        ("House Glossary", "language", 18900), ("Back Translation", "language", 9900),
        ("Template Layout", "layout", 7900), ("Subtitle File", "layout", 12900), ("Spoken Recording", "sound", 14900),
        ("Pronunciation Sheet", "sound", 2900), ("Bound Edition", "paper", 5900), ("Archive on a Drive", "paper", 2500),
    ),
)  # fmt: skip

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 40, 900, "cost", "points", most="dearest", least="cheapest"),),
    (("Pronunciation Sheet", 40), ("Second Certified Copy", 60), ("Pocket Dictionary", 110), ("Express Courier", 180),
     ("Bound Edition", 250), ("Hour with a Proofreader", 420), ("Rush Translation", 900)),
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
                  extras=(category("mother_tongue", ("Arabic", "French", "Polish", "Turkish"),
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
        Appointments(provider=INTERPRETERS, service=SERVICES, appointment=noun("interpreting appointment"), verb=verb("book"),
                     busy=2.6),
        Billing(charge=noun("invoice"), methods=("bank_transfer", "card", "direct_debit")),
    ),
    rules=(
        Rule(
            says="Interpreters go on site in their first language only, and take calls in their second as well.",
            made="appointment",
            holds="{party.mother_tongue} = {provider.language} OR ({service.setting} = 'remote' "
            "AND {party.mother_tongue} = {provider.second_language})",
            refusal="This interpreter does not do that in the client's first language.",
            asked="if that interpreter can do it in {whose} first language",
        ),
    ),
    sometimes=(
        Sometimes(0.5, Orders(item=EXTRAS, order=noun("order"), busy=1.1)),
        Sometimes(0.45, Documents(document=noun("document"), kinds=("non-disclosure agreement", "power of attorney",
                                                                    "consent form", "identity declaration"),
                                  titles=("Non-Disclosure Agreement for a Patent", "Non-Disclosure Agreement for a Merger",
                                          "Power of Attorney for the Embassy", "Power of Attorney for the Registry",
                                          "Consent to Court Interpreting",
                                          "Consent to Medical Interpreting", "Identity Declaration for the Embassy",
                                          "Identity Declaration for the Notary"))),
        Sometimes(0.4, Messages(topics=(
            ("A word that has no twin", ("How would you put that pun?", "My grandmother says it means something else.")),
            ("Deadline", ("The embassy moved my interview. Can it be faster?", "Is the weekend part of the three days?")),
            ("Spelling of names", ("My passport spells my name with a k.", "Which alphabet goes on the certificate?")),
            ("Quality", ("The second page reads like a machine.", "Who has read it besides the translator?")),
        ))),
        Sometimes(0.4, Tickets(ticket=noun("complaint"), options={"about": "nothing"}, topics=(
            ("error", ("A zero is missing in clause nine.", "The dose is wrong, which is dangerous.")),
            ("delay", ("The hearing was this morning and the paper came at noon.", "I was promised Tuesday.")),
            ("interpreter", ("She was at the wrong entrance for half an hour.", "He answered for me instead of translating.")),
            ("invoice", ("You counted the header on every page.", "The rush charge was never agreed.")),
        ), resolutions=("Corrected and certified again overnight.", "Rush charge taken off.",
                        "Another interpreter was named.", "Words counted again without headers."))),
        Sometimes(0.35, Loyalty(account=noun("bonus account"), points=noun("point"), rewards=REWARDS)),
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
        "I am writing this with a dictionary beside me.", "The embassy wants one more thing of me.",
        "You were recommended to me by a friend.", "I have put this off for too long.",
    ),
)  # fmt: skip
