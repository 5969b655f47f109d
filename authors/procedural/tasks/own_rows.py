"""Questions about somebody's rows: how many, how much in all, when, and which things they are for.

In:  a talk.
Out: a `Question` with its answer; the look-ups have been made when it comes back.
Never here: changes. What cannot be had raises GiveUp (callers run it inside `Talk.attempt`).
"""

from authors.procedural.model import Entity
from authors.procedural.tasks import answers
from authors.procedural.tasks.asking import (
    ask_of,
    is_asked_for,
    owned,
    require_lasting,
    rows_of_party,
    schema_of,
    select_owned,
    state_of,
)
from authors.procedural.tasks.clauses import Question
from authors.procedural.tasks.comparing import stem
from authors.procedural.tasks.having import as_had
from authors.procedural.tasks.naming import name_row
from authors.procedural.tasks.subjects import rows_in_state, subject_of
from authors.procedural.tasks.talk import GiveUp, Talk
from authors.procedural.world import shown_name

_THEIR_OWN_CHOICE = {
    "rsvp": ("quantity",), "gift": ("money",), "pledge": ("money",), "bid": ("money",), "request": ("money",),
    "review": ("quantity",), "waiting": ("quantity",),
}  # fmt: skip
"""What customers chose themselves and need not ask."""

_AT_AN_HOUR = frozenset({"appointment", "assessment", "enrolment", "rsvp"})
"""What has no start and end that anybody speaks of: it is on a day."""


def how_many(talk: Talk) -> Question:
    """ "How many upcoming charters do I have?" """
    entity = owned(talk)
    if stem(entity) in ("lost_report", "thread"):
        raise GiveUp(f"nobody counts {entity.noun.plural} for their own sake")
    return count_of(talk, entity, state_of(talk, entity))


def count_of(talk: Talk, entity: Entity, state: str, fewest: int = 2) -> Question:
    """The number of somebody's rows in a state."""
    if stem(entity) in ("lost_report", "waiting") or (talk.world.for_customer and stem(entity) in ("gift", "thread")):
        raise GiveUp(f"nobody counts their {entity.noun.plural}")
    subject = subject_of(talk, entity, state, 2)
    number, rows = rows_in_state(talk, entity, subject, state)
    if not fewest <= len(rows) <= 20:
        raise GiveUp("too few or too many to count")
    what = f"{entity.say_state(state)} {entity.noun.plural}"
    sql = select_owned(talk, entity, "count(*)", subject.owner, state)
    answer = answers.whole_number({"$sql": "json_array_length(:rows)", "rows": {"$ref": str(number)}}, len(rows), sql)
    waiting = ""
    if entity.say_state(state) == "waiting":
        what, waiting = entity.noun.plural, " waiting"
    direct, embedded = f"how many {what} {subject.do} have{waiting}", f"how many {what} {subject.have}{waiting}"
    if entity.say_state(state) == "usable":
        plural = entity.noun.plural
        direct, embedded = (
            f"how many {plural} can {subject.they} still use",
            f"how many {plural} {subject.they} can still use",
        )
    return Question(direct, embedded, "", answer, f"count:{entity.role}")


def how_much(talk: Talk) -> Question:
    """ "What do my unpaid invoices add up to, in dollars?" """
    entity = owned(talk)
    prices = entity.of_meaning("money")
    if not prices:
        raise GiveUp(f"{entity.noun.plural} cost nothing")
    state = state_of(talk, entity)
    require_lasting(state)
    subject = subject_of(talk, entity, state, 2)
    number, rows = rows_in_state(talk, entity, subject, state)
    if not 2 <= len(rows) <= 12:
        raise GiveUp("too few or too many to add up")
    column = prices[0].name
    form = {"$sql": f"(SELECT sum(json_extract(value, '$.{column}')) FROM json_each(:rows))",
            "rows": {"$ref": str(number)}}  # fmt: skip
    sql = select_owned(talk, entity, f"sum({column}) / 100.0", subject.owner, state)
    what = f"{subject.whose} {entity.say_state(state)} {entity.noun.plural}"
    answer = answers.amount_of_money(form, sum(row[column] for row in rows), sql)
    return Question(f"what do {what} add up to", f"what {what} add up to", answers.IN_DOLLARS, answer,
                    f"sum:{entity.role}")  # fmt: skip


def detail(talk: Talk) -> Question:
    """A column of a row that is described: "When does my next charter end?" """
    entity = owned(talk, besides="thread")
    rows = rows_of_party(talk, entity)
    row = talk.row(entity, talk.rng.choice(rows))
    mention = name_row(talk, entity.role, row["id"])
    asked = [
        one
        for one in entity.fields
        if is_asked_for(entity, one)
        and one.meaning in ("money", "date", "quantity", "category")
        and row[one.name] is not None
        and not (talk.world.for_customer and one.meaning in _THEIR_OWN_CHOICE.get(stem(entity), ()))
    ]
    if not asked:
        raise GiveUp(f"nothing to ask of a {entity.noun}")
    one = talk.rng.choice(asked)
    sql = f"SELECT {one.name} FROM {schema_of(talk)}.{entity.table} WHERE id = {row['id']}"
    answer, form = answers.of_field(one, mention.column(one.name), row[one.name], sql)
    is_past = one.meaning == "date" and row[one.name][:10] < talk.today
    direct, embedded = ask_of(one, mention.text, is_past)
    if one.said == "start" and stem(entity) in _AT_AN_HOUR:
        is_or_was = "was" if is_past else "is"
        direct, embedded = f"on which day {is_or_was} {mention.text}", f"on which day {mention.text} {is_or_was}"
    return Question(direct, embedded, form, answer, f"detail:{entity.role}")


_SIGNED_UP = "signed up for"


def which_ones(talk: Talk) -> Question:
    """ "Which boats do I have upcoming charters for? One per line." """
    entity = owned(talk)
    state = state_of(talk, entity)
    links = [
        (one, other)
        for one in entity.of_meaning("reference")
        if (other := talk.world.referenced(entity, one)).name_column and other.role not in ("party", "staff")
    ]
    if not links:
        raise GiveUp(f"a {entity.noun} names nothing")
    link, other = talk.rng.choice(links)
    subject = subject_of(talk, entity, state, 2, 8)
    number, rows = rows_in_state(talk, entity, subject, state)
    column = shown_name(link)
    first = {row[column]: place for place, row in reversed(list(enumerate(rows))) if row.get(column)}
    if not 2 <= len(first) <= 6:
        raise GiveUp("too few or too many names")
    forms = [{"$ref": f"{number}/{place}/{column}"} for place in sorted(first.values())]
    sql = (
        f"SELECT DISTINCT o.{other.name_column} FROM {schema_of(talk)}.{entity.table} x "
        f"JOIN {schema_of(talk)}.{other.table} o ON o.id = x.{link.name} "
        f"WHERE x.{entity.owner} = {subject.owner} AND x.{entity.status.name if entity.status else 'id'} = '{state}'"
    )
    what = f"{entity.say_state(state)} {entity.noun.plural}"
    direct, embedded = f"{subject.do} have {what} for", f"{subject.have} {what} for"
    had = as_had(talk, entity, subject) if state == entity.live else ""
    if had.endswith(_SIGNED_UP):
        direct, embedded = f"{subject.am} {_SIGNED_UP}", had
    return Question(
        f"which {other.noun.plural} {direct}",
        f"which {other.noun.plural} {embedded}",
        answers.ONE_A_LINE, answers.names(forms, sql), f"list:{entity.role}",
    )  # fmt: skip
