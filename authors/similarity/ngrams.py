"""TF-IDF over character 3-5-grams: the embedder that needs no download, no model and no network.

In:  texts. Out: sparse unit vectors.

N-grams are hashed and their rarity is counted once, over the seed list, so that a text's vector never depends on
what else is in a collection: it can be kept, and the index grows without being made anew. Each text keeps its
heaviest n-grams only, which are the ones that tell it from others: that makes an index of 100,000 small and quick.
"""

import hashlib
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from authors.seeds import seed_scenarios
from authors.similarity.embedding import text_of

VERSION = "1"
DIMENSIONS = 2**20
KEPT = 256
"""Heaviest n-grams that a text keeps."""
THRESHOLD = 0.60
"""Said in docs/pipeline.md, with what it was calibrated on."""


class NgramEmbedder:
    """The default."""

    @property
    def fingerprint(self) -> str:
        """Changes with the seed list, whose n-grams decide what is rare."""
        return f"ngrams/{VERSION} {_seed_list_hash()}"

    @property
    def threshold(self) -> float:
        return THRESHOLD

    def embed(self, texts: Sequence[str]) -> sp.csr_array:
        """Weights 1 + log(count) times rarity, cut to the heaviest and brought to length 1."""
        counts = _vectorizer().transform(texts)
        counts.data = (1.0 + np.log(counts.data)) * _rarity()[counts.indices]
        heaviest = _heaviest(sp.csr_array(counts), KEPT)
        return sp.csr_array(normalize(heaviest), dtype=np.float32)


def _heaviest(vectors: sp.csr_array, most: int) -> sp.csr_array:
    """Each row with at most so many entries; ties in favour of the lower column, the same on any machine."""
    for start, end in zip(vectors.indptr[:-1], vectors.indptr[1:], strict=True):
        if end - start > most:
            row = vectors.data[start:end]
            order = np.lexsort((vectors.indices[start:end], -row.round(5)))
            row[order[most:]] = 0.0
    vectors.eliminate_zeros()
    return vectors


@cache
def _vectorizer() -> HashingVectorizer:
    return HashingVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), n_features=DIMENSIONS, alternate_sign=False, norm=None,
        dtype=np.float32,
    )  # fmt: skip


@cache
def _rarity() -> npt.NDArray[np.float32]:
    """Smoothed inverse document frequency over the seed list; what it does not have is as rare as can be."""
    seeds = _vectorizer().transform([text_of(scenario) for scenario in seed_scenarios()])
    found_in = np.bincount(seeds.indices, minlength=DIMENSIONS)
    rarity: npt.NDArray[np.float32] = (np.log((1 + seeds.shape[0]) / (1 + found_in)) + 1.0).astype(np.float32)
    return rarity


@cache
def _seed_list_hash() -> str:
    text = "\n".join(text_of(scenario) for scenario in seed_scenarios())
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
