"""Questions about things with names: an attribute, the best of a kind, which of two or three, how much more.

In:  a talk.
Out: a `Question` with its answer; the look-ups have been made when it comes back.
Never here: changes. What cannot be had raises GiveUp (callers run it inside `Talk.attempt`).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from authors.procedural.language import listed, pluralise
from authors.procedural.model import Entity
from authors.procedural.tasks import answers
from authors.procedural.tasks.asking import all_ids, ask_of, askable, escaped, named_things, schema_of
from authors.procedural.tasks.calling import of_kind
from authors.procedural.tasks.clauses import Question
from authors.procedural.tasks.comparing import are_alike, kind_of_thing, spoken_kinds, stem, superlatives
from authors.procedural.tasks.naming import name_row
from authors.procedural.tasks.searching import Search
from authors.procedural.tasks.talk import GiveUp, Talk


def attribute(talk: Talk) -> Question:
    """ "What is the length of slip A3, in feet?" """
    entity = named_things(talk)
    row = talk.row(entity, talk.rng.choice(all_ids(talk, entity)))
    mention = name_row(talk, entity.role, row["id"])
    one = talk.rng.choice(askable(entity))
    sql = f"SELECT {one.name} FROM {schema_of(talk)}.{entity.table} WHERE id = {row['id']}"
    answer, form = answers.of_field(one, mention.column(one.name), row[one.name], sql)
    direct, embedded = ask_of(one, mention.text)
    return Question(direct, embedded, form, answer, f"attribute:{entity.role}")


def which_is_best(talk: Talk) -> Question:
    """ "Which is the cheapest sloop? Just the name." """
    entity = named_things(talk)
    options = superlatives(entity)
    if not options or entity.name_column is None:
        raise GiveUp(f"no superlative of {entity.noun.plural}")
    end, word, one = talk.rng.choice(options)
    search = Search(talk, entity)
    noun, behind_noun = entity.noun.singular, ""
    kinds = spoken_kinds(entity)
    if not kinds and not are_alike(entity):
        raise GiveUp(f"{entity.noun.plural} have little in common")
    if kinds and (not are_alike(entity) or talk.rng.random() < 0.8):
        kind = talk.rng.choice(kinds)
        value = talk.rng.choice(kind.values)
        search.by(kind, value)
        noun, behind_noun = of_kind(kind.said, value, noun)
        if behind_noun.startswith("with the "):
            raise GiveUp("nobody says the kind like that")
    number, where = search.call()
    rows = search.matching(number, where)
    winner = _winner(rows, one.name, end)
    pick: dict[str, Any] = {"from": str(number), end: one.name, **({"where": where} if where else {})}
    conditions = " AND ".join(f"{name} = '{escaped(value)}'" for name, value in {**search.filters, **where}.items())
    order = "DESC" if end == "most" else "ASC"
    sql = (
        f"SELECT {entity.name_column} FROM {schema_of(talk)}.{entity.table} WHERE {conditions or '1'} "
        f"ORDER BY {one.name} {order} LIMIT 1"
    )
    talk.notes.branches += 1
    talk.notes.indirectness = 3
    text = " ".join(part for part in (f"the {word}", noun, behind_noun) if part)
    answer = answers.text({"$pick": {**pick, "get": entity.name_column}}, winner[entity.name_column], sql)
    have = "you have" if talk.world.for_customer else "we have"
    tail = "" if behind_noun else f" {have}"
    return Question(
        f"which is {text}{tail}", f"which is {text}{tail}", answers.JUST_THE_NAME, answer, f"which:{entity.role}"
    )


def _winner(rows: Sequence[Mapping[str, Any]], column: str, end: str) -> Mapping[str, Any]:
    if len(rows) < 3:
        raise GiveUp("too few to choose from")
    edge = (min if end == "least" else max)(row[column] for row in rows)
    winners = [row for row in rows if row[column] == edge]
    if len(winners) != 1:
        raise GiveUp("a tie")
    return winners[0]


def compare(talk: Talk) -> Question:
    """ "Which is longer, the Kestrel or the Wanderer?", or the longest of three."""
    entity = named_things(talk)
    options = superlatives(entity)
    if not options or entity.name_column is None:
        raise GiveUp(f"no superlative of {entity.noun.plural}")
    end, word, one = talk.rng.choice(options)
    ids = all_ids(talk, entity)
    chosen = talk.rng.sample(ids, min(len(ids), talk.rng.choice((2, 3, 3, 4, 5))))
    rows = [talk.row(entity, each_id) for each_id in chosen]
    values = [row[one.name] for row in rows]
    if len(set(values)) != len(values):
        raise GiveUp("a tie")
    _require_alike(entity, rows)
    mentions = [name_row(talk, entity.role, each_id) for each_id in chosen]
    place = values.index((min if end == "least" else max)(values))
    answer = answers.text(
        mentions[place].column(entity.name_column), rows[place][entity.name_column],
        f"SELECT {entity.name_column} FROM {schema_of(talk)}.{entity.table} WHERE id IN "
        f"({', '.join(map(str, chosen))}) ORDER BY {one.name} {'DESC' if end == 'most' else 'ASC'} LIMIT 1",
    )  # fmt: skip
    talk.notes.branches += 1
    texts = [mention.text for mention in mentions]
    if len(chosen) == 2:
        asked = f"which is {comparative(word)}, {texts[0]} or {texts[1]}"
    else:
        asked = f"which of {listed(texts)} is the {word}"
        if all(text.endswith(f" {entity.noun}") for text in texts):
            names = [text.removeprefix("the ").removesuffix(f" {entity.noun}") for text in texts]
            asked = f"which {entity.noun} is the {word} out of {listed(names)}"
    return Question(asked, asked, answers.JUST_THE_NAME, answer, f"compare:{entity.role}")


def _require_alike(entity: Entity, rows: Sequence[Mapping[str, Any]]) -> None:
    """Nobody compares a rope with shoes: where things differ in kind, only those of one kind."""
    kind = kind_of_thing(entity)
    if not are_alike(entity) and len({row.get(kind, place) for place, row in enumerate(rows)}) > 1:
        raise GiveUp(f"these {entity.noun.plural} are of several kinds")


def comparative(superlative: str) -> str:
    """ "cheapest" gives "cheaper", "most expensive" gives "more expensive"."""
    if superlative.startswith("most "):
        return f"more {superlative[5:]}"
    if superlative.startswith("least "):
        return f"less {superlative[6:]}"
    first, space, rest = superlative.partition(" ")
    irregular = {"best": "better", "worst": "worse", "furthest": "further"}
    return (irregular.get(first) or (first[:-3] + "er" if first.endswith("est") else f"more {first}")) + space + rest


def difference(talk: Talk) -> Question:
    """ "How much longer is the Kestrel than the Puffin, in feet?" """
    entity = named_things(talk)
    compared = {one.field.name for one in superlatives(entity) if one.end == "most"}
    numbers = [
        one for one in askable(entity) if one.name in compared and (one.meaning == "money" or stem(entity) == "thing")
    ]
    if not numbers:
        raise GiveUp(f"{entity.noun.plural} have no numbers")
    one = talk.rng.choice(numbers)
    chosen = talk.rng.sample(all_ids(talk, entity), 2)
    chosen.sort(key=lambda each_id: talk.row(entity, each_id)[one.name], reverse=True)
    _require_alike(entity, [talk.row(entity, each_id) for each_id in chosen])
    high, low = (talk.row(entity, each_id)[one.name] for each_id in chosen)
    mentions = [name_row(talk, entity.role, each_id) for each_id in chosen]
    if any(re.search(r"[^s]s$", mention.text) for mention in mentions):
        raise GiveUp("a name that may be a plural has no verb that fits")
    form = {"$sql": ":a - :b", "a": mentions[0].column(one.name), "b": mentions[1].column(one.name)}
    sql = (
        f"SELECT max({one.name}) - min({one.name}) FROM {schema_of(talk)}.{entity.table} "
        f"WHERE id IN ({chosen[0]}, {chosen[1]})"
    )
    answer, unit = answers.of_field(one, form, high - low, sql)
    first, second = mentions[0].text, mentions[1].text
    what = one.said.removeprefix("number of ")
    if what != one.said and not what.startswith("in "):
        direct, embedded = (
            f"how many more {what} does {first} have than {second}",
            f"how many more {what} {first} has than {second}",
        )
    elif one.most and (one.meaning == "quantity" or one.said in ("price", "fee", "daily rate", "nightly rate")):
        direct = f"how much {comparative(one.most)} is {first} than {second}"
        embedded = f"how much {comparative(one.most)} {first} is than {second}"
    else:
        head, of, rest = one.said.partition(" per " if " per " in one.said else " of ")
        direct = f"what is the difference between the {pluralise(head)}{of}{rest} of {first} and {second}"
        embedded = direct.removeprefix("what is ")
    return Question(direct, embedded, unit, answer, f"difference:{entity.role}")
