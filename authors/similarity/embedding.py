"""What an embedder is: whoever turns a scenario's text into a vector whose direction says what it is about.

In:  texts. Out: unit vectors, a row a text, sparse or dense; the same text always gives the same vector.
Never here: comparing them (`index.py`), or what is done about two that are alike (`tasks/`).
"""

from collections.abc import Sequence
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from authors.protocol import AuthorError
from schemas import Scenario

Dense = npt.NDArray[np.float32]
Vectors: TypeAlias = Any
"""A `scipy.sparse.csr_array` (scipy has no types) or `Dense`.

Shape (texts, dimensions), float32, each row of length 1, or 0 for a text that says nothing.
"""


class SimilarityError(AuthorError):
    """An embedder cannot be had or does not answer; says what to do."""


class Embedder(Protocol):
    """One way to embed."""

    @property
    def fingerprint(self) -> str:
        """All that decides its vectors: those of different fingerprints are never compared."""
        ...

    @property
    def threshold(self) -> float:
        """The cosine from which two scenarios count as near-duplicates (`benchmarks/near_duplicates.py`)."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The vectors of these texts. Raises SimilarityError where that fails."""
        ...


def text_of(scenario: Scenario) -> str:
    """What is embedded of a scenario."""
    return f"{scenario.title}. {scenario.description}"
