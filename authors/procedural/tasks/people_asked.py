"""Questions that a member of staff has about people: who has the most, whose is more, what several owe together.

In:  a talk.
Out: a `Question` with its answer; the look-ups have been made when it comes back.
Never here: changes. What cannot be had raises GiveUp (callers run it inside `Talk.attempt`).
"""

from authors.procedural.language import listed
from authors.procedural.tasks import answers
from authors.procedural.tasks.asking import all_ids, bills, owned, schema_of, state_of
from authors.procedural.tasks.clauses import Answer, Question
from authors.procedural.tasks.naming import refer
from authors.procedural.tasks.subjects import owners_of_several, rows_in_state, spoken_of
from authors.procedural.tasks.talk import GiveUp, NeverHere, Talk
from authors.procedural.world import shown_name
from schemas import ExpectedAnswer


def who_has_most(talk: Talk) -> Question:
    """ "Who has the most unpaid invoices? Just the name." """
    if talk.world.for_customer:
        raise NeverHere("a customer knows nobody else")
    entity = owned(talk)
    state = state_of(talk, entity)
    number, rows = rows_in_state(talk, entity, None, state)
    column = shown_name(entity.field(entity.owner))
    counts: dict[str, int] = {}
    for row in rows:
        counts[row[column]] = counts.get(row[column], 0) + 1
    ranked = sorted(counts.values(), reverse=True)
    if len(rows) > 60 or len(ranked) < 3 or ranked[0] == ranked[1]:
        raise GiveUp("no clear first")
    form = {"$sql": f"(SELECT json_extract(value, '$.{column}') FROM json_each(:rows) GROUP BY 1 "
            "ORDER BY count(*) DESC LIMIT 1)", "rows": {"$ref": str(number)}}  # fmt: skip
    schema = schema_of(talk)
    sql = (
        f"SELECT p.name FROM {schema}.{entity.table} x JOIN {schema}.{talk.world.party.table} p "
        f"ON p.id = x.{entity.owner} WHERE x.{entity.status.name if entity.status else 'id'} = '{state}' "
        "GROUP BY p.id ORDER BY count(*) DESC LIMIT 1"
    )
    talk.notes.branches += 1
    asked = f"which {talk.world.party.noun} has the most {entity.say_state(state)} {entity.noun.plural}"
    answer = answers.text(form, max(counts, key=lambda name: counts[name]), sql)
    return Question(asked, asked, answers.JUST_THE_NAME, answer, f"who:{entity.role}")


def whose_is_more(talk: Talk) -> Question:
    """ "Who owes us more on unpaid invoices, Dana Reyes or Lee Wong?" """
    if talk.world.for_customer:
        raise NeverHere("a customer knows nobody else")
    entity = bills(talk)
    prices, state = entity.of_meaning("money"), entity.live
    owners = owners_of_several(talk, entity, state, 2, 6)
    count = talk.rng.choice((2, 3))
    if len(owners) < count:
        raise GiveUp("nobody to compare")
    subjects = [spoken_of(talk, owner) for owner in talk.rng.sample(owners, count)]
    listings = [rows_in_state(talk, entity, subject, state)[1] for subject in subjects]
    totals = [sum(row[prices[0].name] for row in rows) for rows in listings]
    if sorted(totals)[-1] == sorted(totals)[-2]:
        raise GiveUp("a tie")
    winner = subjects[totals.index(max(totals))]
    more = "more" if count == 2 else "the most"
    names = listed([subject.they for subject in subjects], "or")
    asked = f"who owes us {more} on {entity.say_state(state)} {entity.noun.plural}, {names}"
    schema = schema_of(talk)
    sql = (
        f"SELECT p.name FROM {schema}.{entity.table} x JOIN {schema}.{talk.world.party.table} p "
        f"ON p.id = x.{entity.owner} WHERE x.{entity.status.name if entity.status else 'id'} = '{state}' AND p.id IN "
        f"({', '.join(str(subject.owner) for subject in subjects)}) GROUP BY p.id ORDER BY sum(x.{prices[0].name}) "
        "DESC LIMIT 1"
    )
    talk.notes.branches += 1
    answer = answers.text(talk.notes.mentions["party", winner.owner].column("name"),
                          talk.row(talk.world.party, winner.owner)["name"], sql)  # fmt: skip
    return Question(asked, asked, answers.JUST_THE_NAME, answer, f"whose:{entity.role}")


def contact_of(talk: Talk) -> Question:
    """ "What phone number do we have for whoever …" in short: a person's detail."""
    if talk.world.for_customer:
        raise NeverHere("a customer knows nobody else")
    party = talk.world.party
    asked = [one for one in party.fields if one.asked and one.meaning in ("contact", "category", "date")]
    owner = talk.protagonist or talk.rng.choice(all_ids(talk, party))
    one = talk.rng.choice(asked)
    subject = spoken_of(talk, owner)
    value = talk.row(party, owner)[one.name]
    sql = f"SELECT {one.name} FROM {schema_of(talk)}.{party.table} WHERE id = {owner}"
    answer, form = answers.of_field(one, talk.notes.mentions["party", owner].column(one.name), value, sql)
    direct = f"what {one.said} do we have for {subject.they}"
    return Question(direct, f"the {one.said} we have for {subject.they}", form, answer, "contact")


def owed_together(talk: Talk) -> Question:
    """ "How much do Dana Reyes and Lee Wong owe us together, in dollars?" """
    found = [(report, fact) for report in talk.world.reports.values() if talk.world.visible(report.audience)
             for fact in report.told if fact.column.startswith("owed")]  # fmt: skip
    charges = talk.world.offering("payable")
    if talk.world.for_customer or not found or not charges or not charges[0].owner:
        raise NeverHere("nobody keeps accounts here")
    report, fact = found[0]
    charge = charges[0]
    owners = owners_of_several(talk, charge, charge.live, 1, 6)
    count = talk.rng.choice((2, 2, 3))
    if len(owners) < count or [param.of for param in report.params] != ["party"]:
        raise GiveUp("too few owe anything")
    chosen = talk.rng.sample(owners, count)
    names, numbers = [], []
    for owner in chosen:
        name, form = refer(talk, "party", owner)
        names.append(name)
        numbers.append(talk.look(report.name, **{report.params[0].name: form}))
    total = sum(talk.content(number)[fact.column] for number in numbers)
    letters = "abc"[:count]
    sql = " + ".join(f":{letter}" for letter in letters)
    form = {"$sql": f"({sql}) / 100.0"} | {
        letter: {"$ref": f"{number}/{fact.column}"} for letter, number in zip(letters, numbers, strict=True)
    }
    expected = ExpectedAnswer(type="number", value=total / 100, tolerance=answers.CENT)
    asked = f"{listed(names)} owe us together"
    return Question(f"how much do {asked}", f"how much {asked}", answers.IN_DOLLARS, Answer(form, expected), "together")
