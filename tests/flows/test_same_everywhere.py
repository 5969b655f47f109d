"""The same scenarios and seed give the same artifacts, whoever makes them, wherever, and in whatever order."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from authors.procedural.author import ProceduralAuthor
from tests.flows.contents import contents

ROOT = Path(__file__).parents[2]
MAKE = (
    "import sys; from flows.synthesize import synthesize; "
    "synthesize(seeds=sys.argv[1], tasks=4, seed=11, root=sys.argv[2], workers=int(sys.argv[3]))"
)


def made(folder: Path, scenarios: list[dict[str, Any]], workers: int, variables: dict[str, str]) -> dict[str, Any]:
    """What a run in a process of its own leaves, without what tells the order of work."""
    for name in ("home", "elsewhere"):
        (folder / name).mkdir(parents=True)
    seeds = folder / "seeds.jsonl"
    seeds.write_text("".join(json.dumps(each) + "\n" for each in scenarios))
    run = subprocess.run(
        [sys.executable, "-c", MAKE, str(seeds), str(folder / "root"), str(workers)],
        cwd=folder / "elsewhere", capture_output=True, text=True, timeout=900,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder / "home"),
             "PREFECT_HOME": str(folder / "prefect"), "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
             **variables},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:]
    found = contents(folder / "root")
    del found["claims"]
    return found


@pytest.mark.slow
def test_home_folder_zone_locale_hash_seed_workers_and_order_change_no_id(tmp_path: Path) -> None:
    scenarios = [each.document() for each in ProceduralAuthor(11).write_scenarios(3)]
    here = made(tmp_path / "here", scenarios, 1, {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"})
    there = made(
        tmp_path / "a folder of another name", scenarios[::-1], 2,
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert len(here["environments"]) == 3
    for what, found in here.items():
        assert there[what] == found, what
