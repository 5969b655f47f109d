"""Stock: units come from suppliers, get lost, and are accounted for.

Needs something stocked (a column `stock` of its own, which that module lowers and raises itself).
Listens: taken, returned. Everything here is the staff's; customers never see it.
"""

from dataclasses import dataclass
from functools import partial
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
    category,
    day,
    name_field,
    quantity,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.world import World
from schemas import Write

LOSSES = ("damaged", "lost", "out_of_date")
LEAD_DAYS = (3, 6, 2, 8, 4, 5, 7, 9)
"""How long suppliers take, in the order of their names."""
LOW = 8
"""From so few units down, an item is worth ordering again."""


@dataclass(frozen=True, kw_only=True)
class Stock(Module):
    """Deliveries from suppliers and a log of what came and went."""

    OPTIONS = {
        "suppliers": (True, True, False),
        "log": (True, True, False),
        "late": ("postpone", "cancel"),
        "losses": (True, True, False),
    }
    NEEDS: ClassVar[tuple[str, ...]] = ("stocked",)

    supplier_names: tuple[str, ...]
    delivery: Noun = noun("supplier delivery")

    def declare(self, world: World) -> None:
        if self.options["suppliers"]:
            lead = quantity("lead_days", 1, 9, "delivery time", "days", most="slowest", least="fastest")
            rows = tuple((name, LEAD_DAYS[place % len(LEAD_DAYS)]) for place, name in enumerate(self.supplier_names))
            world.add(Entity("supplier", noun("supplier"), [name_field(), lead], naming=("{name}",),
                             things=Things(noun("supplier"), (lead,), rows), backstage=True))  # fmt: skip

        delivery = noun(f"incoming {self.delivery}") if world.has_noun(self.delivery) else self.delivery
        cancelled = ", ordered>cancelled" if self.options["late"] == "cancel" else ""
        world.add(Entity(
            "supply", delivery,
            [*([reference("supplier")] if self.options["suppliers"] else []),
             quantity("quantity", 6, 48, unit="units", most="largest", least="smallest"), day("ordered_on", "order date"),
             day("expected_on", "day it is expected", filter=True), state(f"ordered>received{cancelled}")],
            live="ordered", live_said={"ordered": "open"}, backstage=True,
        ))  # fmt: skip
        if self.options["log"]:
            world.add(Entity(
                "movement", noun("stock movement"),
                [category("reason", ("received", "sold", "given_back", *LOSSES)), quantity("quantity", 1, 48),
                 day("moved_on", "day of the movement")],
                backstage=True,
            ))  # fmt: skip

    def connect(self, world: World) -> None:
        item, supply = self._item(world), world.entities["supply"]
        supply.fields.insert(0, reference(item.role))
        name = "the {noun} of {%s}" % item.role
        supply.naming = (
            name,
            f"{name} that was ordered on {{ordered_on}}",
            f"{name} that is expected on {{expected_on}}",
        )
        if self.options["log"]:
            movement = world.entities["movement"]
            movement.fields.insert(0, reference(item.role))
            movement.part_of = "" if world.for_customer else item.role
            for event, reason in (("taken", "sold"), ("returned", "given_back")):
                world.listen(event, partial(self._log_rows, world, reason))

    def build(self, world: World) -> None:
        self._reorder(world)
        self._receive(world)
        if self.options["late"] == "cancel":
            self._cancel(world)
        else:
            self._postpone(world)
        if self.options["losses"]:
            self._write_off(world)
        supply, item = world.entities["supply"], self._item(world)
        world.invariants[f"at most one {supply.noun} of each {item.noun} is on its way"] = (
            f"SELECT {item.key} FROM {supply.table} WHERE status = 'ordered' GROUP BY {item.key} HAVING count(*) > 1"
        )
        if self.options["log"]:
            self._agree_on_movements(world)
        world.situations += [
            Situation("shelves", "I have just been through the shelves.", ("write off", "restock", "write off?")),
            Situation("supplier rang", "I have been on the phone with our suppliers about what is on its way.",
                      ("postpone", "restock", "receive?")),
            Situation("goods in", "A van was at the back door this morning.", ("receive", "receive?", "restock?")),
        ]  # fmt: skip

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _agree_on_movements(self, world: World) -> None:
        supply, movement, item = world.entities["supply"], world.entities["movement"], self._item(world)
        arrived, entered = (
            f"(SELECT coalesce(sum(quantity), 0) FROM {table} r WHERE r.{item.key} = x.id AND r.{column} = 'received')"
            for table, column in ((supply.table, "status"), (movement.table, "reason"))
        )
        world.invariants[f"what came in of each {item.noun} is what was received of it"] = (
            f"SELECT x.id FROM {item.table} x WHERE {entered} <> {arrived}"
        )

    def _item(self, world: World) -> Entity:
        return world.offering("stocked")[0]

    def _log_rows(self, world: World, reason: str, entity: str, item: str, quantity: str, rows: str) -> list[Statement]:
        """A movement for each of some rows (a FROM clause) that left or came back."""
        if entity != self._item(world).role:
            return []
        return [Write(write=f"INSERT INTO {world.entities['movement'].table} ({self._item(world).key}, reason, quantity, moved_on) "
                      f"SELECT {item}, '{reason}', {quantity}, date(now()) FROM {rows} WHERE true ORDER BY 1")]  # fmt: skip

    def _log(self, world: World, item: str, quantity: str, reason: str) -> list[Statement]:
        if not self.options["log"]:
            return []
        return [world.insert(world.entities["movement"], binding="", **{
            self._item(world).key: item, "reason": reason, "quantity": quantity, "moved_on": "date(now())",
        })]  # fmt: skip

    # ---- what is done ------------------------------------------------------------------------------------------

    def _reorder(self, world: World) -> None:
        item, supply = self._item(world), world.entities["supply"]
        suppliers = [world.entities["supplier"]] if self.options["suppliers"] else []
        lead = f"(SELECT lead_days FROM {suppliers[0].table} WHERE id = :{suppliers[0].key})" if suppliers else "5"
        many = Param("quantity", "quantity", "How many units", low=6, high=36, step=6, unit=noun("unit"))
        low = f"stock <= {LOW} OR id IN (SELECT id FROM {item.table} ORDER BY stock, id LIMIT 4)"
        world.act(Action(
            f"reorder_{item.word}",
            f"Order more units of {a(item.noun.singular)} that is still sold"
            f"{' from a supplier' if suppliers else ''}, unless some are on their way already.",
            params=(world.row_param(item, f"status = '{item.live}' AND ({low})"), *(world.row_param(each) for each in suppliers), many),
            steps=(*world.found(item), world.in_state(item, item.live), *(world.exists(each) for each in suppliers),
                   world.require(f"SELECT NOT EXISTS (SELECT 1 FROM {supply.table} WHERE {item.key} = :{item.key} AND status = 'ordered')",
                                 f"{capitalised(a(supply.noun.singular))} of this {item.noun} is on its way already."),
                   world.insert(supply, **{
                       item.key: f":{item.key}", **{each.key: f":{each.key}" for each in suppliers}, "quantity": ":quantity",
                       "ordered_on": "date(now())", "expected_on": f"date(now(), '+' || {lead} || ' days')"})),
            returns=world.row_of(supply, ":new_id"),
            phrases=(f"order {{quantity}} of {{{item.key}}} from {{{suppliers[0].key}}}",
                     f"order another {{quantity}} of {{{item.key}}} from {{{suppliers[0].key}}}") if suppliers else
                    (f"reorder {{quantity}} of {{{item.key}}}", f"order another {{quantity}} of {{{item.key}}} for us"),
            entity="supply", does="create", intents=frozenset({"restock"}), audience="staff", rate=0.4,
            told=(Told("expected_on", "the day it is expected", "date"),),
        ))  # fmt: skip

    def _receive(self, world: World) -> None:
        item, supply = self._item(world), world.entities["supply"]
        world.act(Action(
            f"receive_{supply.word}", f"Note that {a(supply.noun.singular)} has arrived; its units go on the shelf.",
            params=(world.row_param(supply, "status = 'ordered'"),),
            steps=(*world.found(supply), world.in_state(supply, "ordered"), world.update(supply, status="'received'"),
                   world.update(item, f"id = :found_{item.key}", stock="stock + :found_quantity"),
                   *self._log(world, f":found_{item.key}", ":found_quantity", "'received'")),
            returns=world.row_of(supply),
            phrases=(f"book in {{{supply.key}}}", f"mark {{{supply.key}}} as received"),
            entity="supply", intents=frozenset({"receive"}), audience="staff", weight=0.9,
            due=f"SELECT id AS {supply.key} FROM {supply.table} WHERE status = 'ordered' AND expected_on <= date(now()) ORDER BY id",
            due_chance=0.6, each=supply.key, each_state="ordered", told=(Told("quantity", "how many units arrived", "quantity"),),
        ))  # fmt: skip

    def _postpone(self, world: World) -> None:
        supply = world.entities["supply"]
        world.act(Action(
            f"postpone_{supply.word}", f"Note that {a(supply.noun.singular)} will come later than expected.",
            params=(world.row_param(supply, "status = 'ordered'"),
                    Param("expected_on", "date", "The day it is expected now (YYYY-MM-DD)", ahead=(9, 24))),
            steps=(*world.found(supply), world.in_state(supply, "ordered"),
                   world.require("SELECT :expected_on > :found_expected_on",
                                 "It is expected on {found_expected_on} already: {expected_on} is not later.", "invalid"),
                   world.update(supply, expected_on=":expected_on")),
            returns=world.row_of(supply),
            phrases=(f"put {{{supply.key}}} off until {{expected_on}}", f"note that {{{supply.key}}} is only coming on {{expected_on}}"),
            entity="supply", intents=frozenset({"postpone"}), audience="staff", rate=0.08, weight=0.7,
        ))  # fmt: skip

    def _cancel(self, world: World) -> None:
        supply = world.entities["supply"]
        world.act(Action(
            f"cancel_{supply.word}", f"Cancel {a(supply.noun.singular)} that has not arrived.",
            params=(world.row_param(supply, "status = 'ordered'"),),
            steps=(*world.found(supply), world.in_state(supply, "ordered"), world.update(supply, status="'cancelled'")),
            returns=world.row_of(supply),
            phrases=(f"cancel {{{supply.key}}}", f"cancel {{{supply.key}}}, which we no longer need"),
            entity="supply", intents=frozenset({"postpone"}), audience="staff", rate=0.06, weight=0.7,
        ))  # fmt: skip

    def _write_off(self, world: World) -> None:
        item = self._item(world)
        many = Param("quantity", "quantity", "How many units", low=1, high=4, unit=noun("unit"))
        why = Param("reason", "category", "What became of them", values=LOSSES) if self.options["log"] else None
        world.act(Action(
            f"write_off_{item.word}", f"Take units of {a(item.noun.singular)} that can no longer be sold out of the stock.",
            params=(world.row_param(item, "stock >= 4"), many, *((why,) if why else ())),
            steps=(*world.found(item),
                   world.require("SELECT :quantity <= :found_stock", "Only {found_stock} of it are in stock."),
                   world.update(item, stock="stock - :quantity"),
                   *self._log(world, f":{item.key}", ":quantity", ":reason")),
            returns=world.row_of(item),
            phrases=(f"write off {{quantity}} of {{{item.key}}} as {{reason}}",
                     f"take {{quantity}} of {{{item.key}}} out of stock as {{reason}}") if why else
                    (f"write off {{quantity}} of {{{item.key}}}", f"take {{quantity}} of {{{item.key}}} out of stock"),
            entity=item.role, intents=frozenset({"write off"}), audience="staff", rate=0.2, weight=0.7,
            told=(Told("stock", "how many are left", "quantity"),),
        ))  # fmt: skip
