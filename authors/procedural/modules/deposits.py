"""Deposits: money that is held while somebody has something, and given back when it came back whole.

Needs securable (a booking). Listens: bought (a deposit is taken), voided (it goes back), finished (it is due back).
Answers may_act where nobody with a contested deposit starts anything new. What was kept can be contested.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from authors.procedural.language import Noun, a, noun
from authors.procedural.model import (  # fmt: skip
    Entity,
    Param,
    Situation,
    Statement,
    Told,
    amount,
    category,
    day,
    reference,
    state,
)
from authors.procedural.module import Module
from authors.procedural.modules.transitions import transition
from authors.procedural.world import World
from schemas import Write

REASONS = ("damage", "missing_parts", "cleaning", "late_return")
LEAST_CENTS = 2000


@dataclass(frozen=True, kw_only=True)
class Deposits(Module):
    """One deposit for each booking."""

    OPTIONS = {
        "size": ("a fifth", "by the day"),
        "reason": (True, False),
        "contest": (True, True, False),
        "blocks": (True, False),
        "early": (True, False),
    }
    """How much is held; whether it is said why some was kept; whether that can be contested; whether somebody who
    contests may start nothing new; whether it can be given back before the time."""
    NEEDS: ClassVar[tuple[str, ...]] = ("securable",)

    deposit: Noun = noun("deposit")

    def declare(self, world: World) -> None:
        reason = [replace(category("reason", REASONS, "reason"), optional=True)] if self.options["reason"] else []
        contested = ", part_kept>contested>returned, contested>settled" if self.options["contest"] else ""
        fields = [reference("party"), amount("amount_cents", "amount"), day("taken_on", "day it was taken"),
                  amount("kept_cents", "amount kept")]  # fmt: skip
        world.add(Entity(
            "deposit", self.deposit, [*fields, *reason, state(f"held>due>returned, held>returned, due>part_kept{contested}")],
            naming=("{party}'s {noun} of {amount_cents}", "{party}'s {noun} from {taken_on}",
                    "{party}'s {noun} of {amount_cents} from {taken_on}"),
            owned=True, live="held", live_said={"held": "current", "due": "outstanding", "part_kept": "reduced"},
        ))  # fmt: skip

    def connect(self, world: World) -> None:
        secured, deposit = world.offering("securable")[0], world.entities["deposit"]
        deposit.fields.insert(1, reference(secured.role))
        deposit.naming = ("the {noun} for {%s}" % secured.role, *deposit.naming)
        role = secured.role
        world.listen(
            "bought", lambda party, amount, entity, id: self._take(world, party, amount, id) if entity == role else []
        )
        world.listen("voided", lambda entity, id: [self._move(world, id, "held", "returned")] if entity == role else [])
        world.listen(
            "finished", lambda entity, id, party: [self._move(world, id, "held", "due")] if entity == role else []
        )
        if self.options["blocks"] and self.options["contest"] and not world.for_customer:
            world.listen("may_act", lambda party: [world.require(
                f"SELECT NOT EXISTS (SELECT 1 FROM {deposit.table} WHERE {world.party.key} = {party} AND status = 'contested')",
                f"A {deposit.noun} of this {world.party.noun} is contested; that has to be settled first.",
            )])  # fmt: skip

    def build(self, world: World) -> None:
        self._give_back(world)
        self._keep(world)
        if self.options["contest"]:
            self._contest(world)
        if self.options["early"]:
            self._give_back_early(world)
        self._agree(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _secured(self, world: World) -> Entity:
        return world.offering("securable")[0]

    def _take(self, world: World, party: str, price: str, id: str) -> list[Statement]:
        share = f"{price} / 5" if self.options["size"] == "a fifth" else f"3000 + {price} / 10"
        value = f"max({LEAST_CENTS}, ({share}) / 500 * 500)"
        return [world.insert(world.entities["deposit"], binding="", **{
            world.party.key: party, self._secured(world).key: id, "amount_cents": value, "taken_on": "date(now())",
            "kept_cents": "0"})]  # fmt: skip

    def _move(self, world: World, id: str, was: str, becomes: str) -> Write:
        table = world.entities["deposit"].table
        return Write(
            write=f"UPDATE {table} SET status = '{becomes}' WHERE {self._secured(world).key} = {id} AND status = '{was}'"
        )

    # ---- what is done ------------------------------------------------------------------------------------------

    def _give_back(self, world: World) -> None:
        deposit = world.entities["deposit"]
        transition(
            world, deposit, f"return_{deposit.word}", f"Give {a(deposit.noun.singular)} back in full, now that it is due.", ("due",),
            "returned", ("give back {row}", "return {row} in full"), audience="staff", rate=0.3, together=True,
            intents=("refund", "give back"), told=(Told("amount_cents", "the amount given back", "money"),),
        )  # fmt: skip

    def _keep(self, world: World) -> None:
        deposit = world.entities["deposit"]
        kept = Param("kept_cents", "money", "How much is kept", low=500, high=2000, step=500)
        why = Param("reason", "category", "Why", values=REASONS)
        reason = {"reason": ":reason"} if self.options["reason"] else {}
        said = " for {reason}" if self.options["reason"] else ""
        transition(
            world, deposit, f"keep_part_of_{deposit.word}", f"Keep part of {a(deposit.noun.singular)} that is due; the rest goes back.",
            ("due",), "part_kept", (f"keep {{kept_cents}} of {{row}}{said}", f"keep back {{kept_cents}} of {{row}}{said}"),
            audience="staff", rate=0.2, params=(kept, *((why,) if reason else ())), sets={"kept_cents": ":kept_cents", **reason},
            intents=("keep", "charge damage"),
            before=[world.require("SELECT :kept_cents BETWEEN 1 AND :found_amount_cents",
                                  "The whole of it is {found_amount_cents} cents.", "invalid")],
        )  # fmt: skip

    def _contest(self, world: World) -> None:
        deposit = world.entities["deposit"]
        transition(
            world, deposit, f"contest_{deposit.word}", f"Contest that part of {a(deposit.noun.singular)} was kept.", ("part_kept",),
            "contested", ("dispute what was kept back of {row}", "object to what was held back from {row}"), rate=0.3,
            intents=("complain", "contest"),
        )  # fmt: skip
        transition(
            world, deposit, f"settle_{deposit.word}", f"Uphold what was kept of a contested {deposit.noun}.", ("contested",), "settled",
            ("uphold what was kept of {row}", "settle {row} as it stands"), audience="staff", rate=0.05, weight=0.5,
            intents=("resolve",),
        )  # fmt: skip
        transition(
            world, deposit, f"concede_{deposit.word}", f"Give back what was kept of a contested {deposit.noun} after all.", ("contested",),
            "returned", ("give back what was kept of {row} after all", "concede {row}"), audience="staff", rate=0.03, weight=0.6,
            sets={"kept_cents": "0"}, intents=("refund", "resolve"),
        )  # fmt: skip

    def _give_back_early(self, world: World) -> None:
        deposit = world.entities["deposit"]
        transition(
            world, deposit, f"release_{deposit.word}", f"Give {a(deposit.noun.singular)} back before the time, as a favour.", ("held",),
            "returned", ("release {row} early", "give back {row} ahead of time"), audience="staff", rate=0.05, weight=0.5,
            intents=("waive",),
        )  # fmt: skip

    def _agree(self, world: World) -> None:
        deposit, secured = world.entities["deposit"], self._secured(world)
        world.invariants[f"no more is kept of {a(deposit.noun.singular)} than was taken, and only where it says so"] = (
            f"SELECT id FROM {deposit.table} WHERE kept_cents > amount_cents "
            "OR (kept_cents > 0) <> (status IN ('part_kept', 'contested', 'settled'))"
        )
        world.invariants[f"at most one {deposit.noun} is taken for each {secured.noun}"] = (
            f"SELECT {secured.key} FROM {deposit.table} GROUP BY {secured.key} HAVING count(*) > 1"
        )
        world.situations += [
            Situation("back in one piece", "{party} brought everything back whole.", ("give back", "pay?", "book?"),
                      asks=("last", "owed")),
            Situation("scratched", "{party} brought it back with a scratch.", ("keep", "open?", "schedule?"), asks=("last",)),
            Situation("not my fault", "{party} rang about the money that was held back.", ("contest", "pay?", "cancel?"),
                      lead_customer="I do not see why part of my money was held back.", asks=("last", "count")),
        ]  # fmt: skip
