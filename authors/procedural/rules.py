"""Rules of their own: what goes only so at one kind of place, and how its tools see to it.

In:  a built world, the rules of its domain.
Out: requirements in the tools that make or change the rows concerned; sentences in their descriptions; invariants.
Never here: any particular rule; those stand in the domains.

A rule is a condition over the row that is made and over the rows that it refers to. It is checked on the row itself, at
the end of the call, so that it does not matter which tool made it or by which route it came to be as it is.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

from authors.procedural.language import number_words
from authors.procedural.model import Action, Entity, Field
from authors.procedural.world import World, WorldError
from schemas import Require, Write

COLUMN = re.compile(r"\{([a-z_.]+)\.([a-z_0-9]+)\}")
"""`{thing.slip.length_ft}`: a column of the row made, or of one that it refers to, by role."""
NAMED = re.compile(r"\{(table|key):([a-z_.]+)\}")
"""`{table:project}`, `{key:party}`: the table of a role, and the column by which others refer to it."""

USUAL_LIMIT = 4
"""How many of one thing anybody may have at once, where a place has no rule of its own."""
COUNTABLE = frozenset({"booking", "appointment", "rsvp", "enrolment", "project", "order"})
"""Roles of what that may be."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing that is only so at one kind of place."""

    says: str
    """A sentence for the tools' descriptions: "A slip must be at least as long as the boat."."""
    made: str
    """The role of the rows that it is about: "booking.slip"."""
    holds: str
    """SQL over `{role.column}` of the row made (`x`) and of what it refers to, also through other rows."""
    refusal: str
    """What somebody is told whose call would break it. No placeholders."""
    asked: str
    """Ends a request: "if it is long enough for {whose} boat". `{whose}`, `{have}` (with "have" or "has") and `{am}`
    stand for the person."""
    party: tuple[Field, ...] = ()
    """Columns of people that only this rule needs."""
    mine: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """Values that user 1 may have in columns of people, so that the rule both holds and trips for them."""
    lasting: bool = True
    """Whether it holds of a row for as long as the row is there, and so is an invariant."""
    counts: bool = False
    """Whether it limits how many somebody has: history lets one person reach that."""

    @property
    def roles(self) -> frozenset[str]:
        """The roles of whose columns it speaks."""
        return frozenset(match[1] for match in COLUMN.finditer(self.holds))


def at_most(made: str, most: int, live: Sequence[str], *, says: str, refusal: str, asked: str) -> Rule:
    """Nobody has more than so many rows of a kind in these states at once."""
    states = ", ".join(f"'{state}'" for state in live)
    theirs = "o.{key:party} = x.{key:party}"
    holds = f"(SELECT count(*) FROM {{table:{made}}} o WHERE {theirs} AND o.status IN ({states})) <= {most}"
    return Rule(says=says, made=made, holds=holds, refusal=refusal, asked=asked, lasting=False, counts=True)


def never_on(made: str, column: str, weekday: int, *, says: str, refusal: str, asked: str) -> Rule:
    """A day that is none of the week's day `weekday` (Sunday is 0)."""
    holds = f"strftime('%w', {{{made}.{column}}}) <> '{weekday}'"
    return Rule(says=says, made=made, holds=holds, refusal=refusal, asked=asked)


def add_columns(world: World, rules: Sequence[Rule] | None) -> None:
    """Give people the columns that the rules compare. Called once all entities are declared."""
    if "party" not in world.entities:
        return
    party = world.party
    known = {each.name for each in party.fields}
    place = next((number for number, each in enumerate(party.fields) if each.name == "joined_on"), len(party.fields))
    for rule in rules or ():
        if rule.made in world.entities:
            party.fields[place:place] = [each for each in rule.party if each.name not in known]
            known |= {each.name for each in rule.party}
            world.mine_values.update(rule.mine)


def enforce(world: World, rules: Sequence[Rule] | None) -> None:
    """Put the rules that concern this world into its tools and invariants; where none is known, a usual limit."""
    for rule in _usual(world) if rules is None else [rule for rule in rules if _concerns(world, rule)]:
        _enforce(world, rule)
        world.rules.append(rule)


def _usual(world: World) -> list[Rule]:
    """A limit to how many of the first thing that people can have they have at once."""
    for action in world.actions.values():
        made = world.entities[action.entity]
        if action.does != "create" or made.role.partition(".")[0] not in COUNTABLE or not _inserts(action, made):
            continue
        some, many = number_words(USUAL_LIMIT), f"{made.say_state(made.live)} {made.noun.plural}"
        return [
            at_most(
                made.role,
                USUAL_LIMIT,
                (made.live,),
                says=f"Nobody has more than {some} {many} at a time.",
                refusal=f"There are {some} {many} already, which is as many as anybody may have.",
                asked=f"if {{have}} fewer than {some} {many}",
            )
        ]
    return []


def _concerns(world: World, rule: Rule) -> bool:
    """Whether everything that a rule speaks of is there: modules that a place has only sometimes bring some of it."""
    roles = {rule.made, *(match[2] for match in NAMED.finditer(rule.holds))}
    columns = {(match[1], match[2]) for match in COLUMN.finditer(rule.holds)}
    if not roles | {role for role, _ in columns} <= set(world.entities):
        return False
    return all(name in {each.name for each in world.entities[role].fields} for role, name in columns)


def _enforce(world: World, rule: Rule) -> None:
    made = world.entities[rule.made]
    source, condition, watched = _compiled(world, rule, made)
    for name, action in world.actions.items():
        if action.entity != made.role:
            continue
        if action.does == "create" and _inserts(action, made):
            row = f"(SELECT max(id) FROM {made.table})"
        elif _can_break(action, made, watched):
            row = f":{made.key}"
        else:
            continue
        require = Require(
            require=f"SELECT {condition} FROM {source} WHERE x.id = {row}", kind="conflict", message=rule.refusal
        )
        crowd = (_person(world, action),) if rule.counts and action.does == "create" else ()
        world.actions[name] = replace(
            action,
            steps=(*action.steps, require),
            description=f"{action.description} {rule.says}",
            rush=tuple(dict.fromkeys((*action.rush, *crowd))),
            kept=action.does == "create",
        )
    if rule.lasting:
        world.invariants[rule.says] = f"SELECT x.id FROM {source} WHERE NOT ({condition})"


def _compiled(world: World, rule: Rule, made: Entity) -> tuple[str, str, dict[str, set[str]]]:
    """The FROM clause, the condition over its aliases, and the columns of the row made that it depends on, each with
    the roles that are read by way of it."""
    joins = {made.role: "x"}
    source = f"{made.table} x"
    watched: dict[str, set[str]] = {}

    def alias_of(role: str) -> str:
        nonlocal source
        if role != made.role:
            path = _path(world, made, role)
            watched.setdefault(path[0][1].name, set()).add(role)
            for holder, link in path:
                if link.of not in joins:
                    joins[link.of] = f"j{len(joins)}"
                    table, alias = world.entities[link.of].table, joins[link.of]
                    source += f" JOIN {table} {alias} ON {alias}.id = {joins[holder]}.{link.name}"
        return joins[role]

    def column(match: "re.Match[str]") -> str:
        role, name = match[1], match[2]
        world.entities[role].field(name)
        if role == made.role:
            watched.setdefault(name, set()).add(role)
        return f"{alias_of(role)}.{name}"

    def named(match: "re.Match[str]") -> str:
        entity = world.entities[match[2]]
        return entity.table if match[1] == "table" else entity.key

    condition = NAMED.sub(named, COLUMN.sub(column, rule.holds))
    return source, condition, watched


def _path(world: World, made: Entity, role: str) -> list[tuple[str, Field]]:
    """References that lead from the row made to a role, the shortest way.

    Raises:
        WorldError: none does.
    """
    ways: list[tuple[Entity, list[tuple[str, Field]]]] = [(made, [])]
    seen = {made.role}
    while ways:
        entity, path = ways.pop(0)
        for link in entity.of_meaning("reference"):
            longer = [*path, (entity.role, link)]
            if link.of == role:
                return longer
            if link.of not in seen and link.of in world.entities:
                seen.add(link.of)
                ways.append((world.entities[link.of], longer))
    raise WorldError(f"a rule of {made.role} speaks of {role}, to which it does not refer")


def _person(world: World, action: Action) -> str:
    """What is held while somebody reaches a limit: the argument that names them, or who calls."""
    key = world.party.key
    return key if any(each.name == key for each in action.params) else "user_id"


def _inserts(action: Action, made: Entity) -> bool:
    start = f"INSERT INTO {made.table} ("
    return any(isinstance(step, Write) and step.write.startswith(start) for step in action.steps)


def _can_break(action: Action, made: Entity, watched: Mapping[str, Set[str]]) -> bool:
    """Whether an action on one row of them sets a column by way of which the rule reads more than what it keeps."""
    columns = {column for column, roles in watched.items() if not roles <= set(action.keeps)}
    return _changes(action, made, columns) and any(each.name == made.key for each in action.params)


def _changes(action: Action, made: Entity, watched: set[str]) -> bool:
    """Whether an action sets one of the columns that the rule depends on."""
    for step in action.steps:
        if isinstance(step, Write) and step.write.startswith(f"UPDATE {made.table} SET "):
            changes = step.write.partition(" SET ")[2].partition(" WHERE ")[0]
            if any(re.search(rf"(?:^|, ){re.escape(name)} = ", changes) for name in watched):
                return True
    return False
