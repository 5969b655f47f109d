"""Where OpenRLHF is installed: in this interpreter's environment, or in the one that `make openrlhf-env` set up.

In:  an environment's folder, optionally. Out: the folder of its package and its version, read without importing it.
Never here: importing OpenRLHF, torch or Ray.
"""

import importlib.metadata
import sys
from dataclasses import dataclass
from pathlib import Path

from training.errors import TrainingError

OWN_ENVIRONMENT = Path(".venv-openrlhf")
"""Where `make openrlhf-env` puts it, in the working directory."""
LAUNCHER = "cli/train_ppo_ray.py"


@dataclass(frozen=True)
class Installed:
    """One installed OpenRLHF."""

    package: Path
    """The folder of the package `openrlhf`."""
    version: str

    @property
    def launcher(self) -> Path:
        """The file with OpenRLHF's command line."""
        return self.package / LAUNCHER


def find_openrlhf(environment: Path | None = None) -> Installed | None:
    """The OpenRLHF of `environment`; else of this interpreter, else of `.venv-openrlhf`; None where there is none.

    Raises:
        TrainingError: `environment` was named and has none.
    """
    if environment is not None:
        found = _in_folders(_site_packages(environment))
        if found is None:
            raise TrainingError(
                f"{environment} holds no OpenRLHF. Name an environment that does, or set one up: make openrlhf-env."
            )
        return found
    return _in_folders([Path(entry or ".") for entry in sys.path]) or _in_folders(_site_packages(OWN_ENVIRONMENT))


def _site_packages(environment: Path) -> list[Path]:
    return sorted(environment.glob("lib/python3*/site-packages"))


def _in_folders(folders: list[Path]) -> Installed | None:
    for folder in folders:
        if (folder / "openrlhf" / LAUNCHER).is_file():
            found = importlib.metadata.distributions(name="openrlhf", path=[str(folder)])
            version = next((each.version for each in found), "of unknown version")
            return Installed(folder / "openrlhf", version)
    return None
