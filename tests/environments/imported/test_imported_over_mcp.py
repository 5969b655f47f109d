"""Imported environments over MCP: the official client on a real socket, as for any other environment."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
from mcp import Client

from environments.imported import PythonEnvironment
from environments.serving import Application, HttpServer, McpOptions, Repertoire, access_for, address_of, listen


@asynccontextmanager
async def serving(*environments: PythonEnvironment) -> AsyncIterator[str]:
    listener = listen("127.0.0.1", 0)
    options = McpOptions(shows_changes=True, shows_verdict=True)
    server = HttpServer(Application(Repertoire.of(environments), access_for("127.0.0.1", None), options=options), 1024)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:
        await asyncio.sleep(0.005)
    try:
        yield address_of(listener)
    finally:
        server.should_exit = True
        await running


def test_tools_are_named_and_described_as_they_were_imported(shop: PythonEnvironment):
    async def main() -> None:
        async with serving(shop) as url, Client(f"{url}/mcp") as client:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {*shop.python_tools, "final_answer"}
        for name, ours in shop.python_tools.items():
            assert tools[name].description == ours.description
            assert tools[name].input_schema == ours.parameters
            assert tools[name].annotations.read_only_hint == (ours.method == "GET")

    asyncio.run(main())


def test_work_is_judged_by_the_foreign_verifier(shop: PythonEnvironment):
    async def main() -> None:
        async with serving(shop) as url, Client(f"{url}/mcp?task=t01") as client:
            added = await client.call_tool("add_to_cart", {"product_id": 1, "quantity": 2})
            assert added.content[0].text == json.dumps(json.loads(added.content[0].text), indent=2)
            changes = json.loads((await client.read_resource("worldloom://changes")).contents[0].text)
            assert [change["op"] for change in changes] == ["insert"]
            reply = await client.call_tool("final_answer", {"answer": "Done."})
            assert reply.structured_content["verdict"]["outcome"] == "complete"

    asyncio.run(main())


def test_errors_read_as_the_reference_words_them(library: PythonEnvironment):
    async def main() -> None:
        async with serving(library) as url, Client(f"{url}/mcp") as client:
            refused = await client.call_tool("renew_loan", {"loan_id": 2})
            assert refused.is_error
            assert refused.content[0].text == (
                'Error calling renew_loan. Status code: 409. Response: {"detail":"No renewals left"}'
            )
            invalid = await client.call_tool("renew_loan", {})
            assert invalid.is_error
            assert invalid.content[0].text == "Input validation error: 'loan_id' is a required property"

    asyncio.run(main())


def test_clients_of_several_environments_never_see_each_others_rows(environments: dict[str, PythonEnvironment]):
    async def one(url: str, quantity: int) -> list[int]:
        async with Client(f"{url}/environments/trail_gear_shop/mcp") as client:
            await client.call_tool("add_to_cart", {"product_id": 1, "quantity": quantity})
            cart = json.loads((await client.call_tool("list_cart", {})).content[0].text)
            return [item["quantity"] for item in cart if item["product_id"] == 1]

    async def main() -> None:
        async with serving(*environments.values()) as url:
            assert await asyncio.gather(*(one(url, number) for number in range(1, 9))) == [[n] for n in range(1, 9)]
            async with httpx2.AsyncClient(base_url=url) as http:
                offered = (await http.get("/environments")).json()["environments"]
                assert {each["id"] for each in offered} == set(environments)

    asyncio.run(main())
