"""Which files a confined process may read: Python's own, and nothing else.

In:  folders.
Out: a Landlock rule set in force for this process, for good.
Source: Linux kernel documentation, userspace-api/landlock.
"""

import contextlib
import ctypes
import os
from collections.abc import Iterable

from environments.confined.kernel import syscall

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446  # the same on every architecture
_VERSION_FLAG = 1
_RULE_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
"""All rights over files that a version of Landlock knows, by the version that brought them."""
_NET_RIGHTS = 0b11
_SCOPES = 0b11


class _RuleSet(ctypes.Structure):
    _fields_ = [("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("access", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def version() -> int:
    """Of the kernel's Landlock.

    Raises:
        OSError: it has none, or it is switched off.
    """
    return syscall(_CREATE, None, 0, _VERSION_FLAG)


def enforce(readable: Iterable[str]) -> int:
    """Forbid every file but those beneath `readable`, which may be read; the version in force comes back.

    Raises:
        OSError: there is no Landlock here.
    """
    found = version()
    rights = _FILE_RIGHTS[max(known for known in _FILE_RIGHTS if known <= found)]
    rules = _RuleSet(rights, _NET_RIGHTS if found >= 4 else 0, _SCOPES if found >= 6 else 0)
    size = 24 if found >= 6 else 16 if found >= 4 else 8
    handle = syscall(_CREATE, rules, size, 0)
    try:
        for folder in readable:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                _allow(handle, folder)
        syscall(_RESTRICT, handle, 0)
    finally:
        os.close(handle)
    return found


def _allow(handle: int, folder: str) -> None:
    at = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        rights = _READ_FILE | (_READ_DIR if os.path.isdir(folder) else 0)  # noqa: PTH112 (no Path object after a fork)
        syscall(_ADD_RULE, handle, _RULE_PATH_BENEATH, _PathBeneath(rights, at), 0)
    finally:
        os.close(at)
