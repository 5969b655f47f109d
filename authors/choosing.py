"""Choose the scenarios of a run: a sentence, a file, or the author's own choice.

In:  an author, and what a user named. Out: `Scenario` records.
"""

from pathlib import Path

from authors.protocol import Author, AuthorError, Chooser
from authors.reserving import refuse_reserved
from authors.seeds import read_scenarios
from schemas import Scenario


def scenarios_of(author: Author, sentence: str | None, seeds: str | None, count: int) -> list[Scenario]:
    """The scenarios a run is about: a sentence, else a file, else the author's choice.

    Raises:
        AuthorError: nothing can be read in a sentence or file, what it names is reserved for the benchmark, or the
            author chooses none by itself.
    """
    if sentence is None and seeds is None:
        if not isinstance(author, Chooser):
            raise AuthorError(f"The author {author.fingerprint.author!r} chooses no scenarios: name one, or a file.")
        return author.write_scenarios(count)
    scenarios = [author.read_sentence(sentence)] if sentence is not None else read_scenarios(Path(str(seeds)))
    refuse_reserved(scenarios)
    return scenarios
