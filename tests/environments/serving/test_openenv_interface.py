"""OpenEnv's interface, over real sockets: what its clients send, and what they must get."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from environments import Environment, load_environment
from environments.serving import Repertoire, ServingLimits, access_for
from environments.serving.openenv.trajectories import canary_trajectories, oracle_trajectories

TOKEN = "a-token-of-enough-letters"


@asynccontextmanager
async def episode(served: Any, path: str = "/openenv/ws", **more: Any) -> AsyncIterator[ClientConnection]:
    async with connect(served.url.replace("http", "ws", 1) + path, **more) as socket:
        yield socket


async def ask(socket: ClientConnection, kind: str, data: Any = None) -> dict[str, Any]:
    await socket.send(json.dumps({"type": kind} if data is None else {"type": kind, "data": data}))
    answer: dict[str, Any] = json.loads(await socket.recv())
    return answer


async def step(socket: ClientConnection, tool: str, **arguments: Any) -> dict[str, Any]:
    action = {"type": "call_tool", "tool_name": tool, "arguments": arguments}
    answer: dict[str, Any] = (await ask(socket, "step", action))["data"]
    return answer


@pytest.mark.anyio
async def test_every_certified_solution_earns_the_whole_reward(serve: Any, railway: Environment) -> None:
    async with serve() as served, episode(served) as socket:
        for oracle in oracle_trajectories(railway):
            await ask(socket, "reset", {"task": oracle.task})
            for action in oracle.actions:
                last = (await ask(socket, "step", action))["data"]
            assert (last["reward"], last["done"]) == (1.0, True)
            assert last["metadata"]["outcome"] == "complete"


@pytest.mark.anyio
async def test_no_canary_earns_more_than_the_floor(serve: Any, railway: Environment) -> None:
    canaries = canary_trajectories(railway, oracle_trajectories(railway))
    assert {canary.kind for canary in canaries} == {"noop", "no_answer", "answer_without_work", "dropped"}
    async with serve() as served, episode(served) as socket:
        for canary in canaries:
            await ask(socket, "reset", {"task": canary.task})
            for action in canary.actions:
                last = (await ask(socket, "step", action))["data"]
            assert last["reward"] == canary.reward <= 0.1


@pytest.mark.anyio
async def test_the_state_counts_steps_and_keeps_the_episode_id(serve: Any) -> None:
    async with serve() as served, episode(served) as socket:
        await ask(socket, "reset", {"seed": 4, "episode_id": "mine"})
        await ask(socket, "step", {"type": "list_tools"})
        await step(socket, "list_workbenches")
        state = (await ask(socket, "state"))["data"]
        assert (state["episode_id"], state["step_count"], state["done"]) == ("mine", 2, False)


@pytest.mark.anyio
async def test_the_same_seed_draws_the_same_task(serve: Any) -> None:
    async with serve() as served, episode(served) as socket:
        drawn = [(await ask(socket, "reset", {"seed": seed}))["data"]["observation"]["task"] for seed in (3, 4, 3)]
        assert drawn[0] == drawn[2] != drawn[1]


@pytest.mark.anyio
async def test_an_agents_mistake_is_a_result_and_the_episode_goes_on(serve: Any) -> None:
    async with serve() as served, episode(served) as socket:
        await ask(socket, "reset", {"task": "t01"})
        refused = await step(socket, "no_such_tool")
        assert refused["observation"]["result"]["is_error"]
        assert refused["observation"]["result"]["data"]["error"]["kind"] == "unknown_tool"
        assert not refused["done"]
        assert (await step(socket, "list_workbenches"))["reward"] == 0.0


@pytest.mark.anyio
async def test_nothing_can_be_done_after_the_final_answer_but_reset(serve: Any) -> None:
    async with serve() as served, episode(served) as socket:
        await ask(socket, "reset", {"task": "t01"})
        assert (await step(socket, "final_answer", answer="7000"))["done"]
        over = await ask(socket, "step", {"type": "list_tools"})
        assert (over["type"], over["data"]["code"]) == ("error", "EXECUTION_ERROR")
        assert (await ask(socket, "reset"))["type"] == "observation"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("{", "INVALID_JSON"),
        ("[]", "VALIDATION_ERROR"),
        ('{"type": "dance"}', "UNKNOWN_TYPE"),
        ('{"type": "step", "data": {"type": "call_tool"}}', "VALIDATION_ERROR"),
        ('{"type": "step", "data": {"type": "list_tools", "extra": 1}}', "VALIDATION_ERROR"),
        ('{"type": "step", "data": 3}', "VALIDATION_ERROR"),
        ('{"type": "reset", "data": {"seed": -1}}', "VALIDATION_ERROR"),
        ('{"type": "reset", "data": {"seed": true}}', "VALIDATION_ERROR"),
        ('{"type": "reset", "data": {"task": "t99"}}', "VALIDATION_ERROR"),
        ('{"type": "reset", "data": {"index": 10}}', "VALIDATION_ERROR"),
        ('{"type": "reset", "data": {"episode_id": "%s"}}' % ("x" * 300), "VALIDATION_ERROR"),
    ],
)
async def test_a_message_that_makes_no_sense_is_answered_and_the_connection_stays(
    serve: Any, message: str, code: str
) -> None:
    async with serve() as served, episode(served) as socket:
        await socket.send(message)
        assert json.loads(await socket.recv())["data"]["code"] == code
        assert (await ask(socket, "state"))["type"] == "state"


@pytest.mark.anyio
async def test_two_connections_never_see_each_others_rows(serve: Any) -> None:
    async with serve() as served, episode(served) as one, episode(served) as other:
        for socket in (one, other):
            await ask(socket, "reset", {"task": "t02"})
        booking = {
            "bench_id": 3,
            "starts_at": "2026-05-16 14:00",
            "ends_at": "2026-05-16 16:00",
            "purpose": "Soldering",
        }
        assert not (await step(one, "book_workbench", **booking))["observation"]["result"]["is_error"]
        assert not (await step(other, "book_workbench", **booking))["observation"]["result"]["is_error"]


@pytest.mark.anyio
async def test_a_session_ends_with_its_connection(serve: Any) -> None:
    async with serve() as served:
        async with episode(served) as socket:
            await ask(socket, "reset")
            assert len(served.application.table) == 1
            await socket.send(json.dumps({"type": "close"}))
            with pytest.raises(ConnectionClosed):
                await socket.recv()
        assert len(served.application.table) == 0


@pytest.mark.anyio
async def test_a_full_server_says_so(serve: Any) -> None:
    async with serve(limits=ServingLimits(sessions=1)) as served, episode(served) as first:
        await ask(first, "reset")
        async with episode(served) as second:
            assert json.loads(await second.recv())["data"]["code"] == "CAPACITY_REACHED"


@pytest.mark.anyio
async def test_a_socket_without_the_token_is_not_opened(serve: Any) -> None:
    async with serve(access=access_for("127.0.0.1", TOKEN)) as served:
        with pytest.raises(Exception, match="403"):
            async with episode(served):
                pass
        async with episode(served, additional_headers={"Authorization": f"Bearer {TOKEN}"}) as socket:
            assert (await ask(socket, "state"))["type"] == "state"


@pytest.mark.anyio
async def test_a_page_of_another_origin_cannot_connect(serve: Any) -> None:
    async with serve() as served:
        with pytest.raises(Exception, match="403"):
            async with episode(served, origin="https://evil.example"):
                pass


@pytest.mark.anyio
async def test_messages_beyond_the_rate_wait_their_turn(serve: Any) -> None:
    async with serve(limits=ServingLimits(requests_per_s=50)) as served, episode(served) as socket:
        answers = [await ask(socket, "state") for _ in range(120)]
        assert len(answers) == 120


@pytest.mark.anyio
async def test_several_environments_are_told_apart_by_their_address(serve: Any, railway_folder: Any) -> None:
    both = Repertoire({"one": load_environment(railway_folder), "two": load_environment(railway_folder)})
    async with serve(repertoire=both) as served:
        async with episode(served, "/environments/two/openenv/ws") as socket:
            assert (await ask(socket, "reset"))["type"] == "observation"
        async with episode(served) as socket:
            assert json.loads(await socket.recv())["data"]["code"] == "SESSION_ERROR"
        assert (await served.http.get("/environments/one/openenv/metadata")).status_code == 200
        assert (await served.http.get("/environments/three/openenv/metadata")).status_code == 404


@pytest.mark.anyio
async def test_json_rpc_opens_a_session_that_a_socket_can_join(serve: Any) -> None:
    async with serve() as served:

        async def rpc(method: str, **params: Any) -> Any:
            request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
            return (await served.http.post("/openenv/mcp", json=request)).json()

        session = (await rpc("openenv/session/create"))["result"]["session_id"]
        tools = (await rpc("tools/list", session_id=session))["result"]["tools"]
        assert tools[-1]["name"] == "final_answer"
        async with episode(served, f"/openenv/ws?session_id={session}") as socket:
            await ask(socket, "reset", {"task": "t01"})
            called = await rpc("tools/call", session_id=session, name="get_my_profile", arguments={})
            assert called["result"]["data"]["name"] == "Ada Wren"
            assert (await ask(socket, "state"))["data"]["step_count"] == 1
        assert (await rpc("openenv/session/close", session_id=session))["result"]["closed"]
        assert "Unknown session_id" in (await rpc("tools/list", session_id=session))["error"]["message"]
        assert (await rpc("no/such", session_id=""))["error"]["code"] in (-32601, -32000)
        assert (await served.http.post("/openenv/mcp", json={})).json()["error"]["code"] == -32600


@pytest.mark.anyio
async def test_the_task_api_lists_every_task(serve: Any, railway: Environment) -> None:
    async with serve() as served:

        async def post(question: str, **body: Any) -> Any:
            return await served.http.post(f"/openenv/{railway.name}/{question}", json=body)

        assert (await served.http.get("/openenv/list_environments")).json() == [railway.name]
        assert (await served.http.get(f"/openenv/{railway.name}/splits")).json() == [{"name": "train", "type": "train"}]
        assert (await post("num_tasks", split="train")).json() == {"num_tasks": 10}
        assert (await post("task", split="train", index=2)).json()["task"]["id"] == "t03"
        assert len((await post("task_range", split="train", start=8)).json()["tasks"]) == 2
        assert (await post("task", split="train", index=10)).status_code == 400
        assert (await post("num_tasks", split="test")).status_code == 400
        assert (await served.http.post("/openenv/other/num_tasks", json={"split": "train"})).status_code == 404


@pytest.mark.anyio
async def test_plain_http_plays_one_step_of_an_episode_of_its_own(serve: Any) -> None:
    async with serve() as served:
        begun = (await served.http.post("/openenv/reset", json={"task": "t03"})).json()
        assert begun["observation"]["task"] == "t03"
        action = {"type": "call_tool", "tool_name": "list_workbenches"}
        stepped = (await served.http.post("/openenv/step", json={"action": action})).json()
        assert not stepped["done"]
        assert (await served.http.get("/openenv/state")).json()["step_count"] == 0
        assert (await served.http.post("/openenv/step", json={"action": {"type": "x"}})).status_code == 422
        assert len(served.application.table) == 0
