"""The documentation is true: its Python blocks run, in order, and its commands exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def python_blocks(page: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.usefixtures("prefect_server")
def test_the_quickstart_runs_from_top_to_bottom(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from environments import set_resolver

    names = {"home": str(tmp_path)}
    try:
        for block in python_blocks(ROOT / "docs" / "quickstart.md"):
            exec(compile(block, "quickstart.md", "exec"), names)
    finally:
        set_resolver(None)
    assert "complete" in capsys.readouterr().out


def test_every_command_that_a_page_shows_exists() -> None:
    from worldloom.cli import app

    known = set(app.command_names)
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    shown = {
        (page.name, command)
        for page in pages
        for command in re.findall(r"^(?:\$ )?(?:\.venv/bin/)?worldloom ([a-z-]+)", page.read_text(), re.MULTILINE)
    }
    assert {command for _, command in shown} <= known, shown


def test_every_make_target_that_a_page_shows_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        assert set(re.findall(r"`?\bmake ([a-z-]+)", page.read_text())) - {"it"} <= targets, page
