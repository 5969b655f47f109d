"""A waiting list: the party waits for days on which somebody else has the thing.

Needs bookable (a thing). Asks may_act, held, free.
"""

from dataclasses import dataclass
from typing import ClassVar

from authors.procedural.language import Noun, a, identifier, noun
from authors.procedural.model import (
    Action,
    Entity,
    Field,
    Param,
    Situation,
    category,
    day,
    quantity,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.modules.fragments import all_hold, column_of, coming_days, held_by_nobody
from authors.procedural.world import World

HOLDING = frozenset({"beds", "berths", "children", "guests", "holds", "people", "places", "seats", "sleeps"})
"""Columns that say how many a thing is for."""
CHANNELS = ("e-mail", "text message", "phone")
"""The first is the usual, which nobody says."""
SOON = 7
"""Days from now within which whoever waits wants to hear faster than that."""
LONGEST = 3


@dataclass(frozen=True, kw_only=True)
class Waitlist(Module):
    """Who waits for what, and for which days."""

    OPTIONS = {
        "channel": (True, False),
        "party_size": (True, False, False),
        "change": (True, False),
        "offers": (True, True, False),
    }
    NEEDS: ClassVar[tuple[str, ...]] = ("bookable",)

    entry: Noun = noun("waiting-list entry", "waiting-list entries")

    def declare(self, world: World) -> None:
        flow = "waiting>withdrawn, waiting>lapsed"
        if self._offers:
            flow += ", waiting>offered>withdrawn, offered>lapsed"
        extras: list[Field] = []
        if self.options["channel"]:
            extras.append(category("told_by", CHANNELS, "contact method"))
        world.add(Entity(
            "waiting", self.entry,
            [reference("party"), day("start_on", "start date", filter=True), day("end_on", "end date"), *extras,
             day("joined_on", "day it was made"), state(flow)],
            naming=(), owned=True, live="waiting", live_said={"waiting": "pending"},
        ))  # fmt: skip

    def connect(self, world: World) -> None:
        thing, entry = self._thing(world), world.entities["waiting"]
        entry.fields.insert(1, reference(thing.role))
        if self._counts_people(world):
            entry.fields.insert(4, quantity("people", 1, 8, "number of people"))
        entry.naming = ("{party}'s {noun} for {%s}" % thing.role, "{party}'s {noun} for {start_on}",
                        "{party}'s {noun} for {%s} from {start_on}" % thing.role)  # fmt: skip

    def build(self, world: World) -> None:
        self._join(world)
        if self.options["change"]:
            self._change(world)
        self._withdraw(world)
        if self._offers:
            self._offer(world)
        self._lapse(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    @property
    def _offers(self) -> bool:
        return bool(self.options["offers"])

    def _counts_people(self, world: World) -> bool:
        """How many come matters where the thing holds so many: a boat or a room, not a run for a dog."""
        return bool(self.options["party_size"]) and bool(self._holding(world))

    def _holding(self, world: World) -> str:
        """The column that says how many the thing is for; empty where none does."""
        return next((one.name for one in self._thing(world).fields if one.name in HOLDING), "")

    def _thing(self, world: World) -> Entity:
        return world.offering("bookable")[0]

    def _is_free(self, world: World, thing: str, start: str, end: str) -> str:
        """The condition that somebody could have the thing on all days of a span."""
        role = self._thing(world).role
        return all_hold([
            *held_by_nobody(world, self._thing(world), thing, start, end),
            *world.ask(f"free:{role}", thing=thing, start=start, end=end),
        ])  # fmt: skip

    def _unit(self, world: World) -> Noun:
        """What the thing is let by: nights where it is booked by the night."""
        key = self._thing(world).key
        booked = (
            param.unit
            for action in world.actions.values()
            if action.does == "create" and any(param.name == key for param in action.params)
            for param in action.params
            if param.kind == "quantity" and param.unit is not None
        )
        return next(booked, noun("day"))

    def _taken_days(self, world: World, thing: str) -> str:
        """Days of the next weeks on which the thing is not free."""
        return f"{coming_days(21)} SELECT day FROM days WHERE NOT ({self._is_free(world, thing, 'day', DAY_AFTER)})"

    # ---- what is done ------------------------------------------------------------------------------------------

    def _join(self, world: World) -> None:
        thing, entry, party, mine = self._thing(world), world.entities["waiting"], world.party_value(), world.own()
        row, said, unit = f":{thing.key}", self.entry, self._unit(world)
        units = identifier(unit.plural)
        end = f"date(:start_on, '+' || :{units} || ' days')"
        taken = self._taken_days(world, f"{thing.table}.id")
        live = f"status = '{thing.live}'" if thing.status else "1"
        things = f"SELECT id FROM {thing.table} WHERE {live} AND EXISTS ({taken}) ORDER BY id"
        days = Param("start_on", "date", "First day (YYYY-MM-DD)", pick=f"{self._taken_days(world, row)} ORDER BY day",
                     depends=(thing.key,))  # fmt: skip
        params = [Param(thing.key, "reference", f"The {thing.noun}", of=thing.role, pick=things), *world.party_param(),
                  days, Param(units, "quantity", f"For how many {unit.plural}", low=1, high=LONGEST, unit=unit)]  # fmt: skip
        columns = {world.party.key: party, thing.key: row, "start_on": ":start_on", "end_on": end,
                   "joined_on": "date(now())"}  # fmt: skip
        many, news = [""], [""]
        if self._counts_people(world):
            fitting = f"value <= {column_of(thing, self._holding(world), row)}"
            params.append(Param("people", "quantity", "How many people, one unless given", low=1, high=6, unit=noun("person"),
                                optional=True, pick=f"SELECT value FROM json_each('[2,3,4,5,6]') WHERE {fitting} ORDER BY value",
                                depends=(thing.key,)))  # fmt: skip
            columns["people"] = "coalesce(:people, 1)"
            many.append(", {people} in all")
        who, whom = ("me", "me") if mine else (f"{{{world.party.key}}}", "them")
        if self.options["channel"]:
            soon = (
                f"SELECT CASE WHEN :start_on <= date(now(), '+{SOON // 2} days') THEN 'phone' ELSE 'text message' END"
            )
            params.append(Param("told_by", "category", "How to tell them that it is free, by e-mail unless given", values=CHANNELS,
                                optional=True, pick=f"{soon} WHERE :start_on <= date(now(), '+{SOON} days')", depends=("start_on",)))  # fmt: skip
            columns["told_by"] = f"coalesce(:told_by, '{CHANNELS[0]}')"
            news.append(f", and let {whom} know by {{told_by}} if it comes free")
        twice = (f"EXISTS (SELECT 1 FROM {entry.table} WHERE {world.party.key} = {party} AND {thing.key} = {row} "
                 f"AND status NOT IN ('withdrawn', 'lapsed') AND start_on < {end} AND end_on > :start_on)")  # fmt: skip
        world.act(Action(
            f"join_waiting_list_for_{thing.word}",
            f"Wait for {a(thing.noun.singular)} that somebody has on some of the days.",
            params=tuple(params),
            steps=(world.exists(thing), *world.may_act(), world.not_past(),
                   world.require(f"SELECT NOT {twice}", f"There is {a(said.singular)} for some of those days already."),
                   world.require(f"SELECT NOT ({self._is_free(world, row, ':start_on', end)})",
                                 f"This {thing.noun} is free on all of those days: there is nothing to wait for."),
                   world.insert(entry, **columns)),
            returns=world.row_of(entry, ":new_id"),
            phrases=tuple(f"{put} the waiting list for {{{thing.key}}} {when}{people}{told}" for people in many for told in news
                          for put, when in ((f"put {who} on", f"from {{start_on}} for {{{units}}}"),
                                            (f"add {who} to", f"for {{{units}}} from {{start_on}}"))),
            entity="waiting", does="create", intents=frozenset({"wait", "hold"}), rate=0.8,
            inverse=(f"withdraw_{entry.word}",),
        ))  # fmt: skip

    def _change(self, world: World) -> None:
        thing, entry = self._thing(world), world.entities["waiting"]
        of_row = column_of(entry, thing.key, f":{entry.key}")
        length = "(julianday(:found_end_on) - julianday(:found_start_on))"
        end = f"date(:start_on, '+' || {length} || ' days')"
        start = Param("start_on", "date", "New first day (YYYY-MM-DD)", depends=(entry.key,),
                      pick=f"{self._taken_days(world, of_row)} AND day <> {column_of(entry, 'start_on', f':{entry.key}')} "
                      "ORDER BY day")  # fmt: skip
        world.act(Action(
            f"change_{entry.word}", f"Wait for other days with {a(entry.noun.singular)}; as many as before.",
            params=(world.row_param(entry, "status = 'waiting'"), start),
            steps=(*world.found(entry), world.in_state(entry, "waiting"), world.not_past(),
                   world.require("SELECT :found_start_on <> :start_on", "It starts on that day already."),
                   world.require(f"SELECT NOT ({self._is_free(world, f':found_{thing.key}', ':start_on', end)})",
                                 f"This {thing.noun} is free on all of those days: there is nothing to wait for."),
                   world.update(entry, start_on=":start_on", end_on=end)),
            returns=world.row_of(entry),
            phrases=(f"move {{{entry.key}}} to {{start_on}}", f"change {{{entry.key}}} to {{start_on}}"),
            entity="waiting", intents=frozenset({"move", "amend"}), rate=0.1, weight=0.7,
        ))  # fmt: skip

    def _withdraw(self, world: World) -> None:
        entry = world.entities["waiting"]
        live = ("waiting", "offered") if self._offers else ("waiting",)
        listed = ", ".join(repr(each) for each in live)
        world.act(Action(
            f"withdraw_{entry.word}", f"Take {a(entry.noun.singular)} off the list.",
            params=(world.row_param(entry, f"status IN ({listed})"),),
            steps=(*world.found(entry), world.in_state(entry, *live), world.update(entry, status="'withdrawn'")),
            returns=world.row_of(entry),
            phrases=(f"cancel {{{entry.key}}}", f"withdraw {{{entry.key}}}" if world.for_customer else f"drop {{{entry.key}}}"),
            entity="waiting", intents=frozenset({"cancel", "withdraw"}), rate=0.12, each=entry.key, each_state="waiting",
        ))  # fmt: skip

    def _offer(self, world: World) -> None:
        """Days that became free are offered backstage: on any one day that may be nobody's."""
        thing, entry = self._thing(world), world.entities["waiting"]
        free = self._is_free(world, f"w.{thing.key}", "w.start_on", "w.end_on")
        could = f"SELECT w.id AS {entry.key} FROM {entry.table} w WHERE w.status = 'waiting' AND w.start_on >= date(now()) AND {free}"
        world.act(Action(
            f"offer_{entry.word}", f"Offer the days of {a(entry.noun.singular)} to who waits, once the {thing.noun} is free.",
            params=(Param(entry.key, "reference", f"The {entry.noun}", of="waiting", pick=f"{could} ORDER BY w.id"),),
            steps=(*world.found(entry, audience="staff"), world.in_state(entry, "waiting"),
                   world.require("SELECT :found_start_on >= date(now())", "Its first day is past: {found_start_on}."),
                   world.require(f"SELECT {self._is_free(world, f':found_{thing.key}', ':found_start_on', ':found_end_on')}",
                                 f"The {thing.noun} is not free on all of those days."),
                   world.update(entry, status="'offered'")),
            returns=world.row_of(entry),
            phrases=(f"offer {{{entry.key}}}", f"make the offer for {{{entry.key}}}"),
            entity="waiting", audience="nobody",
            due=f"{could} ORDER BY w.id", due_chance=0.5,
        ))  # fmt: skip

    def _lapse(self, world: World) -> None:
        entry = world.entities["waiting"]
        live = ("waiting", "offered") if self._offers else ("waiting",)
        listed = ", ".join(repr(each) for each in live)
        world.act(Action(
            f"close_{entry.word}", f"Strike {a(entry.noun.singular)} whose first day has come.",
            params=(world.row_param(entry, f"status IN ({listed}) AND start_on <= date(now())", "staff"),),
            steps=(*world.found(entry, audience="staff"), world.in_state(entry, *live),
                   world.require("SELECT :found_start_on <= date(now())", "It starts on {found_start_on}: too early to strike it."),
                   world.update(entry, status="'lapsed'")),
            returns=world.row_of(entry),
            phrases=(f"strike {{{entry.key}}}", f"close {{{entry.key}}} as lapsed"),
            entity="waiting", audience="nobody",
            due=f"SELECT id AS {entry.key} FROM {entry.table} WHERE status IN ({listed}) AND start_on <= date(now()) ORDER BY id",
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        entry = world.entities["waiting"]
        world.invariants[f"every {entry.noun} ends after it starts"] = (
            f"SELECT id FROM {entry.table} WHERE end_on <= start_on"
        )
        world.situations += [
            Situation("would love those days", "{party} would rather wait than take something else.",
                      ("wait",), asks=("last",),
                      lead_customer="What I wanted is taken, but I am happy to wait for it."),
            Situation("no longer waiting", "{party} has made other plans.", ("cancel*", "book?", "pay?"), asks=("count", "owed"),
                      lead_customer="I have made other plans in the meantime."),
        ]  # fmt: skip


DAY_AFTER = "date(day, '+1 day')"
