"""Fixtures that many tests share: the railway club, a data root, a Prefect server."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")

DATA = Path(__file__).parent / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", default="25", help="how often the kill test kills a run")


@pytest.fixture(scope="session")
def railway_folder() -> Path:
    """The railway club in the authored form, as certified."""
    return DATA / "railway" / "final"


@pytest.fixture(scope="session")
def flawed_railway_folder() -> Path:
    """The railway club as first written, with its four mistakes."""
    return DATA / "railway" / "first"


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """A Prefect server of its own, on a database of its own."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=180):
        yield
