"""A run that is killed anywhere, and run again, ends where an undisturbed one ends. And two runs at once."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from artifacts import Claims, Workspace
from tests.flows.contents import contents
from tests.flows.site import ROOT, Site, until
from tests.processes import are_gone, kill

CALLS = {
    "synthesize": "from flows.synthesize import synthesize; synthesize(count=4, tasks=5, seed=3, root={root!r})",
    "grow": "from flows.grow import grow; grow(count=4, target=4, tasks=5, seed=3, root={root!r})",
}

PARTS = [(flow, part) for part in range(3) for flow in CALLS]
"""So that a part, about four kills, takes minutes and can be run alone."""

pytestmark = pytest.mark.slow


@pytest.fixture
def kills(request: pytest.FixtureRequest, flow: str, part: int) -> int:
    """How often a run is killed in this part: `--kills` in all."""
    wanted, number = int(request.config.getoption("kills")), PARTS.index((flow, part))
    return wanted * (number + 1) // len(PARTS) - wanted * number // len(PARTS)


def start(site: Site, flow: str, root: Path, call: str = "") -> "subprocess.Popen[bytes]":
    code = (call or CALLS[flow]).format(root=str(root))
    with (site.home / "runs.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, env=site.variables, stdout=log, stderr=log, start_new_session=True
        )


def finish(site: Site, flow: str, root: Path, call: str = "") -> None:
    process = start(site, flow, root, call)
    assert process.wait(300) == 0, (site.home / "runs.log").read_text()[-3000:]


def timed(site: Site, flow: str, root: Path) -> tuple[float, float]:
    """Run undisturbed; seconds until the first step is recorded, and until the end."""
    began = time.monotonic()
    process = start(site, flow, root)
    while not any((root / "store").glob("tasks/*/*.parquet")):
        assert process.poll() is None
        time.sleep(0.05)
    first = time.monotonic() - began
    assert process.wait(300) == 0
    return first, time.monotonic() - began


def end(process: "subprocess.Popen[bytes]", everything: bool) -> bool:
    """Kill the run, its helpers with it or not, and see that none is left; whether it was still going."""
    helpers = kill(process, its_group=everything)
    until(lambda: are_gone(helpers), f"the end of {helpers}")
    return process.returncode == -signal.SIGKILL


@pytest.mark.parametrize(("flow", "part"), PARTS)
def test_killed_anywhere_and_run_again_everything_is_as_if_undisturbed(
    site: Site, tmp_path: Path, flow: str, part: int, kills: int
) -> None:
    undisturbed = tmp_path / "undisturbed"
    first_s, whole_s = timed(site, flow, undisturbed)
    expected = contents(undisturbed)
    assert len(expected["environments"]) == 4
    rng = random.Random(f"{flow} {part}")
    killed, number, pace = 0, 0, 1.0  # other work on the machine may have slowed the undisturbed run down, and ended
    while killed < kills:
        root = tmp_path / f"killed-{number}"
        number += 1
        while killed < kills:
            is_first, began = not root.exists(), time.monotonic()
            process = start(site, flow, root)
            with suppress(subprocess.TimeoutExpired):
                process.wait(pace * rng.uniform(0.8 * first_s, whole_s))
                pace = (time.monotonic() - began) / whole_s if is_first else pace
            if not end(process, everything=rng.random() < 0.5):
                break
            killed += 1
        finish(site, flow, root)
        compare(contents(root), expected)


def compare(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """The same content, and nothing made twice."""
    for part in ("environments", "claims", "artifacts", "files"):
        assert found[part] == expected[part], part
    assert found["derivations"] == expected["derivations"]
    assert max(Counter(key for _, _, key, _, _ in found["derivations"]).values()) == 1


def test_two_runs_of_grow_at_once_never_make_the_same_scenario(site: Site, tmp_path: Path) -> None:
    call = "from flows.grow import grow; grow(count=5, tasks=5, seed=3, root={root!r})"
    alone, together = tmp_path / "alone", tmp_path / "together"
    both = [start(site, "grow", together, call) for _ in range(2)]
    assert [process.wait(300) for process in both] == [0, 0], (site.home / "runs.log").read_text()[-3000:]
    finish(site, "grow", alone, call.replace("count=5", "count=10"))
    compare_without_order(contents(together), contents(alone))
    workspace = Workspace(together)
    entries = workspace.catalog.environments("published")
    assert len(entries) == len({entry.scenario_id for entry in entries}) == 10
    assert {entry.version for entry in entries} == {1}
    makers = Counter(
        derivation.flow_run_id for derivation in workspace.catalog.derivations(step="publish", outcome="done")
    )
    assert sorted(makers.values()) == [5, 5]
    assert {claim.state for claim in Claims(workspace.catalog).since()} == {"published"}


def compare_without_order(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """Two runs that overlap may claim in another order among themselves, never other scenarios."""
    sort: Callable[[Any], Any] = lambda rows: sorted(rows, key=str)  # noqa: E731
    compare({**found, "claims": sort(found["claims"])}, {**expected, "claims": sort(expected["claims"])})
