"""Environments of their own for benchmarks: built once, whole or not at all."""

import sys
from pathlib import Path

import pytest

from evaluation.errors import EvaluationError
from evaluation.pythons import Recipe, find_python, is_built, is_secret, missing_python, separate_python

HERE = (sys.version_info[0], sys.version_info[1])


@pytest.mark.slow
def test_an_environment_is_built_once_and_again_when_its_recipe_changes(tmp_path: Path) -> None:
    wanted = tmp_path / "requirements.txt"
    wanted.write_text("")
    recipe = Recipe("small", (("-r", str(wanted)),), (HERE,), (wanted,))
    told: list[str] = []
    folder = tmp_path / "python"
    assert separate_python(folder, recipe, told.append).is_file()
    separate_python(folder, recipe, told.append)
    assert len(told) == 2
    wanted.write_text("# another\n")
    assert not is_built(folder, recipe)


@pytest.mark.slow
def test_what_cannot_be_installed_leaves_nothing_that_is_used_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    recipe = Recipe("small", (("no-such-package-anywhere",),), (HERE,))
    with pytest.raises(EvaluationError, match="PIP_FIND_LINKS") as caught:
        separate_python(tmp_path / "python", recipe, lambda line: None)
    assert "no-such-package-anywhere" in str(caught.value)
    assert not is_built(tmp_path / "python", recipe)


def test_a_python_that_is_not_there_is_named() -> None:
    assert find_python([(3, 99), HERE]) == Path(sys.executable)
    assert missing_python([HERE]) is None
    assert "Python 3.98 or 3.99" in str(missing_python([(3, 99), (3, 98)]))


def test_secrets_are_told_by_their_names() -> None:
    assert all(map(is_secret, ("OPENAI_API_KEY", "GITHUB_TOKENS", "NOTION_SECRET", "PGPASSWORD")))
    assert not any(map(is_secret, ("PATH", "HOME", "LANG", "KEYBOARD")))
