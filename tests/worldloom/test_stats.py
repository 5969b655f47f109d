import json
from pathlib import Path

import pytest

from tests.worldloom.conftest import Invoke

RAILWAY = "brackwater-model-railway-club"


@pytest.fixture
def home(invoke: Invoke, railway_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data root with the railway club and its twin of another name."""
    monkeypatch.setenv("WORLDLOOM_HOME", str(tmp_path / "home"))
    twin = tmp_path / "twin"
    twin.mkdir()
    for file in railway_folder.iterdir():
        (twin / file.name).write_bytes(file.read_bytes())
    manifest = json.loads((twin / "environment.json").read_text())
    (twin / "environment.json").write_text(json.dumps({**manifest, "name": "twin-railway"}))
    for folder in (railway_folder, twin):
        assert invoke("import", folder).exit_code == 0
    return tmp_path / "home"


@pytest.mark.usefixtures("home")
def test_twins_are_found_and_counted(invoke: Invoke) -> None:
    document = json.loads(invoke("stats", "--json").stdout)
    assert (document["environments"], document["tasks"]) == (2, 20)
    assert document["sizes"]["tools"] == {"mean": 32.0, "least": 32, "median": 32, "most": 32}
    assert document["diversity"]["by_role"]["share_over_0.9"] == 1.0
    assert document["diversity"]["by_role"]["closest"][0]["pair"] == [f"{RAILWAY}@1", "twin-railway@1"]
    assert document["diversity"]["instructions"]["nearest_mean"] == 1.0
    assert sum(row["survived"] for row in document["mutants"]) == 0 < sum(row["made"] for row in document["mutants"])
    assert document["alternatives"]["accepted"] > 20
    assert document["alternatives"]["share_refused"] == 0.0
    assert document["peers"][0]["figures"]["tools"] == 35.1


@pytest.mark.usefixtures("home")
def test_one_environment_alone_has_no_neighbour(invoke: Invoke) -> None:
    document = json.loads(invoke("stats", RAILWAY, "--json").stdout)
    assert document["environments"] == 1
    assert document["diversity"]["by_role"]["nearest_most"] == 0.0
    assert json.loads(invoke("stats", "--limit", "1", "--json").stdout)["environments"] == 1


@pytest.mark.usefixtures("home")
def test_what_is_printed_has_ours_beside_theirs(invoke: Invoke) -> None:
    shown = invoke("stats").stdout
    for said in ("2 environments", "AWM", "35.1", "by role", "100.0%", "arXiv"):
        assert said in shown, said


@pytest.mark.usefixtures("home")
def test_charts_are_drawn_as_png(invoke: Invoke, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    drawn = json.loads(invoke("stats", "--json", "--plots", tmp_path / "charts").stdout)["plots"]
    assert len(drawn) == 6
    assert all(Path(path).read_bytes().startswith(b"\x89PNG") for path in drawn)
    refused = invoke("stats", "--plots", tmp_path / "home" / "catalog.sqlite" / "charts")
    assert refused.exit_code == 2
    assert "charts" in refused.stderr


def test_nothing_to_describe_is_said(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORLDLOOM_HOME", str(tmp_path / "empty"))
    refused = invoke("stats")
    assert refused.exit_code == 2
    assert "synthesize" in refused.stderr


@pytest.mark.usefixtures("home")
def test_an_unknown_name_is_a_users_mistake(invoke: Invoke) -> None:
    refused = invoke("stats", f"{RAILWAY}x")
    assert refused.exit_code == 2
    assert RAILWAY in refused.stderr
