"""Values that a tool's parameter could plausibly take, from all that the environment knows of it.

In:  the tools with their meanings, the shape of the tables, a session in which nothing happens.
Out: for each argument a list of values, the most telling first; single values drawn for walks.
Never here: calls, or whether one succeeds with these values.

Sources, in this order: the author's query of plausible values (`pick`), the keys of the table that a parameter
names, the values of its enum, the author's samples, and columns that have the parameter's name.
"""

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

import apsw

from environments.certification.shape import Shape
from environments.certification.values import Path, last_name, subschema
from environments.session import Session
from schemas import ParameterMeaning, Tool

MOST_VALUES = 60
"""Values kept of one source: enough to find one that fits, few enough to try."""
_OLDEST = _NEWEST = MOST_VALUES // 2
"""Of the ids of a table."""
ODD_SHARE = 0.05
"""Of drawn values: at or beyond an edge."""
WRONG_IDS = (0, 999_999)
_AROUND = [timedelta(days=shift) for shift in (0, 1, 2, 3, 5, 8, 13, 21, 30, -1, -7, -400, 400)]
_NOTHING = ParameterMeaning()


@dataclass(frozen=True, slots=True)
class _Place:
    """What is known of one argument before any is drawn: a walk draws thousands."""

    schema: Mapping[str, Any]
    kind: str
    name: str
    edges: list[Any]
    known: list[Any]
    parts: tuple[tuple[str, Path, bool], ...]
    """Of an object: the name and path of each argument inside, and whether it is required."""


class Candidates:
    """Reads each source once; the image does not change."""

    def __init__(self, tools: Mapping[str, Tool], shape: Shape, untouched: Session) -> None:
        """`untouched` is a session in which nothing is ever called."""
        self._tools = tools
        self._shape = shape
        self._untouched = untouched
        self._now = datetime.fromisoformat(untouched.environment.manifest.now)
        self.faults: dict[str, str] = {}
        """Parameter ("tool.parameter") to why its query of plausible values could not run."""
        self._known: dict[tuple[str, Path], list[Any]] = {}
        self._queried: dict[str, list[Any]] = {}
        self._schemas: dict[tuple[str, Path], Mapping[str, Any]] = {}
        self._places: dict[tuple[str, Path], _Place] = {}

    def of(self, tool: str, path: Path) -> list[Any]:
        """Every plausible value of the argument at this path, without doubles."""
        shallow = tuple("[]" if isinstance(key, int) else key for key in path)
        key = (tool, shallow)
        if key not in self._known:
            self._known[key] = self._collect(self._tools[tool], path)
        return self._known[key]

    def taken(self, tool: str, path: Path) -> list[Any]:
        """Days and times ahead that other rows have where the argument goes: what may stand in its way."""
        schema = self._schema(tool, path)
        meaning = self._tools[tool].meanings.get(str(path[0]), _NOTHING)
        if len(path) != 1 or not self._moments(schema):
            return []
        found: list[Any] = []
        for table, column in self._columns_like(self._tools[tool], meaning, last_name(path)):
            ahead = f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" >= date(now())'
            found += self._query(f"{ahead} ORDER BY 1 LIMIT {MOST_VALUES}")
        return [_fit(value, "string", schema) for value in found]

    def draw(self, tool: str, path: Path, seen: Mapping[str, Sequence[Any]], dice: random.Random) -> Any:
        """One value for the argument at this path: shown before, known, or made from its schema."""
        place = self._places.get((tool, path)) or self._place(tool, path)
        schema, kind = place.schema, place.kind
        if kind == "array":
            longest = min(2, int(schema.get("maxItems", 2)))
            size = dice.randint(min(1, longest), longest)
            return [self.draw(tool, (*path, position), seen, dice) for position in range(size)]
        if kind == "object" and place.parts:
            return self.arguments(tool, path, seen, dice)
        if dice.random() < ODD_SHARE and place.edges:
            return dice.choice(place.edges)
        shown = seen.get(place.name)
        if shown and "enum" not in schema and dice.random() < 0.45:
            return _fit(dice.choice(shown), kind, schema)
        if place.known and dice.random() < 0.85:
            return _fit(dice.choice(place.known), kind, schema)
        return self._made(schema, kind, dice)

    def arguments(
        self, tool: str, path: Path, seen: Mapping[str, Sequence[Any]], dice: random.Random
    ) -> dict[str, Any]:
        """A whole set of arguments (or an object inside): all that are required, some that are not."""
        place = self._places.get((tool, path)) or self._place(tool, path)
        return {
            name: self.draw(tool, inside, seen, dice)
            for name, inside, is_required in place.parts
            if is_required or dice.random() < 0.3
        }

    def _place(self, tool: str, path: Path) -> _Place:
        schema = self._schema(tool, path)
        kind = _type_of(schema)
        required = schema.get("required", [])
        parts = tuple((name, (*path, name), name in required) for name in schema.get("properties", {}))
        known = [] if kind == "array" or (kind == "object" and parts) else self.of(tool, path)
        place = _Place(schema, kind, last_name(path) if path else "", self.odd(tool, path), known, parts)
        self._places[tool, path] = place
        return place

    def table_of(self, tool: str, parameter: str) -> str | None:
        """The table whose ids a parameter takes: said by the author, or told by its name."""
        return self._tools[tool].meanings.get(parameter, _NOTHING).references or self._shape.table_of(parameter)

    def names_of(self, table: str) -> list[str]:
        """The names of parameters that ask for ids of this table."""
        named = ((tool.name, name) for tool in self._tools.values() for name in tool.parameters["properties"])
        return sorted({name for tool, name in named if self.table_of(tool, name) == table})

    def ids_of(self, table: str) -> list[Any]:
        """Ids of rows of a table, those of user 1 first; none where its key is no single column."""
        return list(dict.fromkeys(self._ids(table)))

    def odd(self, tool: str, path: Path) -> list[Any]:
        """Values at and beyond the edges: ids of no row, extremes, days long past and far ahead."""
        schema = self._schema(tool, path)
        kind = _type_of(schema)
        if "enum" in schema:
            return list(schema["enum"])
        if kind == "boolean":
            return [True, False]
        if kind in ("integer", "number"):
            edges = [*WRONG_IDS, 1, 2, -1, 100, 10_000, schema.get("minimum"), schema.get("maximum")]
            return [edge for edge in edges if edge is not None]
        if kind == "string":
            return [*self._moments(schema), "no such thing", "x", ""]
        return []

    def _schema(self, tool: str, path: Path) -> Mapping[str, Any]:
        key = (tool, path)
        if key not in self._schemas:
            self._schemas[key] = subschema(self._tools[tool].parameters, path)
        return self._schemas[key]

    def _collect(self, tool: Tool, path: Path) -> list[Any]:
        name, schema = last_name(path), self._schema(tool.name, path)
        meaning = tool.meanings.get(str(path[0]), _NOTHING) if path else _NOTHING
        kind = _type_of(schema)
        found: list[Any] = []
        if meaning.pick and len(path) == 1:
            found += self._pick(tool, name, meaning.pick)
        table = meaning.references or self._shape.table_of(name)
        if table and table in self._shape.tables:
            found += self._ids(table)
        found += [value for value in schema.get("enum", []) if value is not None]
        found += meaning.samples
        if "enum" not in schema and not found:
            for owner, column in self._columns_like(tool, meaning, name):
                found += self._column(owner, column)
        fitting = [_fit(value, kind, schema) for value in found if _fits(value, kind)]
        return list({repr(value): value for value in fitting}.values())[: 3 * MOST_VALUES]

    def _columns_like(self, tool: Tool, meaning: ParameterMeaning, name: str) -> list[tuple[str, str]]:
        """Columns that the parameter fills or filters by: said by the author, or of the same name."""
        own = tool.action.table if tool.action else None
        filled = meaning.column
        if own and filled and own in self._shape.tables and filled in self._shape.tables[own].columns:
            return [(own, filled)]
        return self._by_column.get(name, [])

    @cached_property
    def _by_column(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for table, shape in self._shape.tables.items():
            for column in shape.columns:
                found.setdefault(column, []).append((table, column))
        return found

    def _ids(self, table: str) -> list[Any]:
        """Ids of a table: rows that belong to user 1 first, then the oldest and the newest: those still to come."""
        shape = self._shape.tables[table]
        if shape.key is None:
            return []
        found: list[Any] = []
        for column in shape.references:
            found += self._query(f'SELECT "{shape.key}" FROM "{table}" WHERE "{column}" = 1 ORDER BY 1 DESC LIMIT 20')
        every = f'SELECT "{shape.key}" FROM "{table}" ORDER BY 1'
        return found + self._query(f"{every} LIMIT {_OLDEST}") + self._query(f"{every} DESC LIMIT {_NEWEST}")

    def _column(self, table: str, column: str) -> list[Any]:
        return self._query(f'SELECT DISTINCT "{column}" FROM "{table}" ORDER BY 1 LIMIT {MOST_VALUES}')

    def _pick(self, tool: Tool, name: str, sql: str) -> list[Any]:
        try:
            return self._query(sql)
        except apsw.Error as fault:
            self.faults[f"{tool.name}.{name}"] = str(fault)
            return []

    def _query(self, sql: str) -> list[Any]:
        if sql not in self._queried:
            with self._untouched.metered():
                rows = itertools.islice(self._untouched.connection.execute(sql, {"user_id": 1}), MOST_VALUES)
                self._queried[sql] = [row[0] for row in rows if row[0] is not None]
        return self._queried[sql]

    def _made(self, schema: Mapping[str, Any], kind: str, dice: random.Random) -> Any:
        """A value from the schema alone."""
        if "enum" in schema:
            return dice.choice(schema["enum"])
        if kind == "boolean":
            return dice.random() < 0.5
        if kind in ("integer", "number"):
            low = schema.get("minimum", 1)
            return dice.choice([low, low + 1, low + dice.randint(0, 20), schema.get("maximum", 12), 40, 999_999])
        if kind == "string":
            moments = self._moments(schema)
            return dice.choice(moments) if moments else dice.choice(["some text", "another text", "Nobody Known"])
        return None

    def _moments(self, schema: Mapping[str, Any]) -> list[str]:
        """Days and times around now, where the schema asks for them."""
        form, pattern = schema.get("format"), schema.get("pattern", "")
        if form == "date" or (pattern.count("-") == 2 and ":" not in pattern):
            return self._days
        if form == "date-time" or ("-" in pattern and ":" in pattern):
            return self._hours
        if form == "time" or ":" in pattern:
            return [f"{hour:02d}:00" for hour in range(7, 22)]
        return []

    @cached_property
    def _days(self) -> list[str]:
        return [(self._now + day).strftime("%Y-%m-%d") for day in _AROUND]

    @cached_property
    def _hours(self) -> list[str]:
        hours = [timedelta(hours=shift) for shift in (0, 1, 3, 6)]
        return [(self._now + day + hour).strftime("%Y-%m-%d %H:%M:%S") for day in _AROUND for hour in hours]


def _type_of(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type", "")
    if isinstance(kind, list):
        return next((str(one) for one in kind if one != "null"), "")
    return str(kind)


def _fits(value: Any, kind: str) -> bool:
    if kind == "string":
        return isinstance(value, str)
    if kind in ("integer", "boolean"):
        return isinstance(value, int)
    return kind != "number" or isinstance(value, int | float)


def _fit(value: Any, kind: str, schema: Mapping[str, Any]) -> Any:
    """The value as the schema writes it: flags as true and false, days without their hour."""
    if kind == "boolean" and isinstance(value, int):
        return bool(value)
    if schema.get("format") == "date" and isinstance(value, str):
        return value[:10]
    return value
