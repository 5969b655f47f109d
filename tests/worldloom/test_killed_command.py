"""A command that is killed outright takes with it what it started, and is simply given again."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.site import until
from tests.processes import are_gone, helpers_of, kill

WORLDLOOM = str(Path(sys.executable).with_name("worldloom"))

pytestmark = [pytest.mark.slow, pytest.mark.ci]


@pytest.mark.parametrize("helper", ["prefect.server", "tasks.worker"])
def test_a_killed_command_leaves_no_process_and_ends_well_when_it_is_given_again(tmp_path: Path, helper: str) -> None:
    variables = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    variables["PREFECT_HOME"] = str(tmp_path / "prefect")
    command = [WORLDLOOM, "synthesize", "--count", "4", "--tasks", "5", "--json", "--home", str(tmp_path / "data")]
    running = subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL)
    until(
        lambda: running.poll() is not None or any(helper in line for line in helpers_of(running.pid).values()),
        f"the start of {helper}",
    )
    helpers = kill(running)
    assert running.returncode == -signal.SIGKILL, "it ended by itself before it was killed"
    assert any("prefect.server" in line for line in helpers.values())
    until(lambda: are_gone(helpers), f"the end of {helpers}")
    again = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    assert len(json.loads(again.stdout)["environments"]) == 4
