"""A server on a real socket, in the test's own event loop."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from environments import Environment, load_environment
from environments.serving import Access, Application, HttpServer, McpOptions, Repertoire, ServingLimits, access_for
from environments.serving.http_server import address_of, listen


@dataclass
class Served:
    url: str
    application: Application
    http: httpx2.AsyncClient
    """For the control API; its base is the server's address."""


class HandClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


Serve = Callable[..., AbstractAsyncContextManager[Served]]


@pytest.fixture(scope="session")
def railway(railway_folder: Path) -> Environment:
    return load_environment(railway_folder)


@pytest.fixture
def hand_clock() -> HandClock:
    return HandClock()


@pytest.fixture
def serve(railway: Environment) -> Serve:
    """Serve the railway club, or what is given, on a free port."""

    @asynccontextmanager
    async def serving(
        *,
        repertoire: Repertoire | None = None,
        access: Access | None = None,
        limits: ServingLimits | None = None,
        options: McpOptions | None = None,
        **more: Any,
    ) -> AsyncIterator[Served]:
        application = Application(
            repertoire or Repertoire.of([railway]), access or access_for("127.0.0.1", None), limits, options, **more
        )
        listener = listen("127.0.0.1", 0)
        server = HttpServer(application, 16_384)
        running = asyncio.create_task(server.serve(sockets=[listener]))
        url = address_of(listener)
        while not server.started:
            await asyncio.sleep(0.005)
        try:
            async with httpx2.AsyncClient(base_url=url, timeout=30) as http:
                yield Served(url, application, http)
        finally:
            server.should_exit = True
            await running

    return serving
