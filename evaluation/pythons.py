"""A Python of its own for a benchmark whose packages do not go with ours.

In:  a folder, what to install, the versions of Python that it runs on. Out: the path of an interpreter.
Built on first use, once; what was left half-built is built anew. Nothing is installed into our own environment.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.errors import EvaluationError

Tell = Callable[[str], None]
STAMP = ".built-from"
SHOWN_LINES = 6
TOLD_EVERY_S = 15.0
Version = tuple[int, int]


@dataclass(frozen=True)
class Recipe:
    """What a benchmark's environment is made of."""

    name: str
    """Of the benchmark, and of its revision where it has one."""
    pip: tuple[tuple[str, ...], ...]
    """Arguments of `pip install`, one call after the other."""
    versions: tuple[Version, ...]
    """Of Python, the best first."""
    files: tuple[Path, ...] = ()
    """What the arguments name; where one changes, the environment is built anew."""

    @property
    def stamp(self) -> str:
        """Says what an environment was built from."""
        parts = [self.name, repr(self.pip), *(path.read_text() for path in self.files)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def interpreter(folder: Path) -> Path:
    """Where the interpreter of an environment lies."""
    return folder / "bin" / "python"


def is_built(folder: Path, recipe: Recipe) -> bool:
    """Whether the environment is there, whole and up to date."""
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text() == recipe.stamp


def find_python(versions: Sequence[Version]) -> Path | None:
    """An interpreter of one of these versions on this machine: our own, one on PATH, or one that pyenv or uv keeps."""
    for version in versions:
        if sys.version_info[:2] == version:
            return Path(sys.executable)
        for found in _candidates(version):
            if _answers(found, version):
                return Path(found)
    return None


def _candidates(version: Version) -> list[str]:
    name = "python{}.{}".format(*version)
    on_path = shutil.which(name)
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    uv = Path.home() / ".local" / "share" / "uv" / "python"
    kept = [*pyenv.glob(f"*/bin/{name}"), *uv.glob(f"*/bin/{name}")]
    return [*([on_path] if on_path else []), *map(str, sorted(kept, reverse=True))]


def missing_python(versions: Sequence[Version]) -> str | None:
    """Why no environment can be built here; None where one can."""
    if find_python(versions):
        return None
    wanted = " or ".join("{}.{}".format(*version) for version in sorted(versions))
    return f"it needs Python {wanted}, and none is here. Install one beside this Python, and run it again"


def separate_python(folder: Path, recipe: Recipe, tell: Tell) -> Path:
    """The interpreter of the environment, built now if it is not there or was built from something else.

    Raises:
        EvaluationError: there is no Python that fits, or a package cannot be had; says what to do.
    """
    if is_built(folder, recipe):
        return interpreter(folder)
    python = find_python(recipe.versions)
    if python is None:
        raise EvaluationError(f"{recipe.name} cannot be set up: {missing_python(recipe.versions)}.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_built(folder, recipe):
            _build(folder, recipe, python, tell)
    return interpreter(folder)


def _build(folder: Path, recipe: Recipe, python: Path, tell: Tell) -> None:
    tell(f"{recipe.name}: setting up an environment of its own in {folder} (once, a few minutes)")
    shutil.rmtree(folder, ignore_errors=True)
    _run([str(python), "-m", "venv", str(folder)], folder, recipe, tell)
    pip = [str(interpreter(folder)), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    for arguments in recipe.pip:
        _run([*pip, *arguments], folder, recipe, tell)
    (folder / STAMP).write_text(recipe.stamp)
    tell(f"{recipe.name}: set up")


def _run(command: list[str], folder: Path, recipe: Recipe, tell: Tell) -> None:
    """Run one command, telling now and then how far it is; the whole of what it says goes to a file."""
    log = folder.parent / f"{folder.name}-setup.log"
    told = time.monotonic()
    with log.open("a") as file:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", env=_variables()
        )
        assert process.stdout is not None
        lines: list[str] = []
        for line in process.stdout:
            file.write(line)
            lines.append(line.rstrip())
            if time.monotonic() - told > TOLD_EVERY_S:
                told = time.monotonic()
                tell(f"{recipe.name}: {len(lines)} steps; {lines[-1][:80]}")
        if process.wait():
            raise EvaluationError(_advice(recipe, lines, log))


def _advice(recipe: Recipe, lines: Sequence[str], log: Path) -> str:
    said = [line for line in lines if "ERROR" in line or "error" in line.lower()] or list(lines)
    what = "\n  ".join(line[:200] for line in said[-SHOWN_LINES:])
    packages = " ".join(part for arguments in recipe.pip for part in arguments)
    return (
        f"{recipe.name} could not be set up; nothing half-built is used. The end of what was said:\n  {what}\n"
        f"All of it is in {log}. Without a network: on a machine that has one, `pip download -d wheels {packages}`; "
        "copy the folder here, set PIP_FIND_LINKS to it and PIP_NO_INDEX=1, and run the same command again."
    )


def _variables() -> dict[str, str]:
    """This process's, without keys: installing packages may run their code."""
    return {name: value for name, value in os.environ.items() if not is_secret(name)}


def is_secret(name: str) -> bool:
    """Whether a variable's name looks like a secret's."""
    return any(part in name.upper() for part in ("_KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIAL"))


def _answers(python: str, version: Version) -> bool:
    """Whether it runs: shims of version managers are on PATH for versions that are not installed."""
    ask = [python, "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        answer = subprocess.run(ask, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and answer.stdout.split() == [str(part) for part in version]
