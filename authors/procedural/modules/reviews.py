"""Reviews: what the party thinks of what they had, in stars and in words that fit the stars.

Needs something reviewable. The kind of row that people speak of first is reviewed: a row that has come to its good end, once.
"""

from dataclasses import dataclass
from typing import ClassVar

from authors.procedural.language import Noun, a, capitalised, noun
from authors.procedural.model import (
    Action,
    Entity,
    Param,
    Report,
    Situation,
    Statement,
    Told,
    day,
    prose,
    quantity,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.modules.flows import good_end
from authors.procedural.modules.fragments import spoken_of, what_was, what_was_param
from authors.procedural.modules.joint_texts import Pair, fitting_text, some_fitting_text
from authors.procedural.world import World, WorldError

GOOD = (
    "Everything was ready on time and exactly as described.",
    "Friendly people, clear answers, and no surprises on the bill.",
    "Better than we had hoped. We will certainly be back.",
    "Well looked after from the first minute to the last.",
)
FAIR = (
    "Good on the whole, though we had to wait longer than promised.",
    "It did what it should, but little more than that.",
    "Decent enough, yet the instructions could be clearer.",
)
POOR = (
    "We waited for an hour and nobody could tell us why.",
    "It was not as described, and asking about it led nowhere.",
    "Worn, late and too dear. I would not do it again.",
)
_OVER = {"order": "has come", "project": "is finished"}
"""What is not just over when it has come to its good end."""
STARS = "[5,4,5,3,4,2,5,4,1,5]"
"""How people rate, in JSON."""
THANKS = (
    "Thank you for your kind words. We look forward to seeing you again.",
    "That is lovely to read. I have passed it on to the whole team.",
)
REGRETS = (
    "I am sorry that we let you down. I have rung you and hope that we can put it right.",
    "Thank you for telling us plainly. We have changed how we do this since.",
)
MIDDLING = (
    "Thank you for the honest words. We are working on the points that you name.",
    "We read this with care and will do better on the waiting times.",
)


@dataclass(frozen=True, kw_only=True)
class Reviews(Module):
    """One review of each finished row."""

    OPTIONS = {
        "reply": (True, True, False),
        "change": ("edit", "withdraw", "edit"),
        "moderation": (False, False, True),
        "rating": (True, False),
    }
    NEEDS: ClassVar[tuple[str, ...]] = ("reviewable",)

    review: Noun = noun("review")
    of: str = ""
    """The role that its texts speak of, where they would not suit an appointment or a booking."""
    good: tuple[str, ...] = GOOD
    fair: tuple[str, ...] = FAIR
    poor: tuple[str, ...] = POOR

    def declare(self, world: World) -> None:
        flow = self._flow
        world.add(Entity(
            "review", self.review,
            [reference("party"),
             quantity("stars", 1, 5, "rating", "stars", most="best", least="worst", at_least="with at least {value} stars"),
             prose("body", "text"), day("written_on", "day it was written"),
             *([prose("reply", "our reply", optional=True)] if self._has_reply(world) else []),
             *([state(flow)] if flow else [])],
            naming=("{party}'s {noun}", "{party}'s {noun} from {written_on}"), owned=True, live="published" if flow else "",
        ))  # fmt: skip

    def connect(self, world: World) -> None:
        target, review = self._target(world), world.entities["review"]
        if self.of not in ("", target.role, target.role.partition(".")[0]):
            raise WorldError(f"the texts of {self.review.plural} speak of {self.of}, and there is only {target.role}")
        thing = self._thing(world)
        review.fields[:0] = [reference(target.role), *([reference(thing.role)] if thing else [])]
        if thing:
            review.naming = ("{party}'s {noun} of {%s}" % thing.role, "{party}'s {noun} from {written_on}",
                             "{party}'s {noun} of {%s} from {written_on}" % thing.role)  # fmt: skip

    def build(self, world: World) -> None:
        self._write(world)
        if self.options["change"] == "edit":
            self._edit(world)
        else:
            self._withdraw(world)
        if self._has_reply(world):
            self._reply(world)
        if self.options["moderation"]:
            self._moderate(world)
        if self.options["rating"] and self._thing(world):
            self._rating(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    @property
    def _flow(self) -> str:
        """How a review moves; empty where it stays as it is once written."""
        moderated, withdraws = self.options["moderation"], self.options["change"] == "withdraw"
        paths = ["pending>published, pending>rejected"] if moderated else []
        if withdraws:
            paths.append("pending>withdrawn, published>withdrawn" if moderated else "published>withdrawn")
        elif moderated:
            paths.append("published>pending, rejected>pending")
        return ", ".join(paths)

    @property
    def _shown(self) -> tuple[str, ...]:
        """States of reviews that may be withdrawn."""
        return ("pending", "published") if self.options["moderation"] else ("published",)

    def _has_reply(self, world: World) -> bool:
        """Staff who neither publish nor answer would only look on."""
        return bool(self.options["reply"]) or not (world.for_customer or self.options["moderation"])

    def _target(self, world: World) -> Entity:
        target = spoken_of(world.offering("reviewable"), self.of)
        assert target is not None
        return target

    def _thing(self, world: World) -> Entity | None:
        """What a reviewed row is of ("a charter of a boat"), where it is of one thing that has a name."""
        for one in self._target(world).of_meaning("reference"):
            other = world.entities.get(one.of)
            if other is not None and one.of not in ("party", "staff") and other.name_column:
                return other
        return None

    def _stars(self) -> Param:
        return Param("stars", "quantity", "One (worst) to five (best)", low=1, high=5, unit=noun("star"),
                     pick=f"SELECT value FROM json_each('{STARS}') ORDER BY key")  # fmt: skip

    def _bodies(self) -> list[Pair]:
        levels = ((5, self.good), (4, self.good), (3, self.fair), (2, self.poor), (1, self.poor))
        return [(stars, text) for stars, texts in levels for text in texts]

    def _body(self) -> Param:
        return fitting_text("body", "What it says", self._bodies(), ":stars", depends="stars")

    def _written_daily(self, world: World, said: Entity) -> str:
        """Every other finished row is reviewed by whose it was; some always wait to be."""
        target, review = self._target(world), world.entities["review"]
        user = f"{target.owner} AS user_id, " if world.for_customer else ""
        thing = f"x.{said.key}, " if said is not target else ""
        return (
            f"SELECT {said.key}, {user}stars, {some_fitting_text(self._bodies(), 'stars', target.key)} AS body "
            f"FROM (SELECT x.id AS {target.key}, {thing}x.{target.owner}, json_extract('{STARS}', '$[' || (x.id * 7 % 20 / 2) || ']') "
            f"AS stars FROM {target.table} x WHERE x.status = '{good_end(target)}' AND x.id % 2 = 0 AND NOT EXISTS "
            f"(SELECT 1 FROM {review.table} r WHERE r.{target.key} = x.id)) ORDER BY {target.key}"
        )

    def _not_withdrawn(self) -> str:
        return " AND status <> 'withdrawn'" if self.options["change"] == "withdraw" else ""

    # ---- what is done ------------------------------------------------------------------------------------------

    def _write(self, world: World) -> None:
        target, review, thing = self._target(world), world.entities["review"], self._thing(world)
        end = good_end(target)
        said, identifier, found = what_was(world, target, audience="customer")
        row = what_was_param(world, target, said, f"status = '{end}'", audience="customer")
        over = [world.in_state(target, end)] if said is target else []
        what = f"that is {target.say_state(end)}" if said is target else "to which you went"
        written = f"SELECT 1 FROM {review.table} WHERE {target.key} = {identifier}"
        reviewed = {target.key: identifier, **({thing.key: f":found_{thing.key}"} if thing else {})}
        world.act(Action(
            f"review_{said.word}",
            f"Write a {review.noun} of {a(said.noun.singular)} {what}: one to five stars and a text.",
            params=(row, self._stars(), self._body()),
            steps=(self._five_at_most(world), *found, *over,
                   world.require(f"SELECT NOT EXISTS ({written}{self._not_withdrawn()})",
                                 f"There is a {review.noun} of this {target.noun} already."),
                   world.insert(review, **reviewed, **{
                       world.party.key: f":found_{target.owner}", "stars": ":stars", "body": ":body", "written_on": "date(now())"})),
            returns=world.row_of(review, ":new_id"),
            phrases=(f"give {{{row.name}}} {{stars}} and write {{body}}",
                     f"review {{{row.name}}} with {{stars}} and the words {{body}}",
                     f"leave a {review.noun} of {{{row.name}}}: {{stars}}, and {{body}}"),
            entity="review", does="create", intents=frozenset({"review"}), audience="customer",
            weight=0.2 if target.role == "enrolment" else 0.9,
            due=self._written_daily(world, said), due_chance=0.2,
        ))  # fmt: skip

    def _five_at_most(self, world: World) -> Statement:
        return world.require("SELECT :stars <= 5", "Five stars are the most; {stars} are too many.", "invalid")

    def _edit(self, world: World) -> None:
        review = world.entities["review"]
        again = {"status": "'pending'"} if self.options["moderation"] else {}
        world.act(Action(
            f"edit_{review.word}",
            f"Change the stars and the text of a {review.noun}." + (" It is checked again before it is published." if again else ""),
            params=(world.row_param(review, audience="customer"), self._stars(), self._body()),
            steps=(self._five_at_most(world), *world.found(review, audience="customer"),
                   world.update(review, stars=":stars", body=":body", **again)),
            returns=world.row_of(review),
            phrases=(f"change {{{review.key}}} to {{stars}} and {{body}}",
                     f"rewrite {{{review.key}}}: make it {{stars}} and {{body}}"),
            entity="review", intents=frozenset({"amend", "review again"}), audience="customer", rate=0.1, weight=0.7,
        ))  # fmt: skip

    def _withdraw(self, world: World) -> None:
        review = world.entities["review"]
        world.act(Action(
            f"withdraw_{review.word}", f"Take back a {review.noun} of your own.",
            params=(world.row_param(review, "status <> 'withdrawn'", audience="customer"),),
            steps=(*world.found(review, audience="customer"), world.in_state(review, *self._shown),
                   world.update(review, status="'withdrawn'")),
            returns=world.row_of(review),
            phrases=(f"take {{{review.key}}} down", f"withdraw {{{review.key}}}"),
            entity="review", intents=frozenset({"withdraw", "review again"}), audience="customer", rate=0.2, weight=0.6,
            each=review.key, each_state="published",
        ))  # fmt: skip

    def _reply(self, world: World) -> None:
        review = world.entities["review"]
        texts = ((5, THANKS), (4, THANKS), (3, MIDDLING), (2, REGRETS), (1, REGRETS))
        pairs: list[Pair] = [(stars, text) for stars, listed in texts for text in listed]
        stars = f"(SELECT stars FROM {review.table} WHERE id = :{review.key})"
        reply = fitting_text("reply", "What we answer", pairs, stars, depends=review.key)
        published = " AND status = 'published'" if self._flow else ""
        world.act(Action(
            f"reply_to_{review.word}", f"Answer a {review.noun} in public, once.",
            params=(world.row_param(review, f"reply IS NULL{published}", audience="staff"), reply),
            steps=(*world.found(review, audience="staff"), *([world.in_state(review, "published")] if self._flow else []),
                   world.require("SELECT :found_reply IS NULL", f"This {review.noun} has been answered already."),
                   world.update(review, reply=":reply")),
            returns=world.row_of(review),
            phrases=(f"answer {{{review.key}}} with {{reply}}", f"reply {{reply}} to {{{review.key}}}"),
            entity="review", intents=frozenset({"answer review"}), audience="staff", rate=0.2, weight=0.9,
        ))  # fmt: skip

    def _moderate(self, world: World) -> None:
        review = world.entities["review"]
        for name, becomes, chance, phrases in (
            ("publish", "published", 0.2, ("publish {%s}", "let {%s} go online")),
            ("reject", "rejected", 0.0, ("reject {%s}", "turn down {%s}")),
        ):
            world.act(Action(
                f"{name}_{review.word}",
                f"{capitalised(name)} a {review.noun} that is pending." + (" It will not be shown." if name == "reject" else ""),
                params=(world.row_param(review, "status = 'pending'", audience="staff"),),
                steps=(*world.found(review, audience="staff"), world.in_state(review, "pending"),
                       world.update(review, status=f"'{becomes}'")),
                returns=world.row_of(review), phrases=tuple(phrase % review.key for phrase in phrases), entity="review",
                intents=frozenset({name}), audience="staff", weight=0.7,
                rate=0.05 if name == "reject" else 0.0, due_chance=chance, each=review.key, each_state="pending",
                due=f"SELECT id AS {review.key} FROM {review.table} WHERE status = 'pending' ORDER BY id" if chance else "",
                inverse=tuple(f"{other}_{review.word}" for other in ("publish", "reject")),
            ))  # fmt: skip

    def _rating(self, world: World) -> None:
        thing, review = self._thing(world), world.entities["review"]
        assert thing is not None
        shown = "status = 'published'" if self._flow else "1"
        world.report(Report(
            f"get_{thing.word}_rating", f"How many {review.noun.plural} {a(thing.noun.singular)} has, and its stars on average.",
            params=(Param(thing.key, "reference", f"The {thing.noun}", of=thing.role,
                          pick=f"SELECT DISTINCT {thing.key} FROM {review.table} WHERE {shown} ORDER BY 1"),),
            steps=(world.exists(thing),),
            returns=f"SELECT count(*) AS {review.words}, round(avg(stars), 1) AS average_stars, "
            f"coalesce(sum(stars = 5), 0) AS five_stars FROM {review.table} WHERE {thing.key} = :{thing.key} AND {shown}",
            shape="row",
            told=(Told("average_stars", f"how many stars {{{thing.key}}} has on average", "quantity"),),
        ))  # fmt: skip

    def _is_over(self, world: World) -> str:
        """How a customer says that they have had what they review."""
        target = self._target(world)
        said, _, _ = what_was(world, target, audience="customer")
        if said is not target:
            return f"I have been to {a(said.noun.singular)} and"
        return f"My {target.noun} {_OVER.get(target.role, 'is over')} and I"

    def _agreements(self, world: World) -> None:
        """What must always hold, and why people ask for several things at once."""
        target, review = self._target(world), world.entities["review"]
        end = good_end(target)
        world.invariants[f"a {review.noun} is of a {target.noun} that is {end}, by whose it was"] = (
            f"SELECT r.id FROM {review.table} r JOIN {target.table} t ON t.id = r.{target.key} "
            f"WHERE t.status <> '{end}' OR t.{target.owner} <> r.{world.party.key}"
        )
        world.invariants[f"at most one {review.noun} of each {target.noun}"] = (
            f"SELECT {target.key} FROM {review.table} WHERE true{self._not_withdrawn()} GROUP BY {target.key} HAVING count(*) > 1"
        )
        world.situations += [
            Situation("how it was", "{party} would like to say how it was.", ("review", "book?", "buy?", "pay?"),
                      lead_customer=f"{self._is_over(world)} would like to say how it was.", asks=("last", "owed")),
            Situation("second thoughts", f"{{party}} has second thoughts about {a(review.noun.singular)}.", ("review again", "complain?", "pay?"),
                      lead_customer=f"I have had second thoughts about a {review.noun}.", asks=("count", "last")),
        ] if world.for_customer else [
            Situation("written about us", f"{{party}} has written about us after the last {target.noun}.",
                      ("answer review", "book?", "buy?", "pay?"), asks=("last", "owed")),
            Situation("catching up on reviews", f"I am catching up on our {review.noun.plural}.",
                      ("answer review", "publish?", "answer review?"), asks=("count",)),
        ]  # fmt: skip
