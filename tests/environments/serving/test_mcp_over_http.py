"""The official client against a server on a real socket."""

import asyncio
import json
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

from environments import Environment, EnvironmentFault, resolve_value
from environments.serving import McpOptions, Repertoire
from schemas import Solution


def solution_of(environment: Environment, task: str) -> Solution:
    return next(each for each in environment.content.solutions if each.task == task)


async def refusal(url: str) -> str:
    """What a client is told that cannot connect."""
    with pytest.raises((MCPError, ExceptionGroup)) as caught:
        async with Client(url, mode="legacy"):
            pass
    fault: BaseException = caught.value
    while isinstance(fault, BaseExceptionGroup):
        fault = fault.exceptions[0]
    return str(fault)


async def work(client: Client, environment: Environment, task: str) -> Any:
    """Make the calls of a certified solution over MCP; the reply to its final answer."""
    now = environment.manifest.now
    solution = solution_of(environment, task)
    results: list[Any] = []
    for call in solution.calls:
        result = await client.call_tool(call.tool, resolve_value(call.arguments, results, now=now))
        assert not result.is_error, result.content
        results.append(json.loads(result.content[0].text))
    answer = resolve_value(solution.answer, results, now=now)
    said = answer if answer is None or isinstance(answer, str) else json.dumps(answer)
    return await client.call_tool("final_answer", {} if said is None else {"answer": said})


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_every_certified_solution_ends_in_the_verdict_complete(serve, railway, mode) -> None:
    async def main() -> None:
        async with serve(options=McpOptions(shows_verdict=True)) as served:
            for task in railway.tasks:
                async with Client(f"{served.url}/mcp?task={task}", mode=mode) as client:
                    reply = await work(client, railway, task)
                    assert reply.structured_content["verdict"]["outcome"] == "complete", (task, reply)

    asyncio.run(main())


def test_doing_nothing_is_incomplete_and_the_verdict_is_only_shown_when_asked_for(serve) -> None:
    async def main() -> None:
        async with (
            serve(options=McpOptions(shows_verdict=True)) as served,
            Client(f"{served.url}/mcp?task=t02") as client,
        ):
            reply = await client.call_tool("final_answer", {})
            assert reply.structured_content["verdict"]["outcome"] == "incomplete"
        async with serve() as served, Client(f"{served.url}/mcp?task=t02") as client:
            assert (await client.call_tool("final_answer", {})).structured_content == {"received": True}

    asyncio.run(main())


def test_tools_carry_schemas_and_annotations_that_follow_from_the_sql(serve, railway) -> None:
    async def main() -> None:
        async with serve() as served, Client(f"{served.url}/mcp") as client:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {*railway.tools, "final_answer"}
        for name, program in railway.tools.items():
            tool = tools[name]
            assert tool.input_schema == program.parameters
            assert tool.description == program.description
            assert tool.annotations.read_only_hint is program.read_only
            assert tool.annotations.destructive_hint is program.destructive
            assert tool.annotations.idempotent_hint is program.idempotent
            assert tool.output_schema["type"] == "object"

    asyncio.run(main())


def test_an_agents_mistake_is_a_tool_error_with_its_message(serve) -> None:
    async def main() -> None:
        async with serve() as served, Client(f"{served.url}/mcp") as client:
            wrong = await client.call_tool("book_workbench", {"bench_id": "three"})
            unknown = await client.call_tool("list_workbench", {})
            refused = await client.call_tool(
                "book_workbench",
                {"bench_id": 999, "starts_at": "2026-05-16", "ends_at": "2026-05-17", "purpose": "Soldering"},
            )
        assert wrong.is_error and "bench_id" in wrong.content[0].text
        assert unknown.is_error and "list_workbenches" in unknown.content[0].text
        assert json.loads(refused.content[0].text)["error"]["kind"] == "not_found"

    asyncio.run(main())


def test_a_fault_of_the_environment_is_no_tool_error_and_leaves_the_session_unjudged(
    serve, railway, monkeypatch
) -> None:
    from environments import Session

    def fail(*_: Any) -> None:
        raise EnvironmentFault("the tool get_my_profile is broken")

    async def main() -> None:
        async with serve() as served:
            opened = (await served.http.post("/sessions", json={"task": "t02"})).json()
            async with Client(opened["mcp"]) as client:
                monkeypatch.setattr(Session, "call", fail)
                with pytest.raises(MCPError, match="get_my_profile is broken"):
                    await client.call_tool("get_my_profile", {})
                monkeypatch.undo()
            verdict = (await served.http.post(f"/sessions/{opened['id']}/verify")).json()
            assert verdict["outcome"] == "unjudged"
            assert (await served.http.get(f"/sessions/{opened['id']}")).json()["fault"]

    asyncio.run(main())


def test_taking_a_prompt_starts_that_task_afresh(serve, railway) -> None:
    async def main() -> None:
        async with serve(options=McpOptions(shows_changes=True)) as served, Client(f"{served.url}/mcp") as client:
            assert {prompt.name for prompt in (await client.list_prompts()).prompts} == set(railway.tasks)
            await work_a_little(client)
            assert await changes(client) != []
            prompt = await client.get_prompt("t03")
            assert prompt.messages[0].content.text == railway.tasks["t03"].instruction
            assert await changes(client) == []
            with pytest.raises(MCPError, match="t99"):
                await client.get_prompt("t99")

    asyncio.run(main())


async def work_a_little(client: Client) -> None:
    arguments = {"bench_id": 3, "starts_at": "2026-05-16 14:00", "ends_at": "2026-05-16 16:00", "purpose": "Soldering"}
    assert not (await client.call_tool("book_workbench", arguments)).is_error


async def changes(client: Client) -> Any:
    return json.loads((await client.read_resource("worldloom://changes")).contents[0].text)


def test_a_task_chosen_in_the_address_is_the_only_one(serve, railway) -> None:
    async def main() -> None:
        async with serve() as served, Client(f"{served.url}/mcp?task=t02") as client:
            assert [prompt.name for prompt in (await client.list_prompts()).prompts] == ["t02"]
            assert (await client.get_prompt("t02")).messages[0].content.text == railway.tasks["t02"].instruction
            with pytest.raises(MCPError, match="t02"):
                await client.get_prompt("t03")
            task = (await client.read_resource("worldloom://task")).contents[0].text
            assert task == railway.tasks["t02"].instruction

    asyncio.run(main())


def test_a_task_can_be_chosen_by_a_header_too(serve, railway) -> None:
    async def main() -> None:
        async with (
            serve() as served,
            httpx2.AsyncClient(headers={"Worldloom-Task": "t03"}) as http,
            Client(streamable_http_client(f"{served.url}/mcp", http_client=http)) as client,
        ):
            assert [prompt.name for prompt in (await client.list_prompts()).prompts] == ["t03"]

    asyncio.run(main())


def test_a_client_that_ends_its_session_in_a_strange_way_leaves_nothing_behind(serve) -> None:
    async def main() -> None:
        async with serve() as served, Client(f"{served.url}/mcp", mode="legacy"):
            manager = served.application.mcp.manager
            (mcp_id,) = manager._server_instances
            strange = {"mcp-session-id": mcp_id, "mcp-protocol-version": "2026-07-28"}
            await served.http.delete("/mcp", headers=strange)
            await served.application.mcp.settle()
            assert len(served.application.table) == 0
            assert manager._server_instances == {}

    asyncio.run(main())


def test_resources_show_the_schema_always_and_the_changes_by_option(serve) -> None:
    async def main() -> None:
        async with serve() as served, Client(f"{served.url}/mcp") as client:
            uris = {str(resource.uri) for resource in (await client.list_resources()).resources}
            assert uris == {"worldloom://schema", "worldloom://task"}
            assert "CREATE TABLE" in (await client.read_resource("worldloom://schema")).contents[0].text
            with pytest.raises(MCPError, match="worldloom://changes"):
                await client.read_resource("worldloom://changes")

    asyncio.run(main())


def test_after_the_final_answer_nothing_can_be_done(serve) -> None:
    async def main() -> None:
        async with serve() as served, Client(f"{served.url}/mcp?task=t02") as client:
            await client.call_tool("final_answer", {"answer": "done"})
            late = await client.call_tool("get_my_profile", {})
            again = await client.call_tool("final_answer", {"answer": "really"})
            assert late.is_error and again.is_error

    asyncio.run(main())


def test_a_client_that_leaves_closes_its_session(serve) -> None:
    async def main() -> None:
        async with serve() as served:
            async with Client(f"{served.url}/mcp"):
                assert len(served.application.table) == 1
            assert len(served.application.table) == 0

    asyncio.run(main())


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_trainer_opens_a_session_an_agent_works_in_it_and_the_trainer_asks_for_the_verdict(
    serve, railway, mode
) -> None:
    async def main() -> None:
        async with serve() as served:
            opened = (await served.http.post("/sessions", json={"task": "t05"})).json()
            async with Client(opened["mcp"], mode=mode) as client:
                assert (client.protocol_version == "2026-07-28") == (mode == "auto")
                await work(client, railway, "t05")
            verdict = (await served.http.post(f"/sessions/{opened['id']}/verify")).json()
            assert verdict["outcome"] == "complete", verdict

    asyncio.run(main())


def test_a_client_that_insists_on_the_revision_without_sessions_is_told_why_not(serve) -> None:
    async def main() -> None:
        async with serve() as served, Client(f"{served.url}/mcp", mode="2026-07-28") as client:
            with pytest.raises(MCPError, match="no sessions"):
                await client.list_tools()

    asyncio.run(main())


def test_several_environments_have_an_address_each_and_none_is_at_the_short_one(serve, railway) -> None:
    async def main() -> None:
        loaded: list[str] = []

        def load() -> Environment:
            loaded.append("second")
            return railway

        async with serve(repertoire=Repertoire({"first": railway, "second@2": load})) as served:
            async with Client(f"{served.url}/environments/first/mcp") as client:
                assert client.server_info.name == railway.name
            assert loaded == []
            async with Client(f"{served.url}/environments/second@2/mcp") as client:
                await client.list_tools()
            assert loaded == ["second"]
            for path in ("/mcp", "/environments/third/mcp"):
                assert "first" in await refusal(f"{served.url}{path}")

    asyncio.run(main())


def test_an_unknown_task_is_refused_with_the_names_of_those_there_are(serve) -> None:
    async def main() -> None:
        async with serve() as served:
            assert "it has t01, t02" in await refusal(f"{served.url}/mcp?task=t99")
            assert "seed" in await refusal(f"{served.url}/mcp?seed=many")
            assert "no such session" in await refusal(f"{served.url}/mcp?session=mine")
            assert len(served.application.table) == 0

    asyncio.run(main())
