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

from tasks import STEPS
from tasks.progress import Event, watching

YOUNG_OBJECTS = 100_000
"""Objects made between two collections: a step makes many that live as long as their batch."""
YOUNG_COLLECTIONS = 50
"""Collections until those that outlived one are looked at again, when most of their batches are through."""


class StepCrashed(RuntimeError):
    """A step raised something that cannot be sent; its text can."""


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_rarely()
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


def collect_rarely() -> None:
    """Let garbage collection look at what a step makes, seldom, and never at what was imported."""
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, YOUNG_COLLECTIONS)


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
