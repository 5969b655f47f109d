"""Questions about somebody's rows: how many, how much in all, when, which, and what stands behind them.

In:  a talk.
Out: a `Question` with its answer; the look-ups have been made when it comes back.
Never here: changes. What cannot be had raises GiveUp (callers run it inside `Talk.attempt`).
"""

from collections.abc import Callable
from typing import Any

from authors.procedural.language import a
from authors.procedural.model import Entity, Field
from authors.procedural.tasks import answers
from authors.procedural.tasks.asking import (
    ask_of,
    askable,
    escaped,
    owned,
    rows_of_party,
    schema_of,
    select_owned,
    state_of,
)
from authors.procedural.tasks.calling import of_kind
from authors.procedural.tasks.choosing import superlatives
from authors.procedural.tasks.clauses import Question
from authors.procedural.tasks.naming import name_row
from authors.procedural.tasks.searching import Search
from authors.procedural.tasks.subjects import rows_in_state, subject_of
from authors.procedural.tasks.talk import GiveUp, Mention, Talk
from authors.procedural.tasks.things_asked import comparative
from authors.procedural.world import shown_name


def how_many(talk: Talk) -> Question:
    """ "How many upcoming charters do I have?" """
    entity = owned(talk)
    return count_of(talk, entity, state_of(talk, entity))


def count_of(talk: Talk, entity: Entity, state: str, fewest: int = 2) -> Question:
    """The number of somebody's rows in a state."""
    subject = subject_of(talk, entity, state, 2)
    number, rows = rows_in_state(talk, entity, subject, state)
    if not fewest <= len(rows) <= 20:
        raise GiveUp("too few or too many to count")
    what = f"{entity.say_state(state)} {entity.noun.plural}"
    sql = select_owned(talk, entity, "count(*)", subject.owner, state)
    answer = answers.whole_number({"$sql": "json_array_length(:rows)", "rows": {"$ref": str(number)}}, len(rows), sql)
    return Question(f"how many {what} {subject.do} have", f"how many {what} {subject.have}", "", answer,
                    f"count:{entity.role}")  # fmt: skip


def how_much(talk: Talk) -> Question:
    """ "What do my unpaid invoices add up to, in dollars?" """
    entity = owned(talk)
    prices = entity.of_meaning("money")
    if not prices:
        raise GiveUp(f"{entity.noun.plural} cost nothing")
    state = state_of(talk, entity)
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
    entity = owned(talk)
    rows = rows_of_party(talk, entity)
    row = talk.row(entity, talk.rng.choice(rows))
    mention = name_row(talk, entity.role, row["id"])
    asked = [
        one
        for one in entity.fields
        if one.asked and one.meaning in ("money", "date", "quantity", "category") and row[one.name] is not None
    ]
    if not asked:
        raise GiveUp(f"nothing to ask of a {entity.noun}")
    one = talk.rng.choice(asked)
    sql = f"SELECT {one.name} FROM {schema_of(talk)}.{entity.table} WHERE id = {row['id']}"
    answer, form = answers.of_field(one, mention.column(one.name), row[one.name], sql)
    is_past = one.meaning == "date" and row[one.name][:10] < talk.today
    direct, embedded = ask_of(one, mention.text, is_past)
    return Question(direct, embedded, form, answer, f"detail:{entity.role}")


def behind(talk: Talk) -> Question:
    """Through a relation: "What is the daily rate of the boat for my next charter?" """
    entity = owned(talk)
    row = talk.row(entity, talk.rng.choice(rows_of_party(talk, entity)))
    relations = [
        (one, other)
        for one in entity.of_meaning("reference")
        if (other := talk.world.referenced(entity, one)).things
        and row[one.name] is not None
        and talk.world.searchable(other)
        and askable(other)
    ]
    if not relations:
        raise GiveUp(f"nothing stands behind a {entity.noun}")
    link, other = talk.rng.choice(relations)
    mention = name_row(talk, entity.role, row["id"])
    name = talk.row(other, row[link.name])[other.name_column or "id"]
    if str(name).lower() in mention.text.lower():
        raise GiveUp("it is named already")
    one = talk.rng.choice(askable(other))
    form = _look_at(talk, other, link, mention)
    value = talk.row(other, row[link.name])[one.name]
    sql = f"SELECT {one.name} FROM {schema_of(talk)}.{other.table} WHERE id = {row[link.name]}"
    answer, unit = answers.of_field(one, form(one.name), value, sql)
    talk.notes.indirectness = max(2, talk.notes.indirectness)
    text = f"the {other.noun} for {mention.text}"
    direct, embedded = ask_of(one, text)
    return Question(direct, embedded, unit, answer, f"behind:{other.role}")


def _look_at(talk: Talk, other: Entity, link: Field, mention: Mention) -> Callable[[str], Any]:
    """Show the row that a reference leads to; gives the form of its columns."""
    if talk.world.gettable(other):
        number = talk.look(talk.world.get_name(other), **{other.key: mention.column(link.name)})
        return lambda column: {"$ref": f"{number}/{column}"}
    number = talk.look(talk.world.search_name(other))
    where = {other.key: mention.column(link.name)}
    return lambda column: {"$pick": {"from": str(number), "where": where, "get": column}}


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
    return Question(
        f"which {other.noun.plural} {subject.do} have {what} for",
        f"which {other.noun.plural} {subject.have} {what} for",
        answers.ONE_A_LINE, answers.names(forms, sql), f"list:{entity.role}",
    )  # fmt: skip


# ---- through what the rows refer to ---------------------------------------------


def how_many_through(talk: Talk) -> Question:
    """ "How many of my completed charters were for a sloop?" """
    return _through(talk, is_sum=False)


def how_much_through(talk: Talk) -> Question:
    """ "What did my completed charters of a sloop come to in all, in dollars?" """
    return _through(talk, is_sum=True)


def _through(talk: Talk, is_sum: bool) -> Question:
    entity, state = owned(talk), ""
    state = state_of(talk, entity)
    link, other, kind = _kind_behind(talk, entity)
    subject = subject_of(talk, entity, state, 2)
    number, rows = rows_in_state(talk, entity, subject, state)
    ids = {row[link.name] for row in rows}
    values = [talk.row(other, each_id)[kind.name] for each_id in sorted(each for each in ids if each)]
    if not values:
        raise GiveUp(f"no {other.noun} behind them")
    value = talk.rng.choice(values)
    search = Search(talk, other)
    search.by(kind, value)
    kinds, where = search.call()
    fitting = {row[other.key] for row in talk.content(kinds)}
    hits = [row for row in rows if row[link.name] in fitting]
    if where or not 1 < len(hits) < len(rows):
        raise GiveUp("all or none of them")
    talk.notes.branches += 1
    talk.notes.indirectness = max(2, talk.notes.indirectness)
    noun, tail = of_kind(kind.said, value, other.noun.singular)
    kind_said = f"{a(noun)} {tail}".strip()
    what = f"{subject.whose} {entity.say_state(state)} {entity.noun.plural}"
    schema = schema_of(talk)
    where_sql = (
        f"FROM {schema}.{entity.table} x JOIN {schema}.{other.table} o ON o.id = x.{link.name} WHERE "
        f"x.{entity.owner} = {subject.owner} AND x.{entity.status.name if entity.status else 'id'} = '{state}' "
        f"AND o.{kind.name} = '{escaped(value)}'"
    )
    chosen = (
        f"FROM json_each(:rows) x WHERE json_extract(x.value, '$.{link.name}') IN "
        f"(SELECT json_extract(o.value, '$.{other.key}') FROM json_each(:kinds) o)"
    )
    sources = {"rows": {"$ref": str(number)}, "kinds": {"$ref": str(kinds)}}
    if not is_sum:
        form = {"$sql": f"(SELECT count(*) {chosen})", **sources}
        asked = f"how many of {what} are for {kind_said}"
        answer = answers.whole_number(form, len(hits), f"SELECT count(*) {where_sql}")
        return Question(asked, asked, "", answer, f"count_through:{entity.role}")
    prices = entity.of_meaning("money")
    if not prices:
        raise GiveUp(f"{entity.noun.plural} cost nothing")
    column = prices[0].name
    form = {"$sql": f"(SELECT sum(json_extract(x.value, '$.{column}')) {chosen})", **sources}
    answer = answers.amount_of_money(
        form, sum(row[column] for row in hits), f"SELECT sum(x.{column}) / 100.0 {where_sql}"
    )
    only = f"counting only those for {kind_said}"
    return Question(f"{only}, what do {what} add up to", f"what {what} add up to, {only}", answers.IN_DOLLARS, answer,
                    f"sum_through:{entity.role}")  # fmt: skip


def _kind_behind(talk: Talk, entity: Entity) -> tuple[Field, Entity, Field]:
    """A reference of the rows, what it leads to, and an attribute by which that can be searched."""
    found = [
        (link, other, kind)
        for link in entity.of_meaning("reference")
        if (other := talk.world.referenced(entity, link)).things and talk.world.searchable(other)
        for kind in other.of_meaning("category")
        if kind.filter
    ]
    if not found:
        raise GiveUp(f"nothing behind {entity.noun.plural} has kinds")
    return talk.rng.choice(found)


def _rows_of_one(talk: Talk, entity: Entity) -> list[int]:
    """All rows of whoever the task is about, else of one person drawn."""
    owner = talk.row(entity, talk.rng.choice(rows_of_party(talk, entity)))[entity.owner]
    sql = f"SELECT id FROM {entity.table} WHERE {entity.owner} = :owner ORDER BY id"
    return [row[0] for row in talk.select(sql, {"owner": owner})]


def which_behind(talk: Talk) -> Question:
    """ "Which boat is longer, the one for my next charter or the one for my charter of June 3?" """
    entity = owned(talk)
    ids = _rows_of_one(talk, entity)
    links = [
        (link, other)
        for link in entity.of_meaning("reference")
        if (other := talk.world.referenced(entity, link)).things
        and talk.world.searchable(other)
        and superlatives(other)
    ]
    if not links or len(ids) < 2:
        raise GiveUp("nothing to compare")
    link, other = talk.rng.choice(links)
    end, word, one = talk.rng.choice(superlatives(other))
    rows = [talk.row(entity, each_id) for each_id in talk.rng.sample(ids, 2)]
    if any(row[link.name] is None for row in rows):
        raise GiveUp("one refers to nothing")
    things = [talk.row(other, row[link.name]) for row in rows]
    name = other.name_column
    if name is None or things[0][one.name] == things[1][one.name]:
        raise GiveUp("a tie")
    mentions = [name_row(talk, entity.role, row["id"]) for row in rows]
    if any(str(thing[name]).lower() in mention.text.lower() for thing in things for mention in mentions):
        raise GiveUp("it is named already")
    forms = [_look_at(talk, other, link, mention) for mention in mentions]
    place = 0 if (things[0][one.name] < things[1][one.name]) == (end == "least") else 1
    talk.notes.branches += 1
    talk.notes.indirectness = max(2, talk.notes.indirectness)
    asked = (
        f"which {other.noun} is {comparative(word)}, the one for {mentions[0].text} or the one for {mentions[1].text}"
    )
    schema, order = schema_of(talk), "DESC" if end == "most" else "ASC"
    sql = (
        f"SELECT {name} FROM {schema}.{other.table} WHERE id IN ({things[0]['id']}, {things[1]['id']}) "
        f"ORDER BY {one.name} {order} LIMIT 1"
    )
    answer = answers.text(forms[place](name), things[place][name], sql)
    return Question(asked, asked, answers.JUST_THE_NAME, answer, f"which_behind:{other.role}")
