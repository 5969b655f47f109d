"""Billing: what is owed and what was paid.

Listens: charged, voided. Tells nothing. Every chargeable entity gets a reference of its own in the charges,
so that a charge always says what it is for, by a real foreign key.
"""

from dataclasses import dataclass

from authors.procedural.language import Noun, a, identifier, noun
from authors.procedural.model import (
    Action,
    Entity,
    Param,
    Report,
    Statement,
    Told,
    amount,
    category,
    day,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.world import World
from schemas import Write


@dataclass(frozen=True, kw_only=True)
class Billing(Module):
    """Charges and payments of the party."""

    OPTIONS = {"refunds": (True, True, False)}

    charge: Noun = noun("invoice")
    payment: Noun = noun("payment")
    methods: tuple[str, ...] = ("card", "cash", "bank_transfer")

    def declare(self, world: World) -> None:
        flow = "unpaid>paid, unpaid>void, paid>refunded"
        world.add(Entity(
            "charge", self.charge,
            [reference("party"), amount("amount_cents", "amount"), day("billed_on", "billing date"), state(flow)],
            naming=("{party}'s {noun} of {amount_cents}", "{party}'s {noun} of {amount_cents} from {billed_on}",
                    "{party}'s {noun} from {billed_on}"),
            offers=("payable",), owned=True, live="unpaid", live_said={"void": "voided"},
        ))  # fmt: skip
        world.add(Entity(
            "payment", self.payment,
            [reference("charge"), category("method", self.methods, "payment method"), amount("amount_cents", "amount"),
             day("paid_on", "payment date")],
            part_of="charge",
        ))  # fmt: skip

    def connect(self, world: World) -> None:
        charge = world.entities["charge"]
        charge.fields[1:1] = [
            reference(entity.role, filter=False, optional=True) for entity in world.offering("chargeable")
        ]
        world.listen("charged", lambda party, amount, entity, id: [world.insert(charge, binding="", **{
            world.party.key: party, world.entities[entity].key: id, "amount_cents": amount, "billed_on": "date(now())",
        })])  # fmt: skip
        world.listen("voided", lambda entity, id: self._void(world, entity, id))

    def _void(self, world: World, entity: str, id: str) -> list[Statement]:
        charge = world.entities["charge"]
        return [Write(
            write=f"UPDATE {charge.table} SET status = CASE status WHEN 'paid' THEN 'refunded' ELSE 'void' END "
            f"WHERE {world.entities[entity].key} = {id} AND status IN ('unpaid', 'paid')"
        )]  # fmt: skip

    def build(self, world: World) -> None:
        self._pay(world)
        if self.options["refunds"]:
            self._refund(world)
        self._balance(world)
        charge = world.entities["charge"]
        payment = world.entities["payment"]
        world.invariants[f"every paid {charge.noun} of more than nothing has one {payment.noun} of its amount"] = (
            f"SELECT c.id FROM {charge.table} c WHERE c.status = 'paid' AND c.amount_cents > 0 AND (SELECT count(*) FROM {payment.table} p "
            f"WHERE p.{charge.key} = c.id AND p.amount_cents = c.amount_cents) <> 1"
        )
        world.invariants[f"nothing is paid before it is billed, and nothing {charge.live} has a {payment.noun}"] = (
            f"SELECT p.id FROM {payment.table} p JOIN {charge.table} c ON c.id = p.{charge.key} "
            f"WHERE p.paid_on < c.billed_on OR c.status = '{charge.live}'"
        )

    def _pay(self, world: World) -> None:
        charge, payment = world.entities["charge"], world.entities["payment"]
        mine = world.own()
        remote = tuple(each for each in self.methods if each not in ("cash", "cheque")) if mine else self.methods
        method = Param("method", "category", "How it was paid", values=remote or self.methods)
        world.act(Action(
            f"pay_{charge.word}" if mine else f"record_{payment.word}",
            f"Pay one of your unpaid {charge.noun.plural} in full." if mine else
            f"Record that {a(charge.noun.singular)} was paid in full.",
            params=(world.row_param(charge, "status = 'unpaid'"), method),
            steps=(*world.found(charge), world.in_state(charge, "unpaid"), world.update(charge, status="'paid'"),
                   world.insert(payment, **{charge.key: f":{charge.key}", "method": ":method",
                                            "amount_cents": ":found_amount_cents", "paid_on": "date(now())"})),
            returns=world.row_of(payment, ":new_id"),
            phrases=(f"pay {{{charge.key}}} by {{method}}", f"settle {{{charge.key}}} by {{method}}") if mine else
            (f"record {{method:a}} payment for {{{charge.key}}}", f"enter {{method:a}} payment for {{{charge.key}}}"),
            entity="payment", does="create", intents=frozenset({"pay"}), rate=1.2, weight=1.1, each=charge.key,
            each_state="unpaid", told=(Told("amount_cents", "the amount paid", "money"),),
        ))  # fmt: skip

    def _refund(self, world: World) -> None:
        charge = world.entities["charge"]
        world.act(Action(
            f"refund_{charge.word}", f"Give the money of a paid {charge.noun} back.",
            params=(world.row_param(charge, "status = 'paid'", audience="staff"),),
            steps=(*world.found(charge, audience="staff"), world.in_state(charge, "paid"),
                   world.update(charge, status="'refunded'")),
            returns=world.row_of(charge),
            phrases=(f"refund {{{charge.key}}}", f"refund {{{charge.key}}} in full"),
            entity="charge", intents=frozenset({"refund"}), audience="staff", rate=0.08, weight=0.6,
            told=(Told("amount_cents", "the amount refunded", "money"),),
        ))  # fmt: skip

    def _balance(self, world: World) -> None:
        charge, party = world.entities["charge"], world.party_value()
        whose = "you still owe" if world.own() else f"{a(world.party.noun.singular)} still owes"
        world.report(Report(
            "get_my_balance" if world.own() else "get_balance", f"What {whose}, in cents, over all unpaid {charge.noun.plural}.",
            params=world.party_param(active=False), steps=tuple(world.party_exists()),
            returns=f"SELECT coalesce(sum(amount_cents), 0) AS owed_cents, count(*) AS open_{identifier(charge.noun.plural)} "
            f"FROM {charge.table} WHERE {world.party.key} = {party} AND status = 'unpaid'",
            shape="row",
            told=(Told("owed_cents", "what I still owe" if world.own() else "what {party} still owes us", "money"),),
        ))  # fmt: skip
