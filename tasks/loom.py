"""Who works where: the author, the workspace and the few settings that all steps share.

In:  a data root, an author, settings. Out: a `Loom`, passed to every step.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from artifacts import Workspace, code_version
from authors.protocol import Author


@dataclass(frozen=True)
class Loom:
    """Everything a step needs beside its inputs."""

    root: str
    author: Author
    tasks: int = 10
    """Certified tasks an environment is published with."""
    catalog_url: str | None = None
    store_url: str | None = None
    events_url: str | None = None
    code_version: str = field(default_factory=code_version)
    flow_run_id: str = ""
    task_run_id: str = ""

    @property
    def workspace(self) -> Workspace:
        """The workspace, opened once a process."""
        return _opened(self.root, self.catalog_url, self.store_url, self.events_url)


@lru_cache(maxsize=8)
def _opened(root: str, catalog_url: str | None, store_url: str | None, events_url: str | None) -> Workspace:
    workspace = Workspace(root, catalog_url=catalog_url, store_url=store_url, events_url=events_url)
    workspace.hold()  # whatever this process reads and makes is in use until it ends
    return workspace
