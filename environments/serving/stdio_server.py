"""Serve one environment to one client over standard input and output.

In:  an offer, a task if one is chosen.
Out: MCP on stdout until stdin ends or a signal comes. Nothing else may be written to stdout meanwhile.
"""

import os
import signal
import time

import anyio
from mcp.server.stdio import stdio_server

from environments.serving.mcp_server import McpOptions, build_server
from environments.serving.metrics import Metrics
from environments.serving.repertoire import Offer
from environments.serving.served_session import ServedSession


def serve_stdio(offer: Offer, task: str | None, seed: int, options: McpOptions) -> None:
    """Serve until the client goes.

    Raises:
        KeyError: the environment has no such task.
    """
    session = ServedSession("stdio", offer, task, seed, "stdio", time.monotonic(), Metrics())
    try:
        anyio.run(_serve, session, options)
    finally:
        session.close()


async def _serve(session: ServedSession, options: McpOptions) -> None:
    server = build_server(lambda _: session, options)
    async with anyio.create_task_group() as group:
        group.start_soon(_end_on_signal, session)
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())
        group.cancel_scope.cancel()


async def _end_on_signal(session: ServedSession) -> None:
    with anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        async for _ in signals:
            session.close()
            os._exit(0)  # the thread that waits for a line of stdin cannot be woken, and would keep the process
