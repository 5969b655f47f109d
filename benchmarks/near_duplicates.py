"""Where to draw the line between another scenario and the same one again: `python -m benchmarks.near_duplicates`.

In:  `near_duplicates.jsonl` (light edits and strong paraphrases of seed scenarios), the seed list, proposals.
Out: JSON: per embedder the cosines of the four sorts of pairs, and what each threshold would catch and refuse.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from authors.procedural.proposing import categories
from authors.procedural.proposing.drawing import recombine
from authors.seeds import seed_scenarios
from authors.similarity import EMBEDDERS, Embedder, embedder_of, text_of
from authors.similarity.embedding import Vectors

PAIRS = Path(__file__).with_name("near_duplicates.jsonl")
PROPOSALS = 40
"""A category."""
THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)


def measure(embedder: Embedder) -> dict[str, Any]:
    """Cosines of near-duplicates with what they were made of, and of distinct scenarios with their nearest."""
    seeds = {scenario.name: text_of(scenario) for scenario in seed_scenarios()}
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    proposals = [text_of(recombine(category, n, 7)) for category in categories() for n in range(PROPOSALS)]
    known = embedder.embed(list(seeds.values()))
    row = {name: number for number, name in enumerate(seeds)}
    found: dict[str, list[float]] = {"light edit": [], "paraphrase": []}
    ranks: list[bool] = []
    similar = _cosines(embedder.embed([pair["text"] for pair in pairs]), known)
    for number, pair in enumerate(pairs):
        found[pair["kind"]].append(float(similar[number, row[pair["of"]]]))
        ranks.append(int(similar[number].argmax()) == row[pair["of"]])
    found["seed, nearest other seed"] = _nearest_others(known)
    found["proposal, nearest other proposal"] = _nearest_others(embedder.embed(proposals))
    return {
        "fingerprint": embedder.fingerprint,
        "threshold in use": embedder.threshold,
        "original is the nearest seed": round(float(np.mean(ranks)), 3),
        "cosines": {sort: _quantiles(values) for sort, values in found.items()},
        "share at or above": {
            str(threshold): {sort: round(float(np.mean(np.array(values) >= threshold)), 3)
                             for sort, values in found.items()}
            for threshold in THRESHOLDS
        },
    }  # fmt: skip


def _cosines(one: Vectors, other: Vectors) -> np.ndarray[Any, Any]:
    product = one @ other.T
    return product if isinstance(product, np.ndarray) else product.toarray()


def _nearest_others(vectors: Vectors) -> list[float]:
    similar = _cosines(vectors, vectors)
    np.fill_diagonal(similar, -1.0)
    return [float(value) for value in similar.max(axis=1)]


def _quantiles(values: list[float]) -> dict[str, float]:
    return {f"p{q:02d}": round(float(np.percentile(values, q)), 3) for q in (0, 1, 10, 50, 90, 99, 100)}


def main() -> None:
    """Print the measurements of the embedders that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--embedder", action="append", choices=[name for name in EMBEDDERS if name != "endpoint"])
    chosen = parser.parse_args().embedder or ["ngrams"]
    print(json.dumps({name: measure(embedder_of(name)) for name in chosen}, indent=2))


if __name__ == "__main__":
    main()
