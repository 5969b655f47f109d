"""The walls around a confined process, put up by the process itself before it sees any foreign code.

In:  which walls are wanted.
Out: which are in force, each with a word on it, or why it is not.
Never here: starting processes.
"""

import gc
import os
import resource
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from environments.confined import kernel, landlock, seccomp

WALLS = ("limits", "landlock", "namespaces", "seccomp")
_FILE_WALLS = ("landlock", "namespaces")
"""Either keeps a process away from files by itself, the second by taking all of them away."""

MEMORY_BYTES = 768 << 20
"""What a process may take beyond what it has when the walls go up."""
_OPEN_FILES = 32


@dataclass(frozen=True)
class Walls:
    """What is in force in a process: by wall, what it does; and why others are missing."""

    in_force: dict[str, str]
    missing: dict[str, str]

    @property
    def is_enough(self) -> bool:
        """Whether foreign code may run here: with no way to files, and none to other system calls."""
        return "seccomp" in self.in_force and any(wall in self.in_force for wall in _FILE_WALLS)

    def __str__(self) -> str:
        held = "; ".join(f"{wall} ({what})" for wall, what in self.in_force.items()) or "nothing"
        lacks = "; ".join(f"no {wall}: {why}" for wall, why in self.missing.items())
        return f"{held}{f'; {lacks}' if lacks else ''}"

    def document(self) -> dict[str, Any]:
        return {"in_force": self.in_force, "missing": self.missing}


def put_up(wanted: tuple[str, ...], empty: str, cpu_s: int | None = None) -> Walls:
    """Put up the walls around this process, for good. `empty` is a folder with nothing in it."""
    gc.collect()
    if kernel.IS_SUPPORTED:
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    keeps_files = "landlock" in wanted and _has_landlock()
    steps: dict[str, Callable[[], str]] = {
        "limits": lambda: _limits(cpu_s),
        "namespaces": lambda: _namespaces(None if keeps_files else empty),
        "landlock": _landlock,
        "seccomp": _seccomp,
    }
    in_force: dict[str, str] = {}
    missing: dict[str, str] = {}
    for wall, step in steps.items():
        try:
            if wall not in wanted:
                missing[wall] = "not asked for"
            elif wall != "limits" and not kernel.IS_SUPPORTED:
                missing[wall] = f"none is known for {sys.platform} on {kernel.MACHINE}"
            else:
                in_force[wall] = step()
        except (OSError, ValueError) as fault:
            missing[wall] = str(fault)
    return Walls(in_force, missing)


def readable_folders() -> list[str]:
    """What Python needs to import from: its library, its packages, and this project's own code."""
    roots = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), sysconfig.get_path("purelib"),
             sysconfig.get_path("platlib")}  # fmt: skip
    project = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH120, PTH100
    return sorted({*(root for root in roots if root), *(f"{project}/{part}" for part in ("environments", "schemas"))})


def _limits(cpu_s: int | None) -> str:
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
        held = int(file.read().split()[0]) * resource.getpagesize()
    bounds = {
        resource.RLIMIT_AS: held + MEMORY_BYTES,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_NPROC: 0,
    }
    if cpu_s is not None:
        bounds[resource.RLIMIT_CPU] = cpu_s
    for bound, most in bounds.items():
        resource.setrlimit(bound, (most, most))
    cpu = f", {cpu_s} s of CPU" if cpu_s is not None else ""
    return f"{MEMORY_BYTES >> 20} MiB of memory, no file written, no process started{cpu}"


def _has_landlock() -> bool:
    try:
        return landlock.version() > 0
    except (OSError, AssertionError):
        return False


def _landlock() -> str:
    return f"version {landlock.enforce(readable_folders())}: Python's own files and no others, read-only"


def _namespaces(root: str | None) -> str:
    """Leave the namespaces of the machine; with `root`, its files too."""
    kernel.unshare(kernel.CLONE_NEWUSER | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS)
    if root is None:
        return "a network and users of its own"
    os.chroot(root)
    os.chdir("/")
    return "a network and users of its own, no files at all"


def _seccomp() -> str:
    seccomp.enforce()
    return "a list of allowed system calls: no sockets, processes, signals, writing, new machine code"
