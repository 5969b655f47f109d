"""What a whole collection gives under the check ids of OpenEnv's RFC 008: how many environments pass each check.

In:  a data root, how many of its environments.
Out: JSON: for each check id the environments that pass, fail and skip it, the least and most of what was measured, and
     the environments that failed. Each is certified anew.

    python -m benchmarks.openenv_checks --home .worldloom --limit 100
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from artifacts import Workspace
from environments import load_environment
from environments.certification import certify
from environments.certification.openenv_report import openenv_report


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--home", type=Path, default=Path(".worldloom"))
    parser.add_argument("--limit", type=int)
    asked = parser.parse_args()
    workspace = Workspace(asked.home)
    entries = [each for each in workspace.catalog.environments("published") if each.kind == "sql"][: asked.limit]
    statuses: dict[str, Counter[str]] = defaultdict(Counter)
    measured: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    failed: dict[str, list[str]] = defaultdict(list)
    started = time.process_time()
    for entry in entries:
        for result in _results(workspace.folder_of(entry)):
            statuses[result["check_id"]][result["status"]] += 1
            if result["status"] == "fail":
                failed[result["check_id"]].append(entry.reference)
            for name, value in result["measured"].items():
                if isinstance(value, int | float):
                    measured[result["check_id"]][name].append(value)
    json.dump({
        "environments": len(entries),
        "cpu_s_each": round((time.process_time() - started) / max(1, len(entries)), 2),
        "checks": {check: dict(counts) for check, counts in sorted(statuses.items())},
        "measured": {
            check: {name: [min(values), max(values)] for name, values in named.items()}
            for check, named in sorted(measured.items())
        },
        "failed": failed,
    }, sys.stdout, indent=1)  # fmt: skip
    print()


def _results(folder: Path) -> list[dict[str, Any]]:
    environment = load_environment(folder)
    results: list[dict[str, Any]] = openenv_report(environment, certify(environment))["results"]
    return results


if __name__ == "__main__":
    main()
