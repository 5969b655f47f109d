"""A real Prefect server for the tests of this folder that need one."""

import os
from collections.abc import Iterator

import httpx
import pytest

from tests.flows.site import Site, free_port, stop, until


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    port = free_port()
    url = f"http://127.0.0.1:{port}/api"
    variables = {
        **os.environ, "PREFECT_HOME": str(folder / "prefect"), "PREFECT_API_URL": url, "NO_COLOR": "1",
        "WORLDLOOM_HOME": str(folder / "data"), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1",
    }  # fmt: skip
    site = Site(url, folder, variables)
    server = site.start("server", "start", "--port", str(port))
    try:
        until(lambda: httpx.get(f"{url}/health", timeout=5).is_success, "the server's start")
        yield site
    finally:
        stop(server)
