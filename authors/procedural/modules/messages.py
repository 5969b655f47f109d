"""Messages: the party writes about something, and staff answer.

Asks nothing and tells nothing: everybody may write, also those whose account is suspended.
"""

from dataclasses import dataclass

from authors.procedural.language import Noun, a, noun
from authors.procedural.model import (
    Action,
    Entity,
    Param,
    Situation,
    Statement,
    Told,
    category,
    day,
    instant,
    prose,
    quantity,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.modules.joint_texts import fitting_text
from authors.procedural.world import Audience, World

Topic = tuple[str, tuple[str, ...]]

TOPICS: tuple[Topic, ...] = (
    ("Opening hours", ("Are you open on the next bank holiday?", "Could I come half an hour before you open?")),
    (
        "Lost property",
        ("I think I left a blue scarf with you on my last visit.", "Has anybody handed in a set of keys?"),
    ),
    ("Getting there", ("Is there anywhere to park a van nearby?", "Which entrance is free of steps?")),
    ("Payment", ("Can I have the last bill made out to my company?", "Do you also take a card that is not mine?")),
)
NUDGES = (
    "Is there any news on this?",
    "I should be grateful for an answer by Friday.",
    "Sorry to ask again, but I need to know by the end of the week.",
    "Thank you. Please tell me if you need to know more.",
)
ANSWERS = (
    "Thank you for writing. I have asked a colleague and will come back to you tomorrow.",
    "Thank you for your message. We will look into it today.",
    "I have passed this on to the right colleague, and you will hear from us soon.",
    "Thank you. I have noted this and will ring you in the afternoon.",
)


@dataclass(frozen=True, kw_only=True)
class Messages(Module):
    """Conversations under a subject."""

    OPTIONS = {
        "closed": ("for good", "reopens"),
        "close": ("staff", "party", "staff"),
        "handler": (True, False),
        "count": (False, True),
    }
    """Whether writing into a closed conversation opens it again; who closes; whether somebody on the staff is
    responsible; whether the number of messages is kept."""

    topics: tuple[Topic, ...] = TOPICS
    thread: Noun = noun("conversation")
    busy: float = 0.7
    """Conversations begun a day, over the whole business."""

    def declare(self, world: World) -> None:
        reopened = ", closed>waiting, closed>answered" if self._reopens(world) else ""
        counted = [quantity("message_count", 1, 1, "number of messages")] if self.options["count"] else []
        handled = [reference("staff", "handler_id", "handler", optional=True)] if self._has_handler(world) else []
        world.add(Entity(
            "thread", self.thread,
            [reference("party"), category("subject", tuple(subject for subject, _ in self.topics)), *handled, *counted,
             day("begun_on", "day it was started"), instant("latest_at", "day of the latest message"),
             state(f"waiting>answered>closed, waiting>closed, answered>waiting{reopened}")],
            naming=("{party}'s {noun} “{subject}”", "{party}'s {noun} “{subject}” from {begun_on}"), owned=True,
            live="waiting", live_said={"waiting": "unanswered"},
        ))  # fmt: skip
        world.add(Entity(
            "message", noun("message"),
            [reference("thread"), category("sender", (world.party.word, "staff")), prose("body", "text"),
             instant("sent_at", "time it was sent")],
            part_of="thread",
        ))  # fmt: skip

    def build(self, world: World) -> None:
        self._begin(world)
        self._write(world)
        self._answer(world)
        self._close(world)
        if self._has_handler(world):
            self._hand_over(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    def _has_handler(self, world: World) -> bool:
        return bool(self.options["handler"]) and not world.for_customer

    def _reopens(self, world: World) -> bool:
        """Who cannot close cannot be kept out by what is closed: to a customer it must be plain how it came about."""
        return bool(self.options["closed"] == "reopens" or (world.for_customer and self.options["close"] == "staff"))

    def _message(self, world: World, thread: str, sender: str) -> list[Statement]:
        """A message, and what it means for its conversation: whoever did not write has to answer."""
        status = "answered" if sender == "staff" else "waiting"
        counted = {"message_count": "message_count + 1"} if self.options["count"] else {}
        message = world.entities["message"]
        return [
            world.insert(message, binding="written", **{
                world.entities["thread"].key: thread, "sender": f"'{sender}'", "body": ":body", "sent_at": "now()"}),
            world.update(world.entities["thread"], f"id = {thread}", status=f"'{status}'", latest_at="now()", **counted),
        ]  # fmt: skip

    def _still_open(self, world: World) -> list[Statement]:
        if self._reopens(world):
            return []
        return [world.in_state(world.entities["thread"], "waiting", "answered")]

    def _open_rows(self) -> str:
        return "status <> 'closed'"

    # ---- what is done ------------------------------------------------------------------------------------------

    def _begin(self, world: World) -> None:
        thread = world.entities["thread"]
        party = world.party_value("customer")
        pairs = [(subject, text) for subject, texts in self.topics for text in texts]
        counted = {"message_count": "0"} if self.options["count"] else {}
        world.act(Action(
            f"start_{thread.word}", f"Write to the staff under a subject; begins {a(thread.noun.singular)}.",
            params=(*world.party_param("customer", active=False),
                    Param("subject", "category", "What it is about", values=tuple(subject for subject, _ in self.topics)),
                    fitting_text("body", "The first message", pairs, ":subject", depends="subject")),
            steps=(*world.party_exists("customer"),
                   world.require(f"SELECT NOT EXISTS (SELECT 1 FROM {thread.table} WHERE {world.party.key} = {party} "
                                 "AND subject = :subject AND status = 'waiting')",
                                 f"There is an unanswered {thread.noun} on this subject: write into that one."),
                   world.insert(thread, **{world.party.key: party, "subject": ":subject", "begun_on": "date(now())",
                                           "latest_at": "now()", **counted}),
                   *self._message(world, ":new_id", world.party.word)),
            returns=world.row_of(thread, ":new_id"),
            phrases=("write to the staff about “{subject}”: {body}", "send the staff a message about “{subject}”: {body}"),
            entity="thread", does="create", intents=frozenset({"ask"}), audience="customer", rate=self.busy, weight=0.8,
        ))  # fmt: skip

    def _write(self, world: World) -> None:
        thread = world.entities["thread"]
        again = " A closed one is opened again." if self._reopens(world) else ""
        world.act(Action(
            f"write_in_{thread.word}", f"Add a message to one of your {thread.noun.plural}.{again}",
            params=(world.row_param(thread, self._open_rows(), audience="customer"),
                    Param("body", "text", "The message", values=NUDGES)),
            steps=(*world.found(thread, audience="customer"), *self._still_open(world),
                   *self._message(world, f":{thread.key}", world.party.word)),
            returns=world.row_of(world.entities["message"], ":written_id"),
            phrases=(f"reply in {{{thread.key}}}: {{body}}",),
            entity="message", does="create", intents=frozenset({"ask again"}), audience="customer", rate=0.25, weight=0.7,
        ))  # fmt: skip

    def _answer(self, world: World) -> None:
        thread = world.entities["thread"]
        world.act(Action(
            f"answer_{thread.word}", f"Write to the {world.party.noun} in a {thread.noun}; it counts as answered then.",
            params=(world.row_param(thread, "status = 'waiting'", audience="staff"),
                    Param("body", "text", "The message", values=ANSWERS)),
            steps=(*world.found(thread, audience="staff"), *self._still_open(world),
                   *self._message(world, f":{thread.key}", "staff")),
            returns=world.row_of(world.entities["message"], ":written_id"),
            phrases=(f"answer {{{thread.key}}} with {{body}}", f"reply to {{{thread.key}}} with {{body}}"),
            entity="message", does="create", intents=frozenset({"answer", "answer message"}), audience="staff", rate=self.busy, weight=1.0,
        ))  # fmt: skip

    def _close(self, world: World) -> None:
        thread = world.entities["thread"]
        audience: Audience = "staff" if self.options["close"] == "staff" else "customer"
        world.act(Action(
            f"close_{thread.word}", f"Close a {thread.noun} that needs no more writing.",
            params=(world.row_param(thread, "status = 'answered'", audience=audience),),
            steps=(*world.found(thread, audience=audience), world.in_state(thread, "waiting", "answered"),
                   world.update(thread, status="'closed'")),
            returns=world.row_of(thread),
            phrases=(f"close {{{thread.key}}}", f"mark {{{thread.key}}} as closed"),
            entity="thread", intents=frozenset({"resolve"}), audience=audience, rate=0.3, weight=0.6, each=thread.key,
            each_state="answered",
        ))  # fmt: skip

    def _hand_over(self, world: World) -> None:
        thread = world.entities["thread"]
        who = Param("handler_id", "reference", "The member of staff who sees to it", of="staff",
                    pick=world.pick(world.staff))  # fmt: skip
        world.act(Action(
            f"hand_over_{thread.word}", f"Make a member of staff responsible for an open {thread.noun}.",
            params=(world.row_param(thread, self._open_rows()), who),
            steps=(*world.found(thread), world.in_state(thread, "waiting", "answered"), world.exists(world.staff, "handler_id"),
                   world.require("SELECT coalesce(:found_handler_id, 0) <> :handler_id", "That is whose it is already."),
                   world.update(thread, handler_id=":handler_id")),
            returns=world.row_of(thread),
            phrases=(f"hand {{{thread.key}}} over to {{handler_id}}",),
            entity="thread", intents=frozenset({"assign"}), audience="staff", rate=0.35, weight=0.8,
            told=(Told("handler_name", "who looks after it now", "name"),),
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        """What must always hold, and why people ask for several things at once."""
        thread, message = world.entities["thread"], world.entities["message"]
        world.invariants[f"every {thread.noun} has a message"] = (
            f"SELECT id FROM {thread.table} WHERE id NOT IN (SELECT {thread.key} FROM {message.table})"
        )
        world.invariants[f"an answered {thread.noun} ends with a message of the staff"] = (
            f"SELECT x.id FROM {thread.table} x WHERE x.status = 'answered' AND (SELECT sender FROM {message.table} m "
            f"WHERE m.{thread.key} = x.id ORDER BY m.id DESC LIMIT 1) <> 'staff'"
        )
        if self.options["count"]:
            world.invariants[f"every {thread.noun} counts its messages"] = (
                f"SELECT x.id FROM {thread.table} x WHERE x.message_count <> "
                f"(SELECT count(*) FROM {message.table} m WHERE m.{thread.key} = x.id)"
            )
        world.situations += [
            Situation("a question first", "{party} has written to us.", ("answer message", "book?", "buy?", "update?"),
                      asks=("last", "count")),
            Situation("unanswered post", "I am going through our messages.", ("answer message", "assign?", "answer message?"),
                      asks=("count",)),
        ] if not world.for_customer else [
            Situation("a question first", "{party} has a question.", ("ask", "book?", "buy?", "pay?"),
                      lead_customer="There is something that the staff should know of.", asks=("last", "count")),
            Situation("still waiting", "{party} has something to add.", ("ask again", "complain?", "cancel?"),
                      lead_customer="I wrote in a while ago and would like to add something.", asks=("last", "owed")),
        ]  # fmt: skip
