import subprocess
from pathlib import Path

import pytest

from artifacts import code_version
from artifacts.code_version import version_of


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    done = subprocess.run(["git", "-C", str(folder), *identity, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "step.py").write_text("1")
    git(tmp_path, "add", "step.py")
    git(tmp_path, "commit", "-qm", "first")
    return tmp_path


def test_a_checkout_is_known_by_its_commit_and_whether_it_was_changed(checkout: Path) -> None:
    commit = git(checkout, "rev-parse", "--short=12", "HEAD")
    assert version_of(checkout).endswith(f"+g{commit}")
    (checkout / "notes.txt").write_text("untracked files change no code")
    assert version_of(checkout).endswith(f"+g{commit}")
    (checkout / "step.py").write_text("2")
    assert version_of(checkout).endswith(f"+g{commit}.dirty")


def test_an_installed_package_has_only_its_version(tmp_path: Path) -> None:
    assert "+g" not in version_of(tmp_path)


def test_the_version_of_the_running_code_is_recorded_by_every_loom() -> None:
    assert code_version()[0].isdigit()
