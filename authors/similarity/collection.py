"""All scenarios that are known, as vectors: kept on disk so that a text is embedded once, and searched.

In:  an embedder, a file, texts by id.
Out: the nearest known text to another one.
Never here: what counts as known (the catalog says that).

The file is a cache: deleting it costs the time to embed again, and of two processes that write it the last one stays.
"""

import json
import os
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp

from authors.similarity.embedding import Embedder, Vectors
from authors.similarity.index import Index, Neighbour, index_for

CHUNK = 2_000


class Collection:
    """Known texts by id, under one embedder."""

    def __init__(self, embedder: Embedder, file: Path | None = None) -> None:
        self.embedder = embedder
        self._file = file
        self._index: Index | None = None
        self._known: set[str] = set()
        self._saved = _load(file, embedder.fingerprint) if file else None
        self._unsaved: list[tuple[list[str], Vectors]] = []

    def __len__(self) -> int:
        return len(self._known)

    def add(self, texts: Mapping[str, str]) -> None:
        """Make these findable; those that the file has are not embedded again."""
        new = [name for name in texts if name not in self._known]
        saved, self._saved = self._saved, None
        if saved is not None:
            names, vectors = saved
            wanted = set(new)
            rows = [row for row, name in enumerate(names) if name in wanted]
            self._insert([names[row] for row in rows], vectors[rows])
            new = [name for name in new if name not in self._known]
        for start in range(0, len(new), CHUNK):
            part = new[start : start + CHUNK]
            vectors = self.embedder.embed([texts[name] for name in part])
            self._insert(part, vectors)
            self._unsaved.append((part, vectors))

    def save(self) -> None:
        """Keep what was embedded since the last time, for the next time."""
        if self._file is None or not self._unsaved:
            return
        saved = _load(self._file, self.embedder.fingerprint)
        names, vectors = (list(saved[0]), [saved[1]]) if saved else ([], [])
        kept = set(names)
        for new_names, new_vectors in self._unsaved:
            rows = [row for row, name in enumerate(new_names) if name not in kept]
            names += [new_names[row] for row in rows]
            vectors.append(new_vectors[rows])
        _store(self._file, self.embedder.fingerprint, names, _stacked(vectors))
        self._unsaved.clear()

    def nearest(self, text: str) -> Neighbour | None:
        """The known text most like this one; None while nothing is known."""
        return self._index.nearest(self.embedder.embed([text])) if self._index is not None else None

    def _insert(self, names: Sequence[str], vectors: Vectors) -> None:
        if not names:
            return
        if self._index is None:
            self._index = index_for(vectors)
        self._index.add(names, vectors)
        self._known.update(names)


def _stacked(parts: Sequence[Vectors]) -> Vectors:
    if all(isinstance(part, np.ndarray) for part in parts):
        return np.concatenate(parts)
    return sp.csr_array(sp.vstack(parts, format="csr"))


def _load(file: Path, fingerprint: str) -> tuple[list[str], Vectors] | None:
    """What the file holds, where it is whole and of this embedder."""
    try:
        with np.load(file) as kept:
            head = json.loads(bytes(kept["head"]).decode("utf-8"))
            if head["fingerprint"] != fingerprint:
                return None
            if "dense" in kept:
                return head["names"], kept["dense"]
            parts = (kept["data"], kept["indices"], kept["indptr"])
            return head["names"], sp.csr_array(parts, shape=tuple(head["shape"]))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def _store(file: Path, fingerprint: str, names: Sequence[str], vectors: Vectors) -> None:
    head = json.dumps({"fingerprint": fingerprint, "names": list(names), "shape": list(vectors.shape)})
    arrays: dict[str, Any] = {"head": np.frombuffer(head.encode("utf-8"), dtype=np.uint8)}
    if isinstance(vectors, np.ndarray):
        arrays["dense"] = vectors
    else:
        arrays |= {"data": vectors.data, "indices": vectors.indices, "indptr": vectors.indptr}
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.{os.getpid()}.{uuid.uuid4().hex}.partial")
    try:
        with partial.open("xb") as opened:
            np.savez(opened, **arrays)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
