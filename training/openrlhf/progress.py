"""How a run tells whoever follows it what it does: one line of JSON on standard output for each thing that happened.

In:  steps and checkpoints, on the cluster. Out: lines; and the same things read back from a job's log.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MARK = "worldloom: "
_LINE = re.compile(re.escape(MARK) + r"(\{.*\})")


@dataclass(frozen=True)
class Happened:
    """One line of a run's progress."""

    what: str
    """`checked`, `refused`, `step`, `checkpoint` or `finished`."""
    step: int = 0
    metrics: Mapping[str, float] | None = None
    message: str = ""


def announce(what: str, **more: Any) -> None:
    """Print one line for whoever follows the run."""
    print(MARK + json.dumps({"what": what, **more}, allow_nan=False), flush=True)


def announce_step(step: int, status: Mapping[str, Any]) -> None:
    """A training step with its numbers; what is no finite number stays away, and is named."""
    numbers = {name: float(value) for name, value in status.items() if isinstance(value, int | float)}
    finite = {name: value for name, value in numbers.items() if math.isfinite(value)}
    missing = sorted(set(numbers) - set(finite))
    announce("step", step=step, metrics=finite, message=f"not finite: {', '.join(missing)}" if missing else "")


def announce_checkpoint(step: int) -> None:
    announce("checkpoint", step=step)


def read_progress(lines: Iterable[str]) -> Iterator[Happened]:
    """What happened, in order. Ray puts an actor's name before a line; a line cut in half is passed over."""
    for line in lines:
        found = _LINE.search(line)
        if found is None:
            continue
        try:
            document = json.loads(found[1])
            yield Happened(**document)
        except (ValueError, TypeError):
            continue
