"""An environment as a data set folder, which `datasets.load_dataset` opens: a configuration a kind of artifact.

In:  an environment.
Out: `data/KIND.parquet`, the database image, and a card (`README.md`) whose head names the configurations. A kind of
     which there is nothing is left out, since the library opens no empty split.
Source: Hugging Face Hub, "Manual configuration" of data sets (YAML head of the card).
"""

import json
import shutil
import tempfile
from pathlib import Path

from environments.bundle import parts_of
from environments.environment import Environment
from environments.exchange.folders import require_empty
from schemas import EnvironmentManifest

DEFAULT = "tasks"
"""What `load_dataset(folder)` gives where no configuration is named."""

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"))


def write_huggingface(environment: Environment, folder: Path) -> None:
    """Write the data set; the folder appears whole or not at all.

    Raises:
        FileExistsError: the folder is there and not empty.
        OSError: it cannot be written; nothing is left behind.
    """
    require_empty(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        data = staged / "data"
        data.mkdir()
        parts = {
            kind: part for kind, part in parts_of(environment.content).items() if getattr(environment.content, kind)
        }
        for kind, part in parts.items():
            (data / f"{kind}.parquet").write_bytes(part.parquet)
        (staged / "image.sqlite").write_bytes(environment.image)
        (staged / "README.md").write_text(card_of(environment, list(parts)), encoding="utf-8")
        staged.chmod(0o755)
        staged.replace(folder)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def card_of(environment: Environment, kinds: list[str]) -> str:
    """The data set's card."""
    manifest = environment.manifest
    return f"---\n{_head(manifest, environment, kinds)}---\n\n{_body(environment, kinds)}"


def _head(manifest: EnvironmentManifest, environment: Environment, kinds: list[str]) -> str:
    lines = [
        f"license: {manifest.licence.lower()}",
        f"pretty_name: {json.dumps(manifest.title or manifest.name, ensure_ascii=False)}",
        "language: [en]",
        "task_categories: [other]",
        "tags: [agents, tool-use, reinforcement-learning, worldloom]",
        f"size_categories: [{_size(environment)}]",
        "configs:",
    ]
    for kind in kinds:
        lines += [f"- config_name: {kind}", f"  data_files: data/{kind}.parquet"]
        lines += ["  default: true"] if kind == DEFAULT else []
    return "\n".join(lines) + "\n"


def _body(environment: Environment, kinds: list[str]) -> str:
    manifest = environment.manifest
    counts = f"{len(environment.facts)} tables, {len(environment.tools)} tools, {len(environment.tasks)} tasks"
    examples = "\n".join(f"> {task.instruction}\n" for task in list(environment.tasks.values())[:3])
    return f"""# {manifest.title or manifest.name}

{manifest.scenario}

{counts}; the clock stands at {manifest.now} (UTC). Configurations: {", ".join(f"`{kind}`" for kind in kinds)}.
Every task was certified by execution: its solution was accepted, doing nothing and wrong work were rejected.

```python
from datasets import load_dataset

tasks = load_dataset("path/to/this/folder", "tasks", split="train")
```

`image.sqlite` is the database as an episode begins. Columns that hold JSON are text.

## Three of the tasks

{examples}"""


def _size(environment: Environment) -> str:
    rows = max(len(environment.content.rows), len(environment.content.tools), len(environment.content.tasks))
    return next((name for most, name in _SIZES if rows < most), "100K<n<1M")
