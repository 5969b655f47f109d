"""What was packed last, by the records that came out of it: an author hands them on, and a step packs them once more.

In:  records as `Packed.records` gave them, with what they were packed as.
Out: the same for the very same records, whichever list they stand in. Equal ones are not looked for.
Never here: anything that decides what an id is. Records are frozen, so that what is kept here never grows old.
"""

from collections import OrderedDict
from collections.abc import Sequence
from operator import is_
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_RECORDS = 40_000
"""As many as the steps of one batch hand on, about half a kilobyte each."""


class Given(Generic[T]):
    def __init__(self, most: int = MOST_RECORDS) -> None:
        self._most = most
        self._kept: OrderedDict[int, tuple[Sequence[object], T]] = OrderedDict()
        """By the first record's identity, which stays its own as long as the record is kept here."""
        self._count = 0
        self._lock = Lock()

    def remember(self, records: Sequence[object], packed: T) -> None:
        """Keep what these records were packed as; those that were not asked for the longest go."""
        if not records:
            return
        with self._lock:
            self._kept[id(records[0])] = tuple(records), packed
            self._count += len(records)
            while self._count > self._most and len(self._kept) > 1:
                gone, _ = self._kept.popitem(last=False)[1]
                self._count -= len(gone)

    def recall(self, records: Sequence[object]) -> T | None:
        """What these very records were packed as, where that is known."""
        with self._lock:
            found = self._kept.get(id(records[0])) if records else None
            if found is None or len(found[0]) != len(records) or not all(map(is_, found[0], records)):
                return None
            self._kept.move_to_end(id(records[0]))
        return found[1]
