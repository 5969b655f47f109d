"""What foreign code finds around it: builtins without a way out, imports by a list, stand-ins for the machine.

In:  nothing of the machine.
Out: the globals to run foreign code with.
Never here: the kernel's walls; these are held up by them, not the other way round.
"""

import builtins
import importlib
import posixpath
import types
from collections.abc import Callable, Mapping
from typing import Any

_LEFT_OUT = frozenset(
    [
        "open",
        "eval",
        "exec",
        "compile",
        "input",
        "breakpoint",
        "globals",
        "locals",
        "vars",
        "memoryview",
        "help",
        "exit",
        "quit",
        "copyright",
        "credits",
        "license",
        "__import__",
        "__loader__",
        "__spec__",
    ]
)
_OPEN_DUNDERS = frozenset({"__name__", "__tablename__", "__table__", "__doc__", "__dict__"})


class Refused(PermissionError):
    """Foreign code asked for what it may not have."""


def globals_for(
    name: str, imports: frozenset[str], stand_ins: Mapping[str, types.ModuleType], given: Mapping[str, Any]
) -> dict[str, Any]:
    """The globals of a guest: its name, its builtins, and what is given to it."""
    return {"__name__": name, "__builtins__": _builtins(imports, stand_ins), **given}


def _builtins(imports: frozenset[str], stand_ins: Mapping[str, types.ModuleType]) -> dict[str, Any]:
    kept = {name: value for name, value in vars(builtins).items() if name not in _LEFT_OUT}
    return {
        **kept,
        "__import__": _importer(imports, stand_ins),
        "getattr": _guarded(getattr),
        "setattr": _guarded(setattr),
        "delattr": _guarded(delattr),
        "hasattr": _guarded(hasattr),
        "print": lambda *_arguments, **_options: None,
    }


def _guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, refusing names that lead into the interpreter."""

    def guarded(subject: Any, name: str, *rest: Any) -> Any:
        if type(name) is not str or (name.startswith("__") and name not in _OPEN_DUNDERS):
            raise Refused(f"{name!r} may not be reached here")
        return function(subject, name, *rest)

    return guarded


def _importer(imports: frozenset[str], stand_ins: Mapping[str, types.ModuleType]) -> Callable[..., Any]:
    def load(
        name: str, _globals: Any = None, _locals: Any = None, fromlist: tuple[str, ...] = (), level: int = 0
    ) -> Any:
        root = name.split(".")[0]
        if level or root not in imports:
            raise Refused(f"{name} may not be imported here")
        if root in stand_ins:
            return stand_ins[root]
        module = importlib.import_module(name)
        if not fromlist:
            return importlib.import_module(root)
        for each in fromlist:
            if each != "*" and not hasattr(module, each):
                importlib.import_module(f"{name}.{each}")
        return module

    return load


def module(name: str, /, **members: Any) -> types.ModuleType:
    made = types.ModuleType(name)
    vars(made).update(members)
    return made


def operating_system(variables: Mapping[str, str], files: frozenset[str] = frozenset()) -> types.ModuleType:
    """A stand-in for `os`: some variables, the arithmetic of paths, and files that are known to exist."""
    environ = dict(variables)
    path = module(
        "os.path",
        join=posixpath.join, basename=posixpath.basename, dirname=posixpath.dirname, split=posixpath.split,
        splitext=posixpath.splitext, abspath=lambda each: str(each), isabs=posixpath.isabs,
        normpath=posixpath.normpath, realpath=lambda each: str(each), expanduser=lambda each: str(each),
        exists=lambda each: str(each) in files, isfile=lambda each: str(each) in files, isdir=lambda _each: False,
        getsize=lambda each: 4096 if str(each) in files else _missing(each),
    )  # fmt: skip
    return module(
        "os", environ=environ, getenv=environ.get, path=path, sep="/", linesep="\n", name="posix", getcwd=lambda: "/",
        makedirs=lambda *_arguments, **_options: None, access=lambda each, _mode: str(each) in files, R_OK=4, F_OK=0,
        urandom=_random_bytes,
    )  # fmt: skip


def _random_bytes(count: int) -> bytes:
    import random

    return random.randbytes(min(count, 1 << 16))


def _missing(path: Any) -> int:
    raise FileNotFoundError(path)


def quiet_logging() -> types.ModuleType:
    """A stand-in for `logging`, whose handlers could open files."""

    def silent(*_arguments: Any, **_options: Any) -> None:
        return None

    methods = dict.fromkeys(("debug", "info", "warning", "error", "exception", "critical", "log"), silent)
    more = dict.fromkeys(("setLevel", "addHandler", "removeHandler"), silent)
    logger = type("Logger", (), {name: staticmethod(method) for name, method in {**methods, **more}.items()})
    levels = {"DEBUG": 10, "INFO": 20, "WARNING": 30, "ERROR": 40, "CRITICAL": 50}
    return module("logging", getLogger=lambda *_name: logger(), basicConfig=silent, Logger=logger, **methods, **levels)


def idle_server() -> types.ModuleType:
    """A stand-in for `uvicorn`: nothing is served from within."""
    return module("uvicorn", run=lambda *_arguments, **_options: None)
