"""Approvals: the party submits requests for money, staff decide; large ones need two of them.

Asks may_act. Tells finished (an approved request). Offers reviewable (the request).
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
    Told,
    amount,
    category,
    day,
    prose,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.modules.joint_texts import fitting_text
from authors.procedural.world import World
from schemas import Write


@dataclass(frozen=True, kw_only=True)
class Approvals(Module):
    """Requests for sums of money, and what was decided on them."""

    OPTIONS = {
        "second": (True, True, False),
        "payout": (True, False),
        "purpose": (True, False),
        "correct": ("amount", "amount", "nothing"),
    }
    NEEDS: ClassVar[tuple[str, ...]] = ()

    request: Noun = noun("expense claim")
    reasons: tuple[tuple[str, tuple[str, ...]], ...]
    """What money is asked for, each with purposes in complete sentences."""
    limit_cents: int
    """Above it, two members of staff have to approve."""
    refusals: tuple[str, ...] = ("incomplete", "not_covered", "too_expensive", "submitted_twice")

    def declare(self, world: World) -> None:
        paths = ["submitted>approved", "submitted>rejected", "submitted>withdrawn"]
        if self.options["second"]:
            paths += ["submitted>endorsed>approved", "endorsed>rejected"]
        if self.options["payout"]:
            paths.append("approved>paid")
        reasons = tuple(reason for reason, _ in self.reasons)
        world.add(Entity(
            "request", self.request,
            [reference("party"), category("reason", reasons), *([prose("purpose")] if self.options["purpose"] else []),
             amount("amount_cents", "amount"), day("submitted_on", "day it was submitted", filter=True), state(", ".join(paths))],
            naming=("{party}'s {noun} for the {reason}", "{party}'s {noun} of {amount_cents}",
                    "{party}'s {noun} of {amount_cents} for the {reason}", "{party}'s {noun} from {submitted_on}"),
            owned=True, live="submitted", live_said={"submitted": "open", "endorsed": "half approved"},
        ))  # fmt: skip
        by = [] if world.for_customer else [reference("staff", label="colleague who decided")]
        world.add(Entity(
            "decision", noun("decision"),
            [reference("request"), *by, category("outcome", ("approved", "rejected")),
             category("refusal", ("none", *self.refusals), "reason for rejection"), day("decided_on", "decision date")],
            part_of="request",
        ))  # fmt: skip

    def build(self, world: World) -> None:
        self._submit(world)
        if self.options["correct"] == "amount":
            self._correct(world)
        self._withdraw(world)
        self._approve(world)
        self._reject(world)
        if self.options["payout"]:
            self._pay_out(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    @property
    def _undecided(self) -> tuple[str, ...]:
        return ("submitted", "endorsed") if self.options["second"] else ("submitted",)

    def _amount(self, description: str) -> Param:
        step = 500 if self.limit_cents >= 10000 else 50
        low, high = max(step, self.limit_cents // 6 // step * step), self.limit_cents * 5 // 2
        return Param("amount_cents", "money", description, low=low, high=high, step=step)

    def _open(self) -> str:
        return f"status IN ({', '.join(repr(each) for each in self._undecided)})"

    def _decide(self, world: World, outcome: str, refusal: str = "'none'") -> Write:
        """A line in the file: who decided what, and when."""
        request, decision = world.entities["request"], world.entities["decision"]
        columns = {
            request.key: f":{request.key}",
            "outcome": f"'{outcome}'",
            "refusal": refusal,
            "decided_on": "date(now())",
        }
        if not world.for_customer:
            columns[world.staff.key] = ":user_id"
        return world.insert(decision, binding="", **columns)

    # ---- what is done ------------------------------------------------------------------------------------------

    def _submit(self, world: World) -> None:
        request, party, mine = world.entities["request"], world.party_value("customer"), world.own("customer")
        pairs = [(reason, text) for reason, texts in self.reasons for text in texts]
        params = [Param("reason", "category", "What it is for", values=tuple(reason for reason, _ in self.reasons)),
                  self._amount("The sum asked for")]  # fmt: skip
        if self.options["purpose"]:
            params.append(fitting_text("purpose", "What the money was or will be spent on", pairs, ":reason", "reason"))
        note = ", explaining: {purpose}" if self.options["purpose"] else ""
        columns = {param.name: f":{param.name}" for param in params}
        whose = "" if mine else f" in {{{world.party.key}}}'s name"
        world.act(Action(
            f"submit_{request.word}", f"Hand in {a(request.noun.singular)}; it is decided on afterwards.",
            params=(*world.party_param("customer"), *params),
            steps=(*world.may_act("customer"), world.insert(request, **{world.party.key: party, **columns, "submitted_on": "date(now())"})),
            returns=world.row_of(request, ":new_id"),
            phrases=(f"submit {a(request.noun.singular)} of {{amount_cents}} for the {{reason}}{whose}{note}",
                     f"put in {a(request.noun.singular)}{whose} of {{amount_cents}} for the {{reason}}{note}"),
            entity="request", does="create", intents=frozenset({"submit", "claim"}), rate=1.5, weight=1.2,
            audience="customer",
        ))  # fmt: skip

    def _correct(self, world: World) -> None:
        request = world.entities["request"]
        world.act(Action(
            f"correct_{request.word}", f"Change the sum of {a(request.noun.singular)} that nobody has decided on.",
            params=(world.row_param(request, "status = 'submitted'"), self._amount("The right sum")),
            steps=(*world.found(request), world.in_state(request, "submitted"),
                   world.require("SELECT :found_amount_cents <> :amount_cents", f"That is the sum of this {request.noun} already."),
                   world.update(request, amount_cents=":amount_cents")),
            returns=world.row_of(request),
            phrases=(f"change {{{request.key}}} to {{amount_cents}}", f"correct the sum of {{{request.key}}} to {{amount_cents}}"),
            entity="request", intents=frozenset({"amend", "correct"}), rate=0.2,
        ))  # fmt: skip

    def _withdraw(self, world: World) -> None:
        request = world.entities["request"]
        world.act(Action(
            f"withdraw_{request.word}", f"Take back {a(request.noun.singular)} that nobody has decided on.",
            params=(world.row_param(request, "status = 'submitted'"),),
            steps=(*world.found(request), world.in_state(request, "submitted"), world.update(request, status="'withdrawn'")),
            returns=world.row_of(request),
            phrases=(f"withdraw {{{request.key}}}", f"take back {{{request.key}}}"),
            entity="request", intents=frozenset({"withdraw"}), rate=0.15, each=request.key, each_state="submitted",
            audience="customer",
            inverse=(f"approve_{request.word}", f"reject_{request.word}"), weight=0.8,
        ))  # fmt: skip

    def _approve(self, world: World) -> None:
        request, decision = world.entities["request"], world.entities["decision"]
        two = self.options["second"]
        dollars = f"${self.limit_cents // 100:,}"
        big = f"amount_cents > {self.limit_cents} AND status = 'submitted'"
        where, rule = self._open(), list[Statement]()
        if two and not world.for_customer:
            once = f"SELECT 1 FROM {decision.table} d WHERE d.{request.key} = %s AND d.{world.staff.key} = :user_id"
            where += f" AND NOT EXISTS ({once % (request.table + '.id')})"
            rule = [world.require(f"SELECT NOT EXISTS ({once % f':{request.key}'})",
                                  f"You approved this {request.noun} already; somebody else has to approve it too.")]  # fmt: skip
        note = f" Above {dollars}, a second colleague has to approve it as well." if two else ""
        new_state = f"CASE WHEN {big} THEN 'endorsed' ELSE 'approved' END" if two else "'approved'"
        approved = world.tell("finished", entity="request", id=f":{request.key}", party=f":found_{world.party.key}")
        if two:
            approved = [step.model_copy(update={"when": f"SELECT status = 'approved' FROM {request.table} WHERE id = :{request.key}"})
                        if isinstance(step, Write) else step for step in approved]  # fmt: skip
        world.act(Action(
            f"approve_{request.word}", f"Approve {a(request.noun.singular)}.{note}",
            params=(world.row_param(request, where, "staff"),),
            steps=(*world.found(request, audience="staff"), world.in_state(request, *self._undecided), *rule,
                   self._decide(world, "approved"), world.update(request, status=new_state), *approved),
            returns=world.row_of(request),
            phrases=(f"approve {{{request.key}}}", f"sign off {{{request.key}}}"),
            entity="request", intents=frozenset({"approve", "sign"}), audience="staff", weight=1.2,
            due=f"SELECT r.id AS {request.key} FROM {request.table} r WHERE r.{self._open()} AND r.submitted_on < date(now()) "
            "ORDER BY r.id", due_chance=0.2,
            each=request.key, each_state="submitted",
            inverse=(f"reject_{request.word}", f"withdraw_{request.word}"),
        ))  # fmt: skip

    def _reject(self, world: World) -> None:
        request = world.entities["request"]
        world.act(Action(
            f"reject_{request.word}", f"Turn down {a(request.noun.singular)}, saying why.",
            params=(world.row_param(request, self._open(), "staff"),
                    Param("refusal", "category", "Why", values=self.refusals)),
            steps=(*world.found(request, audience="staff"), world.in_state(request, *self._undecided),
                   self._decide(world, "rejected", ":refusal"), world.update(request, status="'rejected'")),
            returns=world.row_of(request),
            phrases=(f"reject {{{request.key}}}, giving “{{refusal}}” as the reason", f"turn down {{{request.key}}}, giving “{{refusal}}” as the reason"),
            entity="request", intents=frozenset({"reject"}), audience="staff", rate=0.25,
            inverse=(f"approve_{request.word}", f"withdraw_{request.word}"),
        ))  # fmt: skip

    def _pay_out(self, world: World) -> None:
        request = world.entities["request"]
        world.act(Action(
            f"pay_out_{request.word}", f"Note that the sum of an approved {request.noun} was paid out.",
            params=(world.row_param(request, "status = 'approved'", "staff"),),
            steps=(*world.found(request, audience="staff"), world.in_state(request, "approved"),
                   world.update(request, status="'paid'")),
            returns=world.row_of(request),
            phrases=(f"pay out {{{request.key}}}", f"mark {{{request.key}}} as paid out"),
            entity="request", intents=frozenset({"pay", "pay_out"}), audience="staff", weight=0.7,
            due=f"SELECT id AS {request.key} FROM {request.table} WHERE status = 'approved' ORDER BY id", due_chance=0.25,
            told=(Told("amount_cents", "the sum paid out", "money"),), each=request.key, each_state="approved",
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        request, decision = world.entities["request"], world.entities["decision"]
        counted = f"(SELECT count(*) FROM {decision.table} d WHERE d.{request.key} = r.id AND d.outcome = 'approved')"
        settled = "('approved', 'paid')" if self.options["payout"] else "('approved')"
        needed = f"CASE WHEN r.amount_cents > {self.limit_cents} THEN 2 ELSE 1 END" if self.options["second"] else "1"
        world.invariants[f"every approved {request.noun} has the approvals that it needs"] = (
            f"SELECT r.id FROM {request.table} r WHERE r.status IN {settled} AND {counted} <> {needed}"
        )
        many = request.noun.plural
        world.situations += [
            Situation("end of the month", f"{{party}} wants to have all {many} settled before the month ends.",
                      ("correct?", "withdraw?", "submit") if world.for_customer else ("approve*", "correct?", "reject?", "pay_out?"),
                      lead_customer="The month is nearly over.", asks=("count", "last")),
            Situation("papers mixed up", f"{{party}} rang about a mistake in {a(request.noun.singular)}.", ("correct", "withdraw?", "reject?", "submit?"),
                      lead_customer=f"I made a mistake in {a(request.noun.singular)}.", asks=("last", "count")),
        ]  # fmt: skip
