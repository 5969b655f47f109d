"""A Python with packages that do not go with ours, in a virtual environment of its own.

In:  a name, and what to install.
Out: the path of its interpreter. It is built once and kept below `build/`, which git ignores.
"""

import fcntl
import shutil
import subprocess
import sys
from pathlib import Path

_HOME = Path(__file__).parent.parent / "build" / "pythons"


def separate_python(name: str, *requirements: str) -> Path:
    """The interpreter of the environment called `name`, built now if it is not there or was built from something else.

    Raises:
        subprocess.CalledProcessError: the packages cannot be had.
    """
    _HOME.mkdir(parents=True, exist_ok=True)
    folder, wanted = _HOME / name, "\n".join(requirements)
    with (_HOME / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = folder / ".built-from"
        if not stamp.is_file() or stamp.read_text() != wanted:
            shutil.rmtree(folder, ignore_errors=True)
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
            pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, *requirements], check=True)
            stamp.write_text(wanted)
    return folder / "bin" / "python"
