"""How an imported environment lies on disk: one folder, opened without a catalog and without the format it came in.

In:  imported content, or a folder.
Out: `environment.json`, `module.py`, `tools.json`, `tasks.json`, `verifiers.json`, `findings.json`,
     `seed.sqlite`, `image.sqlite`; or the content, each file checked against the hashes in the manifest.
Never here: running any of it.
"""

import hashlib
import json
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from environments.errors import BadEnvironment, Finding
from environments.imported.records import ForeignVerifier, ImportedContent, PythonTool
from schemas import EnvironmentManifest, Task, explain

MODULE = "module.py"
_PARTS = (MODULE, "tools.json", "tasks.json", "verifiers.json", "findings.json", "seed.sqlite", "image.sqlite")


def is_imported(folder: Path) -> bool:
    return (folder / MODULE).exists()


def write_imported(imported: ImportedContent, folder: Path) -> EnvironmentManifest:
    """Write the folder, whole or not at all; one that holds an imported environment is replaced.

    Raises:
        FileExistsError: the folder holds something else.
    """
    if folder.exists() and not is_imported(folder) and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty and holds no imported environment; choose another folder")
    parts = _packed(imported)
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}
    manifest = imported.manifest.model_copy(update={"parts": hashes, "image_sha256": hashes["image.sqlite"]})
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, data in {**parts, "environment.json": _json(manifest.document())}.items():
            (staged / name).write_bytes(data)
        staged.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        staged.rename(folder)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return manifest


def read_imported(folder: Path) -> ImportedContent:
    """The content of a folder.

    Raises:
        BadEnvironment: a file is missing, or is not what the manifest says.
    """
    try:
        manifest = EnvironmentManifest.model_validate_json((folder / "environment.json").read_bytes())
        parts = {name: (folder / name).read_bytes() for name in _PARTS}
    except ValidationError as fault:
        raise _bad(folder, "environment.json", explain(fault)) from None
    except OSError as fault:
        raise _bad(folder, str(Path(fault.filename or "?").name), f"it cannot be read: {fault.strerror}") from None
    for name, data in parts.items():
        if hashlib.sha256(data).hexdigest() != manifest.parts.get(name):
            raise _bad(folder, name, "its SHA-256 is not the one in environment.json. Import it again")
    try:
        return _unpacked(manifest, parts)
    except (ValidationError, ValueError, TypeError) as fault:
        raise _bad(folder, "tools.json, tasks.json or verifiers.json", str(fault)[:300]) from None


def _packed(imported: ImportedContent) -> dict[str, bytes]:
    return {
        MODULE: imported.source.encode(),
        "tools.json": _json([asdict(tool) for tool in imported.tools]),
        "tasks.json": _json([task.document() for task in imported.tasks]),
        "verifiers.json": _json([asdict(verifier) for verifier in imported.verifiers]),
        "findings.json": _json(imported.findings),
        "seed.sqlite": imported.seed,
        "image.sqlite": imported.image,
    }


def _unpacked(manifest: EnvironmentManifest, parts: dict[str, bytes]) -> ImportedContent:
    read = {name: json.loads(data) for name, data in parts.items() if name.endswith(".json")}
    return ImportedContent(
        manifest=manifest,
        source=parts[MODULE].decode(),
        image=parts["image.sqlite"],
        seed=parts["seed.sqlite"],
        tools=[PythonTool(**tool) for tool in read["tools.json"]],
        tasks=[Task.model_validate(task) for task in read["tasks.json"]],
        verifiers=[ForeignVerifier(**verifier) for verifier in read["verifiers.json"]],
        findings=[str(text) for text in read["findings.json"]],
    )


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def _bad(folder: Path, name: str, message: str) -> BadEnvironment:
    return BadEnvironment(str(folder), [Finding("bundle", name, message, "imported")])
