"""Deliveries: what was ordered is brought to the door, on a day and in a window, for a fee by zone.

Needs something deliverable; its first such entity is delivered, while it is in its live state. Offers chargeable.
Answers may_hand_over. Listens: voided (what is cancelled is not delivered). Tells charged, voided, delivered.
"""

from dataclasses import dataclass
from typing import ClassVar

from authors.procedural.language import Noun, a, capitalised, noun
from authors.procedural.model import (
    Action,
    Entity,
    Param,
    Situation,
    Statement,
    Things,
    Told,
    amount,
    category,
    contact,
    day,
    name_field,
    price,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.modules.flows import good_end
from authors.procedural.modules.fragments import every_row, only_when
from authors.procedural.world import World
from schemas import Write

ADDRESSES = (
    "14 Alder Lane", "3 Mill Street", "41 Harbour Road", "27 Station Avenue", "8 Chapel Hill", "112 Long Acre",
    "5 Orchard Close", "60 Bridge Street", "19 Quarry Bank", "33 Saltmarsh Way",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Deliveries(Module):
    """One delivery at a time for each order."""

    OPTIONS = {
        "address": (True, False),
        "on_the_road": ("dispatch", "failure", "neither"),
        "free_from": (0, 6000),
        "sundays": (True, False),
    }
    """Whether an address is noted beside the zone; what may happen on the way; from which order total (cents) on
    delivery is free, never where 0; whether there are deliveries on Sundays."""
    NEEDS: ClassVar[tuple[str, ...]] = ("deliverable",)

    delivery: Noun = noun("delivery")
    zones: tuple[tuple[str, int], ...]
    """Name and fee in cents."""
    windows: tuple[str, ...] = ("morning", "early afternoon", "late afternoon", "evening")

    def declare(self, world: World) -> None:
        fee = price("fee_cents", label="fee")
        zone = noun(f"{self.delivery.singular} zone")
        world.add(
            Entity("zone", zone, [name_field(), fee], naming=("{name}",), things=Things(zone, (fee,), self.zones))
        )
        address = [contact("address", asked=False)] if self.options["address"] else []
        world.add(Entity(
            "delivery", self.delivery,
            [reference("party"), reference("zone"), *address, day("deliver_on", "delivery date", filter=True),
             category("window", self.windows, "time window"), amount("fee_cents", "fee"), state(self._flow)],
            offers=("chargeable",), owned=True, live="scheduled", live_said={"scheduled": "upcoming", "on_the_way": "dispatched"},
        ))  # fmt: skip

    def connect(self, world: World) -> None:
        target, delivery = self._target(world), world.entities["delivery"]
        delivery.fields.insert(0, reference(target.role))
        delivery.naming = ("{party}'s {noun} on {deliver_on}", "{party}'s {noun} to {zone} on {deliver_on}",
                           "{party}'s {noun} on {deliver_on} ({window})",
                           "the {noun} of {%s}" % target.role)  # fmt: skip
        world.listen("may_hand_over", lambda entity, id: [world.require(
            f"SELECT NOT EXISTS ({self._pending(world, id)})",
            f"This {target.noun} waits for its {delivery.noun}, which completes it.",
        )] if entity == target.role else [])  # fmt: skip
        world.listen("voided", lambda entity, id: self._drop(world, id) if entity == target.role else [])

    def build(self, world: World) -> None:
        self._request(world)
        self._reschedule(world)
        self._cancel(world)
        if self.options["on_the_road"] == "dispatch":
            self._dispatch(world)
        elif self.options["on_the_road"] == "failure":
            self._fail(world)
        self._complete(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    @property
    def _flow(self) -> str:
        return {
            "dispatch": "scheduled>on_the_way>delivered, scheduled>cancelled, on_the_way>cancelled",
            "failure": "scheduled>delivered, scheduled>failed>scheduled, scheduled>cancelled, failed>cancelled",
            "neither": "scheduled>delivered, scheduled>cancelled",
        }[self.options["on_the_road"]]

    @property
    def _open_states(self) -> tuple[str, ...]:
        return {"dispatch": ("scheduled", "on_the_way"), "failure": ("scheduled", "failed"), "neither": ("scheduled",)}[
            self.options["on_the_road"]
        ]

    @property
    def _movable_states(self) -> tuple[str, ...]:
        return tuple(each for each in self._open_states if each != "on_the_way")

    def _target(self, world: World) -> Entity:
        return world.offering("deliverable")[0]

    def _pending(self, world: World, target_id: str) -> str:
        """The deliveries that are still to come of a row."""
        states = ", ".join(f"'{each}'" for each in self._open_states)
        return (
            f"SELECT 1 FROM {world.entities['delivery'].table} pending WHERE pending.{self._target(world).key} = {target_id} "
            f"AND pending.status IN ({states})"
        )

    def _drop(self, world: World, id: str) -> list[Statement]:
        """What was to be delivered is not wanted any more, nor is its fee."""
        delivery, key = world.entities["delivery"], self._target(world).key
        states = ", ".join(f"'{each}'" for each in self._open_states)
        return [
            *world.tell("voided", entity=delivery.role, id=every_row(delivery, key, id, self._open_states)),
            Write(
                write=f"UPDATE {delivery.table} SET status = 'cancelled' WHERE {key} = {id} AND status IN ({states})"
            ),
        ]

    def _when(self) -> tuple[Param, ...]:
        return (Param("deliver_on", "date", "The day of delivery (YYYY-MM-DD)", ahead=(1, 14)),
                Param("window", "category", "The time window", values=self.windows))  # fmt: skip

    def _day_fits(self, world: World) -> list[Statement]:
        steps: list[Statement] = [world.require(
            "SELECT :deliver_on > date(now())", "Tomorrow is the first day for a delivery; {deliver_on} is too soon.", "invalid"
        )]  # fmt: skip
        if not self.options["sundays"]:
            steps.append(world.require("SELECT strftime('%w', :deliver_on) <> '0'",
                                       "{deliver_on} is a Sunday, and nothing is delivered on Sundays.", "invalid"))  # fmt: skip
        return steps

    def _fee(self, world: World) -> str:
        fee = f"(SELECT fee_cents FROM {world.entities['zone'].table} WHERE id = :{world.entities['zone'].key})"
        total = self._target(world).of_meaning("money")
        if not self.options["free_from"] or not total:
            return fee
        return f"CASE WHEN :found_{total[0].name} >= {self.options['free_from']} THEN 0 ELSE {fee} END"

    def _fee_said(self, world: World) -> str:
        if not self.options["free_from"] or not self._target(world).of_meaning("money"):
            return "for the fee of the zone"
        return f"for the fee of the zone, free for a total of {self.options['free_from']} cents or more"

    @property
    def _then(self) -> str:
        """The window after its day: "on May 8 in the evening", but "on May 8, 16:00-18:00"."""
        times = all(each.split()[-1] in ("morning", "afternoon", "evening") for each in self.windows)
        return " in the {window}" if times else ", {window}"

    # ---- what is done ------------------------------------------------------------------------------------------

    def _request(self, world: World) -> None:
        target, delivery, zone = self._target(world), world.entities["delivery"], world.entities["zone"]
        address = Param("address", "text", "Street and number", values=ADDRESSES)
        noted = {"address": ":address"} if self.options["address"] else {}
        where = f"{{address}} in {{{zone.key}}}" if noted else f"{{{zone.key}}}"
        party, fee = f":found_{target.owner}", f"(SELECT fee_cents FROM {delivery.table} WHERE id = :new_id)"
        charged = world.tell("charged", party=party, entity=delivery.role, id=":new_id", amount=fee)
        world.act(Action(
            f"schedule_{delivery.word}", f"Have {a(target.noun.singular)} that is {target.live} delivered, {self._fee_said(world)}.",
            params=(world.row_param(target, f"status = '{target.live}'"),
                    world.row_param(zone), *((address,) if noted else ()), *self._when()),
            steps=(*self._day_fits(world), world.exists(zone), *world.found(target), world.in_state(target, target.live),
                   world.require(f"SELECT NOT EXISTS ({self._pending(world, ':' + target.key)})",
                                 f"There is {a(delivery.noun.singular)} for this {target.noun} already."),
                   world.insert(delivery, **{target.key: f":{target.key}", world.party.key: party, zone.key: f":{zone.key}",
                                             "deliver_on": ":deliver_on", "window": ":window", "fee_cents": self._fee(world),
                                             **noted}),
                   *(only_when(f"{fee} > 0", charged))),
            returns=world.row_of(delivery, ":new_id"),
            phrases=(f"have {{{target.key}}} delivered {'to' if noted else 'in'} {where} on {{deliver_on}}{self._then}",
                     f"have {{{target.key}}} brought to {where} on {{deliver_on}}{self._then}"),
            entity=delivery.role, does="create", intents=frozenset({"deliver"}), rate=0.5, weight=1.1,
            told=(Told("fee_cents", f"what the {delivery.noun} costs", "money"),),
        ))  # fmt: skip

    def _reschedule(self, world: World) -> None:
        delivery = world.entities["delivery"]
        states = ", ".join(f"'{each}'" for each in self._movable_states)
        world.act(Action(
            f"reschedule_{delivery.word}", f"Move {a(delivery.noun.singular)} to another day and window.",
            params=(world.row_param(delivery, f"status IN ({states})"), *self._when()),
            steps=(*self._day_fits(world), *world.found(delivery), world.in_state(delivery, *self._movable_states),
                   world.update(delivery, deliver_on=":deliver_on", window=":window", status="'scheduled'")),
            returns=world.row_of(delivery),
            phrases=(f"move {{{delivery.key}}} to {{deliver_on}}{self._then}",
                     f"reschedule {{{delivery.key}}} to {{deliver_on}}{self._then}"),
            entity=delivery.role, intents=frozenset({"move", "redeliver"}), rate=0.12, weight=0.9,
        ))  # fmt: skip

    def _cancel(self, world: World) -> None:
        delivery = world.entities["delivery"]
        states = ", ".join(f"'{each}'" for each in self._movable_states)
        world.act(Action(
            f"cancel_{delivery.word}", f"Call {a(delivery.noun.singular)} off; the {self._target(world).noun} stays, the fee lapses.",
            params=(world.row_param(delivery, f"status IN ({states})", audience="customer"),),
            steps=(*world.found(delivery, audience="customer"), world.in_state(delivery, *self._movable_states),
                   world.update(delivery, status="'cancelled'"),
                   *world.tell("voided", entity=delivery.role, id=f":{delivery.key}")),
            returns=world.row_of(delivery),
            phrases=(f"cancel {{{delivery.key}}}",),
            entity=delivery.role, intents=frozenset({"cancel"}), audience="customer", rate=0.06, weight=0.7,
            each=delivery.key, each_state="scheduled",
        ))  # fmt: skip

    def _dispatch(self, world: World) -> None:
        delivery = world.entities["delivery"]
        world.act(Action(
            f"dispatch_{delivery.word}", f"Note that {a(delivery.noun.singular)} has left.",
            params=(world.row_param(delivery, "status = 'scheduled'", audience="staff"),),
            steps=(*world.found(delivery, audience="staff"), world.in_state(delivery, "scheduled"),
                   world.update(delivery, status="'on_the_way'")),
            returns=world.row_of(delivery),
            phrases=(f"send {{{delivery.key}}} on its way", f"mark {{{delivery.key}}} as dispatched"),
            entity=delivery.role, intents=frozenset({"dispatch"}), audience="staff", weight=0.7,
            each=delivery.key, each_state="scheduled", due_chance=0.9,
            due=f"SELECT id AS {delivery.key} FROM {delivery.table} WHERE status = 'scheduled' AND deliver_on <= date(now(), '+1 day') "
                "ORDER BY id",
        ))  # fmt: skip

    def _fail(self, world: World) -> None:
        delivery = world.entities["delivery"]
        world.act(Action(
            f"fail_{delivery.word}", f"Note that nobody took {a(delivery.noun.singular)} in; it can be rescheduled.",
            params=(world.row_param(delivery, "status = 'scheduled'", audience="staff"),),
            steps=(*world.found(delivery, audience="staff"), world.in_state(delivery, "scheduled"),
                   world.update(delivery, status="'failed'")),
            returns=world.row_of(delivery),
            phrases=(f"mark {{{delivery.key}}} as failed", f"mark {{{delivery.key}}} as failed because nobody was in"),
            entity=delivery.role, intents=frozenset({"fail"}), audience="staff", weight=0.7, due_chance=0.15,
            due=f"SELECT id AS {delivery.key} FROM {delivery.table} WHERE status = 'scheduled' AND deliver_on <= date(now()) "
                "ORDER BY id",
            inverse=(f"complete_{delivery.word}",),
        ))  # fmt: skip

    def _complete(self, world: World) -> None:
        target, delivery = self._target(world), world.entities["delivery"]
        was = "on_the_way" if self.options["on_the_road"] == "dispatch" else "scheduled"
        world.act(Action(
            f"complete_{delivery.word}", f"Note that {a(delivery.noun.singular)} was handed over, which completes the {target.noun}.",
            params=(world.row_param(delivery, f"status = '{was}'", audience="staff"),),
            steps=(*world.found(delivery, audience="staff"), world.in_state(delivery, was),
                   world.update(delivery, status="'delivered'"),
                   *world.tell("delivered", entity=target.role, id=f":found_{target.key}", party=f":found_{delivery.owner}")),
            returns=world.row_of(delivery),
            phrases=(f"note that {{{delivery.key}}} has arrived", f"note that {{{delivery.key}}} has been handed over"),
            entity=delivery.role, intents=frozenset({"finish", "hand over"}), audience="staff", weight=0.8, due_chance=0.8,
            due=f"SELECT id AS {delivery.key} FROM {delivery.table} WHERE status = '{was}' AND deliver_on <= date(now()) ORDER BY id",
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        """What must always hold, and why people ask for several things at once."""
        target, delivery = self._target(world), world.entities["delivery"]
        states = ", ".join(f"'{each}'" for each in self._open_states)
        world.invariants[f"at most one {delivery.noun} of each {target.noun} is still to come"] = (
            f"SELECT {target.key} FROM {delivery.table} WHERE status IN ({states}) GROUP BY {target.key} HAVING count(*) > 1"
        )
        world.invariants[f"no {delivery.noun} is still to come of a {target.noun} that is {good_end(target)}"] = (
            f"SELECT d.id FROM {delivery.table} d JOIN {target.table} t ON t.id = d.{target.key} "
            f"WHERE d.status IN ({states}) AND t.status = '{good_end(target)}'"
        )
        world.situations += [
            Situation("cannot come in", "{party} cannot come in to collect anything.", ("deliver", "move?", "pay?", "buy?"),
                      lead_customer="I cannot come in to collect things.", asks=("owed", "last")),
            Situation("not at home", "{party} will not be at home as planned.", ("redeliver", "pay?", "book?"),
                      lead_customer="I will not be at home as planned.", asks=("last", "owed")),
        ]  # fmt: skip
        if not world.for_customer:
            world.situations.append(Situation(
                f"{capitalised(delivery.noun.plural)} of the day", "I have just spoken to the driver.",
                ("hand over", "fail?", "dispatch?", "redeliver?"), asks=("count",),
            ))  # fmt: skip
