"""Who holds claims: a run, alive for as long as its process is.

In:  a data root. Out: a holder's name; whether another holder still lives.
Never here: the claims themselves (`artifacts/claims.py`).

A run keeps a lock on a file of its own. The operating system drops it however the process ends, so that what a killed
run left can be taken over at once. Only where neither file nor machine is ours does the age of a claim decide.
"""

import fcntl
import platform
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

FOLDER = "runs"
LEASE = timedelta(hours=12)
"""After so long a claim of a machine that cannot be asked counts as abandoned."""


@contextmanager
def holding(root: Path) -> Iterator[str]:
    """A holder that lives as long as the context is open."""
    name = f"{platform.node() or 'here'}:{uuid.uuid4().hex}"
    file = _file(root, name)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        try:
            yield name
        finally:
            file.unlink(missing_ok=True)


def is_alive(root: Path, holder: str, claimed_at: datetime | None) -> bool:
    """Whether this holder may still be at work."""
    try:
        with _file(root, holder).open("r+") as opened:
            alive = not _can_lock(opened)
    except FileNotFoundError:
        alive = not _is_ours(holder) and claimed_at is not None and datetime.now(UTC) - claimed_at < LEASE
    if not alive:
        _file(root, holder).unlink(missing_ok=True)
    return alive


def _file(root: Path, holder: str) -> Path:
    return root / FOLDER / f"{holder.rpartition(':')[2]}.lock"


def _is_ours(holder: str) -> bool:
    return holder.rpartition(":")[0] == (platform.node() or "here")


def _can_lock(opened: IO[str]) -> bool:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
