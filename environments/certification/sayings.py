"""What an instruction says: the texts, numbers, amounts, dates and times that a reader finds in it.

In:  the instruction's text and the environment's frozen clock ("tomorrow" needs it).
Out: `Sayings`, asked whether a value can be known from the text alone.
Never here: results of calls, schemas, verdicts. Every answer is about one text.

Generous where people vary ("$12.50", "12.5 dollars", 1250 cents), strict where a coincidence would pass for
knowledge: an id counts as said only beside a word that makes it one ("booking 7", "#7").
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache

_MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_ROUND = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_TENS = {word: 10 * tens for tens, word in enumerate(_ROUND, 2)}
_WORDS: dict[str, float] = {
    **{word: number for number, word in enumerate(_SMALL)},
    **_TENS,
    **{"a": 1, "an": 1, "single": 1, "once": 1, "half": 0.5, "twice": 2, "both": 2, "couple": 2, "pair": 2},
    "dozen": 12,
}
_UNITS: dict[str, tuple[float, ...]] = {
    "week": (7, 168),
    "fortnight": (14,),
    "day": (24,),
    "hour": (60, 3600),
    "minute": (60,),
    "month": (30,),
    "year": (12, 365),
    "quarter": (3,),
    "dozen": (12,),
    "dollar": (100,),
    "euro": (100,),
    "pound": (100,),
    "percent": (0.01,),
}
"""What one of the unit is in the smaller units that tools take: a week is 7 days or 168 hours."""

_NUMBER = re.compile(r"(?<![\w.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?!\d)")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_ISO_DATE = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)")
_MONTH = "|".join([f"{month[:3]}(?:{month[3:]})?" if len(month) > 3 else month for month in _MONTHS])
_MONTH_DAY = re.compile(rf"\b({_MONTH})\.?\s+(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(\d{{4}}))?")
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\b\.?(?:,?\s+(\d{{4}}))?")
_CLOCK = re.compile(r"\b(\d{1,2})(?::(\d\d)(?::\d\d)?)?\s*(am|pm|a\.m\.|p\.m\.|o'clock|h\b)?")
_AHEAD = re.compile(r"\bin (\w+(?:-\w+)?) (day|week)s?\b|\b(\w+(?:-\w+)?) (day|week)s? (?:from (?:now|today)|ahead)\b")
_DATE_VALUE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?Z?)?")
_TIME_VALUE = re.compile(r"(\d\d):(\d\d)(?::\d\d)?")

MOST_FOLDED = 20_000
"""Texts whose folded form is kept: the values of an environment are looked for again and again."""

STEM_LETTERS = 4
"""Two words are forms of one ("cancelled", "cancel") when this many first letters agree, and most of the longer."""


@lru_cache(maxsize=MOST_FOLDED)
def folded(text: str) -> str:
    """Case, spaces and typographic quotes evened out."""
    plain = text if text.isascii() else text.translate(_QUOTES)
    return " ".join(plain.casefold().split())


_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def same_stem(one: str, other: str) -> bool:
    """Whether two words are forms of one: "stored" and "storage", "cancelled" and "cancellation"."""
    if one == other:
        return True
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= STEM_LETTERS and shared >= 0.55 * max(len(one), len(other))


def words(text: str) -> list[str]:
    """The words of a text or a name, folded; underscores and hyphens separate."""
    return _WORD.findall(folded(text).replace("_", " "))


def read_date(value: object) -> date | None:
    """The day of a value that is a date or date-time in ISO form, else None."""
    match = _DATE_VALUE.fullmatch(value) if isinstance(value, str) else None
    return _day(int(match[1]), int(match[2]), int(match[3])) if match else None


def read_time(value: object) -> tuple[int, int] | None:
    """Hour and minute of a value that is a date-time or a time of day, else None."""
    if not isinstance(value, str):
        return None
    if match := _DATE_VALUE.fullmatch(value):
        return (int(match[4]), int(match[5])) if match[4] else None
    match = _TIME_VALUE.fullmatch(value)
    return (int(match[1]), int(match[2])) if match else None


@dataclass(frozen=True)
class Sayings:
    """One text, read once for all questions asked of it."""

    text: str
    now: str
    """The environment's clock, "YYYY-MM-DD HH:MM:SS"."""

    @cached_property
    def folded(self) -> str:
        return folded(self.text)

    @cached_property
    def words(self) -> list[str]:
        return words(self.text)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def today(self) -> date:
        return datetime.fromisoformat(self.now).date()

    @cached_property
    def digits(self) -> frozenset[float]:
        """Numbers written in digits."""
        return frozenset(_read_number(match) for match in _NUMBER.finditer(self.folded))

    @cached_property
    def numbers(self) -> frozenset[float]:
        """Numbers written in digits or in words."""
        return self.digits | frozenset(number for _, number in self._spelt)

    @cached_property
    def dates(self) -> frozenset[date]:
        """Days named so that the clock settles which they are."""
        return frozenset(self._named_days()) | frozenset(self._relative_days())

    @cached_property
    def times(self) -> frozenset[tuple[int, int]]:
        """Times of day as hour and minute."""
        found = {moment for match in _CLOCK.finditer(self.folded) for moment in _clock_times(match)}
        found |= {(12, 0)} if {"noon", "midday"} & self.vocabulary else set()
        return frozenset(found | ({(0, 0)} if "midnight" in self.vocabulary else set()))

    def says_text(self, value: str) -> bool:
        """Whether the text stands there as a phrase, or as its own words one after another."""
        phrase = folded(value).strip(" .")
        return bool(phrase) and _stands_in(phrase, self.folded)

    def says_words(self, value: str) -> bool:
        """Whether each word of it stands there in some form: "in_progress", "cancelled" for "cancel"."""
        asked = words(value)
        return bool(asked) and all(any(same_stem(word, said) for said in self.vocabulary) for word in asked)

    def says_number(self, value: float) -> bool:
        """Whether the number stands there, in digits, words, dollars for cents, or a larger unit."""
        amount = abs(float(value))
        return any(_close(amount, number) for number in self.numbers | self._measures)

    def says_money(self, cents: float) -> bool:
        """Whether an amount of so many cents stands there as dollars and cents."""
        return any(_close(abs(float(cents)), number * 100) for number in self.digits)

    def says_id(self, value: object, nouns: Iterable[str]) -> bool:
        """Whether the text calls something by this id: "order 412", "#412", "loan number 412"."""
        asked = re.escape(folded(str(value)))
        named = "|".join(re.escape(noun) + "s?" for noun in {*nouns, "number", "no.", "nr.", "id"} if noun)
        return bool(re.search(rf"(?:#|\b(?:{named})(?: (?:number|no\.|id))? ?#?){asked}(?![\w.]\d|\w)", self.folded))

    def says_date(self, value: date) -> bool:
        return value in self.dates

    def says_time(self, value: tuple[int, int]) -> bool:
        return value in self.times

    def says(self, value: object) -> bool:
        """Whether any reading of the value stands there; a date-time needs both its day and its time."""
        if isinstance(value, bool) or value is None:
            return False
        if isinstance(value, int | float):
            return self.says_number(value) or (isinstance(value, int) and value >= 100 and self.says_money(value))
        if not isinstance(value, str):
            return False
        day, moment = read_date(value), read_time(value)
        if day is None and moment is None:
            return self.says_text(value)
        said = (day is None or self.says_date(day)) and (moment in (None, (0, 0)) or self.says_time(moment or (0, 0)))
        return said or self.says_text(value)

    @cached_property
    def _spelt(self) -> list[tuple[int, float]]:
        """Numbers in words with the position of their last word: "twenty-one", "two hundred"."""
        found: list[tuple[int, float]] = []
        tokens = re.findall(r"[a-z']+|\d[\d,.]*", self.folded)
        position = 0
        while position < len(tokens):
            number = _WORDS.get(tokens[position])
            if number is not None:
                following = _WORDS.get(tokens[position + 1], 0) if position + 1 < len(tokens) else 0
                if tokens[position] in _TENS and 0 < following < 10 and following == int(following):
                    position, number = position + 1, number + following
                if position + 1 < len(tokens) and tokens[position + 1] in ("hundred", "thousand"):
                    position, number = position + 1, number * (100 if tokens[position + 1] == "hundred" else 1000)
                found.append((position, float(number)))
            position += 1
        return found

    @cached_property
    def _measures(self) -> frozenset[float]:
        """Amounts in the smaller unit: "two weeks" is also 14, "1.5 hours" also 90."""
        tokens = re.findall(r"[a-z']+|\d[\d,.]*%?", self.folded)
        found: set[float] = set()
        for position, token in enumerate(tokens):
            number = _WORDS.get(token)
            if token[0].isdigit():
                number = float(token.strip(".,%").replace(",", "") or 0) if token.count(".") < 2 else None
            if number is None:
                continue
            near = tokens[position + 1 : position + 4]
            found |= {number * size for word in near for size in _UNITS.get(word.rstrip("s"), ())}
            found |= {number / 100} if token.endswith("%") else set()
        return frozenset(found)

    def _named_days(self) -> Iterable[date]:
        for match in _ISO_DATE.finditer(self.folded):
            yield from _some(_day(int(match[1]), int(match[2]), int(match[3])))
        for match in _MONTH_DAY.finditer(self.folded):
            yield from self._days_of(match[1], match[2], match[3])
        for match in _DAY_MONTH.finditer(self.folded):
            yield from self._days_of(match[2], match[1], match[3])

    def _days_of(self, month: str, day: str, year: str | None) -> Iterable[date]:
        """A month and a day; without a year, the ones nearest to now on either side."""
        number = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))
        years = [int(year)] if year else [self.today.year + shift for shift in (-1, 0, 1)]
        for candidate in years:
            found = _day(candidate, number, int(day))
            if found and (year or abs((found - self.today).days) <= 366):
                yield found

    def _relative_days(self) -> Iterable[date]:
        shifts = {"today": 0, "tonight": 0, "now": 0, "tomorrow": 1, "yesterday": -1}
        for word, shift in shifts.items():
            if word in self.vocabulary:
                yield self.today + timedelta(days=shift)
        if "day after tomorrow" in self.folded:
            yield self.today + timedelta(days=2)
        for match in _AHEAD.finditer(self.folded):
            amount, unit = (match[1], match[2]) if match[1] else (match[3], match[4])
            number = float(amount) if amount.isdigit() else _WORDS.get(amount)
            if number is not None and number < 1000:
                yield self.today + timedelta(days=int(number) * (7 if unit == "week" else 1))
        for shift in range(-7, 15):
            named = self.today + timedelta(days=shift)
            if self._names_weekday(_WEEKDAYS[named.weekday()], shift):
                yield named

    def _names_weekday(self, weekday: str, shift: int) -> bool:
        """Whether "Friday" means this day: the coming one, "next Friday" up to two weeks on, "last Friday" behind."""
        if weekday not in self.vocabulary:
            return False
        if shift > 7:
            return f"next {weekday}" in self.folded or "next week" in self.folded
        return shift >= 0 or f"last {weekday}" in self.folded


_ENDING = re.compile(r"(?:'?s|es)?(?![^\W_])")


def _stands_in(phrase: str, text: str) -> bool:
    """Whether the phrase stands there whole: no letter or digit goes on at either end (a plural or genitive may)."""
    start = text.find(phrase)
    while start >= 0:
        if not text[max(0, start - 1) : start].isalnum() and _ENDING.match(text, start + len(phrase)):
            return True
        start = text.find(phrase, start + 1)
    return False


def _close(one: float, other: float) -> bool:
    return abs(one - other) < 1e-6


def _some(found: date | None) -> Iterable[date]:
    return [] if found is None else [found]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_number(match: re.Match[str]) -> float:
    return float(match[1].replace(",", "") + (match[2] or ""))


def _clock_times(match: re.Match[str]) -> Iterable[tuple[int, int]]:
    """The readings of "14:00", "2 pm", "2:30"; a bare number is no time."""
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", "")
    if (match[2] is None and not half) or hour > 24 or minute > 59:
        return
    if half in ("am", "pm"):
        yield hour % 12 + (12 if half == "pm" else 0), minute
        return
    yield hour % 24, minute
    if half == "o'clock" and hour < 12:
        yield hour + 12, minute
