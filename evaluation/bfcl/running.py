"""Run BFCL's own code in its own Python, and read what it wrote.

In:  items, a gateway's address, the run's folder. Out: each item as it is answered; then what the scorer says of it.
What was answered stays in the folder, so a run that was killed goes on there.
"""

import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from evaluation.benchmark import Item
from evaluation.errors import EvaluationError
from evaluation.gateway import KEY

INSIDE = Path(__file__).parent / "inside.py"
GONE = 3
KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE")
LAST_LINES = 8
Mode = Literal["fc", "prompt"]


@dataclass(frozen=True)
class Verdict:
    """What BFCL says of one item."""

    answer: dict[str, Any]
    """Its line of the result file."""
    fault: dict[str, Any] | None
    """Its line of the score file; None where the item is right."""

    @property
    def kind(self) -> str:
        """The kind of failure, in BFCL's words."""
        fault = self.fault or {}
        error = fault.get("error")
        kind = fault.get("error_type") or (error.get("error_type") if isinstance(error, dict) else None)
        return str(kind or "wrong")


@dataclass(frozen=True)
class Run:
    """One run's folder, and how its items are asked."""

    python: Path
    folder: Path
    mode: Mode
    base_url: str
    at_once: int

    def ask(self, items: Sequence[Item], answered: Callable[[str], None]) -> bool:
        """Get an answer to every item, as far as the endpoint gives any; False where it is gone.

        Raises:
            EvaluationError: BFCL's code itself failed; shows its last words.
        """

        def hear(event: dict[str, Any]) -> None:
            if "answered" in event:
                answered(event["answered"])

        return self._child("generate", items, hear) != GONE

    def judge(self, items: Sequence[Item]) -> dict[str, Verdict]:
        """BFCL's verdict on every item that has an answer."""
        self._child("score", items, lambda event: None)
        answers = {line["id"]: line for line in _lines(self.folder / "result", "_result.json")}
        faults = {line["id"]: line for line in _lines(self.folder / "score", "_score.json") if "id" in line}
        return {item.id: Verdict(answers[item.id], faults.get(item.id)) for item in items if item.id in answers}

    def _child(self, do: str, items: Sequence[Item], hear: Callable[[dict[str, Any]], None]) -> int:
        by_category: dict[str, list[str]] = defaultdict(list)
        for item in items:
            by_category[item.category].append(item.id)
        job = {"do": do, "mode": self.mode, "ids": by_category, "threads": max(1, self.at_once)}
        path = self.folder / f"{do}.json"
        path.write_text(json.dumps(job))
        log = self.folder / f"{do}.log"
        with log.open("w") as file:
            process = subprocess.Popen(
                [str(self.python), "-I", str(INSIDE), str(path)], stdout=subprocess.PIPE, stderr=file, text=True,
                cwd=self.folder, env=self._variables(),
            )  # fmt: skip
            try:
                assert process.stdout is not None
                for line in process.stdout:
                    hear(json.loads(line))
                code = process.wait()
            finally:
                process.kill()
                process.wait()
        if code not in (0, GONE):
            last = "\n  ".join(log.read_text(errors="replace").splitlines()[-LAST_LINES:])
            raise EvaluationError(f"BFCL's own code failed (exit code {code}). Its last words, of {log}:\n  {last}")
        return code

    def _variables(self) -> Mapping[str, str]:
        """No secrets: what a model writes is executed there."""
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        ours = {
            "BFCL_PROJECT_ROOT": str(self.folder), "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": self.base_url,
            "TOKENIZERS_PARALLELISM": "false", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "NO_PROXY": "127.0.0.1",
        }  # fmt: skip
        return {**kept, **ours}


def _lines(folder: Path, ending: str) -> Iterator[dict[str, Any]]:
    """The lines of BFCL's files; one that a kill cut short is passed over."""
    for path in sorted(folder.rglob(f"BFCL_*{ending}")):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                continue
