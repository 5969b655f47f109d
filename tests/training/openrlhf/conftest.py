"""These tests run inside OpenRLHF's own environment: `make test-openrlhf`. Elsewhere none of them is collected."""

import importlib.util

collect_ignore_glob: list[str] = []

if importlib.util.find_spec("openrlhf") is None or importlib.util.find_spec("ray") is None:
    collect_ignore_glob = ["test_*.py"]
else:
    from tests.training.openrlhf import guards

    guards.install()
