"""Events: each happens once, and the party signs up for one or several places.

Offers chargeable and reviewable (the sign-up). Asks may_act, discount. Tells charged, voided, finished, bought.
"""

import datetime
import math
from dataclasses import dataclass
from typing import ClassVar

from authors.procedural.language import Noun, a, capitalised, noun
from authors.procedural.model import (
    Action,
    Entity,
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
    every_row,
    first_price,
    later_than_now,
    only_when,
    shown_to_staff,
    widened,
)  # fmt: skip
from authors.procedural.world import World

STARTS = ("19:00:00", "18:30:00", "15:00:00", "20:00:00", "11:00:00", "17:00:00")
PLACES = (14, 10, 8, 24, 18, 6, 30, 12)
FEW = 6
"""Events in a short programme."""
SMALL = 12
"""Places that an event has which fills up one by one."""
PLACE = noun("place")
WINDOW = 19
"""Days before an event on which people make up their minds."""
KEENEST, KEEN_CUSTOMER = 24, 22
"""On one day of so many somebody signs up for what they will go to: at most, and user 1."""
USUAL_PLACES = (2, 1, 2, 1, 4, 2, 3)
BEFORE, SPAN = 16, 52
"""The programme begins so many days ago and is so many days long."""


@dataclass(frozen=True, kw_only=True)
class Events(Module):
    """A programme of events, and who comes to which with how many."""

    OPTIONS = {
        "places": ("several", "several", "one each"),
        "until": ("it starts", "two days before"),
        "programme": ("fixed", "moves", "is cut"),
        "check_in": (True, False),
        "calendar": (0, 1, 2, 3, 4, 5),
    }
    NEEDS: ClassVar[tuple[str, ...]] = ()

    event: Things
    """A quantity of places and, where they are paid for, a price. Date and venue are added."""
    rsvp: Noun = noun("RSVP")
    venue_names: tuple[str, ...]

    def declare(self, world: World) -> None:
        things = self._programme(world)
        world.add(Entity("event", things.noun, [name_field(), *things.with_values(), state("scheduled>cancelled")],
                         naming=("{name}",), things=things, live="scheduled"))  # fmt: skip
        several = [quantity("places", 1, 4, "number of places")] if self._several else []
        world.add(Entity(
            "rsvp", self.rsvp, [reference("event"), reference("party"), *several, state("going>attended, going>withdrawn")],
            naming=("{party}'s {noun} for {event}",), owned=True, live="going", live_said={"going": "current"},
            offers=("chargeable", "reviewable") if self._price else ("reviewable",),
        ))  # fmt: skip

    def build(self, world: World) -> None:
        self._open_events(world)
        self._sign_up(world)
        if self._several:
            self._change_places(world)
        self._withdraw(world)
        self._check_in(world)
        if self.options["programme"] == "moves":
            self._move_event(world)
        if self.options["programme"] == "is cut" and len(self._sizes) > FEW:
            self._cancel_event(world)
        self._agreements(world)

    # ---- the programme -----------------------------------------------------------------------------------------

    @property
    def _several(self) -> bool:
        """Whether a sign-up may be for several: always where few events are so small that single ones fill them."""
        small = [places for places in self._sizes if places <= SMALL]
        return bool(self.options["places"] == "several") or 3 * len(small) < len(self._sizes)

    @property
    def _sizes(self) -> list[int]:
        """How many places each event has."""
        columns = [each.name for each in self.event.fields]
        if self._capacity not in columns:
            return [PLACES[place % len(PLACES)] for place in range(len(self.event.rows))]
        return [int(row[1 + columns.index(self._capacity)]) for row in self.event.rows]

    @property
    def _price(self) -> str:
        return first_price(self.event)

    @property
    def _capacity(self) -> str:
        """The column that says how many places there are: the things' own, or one that is added."""
        own = [each.name for each in self.event.fields if each.meaning == "quantity"]
        return next((name for name in own if name in ("capacity", "places", "seats")), own[0] if own else "capacity")

    def _programme(self, world: World) -> Things:
        """The events with date and venue: some are over, most lie in the next five weeks."""
        today = datetime.date.fromisoformat(world.now[:10])
        turn, rows = int(self.options["calendar"]), len(self.event.rows)
        stride = next(each for each in (7, 5, 11, 13) if math.gcd(each, rows) == 1)

        def starts(place: int) -> str:
            step = (place * stride + turn * 3) % rows
            day = today + datetime.timedelta(days=step * SPAN // rows - BEFORE)
            return f"{day} {STARTS[(place + turn) % len(STARTS)]}"

        venues = category("venue", self.venue_names)
        added = [(quantity(self._capacity, 6, 40, "number of places", most="largest", least="smallest"),
                  lambda place: PLACES[(place + turn) % len(PLACES)])]  # fmt: skip
        return widened(
            self.event, *added, (venues, lambda place: self.venue_names[(place + turn) % len(self.venue_names)]),
            (instant("starts_at", "start", filter=True), starts),
        )  # fmt: skip

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _taken(self, world: World, event: str, but: str = "0") -> str:
        rsvp, key = world.entities["rsvp"], world.entities["event"].key
        count = "coalesce(sum(places), 0)" if self._several else "count(*)"
        return f"(SELECT {count} FROM {rsvp.table} WHERE {key} = {event} AND status <> 'withdrawn' AND id <> {but})"

    def _left(self, world: World, event: str, but: str = "0") -> str:
        return f"{column_of(world.entities['event'], self._capacity, event)} - {self._taken(world, event, but)}"

    def _not_cancelled(self, world: World, event: str) -> list[Statement]:
        """In a short programme nothing is cancelled, unless staff do it."""
        entity = world.entities["event"]
        if len(self._sizes) <= FEW:
            return []
        return [
            world.require(
                f"SELECT {column_of(entity, 'status', event)} = 'scheduled'", f"This {entity.noun} is cancelled."
            )
        ]

    def _enough_left(self, world: World, event: str, but: str = "0") -> Statement:
        entity = world.entities["event"]
        wanted = ":places" if self._several else "1"
        return world.require(f"SELECT {self._left(world, event, but)} >= {wanted}",
                             f"There are not enough places left. list_open_{entity.words} shows how many there are.")  # fmt: skip

    def _limit(self, column: str) -> str:
        """The condition under which what starts then may still be signed up for or given up."""
        return f"{column} > now()" if self.options["until"] == "it starts" else f"{column} >= date(now(), '+2 days')"

    @property
    def _until(self) -> str:
        return "until it starts" if self.options["until"] == "it starts" else "until two days before"

    def _in_time(self, world: World, event: str) -> Statement:
        entity = world.entities["event"]
        return world.require(f"SELECT {self._limit(column_of(entity, 'starts_at', event))}",
                             f"{capitalised(self.rsvp.plural)} for {a(entity.noun.singular)} can be made {self._until}.")  # fmt: skip

    def _changeable(self, world: World) -> Statement:
        """The bound sign-up is current and its event far enough away."""
        entity = world.entities["event"]
        starts = column_of(entity, "starts_at", f":found_{entity.key}")
        return world.require(f"SELECT :found_status = 'going' AND {self._limit(starts)}",
                             f"This {self.rsvp} is {{found_status}}; only current ones can be changed, {self._until}.")  # fmt: skip

    def _coming(self, world: World) -> str:
        entity = world.entities["event"]
        return (f"status = 'going' AND {entity.key} IN (SELECT id FROM {entity.table} WHERE status = 'scheduled' "
                f"AND {self._limit('starts_at')})")  # fmt: skip

    def _bill(self, world: World, party: str, rsvp: str, event: str) -> list[Statement]:
        if not self._price:
            return []
        cost = column_of(world.entities["event"], self._price, event) + (" * :places" if self._several else "")
        discount = world.ask("discount", party=party)
        if discount:
            cost = f"{cost} * (100 - coalesce(:discount_percent, 0)) / 100"
        told = {"party": party, "entity": "rsvp", "id": rsvp, "amount": cost}
        return [*discount, *only_when(f"{cost} > 0", [*world.tell("charged", **told), *world.tell("bought", **told)])]

    def _unbill(self, world: World, rsvp: str) -> list[Statement]:
        return world.tell("voided", entity="rsvp", id=rsvp) if self._price else []

    def _places(self, description: str, *depends: str, pick: str = "") -> tuple[Param, ...]:
        if not self._several:
            return ()
        usual = f"SELECT value FROM json_each('{list(USUAL_PLACES)}') ORDER BY key"
        most = max(4, max(self._sizes) // 10 + 1)
        return (
            Param("places", "quantity", description, low=1, high=most, unit=PLACE, depends=depends, pick=pick or usual),
        )

    # ---- what is done ------------------------------------------------------------------------------------------

    def _open_events(self, world: World) -> None:
        event = world.entities["event"]
        columns, joins = world.columns_selected(event)
        left = self._left(world, "x.id")
        world.report(Report(
            f"list_open_{event.words}", f"Coming {event.noun.plural} that can be signed up for, with the places left.",
            params=(), steps=(),
            returns=f"SELECT {', '.join(columns)}, {left} AS places_left FROM {event.table} x {' '.join(joins)} "
            f"WHERE x.status = 'scheduled' AND {self._limit('x.starts_at')} AND {left} > 0 ORDER BY x.starts_at, x.id",
            shape="rows", entity="event",
        ))  # fmt: skip

    def _sign_up(self, world: World) -> None:
        event, rsvp, party, mine = world.entities["event"], world.entities["rsvp"], world.party_value(), world.own()
        row = f":{event.key}"
        there = (f"EXISTS (SELECT 1 FROM {rsvp.table} WHERE {event.key} = {row} AND {world.party.key} = {party} "
                 "AND status <> 'withdrawn')")  # fmt: skip
        columns = {event.key: row, world.party.key: party}
        places, phrase = self._places("How many places"), ""
        if places:
            columns["places"], phrase = ":places", ", {places}"
        left = self._left(world, event.table + ".id")
        open_ones = (f"SELECT id FROM {event.table} WHERE status = 'scheduled' AND {self._limit('starts_at')} "
                     f"AND {left} > 0 ORDER BY {left}, starts_at, id")  # fmt: skip
        world.act(Action(
            f"sign_up_for_{event.word}",
            ("Sign up" if mine else f"Sign {a(world.party.noun.singular)} up") + f" for a coming {event.noun}.",
            params=(Param(event.key, "reference", f"The {event.noun}", of="event", pick=open_ones), *world.party_param(),
                    *places),
            steps=(world.exists(event), *world.may_act(),
                   *self._not_cancelled(world, row),
                   self._enough_left(world, row), self._in_time(world, row),
                   world.require(f"SELECT NOT {there}", f"There is {a(rsvp.noun.singular)} for this {event.noun} already."),
                   world.insert(rsvp, **columns),
                   *self._bill(world, party, ":new_id", row)),
            returns=world.row_of(rsvp, ":new_id"),
            phrases=(f"sign me up for {{{event.key}}}{phrase}", f"put me down for {{{event.key}}}{phrase}") if mine else
            (f"sign {{{world.party.key}}} up for {{{event.key}}}{phrase}",
             f"put {{{world.party.key}}} down for {{{event.key}}}{phrase}"),
            entity="rsvp", does="create", intents=frozenset({"sign_up"}), due=self._wishes(world), weight=1.5,
            alternatives=f"list_open_{event.words}", chosen=event.key, inverse=(f"withdraw_{rsvp.word}",),
        ))  # fmt: skip

    def _wishes(self, world: World) -> str:
        """Who signs up today: everybody for some events, for each on a day of its own in the weeks before it.

        Large events are wished for more often than small ones, and some more than others, so that a few fill up.
        """
        event, rsvp, party = world.entities["event"], world.entities["rsvp"], world.party
        active = "p.status = 'active'" if party.status else "1"
        number = "(e.id * 37 + p.id * 61 + CAST(julianday(date(now())) AS INTEGER) * 13)"
        usual = f", CASE (e.id + p.id) % {len(USUAL_PLACES)} " + " ".join(
            f"WHEN {place} THEN {count}" for place, count in enumerate(USUAL_PLACES)) + " END AS places"  # fmt: skip
        asked = WINDOW * (2 if self._several else 1)
        rarity = f"max({KEENEST}, (SELECT count(*) FROM {party.table}) * {asked} * {4 if self._several else 3} / (e.{self._capacity} * (2 + e.id % 4)))"
        keen = f" OR p.id = 1 AND {number} % {KEEN_CUSTOMER} = 0" if world.own() else ""
        return (
            f"SELECT e.id AS {event.key}, p.id AS {'user_id' if world.own() else party.key}{usual if self._several else ''} "
            f"FROM {event.table} e CROSS JOIN {party.table} p WHERE e.status = 'scheduled' AND {active} "
            f"AND {self._limit('e.starts_at')} AND e.starts_at < datetime(now(), '+{WINDOW} days') "
            f"AND ({number} % {rarity} = 0{keen}) AND NOT EXISTS (SELECT 1 FROM {rsvp.table} r WHERE r.{event.key} = e.id "
            f"AND r.{party.key} = p.id AND r.status <> 'withdrawn') ORDER BY p.id * 29 % 43, e.id, p.id"
        )

    def _change_places(self, world: World) -> None:
        event, rsvp = world.entities["event"], world.entities["rsvp"]
        row, what = f":{rsvp.key}", f":found_{event.key}"
        free = self._left(world, column_of(rsvp, event.key, row), row)
        counts = ", ".join(f"({number})" for number in range(1, 6))
        pick = (f"WITH counts(number) AS (VALUES {counts}) SELECT number FROM counts WHERE number <= {free} "
                f"AND number <> {column_of(rsvp, 'places', row)} ORDER BY number")  # fmt: skip
        rebilled = [*self._unbill(world, row), *self._bill(world, f":found_{world.party.key}", row, what)]
        world.act(Action(
            f"change_{rsvp.word}_places",
            f"Change how many places {a(rsvp.noun.singular)} has" + (
                "; what was charged for it lapses and the new number is charged." if self._price else "."),
            params=(world.row_param(rsvp, self._coming(world)),
                    *self._places("How many places it is to have", rsvp.key, pick=pick)),
            steps=(*world.found(rsvp), self._changeable(world),
                   world.require("SELECT :found_places <> :places", f"This {rsvp.noun} has that many places already."),
                   self._enough_left(world, what, row), world.update(rsvp, places=":places"), *rebilled),
            returns=world.row_of(rsvp),
            phrases=(f"change {{{rsvp.key}}} to {{places}}",),
            entity="rsvp", intents=frozenset({"guests", "amend"}), rate=0.2,
        ))  # fmt: skip

    def _withdraw(self, world: World) -> None:
        event, rsvp = world.entities["event"], world.entities["rsvp"]
        world.act(Action(
            f"withdraw_{rsvp.word}", f"Give up {a(rsvp.noun.singular)}: all of its places are free again, and nothing is charged.",
            params=(world.row_param(rsvp, self._coming(world)),),
            steps=(*world.found(rsvp), self._changeable(world),
                   world.update(rsvp, status="'withdrawn'"), *self._unbill(world, f":{rsvp.key}")),
            returns=world.row_of(rsvp),
            phrases=(f"cancel {{{rsvp.key}}}", f"withdraw {{{rsvp.key}}}" if world.for_customer else f"drop {{{rsvp.key}}}"),
            entity="rsvp", intents=frozenset({"cancel", "withdraw"}), rate=0.14, each=rsvp.key, each_state="going",
            inverse=(f"sign_up_for_{event.word}",),
        ))  # fmt: skip

    def _check_in(self, world: World) -> None:
        """At the door they are ticked off; history does so after every event."""
        event, rsvp = world.entities["event"], world.entities["rsvp"]
        begun = f"SELECT id FROM {event.table} WHERE date(starts_at) <= date(now())"
        world.act(Action(
            f"check_in_{rsvp.word}", f"Note that somebody has come to the {event.noun} of their {rsvp.noun}, on its day or later.",
            params=(world.row_param(rsvp, f"status = 'going' AND {event.key} IN ({begun})", "staff"),),
            steps=(*world.found(rsvp, audience="staff"), world.in_state(rsvp, "going"),
                   world.require(f"SELECT :found_{event.key} IN ({begun})", f"The day of this {event.noun} has not come yet."),
                   world.update(rsvp, status="'attended'"),
                   *world.tell("finished", entity="rsvp", id=f":{rsvp.key}", party=f":found_{world.party.key}")),
            returns=world.row_of(rsvp),
            phrases=(f"check in {{{rsvp.key}}}", f"tick off {{{rsvp.key}}} as attended"),
            entity="rsvp", intents=frozenset({"attend", "finish"}), audience=shown_to_staff(bool(self.options["check_in"])),
            due=f"SELECT r.id AS {rsvp.key} FROM {rsvp.table} r JOIN {event.table} e ON e.id = r.{event.key} "
            "WHERE r.status = 'going' AND e.status = 'scheduled' AND e.starts_at < now() "
            "AND e.starts_at > datetime(now(), '-1 day') ORDER BY r.id", due_chance=0.75, weight=0.4,
        ))  # fmt: skip

    def _still_on(self, world: World) -> tuple[str, list[Statement]]:
        """Events that staff may change: they take place and have not begun."""
        event = world.entities["event"]
        return "status = 'scheduled' AND starts_at > now()", [
            *world.found(event), world.in_state(event, "scheduled"),
            world.require("SELECT :found_starts_at > now()", f"This {event.noun} began on {{found_starts_at}}."),
        ]  # fmt: skip

    def _move_event(self, world: World) -> None:
        event = world.entities["event"]
        where, steps = self._still_on(world)
        world.act(Action(
            f"move_{event.word}", f"Put a coming {event.noun} on another day or hour; {self.rsvp.plural} stay as they are.",
            params=(world.row_param(event, where, "staff"),
                    Param("starts_at", "moment", "When it starts now (YYYY-MM-DD HH:MM:SS)", ahead=(5, 35), hours=(11, 15, 18, 19))),
            steps=(*steps, later_than_now(world),
                   world.require("SELECT :found_starts_at <> :starts_at", f"This {event.noun} starts then already."),
                   world.require(f"SELECT NOT EXISTS (SELECT 1 FROM {event.table} WHERE venue = :found_venue "
                                 f"AND status = 'scheduled' AND id <> :{event.key} AND date(starts_at) = date(:starts_at))",
                                 "On that day there is something else at its venue: {found_venue}."),
                   world.update(event, starts_at=":starts_at")),
            returns=world.row_of(event),
            phrases=(f"move {{{event.key}}} to {{starts_at}}", f"put {{{event.key}}} off to {{starts_at}}"),
            entity="event", intents=frozenset({"move", "postpone"}), audience="staff", rate=0.06, weight=0.7,
        ))  # fmt: skip

    def _cancel_event(self, world: World) -> None:
        event, rsvp = world.entities["event"], world.entities["rsvp"]
        where, steps = self._still_on(world)
        row = f":{event.key}"
        world.act(Action(
            f"cancel_{event.word}", f"Call a coming {event.noun} off: every {rsvp.noun} for it is withdrawn and nobody is charged.",
            params=(world.row_param(event, where, "staff"),),
            steps=(*steps, *self._unbill(world, every_row(rsvp, event.key, row, ("going",))),
                   world.update(rsvp, f"{event.key} = {row} AND status = 'going'", status="'withdrawn'"),
                   world.update(event, status="'cancelled'")),
            returns=world.row_of(event),
            phrases=(f"call off {{{event.key}}} for everybody", f"cancel {{{event.key}}} for all who have signed up"),
            entity="event", intents=frozenset({"call_off"}), audience="staff", rate=0.04, weight=0.6,
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        event, rsvp = world.entities["event"], world.entities["rsvp"]
        world.invariants[f"no {event.noun} has more people than places"] = (
            f"SELECT id FROM {event.table} WHERE {self._left(world, event.table + '.id')} < 0"
        )
        world.invariants[f"nobody has two {rsvp.noun.plural} for one {event.noun}"] = (
            f"SELECT {event.key} FROM {rsvp.table} WHERE status <> 'withdrawn' "
            f"GROUP BY {event.key}, {world.party.key} HAVING count(*) > 1"
        )
        world.situations += [
            Situation("visitors", "{party} rang because the numbers have changed.", ("guests", "sign_up", "pay*?"),
                      lead_customer="Our numbers have changed.", asks=("last", "owed")),
            Situation("other plans", "{party} has other plans now.",
                      ("cancel", "sign_up?", "move?"),
                      lead_customer="I have other plans now.", asks=("count", "owed")),
        ]  # fmt: skip
