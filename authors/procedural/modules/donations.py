"""Donations: the party gives to funds, once or by a standing pledge.

Pledges are collected when they fall due. Asks may_act. Neither charges nor bills: what is given is given.
"""

from dataclasses import dataclass

from authors.procedural.language import Noun, a, noun
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
    day,
    name_field,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.modules.flows import some_out_of_use
from authors.procedural.world import World

INTERVALS = {"monthly": "+1 month", "quarterly": "+3 months", "yearly": "+1 year"}
SMALLEST_CENTS = 500


@dataclass(frozen=True, kw_only=True)
class Donations(Module):
    """Funds with a goal, gifts to them, and pledges."""

    OPTIONS = {
        "pledges": (True, True, False),
        "adjust": ("amount", "skip"),
        "redirect": ("gift", "pledge"),
        "receipt": (True, False),
        "closing": (True, False),
    }
    """Whether there are pledges; how they can be changed; what can be led to another fund; whether receipts are sent;
    whether staff close funds."""

    fund: Things
    """Its first field of meaning money is the goal."""
    gift: Noun = noun("gift")
    pledges: Noun = noun("pledge")
    busy: float = 1.2
    """Gifts a day, over the whole business."""

    def declare(self, world: World) -> None:
        fund = self.fund
        world.add(Entity(
            "fund", fund.noun,
            [name_field(), *fund.with_values(), amount("raised_cents", "amount raised"), state("open>closed, closed>open")],
            naming=("{name}",), things=fund, live="open",
        ))  # fmt: skip
        given = [reference("party"), reference("fund"), amount("amount_cents", "amount")]
        receipt = [state("received>receipted")] if self.options["receipt"] else []
        world.add(Entity(
            "gift", self.gift, [*given, day("given_on", "day it was given", filter=True), *receipt],
            naming=("{party}'s {noun} to {fund}", "{party}'s {noun} of {amount_cents} to {fund}",
                    "{party}'s {noun} of {amount_cents} from {given_on}", "{party}'s {noun} to {fund} from {given_on}"),
            owned=True, live="received" if receipt else "", live_said={"received": "unacknowledged", "receipted": "acknowledged"},
        ))  # fmt: skip
        if self.options["pledges"]:
            world.add(Entity(
                "pledge", self.pledges,
                [*given, category("rhythm", tuple(INTERVALS)), day("next_on", "next collection date"), state("active>ended")],
                naming=("{party}'s {noun} for {fund}", "{party}'s {rhythm} {noun} for {fund}",
                        "{party}'s {noun} of {amount_cents} to {fund}"),
                owned=True, live="active",
            ))  # fmt: skip

    def build(self, world: World) -> None:
        self._give(world)
        if self.options["pledges"]:
            self._pledge(world)
            if self.options["adjust"] == "amount":
                self._change(world)
            else:
                self._skip(world)
            self._end(world)
            self._collect(world)
        if self.options["redirect"] == "gift" or not self.options["pledges"]:
            self._redirect_gift(world)
        else:
            self._redirect_pledge(world)
        if self.options["receipt"]:
            self._receipt(world)
        if self.options["closing"]:
            self._close(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _fund(self, world: World) -> Entity:
        return world.entities["fund"]

    def _fund_param(self, world: World) -> Param:
        return world.row_param(self._fund(world), "status = 'open'")

    def _open_fund(self, world: World) -> list[Statement]:
        fund = self._fund(world)
        closes = some_out_of_use(self.fund) or (self.options["closing"] and not world.for_customer)
        is_open = [world.in_state(fund, "open", binding="cause")] if closes else []
        return [*world.found(fund, binding="cause"), *is_open]

    def _amount(self, description: str, low: int = 1000, high: int = 25000) -> Param:
        return Param("amount_cents", "money", description, low=low, high=high, step=500)

    def _enough(self, world: World) -> Statement:
        return world.require(f"SELECT :amount_cents >= {SMALLEST_CENTS}",
                             f"{SMALLEST_CENTS} cents are the least; {{amount_cents}} is too little.", "invalid")  # fmt: skip

    def _raise(self, world: World, fund: str, change: str) -> Statement:
        return world.update(self._fund(world), f"id = {fund}", raised_cents=f"raised_cents {change}")

    def _record(self, world: World, party: str, fund: str, amount: str) -> list[Statement]:
        return [
            world.insert(world.entities["gift"], **{world.party.key: party, self._fund(world).key: fund,
                                                    "amount_cents": amount, "given_on": "date(now())"}),
            self._raise(world, fund, f"+ {amount}"),
        ]  # fmt: skip

    # ---- what is done ------------------------------------------------------------------------------------------

    def _give(self, world: World) -> None:
        fund, gift, party = self._fund(world), world.entities["gift"], world.party_value()
        mine = world.own()
        world.act(Action(
            f"give_to_{fund.word}" if mine else f"record_{gift.word}",
            f"Give once to {a(fund.noun.singular)} that is open." if mine else f"Record {a(gift.noun.singular)} to {a(fund.noun.singular)} that is open.",
            params=(self._fund_param(world), *world.party_param(), self._amount("How much")),
            steps=(self._enough(world), *self._open_fund(world), *world.may_act(),
                   *self._record(world, party, f":{fund.key}", ":amount_cents")),
            returns=world.row_of(gift, ":new_id"),
            phrases=(f"give {{amount_cents}} to {{{fund.key}}}", f"make a {gift.noun} of {{amount_cents}} to {{{fund.key}}}") if mine else
                    (f"record a {gift.noun} of {{amount_cents}} from {{{world.party.key}}} to {{{fund.key}}}",
                     f"note that {{{world.party.key}}} gave {{amount_cents}} to {{{fund.key}}}"),
            entity="gift", does="create", intents=frozenset({"give"}), rate=self.busy, weight=1.2,
        ))  # fmt: skip

    def _pledge(self, world: World) -> None:
        fund, pledge, party = self._fund(world), world.entities["pledge"], world.party_value()
        who = "" if world.own() else f" for {{{world.party.key}}}"
        rhythm = Param("rhythm", "category", "How often it is collected", values=tuple(INTERVALS))
        first = Param("next_on", "date", "The first day on which it is collected (YYYY-MM-DD)", ahead=(1, 20))
        world.act(Action(
            f"start_{pledge.word}", f"Promise to give an amount to {a(fund.noun.singular)} again and again.",
            params=(self._fund_param(world), *world.party_param(), self._amount("How much each time", 500, 6000), rhythm, first),
            steps=(self._enough(world), world.not_past("next_on"), *self._open_fund(world), *world.may_act(),
                   world.require(f"SELECT NOT EXISTS (SELECT 1 FROM {pledge.table} WHERE {world.party.key} = {party} "
                                 f"AND {fund.key} = :{fund.key} AND status = 'active')",
                                 f"There is an active {pledge.noun} to this {fund.noun} already."),
                   world.insert(pledge, **{world.party.key: party, fund.key: f":{fund.key}", "amount_cents": ":amount_cents",
                                           "rhythm": ":rhythm", "next_on": ":next_on"})),
            returns=world.row_of(pledge, ":new_id"),
            phrases=(f"set up {{rhythm:a}} {pledge.noun} of {{amount_cents}} to {{{fund.key}}}{who}, starting on {{next_on}}",
                     f"start {{rhythm:a}} {pledge.noun} of {{amount_cents}} to {{{fund.key}}}{who} from {{next_on}} on"),
            entity="pledge", does="create", intents=frozenset({"pledge"}), rate=0.7, weight=1.0,
        ))  # fmt: skip

    def _change(self, world: World) -> None:
        pledge = world.entities["pledge"]
        world.act(Action(
            f"change_{pledge.word}", f"Change the amount of an active {pledge.noun}.",
            params=(world.row_param(pledge, "status = 'active'"), self._amount("The new amount", 500, 6000)),
            steps=(self._enough(world), *world.found(pledge), world.in_state(pledge, "active"),
                   world.update(pledge, amount_cents=":amount_cents")),
            returns=world.row_of(pledge),
            phrases=(f"change {{{pledge.key}}} to {{amount_cents}}", f"set {{{pledge.key}}} to {{amount_cents}} from now on"),
            entity="pledge", intents=frozenset({"amend pledge"}), rate=0.12, weight=0.9,
        ))  # fmt: skip

    def _skip(self, world: World) -> None:
        pledge = world.entities["pledge"]
        steps = " ".join(f"WHEN '{rhythm}' THEN '{step}'" for rhythm, step in INTERVALS.items())
        world.act(Action(
            f"skip_{pledge.word}", f"Leave the next collection of an active {pledge.noun} out; the one after it stays.",
            params=(world.row_param(pledge, "status = 'active'"),),
            steps=(*world.found(pledge), world.in_state(pledge, "active"),
                   world.update(pledge, next_on=f"date(next_on, CASE rhythm {steps} END)")),
            returns=world.row_of(pledge),
            phrases=(f"skip the next payment on {{{pledge.key}}}",),
            entity="pledge", intents=frozenset({"amend pledge"}), rate=0.12, weight=0.9, each=pledge.key, each_state="active",
            told=(Told("next_on", "the next collection date", "date"),),
        ))  # fmt: skip

    def _end(self, world: World) -> None:
        pledge = world.entities["pledge"]
        world.act(Action(
            f"end_{pledge.word}", f"End an active {pledge.noun}; what was given stays given.",
            params=(world.row_param(pledge, "status = 'active'"),),
            steps=(*world.found(pledge), world.in_state(pledge, "active"), world.update(pledge, status="'ended'")),
            returns=world.row_of(pledge),
            phrases=(f"end {{{pledge.key}}}", f"stop {{{pledge.key}}}"),
            entity="pledge", intents=frozenset({"cancel", "end pledge"}), rate=0.08, each=pledge.key, each_state="active",
        ))  # fmt: skip

    def _collect(self, world: World) -> None:
        """What was promised is collected on its day; nobody has to do it."""
        pledge, fund = world.entities["pledge"], self._fund(world)
        steps = " ".join(f"WHEN '{rhythm}' THEN '{step}'" for rhythm, step in INTERVALS.items())
        world.act(Action(
            f"collect_{pledge.word}", f"Collect {a(pledge.noun.singular)} that is due.",
            params=(world.row_param(pledge, "status = 'active' AND next_on <= date(now())", audience="nobody"),),
            steps=(*world.found(pledge, audience="nobody"), world.in_state(pledge, "active"),
                   *self._record(world, f":found_{pledge.owner}", f":found_{fund.key}", ":found_amount_cents"),
                   world.update(pledge, next_on=f"date(next_on, CASE rhythm {steps} END)")),
            returns=world.row_of(pledge), phrases=(f"collect {{{pledge.key}}}",), entity="pledge", audience="nobody",
            due=f"SELECT id AS {pledge.key} FROM {pledge.table} WHERE status = 'active' AND next_on <= date(now()) ORDER BY id",
        ))  # fmt: skip

    def _redirect_gift(self, world: World) -> None:
        fund, gift = self._fund(world), world.entities["gift"]
        receipted = self.options["receipt"]
        open_only: list[Statement] = [world.in_state(gift, "received")] if receipted and not world.for_customer else []
        world.act(Action(
            f"redirect_{gift.word}", f"Lead {a(gift.noun.singular)} to another {fund.noun} that is open"
            f"{', as long as no receipt was sent' if open_only else ''}.",
            params=(world.row_param(gift, "status = 'received'" if open_only else "1"), self._fund_param(world)),
            steps=(*world.found(gift), *open_only, *self._open_fund(world), self._another(world, gift),
                   world.update(gift, **{fund.key: f":{fund.key}"}),
                   self._raise(world, f":found_{fund.key}", "- :found_amount_cents"),
                   self._raise(world, f":{fund.key}", "+ :found_amount_cents")),
            returns=world.row_of(gift),
            phrases=(f"put {{{gift.key}}} towards {{{fund.key}}} instead",),
            entity="gift", intents=frozenset({"redirect"}), rate=0.08, weight=0.8,
        ))  # fmt: skip

    def _redirect_pledge(self, world: World) -> None:
        fund, pledge = self._fund(world), world.entities["pledge"]
        world.act(Action(
            f"redirect_{pledge.word}", f"Lead an active {pledge.noun} to another {fund.noun} that is open from now on.",
            params=(world.row_param(pledge, "status = 'active'"), self._fund_param(world)),
            steps=(*world.found(pledge), world.in_state(pledge, "active"), *self._open_fund(world), self._another(world, pledge),
                   world.require(f"SELECT NOT EXISTS (SELECT 1 FROM {pledge.table} WHERE {world.party.key} = :found_{pledge.owner} "
                                 f"AND {fund.key} = :{fund.key} AND status = 'active')",
                                 f"There is another active {pledge.noun} to this {fund.noun} already."),
                   world.update(pledge, **{fund.key: f":{fund.key}"})),
            returns=world.row_of(pledge),
            phrases=(f"change {{{pledge.key}}} so that it goes to {{{fund.key}}}",),
            entity="pledge", intents=frozenset({"redirect"}), rate=0.08, weight=0.8,
        ))  # fmt: skip

    def _another(self, world: World, entity: Entity) -> Statement:
        fund = self._fund(world)
        return world.require(f"SELECT :found_{fund.key} <> :{fund.key}", f"That is the {fund.noun} it goes to already.")

    def _receipt(self, world: World) -> None:
        gift = world.entities["gift"]
        world.act(Action(
            f"send_{gift.word}_receipt", f"Note that the receipt for {a(gift.noun.singular)} has been sent.",
            params=(world.row_param(gift, "status = 'received'", audience="staff"),),
            steps=(*world.found(gift, audience="staff"), world.in_state(gift, "received"), world.update(gift, status="'receipted'")),
            returns=world.row_of(gift),
            phrases=(f"acknowledge {{{gift.key}}}",),
            entity="gift", intents=frozenset({"receipt"}), audience="staff", rate=0.9, weight=0.8,
            each=gift.key, each_state="received",
        ))  # fmt: skip

    def _close(self, world: World) -> None:
        fund = self._fund(world)
        for name, was, becomes, phrases in (
            ("close", "open", "closed", ("close {%s}", "close {%s} to new gifts")),
            ("reopen", "closed", "open", ("reopen {%s}", "open {%s} again")),
        ):
            world.act(Action(
                f"{name}_{fund.word}", f"{'Let nobody give' if name == 'close' else 'Let people give again'} to {a(fund.noun.singular)}.",
                params=(world.row_param(fund, f"status = '{was}'"),),
                steps=(*world.found(fund), world.in_state(fund, was), world.update(fund, status=f"'{becomes}'")),
                returns=world.row_of(fund), phrases=tuple(phrase % fund.key for phrase in phrases),
                entity="fund", intents=frozenset({name}), audience="staff", weight=0.5,
                inverse=tuple(f"{other}_{fund.word}" for other in ("close", "reopen")),
            ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        """What must always hold, and why people ask for several things at once."""
        fund, gift = self._fund(world), world.entities["gift"]
        world.invariants[f"every {fund.noun} has raised what was given to it"] = (
            f"SELECT x.id FROM {fund.table} x WHERE x.raised_cents <> "
            f"(SELECT coalesce(sum(amount_cents), 0) FROM {gift.table} g WHERE g.{fund.key} = x.id)"
        )
        world.situations += [
            Situation("in memory", "{party} rang: a grandmother has died, and flowers are not wanted.", ("give", "pledge?", "redirect?"),
                      lead_customer="My grandmother has died, and she did not want flowers.", asks=("last", "count")),
            Situation("year's end", "{party} has been thinking about what to give.", ("give", "amend pledge?", "redirect?", "end pledge?"),
                      lead_customer="I have been thinking about what I give.", asks=("last", "count")),
        ]  # fmt: skip
        if self.options["pledges"]:
            world.situations.append(Situation(
                "less to give", "{party} has lost a job and must give less.", ("amend pledge?", "end pledge"),
                lead_customer="I have lost my job and must give less for a while.", asks=("count",),
            ))  # fmt: skip
