"""Read the tables off a world: DDL, and what tables and columns mean.

In:  a settled `World`.
Out: `Table` records in an order in which foreign keys only point back.
"""

import re
from collections.abc import Mapping
from graphlib import TopologicalSorter

from authors.procedural.language import capitalised
from authors.procedural.model import Entity, Field
from authors.procedural.world import SLOT, World, WorldError
from schemas import Column, Invariant, Noun, Table

FIRST_TABLE = re.compile(r"\bFROM (\w+)")


def tables_of(world: World) -> list[Table]:
    """All tables, those that are referred to before those that refer."""
    promised = _promised(world)
    return [_table(world, world.entities[role], promised) for role in in_order(world)]


def _promised(world: World) -> dict[str, list[Invariant]]:
    """The modules' invariants, by the first table that they read."""
    found: dict[str, list[Invariant]] = {entity.table: [] for entity in world.entities.values()}
    for name, sql in world.invariants.items():
        first = FIRST_TABLE.search(sql)
        if first is None or first[1] not in found:
            raise WorldError(f"the invariant “{name}” is of no table")
        found[first[1]].append(Invariant(name=name, sql=sql))
    return found


def in_order(world: World) -> list[str]:
    """Roles of the entities, referred ones first, else as declared. Raises CycleError where they refer in a circle."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for entity in world.entities.values():
        others = [each.of for each in entity.of_meaning("reference") if each.of != entity.role]
        sorter.add(entity.role, *others)
    position = {role: number for number, role in enumerate(world.entities)}
    sorter.prepare()
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=position.__getitem__)
        order += ready
        sorter.done(*ready)
    return order


def _table(world: World, entity: Entity, promised: Mapping[str, list[Invariant]]) -> Table:
    columns = ["id INTEGER PRIMARY KEY", *(_column_ddl(world, entity, each) for each in entity.fields)]
    body = ",\n  ".join(columns)
    indexes = [
        f"CREATE INDEX {entity.table}_{each.name} ON {entity.table} ({each.name})"
        for each in entity.of_meaning("reference")
    ]
    return Table(
        name=entity.table,
        ddl=[f"CREATE TABLE {entity.table} (\n  {body}\n) STRICT", *indexes],
        description=capitalised(f"{entity.noun.plural} of {world.organisation}."),
        noun=Noun(singular=entity.noun.singular, plural=entity.noun.plural),
        naming=[_in_columns(world, entity, template) for template in entity.naming],
        columns=[Column(name="id", meaning="key"), *(_meaning(world, entity, each) for each in entity.fields)],
        invariants=promised[entity.table],
    )


def _column_ddl(world: World, entity: Entity, one: Field) -> str:
    parts = [one.name, one.sql_type]
    if not one.optional:
        parts.append("NOT NULL")
    if one.unique:
        parts.append("UNIQUE")
    if one.meaning == "reference":
        parts.append(f"REFERENCES {world.referenced(entity, one).table} (id)")
    if one.meaning in ("category", "state"):
        listed = ", ".join("'" + value.replace("'", "''") + "'" for value in one.values)
        parts.append(f"CHECK ({one.name} IN ({listed}))")
    if one.meaning in ("quantity", "money"):
        parts.append(f"CHECK ({one.name} >= 0)")
    if one.meaning == "flag":
        parts.append(f"CHECK ({one.name} IN (0, 1))")
    return " ".join(parts)


def _meaning(world: World, entity: Entity, one: Field) -> Column:
    return Column(
        name=one.name,
        meaning="text" if one.meaning == "contact" else one.meaning,
        label=one.said,
        references=world.referenced(entity, one).table if one.meaning == "reference" else None,
        unit=one.unit or None,
        values=list(one.values) or None,
        transitions=list(one.moves) if one.meaning == "state" else None,
    )


def _in_columns(world: World, entity: Entity, template: str) -> str:
    """A naming template with roles replaced by the columns that refer to them."""

    def column(role: str) -> str:
        found = world.reference_to(entity, role)
        return found.name if found else role

    return SLOT.sub(lambda slot: "{" + column(slot[1]) + "}", template)
