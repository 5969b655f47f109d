"""A package for OpenEnv's hub: the environment, how to serve it, and what its validator asks for.

In:  a certified environment, a folder.
Out: `openenv.yaml` with reward range, floor margin, oracle, canaries, declared tools and tasks, resources and pins; the
     bundle; a Dockerfile and the server; oracle and canaries as executed here.
Source: OpenEnv RFC 008 and `openenv` 0.10 (`validation/manifest.py`, `validation/runtime/contracts.py`).
"""

import json
import shutil
import tempfile
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from environments.bundle import write_bundle
from environments.environment import Environment
from environments.exchange.folders import require_empty
from environments.reward import COMPLETE, NONE
from environments.serving.documents import FINAL_ANSWER
from environments.serving.openenv.task_api import SPLIT
from environments.serving.openenv.trajectories import Trajectory, canary_trajectories, oracle_trajectories

EPISODE_TIMEOUT_S = 600
PORT = 8000
_FILES = "openenv_files"
_MOST_PROBED = 100
"""Actions that the validator's plan may have."""


def write_openenv_package(environment: Environment, folder: Path) -> None:
    """Write the package; the folder appears whole or not at all.

    Raises:
        ValueError: the environment has no certified task, or a solution of it fails.
        FileExistsError: the folder is there and not empty.
        OSError: it cannot be written; nothing is left behind.
    """
    if not environment.content.solutions:
        raise ValueError(f"{environment.name} has no certified tasks, and OpenEnv wants an oracle; certify it first")
    require_empty(folder)
    oracles = oracle_trajectories(environment)
    canaries = canary_trajectories(environment, oracles)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write_into(staged, environment, oracles, canaries)
        staged.chmod(0o755)
        staged.replace(folder)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def manifest_of(environment: Environment, canaries: list[Trajectory]) -> dict[str, Any]:
    """`openenv.yaml`; the floor is the most that any canary earned."""
    floor = max((canary.reward for canary in canaries), default=NONE)
    content = environment.content.manifest
    return {
        "spec_version": 1,
        "name": environment.name,
        "version": str(environment.version),
        "type": "space",
        "runtime": "fastapi",
        "app": "server.app:application",
        "port": PORT,
        "validation": {
            "reward": {
                "range": [NONE, COMPLETE],
                "oracle_tolerance": 0.0,
                "floor_margin": round(COMPLETE - floor, 6),
            },
            "resources": {"cpu": 1, "memory_mb": 512, "disk_mb": 1024, "episode_timeout_s": EPISODE_TIMEOUT_S},
            "network": {"mode": "no-network"},
            "task_distribution": {
                "generator_seed": _seed(content.provenance),
                "dataset_version": content.image_sha256 or f"{environment.name}@{environment.version}",
            },
            "capabilities": {
                "oracle": {"form": "script", "location": "oracle/solve.py"},
                "verifier": {"kind": "reward_channel"},
                "task_api": True,
                "canaries": "canaries/trajectories.json",
                "declared_tools": [*environment.tools, FINAL_ANSWER],
                "declared_task_count": {SPLIT: len(environment.tasks)},
            },
            "types": {"tags": ["tool-use", "worldloom:database"]},
            "execution": {"kind": "openenv_ws", "probe_path": "validation/runtime.json", "dockerfile": "Dockerfile"},
        },
    }


def _write_into(
    folder: Path, environment: Environment, oracles: list[Trajectory], canaries: list[Trajectory]
) -> None:  # fmt: skip
    written = write_bundle(environment.content, folder / "bundle", environment.image)
    pinned = manifest_of(environment, canaries)
    pinned["validation"]["task_distribution"]["dataset_version"] = written.image_sha256
    _write_json(folder / "openenv.yaml", pinned)  # every JSON document is YAML 1.2
    _write_json(folder / "oracle/trajectories.json", [each.document() for each in oracles])
    _write_json(folder / "canaries/trajectories.json", [each.document() for each in canaries])
    _write_json(folder / "validation/runtime.json", _probe(oracles[0]))
    values = {
        "@NAME@": environment.name,
        "@SCENARIO@": environment.manifest.scenario,
        "@VERSION@": metadata.version("worldloom"),
        "@TASKS@": str(len(environment.tasks)),
        "@TOOLS@": str(len(environment.tools)),
    }
    for source, target in _SHIPPED.items():
        text = resources.files("environments.exchange").joinpath(_FILES, source).read_text(encoding="utf-8")
        for name, value in values.items():
            text = text.replace(name, value)
        _write(folder / target, text)


_SHIPPED = {
    "Dockerfile": "Dockerfile",
    "README.md": "README.md",
    "app.py.txt": "server/app.py",
    "solve.py.txt": "oracle/solve.py",
}


def _probe(oracle: Trajectory) -> dict[str, Any]:
    """What the validator plays: the oracle of one task."""
    return {
        "plan_schema_version": "1",
        "reset": {"episode_id": "probe", "seed": 0, "options": {"task": oracle.task}},
        "actions": oracle.actions[-_MOST_PROBED:],
    }


def _seed(provenance: dict[str, Any]) -> int | None:
    seed = provenance.get("seed")
    return seed if isinstance(seed, int) else None


def _write_json(path: Path, document: Any) -> None:
    _write(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
