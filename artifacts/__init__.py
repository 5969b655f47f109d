"""Where artifacts live: content-addressed store, catalog, lineage, and the shelf of published environments.

What reads content is imported when it is asked for: the catalog alone answers many questions, in half the time.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from artifacts.bundles import Shelf, same_files
from artifacts.catalog import Catalog, split_reference
from artifacts.claims import Claim, Claims
from artifacts.code_version import code_version
from artifacts.entries import (
    ArtifactEntry,
    CallEntry,
    Derivation,
    DraftOutcome,
    EnvironmentEntry,
    Holdings,
    Recalled,
    StepYield,
)
from artifacts.errors import (
    AmbiguousReference,
    BundleConflict,
    CatalogError,
    DamagedArtifact,
    MissingArtifact,
    StoreError,
    UnknownArtifact,
    UnknownEnvironment,
    WithdrawnEnvironment,
    WorkspaceError,
)
from artifacts.graph import Edge, Graph, Node, as_json, as_mermaid, as_tree
from artifacts.lineage import Lineage
from artifacts.page import as_html
from artifacts.provenance import Provenance, Spent, provenance
from artifacts.workspace import Workspace

if TYPE_CHECKING:
    from artifacts.keys import cache_key
    from artifacts.store import Store, kind_of

_READS_CONTENT = {"cache_key": "artifacts.keys", "Store": "artifacts.store", "kind_of": "artifacts.store"}


def __getattr__(name: str) -> Any:
    if name in _READS_CONTENT:
        return getattr(import_module(_READS_CONTENT[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "AmbiguousReference",
    "ArtifactEntry",
    "BundleConflict",
    "CallEntry",
    "Catalog",
    "CatalogError",
    "Claim",
    "Claims",
    "DamagedArtifact",
    "Derivation",
    "DraftOutcome",
    "Edge",
    "EnvironmentEntry",
    "Graph",
    "Holdings",
    "Lineage",
    "MissingArtifact",
    "Node",
    "Provenance",
    "Recalled",
    "Shelf",
    "Spent",
    "StepYield",
    "Store",
    "StoreError",
    "UnknownArtifact",
    "UnknownEnvironment",
    "WithdrawnEnvironment",
    "Workspace",
    "WorkspaceError",
    "as_html",
    "as_json",
    "as_mermaid",
    "as_tree",
    "cache_key",
    "code_version",
    "kind_of",
    "provenance",
    "same_files",
    "split_reference",
]
