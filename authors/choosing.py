"""Choose the scenarios of a run: a sentence, a file, or the author's own choice.

In:  an author, and what a user named. Out: `Scenario` records.
"""

from pathlib import Path

from authors.protocol import Author
from authors.seeds import read_scenarios
from schemas import Scenario


def scenarios_of(author: Author, sentence: str | None, seeds: str | None, count: int) -> list[Scenario]:
    """The scenarios a run is about: a sentence, else a file, else the author's choice."""
    if sentence is not None:
        return [author.read_sentence(sentence)]
    if seeds is not None:
        return read_scenarios(Path(seeds))
    return author.write_scenarios(count)
