"""A data root, and the frozen benchmark."""

from pathlib import Path

import pytest

from artifacts import Workspace
from evaluation import Settings, benchmarks_of
from evaluation.benchmarks.worldloom_heldout import BENCHMARK, HeldOut


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "root")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "benchmarks")


@pytest.fixture
def heldout() -> HeldOut:
    assert benchmarks_of(["worldloom-heldout"]) == [BENCHMARK]
    return BENCHMARK
