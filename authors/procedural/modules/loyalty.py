"""Loyalty: what the party buys earns points, and points buy rewards.

Listens: bought. Asks may_act. Points are earned when something is bought and kept when it is cancelled.
"""

from dataclasses import dataclass
from statistics import median, median_low

from authors.procedural.language import Noun, a, noun
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
from authors.procedural.modules.flows import some_out_of_use
from authors.procedural.modules.fragments import only_when, widened
from authors.procedural.world import World
from schemas import Read, Write

REWARDS = Things(
    noun("reward"),
    (quantity("cost_points", 40, 1500, "cost", "points", most="dearest", least="cheapest"),),
    (
        ("Coffee and Cake", 40), ("Tote Bag", 60), ("Enamel Mug", 90), ("Notebook", 110), ("Umbrella", 180),
        ("Guest Pass", 250), ("Picnic Hamper", 420), ("Behind-the-Scenes Tour", 600), ("Year of Newsletters in Print", 900),
        ("Name on the Wall", 1500),
    ),
)  # fmt: skip
UNITS_LEFT = (7, 0, 12, 3, 9, 1)
"""Of each reward, in order, where they run out."""
ROUND_CENTS = (25, 50, 100, 200, 300, 500, 1000, 1500, 2000, 3000, 5000, 10000)
"""What a point may cost."""
UNITS_A_MONTH = 33
"""How many days, items or visits a regular pays for in a month."""
SILVER, GOLD = 400, 1200
"""Points ever earned from which on somebody is of this tier."""


@dataclass(frozen=True, kw_only=True)
class Loyalty(Module):
    """One account for each of the party, its entries, and the rewards."""

    OPTIONS = {
        "joining": ("by itself", "on request"),
        "tiers": (True, False),
        "supply": (True, False),
        "spend": (True, False),
        "staff_move": ("grant", "transfer"),
    }
    """How somebody comes to have an account; whether there are tiers; whether rewards run out; whether points also
    lower bills; what staff may do with points."""

    account: Noun = noun("loyalty account")
    points: Noun = noun("point")
    rewards: Things = REWARDS
    """The first field of meaning quantity is the cost in points."""
    cents_a_point: int = 0
    """What must be spent for one point; from prices and rewards where it is 0."""
    cents_each: int = 5
    """What a point is worth where it lowers a bill."""

    def declare(self, world: World) -> None:
        tiers = [quantity("lifetime", 0, 0, f"{self.points.plural} ever earned", self.points.plural),
                 state("bronze>silver>gold, bronze>gold", "tier")] if self.options["tiers"] else []  # fmt: skip
        world.add(Entity(
            "account", self.account,
            [reference("party"), quantity("balance", 0, 0, unit=self.points.plural, most="fullest", least="emptiest"),
             *tiers, day("opened_on", "day it was opened")],
            naming=("{party}'s {noun}",), owned=True,
        ))  # fmt: skip
        rewards = self.rewards
        if self.options["supply"]:
            left = quantity("units_left", 0, 12, "number left")
            rewards = widened(rewards, (left, lambda place: UNITS_LEFT[place % len(UNITS_LEFT)]))
        withdrawn = [state("offered>withdrawn, withdrawn>offered")] if some_out_of_use(rewards) else []
        world.add(Entity(
            "reward", rewards.noun, [name_field(), *rewards.with_values(), *withdrawn], naming=("{name}",), things=rewards,
            live="offered" if withdrawn else "",
        ))  # fmt: skip
        world.add(Entity(
            "entry", noun(f"{self.account.singular} entry"),
            [reference("account"), category("reason", ("earned", "redeemed", "spent", "granted", "given_away", "received")),
             quantity("points", 1, 500, unit=self.points.plural), day("entered_on", "day of the entry"),
             reference("reward", optional=True)],
            part_of="account",
        ))  # fmt: skip

    def connect(self, world: World) -> None:
        world.listen("bought", lambda party, amount, entity, id: self._earn(world, party, amount))

    def build(self, world: World) -> None:
        self._redeem(world)
        if self.options["spend"] and world.offering("payable"):
            self._spend(world)
        if not self._by_itself(world):
            self._open(world)
        if self.options["staff_move"] == "grant":
            self._grant(world)
        else:
            self._transfer(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _by_itself(self, world: World) -> bool:
        """Whether the first purchase opens an account. A customer has theirs from the start, or could never redeem."""
        return world.for_customer or bool(self.options["joining"] == "by itself")

    def _opened(self, party: str) -> dict[str, str]:
        tiers = {"lifetime": "0", "tier": "'bronze'"} if self.options["tiers"] else {}
        return {"balance": "0", "opened_on": "date(now())", **tiers}

    def _entry(self, world: World, account: str, reason: str, points: str, **more: str) -> Write:
        return world.insert(world.entities["entry"], binding="", **{
            world.entities["account"].key: account, "reason": f"'{reason}'", "points": points, "entered_on": "date(now())", **more,
        })  # fmt: skip

    def _earn(self, world: World, party: str, amount: str) -> list[Statement]:
        account, entry, owner = world.entities["account"], world.entities["entry"], world.party.key
        points = f"(({amount}) / {self._cents_a_point(world)})"
        more = {"balance": f"balance + {points}"}
        if self.options["tiers"]:
            more["lifetime"] = f"lifetime + {points}"
            more["tier"] = (
                f"CASE WHEN lifetime + {points} >= {GOLD} THEN 'gold' WHEN lifetime + {points} >= {SILVER} THEN 'silver' "
                "ELSE tier END"
            )
        opened = {owner: party, **self._opened(party)}
        steps: list[Statement] = []
        if self._by_itself(world):
            steps.append(Write(
                write=f"INSERT INTO {account.table} ({', '.join(opened)}) SELECT {', '.join(opened.values())} "
                f"WHERE NOT EXISTS (SELECT 1 FROM {account.table} WHERE {owner} = {party})"
            ))  # fmt: skip
        return [*steps, *only_when(f"{points} > 0", [
            world.update(account, f"{owner} = {party}", **more),
            Write(write=f"INSERT INTO {entry.table} ({account.key}, reason, points, entered_on) SELECT id, 'earned', {points}, "
                  f"date(now()) FROM {account.table} WHERE {owner} = {party}"),
        ])]  # fmt: skip

    def _cents_a_point(self, world: World) -> int:
        """Such that a regular comes to about half of the dearest reward in a month: some are in reach, some are not."""
        if self.cents_a_point:
            return self.cents_a_point
        prices = []
        for entity in world.entities.values():
            money = entity.of_meaning("money")
            names = [each.name for each in entity.things.fields] if entity.things else []
            if entity.things and money and money[0].name in names:
                place = 1 + names.index(money[0].name)
                prices.append(median(row[place] for row in entity.things.rows))
        dearest = max(row[1 + self._cost_place] for row in self.rewards.rows)
        wanted = UNITS_A_MONTH * median_low(prices or [2000]) / (dearest / 2)
        return min(ROUND_CENTS, key=lambda each: abs(each - wanted))

    @property
    def _cost_place(self) -> int:
        return next(place for place, each in enumerate(self.rewards.fields) if each.meaning == "quantity")

    def _purse(self, world: World, party: str) -> Read:
        """The party's account, bound to `purse`; nothing where they have none."""
        account = world.entities["account"]
        return Read(
            read=f"SELECT id, balance FROM {account.table} WHERE {world.party.key} = {party} ORDER BY id LIMIT 1",
            bound_to="purse",
        )

    def _balance_of(self, world: World, party: str) -> str:
        return f"coalesce((SELECT balance FROM {world.entities['account'].table} WHERE {world.party.key} = {party}), 0)"

    def _cost(self, world: World) -> str:
        return world.entities["reward"].of_meaning("quantity")[0].name

    # ---- what is done ------------------------------------------------------------------------------------------

    def _redeem(self, world: World) -> None:
        account, reward, party = world.entities["account"], world.entities["reward"], world.party_value()
        cost = self._cost(world)
        offered = "status = 'offered' AND " if reward.status else ""
        affordable = f"{offered}{cost} <= {self._balance_of(world, party)}"
        which = Param(reward.key, "reference", f"The {reward.noun}", of="reward", pick=world.pick(reward, affordable),
                      depends=() if world.own() else (world.party.key,))  # fmt: skip
        steps: list[Statement] = [*world.may_act(), *world.found(reward, binding="prize")]
        if reward.status:
            steps.append(world.in_state(reward, "offered", binding="prize"))
        if self.options["supply"]:
            steps += [world.require("SELECT :prize_units_left > 0", f"There is none left of this {reward.noun}."),
                      world.update(reward, units_left="units_left - 1")]  # fmt: skip
        steps += [
            self._purse(world, party),
            world.require(f"SELECT coalesce(:purse_balance, 0) >= :prize_{cost}",
                          f"This {reward.noun} costs {{prize_{cost}}} {self.points.plural}, and the account holds {{purse_balance}}."),
        ]  # fmt: skip
        mine = world.own()
        world.act(Action(
            f"redeem_{reward.word}", f"Have a {reward.noun} for its cost in {self.points.plural}.",
            params=(*world.party_param(), which),
            steps=(*steps, world.update(account, "id = :purse_id", balance=f"balance - :prize_{cost}"),
                   self._entry(world, ":purse_id", "redeemed", f":prize_{cost}", **{reward.key: f":{reward.key}"})),
            returns=world.row_of(account, ":purse_id"),
            phrases=(f"redeem my {self.points.plural} for {{{reward.key}}}", f"trade my {self.points.plural} in for {{{reward.key}}}") if mine else
                    (f"redeem {{{reward.key}}} for {{{world.party.key}}}",),
            entity="account", intents=frozenset({"redeem", "spend points"}), rate=0.2, weight=1.0,
            told=(Told("balance", f"how many {self.points.plural} are left", "quantity"),),
        ))  # fmt: skip

    def _spend(self, world: World) -> None:
        """Points lower a bill that is not paid yet."""
        account, bill = world.entities["account"], world.offering("payable")[0]
        owed, party = bill.of_meaning("money")[0].name, f":found_{bill.owner}"
        many = Param("points", "quantity", f"How many {self.points.plural}", low=10, high=600, step=10, unit=self.points,
                     pick="SELECT value FROM json_each('[20,10,30,50,40,60]') ORDER BY key")  # fmt: skip
        used = f"min(:points, :found_{owed} / {self.cents_each})"
        world.act(Action(
            f"spend_{self._word}_on_{bill.word}",
            f"Lower {a(bill.noun.singular)} that is {bill.live}: each {self.points} takes {self.cents_each} cents off, and no more are used "
            "than it takes.",
            params=(world.row_param(bill, f"status = '{bill.live}'"), many),
            steps=(*world.found(bill), world.in_state(bill, bill.live), self._purse(world, party),
                   world.require("SELECT coalesce(:purse_balance, 0) >= :points",
                                 f"The account holds only {{purse_balance}} {self.points.plural}."),
                   world.update(account, "id = :purse_id", balance=f"balance - {used}"),
                   self._entry(world, ":purse_id", "spent", used),
                   world.update(bill, **{owed: f"{owed} - {used} * {self.cents_each}"})),
            returns=world.row_of(bill),
            phrases=(f"use {{points}} on {{{bill.key}}}", f"pay part of {{{bill.key}}} with {{points}}"),
            entity=bill.role, intents=frozenset({"redeem", "spend points"}), rate=0.12, weight=0.8,
            told=(Told(owed, "what is left to pay on it", "money"),),
        ))  # fmt: skip

    @property
    def _word(self) -> str:
        return Entity("", self.points, []).words

    def _open(self, world: World) -> None:
        account = world.entities["account"]
        party = world.party_value("staff")
        without = f"id NOT IN (SELECT {world.party.key} FROM {account.table})"
        who = Param(
            world.party.key, "reference", f"The {world.party.noun}", of="party", pick=world.pick(world.party, without)
        )
        world.act(Action(
            f"open_{account.word}", f"Open {a(account.noun.singular)} for {a(world.party.noun.singular)} who has none.",
            params=(who,),
            steps=(*world.may_act("staff"),
                   world.require(f"SELECT NOT EXISTS (SELECT 1 FROM {account.table} WHERE {world.party.key} = {party})",
                                 f"This {world.party.noun} has {a(account.noun.singular)} already."),
                   world.insert(account, **{world.party.key: party, **self._opened(party)})),
            returns=world.row_of(account, ":new_id"),
            phrases=(f"open {a(account.noun.singular)} for {{{world.party.key}}}", f"set {{{world.party.key}}} up with {a(account.noun.singular)}"),
            entity="account", does="create", intents=frozenset({"join"}), audience="staff", rate=0.7, weight=0.7,
        ))  # fmt: skip

    def _grant(self, world: World) -> None:
        account = world.entities["account"]
        many = Param(
            "points", "quantity", f"How many {self.points.plural}", low=10, high=100, step=10, unit=self.points
        )
        lifetime = {"lifetime": "lifetime + :points"} if self.options["tiers"] else {}
        world.act(Action(
            f"grant_{self._word}", f"Give {self.points.plural} to {a(account.noun.singular)} without a purchase.",
            params=(world.row_param(account, audience="staff"), many),
            steps=(world.require("SELECT :points <= 100", f"{{points}} are too many: 100 {self.points.plural} at once are the most.", "invalid"),
                   world.exists(account),
                   world.update(account, balance="balance + :points", **lifetime),
                   self._entry(world, f":{account.key}", "granted", ":points")),
            returns=world.row_of(account),
            phrases=(f"add {{points}} to {{{account.key}}}", f"credit {{{account.key}}} with {{points}}"),
            entity="account", intents=frozenset({"compensate"}), audience="staff", rate=0.15, weight=0.7,
            told=(Told("balance", "the new balance", "quantity"),),
        ))  # fmt: skip

    def _transfer(self, world: World) -> None:
        account = world.entities["account"]
        many = Param("points", "quantity", f"How many {self.points.plural}", low=10, high=50, step=10, unit=self.points)
        other = Param(
            "to_account_id",
            "reference",
            f"The {account.noun} that receives them",
            of="account",
            pick=world.pick(account),
        )
        world.act(Action(
            f"transfer_{self._word}", f"Move {self.points.plural} from {a(account.noun.singular)} to another.",
            params=(world.row_param(account, "balance >= 50", audience="staff"), other, many),
            steps=(world.require(f"SELECT :to_account_id <> :{account.key}", "That is the same account twice.", "invalid"),
                   *world.found(account, audience="staff"), world.exists(account, "to_account_id"),
                   world.require("SELECT :found_balance >= :points", f"The account holds only {{found_balance}} {self.points.plural}."),
                   world.update(account, balance="balance - :points"),
                   world.update(account, "id = :to_account_id", balance="balance + :points"),
                   self._entry(world, f":{account.key}", "given_away", ":points"),
                   self._entry(world, ":to_account_id", "received", ":points")),
            returns=world.row_of(account),
            phrases=(f"move {{points}} from {{{account.key}}} to {{to_account_id}}",
                     f"take {{points}} off {{{account.key}}} and put them on {{to_account_id}}"),
            entity="account", intents=frozenset({"transfer"}), audience="staff", rate=0.1, weight=0.7,
            told=(Told("balance", f"how many {self.points.plural} are left on the first", "quantity"),),
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        """What must always hold, and why people ask for several things at once."""
        account, entry = world.entities["account"], world.entities["entry"]
        world.invariants[f"every {account.noun} holds what its entries add up to"] = (
            f"SELECT x.id FROM {account.table} x WHERE x.balance <> (SELECT coalesce(sum(CASE WHEN reason IN "
            "('redeemed', 'spent', 'given_away') THEN -points ELSE points END), 0) "
            f"FROM {entry.table} e WHERE e.{account.key} = x.id)"
        )
        world.invariants[f"nobody has two of {account.noun.plural}"] = (
            f"SELECT {world.party.key} FROM {account.table} GROUP BY {world.party.key} HAVING count(*) > 1"
        )
        points = self.points.plural
        world.situations += [
            Situation(f"{points} to spend", f"{{party}} asked what can be had for {points}.", ("spend points", "book?", "buy?"),
                      lead_customer=f"I have {points} to spare.", asks=("last", "owed")),
            Situation("treat", f"{{party}} has some {points} to use up.", ("spend points", "buy?", "book?", "pay?"),
                      lead_customer=f"I still have some {points} to use up.", asks=("last", "owed")),
        ]  # fmt: skip
