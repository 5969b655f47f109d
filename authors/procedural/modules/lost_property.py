"""Lost property: what people report as lost, what was found, and what came back to them.

Needs nothing. Listens to nothing.
"""

from dataclasses import dataclass

from authors.procedural.language import Noun, a, noun
from authors.procedural.model import Action, Entity, Param, Situation, category, day, prose, reference, state
from authors.procedural.module import Module
from authors.procedural.modules.transitions import transition
from authors.procedural.world import World

KINDS = ("umbrella", "jacket", "phone", "keys", "water bottle", "glasses", "bag", "scarf")
PLACES = ("at the entrance", "by the door", "in the toilets", "in the car park", "in the corridor")
MARKS = (
    "Dark blue, with a small scratch on one side.",
    "Almost new, with a red ribbon tied on.",
    "Marked with my initials in white ink.",
    "A present from my sister, so please look everywhere.",
    "Rather worn, but dear to me.",
)
SHELVES = ("on shelf A", "on shelf B", "in the safe", "in the back office")
"""Where found things lie, with a preposition."""


@dataclass(frozen=True, kw_only=True)
class LostProperty(Module):
    """Reports of lost things."""

    OPTIONS = {
        "shelf": (True, False),
        "place": (True, False),
        "send": (True, False),
        "reopen": (True, False),
        "remind": (True, False),
    }
    """Whether found things have a shelf; whether it is known where they were lost; whether they may be sent home;
    whether a report that was closed may be opened again; whether people can say that it is urgent."""

    report: Noun = noun("lost-property report")
    kinds: tuple[str, ...] = KINDS
    places: tuple[str, ...] = PLACES
    """Where things are lost, with a preposition: "in the changing room"."""

    def declare(self, world: World) -> None:
        flow = "missing>found>collected, missing>given_up"
        flow += ", found>sent" if self.options["send"] else ""
        flow += ", given_up>missing" if self.options["reopen"] else ""
        fields = [reference("party"), category("kind", self.kinds, "kind of thing"), day("lost_on", "day it was lost")]
        if self.options["place"]:
            fields.append(category("place", self.places, "place where it was lost"))
        if self.options["shelf"]:
            fields.append(category("shelf", ("none", *SHELVES), "place where it is kept"))
        urgency = [state("normal>urgent", "urgency")] if self.options["remind"] else []
        world.add(Entity(
            "lost_report", self.report, [*fields, prose("marks", "how to tell it"), state(flow), *urgency],
            naming=("{party}'s lost {kind}", "{party}'s {kind} lost on {lost_on}"),
            owned=True, live="missing", live_said={"given_up": "closed"},
        ))  # fmt: skip

    def build(self, world: World) -> None:
        self._report(world)
        self._find(world)
        self._end(world)
        self._agree(world)

    def _entity(self, world: World) -> Entity:
        return world.entities["lost_report"]

    def _report(self, world: World) -> None:
        report, party = self._entity(world), world.party_value()
        kind = Param("kind", "category", "What was lost", values=self.kinds)
        place = Param("place", "category", "Where it was lost", values=self.places)
        marks = Param("marks", "text", "How to tell it", values=MARKS)
        day_lost = Param("lost_on", "date", "The day it was lost (YYYY-MM-DD)", ahead=(-6, 0))
        values = {world.party.key: party, "kind": ":kind", "lost_on": ":lost_on", "marks": ":marks"}
        places = (place,) if self.options["place"] else ()
        if self.options["place"]:
            values["place"] = ":place"
        if self.options["shelf"]:
            values["shelf"] = "'none'"
        if self.options["remind"]:
            values["urgency"] = "'normal'"
        where = " {place}" if self.options["place"] else ""
        whose = "my" if world.own() else f"{{{world.party.key}}}'s"
        world.act(Action(
            "report_lost_item", "Report a thing that was lost here.",
            params=(*world.party_param(active=False), kind, *places, day_lost, marks),
            steps=(*world.party_exists(),
                   world.require("SELECT :lost_on <= date(now())", "{lost_on} is still to come.", "invalid"),
                   world.insert(report, **values)),
            returns=world.row_of(report, ":new_id"),
            phrases=(f"report {whose} {{kind}} as lost{where} on {{lost_on}}: {{marks}}",),
            entity="lost_report", does="create", intents=frozenset({"report"}), rate=0.7, weight=0.6,
        ))  # fmt: skip

    def _find(self, world: World) -> None:
        report = self._entity(world)
        shelf = Param("shelf", "category", "Where it lies", values=SHELVES)
        transition(
            world, report, "mark_item_found", "Note that a lost thing was found, and where it lies.", ("missing",),
            "found", ("mark {row} as found, {shelf}",) if self.options["shelf"] else ("mark {row} as found",),
            audience="staff", rate=0.5, params=(shelf,) if self.options["shelf"] else (),
            sets={"shelf": ":shelf"} if self.options["shelf"] else None, intents=("resolve",),
        )  # fmt: skip
        empty = {"shelf": "'none'"} if self.options["shelf"] else None
        transition(
            world, report, "hand_out_item", "Note that a found thing was collected by its owner.", ("found",),
            "collected", ("mark {row} as collected",), audience="staff", rate=0.3,
            sets=empty, intents=("give back",),
        )  # fmt: skip
        if self.options["send"]:
            transition(
                world, report, "send_item_home", "Have a found thing sent to its owner by post.", ("found",), "sent",
                ("have {row} posted to me",) if world.own() else ("have {row} sent by post",), rate=0.15,
                sets=empty, intents=("give back",),
            )  # fmt: skip

    def _end(self, world: World) -> None:
        report = self._entity(world)
        transition(
            world, report, "close_lost_report", "Give up looking for a lost thing.", ("missing",), "given_up",
            ("stop looking for {row}", "call off the search for {row}"), rate=0.12, intents=("withdraw", "cancel"),
            inverse=("reopen_lost_report",),
        )  # fmt: skip
        if self.options["reopen"]:
            transition(
                world, report, "reopen_lost_report", "Look for a thing again that had been given up.", ("given_up",),
                "missing", ("resume the search for {row}", "take up the search for {row} again"), rate=0.05, weight=0.5,
                inverse=("close_lost_report",), intents=("reopen",),
            )  # fmt: skip
        if self.options["remind"]:
            world.act(Action(
                "flag_lost_report", f"Mark {a(self.report.singular)} as urgent.",
                params=(world.row_param(report, "status = 'missing' AND urgency = 'normal'"),),
                steps=(*world.found(report), world.in_state(report, "missing"),
                       world.require("SELECT :found_urgency = 'normal'", "It is marked as urgent already."),
                       world.update(report, urgency="'urgent'")),
                returns=world.row_of(report),
                phrases=(f"mark the search for {{{report.key}}} as urgent",),
                entity="lost_report", intents=frozenset({"escalate"}), rate=0.1, weight=0.5,
            ))  # fmt: skip

    def _agree(self, world: World) -> None:
        report = self._entity(world)
        world.invariants[f"nothing in {report.noun.plural} was lost in the future"] = (
            f"SELECT id FROM {report.table} WHERE lost_on > date(now())"
        )
        world.situations += [
            Situation("left behind", "{party} left something here.", ("report", "book?", "pay?"),
                      lead_customer="I think I left something behind.", asks=("count", "owed")),
            Situation("tidying the shelf", "{party} came by about lost things.", ("give back", "withdraw?", "pay?"),
                      lead_customer="I am writing about the things I lost.", asks=("count",)),
        ]  # fmt: skip
