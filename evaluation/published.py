"""Published references: what others report, with the source of each figure. Data lies in `published.json`.

In:  nothing. Out: figures by name. Never here: a figure without a source, or one that was measured here.
"""

from functools import cache
from pathlib import Path

from pydantic import Field, TypeAdapter

from schemas import Record, Score

FILE = Path(__file__).with_name("published.json")


class Figure(Record):
    name: str = Field(min_length=1)
    """As `worldloom compare` takes it."""
    model: str
    benchmark: str
    score: str
    """The line of the benchmark's table that it stands beside."""
    value: float = Field(ge=0, le=100)
    """Percent."""
    source: str = Field(min_length=1)

    def line(self) -> Score:
        """As a line of a table; the published ones come without an interval."""
        return Score(group="overall", name=self.score, value=round(self.value / 100, 6))


@cache
def published_figures() -> dict[str, list[Figure]]:
    """All figures, by name."""
    found: dict[str, list[Figure]] = {}
    for figure in TypeAdapter(list[Figure]).validate_json(FILE.read_bytes()):
        found.setdefault(figure.name, []).append(figure)
    return found
