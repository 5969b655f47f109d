"""Appointments: one of the party sees one provider for one service, at a time of day.

Offers chargeable and reviewable (the appointment). Asks may_act, free (the provider), discount.
Tells charged, voided, finished, bought.
"""

from dataclasses import dataclass
from typing import ClassVar

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
    instant,
    name_field,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.modules.fragments import (
    OPENING,
    all_hold,
    column_of,
    coming_days,
    first_price,
    later_than_now,
    shown_to_staff,
)  # fmt: skip
from authors.procedural.world import World

FEW = 6
"""Providers of whom none can be missed."""


@dataclass(frozen=True, kw_only=True)
class Appointments(Module):
    """Providers who each see one person at a time, and services that take so many minutes."""

    OPTIONS = {
        "pay": ("when booked", "when booked", "when completed"),
        "cancel": ("any time", "until two days before"),
        "check_in": (True, False),
        "no_show": (True, True, False),
    }
    NEEDS: ClassVar[tuple[str, ...]] = ()

    provider: Things
    service: Things
    """Its fields must hold one price and one quantity of minutes, called `minutes` where there are several."""
    appointment: Noun = noun("appointment")
    verb: Verb = verb("book")
    opening: tuple[str, ...] = OPENING
    """Times of day at which people come."""
    at: str = "with"
    """How people say it: with somebody, on a court, at a table."""
    busy: float = 2.0
    """Appointments made a day, over the whole place."""

    def declare(self, world: World) -> None:
        for base, things in (("provider", self.provider), ("service", self.service)):
            fields = [name_field(), *things.with_values()]
            if base == "provider" and self._leave:
                fields.append(state("available>on_leave, on_leave>available"))
            world.add(Entity(
                self.role(base), things.noun, fields, naming=("{name}",), things=things,
                live="available" if base == "provider" and self._leave else "",
            ))  # fmt: skip
        paths = ["booked>completed", "booked>cancelled"]
        if self.options["check_in"]:
            paths.insert(0, "booked>arrived>completed")
        if self.options["no_show"]:
            paths.append("booked>missed")
        provider, service = self.role("provider"), self.role("service")
        world.add(Entity(
            self.role("appointment"), self.appointment,
            [reference(provider), reference("party"), reference(service),
             instant("starts_at", "start", filter=True), instant("ends_at", "end", asked=False),
             amount("price_cents", "price"), state(", ".join(paths))],
            naming=(f"{{party}}'s {{noun}} {self.at} {{{provider}}}", "{party}'s {noun} on {starts_at}",
                    f"{{party}}'s {{noun}} {self.at} {{{provider}}} on {{starts_at}}",
                    f"the {{noun}} {self.at} {{{provider}}} on {{starts_at}}"),
            offers=("chargeable", "reviewable"), owned=True, live="booked", live_said={"booked": "upcoming"},
        ))  # fmt: skip

    def build(self, world: World) -> None:
        self._free(world)
        self._book(world)
        self._reschedule(world)
        self._cancel(world)
        if self.options["check_in"]:
            self._check_in(world)
        if self.options["no_show"]:
            self._no_show(world)
        self._complete(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _provider(self, world: World) -> Entity:
        return world.entities[self.role("provider")]

    def _service(self, world: World) -> Entity:
        return world.entities[self.role("service")]

    def _appointment(self, world: World) -> Entity:
        return world.entities[self.role("appointment")]

    @property
    def _leave(self) -> bool:
        """Where there are several providers, some are on leave."""
        return len(self.provider.rows) > FEW

    def _available(self, alias: str = "") -> str:
        return f"{alias}status = 'available'" if self._leave else "1"

    def _minutes(self, world: World, service: str) -> str:
        amounts = [each.name for each in self.service.fields if each.meaning == "quantity"]
        return column_of(self._service(world), "minutes" if "minutes" in amounts else amounts[0], service)

    def _end(self, world: World, service: str, start: str = ":starts_at") -> str:
        return f"datetime({start}, '+' || {self._minutes(world, service)} || ' minutes')"

    def _taken(self, world: World, provider: str, start: str, end: str, but: str = "0") -> str:
        """The condition that a provider sees somebody in a stretch of time, the appointment `but` left aside."""
        appointment, key = self._appointment(world), self._provider(world).key
        return (
            f"EXISTS (SELECT 1 FROM {appointment.table} other WHERE other.{key} = {provider} AND other.id <> {but} "
            f"AND other.status NOT IN ('cancelled') AND other.starts_at < {end} AND other.ends_at > {start})"
        )

    def _free_steps(self, world: World, provider: str, start: str, end: str, but: str = "0") -> list[Statement]:
        thing = self._provider(world)
        return [
            world.require(f"SELECT NOT {self._taken(world, provider, start, end, but)}",
                          f"This {thing.noun} is taken at that time. find_free_{thing.words} lists who is free."),
            *world.ask(f"free:{thing.role}", thing=provider, start=start, end=end),
        ]  # fmt: skip

    def _start(self, world: World, provider: str, service: str, but: str = "0", *depends: str) -> Param:
        """A time at which the provider is free, on a day that is no Sunday.

        What the provider has ahead is listed first, since all of history would be gone through for every slot; and how
        early before it one would have to start is worked out there: these are few, the slots many.
        """
        early = f"datetime(starts_at, '-' || {self._minutes(world, service)} || ' minutes')"
        listed = ", ".join(f"('{each}')" for each in self.opening)
        appointment = self._appointment(world)
        return Param(
            "starts_at", "moment", "Day and time at which it starts (YYYY-MM-DD HH:MM:SS)", depends=depends,
            pick=f"{coming_days(16)}, start_times(of_day) AS (VALUES {listed}), "
            "start_slots(starts) AS MATERIALIZED (SELECT day || ' ' || of_day FROM days CROSS JOIN start_times "
            "WHERE strftime('%w', day) <> '0'), "
            f"held_ahead(early, ends) AS MATERIALIZED (SELECT {early}, ends_at FROM {appointment.table} "
            f"WHERE {self._provider(world).key} = {provider} AND id <> {but} AND status NOT IN ('cancelled') "
            "AND ends_at > date(now(), '+1 days')) "
            "SELECT starts FROM start_slots WHERE NOT EXISTS (SELECT 1 FROM held_ahead WHERE held_ahead.early < starts "
            "AND held_ahead.ends > starts) ORDER BY starts",
        )  # fmt: skip

    # ---- what is done ------------------------------------------------------------------------------------------

    def _free(self, world: World) -> None:
        provider, service = self._provider(world), self._service(world)
        columns, joins = world.columns_selected(provider)
        end = self._end(world, f":{service.key}")
        others = all_hold(world.ask(f"free:{provider.role}", thing="x.id", start=":starts_at", end=end))
        world.report(Report(
            f"find_free_{provider.words}",
            f"{capitalised(provider.noun.plural)} who could see somebody for {a(service.noun.singular)} at a time.",
            params=(world.row_param(service), Param("starts_at", "moment", "Day and time (YYYY-MM-DD HH:MM:SS)")),
            steps=(world.exists(service), later_than_now(world)),
            returns=f"SELECT {', '.join(columns)} FROM {provider.table} x {' '.join(joins)} "
            f"WHERE {self._available('x.')} AND NOT {self._taken(world, 'x.id', ':starts_at', end)} AND {others} "
            "ORDER BY x.name, x.id",
            shape="rows", entity=provider.role,
        ))  # fmt: skip

    def _book(self, world: World) -> None:
        provider, service, appointment = self._provider(world), self._service(world), self._appointment(world)
        party, mine, word = world.party_value(), world.own(), identifier(self.verb.base)
        whom, what = f":{provider.key}", f":{service.key}"
        discount = world.ask("discount", party=party)
        cost = column_of(service, first_price(self.service), what)
        if discount:
            cost = f"{cost} * (100 - coalesce(:discount_percent, 0)) / 100"
        due = {"party": party, "entity": appointment.role, "id": ":new_id",
               "amount": column_of(appointment, "price_cents", ":new_id")}  # fmt: skip
        billed = world.tell("charged", **due) if self.options["pay"] == "when booked" else []
        world.act(Action(
            f"{word}_{appointment.word}",
            f"{capitalised(self.verb.base)} {a(appointment.noun.singular)} with {a(provider.noun.singular)} who is free then.",
            params=(world.row_param(service), world.row_param(provider, self._available()), *world.party_param(),
                    self._start(world, whom, what, "0", provider.key, service.key)),
            steps=(world.exists(service), world.exists(provider), *world.may_act(), later_than_now(world),
                   *([world.require(f"SELECT {self._available()} FROM {provider.table} WHERE id = {whom}",
                                    f"This {provider.noun} is on leave.")] if self._leave else []),
                   *self._free_steps(world, whom, ":starts_at", self._end(world, what)), *discount,
                   world.insert(appointment, **{
                       provider.key: whom, world.party.key: party, service.key: what, "starts_at": ":starts_at",
                       "ends_at": self._end(world, what), "price_cents": cost}),
                   *billed, *world.tell("bought", **due)),
            returns=world.row_of(appointment, ":new_id"),
            phrases=(f"{self.verb.base} {{{service.key}}} {self.at} {{{provider.key}}} for {{starts_at}}",
                     f"{self.verb.base} me in {self.at} {{{provider.key}}} for {{{service.key}}} on {{starts_at}}")
            if mine else
            (f"{self.verb.base} {{{service.key}}} {self.at} {{{provider.key}}} for {{{world.party.key}}} on {{starts_at}}",
             f"put {{{world.party.key}}} down for {{{service.key}}} {self.at} {{{provider.key}}} on {{starts_at}}",
             f"book {{{world.party.key}}} in {self.at} {{{provider.key}}} for {{{service.key}}} on {{starts_at}}"),
            entity=appointment.role, does="create", intents=frozenset({"book", "schedule"}), rate=self.busy, weight=1.6,
            told=(Told("price_cents", "what it will cost", "money"), Told("ends_at", "the time at which it ends", "moment")),
            alternatives=f"find_free_{provider.words}", chosen=provider.key,
        ))  # fmt: skip

    def _reschedule(self, world: World) -> None:
        provider, service, appointment = self._provider(world), self._service(world), self._appointment(world)
        row = f":{appointment.key}"
        of_row = {key: column_of(appointment, key, row) for key in (provider.key, service.key)}
        whom, what = f":found_{provider.key}", f":found_{service.key}"
        start = self._start(world, of_row[provider.key], of_row[service.key], row, appointment.key)
        world.act(Action(
            f"reschedule_{appointment.word}",
            f"Move {a(appointment.noun.singular)} that has not begun to another time; {provider.noun}, {service.noun} and "
            "price stay.",
            params=(world.row_param(appointment, "status = 'booked' AND starts_at > now()"), start),
            steps=(*world.found(appointment), world.in_state(appointment, "booked"), later_than_now(world),
                   world.require("SELECT :found_starts_at <> :starts_at", f"The {appointment.noun} starts then already."),
                   *self._free_steps(world, whom, ":starts_at", self._end(world, what), row),
                   world.update(appointment, starts_at=":starts_at", ends_at=self._end(world, what))),
            returns=world.row_of(appointment),
            phrases=(f"move {{{appointment.key}}} to {{starts_at}}", f"reschedule {{{appointment.key}}} to {{starts_at}}",
                     f"change {{{appointment.key}}} to {{starts_at}}"),
            entity=appointment.role, intents=frozenset({"move"}), rate=0.3,
            told=(Told("ends_at", "the time at which it now ends", "moment"),),
        ))  # fmt: skip

    def _cancel(self, world: World) -> None:
        appointment = self._appointment(world)
        late = self.options["cancel"] == "until two days before"
        when, note, rule = "status = 'booked'", "", world.in_state(appointment, "booked")
        if late:
            when += " AND date(starts_at) >= date(now(), '+2 days')"
            note = " This is possible until two days before it."
            rule = world.require(
                "SELECT :found_status = 'booked' AND date(:found_starts_at) >= date(now(), '+2 days')",
                f"This {appointment.noun} is {{found_status}} and starts on {{found_starts_at}}; only booked ones can be "
                "cancelled, until two days before.")  # fmt: skip
        world.act(Action(
            f"cancel_{appointment.word}", f"Cancel {a(appointment.noun.singular)} that has not begun.{note}",
            params=(world.row_param(appointment, when),),
            steps=(*world.found(appointment), rule, world.update(appointment, status="'cancelled'"),
                   *world.tell("voided", entity=appointment.role, id=f":{appointment.key}")),
            returns=world.row_of(appointment),
            phrases=(f"cancel {{{appointment.key}}}",),
            entity=appointment.role, intents=frozenset({"cancel"}), rate=0.25, each=appointment.key, each_state="booked",
        ))  # fmt: skip

    def _day_has_come(self, world: World) -> Statement:
        return world.require("SELECT date(:found_starts_at) <= date(now())",
                             "It starts on {found_starts_at}: its day has not come yet.")  # fmt: skip

    def _check_in(self, world: World) -> None:
        appointment = self._appointment(world)
        world.act(Action(
            f"check_in_{world.party.word}", f"Note that somebody has come for their {appointment.noun}, on its day.",
            params=(world.row_param(appointment, "status = 'booked' AND date(starts_at) <= date(now())", "staff"),),
            steps=(*world.found(appointment, audience="staff"), world.in_state(appointment, "booked"),
                   self._day_has_come(world), world.update(appointment, status="'arrived'")),
            returns=world.row_of(appointment),
            phrases=(f"check in {{{appointment.key}}}", f"note the arrival for {{{appointment.key}}}"),
            entity=appointment.role, intents=frozenset({"attend", "start"}), audience="staff", weight=0.5,
            due=f"SELECT id AS {appointment.key} FROM {appointment.table} WHERE status = 'booked' "
            "AND starts_at < now() ORDER BY id", due_chance=0.88,
        ))  # fmt: skip

    def _no_show(self, world: World) -> None:
        appointment = self._appointment(world)
        world.act(Action(
            f"mark_{appointment.word}_missed", f"Note that nobody came to {a(appointment.noun.singular)}; what it costs stays due.",
            params=(world.row_param(appointment, "status = 'booked' AND date(starts_at) <= date(now())", "staff"),),
            steps=(*world.found(appointment, audience="staff"), world.in_state(appointment, "booked"),
                   self._day_has_come(world), world.update(appointment, status="'missed'")),
            returns=world.row_of(appointment),
            phrases=(f"mark {{{appointment.key}}} as missed", f"put {{{appointment.key}}} down as a no-show"),
            entity=appointment.role, intents=frozenset({"miss"}), audience=shown_to_staff(not self.options["check_in"]),
            due=f"SELECT id AS {appointment.key} FROM {appointment.table} WHERE status = 'booked' "
            "AND starts_at < now() ORDER BY id", due_chance=0.7 if self.options["check_in"] else 0.08, weight=0.4,
        ))  # fmt: skip

    def _complete(self, world: World) -> None:
        appointment, party = self._appointment(world), f":found_{world.party.key}"
        come = ("booked", "arrived") if self.options["check_in"] else ("booked",)
        states = ", ".join(repr(each) for each in come)
        row = f":{appointment.key}"
        billed = world.tell("charged", party=party, entity=appointment.role, id=row, amount=":found_price_cents")
        late = self.options["pay"] == "when completed"
        world.act(Action(
            f"complete_{appointment.word}",
            f"Note that {a(appointment.noun.singular)} has taken place" + ("; its price becomes due." if late else "."),
            params=(world.row_param(appointment, f"status IN ({states}) AND date(starts_at) <= date(now())", "staff"),),
            steps=(*world.found(appointment, audience="staff"), world.in_state(appointment, *come), self._day_has_come(world),
                   world.update(appointment, status="'completed'"), *(billed if late else []),
                   *world.tell("finished", entity=appointment.role, id=row, party=party)),
            returns=world.row_of(appointment),
            phrases=(f"mark {{{appointment.key}}} as completed", f"close {{{appointment.key}}} as done"),
            entity=appointment.role, intents=frozenset({"finish"}), audience="staff", weight=0.5,
            due=f"SELECT id AS {appointment.key} FROM {appointment.table} WHERE status = '{come[-1]}' "
            "AND starts_at < now() ORDER BY id", due_chance=0.93,
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        appointment, key = self._appointment(world), self._provider(world).key
        world.invariants[f"no {self.provider.noun} has two {appointment.noun.plural} at once"] = (
            f"SELECT one.id FROM {appointment.table} one JOIN {appointment.table} two ON two.{key} = one.{key} "
            "AND two.id > one.id AND one.status <> 'cancelled' AND two.status <> 'cancelled' "
            "AND one.starts_at < two.ends_at AND two.starts_at < one.ends_at"
        )
        said = self.appointment
        world.situations += [
            Situation("diary clash", "{party} has something else on that day after all.", ("move", "book?", "cancel?"),
                      lead_customer="Something has come up at work.", asks=("last",)),
            Situation("once more", f"{{party}} would like another {said}.",
                      ("book", "pay*?", "book?"),
                      lead_customer=f"I would like another {said}.", asks=("last", "owed")),
            Situation("down with flu", f"{{party}} is down with the flu and cannot make any {said}.", ("cancel*", "book?"),
                      lead_customer="I am down with the flu.", asks=("owed",)),
        ]  # fmt: skip
