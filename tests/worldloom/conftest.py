"""Commands run within the test's own process: quick, and enough where the process itself is not in question."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

Invoke = Callable[..., Result]


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """Run `worldloom` with these arguments; its result has exit_code, stdout and stderr."""
    from worldloom.cli import app

    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(app, [str(each) for each in arguments], catch_exceptions=False)  # type: ignore[return-value]

    return run
