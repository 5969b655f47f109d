"""Tickets: something is wrong, somebody sees to it, and it is put right.

Where something is reviewable, a ticket may be about one such row, and then be settled by giving its money back.
Tells voided.
"""

import re
from dataclasses import dataclass

from authors.procedural.language import Noun, a, capitalised, noun
from authors.procedural.model import (
    Action,
    Entity,
    Param,
    Situation,
    Told,
    category,
    day,
    instant,
    prose,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.modules.flows import good_end
from authors.procedural.modules.fragments import column_of, spoken_of, what_was, what_was_param
from authors.procedural.modules.joint_texts import fitting_text
from authors.procedural.world import World

Topic = tuple[str, tuple[str, ...]]

TOPICS: tuple[Topic, ...] = (
    ("billing", ("I was charged twice for the same thing.", "The amount on the bill is not the one I was told.")),
    ("waiting time", ("I waited for an hour although I was on time.", "Nobody rang back, as had been promised.")),
    ("quality", ("It was broken when I got it.", "It was not clean, and one part was missing.")),
    ("staff", ("I was spoken to rudely at the desk.", "Two of your people told me two different things.")),
)
RESOLUTIONS = (
    "We have apologised and explained how it came about.",
    "We looked into it and have put it right.",
    "We talked it over and agreed on what to do.",
)
"""They fit whatever it was about."""
NOTES = (
    "A call back in the afternoon would be best.",
    "An answer by e-mail is enough.",
    "It is not urgent, but it should not be forgotten.",
    "This has come up once before.",
)
_VOICED = frozenset({"complaint", "concern", "enquiry", "question"})
"""What comes from somebody, while a claim or a report is made for them."""
PRIORITIES = ("normal", "high", "urgent")


@dataclass(frozen=True, kw_only=True)
class Tickets(Module):
    """Complaints, faults and claims."""

    OPTIONS = {
        "about": ("a row", "nothing"),
        "notes": (True, False),
        "assign": (True, False),
        "priority": (True, False),
        "reopen": (True, False),
    }
    """Whether a ticket is about one reviewable row; whether notes are kept; whether somebody on the staff takes it;
    whether it has a priority; whether the party may open it again."""

    of: str = ""
    """The role that its topics speak of, where they would not suit an appointment or a booking."""

    ticket: Noun = noun("complaint")
    topics: tuple[Topic, ...] = TOPICS
    resolutions: tuple[str, ...] = ()
    """How one was resolved, besides what fits all: where there are as many as topics, one for each in their order, else
    each for the topic that it begins by naming."""

    def declare(self, world: World) -> None:
        flow = "open>in_progress>resolved, open>resolved" if self._assigns(world) else "open>resolved"
        flow += ", open>withdrawn" + (", in_progress>withdrawn" if self._assigns(world) else "")
        flow += ", resolved>open, withdrawn>open" if self.options["reopen"] else ""
        world.add(Entity(
            "ticket", self.ticket,
            [reference("party"), category("topic", tuple(topic for topic, _ in self.topics)), prose("details", "details"),
             *([reference("staff", "assignee_id", "person in charge", optional=True)] if self._assigns(world) else []),
             day("opened_on", "day it was opened"), state(flow),
             *([state("normal>high>urgent", "priority")] if self._has_priority(world) else []),
             prose("resolution", "how it was resolved", optional=True)],
            naming=("{party}'s {noun} about the {topic}", "{party}'s {noun} from {opened_on}",
                    "{party}'s {noun} about the {topic} from {opened_on}"),
            owned=True, live="open", live_said={"in_progress": "ongoing"},
        ))  # fmt: skip
        if self.options["notes"]:
            world.add(Entity(
                "note", noun(f"{self.ticket.singular} note"),
                [reference("ticket"), category("author", (world.party.word, "staff")), prose("body", "text"),
                 instant("written_at", "time it was written")],
                part_of="ticket",
            ))  # fmt: skip

    def connect(self, world: World) -> None:
        target = self._target(world)
        if target:
            world.entities["ticket"].fields.insert(1, reference(target.role))

    def build(self, world: World) -> None:
        self._open(world)
        if self.options["notes"]:
            self._note(world)
        if self._assigns(world):
            self._assign(world)
        if self._has_priority(world):
            self._escalate(world)
        self._withdraw(world)
        self._resolve(world)
        if self._target(world):
            self._refund(world)
        if self.options["reopen"]:
            self._reopen(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _assigns(self, world: World) -> bool:
        return bool(self.options["assign"]) and not world.for_customer

    def _has_priority(self, world: World) -> bool:
        return bool(self.options["priority"]) and not world.for_customer

    def _target(self, world: World) -> Entity | None:
        """What a ticket is about, where it is about one row of something: what can be had, billed and given back."""
        both = [each for each in world.offering("reviewable") if "chargeable" in each.offers]
        target = spoken_of(both, self.of) if self.options["about"] == "a row" else None
        return target if target and self.of in ("", target.role.partition(".")[0]) else None

    def _fitting_resolutions(self) -> list[tuple[str, str]]:
        """Every topic with the resolutions that suit it."""
        pairs = [(topic, text) for topic, _ in self.topics for text in RESOLUTIONS]
        named = [(topic, text) for topic, _ in self.topics for text in self.resolutions if _is_about(topic, text)]
        if len(self.resolutions) != len(self.topics):
            return pairs + named
        topics, texts = {topic for topic, _ in named}, {text for _, text in named}
        placed = [(topic, text) for (topic, _), text in zip(self.topics, self.resolutions, strict=True)
                  if topic not in topics and text not in texts]  # fmt: skip
        return pairs + named + placed

    def _unresolved(self, world: World) -> tuple[str, ...]:
        return ("open", "in_progress") if self._assigns(world) else ("open",)

    def _unresolved_rows(self) -> str:
        return "status NOT IN ('resolved', 'withdrawn')"

    # ---- what is done ------------------------------------------------------------------------------------------

    def _open(self, world: World) -> None:
        ticket, target = world.entities["ticket"], self._target(world)
        pairs = [(topic, text) for topic, texts in self.topics for text in texts]
        topic = Param("topic", "category", "What it is about", values=tuple(topic for topic, _ in self.topics))
        details = fitting_text("details", "What is wrong", pairs, ":topic", depends="topic")
        if target:
            said, identifier, found = what_was(world, target)
            who: tuple[Param, ...] = (what_was_param(world, target, said, self._worth_a_word(target)),)
            party = f":found_{target.owner}"
            of_row, same = {target.key: identifier}, f"{target.key} = {identifier}"
            about = f" about the {{topic}} ({{{said.key}}})"
        else:
            who, found, party = world.party_param(active=False), world.party_exists(), world.party_value()
            of_row, same, said = {}, f"{world.party.key} = {party}", None
            by = "from" if ticket.noun.singular.split()[-1] in _VOICED else "for"
            about = ("" if world.own() else f" {by} {{{world.party.key}}}") + " about the {topic}"
        priority = {"priority": "'normal'"} if self._has_priority(world) else {}
        world.act(Action(
            f"open_{ticket.word}", f"Open {a(ticket.noun.singular)}" + (f" about {a(said.noun.singular)}." if said else "."),
            params=(*who, topic, details),
            steps=(*found,
                   world.require(f"SELECT NOT EXISTS (SELECT 1 FROM {ticket.table} WHERE {same} AND topic = :topic "
                                 f"AND {self._unresolved_rows()})", f"There is an unresolved {ticket.noun} on this already."),
                   world.insert(ticket, **{world.party.key: party, **of_row, "topic": ":topic", "details": ":details",
                                           "opened_on": "date(now())", **priority})),
            returns=world.row_of(ticket, ":new_id"),
            phrases=(f"open {a(ticket.noun.singular)}{about}: {{details}}",
                     f"file {a(ticket.noun.singular)}{about}: {{details}}"),
            entity="ticket", does="create", intents=frozenset({"complain"}), rate=0.6, weight=0.9,
        ))  # fmt: skip

    def _worth_a_word(self, target: Entity) -> str:
        """Rows of which something can have gone wrong: neither still to come nor called off or missed."""
        if target.role.partition(".")[0] == "rsvp":
            return f"status = '{good_end(target)}'"
        return f"status NOT IN ('{target.live}', 'cancelled', 'dropped', 'missed', 'withdrawn')"

    def _note(self, world: World) -> None:
        ticket, note = world.entities["ticket"], world.entities["note"]
        author = world.party.word if world.for_customer else "staff"
        world.act(Action(
            f"add_note_to_{ticket.word}", f"Add a note to {a(ticket.noun.singular)} that is not resolved.",
            params=(world.row_param(ticket, self._unresolved_rows()), Param("body", "text", "The note", values=NOTES)),
            steps=(*world.found(ticket), world.in_state(ticket, *self._unresolved(world)),
                   world.insert(note, **{ticket.key: f":{ticket.key}", "author": f"'{author}'", "body": ":body",
                                         "written_at": "now()"})),
            returns=world.row_of(note, ":new_id"),
            phrases=(f"add the note {{body}} to {{{ticket.key}}}", f"note in {{{ticket.key}}}: {{body}}"),
            entity="note", does="create", intents=frozenset({"note"}), rate=0.35, weight=0.6,
        ))  # fmt: skip

    def _assign(self, world: World) -> None:
        ticket = world.entities["ticket"]
        who = Param(
            "assignee_id", "reference", "The member of staff who takes it", of="staff", pick=world.pick(world.staff)
        )
        world.act(Action(
            f"assign_{ticket.word}", f"Put a member of staff in charge of {a(ticket.noun.singular)} that is not resolved.",
            params=(world.row_param(ticket, self._unresolved_rows()), who),
            steps=(*world.found(ticket), world.in_state(ticket, *self._unresolved(world)),
                   world.exists(world.staff, "assignee_id"),
                   world.require("SELECT coalesce(:found_assignee_id, 0) <> :assignee_id", "That is who has it already."),
                   world.update(ticket, assignee_id=":assignee_id", status="'in_progress'")),
            returns=world.row_of(ticket),
            phrases=(f"assign {{{ticket.key}}} to {{assignee_id}}", f"give {{{ticket.key}}} to {{assignee_id}}"),
            entity="ticket", intents=frozenset({"assign"}), audience="staff", rate=0.5, weight=0.9,
            told=(Told("assignee_name", "who has it now", "name"),),
        ))  # fmt: skip

    def _escalate(self, world: World) -> None:
        ticket = world.entities["ticket"]
        world.act(Action(
            f"escalate_{ticket.word}", f"Raise the priority of {a(ticket.noun.singular)} by one: normal, high, urgent.",
            params=(world.row_param(ticket, f"{self._unresolved_rows()} AND priority <> 'urgent'"),),
            steps=(*world.found(ticket), world.in_state(ticket, *self._unresolved(world)),
                   world.require("SELECT :found_priority <> 'urgent'", "It is urgent already."),
                   world.update(ticket, priority="CASE priority WHEN 'normal' THEN 'high' ELSE 'urgent' END")),
            returns=world.row_of(ticket),
            phrases=(f"raise the priority of {{{ticket.key}}} by one step", f"escalate {{{ticket.key}}} by one step"),
            entity="ticket", intents=frozenset({"escalate"}), audience="staff", rate=0.25, weight=0.6,
            told=(Told("priority", "its new priority", "state"),),
        ))  # fmt: skip

    def _resolve(self, world: World) -> None:
        ticket = world.entities["ticket"]
        world.act(Action(
            f"resolve_{ticket.word}", f"Close {a(ticket.noun.singular)}, saying how it was resolved.",
            params=(world.row_param(ticket, self._unresolved_rows(), audience="staff"),
                    fitting_text("resolution", "How it was resolved", self._fitting_resolutions(),
                                 column_of(ticket, "topic", f":{ticket.key}"), depends=ticket.key)),
            steps=(*world.found(ticket, audience="staff"), world.in_state(ticket, *self._unresolved(world)),
                   world.update(ticket, status="'resolved'", resolution=":resolution")),
            returns=world.row_of(ticket),
            phrases=(f"resolve {{{ticket.key}}} with the words {{resolution}}", f"close {{{ticket.key}}} as resolved: {{resolution}}"),
            entity="ticket", intents=frozenset({"resolve", "resolve ticket"}), audience="staff", rate=0.3, weight=0.9,
        ))  # fmt: skip

    def _refund(self, world: World) -> None:
        """In history it happens; as a tool it is the staff's."""
        ticket, target = world.entities["ticket"], self._target(world)
        assert target is not None
        voided = world.tell("voided", entity=target.role, id=f":found_{target.key}")
        if not voided:
            return
        world.act(Action(
            f"compensate_{ticket.word}",
            f"Resolve {a(ticket.noun.singular)} by dropping every charge for the {target.noun}, paid or not.",
            params=(world.row_param(ticket, self._unresolved_rows(), audience="staff"),),
            steps=(*world.found(ticket, audience="staff"), world.in_state(ticket, *self._unresolved(world)),
                   world.update(ticket, status="'resolved'", resolution="'The money was given back.'"), *voided),
            returns=world.row_of(ticket),
            phrases=(f"settle {{{ticket.key}}} by giving the money back",),
            entity="ticket", intents=frozenset({"refund", "compensate"}), audience="staff", rate=0.08, weight=0.7,
            inverse=(f"resolve_{ticket.word}",),
        ))  # fmt: skip

    def _withdraw(self, world: World) -> None:
        ticket = world.entities["ticket"]
        world.act(Action(
            f"withdraw_{ticket.word}", f"Take {a(ticket.noun.singular)} back that is not resolved.",
            params=(world.row_param(ticket, self._unresolved_rows(), audience="customer"),),
            steps=(*world.found(ticket, audience="customer"), world.in_state(ticket, *self._unresolved(world)),
                   world.update(ticket, status="'withdrawn'")),
            returns=world.row_of(ticket),
            phrases=(f"withdraw {{{ticket.key}}}", f"take back {{{ticket.key}}}"),
            entity="ticket", intents=frozenset({"withdraw", "settle"}), audience="customer", rate=0.06, weight=0.7,
            each=ticket.key, each_state="open",
        ))  # fmt: skip

    def _reopen(self, world: World) -> None:
        ticket = world.entities["ticket"]
        world.act(Action(
            f"reopen_{ticket.word}", f"Open a resolved or withdrawn {ticket.noun} again.",
            params=(world.row_param(ticket, "status IN ('resolved', 'withdrawn')", audience="customer"),),
            steps=(*world.found(ticket, audience="customer"), world.in_state(ticket, "resolved", "withdrawn"),
                   world.update(ticket, status="'open'", resolution="NULL")),
            returns=world.row_of(ticket),
            phrases=(f"reopen {{{ticket.key}}}",),
            entity="ticket", intents=frozenset({"complain again"}), audience="customer", rate=0.06, weight=0.7,
            inverse=(f"withdraw_{ticket.word}",),
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        """What must always hold, and why people ask for several things at once."""
        ticket = world.entities["ticket"]
        one = str(ticket.noun)
        world.invariants[f"a {one} says how it was resolved exactly when it is"] = (
            f"SELECT id FROM {ticket.table} WHERE (status = 'resolved') <> (resolution IS NOT NULL)"
        )
        world.situations += [
            Situation("unhappy", "{party} is not happy with us.", ("complain", "cancel?", "refund?"),
                      lead_customer="There is something that I am not happy about.", asks=("owed", "last")),
        ]  # fmt: skip
        world.situations += [
            Situation("settled", "{party} and I have talked it over.", ("settle", "pay?", "book?", "buy?"),
                      lead_customer="Things have sorted themselves out.", asks=("owed", "last")),
            Situation("not settled", "{party} is still waiting.", ("complain again", "note?", "complain?"),
                      lead_customer="I thought that the matter was settled, but it is not.", asks=("count",)),
        ] if world.for_customer else [
            Situation("second call", "{party} rang for the second time about the same thing.",
                      ("escalate?", "note?", "assign?", "resolve ticket"), asks=("last",)),
            Situation("clearing up", f"{capitalised(ticket.noun.plural)} are piling up and I want some of them off the list.",
                      ("resolve ticket", "assign?", "resolve ticket?"), asks=("count",)),
        ]  # fmt: skip


def _is_about(topic: str, text: str) -> bool:
    """Whether a text begins by speaking of a topic by name, in whatever form: "billing" and "The bill was corrected"."""
    named = set(_stems(topic))
    return bool(named) and named <= set(_stems(" ".join(text.split()[:4])))


def _stems(text: str) -> list[str]:
    return [word.removesuffix("s")[:4] for word in re.findall(r"[a-z]{3,}", text.lower()) if word not in ("and", "the")]
