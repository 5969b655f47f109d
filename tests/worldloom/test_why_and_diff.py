import json
import shutil
from pathlib import Path

import pytest

from tests.worldloom.conftest import Invoke

RAILWAY = "brackwater-model-railway-club"


@pytest.fixture
def home(invoke: Invoke, railway_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data root with the railway club imported."""
    root = tmp_path / "home"
    monkeypatch.setenv("WORLDLOOM_HOME", str(root))
    assert invoke("import", railway_folder).exit_code == 0
    return root


def test_why_tells_where_an_imported_environment_came_from(home: Path, invoke: Invoke) -> None:
    shown = invoke("why", RAILWAY)
    assert shown.exit_code == 0
    assert "import" in shown.stdout and f"{RAILWAY}@1" in shown.stdout
    told = json.loads(invoke("why", f"{RAILWAY}@1", "--json").stdout)
    assert told["maker"]["step"] == "import"
    assert told["maker"]["code_version"]
    assert set(told["maker"]["outputs"]) >= {"environment", "tables", "tools", "tasks", "certificates"}


def test_why_links_to_the_flow_run_where_prefects_address_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    from worldloom.commands.why import flow_run_link

    monkeypatch.delenv("PREFECT_UI_URL", raising=False)
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    assert flow_run_link("f00") is None
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    assert flow_run_link("f00") == "http://127.0.0.1:4200/runs/flow-run/f00"
    monkeypatch.setenv("PREFECT_UI_URL", "https://prefect.example.org/")
    assert flow_run_link("f00") == "https://prefect.example.org/runs/flow-run/f00"


def test_lineage_as_a_page_stands_alone(home: Path, invoke: Invoke) -> None:
    page = invoke("lineage", RAILWAY, "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert f"{RAILWAY}@1" in page


def test_diff_names_what_changed_and_ends_with_1(home: Path, invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "edited"
    assert invoke("export", RAILWAY, folder, "--format", "authored").exit_code == 0
    tools = json.loads((folder / "tools.json").read_text())
    tools[0]["description"] += " Really."
    (folder / "tools.json").write_text(json.dumps(tools))
    shown = invoke("diff", RAILWAY, folder)
    assert shown.exit_code == 1
    assert f"~ {tools[0]['name']}" in shown.stdout and "Really." in shown.stdout
    told = json.loads(invoke("diff", RAILWAY, folder, "--json").stdout)
    (section,) = [each for each in told["sections"] if each["changed"]]
    assert section["name"] == "tools"


def test_diff_of_a_thing_with_itself_ends_with_0_even_withdrawn(home: Path, invoke: Invoke) -> None:
    invoke("withdraw", RAILWAY, "--reason", "a tool lies")
    same = invoke("diff", RAILWAY, f"{RAILWAY}@1")
    assert same.exit_code == 0
    assert "same content" in same.stdout


@pytest.mark.parametrize("arguments", [("why", "tables-000000"), ("diff", RAILWAY, "nobody"), ("why", "nobody@2")])
def test_what_is_not_there_is_a_users_mistake(home: Path, invoke: Invoke, arguments: tuple[str, ...]) -> None:
    refused = invoke(*arguments)
    assert refused.exit_code == 2
    assert "No " in refused.stderr


def test_a_damaged_bundle_is_not_compared(home: Path, invoke: Invoke, tmp_path: Path) -> None:
    shutil.copytree(home / "environments" / f"{RAILWAY}@1", tmp_path / "copy")
    (tmp_path / "copy" / "tools.parquet").write_bytes(b"no")
    refused = invoke("diff", RAILWAY, tmp_path / "copy")
    assert refused.exit_code == 2
