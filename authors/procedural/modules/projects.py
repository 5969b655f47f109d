"""Projects: jobs for the party that are made of tasks, worked on by staff, finished when all tasks are done.

Offers chargeable and reviewable (the project). Asks may_act. Tells charged, finished.
A customer orders projects and follows their tasks; time is logged where user 1 is staff.
"""

from dataclasses import dataclass
from typing import ClassVar

from authors.procedural.language import Noun, a, capitalised, noun
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
    quantity,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.modules.fragments import column_of, coming_days
from authors.procedural.world import World
from schemas import Write

PLANNED_HOURS = (3, 5, 2, 8, 4, 6)
URGENCIES = ("normal", "urgent")
"""The usual, which nobody says, and what is said."""
SOON = 16
"""Days from now until which what is due may be urgent."""


@dataclass(frozen=True, kw_only=True)
class Projects(Module):
    """Kinds of jobs with the tasks that they take, and who works on what for how long."""

    OPTIONS = {
        "bill": ("fixed price", "by the hour"),
        "block": (True, False),
        "urgency": (True, False),
        "deadline": ("can move", "can move", "is fixed"),
    }
    NEEDS: ClassVar[tuple[str, ...]] = ()

    project: Noun = noun("project")
    kinds: tuple[tuple[str, tuple[str, ...]], ...]
    """Kinds of projects, each with its tasks in order, as nouns: ("kitchen refit", ("measuring", "tiling"))."""
    task: Noun = noun("task")
    rate_cents: int = 4800
    """What an hour of work costs."""

    def declare(self, world: World) -> None:
        kinds = tuple(kind for kind, _ in self.kinds)
        urgency = [category("urgency", URGENCIES)] if self.options["urgency"] else []
        world.add(Entity(
            "project", self.project,
            [reference("party"), category("kind", kinds, "kind of work"), *urgency, day("ordered_on", "order date"),
             day("due_on", "due date", filter=True), amount("price_cents", "price"),
             state("open>finished, open>cancelled")],
            naming=("{party}'s {kind} {noun}", "{party}'s {noun} due on {due_on}", "{party}'s {kind} {noun} due on {due_on}",
                    "{party}'s {kind} {noun} from {ordered_on}"),
            offers=("chargeable", "reviewable"), owned=True, live="open",
        ))  # fmt: skip
        steps = tuple(dict.fromkeys(step for _, steps in self.kinds for step in steps))
        flow = "open>done, open>blocked>open" if self.options["block"] else "open>done"
        fields: list[Field] = [
            reference("project"),
            category("step", steps, "step"),
            quantity("planned_hours", 1, 12, "planned hours", "hours"),
        ]
        if not world.for_customer:
            fields.append(reference("staff", label="person assigned", optional=True))
        world.add(Entity(
            "task", self.task, [*fields, state(flow)], naming=("the “{step}” {noun} in {project}",), live="open",
            part_of="project" if world.for_customer else "",
        ))  # fmt: skip
        if not world.for_customer:
            world.add(Entity(
                "time_entry", noun("time entry"),
                [reference("task"), reference("staff"), quantity("minutes", 15, 480, "time", "minutes"), day("worked_on", "day")],
                part_of="task",
            ))  # fmt: skip

    def build(self, world: World) -> None:
        self._order(world)
        if self.options["deadline"] == "can move":
            self._move_deadline(world)
        self._cancel(world)
        if not world.for_customer:
            self._assign(world)
            self._log_time(world)
        if self.options["block"]:
            self._block_and_unblock(world)
        self._finish_task(world)
        self._finish(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _by_the_hour(self, world: World) -> bool:
        """Billing by the hour takes logged time, which only staff see."""
        return self.options["bill"] == "by the hour" and not world.for_customer

    def _plan(self) -> str:
        """`VALUES` of every kind's tasks: kind, step, planned hours."""
        rows = [
            f"('{_quoted(kind)}', '{_quoted(step)}', {PLANNED_HOURS[(number + place * 2) % len(PLANNED_HOURS)]})"
            for number, (kind, steps) in enumerate(self.kinds)
            for place, step in enumerate(steps)
        ]
        return f"WITH plan(of_kind, step, hours) AS (VALUES {', '.join(rows)})"

    def _all_done(self, world: World, project: str) -> str:
        task, key = world.entities["task"], world.entities["project"].key
        return f"NOT EXISTS (SELECT 1 FROM {task.table} t WHERE t.{key} = {project} AND t.status <> 'done')"

    def _none_done(self, world: World, project: str) -> str:
        task, key = world.entities["task"], world.entities["project"].key
        return f"NOT EXISTS (SELECT 1 FROM {task.table} t WHERE t.{key} = {project} AND t.status = 'done')"

    def _in_open_project(self, world: World) -> str:
        project = world.entities["project"]
        return f"{project.key} IN (SELECT id FROM {project.table} WHERE status = 'open')"

    # ---- what the party wants ----------------------------------------------------------------------------------

    def _order(self, world: World) -> None:
        project, task, party, mine = world.entities["project"], world.entities["task"], world.party_value(), world.own()
        kinds = tuple(kind for kind, _ in self.kinds)
        params = [*world.party_param(), Param("kind", "category", "Kind of work", values=kinds)]
        columns = {world.party.key: party, "kind": ":kind", "ordered_on": "date(now())", "due_on": ":due_on"}
        said = [f"{{kind:a}} {project.noun}"]
        params.append(Param("due_on", "date", "The day it is to be done by (YYYY-MM-DD)", ahead=(10, 40)))
        if self.options["urgency"]:
            params.append(Param("urgency", "category", "How pressing it is, normal unless given", values=URGENCIES, optional=True,
                                pick=f"SELECT 'urgent' WHERE :due_on <= date(now(), '+{SOON} days')", depends=("due_on",)))  # fmt: skip
            columns["urgency"] = "coalesce(:urgency, 'normal')"
            said.append(f"{{urgency:a}} {{kind}} {project.noun}")
        fixed = f"({self._plan()} SELECT sum(hours) * {self.rate_cents} FROM plan WHERE of_kind = :kind)"
        columns["price_cents"] = "0" if self._by_the_hour(world) else fixed
        tasks = Write(write=f"{self._plan()} INSERT INTO {task.table} ({project.key}, step, planned_hours, status) "
                      "SELECT :new_id, step, hours, 'open' FROM plan WHERE of_kind = :kind")  # fmt: skip
        priced = () if self._by_the_hour(world) else (Told("price_cents", "what it will cost", "money"),)
        how = f"billed by the hour, at ${self.rate_cents / 100:g}" if self._by_the_hour(world) else "for a fixed price"
        world.act(Action(
            f"order_{project.word}", f"Take on {a(project.noun.singular)} of some kind, {how}; its {task.noun.plural} are planned at once.",
            params=tuple(params),
            steps=(*world.may_act(), world.require(
                "SELECT :due_on >= date(now(), '+7 days')", "due_on must be a week ahead at least, and {due_on} is not.", "invalid"),
                world.insert(project, **columns), tasks),
            returns=world.row_of(project, ":new_id"),
            phrases=tuple(f"order {what} {when}" for what in said for when in ("for {due_on}", "to be done by {due_on}")) if mine else
            tuple(phrase for what in said for phrase in
                  (f"take on {what} for {{{world.party.key}}}, to be done by {{due_on}}",
                   f"put {{{world.party.key}}} down for {what}, to be done by {{due_on}}")),
            entity="project", does="create", intents=frozenset({"order", "buy", "start"}), rate=0.9, weight=1.2, told=priced,
        ))  # fmt: skip

    def _move_deadline(self, world: World) -> None:
        project = world.entities["project"]
        old = column_of(project, "due_on", f":{project.key}")
        later = Param("due_on", "date", "The new due date (YYYY-MM-DD)", depends=(project.key,),
                      pick=f"{coming_days(40, 3)} SELECT day FROM days WHERE day > {old} ORDER BY day")  # fmt: skip
        world.act(Action(
            f"postpone_{project.word}", f"Move the due date of an open {project.noun} to a later day.",
            params=(world.row_param(project, "status = 'open'"), later),
            steps=(*world.found(project), world.in_state(project, "open"),
                   world.require("SELECT :due_on > :found_due_on", "It is due on {found_due_on}: only a later day will do.", "invalid"),
                   world.update(project, due_on=":due_on")),
            returns=world.row_of(project),
            phrases=(f"move the due date of {{{project.key}}} to {{due_on}}", f"put {{{project.key}}} off until {{due_on}}"),
            entity="project", intents=frozenset({"move", "postpone"}), rate=0.15,
        ))  # fmt: skip

    def _cancel(self, world: World) -> None:
        project = world.entities["project"]
        world.act(Action(
            f"cancel_{project.word}", f"Cancel an open {project.noun} of which no {self.task} is done yet.",
            params=(world.row_param(project, f"status = 'open' AND {self._none_done(world, project.table + '.id')}"),),
            steps=(*world.found(project), world.in_state(project, "open"),
                   world.require(f"SELECT {self._none_done(world, f':{project.key}')}",
                                 f"{capitalised(a(self.task.singular))} of it is done already."),
                   world.update(project, status="'cancelled'")),
            returns=world.row_of(project),
            phrases=(f"cancel {{{project.key}}}",),
            entity="project", intents=frozenset({"cancel"}), rate=0.15, weight=0.7,
        ))  # fmt: skip

    # ---- what staff do -----------------------------------------------------------------------------------------

    def _task_in_work(self, world: World, *states: str) -> list[Statement]:
        """The task exists, is in one of these states, and belongs to a project that is open."""
        project, task = world.entities["project"], world.entities["task"]
        listed = ", ".join(repr(each) for each in states)
        of_project = column_of(project, "status", f":found_{project.key}")
        return [
            *world.found(task, audience="staff"),
            world.require(f"SELECT :found_status IN ({listed}) AND {of_project} = 'open'",
                          f"This {task.noun} is {{found_status}}; it would have to be {' or '.join(states)}, in an open "
                          f"{project.noun}."),
        ]  # fmt: skip

    def _assign(self, world: World) -> None:
        task, staff = world.entities["task"], world.staff
        theirs = f"(SELECT coalesce({staff.key}, 0) FROM {task.table} WHERE id = :{task.key})"
        world.act(Action(
            f"assign_{task.word}", f"Give {a(task.noun.singular)} that is not done to a colleague.",
            params=(world.row_param(task, f"status = 'open' AND {self._in_open_project(world)}"),
                    Param(staff.key, "reference", "Who is to do it", of="staff", depends=(task.key,),
                          pick=f"SELECT id FROM staff WHERE id <> {theirs} ORDER BY id")),
            steps=(*self._task_in_work(world, "open"), world.exists(staff),
                   world.require(f"SELECT :found_{staff.key} IS NOT :{staff.key}", "It is theirs already."),
                   world.update(task, **{staff.key: f":{staff.key}"})),
            returns=world.row_of(task),
            phrases=(f"assign {{{task.key}}} to {{{staff.key}}}", f"give {{{task.key}}} to {{{staff.key}}}"),
            entity="task", intents=frozenset({"assign", "reassign"}), audience="staff", weight=1.2, rate=0.3,
            due=f"SELECT t.id AS {task.key}, 1 + (t.id * 5 + 3) % (SELECT count(*) FROM staff) AS {staff.key} FROM {task.table} t "
            f"WHERE t.status = 'open' AND t.{staff.key} IS NULL AND t.{self._in_open_project(world)} ORDER BY t.id", due_chance=0.35,
        ))  # fmt: skip

    def _log_time(self, world: World) -> None:
        task, entry, staff = world.entities["task"], world.entities["time_entry"], world.staff
        minutes = Param("minutes", "quantity", "How many minutes", low=30, high=240, step=15, unit=noun("minute"))
        world.act(Action(
            f"log_time_on_{task.word}", f"Note time that you spent today on {a(task.noun.singular)} that is not done.",
            params=(world.row_param(task, f"status = 'open' AND {self._in_open_project(world)}"), minutes),
            steps=(*self._task_in_work(world, "open"),
                   world.insert(entry, **{task.key: f":{task.key}", staff.key: ":user_id", "minutes": ":minutes",
                                          "worked_on": "date(now())"})),
            returns=world.row_of(entry, ":new_id"),
            phrases=(f"log {{minutes}} for me on {{{task.key}}}", f"put down {{minutes}} for me on {{{task.key}}}"),
            entity="time_entry", does="create", intents=frozenset({"log"}), audience="staff",
            due=f"SELECT t.id AS {task.key}, 30 + (t.id * 37 + CAST(julianday(date(now())) AS INTEGER) * 11) % 13 * 15 AS minutes, "
            f"t.{staff.key} AS user_id FROM {task.table} t WHERE t.status = 'open' AND t.{staff.key} IS NOT NULL "
            f"AND t.{self._in_open_project(world)} ORDER BY t.id", due_chance=0.35,
        ))  # fmt: skip

    def _block_and_unblock(self, world: World) -> None:
        task = world.entities["task"]
        for name, was, becomes, note, phrases, intents in (
            ("block", "open", "blocked", "cannot go on for now", ("mark {%s} as blocked", "put {%s} on hold"), {"block", "pause"}),
            ("unblock", "blocked", "open", "can go on", ("unblock {%s}", "take {%s} off hold"), {"unblock", "resume"}),
        ):  # fmt: skip
            world.act(Action(
                f"{name}_{task.word}", f"Note that {a(task.noun.singular)} {note}.",
                params=(world.row_param(task, f"status = '{was}' AND {self._in_open_project(world)}", "staff"),),
                steps=(*(self._task_in_work(world, was) if name == "block" else [
                    *world.found(task, audience="staff"), world.in_state(task, was)]), world.update(task, status=f"'{becomes}'")),
                returns=world.row_of(task), phrases=tuple(phrase % task.key for phrase in phrases),
                entity="task", intents=frozenset(intents), audience="staff", rate=0.35 if name == "block" else 0.25, weight=0.6,
                inverse=(f"block_{task.word}", f"unblock_{task.word}", f"finish_{task.word}"),
            ))  # fmt: skip

    def _finish_task(self, world: World) -> None:
        task = world.entities["task"]
        ready, steps = "status = 'open'", list[Statement]()
        if not world.for_customer:
            entry = world.entities["time_entry"]
            logged = f"EXISTS (SELECT 1 FROM {entry.table} e WHERE e.{task.key} = %s)"
            ready += f" AND {logged % (task.table + '.id')}"
            steps = [
                world.require(f"SELECT {logged % f':{task.key}'}", f"Nobody has logged time on this {task.noun} yet.")
            ]
        world.act(Action(
            f"finish_{task.word}", f"Note that {a(task.noun.singular)} is done" + ("." if world.for_customer else ", once time was logged on it."),
            params=(world.row_param(task, f"{ready} AND {self._in_open_project(world)}", "staff"),),
            steps=(*self._task_in_work(world, "open"), *steps, world.update(task, status="'done'")),
            returns=world.row_of(task),
            phrases=(f"mark {{{task.key}}} as done", f"tick off {{{task.key}}}"),
            entity="task", intents=frozenset({"finish", "resolve"}), audience="staff",
            due=f"SELECT id AS {task.key} FROM {task.table} WHERE {ready} AND {self._in_open_project(world)} ORDER BY id",
            due_chance=0.12 if world.for_customer else 0.3, inverse=(f"block_{task.word}",),
        ))  # fmt: skip

    def _finish(self, world: World) -> None:
        project, task, party = world.entities["project"], world.entities["task"], f":found_{world.party.key}"
        row, price = f":{project.key}", ":found_price_cents"
        columns = {"status": "'finished'"}
        if self._by_the_hour(world):
            entry = world.entities["time_entry"]
            price = (f"(SELECT coalesce(sum(e.minutes), 0) * {self.rate_cents} / 60 FROM {entry.table} e "
                     f"JOIN {task.table} t ON t.id = e.{task.key} WHERE t.{project.key} = {row})")  # fmt: skip
            columns["price_cents"] = price
        world.act(Action(
            f"finish_{project.word}", f"Finish an open {project.noun} of which every {task.noun} is done; its price becomes due.",
            params=(world.row_param(project, f"status = 'open' AND {self._all_done(world, project.table + '.id')}", "staff"),),
            steps=(*world.found(project, audience="staff"), world.in_state(project, "open"),
                   world.require(f"SELECT {self._all_done(world, row)}", f"Not all of its {task.noun.plural} are done."),
                   world.update(project, **columns),
                   *world.tell("charged", party=party, entity="project", id=row, amount=price),
                   *world.tell("finished", entity="project", id=row, party=party)),
            returns=world.row_of(project),
            phrases=(f"mark {{{project.key}}} as finished",),
            entity="project", intents=frozenset({"finish", "finish project", "deliver"}), audience="staff",
            due=f"SELECT id AS {project.key} FROM {project.table} WHERE status = 'open' "
            f"AND {self._all_done(world, project.table + '.id')} ORDER BY id", due_chance=0.12,
            told=(Told("price_cents", "what we charge for it", "money"),),
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        project = world.entities["project"]
        world.invariants[f"every {self.task} of a finished {project.noun} is done"] = (
            f"SELECT id FROM {project.table} WHERE status = 'finished' AND NOT ({self._all_done(world, project.table + '.id')})"
        )
        said = project.noun
        world.situations.append(Situation(
            "plans slipped", f"{{party}} needs the {said} later than planned.", ("move", "cancel?", "pay*?"),
            lead_customer=f"I need my {said} a little later than planned.", asks=("last", "owed"),
        ))  # fmt: skip
        if not world.for_customer:
            world.situations += [
                Situation("morning meeting", f"We went through {{party}}'s {said} this morning.", ("assign", "finish?", "log?", "block?"),
                          asks=("last", "count")),
                Situation("on the phone", f"{{party}} rang to ask how the {said} is coming along.", ("finish", "finish project?", "assign?"),
                          asks=("last", "owed")),
            ]  # fmt: skip
        else:
            world.situations.append(Situation(
                "next job", "{party} has more work for us.", ("order", "cancel?", "pay?"),
                lead_customer="I have some more work for you.", asks=("last", "owed"),
            ))  # fmt: skip


def _quoted(text: str) -> str:
    return text.replace("'", "''")
