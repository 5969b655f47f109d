"""A workspace: store, catalog and shelf of one data root.

In:  the root (and, beyond one machine, the URLs of a catalog and a store elsewhere).
Out: the three, opened when they are first used; a resolver from catalog names to bundle folders.
Never here: settings (`worldloom/` reads them), a folder that nobody asked for.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING

from artifacts.bundles import Shelf
from artifacts.entries import ArtifactEntry, EnvironmentEntry, EnvironmentState
from artifacts.errors import StoreError, WithdrawnEnvironment, WorkspaceError, explain_os_error
from artifacts.listing import listed_in

if TYPE_CHECKING:
    from artifacts.catalog import Catalog
    from artifacts.store import Store

CATALOG_FILE = "catalog.sqlite"
STORE_FOLDER = "store"
HELD_FILE = ".held"
"""Locked by whoever uses the root; it says nothing."""

_HELD: dict[Path, IO[str]] = {}
"""Roots that this process holds until it ends; the operating system lets go of them then."""


@dataclass(frozen=True)
class _StoreWhenAsked:
    """The store as the catalog sees it, opened with the first question about content."""

    workspace: "Workspace"

    def has(self, artifact_id: str) -> bool:
        return self.workspace.store.has(artifact_id)

    def describe(self, artifact_id: str) -> ArtifactEntry:
        return self.workspace.store.describe(artifact_id)


class Workspace:
    """Everything under one data root. Making the object touches nothing.

    Raises (on first use):
        WorkspaceError: the root is a file, cannot be created or written; names it and says what to do.
    """

    def __init__(
        self,
        root: Path | str,
        *,
        catalog_url: str | None = None,
        store_url: str | None = None,
        events_url: str | None = None,
    ) -> None:
        self.root = Path(root).absolute()
        self._catalog_url = catalog_url
        self._store_url = store_url
        self._events_url = events_url

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever kept under this root."""
        return not self.root.exists() or (self.root.is_dir() and not any(self.root.iterdir()))

    @property
    def catalog_file(self) -> Path | None:
        """The catalog as a file; None where it is on a database server."""
        return None if self._catalog_url else self.root / CATALOG_FILE

    @property
    def store_folder(self) -> Path | None:
        """The store as a folder; None where it is elsewhere."""
        return None if self._store_url else self.root / STORE_FOLDER

    @cached_property
    def store(self) -> "Store":
        from artifacts.store import Store

        return Store(self._store_url) if self._store_url else Store(self._writable_root() / STORE_FOLDER)

    @cached_property
    def catalog(self) -> "Catalog":
        from artifacts.catalog import Catalog

        tell = None
        if self._events_url:
            from artifacts.openlineage import OpenLineage

            tell = OpenLineage(self._events_url, self.store).tell
        return Catalog(self._catalog_url or self._writable_root() / CATALOG_FILE, _StoreWhenAsked(self), tell)

    @cached_property
    def shelf(self) -> Shelf:
        return Shelf(self._writable_root())

    def environments(self, state: EnvironmentState | None = None) -> list[EnvironmentEntry]:
        """All versions of all environments by name, or those in one state: as the catalog, which need not be opened."""
        if self.is_new:
            return []
        found = listed_in(self.catalog_file, state) if self.catalog_file else None
        return self.catalog.environments(state) if found is None else found

    def bundle_of(self, reference: str) -> Path:
        """The bundle folder of `name@version`, or of the newest published version of `name`.

        Raises:
            UnknownEnvironment: the catalog has none; names near matches.
            WithdrawnEnvironment: it was withdrawn; says why.
            StoreError: the catalog has it, its folder is gone.
        """
        entry = self.catalog.find(reference)
        if entry.state == "withdrawn":
            raise WithdrawnEnvironment(
                f"{entry.reference} was withdrawn: {entry.reason or 'no reason was given'}. "
                "Use another version or environment; its folder is still at "
                f"{self.root / entry.bundle}."
            )
        return self.folder_of(entry)

    def folder_of(self, entry: EnvironmentEntry) -> Path:
        """The bundle folder of an environment, whatever its state.

        Raises:
            StoreError: the catalog has it, its folder is gone.
        """
        bundle = self.root / entry.bundle
        if not bundle.is_dir():
            raise StoreError(
                f"{entry.reference} is published, but its folder {bundle} is gone. "
                "Restore it from a backup, or run the flow that publishes it again."
            )
        return bundle

    def resolver(self) -> Callable[[str], Path]:
        """What `environments.set_resolver` takes: from a name or `name@version` to a bundle folder."""
        return self.bundle_of

    @contextmanager
    def held(self, *, alone: bool = False) -> Iterator[None]:
        """Tell housekeeping in other processes that this root is in use; `alone`: be the only one that holds it.

        Raises:
            WorkspaceError: somebody else holds it, one of the two alone.
        """
        with (self._writable_root() / HELD_FILE).open("a") as file:
            self._lock(file, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
            yield

    def hold(self) -> None:
        """Hold the root until this process ends, however it ends."""
        if self.root not in _HELD:
            file = (self._writable_root() / HELD_FILE).open("a")
            self._lock(file, fcntl.LOCK_SH)
            _HELD[self.root] = file

    def _lock(self, file: IO[str], how: int) -> None:
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            busy = "A run is using" if how == fcntl.LOCK_EX else "`worldloom gc` is cleaning up"
            raise WorkspaceError(f"{busy} {self.root}. Try again when it has ended.") from None

    def _writable_root(self) -> Path:
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            probe = self.root / ".writable"
            probe.touch()
            probe.unlink(missing_ok=True)
        except OSError as fault:
            raise WorkspaceError(f"No data root: {explain_os_error(fault, self.root, 'used')}") from fault
        return self.root
