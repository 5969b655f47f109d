"""Which system calls a confined process may make, as a program for the kernel's filter.

In:  nothing; the machine decides the numbers.
Out: an allow-list. Everything else fails with EPERM: sockets, new processes, signals to others, mounts, tracing.
     A file may be opened for reading only, and no memory may become executable.
Source: Linux man page seccomp(2); numbers from the kernel's tables of x86_64 and arm64 (asm-generic).
"""

import ctypes
import errno
import struct

from environments.confined.kernel import MACHINE, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, prctl

_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32_BIT = 0x40000000
_ALLOWED = {
    "x86_64": {
        "read": 0, "write": 1, "close": 3, "stat": 4, "fstat": 5, "lstat": 6, "poll": 7, "lseek": 8, "munmap": 11,
        "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "pread64": 17, "readv": 19,
        "writev": 20, "access": 21, "select": 23, "sched_yield": 24, "mremap": 25, "madvise": 28, "nanosleep": 35,
        "getpid": 39, "sendto": 44, "recvfrom": 45, "recvmsg": 47, "exit": 60, "uname": 63, "fcntl": 72, "getcwd": 79,
        "readlink": 89, "gettimeofday": 96, "getrusage": 98, "sysinfo": 99, "times": 100, "getuid": 102,
        "getgid": 104, "geteuid": 107, "getegid": 108, "getppid": 110, "sigaltstack": 131, "gettid": 186,
        "time": 201, "futex": 202, "sched_getaffinity": 204, "getdents64": 217, "restart_syscall": 219,
        "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231, "epoll_wait": 232,
        "epoll_ctl": 233, "newfstatat": 262, "readlinkat": 267, "faccessat": 269, "pselect6": 270, "ppoll": 271,
        "epoll_pwait": 281, "getrandom": 318, "membarrier": 324, "statx": 332, "rseq": 334, "faccessat2": 439,
    },
    "aarch64": {
        "getcwd": 17, "epoll_ctl": 21, "epoll_pwait": 22, "fcntl": 25, "faccessat": 48, "close": 57,
        "getdents64": 61, "lseek": 62, "read": 63, "write": 64, "readv": 65, "writev": 66, "pread64": 67,
        "pselect6": 72, "ppoll": 73, "readlinkat": 78, "newfstatat": 79, "fstat": 80, "exit": 93, "exit_group": 94,
        "futex": 98, "nanosleep": 101, "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115,
        "sched_getaffinity": 123, "sched_yield": 124, "restart_syscall": 128, "sigaltstack": 132,
        "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139, "times": 153, "uname": 160,
        "getrusage": 165, "gettimeofday": 169, "getpid": 172, "getppid": 173, "getuid": 174, "geteuid": 175,
        "getgid": 176, "getegid": 177, "gettid": 178, "sysinfo": 179, "sendto": 206, "recvfrom": 207,
        "recvmsg": 212, "brk": 214, "munmap": 215, "mremap": 216, "madvise": 233, "getrandom": 278,
        "membarrier": 283, "statx": 291, "rseq": 293, "faccessat2": 439,
    },
}  # fmt: skip
_OPENAT = {"x86_64": 257, "aarch64": 56}
_MAPPING = {"x86_64": (9, 10), "aarch64": (222, 226)}  # mmap, mprotect
_WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000 | 0o20000000
"""O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND and the bit of O_TMPFILE."""
_PROT_EXEC = 4

_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM
_NUMBER_AT, _ARCHITECTURE_AT, _THIRD_ARGUMENT_AT = 0, 4, 32


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)


def program(machine: str = MACHINE) -> bytes:
    """The filter as instructions of the kernel's packet filter, eight bytes each."""
    parts = [
        _instruction(_LOAD, _ARCHITECTURE_AT),
        _instruction(_EQUAL, _ARCHITECTURE[machine], 1, 0),
        _instruction(_RETURN, _KILL),
        _instruction(_LOAD, _NUMBER_AT),
        _instruction(0x35, _X32_BIT, 0, 1),  # numbers of another calling convention
        _instruction(_RETURN, _KILL),
    ]
    for number in _ALLOWED[machine].values():
        parts += [_instruction(_EQUAL, number, 0, 1), _instruction(_RETURN, _ALLOW)]
    parts += _unless(_OPENAT[machine], _WRITING)
    for number in _MAPPING[machine]:
        parts += _unless(number, _PROT_EXEC)
    return b"".join((*parts, _instruction(_RETURN, _FAIL)))


def _unless(number: int, bits: int) -> list[bytes]:
    """Allow a call unless its third argument has any of these bits."""
    return [
        _instruction(_EQUAL, number, 0, 4),
        _instruction(_LOAD, _THIRD_ARGUMENT_AT),
        _instruction(_ANY_BIT, bits, 0, 1),
        _instruction(_RETURN, _FAIL),
        _instruction(_RETURN, _ALLOW),
    ]


def enforce() -> None:
    """Put the filter in force, for good. Needs no_new_privs.

    Raises:
        OSError: the kernel has no filter.
    """
    code = program()
    buffer = ctypes.create_string_buffer(code, len(code))
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, _Program(len(code) // 8, ctypes.addressof(buffer)))
