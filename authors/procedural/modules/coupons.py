"""Coupons: codes that take a percentage off one bill.

Needs something payable: a row with an amount, a live state in which it is not yet paid, and an owner.
"""

import datetime
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
    amount,
    day,
    name_field,
    quantity,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.world import World
from schemas import Read

CODES = (("WELCOME10", 10), ("SEASON15", 15), ("THANKYOU20", 20), ("FRIENDS5", 5), ("EARLY12", 12), ("COMEBACK25", 25))
VALID_FOR_DAYS = (34, 60, -5, 12, 90, -14, 25, 45)
"""Days from now until which coupons hold, in the order of their codes: some have lapsed."""
USES = (40, 0, 15, 12, 25, 6, 1, 30)
MINIMUM_CENTS = (0, 2500, 0, 50000, 20000, 1500, 25000, 0)
MOST_CENTS = (2500, 1000, 5000, 1500, 4000, 2000, 10000, 3000)


@dataclass(frozen=True, kw_only=True)
class Coupons(Module):
    """Codes and what they were used for."""

    OPTIONS = {
        "capped": (True, False),
        "minimum": (True, False),
        "limit": (True, False),
        "remove": (True, True, False),
    }
    """Whether there is a most that a coupon saves; whether bills must be of a certain amount; whether uses are counted
    down; whether a coupon can be taken off again."""
    NEEDS: ClassVar[tuple[str, ...]] = ("payable",)

    coupon: Noun = noun("coupon")
    codes: tuple[tuple[str, int], ...] = CODES

    def declare(self, world: World) -> None:
        fields: tuple[Field, ...] = (
            quantity("percent", 5, 30, "discount", "percent", most="most generous", least="least generous"),
            day("valid_until", "last day", filter=True),
        )  # fmt: skip
        columns: list[tuple[object, ...]] = [
            tuple(percent for _, percent in self.codes),
            tuple(_days_from(world.now, days) for days in self._cycle(VALID_FOR_DAYS)),
        ]
        if self.options["minimum"]:
            fields += (amount("minimum_cents", "smallest amount"),)
            columns.append(self._cycle(MINIMUM_CENTS))
        if self.options["capped"]:
            fields += (amount("most_cents", "most that it saves"),)
            columns.append(self._cycle(MOST_CENTS))
        if self.options["limit"]:
            fields += (quantity("uses_left", 0, 40, "number of uses left"),)
            columns.append(self._cycle(USES))
        rows = tuple(zip((code for code, _ in self.codes), *columns, strict=True))
        world.add(Entity("coupon", self.coupon, [name_field("code", "code"), *fields], naming=("{code}",),
                         things=Things(self.coupon, fields, rows)))  # fmt: skip
        flow = "applied>removed" if self.options["remove"] else ""
        world.add(Entity(
            "redemption", noun(f"{self.coupon.singular} redemption"),
            [reference("coupon"), amount("discount_cents", "discount"), day("redeemed_on", "day it was used"),
             *([state(flow)] if flow else [])],
        ))  # fmt: skip

    def connect(self, world: World) -> None:
        payable, redemption = self._payable(world), world.entities["redemption"]
        redemption.fields.insert(0, reference(payable.role))
        redemption.part_of = payable.role

    def build(self, world: World) -> None:
        self._redeem(world)
        if self.options["remove"]:
            self._remove(world)
        self._extend(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _cycle(self, values: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(values[place % len(values)] for place in range(len(self.codes)))

    def _payable(self, world: World) -> Entity:
        return world.offering("payable")[0]

    def _amount(self, world: World) -> str:
        return self._payable(world).of_meaning("money")[0].name

    def _applied(self, world: World, where: str) -> str:
        """The redemptions that count, joined to what they were used for."""
        payable, redemption = self._payable(world), world.entities["redemption"]
        counts = " AND used.status = 'applied'" if self.options["remove"] else ""
        return (
            f"SELECT used.id, used.discount_cents, used.{world.entities['coupon'].key} FROM {redemption.table} used "
            f"JOIN {payable.table} bill ON bill.id = used.{payable.key} WHERE {where}{counts} ORDER BY used.id LIMIT 1"
        )

    def _holds(self, world: World) -> list[Statement]:
        """The coupon itself is good: it has not lapsed and is not used up."""
        steps: list[Statement] = [
            *world.found(world.entities["coupon"], binding="deal"),
            world.require("SELECT :deal_valid_until >= date(now())", "{deal_code} has lapsed: it was valid until {deal_valid_until}."),
        ]  # fmt: skip
        if self.options["limit"]:
            steps.append(world.require("SELECT :deal_uses_left > 0", "{deal_code} has been used up."))
        return steps

    def _suits(self, world: World) -> list[Statement]:
        """The coupon is good for this bill."""
        payable, coupon = self._payable(world), world.entities["coupon"]
        steps: list[Statement] = []
        if self.options["minimum"]:
            steps.append(world.require(f"SELECT :found_{self._amount(world)} >= :deal_minimum_cents",
                                       "{deal_code} is for amounts of {deal_minimum_cents} cents or more."))  # fmt: skip
        steps.append(world.require(f"SELECT NOT EXISTS ({self._applied(world, f'bill.id = :{payable.key}')})",
                                   f"A {coupon.noun} was used on this {payable.noun} already."))  # fmt: skip
        return steps

    # ---- what is done ------------------------------------------------------------------------------------------

    def _redeem(self, world: World) -> None:
        payable, coupon, redemption = self._payable(world), world.entities["coupon"], world.entities["redemption"]
        owed = self._amount(world)
        saved = f"(:found_{owed} * :deal_percent / 100)"
        if self.options["capped"]:
            saved = f"min({saved}, :deal_most_cents)"
        used = [world.update(coupon, uses_left="uses_left - 1")] if self.options["limit"] else []
        world.act(Action(
            f"redeem_{coupon.word}", f"Use a {coupon.noun} on {a(payable.noun.singular)} that is {payable.live}: its amount goes down.",
            params=(world.row_param(coupon),
                    world.row_param(payable, f"status = '{payable.live}'")),
            steps=(*self._holds(world), *world.found(payable), world.in_state(payable, payable.live), *self._suits(world), *used,
                   world.insert(redemption, binding="", **{payable.key: f":{payable.key}", coupon.key: f":{coupon.key}",
                                                           "discount_cents": saved, "redeemed_on": "date(now())"}),
                   world.update(payable, **{owed: f"{owed} - {saved}"})),
            returns=world.row_of(payable),
            phrases=(f"use {{{coupon.key}}} on {{{payable.key}}}", f"apply {{{coupon.key}}} to {{{payable.key}}}",
                     f"redeem {{{coupon.key}}} against {{{payable.key}}}"),
            entity=payable.role, intents=frozenset({"redeem", "use coupon"}), rate=0.4, weight=1.0,
            told=(Told(owed, "what is left to pay on it", "money"),), inverse=(f"remove_{coupon.word}",),
        ))  # fmt: skip

    def _remove(self, world: World) -> None:
        payable, coupon, redemption = self._payable(world), world.entities["coupon"], world.entities["redemption"]
        owed = self._amount(world)
        back = (
            [world.update(coupon, f"id = :used_{coupon.key}", uses_left="uses_left + 1")]
            if self.options["limit"]
            else []
        )
        world.act(Action(
            f"remove_{coupon.word}", f"Take the {coupon.noun} off {a(payable.noun.singular)} that is still {payable.live}; the discount is lost.",
            params=(world.row_param(payable, f"status = '{payable.live}'", audience="staff"),),
            steps=(*world.found(payable, audience="staff"), world.in_state(payable, payable.live),
                   Read(read=self._applied(world, f"bill.id = :{payable.key}"), bound_to="used"),
                   world.require("SELECT :used_id IS NOT NULL", f"No {coupon.noun} was used on this {payable.noun}."),
                   world.update(redemption, "id = :used_id", status="'removed'"), *back,
                   world.update(payable, **{owed: f"{owed} + :used_discount_cents"})),
            returns=world.row_of(payable),
            phrases=(f"take the {coupon.noun} off {{{payable.key}}}", f"remove the {coupon.noun} from {{{payable.key}}} again"),
            entity=payable.role, intents=frozenset({"undo"}), audience="staff", rate=0.05, weight=0.6,
            told=(Told(owed, "what it comes to without", "money"),), inverse=(f"redeem_{coupon.word}",),
        ))  # fmt: skip

    def _extend(self, world: World) -> None:
        coupon = world.entities["coupon"]
        until = Param("valid_until", "date", "The new last day (YYYY-MM-DD)", ahead=(40, 120))
        world.act(Action(
            f"extend_{coupon.word}", f"Let a {coupon.noun} hold for longer; also one that has lapsed.",
            params=(world.row_param(coupon, "valid_until < date(now(), '+40 days')", audience="staff"), until),
            steps=(*world.found(coupon, audience="staff"),
                   world.require("SELECT :valid_until > max(:found_valid_until, date(now()))",
                                 "{valid_until} is not later than {found_valid_until}, or is not ahead.", "invalid"),
                   world.update(coupon, valid_until=":valid_until")),
            returns=world.row_of(coupon),
            phrases=(f"extend {{{coupon.key}}} to {{valid_until}}", f"let {{{coupon.key}}} run until {{valid_until}}"),
            entity="coupon", intents=frozenset({"prolong coupon"}), audience="staff", rate=0.0, weight=0.6,
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        """What must always hold, and why people ask for several things at once."""
        payable, coupon, redemption = self._payable(world), world.entities["coupon"], world.entities["redemption"]
        counts = " AND status = 'applied'" if self.options["remove"] else ""
        world.invariants[f"at most one {coupon.noun} is used on each {payable.noun}"] = (
            f"SELECT {payable.key} FROM {redemption.table} WHERE true{counts} GROUP BY {payable.key} HAVING count(*) > 1"
        )
        one = str(coupon.noun)
        world.situations += [
            Situation("found a code", f"{{party}} has found {a(one)} and wants to use it.", ("use coupon", "pay?", "book?", "buy?"),
                      lead_customer=f"I have found {a(one)} that I had quite forgotten.", asks=("owed", "last")),
            Situation("saving up", "{party} is trying to keep the bills down.", ("use coupon", "cancel?", "pay?"),
                      lead_customer="I am trying to keep my bills down.", asks=("owed",)),
        ]  # fmt: skip


def _days_from(now: str, days: int) -> str:
    return (datetime.date.fromisoformat(now[:10]) + datetime.timedelta(days=days)).isoformat()
