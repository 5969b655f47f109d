"""What this process stored or read last, so that the next step need not read it from the disk again.

In:  an artifact's id and its records. Out: the same records, as reading them back would give them.
Never here: anything that decides what a step makes. Content stands under its own hash, so nothing here grows old.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any

from schemas import Record

MOST_RECORDS = 40_000
"""What the steps of one batch hand on; rows of tables are most of them, about a kilobyte each."""

_kept: "OrderedDict[str, Sequence[Record]]" = OrderedDict()
_lock = Lock()
_count = 0


def remember(artifact_id: str, records: Sequence[Record]) -> None:
    """Keep the records of an artifact; the ones that were not asked for the longest go."""
    global _count
    with _lock:
        if artifact_id in _kept:
            return
        _kept[artifact_id] = records
        _count += len(records)
        while _count > MOST_RECORDS and len(_kept) > 1:
            _count -= len(_kept.popitem(last=False)[1])


def recall(artifact_id: str) -> list[Any] | None:
    """The records, where they are still here; a list of one's own."""
    with _lock:
        found = _kept.get(artifact_id)
        if found is not None:
            _kept.move_to_end(artifact_id)
    return None if found is None else list(found)
