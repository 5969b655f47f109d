"""Describe a collection: what its environments are like on average, and how alike they are.

In:  a workspace; names of environments, where only some are meant.
Out: `Description`. Reads the catalog and each environment's parts once, one environment at a time.
Never here: changing anything; printing and drawing (`worldloom/`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from artifacts import EnvironmentEntry, Workspace
from artifacts.collection import Collection
from artifacts.tally import Averages, Tally
from authors.procedural.tasks.conditional import ON_CONDITION
from authors.similarity import embedder_of
from authors.similarity.pairs import Likeness, average, compare, cosine, jaccard
from authors.similarity.roles import Features, kinds_of, roles_of, shape_of, table_features, tool_features
from authors.similarity.templates import template_features
from schemas import CERTIFICATES, SOLUTIONS, TABLES, TASKS, TOOLS, VERIFIERS

TWIN = 0.9
"""From more than this on, two environments count as the same one again."""
MOST_ASKED = 2_000
"""Instructions that are compared with all others; more would take long and tell no more."""
_CLOSEST = 8
_COMMON_SHAPES = 12


@dataclass(frozen=True)
class Measured:
    """One way of being alike, over all pairs."""

    likeness: Likeness
    names: Sequence[str]
    """Of the members, as they are shown."""
    what: str
    """What is compared, in a sentence."""

    def document(self) -> dict[str, Any]:
        """Plain JSON values."""
        likeness = self.likeness
        nearest = likeness.nearest if len(likeness.nearest) else [0.0]
        return {
            "what": self.what,
            "members": len(self.names),
            "compared": len(likeness.asked),
            "pairs_mean": round(likeness.mean, 4),
            "pairs_median": likeness.quantile(0.5),
            "pairs_p99": likeness.quantile(0.99),
            "nearest_mean": round(float(np.mean(nearest)), 4),
            "nearest_most": round(float(np.max(nearest)), 4),
            "share_over_0.9": round(likeness.share_over(TWIN), 4),
            "closest": [{"pair": [one, other], "similarity": round(how, 4)} for one, other, how in self.closest()],
            "histogram": [int(count) for count in likeness.histogram],
        }

    def closest(self) -> list[tuple[str, str, float]]:
        """The most alike pairs, most alike first."""
        found: dict[tuple[int, int], float] = {}
        for place in (-self.likeness.nearest).argsort(kind="stable"):
            pair = sorted((int(self.likeness.asked[place]), int(self.likeness.neighbours[place])))
            found.setdefault((pair[0], pair[1]), float(self.likeness.nearest[place]))
            if len(found) == _CLOSEST:
                break
        return [(self.names[one], self.names[other], how) for (one, other), how in found.items() if one != other]


@dataclass(frozen=True)
class Shapes:
    """Solutions as sequences of kinds of tools."""

    different: int
    share_alone: float
    """Of solutions whose shape no other one has."""
    commonest: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Description:
    """What a collection is like."""

    averages: Averages
    shapes: Shapes
    diversity: dict[str, Measured]
    """`scenarios`, `schemas`, `tools`, `by_role` (schemas and tools), `instructions`, `solution_shapes`."""
    left_out: Sequence[str] = ()
    """Environments of Python modules, which have neither typed tables nor tools."""


@dataclass
class _Words:
    """What is compared, a member each."""

    names: list[str] = field(default_factory=list)
    scenarios: list[str] = field(default_factory=list)
    tables: list[Features] = field(default_factory=list)
    tools: list[Features] = field(default_factory=list)
    shapes: list[Features] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    templates: list[Features] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)


def describe_collection(workspace: Workspace, references: Sequence[str] = (), limit: int | None = None) -> Description:
    """Averages and diversity of the environments named, else of the newest published version of each.

    Raises:
        UnknownEnvironment: there is none of such a name.
        StoreError: a file that it needs is missing or damaged.
    """
    collection = Collection(workspace)
    entries = collection.entries(references)[:limit]
    tally, words = Tally(ON_CONDITION), _Words()
    left_out = [entry.reference for entry in entries if entry.kind != "sql"]
    for entry in entries:
        if entry.kind == "sql":
            _read(collection, entry, tally, words)
    whole = not references and limit is None
    drafts = _drafts(collection, None if whole else {entry.name for entry in entries})
    return Description(tally.averages(drafts), _shapes(words), _diversity(words), left_out)


def _read(collection: Collection, entry: EnvironmentEntry, tally: Tally, words: _Words) -> None:
    tables, tools = collection.records(entry, TABLES), collection.records(entry, TOOLS)
    tasks, solutions = collection.records(entry, TASKS), collection.records(entry, SOLUTIONS)
    certificates, verifiers = collection.records(entry, CERTIFICATES), collection.records(entry, VERIFIERS)
    tally.take(entry, tables, tasks, verifiers, certificates)
    roles, kinds = roles_of(tables), kinds_of(tools)
    words.owners += [len(words.names)] * len(tasks)
    words.names.append(entry.reference)
    words.scenarios.append(f"{entry.title}. {collection.manifest(entry).scenario}")
    words.tables.append(table_features(tables, roles))
    words.tools.append(tool_features(tools, roles))
    words.shapes.append(Counter(shape_of(solution, kinds) for solution in solutions))
    words.tasks += [f"{entry.reference} {task.id}" for task in tasks]
    words.templates += [template_features(task.instruction, tables) for task in tasks]


def _diversity(words: _Words) -> dict[str, Measured]:
    count = len(words.names)
    tables, tools = jaccard(words.tables), jaccard(words.tools)
    scenarios = cosine(embedder_of("ngrams").embed(words.scenarios)) if words.scenarios else tables

    def measured(similarities: Any, what: str) -> Measured:
        return Measured(compare(count, similarities), words.names, what)

    return {
        "scenarios": measured(scenarios, "titles and descriptions, by the letters of their words (TF-IDF, cosine)"),
        "schemas": measured(tables, "columns: the role of the table and the meaning of the column"),
        "tools": measured(tools, "tools: what is done to which role, with which parameters, demands and writes"),
        "by_role": measured(average((tables, tools)), "schemas and tools, nouns replaced by roles: the mean of both"),
        "instructions": Measured(
            compare(len(words.tasks), jaccard(words.templates), words.owners, MOST_ASKED), words.tasks,
            "instructions without names, nouns, numbers and dates, by three words in a row; other environments only",
        ),
        "solution_shapes": measured(jaccard(words.shapes), "the shapes of an environment's solutions"),
    }  # fmt: skip


def _shapes(words: _Words) -> Shapes:
    shapes = Counter[str]()
    for each in words.shapes:
        shapes += each
    alone = sum(count == 1 for count in shapes.values())
    share = alone / shapes.total() if shapes else 0.0
    return Shapes(len(shapes), round(share, 4), shapes.most_common(_COMMON_SHAPES))


def _drafts(collection: Collection, subjects: set[str] | None) -> Iterator[tuple[str, str, int]]:
    """Outcome and rule of the task drafts that certification looked at, with their number."""
    frame = collection.query(
        "SELECT d.subject, d.outcome, d.rule, count(*) AS n FROM draft_outcomes d JOIN derivations s "
        "ON s.id = d.derivation_id WHERE d.step = 'certify' AND s.standing GROUP BY d.subject, d.outcome, d.rule"
    )
    if subjects is not None:
        frame = frame.filter(pl.col("subject").is_in(list(subjects)))
    yield from frame.select("outcome", "rule", "n").iter_rows()
