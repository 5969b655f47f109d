"""The railway club, and the railway club with one thing changed."""

from pathlib import Path

import pytest
from railway_workshop import Workshop

from environments import Environment, load_environment

RAILWAY = Path(__file__).parents[2] / "data" / "railway"


@pytest.fixture(scope="session")
def railway() -> Environment:
    return load_environment(RAILWAY / "final")


@pytest.fixture(scope="session")
def first_railway() -> Environment:
    return load_environment(RAILWAY / "first")


@pytest.fixture(scope="session")
def workshop(railway: Environment) -> Workshop:
    return Workshop(railway)
