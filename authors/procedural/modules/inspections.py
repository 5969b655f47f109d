"""Inspections: a thing is looked over when that is due, and what fails is out of use until it is put right.

Needs maintainable (a thing). Answers in_order (nothing that failed is handed out). Listens: repaired (work was done on it).
In the customer's persona all of it happens backstage: only its effect on what is free is seen.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from authors.procedural.language import Noun, a, noun
from authors.procedural.model import (  # fmt: skip
    Action,
    Entity,
    Field,
    Param,
    Situation,
    Statement,
    Told,
    category,
    day,
    prose,
    quantity,
    reference,
    state,
)
from authors.procedural.module import Module
from authors.procedural.modules.joint_texts import fitting_text
from authors.procedural.modules.transitions import transition
from authors.procedural.world import World
from schemas import Write

PASSING = 60
"""Points from which on something passes."""
SUBJECTS = (
    ("safety", ("A fastening was loose and has been marked in red.", "A warning sign can no longer be read.")),
    ("cleanliness", ("It smells of damp and has to be aired first.", "There was dirt in every corner.")),
    ("wear", ("One part is badly worn.", "Something rattles and gives under load.")),
    ("completeness", ("Something that is on the list was missing.", "The list of what belongs to it is out of date.")),
)


@dataclass(frozen=True, kw_only=True)
class Inspections(Module):
    """Who looked at what, and whether it may be used."""

    OPTIONS = {
        "result": ("said", "scored"),
        "inspector": (True, False),
        "finding": (True, False),
        "late": ("postpone", "cancel"),
        "cleared": ("by a second look", "by repair"),
    }
    """Whether somebody says that it passed or points decide; whether an inspector is named; whether what was found is
    written down; what becomes of one that cannot be held; whether only a second look clears what failed, or a repair
    does so too."""
    NEEDS: ClassVar[tuple[str, ...]] = ("maintainable",)

    inspection: Noun = noun("inspection")
    subjects: tuple[tuple[str, tuple[str, ...]], ...] = SUBJECTS
    """What is looked at, each with what may be found, in complete sentences."""

    def declare(self, world: World) -> None:
        world.add(Entity("inspection", self.inspection, [], live="due", live_said={"due": "open"},
                         backstage=world.for_customer))  # fmt: skip

    def connect(self, world: World) -> None:
        thing, inspection = self._thing(world), world.entities["inspection"]
        inspection.fields = self._fields(world, thing)
        of = f"the {{noun}} of {{{thing.role}}}"
        inspection.naming = (of, f"the {{subject}} {{noun}} of {{{thing.role}}}", f"{of} on {{due_on}}",
                             f"the {{subject}} {{noun}} of {{{thing.role}}} on {{due_on}}")  # fmt: skip
        world.listen(f"in_order:{thing.role}", lambda thing: [world.require(
            f"SELECT NOT {self._failed(world, thing)}",
            f"This {self._thing(world).noun} failed {a(self.inspection.singular)} and may not be used before it is put right.",
        )])  # fmt: skip
        if self.options["cleared"] == "by repair":
            world.listen("repaired", lambda entity, id: self._repaired(world, id) if entity == thing.role else [])

    def build(self, world: World) -> None:
        self._plan(world)
        if self.options["result"] == "scored":
            self._score(world)
        else:
            self._say(world)
        self._clear(world)
        if self.options["late"] == "postpone":
            self._postpone(world)
        else:
            self._cancel(world)
        self._agree(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _fields(self, world: World, thing: Entity) -> list[Field]:
        fields = [reference(thing.role), category("subject", tuple(subject for subject, _ in self.subjects), "subject")]
        if self._named(world):
            fields.append(reference("staff", "inspector_id", "inspector"))
        fields.append(day("due_on", "day it is due", filter=True))
        if self.options["result"] == "scored":
            fields.append(replace(quantity("points", 0, 100, "points"), optional=True))
        if self.options["finding"]:
            fields.append(prose("finding", "what was found", optional=True))
        dropped = ", due>dropped" if self.options["late"] == "cancel" else ""
        return [*fields, state(f"due>passed, due>failed>cleared{dropped}")]

    def _named(self, world: World) -> bool:
        return bool(self.options["inspector"]) and not world.for_customer

    def _thing(self, world: World) -> Entity:
        return world.offering("maintainable")[-1]

    def _failed(self, world: World, thing: str) -> str:
        table, key = world.entities["inspection"].table, self._thing(world).key
        return f"EXISTS (SELECT 1 FROM {table} seen WHERE seen.{key} = {thing} AND seen.status = 'failed')"

    def _repaired(self, world: World, thing: str) -> list[Statement]:
        table, key = world.entities["inspection"].table, self._thing(world).key
        return [Write(write=f"UPDATE {table} SET status = 'cleared' WHERE {key} = {thing} AND status = 'failed'")]

    def _found(self) -> Param:
        pairs = [(subject, text) for subject, texts in self.subjects for text in texts]
        table = f"(SELECT subject FROM {self._table()} WHERE id = :{self._key()})"
        return fitting_text("finding", "What was found, in a sentence", pairs, table, self._key())

    def _table(self) -> str:
        return Entity("inspection", self.inspection, []).table

    def _key(self) -> str:
        return Entity("inspection", self.inspection, []).key

    # ---- what is done ------------------------------------------------------------------------------------------

    def _plan(self, world: World) -> None:
        thing, inspection = self._thing(world), world.entities["inspection"]
        live = f"status = '{thing.live}'" if thing.status else "1"
        params = [world.row_param(thing, live), Param("subject", "category", "What is looked at", values=tuple(
            subject for subject, _ in self.subjects)), Param("due_on", "date", "The day (YYYY-MM-DD)", ahead=(1, 14))]  # fmt: skip
        columns = {thing.key: f":{thing.key}", "subject": ":subject", "due_on": ":due_on"}
        steps: list[Statement] = [world.exists(thing), world.not_past("due_on")]
        by = ""
        if self._named(world):
            params.insert(1, Param("inspector_id", "reference", "Who does it", of="staff"))
            steps.append(world.exists(world.staff, "inspector_id"))
            columns["inspector_id"], by = ":inspector_id", " by {inspector_id}"
        planned = (
            f"EXISTS (SELECT 1 FROM {inspection.table} WHERE {thing.key} = :{thing.key} AND subject = :subject "
            "AND status = 'due')"
        )
        steps.append(
            world.require(
                f"SELECT NOT {planned}", f"{a(inspection.noun.singular).capitalize()} of that kind is planned already."
            )
        )
        world.act(Action(
            f"plan_{inspection.word}", f"Plan {a(inspection.noun.singular)} of {a(thing.noun.singular)}.",
            params=tuple(params), steps=(*steps, world.insert(inspection, **columns)),
            returns=world.row_of(inspection, ":new_id"),
            phrases=(f"plan {{subject:a}} {inspection.noun} of {{{thing.key}}}{by} for {{due_on}}",
                     f"have {{{thing.key}}} checked for {{subject}}{by} on {{due_on}}"),
            entity="inspection", does="create", intents=frozenset({"inspect", "schedule"}), audience="staff", rate=0.9,
            weight=1.0, rush=(thing.key,),
        ))  # fmt: skip

    def _ready(self, world: World) -> list[Statement]:
        return [
            world.require(
                "SELECT :found_due_on <= date(now())", "It is due on {found_due_on}: too early to say how it went."
            )
        ]

    def _say(self, world: World) -> None:
        inspection = world.entities["inspection"]
        over = "due_on <= date(now())"
        due = f"FROM {inspection.table} WHERE status = 'due' AND {over}"
        transition(
            world, inspection, f"pass_{inspection.word}", f"Note that {a(inspection.noun.singular)} was passed.", ("due",),
            "passed", ("mark {row} as passed",), audience="staff", intents=("finish", "pass"),
            before=self._ready(world), when=over, weight=0.8, rate=0.0, due_chance=0.7,
            due=f"SELECT id AS {inspection.key} {due} AND id % 4 <> 0 ORDER BY id",
        )  # fmt: skip
        noted = self.options["finding"]
        transition(
            world, inspection, f"fail_{inspection.word}",
            f"Note that {a(inspection.noun.singular)} was failed: what failed is out of use until that is cleared.", ("due",),
            "failed", ("mark {row} as failed" + (", noting {finding}" if noted else ""),
                       "fail {row}" + (", noting {finding}" if noted else "")), audience="staff",
            intents=("fail",), before=self._ready(world), when=over, weight=0.8, rate=0.3,
            params=[self._found()] if noted else [], sets={"finding": ":finding"} if noted else None,
        )  # fmt: skip

    def _score(self, world: World) -> None:
        inspection = world.entities["inspection"]
        points = Param("points", "quantity", "Points of 100", low=35, high=100, step=5, unit=noun("point"))
        over = "due_on <= date(now())"
        world.act(Action(
            f"record_{inspection.word}", f"Enter the points of {a(inspection.noun.singular)}: {PASSING} of 100 pass, less fail.",
            params=(world.row_param(inspection, f"status = 'due' AND {over}", audience="staff"), points),
            steps=(*world.found(inspection, audience="staff"), world.in_state(inspection, "due"), *self._ready(world),
                   world.require("SELECT :points <= 100", "There are no more than 100 points.", "invalid"),
                   world.update(inspection, points=":points",
                                status=f"CASE WHEN :points >= {PASSING} THEN 'passed' ELSE 'failed' END")),
            returns=world.row_of(inspection),
            phrases=(f"enter {{points}} for {{{inspection.key}}}",),
            entity="inspection", intents=frozenset({"finish", "fail"}), audience="staff", weight=0.9,
            due=f"SELECT id AS {inspection.key}, 40 + id * 37 % 13 * 5 AS points FROM {inspection.table} WHERE status = 'due' "
            f"AND {over} ORDER BY id", due_chance=0.7, told=(Told("status", "whether it has passed or failed", "state"),),
        ))  # fmt: skip

    def _clear(self, world: World) -> None:
        inspection = world.entities["inspection"]
        transition(
            world, inspection, f"clear_{inspection.word}",
            f"Note after a second look that what had failed {a(inspection.noun.singular)} is in order again.", ("failed",),
            "cleared", ("mark {row} as put right", "mark {row} as cleared"), audience="staff", rate=0.06,
            intents=("resolve", "clear"), together=False,
        )  # fmt: skip

    def _postpone(self, world: World) -> None:
        inspection = world.entities["inspection"]
        when = Param("due_on", "date", "The new day (YYYY-MM-DD)", ahead=(8, 25))
        transition(
            world, inspection, f"postpone_{inspection.word}", f"Put {a(inspection.noun.singular)} off to a later day.", ("due",),
            "due", ("move {row} to {due_on}", "put {row} off until {due_on}"), audience="staff", rate=0.1, params=[when],
            sets={"due_on": ":due_on"}, intents=("move", "postpone"),
            before=[world.require("SELECT :due_on > :found_due_on", "It is due on {found_due_on}: {due_on} is not later.", "invalid")],
        )  # fmt: skip

    def _cancel(self, world: World) -> None:
        inspection = world.entities["inspection"]
        transition(
            world, inspection, f"drop_{inspection.word}", f"Drop {a(inspection.noun.singular)} that is not needed.", ("due",),
            "dropped", ("drop {row}", "take {row} off the plan"), audience="staff", rate=0.06, intents=("cancel",),
        )  # fmt: skip

    def _agree(self, world: World) -> None:
        thing, inspection = self._thing(world), world.entities["inspection"]
        world.invariants[f"no result is known of {inspection.noun.plural} that are still to come"] = (
            f"SELECT id FROM {inspection.table} WHERE status IN ('passed', 'failed') AND due_on > date(now())"
        )
        if self.options["result"] == "scored":
            world.invariants[f"{PASSING} points pass {a(inspection.noun.singular)}, and fewer do not"] = (
                f"SELECT id FROM {inspection.table} WHERE (status = 'passed' AND coalesce(points, 0) < {PASSING}) "
                f"OR (status = 'failed' AND points >= {PASSING}) OR (status = 'due' AND points IS NOT NULL)"
            )
        if world.for_customer:
            return
        world.situations += [
            Situation("round of checks", "{party} is due for a closer look.", ("inspect", "fail?", "schedule?"), about=thing.role,
                      asks=("last",)),
            Situation("inspector at the door", "The inspector was here this morning.",
                      ("finish", "fail?", "clear?", "inspect?"), asks=("last", "count")),
            Situation("not safe", "Somebody rang to say that something is wrong with {party}.", ("inspect", "cancel?"), about=thing.role,
                      asks=("last",)),
        ]  # fmt: skip
