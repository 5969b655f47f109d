"""An environment's SQL, made to run in any SQLite from 3.38 on, without a clock of its own.

In:  SQL of tools, checks and tables.
Out: SQL with the frozen time written out and aggregates whose order does not rest on newer syntax; the names of the
     functions that must be registered for it (`plain_functions.py`).
Never here: execution.
"""

import re
from collections.abc import Sequence

from environments.guard import clip
from environments.sql_text import Token, groups, tokens

_TIME_FUNCTIONS = frozenset({"date", "time", "datetime", "julianday", "unixepoch"})
_ORDERED = {"json_group_array": "ordered_json_array", "json_group_object": "ordered_json_object",
            "group_concat": "ordered_text", "string_agg": "ordered_text"}  # fmt: skip
_UNORDERED = frozenset({"count", "sum", "total", "avg", "min", "max", "median"})
"""Aggregates to which order makes no difference."""
_RENAMED = {"if": "iif", "string_agg": "group_concat"}
REGISTERED = frozenset({"now", "today", "concat", "concat_ws", "octet_length", "median"})
UNKNOWN = frozenset(
    {"timediff", "json_pretty", "json_error_position", "json_array_insert", "unistr", "unistr_quote", "percentile",
     "percentile_cont", "percentile_disc"}
)  # fmt: skip
"""What older versions lack and what nobody wrote again in Python."""


_NEWER_TIME = re.compile(r"'(?:subsec|subsecond|ceiling|floor|(?:[^'%]|%.)*%[eFIklpPRTuGgUV].*)'", re.DOTALL)
"""Modifiers, and formats of strftime, of versions after 3.40."""


class NotPlain(ValueError):
    """SQL that an older SQLite cannot run."""


class PlainSql:
    """Rewrites statements, and remembers what they need."""

    def __init__(self, now: str) -> None:
        self._now = now
        self.functions: set[str] = set()
        """To be registered on a connection, by name."""

    def statement(self, sql: str) -> str:
        """The statement, for a connection with `functions`.

        Raises:
            NotPlain: it uses a function that older versions do not have.
        """
        return self._whole(sql, keeps_clock=True)

    def definition(self, sql: str) -> str:
        """A CREATE statement, for any connection: the time is written out in it."""
        return self._whole(sql, keeps_clock=False)

    def _whole(self, sql: str, *, keeps_clock: bool) -> str:
        row = tokens(sql)
        return _Rewriting(self, self._now, sql, row, keeps_clock).between(0, len(row)).strip()


class _Rewriting:
    def __init__(self, owner: PlainSql, now: str, sql: str, row: Sequence[Token], keeps_clock: bool) -> None:
        self._owner = owner
        self._now = now
        self._sql = sql
        self._row = row
        self._keeps_clock = keeps_clock

    def between(self, start: int, end: int) -> str:
        """The tokens from `start` up to `end`, rewritten, with the space that stands before each."""
        pieces = []
        place = start
        while place < end:
            text, following = self._next(place)
            pieces += [self._space(place, is_first=place == start), text]
            place = following
        return "".join(pieces)

    def _space(self, place: int, *, is_first: bool) -> str:
        if is_first or not place:
            return ""
        between = self._sql[self._row[place - 1].end : self._row[place].start]
        return " " if between else ""

    def _next(self, place: int) -> tuple[str, int]:
        """What the token at `place` becomes, and the place after what was used up for it."""
        token = self._row[place]
        is_call = place + 1 < len(self._row) and self._row[place + 1].text == "("
        if is_call and token.kind in ("word", "quoted"):
            return self._call(place)
        if token.is_word("CURRENT_TIMESTAMP"):
            return f"'{self._now}'", place + 1
        if token.is_word("CURRENT_DATE"):
            return f"'{self._now[:10]}'", place + 1
        if token.is_word("CURRENT_TIME"):
            return f"'{self._now[11:]}'", place + 1
        return token.text, place + 1

    def _call(self, place: int) -> tuple[str, int]:
        name, end = self._row[place].name, groups(self._row, place + 1)
        if name in UNKNOWN:
            raise NotPlain(f"the function {name}() is missing in older versions of SQLite: {clip(self._sql)}")
        if name in ("now", "today") and not self._keeps_clock:
            return f"'{self._now if name == 'now' else self._now[:10]}'", end + 1
        if name in _TIME_FUNCTIONS or name == "strftime":
            return self._time(name, place, end), end + 1
        if (name in _ORDERED or name in _UNORDERED) and (order := self._order(place + 2, end)):
            return self._ordered(name, place, order, end)
        if name in REGISTERED:
            self._owner.functions.add(name)
        said = _RENAMED.get(name, self._row[place].text)
        if name in ("if", "iif") and len(self._parts(place + 2, end)) == 2:
            return f"{said}({self.between(place + 2, end)}, NULL)", end + 1
        return said, place + 1

    def _time(self, name: str, place: int, end: int) -> str:
        """A function of time, which asks for the present where it gets no time or `'now'`."""
        said = [self.between(*part) for part in self._parts(place + 2, end)]
        if newer := next((text for text in said if _NEWER_TIME.fullmatch(text)), None):
            raise NotPlain(f"{newer} is not known to older versions of SQLite: {clip(self._sql)}")
        least = 1 if name == "strftime" else 0
        if len(said) == least:
            said.append(f"'{self._now}'")
        elif said[least].lower() == "'now'":
            said[least] = f"'{self._now}'"
        return f"{self._row[place].text}({', '.join(said)})"

    def _parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The arguments of a call, as places."""
        parts, depth, first = [], 0, start
        for place in range(start, end):
            depth += {"(": 1, ")": -1}.get(self._row[place].text, 0)
            if self._row[place].text == "," and depth == 0:
                parts.append((first, place))
                first = place + 1
        return [*parts, (first, end)] if end > start else []

    def _order(self, start: int, end: int) -> int | None:
        """Where ORDER BY stands among the arguments of an aggregate."""
        depth = 0
        for place in range(start, end - 1):
            depth += {"(": 1, ")": -1}.get(self._row[place].text, 0)
            if depth == 0 and self._row[place].is_word("ORDER") and self._row[place + 1].is_word("BY"):
                return place
        return None

    def _ordered(self, name: str, place: int, order: int, end: int) -> tuple[str, int]:
        """An aggregate in an order: a function of ours that gets the values and what to sort by."""
        if name in _UNORDERED:
            if name in REGISTERED:
                self._owner.functions.add(name)
            return f"{self._row[place].text}({self.between(place + 2, order)})", end + 1
        start = place + 2
        is_distinct = self._row[start].is_word("DISTINCT")
        values = [self.between(*part) for part in self._parts(start + is_distinct, order)]
        keys = [self._key(*part) for part in self._parts(order + 2, end)]
        spec = " ".join([*(["distinct"] if is_distinct else []), *(direction for _, direction in keys)])
        made, following = self._filtered(_ORDERED[name], _valued(name, values), spec, [key for key, _ in keys], end)
        self._owner.functions.add(_ORDERED[name])
        if name == "json_group_array":
            made = f"json(coalesce({made}, '[]'))"
        elif name == "json_group_object":
            made = f"json(coalesce({made}, '{{}}'))"
        return made, following

    def _filtered(self, name: str, values: list[str], spec: str, keys: list[str], end: int) -> tuple[str, int]:
        arguments = ", ".join([f"'{spec}'", *values, *keys])
        made = f"{name}({arguments})"
        if end + 2 < len(self._row) and self._row[end + 1].is_word("FILTER"):
            last = groups(self._row, end + 2)
            return f"{made} FILTER ({self.between(end + 3, last)})", last + 1
        return made, end + 1

    def _key(self, start: int, end: int) -> tuple[str, str]:
        """An expression to sort by, and its direction: `asc`, `desc`, with where NULLs go if that is said."""
        direction, nulls = "asc", ""
        if end - start > 2 and self._row[end - 2].is_word("NULLS"):
            nulls = f"-{self._row[end - 1].text.lower()}"
            end -= 2
        if self._row[end - 1].is_word("ASC", "DESC"):
            direction = self._row[end - 1].text.lower()
            end -= 1
        if end - start > 2 and self._row[end - 2].is_word("COLLATE"):
            if not self._row[end - 1].is_word("NOCASE", "BINARY"):
                raise NotPlain(f"a collation is not known here: {clip(self._sql)}")
            folds = self._row[end - 1].is_word("NOCASE")
            key = self.between(start, end - 2)
            return (f"lower({key})" if folds else key), direction + nulls
        return self.between(start, end), direction + nulls


def _valued(name: str, values: list[str]) -> list[str]:
    if name == "json_group_array":
        return [f"json_quote({values[0]})"]
    if name == "json_group_object":
        return [values[0], f"json_quote({values[1]})"]
    return [f"CAST({values[0]} AS TEXT)", values[1] if len(values) > 1 else "','"]
