"""The files of a model's weights, by their hashes: what a checkpoint is made of.

In:  a folder. Out: path to SHA-256.
"""

import hashlib
from pathlib import Path

_PART = 1 << 24


def hashes_of(folder: Path) -> dict[str, str]:
    """Each file of the folder, by its path within, with its SHA-256; none where there is no folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return {str(path.relative_to(folder)): _sha256(path) for path in files}


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_PART):
            digest.update(part)
    return digest.hexdigest()
