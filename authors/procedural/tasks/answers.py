"""Build typed answers: how a solution comes to a value, and how it is judged.

In:  values, their meaning, references to where they were read.
Out: `Answer`, and the words for the form in which it is wanted.
Never here: questions.
"""

from typing import Any

from authors.procedural.model import Field
from authors.procedural.tasks.clauses import Answer
from authors.procedural.tasks.talk import GiveUp
from schemas import ExpectedAnswer

CENT = 0.005
"""Tolerance of amounts in dollars: half a cent."""
IN_DOLLARS = "in dollars"
AS_DATE = "as YYYY-MM-DD"
JUST_THE_NAME = "just the name"
ONE_A_LINE = "one per line"


def amount_of_money(form: Any, cents: int, sql: str = "") -> Answer:
    """Dollars; `sql` yields dollars too."""
    expected = (
        ExpectedAnswer(type="number", sql=sql, tolerance=CENT)
        if sql
        else ExpectedAnswer(type="number", value=cents / 100, tolerance=CENT)
    )
    _refuse_nothing(cents)
    return Answer({"$sql": ":c / 100.0", "c": form}, expected)


def whole_number(form: Any, value: int, sql: str = "") -> Answer:
    _refuse_nothing(value)
    if sql:
        return Answer(form, ExpectedAnswer(type="number", sql=sql))
    return Answer(form, ExpectedAnswer(type="number", value=value))


def day_of(form: Any, value: str, sql: str = "") -> Answer:
    """A date; of a date-time its day."""
    whole = {"$sql": "date(:t)", "t": form} if len(value) > 10 else form
    expected = ExpectedAnswer(type="date", sql=sql) if sql else ExpectedAnswer(type="date", value=value[:10])
    return Answer(whole, expected)


def text(form: Any, value: str, sql: str = "") -> Answer:
    _refuse_nothing(value)
    expected = ExpectedAnswer(type="text", sql=sql) if sql else ExpectedAnswer(type="text", value=value)
    return Answer(form, expected)


def names(forms: list[Any], sql: str) -> Answer:
    """A set of names."""
    return Answer(forms, ExpectedAnswer(type="set", sql=sql))


def of_field(one: Field, form: Any, value: Any, sql: str) -> tuple[Answer, str]:
    """A column's value, and the form in which it is wanted; `sql` yields the bare column."""
    if value is None or value == "":
        raise GiveUp(f"there is no {one.said}")
    if one.meaning == "money":
        return amount_of_money(form, value, _wrapped(sql, "({}) / 100.0")), IN_DOLLARS
    if one.meaning == "date":
        return day_of(form, value, _wrapped(sql, "date({})")), AS_DATE
    if one.meaning == "quantity":
        return whole_number(form, value, sql), f"in {one.unit}" if one.unit else ""
    return text(form, str(value), sql), JUST_THE_NAME if one.meaning == "name" else ""


def _wrapped(sql: str, form: str) -> str:
    """The SELECT with its one column inside an expression."""
    head, space, rest = sql.removeprefix("SELECT ").partition(" FROM ")
    return f"SELECT {form.format(head)}{space}{rest}"


def _refuse_nothing(value: Any) -> None:
    if value in (0, "", None):
        raise GiveUp("an answer that anybody guesses")
