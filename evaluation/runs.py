"""Where a benchmark's run keeps what is not noted yet: one folder for all that decides its answers, one run in it.

In:  a benchmark's place, a subject, settings, a version. Out: the folder, held by nobody else.
"""

import fcntl
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evaluation.benchmark import Settings, Subject
from evaluation.errors import EvaluationError


def run_folder(subject: Subject, settings: Settings, version: str) -> Path:
    """The folder of this benchmark, model and settings. The key is no part of its name."""
    parameters = {**subject.parameters(), **settings.parameters(), "version": version}
    digest = hashlib.sha256(json.dumps(parameters, sort_keys=True, default=str).encode()).hexdigest()
    return settings.place / "runs" / digest[:16]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a run's folder: two runs in it would ask everything twice.

    Raises:
        EvaluationError: another run holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise EvaluationError(
                f"Another run of this benchmark, model and settings works in {folder}. Wait for it to end."
            ) from None
        yield
