"""Our own benchmark: certified tasks in environments of domains that nobody trains in.

An item is a task, played as often as asked; complete or not is the verdict of its certified verifier.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.benchmark import Item, Note, Settings, Subject
from evaluation.episodes import Part, play_items
from evaluation.errors import EvaluationError
from evaluation.heldout.frozen import HERE, Frozen
from evaluation.scoring import broken_down, failure_shares, passes
from schemas import Evaluation, Score

LEVELS = ("easy", "medium", "hard")


@dataclass(frozen=True)
class HeldOut:
    name: str = "worldloom-heldout"
    version: str = "1"
    about: str = "certified tasks in environments of reserved domains, played in this process"
    needs: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)
    folder: Path = HERE / "v1"

    def available(self, place: Path) -> str | None:
        """It ships with Worldloom."""
        return None

    def prepare(self, settings: Settings, tell: Callable[[str], None]) -> None:
        """Nothing to do: environments are built from what is frozen when they are opened."""

    def items(self, settings: Settings, categories: Sequence[str] = ()) -> list[Item]:
        """Tasks, one category after the other in turn, so that a few already show the breadth."""
        index = Frozen(self.folder).index
        shelves: dict[str, list[Item]] = {}
        for each in index.environments:
            for task in each.tasks:
                place = f"{each.name}/{task.id}"
                item = Item(place, task.instruction, each.category, task.level, each.reference)
                shelves.setdefault(each.category, []).append(item)
        unknown = [name for name in categories if name not in shelves]
        if unknown:
            raise EvaluationError(f"{self.name} has no category {unknown[0]!r}. It has {', '.join(sorted(shelves))}.")
        return _dealt([shelves[name] for name in sorted(shelves) if not categories or name in categories])

    def run(self, items: Sequence[Item], subject: Subject, settings: Settings, note: Note) -> None:
        """Play every item in this process."""
        parts = [Part(item, item.id.partition("/")[2]) for item in items]
        play_items((self.name, self.version), parts, Frozen(self.folder).environment, subject, settings, note)

    def scores(self, results: Sequence[Evaluation]) -> list[Score]:
        """pass@k and pass^k over tasks; pass@1 by category and difficulty; how often episodes failed in which way."""
        return [
            *passes(results),
            *broken_down("category", results, lambda each: each.category),
            *broken_down("difficulty", results, lambda each: each.level, LEVELS),
            *failure_shares(results),
        ]


def _dealt(shelves: Sequence[Sequence[Item]]) -> list[Item]:
    """From each shelf in turn; on a shelf in an order that has nothing to do with what the items are."""
    mixed = [sorted(shelf, key=lambda item: hashlib.sha256(item.id.encode()).hexdigest()) for shelf in shelves]
    longest = max(map(len, mixed), default=0)
    return [shelf[turn] for turn in range(longest) for shelf in mixed if turn < len(shelf)]


BENCHMARK = HeldOut()
