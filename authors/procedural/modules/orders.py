"""Orders: a party orders several units of several items and has them later.

Offers sellable and, where units are counted, stocked (the item); chargeable, deliverable and reviewable (the order).
Asks may_act, discount, may_hand_over. Tells charged, voided, bought, finished, taken, returned.
Listens: delivered (an order that was brought to the door is completed).
"""

from dataclasses import dataclass

from authors.procedural.language import Noun, Verb, a, capitalised, noun, verb
from authors.procedural.model import (
    Action,
    Entity,
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
from authors.procedural.modules.fragments import only_when
from authors.procedural.world import World
from schemas import Read, Require, Write


@dataclass(frozen=True, kw_only=True)
class Orders(Module):
    """Items with a price, ordered in a basket."""

    OPTIONS = {
        "stock": (True, True, False),
        "charge": ("when placed", "when handed over"),
        "ready": (True, False),
        "wanted": ("as soon as possible", "any day", "until two days before"),
    }
    """Whether units are counted; when an order is billed, and so whether it can only grow; whether a finished order
    waits to be collected; whether it is for a certain day, and until when it may be changed."""

    item: Things
    """Its fields must hold one price, the first field of meaning money."""
    order: Noun = noun("order")
    verb: Verb = verb("order")
    busy: float = 1.4
    """Orders placed a day, over the whole business."""

    def declare(self, world: World) -> None:
        counted = [quantity("stock", 0, 60, "number in stock", most="best stocked", least="scarcest")]
        offers = ("sellable", "stocked") if self.options["stock"] else ("sellable",)
        world.add(Entity(
            self.role("item"), self.item.noun,
            [name_field(), *self.item.with_values(), *(counted if self.options["stock"] else []),
             state("on_sale>discontinued, discontinued>on_sale")],
            naming=("{name}",), offers=offers, things=self.item, live="on_sale",
        ))  # fmt: skip
        flow = "open>ready>completed, open>completed, open>cancelled" if self._has_ready else (
            "open>completed, open>cancelled")  # fmt: skip
        wanted = [day("wanted_on", "day it is wanted for", filter=True)] if self._has_day else []
        world.add(Entity(
            self.role("order"), self.order,
            [reference("party"), day("ordered_on", "day it was placed"), *wanted, amount("total_cents", "total"), state(flow)],
            naming=("{party}'s {noun} placed on {ordered_on}", "{party}'s {noun} of {total_cents} placed on {ordered_on}"),
            offers=("chargeable", "deliverable", "reviewable", "returnable"), owned=True, live="open",
        ))  # fmt: skip
        world.add(Entity(
            self.role("line"), noun(f"{self.order.singular} line"),
            [reference(self.role("order")), reference(self.role("item")), quantity("quantity", 1, 12),
             amount("price_cents", "price of one")],
            part_of=self.role("order"),
        ))  # fmt: skip

    def connect(self, world: World) -> None:
        world.listen("delivered", lambda entity, id, party: self._over(world, id, party)
                     if entity == self.role("order") else [])  # fmt: skip

    def build(self, world: World) -> None:
        self._place(world)
        if self._grows(world):
            self._add(world)
        else:
            self._change(world)
        if self._has_day:
            self._move(world)
        self._cancel(world)
        if self._has_ready:
            self._make_ready(world)
        self._complete(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    @property
    def _has_day(self) -> bool:
        return bool(self.options["wanted"] != "as soon as possible")

    @property
    def _has_ready(self) -> bool:
        """Orders for a certain day are handed over on that day and need no shelf to wait on."""
        return bool(self.options["ready"]) and not self._has_day

    def _grows(self, world: World) -> bool:
        """What was billed when it was placed can only be added to: the addition is billed, nothing is given back.

        Customers whose bills come from nowhere else must be able to cause one.
        """
        alone = world.for_customer and len(world.offering("chargeable")) == 1
        return bool(self.options["charge"] == "when placed" or alone)

    def _item(self, world: World) -> Entity:
        return world.entities[self.role("item")]

    def _order(self, world: World) -> Entity:
        return world.entities[self.role("order")]

    def _line(self, world: World) -> Entity:
        return world.entities[self.role("line")]

    def _price(self, world: World) -> str:
        return self._item(world).of_meaning("money")[0].name

    def _each(self, world: World, price: str) -> str:
        """The price of one unit, less a discount where somebody gives one; whole cents a unit, so that sums agree."""
        return f"{price} * (100 - coalesce(:discount_percent, 0)) / 100" if world.hooks.get("discount") else price

    def _on_sale(self, world: World) -> list[Statement]:
        """Everything asked for is on sale and, where units are counted, there are enough."""
        item, listed = self._item(world), self._asked(world)
        steps: list[Statement] = [
            Read(read=f"SELECT asked.item FROM ({listed}) asked WHERE asked.item NOT IN "
                 f"(SELECT id FROM {item.table} WHERE status = 'on_sale') ORDER BY asked.item LIMIT 1", bound_to="missing"),
            Require(require="SELECT :missing_item IS NULL", kind="not_found",
                    message=f"No {item.noun} on sale has the id {{missing_item}}. {world.search_name(item)} lists them."),
        ]  # fmt: skip
        if self.options["stock"]:
            steps += [
                Read(read=f"SELECT x.name, x.stock FROM ({listed}) asked JOIN {item.table} x ON x.id = asked.item "
                     "WHERE x.stock < asked.quantity ORDER BY x.id LIMIT 1", bound_to="short"),
                world.require("SELECT :short_name IS NULL", "There is not enough of {short_name}: only {short_stock} left."),
            ]  # fmt: skip
        return steps

    def _changeable(self, world: World) -> list[Statement]:
        """The order is open and, where there is a day to keep to, it is not too late."""
        order = self._order(world)
        steps: list[Statement] = [*world.found(order), world.in_state(order, "open")]
        if self.options["wanted"] == "until two days before":
            steps.append(world.require(
                "SELECT :found_wanted_on >= date(now(), '+2 days')",
                f"It is wanted for {{found_wanted_on}}: {order.noun.plural} can be changed until two days before."))  # fmt: skip
        return steps

    def _changeable_now(self) -> str:
        late = " AND wanted_on >= date(now(), '+2 days')" if self.options["wanted"] == "until two days before" else ""
        return f"status = 'open'{late}"

    def _wanted(self) -> Param:
        return Param("wanted_on", "date", "The day it is wanted for (YYYY-MM-DD)", ahead=(1, 8))

    def _day_steps(self, world: World) -> list[Statement]:
        if self.options["wanted"] == "any day":
            return [world.not_past("wanted_on")]
        return [world.require("SELECT :wanted_on > date(now())",
                              f"{capitalised(self.order.plural)} must be placed the day before at the latest, and "
                              "{wanted_on} is too soon.", "invalid")]  # fmt: skip

    def _asked(self, world: World) -> str:
        """What the argument `items` lists, each item once."""
        key = self._item(world).key
        return (
            f"SELECT json_extract(value, '$.{key}') AS item, sum(json_extract(value, '$.quantity')) AS quantity "
            "FROM json_each(:items) GROUP BY 1"
        )

    def _items(self, world: World, description: str) -> Param:
        item = self._item(world)
        in_stock = " AND stock >= 3" if self.options["stock"] else ""
        return Param(
            "items", "lines", description, of=item.role, pick=world.pick(item, f"status = 'on_sale'{in_stock}")
        )

    def _insert_lines(self, world: World, order_id: str) -> Write:
        """A line for each item asked for that the order has no line of."""
        item, order, line = self._item(world), self._order(world), self._line(world)
        return Write(
            write=f"INSERT INTO {line.table} ({order.key}, {item.key}, quantity, price_cents) "
            f"SELECT {order_id}, x.id, asked.quantity, {self._each(world, 'x.' + self._price(world))} "
            f"FROM ({self._asked(world)}) asked JOIN {item.table} x ON x.id = asked.item WHERE x.id NOT IN "
            f"(SELECT {item.key} FROM {line.table} WHERE {order.key} = {order_id}) ORDER BY x.id"
        )

    def _total(self, world: World, order_id: str) -> str:
        return (
            f"(SELECT sum(quantity * price_cents) FROM {self._line(world).table} "
            f"WHERE {self._order(world).key} = {order_id})"
        )

    def _move_stock(self, world: World, sign: str, listed: str) -> list[Statement]:
        """Units of a list of (item, quantity) leave the stock or come back to it, and whoever cares is told."""
        if not self.options["stock"]:
            return []
        item = self._item(world)
        return [
            Write(write=f"UPDATE {item.table} SET stock = stock {sign} (SELECT asked.quantity FROM ({listed}) asked "
                  f"WHERE asked.item = {item.table}.id) WHERE id IN (SELECT asked.item FROM ({listed}) asked)"),
            *world.tell("taken" if sign == "-" else "returned", entity=item.role, item="asked.item",
                        quantity="asked.quantity", rows=f"({listed}) asked"),
        ]  # fmt: skip

    def _over(self, world: World, id: str, party: str) -> list[Statement]:
        """The party has it: the order is completed, billed where it was not yet, and whoever cares is told."""
        order = self._order(world)
        steps: list[Statement] = [world.update(order, f"id = {id}", status="'completed'")]
        if not self._grows(world):
            total = f"(SELECT total_cents FROM {order.table} WHERE id = {id})"
            steps += world.tell("charged", party=party, amount=total, entity=order.role, id=id)
        return [*steps, *world.tell("finished", entity=order.role, id=id, party=party)]

    # ---- what is done ------------------------------------------------------------------------------------------

    def _place(self, world: World) -> None:
        item, order, party = self._item(world), self._order(world), world.party_value()
        items = self._items(world, f"What is {self.verb.past}: {item.noun.plural} and how many of each")
        dated = {"wanted_on": ":wanted_on"} if self._has_day else {}
        placed = f"(SELECT total_cents FROM {order.table} WHERE id = :new_id)"
        charged = (
            world.tell("charged", party=party, entity=order.role, id=":new_id", amount=placed)
            if self._grows(world)
            else []
        )
        world.act(Action(
            f"place_{order.word}", f"{capitalised(self.verb.base)} {item.noun.plural}, several units of each if wanted.",
            params=(items, *world.party_param(), *((self._wanted(),) if self._has_day else ())),
            steps=(*world.may_act(), *(self._day_steps(world) if self._has_day else ()), *self._on_sale(world),
                   *world.ask("discount", party=party),
                   world.insert(order, **{world.party.key: party, "ordered_on": "date(now())", "total_cents": "0"}, **dated),
                   self._insert_lines(world, ":new_id"),
                   world.update(order, "id = :new_id", total_cents=self._total(world, ":new_id")),
                   *self._move_stock(world, "-", self._asked(world)), *charged,
                   *world.tell("bought", party=party, entity=order.role, id=":new_id", amount=placed)),
            returns=world.row_of(order, ":new_id"),
            phrases=self._placing_phrases(world),
            entity=order.role, does="create", intents=frozenset({"buy"}), rate=self.busy, weight=1.4,
            told=(Told("total_cents", "what it comes to", "money"),),
        ))  # fmt: skip

    def _placing_phrases(self, world: World) -> tuple[str, ...]:
        when = " for {wanted_on}" if self._has_day else ""
        if world.own():
            return (f"{self.verb.base} {{items}}{when}", f"place {a(self.order.singular)} of {{items}}{when}")
        party = f"{{{world.party.key}}}"
        return (
            f"place {a(self.order.singular)} of {{items}} for {party}" + (", wanted for {wanted_on}" if when else ""),
            f"put through {a(self.order.singular)} of {{items}} for {party}"
            + (", wanted for {wanted_on}" if when else ""),
            f"{self.verb.base} {{items}} for {party}" + (", wanted for {wanted_on}" if when else ""),
        )

    def _add(self, world: World) -> None:
        item, order, line = self._item(world), self._order(world), self._line(world)
        owner, asked = f":found_{world.party.key}", self._asked(world)
        more = f"({self._total(world, f':{order.key}')} - :found_total_cents)"
        billed = {"party": owner, "entity": order.role, "id": f":{order.key}", "amount": more}
        world.act(Action(
            f"add_to_{order.word}", f"Add {item.noun.plural} to an open {order.noun}; what is added is billed at once.",
            params=(world.row_param(order, self._changeable_now()),
                    self._items(world, f"What is added: {item.noun.plural} and how many of each")),
            steps=(*self._on_sale(world), *self._changeable(world), *world.ask("discount", party=owner),
                   Write(write=f"UPDATE {line.table} SET quantity = quantity + (SELECT asked.quantity FROM ({asked}) asked "
                         f"WHERE asked.item = {line.table}.{item.key}) WHERE {order.key} = :{order.key} "
                         f"AND {item.key} IN (SELECT asked.item FROM ({asked}) asked)"),
                   self._insert_lines(world, f":{order.key}"),
                   world.update(order, total_cents=self._total(world, f":{order.key}")),
                   *self._move_stock(world, "-", asked), *world.tell("charged", **billed), *world.tell("bought", **billed)),
            returns=world.row_of(order),
            phrases=(f"add {{items}} to {{{order.key}}}", f"put {{items}} on {{{order.key}}} as well"),
            entity=order.role, intents=frozenset({"amend", "amend order"}), rate=0.25, weight=0.9,
            told=(Told("total_cents", "the new total", "money"),),
        ))  # fmt: skip

    def _change(self, world: World) -> None:
        item, order, line = self._item(world), self._order(world), self._line(world)
        theirs = f"SELECT {item.key} FROM {line.table} WHERE {order.key} = :{order.key} ORDER BY id"
        which = Param(item.key, "reference", f"The {item.noun}, one that is in the {order.noun}", of=item.role,
                      pick=theirs, depends=(order.key,))  # fmt: skip
        count = Param("quantity", "quantity", "The new number of units", low=1, high=6)
        steps: list[Statement] = [
            *self._changeable(world),
            Read(read=f"SELECT id, quantity, price_cents FROM {line.table} WHERE {order.key} = :{order.key} "
                 f"AND {item.key} = :{item.key} ORDER BY id LIMIT 1", bound_to="line"),
            world.require("SELECT :line_id IS NOT NULL", f"There is no such {item.noun} in this {order.noun}.", "not_found"),
            world.require("SELECT :quantity <> :line_quantity", f"The {order.noun} has {{line_quantity}} of it already."),
        ]  # fmt: skip
        more = "(:quantity - :line_quantity)"
        moved: list[Statement] = []
        if self.options["stock"]:
            steps += [Read(read=f"SELECT stock FROM {item.table} WHERE id = :{item.key}", bound_to="left"),
                      world.require(f"SELECT {more} <= :left_stock", "Only {left_stock} more of it are in stock.")]  # fmt: skip
            one: dict[str, str] = {"entity": item.role, "item": f":{item.key}", "rows": "(SELECT 1)"}
            moved = [world.update(item, stock=f"stock - {more}"),
                     *only_when(f"{more} > 0", world.tell("taken", **one, quantity=more)),
                     *only_when(f"{more} < 0", world.tell("returned", **one, quantity=f"0 - {more}"))]  # fmt: skip
        world.act(Action(
            f"change_{order.word}_quantity", f"Change how many units of one {item.noun} an open {order.noun} has.",
            params=(world.row_param(order, self._changeable_now()), which, count),
            steps=(*steps, Write(write=f"UPDATE {line.table} SET quantity = :quantity WHERE id = :line_id"),
                   world.update(order, total_cents=f"total_cents + {more} * :line_price_cents"),
                   *moved),
            returns=world.row_of(order),
            phrases=(f"change the quantity of {{{item.key}}} to {{quantity}} in {{{order.key}}}",),
            entity=order.role, intents=frozenset({"amend", "amend order"}), rate=0.25, weight=0.9,
            told=(Told("total_cents", "the new total", "money"),),
        ))  # fmt: skip

    def _move(self, world: World) -> None:
        order = self._order(world)
        world.act(Action(
            f"move_{order.word}", f"Have an open {order.noun} on another day.",
            params=(world.row_param(order, self._changeable_now()), self._wanted()),
            steps=(*self._day_steps(world), *self._changeable(world), world.update(order, wanted_on=":wanted_on")),
            returns=world.row_of(order),
            phrases=(f"move {{{order.key}}} to {{wanted_on}}",),
            entity=order.role, intents=frozenset({"move"}), rate=0.15, weight=0.8,
        ))  # fmt: skip

    def _cancel(self, world: World) -> None:
        item, order = self._item(world), self._order(world)
        ordered = f"SELECT {item.key} AS item, quantity FROM {self._line(world).table} WHERE {order.key} = :{order.key}"
        until = " until two days before it is wanted" if self.options["wanted"] == "until two days before" else ""
        world.act(Action(
            f"cancel_{order.word}", f"Cancel an open {order.noun}{until}.",
            params=(world.row_param(order, self._changeable_now()),),
            steps=(*self._changeable(world), world.update(order, status="'cancelled'"),
                   *self._move_stock(world, "+", ordered),
                   *world.tell("voided", entity=order.role, id=f":{order.key}")),
            returns=world.row_of(order),
            phrases=(f"cancel {{{order.key}}}",),
            entity=order.role, intents=frozenset({"cancel", "cancel order"}), rate=0.15, each=order.key, each_state="open",
        ))  # fmt: skip

    def _make_ready(self, world: World) -> None:
        order = self._order(world)
        world.act(Action(
            f"mark_{order.word}_ready", f"Note that an open {order.noun} is packed and waits to be collected.",
            params=(world.row_param(order, "status = 'open'", audience="staff"),),
            steps=(*world.found(order, audience="staff"), world.in_state(order, "open"),
                   world.update(order, status="'ready'")),
            returns=world.row_of(order),
            phrases=(f"mark {{{order.key}}} as ready", f"mark {{{order.key}}} as packed and ready"),
            entity=order.role, intents=frozenset({"prepare"}), audience="staff", weight=0.6, each=order.key, each_state="open",
            due=f"SELECT id AS {order.key} FROM {order.table} WHERE status = 'open' AND ordered_on < date(now()) ORDER BY id",
            due_chance=0.3,
        ))  # fmt: skip

    def _complete(self, world: World) -> None:
        order = self._order(world)
        was = "ready" if self._has_ready else "open"
        when = f"status = '{was}'" + (
            " AND wanted_on <= date(now())" if self._has_day else " AND ordered_on < date(now())"
        )
        world.act(Action(
            f"complete_{order.word}", f"Note that the {world.party.noun} has collected {a(order.noun.singular)}.",
            params=(world.row_param(order, f"status = '{was}'", audience="staff"),),
            steps=(*world.found(order, audience="staff"), world.in_state(order, was),
                   *world.ask("may_hand_over", entity=order.role, id=f":{order.key}"),
                   *self._over(world, f":{order.key}", f":found_{world.party.key}")),
            returns=world.row_of(order),
            phrases=(f"mark {{{order.key}}} as collected",),
            entity=order.role, intents=frozenset({"finish"}), audience="staff", weight=0.7,
            due=f"SELECT id AS {order.key} FROM {order.table} WHERE {when} ORDER BY id",
            due_chance=0.85 if self._has_day else 0.3,
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        """What must always hold, and why people ask for several things at once."""
        order, line = self._order(world), self._line(world)
        world.invariants[f"the total of every {order.noun} is the sum of its lines"] = (
            f"SELECT x.id FROM {order.table} x WHERE x.total_cents <> (SELECT coalesce(sum(quantity * price_cents), 0) "
            f"FROM {line.table} l WHERE l.{order.key} = x.id)"
        )
        world.invariants[f"every {order.noun} has a line, and no {self.item.noun} twice"] = (
            f"SELECT x.id FROM {order.table} x JOIN {line.table} l ON l.{order.key} = x.id GROUP BY x.id "
            f"HAVING count(*) <> count(DISTINCT l.{self._item(world).key}) "
            f"UNION ALL SELECT id FROM {order.table} WHERE id NOT IN (SELECT {order.key} FROM {line.table})"
        )
        world.situations += [
            Situation("not enough", f"{{party}} rang: the last {order.noun} will not be enough.", ("amend order", "pay?"),
                      lead_customer=f"My last {order.noun} will not be enough.", asks=("owed", "last")),
            Situation("wrong order", "{party} ordered something by mistake.", ("cancel order", "buy", "pay?"),
                      lead_customer="I ordered something by mistake, sorry about that.", asks=("owed", "last")),
            Situation("stocking up", "{party} is going away soon and needs a few things first.", ("pay*?", "buy", "move?"),
                      lead_customer="I am going away soon and need a few things first.", asks=("owed", "last")),
        ]  # fmt: skip
