"""Auctions: lots that people bid on, each bid above the last, until the lot goes to whoever bid most.

Asks may_act. Tells charged, bought (the winner owes what they bid). Offers chargeable (the lot).
"""

from dataclasses import dataclass
from typing import ClassVar

from authors.procedural.language import Noun, a, noun
from authors.procedural.model import (  # fmt: skip
    Action,
    Entity,
    Param,
    Situation,
    Statement,
    Things,
    Told,
    amount,
    category,
    day,
    name_field,
    price,
    reference,
    state,
)
from authors.procedural.module import Module
from authors.procedural.modules.fragments import only_when
from authors.procedural.world import World

LOTS = Things(
    noun("lot"),
    (category("kind"), price("start_cents", label="starting price")),
    (
        ("Weekend in a Lake Cabin", "stays", 18000), ("Night above the Old Bakery", "stays", 9000),
        ("Balloon Ride at Dawn", "outings", 15000), ("Guided Walk with the Botanist", "outings", 3500),
        ("Afternoon on a Fishing Boat", "outings", 6000), ("Dinner for Two by the Harbour", "meals", 5000),
        ("Year of Monthly Cakes", "meals", 9500), ("Crate of Orchard Cider", "meals", 2500),
        ("Portrait in Oils", "art", 20000), ("Hand-Thrown Tea Set", "art", 4500), ("Woodcut of the Mill", "art", 6500),
        ("Patchwork Quilt", "art", 12000), ("Signed Match Ball", "keepsakes", 3000), ("Brass Ship's Bell", "keepsakes", 8000),
    ),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Auctions(Module):
    """Lots, bids, and who won."""

    OPTIONS = {
        "step": ("five dollars", "a tenth"),
        "reserve": (True, False),
        "retract": (True, False),
        "limit": (True, False),
        "shown": ("leader", "price"),
    }
    """By how much each bid must beat the last; whether a lot is only sold from half as much again as it started at;
    whether the leading bid can be retracted; whether one person may lead on three lots at most; whether searches show
    who leads."""
    NEEDS: ClassVar[tuple[str, ...]] = ()

    lots: Things = LOTS
    """The first field of meaning money is what the bidding starts at."""
    bid: Noun = noun("bid")
    most_led: int = 3

    def declare(self, world: World) -> None:
        world.add(Entity(
            "lot", self.lots.noun,
            [name_field(), *self.lots.with_values(), amount("highest_cents", "highest bid"), state("open>unsold, open>sold")],
            naming=("{name}",), offers=("chargeable",), things=self.lots, live="open", detailed=True,
        ))  # fmt: skip
        world.add(Entity(
            "bid", self.bid, [reference("party"), reference("lot"), amount("amount_cents", "amount"), day("bid_on", "day of the bid"),
                              state("leading>outbid>leading, leading>won, leading>retracted, leading>lost")],
            naming=("{party}'s {noun} on {lot}", "{party}'s {noun} of {amount_cents} on {lot}", "{party}'s {noun} of {amount_cents}"),
            owned=True, live="leading",
        ))  # fmt: skip

    def build(self, world: World) -> None:
        self._bid(world)
        if self.options["retract"]:
            self._retract(world)
        self._close(world)
        self._agree(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    @property
    def _start(self) -> str:
        return next(each.name for each in self.lots.fields if each.meaning == "money")

    def _least(self, row: str = "") -> str:
        """The least that the next bid must be, of a bound lot or of a row."""
        highest, start = (f"{row}highest_cents", f"{row}{self._start}")
        step = "500" if self.options["step"] == "five dollars" else f"({highest} / 10)"
        return f"(CASE WHEN {highest} = 0 THEN {start} ELSE {highest} + {step} END)"

    def _leads(self, world: World, party: str, lot: str) -> str:
        table = world.entities["bid"].table
        return (
            f"EXISTS (SELECT 1 FROM {table} b WHERE b.{world.party.key} = {party} AND b.{world.entities['lot'].key} = {lot} "
            "AND b.status = 'leading')"
        )

    # ---- what is done ------------------------------------------------------------------------------------------

    def _bid(self, world: World) -> None:
        lot, bid, party = world.entities["lot"], world.entities["bid"], world.party_value()
        row, least = f":{lot.key}", self._least(":found_")
        step = "500 cents" if self.options["step"] == "five dollars" else "a tenth"
        offered = f"SELECT ({self._least()} + 499) / 500 * 500 + more.value FROM {lot.table}, json_each('[0, 500, 1000]') more WHERE {lot.table}.id = {row} ORDER BY 1"
        params = [world.row_param(lot, "status = 'open'"), *world.party_param(),
                  Param("amount_cents", "money", "The bid", pick=offered, depends=(lot.key,))]  # fmt: skip
        steps: list[Statement] = [
            *world.found(lot), *world.may_act(), world.in_state(lot, "open"),
            world.require(f"SELECT NOT {self._leads(world, party, row)}", f"The highest {bid.noun} on this {lot.noun} is theirs already."
                          if not world.own() else f"The highest {bid.noun} on this {lot.noun} is yours already."),
            world.require(f"SELECT :amount_cents >= {least}",
                          f"The highest {bid.noun} is {{found_highest_cents}} cents and it started at {{found_{self._start}}}: a {bid.noun} must be "
                          f"at least the start and beat the last one by {step}.", "invalid"),
        ]  # fmt: skip
        if self.options["limit"]:
            steps.append(world.require(
                f"SELECT count(*) < {self.most_led} FROM {bid.table} WHERE {world.party.key} = {party} AND status = 'leading'",
                f"Nobody leads on more than {self.most_led} {lot.noun.plural} at a time."))  # fmt: skip
        who = "" if world.own() else f" for {{{world.party.key}}}"
        world.act(Action(
            f"bid_on_{lot.word}", f"Bid on {a(lot.noun.singular)}: at least its start, and {step} more than the last {bid.noun}.",
            params=tuple(params),
            steps=(*steps, world.update(bid, f"{lot.key} = {row} AND status = 'leading'", status="'outbid'"),
                   world.insert(bid, **{world.party.key: party, lot.key: row, "amount_cents": ":amount_cents", "bid_on": "date(now())"}),
                   world.update(lot, highest_cents=":amount_cents")),
            returns=world.row_of(bid, ":new_id"),
            phrases=(f"bid {{amount_cents}} on {{{lot.key}}}{who}", f"place a bid of {{amount_cents}} on {{{lot.key}}}{who}"),
            entity="bid", does="create", intents=frozenset({"bid"}), rate=1.6, weight=1.1,
            rush=("user_id",) if self.options["limit"] else (),
        ))  # fmt: skip

    def _retract(self, world: World) -> None:
        lot, bid = world.entities["lot"], world.entities["bid"]
        rest = f"(SELECT coalesce(max(amount_cents), 0) FROM {bid.table} WHERE {lot.key} = :found_{lot.key} AND status = 'outbid')"
        world.act(Action(
            f"retract_{bid.word}", f"Take a leading {bid.noun} back before the bidding ends; the one below it leads again.",
            params=(world.row_param(bid, "status = 'leading'"),),
            steps=(*world.found(bid), world.in_state(bid, "leading"),
                   world.update(bid, status="'retracted'"),
                   world.update(lot, f"id = :found_{lot.key}", highest_cents=rest),
                   world.update(bid, f"id = (SELECT id FROM {bid.table} WHERE {lot.key} = :found_{lot.key} AND status = 'outbid' "
                                "ORDER BY amount_cents DESC, id DESC LIMIT 1)", status="'leading'")),
            returns=world.row_of(bid),
            phrases=(f"take back {{{bid.key}}}", f"retract {{{bid.key}}}"),
            entity="bid", intents=frozenset({"withdraw"}), rate=0.1, weight=0.7,
        ))  # fmt: skip

    def _close(self, world: World) -> None:
        lot, bid = world.entities["lot"], world.entities["bid"]
        enough = f":found_highest_cents >= :found_{self._start}" + (" * 3 / 2" if self.options["reserve"] else "")
        winner = f"(SELECT {world.party.key} FROM {bid.table} WHERE {lot.key} = :{lot.key} AND status = 'won')"
        told = {"party": winner, "amount": ":found_highest_cents", "entity": "lot", "id": f":{lot.key}"}
        needs = f", from half as much again as {a(lot.noun.singular)} started at" if self.options["reserve"] else ""
        world.act(Action(
            f"close_{lot.word}", f"End the bidding on {a(lot.noun.singular)}: it goes to the highest {bid.noun}{needs}, who is billed.",
            params=(world.row_param(lot, "status = 'open' AND highest_cents > 0", audience="staff"),),
            steps=(*world.found(lot, audience="staff"), world.in_state(lot, "open"),
                   world.require("SELECT :found_highest_cents > 0", f"There is no {bid.noun} on it yet."),
                   world.update(lot, status=f"CASE WHEN {enough} THEN 'sold' ELSE 'unsold' END"),
                   world.update(bid, f"{lot.key} = :{lot.key} AND status = 'leading'", status=f"CASE WHEN {enough} THEN 'won' ELSE 'lost' END"),
                   *only_when(enough, [*world.tell("charged", **told), *world.tell("bought", **told)])),
            returns=world.row_of(lot),
            phrases=(f"end the bidding on {{{lot.key}}}", f"close {{{lot.key}}}"),
            entity="lot", intents=frozenset({"finish", "award"}), audience="staff", rate=0.12, weight=0.9,
            told=(Told("status", "whether it was sold", "state"),),
        ))  # fmt: skip

    def _agree(self, world: World) -> None:
        lot, bid = world.entities["lot"], world.entities["bid"]
        world.invariants[f"every {lot.noun} shows its highest {bid.noun}"] = (
            f"SELECT l.id FROM {lot.table} l WHERE l.highest_cents <> (SELECT coalesce(max(b.amount_cents), 0) FROM {bid.table} b "
            f"WHERE b.{lot.key} = l.id AND b.status <> 'retracted')"
        )
        world.invariants[f"one {bid.noun} leads on an open {lot.noun} at most, and one wins a sold one"] = (
            f"SELECT l.id FROM {lot.table} l LEFT JOIN {bid.table} b ON b.{lot.key} = l.id GROUP BY l.id HAVING "
            "(l.status = 'sold') <> (total(b.status = 'won') = 1) OR total(b.status = 'leading') > (l.status = 'open')"
        )
        world.situations += [
            Situation("auction night", "{party} rang about the auction.", ("bid", "bid?", "pay?"),
                      lead_customer="I have seen what is up for auction.", asks=("last", "owed")),
            Situation("carried away", "{party} got carried away with the bidding.", ("withdraw", "bid?", "pay?"),
                      lead_customer="I got carried away with the bidding.", asks=("last", "count")),
            Situation("last call", f"The bidding on some of the {lot.noun.plural} is over.", ("award", "award?"), asks=("last",)),
        ]  # fmt: skip
