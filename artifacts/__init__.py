"""Where artifacts live: content-addressed store, catalog, lineage, and the shelf of published environments."""

from artifacts.bundles import Shelf, same_files
from artifacts.catalog import Catalog, split_reference
from artifacts.entries import (
    ArtifactEntry,
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
from artifacts.keys import cache_key
from artifacts.lineage import Lineage
from artifacts.store import Store, kind_of
from artifacts.workspace import Workspace

__all__ = [
    "AmbiguousReference",
    "ArtifactEntry",
    "BundleConflict",
    "Catalog",
    "CatalogError",
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
    "as_json",
    "as_mermaid",
    "as_tree",
    "cache_key",
    "kind_of",
    "same_files",
    "split_reference",
]
