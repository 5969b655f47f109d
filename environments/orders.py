"""Whether the rows of a SELECT come in one order only, however SQLite walks the tables.

In:  SQL and the unique keys of the tables.
Out: the places in it where the order is left open.
Never here: false alarms made silent. What cannot be proven is reported; the certificate decides by execution.

The proof follows what determines what: columns that are ordered by, or equal to a constant, determine the row of
every table of which they cover a unique key, and with it all its columns; equal columns determine each other. An order
is total when every row, or everything that is shown of it, is determined.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

Column = tuple[str, str]
"""(alias, column)."""
_AGGREGATES = (exp.JSONArrayAgg, exp.GroupConcat, exp.JSONObjectAgg)
_AGGREGATE_NAMES = ("JSON_GROUP_ARRAY", "JSON_GROUP_OBJECT", "GROUP_CONCAT", "STRING_AGG")
_UNCLEAR = "?"
"""In the place of an alias where it cannot be told whose column is meant."""
_JSON_TABLES = ("json_each", "json_tree")
_JSON_KEYS = {"json_each": (("key",), ("id",)), "json_tree": (("id",), ("fullkey",))}
_JSON_COLUMNS = frozenset({"key", "value", "type", "atom", "id", "parent", "fullkey", "path", "json", "root"})


@dataclass(frozen=True)
class Keys:
    """Of one table: its columns, and the sets of columns that are unique and never NULL."""

    columns: frozenset[str]
    unique: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class OpenOrder:
    what: str
    """`the rows`, or the aggregate: `json_group_array(q.role)`."""
    has_order: bool
    """Whether it is ordered at all."""


def open_orders(sql: str, tables: Mapping[str, Keys], *, rows_matter: bool) -> list[OpenOrder]:
    """Where the order is open. With `rows_matter=False` only the aggregates are looked at.

    Raises:
        ValueError: the SQL cannot be read.
    """
    try:
        query = sqlglot.parse_one(sql, dialect="sqlite")
    except (sqlglot.errors.SqlglotError, RecursionError) as fault:
        raise ValueError(str(fault).splitlines()[0]) from None
    found = []
    if rows_matter and isinstance(query, exp.Query) and not _rows_are_ordered(query, tables):
        found.append(OpenOrder("the rows", query.args.get("order") is not None))
    for inner in query.find_all(exp.Query):
        if inner is not query and inner.args.get("limit") and not _rows_are_ordered(inner, tables):
            found.append(OpenOrder(f"what LIMIT keeps of {_shown(inner)}", inner.args.get("order") is not None))
    for select in query.find_all(exp.Select):
        for aggregate in _own_aggregates(select):
            if not _aggregate_is_ordered(aggregate, select, tables):
                found.append(OpenOrder(_shown(aggregate), aggregate.find(exp.Order) is not None))
    return found


def _rows_are_ordered(query: exp.Query, tables: Mapping[str, Keys]) -> bool:
    order = query.args.get("order")
    terms = [term.this for term in order.expressions] if order else []
    if not isinstance(query, exp.Select):
        return len(terms) >= len(query.selects)  # a compound is ordered by its output columns only
    scope = _Scope(query, tables)
    if not scope.sources or (scope.has_aggregates and not query.args.get("group")):
        return True
    if not terms and list(scope.sources.values()) in (["json_each"], ["json_tree"]):
        return True  # SQLite walks JSON in the order of its text
    determined = scope.closure([scope.term(term) for term in terms])
    if group := query.args.get("group"):
        return all(scope.is_determined(scope.term(key), determined) for key in group.expressions) or scope.shows_only(
            determined
        )
    return scope.determines_all(determined) or scope.shows_only(determined)


def _aggregate_is_ordered(aggregate: exp.Expr, select: exp.Select, tables: Mapping[str, Keys]) -> bool:
    order = aggregate.find(exp.Order)
    scope = _Scope(select, tables)
    terms = [term.this for term in order.expressions] if order else []
    if not terms and list(scope.sources.values()) in (["json_each"], ["json_tree"]):
        return True
    group = select.args.get("group")
    fixed = [scope.term(key) for key in group.expressions] if group else []
    determined = scope.closure([*terms, *fixed])
    if scope.determines_all(determined):
        return True
    parts = [part for value in aggregate.args.values() for part in (value if isinstance(value, list) else [value])]
    shown = [part.this if isinstance(part, exp.Order) else part for part in parts if isinstance(part, exp.Expr)]
    return bool(terms) and all(scope.is_determined(part, determined) for part in shown)


class _Scope:
    """One SELECT: which tables it joins, and what determines what in it."""

    def __init__(self, select: exp.Select, tables: Mapping[str, Keys]) -> None:
        self.select = select
        self._tables = tables
        self.sources = dict(_sources(select))
        self.has_aggregates = any(_is_aggregate(node) for node in _own_nodes(select))
        self._constants, self._equals = self._facts()

    def term(self, term: exp.Expr) -> exp.Expr:
        """What an ORDER BY or GROUP BY term stands for: an output column by number or alias, or itself."""
        if isinstance(term, exp.Literal) and not term.is_string:
            place = int(term.this) - 1
            return self.select.selects[place].unalias() if 0 <= place < len(self.select.selects) else term
        if isinstance(term, exp.Collate):
            return term  # two texts that differ may be equal under it
        if isinstance(term, exp.Column) and not term.table:
            for output in self.select.selects:
                if isinstance(output, exp.Alias) and output.alias.lower() == term.name.lower():
                    return output.unalias()
        return term

    def closure(self, terms: Iterable[exp.Expr]) -> set[Column]:
        """All columns that are fixed once these expressions are."""
        known = set(self._constants)
        known |= {column for term in terms if isinstance(term, exp.Column) and (column := self._column(term))}
        while True:
            more = {b for a, b in self._equals if a in known} | {a for a, b in self._equals if b in known}
            for alias, table in self.sources.items():
                if self._is_fixed(alias, table, known):
                    more |= {(alias, column) for column in self._columns(table)}
            if more <= known:
                return known
            known |= more

    def determines_all(self, determined: set[Column]) -> bool:
        return all(self._is_fixed(alias, table, determined) for alias, table in self.sources.items())

    def shows_only(self, determined: set[Column]) -> bool:
        """Whether rows that the order leaves tied look the same."""
        return all(self.is_determined(output.unalias(), determined) for output in self.select.selects)

    def is_determined(self, expression: exp.Expr, determined: set[Column]) -> bool:
        if expression.find(exp.Star, exp.Query) or any(_is_aggregate(node) for node in expression.walk()):
            return False
        columns = [self._column(column) for column in expression.find_all(exp.Column)]
        return all(column is None or column in determined for column in columns)

    def _is_fixed(self, alias: str, table: str, known: set[Column]) -> bool:
        return any(all((alias, column) in known for column in key) for key in self._unique(table))

    def _unique(self, table: str) -> tuple[tuple[str, ...], ...]:
        if table in _JSON_KEYS:
            return _JSON_KEYS[table]
        return self._tables[table].unique if table in self._tables else ()

    def _columns(self, table: str) -> frozenset[str]:
        if table in _JSON_TABLES:
            return _JSON_COLUMNS
        return self._tables[table].columns if table in self._tables else frozenset()

    def _facts(self) -> tuple[set[Column], list[tuple[Column, Column]]]:
        """Columns that equal a constant, and pairs of columns that equal each other, in every row."""
        constants: set[Column] = set()
        equals: list[tuple[Column, Column]] = []
        for condition in _conjuncts(self.select):
            if not isinstance(condition, (exp.EQ, exp.Is)):
                continue
            left, right = (self._column(side) if isinstance(side, exp.Column) else None
                           for side in (condition.left, condition.right))  # fmt: skip
            if left and right:
                equals.append((left, right))
            elif left and self._is_constant(condition.right):
                constants.add(left)
            elif right and self._is_constant(condition.left):
                constants.add(right)
        return constants, equals

    def _is_constant(self, expression: exp.Expr) -> bool:
        """Whether an expression is the same in every row: it names no column of this SELECT."""
        return not expression.find(exp.Query) and not any(
            self._column(column) for column in expression.find_all(exp.Column)
        )

    def _column(self, column: exp.Column) -> Column | None:
        """Which column of which source it is; None for one of an outer SELECT, which is a constant here."""
        name, alias = column.name.lower(), column.table.lower()
        if alias:
            return (alias, name) if alias in self.sources else None
        holders = [source for source, table in self.sources.items() if name in self._columns(table)]
        if len(holders) == 1:
            return holders[0], name
        is_unclear = holders or any(not self._columns(table) for table in self.sources.values())
        return (_UNCLEAR, name) if is_unclear else None


def _sources(select: exp.Select) -> Iterator[tuple[str, str]]:
    """Alias and table; an empty table where rows come from something else, of which nothing is known."""
    start = select.args.get("from_") or select.args.get("from")
    parts = [start.this] if start else []
    parts += [join.this for join in select.args.get("joins") or ()]
    named = {cte.alias.lower() for cte in _ctes(select)}
    for place, part in enumerate(parts):
        alias = part.alias_or_name.lower() or f"#{place}"
        if isinstance(part, exp.Table):
            function = part.this if isinstance(part.this, exp.Func) else None
            name = (function.name if function is not None else part.name).lower()
            yield alias or name, "" if name in named else name
        else:
            yield alias, ""


def _ctes(select: exp.Expr) -> Iterator[exp.Expr]:
    node: exp.Expr | None = select
    while node is not None:
        with_ = node.args.get("with_") or node.args.get("with")
        yield from with_.expressions if with_ else ()
        node = node.parent


def _conjuncts(select: exp.Select) -> Iterator[exp.Expr]:
    where = select.args.get("where")
    conditions = [where.this] if where else []
    conditions += [join.args["on"] for join in select.args.get("joins") or () if join.args.get("on")]
    while conditions:
        condition = conditions.pop().unnest()
        if isinstance(condition, exp.And):
            conditions += [condition.left, condition.right]
        else:
            yield condition


def _own_nodes(select: exp.Select) -> Iterator[exp.Expr]:
    """The nodes of a SELECT's output, without those of SELECTs inside it."""
    for output in select.selects:
        yield from output.walk(prune=lambda node: isinstance(node, exp.Query))


def _own_aggregates(select: exp.Select) -> Iterator[exp.Expr]:
    for node in _own_nodes(select):
        if isinstance(node, _AGGREGATES) or (
            isinstance(node, exp.Anonymous) and str(node.this).upper() in _AGGREGATE_NAMES
        ):
            yield node


def _is_aggregate(node: exp.Expr) -> bool:
    return isinstance(node, (exp.AggFunc, *_AGGREGATES)) or (
        isinstance(node, exp.Anonymous) and str(node.this).upper() in _AGGREGATE_NAMES
    )


def _shown(node: exp.Expr) -> str:
    text = node.sql(dialect="sqlite", normalize_functions="lower")
    return text if len(text) <= 80 else f"{text[:79]}…"
