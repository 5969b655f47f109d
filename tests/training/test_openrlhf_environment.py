"""What needs OpenRLHF runs in an environment of its own, which `make` sets up: from here, as one test."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_everything_that_needs_openrlhf_holds_in_its_own_environment() -> None:
    made = subprocess.run(["make", "openrlhf-env"], cwd=ROOT, capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"OpenRLHF's environment cannot be set up here: {(made.stderr or made.stdout).strip()[-300:]}")
    tested = subprocess.run(["make", "test-openrlhf"], cwd=ROOT, capture_output=True, text=True)
    assert tested.returncode == 0, tested.stdout[-5000:] + tested.stderr[-2000:]
