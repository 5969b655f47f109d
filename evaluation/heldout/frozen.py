"""A frozen collection: an index in JSON, and one file with the content of every environment in it.

In:  a version's folder. Out: its environments, each checked against the index when it is opened.
Never here: making content. What is frozen is played as it is; databases are built from it when they are opened.

`index.json` lists environments, tasks and hashes; `environments.zip` holds a JSON document an environment.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from environments import Content, Environment
from evaluation.errors import EvaluationError
from schemas import KINDS, EnvironmentManifest, Record, canonical_json, explain

HERE = Path(__file__).parent
INDEX, ARCHIVE = "index.json", "environments.zip"
PARTS = ("tables", "tools", "rows", "tasks", "solutions", "verifiers", "certificates")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The only time in an archive, so that the same content gives the same bytes."""


class FrozenTask(Record):
    id: str
    kind: str
    level: str
    steps: int
    instruction: str


class FrozenEnvironment(Record):
    name: str
    """Without version: there is one only."""
    domain: str
    category: str
    title: str
    sha256: str
    """Of the document in the archive."""
    tables: int
    rows: int
    tools: int
    tasks: list[FrozenTask]

    @property
    def reference(self) -> str:
        return f"{self.name}@1"


class FrozenIndex(Record):
    name: str
    version: str
    author: str
    """Who wrote the content: the author's fingerprint."""
    environments: list[FrozenEnvironment]


class Frozen:
    """One frozen version."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def index(self) -> FrozenIndex:
        """What is in it.

        Raises:
            EvaluationError: the index is missing or damaged.
        """
        path = self.folder / INDEX
        try:
            return FrozenIndex.model_validate_json(path.read_bytes())
        except OSError as fault:
            raise EvaluationError(f"{path} cannot be read ({fault.strerror}). {_AGAIN}") from None
        except ValidationError as fault:
            raise EvaluationError(f"{path} is damaged ({explain(fault, 1)}). {_AGAIN}") from None

    def find(self, reference: str) -> FrozenEnvironment:
        """The entry of `name@1`, or of `name`.

        Raises:
            EvaluationError: there is none.
        """
        name = reference.partition("@")[0]
        for each in self.index.environments:
            if each.name == name:
                return each
        raise EvaluationError(f"{self.index.name} {self.index.version} has no environment {reference}.")

    def content(self, reference: str) -> Content:
        """An environment's content; raises EvaluationError where it is not what was frozen."""
        entry = self.find(reference)
        try:
            with zipfile.ZipFile(self.folder / ARCHIVE) as archive:
                document = archive.read(f"{entry.name}.json")
        except (OSError, KeyError, zipfile.BadZipFile) as fault:
            raise EvaluationError(f"{self.folder / ARCHIVE} cannot be read ({fault}). {_AGAIN}") from None
        if hashlib.sha256(document).hexdigest() != entry.sha256:
            raise EvaluationError(f"{self.folder / ARCHIVE}: {entry.name} is not what was frozen. {_AGAIN}")
        return content_of(json.loads(document))

    def environment(self, reference: str) -> Environment:
        """An environment, ready to be played."""
        return Environment(self.content(reference))


_AGAIN = "Install Worldloom again: a released benchmark never changes."


def document_of(content: Content) -> dict[str, Any]:
    """An environment's content as one JSON document."""
    parts = {part: [_plain(record) for record in getattr(content, part)] for part in PARTS}
    return {"environment": _plain(content.manifest), **parts}


def _plain(record: Record) -> dict[str, Any]:
    """With what is None, since a column of a row may be."""
    plain: dict[str, Any] = record.model_dump(mode="json", by_alias=True)
    return plain


def content_of(document: dict[str, Any]) -> Content:
    """The same, back."""
    parts = {part: [KINDS[part].row.model_validate(entry) for entry in document[part]] for part in PARTS}
    return Content(EnvironmentManifest.model_validate(document["environment"]), **parts)


def write_frozen(
    folder: Path, index: Callable[[Sequence[str]], FrozenIndex], contents: Sequence[Content]
) -> FrozenIndex:
    """Freeze environments into a folder that is new; `index` makes the index from the documents' hashes.

    Raises:
        EvaluationError: something is frozen there already.
    """
    if (folder / INDEX).exists():
        raise EvaluationError(f"{folder} holds a frozen version already, and such never changes. Name a new version.")
    documents = [canonical_json(document_of(content)).encode() for content in contents]
    made = index([hashlib.sha256(document).hexdigest() for document in documents])
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / ARCHIVE, "w") as archive:
        for content, document in zip(contents, documents, strict=True):
            member = zipfile.ZipInfo(f"{content.manifest.name}.json", _EARLIEST)
            archive.writestr(member, document, zipfile.ZIP_LZMA)
    text = json.dumps(made.model_dump(mode="json"), indent=1, ensure_ascii=False)
    (folder / INDEX).write_text(f"{text}\n", encoding="utf-8")
    return made
