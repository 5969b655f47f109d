"""System calls that Python's standard library does not offer: prctl, unshare, seccomp, Landlock.

In:  numbers and bytes.
Out: results; OSError with the kernel's reason.
Never here: what is allowed (`seccomp.py`, `landlock.py`) and in which order (`walls.py`).
Source: Linux man pages prctl(2), unshare(2), seccomp(2), landlock(7).
"""

import ctypes
import os
import platform
import sys

CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38
SECCOMP_MODE_FILTER = 2

MACHINE = platform.machine()
IS_SUPPORTED = sys.platform == "linux" and MACHINE in ("x86_64", "aarch64")

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _checked(result: int, what: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def prctl(
    option: int, argument: int = 0, pointer: "ctypes.Array[ctypes.c_char] | ctypes.Structure | None" = None
) -> None:
    """Set an attribute of this process, by a number and, where one is taken, a pointer."""
    assert _libc is not None
    third = ctypes.byref(pointer) if pointer is not None else ctypes.c_ulong(0)
    _checked(_libc.prctl(option, ctypes.c_ulong(argument), third, ctypes.c_ulong(0), ctypes.c_ulong(0)), "prctl")


def unshare(flags: int) -> None:
    assert _libc is not None
    _checked(_libc.unshare(flags), "unshare")


def syscall(number: int, *arguments: "int | ctypes.Structure | None") -> int:
    """A system call by its number; structures are passed by reference."""
    assert _libc is not None
    passed = [ctypes.byref(each) if isinstance(each, ctypes.Structure) else _word(each) for each in arguments]
    return _checked(_libc.syscall(ctypes.c_long(number), *passed), f"system call {number}")


def _word(value: int | None) -> ctypes.c_void_p | ctypes.c_long:
    return ctypes.c_void_p(None) if value is None else ctypes.c_long(value)
