"""What a scenario says of each module, in words that the procedural author reads back as that module.

In:  nothing. Data.
Out: sentences by the module's class name, with places for its vocabulary; characters, sites and house rules.

A place in braces is filled with the plural of that noun of the module (`{thing}`), or with what `drawing.py` adds:
`{party}`, `{examples}` (names or topics out of the module's own rows), `{number}`, `{staff}`.
"""

from collections.abc import Mapping

CHARACTERS = (
    "family-run", "volunteer-run", "small", "newly opened", "second-generation", "member-owned", "long-established",
    "busy", "quiet", "seasonal", "council-funded", "independent", "award-winning", "rebuilt", "thriving", "modest",
)  # fmt: skip

SITES = (
    "in an old brewery in {town}", "at the edge of {town}", "on the island of {town}", "behind the station of {town}",
    "in a converted chapel in {town}", "on the river below {town}", "two streets from the market of {town}",
    "in the former school of {town}", "under the railway arches of {town}", "on a hill above {town}",
    "in the business park of {town}", "beside the town hall of {town}", "by the canal in {town}",
    "in a farmyard outside {town}", "in the harbour quarter of {town}", "on the ring road of {town}",
)  # fmt: skip

OPENINGS = (
    "{about} {site} serves {party} from the town and the villages around it.",
    "{party} from three counties come to {about} {site}.",
    "{staff_list} keep {about} going {site}, for {party} old and new.",
    "{about} {site} counts {number} {party}, most of whom have come for years.",
    "{about} {site} was taken over last year, and its {party} stayed.",
    "Since the flood, {about} {site} has had more {party} than ever.",
    "{party} found {about} {site} when the one in the next town closed.",
    "{about} {site} is open all week and knows its {party} by name.",
)

SAID: Mapping[str, tuple[str, ...]] = {
    "Bookings": (
        "{party} book {thing} by the {unit}, among them {examples}.",
        "It rents {thing} to {party}; {examples} are asked for most.",
        "{thing} are reserved by the {unit} and handed over by the {staff}.",
    ),
    "Orders": (
        "It sells {item} such as {examples}, and {party} order ahead.",
        "{party} order {item}; {examples} run out first.",
        "On its shelves are {item}, from {examples}.",
    ),
    "Loans": (
        "It lends {title} such as {examples}, and keeps a queue for what is out.",
        "{party} borrow {title}; {examples} are nearly always out.",
        "{title} are lent for a few weeks, {examples} more often than the rest.",
    ),
    "Classes": (
        "It teaches {course} such as {examples}, with a few seats each.",
        "{party} enrol in {course}; {examples} fill first.",
        "In the evenings there are classes, {examples} among them.",
    ),
    "Events": (
        "It holds events such as {examples}, and {party} sign up for them.",
        "{examples} are the events of its year.",
        "Events fill the calendar, from {examples}.",
    ),
    "Appointments": (
        "{party} make appointments for {examples}.",
        "Appointments are kept for {examples}, and moved when somebody falls ill.",
        "The {staff} arranges appointments, for {examples} above all.",
    ),
    "Memberships": (
        "Memberships come as {examples}.",
        "{party} pay for yearly memberships, {examples} being the usual ones.",
        "A membership is paid monthly and can be paused; there is {examples}.",
    ),
    "Deliveries": (
        "It delivers to {examples}.",
        "Deliveries go out every weekday, as far as {examples}.",
        "A van delivers orders; {examples} are on its round.",
    ),
    "Tickets": (
        "Complaints about {examples} are answered within two days.",
        "{party} report trouble with {examples}, and somebody is put in charge of each case.",
        "The {staff} settles complaints, lately about {examples}.",
    ),
    "Messages": (
        "{party} send messages about {examples}.",
        "Its messages are mostly about {examples}.",
        "The {staff} answers messages, often about {examples}.",
    ),
    "Reviews": (
        "{party} leave reviews with one to five stars.",
        "Reviews are read every Monday, and the bad ones are answered.",
        "It asks for reviews and publishes them all.",
    ),
    "Coupons": (
        "Coupons lower the bill, a code for each season.",
        "Vouchers are handed out at the fair and can be used once.",
        "Discount codes bring new {party} in.",
    ),
    "Loyalty": (
        "{points} are collected on a {account_singular}, good for {examples}.",
        "Loyal {party} earn {points}, which buy {examples}.",
        "Points are gathered with every visit and spent on {examples}.",
    ),
    "Stock": (
        "Stock is counted weekly and ordered from suppliers such as {examples}.",
        "Suppliers such as {examples} fill the shelves.",
        "When stock runs low, the {staff} orders from {examples}.",
    ),
    "Maintenance": (
        "Repairs are planned as jobs: {examples}.",
        "The {staff} keeps up with maintenance, {examples} first.",
        "Maintenance is done between visits, most of it {examples}.",
    ),
    "Approvals": (
        "{request} need approval, for {examples} say.",
        "The {staff} approves {request}, above a limit only with a second signature.",
        "Approvals of {request} take a day, those for {examples} longer.",
    ),
    "Documents": (
        "Contracts and {document} are signed before anything begins.",
        "{party} sign {document}, of which a copy is kept.",
        "Signatures on {document} are chased by the {staff}.",
    ),
    "Assessments": (
        "The {staff} inspects by a fixed list and scores each point.",
        "{form} are scored, and a poor score is looked at again.",
        "Each month it grades its work by the same rubric.",
    ),
    "Waitlist": (
        "A waiting list is kept for what is full.",
        "Whoever comes too late goes on the waiting list.",
        "The waiting list moves up whenever somebody cancels.",
    ),
    "Donations": (
        "Donations go to {examples}.",
        "{party} pledge donations, monthly or once, for {examples}.",
        "It lives on donations, {examples} first of all.",
    ),
    "Projects": (
        "Larger jobs are broken into steps, {examples} among the commonest.",
        "It repairs what {party} bring in, step by step, from {examples}.",
        "Each job has a list of work, such as {examples}.",
    ),
    "Billing": (
        "Each {charge_singular} is paid by {examples}.",
        "Bills go out on the first, to be settled by {examples}.",
        "{party} pay by {examples} when they leave.",
    ),
}
"""Three ways to say each module."""

EXAMPLES_OF: Mapping[str, str] = {
    "Bookings": "thing", "Orders": "item", "Loans": "title", "Classes": "course", "Events": "event",
    "Appointments": "service", "Memberships": "plan", "Deliveries": "zones", "Tickets": "topics", "Messages": "topics",
    "Loyalty": "rewards", "Stock": "supplier_names", "Maintenance": "kinds", "Approvals": "reasons",
    "Donations": "fund", "Projects": "kinds", "Billing": "methods",
}  # fmt: skip
"""The field of each module whose rows or topics are its examples."""

RULES = (
    "Nobody may take on anything new while a bill is open for more than thirty days.",
    "A change is free until noon on the day before.",
    "Whoever cancels on the same day pays half.",
    "Members of staff may waive a charge once a year, never twice.",
    "First come, first served, except for {party} who were turned away the week before.",
    "No one gets more than {small} at a time.",
    "Refunds go back the way the money came.",
    "What is not collected within {small} days goes to the next in line.",
    "New {party} start with a trial of {small} weeks.",
    "Any price may change on the first of the month, but never for what has been agreed.",
    "A second reminder closes the account until it is settled.",
    "Every complaint gets an answer, even if the answer is no.",
    "Children come only with somebody grown up.",
    "The desk closes at six, and after that only urgent calls are taken.",
)
