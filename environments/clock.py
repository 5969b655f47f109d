"""A clock that stands still: the only time that a database of an environment can ask for.

In:  the environment's `now`.
Out: a registered SQLite VFS. A connection opened through it reads this clock in `datetime('now')`,
     `CURRENT_TIMESTAMP`, column defaults, `unixepoch()` and every other way to ask SQLite for the time.
Never here: the machine's clock.
"""

import itertools
import weakref
from datetime import datetime, timedelta

import apsw

_UNIX_EPOCH_MS = 210_866_760_000_000
"""Milliseconds from the start of the Julian day count to 1970."""
_EPOCH = datetime(1970, 1, 1)
_MILLISECOND = timedelta(milliseconds=1)

_numbers = itertools.count()


class Clock(apsw.VFS):
    """Stands at `now` until `set` moves it. Registered for as long as the object lives."""

    def __init__(self, now: str) -> None:
        self.vfs = f"clock-{next(_numbers)}"
        self.set(now)
        super().__init__(self.vfs, "")

    def set(self, now: str) -> None:
        """Move the clock.

        Raises:
            ValueError: `now` is not `YYYY-MM-DD HH:MM:SS`.
        """
        moment = datetime.fromisoformat(now)
        if str(moment) != now or moment.tzinfo is not None:
            raise ValueError(f"the time must be YYYY-MM-DD HH:MM:SS, not {now!r}")
        self.now = now
        self.today = now[:10]
        self._milliseconds = _UNIX_EPOCH_MS + (moment - _EPOCH) // _MILLISECOND

    def read_now(self, *_: object) -> str:
        return self.now

    def read_today(self, *_: object) -> str:
        return self.today

    def xCurrentTime(self) -> float:  # noqa: N802 (SQLite's name)
        return self._milliseconds / 86_400_000

    def xCurrentTimeInt64(self) -> int:  # noqa: N802 (SQLite's name)
        return self._milliseconds


_standing: "weakref.WeakValueDictionary[str, Clock]" = weakref.WeakValueDictionary()


def standing_clock(now: str) -> Clock:
    """A clock that nobody moves, shared by all who stand at the same time."""
    clock = _standing.get(now)
    if clock is None:
        clock = _standing.setdefault(now, Clock(now))
    return clock
