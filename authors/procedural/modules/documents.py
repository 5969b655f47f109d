"""Documents: papers of the party that are filed, revised, and signed or approved.

Asks may_act before something new is filed.
"""

import re
from dataclasses import dataclass

from authors.procedural.language import Noun, a, noun
from authors.procedural.model import (
    Action,
    Entity,
    Field,
    Param,
    Situation,
    Statement,
    category,
    day,
    prose,
    quantity,
    reference,
    state,
)  # fmt: skip
from authors.procedural.module import Module
from authors.procedural.world import World
from schemas import Write

KINDS = ("agreement", "waiver", "contact sheet", "consent form", "health statement")
TITLES = (
    "House Rules Agreement", "Key Holder Agreement", "Liability Waiver", "Guest Waiver", "Emergency Contact Sheet",
    "Photography Consent Form", "Data Consent Form", "Health Statement",
)  # fmt: skip
CHANGES = (
    "Corrected the address on page one.",
    "Added the second telephone number.",
    "Corrected the name on the last page.",
    "Updated the dates.",
)


@dataclass(frozen=True, kw_only=True)
class Documents(Module):
    """Papers with versions and an end that they come to."""

    OPTIONS = {
        "course": ("signed", "signed twice", "approved"),
        "versions": (True, False),
        "expiry": (True, False),
        "withdraw": (True, False),
    }
    """How a document becomes good: its owner signs, the staff sign too, or the staff approve; whether earlier versions
    are kept; whether it runs out; whether its owner may withdraw it."""

    document: Noun = noun("document")
    kinds: tuple[str, ...] = KINDS
    titles: tuple[str, ...] = TITLES
    """Titles belong to the kind with which they share most words."""

    def declare(self, world: World) -> None:
        expiry = [day("valid_until", "last day of validity", filter=True)] if self._expires(world) else []
        world.add(Entity(
            "document", self.document,
            [reference("party"), category("kind", self.kinds), Field("title", "text"),
             quantity("version", 1, 1, "version number", most="most revised", least="least revised",
                      asked=False),
             day("filed_on", "day it was filed"), *expiry, state(self._flow(world))],
            naming=("{party}'s {noun} “{title}”", "{party}'s {noun} “{title}” from {filed_on}"),
            owned=True, live="filed", live_said={"filed": self._waiting},
        ))  # fmt: skip
        if self.options["versions"]:
            world.add(Entity(
                "version", noun(f"{self.document.singular} version"),
                [reference("document"), quantity("number", 1, 9), prose("note", "what changed"), day("filed_on", "day it was filed")],
                part_of="document",
            ))  # fmt: skip
        if self._signed:
            world.add(Entity(
                "signature", noun(f"{self.document.singular} signature"),
                [reference("document"), category("signer", (world.party.word, "staff")), day("signed_on", "day it was signed")],
                part_of="document",
            ))  # fmt: skip

    def build(self, world: World) -> None:
        self._file(world)
        self._revise(world)
        if self._signed:
            self._sign(world)
        if self.options["course"] == "signed twice":
            self._countersign(world)
        if self.options["course"] == "approved":
            self._judge(world)
        if self._withdraws(world):
            self._withdraw(world)
        if self._expires(world):
            self._renew(world)
        self._agreements(world)

    # ---- fragments ---------------------------------------------------------------------------------------------

    @property
    def _signed(self) -> bool:
        return bool(self.options["course"] != "approved")

    @property
    def _waiting(self) -> str:
        return "unsigned" if self._signed else "unchecked"

    def _expires(self, world: World) -> bool:
        """Staff who neither sign nor approve see to it that nothing runs out."""
        return bool(self.options["expiry"]) or not (world.for_customer or self.options["course"] != "signed")

    def _withdraws(self, world: World) -> bool:
        """A customer whose documents only the staff judge must be able to see one that can no longer be revised."""
        return bool(self.options["withdraw"]) or (world.for_customer and not self._signed)

    def _flow(self, world: World) -> str:
        flow = {
            "signed": "filed>signed",
            "signed twice": "filed>signed>countersigned",
            "approved": "filed>approved, filed>returned>filed",
        }[self.options["course"]]
        withdrawn = ", ".join(f"{each}>withdrawn" for each in self._revisable) if self._withdraws(world) else ""
        return f"{flow}, {withdrawn}" if withdrawn else flow

    @property
    def _revisable(self) -> tuple[str, ...]:
        return ("filed",) if self._signed else ("filed", "returned")

    def _revisable_rows(self) -> str:
        return f"status IN ({', '.join(repr(each) for each in self._revisable)})"

    def _version(self, world: World, document: str, number: str, note: str) -> list[Statement]:
        if not self.options["versions"]:
            return []
        return [world.insert(world.entities["version"], binding="", **{
            world.entities["document"].key: document, "number": number, "note": note, "filed_on": "date(now())"})]  # fmt: skip

    def _signature(self, world: World, signer: str) -> Write:
        document = world.entities["document"]
        return world.insert(world.entities["signature"], binding="", **{
            document.key: f":{document.key}", "signer": f"'{signer}'", "signed_on": "date(now())"})  # fmt: skip

    def kind_of(self, title: str) -> str:
        """The kind with which a title shares most words, so that nobody has to say both."""
        return max(self.kinds, key=lambda kind: len(_words(title) & _words(kind)))

    def _kind_in_sql(self) -> str:
        quoted = {title: self.kind_of(title).replace("'", "''") for title in self.titles}
        cases = " ".join("WHEN '{}' THEN '{}'".format(title.replace("'", "''"), kind) for title, kind in quoted.items())
        return f"CASE :title {cases} END"

    # ---- what is done ------------------------------------------------------------------------------------------

    def _file(self, world: World) -> None:
        document, party = world.entities["document"], world.party_value()
        who = "" if world.own() else f" for {{{world.party.key}}}"
        title = Param("title", "category", "Its title, which tells its kind", values=self.titles)
        expiry = {"valid_until": "date(now(), '+6 months')"} if self._expires(world) else {}
        gone = " AND status <> 'withdrawn'" if self._withdraws(world) else ""
        world.act(Action(
            f"file_{document.word}", f"File {a(document.noun.singular)} under its title"
            f"{'; it is valid for six months' if expiry else ''}.",
            params=(*world.party_param(), title),
            steps=(*world.may_act(),
                   world.require(f"SELECT NOT EXISTS (SELECT 1 FROM {document.table} WHERE {world.party.key} = {party} "
                                 f"AND title = :title{gone})", f"There is {a(document.noun.singular)} of this title already: revise it."),
                   world.insert(document, **{world.party.key: party, "kind": self._kind_in_sql(), "title": ":title", "version": "1",
                                             "filed_on": "date(now())", **expiry}),
                   *self._version(world, ":new_id", "1", "'First version.'")),
            returns=world.row_of(document, ":new_id"),
            phrases=(f"file my {document.noun} “{{title}}”", f"put my {document.noun} “{{title}}” on file") if world.own() else
            (f"file the {document.noun} “{{title}}”{who}", f"put the {document.noun} “{{title}}” on file{who}"),
            entity="document", does="create", intents=frozenset({"submit"}), rate=0.9, weight=1.0,
        ))  # fmt: skip

    def _revise(self, world: World) -> None:
        document = world.entities["document"]
        note = (Param("note", "text", "What changed", values=CHANGES),) if self.options["versions"] else ()
        world.act(Action(
            f"revise_{document.word}", f"File a new version of {a(document.noun.singular)} that is {' or '.join(self._revisable)}.",
            params=(world.row_param(document, self._revisable_rows()), *note),
            steps=(*world.found(document), world.in_state(document, *self._revisable),
                   world.update(document, version="version + 1", status="'filed'"),
                   *self._version(world, f":{document.key}", ":found_version + 1", ":note")),
            returns=world.row_of(document),
            phrases=(f"file the corrected version of {{{document.key}}} with the note {{note}}",
                     f"file the corrected version of {{{document.key}}}, noting {{note}}") if note else
                    (f"file the corrected version of {{{document.key}}}", f"put the corrected version of {{{document.key}}} on file"),
            entity="document", intents=frozenset({"revise paper"}), rate=0.2, weight=0.3,
        ))  # fmt: skip

    def _sign(self, world: World) -> None:
        document = world.entities["document"]
        world.act(Action(
            f"sign_{document.word}", f"Sign {a(document.noun.singular)} of your own that is filed; it cannot be revised from then on.",
            params=(world.row_param(document, "status = 'filed'", audience="customer"),),
            steps=(*world.found(document, audience="customer"), world.in_state(document, "filed"),
                   world.update(document, status="'signed'"), self._signature(world, world.party.word)),
            returns=world.row_of(document),
            phrases=(f"sign {{{document.key}}}",),
            entity="document", intents=frozenset({"sign"}), audience="customer", rate=0.6, weight=1.0,
            each=document.key, each_state="filed",
        ))  # fmt: skip

    def _countersign(self, world: World) -> None:
        document = world.entities["document"]
        world.act(Action(
            f"countersign_{document.word}", f"Sign {a(document.noun.singular)} for the house after its owner has signed.",
            params=(world.row_param(document, "status = 'signed'", audience="staff"),),
            steps=(*world.found(document, audience="staff"), world.in_state(document, "signed"),
                   world.update(document, status="'countersigned'"), self._signature(world, "staff")),
            returns=world.row_of(document),
            phrases=(f"countersign {{{document.key}}}",),
            entity="document", intents=frozenset({"sign", "approve"}), audience="staff", rate=0.4, weight=1.0,
            each=document.key, each_state="signed",
        ))  # fmt: skip

    def _judge(self, world: World) -> None:
        document = world.entities["document"]
        for name, becomes, intent, rate, phrases in (
            ("approve", "approved", "approve", 0.45, ("approve {%s}", "mark {%s} as approved")),
            ("return", "returned", "reject", 0.15, ("return {%s} for revision", "send {%s} back to be revised")),
        ):
            world.act(Action(
                f"{name}_{document.word}", f"{'Approve' if name == 'approve' else 'Send back'} {a(document.noun.singular)} that is filed.",
                params=(world.row_param(document, "status = 'filed'", audience="staff"),),
                steps=(*world.found(document, audience="staff"), world.in_state(document, "filed"),
                       world.update(document, status=f"'{becomes}'")),
                returns=world.row_of(document), phrases=tuple(phrase % document.key for phrase in phrases), entity="document",
                intents=frozenset({intent}), audience="staff", rate=rate, weight=0.8, each=document.key, each_state="filed",
                inverse=tuple(f"{other}_{document.word}" for other in ("approve", "return")),
            ))  # fmt: skip

    def _withdraw(self, world: World) -> None:
        document = world.entities["document"]
        world.act(Action(
            f"withdraw_{document.word}", f"Take {a(document.noun.singular)} off the file while it is {' or '.join(self._revisable)}.",
            params=(world.row_param(document, self._revisable_rows(), audience="customer"),),
            steps=(*world.found(document, audience="customer"), world.in_state(document, *self._revisable),
                   world.update(document, status="'withdrawn'")),
            returns=world.row_of(document),
            phrases=(f"withdraw {{{document.key}}}", f"take {{{document.key}}} off the file"),
            entity="document", intents=frozenset({"withdraw"}), audience="customer", rate=0.08, weight=0.6,
            each=document.key, each_state="filed",
        ))  # fmt: skip

    def _renew(self, world: World) -> None:
        document = world.entities["document"]
        until = Param("valid_until", "date", "The new last day (YYYY-MM-DD)", ahead=(190, 320))
        world.act(Action(
            f"renew_{document.word}", f"Let {a(document.noun.singular)} be valid for longer.",
            params=(world.row_param(document, audience="staff"), until),
            steps=(*world.found(document, audience="staff"),
                   world.require("SELECT :valid_until > :found_valid_until",
                                 "It is valid until {found_valid_until} already: {valid_until} is not later.", "invalid"),
                   world.update(document, valid_until=":valid_until")),
            returns=world.row_of(document),
            phrases=(f"extend the validity of {{{document.key}}} until {{valid_until}}", f"renew {{{document.key}}} until {{valid_until}}"),
            entity="document", intents=frozenset({"renew paper"}), audience="staff", rate=0.1, weight=0.7,
        ))  # fmt: skip

    def _agreements(self, world: World) -> None:
        """What must always hold, and why people ask for several things at once."""
        document = world.entities["document"]
        one = str(document.noun)
        if self.options["versions"]:
            version = world.entities["version"]
            world.invariants[f"every {one} has all its versions"] = (
                f"SELECT x.id FROM {document.table} x WHERE x.version <> "
                f"(SELECT count(*) FROM {version.table} v WHERE v.{document.key} = x.id)"
            )
        if self._signed:
            signature = world.entities["signature"]
            world.invariants[f"every {one} has the signatures that its state tells of"] = (
                f"SELECT x.id FROM {document.table} x WHERE (SELECT count(*) FROM {signature.table} s WHERE s.{document.key} = x.id) "
                "<> CASE x.status WHEN 'signed' THEN 1 WHEN 'countersigned' THEN 2 ELSE 0 END"
            )
        world.situations += [
            Situation("paperwork", "{party} and I went through the paperwork.", ("submit", "revise paper?", "approve?", "renew paper?"),
                      lead_customer="I have finally sat down to do my paperwork.", asks=("count", "last")),
            Situation("mistake in the papers", f"{{party}} has found a mistake in {a(one)}.", ("revise paper", "sign?", "submit?"),
                      lead_customer="I have found a mistake in my papers.", asks=("last", "count")),
        ]  # fmt: skip
        if not world.for_customer:
            world.situations.append(Situation(
                "signing day", f"A pile of {document.noun.plural} is waiting on my desk.", ("approve", "reject?", "approve?", "renew paper?"),
                asks=("count",),
            ))  # fmt: skip


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))
