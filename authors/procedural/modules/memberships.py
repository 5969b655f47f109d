"""Memberships: one plan at a time for each of the party, billed by the month, with a discount on what they buy.

Answers discount. Asks may_act. Tells charged, bought. Offers chargeable (the membership).
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
    day,
    name_field,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.modules.fragments import column_of, first_price, only_when
from authors.procedural.world import World
from schemas import Read

PUT_ON = frozenset({"level", "package", "plan", "scheme", "subscription", "tier"})
"""What people are put on."""


@dataclass(frozen=True, kw_only=True)
class Memberships(Module):
    """Plans with a monthly price, and who is on which."""

    OPTIONS = {
        "pause": (True, True, False),
        "renewal": ("monthly", "monthly", "none"),
        "switch": ("any plan", "any plan", "dearer plans"),
        "notice": ("none", "a month"),
    }
    NEEDS: ClassVar[tuple[str, ...]] = ()

    plan: Things
    """The first field of meaning money is the monthly price; a quantity `discount_percent` lowers other prices."""
    membership: Noun = noun("membership")
    on: str = "on"
    """Between a membership and its plan: "my tenancy of the Corner Studio"."""

    def declare(self, world: World) -> None:
        plan = self.plan
        world.add(Entity("plan", plan.noun, [name_field(), *plan.with_values()], naming=("{name}",), things=plan))
        flow = "active>ended"
        if self.options["pause"]:
            flow = "active>paused>active, active>ended, paused>ended"
        fields = [reference("party"), reference("plan"), day("started_on", "start date")]
        if self.options["renewal"] == "monthly":
            fields.append(day("renews_on", "renewal date", filter=True))
        world.add(Entity(
            "membership", self.membership,
            [*fields, day("ended_on", "end date", optional=True, asked=False), state(flow)],
            naming=("{party}'s {noun}", f"{{party}}'s {{noun}} {self.on} {{plan}}", "{party}'s {noun} that began on {started_on}"),
            offers=("chargeable",), owned=True, live="active", live_said={"active": "current"},
        ))  # fmt: skip

    def connect(self, world: World) -> None:
        if any(each.name == "discount_percent" for each in self.plan.fields):
            world.listen("discount", lambda party: [self._discount(world, party)])

    def build(self, world: World) -> None:
        self._join(world)
        self._switch(world)
        if self.options["pause"]:
            self._pause_and_resume(world)
        self._end(world)
        if self.options["renewal"] == "monthly":
            self._renew(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _discount(self, world: World, party: str) -> Read:
        plan, membership = world.entities["plan"], world.entities["membership"]
        running = "m.status = 'active'"
        if self.options["notice"] == "a month":
            running = "(m.status = 'active' OR m.ended_on > date(now()))"
        return Read(
            read=f"SELECT coalesce(max(p.discount_percent), 0) AS percent FROM {membership.table} m "
            f"JOIN {plan.table} p ON p.id = m.{plan.key} WHERE m.{world.party.key} = {party} AND {running}",
            bound_to="discount",
        )

    def _price(self, world: World, plan: str) -> str:
        return column_of(world.entities["plan"], first_price(self.plan), plan)

    def _bill(self, world: World, party: str, plan: str, membership: str) -> list[Statement]:
        """A month of a plan becomes due."""
        told = {"party": party, "entity": "membership", "id": membership, "amount": self._price(world, plan)}
        return [*world.tell("charged", **told), *world.tell("bought", **told)]

    # ---- what is done ------------------------------------------------------------------------------------------

    def _join(self, world: World) -> None:
        plan, membership, party = world.entities["plan"], world.entities["membership"], world.party
        mine, member = world.own(), world.party_value()
        columns = {party.key: member, plan.key: f":{plan.key}", "started_on": "date(now())"}
        if self.options["renewal"] == "monthly":
            columns["renews_on"] = "date(now(), '+1 month')"
        running = f"EXISTS (SELECT 1 FROM {membership.table} WHERE {party.key} = {member} AND status <> 'ended')"
        params = world.party_param()
        if params:
            free = f"id NOT IN (SELECT {party.key} FROM {membership.table} WHERE status <> 'ended')"
            params = (world.row_param(party, f"status = 'active' AND {free}" if party.status else free),)
        world.act(Action(
            f"join_{plan.word}" if mine else f"start_{membership.word}",
            (f"Take out {a(membership.noun.singular)} on {a(plan.noun.singular)}" if mine else
             f"Put {a(party.noun.singular)} on {a(plan.noun.singular)}") + "; the first month is billed at once.",
            params=(*params, world.row_param(plan)),
            steps=(*world.may_act(), world.exists(plan),
                   world.require(f"SELECT NOT {running}", f"There is a running {membership.noun} already; switch it."),
                   world.insert(membership, **columns),
                   *self._bill(world, member, f":{plan.key}", ":new_id")),
            returns=world.row_of(membership, ":new_id"),
            phrases=tuple(f"{sign} {{{plan.key}}}" for sign in self._signing("me" if mine else f"{{{party.key}}}")),
            entity="membership", does="create", intents=frozenset({"join"}), rate=1.0,
            told=(Told("renews_on", "the day it renews", "date"),) if self.options["renewal"] == "monthly" else (),
            inverse=(f"end_{membership.word}",),
        ))  # fmt: skip

    def _signing(self, who: str) -> tuple[str, ...]:
        """What is done with somebody who takes a plan; for a plot or a flat people take a tenancy, and are not put on it."""
        head = self.plan.noun.singular.split()[-1]
        if self.membership.singular.split()[-1] == "tenancy":
            return (f"start {a(self.membership.singular)} for {who} on",)
        return (f"sign {who} up for", f"put {who} on") if head in PUT_ON else (f"sign {who} up for",)

    def _switch(self, world: World) -> None:
        plan, membership = world.entities["plan"], world.entities["membership"]
        price, member = first_price(self.plan), f":found_{world.party.key}"
        now, then = self._price(world, f":found_{plan.key}"), self._price(world, f":{plan.key}")
        dearer = self.options["switch"] == "dearer plans"
        rule = [world.require(f"SELECT {then} > {now}",
                              f"Only a dearer {plan.noun} can be switched to before the {membership.noun} ends.")] if dearer else []  # fmt: skip
        difference = only_when(f"{then} > {now}", world.tell(
            "charged", party=member, entity="membership", id=f":{membership.key}", amount=f"{then} - {now}"))  # fmt: skip
        old = f"(SELECT {plan.key} FROM {membership.table} WHERE id = :{membership.key})"
        others = f"SELECT id FROM {plan.table} WHERE id <> {old}"
        if dearer:
            others += f" AND {price} > {self._price(world, old)}"
        world.act(Action(
            f"switch_{plan.word}",
            f"Move an active {membership.noun} to {'a dearer' if dearer else 'another'} {plan.noun}; "
            + ("the difference in price is billed." if dearer else "where it is dearer, the difference is billed."),
            params=(world.row_param(membership, "status = 'active'"),
                    Param(plan.key, "reference", f"The new {plan.noun}", of="plan",
                                                    pick=f"{others} ORDER BY id", depends=(membership.key,))),
            steps=(*world.found(membership), world.exists(plan), world.in_state(membership, "active"),
                   world.require(f"SELECT :found_{plan.key} <> :{plan.key}", f"It is on that {plan.noun} already."),
                   *rule, *difference, world.update(membership, **{plan.key: f":{plan.key}"})),
            returns=world.row_of(membership),
            phrases=(f"switch {{{membership.key}}} to {{{plan.key}}}", f"change {{{membership.key}}} to {{{plan.key}}}"),
            entity="membership", intents=frozenset({"switch", "switch plan", "move"}), rate=0.2,
        ))  # fmt: skip

    def _pause_and_resume(self, world: World) -> None:
        membership = world.entities["membership"]
        for name, was, becomes, note, phrases, intents in (
            ("pause", "active", "paused", "While it is paused, nothing is billed and no discount is given.",
             ("pause {%s}", "put {%s} on hold", "freeze {%s} for now"), {"pause"}),
            ("resume", "paused", "active", "It is active again from today.",
             ("resume {%s}", "take {%s} off hold"), {"resume", "return"}),
        ):  # fmt: skip
            world.act(Action(
                f"{name}_{membership.word}", f"{capitalised(name)} {a(membership.noun.singular)}. {note}",
                params=(world.row_param(membership, f"status = '{was}'"),),
                steps=(*world.found(membership), world.in_state(membership, was),
                       world.update(membership, status=f"'{becomes}'")),
                returns=world.row_of(membership), phrases=tuple(phrase % membership.key for phrase in phrases),
                entity="membership", intents=frozenset(intents), rate=0.12 if name == "pause" else 0.15, weight=0.7,
                inverse=tuple(f"{other}_{membership.word}" for other in ("pause", "resume", "end")),
            ))  # fmt: skip

    def _end(self, world: World) -> None:
        membership = world.entities["membership"]
        live = ("active", "paused") if self.options["pause"] else ("active",)
        month = self.options["notice"] == "a month"
        listed = ", ".join(f"'{each}'" for each in live)
        world.act(Action(
            f"end_{membership.word}",
            f"End {a(membership.noun.singular)}" + (
                "; its discount lasts for a month from today, which is its end date." if month else
                " today; what was billed stays due."),
            params=(world.row_param(membership, f"status IN ({listed})"),),
            steps=(*world.found(membership), world.in_state(membership, *live),
                   world.update(membership, status="'ended'",
                                ended_on="date(now(), '+1 month')" if month else "date(now())")),
            returns=world.row_of(membership),
            phrases=(f"end {{{membership.key}}}", f"terminate {{{membership.key}}}", f"cancel {{{membership.key}}}"),
            entity="membership", intents=frozenset({"leave", "end"}), rate=0.08, weight=1.2,
            told=(Told("ended_on", "the day it ends", "date"),) if month else (),
            inverse=(f"resume_{membership.word}", f"pause_{membership.word}"),
        ))  # fmt: skip

    def _renew(self, world: World) -> None:
        """Staff renew what has come round; history does so daily."""
        plan, membership = world.entities["plan"], world.entities["membership"]
        when = "status = 'active' AND renews_on <= date(now())"
        soon = "status = 'active' AND renews_on <= date(now(), '+7 days')"
        world.act(Action(
            f"renew_{membership.word}",
            f"Renew an active {membership.noun} for another month, up to a week before its renewal date; the month is "
            "billed.",
            params=(world.row_param(membership, soon, audience="staff"),),
            steps=(*world.found(membership, audience="staff"), world.in_state(membership, "active"),
                   world.require("SELECT :found_renews_on <= date(now(), '+7 days')",
                                 "It renews on {found_renews_on}: that is more than a week away."),
                   world.update(membership, renews_on="date(:found_renews_on, '+1 month')"),
                   *self._bill(world, f":found_{world.party.key}", f":found_{plan.key}", f":{membership.key}")),
            returns=world.row_of(membership),
            phrases=(f"renew {{{membership.key}}}", f"renew {{{membership.key}}} for another month"),
            entity="membership", intents=frozenset({"renew"}), audience="staff", weight=0.7,
            due=f"SELECT id AS {membership.key} FROM {membership.table} WHERE {when} ORDER BY id", due_chance=0.9,
            told=(Told("renews_on", "the day it renews next", "date"),),
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        membership, party = world.entities["membership"], world.party
        world.invariants[f"nobody has two running {membership.noun.plural}"] = (
            f"SELECT {party.key} FROM {membership.table} WHERE status <> 'ended' GROUP BY {party.key} "
            "HAVING count(*) > 1"
        )
        world.invariants[f"ended {membership.noun.plural}, and only they, have an end date"] = (
            f"SELECT id FROM {membership.table} WHERE (status = 'ended') <> (ended_on IS NOT NULL)"
        )
        plan = self.plan.noun
        world.situations += [
            Situation("money is tight", f"{{party}} rang about the {membership.noun}.", ("switch plan", "pay*?", "cancel?"),
                      lead_customer=f"I am writing about my {membership.noun}.",
                      asks=("owed", "last")),
            Situation("better plan", f"{{party}} asked which {plan} would suit them better and has decided.",
                      ("switch plan", "book?", "buy?"),
                      lead_customer=f"I have thought about which {plan} suits me best.", asks=("owed", "last")),
        ]  # fmt: skip
        if self.options["pause"]:
            world.situations.append(Situation(
                "away for a while", "{party} is going abroad for a few months.", ("pause", "cancel*?", "pay*?"),
                lead_customer="I will be abroad for a few months.", asks=("owed",),
            ))  # fmt: skip
