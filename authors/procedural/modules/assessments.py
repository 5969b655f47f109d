"""Assessments: the party is assessed by a rubric, criterion by criterion, and passes or does not.

Asks may_act. Tells finished (a passed assessment). Offers reviewable (the assessment).
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
    Things,
    Told,
    category,
    day,
    name_field,
    quantity,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.modules.fragments import column_of, coming_days
from authors.procedural.world import World
from schemas import Write

CRITERION = noun("criterion", "criteria")


@dataclass(frozen=True, kw_only=True)
class Assessments(Module):
    """A rubric, assessments of the party by it, and the points they were given."""

    OPTIONS = {
        "appeal": (True, False),
        "reschedule": (True, False),
        "result": ("pass or fail", "pass or fail", "total only"),
        "lead": ("the same day", "two days"),
    }
    NEEDS: ClassVar[tuple[str, ...]] = ()

    form: Noun = noun("assessment")
    rubric: tuple[tuple[str, int], ...]
    """Criteria, each with the most points that it gives."""
    subjects: tuple[str, ...] = ()
    """What is assessed, where there are several things: "lead climbing"; nothing is chosen where it is empty."""
    pass_percent: int = 60

    def declare(self, world: World) -> None:
        criteria = Things(
            CRITERION, (quantity("max_points", 1, 100, "most points", "points", most="weightiest"),), self.rubric
        )
        world.add(Entity("criterion", CRITERION, [name_field(), *criteria.with_values()], naming=("{name}",),
                         things=criteria))  # fmt: skip
        named = [category("subject", self.subjects)] if self.subjects else []
        by = [] if world.for_customer else [reference("staff", label="assessor")]
        fields: list[Field] = [
            reference("party"), *named, *by, day("held_on", "date", filter=True),
            quantity("total_points", 0, 0, "total", "points"), state(self._flow),
        ]  # fmt: skip
        naming = (
            ("{party}'s {noun} for {subject}", "{party}'s {noun} for {subject} on {held_on}") if self.subjects else ()
        )
        world.add(Entity(
            "assessment", self.form, fields, naming=("{party}'s {noun}", *naming, "{party}'s {noun} on {held_on}"),
            offers=("reviewable",), owned=True, live="scheduled", live_said={"scheduled": "upcoming", "appealed": "contested"},
        ))  # fmt: skip
        world.add(Entity(
            "score", noun("score"),
            [reference("assessment"), reference("criterion"), quantity("points", 0, 100, "points", "points")],
            part_of="assessment",
        ))  # fmt: skip

    def build(self, world: World) -> None:
        self._schedule(world)
        if self.options["reschedule"]:
            self._reschedule(world)
        self._cancel(world)
        self._score(world)
        self._finish(world)
        if self.options["appeal"]:
            self._appeal(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    @property
    def _results(self) -> tuple[str, ...]:
        return ("passed", "failed") if self.options["result"] == "pass or fail" else ("finished",)

    @property
    def _open(self) -> tuple[str, ...]:
        """States in which points are given."""
        return ("scheduled", "appealed") if self.options["appeal"] else ("scheduled",)

    @property
    def _flow(self) -> str:
        paths = ["scheduled>cancelled", *(f"scheduled>{result}" for result in self._results)]
        if self.options["appeal"]:
            paths += [f"{result}>appealed" for result in self._results]
            paths += [f"appealed>{result}" for result in self._results]
        return ", ".join(paths)

    def _is_open(self) -> str:
        return f"status IN ({', '.join(repr(each) for each in self._open)})"

    def _soonest(self) -> str:
        return "date(now())" if self.options["lead"] == "the same day" else "date(now(), '+2 days')"

    def _day(self, pick: str = "", *depends: str) -> Param:
        first = 1 if self.options["lead"] == "the same day" else 2
        pick = pick or f"{coming_days(9, first)} SELECT day FROM days WHERE strftime('%w', day) <> '0' ORDER BY day"
        return Param("held_on", "date", "The day (YYYY-MM-DD)", pick=pick, depends=depends)

    def _soon_enough(self, world: World) -> Statement:
        said = "today or later" if self.options["lead"] == "the same day" else "at least two days ahead"
        return world.require(
            f"SELECT :held_on >= {self._soonest()}", f"held_on must be {said}, and {{held_on}} is not.", "invalid"
        )

    # ---- what is done ------------------------------------------------------------------------------------------

    def _schedule(self, world: World) -> None:
        form, party, mine = world.entities["assessment"], world.party_value(), world.own()
        columns = {world.party.key: party, "held_on": ":held_on", "total_points": "0"}
        params = [*world.party_param()]
        what, there = f" {form.noun}", f"{world.party.key} = {party} AND status = 'scheduled' AND held_on = :held_on"
        if self.subjects:
            params.append(Param("subject", "category", "What is assessed", values=self.subjects))
            columns["subject"] = ":subject"
            there += " AND subject = :subject"
            what = f" {form.noun} in {{subject}}"
        steps: list[Statement] = [*world.may_act(), self._soon_enough(world)]
        by = ""
        if not world.for_customer:
            params.append(world.row_param(world.staff))
            columns[world.staff.key] = f":{world.staff.key}"
            steps.insert(0, world.exists(world.staff))
            by = f" with {{{world.staff.key}}}"
        article = a(form.noun.singular).split()[0]
        world.act(Action(
            f"schedule_{form.word}", f"Arrange {a(form.noun.singular)} for a day" + (
                " of yours." if mine else "."),
            params=(*params, self._day()),
            steps=(*steps,
                   world.require(f"SELECT NOT EXISTS (SELECT 1 FROM {form.table} WHERE {there})",
                                 f"There is {a(form.noun.singular)}{' in {subject}' if self.subjects else ''} on that day already."),
                   world.insert(form, **columns)),
            returns=world.row_of(form, ":new_id"),
            phrases=(f"schedule {article}{what} for me on {{held_on}}", f"book me {article}{what} on {{held_on}}") if mine else
            (f"schedule {article}{what} for {{{world.party.key}}} on {{held_on}}{by}",
             f"arrange {article}{what}{by} for {{{world.party.key}}} on {{held_on}}"),
            entity="assessment", does="create", intents=frozenset({"schedule", "book"}), rate=1.2, weight=1.2,
        ))  # fmt: skip

    def _reschedule(self, world: World) -> None:
        form = world.entities["assessment"]
        row = column_of(form, "held_on", f":{form.key}")
        first = 1 if self.options["lead"] == "the same day" else 2
        pick = (f"{coming_days(9, first)} SELECT day FROM days WHERE strftime('%w', day) <> '0' AND day <> {row} ORDER BY day")  # fmt: skip
        world.act(Action(
            f"reschedule_{form.word}", f"Move a coming {form.noun} to another day.",
            params=(world.row_param(form, "status = 'scheduled'"), self._day(pick, form.key)),
            steps=(*world.found(form), world.in_state(form, "scheduled"), self._soon_enough(world),
                   world.require("SELECT :found_held_on <> :held_on", f"The {form.noun} is on that day already."),
                   world.update(form, held_on=":held_on")),
            returns=world.row_of(form),
            phrases=(f"move {{{form.key}}} to {{held_on}}", f"reschedule {{{form.key}}} to {{held_on}}"),
            entity="assessment", intents=frozenset({"move"}), rate=0.15,
        ))  # fmt: skip

    def _cancel(self, world: World) -> None:
        form = world.entities["assessment"]
        world.act(Action(
            f"cancel_{form.word}", f"Call off {a(form.noun.singular)} that has no result yet.",
            params=(world.row_param(form, "status = 'scheduled'"),),
            steps=(*world.found(form), world.in_state(form, "scheduled"), world.update(form, status="'cancelled'")),
            returns=world.row_of(form),
            phrases=(f"cancel {{{form.key}}}",),
            entity="assessment", intents=frozenset({"cancel"}), rate=0.15, weight=0.7, each=form.key, each_state="scheduled",
            inverse=(f"finish_{form.word}",),
        ))  # fmt: skip

    def _score(self, world: World) -> None:
        form, criterion, score = (world.entities[role] for role in ("assessment", "criterion", "score"))
        row, by = f":{form.key}", f":{criterion.key}"
        most = column_of(criterion, "max_points", by)
        where = f"{form.key} = {row} AND {criterion.key} = {by}"
        unscored = (f"SELECT id FROM {criterion.table} WHERE id NOT IN (SELECT {criterion.key} FROM {score.table} "
                    f"WHERE {form.key} = {row}) ORDER BY id")  # fmt: skip
        numbers = "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100)"
        plausible = f"{numbers} SELECT n FROM numbers WHERE n <= {most} AND n * 3 >= {most} ORDER BY -n"
        insert = world.insert(score, binding="", **{form.key: row, criterion.key: by, "points": ":points"})
        new = f"SELECT NOT EXISTS (SELECT 1 FROM {score.table} WHERE {where})"
        world.act(Action(
            f"score_{form.word}", "Give points for one criterion, on the day or later; points given before are replaced.",
            params=(world.row_param(form, f"{self._is_open()} AND held_on <= date(now())", "staff"),
                    Param(criterion.key, "reference", "The criterion", of="criterion", pick=unscored, depends=(form.key,)),
                    Param("points", "quantity", "How many points", low=0, high=10, unit=noun("point"), pick=plausible,
                          depends=(criterion.key,))),
            steps=(*world.found(form, audience="staff"), world.exists(criterion), world.in_state(form, *self._open),
                   world.require("SELECT :found_held_on <= date(now())", "It is on {found_held_on}: too early to give points."),
                   world.require(f"SELECT :points <= {most}", "That is more than this criterion gives.", "invalid"),
                   insert.model_copy(update={"when": new}), world.update(score, where, points=":points")),
            returns=world.row_of(form),
            phrases=(f"put down {{points}} for {{{criterion.key}}} in {{{form.key}}}",
                     f"enter {{points}} for {{{criterion.key}}} in {{{form.key}}}"),
            entity="score", intents=frozenset({"score", "review"}), audience="staff", weight=0.9,
            due=f"SELECT f.id AS {form.key}, c.id AS {criterion.key}, "
            "c.max_points - (f.id * 13 + c.id * 7) % (c.max_points * CASE f.id % 3 WHEN 0 THEN 9 ELSE 5 END / 10 + 1) AS points "
            f"FROM {form.table} f CROSS JOIN {criterion.table} c WHERE f.{self._is_open()} AND f.held_on <= date(now()) "
            f"AND NOT EXISTS (SELECT 1 FROM {score.table} s WHERE s.{form.key} = f.id AND s.{criterion.key} = c.id) "
            "ORDER BY f.id, c.id", due_chance=0.75,
        ))  # fmt: skip

    def _finish(self, world: World) -> None:
        form, criterion, score = (world.entities[role] for role in ("assessment", "criterion", "score"))
        row = f":{form.key}"
        given = f"(SELECT coalesce(sum(points), 0) FROM {score.table} WHERE {form.key} = {row})"
        best = f"(SELECT sum(max_points) FROM {criterion.table})"
        count = (
            f"(SELECT count(*) FROM {score.table} s WHERE s.{form.key} = %s) = (SELECT count(*) FROM {criterion.table})"
        )
        passes = f"{given} * 100 >= {best} * {self.pass_percent}"
        graded = len(self._results) == 2
        done = world.tell("finished", entity="assessment", id=row, party=f":found_{world.party.key}")
        if graded:
            done = [
                step.model_copy(update={"when": f"SELECT {passes}"}) if isinstance(step, Write) else step
                for step in done
            ]
        note = f" {self.pass_percent} percent of all points are needed to pass." if graded else ""
        told = (Told("status", "whether it was passed or failed", "state"),) if graded else ()
        world.act(Action(
            f"finish_{form.word}", f"Add up the points of {a(form.noun.singular)}, once every criterion has some.{note}",
            params=(world.row_param(form, f"{self._is_open()} AND {count % f'{form.table}.id'}", "staff"),),
            steps=(*world.found(form, audience="staff"), world.in_state(form, *self._open),
                   world.require(f"SELECT {count % row}", "Some criteria have no points yet."),
                   world.update(form, total_points=given,
                                status=f"CASE WHEN {passes} THEN 'passed' ELSE 'failed' END" if graded else "'finished'"), *done),
            returns=world.row_of(form),
            phrases=(f"add up the points of {{{form.key}}}", f"add up the final score of {{{form.key}}}"),
            entity="assessment", intents=frozenset({"finish", "review"}), audience="staff", weight=0.8,
            due=f"SELECT f.id AS {form.key} FROM {form.table} f WHERE f.{self._is_open()} AND {count % 'f.id'} ORDER BY f.id",
            due_chance=0.8 if world.for_customer else 0.2, told=(Told("total_points", "how many points that makes", "quantity"), *told),
            inverse=(f"cancel_{form.word}",),
        ))  # fmt: skip

    def _appeal(self, world: World) -> None:
        form = world.entities["assessment"]
        listed = ", ".join(repr(each) for each in self._results)
        world.act(Action(
            f"appeal_{form.word}", f"Contest the result of {a(form.noun.singular)}: its points are looked at again.",
            params=(world.row_param(form, "status = 'failed'" if "failed" in self._results else f"status IN ({listed})"),),
            steps=(*world.found(form), world.in_state(form, *self._results), world.update(form, status="'appealed'")),
            returns=world.row_of(form),
            phrases=(f"appeal against the result of {{{form.key}}}", f"contest the result of {{{form.key}}}"),
            entity="assessment", intents=frozenset({"complain", "appeal"}), rate=0.06, weight=0.7, audience="customer",
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        form, criterion, score = (world.entities[role] for role in ("assessment", "criterion", "score"))
        listed = ", ".join(repr(each) for each in self._results)
        world.invariants[f"the total of {a(form.noun.singular)} with a result is the sum of its scores"] = (
            f"SELECT f.id FROM {form.table} f WHERE f.status IN ({listed}) AND f.total_points <> "
            f"(SELECT coalesce(sum(points), 0) FROM {score.table} s WHERE s.{form.key} = f.id)"
        )
        world.invariants["no criterion is scored twice or above its points"] = (
            f"SELECT s.{form.key} FROM {score.table} s JOIN {criterion.table} c ON c.id = s.{criterion.key} "
            f"GROUP BY s.{form.key}, s.{criterion.key} HAVING count(*) > 1 OR max(s.points) > max(c.max_points)"
        )
        said = form.noun
        world.situations += [
            Situation("getting ready", f"{{party}} asked for an early date for the {said}.", ("schedule", "move?", "book?", "enrol?"),
                      lead_customer=f"I would like to have my {said} behind me soon.", asks=("last", "count")),
            Situation("another date", f"{{party}} has something else on the day of the {said}.", ("move", "cancel?", "book?"),
                      lead_customer=f"I have something else on the day of my {said}.", asks=("last",)),
        ]  # fmt: skip
        if not world.for_customer:
            world.situations.append(Situation(
                "results are due", f"{{party}} is waiting for the result of the {said}.", ("score", "score?", "finish?"),
                asks=("last", "count"),
            ))  # fmt: skip
