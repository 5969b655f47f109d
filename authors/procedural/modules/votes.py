"""Votes: proposals that people vote on, once each, until somebody counts.

Asks may_act. A proposal holds how many votes it has; they are what its votes add up to.
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
    category,
    day,
    name_field,
    quantity,
    reference,
    state,
)
from authors.procedural.module import Module
from authors.procedural.world import World
from schemas import Write

PROPOSALS = Things(
    noun("proposal"),
    (category("topic"), quantity("seconders", 2, 9, "number of seconders", most="best supported", least="least supported")),
    (
        ("Longer Hours on Thursdays", "opening hours", 6), ("Opening on Bank Holidays", "opening hours", 3),
        ("A Quiet Hour on Sunday Mornings", "opening hours", 4), ("A Bench by the Entrance", "building", 5),
        ("Bicycle Racks Behind the House", "building", 8), ("New Lights in the Hallway", "building", 2),
        ("A Newsletter on Paper", "money", 2), ("Half Price for Under-Twelves", "money", 9),
        ("A Small Reserve for Repairs", "money", 7), ("A Summer Party", "events", 6), ("An Open Day in Autumn", "events", 4),
        ("A Swap Table in Spring", "events", 3),
    ),
)  # fmt: skip

CHOICES = ("for", "against")


@dataclass(frozen=True, kw_only=True)
class Votes(Module):
    """Who voted for what."""

    OPTIONS = {
        "change": (True, False),
        "withdraw": (True, False),
        "quorum": (True, False),
        "limit": (True, False),
    }
    """Whether a vote can be changed; whether it can be withdrawn; whether a proposal needs
    some votes before it is counted; whether nobody may vote on more than a few open ones."""
    NEEDS: ClassVar[tuple[str, ...]] = ()

    proposals: Things = PROPOSALS
    vote: Noun = noun("vote")
    quorum: int = 5
    most: int = 6
    """Open proposals that one person may vote on, where there is a limit."""

    def declare(self, world: World) -> None:
        counts = [quantity("votes_for", 0, 0, "number of votes for it", most="most popular"),
                  quantity("votes_against", 0, 0, "number of votes against it", most="most disputed")]  # fmt: skip
        world.add(Entity(
            "proposal", self.proposals.noun,
            [name_field(), *self.proposals.with_values(), *counts, state("open>rejected, open>adopted")],
            naming=("{name}",), things=self.proposals, live="open",
        ))  # fmt: skip
        world.add(Entity(
            "vote", self.vote, [reference("party"), reference("proposal"), category("choice", CHOICES), day("cast_on", "day it was cast")],
            naming=("{party}'s {noun} on {proposal}", "{party}'s {noun} from {cast_on}"), owned=True,
        ))  # fmt: skip

    def build(self, world: World) -> None:
        self._cast(world)
        if self.options["change"]:
            self._change(world)
        if self.options["withdraw"] or not self.options["change"]:
            self._withdraw(world)
        self._count(world)
        self._agree(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _counted(self, world: World, proposal: str, choice: str, by: str) -> Write:
        return world.update(world.entities["proposal"], f"id = {proposal}",
                            votes_for=f"votes_for {by} ({choice} = 'for')", votes_against=f"votes_against {by} ({choice} = 'against')")  # fmt: skip

    def _still_open(self, world: World, proposal: str) -> Statement:
        table, said = world.entities["proposal"].table, world.entities["proposal"].noun
        return world.require(
            f"SELECT status = 'open' FROM {table} WHERE id = {proposal}",
            f"This {said} was counted already: it is no longer voted on.",
        )

    def _open_ones(self, world: World) -> str:
        proposal = world.entities["proposal"]
        return f"{proposal.key} IN (SELECT id FROM {proposal.table} WHERE status = 'open')"

    # ---- what is done ------------------------------------------------------------------------------------------

    def _cast(self, world: World) -> None:
        proposal, vote, party = world.entities["proposal"], world.entities["vote"], world.party_value()
        row = f":{proposal.key}"
        steps: list[Statement] = [world.exists(proposal), *world.may_act(), self._still_open(world, row), world.require(
            f"SELECT NOT EXISTS (SELECT 1 FROM {vote.table} WHERE {world.party.key} = {party} AND {proposal.key} = {row})",
            f"There is a {vote.noun} on this {proposal.noun} already.")]  # fmt: skip
        if self.options["limit"]:
            steps.append(world.require(
                f"SELECT count(*) < {self.most} FROM {vote.table} WHERE {world.party.key} = {party} AND {self._open_ones(world)}",
                f"Nobody votes on more than {self.most} open {proposal.noun.plural}."))  # fmt: skip
        said = (
            (f"vote {{choice}} {{{proposal.key}}}", f"cast my vote {{choice}} {{{proposal.key}}}")
            if world.own()
            else (f"note that {{{world.party.key}}} votes {{choice}} {{{proposal.key}}}",
                  f"enter {{{world.party.key}}}'s vote {{choice}} {{{proposal.key}}}")
        )  # fmt: skip
        world.act(Action(
            f"vote_on_{proposal.word}", f"Vote on {a(proposal.noun.singular)}, once.",
            params=(world.row_param(proposal, "status = 'open'"), *world.party_param(),
                    Param("choice", "category", "The vote", values=CHOICES)),
            steps=(*steps, world.insert(vote, **{world.party.key: party, proposal.key: row, "choice": ":choice", "cast_on": "date(now())"}),
                   self._counted(world, row, ":choice", "+")),
            returns=world.row_of(vote, ":new_id"),
            phrases=said,
            entity="vote", does="create", intents=frozenset({"vote"}), rate=1.3, weight=0.9,
            rush=("user_id",) if self.options["limit"] else (),
        ))  # fmt: skip

    def _change(self, world: World) -> None:
        proposal, vote = world.entities["proposal"], world.entities["vote"]
        other = Param("choice", "category", "The new choice", values=CHOICES)
        world.act(Action(
            f"change_{vote.word}", f"Change {a(vote.noun.singular)} on {a(proposal.noun.singular)} that is still open.",
            params=(world.row_param(vote, self._open_ones(world)), other),
            steps=(*world.found(vote), self._still_open(world, f":found_{proposal.key}"),
                   world.require("SELECT :choice <> :found_choice", "That is the {found_choice} already."),
                   self._counted(world, f":found_{proposal.key}", ":found_choice", "-"),
                   self._counted(world, f":found_{proposal.key}", ":choice", "+"),
                   world.update(vote, choice=":choice", cast_on="date(now())")),
            returns=world.row_of(vote),
            phrases=(f"change {{{vote.key}}} to “{{choice}}”", f"switch {{{vote.key}}} to “{{choice}}”"),
            entity="vote", intents=frozenset({"change vote", "update vote"}), rate=0.3, weight=0.8,
        ))  # fmt: skip

    def _withdraw(self, world: World) -> None:
        proposal, vote = world.entities["proposal"], world.entities["vote"]
        world.act(Action(
            f"withdraw_{vote.word}", f"Take back {a(vote.noun.singular)} on {a(proposal.noun.singular)} that is still open.",
            params=(world.row_param(vote, self._open_ones(world)),),
            steps=(*world.found(vote), self._still_open(world, f":found_{proposal.key}"),
                   self._counted(world, f":found_{proposal.key}", ":found_choice", "-"),
                   Write(write=f"DELETE FROM {vote.table} WHERE id = :{vote.key}")),
            returns=world.row_of(proposal, f":found_{proposal.key}"),
            phrases=(f"take back {{{vote.key}}}", f"withdraw {{{vote.key}}}"),
            entity="vote", does="delete", intents=frozenset({"withdraw"}), rate=0.15, weight=0.7,
        ))  # fmt: skip

    def _count(self, world: World) -> None:
        proposal = world.entities["proposal"]
        cast = "(votes_for + votes_against)"
        enough = f"{cast} >= {self.quorum}" if self.options["quorum"] else f"{cast} >= 1"
        world.act(Action(
            f"close_{proposal.word}", f"Count the votes on {a(proposal.noun.singular)}: it is adopted if more are for it than against it.",
            params=(world.row_param(proposal, f"status = 'open' AND {enough}", audience="staff"),),
            steps=(*world.found(proposal, audience="staff"), world.in_state(proposal, "open"),
                   world.require(f"SELECT {enough.replace('votes', ':found_votes')}", "Too few votes were cast: {found_votes_for} for it, {found_votes_against} against."),
                   world.update(proposal, status="CASE WHEN votes_for > votes_against THEN 'adopted' ELSE 'rejected' END")),
            returns=world.row_of(proposal),
            phrases=(f"count the votes on {{{proposal.key}}}", f"close the voting on {{{proposal.key}}}"),
            entity="proposal", intents=frozenset({"finish", "count votes"}), audience="staff", rate=0.06, weight=0.8,
            told=(Told("status", "what became of it", "state"), Told("votes_for", "how many votes were for it", "quantity")),
        ))  # fmt: skip

    def _agree(self, world: World) -> None:
        proposal, vote = world.entities["proposal"], world.entities["vote"]
        counted = " OR ".join(
            f"p.votes_{side} <> (SELECT count(*) FROM {vote.table} v WHERE v.{proposal.key} = p.id AND v.choice = '{side}')"
            for side in ("for", "against")
        )
        world.invariants[f"every {proposal.noun} has the votes that were cast on it"] = (
            f"SELECT p.id FROM {proposal.table} p WHERE {counted}"
        )
        world.invariants[f"nobody votes twice on one {proposal.noun}"] = (
            f"SELECT max(id) FROM {vote.table} GROUP BY {world.party.key}, {proposal.key} HAVING count(*) > 1"
        )
        world.invariants[
            f"what is adopted had more votes for it, and what is rejected had not, once any {vote.noun} was cast"
        ] = f"SELECT id FROM {proposal.table} WHERE (status = 'adopted') <> (votes_for > votes_against) AND status <> 'open'"
        world.situations += [
            Situation("general meeting", "{party} cannot come to the meeting and votes beforehand.", ("vote", "vote?", "book?"),
                      lead_customer="I cannot come to the meeting, so I am voting now.", asks=("last",)),
            Situation("second thoughts", "{party} has thought again about a vote.", ("change vote", "vote?"),
                      lead_customer="I have thought again about how I voted.", asks=("last",)),
            Situation("counting", "The voting on some proposals is over.", ("count votes", "count votes?"), asks=("last",)),
        ]  # fmt: skip
