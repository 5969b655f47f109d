"""Embeddings from an OpenAI-compatible endpoint (`POST <url>/embeddings`).

In:  texts; the endpoint's URL, a model's name, a key. Out: dense unit vectors.
Never here: reading the key from anywhere; it is passed in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
import numpy as np

from authors.similarity.embedding import Dense, SimilarityError

BATCH = 256
TIMEOUT_S = 60.0
ATTEMPTS = 3


@dataclass(frozen=True)
class EndpointEmbedder:
    """A model behind an endpoint; its threshold has to be said, since no one here has seen its vectors."""

    url: str
    """Up to and with the version: "https://api.openai.com/v1"."""
    model: str
    threshold: float
    key: str = field(default="", repr=False)

    @property
    def fingerprint(self) -> str:
        return f"endpoint {self.url} {self.model}"

    def embed(self, texts: Sequence[str]) -> Dense:
        rows = [row for start in range(0, len(texts), BATCH) for row in self._answered(texts[start : start + BATCH])]
        vectors = np.asarray(rows, dtype=np.float32).reshape(len(texts), -1)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)

    def _answered(self, texts: Sequence[str]) -> list[list[float]]:
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        fault = ""
        for _ in range(ATTEMPTS):
            try:
                answer = httpx.post(
                    f"{self.url.rstrip('/')}/embeddings", json={"model": self.model, "input": list(texts)},
                    headers=headers, timeout=TIMEOUT_S,
                ).raise_for_status()  # fmt: skip
                data = sorted(answer.json()["data"], key=lambda each: each["index"])
                if len(data) == len(texts):
                    return [each["embedding"] for each in data]
                fault = f"{len(data)} vectors came back for {len(texts)} texts"
            except httpx.HTTPStatusError as refused:
                fault = f"{refused.response.status_code}: {refused.response.text[:200]}"
                if refused.response.status_code < 500 and refused.response.status_code != 429:
                    break
            except (httpx.HTTPError, ValueError, KeyError, TypeError) as broken:
                fault = f"{type(broken).__name__}: {broken}"
        raise SimilarityError(
            f"The embedding endpoint {self.url} ({self.model}) gave no vectors ({fault}). "
            "Check the URL, the model's name and the key, or use the embedder `ngrams`."
        )
