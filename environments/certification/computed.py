"""Read the literals of a computed argument: what of "datetime(:t, '+1 day')" the instruction has to say.

In:  the SQL expression of a `$sql` value, and what the instruction says.
Out: the literals that nothing explains.
Never here: the expression's inputs, which are values like any other.
"""

import re
from collections.abc import Iterator

from environments.certification.sayings import Sayings

_SQL_TEXT = re.compile(r"'((?:[^']|'')*)'")
_SQL_NUMBER = re.compile(r"(?<![\w:$@.])\d+(?:\.\d+)?(?![\w.])")
_SHIFT = re.compile(r"\s*[+-]?\s*(\d+(?:\.\d+)?)\s+(second|minute|hour|day|month|year)s?\s*")
_PLAIN_NUMBERS = {0.0, 1.0, 7.0, 10.0, 24.0, 60.0, 100.0, 1000.0}
"""Numbers that belong to arithmetic (cents in a dollar, days in a week), not to a task."""


def unexplained_literals(sql: str, sayings: Sayings) -> Iterator[str]:
    """Literals that the instruction does not explain, as written ('+3 day' asks for "three days")."""
    for literal in _SQL_TEXT.findall(sql):
        shift = _SHIFT.fullmatch(literal.casefold())
        explained = _says_shift(float(shift[1]), shift[2], sayings) if shift else _is_notation(literal)
        if not explained and (shift or not sayings.says_words(literal)):
            yield repr(literal)
    for number in _SQL_NUMBER.findall(_SQL_TEXT.sub("''", sql)):
        if float(number) not in _PLAIN_NUMBERS and not sayings.says_number(float(number)):
            yield number


def _is_notation(literal: str) -> bool:
    """Formats ("%Y-%m-%d"), modifiers ("start of month") and separators are SQL's words, not the task's."""
    return (
        "%" in literal
        or not re.search(r"[^\W_]", literal)
        or bool(re.fullmatch(r"start of (day|month|year)|weekday \d|utc|localtime|auto", literal.casefold()))
    )


def _says_shift(amount: float, unit: str, sayings: Sayings) -> bool:
    text = sayings.folded
    near = rf"(next|following|one|1|another|an?) {unit}\b|\b{unit} (later|earlier|after|before|on)\b"
    if amount == 1 and (re.search(near, text) or (unit == "day" and _says_neighbour_day(sayings))):
        return True
    if (
        amount == 7
        and unit == "day"
        and re.search(r"(next|following|one|1|a) week\b|\bweek (later|earlier|after)", sayings.folded)
    ):
        return True
    return amount != 1 and sayings.says_number(amount)


def _says_neighbour_day(sayings: Sayings) -> bool:
    return bool({"tomorrow", "yesterday", "overnight", "night"} & sayings.vocabulary)
