"""Maintenance: work orders that take a thing out of use for some days.

Needs maintainable (a thing). Answers free (the thing is not being worked on). Asks held, free. Tells repaired.
In the customer's persona all of it happens backstage: only its effect on what is free is seen.
"""

from dataclasses import dataclass
from typing import ClassVar

from authors.procedural.language import Noun, a, noun
from authors.procedural.model import (
    Action,
    Entity,
    Field,
    Param,
    Situation,
    Statement,
    Told,
    amount,
    category,
    day,
    prose,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.modules.fragments import all_hold, coming_days, held_by_nobody
from authors.procedural.modules.joint_texts import fitting_text
from authors.procedural.world import World

PRIORITIES = ("routine", "urgent")
"""The usual, which nobody says, and what is said."""
SOON = 4
"""Days from now within which work that starts may be urgent."""


@dataclass(frozen=True, kw_only=True)
class Maintenance(Module):
    """Work on the things that others use, planned so that nobody's use is disturbed."""

    OPTIONS = {
        "priority": (True, False),
        "cost": (True, False),
        "description": (True, False),
        "follow_up": ("postpone", "reassign", "both"),
    }
    NEEDS: ClassVar[tuple[str, ...]] = ("maintainable",)

    order: Noun = noun("work order")
    kinds: tuple[tuple[str, tuple[str, ...]], ...]
    """Kinds of work, each with what is done then, in complete sentences."""
    longest: int = 3
    """Days that a piece of work takes at most."""
    on: str = "on"
    """Between the work and its thing: "a repair job on the Kite", "in the Loft"."""

    def declare(self, world: World) -> None:
        world.add(Entity(
            "work_order", self.order, [], owned=False, live="scheduled", backstage=world.for_customer,
            naming=(f"the {{noun}} {self.on} {{maintained}}", f"the {self._of_kind} {self.on} {{maintained}}",
                    f"the {self._of_kind} {self.on} {{maintained}} from {{start_on}}"),
        ))  # fmt: skip

    def connect(self, world: World) -> None:
        thing, order = self._thing(world), world.entities["work_order"]
        order.naming = tuple(template.replace("maintained", thing.role) for template in order.naming)
        order.fields = [*self._fields(world, thing)]
        world.listen(f"free:{thing.role}", lambda thing, start, end: [world.require(
            f"SELECT NOT {self._worked_on(world, thing, start, end)}",
            f"There is {a(self.order.singular)} on this {self._thing(world).noun} for some of those days.",
        )])  # fmt: skip

    def build(self, world: World) -> None:
        self._schedule(world)
        if self.options["follow_up"] in ("postpone", "both"):
            self._postpone(world)
        if self.options["follow_up"] in ("reassign", "both") and not world.for_customer:
            self._reassign(world)
        self._complete(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _fields(self, world: World, thing: Entity) -> list[Field]:
        fields = [reference(thing.role), category("kind", tuple(kind for kind, _ in self.kinds), "kind of work")]
        if self.options["priority"]:
            fields.append(category("priority", PRIORITIES))
        if not world.for_customer:
            fields.append(reference("staff", label="person in charge"))
        if self.options["description"]:
            fields.append(prose("description"))
        fields += [day("start_on", "start date", filter=True), day("end_on", "end date")]
        if self.options["cost"]:
            fields.append(amount("cost_cents", "cost"))
        return [*fields, state("scheduled>done")]

    def _thing(self, world: World) -> Entity:
        """The trade's own things go first, which have the plain role: rooms before their bicycles."""
        return min(world.offering("maintainable"), key=lambda each: "." in each.role)

    @property
    def _of_kind(self) -> str:
        """A "plumbing repair job", but a "garage job for tyres": a plural does not stand before a noun."""
        plural = any(kind.endswith("s") and not kind.endswith("ics") for kind, _ in self.kinds)
        return "{noun} for {kind}" if plural else "{kind} {noun}"

    def _worked_on(self, world: World, thing: str, start: str, end: str, but: str = "0") -> str:
        table, key = world.entities["work_order"].table, self._thing(world).key
        return (
            f"EXISTS (SELECT 1 FROM {table} job WHERE job.{key} = {thing} AND job.id <> {but} "
            f"AND job.status = 'scheduled' AND job.start_on < {end} AND job.end_on > {start})"
        )

    def _out_of_use(self, world: World, thing: str, start: str, end: str, but: str = "0") -> list[Statement]:
        """Nobody holds the thing in a span of days, and no other work is planned on it."""
        said = self._thing(world).noun
        return [
            *held_by_nobody(world, self._thing(world), thing, start, end),
            world.require(f"SELECT NOT {self._worked_on(world, thing, start, end, but)}",
                          f"There is {a(self.order.singular)} on this {said} for some of those days already."),
        ]  # fmt: skip

    def _start(self, world: World, thing: str, days: str, but: str, *depends: str) -> Param:
        """A day from which the thing could be taken out of use."""
        steps = self._out_of_use(world, thing, "day", f"date(day, '+' || {days} || ' days')", but)
        return Param("start_on", "date", "First day (YYYY-MM-DD)", depends=depends,
                     pick=f"{coming_days(20)} SELECT day FROM days WHERE {all_hold(steps)} ORDER BY day")  # fmt: skip

    # ---- what is done ------------------------------------------------------------------------------------------

    def _schedule(self, world: World) -> None:
        thing, order = self._thing(world), world.entities["work_order"]
        end = "date(:start_on, '+' || :days || ' days')"
        days = Param("days", "quantity", "Number of days that it takes", low=1, high=self.longest, unit=noun("day"))
        params = [world.row_param(thing, f"status = '{thing.live}'" if thing.status else "1"), *self._details(world),
                  days, self._start(world, f":{thing.key}", ":days", "0", thing.key, "days")]  # fmt: skip
        columns = {thing.key: f":{thing.key}", "start_on": ":start_on", "end_on": end,
                   **{param.name: f":{param.name}" for param in self._details(world)}}  # fmt: skip
        by, note = "", ": {description}" if self.options["description"] else ""
        steps: list[Statement] = [world.exists(thing), world.not_past()]
        if not world.for_customer:
            staff = world.staff
            params.insert(2, world.row_param(staff))
            columns[staff.key] = f":{staff.key}"
            steps.insert(1, world.exists(staff))
            steps += world.ask("may_work", who=f":{staff.key}", start=":start_on", end=end)
            by = f", to be done by {{{staff.key}}}"
        if self.options["priority"]:
            params.append(Param("priority", "category", "How urgent it is, routine unless given", values=PRIORITIES, optional=True,
                                pick=f"SELECT 'urgent' WHERE :start_on <= date(now(), '+{SOON} days')", depends=("start_on",)))  # fmt: skip
            columns["priority"] = "coalesce(:priority, 'routine')"
        if self.options["cost"]:
            columns["cost_cents"] = "0"
        world.act(Action(
            f"schedule_{order.word}",
            f"Take {a(thing.noun.singular)} out of use for some days of work, if nobody has it then.",
            params=tuple(params),
            steps=(*steps, *self._out_of_use(world, f":{thing.key}", ":start_on", end), world.insert(order, **columns)),
            returns=world.row_of(order, ":new_id"),
            phrases=tuple(f"schedule {what} {self.on} {{{thing.key}}} {when}{by}{note}" for what in self._said() for when in
                          ("from {start_on} for {days}", "for {days} from {start_on}")),
            entity="work_order", does="create", intents=frozenset({"schedule", "maintain"}), audience="staff", rate=0.9,
            weight=1.2, told=(Told("end_on", "the day it ends", "date"),), chosen=thing.key,
        ))  # fmt: skip

    def _said(self) -> tuple[str, ...]:
        """The work with its article, as people say it where it is urgent and where it is not."""
        kind_first = self._of_kind.startswith("{kind}")
        plain = f"{{kind:a}} {self.order}" if kind_first else f"{a(self.order.singular)} for {{kind}}"
        if not self.options["priority"]:
            return (plain,)
        urgent = f"{{priority:a}} {{kind}} {self.order}" if kind_first else f"{{priority:a}} {self.order} for {{kind}}"
        return plain, urgent

    def _details(self, world: World) -> list[Param]:
        """What is said about the work: its kind and, by option, what exactly is done."""
        kinds = tuple(kind for kind, _ in self.kinds)
        params = [Param("kind", "category", "Kind of work", values=kinds)]
        if self.options["description"]:
            pairs = [(kind, text) for kind, texts in self.kinds for text in texts]
            params.append(fitting_text("description", "What is to be done", pairs, ":kind", "kind"))
        return params

    def _postpone(self, world: World) -> None:
        thing, order = self._thing(world), world.entities["work_order"]
        row = f":{order.key}"
        of_row = f"FROM {order.table} WHERE id = {row}"
        length = "(julianday(:found_end_on) - julianday(:found_start_on))"
        end = f"date(:start_on, '+' || {length} || ' days')"
        start = self._start(world, f"(SELECT {thing.key} {of_row})",
                            f"(SELECT julianday(end_on) - julianday(start_on) {of_row})", row, order.key)  # fmt: skip
        world.act(Action(
            f"postpone_{order.word}", f"Move {a(order.noun.singular)} that is not done to other days; it takes as long as before.",
            params=(world.row_param(order, "status = 'scheduled'", "staff"), start),
            steps=(*world.found(order, audience="staff"), world.in_state(order, "scheduled"), world.not_past(),
                   world.require("SELECT :found_start_on <> :start_on", f"The {order.noun} starts on that day already."),
                   *self._out_of_use(world, f":found_{thing.key}", ":start_on", end, row),
                   world.update(order, start_on=":start_on", end_on=end)),
            returns=world.row_of(order),
            phrases=(f"move {{{order.key}}} to {{start_on}}", f"put {{{order.key}}} off until {{start_on}}"),
            entity="work_order", intents=frozenset({"move", "postpone"}), audience="staff", rate=0.12,
            told=(Told("end_on", "the day it now ends", "date"),),
        ))  # fmt: skip

    def _reassign(self, world: World) -> None:
        order, staff = world.entities["work_order"], world.staff
        theirs = f"(SELECT {staff.key} FROM {order.table} WHERE id = :{order.key})"
        world.act(Action(
            f"reassign_{order.word}", f"Put somebody else in charge of {a(order.noun.singular)} that is not done.",
            params=(world.row_param(order, "status = 'scheduled'"),
                    Param(staff.key, "reference", "Who takes charge", of="staff", depends=(order.key,),
                          pick=f"SELECT id FROM staff WHERE id <> {theirs} ORDER BY id")),
            steps=(*world.found(order), world.in_state(order, "scheduled"), world.exists(staff),
                   world.require(f"SELECT :found_{staff.key} <> :{staff.key}", "They are in charge of it already."),
                   world.update(order, **{staff.key: f":{staff.key}"})),
            returns=world.row_of(order),
            phrases=(f"hand {{{order.key}}} over to {{{staff.key}}}",),
            entity="work_order", intents=frozenset({"assign", "reassign"}), audience="staff", rate=0.12, each=order.key,
            each_state="scheduled",
        ))  # fmt: skip

    def _complete(self, world: World) -> None:
        order = world.entities["work_order"]
        params = [world.row_param(order, "status = 'scheduled' AND start_on <= date(now())", "staff")]
        columns, phrase, cost = {"status": "'done'"}, "", ""
        if self.options["cost"]:
            params.append(Param("cost_cents", "money", "What it cost in the end", low=2000, high=42000, step=500))
            columns["cost_cents"] = ":cost_cents"
            phrase = " at a cost of {cost_cents}"
            cost = ", 2000 + id * 7919 % 81 * 500 AS cost_cents"
        world.act(Action(
            f"complete_{order.word}", f"Note that {a(order.noun.singular)} is done: what was worked on is in use again.",
            params=tuple(params),
            steps=(*world.found(order, audience="staff"), world.in_state(order, "scheduled"),
                   world.require("SELECT :found_start_on <= date(now())", "It starts on {found_start_on}: too early to close it."),
                   world.update(order, **columns),
                   *world.tell("repaired", entity=self._thing(world).role, id=f":found_{self._thing(world).key}")),
            returns=world.row_of(order),
            phrases=(f"mark {{{order.key}}} as done{phrase}", f"close {{{order.key}}}{phrase}"),
            entity="work_order", intents=frozenset({"finish", "resolve"}), audience="staff", weight=0.6,
            due=f"SELECT id AS {order.key}{cost} FROM {order.table} WHERE status = 'scheduled' AND end_on <= date(now()) "
            "ORDER BY id", due_chance=0.8,
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        thing, order = self._thing(world), world.entities["work_order"]
        clash = self._worked_on(world, f"w.{thing.key}", "w.start_on", "w.end_on", "w.id")
        world.invariants[f"no two {order.noun.plural} on one {thing.noun} overlap"] = (
            f"SELECT w.id FROM {order.table} w WHERE w.status = 'scheduled' AND {clash}"
        )
        held = all_hold(held_by_nobody(world, thing, f"w.{thing.key}", "w.start_on", "w.end_on"))
        world.invariants[f"nobody has {a(thing.noun.singular)} while it is being worked on"] = (
            f"SELECT w.id FROM {order.table} w WHERE w.status = 'scheduled' AND NOT ({held})"
        )
        if world.for_customer:
            return
        world.situations += [
            Situation("poor shape", "{party} needs seeing to.", ("schedule", "cancel?", "finish?"), about=thing.role,
                      asks=("last",)),
            Situation("inspection", "The yearly inspection says that {party} needs work.", ("schedule", "move?", "assign?"),
                      about=thing.role, asks=("last",)),
            Situation("somebody is ill", "{party} asked who is in charge of what.", ("assign", "move?", "finish?"),
                      asks=("last", "count")),
        ]  # fmt: skip
