"""Where artifacts live: content-addressed store, catalog, lineage, and the shelf of published environments.

What reads content, and the catalog with all that asks it, is imported when it is asked for: a command that needs
neither starts in a fraction of the time.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from artifacts.bundles import Shelf, same_files
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
from artifacts.page import as_html
from artifacts.workspace import Workspace

if TYPE_CHECKING:
    from artifacts.catalog import Catalog, split_reference
    from artifacts.claims import Claim, Claims
    from artifacts.keys import cache_key
    from artifacts.lineage import Lineage
    from artifacts.store import Store, kind_of

_WHEN_ASKED_FOR = {
    "Catalog": "catalog", "split_reference": "catalog", "Claim": "claims", "Claims": "claims", "cache_key": "keys",
    "Lineage": "lineage", "Store": "store", "kind_of": "store",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _WHEN_ASKED_FOR:
        return getattr(import_module(f"artifacts.{_WHEN_ASKED_FOR[name]}"), name)
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
    "Recalled",
    "Shelf",
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
    "same_files",
    "split_reference",
]
