"""A benchmark's source: a git repository at one revision, and whether it can be had here.

In:  an address, a revision, a folder. Out: the files of that revision.
"""

import fcntl
import os
import shutil
import socket
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlparse

from evaluation.errors import EvaluationError
from evaluation.pythons import Tell

LOOK_S = 2.0
STAMP = ".worldloom-revision"
CLONE = "clone"
"""Beside the folder of the source: a clone that somebody brought, where the host cannot be reached."""


@dataclass(frozen=True)
class Source:
    """Where a benchmark comes from."""

    url: str
    revision: str
    """The whole hash of a commit: a tag can move."""

    @property
    def short(self) -> str:
        return self.revision[:12]


def is_fetched(folder: Path, source: Source) -> bool:
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text() == source.revision


def missing_source(folder: Path, source: Source) -> str | None:
    """Why the files cannot be had here; None where they are there, or the host answers."""
    if is_fetched(folder, source) or (folder.parent / CLONE).is_dir():
        return None
    if shutil.which("git") is None:
        return "it needs git to fetch its source, and git is not on PATH"
    host = urlparse(source.url).hostname
    if host and not _answers(host):
        return (
            f"its source is not here and {host} cannot be reached. On a machine with a network: git clone "
            f"{source.url}; copy that to {folder.parent / CLONE}"
        )
    return None


def fetch(folder: Path, source: Source, tell: Tell) -> Path:
    """The folder with the files of the revision, fetched now if they are not there.

    Raises:
        EvaluationError: the repository or the revision cannot be had.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_fetched(folder, source):
            clone = folder.parent / CLONE
            url = str(clone) if clone.is_dir() else source.url
            tell(f"fetching {url} at {source.short}")
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            _git(folder, "init", "--quiet")
            _git(folder, "fetch", "--quiet", "--depth", "1", url, source.revision)
            _git(folder, "checkout", "--quiet", "FETCH_HEAD")
            (folder / STAMP).write_text(source.revision)
    return folder


def _git(folder: Path, *arguments: str) -> None:
    variables = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, env=variables, check=False
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["nothing"])[-1]
        raise EvaluationError(
            f"git {arguments[0]} failed in {folder}: {said}. Where there is no network, bring a clone of the whole "
            f"repository to {folder.parent / CLONE}, and run the same command again."
        )


@cache
def _answers(host: str) -> bool:
    try:
        socket.create_connection((host, 443), LOOK_S).close()
    except OSError:
        return False
    return True
