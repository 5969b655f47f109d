"""Plain values in people's words: amounts, days, times of day.

In:  values.
Out: text. Pure functions.
"""

from typing import Any

from authors.procedural.language import clock, date, money
from authors.procedural.model import Field


def say_value(one: Field, value: Any) -> str:
    """A value inside a name: "$370", "June 3", "two nights"."""
    if one.meaning == "money":
        return money(value)
    if one.meaning == "date":
        return f"{date(value, 'short')} at {say_clock(value)}" if one.timed else date(value, "short")
    return str(value).replace("_", " ")


def say_clock(moment: str) -> str:
    """The time of day as people write it: "2:30 pm", "10 am"."""
    hour, minute = int(clock(moment)[:2]), clock(moment)[3:]
    half = "am" if hour < 12 else "pm"
    shown = (hour - 1) % 12 + 1
    return f"{shown} {half}" if minute == "00" else f"{shown}:{minute} {half}"
