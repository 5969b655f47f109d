"""Check for leaks: how like the tasks that a model was trained on a benchmark's items are.

In:  a workspace, a checkpoint or none, items. Out: a `LeakReport`, kept with every score.
Never here: deciding. A near-duplicate is shown; whoever publishes the score judges it.

Two looks, since each misses what the other sees: cosine of character n-grams (light edits), and word n-grams that an
item has in common with one task (whole clauses lifted).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import numpy.typing as npt

from artifacts import Workspace
from artifacts.lineage import Lineage
from authors.similarity.ngrams import NgramEmbedder
from evaluation.benchmark import Item
from schemas import ENVIRONMENT, TASKS, Leak, LeakReport

NEAR = 0.70
"""The cosine from which two instructions count as near-duplicates: light edits of a text lie above it."""
WORDS = 8
"""In a row: so many in common are no accident of phrasing."""
LIFTED = 0.5
"""An item shares most of its words with a task where more of its word n-grams than this stand there too."""
SHOWN = 10
_PART = 200


@dataclass(frozen=True)
class TrainingTasks:
    """What a model may have seen."""

    compared_with: str
    """In words, for the report."""
    names: Sequence[tuple[str, str]]
    """Environment and task."""
    texts: Sequence[str] = field(repr=False)


def leak_check(workspace: Workspace, checkpoint: str = "") -> Callable[[Sequence[Item]], LeakReport | None]:
    """The check against a checkpoint's training environments, or all that are published."""
    return partial(check_leaks, training_tasks(workspace, checkpoint))


def training_tasks(workspace: Workspace, checkpoint: str = "") -> TrainingTasks:
    """The tasks of every environment that a checkpoint came from; without one, of all that are published."""
    if checkpoint:
        upward = Lineage(workspace.catalog).up(checkpoint)
        manifests = [node.id for node in upward.nodes.values() if node.kind == ENVIRONMENT.name]
        compared_with = f"the {len(manifests)} environments of the checkpoint"
    else:
        manifests = [entry.artifact_id for entry in workspace.catalog.environments("published")]
        compared_with = f"the {len(manifests)} environments of this catalog"
    names, texts = [], []
    for reference, task, text in _tasks_of(workspace, manifests):
        names.append((reference, task))
        texts.append(text)
    return TrainingTasks(compared_with, names, texts)


def _tasks_of(workspace: Workspace, manifests: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for artifact_id in manifests:
        (manifest,) = workspace.store.get(ENVIRONMENT, artifact_id)
        if TASKS.name in manifest.parts:
            for task in workspace.store.get(TASKS, manifest.parts[TASKS.name]):
                yield f"{manifest.name}@{manifest.version}", task.id, task.instruction


def check_leaks(training: TrainingTasks, items: Sequence[Item]) -> LeakReport | None:
    """The report; None where nothing is known of what was trained on."""
    if not training.texts or not items:
        return None
    cosines, nearest = _nearest(training.texts, [item.text for item in items])
    shared = _shared(training.texts, [item.text for item in items])
    order = sorted(range(len(items)), key=lambda place: (-float(cosines[place]), items[place].id))
    trained = {reference.partition("@")[0] for reference, _ in training.names}
    same = sorted({item.environment for item in items if item.environment.partition("@")[0] in trained})
    return LeakReport(
        compared_with=training.compared_with,
        tasks=len(training.texts),
        items=len(items),
        threshold=NEAR,
        near_duplicates=int((cosines >= NEAR).sum()),
        overlapping=sum(share > LIFTED for share in shared),
        same_environments=same,
        nearest_mean=round(float(cosines.mean()), 4),
        nearest_most=round(float(cosines.max()), 4),
        worst=[
            Leak(
                item=items[place].id,
                environment=training.names[nearest[place]][0],
                task=training.names[nearest[place]][1],
                similarity=round(float(cosines[place]), 4),
                shared=round(shared[place], 4),
            )
            for place in order[:SHOWN]
        ],
    )


def _nearest(texts: Sequence[str], queries: Sequence[str]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """For each query the highest cosine to any text, and which.

    Shape: (queries,), (queries,).
    """
    embedder = NgramEmbedder()
    known = embedder.embed(texts).T.tocsr()
    best = np.zeros(len(queries), dtype=np.float32)
    place = np.zeros(len(queries), dtype=np.int64)
    for start in range(0, len(queries), _PART):
        part = slice(start, start + _PART)
        cosines = (embedder.embed(queries[part]) @ known).toarray()
        best[part], place[part] = cosines.max(axis=1), cosines.argmax(axis=1)
    return np.minimum(best, 1.0), place


def _shared(texts: Sequence[str], queries: Sequence[str]) -> list[float]:
    """For each query the share of its word n-grams that stand in the one text that has most of them."""
    wanted = [_word_ngrams(query) for query in queries]
    asked = set().union(*wanted) if wanted else set()
    found: Mapping[tuple[str, ...], set[int]] = defaultdict(set)
    for number, text in enumerate(texts):
        for gram in _word_ngrams(text) & asked:
            found[gram].add(number)
    shares = []
    for grams in wanted:
        counts = Counter(number for gram in grams for number in found.get(gram, ()))
        shares.append(counts.most_common(1)[0][1] / len(grams) if counts else 0.0)
    return shares


def _word_ngrams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + WORDS]) for start in range(len(words) - WORDS + 1)}
