"""The OpenEnv package: what it declares, and that the real package `openenv` accepts and plays it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from environments import Environment, load_environment
from environments.exchange.openenv_package import write_openenv_package
from tests.separate_python import separate_python

GRADE = Path(__file__).parent / "grade_with_openenv.py"
DRIVE = Path(__file__).parent / "drive_with_openenv.py"


@pytest.fixture(scope="module")
def railway(railway_folder: Path) -> Environment:
    return load_environment(railway_folder)


@pytest.fixture(scope="module")
def package(railway: Environment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("openenv") / "package"
    write_openenv_package(railway, folder)
    return folder


@pytest.fixture(scope="module")
def openenv() -> Path:
    """A Python that has the package `openenv`."""
    return separate_python("openenv", "openenv==0.10.0")


def served(folder: Path, log: Path) -> subprocess.Popen[bytes]:
    """The package's own server, on a free port that it tells on its first line."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "HOST": "127.0.0.1", "PORT": "0"}
    with log.open("wb") as sink:
        return subprocess.Popen(
            [sys.executable, "server/app.py"], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=sink
        )


@pytest.fixture(scope="module")
def address(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    process = served(package, tmp_path_factory.mktemp("log") / "server.log")
    assert process.stdout is not None
    yield process.stdout.readline().decode().strip()
    process.terminate()
    assert process.wait(timeout=20) == 0


def test_the_package_declares_tools_tasks_oracle_canaries_and_floor(package: Path, railway: Environment) -> None:
    validation = json.loads((package / "openenv.yaml").read_text())["validation"]
    capabilities = validation["capabilities"]
    assert capabilities["declared_tools"] == [*railway.tools, "final_answer"]
    assert capabilities["declared_task_count"] == {"train": 10}
    assert validation["reward"] == {"range": [0.0, 1.0], "oracle_tolerance": 0.0, "floor_margin": 0.9}
    for named in (capabilities["oracle"]["location"], capabilities["canaries"], validation["execution"]["probe_path"]):
        assert (package / named).is_file()


def test_the_bundle_in_the_package_opens_by_itself(package: Path) -> None:
    assert len(load_environment(package / "bundle").tasks) == 10


def test_the_oracle_of_the_package_earns_everything_against_its_server(package: Path, address: str) -> None:
    solved = subprocess.run(
        [sys.executable, str(package / "oracle/solve.py"), address], capture_output=True, text=True, timeout=60
    )
    assert solved.returncode == 0, solved.stderr
    assert json.loads(solved.stdout) == {f"t{number:02d}": 1.0 for number in range(1, 11)}


def test_an_environment_without_solutions_is_refused(railway: Environment, tmp_path: Path) -> None:
    bare = Environment(replace(railway.content, solutions=[]))
    with pytest.raises(ValueError, match="no certified tasks"):
        write_openenv_package(bare, tmp_path / "package")
    assert not (tmp_path / "package").exists()


def test_nothing_is_written_over_what_is_there(railway: Environment, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="not empty"):
        write_openenv_package(railway, tmp_path)


@pytest.mark.slow
@pytest.mark.ci
def test_openenv_accepts_the_package_at_the_static_level(package: Path, openenv: Path) -> None:
    command = [str(openenv.parent / "openenv"), "validate", str(package), "--level", "static", "--skip-build"]
    validated = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert validated.returncode == 0, validated.stdout + validated.stderr
    assert "PASS  static.manifest" in validated.stdout


@pytest.mark.slow
@pytest.mark.ci
def test_openenv_accepts_the_running_server(address: str, openenv: Path) -> None:
    command = [str(openenv.parent / "openenv"), "validate", "--url", address, "--json"]
    validated = subprocess.run(command, capture_output=True, text=True, timeout=120)
    report = json.loads(validated.stdout)
    assert report["passed"], report["criteria"]
    assert report["mode"] == "simulation"


@pytest.mark.slow
@pytest.mark.ci
def test_every_runtime_grader_that_needs_no_container_passes(package: Path, address: str, openenv: Path) -> None:
    graded = subprocess.run(
        [str(openenv), str(GRADE), str(package), address], capture_output=True, text=True, timeout=120
    )
    assert graded.returncode == 0, graded.stderr
    verdicts = {each["check_id"]: each for each in json.loads(graded.stdout)}
    for check in ("runtime.reward_well_formed", "runtime.observation_schema", "runtime.state_contract"):
        assert verdicts[check]["status"] == "pass", verdicts[check]


@pytest.mark.slow
@pytest.mark.ci
def test_openenvs_own_clients_play_an_episode(address: str, openenv: Path) -> None:
    driven = subprocess.run([str(openenv), str(DRIVE), address], capture_output=True, text=True, timeout=120)
    assert driven.returncode == 0, driven.stderr
    seen = json.loads(driven.stdout)
    assert seen["generic"]["reward"] == 1.0
    assert seen["tools"] == 33
    assert seen["profile"]["name"] == "Ada Wren"
