"""Where artifacts live: content-addressed store, catalog, lineage, and the shelf of published environments."""

from artifacts.bundles import Shelf, same_files
from artifacts.catalog import Catalog, split_reference
from artifacts.claims import Claim, Claims
from artifacts.code_version import code_version
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
from artifacts.page import as_html
from artifacts.provenance import Provenance, Spent, provenance
from artifacts.store import Store, kind_of
from artifacts.workspace import Workspace

__all__ = [
    "AmbiguousReference",
    "ArtifactEntry",
    "BundleConflict",
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
