"""How alike the members of a collection are, every pair of them, in bounded memory.

In:  counted features or unit vectors, one a member; groups within which nothing is compared.
Out: `Likeness`: each member's nearest other one, and how similarities are distributed over all pairs.
Never here: what features mean.

Similarities are worked out a block of rows at a time over sparse matrices: a thousand members take a fraction of a
second, and memory grows with the members, not with the pairs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Block = npt.NDArray[np.float32]
Similarities = Callable[[npt.NDArray[np.int64]], Block]
"""From numbers of members to their similarities with all: shape (members asked for, all members), in [0, 1]."""

ROWS = 256
"""Members of a block."""
BINS = 100
"""Of the histogram over all pairs: similarities are told apart by hundredths."""


@dataclass(frozen=True)
class Likeness:
    """How alike members are."""

    asked: npt.NDArray[np.int64]
    """Numbers of the members that were compared with all others."""
    nearest: npt.NDArray[np.float32]
    """The greatest similarity of each to another; 0 where there is no other."""
    neighbours: npt.NDArray[np.int64]
    """Whose it is."""
    histogram: npt.NDArray[np.int64]
    """Pairs by similarity, in `BINS` of equal width over [0, 1]."""
    mean: float
    """Over all pairs."""

    def share_over(self, similarity: float) -> float:
        """The share of members with a neighbour of more than this."""
        return float((self.nearest > similarity).mean()) if len(self.nearest) else 0.0

    def quantile(self, part: float) -> float:
        """The similarity that this part of all pairs does not exceed, to a hundredth."""
        total = int(self.histogram.sum())
        if not total:
            return 0.0
        return float((np.searchsorted(np.cumsum(self.histogram), part * total) + 1) / BINS)


def jaccard(features: Sequence[Mapping[str, int]]) -> Similarities:
    """Shared features over all features, each as often as it occurs (weighted Jaccard)."""
    matrix, sizes = _occurrences(features)
    flipped = sp.csr_array(matrix.T)

    def block(rows: npt.NDArray[np.int64]) -> Block:
        shared = np.asarray((matrix[rows] @ flipped).todense(), dtype=np.float32)
        every = sizes[rows][:, None] + sizes[None, :] - shared
        found: Block = np.divide(shared, every, out=np.zeros_like(shared), where=every > 0)
        return found

    return block


def cosine(vectors: Any) -> Similarities:
    """Cosine of unit vectors; shape (members, dimensions), sparse or dense."""
    flipped = vectors.T

    def block(rows: npt.NDArray[np.int64]) -> Block:
        product = vectors[rows] @ flipped
        return np.asarray(product.todense() if sp.issparse(product) else product, dtype=np.float32)

    return block


def average(parts: Sequence[Similarities]) -> Similarities:
    """The mean of several similarities of the same members."""

    def block(rows: npt.NDArray[np.int64]) -> Block:
        return np.asarray(sum(part(rows) for part in parts) / np.float32(len(parts)), dtype=np.float32)

    return block


def compare(
    count: int, similarities: Similarities, groups: Sequence[int] | None = None, most: int | None = None
) -> Likeness:
    """Compare members with all others.

    `groups`: members of the same group are not compared. `most`: only so many members, evenly spaced, are compared
    with all; then a pair among these counts twice and the histogram stays one of a fair sample.
    """
    asked = _evenly(count, most)
    belongs = np.asarray(groups if groups is not None else range(count), dtype=np.int64)
    nearest, neighbours = np.zeros(len(asked), np.float32), np.zeros(len(asked), np.int64)
    histogram, total, pairs = np.zeros(BINS, np.int64), 0.0, 0
    for start in range(0, len(asked), ROWS):
        rows = asked[start : start + ROWS]
        found = np.clip(similarities(rows), 0.0, 1.0)
        apart = belongs[rows][:, None] != belongs[None, :]
        own = np.where(apart, found, np.float32(-1.0))
        best = own.argmax(axis=1)
        neighbours[start : start + ROWS] = best
        nearest[start : start + ROWS] = np.maximum(own[np.arange(len(rows)), best], 0.0)
        compared = found[apart]
        histogram += np.histogram(compared, bins=BINS, range=(0.0, 1.0))[0]
        total, pairs = total + float(compared.sum(dtype=np.float64)), pairs + compared.size
    return Likeness(asked, nearest, neighbours, histogram, total / pairs if pairs else 0.0)


def _evenly(count: int, most: int | None) -> npt.NDArray[np.int64]:
    if most is None or most >= count:
        return np.arange(count, dtype=np.int64)
    return np.unique(np.linspace(0, count - 1, most).astype(np.int64))


def _occurrences(features: Sequence[Mapping[str, int]]) -> tuple[sp.csr_array, npt.NDArray[np.float32]]:
    """A column for the first occurrence of each feature, one for its second …; and how many each member has."""
    places: dict[tuple[str, int], int] = {}
    columns: list[int] = []
    ends = [0]
    for member in features:
        for name, times in member.items():
            columns += [places.setdefault((name, number), len(places)) for number in range(times)]
        ends.append(len(columns))
    parts = (np.ones(len(columns), np.float32), np.asarray(columns, np.int64), np.asarray(ends, np.int64))
    matrix = sp.csr_array(parts, shape=(len(features), max(1, len(places))))
    return matrix, np.diff(np.asarray(ends)).astype(np.float32)
