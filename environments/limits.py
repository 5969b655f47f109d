"""The bounds of one call: on work, rows and bytes.

In:  a connection.
Out: a meter that interrupts a statement which exceeds its share.
Never here: whose fault it is; the session knows what was running.
"""

import time

import apsw

MOST_ROWS = 500
"""Of one result."""
MOST_BOUND_ROWS = 10_000
"""Of one `read` that binds rows for later steps."""
MOST_BYTES = 256_000
"""Of a call's content as JSON."""
MOST_DATABASE_BYTES = 64_000_000
"""A session's database may not grow beyond it."""

_STEPS_A_TICK = 20_000
_MOST_TICKS = 250
"""5,000,000 steps of SQLite's virtual machine: a fifth of a second or so, and the same number everywhere."""
_MOST_SECONDS = 10.0
"""A second bound for steps that are long in themselves; reached by content made to be slow only."""
_RESTING = -(2**60)


class Meter:
    """Counts SQLite's steps on one connection between `start` and `rest`; what runs at other times is not bounded."""

    __slots__ = ("_deadline", "_ticks")

    def __init__(self, connection: apsw.Connection) -> None:
        self._ticks = _RESTING
        self._deadline = 0.0
        connection.set_progress_handler(self._tick, _STEPS_A_TICK)

    def start(self) -> None:
        self._ticks = 0

    def rest(self) -> None:
        self._ticks = _RESTING

    def _tick(self) -> bool:
        """Called by SQLite every so many steps; True interrupts."""
        if self._ticks == 0:
            self._deadline = time.monotonic() + _MOST_SECONDS
        self._ticks += 1
        return self._ticks > _MOST_TICKS or (self._ticks > 0 and time.monotonic() > self._deadline)
