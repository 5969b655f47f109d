"""Which scenario is most like this one, among a hundred thousand, in milliseconds.

In:  names with their vectors, added as they come.
Out: the nearest of them to a vector, with the cosine.
Never here: embedding; deciding what is too near.

Sparse vectors are kept by column (scipy): a query reads the postings of its own n-grams alone, and its answer is
exact. Dense ones are kept in a graph (faiss, HNSW), whose answers are nearly always the nearest and never slower than
a few milliseconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import scipy.sparse as sp

from authors.similarity.embedding import Dense, SimilarityError, Vectors

RECENT = 1_000
"""So many rows wait beside the large part of the index before they are merged into it."""
LINKS = 32
SEARCH_WIDTH = 128


@dataclass(frozen=True)
class Neighbour:
    """The nearest entry to a query."""

    name: str
    similarity: float
    """Cosine."""


class Index(Protocol):
    """Vectors by name."""

    def __len__(self) -> int: ...

    def add(self, names: Sequence[str], vectors: Vectors) -> None:
        """Make these findable from now on."""

    def nearest(self, vector: Vectors) -> Neighbour | None:
        """The entry most like the one row of `vector`; None while the index is empty."""


def index_for(vectors: Vectors) -> Index:
    """An empty index of the sort that such vectors need."""
    return DenseIndex(vectors.shape[1]) if isinstance(vectors, np.ndarray) else SparseIndex()


class SparseIndex:
    """Exact cosine over inverted lists."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._parts: list[sp.csr_array] = []
        """Each of shape (dimensions, entries): the large part, then the recent ones, in order of their entries."""

    def __len__(self) -> int:
        return len(self._names)

    def add(self, names: Sequence[str], vectors: Vectors) -> None:
        if not names:
            return
        assert not isinstance(vectors, np.ndarray)
        self._names += names
        self._parts.append(sp.csr_array(vectors.T))
        if len(self._parts) > 1 and sum(part.shape[1] for part in self._parts[1:]) >= RECENT:
            self._parts = [sp.csr_array(sp.hstack(self._parts, format="csr"))]
        elif len(self._parts) > 2:
            self._parts = [self._parts[0], sp.csr_array(sp.hstack(self._parts[1:], format="csr"))]

    def nearest(self, vector: Vectors) -> Neighbour | None:
        best: tuple[float, int] | None = None
        offset = 0
        for part in self._parts:
            found = sp.csr_array(vector @ part)
            if found.nnz:
                place = int(np.argmax(found.data))
                candidate = (float(found.data[place]), offset + int(found.indices[place]))
                best = candidate if best is None or candidate[0] > best[0] else best
            offset += part.shape[1]
        if best is None:
            return Neighbour(self._names[0], 0.0) if self._names else None
        return Neighbour(self._names[best[1]], best[0])


class DenseIndex:
    """Approximate cosine over a navigable graph."""

    def __init__(self, dimensions: int) -> None:
        faiss = _faiss()
        self._names: list[str] = []
        self._graph: Any = faiss.IndexHNSWFlat(dimensions, LINKS, faiss.METRIC_INNER_PRODUCT)
        self._graph.hnsw.efSearch = SEARCH_WIDTH

    def __len__(self) -> int:
        return len(self._names)

    def add(self, names: Sequence[str], vectors: Vectors) -> None:
        if names:
            self._names += names
            self._graph.add(_dense(vectors))

    def nearest(self, vector: Vectors) -> Neighbour | None:
        if not self._names:
            return None
        similarities, places = self._graph.search(_dense(vector), 1)
        return Neighbour(self._names[int(places[0][0])], float(similarities[0][0]))


def _dense(vectors: Vectors) -> Dense:
    assert isinstance(vectors, np.ndarray)
    return np.ascontiguousarray(vectors, dtype=np.float32)


def _faiss() -> Any:
    try:
        import faiss
    except ImportError:
        raise SimilarityError(
            "An index of dense vectors needs faiss-cpu: pip install 'worldloom[minilm]', or use the embedder `ngrams`."
        ) from None
    return faiss
