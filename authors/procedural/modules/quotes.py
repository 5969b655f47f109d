"""Quotes: what something would cost, worked out on request, and a sale once it is accepted.

Needs sellable (items with a price). Asks may_act. Tells charged, bought, finished (an accepted quote is a sale: it is
billed, earns points, can be reviewed). What is quoted is ordered in for whoever wants it: nothing leaves the shelf.
Offers chargeable, reviewable (the quote).
"""

from dataclasses import dataclass
from typing import ClassVar

from authors.procedural.language import Noun, a, capitalised, noun
from authors.procedural.model import (  # fmt: skip
    Action,
    Entity,
    Param,
    Situation,
    Statement,
    Told,
    amount,
    day,
    quantity,
    reference,
    state,
)
from authors.procedural.module import Module
from authors.procedural.modules.transitions import transition
from authors.procedural.world import World
from schemas import Read, Require, Write


@dataclass(frozen=True, kw_only=True)
class Quotes(Module):
    """Requests for a price, answers, acceptances."""

    OPTIONS = {
        "valid": (6, 9),
        "rebate": (True, True, False),
        "again": (True, False),
        "negotiate": (True, False),
        "lapse": (True, False),
    }
    """Days that a quote holds; whether staff may take a share off; whether one that ran out can be asked for again;
    whether people may turn it down as too dear; whether staff clear away what ran out."""
    NEEDS: ClassVar[tuple[str, ...]] = ("sellable",)

    quote: Noun = noun("quote")
    fewest: int = 3
    """Units from which on a quote is worth the work."""

    def declare(self, world: World) -> None:
        rebate = (
            [quantity("rebate_percent", 0, 20, "rebate", "percent", most="most generous")]
            if self.options["rebate"]
            else []
        )
        declined = ", sent>declined" if self.options["negotiate"] else ""
        lapsed = ", sent>lapsed" if self.options["lapse"] else ""
        world.add(Entity(
            "quote", self.quote,
            [reference("party"), day("asked_on", "day it was asked for"), day("valid_until", "last day"), amount("total_cents", "total"),
             *rebate, state(f"asked>sent>accepted{declined}{lapsed}")],
            naming=("{party}'s {noun}", "{party}'s {noun} of {total_cents}", "{party}'s {noun} from {asked_on}",
                    "{party}'s {noun} of {total_cents} from {asked_on}"),
            offers=("chargeable", "reviewable"), owned=True, live="sent", live_said={"sent": "pending", "asked": "requested"},
        ))  # fmt: skip

    def connect(self, world: World) -> None:
        world.add(Entity(
            "quoted", noun(f"{self.quote.singular} line"),
            [reference("quote"), reference(self._item(world).role), quantity("quantity", 1, 40), amount("price_cents", "price of one")],
            part_of="quote",
        ))  # fmt: skip

    def build(self, world: World) -> None:
        self._ask(world)
        self._send(world)
        self._accept(world)
        if self.options["negotiate"]:
            self._decline(world)
        if self.options["lapse"]:
            self._lapse(world)
        if self.options["again"]:
            self._renew(world)
        self._agree(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _item(self, world: World) -> Entity:
        return world.offering("sellable")[0]

    def _price(self, world: World) -> str:
        return self._item(world).of_meaning("money")[0].name

    def _sum(self, world: World, quote: str) -> str:
        quote_key = world.entities["quote"].key
        return f"(SELECT sum(quantity * price_cents) FROM {world.entities['quoted'].table} WHERE {quote_key} = {quote})"

    # ---- what is done ------------------------------------------------------------------------------------------

    def _ask(self, world: World) -> None:
        item, quote, line, party = (
            self._item(world),
            world.entities["quote"],
            world.entities["quoted"],
            world.party_value(),
        )
        asked = (
            f"SELECT json_extract(value, '$.{item.key}') AS item, sum(json_extract(value, '$.quantity')) AS quantity "
            "FROM json_each(:items) GROUP BY 1"
        )
        items = Param("items", "lines", f"What the price is asked for: {item.noun.plural} and how many of each", of=item.role,
                      pick=world.pick(item, f"status = '{item.live}'"))  # fmt: skip
        steps: list[Statement] = [
            *world.may_act(),
            Read(read=f"SELECT asked.item FROM ({asked}) asked WHERE asked.item NOT IN (SELECT id FROM {item.table} "
                 f"WHERE status = '{item.live}') ORDER BY asked.item LIMIT 1", bound_to="missing"),
            Require(require="SELECT :missing_item IS NULL", kind="not_found",
                    message=f"No {item.noun} on sale has the id {{missing_item}}. {world.search_name(item)} lists them."),
            world.require(f"SELECT sum(asked.quantity) >= {self.fewest} FROM ({asked}) asked",
                          f"{capitalised(a(quote.noun.singular))} is for {self.fewest} units or more; fewer are simply ordered.", "invalid"),
        ]  # fmt: skip
        one, who = a(quote.noun.singular), f"{{{world.party.key}}}"
        said = (f"ask for {one} for {{items}}", f"request {one} for {{items}}") if world.own() else (
            f"draw up {one} for {{items}} for {who}",)  # fmt: skip
        world.act(Action(
            f"ask_for_{quote.word}", f"Ask what several {item.noun.plural} would cost together.",
            params=(items, *world.party_param()),
            steps=(*steps, world.insert(quote, **{world.party.key: party, "asked_on": "date(now())", "total_cents": "0",
                                                  "valid_until": f"date(now(), '+{self.options['valid']} days')",
                                                  **({"rebate_percent": "0"} if self.options["rebate"] else {})}),
                   Write(write=f"INSERT INTO {line.table} ({quote.key}, {item.key}, quantity, price_cents) SELECT :new_id, x.id, asked.quantity, "
                         f"x.{self._price(world)} FROM ({asked}) asked JOIN {item.table} x ON x.id = asked.item ORDER BY x.id"),
                   world.update(quote, "id = :new_id", total_cents=self._sum(world, ":new_id"))),
            returns=world.row_of(quote, ":new_id"),
            phrases=said,
            entity="quote", does="create", intents=frozenset({"ask price", "apply"}), rate=1.6, weight=1.1,
            told=(Told("total_cents", "what it would come to", "money"),),
        ))  # fmt: skip

    def _send(self, world: World) -> None:
        quote = world.entities["quote"]
        rebate = Param("rebate_percent", "quantity", "Percent taken off", low=0, high=15, step=5)
        valid = f"date(now(), '+{self.options['valid']} days')"
        sets, params, before, how = {"valid_until": valid}, [], [], ""
        due = f"SELECT id AS {quote.key}{{}} FROM {quote.table} WHERE status = 'asked' AND asked_on < date(now()) ORDER BY id"
        if self.options["rebate"]:
            sets |= {"rebate_percent": ":rebate_percent", "total_cents": "total_cents * (100 - :rebate_percent) / 100"}
            params.append(rebate)
            before.append(
                world.require("SELECT :rebate_percent <= 20", "No more than 20 percent are taken off.", "invalid")
            )
            how = " with {rebate_percent} percent off"
        transition(
            world, quote, f"send_{quote.word}", f"Send {a(quote.noun.singular)} that was asked for; it holds {self.options['valid']} days from now.",
            ("asked",), "sent", (f"send out {{row}}{how}", f"send off {{row}}{how}"), audience="staff", rate=0.2, params=params, sets=sets,
            before=before, intents=("answer", "send"), due=due.format(", id % 4 * 5 AS rebate_percent" if params else ""), due_chance=0.4,
            told=(Told("total_cents", "what it comes to then", "money"),),
        )  # fmt: skip

    def _accept(self, world: World) -> None:
        quote = world.entities["quote"]
        row, owner = f":{quote.key}", f":found_{world.party.key}"
        before: list[Statement] = [
            world.require("SELECT :found_valid_until >= date(now())", "It ran out on {found_valid_until}.")
        ]
        when = "valid_until >= date(now())"
        told = {"party": owner, "amount": ":found_total_cents", "entity": "quote", "id": row}
        transition(
            world, quote, f"accept_{quote.word}", f"Accept {a(quote.noun.singular)} while it holds: that is a sale, and is billed.", ("sent",),
            "accepted", ("accept {row}", "go ahead with {row}"), rate=0.25, when=when, before=before, together=True,
            after=[*world.tell("charged", **told), *world.tell("bought", **told), *world.tell("finished", entity="quote", id=row, party=owner)],
            intents=("buy", "accept"), told=(Told("total_cents", "what it comes to", "money"),),
        )  # fmt: skip

    def _decline(self, world: World) -> None:
        quote = world.entities["quote"]
        transition(
            world, quote, f"decline_{quote.word}", f"Turn {a(quote.noun.singular)} down.", ("sent",), "declined",
            ("turn down {row}", "decline {row}"), rate=0.1, weight=0.7, intents=("decline", "cancel"), together=True,
        )  # fmt: skip

    def _lapse(self, world: World) -> None:
        quote = world.entities["quote"]
        over = "valid_until < date(now())"
        transition(
            world, quote, f"close_{quote.word}", f"Clear away {a(quote.noun.singular)} that ran out unanswered.", ("sent",), "lapsed",
            ("note that {row} has run out", "close {row} as run out"), audience="staff", when=over, weight=0.5, intents=("finish",),
            before=[world.require("SELECT :found_valid_until < date(now())", "It holds until {found_valid_until}.")],
            due=f"SELECT id AS {quote.key} FROM {quote.table} WHERE status = 'sent' AND valid_until < date(now(), '-16 days') ORDER BY id",
            due_chance=0.5, rate=0.0,
        )  # fmt: skip

    def _renew(self, world: World) -> None:
        quote = world.entities["quote"]
        transition(
            world, quote, f"renew_{quote.word}", f"Let {a(quote.noun.singular)} that was sent hold {self.options['valid']} days from today.", ("sent",),
            "sent", ("renew {row}", "renew {row} from today on"), audience="staff", rate=0.1, weight=0.6, intents=("extend", "renew"),
            sets={"valid_until": f"date(now(), '+{self.options['valid']} days')"},
            before=[world.require(f"SELECT :found_valid_until < date(now(), '+{self.options['valid']} days')",
                                  "It holds until {found_valid_until} already.")],
        )  # fmt: skip

    def _agree(self, world: World) -> None:
        quote, item = world.entities["quote"], self._item(world)
        off = " * (100 - q.rebate_percent) / 100" if self.options["rebate"] else ""
        world.invariants[f"the total of every {quote.noun} is the sum of its lines, less what was taken off"] = (
            f"SELECT q.id FROM {quote.table} q WHERE q.total_cents <> coalesce({self._sum(world, 'q.id')}, 0){off}"
        )
        world.situations += [
            Situation("what it would cost", "{party} wonders what something would cost.", ("ask price", "accept?", "pay?"),
                      lead_customer="I wonder what something would cost.", asks=("last",)),
            Situation("good offer", "{party} likes the offer.", ("accept", "pay?", "book?"),
                      lead_customer="I like your offer.", asks=("owed", "last")),
            Situation("unanswered", f"Some people are still waiting for {a(quote.noun.singular)} for our {item.noun.plural}.", ("answer", "answer?", "finish?"),
                      asks=("last",)),
        ]  # fmt: skip
