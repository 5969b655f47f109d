"""BFCL's questions, as its package carries them.

In:  the folder of its Python, categories. Out: items, dealt so that a few already show the breadth.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from evaluation.benchmark import Item
from evaluation.bfcl.categories import CATEGORIES, GROUPS
from evaluation.errors import EvaluationError

PREFIX = "BFCL_v4"


def named(categories: Sequence[str]) -> list[str]:
    """The categories of these names, which may be groups; all where there is none.

    Raises:
        EvaluationError: one is not known; names those there are.
    """
    wanted = [each for name in categories for each in GROUPS.get(name, (name,))]
    unknown = [name for name in wanted if name not in CATEGORIES]
    if unknown:
        raise EvaluationError(
            f"bfcl has no category {unknown[0]!r}. It has the groups {', '.join(GROUPS)}, and {', '.join(CATEGORIES)}."
        )
    return [name for name in CATEGORIES if name in wanted] if wanted else list(CATEGORIES)


def items(python: Path, categories: Sequence[str], most: int | None = None) -> list[Item]:
    """The items of the categories, one of each in turn; `most` of a category at most."""
    shelves = [list(_shelf(data_folder(python), name))[:most] for name in categories]
    longest = max(map(len, shelves), default=0)
    return [shelf[turn] for turn in range(longest) for shelf in shelves if turn < len(shelf)]


@lru_cache(maxsize=32)
def _shelf(folder: Path, category: str) -> tuple[Item, ...]:
    """A category's items, in an order that has nothing to do with what they ask."""
    lines = (folder / f"{PREFIX}_{category}.json").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines if line.strip()]
    found = [Item(entry["id"], _question(entry), category) for entry in entries]
    return tuple(sorted(found, key=lambda item: hashlib.sha256(item.id.encode()).hexdigest()))


def _question(entry: dict[str, object]) -> str:
    turns = entry["question"]
    assert isinstance(turns, list)
    return "\n".join(str(message.get("content", "")) for turn in turns for message in turn)


def data_folder(python: Path) -> Path:
    """Where the package's data lies.

    Raises:
        EvaluationError: it is not there.
    """
    found = sorted(python.parent.parent.glob("lib/python3.*/site-packages/bfcl_eval/data"))
    if not found:
        raise EvaluationError(
            f"bfcl-eval is not whole in {python.parent.parent}. Remove that folder, and run it again."
        )
    return found[0]
