"""These tests run inside OpenRLHF's own environment: `make test-openrlhf`. Elsewhere none of them is collected."""

import importlib.util
from collections.abc import Iterator

import pytest

from tests.training.openrlhf.cluster import Cluster, ray_cluster

collect_ignore_glob: list[str] = []

if importlib.util.find_spec("openrlhf") is None or importlib.util.find_spec("ray") is None:
    collect_ignore_glob = ["test_*.py"]
else:
    from tests.training.openrlhf import guards

    guards.install()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Says it has 2 GPUs, and has none: the workers that would use them are replaced."""
    with ray_cluster(gpus=2) as running:
        yield running
