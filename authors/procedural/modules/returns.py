"""Returns: what was bought comes back within some weeks, goes on the shelf again, and its price is given back.

Needs returnable (an order with lines, see below). Tells returned (stock listens) and credited (vouchers listen).
The lines are the part of the order that refers to something sellable; they hold `quantity` and `price_cents`.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from authors.procedural.language import Noun, a, noun
from authors.procedural.model import (  # fmt: skip
    Action,
    Entity,
    Param,
    Situation,
    Statement,
    Told,
    amount,
    category,
    day,
    quantity,
    reference,
    state,
)
from authors.procedural.module import Module
from authors.procedural.modules.fragments import only_when
from authors.procedural.modules.transitions import transition
from authors.procedural.world import World
from schemas import Read

REASONS = ("faulty", "wrong_item", "not_needed", "arrived_late")
WAYS = ("card", "cheque", "bank_transfer")


@dataclass(frozen=True, kw_only=True)
class Returns(Module):
    """Goods that come back."""

    OPTIONS = {
        "period": (14, 30),
        "shelf": ("unless faulty", "always"),
        "money": ("credit", "paid out"),
        "withdraw": (True, False),
        "reason": (True, True, False),
    }
    """Days within which things come back; whether faulty ones go on the shelf again; whether the price is given back as
    a voucher, where there are vouchers; whether a request can be taken back; whether the reason is kept."""
    NEEDS: ClassVar[tuple[str, ...]] = ("returnable", "sellable")

    request: Noun = noun("return request")

    def declare(self, world: World) -> None:
        reason = [category("reason", REASONS, "reason")] if self.options["reason"] else []
        withdrawn = ", requested>withdrawn" if self.options["withdraw"] else ""
        world.add(Entity(
            "return", self.request,
            [reference("party"), quantity("quantity", 1, 9, unit="units"), *reason, day("requested_on", "day of the request"),
             amount("refund_cents", "amount to give back"), state(f"requested>accepted>refunded, requested>declined{withdrawn}")],
            owned=True, live="requested", live_said={"requested": "open"},
        ))  # fmt: skip

    def connect(self, world: World) -> None:
        order, request = self._order(world), world.entities["return"]
        item = self._item(world)
        request.fields[1:1] = [reference(order.role), reference(item.role)]
        if not self._as_credit(world):
            request.fields.append(replace(category("method", WAYS, "way of paying it out"), optional=True))
        name = "{party}'s {noun} for {%s}" % item.role
        request.naming = (name, f"{name} from {{requested_on}}", "{party}'s {noun} of {refund_cents}",
                          "{party}'s {noun} from {requested_on}")  # fmt: skip

    def build(self, world: World) -> None:
        self._ask(world)
        self._accept(world)
        self._decline(world)
        if self.options["withdraw"]:
            self._withdraw(world)
        if not self._as_credit(world):
            self._pay_out(world)
        self._agree(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _order(self, world: World) -> Entity:
        return world.offering("returnable")[0]

    def _line(self, world: World) -> Entity:
        """The part of the order that says what was bought; its fields are declared by now."""
        role = self._order(world).role
        return next(each for each in world.entities.values() if each.part_of == role and each.of_meaning("money"))

    def _item(self, world: World) -> Entity:
        sold = {each.role: each for each in world.offering("sellable")}
        return next(sold[one.of] for one in self._line(world).of_meaning("reference") if one.of in sold)

    def _as_credit(self, world: World) -> bool:
        return bool(self.options["money"] == "credit" and world.hooks.get("credited"))

    def _gone_back(self, world: World, order: str, item: str) -> str:
        """Units of an item of an order that came back, or are asked to."""
        request = world.entities["return"]
        return (
            f"(SELECT coalesce(sum(r.quantity), 0) FROM {request.table} r WHERE r.{self._order(world).key} = {order} "
            f"AND r.{self._item(world).key} = {item} AND r.status IN ('requested', 'accepted', 'refunded'))"
        )

    # ---- what is done ------------------------------------------------------------------------------------------

    def _ask(self, world: World) -> None:
        order, line, item, request = self._order(world), self._line(world), self._item(world), world.entities["return"]
        days = self.options["period"]
        recent = f"status = 'completed' AND ordered_on >= date(now(), '-{days} days')"
        theirs = f"SELECT {item.key} FROM {line.table} WHERE {order.key} = :{order.key} ORDER BY id"
        params = [world.row_param(order, recent),
                  Param(item.key, "reference", f"The {item.noun}, one of that {order.noun}", of=item.role, pick=theirs, depends=(order.key,)),
                  Param("quantity", "quantity", "How many come back", low=1, high=2, unit=noun("unit"))]  # fmt: skip
        columns = {world.party.key: f":found_{world.party.key}", order.key: f":{order.key}", item.key: f":{item.key}",
                   "quantity": ":quantity", "requested_on": "date(now())", "refund_cents": ":quantity * :line_price_cents"}  # fmt: skip
        because = ""
        if self.options["reason"]:
            params.append(Param("reason", "category", "Why", values=REASONS))
            columns["reason"], because = ":reason", " ({reason})"
        steps: list[Statement] = [
            *world.found(order), world.in_state(order, "completed"),
            world.require(f"SELECT :found_ordered_on >= date(now(), '-{days} days')",
                          f"It was ordered on {{found_ordered_on}}: things come back within {days} days."),
            Read(read=f"SELECT id, quantity, price_cents FROM {line.table} WHERE {order.key} = :{order.key} "
                 f"AND {item.key} = :{item.key} ORDER BY id LIMIT 1", bound_to="line"),
            world.require("SELECT :line_id IS NOT NULL", f"There is no such {item.noun} in this {order.noun}.", "not_found"),
            world.require(f"SELECT :quantity + {self._gone_back(world, f':{order.key}', f':{item.key}')} <= :line_quantity",
                          "Only {line_quantity} of it were bought, and some may be on their way back already."),
        ]  # fmt: skip
        asking = (
            ("start a return of", "register a return of") if world.own() else ("open a return for", "enter a return of")
        )
        world.act(Action(
            f"request_{item.word}_return", f"Ask to give back {item.noun.plural} of {a(order.noun.singular)} that was collected or delivered.",
            params=tuple(params), steps=(*steps, world.insert(request, **columns)),
            returns=world.row_of(request, ":new_id"),
            phrases=tuple(f"{ask} {{quantity}} of {{{item.key}}} from {{{order.key}}}{because}" for ask in asking),
            entity="return", does="create", intents=frozenset({"return goods", "complain"}), rate=0.8, weight=1.1,
            told=(Told("refund_cents", "how much I will get back" if world.own() else "how much is to be given back", "money"),),
        ))  # fmt: skip

    def _accept(self, world: World) -> None:
        item, request = self._item(world), world.entities["return"]
        back: list[Statement] = []
        if any(each.name == "stock" for each in item.fields):
            back = [world.update(item, f"id = :found_{item.key}", stock="stock + :found_quantity"),
                    *world.tell("returned", entity=item.role, item=f":found_{item.key}", quantity=":found_quantity", rows="(SELECT 1)")]  # fmt: skip
            if self.options["reason"] and self.options["shelf"] == "unless faulty":
                back = only_when(":found_reason <> 'faulty'", back)
        credit = self._as_credit(world)
        if credit:
            back += world.tell("credited", party=f":found_{world.party.key}", amount=":found_refund_cents")
        then = "its price becomes a voucher" if credit else "its price is to be given back"
        transition(
            world, request, f"accept_{request.word}", f"Take back what {a(request.noun.singular)} is about; {then}.", ("requested",),
            "refunded" if credit else "accepted", ("accept {row}", "approve {row}"), audience="staff", rate=0.0, weight=0.9,
            intents=("approve", "refund" if credit else "receive"), after=back, together=True,
            due=f"SELECT id AS {request.key} FROM {request.table} WHERE status = 'requested' ORDER BY id", due_chance=0.25,
            told=(Told("refund_cents", "how much is given back", "money"),),
        )  # fmt: skip

    def _decline(self, world: World) -> None:
        request = world.entities["return"]
        transition(
            world, request, f"decline_{request.word}", f"Decline {a(request.noun.singular)}.", ("requested",), "declined",
            ("decline {row}", "turn {row} down"), audience="staff", rate=0.08, weight=0.6, intents=("decline",),
        )  # fmt: skip

    def _withdraw(self, world: World) -> None:
        request = world.entities["return"]
        transition(
            world, request, f"withdraw_{request.word}", f"Take {a(request.noun.singular)} back that was not decided on.", ("requested",),
            "withdrawn", ("withdraw {row}", "take back {row}"), rate=0.08, weight=0.7, intents=("withdraw", "cancel"), together=True,
        )  # fmt: skip

    def _pay_out(self, world: World) -> None:
        request = world.entities["return"]
        way = Param("method", "category", "How it is paid out", values=WAYS)
        transition(
            world, request, f"pay_out_{request.word}", f"Pay out the price of what came back with an accepted {request.noun}.",
            ("accepted",), "refunded", ("pay out {row} by {method}", "refund {row} by {method}"), audience="staff", rate=0.3,
            params=(way,), sets={"method": ":method"}, intents=("refund",), together=True,
            told=(Told("refund_cents", "the amount paid out", "money"),),
        )  # fmt: skip

    def _agree(self, world: World) -> None:
        order, line, item, request = self._order(world), self._line(world), self._item(world), world.entities["return"]
        gone = self._gone_back(world, f"l.{order.key}", f"l.{item.key}")
        world.invariants[f"no more {item.noun.plural} come back than were bought"] = (
            f"SELECT l.id FROM {line.table} l WHERE {gone} > l.quantity"
        )
        world.invariants[f"{a(request.noun.singular)} is worth what was paid for its units"] = (
            f"SELECT r.id FROM {request.table} r JOIN {line.table} l ON l.{order.key} = r.{order.key} AND l.{item.key} = r.{item.key} "
            "WHERE r.refund_cents <> r.quantity * l.price_cents"
        )
        world.situations += [
            Situation("parcel back", "{party} wants to send something back.", ("return goods", "buy?", "pay?"),
                      lead_customer="Something I bought is not what I expected.", asks=("last", "count")),
            Situation("returns desk", f"I am going through the {request.noun.plural} that are waiting.", ("approve", "decline?", "refund?"),
                      asks=("last",)),
            Situation("exchange", "{party} would like one thing instead of another.", ("return goods", "buy"),
                      lead_customer="I would like to exchange something.", asks=("last", "owed")),
        ]  # fmt: skip
