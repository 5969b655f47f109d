"""Open what a user names: a catalog name, or a folder of a bundle or of the authored form."""

from pathlib import Path
from typing import TYPE_CHECKING

from worldloom.console import stop
from worldloom.imported import imported_under
from worldloom.settings import Settings

if TYPE_CHECKING:
    from environments import Content, Environment


def open_environment(settings: Settings, reference: str) -> "Environment":
    """The environment of a reference. A path is taken where one exists; else the catalog is asked.

    Raises:
        BadEnvironment, WorkspaceError: with what was looked for and where.
    """
    from environments import load_environment

    if _is_path(reference):
        return load_environment(Path(reference))
    imported = imported_under(settings, reference)
    if imported is not None:
        return load_environment(imported)
    return load_environment(settings.workspace().bundle_of(reference))


def refuse_imported(environment: "Environment", what: str, instead: str) -> None:
    """End with a message where an environment of foreign Python is given to what reads tools as SQL."""
    if environment.manifest.kind == "python":
        stop(f"{environment.name} was imported: its tools are foreign Python, and {what}. {instead}")


def read_content(settings: Settings, reference: str) -> "Content":
    """What an environment consists of, withdrawn or not: for reading, not for playing.

    Raises:
        BadEnvironment, WorkspaceError: as `open_environment`.
    """
    from environments import load_environment

    if _is_path(reference):
        return load_environment(Path(reference)).content
    workspace = settings.workspace()
    return load_environment(workspace.folder_of(workspace.catalog.find(reference))).content


def _is_path(reference: str) -> bool:
    return Path(reference).is_dir() or "/" in reference
