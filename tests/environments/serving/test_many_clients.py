"""Many MCP sessions at once on one server: each has a database of its own."""

import asyncio
import resource

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

PURPOSE = "Work of client {}"


async def book_and_look(url: str, number: int, http: httpx2.AsyncClient, everyone: asyncio.Barrier) -> str:
    """Book a bench under a purpose of one's own, wait until everyone has, then look at what one changed."""
    async with Client(streamable_http_client(f"{url}/mcp", http_client=http), mode="legacy") as client:
        booked = await client.call_tool(
            "book_workbench",
            {
                "bench_id": 3,
                "starts_at": "2026-05-16 14:00",
                "ends_at": "2026-05-16 16:00",
                "purpose": PURPOSE.format(number),
            },
        )
        assert not booked.is_error, booked.content
        await everyone.wait()
        contents = (await client.read_resource("worldloom://changes")).contents[0].text
        return str(contents)


async def crowd(serve, count: int) -> None:
    from environments.serving import McpOptions, ServingLimits

    limits = ServingLimits(requests_per_s=0)
    async with serve(limits=limits, options=McpOptions(shows_changes=True)) as served:
        everyone = asyncio.Barrier(count)
        pool = httpx2.Limits(max_connections=4 * count, max_keepalive_connections=count)
        async with httpx2.AsyncClient(limits=pool, timeout=300) as http:
            seen = await asyncio.gather(*(book_and_look(served.url, n, http, everyone) for n in range(count)))
        for number, changes in enumerate(seen):
            assert f'"{PURPOSE.format(number)}"' in changes
            assert changes.count('"op"') == 1
        assert len(served.application.table) == 0


def test_64_sessions_at_once_never_see_each_others_rows(serve) -> None:
    asyncio.run(crowd(serve, 64))


@pytest.mark.slow
def test_1024_sessions_at_once_never_see_each_others_rows(serve) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 12_000:
        pytest.skip(f"this needs 12,000 open files, and {hard} are allowed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 12_000), hard))
    asyncio.run(crowd(serve, 1024))
