"""Where an export may go."""

from pathlib import Path


def require_empty(folder: Path) -> None:
    """See that nothing would be overwritten.

    Raises:
        FileExistsError: something is there already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} exists already and is not empty. Name a folder that does not exist yet.")
