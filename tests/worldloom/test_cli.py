"""The command line, run as a user runs it: a process of its own, looked at from outside."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CLI = [sys.executable, "-c", "from worldloom.cli import main; main()"]


def run(*arguments: str, home: Path, cwd: Path | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "WORLDLOOM_HOME": str(home), "NO_COLOR": "1", "COLUMNS": "160"}
    return subprocess.run(
        [*CLI, *arguments], capture_output=True, text=True, env=environment, cwd=cwd, input=stdin, timeout=300
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, railway_folder: Path) -> Path:
    """A data root with the railway club imported."""
    root = tmp_path_factory.mktemp("home")
    imported = run("import", str(railway_folder), home=root)
    assert imported.returncode == 0, imported.stderr + imported.stdout
    return root


RAILWAY = "brackwater-model-railway-club"


def test_importing_a_certified_folder_publishes_it(home: Path) -> None:
    listed = json.loads(run("list", "--json", home=home).stdout)
    assert [each["reference"] for each in listed] == [f"{RAILWAY}@1"]
    assert listed[0]["tasks"] == 10


def test_importing_again_changes_nothing(home: Path, railway_folder: Path) -> None:
    assert run("import", str(railway_folder), home=home).returncode == 0
    assert len(json.loads(run("list", "--json", home=home).stdout)) == 1


def test_importing_what_does_not_certify_names_every_mistake_and_takes_nothing(
    tmp_path: Path, flawed_railway_folder: Path
) -> None:
    result = run("import", str(flawed_railway_folder), home=tmp_path)
    assert result.returncode == 1
    assert "Nothing was imported" in result.stdout
    assert json.loads(run("list", "--json", home=tmp_path).stdout) == []


def test_certify_confirms_every_task(home: Path) -> None:
    document = json.loads(run("certify", RAILWAY, "--json", home=home).stdout)
    assert document["passed"]
    assert len(document["certificates"]) == 11


def test_show_prints_tables_tools_and_tasks(home: Path) -> None:
    shown = json.loads(run("show", RAILWAY, "--json", home=home).stdout)
    assert len(shown["tables"]) == 15
    assert len(shown["tools"]) == 32
    assert len(shown["tasks"]) == 10
    assert "book_workbench" in run("show", RAILWAY, home=home).stdout


def test_a_task_can_be_played_by_hand_to_a_complete_verdict(home: Path) -> None:
    lines = (
        "list_workbenches query=Lathe\n"
        'book_workbench bench_id=3 starts_at="2026-05-16 14:00" ends_at="2026-05-16 16:00" '
        'purpose="Re-gauging the Class 37 wheelsets"\nverify\nquit\n'
    )
    played = run("play", RAILWAY, "--task", "t02", home=home, stdin=lines)
    assert played.returncode == 0
    assert "complete" in played.stdout
    assert "+ bench_bookings" in played.stdout


def test_a_certified_solution_can_be_watched(home: Path) -> None:
    watched = run("play", RAILWAY, "--task", "t05", "--solution", home=home)
    assert watched.returncode == 0
    assert "verdict: complete" in watched.stdout


def test_an_exported_bundle_opens_without_catalog(home: Path, tmp_path: Path) -> None:
    assert run("export", RAILWAY, str(tmp_path / "bundle"), home=home).returncode == 0
    shown = run("show", str(tmp_path / "bundle"), "--json", home=tmp_path / "other")
    assert json.loads(shown.stdout)["manifest"]["name"] == RAILWAY


def test_export_never_writes_over_something(home: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("precious")
    result = run("export", RAILWAY, str(tmp_path), home=home)
    assert result.returncode == 2
    assert (tmp_path / "mine").read_text() == "precious"


def test_a_withdrawn_environment_is_not_opened_by_name(tmp_path: Path, railway_folder: Path) -> None:
    run("import", str(railway_folder), home=tmp_path)
    assert run("withdraw", RAILWAY, "--reason", "a tool lies", home=tmp_path).returncode == 0
    refused = run("show", RAILWAY, home=tmp_path)
    assert refused.returncode == 2
    assert "a tool lies" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "brackwater-model-railway-clob"), RAILWAY),
        (("show", "no/such/folder"), "no/such/folder"),
        (("play", RAILWAY, "--task", "t99"), "t01"),
        (("lineage", "tables-000000"), "tables-"),
        (("withdraw", "nobody"), "nobody"),
        (("synthesize", "--scenario", "12345 !!!"), ""),
        (("synthesize", "--seeds", "/no/such/file.jsonl"), "/no/such/file.jsonl"),
        (("synthesize", "--author", "shakespeare"), "procedural"),
    ],
)
def test_a_users_mistake_ends_with_code_2_and_says_what_to_do(
    home: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments, home=home)
    assert result.returncode == 2, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert said in result.stderr.replace("\n", "")


def test_a_root_that_is_a_file_is_refused(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    for command in (("list",), ("synthesize", "--count", "1")):
        result = run(*command, home=blocked)
        assert result.returncode == 2
        assert str(blocked) in result.stderr.replace("\n", "")


def test_home_says_what_decided_it(tmp_path: Path) -> None:
    assert json.loads(run("home", "--json", home=tmp_path).stdout)["decided_by"] == "WORLDLOOM_HOME"


def test_help_names_every_command(tmp_path: Path) -> None:
    shown = run("--help", home=tmp_path).stdout
    for command in ("synthesize", "list", "show", "certify", "lineage", "play", "export", "import", "withdraw", "demo"):
        assert command in shown
