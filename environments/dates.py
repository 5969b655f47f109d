"""Dates and date-times: many written forms in, one form out.

In:  text as agents and people write it.
Out: `YYYY-MM-DD` and `YYYY-MM-DD HH:MM:SS` in UTC, or None where the text is no such thing.
Never here: the present time, time zones by name.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt ]|\s+)(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s?([Zz]|[+-]\d\d(?::?\d\d)?)?", re.ASCII
)
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?", re.ASCII)

_MONTH_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                "november", "december")  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_WRITTEN = (
    re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month>[a-z]{3,9})\.?,? (?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4}),? (?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?"),
)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? ")
LONGEST = 60
"""No written date is longer; more text is not looked at."""


def iso_date(text: str) -> str | None:
    """`YYYY-MM-DD` of an ISO date, or of an ISO date-time at midnight; None for anything else."""
    if len(text) == 10:
        return text if _is_day(text) else None
    moment = iso_date_time(text)
    return moment[:10] if moment is not None and moment.endswith("00:00:00") else None


def iso_date_time(text: str) -> str | None:
    """`YYYY-MM-DD HH:MM:SS` in UTC of an ISO date-time; a date alone is its midnight. None for anything else."""
    if len(text) > LONGEST:
        return None
    found = _DATE_TIME.fullmatch(text)
    if found is None:
        return f"{text} 00:00:00" if _is_day(text) else None
    day, hour, minute, second, zone = found.groups()
    try:
        moment = datetime.fromisoformat(f"{day} {hour}:{minute}:{second or '00'}")
        if zone is not None:  # which few have, and it takes as long as all the rest
            moment = moment.replace(tzinfo=_zone(zone)).astimezone(UTC).replace(tzinfo=None)
        return moment.isoformat(" ")
    except (ValueError, OverflowError):
        return None


def is_time(text: str) -> bool:
    return _TIME.fullmatch(text) is not None


def written_date(text: str) -> str | None:
    """`YYYY-MM-DD`, with ` HH:MM:SS` where a time is given, of an ISO form or of one such as "June 6, 2026"."""
    plain = " ".join(text.strip().strip(".").split())
    if len(plain) > LONGEST:
        return None
    if _is_day(plain):
        return plain
    if (moment := iso_date_time(plain)) is not None:
        return moment
    plain = _WEEKDAY.sub("", plain.lower())
    for pattern in _WRITTEN:
        if found := pattern.fullmatch(plain):
            month = _MONTHS.get(found["month"])
            day = f"{found['year']}-{month or 0:02}-{int(found['day']):02}"
            return day if _is_day(day) else None
    return plain if _is_day(plain) else None


def _is_day(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


def _zone(text: str) -> timezone:
    if text in "Zz":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 23 or minutes > 59:
        raise ValueError(f"{text} is no offset")
    distance = timedelta(hours=hours, minutes=minutes)
    return timezone(-distance if text[0] == "-" else distance)
