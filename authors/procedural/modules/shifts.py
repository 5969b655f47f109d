"""Shifts: who of the staff works when, who takes over from whom, and who is away.

Only where user 1 is one of the staff. Answers may_work (nobody is put in charge of anything while they are away).
"""

from dataclasses import dataclass
from typing import ClassVar

from authors.procedural.language import Noun, noun
from authors.procedural.model import Action, Entity, Param, Situation, Statement, category, day, reference, state
from authors.procedural.module import Module
from authors.procedural.modules.fragments import coming_days
from authors.procedural.modules.transitions import transition
from authors.procedural.world import World, WorldError
from schemas import Write

PARTS = ("early", "late", "short")
REASONS = ("holiday", "training", "sick_leave", "family_leave")


@dataclass(frozen=True, kw_only=True)
class Shifts(Module):
    """The rota."""

    OPTIONS = {
        "swap": ("at once", "asked first"),
        "rest": (True, False),
        "absences": (True, True, False),
        "posts": (True, False),
        "drop": (True, False),
    }
    """Whether a shift is handed over at once or the other is asked; whether nobody works more than five days in seven;
    whether absences are kept; whether a shift is at a certain post; whether a planned one can be dropped."""
    NEEDS: ClassVar[tuple[str, ...]] = ()

    shift: Noun = noun("shift")
    posts: tuple[str, ...] = ("front desk", "back office", "telephone")
    most: int = 5
    """Days in seven."""

    def declare(self, world: World) -> None:
        if world.for_customer:
            raise WorldError("a rota is the staff's, and a customer sees nothing of it")
        post = [category("post", self.posts)] if self.options["posts"] else []
        dropped = ", planned>dropped" if self.options["drop"] or self.options["absences"] else ""
        world.add(Entity(
            "shift", self.shift,
            [reference("staff"), day("shift_on", "day", filter=True), category("part", PARTS, "part of the day"), *post,
             state(f"planned>worked{dropped}")],
            naming=("{staff}'s {noun} on {shift_on}", "{staff}'s {part} {noun} on {shift_on}"), live="planned",
            live_said={"planned": "upcoming"},
        ))  # fmt: skip
        if self.options["absences"]:
            world.add(Entity(
                "absence", noun("absence"),
                [reference("staff"), category("reason", REASONS), day("start_on", "first day", filter=True), day("end_on", "last day"),
                 state("noted>over, noted>called_off")],
                naming=("{staff}'s {noun} from {start_on}",), live="noted",
                live_said={"noted": "current"},
            ))  # fmt: skip
        if self.options["swap"] == "asked first":
            world.add(Entity(
                "swap", noun("swap request"),
                [reference("shift"), reference("staff", "asked_id", "person asked"), day("asked_on", "day it was asked"),
                 state("asked>agreed, asked>refused")],
                naming=("the {noun} for {shift}", "the {noun} for {shift} that was asked on {asked_on}"), live="asked",
                live_said={"asked": "open"},
            ))  # fmt: skip

    def connect(self, world: World) -> None:
        if self.options["absences"]:
            world.listen("may_work", lambda who, start, end: [world.require(
                f"SELECT NOT {self._away(world, who, start, end)}", "They are away for some of those days.")])  # fmt: skip

    def build(self, world: World) -> None:
        self._plan(world)
        if self.options["swap"] == "at once":
            self._hand_over(world)
        else:
            self._ask(world)
            self._answer(world)
        if self.options["drop"]:
            self._drop(world)
        self._work(world)
        if self.options["absences"]:
            self._note_absence(world)
            self._call_off(world)
        self._agree(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _away(self, world: World, who: str, start: str, end: str) -> str:
        absence = world.entities["absence"]
        return (
            f"EXISTS (SELECT 1 FROM {absence.table} gone WHERE gone.{world.staff.key} = {who} AND gone.status = 'noted' "
            f"AND gone.start_on <= {end} AND gone.end_on >= {start})"
        )

    def _works(self, world: World, who: str, on: str) -> str:
        shift = world.entities["shift"]
        return (
            f"EXISTS (SELECT 1 FROM {shift.table} other WHERE other.{world.staff.key} = {who} AND other.shift_on = {on} "
            "AND other.status <> 'dropped')"
        )

    def _may_take(self, world: World, who: str, on: str) -> list[Statement]:
        """Somebody may take a shift on a day: they have none then, are there, and have had their rest."""
        shift = world.entities["shift"]
        steps: list[Statement] = [
            world.require(f"SELECT NOT {self._works(world, who, on)}", f"They have a {shift.noun} on that day already.")
        ]
        if self.options["absences"]:
            steps.append(world.require(f"SELECT NOT {self._away(world, who, on, on)}", "They are away on that day."))
        if self.options["rest"]:
            near = f"other.shift_on BETWEEN date({on}, '-6 days') AND date({on}, '+6 days')"
            steps.append(world.require(
                f"SELECT count(*) < {self.most} FROM {shift.table} other WHERE other.{world.staff.key} = {who} "
                f"AND other.status <> 'dropped' AND {near}",
                f"They have {self.most} {shift.noun.plural} around that day: nobody has more."))  # fmt: skip
        return steps

    def _to(self, world: World, name: str) -> Param:
        """Who takes a shift over: not whoever has it."""
        staff, shift = world.staff, world.entities["shift"]
        of = f"FROM {shift.table} WHERE id = :{shift.key}"
        free = f"NOT {self._works(world, 'staff.id', f'(SELECT shift_on {of})')}"
        return Param(name, "reference", "Who takes it over", of="staff", depends=(shift.key,),
                     pick=f"SELECT id FROM {staff.table} WHERE id <> (SELECT {staff.key} {of}) AND {free} ORDER BY id")  # fmt: skip

    # ---- what is done ------------------------------------------------------------------------------------------

    def _plan(self, world: World) -> None:
        staff, shift = world.staff, world.entities["shift"]
        on = f"{coming_days(10)} SELECT day FROM days WHERE NOT {self._works(world, f':{staff.key}', 'day')} ORDER BY day"
        params = [world.row_param(staff), Param("shift_on", "date", "The day (YYYY-MM-DD)", pick=on, depends=(staff.key,)),
                  Param("part", "category", "Part of the day", values=PARTS)]  # fmt: skip
        columns, at = {staff.key: f":{staff.key}", "shift_on": ":shift_on", "part": ":part"}, ""
        if self.options["posts"]:
            params.append(Param("post", "category", "Where", values=self.posts))
            columns["post"], at = ":post", " at the {post}"
        world.act(Action(
            f"plan_{shift.word}", f"Put somebody down for a {shift.noun}.", params=tuple(params),
            steps=(world.exists(staff), world.not_past("shift_on"), *self._may_take(world, f":{staff.key}", ":shift_on"),
                   world.insert(shift, **columns)),
            returns=world.row_of(shift, ":new_id"),
            phrases=(f"put {{{staff.key}}} down for {{part:a}} {shift.noun} on {{shift_on}}{at}",
                     f"plan {{part:a}} {shift.noun} for {{{staff.key}}} on {{shift_on}}{at}"),
            entity="shift", does="create", intents=frozenset({"rota", "schedule"}), audience="staff", rate=2.2, weight=0.9,
            rush=(staff.key,),
        ))  # fmt: skip

    def _hand_over(self, world: World) -> None:
        staff, shift = world.staff, world.entities["shift"]
        transition(
            world, shift, f"hand_over_{shift.word}", f"Give a planned {shift.noun} to somebody else.", ("planned",), "planned",
            (f"give {{row}} to {{{staff.key}}}", f"let {{{staff.key}}} take over {{row}}"), audience="staff", rate=0.2,
            params=[self._to(world, staff.key)], sets={staff.key: f":{staff.key}"}, intents=("reassign", "swap shift"),
            before=[world.exists(staff), *self._may_take(world, f":{staff.key}", ":found_shift_on")],
        )  # fmt: skip

    def _ask(self, world: World) -> None:
        shift, swap = world.entities["shift"], world.entities["swap"]
        none_open = f"NOT EXISTS (SELECT 1 FROM {swap.table} WHERE {shift.key} = :{shift.key} AND status = 'asked')"
        world.act(Action(
            f"ask_for_{shift.word}_swap", f"Ask somebody to take over a planned {shift.noun}.",
            params=(world.row_param(shift, "status = 'planned' AND shift_on > date(now())"), self._to(world, "asked_id")),
            steps=(*world.found(shift), world.in_state(shift, "planned"), world.exists(world.staff, "asked_id"),
                   world.require(f"SELECT :asked_id <> :found_{world.staff.key}", f"It is their own {shift.noun}."),
                   world.require(f"SELECT {none_open}", f"Somebody has been asked about this {shift.noun} already."),
                   world.insert(swap, **{shift.key: f":{shift.key}", "asked_id": ":asked_id", "asked_on": "date(now())"})),
            returns=world.row_of(swap, ":new_id"),
            phrases=(f"ask {{asked_id}} to take over {{{shift.key}}}", f"see whether {{asked_id}} would take {{{shift.key}}}"),
            entity="swap", does="create", intents=frozenset({"swap shift"}), audience="staff", rate=0.6, weight=0.9,
        ))  # fmt: skip

    def _answer(self, world: World) -> None:
        shift, swap, staff = world.entities["shift"], world.entities["swap"], world.staff
        found = world.found(shift)[1].model_copy(update={
            "read": f"SELECT shift_on, status FROM {shift.table} WHERE id = :found_{shift.key}", "bound_to": "theirs"})  # fmt: skip
        transition(
            world, swap, f"agree_to_{swap.word}", f"Note that whoever was asked takes the {shift.noun} over.", ("asked",), "agreed",
            ("mark {row} as accepted", "confirm {row}"), audience="staff", rate=0.3, intents=("approve", "accept"),
            before=[found, world.require("SELECT :theirs_status = 'planned'", f"That {shift.noun} is over or was dropped."),
                    *self._may_take(world, ":found_asked_id", ":theirs_shift_on")],
            after=[Write(write=f"UPDATE {shift.table} SET {staff.key} = :found_asked_id WHERE id = :found_{shift.key}")],
        )  # fmt: skip
        transition(
            world, swap, f"refuse_{swap.word}", f"Note that whoever was asked does not take the {shift.noun} over.", ("asked",), "refused",
            ("mark {row} as refused", "turn down {row}"), audience="staff", rate=0.12, weight=0.6, intents=("decline",),
        )  # fmt: skip

    def _drop(self, world: World) -> None:
        shift = world.entities["shift"]
        transition(
            world, shift, f"drop_{shift.word}", f"Take a planned {shift.noun} off the rota.", ("planned",), "dropped",
            ("take {row} off the rota", "drop {row}"), audience="staff", rate=0.1, weight=0.7, intents=("cancel",),
        )  # fmt: skip

    def _work(self, world: World) -> None:
        shift = world.entities["shift"]
        transition(
            world, shift, f"confirm_{shift.word}", f"Note that a {shift.noun} was worked.", ("planned",), "worked",
            ("note that {row} was worked", "confirm {row} as worked"), audience="staff", rate=0.0, weight=0.5,
            when="shift_on <= date(now())", intents=("finish",),
            before=[world.require("SELECT :found_shift_on <= date(now())", "It is on {found_shift_on}: too early to say so.")],
            due=f"SELECT id AS {shift.key} FROM {shift.table} WHERE status = 'planned' AND shift_on < date(now()) ORDER BY id",
            due_chance=0.9,
        )  # fmt: skip

    def _note_absence(self, world: World) -> None:
        staff, shift, absence = world.staff, world.entities["shift"], world.entities["absence"]
        end = "date(:start_on, '+' || (:days - 1) || ' days')"
        params = (world.row_param(staff), Param("start_on", "date", "First day (YYYY-MM-DD)", ahead=(1, 12)),
                  Param("days", "quantity", "Number of days", low=1, high=5, unit=noun("day")),
                  Param("reason", "category", "Why", values=REASONS))  # fmt: skip
        world.act(Action(
            f"note_{absence.word}", f"Note that somebody is away for some days; their {shift.noun.plural} then are dropped.",
            params=params,
            steps=(world.exists(staff), world.not_past(),
                   world.require(f"SELECT NOT {self._away(world, f':{staff.key}', ':start_on', end)}", "They are away for some of those days already."),
                   world.insert(absence, **{staff.key: f":{staff.key}", "reason": ":reason", "start_on": ":start_on", "end_on": end}),
                   Write(write=f"UPDATE {shift.table} SET status = 'dropped' WHERE {staff.key} = :{staff.key} AND status = 'planned' "
                         f"AND shift_on BETWEEN :start_on AND {end}")),
            returns=world.row_of(absence, ":new_id"),
            phrases=(f"enter {{days}} of {{reason}} for {{{staff.key}}} from {{start_on}}",
                     f"put {{{staff.key}}} down for {{days}} of {{reason}} from {{start_on}}"),
            entity="absence", does="create", intents=frozenset({"away"}), audience="staff", rate=0.3, weight=0.9,
        ))  # fmt: skip

    def _call_off(self, world: World) -> None:
        absence = world.entities["absence"]
        transition(
            world, absence, f"call_off_{absence.word}", "Note that somebody will be there after all.", ("noted",), "called_off",
            ("cancel {row}",), audience="staff", rate=0.05, weight=0.6, intents=("cancel",),
            when="start_on > date(now())",
            before=[world.require("SELECT :found_start_on > date(now())", "It began on {found_start_on}.")],
        )  # fmt: skip
        transition(
            world, absence, f"end_{absence.word}", "Note that somebody is back.", ("noted",), "over",
            ("note that {row} is over", "close {row}"), audience="staff", rate=0.0, weight=0.4, when="end_on <= date(now())", intents=("finish",),
            before=[world.require("SELECT :found_end_on <= date(now())", "It lasts until {found_end_on}.")],
            due=f"SELECT id AS {absence.key} FROM {absence.table} WHERE status = 'noted' AND end_on < date(now()) ORDER BY id",
            due_chance=0.6,
        )  # fmt: skip

    def _agree(self, world: World) -> None:
        shift, staff = world.entities["shift"], world.staff
        world.invariants[f"nobody has two {shift.noun.plural} on one day"] = (
            f"SELECT max(id) FROM {shift.table} WHERE status <> 'dropped' GROUP BY {staff.key}, shift_on HAVING count(*) > 1"
        )
        if self.options["absences"]:
            gone = self._away(world, f"x.{staff.key}", "x.shift_on", "x.shift_on")
            world.invariants[f"nobody who is away has a {shift.noun} planned"] = (
                f"SELECT x.id FROM {shift.table} x WHERE x.status = 'planned' AND {gone}"
            )
        world.situations += [
            Situation("rota", "I am making the rota for next week.", ("rota", "rota?", "swap shift?"), asks=("last",)),
            Situation("flu", "We are short of people these days.", ("away", "swap shift?", "rota?"), asks=("last",)),
            Situation("favour", "The rota has to change once more.", ("swap shift", "rota?"), asks=("last",)),
        ]  # fmt: skip
