"""Bookings: one party holds one thing for a span of whole days or nights.

Offers bookable (the thing), chargeable and reviewable (the booking).
Answers held (the thing). Asks may_act, free, in_order, may_use, discount. Tells charged, voided, finished, bought.
"""

from dataclasses import dataclass

from authors.procedural.language import Noun, Verb, a, capitalised, identifier, noun, verb
from authors.procedural.model import (
    Action,
    Entity,
    Param,
    Report,
    Situation,
    Statement,
    Things,
    Told,
    amount,
    day,
    name_field,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.world import World


@dataclass(frozen=True, kw_only=True)
class Bookings(Module):
    """Things with a daily or nightly price, of which each is held by one party at a time."""

    OPTIONS = {"extend": (True, False), "cancel": ("any time", "two days before"), "pay": ("per day", "per day")}

    thing: Things
    """Its fields must hold one price, the first field of meaning money."""
    booking: Noun = noun("booking")
    verb: Verb = verb("book")
    unit: Noun = noun("day")
    longest: int = 6
    busy: float = 1.6
    """Bookings made a day, over the whole business."""
    of: str = "of"
    """Between a booking and its thing: "my stay in the Loft", "my hire of the Kite"."""

    def declare(self, world: World) -> None:
        thing = self.thing
        world.add(Entity(
            self.role("thing"), thing.noun,
            [name_field(), *thing.with_values(), state("in_service>retired, retired>in_service")],
            naming=("{name}",), offers=("bookable", "maintainable"), things=thing, live="in_service",
        ))  # fmt: skip
        flow = "confirmed>active>completed, confirmed>cancelled"
        of_thing = f"{{noun}} {self.of} {{{self.role('thing')}}}"
        world.add(Entity(
            self.role("booking"), self.booking,
            [reference(self.role("thing")), reference("party"), day("start_on", "start date", filter=True),
             day("end_on", "end date"), amount("total_cents", "total"), state(flow)],
            naming=(f"{{party}}'s {of_thing}", "{party}'s {noun} from {start_on}",
                    f"{{party}}'s {of_thing} from {{start_on}}", f"the {of_thing} from {{start_on}}"),
            offers=("chargeable", "reviewable", "securable"), owned=True, live="confirmed",
            live_said={"confirmed": "upcoming", "active": "current"},
        ))  # fmt: skip

    def connect(self, world: World) -> None:
        world.listen(f"held:{self.role('thing')}", lambda thing, start, end: [world.require(
            f"SELECT NOT {self._taken(world, thing, start, end)}",
            f"Somebody has this {self.thing.noun} for some of those {self.unit.plural}.",
        )])  # fmt: skip

    def build(self, world: World) -> None:
        self._free(world)
        self._book(world)
        self._move(world)
        self._cancel(world)
        if self.options["extend"]:
            self._extend(world)
        self._hand_over_and_back(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _thing(self, world: World) -> Entity:
        return world.entities[self.role("thing")]

    def _booking(self, world: World) -> Entity:
        return world.entities[self.role("booking")]

    def _price(self, world: World) -> str:
        return self._thing(world).of_meaning("money")[0].name

    def _taken(self, world: World, thing: str, start: str, end: str, but: str = "0") -> str:
        """The condition that a thing is held by somebody in a span, the booking `but` left aside."""
        booking, key = self._booking(world), self._thing(world).key
        return (
            f"EXISTS (SELECT 1 FROM {booking.table} other WHERE other.{key} = {thing} AND other.id <> {but} "
            f"AND other.status IN ('confirmed', 'active') AND other.start_on < {end} AND other.end_on > {start})"
        )

    def _free_steps(self, world: World, thing: str, start: str, end: str, but: str = "0") -> list[Statement]:
        """The thing is not held by anybody, and nothing else speaks against it."""
        noun_said = self.thing.noun
        return [
            world.require(f"SELECT NOT {self._taken(world, thing, start, end, but)}",
                          f"The {noun_said} is already taken for some of those {self.unit.plural}."),
            *world.ask(f"free:{self.role('thing')}", thing=thing, start=start, end=end),
        ]  # fmt: skip

    def _days(self) -> Param:
        units = self.unit.plural
        return Param(f"{identifier(units)}", "quantity", f"Number of {units}", low=1, high=self.longest, unit=self.unit)

    def _start(self) -> Param:
        return Param("start_on", "date", "First day (YYYY-MM-DD)")

    def _end(self, start: str = ":start_on") -> str:
        return f"date({start}, '+' || :{identifier(self.unit.plural)} || ' days')"

    # ---- what is done ------------------------------------------------------------------------------------------

    def _free(self, world: World) -> None:
        thing = self._thing(world)
        columns, joins = world.columns_selected(thing)
        blocked = " ".join(
            f"AND ({step.require.removeprefix('SELECT ')})"
            for step in (
                *world.ask(f"free:{thing.role}", thing="x.id", start=":start_on", end=self._end()),
                *world.ask(f"in_order:{thing.role}", thing="x.id"),
            )
            if hasattr(step, "require")
        )
        world.report(Report(
            f"find_free_{thing.words}",
            f"{capitalised(thing.noun.plural)} in service that nobody holds in a span of {self.unit.plural}.",
            params=(self._start(), self._days()), steps=(world.not_past(),),
            returns=f"SELECT {', '.join(columns)} FROM {thing.table} x {' '.join(joins)} WHERE x.status = 'in_service' "
            f"AND NOT {self._taken(world, 'x.id', ':start_on', self._end())} {blocked} ORDER BY x.name, x.id",
            shape="rows", entity=thing.role,
        ))  # fmt: skip

    def _book(self, world: World) -> None:
        thing, booking, party = self._thing(world), self._booking(world), world.party_value()
        to = "to" if self.verb.base.startswith("lend") or self.verb.base.endswith(" out") else "for"
        thing_id = f":{thing.key}"
        discount = world.ask("discount", party=party)
        price = (
            f"(SELECT {self._price(world)} FROM {thing.table} WHERE id = {thing_id}) * :{identifier(self.unit.plural)}"
        )
        if discount:
            price = f"{price} * (100 - coalesce(:discount_percent, 0)) / 100"
        columns = {thing.key: thing_id, world.party.key: party, "start_on": ":start_on", "end_on": self._end(),
                   "total_cents": price}  # fmt: skip
        world.act(Action(
            f"{identifier(self.verb.base)}_{thing.word}",
            f"{capitalised(self.verb.base)} {a(thing.noun.singular)} for a number of {self.unit.plural}, if it is free.",
            params=(world.row_param(thing, "status = 'in_service'"), *world.party_param(), self._start(), self._days()),
            steps=(world.exists(thing), *world.may_act(), world.not_past(),
                   world.require(f"SELECT status = 'in_service' FROM {thing.table} WHERE id = {thing_id}",
                                 f"This {thing.noun} is retired."),
                   *world.ask(f"may_use:{thing.role}", thing=thing_id, party=party),
                   *world.ask(f"in_order:{thing.role}", thing=thing_id),
                   *self._free_steps(world, thing_id, ":start_on", self._end()), *discount,
                   world.insert(booking, **columns),
                   *world.tell("charged", party=party, entity=booking.role, id=":new_id",
                               amount=f"(SELECT total_cents FROM {booking.table} WHERE id = :new_id)"),
                   *world.tell("bought", party=party, entity=booking.role, id=":new_id",
                               amount=f"(SELECT total_cents FROM {booking.table} WHERE id = :new_id)")),
            returns=world.row_of(booking, ":new_id"),
            phrases=(f"{self.verb.base} {{{thing.key}}}[ {to} {{{world.party.key}}}] from {{start_on}} for "
                     f"{{{identifier(self.unit.plural)}}}",
                     f"{self.verb.base} {{{thing.key}}}[ {to} {{{world.party.key}}}] for "
                     f"{{{identifier(self.unit.plural)}}} starting {{start_on}}"),
            entity=booking.role, does="create", intents=frozenset({"book"}), rate=self.busy, weight=1.6,
            told=(Told("total_cents", "what it comes to", "money"), Told("end_on", "the day it ends", "date")),
            alternatives=f"find_free_{thing.words}", chosen=thing.key,
        ))  # fmt: skip

    def _move(self, world: World) -> None:
        thing, booking = self._thing(world), self._booking(world)
        end = "date(:start_on, '+' || (julianday(:found_end_on) - julianday(:found_start_on)) || ' days')"
        world.act(Action(
            f"move_{booking.word}",
            f"Move an upcoming {booking.noun} to another start date; {thing.noun}, length and price stay.",
            params=(world.row_param(booking, "status = 'confirmed'"), self._start()),
            steps=(*world.found(booking), world.in_state(booking, "confirmed"), world.not_past(),
                   world.require("SELECT :found_start_on <> :start_on", f"The {booking.noun} starts on that day already."),
                   *self._free_steps(world, f":found_{thing.key}", ":start_on", end, f":{booking.key}"),
                   world.update(booking, start_on=":start_on", end_on=end)),
            returns=world.row_of(booking),
            phrases=(f"move {{{booking.key}}} to {{start_on}}", f"reschedule {{{booking.key}}} to {{start_on}}"),
            entity=booking.role, intents=frozenset({"move"}), rate=0.15,
            told=(Told("end_on", "the day it now ends", "date"),),
        ))  # fmt: skip

    def _cancel(self, world: World) -> None:
        booking = self._booking(world)
        steps: list[Statement] = [*world.found(booking), world.in_state(booking, "confirmed")]
        when = "status = 'confirmed'"
        note = ""
        if self.options["cancel"] == "two days before":
            steps.append(world.require("SELECT :found_start_on >= date(now(), '+2 days')",
                                       f"It starts on {{found_start_on}}: {booking.noun.plural} can be cancelled until two "
                                       "days before they start."))  # fmt: skip
            when += " AND start_on >= date(now(), '+2 days')"
            note = ", at the latest two days before it starts"
        world.act(Action(
            f"cancel_{booking.word}", f"Cancel an upcoming {booking.noun}{note}.",
            params=(world.row_param(booking, when),),
            steps=(*steps, world.update(booking, status="'cancelled'"),
                   *world.tell("voided", entity=booking.role, id=f":{booking.key}")),
            returns=world.row_of(booking),
            phrases=(f"cancel {{{booking.key}}}",),
            entity=booking.role, intents=frozenset({"cancel"}), rate=0.2, each=booking.key, each_state="confirmed",
        ))  # fmt: skip

    def _extend(self, world: World) -> None:
        thing, booking = self._thing(world), self._booking(world)
        extra = Param(f"extra_{identifier(self.unit.plural)}", "quantity", f"How many {self.unit.plural} more", low=1,
                      high=3, unit=self.unit)  # fmt: skip
        end = f"date(:found_end_on, '+' || :{extra.name} || ' days')"
        more = f"(SELECT {self._price(world)} FROM {thing.table} WHERE id = :found_{thing.key}) * :{extra.name}"
        world.act(Action(
            f"extend_{booking.word}",
            f"Make an upcoming or current {booking.noun} longer; the extra {self.unit.plural} cost the full price.",
            params=(world.row_param(booking, "status IN ('confirmed', 'active')"), extra),
            steps=(*world.found(booking), world.in_state(booking, "confirmed", "active"),
                   *self._free_steps(world, f":found_{thing.key}", ":found_end_on", end, f":{booking.key}"),
                   world.update(booking, end_on=end, total_cents=f"total_cents + {more}"),
                   *world.tell("charged", party=f":found_{world.party.key}", entity=booking.role, amount=more,
                               id=f":{booking.key}")),
            returns=world.row_of(booking),
            phrases=(f"extend {{{booking.key}}} by {{{extra.name}}}", f"add {{{extra.name}}} to {{{booking.key}}}"),
            entity=booking.role, intents=frozenset({"extend"}), rate=0.1,
            told=(Told("end_on", "the day it now ends", "date"), Told("total_cents", "the new total", "money")),
        ))  # fmt: skip

    def _hand_over_and_back(self, world: World) -> None:
        """Staff hand the thing over on the day and take it back; history does so daily."""
        booking = self._booking(world)
        for name, was, becomes, when, phrase in (
            ("start", "confirmed", "active", "start_on <= date(now())", "mark {%s} as started"),
            ("complete", "active", "completed", "end_on <= date(now())", "close {%s} as completed"),
        ):
            moment = "it has started" if name == "start" else "it is over"
            finished = world.tell("finished", entity=booking.role, id=f":{booking.key}",
                                  party=f":found_{world.party.key}") if name == "complete" else []  # fmt: skip
            column = when.split()[0]
            world.act(Action(
                f"{name}_{booking.word}", f"Note that {a(booking.noun.singular)} has {'begun' if name == 'start' else 'ended'}.",
                params=(world.row_param(booking, f"status = '{was}' AND {when}", audience="staff"),),
                steps=(*world.found(booking, audience="staff"), world.in_state(booking, was),
                       world.require(f"SELECT :found_{column} <= date(now())",
                                     f"Its date is {{found_{column}}}: too early to say that {moment}."),
                       world.update(booking, status=f"'{becomes}'"), *finished),
                returns=world.row_of(booking), phrases=(phrase % booking.key,), entity=booking.role, audience="staff",
                due=f"SELECT id AS {booking.key} FROM {booking.table} WHERE status = '{was}' AND {when} ORDER BY id",
                due_chance=0.97, weight=0.3, intents=frozenset({"finish"}),
            ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        """What must always hold, and why people ask for several things at once."""
        booking, thing = self._booking(world), self._thing(world)
        world.invariants[f"no two live {booking.noun.plural} of one {thing.noun} overlap"] = (
            f"SELECT one.id FROM {booking.table} one JOIN {booking.table} two ON two.{thing.key} = one.{thing.key} "
            "AND two.id > one.id AND one.status IN ('confirmed', 'active') AND two.status IN ('confirmed', 'active') "
            "AND one.start_on < two.end_on AND two.start_on < one.end_on"
        )
        world.invariants[f"every {booking.noun} ends after it starts"] = (
            f"SELECT id FROM {booking.table} WHERE end_on <= start_on"
        )
        world.situations += [
            Situation("change of plans", "{party} just rang to change plans.", ("move", "book", "cancel?"),
                      lead_customer="My plans have changed.", asks=("last", "owed")),
            Situation("moving away", "{party} is moving away.", ("leave?", "cancel*", "pay*?"),
                      lead_customer="I am moving away.", asks=("owed",)),
            Situation("staying on", "{party} needs something for longer than planned.", ("extend", "book?", "buy?"),
                      lead_customer="I need something for longer than I thought.", asks=("last", "owed")),
        ]  # fmt: skip
