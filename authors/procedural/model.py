"""The middle layer: what a business has (entities) and what is done there (actions), with what both mean.

In:  declarations of modules and domains.
Out: the one description that tables, tools, rows, tasks, checks and names are all read off.
Never here: randomness, rows, wording of whole sentences.

SQL in this layer is written by modules, over the names that their entities carry; it never comes from a user's words.
"""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from authors.procedural.language import Noun, identifier
from schemas import Read, Require, Write

Meaning = Literal["name", "category", "quantity", "money", "date", "state", "reference", "text", "flag", "contact"]
"""What a field is to people. `contact` is text that is never searched by and never asked to be changed blindly."""


@dataclass(frozen=True)
class Field:
    """A column and what it means. Use the makers below, which know what each meaning needs."""

    name: str
    meaning: Meaning
    label: str = ""
    """How people say it: "nightly rate"; the name in words when empty."""
    of: str = ""
    """References: the role of the entity that it points to."""
    values: tuple[str, ...] = ()
    """Categories and states: all values."""
    moves: tuple[tuple[str, str], ...] = ()
    """States: every transition that the actions make."""
    low: int = 0
    high: int = 0
    step: int = 1
    """Quantities and money: the range that base rows draw from."""
    unit: str = ""
    most: str = ""
    least: str = ""
    """Superlatives: "longest", "shortest"."""
    at_least: str = ""
    """A relative clause over a lower bound: "that sleeps at least {value}"."""
    filter: bool = False
    """Searches take it as a parameter."""
    asked: bool = True
    """It makes sense as a question: "what is the home town of …"."""
    optional: bool = False
    timed: bool = False
    """Dates: with a time of day."""
    unique: bool = False

    @property
    def sql_type(self) -> str:
        return "INTEGER" if self.meaning in ("quantity", "money", "reference", "flag") else "TEXT"

    @property
    def said(self) -> str:
        """The label, or the name in words: `start_on` is the "start date", `total_cents` the "total"."""
        if self.label:
            return self.label
        plain = self.name.removesuffix("_cents").removesuffix("_id")
        if plain.endswith("_on"):
            return plain.removesuffix("_on").replace("_", " ") + " date"
        if plain.endswith("_at"):
            return plain.removesuffix("_at").replace("_", " ") + " time"
        return plain.replace("_", " ")


def name_field(label: str = "name", name: str = "name") -> Field:
    """What the row is called."""
    return Field(name, "name", label, filter=True, asked=False)


def category(name: str, values: tuple[str, ...] = (), label: str = "", filter: bool = True) -> Field:
    """One of a fixed list that never moves; values may be left to the joint rows of `Things`."""
    return Field(name, "category", label, values=values, filter=filter)


def quantity(
    name: str, low: int, high: int, label: str = "", unit: str = "", most: str = "", least: str = "",
    at_least: str = "", step: int = 1, filter: bool = False, asked: bool = True,
) -> Field:  # fmt: skip
    """A whole number that is never negative."""
    return Field(name, "quantity", label, low=low, high=high, unit=unit, most=most, least=least, at_least=at_least,
                 step=step, filter=filter or bool(at_least), asked=asked)  # fmt: skip


def price(
    name: str, low: int = 0, high: int = 0, label: str = "", step: int = 50, most: str = "most expensive",
    least: str = "cheapest",
) -> Field:  # fmt: skip
    """Money in cents; its name ends in `_cents`."""
    return Field(name, "money", label, low=low, high=high, unit="cents", most=most, least=least, step=step)


def amount(name: str, label: str = "") -> Field:
    """Money in cents that actions compute: no superlatives of its own."""
    return Field(name, "money", label, unit="cents")


def day(name: str, label: str = "", filter: bool = False, optional: bool = False, asked: bool = True) -> Field:
    """A date."""
    return Field(name, "date", label, filter=filter, optional=optional, asked=asked)


def instant(name: str, label: str = "", filter: bool = False, optional: bool = False, asked: bool = True) -> Field:
    """A date with a time of day; `filter` makes searches take the day."""
    return Field(name, "date", label, filter=filter, optional=optional, timed=True, asked=asked)


def state(flow: str, name: str = "status", label: str = "", filter: bool = True) -> Field:
    """A state and how it may move: "confirmed>active>completed, confirmed>cancelled"; it starts in the first."""
    values: list[str] = []
    moves: list[tuple[str, str]] = []
    for path in flow.split(","):
        stops = [stop.strip() for stop in path.split(">")]
        values += [stop for stop in stops if stop not in values]
        moves += [move for move in itertools.pairwise(stops) if move not in moves]
    return Field(name, "state", label, values=tuple(values), moves=tuple(moves), filter=filter)


def reference(of: str, name: str = "", label: str = "", filter: bool = True, optional: bool = False) -> Field:
    """Another entity's row, by the other's role; its column is named for the other's noun unless `name` is given."""
    return Field(name, "reference", label, of=of, filter=filter, optional=optional)


def prose(name: str, label: str = "", optional: bool = False) -> Field:
    """Free text: compared only where an instruction quotes it."""
    return Field(name, "text", label, optional=optional, asked=False)


def contact(name: str, label: str = "", asked: bool = True) -> Field:
    """An address, number or e-mail."""
    return Field(name, "contact", label, asked=asked)


def flag(name: str, label: str = "", filter: bool = False) -> Field:
    """Yes or no, as 1 or 0."""
    return Field(name, "flag", label, filter=filter, asked=False)


@dataclass(frozen=True)
class Things:
    """What a place has many of: a noun, its attributes, and joint rows that were thought of together.

    Rows hold the name, then one value a field. Joint rows are what makes a kayak seat one or two and a catamaran ten.
    """

    noun: Noun
    fields: tuple[Field, ...]
    rows: tuple[tuple[Any, ...], ...]

    def with_values(self) -> tuple[Field, ...]:
        """The fields, with the values of categories filled in from the rows, in order of first appearance."""
        filled = []
        for position, each in enumerate(self.fields, start=1):
            if each.meaning == "category" and not each.values:
                values = tuple(dict.fromkeys(str(row[position]) for row in self.rows))
                each = _replace_values(each, values)
            filled.append(each)
        return tuple(filled)


def _replace_values(one: Field, values: tuple[str, ...]) -> Field:
    return Field(**{**one.__dict__, "values": values})


_UNSAID = frozenset(
    {"answered", "arrived", "attended", "called off", "fulfilled", "on leave", "over", "sent", "half approved"}
)
"""States that are no adjectives of what is in them."""


@dataclass
class Entity:
    """Something that the business keeps rows of."""

    role: str
    """What it is in the world, unique there: "party", "booking", "booking.slip"."""
    noun: Noun
    fields: list[Field]
    naming: tuple[str, ...] = ()
    """How people name one row, most natural first: "{party}'s {noun} of {resource}".

    `{role}` of a referenced entity or `{column}`; `{noun}` is the noun, before which a state may be put ("the open …").
    For user 1's own rows the genitive of the party becomes "my".
    """
    offers: tuple[str, ...] = ()
    """Capabilities that other modules look for: "bookable", "chargeable", "sellable", "reviewable"."""
    things: Things | None = None
    """Base rows; None where rows only come from what happens."""
    people: int = 0
    """How many people to draw, where the rows are people."""
    owned: bool = False
    """It belongs to the party: a customer sees only their own."""
    owner: str = ""
    """The column that says whose it is; filled in once the party's noun is known."""
    live: str = ""
    """The state in which people talk of it without saying so."""
    live_said: Mapping[str, str] = field(default_factory=dict)
    """States in words: {"confirmed": "upcoming"}; the state itself otherwise."""
    part_of: str = ""
    """The role of the parent whose `get` tool lists these rows; such entities have no search of their own."""
    backstage: bool = False
    """A customer never sees it: no tools over it in the customer's persona."""
    detailed: bool = False
    """Has a `get` tool even without parts."""
    table: str = ""

    def __post_init__(self) -> None:
        self.table = self.table or identifier(self.noun.plural)

    @property
    def key(self) -> str:
        """The column by which others refer to it: "boat_id"."""
        return identifier(self.noun.singular) + "_id"

    @property
    def word(self) -> str:
        """The noun as a part of tool names: "work_order"."""
        return identifier(self.noun.singular)

    @property
    def words(self) -> str:
        """The plural noun as a part of tool names."""
        return identifier(self.noun.plural)

    def field(self, name: str) -> Field:
        """The field of this column name. Raises KeyError with the names there are."""
        for each in self.fields:
            if each.name == name:
                return each
        raise KeyError(f"{self.role} has no field {name!r}, only {[each.name for each in self.fields]}")

    def of_meaning(self, meaning: Meaning) -> list[Field]:
        return [each for each in self.fields if each.meaning == meaning]

    @property
    def name_column(self) -> str | None:
        """The column that holds its name, where it has one."""
        names = self.of_meaning("name")
        return names[0].name if names else None

    @property
    def status(self) -> Field | None:
        """Its state field, where it has one."""
        states = self.of_meaning("state")
        return states[0] if states else None

    def says_state(self, value: str) -> bool:
        """Whether people put this state before the noun: "my unpaid invoices", but never "my attended entry"."""
        said = self.say_state(value)
        return said not in _UNSAID and not said.startswith(("in ", "on "))

    def say_state(self, value: str) -> str:
        """A state in words, as an adjective: "upcoming", "unpaid"."""
        return self.live_said.get(value, value.replace("_", " "))


ParamKind = Literal["reference", "quantity", "money", "date", "moment", "category", "text", "lines", "flag"]


@dataclass(frozen=True)
class Param:
    """An argument of an action: what it is, which values are plausible now, and how it is said."""

    name: str
    kind: ParamKind
    description: str
    of: str = ""
    """References and lines: the role of the entity."""
    pick: str = ""
    """One SELECT of one column: values with which the call is plausible now; `:user_id` may be used."""
    values: tuple[str, ...] = ()
    """Categories: all values. Texts: samples, in complete sentences."""
    low: int = 1
    high: int = 5
    step: int = 1
    unit: Noun | None = None
    """Of quantities, as said: "for two nights"."""
    ahead: tuple[int, int] = (1, 21)
    """Dates: days from today. Moments also take `hours`."""
    hours: tuple[int, ...] = (9, 10, 11, 13, 14, 15, 16)
    optional: bool = False
    free: bool = False
    """Free choice that nobody states and nothing depends on: left out of tasks."""
    column: str = ""
    """The column of the action's entity that it fills, where it is not named alike."""
    depends: tuple[str, ...] = ()
    """Earlier parameters that `pick` uses as `:name`."""


Statement = Require | Read | Write


@dataclass(frozen=True)
class Told:
    """A fact that an action's result tells, and how people ask for it: "what it comes to"."""

    column: str
    question: str
    meaning: Literal["money", "date", "quantity", "name", "state", "moment"]


@dataclass(frozen=True)
class Action:
    """Something that is done there: one tool that writes."""

    name: str
    description: str
    params: tuple[Param, ...]
    steps: tuple[Statement, ...]
    returns: str
    """A SELECT of one row."""
    phrases: tuple[str, ...]
    """Imperatives with `{param}`. `[…]` is left out for a customer; `{param:a}` takes an article."""
    entity: str
    """The role of the entity that it creates or changes."""
    does: Literal["create", "update", "delete"] = "update"
    intents: frozenset[str] = frozenset()
    """What it is good for in situations: "book", "cancel", "pay", "complain", "move" …"""
    told: tuple[Told, ...] = ()
    audience: Literal["staff", "customer", "both", "nobody"] = "both"
    """Who has it as a tool. What nobody has happens backstage all the same."""
    by_party: bool = False
    """Called by the party itself although user 1 does not have it; set where it was hidden from a customer."""
    rate: float = 0.0
    """How often it happens in the whole business on a day of simulated history."""
    due: str = ""
    """A SELECT of complete argument rows that fall due on the simulated day, column names being parameter names;
    may give `user_id` for whom it is called."""
    due_chance: float = 1.0
    rush: tuple[str, ...] = ()
    """Parameters of which one value at a time is in great demand towards the end of history, so that a limit (places,
    copies, uses) is reached at least once; "user_id" stands for the person who does it."""
    weight: float = 1.0
    """How often tasks want it."""
    kept: bool = False
    """It is not what is taken from user 1 where there are too many tools, as long as it can be done at all."""
    alternatives: str = ""
    """The report that lists what is free or fits, from which one parameter (`chosen`) can be taken."""
    chosen: str = ""
    """The reference parameter that can be chosen by a superlative."""
    each: str = ""
    """The reference parameter over which "all of …" makes sense."""
    each_state: str = ""
    """The state of the rows that "all of …" means."""
    keeps: tuple[str, ...] = ()
    """Roles that its row refers to by way of others, and goes on referring to whatever it changes: a class place that
    is swapped stays one of the same course. No rule about these alone can refuse it."""
    inverse: tuple[str, ...] = ()
    """Names of actions that undo it: never asked for on the same row in one task."""


@dataclass(frozen=True)
class Report:
    """A tool that only reads, beyond search and get: what is free, what is owed."""

    name: str
    description: str
    params: tuple[Param, ...]
    steps: tuple[Statement, ...]
    returns: str
    shape: Literal["rows", "row"]
    entity: str = ""
    """The role of the entity whose rows it lists, where it lists some."""
    audience: Literal["staff", "customer", "both"] = "both"
    told: tuple[Told, ...] = ()
    """Facts of a one-row report, and how people ask for them."""
    questions: tuple[str, ...] = ()
    """Whole questions with `{param}`, one a told fact is not enough for."""


@dataclass(frozen=True)
class Situation:
    """Why somebody asks for several things at once: a lead, what they then want in order, a closing question.

    `lead` has `{party}` for a protagonist who is spoken of, and a variant in the first person for customers.
    `wants` are intents; a star means all that match ("cancel*"), a question mark that it may be left out ("rebook?").
    """

    name: str
    lead: str
    wants: tuple[str, ...]
    lead_customer: str = ""
    asks: tuple[str, ...] = ()
    """Intents of closing questions: "owed", "last", "count"."""
    about: str = "party"
    """The role of the protagonist."""


Hook = Callable[..., list[Statement]]
