"""Qualifications: what somebody must have shown before they may use certain things: a belay test, an induction.

Answers may_use (things and courses that ask for one). Needs bookable, lendable or teachable: whatever asks may_use.
A thing that asks for a qualification is refused to whoever has none that holds.
"""

from dataclasses import dataclass
from typing import ClassVar

from authors.procedural.language import Noun, a, noun
from authors.procedural.model import (
    Action,
    Entity,
    Param,
    Situation,
    Statement,
    Things,
    day,
    name_field,
    quantity,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.modules.transitions import transition
from authors.procedural.world import World

KINDS = Things(
    noun("clearance"),
    (quantity("valid_days", 180, 1100, "validity", "days", most="longest-lasting", least="shortest-lasting"),),
    (("Safety Briefing", 730), ("Supervised First Use", 1095), ("Night Access Training", 365)),
)


@dataclass(frozen=True, kw_only=True)
class Qualifications(Module):
    """Who was cleared for what."""

    OPTIONS = {
        "asked": (True, False),
        "expires": (True, True, False),
        "withdraw": (True, False),
        "renew": (True, False),
    }
    """Whether people ask for it first and it is granted then, or it is simply recorded; whether it lapses; whether it
    can be taken away; whether it can be renewed."""
    NEEDS: ClassVar[tuple[str, ...]] = ("bookable",)

    kinds: Things = KINDS
    record: Noun = noun("clearance record")
    why: str = "needs"
    """How a refusal says it: "This boat needs …"."""

    def declare(self, world: World) -> None:
        world.add(Entity("qualification", self.kinds.noun, [name_field(), *self.kinds.with_values()], naming=("{name}",),
                         things=self.kinds))  # fmt: skip
        flow = "asked>valid, asked>declined" if self.options["asked"] else ""
        flow += (", " if flow else "") + ("valid>withdrawn" if self.options["withdraw"] else "valid>replaced")
        flow += ", valid>replaced" if self.options["withdraw"] and self.options["renew"] else ""
        granted = [day("granted_on", "day it was granted", optional=bool(self.options["asked"]))]
        until = (
            [day("valid_until", "last day", optional=bool(self.options["asked"]))] if self.options["expires"] else []
        )
        world.add(Entity(
            "holding", self.record, [reference("party"), reference("qualification"), *granted, *until, state(flow)],
            naming=("{party}'s {noun} for {qualification}", "{party}'s {noun} for {qualification} from {granted_on}"),
            owned=True, live="valid", live_said={"asked": "requested"},
        ))  # fmt: skip

    def connect(self, world: World) -> None:
        thing = world.offering("bookable")[0]
        thing.fields.append(
            reference("qualification", "required_id", f"required {self.kinds.noun}", filter=False, optional=True)
        )
        world.listen(f"may_use:{thing.role}", lambda thing, party: self._required(world, thing, party))

    def build(self, world: World) -> None:
        if self.options["asked"]:
            self._ask_for(world)
            self._decide(world)
        else:
            self._record(world)
        if self.options["withdraw"]:
            self._withdraw(world)
        if self.options["renew"] and self.options["expires"]:
            self._renew(world)
        self._agree(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _holds(self, world: World, party: str, kind: str) -> str:
        holding = world.entities["holding"]
        lapsed = " AND h.valid_until >= date(now())" if self.options["expires"] else ""
        return (
            f"EXISTS (SELECT 1 FROM {holding.table} h WHERE h.{world.party.key} = {party} AND h.status = 'valid' "
            f"AND h.{world.entities['qualification'].key} = {kind}{lapsed})"
        )

    def _required(self, world: World, thing: str, party: str) -> list[Statement]:
        bookable = world.offering("bookable")[0]
        needed = f"(SELECT required_id FROM {bookable.table} WHERE id = {thing})"
        kind = world.entities["qualification"]
        return [world.require(
            f"SELECT {needed} IS NULL OR {self._holds(world, party, needed)}",
            f"This {bookable.noun} {self.why} {a(kind.noun.singular)} that this {world.party.noun} does not have.", "forbidden",
        )]  # fmt: skip

    def _kind(self, world: World) -> Param:
        """Any but the last one, which hardly anybody has got to: so there is always something left to be refused."""
        kind = world.entities["qualification"]
        return world.row_param(kind, f"id < (SELECT max(id) FROM {kind.table})")

    def _dates(self) -> dict[str, str]:
        until = {"valid_until": "date(now(), '+' || :sort_valid_days || ' days')"} if self.options["expires"] else {}
        return {"granted_on": "date(now())", **until}

    def _none_yet(self, world: World, party: str) -> Statement:
        kind, holding = world.entities["qualification"], world.entities["holding"]
        return world.require(
            f"SELECT NOT EXISTS (SELECT 1 FROM {holding.table} WHERE {world.party.key} = {party} AND {kind.key} = :{kind.key} "
            "AND status IN ('asked', 'valid'))",
            f"There is {a(holding.noun.singular)} for that already.",
        )

    # ---- what is done ------------------------------------------------------------------------------------------

    def _ask_for(self, world: World) -> None:
        kind, holding, party = world.entities["qualification"], world.entities["holding"], world.party_value()
        who = "" if world.own() else f" for {{{world.party.key}}}"
        world.act(Action(
            f"ask_for_{kind.word}", f"Ask to be given {a(kind.noun.singular)}.",
            params=(self._kind(world), *world.party_param()),
            steps=(world.exists(kind), *world.may_act(), self._none_yet(world, party),
                   world.insert(holding, **{world.party.key: party, kind.key: f":{kind.key}"})),
            returns=world.row_of(holding, ":new_id"),
            phrases=(f"apply for {{{kind.key}}}{who}", f"put in a request for {{{kind.key}}}{who}"),
            entity="holding", does="create", intents=frozenset({"apply"}), rate=1.1, weight=0.7,
        ))  # fmt: skip

    def _decide(self, world: World) -> None:
        holding, kind = world.entities["holding"], world.entities["qualification"]
        sort = world.found(kind)[1]
        read = sort.model_copy(update={
            "read": f"SELECT valid_days FROM {kind.table} WHERE id = :found_{kind.key}", "bound_to": "sort"})  # fmt: skip
        transition(
            world, holding, f"grant_{kind.word}", f"Grant {a(kind.noun.singular)} that was asked for.", ("asked",), "valid",
            ("grant {row}", "approve {row}"), audience="staff", rate=1.0, intents=("approve", "grant"), before=(read,),
            sets=self._dates(), together=True, due=f"SELECT id AS {holding.key} FROM {holding.table} WHERE status = 'asked' "
            "ORDER BY id", due_chance=0.55,
        )  # fmt: skip
        transition(
            world, holding, f"decline_{kind.word}", f"Decline {a(kind.noun.singular)} that was asked for.", ("asked",), "declined",
            ("decline {row}", "turn {row} down"), audience="staff", rate=0.12, weight=0.5, intents=("decline",),
        )  # fmt: skip

    def _record(self, world: World) -> None:
        kind, holding, party = world.entities["qualification"], world.entities["holding"], world.party_value("staff")
        world.act(Action(
            f"record_{kind.word}", f"Record that {a(world.party.noun.singular)} has passed {a(kind.noun.singular)}.",
            params=(self._kind(world), *world.party_param("staff")),
            steps=(*world.found(kind, binding="sort"), *world.party_exists("staff"), self._none_yet(world, party),
                   world.insert(holding, **{world.party.key: party, kind.key: f":{kind.key}", **self._dates()})),
            returns=world.row_of(holding, ":new_id"),
            phrases=(f"give {{{world.party.key}}} {{{kind.key}}}", f"sign {{{world.party.key}}} off for {{{kind.key}}}"),
            entity="holding", does="create", intents=frozenset({"grant"}), audience="staff", rate=1.2, weight=0.8,
        ))  # fmt: skip

    def _withdraw(self, world: World) -> None:
        holding, kind = world.entities["holding"], world.entities["qualification"]
        transition(
            world, holding, f"withdraw_{kind.word}", f"Take {a(kind.noun.singular)} away.", ("valid",), "withdrawn",
            ("withdraw {row}", "take {row} back"), audience="staff", rate=0.1, weight=0.6, intents=("suspend",), together=True,
        )  # fmt: skip

    def _renew(self, world: World) -> None:
        holding, kind = world.entities["holding"], world.entities["qualification"]
        world.act(Action(
            f"renew_{kind.word}", f"Renew {a(kind.noun.singular)} that holds: it lasts as long again from its last day on.",
            params=(world.row_param(holding, "status = 'valid'", audience="staff"),),
            steps=(*world.found(holding, audience="staff"), world.in_state(holding, "valid"),
                   world.require("SELECT :found_valid_until <= date(now(), '+2 years')",
                                 "It holds until {found_valid_until}: too early to renew it."),
                   world.update(holding, valid_until=f"date(valid_until, '+' || (SELECT valid_days FROM {kind.table} "
                                f"WHERE id = :found_{kind.key}) || ' days')")),
            returns=world.row_of(holding),
            phrases=(f"renew {{{holding.key}}}",), entity="holding", intents=frozenset({"renew"}), audience="staff",
            rate=0.1, weight=0.6,
        ))  # fmt: skip

    def _agree(self, world: World) -> None:
        holding, kind = world.entities["holding"], world.entities["qualification"]
        world.invariants[f"nobody has two {holding.noun.plural} for one {kind.noun}"] = (
            f"SELECT id FROM {holding.table} WHERE status = 'valid' GROUP BY {world.party.key}, {kind.key} HAVING count(*) > 1"
        )
        world.situations += [
            Situation("getting cleared", "{party} would like to do more here.", ("apply", "book?", "buy?"),
                      lead_customer="I would like to be allowed to do more here.", asks=("last", "count")),
            Situation("first time", "{party} passed everything this morning.", ("grant", "book", "buy?"), asks=("last", "owed")),
        ]  # fmt: skip
