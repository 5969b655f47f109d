"""Ask whether a row taken by its position can be told from its neighbours.

In:  a path into a result ("1/0/loan_id") and what the instruction says.
Out: None, or why nothing explains that row: a guess, or merely not explained by what we can read.
Never here: picks by content, which resolve only where exactly one row fits.

A row is explained where it alone carries what the instruction says of it, where it is the extreme that a
superlative asks for, where it belongs to something that was looked up before, or where every row is used.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Literal

from environments.certification.sayings import Sayings, read_date, read_time
from environments.certification.values import names_a_row

_SUPERLATIVE = re.compile(r"\b(most|least|first|last|next|latest|top|only|max(?:imum)?|min(?:imum)?|\w{2,}est)\b")
_NO_SUPERLATIVES = {
    "request",
    "interest",
    "guest",
    "test",
    "rest",
    "west",
    "nest",
    "chest",
    "forest",
    "invest",
    "protest",
}
_NO_SUPERLATIVES |= {"harvest", "quest", "honest", "modest", "contest", "suggest", "arrest", "digest", "manifest"}
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4}
_COMPARISONS = {
    *("than", "least", "most", "more", "less", "over", "under", "above", "below", "only", "due", "overdue"),
    *("free", "available", "vacant", "open", "unpaid", "pending", "current", "active", "upcoming"),
    *("all", "every", "each", "both", "any", "other", "another", "remaining", "whichever"),
}
"""Words that ask for a choice which only a reader can follow: with one of them, a row is not called a guess."""

Place = tuple[str, ...]
"""The number of a call and a path into its result: ("4", "positions")."""


@dataclass(frozen=True)
class Unexplained:
    """A row that nothing points to."""

    verdict: Literal["guess", "unexplained"]
    message: str


def entered_lists(contents: Sequence[Any], reference: str) -> Iterator[tuple[Place, int, list[Any]]]:
    """Every list of several rows that the reference enters by position: (where it stands, position, its rows)."""
    call, *rest = parts = reference.strip("/").split("/")
    value = contents[int(call) - 1]
    for depth, key in enumerate(rest, 1):
        if isinstance(value, list):
            if len(value) > 1:
                yield tuple(parts[:depth]), int(key) % len(value), value
            value = value[int(key)]
        else:
            value = value[key]


def explain_row(
    position: int, rows: Sequence[Any], sayings: Sayings, reached: Set[tuple[str, Any]], used: Set[int], name: str
) -> Unexplained | None:
    """Why this row and no other, or why that cannot be told.

    Args:
        reached: (name, value) of what earlier look-ups led to, such as ("member_id", 7).
        used: positions of this list that the solution uses.
        name: the reference, for the message.
    """
    row, others = rows[position], [other for at, other in enumerate(rows) if at != position]
    if used >= set(range(len(rows))):
        return None
    said = _said(row, sayings, reached)
    if said and not any(said <= _facts(other) for other in others):
        return None
    if asks_superlative(sayings) and (_is_extreme(row, others) or position in (0, len(rows) - 1)):
        return (
            None if not _is_tied(position, rows) else Unexplained("unexplained", f"{name} is tied with its neighbour")
        )
    if any(at == position and word in sayings.vocabulary for word, at in _ORDINALS.items()):
        return None
    if said:
        likeness = ", ".join(f"{key} {value!r}" for key, value in sorted(said, key=str))
        return Unexplained(
            "unexplained", f"{name} is one of several rows with {likeness}; nothing said tells them apart"
        )
    hinted = bool(_COMPARISONS & sayings.vocabulary) or asks_superlative(sayings) or _stands_alone(row, others)
    message = f"{name} takes row {position + 1} of {len(rows)}, and nothing the instruction says is in that row"
    return Unexplained("unexplained" if hinted else "guess", message)


def used_positions(references: Iterable[str]) -> Mapping[Place, Set[int]]:
    """For each place in a result, the positions that references enter there."""
    used: dict[Place, set[int]] = {}
    for reference in references:
        parts = reference.strip("/").split("/")
        for at_part, part in enumerate(parts[1:], 1):
            if part.isdigit():
                used.setdefault(tuple(parts[:at_part]), set()).add(int(part))
    return used


def _facts(row: Any) -> set[tuple[str, Any]]:
    """Every scalar in the row under its name; days of date-times too, since people say days."""
    found = set()
    for name, value in _scalars(row):
        found.add((name, value))
        day = read_date(value)
        if day is not None:
            found.add((f"{name} (day)", day.isoformat()))
    return found


def _said(row: Any, sayings: Sayings, reached: Set[tuple[str, Any]]) -> set[tuple[str, Any]]:
    """The row's facts that the instruction says or an earlier look-up led to."""
    found = set()
    for name, value in _facts(row):
        if (name, value) in reached:
            found.add((name, value))
        elif names_a_row(name) or isinstance(value, bool) or value is None:
            continue
        elif isinstance(value, str) and read_date(value) is None and read_time(value) is None:
            if sayings.says_text(value) or ("_" in value and sayings.says_words(value)):
                found.add((name, value))
        elif sayings.says(value):
            found.add((name, value))
    return found


def _scalars(row: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(row, dict):
        for key, value in row.items():
            yield from _scalars(value, key)
    elif isinstance(row, list):
        for value in row:
            yield from _scalars(value, name)
    else:
        yield name, row


def asks_superlative(sayings: Sayings) -> bool:
    """Whether the instruction asks for an extreme: the cheapest, the first, the most."""
    return any(word not in _NO_SUPERLATIVES for word in _SUPERLATIVE.findall(sayings.folded))


def _is_extreme(row: Any, others: Sequence[Any]) -> bool:
    """Whether the row alone has the largest or smallest number or date in some column."""
    if not isinstance(row, dict):
        return False
    for key, value in row.items():
        if names_a_row(key) or isinstance(value, bool) or not (isinstance(value, int | float) or read_date(value)):
            continue
        rest = [other.get(key) for other in others if isinstance(other, dict)]
        comparable = [other for other in rest if isinstance(other, str) == isinstance(value, str) and other is not None]
        if comparable and (all(value > other for other in comparable) or all(value < other for other in comparable)):
            return True
    return False


def _is_tied(position: int, rows: Sequence[Any]) -> bool:
    """Whether the row at an end of a sorted list equals its neighbour in every number and date."""
    row = rows[position]
    neighbour = rows[position + 1] if position == 0 else rows[position - 1]
    if not isinstance(row, dict) or not isinstance(neighbour, dict):
        return False
    keys = [key for key, value in row.items() if not names_a_row(key) and (_is_number(value) or read_date(value))]
    return bool(keys) and all(row[key] == neighbour.get(key) for key in keys)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _stands_alone(row: Any, others: Sequence[Any]) -> bool:
    """Whether one state-like column sets the row apart from all others: the only one that is free, open, unpaid."""
    if not isinstance(row, dict):
        return False
    for key, value in row.items():
        rest = {str(other.get(key)) for other in others if isinstance(other, dict)}
        if str(value) not in rest and len(rest) == 1 and not names_a_row(key) and _is_state(value):
            return True
    return False


def _is_state(value: Any) -> bool:
    return value is None or isinstance(value, bool) or (isinstance(value, str) and bool(re.fullmatch("[a-z_]+", value)))
