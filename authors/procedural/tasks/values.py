"""Arguments in people's words: "two nights", "Friday, June 6", "2 x Cork Bar Tape".

In:  a talk, a parameter, a plain value.
Out: `Said`: the words, and the value as a solution has it.
Never here: which value. Days without a year make the talk ask what today is.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authors.procedural.language import date, listed, money, number_words
from authors.procedural.model import Param
from authors.procedural.tasks.calling import counted
from authors.procedural.tasks.naming import name_row, refer
from authors.procedural.tasks.spoken import say_clock
from authors.procedural.tasks.talk import GiveUp, Talk

FAR = 300
"""Days ahead from which the year is said as well."""
LONGEST_LABEL = 40
"""Characters of a text that stands in a sentence without quotation marks: a number, a code, an address."""


@dataclass(frozen=True)
class Said:
    text: str
    form: Any
    """The value as a solution has it: a literal, or a reference to an earlier result."""


def say(talk: Talk, param: Param, value: Any) -> Said:
    """The words for an argument; look-ups that its name needs are made here."""
    if param.kind == "reference":
        return Said(*refer(talk, param.of, value))
    if param.kind == "lines":
        return _say_lines(talk, param, value)
    if param.kind == "date":
        return Said(say_day(talk, value), value)
    if param.kind == "moment":
        return Said(f"{say_day(talk, value)} at {say_clock(value)}", value)
    if param.kind == "quantity":
        return Said(_say_amount(param, value), value)
    if param.kind == "money":
        return Said(money(value), value)
    if param.kind == "category":
        return Said(str(value).replace("_", " "), value)
    if param.kind == "text":
        if any(value in call.arguments.values() for call in talk.notes.calls):
            raise GiveUp("nobody writes the same twice")
        return Said(quoted(str(value)), value)
    raise GiveUp(f"nothing says the flag {param.name}")


def say_day(talk: Talk, day: str) -> str:
    """A day in words, in the one way of this message; without the year, which has to be looked up, unless it is far."""
    ahead = (datetime.date.fromisoformat(day[:10]) - datetime.date.fromisoformat(talk.today)).days
    if ahead > FAR:
        return date(day)
    talk.look("get_context")
    if ahead == 1:
        return "tomorrow"
    return date(day, "weekday" if 0 < ahead <= 45 and talk.says_weekdays else "short")


def quoted(text: str) -> str:
    """Sentences and titles in quotation marks; numbers, codes, single words and addresses as they are."""
    is_label = len(text) <= LONGEST_LABEL and (" " not in text or text[0].isdigit())
    return text if is_label and text[-1:] not in ".?!" else f"“{text}”"


def _say_amount(param: Param, value: int) -> str:
    return param.unit.counted(value) if param.unit else number_words(value)


def _say_lines(talk: Talk, param: Param, lines: list[Mapping[str, int]]) -> Said:
    key = talk.world.entities[param.of].key
    names = [name_row(talk, param.of, line[key]) for line in lines]
    if len(names) > 1 and any("," in mention.text for mention in names):
        raise GiveUp("a comma in a name is lost in a list")
    text = listed([counted(mention.text.removeprefix("the "), line["quantity"])
                   for mention, line in zip(names, lines, strict=True)])  # fmt: skip
    return Said(text, [{key: mention.form, "quantity": line["quantity"]}
                       for mention, line in zip(names, lines, strict=True)])  # fmt: skip
