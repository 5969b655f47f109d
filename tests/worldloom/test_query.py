import json
from pathlib import Path

import pytest

from tests.worldloom.conftest import Invoke


@pytest.fixture(autouse=True)
def home(invoke: Invoke, railway_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORLDLOOM_HOME", str(tmp_path / "home"))
    assert invoke("import", railway_folder).exit_code == 0


def test_a_query_prints_a_table_json_or_csv(invoke: Invoke) -> None:
    sql = "SELECT kind, count(*) AS n FROM tasks GROUP BY kind ORDER BY kind"
    assert "query" in invoke("query", sql).stdout
    rows = json.loads(invoke("query", sql, "--json").stdout)
    assert sum(row["n"] for row in rows) == 10
    assert invoke("query", sql, "--csv").stdout.splitlines()[0] == "kind,n"


def test_without_a_query_the_tables_are_listed(invoke: Invoke) -> None:
    assert "draft_outcomes" in invoke("query").stdout
    assert json.loads(invoke("query", "--json").stdout)["mutants"][-1] == "survived"


@pytest.mark.parametrize("sql", ["SELECT * FROM nothing", "SELECT nothing FROM tools", "UPDATE tools SET name = 1"])
def test_a_bad_query_ends_with_2(invoke: Invoke, sql: str) -> None:
    refused = invoke("query", sql)
    assert refused.exit_code == 2
    assert "Traceback" not in refused.stderr and refused.stderr
