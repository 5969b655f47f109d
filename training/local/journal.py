"""A run's numbers, step by step: CSV for any program, TensorBoard's events to look at while it runs.

In:  numbers of a step. Out: a file a phase; the same numbers read back when a killed run goes on.
Never here: a row of a step that will be taken again: what lies beyond the last checkpoint is dropped.
"""

import csv
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from torch.utils.tensorboard import SummaryWriter

STEP = "step"


class Journal:
    """The numbers of one phase."""

    def __init__(self, folder: Path, phase: str, columns: tuple[str, ...], done: int) -> None:
        """Go on after step `done`."""
        self.phase, self.columns = phase, columns
        self.path = folder / f"{phase}.csv"
        self.rows = [row for row in read_csv(self.path) if row[STEP] <= done]
        self._rewrite()
        self._events: Any = SummaryWriter(str(folder / "tensorboard" / phase), purge_step=done + 1)

    def note(self, step: int, numbers: Mapping[str, float]) -> None:
        """Add a step's numbers; what was not measured stays empty."""
        row = {STEP: float(step), **{name: float(numbers[name]) for name in self.columns if name in numbers}}
        self.rows.append(row)
        with self.path.open("a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, self._fields(), restval="").writerow(_written(row))
        for name, value in row.items():
            if name != STEP:
                self._events.add_scalar(f"{self.phase}/{name}", value, step)
        self._events.flush()

    def close(self) -> None:
        self._events.close()

    def _rewrite(self) -> None:
        staged = self.path.with_suffix(".tmp")
        with staged.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, self._fields(), restval="")
            writer.writeheader()
            writer.writerows(map(_written, self.rows))
        staged.replace(self.path)

    def _fields(self) -> list[str]:
        return [STEP, *self.columns]


def read_csv(path: Path) -> list[dict[str, float]]:
    """The rows of a journal's file; none where there is no file. A line that a kill cut in half is dropped."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = []
        for row in csv.DictReader(file):
            try:
                rows.append({name: float(value) for name, value in row.items() if value})
            except (TypeError, ValueError):
                continue
        return [row for row in rows if STEP in row]


def series(rows: Sequence[dict[str, float]], name: str) -> list[tuple[int, float]]:
    """Step and value, where it was measured."""
    return [(int(row[STEP]), row[name]) for row in rows if name in row and math.isfinite(row[name])]


def _written(row: Mapping[str, float]) -> dict[str, str]:
    return {name: f"{value:.0f}" if name == STEP else f"{value:.6g}" for name, value in row.items()}
