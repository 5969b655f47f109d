"""Questions through a relation: what stands behind somebody's rows, and which of them lead to a kind of thing.

In:  a talk.
Out: a `Question` with its answer; the look-ups have been made when it comes back.
Never here: changes. What cannot be had raises GiveUp (callers run it inside `Talk.attempt`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from authors.procedural.language import a, pluralise
from authors.procedural.model import Entity, Field
from authors.procedural.tasks import answers
from authors.procedural.tasks.asking import (
    ask_of,
    askable,
    escaped,
    owned,
    require_lasting,
    rows_of_party,
    schema_of,
    state_of,
)
from authors.procedural.tasks.calling import is_somebody, of_kind
from authors.procedural.tasks.clauses import Question
from authors.procedural.tasks.comparing import (
    are_alike,
    is_compared_behind,
    is_only_about,
    kind_of_thing,
    stem,
    superlatives,
)
from authors.procedural.tasks.naming import name_row
from authors.procedural.tasks.searching import Search
from authors.procedural.tasks.subjects import rows_in_state, subject_of
from authors.procedural.tasks.talk import GiveUp, Mention, NeverHere, Talk
from authors.procedural.tasks.things_asked import comparative


def behind(talk: Talk) -> Question:
    """Through a relation: "What is the daily rate of the boat for my next charter?" """
    entity = owned(talk)
    if is_only_about(entity) or stem(entity) in ("gift", "loan", "pledge"):
        raise GiveUp(f"nobody asks for what is behind {entity.noun.plural}")
    row = talk.row(entity, talk.rng.choice(rows_of_party(talk, entity)))
    require_lasting(row[entity.status.name] if entity.status else "")
    relations = [
        (one, other)
        for one in entity.of_meaning("reference")
        if (other := talk.world.referenced(entity, one)).things
        and row[one.name] is not None
        and talk.world.searchable(other)
        and _asked_behind(other)
    ]
    if not relations:
        raise GiveUp(f"nothing stands behind a {entity.noun}")
    link, other = talk.rng.choice(relations)
    mention = name_row(talk, entity.role, row["id"])
    name = talk.row(other, row[link.name])[other.name_column or "id"]
    if str(name).lower() in mention.text.lower():
        raise GiveUp("it is named already")
    one = talk.rng.choice(_asked_behind(other))
    form = _look_at(talk, other, link, mention)
    value = talk.row(other, row[link.name])[one.name]
    sql = f"SELECT {one.name} FROM {schema_of(talk)}.{other.table} WHERE id = {row[link.name]}"
    answer, unit = answers.of_field(one, form(one.name), value, sql)
    talk.notes.indirectness = max(2, talk.notes.indirectness)
    text = f"the {other.noun} for {mention.text}"
    direct, embedded = ask_of(one, text)
    return Question(direct, embedded, unit, answer, f"behind:{other.role}")


def _asked_behind(entity: Entity) -> list[Field]:
    """What is asked of a thing that only stands behind something: of a plan or a zone what it costs, never its kind."""
    fields = [
        one
        for one in askable(entity)
        if one.said.split()[0] not in ("kind", "category")
        and one.unit != "percent"
        and one.name not in ("copies", "stock")
    ]
    if stem(entity) in ("plan", "service"):
        return []
    if stem(entity) == "zone":
        return [one for one in fields if one.meaning == "money"]
    return fields


def _look_at(talk: Talk, other: Entity, link: Field, mention: Mention) -> Callable[[str], Any]:
    """Show the row that a reference leads to; gives the form of its columns."""
    if talk.world.gettable(other):
        number = talk.look(talk.world.get_name(other), **{other.key: mention.column(link.name)})
        return lambda column: {"$ref": f"{number}/{column}"}
    number = talk.look(talk.world.search_name(other))
    where = {other.key: mention.column(link.name)}
    return lambda column: {"$pick": {"from": str(number), "where": where, "get": column}}


@dataclass(frozen=True)
class _Narrowed:
    """Somebody's rows in one state, of which some lead to a kind of thing."""

    entity: Entity
    hits: Sequence[Mapping[str, Any]]
    """The rows that do."""
    what: str
    """ "my completed charters"."""
    kind: str
    """ "a sloop"."""
    kinds: str
    """ "sloops"."""
    chosen: str
    """FROM and WHERE over two results, `:rows` and `:kinds`."""
    sources: Mapping[str, Any]
    where: str
    """FROM and WHERE over the tables."""


def how_many_through(talk: Talk) -> Question:
    """ "How many of my completed charters are for a sloop?" """
    if talk.world.for_customer:
        raise NeverHere("nobody counts their own by kind")
    found = _narrowed(talk)
    form = {"$sql": f"(SELECT count(*) {found.chosen})", **found.sources}
    answer = answers.whole_number(form, len(found.hits), f"SELECT count(*) {found.where}")
    asked = f"how many of {found.what} are for {found.kind}"
    return Question(asked, asked, "", answer, f"count_through:{found.entity.role}")


def how_much_through(talk: Talk) -> Question:
    """ "What do my completed charters for sloops add up to, in dollars?" """
    found = _narrowed(talk)
    prices = found.entity.of_meaning("money")
    if not prices:
        raise GiveUp(f"{found.entity.noun.plural} cost nothing")
    column = prices[0].name
    form = {"$sql": f"(SELECT sum(json_extract(x.value, '$.{column}')) {found.chosen})", **found.sources}
    total = sum(row[column] for row in found.hits)
    answer = answers.amount_of_money(form, total, f"SELECT sum(x.{column}) / 100.0 {found.where}")
    adds = f"{found.what} for {found.kinds} add up to"
    return Question(f"what do {adds}", f"what {adds}", answers.IN_DOLLARS, answer, f"sum_through:{found.entity.role}")


def _narrowed(talk: Talk) -> _Narrowed:
    entity = owned(talk)
    state = state_of(talk, entity)
    require_lasting(state)
    link, other, kind = _kind_behind(talk, entity)
    subject = subject_of(talk, entity, state, 2)
    number, rows = rows_in_state(talk, entity, subject, state)
    ids = sorted({row[link.name] for row in rows if row[link.name]})
    if not ids:
        raise GiveUp(f"no {other.noun} behind them")
    value = talk.row(other, talk.rng.choice(ids))[kind.name]
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
    schema, status = schema_of(talk), entity.status.name if entity.status else "id"
    return _Narrowed(
        entity,
        hits,
        what=f"{subject.whose} {entity.say_state(state)} {entity.noun.plural}",
        kind=f"{a(noun)} {tail}".strip(),
        kinds=f"{pluralise(noun)} {tail}".strip(),
        chosen=f"FROM json_each(:rows) x WHERE json_extract(x.value, '$.{link.name}') IN "
        f"(SELECT json_extract(o.value, '$.{other.key}') FROM json_each(:kinds) o)",
        sources={"rows": {"$ref": str(number)}, "kinds": {"$ref": str(kinds)}},
        where=f"FROM {schema}.{entity.table} x JOIN {schema}.{other.table} o ON o.id = x.{link.name} WHERE "
        f"x.{entity.owner} = {subject.owner} AND x.{status} = '{state}' AND o.{kind.name} = '{escaped(value)}'",
    )


def _kind_behind(talk: Talk, entity: Entity) -> tuple[Field, Entity, Field]:
    """A reference of the rows, what it leads to, and an attribute by which that can be searched."""
    found = [
        (link, other, kind)
        for link in entity.of_meaning("reference")
        if (other := talk.world.referenced(entity, link)).things
        and talk.world.searchable(other)
        and not is_somebody(other)
        and stem(other) not in ("fund", "service")
        for kind in other.of_meaning("category")
        if kind.filter and kind.name == kind_of_thing(other)
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
        if is_compared_behind(other := talk.world.referenced(entity, link))
        and talk.world.searchable(other)
        and are_alike(other)
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
    mentions = [name_row(talk, entity.role, row["id"], state="not") for row in rows]
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
