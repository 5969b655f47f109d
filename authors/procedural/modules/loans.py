"""Loans: copies of titles go out for some days, come back, and are waited for.

Offers chargeable (the loan, where lateness costs something), reviewable (the loan).
Asks may_act, may_use (the title). Tells charged, finished.
"""

from dataclasses import dataclass
from typing import ClassVar

from authors.procedural.language import Noun, a, capitalised, money, noun
from authors.procedural.model import (
    Action,
    Entity,
    Param,
    Report,
    Situation,
    Statement,
    Things,
    Told,
    amount,
    contact,
    day,
    name_field,
    quantity,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.modules.fragments import column_of, only_when, widened
from authors.procedural.world import World

COPIES = (2, 1, 4, 1, 3, 1, 5, 2)
SHARE_OUT = 0.6
"""Of all copies, how many are out at a time."""


@dataclass(frozen=True, kw_only=True)
class Loans(Module):
    """Titles of which there are a few copies each, lent free of charge as long as they come back in time."""

    OPTIONS = {
        "copies": ("counted", "counted", "numbered"),
        "holds": (True, True, False),
        "late_fee": (True, True, False),
        "renewals": (2, 2, 1, 0),
    }
    NEEDS: ClassVar[tuple[str, ...]] = ()

    title: Things
    copy: Noun = noun("copy")
    loan: Noun = noun("loan")
    hold: Noun = noun("hold")
    limit: int = 5
    """Loans that one of the party may have at a time."""
    days: int = 14
    fee_cents: int = 25
    """What every late day costs."""

    def declare(self, world: World) -> None:
        things = self.title
        if not self._numbered:
            count = quantity("copies", 1, 4, f"number of {self.copy.plural}")
            things = widened(things, (count, lambda place: COPIES[place % len(COPIES)]))
        world.add(
            Entity("title", things.noun, [name_field(), *things.with_values()], naming=("{name}",), things=things)
        )
        if self._numbered:
            world.add(
                Entity("copy", self.copy, [reference("title"), contact("shelf_mark", "shelf mark")], part_of="title")
            )
        fields = [reference("title"), *([reference("copy", filter=False)] if self._numbered else []), reference("party"),
                  day("borrowed_on", "day it was borrowed"), day("due_on", "due date", filter=True)]  # fmt: skip
        if self.options["renewals"]:
            fields.append(quantity("renewals", 0, 9, "number of renewals"))
        if self.options["late_fee"]:
            fields.append(amount("late_fee_cents", "late fee"))
        world.add(Entity(
            "loan", self.loan, [*fields, state("out>returned")],
            naming=("{party}'s {noun} of {title}", "{party}'s {noun} due on {due_on}",
                    "{party}'s {noun} of {title} from {borrowed_on}"),
            offers=("chargeable", "reviewable") if self.options["late_fee"] else ("reviewable",), owned=True, live="out",
            live_said={"out": "current", "returned": "past"},
        ))  # fmt: skip
        if self.options["holds"]:
            world.add(Entity(
                "hold", self.hold,
                [reference("title"), reference("party"), day("placed_on", "day it was made"),
                 state("waiting>ready>fulfilled, waiting>fulfilled, waiting>cancelled, ready>cancelled")],
                naming=(f"{{party}}'s {{noun}} {self._on} {{title}}", f"{{party}}'s {{noun}} {self._on} {{title}} from {{placed_on}}"),
                owned=True, live="waiting", live_said={"waiting": "pending"},
            ))  # fmt: skip

    def build(self, world: World) -> None:
        if self._numbered:
            self._add_copy(world)
        self._available(world)
        self._borrow(world)
        if self.options["renewals"]:
            self._renew(world)
        self._return(world)
        if self.options["holds"]:
            self._place_hold(world)
            self._cancel_hold(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    @property
    def _numbered(self) -> bool:
        return bool(self.options["copies"] == "numbered")

    @property
    def _on(self) -> str:
        """A hold is on something; a request or a reservation is for it."""
        return "on" if self.hold.singular.endswith("hold") else "for"

    def _out(self, world: World, title: str) -> str:
        loan, key = world.entities["loan"], world.entities["title"].key
        return f"(SELECT count(*) FROM {loan.table} WHERE {key} = {title} AND status = 'out')"

    def _owned(self, world: World, title: str) -> str:
        if not self._numbered:
            return column_of(world.entities["title"], "copies", title)
        key, table = world.entities["title"].key, world.entities["copy"].table
        return f"(SELECT count(*) FROM {table} WHERE {key} = {title})"

    def _on_shelf(self, world: World, title: str, party: str = "0") -> str:
        """How many copies one of the party could take now; those kept for others' holds are not among them."""
        there = f"{self._owned(world, title)} - {self._out(world, title)}"
        if not self.options["holds"]:
            return there
        hold, key = world.entities["hold"], world.entities["title"].key
        return (f"{there} - (SELECT count(*) FROM {hold.table} WHERE {key} = {title} AND status = 'ready' "
                f"AND {world.party.key} <> {party})")  # fmt: skip

    def _has(self, world: World, role: str, title: str, party: str) -> str:
        entity, key = world.entities[role], world.entities["title"].key
        live = "'out'" if role == "loan" else "'waiting', 'ready'"
        return (f"EXISTS (SELECT 1 FROM {entity.table} WHERE {key} = {title} AND {world.party.key} = {party} "
                f"AND status IN ({live}))")  # fmt: skip

    def _serve_next(self, world: World, title: str) -> list[Statement]:
        """A copy that is there is kept for the first who waits."""
        if not self.options["holds"]:
            return []
        hold, key = world.entities["hold"], world.entities["title"].key
        first = f"(SELECT min(id) FROM {hold.table} WHERE {key} = {title} AND status = 'waiting')"
        return only_when(f"{self._on_shelf(world, title)} > 0", [world.update(hold, f"id = {first}", status="'ready'")])

    def _due(self, world: World, where: str) -> str:
        """Current loans of which some are renewed or come back on a day, by those who have them where they may."""
        loan = world.entities["loan"]
        caller = f", {world.party.key} AS user_id" if world.own() else ""
        return f"SELECT id AS {loan.key}{caller} FROM {loan.table} WHERE status = 'out' AND {where} ORDER BY id"

    def _wishes(self, world: World) -> str:
        """Who borrows what today: whoever a copy is kept for, and others, so that a good part of the copies is out."""
        title, party = world.entities["title"], world.party
        caller = "user_id" if world.own() else party.key
        active = "p.status = 'active'" if party.status else "1"
        titles = len(self.title.rows)
        copies = sum(COPIES[place % len(COPIES)] for place in range(titles))
        rarity = f"((SELECT count(*) FROM {party.table}) * {round(titles * self.days / (SHARE_OUT * copies))})"
        number = "(t.id * 37 + p.id * 61 + CAST(julianday(date(now())) AS INTEGER) * 13)"
        keen = f" OR p.id = 1 AND {number} % {max(7, 3 * titles * self.days // self.limit)} = 0" if world.own() else ""
        wishes = (f"SELECT t.id AS {title.key}, p.id AS {caller} FROM {title.table} t CROSS JOIN {party.table} p "
                  f"WHERE {active} AND ({number} % {rarity} = 0{keen}) ORDER BY {title.key}, {caller}")  # fmt: skip
        if not self.options["holds"]:
            return wishes
        kept = f"SELECT {title.key}, {party.key} AS {caller} FROM {world.entities['hold'].table} WHERE status = 'ready'"
        return f"{kept} UNION ALL {wishes}"

    # ---- what is done ------------------------------------------------------------------------------------------

    def _add_copy(self, world: World) -> None:
        """Copies are bought; history buys those that each title starts with."""
        title, copy = world.entities["title"], world.entities["copy"]
        row = f":{title.key}"
        wanted = " ".join(f"WHEN {place} THEN {number}" for place, number in enumerate(COPIES))
        mark = (f"printf('%s-%02d.%d', upper(substr({column_of(title, 'name', row)}, 1, 2)), {row}, "
                f"(SELECT count(*) FROM {copy.table} WHERE {title.key} = {row}) + 1)")  # fmt: skip
        world.act(Action(
            f"add_{copy.word}", f"Add one more {copy.noun} of {a(title.noun.singular)}; it goes to whoever waits first."
            if self.options["holds"] else f"Add one more {copy.noun} of {a(title.noun.singular)}.",
            params=(world.row_param(title),),
            steps=(world.exists(title), world.insert(copy, **{title.key: row, "shelf_mark": mark}),
                   *self._serve_next(world, row)),
            returns=world.row_of(copy, ":new_id"),
            phrases=(f"add another {copy.noun} of {{{title.key}}} to our stock",),
            entity="copy", does="create", intents=frozenset({"add", "buy"}), audience="staff", weight=0.5,
            due=f"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {max(COPIES)}) "
            f"SELECT t.id AS {title.key} FROM {title.table} t JOIN numbers ON n <= CASE t.id % {len(COPIES)} {wanted} END "
            f"WHERE NOT EXISTS (SELECT 1 FROM {copy.table} c WHERE c.{title.key} = t.id) ORDER BY t.id, n",
        ))  # fmt: skip

    def _available(self, world: World) -> None:
        title = world.entities["title"]
        columns, joins = world.columns_selected(title)
        party = ":user_id" if world.own() else "0"
        left = self._on_shelf(world, "x.id", party)
        world.report(Report(
            f"list_available_{title.words}",
            f"{capitalised(title.noun.plural)} of which {a(self.copy.singular)} can be borrowed now, with how many there are.",
            params=(), steps=(),
            returns=f"SELECT {', '.join(columns)}, {left} AS available FROM {title.table} x {' '.join(joins)} "
            f"WHERE {left} > 0 ORDER BY x.name, x.id",
            shape="rows", entity="title",
        ))  # fmt: skip

    def _borrow(self, world: World) -> None:
        title, loan, party, mine = world.entities["title"], world.entities["loan"], world.party_value(), world.own()
        row = f":{title.key}"
        columns = {title.key: row, world.party.key: party, "borrowed_on": "date(now())",
                   "due_on": f"date(now(), '+{self.days} days')"}  # fmt: skip
        if self._numbered:
            copy = world.entities["copy"]
            columns[copy.key] = (
                f"(SELECT min(c.id) FROM {copy.table} c WHERE c.{title.key} = {row} AND NOT EXISTS "
                f"(SELECT 1 FROM {loan.table} l WHERE l.{copy.key} = c.id AND l.status = 'out'))"
            )
        if self.options["renewals"]:
            columns["renewals"] = "0"
        if self.options["late_fee"]:
            columns["late_fee_cents"] = "0"
        lent = f"(SELECT count(*) FROM {loan.table} WHERE {world.party.key} = {party} AND status = 'out')"
        fulfilled = [world.update(world.entities["hold"], f"{title.key} = {row} AND {world.party.key} = {party} "
                                  "AND status IN ('waiting', 'ready')", status="'fulfilled'")] if self.options["holds"] else []  # fmt: skip
        world.act(Action(
            f"borrow_{title.word}" if mine else f"lend_{title.word}",
            (f"Borrow {a(self.copy.singular)}" if mine else f"Lend {a(self.copy.singular)}")
            + f" of {a(title.noun.singular)} for {self.days} days; {self.limit} {loan.noun.plural} at a time at most.",
            params=(Param(title.key, "reference", f"The {title.noun}", of="title", pick=f"SELECT id FROM {title.table} "
                          f"WHERE {self._on_shelf(world, title.table + '.id')} > 0 ORDER BY id"), *world.party_param()),
            steps=(world.exists(title), *world.may_act(),
                   *world.ask(f"may_use:{title.role}", thing=row, party=party),
                   world.require(f"SELECT NOT {self._has(world, 'loan', row, party)} AND {lent} < {self.limit}",
                                 f"{'You have' if mine else 'They have'} this {title.noun} on loan already, or as many as "
                                 f"{self.limit} {loan.noun.plural}."),
                   world.require(f"SELECT {self._on_shelf(world, row, party)} > 0",
                                 f"No {self.copy} of this {title.noun} is there. list_available_{title.words} lists what is."),
                   world.insert(loan, **columns), *fulfilled),
            returns=world.row_of(loan, ":new_id"),
            phrases=(f"borrow {{{title.key}}}", f"take {{{title.key}}} out on loan", f"check out {{{title.key}}} for me") if mine
            else (f"lend {{{title.key}}} to {{{world.party.key}}}", f"check {{{title.key}}} out to {{{world.party.key}}}"),
            entity="loan", does="create", intents=frozenset({"borrow", "book"}), weight=1.5,
            due=self._wishes(world), due_chance=0.8, told=(Told("due_on", "the day it is due", "date"),), alternatives=f"list_available_{title.words}",
            chosen=title.key, inverse=(f"return_{loan.word}",),
        ))  # fmt: skip

    def _renew(self, world: World) -> None:
        loan, most = world.entities["loan"], int(self.options["renewals"])
        later = f"date(max(:found_due_on, date(now())), '+{self.days} days')"
        often = "once" if most == 1 else "twice"
        world.act(Action(
            f"renew_{loan.word}", f"Give a current {loan.noun} {self.days} more days; this can be done {often}.",
            params=(world.row_param(loan, f"status = 'out' AND renewals < {most}"),),
            steps=(*world.found(loan), world.require(
                       f"SELECT :found_status = 'out' AND :found_renewals < {most}",
                       f"This {loan.noun} is {{found_status}} and was renewed {{found_renewals}} times; only those that are "
                       f"out can be renewed, {often} at most."),
                   world.update(loan, due_on=later, renewals="renewals + 1")),
            returns=world.row_of(loan),
            phrases=(f"renew {{{loan.key}}}", f"extend {{{loan.key}}}"),
            entity="loan", intents=frozenset({"renew", "extend"}), due=self._due(world, f"due_on <= date(now(), '+1 day') AND renewals < {most}"),
            due_chance=0.3, each=loan.key, each_state="out",
            told=(Told("due_on", "the new due date", "date"),), inverse=(f"return_{loan.word}",),
        ))  # fmt: skip

    def _return(self, world: World) -> None:
        title, loan = world.entities["title"], world.entities["loan"]
        row, party = f":{loan.key}", f":found_{world.party.key}"
        late = f"max(0, CAST(julianday(date(now())) - julianday(:found_due_on) AS INTEGER)) * {self.fee_cents}"
        columns, fee = {"status": "'returned'"}, list[Statement]()
        if self.options["late_fee"]:
            columns["late_fee_cents"] = late
            fee = only_when(f"{late} > 0", world.tell("charged", party=party, entity="loan", id=row, amount=late))
        note = f" Every late day costs {money(self.fee_cents)}." if self.options["late_fee"] else ""
        world.act(Action(
            f"return_{loan.word}", f"Take back what was lent.{note}",
            params=(world.row_param(loan, "status = 'out'", audience="staff"),),
            steps=(*world.found(loan, audience="staff"), world.in_state(loan, "out"), world.update(loan, **columns), *fee,
                   *self._serve_next(world, f":found_{title.key}"),
                   *world.tell("finished", entity="loan", id=row, party=party)),
            returns=world.row_of(loan),
            phrases=(f"take back {{{loan.key}}}", f"mark {{{loan.key}}} as returned"),
            entity="loan", intents=frozenset({"return", "finish"}), audience="staff", weight=1.2, each=loan.key, each_state="out",
            due=f"SELECT id AS {loan.key} FROM {loan.table} WHERE status = 'out' AND (due_on <= date(now(), '+7 days') "
            "OR (id * 7 + CAST(julianday(date(now())) AS INTEGER)) % 4 = 0) ORDER BY id", due_chance=0.16,
            told=(Told("late_fee_cents", "the late fee", "money"),) if self.options["late_fee"] else (),
        ))  # fmt: skip

    def _place_hold(self, world: World) -> None:
        title, hold, party, mine = world.entities["title"], world.entities["hold"], world.party_value(), world.own()
        row = f":{title.key}"
        gone = f"SELECT id FROM {title.table} WHERE {self._on_shelf(world, title.table + '.id')} <= 0 ORDER BY id"
        world.act(Action(
            f"place_{hold.word}", f"Put {'yourself' if mine else 'somebody'} on the waiting list for {a(title.noun.singular)} that is out.",
            params=(Param(title.key, "reference", f"The {title.noun}", of="title", pick=gone), *world.party_param()),
            steps=(world.exists(title), *world.may_act(),
                   world.require(f"SELECT NOT {self._has(world, 'loan', row, party)}",
                                 f"{'You have' if mine else 'They have'} this {title.noun} on loan."),
                   world.require(f"SELECT {self._on_shelf(world, row, party)} <= 0",
                                 f"{capitalised(a(self.copy.singular))} of this {title.noun} is there: it can be borrowed now."),
                   world.require(f"SELECT NOT {self._has(world, 'hold', row, party)}",
                                 f"There is {a(hold.noun.singular)} on this {title.noun} for {'you' if mine else 'them'} already."),
                   world.insert(hold, **{title.key: row, world.party.key: party, "placed_on": "date(now())"})),
            returns=world.row_of(hold, ":new_id"),
            phrases=self._holding_phrases(world),
            entity="hold", does="create", intents=frozenset({"hold", "reserve", "book"}), rate=0.5,
            inverse=(f"cancel_{hold.word}",),
        ))  # fmt: skip

    def _holding_phrases(self, world: World) -> tuple[str, ...]:
        """A reservation is not placed: people reserve."""
        title, noun = f"{{{world.entities['title'].key}}}", self.hold.singular
        whom = "me" if world.own() else f"{{{world.party.key}}}"
        reserves = noun.split()[-1] == "reservation"
        hold = f"reserve {title} for {whom}" if reserves else f"place {a(noun)} {self._on} {title}"
        return (
            hold if reserves or world.own() else f"{hold} for {whom}",
            f"put {whom} on the waiting list for {title}",
        )

    def _cancel_hold(self, world: World) -> None:
        hold, key = world.entities["hold"], world.entities["title"].key
        world.act(Action(
            f"cancel_{hold.word}", f"Cancel {a(hold.noun.singular)} that was not fulfilled yet; whoever waits next is served.",
            params=(world.row_param(hold, "status IN ('waiting', 'ready')"),),
            steps=(*world.found(hold), world.in_state(hold, "waiting", "ready"), world.update(hold, status="'cancelled'"),
                   *self._serve_next(world, f":found_{key}")),
            returns=world.row_of(hold),
            phrases=(f"cancel {{{hold.key}}}", f"drop {{{hold.key}}}"),
            entity="hold", intents=frozenset({"cancel", "withdraw"}), rate=0.12, each=hold.key, each_state="waiting",
            inverse=(f"place_{hold.word}",), weight=0.7,
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        title, loan = world.entities["title"], world.entities["loan"]
        world.invariants[f"no more {self.copy.plural} are out than there are"] = (
            f"SELECT id FROM {title.table} WHERE {self._out(world, title.table + '.id')} > "
            f"{self._owned(world, title.table + '.id')}"
        )
        world.invariants[f"nobody has more than {self.limit} {loan.noun.plural}, or two of one {title.noun}"] = (
            f"SELECT {world.party.key} FROM {loan.table} WHERE status = 'out' GROUP BY {world.party.key} "
            f"HAVING count(*) > {self.limit} OR count(DISTINCT {title.key}) < count(*)"
        )
        if self._numbered:
            copy = world.entities["copy"]
            world.invariants[f"no {self.copy} is out twice"] = (
                f"SELECT {copy.key} FROM {loan.table} WHERE status = 'out' GROUP BY {copy.key} HAVING count(*) > 1"
            )
        world.situations += [
            Situation("long journey", "{party} is going away for a few weeks and wants to borrow something first.",
                      ("renew*?", "borrow", "borrow"), asks=("last", "count"),
                      lead_customer="I am going away for a few weeks and would like to borrow something first."),
            Situation("tidying up", "{party} is sorting out what is on loan.",
                      ("renew", "pay*?", "renew?") if world.for_customer else ("return", "pay*?", "renew?"),
                      asks=("owed", "last"), lead_customer="I am sorting out what I have on loan."),
            Situation("a new interest", "{party} has come in to borrow something.", ("borrow", "hold?", "cancel?"),
                      asks=("last",), lead_customer="I would like to take something home with me."),
        ]  # fmt: skip
