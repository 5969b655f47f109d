"""`worldloom train` as a user meets it, on a machine without a cluster."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from artifacts import Workspace
from environments import load_environment
from tasks.take_in import take_in
from worldloom.cli import app

runner = CliRunner()


def run(*words: str, home: Path) -> tuple[int, str, str]:
    done = runner.invoke(app, ["train", *words, "--home", str(home)])
    return done.exit_code, done.stdout, done.stderr


def test_without_a_recipe_it_says_which_there_are(tmp_path: Path) -> None:
    code, shown, _ = run(home=tmp_path)
    assert code == 0
    assert "grpo-8b-8gpu" in shown


def test_a_dry_run_prints_the_command_where_openrlhf_is_not_installed_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where there is no .venv-openrlhf
    monkeypatch.setattr("training.openrlhf.installed._in_folders", lambda folders: None)
    code, shown, said = run("--recipe", "grpo-8b-8gpu", "--dry-run", home=tmp_path / "home")
    assert code == 0
    assert "python -m training.openrlhf.entry" in shown
    assert "--actor.adam.lr 7e-07" in shown
    assert "the flags were not checked against it" in said
    assert not (tmp_path / "home").exists()


def test_a_dry_run_as_json_is_one_document(tmp_path: Path) -> None:
    code, shown, _ = run("--recipe", "grpo-8b-8gpu", "--dry-run", "--json", home=tmp_path)
    assert code == 0
    assert json.loads(shown)["command"][:3] == ["ray", "job", "submit"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--recipe", "grpo-8b-8gpus"], "Did you mean grpo-8b-8gpu?"),
        (["--recipe", "none.toml"], "cannot be read"),
        (["--recipe", "grpo-8b-8gpu", "--dry-run", "--openrlhf", "/nowhere"], "holds no OpenRLHF"),
        (["--recipe", "grpo-8b-8gpu"], "worldloom synthesize"),
        (["--recipe", "grpo-8b-8gpu", "--environment", "nowhere"], "No environment nowhere"),
    ],
)
def test_a_mistake_ends_with_2_and_a_hint(tmp_path: Path, words: list[str], said: str) -> None:
    code, shown, complaint = run(*words, home=tmp_path)
    assert code == 2
    assert said in complaint
    assert "Traceback" not in shown + complaint


def test_a_cluster_that_is_not_there_is_said_before_a_server_is_started(tmp_path: Path, railway_folder: Path) -> None:
    take_in(Workspace(tmp_path), load_environment(railway_folder).content, "a test")
    code, shown, complaint = run("--recipe", "grpo-8b-8gpu", "--address", "http://127.0.0.1:9", home=tmp_path)
    assert code == 2
    assert "Ray" in complaint  # that it is not installed, or that no cluster of it answers
    assert "Prefect" not in shown + complaint


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--recipe", "grpo-8b-8gpu", "--engine", "local"], "is for the engine openrlhf, not local"),
        (["--recipe", "tiny-local", "--engine", "openrlhf"], "is for the engine local, not openrlhf"),
        (["--recipe", "tiny-local", "--engine", "steam"], "there are local and openrlhf"),
        (["--recipe", "tiny-local", "--stop"], "stop it with Ctrl-C"),
        (["--recipe", "tiny-lokal"], "Did you mean tiny-local?"),
    ],
)
def test_an_engine_is_the_recipes_own(tmp_path: Path, words: list[str], said: str) -> None:
    code, _, complaint = run(*words, home=tmp_path)
    assert code == 2
    assert said in complaint


def test_a_dry_run_of_the_embedded_engine_says_what_it_would_do(tmp_path: Path) -> None:
    code, shown, _ = run("--recipe", "tiny-local", "--dry-run", home=tmp_path / "home")
    assert code == 0
    assert "4 playground environments" in shown
    assert not (tmp_path / "home").exists()


def test_a_missing_package_is_named_with_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.local.packages.find_spec", lambda name: None)
    code, _, complaint = run("--recipe", "tiny-local", home=tmp_path / "home")
    assert code == 2
    assert "pip install 'worldloom[train]'" in complaint
