"""How alike two scenarios are: embedders behind one protocol, and an index over everything that is known."""

from authors.similarity.collection import Collection
from authors.similarity.embedding import Embedder, SimilarityError, text_of
from authors.similarity.index import Neighbour

EMBEDDERS = ("ngrams", "minilm", "endpoint")


def embedder_of(
    name: str, *, url: str = "", model: str = "", threshold: float | None = None, key: str = ""
) -> Embedder:
    """The embedder of this name.

    Raises:
        SimilarityError: there is none, or the endpoint is not said in full.
    """
    if name == "ngrams":
        from authors.similarity.ngrams import NgramEmbedder

        return NgramEmbedder()
    if name == "minilm":
        from authors.similarity.minilm import MiniLmEmbedder

        return MiniLmEmbedder()
    if name == "endpoint":
        if not url or not model or threshold is None:
            raise SimilarityError(
                "The embedder `endpoint` needs a URL, a model and a threshold: the cosine from which two vectors "
                "mean the same scenario. benchmarks/near_duplicates.py measures one."
            )
        from authors.similarity.endpoint import EndpointEmbedder

        return EndpointEmbedder(url, model, threshold, key)
    raise SimilarityError(f"There is no embedder {name!r}. There is: {', '.join(EMBEDDERS)}.")


__all__ = ["EMBEDDERS", "Collection", "Embedder", "Neighbour", "SimilarityError", "embedder_of", "text_of"]
