"""English as the procedural author needs it: nouns, verbs, amounts, dates and lists.

In:  words and plain values.
Out: text for names, descriptions and instructions. Pure functions; nothing is drawn at random here.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_IRREGULAR = {
    "person": "people", "child": "children", "man": "men", "woman": "women", "half": "halves", "shelf": "shelves",
    "leaf": "leaves", "loaf": "loaves", "staff": "staff", "foot": "feet", "tooth": "teeth", "mouse": "mice",
    "sheep": "sheep", "fish": "fish", "species": "species", "series": "series", "life": "lives", "knife": "knives",
    "quiz": "quizzes", "wife": "wives", "equipment": "equipment", "piano": "pianos", "photo": "photos",
    "video": "videos", "studio": "studios", "kilo": "kilos", "salmon": "salmon", "aircraft": "aircraft",
}  # fmt: skip
_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_VOWEL_SOUND = re.compile(r"(?i)^(hour|heir|honest|honour|8|11\b|18\b|[aeiou])")
_CONSONANT_SOUND = re.compile(r"(?i)^(uni(?!n)|use|usu|eu|one\b|once|ukulele|utility|uten)")


@dataclass(frozen=True)
class Noun:
    """A countable noun phrase; its last word is inflected ("work order", "work orders")."""

    singular: str
    plural: str

    def __str__(self) -> str:
        return self.singular

    def counted(self, number: int) -> str:
        """ "two charters", "one charter": words up to twelve, digits beyond."""
        return f"{number_words(number)} {self.singular if number == 1 else self.plural}"


def noun(singular: str, plural: str = "") -> Noun:
    """A noun, its plural by rule unless given."""
    return Noun(singular, plural or pluralise(singular))


@dataclass(frozen=True)
class Verb:
    """A verb that may carry a particle ("sign up"): base, past participle, gerund."""

    base: str
    past: str
    gerund: str

    def __str__(self) -> str:
        return self.base


def verb(base: str, past: str = "", gerund: str = "") -> Verb:
    """A verb, its other forms by rule unless given; the first word is inflected."""
    first, space, rest = base.partition(" ")
    return Verb(base, past or _past(first) + space + rest, gerund or _gerund(first) + space + rest)


def _doubles(word: str) -> bool:
    return bool(re.search(r"[^aeiou][aeiou][bdgmnprt]$", word)) and len(word) <= 4 and not word.endswith("en")


def _past(word: str) -> str:
    irregular = {"lend": "lent", "sell": "sold", "rent": "rented", "buy": "bought", "pay": "paid", "hold": "held",
                 "take": "taken", "give": "given", "send": "sent", "run": "run", "let": "let", "make": "made",
                 "write": "written", "borrow": "borrowed", "put": "put", "set": "set"}  # fmt: skip
    if word in irregular:
        return irregular[word]
    if word.endswith("e"):
        return word + "d"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ied"
    return word + word[-1] + "ed" if _doubles(word) else word + "ed"


def _gerund(word: str) -> str:
    if word.endswith("e") and not word.endswith("ee"):
        return word[:-1] + "ing"
    return word + word[-1] + "ing" if _doubles(word) else word + "ing"


def pluralise(phrase: str) -> str:
    """The plural of a noun phrase, by its last word: "work order" gives "work orders"."""
    head, space, last = phrase.rpartition(" ")
    if last in _IRREGULAR:
        return head + space + _IRREGULAR[last]
    if re.search(r"(s|x|z|ch|sh)$", last):
        return head + space + last + "es"
    if re.search(r"[^aeiou]y$", last):
        return head + space + last[:-1] + "ies"
    if last in ("tomato", "potato", "hero", "cargo"):
        return head + space + last + "es"
    return head + space + last + "s"


def singularise(phrase: str) -> str:
    """The singular of a plural noun phrase, by its last word."""
    head, space, last = phrase.rpartition(" ")
    for one, many in _IRREGULAR.items():
        if last == many:
            return head + space + one
    if last.endswith("ies") and len(last) > 4:
        return head + space + last[:-3] + "y"
    if re.search(r"(ss|x|z|ch|sh)es$", last) or last in ("tomatoes", "potatoes", "heroes", "cargoes", "buses"):
        return head + space + last[:-2]
    if last.endswith("s") and not last.endswith(("ss", "us", "is")):
        return head + space + last[:-1]
    return phrase


@lru_cache(maxsize=4_000)
def identifier(phrase: str) -> str:
    """A phrase as a name in SQL: "work order" gives "work_order"."""
    return re.sub(r"[^a-z0-9]+", "_", phrase.lower()).strip("_")


def a(phrase: str) -> str:
    """With its indefinite article: "an order", "a unit"."""
    vowel = _VOWEL_SOUND.match(phrase) and not _CONSONANT_SOUND.match(phrase)
    return f"{'an' if vowel else 'a'} {phrase}"


def genitive(name: str) -> str:
    """ "Dana Reyes's", "the members'"; a plain apostrophe only after plurals, which names are not."""
    return f"{name}'s"


def capitalised(text: str) -> str:
    """First letter in upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def listed(parts: Sequence[str], word: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def number_words(number: int) -> str:
    """Words up to twelve, digits with thousands separators beyond."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def money(cents: int) -> str:
    """Minor units as people write them: "$12", "$12.50"."""
    return f"${cents // 100:,}" if cents % 100 == 0 else f"${cents / 100:,.2f}"


def date(day: str, style: str = "long") -> str:
    """An ISO date (or date-time) in words.

    Styles: `long` "December 4, 2026", `short` "December 4", `weekday` "Friday, December 4".
    """
    when = datetime.date.fromisoformat(day[:10])
    text = f"{when:%B} {when.day}"
    if style == "short":
        return text
    return f"{when:%A}, {text}" if style == "weekday" else f"{text}, {when.year}"


def clock(moment: str) -> str:
    """The time of an ISO date-time: "14:30"."""
    return moment[11:16]


def moment(when: str, style: str = "long") -> str:
    """An ISO date-time in words: "December 4, 2026 at 14:30"."""
    return f"{date(when, style)} at {clock(when)}"
