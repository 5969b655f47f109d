"""Judge whether one value could be known: from the instruction, an earlier result, or the tool's documentation.

In:  a literal with its place (which argument of which tool), what the instruction says, what results held so far.
Out: yes or no, and for people what is missing.
Never here: references, whose values come from results by construction.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from environments.certification.sayings import Sayings, folded, read_date, read_time, same_stem, words
from environments.certification.values import Path, last_name, leaves, names_a_row, show
from schemas import ParameterMeaning

_PAGING = {"limit", "offset", "page", "per_page", "page_size", "page_number", "max_results", "count", "sort_order"}
_LITTLE_WORDS = {
    *("the", "and", "for", "with", "from", "are", "its", "this", "that", "not"),
}
SMALLEST_TELLING_NUMBER = 13
"""A smaller number in an earlier result explains a literal only where both have the same name."""


@dataclass(frozen=True)
class Slot:
    """One value of the solution and what surrounds it."""

    call: int
    """Position of the call that takes it; the number of calls for the answer."""
    path: Path
    place: str
    """For people: "t08, call 3 book_workbench.starts_at"."""
    name: str
    schema: dict[str, Any]
    meaning: ParameterMeaning
    writes: bool


@dataclass
class Seen:
    """Scalars of earlier results."""

    values: dict[str, set[str]] = field(default_factory=dict)
    """Folded value to the names it stood under."""
    days: set[str] = field(default_factory=set)
    times: set[tuple[int, int]] = field(default_factory=set)

    def add(self, number: int, content: Any) -> None:
        for path, value in leaves(content):
            self.values.setdefault(folded(str(value)), set()).add(last_name(path) or f"result {number}")
            if (day := read_date(value)) is not None:
                self.days.add(day.isoformat())
            if (moment := read_time(value)) is not None:
                self.times.add(moment)

    def under(self, value: Any, slot: Slot) -> bool:
        """Whether an earlier result holds the value under the argument's own name."""
        stem = re.sub(r"_?ids?$", "", slot.name)
        return any(name == slot.name or (name == "id" and stem) for name in self.values.get(folded(str(value)), ()))

    def holds(self, value: Any) -> bool:
        return folded(str(value)) in self.values


def is_known(value: Any, slot: Slot, sayings: Sayings, seen: Seen) -> bool:
    """Whether an agent that read the instruction and made the earlier calls can come to this value."""
    if value is None or ("default" in slot.schema and slot.schema["default"] == value) or slot.name in _PAGING:
        return True
    if slot.meaning.references or names_a_row(slot.name):
        return sayings.says_id(value, words(re.sub(r"_?ids?$", "", slot.name))) or seen.under(value, slot)
    if isinstance(value, bool):
        return _is_described(slot, sayings) or seen.under(value, slot)
    if "enum" in slot.schema:
        return _says_choice(value, slot, sayings) or seen.holds(value)
    if isinstance(value, int | float):
        return _says_amount(value, slot, sayings) or _seen_number(value, slot, seen)
    day, moment = read_date(value), read_time(value)
    if day is not None or moment is not None:
        day_known = day is None or sayings.says_date(day) or day.isoformat() in seen.days
        return day_known and (moment in (None, (0, 0)) or sayings.says_time(moment or (0, 0)) or moment in seen.times)
    loose = "_" in str(value) or not slot.writes
    return sayings.says_text(value) or seen.holds(value) or (loose and sayings.says_words(value))


def _says_amount(value: float, slot: Slot, sayings: Sayings) -> bool:
    cents = slot.meaning.unit == "cents" or slot.name.endswith("_cents")
    return value == 1 or sayings.says_number(value) or ((cents or value >= 100) and sayings.says_money(value))


def _seen_number(value: float, slot: Slot, seen: Seen) -> bool:
    telling = isinstance(value, float) or value >= SMALLEST_TELLING_NUMBER
    return seen.holds(value) if telling else seen.under(value, slot)


def _says_choice(value: Any, slot: Slot, sayings: Sayings) -> bool:
    """Whether the instruction says an enum's value, or the words that the parameter's description gives it."""
    if not isinstance(value, str):
        return sayings.says(value)
    if sayings.says_words(value):
        return True
    described = folded(str(slot.schema.get("description", "")))
    clauses = re.split(r"[;,.\n()]", described)
    return any(
        folded(value) in clause and _shares_a_word(set(words(clause)) - set(words(value)), sayings)
        for clause in clauses
    )


def _is_described(slot: Slot, sayings: Sayings) -> bool:
    """Whether the instruction uses words of the parameter's name, label or description."""
    own = f"{slot.name} {slot.meaning.label or ''} {slot.schema.get('description', '')}"
    return _shares_a_word(set(words(own)), sayings)


def _shares_a_word(own: set[str], sayings: Sayings) -> bool:
    telling = {word for word in own - _LITTLE_WORDS if len(word) >= 3}
    return any(same_stem(word, said) for word in telling for said in sayings.vocabulary)


def is_specific(value: Any) -> bool:
    """Whether a read's argument can be wrong: filters by a choice or a flag may also be tried or left out."""
    return not isinstance(value, bool) and not (
        isinstance(value, str) and re.fullmatch(r"[A-Za-z]{1,4}|[a-z_]+", value)
    )


def explain_doubt(value: Any, slot: Slot, sayings: Sayings, seen: Seen) -> str:
    day, moment = read_date(value), read_time(value)
    known_day = day is None or sayings.says_date(day) or day.isoformat() in seen.days
    if day is not None and not known_day:
        named = "neither the instruction nor an earlier result names the day"
        what = f"{show(value)} looks guessed: {named} {day.isoformat()}"
    elif day is not None and moment is not None:
        what = f"{show(value)} looks guessed: nothing names the time {moment[0]:02d}:{moment[1]:02d}"
    elif slot.meaning.references or names_a_row(slot.name):
        what = f"the id {show(value)} looks guessed: no earlier result gives it under this name"
    else:
        what = f"{show(value)} looks guessed: neither the instruction nor an earlier result says it"
    return f"{what}. Say it in the instruction, or take it from a result ($ref, $pick, $sql)"
