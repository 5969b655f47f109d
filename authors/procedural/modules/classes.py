"""Classes: courses meet every week at their hour, and the party enrols for single sessions with few seats.

Offers chargeable and reviewable (the enrolment). Asks may_act, may_use (the course), discount.
Tells charged, voided, finished, bought. Sessions are put on the timetable three weeks ahead.
"""

from dataclasses import dataclass
from typing import ClassVar

from authors.procedural.language import Noun, a, noun
from authors.procedural.model import (
    Action,
    Entity,
    Field,
    Param,
    Report,
    Situation,
    Statement,
    Things,
    category,
    instant,
    name_field,
    quantity,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.modules.fragments import (
    column_of,
    coming_days,
    every_row,
    first_price,
    later_than_now,
    only_when,
    shown_to_staff,
    widened,
)  # fmt: skip
from authors.procedural.world import World

WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
HOURS = ("18:30", "09:00", "17:00", "12:30", "20:00", "10:30", "07:30", "14:00")
SEATS = (4, 6, 3, 5, 8, 3, 7, 4)
SHARE_TAKEN = 0.75
"""Of all seats, how many are asked for."""
HORIZON = 20
"""How many days ahead the timetable reaches."""


@dataclass(frozen=True, kw_only=True)
class Classes(Module):
    """Weekly courses, their sessions, and who is in them."""

    OPTIONS = {
        "teachers": ("table", "column", "column"),
        "waitlist": (True, False),
        "swap": (True, True, False),
        "drop": ("until it starts", "until two days before"),
        "timetable": (0, 1, 2, 3, 4),
    }
    NEEDS: ClassVar[tuple[str, ...]] = ()

    course: Things
    """A price where sessions are paid for; weekday, hour and seats are added."""
    session: Noun = noun("class")
    enrolment: Noun = noun("enrolment")
    teacher_names: tuple[str, ...]
    teacher: Noun = noun("teacher")

    def declare(self, world: World) -> None:
        things = self._timetable()
        extra = [reference("teacher")] if self._has_teachers else []
        if self._has_teachers:
            names = Things(self.teacher, (), tuple((name,) for name in self.teacher_names))
            world.add(Entity("teacher", self.teacher, [name_field()], naming=("{name}",), things=names))
        world.add(Entity("course", things.noun, [name_field(), *things.with_values(), *extra], naming=("{name}",),
                         things=things))  # fmt: skip
        world.add(Entity(
            "session", self.session,
            [reference("course"), *extra, instant("starts_at", "start", filter=True), state("scheduled>cancelled")],
            naming=("{course} on {starts_at}",), live="scheduled", live_said={"scheduled": "upcoming"},
        ))  # fmt: skip
        paths = ["enrolled>attended", "enrolled>dropped"]
        if self.options["waitlist"]:
            paths += ["waiting>enrolled", "waiting>dropped"]
        world.add(Entity(
            "enrolment", self.enrolment, [reference("session"), reference("party"), state(", ".join(paths))],
            naming=("{party}'s {noun} in {session}",),
            offers=("chargeable", "reviewable") if self._price else ("reviewable",), owned=True, live="enrolled",
            live_said={"enrolled": "current"},
        ))  # fmt: skip

    def build(self, world: World) -> None:
        self._schedule(world)
        self._open_sessions(world)
        self._enrol(world)
        if self.options["swap"]:
            self._swap(world)
        self._drop(world)
        self._attend(world)
        self._cancel_session(world)
        if self._has_teachers:
            self._substitute(world)
        self._agreements(world)

    # ---- the timetable -----------------------------------------------------------------------------------------

    @property
    def _has_teachers(self) -> bool:
        return bool(self.options["teachers"] == "table")

    @property
    def _price(self) -> str:
        return first_price(self.course)

    @property
    def _busy(self) -> float:
        """Enrolments a day: every course meets once a week."""
        return SHARE_TAKEN * len(self.course.rows) * sum(SEATS) / len(SEATS) / 7

    def _timetable(self) -> Things:
        """The courses with weekday, hour and seats: no two courses share weekday and hour."""
        turn = int(self.options["timetable"])
        added = [
            (category("weekday", WEEKDAYS[1:]), lambda place: WEEKDAYS[1 + (place * 5 + turn) % 6]),
            (Field("begins", "category", "starting time", values=HOURS, asked=False),
             lambda place: HOURS[(place // 6 + place + turn) % len(HOURS)]),
            (quantity("seats", 3, 8, "number of seats", most="largest", least="smallest"),
             lambda place: SEATS[(place + turn) % len(SEATS)]),
        ]  # fmt: skip
        if not self._has_teachers:
            named = category("teacher", self.teacher_names, self.teacher.singular)
            added.append((named, lambda place: self.teacher_names[(place * 3 + turn) % len(self.teacher_names)]))
        return widened(self.course, *added)

    def _schedule(self, world: World) -> None:
        """Staff put sessions on the timetable; history does so for three weeks ahead."""
        course, session = world.entities["course"], world.entities["session"]
        who, teacher_value, teacher_due = self._who_teaches(world)
        numbered = " ".join(f"WHEN '{name}' THEN '{number}'" for number, name in enumerate(WEEKDAYS))
        there = f"FROM {session.table} s WHERE s.{course.key} = "
        steps: list[Statement] = [
            world.exists(course), *([world.exists(world.entities["teacher"])] if who else []), later_than_now(world),
            world.require(f"SELECT NOT EXISTS (SELECT 1 {there}:{course.key} AND s.starts_at = :starts_at)",
                          f"This {course.noun} meets at that time already."),
        ]  # fmt: skip
        if who:
            key = world.entities["teacher"].key
            steps.append(world.require(
                f"SELECT NOT EXISTS (SELECT 1 FROM {session.table} WHERE {key} = :{key} AND starts_at = :starts_at "
                "AND status = 'scheduled')", f"This {self.teacher} teaches something else at that time."))  # fmt: skip
        world.act(Action(
            f"schedule_{session.word}", f"Put one more {session.noun} of {a(course.noun.singular)} on the timetable.",
            params=(world.row_param(course), *who, Param("starts_at", "moment", "When it starts (YYYY-MM-DD HH:MM:SS)",
                                                         hours=(11, 13, 15, 16), ahead=(2, 18))),
            steps=(*steps, world.insert(session, **{course.key: f":{course.key}", "starts_at": ":starts_at", **teacher_value})),
            returns=world.row_of(session, ":new_id"),
            phrases=tuple(phrase + (f" with {{{who[0].name}}}" if who else "") for phrase in (
                f"put on {{{course.key}}} once more on {{starts_at}}", f"schedule {{{course.key}}} once more for {{starts_at}}")),
            entity="session", does="create", intents=frozenset({"schedule", "add"}), weight=0.5,
            audience=shown_to_staff(not self.options["swap"]),
            due=f"{coming_days(HORIZON)} SELECT c.id AS {course.key}, day || ' ' || c.begins || ':00' AS starts_at{teacher_due} "
            f"FROM days JOIN {course.table} c ON strftime('%w', day) = CASE c.weekday {numbered} END "
            f"WHERE NOT EXISTS (SELECT 1 {there}c.id AND date(s.starts_at) = day) ORDER BY day, c.id",
        ))  # fmt: skip

    def _who_teaches(self, world: World) -> tuple[tuple[Param, ...], dict[str, str], str]:
        """The teacher as a parameter, as a column of a new session, and as a column of those that fall due."""
        if not self._has_teachers:
            return (), {}, ""
        teacher = world.entities["teacher"]
        return (world.row_param(teacher),), {teacher.key: f":{teacher.key}"}, f", c.{teacher.key} AS {teacher.key}"

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _taken(self, world: World, session: str) -> str:
        enrolment, key = world.entities["enrolment"], world.entities["session"].key
        return f"(SELECT count(*) FROM {enrolment.table} WHERE {key} = {session} AND status = 'enrolled')"

    def _seats(self, world: World, session: str) -> str:
        course, table = world.entities["course"], world.entities["session"].table
        return f"(SELECT c.seats FROM {table} s JOIN {course.table} c ON c.id = s.{course.key} WHERE s.id = {session})"

    def _full(self, world: World, session: str) -> str:
        return f"{self._taken(world, session)} >= {self._seats(world, session)}"

    def _is_in(self, world: World, session: str, party: str) -> str:
        enrolment, key = world.entities["enrolment"], world.entities["session"].key
        return (f"EXISTS (SELECT 1 FROM {enrolment.table} e WHERE e.{key} = {session} AND e.{world.party.key} = {party} "
                "AND e.status <> 'dropped')")  # fmt: skip

    def _ahead(self, world: World) -> list[Statement]:
        """The session in the arguments exists, takes place, and has not begun."""
        session = world.entities["session"]
        row = f"FROM {session.table} WHERE id = :{session.key}"
        return [
            world.exists(session),
            world.require(f"SELECT status = 'scheduled' {row}", f"This {session.noun} is cancelled."),
            world.require(f"SELECT starts_at > now() {row}", f"This {session.noun} has begun or is over.", "invalid"),
        ]  # fmt: skip

    def _has_seat(self, world: World) -> list[Statement]:
        session = world.entities["session"]
        return [world.require(f"SELECT NOT {self._full(world, f':{session.key}')}",
                              f"This {session.noun} is full. list_open_{session.words} shows those with free seats.")]  # fmt: skip

    def _bill(self, world: World, party: str, enrolment: str, session: str) -> list[Statement]:
        """A seat is charged for, where the course has a price."""
        if not self._price:
            return []
        course = world.entities["course"]
        cost = column_of(course, self._price, column_of(world.entities["session"], course.key, session))
        discount = world.ask("discount", party=party)
        if discount:
            cost = f"{cost} * (100 - coalesce(:discount_percent, 0)) / 100"
        told = {"party": party, "entity": "enrolment", "id": enrolment, "amount": cost}
        return [*discount, *world.tell("charged", **told), *world.tell("bought", **told)]

    def _unbill(self, world: World, enrolment: str) -> list[Statement]:
        return world.tell("voided", entity="enrolment", id=enrolment) if self._price else []

    # ---- what is done ------------------------------------------------------------------------------------------

    def _open_sessions(self, world: World) -> None:
        course, session = world.entities["course"], world.entities["session"]
        columns, joins = world.columns_selected(session)
        left = f"{self._seats(world, 'x.id')} - {self._taken(world, 'x.id')}"
        world.report(Report(
            f"list_open_{session.words}",
            f"Coming {session.noun.plural} of {a(course.noun.singular)} that have seats left, with how many.",
            params=(world.row_param(course),), steps=(world.exists(course),),
            returns=f"SELECT {', '.join(columns)}, {left} AS seats_left FROM {session.table} x {' '.join(joins)} "
            f"WHERE x.{course.key} = :{course.key} AND x.status = 'scheduled' AND x.starts_at > now() AND {left} > 0 "
            "ORDER BY x.starts_at, x.id",
            shape="rows", entity="session",
        ))  # fmt: skip

    def _enrol(self, world: World) -> None:
        course, session, enrolment = (world.entities[role] for role in ("course", "session", "enrolment"))
        party, mine, row = world.party_value(), world.own(), f":{session.key}"
        waits, full = self.options["waitlist"], self._full(world, row)
        columns = {session.key: row, world.party.key: party}
        if waits:
            columns["status"] = f"CASE WHEN {full} THEN 'waiting' ELSE 'enrolled' END"
        billed = self._bill(world, party, ":new_id", row)
        if waits:
            billed = only_when(f"{column_of(enrolment, 'status', ':new_id')} = 'enrolled'", billed)
        open_ones = "status = 'scheduled' AND starts_at > now() AND starts_at < datetime(now(), '+12 days')"
        if not waits:
            open_ones += f" AND NOT {self._full(world, session.table + '.id')}"
        left = f"{self._seats(world, session.table + '.id')} - {self._taken(world, session.table + '.id')}"
        pick = f"SELECT id FROM {session.table} WHERE {open_ones} ORDER BY {left} <= 0, {left}, starts_at, id"
        world.act(Action(
            f"enrol_in_{session.word}",
            ("Enrol" if mine else f"Enrol {a(world.party.noun.singular)}") + f" in a coming {session.noun}"
            + ("; where it is full, on its waiting list." if waits else " that has a seat left."),
            params=(Param(session.key, "reference", f"The {session.noun}", of="session", pick=pick), *world.party_param()),
            steps=(*self._ahead(world), *world.may_act(),
                   *world.ask(f"may_use:{course.role}", thing=column_of(session, course.key, row), party=party),
                   *([] if waits else self._has_seat(world)),
                   world.require(f"SELECT NOT {self._is_in(world, row, party)}",
                                 f"There is {a(enrolment.noun.singular)} in this {session.noun} already."),
                   world.insert(enrolment, **columns), *billed),
            returns=world.row_of(enrolment, ":new_id"),
            phrases=(f"enrol me in {{{session.key}}}", f"sign me up for {{{session.key}}}", f"put me in {{{session.key}}}")
            if mine else
            (f"enrol {{{world.party.key}}} in {{{session.key}}}", f"sign {{{world.party.key}}} up for {{{session.key}}}",
             f"put {{{world.party.key}}} in {{{session.key}}}"),
            entity="enrolment", does="create", intents=frozenset({"enrol"}), rate=self._busy, weight=1.6,
            inverse=(f"drop_{enrolment.word}",),
        ))  # fmt: skip

    def _swap(self, world: World) -> None:
        course, session, enrolment = (world.entities[role] for role in ("course", "session", "enrolment"))
        row, old = f":{session.key}", f":found_{session.key}"
        of_old = column_of(session, course.key, column_of(enrolment, session.key, f":{enrolment.key}"))
        pick = (f"SELECT id FROM {session.table} WHERE status = 'scheduled' AND starts_at > now() AND {course.key} = {of_old} "
                f"AND id <> {column_of(enrolment, session.key, f':{enrolment.key}')} "
                f"AND NOT {self._full(world, session.table + '.id')} ORDER BY starts_at, id")  # fmt: skip
        world.act(Action(
            f"swap_{session.word}",
            f"Move {a(enrolment.noun.singular)} to another {session.noun} of the same {course.noun} that has a seat left.",
            params=(world.row_param(enrolment, f"status = 'enrolled' AND {self._not_begun(world)}"),
                    Param(session.key, "reference", f"The {session.noun} to move to", of="session", pick=pick,
                          depends=(enrolment.key,))),
            steps=(*world.found(enrolment), *self._ahead(world), world.in_state(enrolment, "enrolled"),
                   world.require(f"SELECT {column_of(session, course.key, row)} = {column_of(session, course.key, old)}",
                                 f"That {session.noun} belongs to another {course.noun}."),
                   world.require(f"SELECT NOT {self._is_in(world, row, f':found_{world.party.key}')} AND NOT {self._full(world, row)}",
                                 f"That {session.noun} has no seat for this: it is full, or they are in it already."),
                   world.update(enrolment, **{session.key: row}),
                   *self._promote(world, old)),
            returns=world.row_of(enrolment),
            phrases=(f"move {{{enrolment.key}}} to {{{session.key}}}", f"swap {{{enrolment.key}}} for {{{session.key}}}"),
            entity="enrolment", intents=frozenset({"swap", "move", "switch"}), rate=0.3, keeps=("course",),
        ))  # fmt: skip

    def _not_begun(self, world: World) -> str:
        session = world.entities["session"]
        return f"{session.key} IN (SELECT id FROM {session.table} WHERE starts_at > now())"

    def _drop(self, world: World) -> None:
        session, enrolment = world.entities["session"], world.entities["enrolment"]
        live = ("enrolled", "waiting") if self.options["waitlist"] else ("enrolled",)
        listed = ", ".join(f"'{each}'" for each in live)
        late = self.options["drop"] == "until two days before"
        limit = "date(now(), '+2 days')" if late else "now()"
        starts = column_of(session, "starts_at", f":found_{session.key}")
        until = "until two days before" if late else "until it starts"
        coming = f"{session.key} IN (SELECT id FROM {session.table} WHERE starts_at > {limit})"
        world.act(Action(
            f"drop_{enrolment.word}", f"Give up {a(enrolment.noun.singular)}, {until}; nothing is charged for it then.",
            params=(world.row_param(enrolment, f"status IN ({listed}) AND {coming}"),),
            steps=(*world.found(enrolment),
                   world.require(f"SELECT :found_status IN ({listed}) AND {starts} > {limit}",
                                 f"This {enrolment.noun} is {{found_status}}; only current ones can be given up, {until}."),
                   world.update(enrolment, status="'dropped'"),
                   *self._unbill(world, f":{enrolment.key}"),
                   *self._promote(world, f":found_{session.key}")),
            returns=world.row_of(enrolment),
            phrases=(f"cancel {{{enrolment.key}}}", f"drop {{{enrolment.key}}}"),
            entity="enrolment", intents=frozenset({"cancel", "drop"}), rate=0.5, each=enrolment.key, each_state="enrolled",
            inverse=(f"enrol_in_{session.word}",),
        ))  # fmt: skip

    def _promote(self, world: World, session: str) -> list[Statement]:
        """The first who waits gets a seat that has become free, and pays for it."""
        if not self.options["waitlist"]:
            return []
        entity, key = world.entities["enrolment"], world.entities["session"].key
        first = f"(SELECT min(id) FROM {entity.table} WHERE {key} = {session} AND status = 'waiting')"
        write = world.update(entity, f"id = {first} AND NOT {self._full(world, session)}", status="'enrolled'")
        moved = write.model_copy(update={
            "write": f"{write.write} RETURNING id, {world.party.key}", "bound_to": "promoted"})  # fmt: skip
        billed = self._bill(world, f":promoted_{world.party.key}", ":promoted_id", session)
        return [moved, *only_when(":promoted_id IS NOT NULL", billed)]

    def _attend(self, world: World) -> None:
        """Teachers tick off who came; history does so after every session."""
        session, enrolment = world.entities["session"], world.entities["enrolment"]
        starts = column_of(session, "starts_at", f":found_{session.key}")
        begun = f"{session.key} IN (SELECT id FROM {session.table} WHERE date(starts_at) <= date(now()))"
        world.act(Action(
            f"mark_{enrolment.word}_attended", f"Note that somebody came to their {session.noun}, on its day or later.",
            params=(world.row_param(enrolment, f"status = 'enrolled' AND {begun}", "staff"),),
            steps=(*world.found(enrolment, audience="staff"), world.in_state(enrolment, "enrolled"),
                   world.require(f"SELECT date({starts}) <= date(now())", f"The day of that {session.noun} has not come yet."),
                   world.update(enrolment, status="'attended'"),
                   *world.tell("finished", entity="enrolment", id=f":{enrolment.key}", party=f":found_{world.party.key}")),
            returns=world.row_of(enrolment),
            phrases=(f"mark {{{enrolment.key}}} as attended", f"tick off {{{enrolment.key}}}"),
            entity="enrolment", intents=frozenset({"attend", "finish"}), audience="staff", weight=0.4,
            due=f"SELECT e.id AS {enrolment.key} FROM {enrolment.table} e JOIN {session.table} s ON s.id = e.{session.key} "
            "WHERE e.status = 'enrolled' AND s.status = 'scheduled' AND s.starts_at < now() "
            "AND s.starts_at > datetime(now(), '-1 day') ORDER BY e.id", due_chance=0.8,
        ))  # fmt: skip

    def _cancel_session(self, world: World) -> None:
        session, enrolment = world.entities["session"], world.entities["enrolment"]
        live = ("enrolled", "waiting") if self.options["waitlist"] else ("enrolled",)
        listed = ", ".join(f"'{each}'" for each in live)
        row = f":{session.key}"
        world.act(Action(
            f"cancel_{session.word}",
            f"Call a coming {session.noun} off: everybody's {enrolment.noun} in it is dropped and nobody is charged.",
            params=(world.row_param(session, "status = 'scheduled' AND starts_at > now()", "staff"),),
            steps=(*self._ahead(world),
                   *self._unbill(world, every_row(enrolment, session.key, row, live)),
                   world.update(enrolment, f"{session.key} = {row} AND status IN ({listed})", status="'dropped'"),
                   world.update(session, status="'cancelled'")),
            returns=world.row_of(session),
            phrases=(f"call off {{{session.key}}} for everybody", f"cancel {{{session.key}}} for all who are enrolled"),
            entity="session", intents=frozenset({"call_off"}), audience=shown_to_staff(not self._has_teachers),
            rate=0.2, weight=0.5,
        ))  # fmt: skip

    def _substitute(self, world: World) -> None:
        session, teacher = world.entities["session"], world.entities["teacher"]
        busy = (f"SELECT {teacher.key} FROM {session.table} WHERE status = 'scheduled' AND starts_at = "
                f"{column_of(session, 'starts_at', f':{session.key}')}")  # fmt: skip
        world.act(Action(
            f"assign_{teacher.word}", f"Let another {teacher.noun} take a coming {session.noun}.",
            params=(world.row_param(session, "status = 'scheduled' AND starts_at > now()", "staff"),
                    Param(teacher.key, "reference", f"The {teacher.noun} who takes it", of="teacher",
                          pick=f"SELECT id FROM {teacher.table} WHERE id NOT IN ({busy}) ORDER BY id", depends=(session.key,))),
            steps=(*self._ahead(world), world.exists(teacher),
                   world.require(f"SELECT :{teacher.key} NOT IN ({busy})", f"This {teacher.noun} teaches at that time already."),
                   world.update(session, **{teacher.key: f":{teacher.key}"})),
            returns=world.row_of(session),
            phrases=(f"have {{{teacher.key}}} teach {{{session.key}}}", f"put {{{teacher.key}}} down to teach {{{session.key}}}"),
            entity="session", intents=frozenset({"assign"}), audience="staff", rate=0.2, each=session.key, each_state="scheduled",
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        course, session, enrolment = (world.entities[role] for role in ("course", "session", "enrolment"))
        world.invariants[f"no {session.noun} has more {enrolment.noun.plural} than seats"] = (
            f"SELECT id FROM {session.table} WHERE {self._taken(world, session.table + '.id')} > "
            f"{self._seats(world, session.table + '.id')}"
        )
        world.invariants[f"nobody is twice in one {session.noun}"] = (
            f"SELECT {session.key} FROM {enrolment.table} WHERE status <> 'dropped' "
            f"GROUP BY {session.key}, {world.party.key} HAVING count(*) > 1"
        )
        world.situations += [
            Situation("new working hours", "{party} has other plans next week.", ("swap", "enrol?", "cancel*?"),
                      lead_customer="My plans for the next weeks have changed.", asks=("last", "count")),
            Situation("fresh start", f"{{party}} wants to take {a(course.noun.singular)} or two.",
                      ("join?", "enrol", "enrol", "pay?"),
                      lead_customer=f"I would like to take {a(course.noun.singular)} or two.", asks=("last", "owed")),
            Situation("sprained ankle", "{party} has sprained an ankle and has to take it easy.", ("cancel*", "pause?", "pay?"),
                      lead_customer="I have sprained my ankle and have to take it easy.", asks=("owed",)),
        ]  # fmt: skip
