"""Where rows can be found: which tool lists the rows of which table, and under which names it shows their columns.

In:  a place.
Out: `Source`s, found by calling every tool that only reads and comparing what it shows with the tables.
Never here: reading SQL; tasks.

This is the graph of tools: a source whose `needs` names another table is reached through a row of that table.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from authors.weaving.place import Place, Thing
from environments import Session
from environments.certification.shape import Shape
from environments.certification.values import names_a_row

PROBES = 12
"""Rows of a table through which a tool is tried that needs one."""


@dataclass(frozen=True)
class Source:
    """A list of rows of one table in a tool's result."""

    tool: str
    path: str
    """Below the call's number: "" for the whole result, "/positions" for a part of it."""
    table: str
    key: str
    """The name under which the rows' ids are shown."""
    columns: Mapping[str, str]
    """Column of the table to the name under which it is shown."""
    in_dollars: frozenset[str]
    """Columns in cents that are shown in dollars."""
    names: Mapping[str, str]
    """Column that refers to another table to where the name of that other row is shown."""
    filters: Mapping[str, str]
    """Column to the optional parameter that filters by it: a part of a name, a state."""
    needs: Mapping[str, str] = field(default_factory=dict)
    """Parameter to the table whose id it needs."""


def find_sources(place: Place) -> list[Source]:
    """All that the tools show, the most telling first."""
    environment = place.environment
    shape = Shape.of(environment.facts, environment.content.tables)
    found: list[Source] = []
    with environment.session() as session:
        finder = _Finder(place, shape, session)
        for name, program in environment.tools.items():
            if program.read_only:
                found += finder.of_tool(name)
    return sorted(found, key=lambda each: (len(each.needs), -len(each.columns) - len(each.names), each.tool))


class _Finder:
    def __init__(self, place: Place, shape: Shape, session: Session) -> None:
        self._place = place
        self._shape = shape
        self._session = session
        self._rows: dict[str, dict[Any, dict[str, Any]]] = {}

    def of_tool(self, tool: str) -> list[Source]:
        parameters = self._place.environment.tools[tool].parameters
        required = parameters.get("required", [])
        needs = {name: table for name in required if (table := self._referenced(tool, name)) is not None}
        if len(needs) < len(required) or len(needs) > 1:
            return []
        for arguments in self._probes(needs):
            result = self._session.call(tool, arguments)
            found = [
                source for path, rows in _lists(result.content) if (source := self._source(tool, path, rows, needs))
            ]
            if result.ok and found:
                return found
        return []

    def _probes(self, needs: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        if not needs:
            yield {}
        for name, table in needs.items():
            for identifier in list(self.rows_of(table))[:PROBES]:
                yield {name: identifier}

    def _referenced(self, tool: str, parameter: str) -> str | None:
        meaning = self._place.environment.tools[tool].tool.meanings.get(parameter)
        table = (meaning.references if meaning else None) or self._shape.table_of(parameter)
        return table if table in self._place.things else None

    def _source(
        self, tool: str, path: str, rows: Sequence[Mapping[str, Any]], needs: Mapping[str, str]
    ) -> Source | None:
        for shown in rows[0]:
            thing = self._own_thing(tool, shown, rows)
            if thing is None:
                continue
            known = self.rows_of(thing.table)
            own = [known[row[shown]] for row in rows]
            columns, dollars = self._columns(thing, rows, own)
            return Source(
                tool, path, thing.table, shown, columns, dollars, self._names(thing, rows, own),
                self._filters(tool, thing), needs,
            )  # fmt: skip
        return None

    def _own_thing(self, tool: str, shown: str, rows: Sequence[Mapping[str, Any]]) -> Thing | None:
        """The table whose ids stand under this name, where each row has another one."""
        if not names_a_row(shown):
            return None
        action = self._place.environment.tools[tool].tool.action
        table = (action.table if action else self._like(rows)) if shown == "id" else self._shape.table_of(shown)
        thing = self._place.things.get(table or "")
        values = [row.get(shown) for row in rows]
        if thing is None or len(set(values)) < len(values):
            return None
        known = self.rows_of(thing.table)
        return thing if all(value in known for value in values) else None

    def _like(self, rows: Sequence[Mapping[str, Any]]) -> str | None:
        """The table that has these ids and shares most of what is shown, where two columns agree at least."""
        best, most = None, 1
        for table, thing in self._place.things.items():
            known = self.rows_of(table)
            own = [known.get(row["id"]) for row in rows]
            found = [each for each in own if each is not None]
            if len(found) == len(rows):
                agreeing = len(self._columns(thing, rows, found)[0].keys() - {thing.key})
                best, most = (table, agreeing) if agreeing > most else (best, most)
        return best

    def _columns(
        self, thing: Thing, rows: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]]
    ) -> tuple[dict[str, str], frozenset[str]]:
        found: dict[str, str] = {}
        dollars = set()
        for name in thing.columns:
            if name in rows[0] and all(row[name] == real[name] for row, real in zip(rows, own, strict=True)):
                found[name] = name
                continue
            bare = name.removesuffix("_cents")
            if bare != name and bare in rows[0] and _are_dollars(rows, own, bare, name):
                found[name] = bare
                dollars.add(name)
        return found, frozenset(dollars)

    def _names(
        self, thing: Thing, rows: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]]
    ) -> dict[str, str]:
        found = {}
        for column in thing.of("reference"):
            other = self._place.things.get(column.references or "")
            if other is None or other.name_column is None:
                continue
            known = self.rows_of(other.table)
            names = [known.get(row[column.name], {}).get(other.name_column) for row in own]
            for shown in rows[0]:
                if any(names) and all(row[shown] == name for row, name in zip(rows, names, strict=True)):
                    found[column.name] = shown
                    break
        return found

    def _filters(self, tool: str, thing: Thing) -> dict[str, str]:
        program = self._place.environment.tools[tool].tool
        found: dict[str, str] = {}
        for parameter in program.parameters["properties"]:
            meaning = program.meanings.get(parameter)
            column = (meaning.column if meaning else None) or parameter
            if column in thing.columns and not parameter.endswith(("_from", "_to")) and "min" not in parameter:
                found.setdefault(column, parameter)
        return found

    def rows_of(self, table: str) -> dict[Any, dict[str, Any]]:
        """All seed rows by their id."""
        if table not in self._rows:
            facts = self._place.environment.facts[table]
            listed = self._session.connection.execute(f'SELECT * FROM "{table}" ORDER BY "{facts.key[0]}"').fetchall()
            rows = [dict(zip(facts.columns, row, strict=True)) for row in listed]
            self._rows[table] = {row[facts.key[0]]: row for row in rows}
        return self._rows[table]


def _lists(content: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every list of rows in a result, with its path."""
    if isinstance(content, list) and content and all(isinstance(row, dict) for row in content):
        yield "", content
    if isinstance(content, dict):
        for name, part in content.items():
            if isinstance(part, list) and part and all(isinstance(row, dict) for row in part):
                yield f"/{name}", part


def _are_dollars(rows: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]], shown: str, column: str) -> bool:
    pairs = [(row[shown], real[column]) for row, real in zip(rows, own, strict=True)]
    return all(
        (one is None and cents is None) or (one is not None and cents is not None and abs(one * 100 - cents) < 1e-6)
        for one, cents in pairs
    )
