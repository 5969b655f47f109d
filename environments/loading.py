"""From a reference to an environment: a folder of either form, or a name that a resolver knows.

In:  a path, or `name@version`, or `name`.
Out: a loaded `Environment`.
Never here: what names mean. Whoever keeps a catalog sets the resolver.
"""

from collections.abc import Callable
from pathlib import Path

from environments.authored import read_authored
from environments.bundle import is_bundle, read_bundle
from environments.environment import Environment

Resolver = Callable[[str], Path]
_resolver: Resolver | None = None


class UnknownEnvironment(LookupError):
    """A reference that leads to no environment. Says what was looked for, and where."""


def set_resolver(resolver: Resolver | None) -> None:
    """Set what turns a name into a folder, for every later load; None takes it away.

    A resolver raises LookupError for a name that it does not know.
    """
    global _resolver
    _resolver = resolver


def load_environment(reference: str | Path, resolver: Resolver | None = None) -> Environment:
    """Load an environment from a folder (a bundle or the authored form), or by name.

    Raises:
        UnknownEnvironment: nothing is found under the reference.
        BadEnvironment: what is found cannot be loaded.
    """
    path = Path(reference)
    if _is_environment(path):
        return _load(path)
    if isinstance(reference, Path) or "/" in reference or reference in (".", ".."):
        why = "it holds no environment.json" if path.is_dir() else "there is no such folder"
        raise UnknownEnvironment(
            f"no environment in {path.absolute()}: {why}. Give the folder that holds environment.json"
        )
    resolve = resolver or _resolver
    if resolve is None:
        raise UnknownEnvironment(
            f"no environment {reference!r}: there is no folder {path.absolute()}, "
            "and no resolver is set that knows names. Give a folder, or call set_resolver"
        )
    try:
        folder = Path(resolve(reference))
    except LookupError as fault:
        said = str(fault.args[0]) if fault.args else "the resolver does not know it"
        raise UnknownEnvironment(f"no environment {reference!r}: {said}, and no folder {path.absolute()}") from None
    if not _is_environment(folder):
        raise UnknownEnvironment(f"{reference!r} should lie in {folder}, but that folder holds no environment.json")
    return _load(folder)


def _is_environment(folder: Path) -> bool:
    try:
        return (folder / "environment.json").is_file()
    except (OSError, ValueError):  # a name too long for a path, or with a NUL
        return False


def _load(folder: Path) -> Environment:
    if (folder / "module.py").exists():
        from environments.imported import PythonEnvironment, read_imported

        return PythonEnvironment(read_imported(folder))
    if is_bundle(folder):
        content, image = read_bundle(folder)
        return Environment(content, image)
    return Environment(read_authored(folder))
