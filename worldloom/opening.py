"""Open what a user names: a catalog name, or a folder of a bundle or of the authored form."""

from pathlib import Path

from environments import Environment, load_environment
from worldloom.settings import Settings


def open_environment(settings: Settings, reference: str) -> Environment:
    """The environment of a reference. A path is taken where one exists; else the catalog is asked.

    Raises:
        BadEnvironment, WorkspaceError: with what was looked for and where.
    """
    path = Path(reference)
    if path.is_dir() or "/" in reference:
        return load_environment(path)
    return load_environment(settings.workspace().bundle_of(reference))
