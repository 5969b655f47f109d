"""What an environment's tables are to people: nouns, names, owners, what columns mean; inferred where nobody says.

In:  a loaded environment.
Out: `Place` with a `Thing` a table.
Never here: tools' results (`sources`), words of a task.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from authors.procedural.language import pluralise, singularise
from environments import Environment
from environments.facts import TableFacts
from schemas import Column, Table

_USERS_OWN = re.compile(r"(?:\b\w+\.)?(\w+)\s*(?:=|IS)\s*:user_id", re.I)
_DATE = re.compile(r"(^|_)(on|at|date|day|since|until)$|^(date|day)_")
_NAMES = ("name", "title")
_PEOPLE = re.compile(r"e_?mail|phone")
_PERIODS = {"on", "at"}


@dataclass(frozen=True)
class Thing:
    """A table and what its rows are to people."""

    table: str
    singular: str
    plural: str
    key: str
    columns: Mapping[str, Column]
    naming: tuple[str, ...]
    """Templates, most natural first; `{column}` and `{noun}`."""
    name_column: str | None
    owner: str | None
    """The column that says whose a row is."""
    is_person: bool
    is_title: bool
    """Its names are titles, which people put into quotation marks."""

    def of(self, *meanings: str) -> list[Column]:
        """Columns with one of these meanings."""
        return [column for column in self.columns.values() if column.meaning in meanings]


@dataclass(frozen=True)
class Place:
    environment: Environment
    things: Mapping[str, Thing]
    people: str | None
    """The table whose row 1 is user 1."""

    @property
    def now(self) -> str:
        return self.environment.manifest.now

    def label(self, column: Column) -> str:
        """How people say a column."""
        return column.label or label_of(column.name)

    def user_name(self) -> str:
        """Of user 1, as a tool about oneself tells it; empty where none does."""
        with self.environment.session() as session:
            for name, program in self.environment.tools.items():
                if re.search(r"profile|whoami|account|context", name) and program.read_only:
                    content = session.call(name, {}).content
                    if isinstance(content, dict) and isinstance(content.get("name"), str):
                        return str(content["name"])
        return ""


def place_of(environment: Environment) -> Place:
    """Everything that is said of the tables, and everything that can be inferred."""
    people = _people(environment)
    things = {}
    for table in environment.content.tables:
        facts = environment.facts[table.name]
        if len(facts.key) == 1:
            things[table.name] = _thing(table, facts, people)
    return Place(environment, things, people)


def label_of(name: str) -> str:
    """A column's name as people say it: "due_on" is a due date, "posted_at" a posting date, "price_cents" a price."""
    words = re.sub(r"_(cents|ids?)$", "", name).split("_")
    if words[-1] in _PERIODS and len(words) > 1:
        words[-2:] = [_HAPPENING.get(words[-2]) or re.sub(r"ed$", "ing", words[-2]), "date"]
    return " ".join(word.upper() if word in ("dcc", "sku", "vat", "id") else word for word in words)


_HAPPENING = {
    "starts": "start", "ends": "end", "created": "creation", "returned": "return", "begins": "start",
    "closes": "closing", "opens": "opening", "expires": "expiry", "updated": "update",
}  # fmt: skip


def _people(environment: Environment) -> str | None:
    """The table that most columns point to which tools compare with the signed-in user."""
    found: Counter[str] = Counter()
    for tool in environment.content.tools:
        for name in _USERS_OWN.findall(tool.model_dump_json()):
            for facts in environment.facts.values():
                found.update(key.parent for key in facts.foreign_keys if key.columns == (name.lower(),))
    return found.most_common(1)[0][0] if found else None


def _thing(table: Table, facts: TableFacts, people: str | None) -> Thing:
    declared = {column.name: column for column in table.columns}
    columns = {name: declared.get(name) or _column(name, facts) for name in facts.columns}
    singular = table.noun.singular if table.noun else singularise(table.name.replace("_", " "))
    plural = table.noun.plural if table.noun else pluralise(singular)
    named = next((name for name in _NAMES if name in columns), None)
    named = named or next((each.name for each in columns.values() if each.meaning == "name"), None)
    owner = next((each.name for each in columns.values() if people and each.references == people), None)
    is_person = any(_PEOPLE.search(name) for name in columns) or table.name == people
    naming = tuple(table.naming) or tuple(_templates(columns, owner, named, facts.key[0]))
    is_title = named == "title"
    return Thing(table.name, singular, plural, facts.key[0], columns, naming, named, owner, is_person, is_title)


def _column(name: str, facts: TableFacts) -> Column:
    """The meaning of a column as far as its name, type and checks tell."""
    parent = next((key.parent for key in facts.foreign_keys if key.columns == (name,)), None)
    values = facts.value_lists.get(name)
    if (name,) == facts.key:
        return Column(name=name, meaning="key")
    if parent is not None:
        return Column(name=name, meaning="reference", references=parent)
    if values:
        return Column(name=name, meaning="state" if name in ("status", "state") else "category", values=values)
    if name.endswith("_cents"):
        return Column(name=name, meaning="money", unit="cents")
    if _DATE.search(name):
        return Column(name=name, meaning="date")
    if name in _NAMES:
        return Column(name=name, meaning="name")
    kind = facts.types.get(name, "").upper()
    is_flag = any(re.search(rf"{name}\W+in\W+0\W+1\b", rule, re.I) for rule in facts.rules)
    if is_flag:
        return Column(name=name, meaning="flag")
    return Column(name=name, meaning="quantity" if kind in ("INTEGER", "REAL", "INT", "NUMERIC") else "text")


def _templates(columns: Mapping[str, Column], owner: str | None, named: str | None, key: str) -> Iterator[str]:
    """Ways to name a row that nobody has written down."""
    if named:
        yield f"{{{named}}}"
    mine = (f"{{{owner}}}'s ", "") if owner else ("",)
    other = [each.name for each in columns.values() if each.meaning == "reference" and each.name != owner]
    dates = [each.name for each in columns.values() if each.meaning == "date"]
    kinds = [each.name for each in columns.values() if each.meaning == "category"]
    for whose in mine:
        for reference in other[:2]:
            yield f"{whose}{{noun}} of {{{reference}}}"
            for kind in kinds[:1]:
                yield f"{whose}{{{kind}}} {{noun}} of {{{reference}}}"
            for day in dates[:1]:
                yield f"{whose}{{noun}} of {{{reference}}} on {{{day}}}"
        for day in dates[:1]:
            yield f"{whose}{{noun}} of {{{day}}}"
        for amount in [each.name for each in columns.values() if each.meaning == "money"][:1]:
            yield f"{whose}{{noun}} of {{{amount}}}"
