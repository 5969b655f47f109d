"""One business in the making: what its modules declared, and the SQL fragments that they share.

In:  a scenario, a persona, modules that declare entities and actions.
Out: a `World` that tables, tools, rows and tasks are read off.
Never here: randomness, rows, or anything about one particular module.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from authors.procedural.language import Noun
from authors.procedural.model import Action, Entity, Field, Hook, Param, Report, Situation, Statement
from schemas import ErrorKind, Read, Require, Write

if TYPE_CHECKING:
    from authors.procedural.rules import Rule

Persona = Literal["customer", "staff"]
Audience = Literal["staff", "customer", "both", "nobody"]

SLOT = re.compile(r"\{([a-z_.0-9]+)(?::(\w+))?\}")
"""`{name}` or `{name:form}` in templates of names, phrases and leads."""


class WorldError(ValueError):
    """Two modules do not fit together: a builder's mistake, named with both sides."""


@dataclass
class World:
    """What the modules of one environment declared.

    `persona` says who user 1 is: row 1 of the party's table, or row 1 of the staff's.
    """

    name: str
    organisation: str
    persona: Persona
    now: str
    entities: dict[str, Entity] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    situations: list[Situation] = field(default_factory=list)
    leads: tuple[str, ...] = ()
    """Ways to begin a request that only this place hears."""
    invariants: dict[str, str] = field(default_factory=dict)
    """Name to a SELECT that yields the rows which break it."""
    rules: list["Rule"] = field(default_factory=list)
    """What goes only so at this kind of place; the tools see to it."""
    mine_values: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    """Columns of people of which user 1, a customer, has one of these values."""
    hooks: dict[str, list[Hook]] = field(default_factory=dict)

    # ---- declaring -------------------------------------------------------------------------------------------

    def add(self, entity: Entity) -> Entity:
        """Take an entity in. Raises WorldError where its role or its table is taken."""
        for other in self.entities.values():
            if other.role == entity.role or other.table == entity.table:
                raise WorldError(f"{entity.role} ({entity.table}) clashes with {other.role} ({other.table})")
        self.entities[entity.role] = entity
        return entity

    def has_noun(self, one: Noun) -> bool:
        """Whether a table of this noun exists already."""
        return any(entity.noun.plural == one.plural for entity in self.entities.values())

    def settle(self) -> None:
        """Name the reference columns, which were left open until every noun was known."""
        for entity in self.entities.values():
            entity.fields = [
                replace(each, name=self.referenced(entity, each).key) if not each.name else each
                for each in entity.fields
            ]
            names = [each.name for each in entity.fields]
            if len(set(names)) < len(names):
                raise WorldError(f"{entity.role} has a column twice: {names}")
            if entity.owned:
                owner = self.reference_to(entity, "party")
                if owner is None:
                    raise WorldError(f"{entity.role} is owned but does not refer to the party")
                entity.owner = owner.name

    def offering(self, capability: str) -> list[Entity]:
        """The entities that offer a capability, in order of declaration."""
        return [entity for entity in self.entities.values() if capability in entity.offers]

    @property
    def party(self) -> Entity:
        """The customers, members, patients: the other side of the counter."""
        return self.entities["party"]

    @property
    def staff(self) -> Entity:
        """The people who work there; only in the staff's persona."""
        return self.entities["staff"]

    @property
    def for_customer(self) -> bool:
        return self.persona == "customer"

    def listen(self, topic: str, hook: Hook) -> None:
        """Answer a question or react to an event ("free:boat" for one role of thing)."""
        self.hooks.setdefault(topic, []).append(hook)

    def ask(self, question: str, **values: str) -> list[Statement]:
        """What all listeners of a question put before the writes."""
        return [step for hook in self.hooks.get(question, []) for step in hook(**values)]

    tell = ask
    """The same for an event: what its listeners put after the writes."""

    def act(self, action: Action) -> Action:
        """Take an action in. Raises WorldError where its name is taken."""
        if action.name in self.actions or action.name in self.reports:
            raise WorldError(f"two tools are called {action.name}")
        self.actions[action.name] = action
        return action

    def report(self, report: Report) -> Report:
        """Take a report in. Raises WorldError where its name is taken."""
        if report.name in self.actions or report.name in self.reports:
            raise WorldError(f"two tools are called {report.name}")
        self.reports[report.name] = report
        return report

    def hide(self, name: str) -> None:
        """Take an action from user 1; it goes on happening backstage."""
        action = self.actions[name]
        self.actions[name] = replace(action, audience="nobody", by_party=self.own(action.audience))

    def visible(self, audience: Audience) -> bool:
        """Whether user 1 may call what is meant for this audience."""
        return audience in ("both", self.persona)

    # ---- the fragments that modules share ----------------------------------------------------------------------

    def own(self, audience: Audience = "both") -> bool:
        """Whether the party of such an action is user 1 and so no argument."""
        return self.for_customer and self.visible(audience)

    def party_value(self, audience: Audience = "both") -> str:
        """The party in SQL: the signed-in user, or the argument."""
        return ":user_id" if self.own(audience) else f":{self.party.key}"

    def party_param(self, audience: Audience = "both", active: bool = True) -> tuple[Param, ...]:
        """The party as an argument; nothing where it is user 1."""
        if self.own(audience):
            return ()
        where = "status = 'active'" if active and any(each.name == "status" for each in self.party.fields) else "1"
        pick = f"SELECT id FROM {self.party.table} WHERE {where} ORDER BY id"
        return (Param(self.party.key, "reference", f"The {self.party.noun}", of="party", pick=pick),)

    def party_exists(self, audience: Audience = "both") -> list[Statement]:
        """The party must exist; nothing where it is user 1."""
        return [] if self.own(audience) else [self.exists(self.party)]

    def may_act(self, audience: Audience = "both") -> list[Statement]:
        """The party exists and may start something new."""
        return [*self.party_exists(audience), *self.ask("may_act", party=self.party_value(audience))]

    def exists(self, entity: Entity, param: str = "") -> Require:
        """A row of this id must exist."""
        param = param or entity.key
        listing = f" {self.search_name(entity)} lists them." if self.searchable(entity) else ""
        return Require(
            require=f"SELECT EXISTS (SELECT 1 FROM {entity.table} WHERE id = :{param})",
            kind="not_found",
            message=f"No {entity.noun} has the id {{{param}}}.{listing}",
        )

    def found(self, entity: Entity, audience: Audience = "both", binding: str = "found") -> list[Statement]:
        """The row must exist and, for a customer, be their own; its columns are bound: `:found_status`."""
        columns = ", ".join(each.name for each in entity.fields)
        steps: list[Statement] = [
            self.exists(entity),
            Read(read=f"SELECT {columns} FROM {entity.table} WHERE id = :{entity.key}", bound_to=binding),
        ]
        if entity.owner and self.own(audience):
            steps.append(
                Require(
                    require=f"SELECT :{binding}_{entity.owner} = :user_id",
                    kind="forbidden",
                    message=f"This {entity.noun} belongs to another {self.party.noun}.",
                )
            )
        return steps

    def in_state(self, entity: Entity, *states: str, binding: str = "found") -> Require:
        """The bound row must be in one of these states; the message says which one it is in."""
        assert entity.status is not None
        listed = ", ".join(f"'{each}'" for each in states)
        bound = f"{binding}_{entity.status.name}"
        return Require(
            require=f"SELECT :{bound} IN ({listed})",
            kind="conflict",
            message=f"This {entity.noun} is {{{bound}}}; it would have to be {' or '.join(states)}.",
        )

    def pick(self, entity: Entity, where: str = "1", audience: Audience = "both") -> str:
        """Plausible ids of an entity in the present state, a customer's own where that matters."""
        own = f" AND {entity.owner} = :user_id" if entity.owner and self.own(audience) else ""
        return f"SELECT id FROM {entity.table} WHERE {where}{own} ORDER BY id"

    def row_param(self, entity: Entity, where: str = "1", audience: Audience = "both", **more: Any) -> Param:
        """A row of an entity as an argument."""
        pick = self.pick(entity, where, audience)
        return Param(entity.key, "reference", f"The {entity.noun}", of=entity.role, pick=pick, **more)

    def not_past(self, param: str = "start_on") -> Require:
        """A date argument must be today or later."""
        return Require(
            require=f"SELECT :{param} >= date(now())",
            kind="invalid",
            message=f"{param} must be today or later, and {{{param}}} is past.",
        )

    def require(self, sql: str, message: str, kind: ErrorKind = "conflict") -> Require:
        return Require(require=sql, kind=kind, message=message)

    def insert(self, entity: Entity, binding: str = "new", **values: str) -> Write:
        """An INSERT of SQL expressions, whose id is bound: `:new_id`. State defaults to where it starts."""
        status = entity.status
        if status and status.name not in values:
            values[status.name] = f"'{status.values[0]}'"
        unknown = set(values) - {each.name for each in entity.fields}
        if unknown:
            raise WorldError(f"{entity.role} has no columns {sorted(unknown)}")
        columns, expressions = ", ".join(values), ", ".join(values.values())
        returning = " RETURNING id" if binding else ""
        sql = f"INSERT INTO {entity.table} ({columns}) VALUES ({expressions}){returning}"
        return Write(write=sql, bound_to=binding or None)

    def update(self, entity: Entity, where: str = "", **values: str) -> Write:
        """An UPDATE of one row, by its argument unless `where` says otherwise."""
        changes = ", ".join(f"{column} = {expression}" for column, expression in values.items())
        return Write(write=f"UPDATE {entity.table} SET {changes} WHERE {where or f'id = :{entity.key}'}")

    # ---- what the tools will be called --------------------------------------------------------------------------

    def mine(self, entity: Entity) -> bool:
        """Whether user 1 sees only their own rows of it."""
        return self.for_customer and bool(entity.owner)

    def searchable(self, entity: Entity) -> bool:
        """Whether user 1 has a search over it."""
        if entity.part_of or (self.for_customer and entity.backstage):
            return False
        return not (self.for_customer and entity.role == "party")

    def gettable(self, entity: Entity) -> bool:
        """Whether user 1 can look at one row with its parts."""
        return self.searchable(entity) and (entity.detailed or bool(self.parts(entity)))

    def parts(self, entity: Entity) -> list[Entity]:
        """The entities whose rows are listed inside this one's."""
        return [part for part in self.entities.values() if part.part_of == entity.role]

    def search_name(self, entity: Entity) -> str:
        """The name of the tool that lists its rows."""
        if self.mine(entity):
            return f"list_my_{entity.words}"
        return f"search_{entity.words}" if entity.name_column else f"list_{entity.words}"

    def get_name(self, entity: Entity) -> str:
        """The name of the tool that shows one row."""
        return f"get_{entity.word}"

    # ---- reading -----------------------------------------------------------------------------------------------

    def referenced(self, entity: Entity, one: Field) -> Entity:
        """The entity that a reference field points to. Raises WorldError where nothing has that role."""
        if one.of not in self.entities:
            raise WorldError(f"{entity.role}.{one.name} refers to {one.of}, which no module declared")
        return self.entities[one.of]

    def reference_to(self, entity: Entity, role: str) -> Field | None:
        """The field of an entity that refers to a role."""
        return next((each for each in entity.fields if each.meaning == "reference" and each.of == role), None)

    def columns_selected(self, entity: Entity, alias: str = "x") -> tuple[list[str], list[str]]:
        """The columns of a row as tools show it, with the names of what it refers to, and the joins they need."""
        columns, joins = [f"{alias}.id AS {entity.key}"], []
        for number, each in enumerate(entity.fields, start=1):
            columns.append(f"{alias}.{each.name}")
            if each.meaning != "reference":
                continue
            other = self.referenced(entity, each)
            if other.name_column:
                joins.append(f"LEFT JOIN {other.table} r{number} ON r{number}.id = {alias}.{each.name}")
                columns.append(f"r{number}.{other.name_column} AS {shown_name(each)}")
        return columns, joins

    def row_of(self, entity: Entity, identifier: str = "") -> str:
        """The SELECT of one row as tools show it; `identifier` is an SQL expression, the argument by default."""
        columns, joins = self.columns_selected(entity)
        return (
            f"SELECT {', '.join(columns)} FROM {entity.table} x {' '.join(joins)} "
            f"WHERE x.id = {identifier or ':' + entity.key}"
        ).replace("  ", " ")

    def tools_of(self, kind: Literal["actions", "reports"]) -> Iterator[Action | Report]:
        """The actions or reports that user 1 has."""
        for each in (self.actions if kind == "actions" else self.reports).values():
            if self.visible(each.audience):
                yield each


def shown_name(one: Field) -> str:
    """The result column that carries the name of what a reference points to: `boat_id` has `boat_name`."""
    return f"{one.name.removesuffix('_id')}_name"
