"""Open what a user names: a catalog name, or a folder of a bundle or of the authored form."""

from pathlib import Path

from environments import Content, Environment, load_environment
from worldloom.settings import Settings, imported_folder


def open_environment(settings: Settings, reference: str) -> Environment:
    """The environment of a reference. A path is taken where one exists; else the catalog is asked.

    Raises:
        BadEnvironment, WorkspaceError: with what was looked for and where.
    """
    if _is_path(reference):
        return load_environment(Path(reference))
    imported = imported_folder(settings.home) / reference.removesuffix("@1")
    if (imported / "module.py").is_file():
        return load_environment(imported)
    return load_environment(settings.workspace().bundle_of(reference))


def read_content(settings: Settings, reference: str) -> Content:
    """What an environment consists of, withdrawn or not: for reading, not for playing.

    Raises:
        BadEnvironment, WorkspaceError: as `open_environment`.
    """
    if _is_path(reference):
        return load_environment(Path(reference)).content
    workspace = settings.workspace()
    return load_environment(workspace.folder_of(workspace.catalog.find(reference))).content


def _is_path(reference: str) -> bool:
    return Path(reference).is_dir() or "/" in reference
