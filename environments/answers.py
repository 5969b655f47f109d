"""Typed answers: what an agent said, held against what is right.

In:  an expected value with its type; an answer as text or as JSON.
Out: whether they agree.
Never here: prose. An answer is the value itself; it is never searched for in a sentence.
"""

import contextlib
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pydantic_core

from environments.dates import written_date

LONGEST_ANSWER = 20_000
"""Characters of an answer that are looked at; a longer one is wrong."""

MOST_ITEMS = 2_000
_LONGEST_NUMBER = 80
"""A number with its unit is no longer; beyond that it is prose."""

_NUMBER = re.compile(
    r"(?<![\w.,])(?P<sign>[-+\u2212])?\s?[$€£¥]?\s?"
    r"(?P<digits>\d{1,3}(?:[,' \u00a0\u202f]\d{3})+(?![\d])|\d+|(?=\.\d))"
    r"(?P<rest>(?:\.\d+)?(?:[eE][-+]?\d{1,3}(?!\w))?)"
)
_LOOSE_DIGIT = re.compile(r"(?<![^\W\d_])\d")
_PLAIN_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+|(?<=\d))")
_BULLET = re.compile(r"^(?:[-*\u2022\u2013]|\d{1,3}[.)])\s+")
_EDGES = " \t\r\n.,;:!?\"'`*_()[]{}<>"
_ALIKE = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-",
                        "\u2212": "-", "\u00ab": '"', "\u00bb": '"'})  # fmt: skip


@dataclass(frozen=True)
class Expected:
    type: str
    value: Any
    """A float, a folded text, an ISO date, or a list of folded items."""
    tolerance: float


def final_answer_of(text: str) -> str | None:
    """What stands in the last `<answer>…</answer>` of a message; None where there is none."""
    end = text.lower().rfind("</answer>")
    start = text.lower().rfind("<answer>", 0, end) if end >= 0 else -1
    return None if start < 0 else text[start + len("<answer>") : end].strip()


def expectation(kind: str, value: Any, tolerance: float) -> Expected:
    """The expected value in the form in which answers are compared.

    Raises:
        ValueError: the value is none of that type.
    """
    if value is None:
        raise ValueError(f"an answer of the type {kind} is expected, but there is no value")
    found: Any
    if kind == "number":
        found = number_of(value)
    elif kind == "date":
        found = date_of(value)
    elif kind == "set":
        found = [folded_item(item) for item in (value if isinstance(value, list) else [value])]
    else:
        found = folded(value)
    if found is None or (kind == "set" and None in found):
        raise ValueError(f"{str(value)[:80]!r} is no {kind}")
    return Expected(kind, found, tolerance)


def agrees(expected: Expected, answer: Any) -> bool:
    """Whether an answer is the expected one. No answer, and one that is far too long, is not."""
    if answer is None or (isinstance(answer, str) and len(answer) > LONGEST_ANSWER):
        return False
    if expected.type == "number":
        said = number_of(answer)
        return said is not None and bool(abs(said - expected.value) <= expected.tolerance)
    if expected.type == "date":
        return _same_date(expected.value, date_of(answer))
    if expected.type == "set":
        return any(_same_items(expected.value, reading) for reading in _readings(answer, expected.value))
    said_text: str | None = folded(answer)
    return said_text is not None and bool(said_text == expected.value)


def number_of(value: Any) -> float | None:
    """The one number in a value; None where there is none, or more than one."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return _finite(value)
    if not isinstance(value, str) or len(value) > _LONGEST_NUMBER:
        return None
    found = {_written(match) for match in _NUMBER.finditer(value)}
    is_all = _LOOSE_DIGIT.search(_NUMBER.sub(" ", value)) is None
    return found.pop() if len(found) == 1 and is_all else None


def _written(match: re.Match[str]) -> float | None:
    digits = re.sub(r"\D", "", match["digits"])
    number = _finite(f"{digits}{match['rest']}")
    return -number if number is not None and match["sign"] in ("-", "\u2212") else number


def _finite(value: Any) -> float | None:
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def date_of(value: Any) -> str | None:
    """`YYYY-MM-DD`, with ` HH:MM:SS` where a time is given."""
    return written_date(value) if isinstance(value, str) else None


def _same_date(expected: str, said: str | None) -> bool:
    """A date alone is asked for by day; a date-time to the minute."""
    if said is None:
        return False
    if len(expected) == 10:
        return said[:10] == expected
    return f"{said} 00:00:00"[:16] == expected[:16]


def folded(value: Any) -> str | None:
    """Text without what does not matter: case, runs of spaces, quotes and full stops around it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, (str, int, float)):
        return None
    plain = unicodedata.normalize("NFKC", str(value)).translate(_ALIKE).casefold()
    plain = " ".join(plain.split())
    return plain.strip(_EDGES) or plain


def folded_item(value: Any) -> Any:
    """An item of a set: a number where it is nothing else, a date where it is one, or folded text."""
    if isinstance(value, str):
        plain = value.strip()
        if len(plain) <= _LONGEST_NUMBER and plain and _PLAIN_NUMBER.fullmatch(plain.removeprefix("$")):
            return number_of(plain)
        return date_of(plain) or folded(plain)
    return number_of(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else folded(value)


def _readings(answer: Any, expected: list[Any]) -> Iterator[list[Any]]:
    """The ways in which an answer can be read as items: a JSON array, one a line, or parted by commas."""
    if isinstance(answer, list):
        yield answer[: MOST_ITEMS + 1]
        return
    if not isinstance(answer, str):
        yield [answer]
        return
    text = answer.strip()
    if text.startswith("["):
        with contextlib.suppress(ValueError):
            yield pydantic_core.from_json(text)
    lines = [_BULLET.sub("", line.strip()) for line in text.splitlines() if line.strip()]
    yield [] if folded(text) == "none" else lines
    if len(lines) == 1:
        yield lines[0].split(";")
        if not any(isinstance(item, str) and "," in item for item in expected):
            yield lines[0].split(",")


def _same_items(expected: list[Any], said: Any) -> bool:
    """Order does not matter; how often a thing is named does where it is expected more than once."""
    if not isinstance(said, list) or len(said) > MOST_ITEMS:
        return False
    items = [folded_item(item) for item in said]
    if len(set(expected)) == len(expected):
        return set(items) == set(expected)
    return Counter(items) == Counter(expected)
