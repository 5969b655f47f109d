"""Questions that take several looks: of those the one, over all of their lines, all together.

In:  a talk.
Out: a `Question` with its answer; the look-ups have been made when it comes back.
Never here: changes. What cannot be had raises GiveUp (callers run it inside `Talk.attempt`).
"""

from typing import Any

from authors.procedural.language import listed
from authors.procedural.model import Entity, Field
from authors.procedural.tasks import answers
from authors.procedural.tasks.asking import bills, escaped, is_paid_for, owned, schema_of, state_of
from authors.procedural.tasks.calling import called, counted
from authors.procedural.tasks.clauses import Question
from authors.procedural.tasks.comparing import Superlative, is_compared_behind, is_only_about, stem, superlatives
from authors.procedural.tasks.having import as_had
from authors.procedural.tasks.naming import name_row
from authors.procedural.tasks.subjects import owners_of_several, rows_in_state, spoken_of, subject_of
from authors.procedural.tasks.talk import GiveUp, NeverHere, Talk
from authors.procedural.world import shown_name

MOST_THINGS = 5
MOST_PARENTS = 6
_LETTERS = "abcdef"


def best_behind(talk: Talk) -> Question:
    """ "Which of the boats that I have upcoming charters for is the longest?" """
    entity = owned(talk)
    state = entity.live
    if not state:
        raise GiveUp(f"no {entity.noun} is current")
    if is_only_about(entity):
        raise NeverHere(f"nobody compares by {entity.noun.plural}")
    link, other = _superlative_behind(talk, entity)
    name = other.name_column
    assert name is not None
    end, word, one = talk.rng.choice(_asked_of_ones_own(other))
    subject = subject_of(talk, entity, state, 2)
    number, rows = rows_in_state(talk, entity, subject, state)
    places = {row[link.name]: place for place, row in reversed(list(enumerate(rows))) if row[link.name]}
    if not 2 <= len(places) <= MOST_THINGS:
        raise GiveUp("too few or too many things behind them")
    values = {each: talk.row(other, each)[one.name] for each in places}
    edge = (min if end == "least" else max)(values.values())
    winners = [each for each, value in values.items() if value == edge]
    if len(winners) != 1:
        raise GiveUp("a tie")
    tool, key, column = _way_to(talk, other, link)
    looks = {
        each: talk.look(tool, **{key: {"$ref": f"{number}/{place}/{column}"}})
        for each, place in sorted(places.items(), key=lambda pair: pair[1])
    }
    shown = talk.content(looks[winners[0]])
    form: Any = {"$ref": f"{looks[winners[0]]}/{name}"}
    if isinstance(shown, list):
        if len(shown) != 1:
            raise GiveUp("the name fits several")
        form = {"$ref": f"{looks[winners[0]]}/0/{name}"}
    ids = ", ".join(map(str, sorted(places)))
    sql = (
        f"SELECT {name} FROM {schema_of(talk)}.{other.table} WHERE id IN ({ids}) "
        f"ORDER BY {one.name} {'DESC' if end == 'most' else 'ASC'} LIMIT 1"
    )
    talk.notes.branches += 1
    talk.notes.indirectness = 3
    asked = f"which of the {other.noun.plural} {as_had(talk, entity, subject)} is the {word}"
    answer = answers.text(form, talk.row(other, winners[0])[name], sql)
    return Question(asked, asked, answers.JUST_THE_NAME, answer, f"best_behind:{other.role}")


def _asked_of_ones_own(entity: Entity) -> list[Superlative]:
    """What people ask of the things they have: which is largest, and not what they paid most or least for."""
    found = [each for each in superlatives(entity) if each.field.meaning != "money"]
    if not found:
        raise NeverHere(f"nobody compares {entity.noun.plural} but by what they cost")
    return found


def _superlative_behind(talk: Talk, entity: Entity) -> tuple[Field, Entity]:
    found = [
        (link, other)
        for link in entity.of_meaning("reference")
        if is_compared_behind(other := talk.world.referenced(entity, link))
        and other.name_column
        and talk.world.searchable(other)
    ]
    if not found:
        raise GiveUp(f"nothing behind {entity.noun.plural} can be compared")
    return talk.rng.choice(found)


def _way_to(talk: Talk, other: Entity, link: Field) -> tuple[str, str, str]:
    """How one thing is looked up from a row that refers to it: tool, its parameter, the row's column."""
    if talk.world.gettable(other):
        return talk.world.get_name(other), other.key, link.name
    tool = talk.world.search_name(other)
    if other.name_column not in talk.parameters_of(tool):
        raise GiveUp(f"{tool} takes no name")
    return tool, other.name_column or "", shown_name(link)


def across_parts(talk: Talk) -> Question:
    """ "How much have I spent on Boat hook over all my collected orders?" """
    entity, part, link = talk.rng.choice(_with_lines(talk))
    item = talk.world.referenced(part, link)
    state = _state_of_lines(talk, entity)
    subject = subject_of(talk, entity, state, 2, MOST_PARENTS)
    number, rows = rows_in_state(talk, entity, subject, state)
    if not 2 <= len(rows) <= MOST_PARENTS:
        raise GiveUp("too few or too many to look into")
    numbers = [
        talk.look(talk.world.get_name(entity), **{entity.key: {"$ref": f"{number}/{place}/{entity.key}"}})
        for place in range(len(rows))
    ]
    column = shown_name(link)
    lines = [line for each in numbers for line in talk.content(each)[part.words]]
    names = [line[column] for line in lines]
    often = sorted({name for name in names if names.count(name) > 1}) or sorted(set(names))
    name = talk.rng.choice(often)
    talk.notes.branches += 1
    back = talk.world.reference_to(part, entity.role)
    assert back is not None and entity.status is not None
    schema = schema_of(talk)
    sql = (
        f"SELECT sum(l.quantity * l.{_PRICE_OF_ONE}) / 100.0 FROM {schema}.{part.table} l "
        f"JOIN {schema}.{entity.table} o ON o.id = l.{back.name} JOIN {schema}.{item.table} i ON i.id = l.{link.name} "
        f"WHERE o.{entity.owner} = {subject.owner} AND o.{entity.status.name} = '{state}' "
        f"AND i.{item.name_column} = '{escaped(name)}'"
    )
    cents = sum(line["quantity"] * line[_PRICE_OF_ONE] for line in lines if line[column] == name)
    answer = answers.amount_of_money(_over_lines(column, name, numbers, part.words), cents, sql)
    what, thing = f"{subject.whose} {entity.say_state(state)} {entity.noun.plural}", called(item, name)
    if not talk.world.for_customer:
        what = f"{entity.say_state(state)} {entity.noun.plural}"
    spent, has = f"spent on {thing} over all {what}", subject.have.rpartition(" ")[2]
    return Question(f"how much {has} {subject.they} {spent}", f"how much {subject.have} {spent}", answers.IN_DOLLARS,
                    answer, f"across:{entity.role}")  # fmt: skip


_PRICE_OF_ONE = "price_cents"


def _with_lines(talk: Talk) -> list[tuple[Entity, Entity, Field]]:
    """What was bought, its lines, and what these refer to."""
    needed = {"quantity", _PRICE_OF_ONE}
    found = [
        (entity, part, link)
        for entity in talk.world.entities.values()
        if entity.owner and entity.status and talk.world.gettable(entity) and stem(entity) != "quote"
        for part in talk.world.parts(entity)
        if needed <= {one.name for one in part.fields}
        for link in part.of_meaning("reference")
        if talk.world.referenced(part, link).name_column
    ]
    if not found:
        raise NeverHere("nothing here has lines")
    return found


def _state_of_lines(talk: Talk, entity: Entity) -> str:
    """Of what people have had: how much of an open order is for one thing is read twice."""
    state = state_of(talk, entity)
    if state == entity.live or "cancel" in state:
        raise GiveUp("that was not spent")
    return state


def _over_lines(column: str, name: str, numbers: list[int], words: str) -> dict[str, Any]:
    """What the lines of one thing in the results of several calls come to."""
    union = " UNION ALL ".join(
        f"SELECT value FROM json_each(:{letter})" for letter, _ in zip(_LETTERS, numbers, strict=False)
    )
    cost = f"json_extract(value, '$.quantity') * json_extract(value, '$.{_PRICE_OF_ONE}')"
    return {
        "$sql": f"(SELECT sum({cost}) FROM ({union}) WHERE json_extract(value, '$.{column}') = '{escaped(name)}')",
        **{letter: {"$ref": f"{each}/{words}"} for letter, each in zip(_LETTERS, numbers, strict=False)},
    }


def people_together(talk: Talk) -> Question:
    """ "What do the unpaid bills of Dana Reyes, Lee Wong and Ann Cole come to together?" """
    if talk.world.for_customer:
        raise NeverHere("a customer knows nobody else")
    entity = bills(talk)
    prices, state = entity.of_meaning("money"), entity.live
    owners = owners_of_several(talk, entity, state, 1, 6) if state else []
    count = talk.rng.choice((2, 3, 3))
    if len(owners) < count:
        raise GiveUp("nobody to add up")
    subjects = [spoken_of(talk, owner) for owner in talk.rng.sample(owners, count)]
    numbers = [rows_in_state(talk, entity, subject, state)[0] for subject in subjects]
    column = prices[0].name
    total = sum(row[column] for number in numbers for row in talk.content(number))
    form = _sum_over(column, numbers)
    ids = ", ".join(str(subject.owner) for subject in subjects)
    sql = (
        f"SELECT sum({column}) / 100.0 FROM {schema_of(talk)}.{entity.table} WHERE {entity.owner} IN ({ids}) "
        f"AND {entity.status.name if entity.status else 'id'} = '{state}'"
    )
    names = listed([subject.they for subject in subjects])
    asked = f"the {entity.say_state(state)} {entity.noun.plural} of {names} come to together"
    answer = answers.amount_of_money(form, total, sql)
    return Question(f"what do {asked}", f"what {asked}", answers.IN_DOLLARS, answer, f"people_together:{entity.role}")


def kinds_together(talk: Talk) -> Question:
    """ "What do my upcoming charters and my open orders come to together?" """
    if not talk.world.for_customer:
        raise NeverHere("what somebody else will spend is their own affair")
    found = [
        entity
        for entity in talk.world.entities.values()
        if entity.owner and entity.status and entity.live and is_paid_for(entity)
        and talk.world.searchable(entity) and "payable" not in entity.offers
    ]  # fmt: skip
    if len(found) < 2:
        raise NeverHere("there is one kind of thing to pay for")
    chosen = talk.rng.sample(found, 2)
    subject = subject_of(talk, chosen[0], chosen[0].live, 1, 6)
    parts, numbers, columns, total, sqls = [], [], [], 0, []
    for entity in chosen:
        number, rows = rows_in_state(talk, entity, subject, entity.live)
        if not 1 <= len(rows) <= 8:
            raise GiveUp("too few or too many")
        column = entity.of_meaning("money")[0].name
        total += sum(row[column] for row in rows)
        numbers.append(number)
        columns.append(column)
        parts.append(f"{entity.say_state(entity.live)} {entity.noun.plural if len(rows) > 1 else entity.noun}")
        assert entity.status is not None
        sqls.append(
            f"(SELECT coalesce(sum({column}), 0) FROM {schema_of(talk)}.{entity.table} WHERE {entity.owner} = "
            f"{subject.owner} AND {entity.status.name} = '{entity.live}')"
        )
    whole = " + ".join(
        f"(SELECT coalesce(sum(json_extract(value, '$.{column}')), 0) FROM json_each(:{letter}))"
        for column, letter in zip(columns, _LETTERS, strict=False)
    )
    form = {
        "$sql": f"({whole})",
        **{letter: {"$ref": str(number)} for letter, number in zip(_LETTERS, numbers, strict=False)},
    }
    asked = f"{subject.whose} {listed(parts)} come to together"
    answer = answers.amount_of_money(form, total, f"SELECT ({' + '.join(sqls)}) / 100.0")
    return Question(f"what do {asked}", f"what {asked}", answers.IN_DOLLARS, answer, "kinds_together")


def basket(talk: Talk) -> Question:
    """ "What would 2 x Boat hook, 1 x Dock line and 3 x Hull soap cost in all?" """
    found = [
        (entity, entity.of_meaning("money")[0])
        for entity in talk.world.offering("sellable")
        if entity.name_column and talk.world.searchable(entity) and entity.of_meaning("money")
    ]
    if not found:
        raise NeverHere("nothing is sold here")
    entity, price = talk.rng.choice(found)
    status = entity.status
    where = f"WHERE {status.name} = '{entity.live}'" if status and entity.live else ""
    ids = [row[0] for row in talk.select(f"SELECT id FROM {entity.table} {where} ORDER BY id")]
    count = talk.rng.choice((3, 3, 4, 5))
    if len(ids) < count:
        raise GiveUp("too few to choose from")
    lines = [(each, talk.rng.choice((1, 1, 2, 2, 3, 4))) for each in talk.rng.sample(ids, count)]
    mentions = [name_row(talk, entity.role, each) for each, _ in lines]
    if any("," in mention.text for mention in mentions):
        raise GiveUp("a comma in a name is lost in a list")
    said = listed([counted(mention.text.removeprefix("the "), many)
                   for mention, (_, many) in zip(mentions, lines, strict=True)])  # fmt: skip
    parts = " + ".join(f":{letter} * {many}" for letter, (_, many) in zip(_LETTERS, lines, strict=False))
    form = {
        "$sql": f"({parts})",
        **{letter: mention.column(price.name) for letter, mention in zip(_LETTERS, mentions, strict=False)},
    }
    total = sum(talk.row(entity, each)[price.name] * many for each, many in lines)
    schema = schema_of(talk)
    sql = " + ".join(
        f"(SELECT {price.name} FROM {schema}.{entity.table} WHERE id = {each}) * {many}" for each, many in lines
    )
    asked = f"what {said} would cost in all before any discount"
    direct = f"what would {said} cost in all before any discount"
    return Question(direct, asked, answers.IN_DOLLARS, answers.amount_of_money(form, total, f"SELECT ({sql}) / 100.0"),
                    f"basket:{entity.role}")  # fmt: skip


def _sum_over(column: str, numbers: list[int]) -> dict[str, Any]:
    """The sum of a column over the results of several calls."""
    parts = " + ".join(
        f"(SELECT coalesce(sum(json_extract(value, '$.{column}')), 0) FROM json_each(:{letter}))"
        for letter, _ in zip(_LETTERS, numbers, strict=False)
    )
    return {
        "$sql": f"({parts})",
        **{letter: {"$ref": str(number)} for letter, number in zip(_LETTERS, numbers, strict=False)},
    }
