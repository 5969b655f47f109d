import json
from pathlib import Path

import pytest

from tests.worldloom.conftest import Invoke

RAILWAY = "brackwater-model-railway-club"


@pytest.fixture(autouse=True)
def home(invoke: Invoke, railway_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "home"
    monkeypatch.setenv("WORLDLOOM_HOME", str(root))
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    assert invoke("import", railway_folder).exit_code == 0
    return root


def test_doctor_ends_with_0_on_a_sound_root(invoke: Invoke) -> None:
    told = invoke("doctor")
    assert told.exit_code == 0
    assert "All is well." in told.stdout
    assert json.loads(invoke("doctor", "--json").stdout)["healthy"] is True


def test_doctor_ends_with_1_and_says_how_to_mend(home: Path, invoke: Invoke) -> None:
    (home / "environments" / f"{RAILWAY}@1" / "image.sqlite").write_bytes(b"no")
    told = invoke("doctor")
    assert told.exit_code == 1
    assert "image.sqlite" in told.stdout and "Restore it from a backup" in told.stdout
    (finding,) = json.loads(invoke("doctor", "--json").stdout)["findings"]
    assert finding["severity"] == "fault"


def test_doctor_of_a_root_that_does_not_exist_makes_none(tmp_path: Path, invoke: Invoke) -> None:
    assert invoke("doctor", "--home", tmp_path / "none").exit_code == 0
    assert not (tmp_path / "none").exists()


def test_doctor_says_that_prefects_home_cannot_be_written(
    tmp_path: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "file" / "prefect"))
    told = invoke("doctor")
    assert told.exit_code == 1
    assert "PREFECT_HOME" in told.stdout


def test_gc_shows_first_and_removes_only_when_told(home: Path, invoke: Invoke) -> None:
    loose = home / "store" / "tasks" / "00" / f"tasks-00{'1' * 22}.parquet"
    loose.parent.mkdir(parents=True)
    loose.write_bytes(b"x")
    assert "0 things" in invoke("gc").stdout
    assert "in no catalog" in invoke("gc", "--grace", "0").stdout
    assert invoke("gc", "--grace", "0", "--yes", "--dry-run").exit_code == 0
    assert loose.exists()
    told = json.loads(invoke("gc", "--grace", "0", "--yes", "--json").stdout)
    assert (told["removed"], told["bytes"]) == (True, 1)
    assert not loose.exists()
    assert invoke("certify", RAILWAY).exit_code == 0


def test_a_backup_is_restored_elsewhere(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke("backup", tmp_path / "b.tar.gz").exit_code == 0
    assert invoke("restore", tmp_path / "b.tar.gz", "--home", tmp_path / "new").exit_code == 0
    assert invoke("doctor", "--home", tmp_path / "new").exit_code == 0
    refused = invoke("restore", tmp_path / "b.tar.gz", "--home", tmp_path / "new")
    assert refused.exit_code == 2


def test_a_backup_has_a_name_that_says_what_it_is(invoke: Invoke, tmp_path: Path) -> None:
    refused = invoke("backup", tmp_path / "b.zip")
    assert refused.exit_code == 2
    assert ".tar.gz" in refused.stderr
