"""Which code makes what is made now: recorded with every derivation, never part of an id or a cache key.

In:  the folder that this package was imported from.
Out: the package's version, with the git commit where the folder is a checkout: `0.1.0+g0d73df6c1a2b`, and `.dirty`
     where tracked files differ from that commit.
"""

import subprocess
from functools import lru_cache
from importlib import metadata
from pathlib import Path

PACKAGE = "worldloom"
UNKNOWN = "0+unknown"
GIT_TIMEOUT_S = 10.0
_COMMIT_DIGITS = 12


@lru_cache(maxsize=1)
def code_version() -> str:
    """The version of the running code, looked up once a process."""
    return version_of(Path(__file__).parents[1])


def version_of(folder: Path) -> str:
    """The version of the code in a folder: a checkout of ours, or wherever the package was installed."""
    try:
        version = metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        version = UNKNOWN
    if not (folder / ".git").exists():  # a file in a work tree; a folder above it is somebody else's repository
        return version
    commit = _git(folder, "rev-parse", f"--short={_COMMIT_DIGITS}", "HEAD")
    if not commit:
        return version
    changed = _git(folder, "status", "--porcelain", "--untracked-files=no")
    return f"{version}+g{commit}" + (".dirty" if changed else "")


def _git(folder: Path, *arguments: str) -> str:
    """What git says; nothing where there is no git, or no commit yet."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, timeout=GIT_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
