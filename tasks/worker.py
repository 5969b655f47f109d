"""One process of a crew: `python -m tasks.worker FD`, started by the crew on a lifeline.

In:  (step, loom, batch) over the line. Out: announcements, then the batch or what the step raised.
Never here: Prefect; a signal of the terminal, which is the run's to answer: it then closes the line.
"""

import gc
import pickle
import signal
import sys
import traceback
from multiprocessing.connection import Connection
from typing import Any

import apsw

from tasks import STEPS
from tasks.progress import Event, watching

YOUNG_OBJECTS = 1_000_000
"""Objects made between two collections, those of some forty environments: each that lives is looked at once, and most
die with their batch before. What only a collection frees is a megabyte an environment."""
YOUNG_COLLECTIONS = 5
"""Collections until those that outlived one are looked at again."""
SLOTS = (512, 8_000)
"""Bytes and number of the slots that SQLite sets aside for small things when it opens a database: 4 MB. A prepared
statement takes some thirty for as long as it is kept, and five hundred are; with the 40 of its own choice nearly every
statement is prepared by way of malloc, which takes half as long again."""


class StepCrashed(RuntimeError):
    """A step raised something that cannot be sent; its text can."""


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    set_up()
    line = Connection(int(sys.argv[1]))
    steps = {step.name: step for step in STEPS}

    def pass_on(step: str, subject: str, event: Event) -> None:
        line.send(("announced", (step, subject, event)))

    with watching(pass_on):
        while True:
            try:
                name, loom, batch = line.recv()
            except EOFError:
                return
            try:
                reply: tuple[str, Any] = ("done", steps[name].run(loom, batch))
            except Exception as fault:
                reply = ("raised", _sendable(fault))
            line.send(reply)


def set_up() -> None:
    """Make a process fit for steps. It must have no database open yet.

    Garbage collection looks at what a step makes, seldom, and never at what was imported; SQLite has room for the
    statements that a stage keeps. Where many sessions are open at once that room would be too much.
    """
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, YOUNG_COLLECTIONS)
    if not apsw.connections():
        apsw.shutdown()
        apsw.config(apsw.SQLITE_CONFIG_LOOKASIDE, *SLOTS)
        apsw.initialize()


def _sendable(fault: Exception) -> Exception:
    """The fault itself where it survives the journey, with where it came from."""
    fault.add_note("".join(traceback.format_exception(fault)))
    try:
        pickle.loads(pickle.dumps(fault))
    except Exception:
        return StepCrashed(f"{type(fault).__name__}: {fault}")
    return fault


if __name__ == "__main__":
    main()
