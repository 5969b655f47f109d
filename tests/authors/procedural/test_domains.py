"""Every domain becomes a database: whichever way its options fall, its tables are created and its statements prepare.

What the domains' data must hold by itself is in `test_domain_data.py`.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import apsw
import pytest

from authors.procedural.compose import Size, build, compose
from authors.procedural.domain import Domain, all_domains
from authors.procedural.language import pluralise, singularise
from authors.procedural.model import Statement
from authors.procedural.module import Module
from authors.procedural.tables import tables_of
from authors.procedural.tools import backstage_tools_of, tools_of
from authors.procedural.world import World, WorldError
from schemas import Read, Require, Tool

MOMENT = "2026-06-01 09:00:00"
OUT_OF_RULE = {"criterion": "criteria", "analysis": "analyses"}

every_domain = pytest.mark.parametrize("domain", all_domains().values(), ids=all_domains())


def decided(module: Module, place: int) -> Module:
    """A module with the first (0) or the last (-1) value of each option that its domain leaves open."""
    return replace(
        module, options={**{name: values[place] for name, values in module.OPTIONS.items()}, **module.options}
    )


def worlds(domain: Domain, place: int) -> Iterator[World]:
    """The trade with each further module beside it, all options fallen the same way."""
    frame = World(name=domain.name, organisation="The Place", persona=domain.persona, now=MOMENT)
    trade = [decided(module, place) for module in (domain.people, *domain.always)]
    orders = [each.module for each in domain.sometimes if type(each.module).__name__ in ("Orders", "Bookings")]
    yield build(frame, domain, trade)
    for sometimes in domain.sometimes:
        extra = decided(sometimes.module, place)
        try:
            yield build(frame, domain, [*trade, extra])
        except WorldError:  # what it needs comes from an option or from another module that is only sometimes there
            others = [decided(module, 0) for module in (domain.people, *domain.always, *orders)]
            yield build(frame, domain, [*others, extra])


def database(world: World) -> apsw.Connection:
    """The world's tables, with the clock that the runtime adds, and string literals in single quotes only."""
    connection = apsw.Connection(":memory:")
    connection.config(apsw.SQLITE_DBCONFIG_DQS_DML, 0)
    connection.create_scalar_function("now", lambda: world.now, 0)
    for table in tables_of(world):
        for statement in table.ddl:
            connection.execute(statement)
    return connection


def statements(tool: Tool) -> Iterator[str]:
    for step in tool.steps:
        yield sql_of(step)
    returns = tool.returns
    if not isinstance(returns, dict) and returns is not None:
        yield returns.sql


def sql_of(step: Statement) -> str:
    if isinstance(step, Require):
        return step.require
    return step.read if isinstance(step, Read) else step.write


def prepares(connection: apsw.Connection, sql: str) -> None:
    names = set(re.findall(r":([a-z_][a-z0-9_]*)", sql))
    connection.execute(f"EXPLAIN {sql}", dict.fromkeys(names))


@every_domain
@pytest.mark.parametrize("place", [0, -1], ids=["first options", "last options"])
def test_tables_are_created_and_every_statement_prepares(domain: Domain, place: int) -> None:
    for world in worlds(domain, place):
        connection = database(world)
        for tool in (*tools_of(world), *backstage_tools_of(world)):
            for sql in statements(tool):
                prepares(connection, sql)


@every_domain
def test_rows_of_things_go_into_their_tables(domain: Domain) -> None:
    for world in worlds(domain, 0):
        connection = database(world)
        for entity in world.entities.values():
            if entity.things is None:
                continue
            columns = [entity.name_column, *(one.name for one in entity.things.fields)]
            held = {row[1]: row for row in connection.execute(f"PRAGMA table_info({entity.table})")}
            assert set(columns) <= set(held), entity.role
            for place, one in enumerate(entity.things.with_values(), start=1):
                if one.meaning == "category":
                    allowed = entity.field(one.name).values
                    assert {row[place] for row in entity.things.rows} <= set(allowed), (entity.role, one.name)


@every_domain
def test_nouns_are_in_the_number_that_they_claim(domain: Domain) -> None:
    for world in worlds(domain, 0):
        for entity in world.entities.values():
            singular, plural = entity.noun.singular, entity.noun.plural
            inflected, of, rest = singular.partition(" of ")
            assert plural == OUT_OF_RULE.get(singular, pluralise(inflected) + of + rest), (singular, plural)
            assert plural != singular, entity.role
            assert singularise(inflected) == inflected, singular


@every_domain
def test_a_composition_has_the_size_that_is_asked_for(domain: Domain) -> None:
    for seed in range(3):
        world = composed(domain.name, seed)
        assert 17 <= len(world.entities) <= 21
        assert 32 <= len(tools_of(world)) <= 40


@every_domain
def test_two_seeds_give_two_businesses(domain: Domain) -> None:
    shapes = {(world.organisation, *sorted(world.entities), *sorted(world.actions))
              for world in (composed(domain.name, seed) for seed in range(3))}  # fmt: skip
    assert len(shapes) > 1


@cache
def composed(name: str, seed: int) -> World:
    return compose(all_domains()[name], name, random.Random(seed), Size())


def test_about_half_of_the_domains_are_a_customers() -> None:
    customers = sum(domain.persona == "customer" for domain in all_domains().values())
    assert 0.4 <= customers / len(all_domains()) <= 0.6


def test_every_shelf_of_the_seed_list_has_a_domain() -> None:
    assert len({domain.category for domain in all_domains().values()}) == 20
