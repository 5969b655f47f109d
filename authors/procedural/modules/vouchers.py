"""Vouchers: credit that was bought or given, and is spent on bills until nothing is left.

Needs payable (a bill with an amount and a live state). A bill of which nothing is left is paid.
Listens: credited (money that is given back as credit becomes a voucher).
"""

from dataclasses import dataclass
from typing import ClassVar

from authors.procedural.language import Noun, a, capitalised, noun
from authors.procedural.model import Action, Entity, Param, Situation, Told, amount, category, day, reference, state
from authors.procedural.module import Module
from authors.procedural.modules.flows import first_move
from authors.procedural.modules.transitions import transition
from authors.procedural.world import World

OCCASIONS = ("birthday", "thank-you", "wedding", "apology", "prize")
VALUES = (2000, 2500, 5000, 7500, 10000)


@dataclass(frozen=True, kw_only=True)
class Vouchers(Module):
    """Gift vouchers with a balance."""

    OPTIONS = {
        "expires": (True, False),
        "occasion": (True, False),
        "block": (True, False),
        "extend": (True, False),
        "use": ("part", "whole"),
    }
    """Whether they lapse; whether the occasion is kept; whether a lost one can be blocked; whether a day can be put
    off; whether a voucher is spent in parts or all at once."""
    NEEDS: ClassVar[tuple[str, ...]] = ("payable",)

    voucher: Noun = noun("gift voucher")

    def declare(self, world: World) -> None:
        fields = [reference("party", label="holder"), amount("value_cents", "value"), amount("balance_cents", "balance"),
                  day("issued_on", "day of issue")]  # fmt: skip
        if self.options["expires"]:
            fields.append(day("valid_until", "last day"))
        if self.options["occasion"]:
            fields.append(category("occasion", OCCASIONS, "occasion"))
        flow = "usable>spent" + (", usable>blocked, blocked>usable" if self.options["block"] else "")
        world.add(Entity(
            "voucher", self.voucher, [*fields, state(flow)],
            naming=("{party}'s {noun}", "{party}'s {noun} of {value_cents}", "{party}'s {noun} from {issued_on}",
                    "{party}'s {noun} of {value_cents} from {issued_on}"),
            owned=True, live="usable",
        ))  # fmt: skip

    def connect(self, world: World) -> None:
        world.listen("credited", lambda party, amount: [world.insert(
            world.entities["voucher"], binding="", **self._columns(world, party, amount, "'apology'"))])  # fmt: skip

    def _columns(self, world: World, party: str, value: str, occasion: str) -> dict[str, str]:
        columns = {world.party.key: party, "value_cents": value, "balance_cents": value, "issued_on": "date(now())"}
        if self.options["expires"]:
            columns["valid_until"] = f"date(now(), '+' || (6 + {value} / 100 * 7 % 40) || ' days')"
        if self.options["occasion"]:
            columns["occasion"] = occasion
        return columns

    def build(self, world: World) -> None:
        self._issue(world)
        self._spend(world)
        if self.options["block"]:
            self._block(world)
        if self.options["extend"] and self.options["expires"]:
            self._extend(world)
        self._agree(world)

    def _issue(self, world: World) -> None:
        voucher, party = world.entities["voucher"], world.party_value("staff")
        value = Param("value_cents", "money", "What it is worth", low=2000, high=10000, step=500)
        occasion = Param("occasion", "category", "What it is for", values=OCCASIONS)
        values = self._columns(world, party, ":value_cents", ":occasion")
        what = "{occasion:a} voucher" if self.options["occasion"] else a(self.voucher.singular)
        world.act(Action(
            f"issue_{voucher.word}", f"Issue {a(self.voucher.singular)} to {a(world.party.noun.singular)}.",
            params=(*world.party_param("staff"), value, *((occasion,) if self.options["occasion"] else ())),
            steps=(*world.party_exists("staff"),
                   world.require("SELECT :value_cents BETWEEN 500 AND 50000", "A voucher is worth 500 to 50000 cents.", "invalid"),
                   world.insert(voucher, **values)),
            returns=world.row_of(voucher, ":new_id"),
            phrases=(f"issue {what} of {{value_cents}} to {{{world.party.key}}}",
                     f"give {{{world.party.key}}} {what} worth {{value_cents}}"),
            entity="voucher", does="create", intents=frozenset({"compensate"}), audience="staff", rate=0.9, weight=0.7,
        ))  # fmt: skip

    def _spend(self, world: World) -> None:
        voucher, bill = world.entities["voucher"], world.offering("payable")[0]
        owed = bill.of_meaning("money")[0].name
        in_part = self.options["use"] == "part"
        spent = f"min({':amount_cents' if in_part else ':credit_balance_cents'}, :found_{owed})"
        part = Param("amount_cents", "money", "How much of it is spent", low=500, high=2500, step=500)
        steps = [*world.found(voucher, binding="credit"), world.in_state(voucher, "usable", binding="credit")]
        if self.options["expires"]:
            steps.append(
                world.require("SELECT :credit_valid_until >= date(now())", "It lapsed on {credit_valid_until}.")
            )
        steps += [*world.found(bill), world.in_state(bill, bill.live)]
        if in_part:
            steps.append(world.require("SELECT :amount_cents BETWEEN 1 AND :credit_balance_cents",
                                       "There are only {credit_balance_cents} cents on it.", "invalid"))  # fmt: skip
            steps.append(world.require(f"SELECT :amount_cents <= :found_{owed}",
                                       f"Only {{found_{owed}}} cents are owed on it.", "invalid"))  # fmt: skip
        small = f"{owed} > 500"
        left = f":credit_balance_cents - {spent}"
        phrases = (
            (f"put {{amount_cents}} from {{{voucher.key}}} towards {{{bill.key}}}",
             f"use {{amount_cents}} of {{{voucher.key}}} on {{{bill.key}}}")
            if in_part
            else (f"use {{{voucher.key}}} on {{{bill.key}}}", f"put {{{voucher.key}}} towards {{{bill.key}}}")
        )  # fmt: skip
        world.act(Action(
            f"spend_{voucher.word}", f"Spend {a(self.voucher.singular)} on {a(bill.noun.singular)} that is {bill.live}; its amount goes down.",
            params=(world.row_param(voucher, "status = 'usable'"), world.row_param(bill, f"status = '{bill.live}' AND {small}"), *((part,) if in_part else ())),
            steps=(*steps,
                   world.update(voucher, balance_cents=left, status=f"CASE WHEN {left} = 0 THEN 'spent' ELSE 'usable' END"),
                   world.update(bill, **{owed: f"{owed} - {spent}"},
                                status=f"CASE WHEN :found_{owed} = {spent} THEN '{first_move(bill, bill.live)}' ELSE status END")),
            returns=world.row_of(bill),
            phrases=phrases, entity=bill.role, intents=frozenset({"redeem", "spend voucher"}), rate=0.35, weight=0.9,
            due=self._first_spent_by_user_1(world) if world.own() else "", due_chance=0.2,
            told=(Told(owed, "what is left to pay on it", "money"),),
        ))  # fmt: skip

    def _first_spent_by_user_1(self, world: World) -> str:
        """A voucher of user 1, a customer, and a bill that takes all of it: one of theirs should be spent, and not the
        one that lapses next, so that one lapses too."""
        voucher, bill = world.entities["voucher"], world.offering("payable")[0]
        owed = bill.of_meaning("money")[0].name
        in_part = ", v.balance_cents AS amount_cents" if self.options["use"] == "part" else ""
        holds = " AND v.valid_until >= date(now())" if self.options["expires"] else ""
        last = "v.valid_until DESC, " if self.options["expires"] else ""
        theirs = f" AND b.{bill.owner} = 1" if bill.owner else ""
        return (
            f"SELECT v.id AS {voucher.key}, b.id AS {bill.key}{in_part}, 1 AS user_id "
            f"FROM {voucher.table} v JOIN {bill.table} b ON b.{owed} >= v.balance_cents AND b.status = '{bill.live}'{theirs} "
            f"WHERE v.{voucher.owner} = 1 AND v.status = 'usable'{holds} AND NOT EXISTS "
            f"(SELECT 1 FROM {voucher.table} WHERE {voucher.owner} = 1 AND status = 'spent') "
            f"ORDER BY {last}v.balance_cents, v.id, b.id LIMIT 1"
        )

    def _block(self, world: World) -> None:
        voucher = world.entities["voucher"]
        transition(
            world, voucher, f"block_{voucher.word}", f"Block {a(self.voucher.singular)} that somebody reports as lost.", ("usable",),
            "blocked", ("report {row} as lost",), rate=0.3, intents=("block",),
            inverse=(f"unblock_{voucher.word}",),
        )  # fmt: skip
        transition(
            world, voucher, f"unblock_{voucher.word}", f"Make a blocked {self.voucher} usable again.", ("blocked",), "usable",
            ("unblock {row}", "make {row} usable again"), rate=0.05, weight=0.5, audience="staff",
            intents=("reinstate",), inverse=(f"block_{voucher.word}",),
        )  # fmt: skip

    def _extend(self, world: World) -> None:
        voucher = world.entities["voucher"]
        until = Param("valid_until", "date", "The new last day (YYYY-MM-DD)", ahead=(70, 120))
        world.act(Action(
            f"extend_{voucher.word}", f"Let {a(self.voucher.singular)} hold for longer.",
            params=(world.row_param(voucher, "status = 'usable'", audience="staff"), until),
            steps=(*world.found(voucher, audience="staff"), world.in_state(voucher, "usable"),
                   world.require("SELECT :valid_until > :found_valid_until",
                                 "{valid_until} is not later than {found_valid_until}.", "invalid"),
                   world.update(voucher, valid_until=":valid_until")),
            returns=world.row_of(voucher),
            phrases=(f"extend {{{voucher.key}}} to {{valid_until}}", f"let {{{voucher.key}}} run until {{valid_until}}"),
            entity="voucher", intents=frozenset({"extend voucher"}), audience="staff", rate=0.05, weight=0.5,
        ))  # fmt: skip

    def _agree(self, world: World) -> None:
        voucher = world.entities["voucher"]
        world.invariants[f"no {voucher.noun} holds more than it was worth, and a spent one holds nothing"] = (
            f"SELECT id FROM {voucher.table} WHERE balance_cents > value_cents OR (status = 'spent' AND balance_cents > 0)"
        )
        world.situations += [
            Situation("voucher in the drawer", f"{{party}} has found {a(self.voucher.singular)}.",
                      ("spend voucher", "book?", "buy?", "pay?"),
                      lead_customer=f"{capitalised(a(self.voucher.singular))} of mine turned up in a drawer.",
                      asks=("owed", "last")),
            Situation("making up for it", "{party} deserves something nice from us.", ("compensate", "refund?"), asks=("owed",))
            if self.options["occasion"] else  # a wedding voucher is no apology
            Situation("making up for it", "We owe {party} an apology.", ("compensate", "cancel?", "refund?"), asks=("owed",)),
        ]  # fmt: skip
