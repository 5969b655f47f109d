"""How long served sessions live, on a clock that the tests move."""

import asyncio

from mcp import Client
from mcp.shared.exceptions import MCPError

from environments.serving import Repertoire, ServingLimits
from environments.serving.metrics import Metrics
from environments.serving.session_table import NoSuchSession, SessionTable

LIMITS = ServingLimits(idle_s=600, linger_s=60)
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
}
ACCEPT = {"accept": "application/json, text/event-stream"}


def test_a_session_that_is_not_used_is_closed_and_one_that_is_stays(railway, hand_clock) -> None:
    table = SessionTable(Repertoire.of([railway]), LIMITS, hand_clock, Metrics())
    used, unused = (table.open(railway.name, None, 0, "control") for _ in range(2))
    for _ in range(3):
        hand_clock.now += 400
        assert table.find(used.id) is used
    assert table.expire() == 1
    assert unused.is_closed and not used.is_closed
    assert list(table) == [used]


def test_a_session_whose_time_is_over_cannot_be_used_even_before_it_is_swept(railway, hand_clock) -> None:
    table = SessionTable(Repertoire.of([railway]), LIMITS, hand_clock, Metrics())
    session = table.open(railway.name, None, 0, "control")
    hand_clock.now += 601
    try:
        table.find(session.id)
    except NoSuchSession:
        assert session.is_closed
    else:
        raise AssertionError("it was found")


def test_a_client_that_lost_its_stream_has_a_minute_to_come_back(railway, hand_clock) -> None:
    table = SessionTable(Repertoire.of([railway]), LIMITS, hand_clock, Metrics())
    gone, back = (table.open(railway.name, None, 0, "mcp") for _ in range(2))
    for session in (gone, back):
        table.arrive(session)
        table.leave(session)
    hand_clock.now += 30
    table.arrive(back)
    hand_clock.now += 40
    assert table.expire() == 1
    assert gone.is_closed and not back.is_closed


def test_idle_sessions_make_room_for_new_ones(railway, hand_clock) -> None:
    table = SessionTable(Repertoire.of([railway]), ServingLimits(sessions=1, idle_s=600), hand_clock, Metrics())
    old = table.open(railway.name, None, 0, "control")
    hand_clock.now += 601
    assert table.open(railway.name, None, 0, "control").id != old.id
    assert old.is_closed


def test_an_mcp_client_whose_session_expired_is_told_to_begin_again_and_can(serve, hand_clock) -> None:
    async def main() -> None:
        async with serve(limits=LIMITS, clock=hand_clock) as served:
            async with Client(f"{served.url}/mcp?task=t02", mode="legacy") as client:
                await client.call_tool("get_my_profile", {})
                hand_clock.now += 601
                try:
                    await client.call_tool("get_my_profile", {})
                except MCPError as fault:
                    assert "Begin again" in str(fault)
                else:
                    raise AssertionError("an expired session answered")
                assert len(served.application.table) == 0
                await served.application.mcp.settle()
                assert served.application.mcp.manager._server_instances == {}
            async with Client(f"{served.url}/mcp?task=t02", mode="legacy") as client:
                assert not (await client.call_tool("get_my_profile", {})).is_error

    asyncio.run(main())


def test_closing_over_the_control_api_ends_the_agents_connection(serve) -> None:
    async def main() -> None:
        async with serve() as served:
            opened = (await served.http.post("/sessions", json={"task": "t02"})).json()
            async with Client(opened["mcp"], mode="legacy") as client:
                await client.call_tool("get_my_profile", {})
                await served.http.delete(f"/sessions/{opened['id']}")
                try:
                    await client.call_tool("get_my_profile", {})
                except MCPError:
                    pass
                else:
                    raise AssertionError("a closed session answered")

    asyncio.run(main())


def test_an_agent_that_leaves_does_not_close_a_session_of_the_control_api(serve) -> None:
    async def main() -> None:
        async with serve() as served:
            opened = (await served.http.post("/sessions", json={"task": "t02"})).json()
            for _ in range(2):
                async with Client(opened["mcp"], mode="legacy") as client:
                    await client.call_tool("get_my_profile", {})
            assert (await served.http.get(f"/sessions/{opened['id']}")).status_code == 200

    asyncio.run(main())


def test_a_listening_stream_that_breaks_off_starts_the_minute(serve, hand_clock) -> None:
    async def main() -> None:
        async with serve(limits=LIMITS, clock=hand_clock) as served:
            opened = await served.http.post("/mcp", json=HELLO, headers=ACCEPT)
            mine = {"accept": "text/event-stream", "mcp-session-id": opened.headers["mcp-session-id"]}
            (session,) = served.application.table
            async with served.http.stream("GET", "/mcp", headers=mine) as stream:
                assert stream.status_code == 200
                assert session.listeners == 1
            while session.listeners:
                await asyncio.sleep(0.01)
            hand_clock.now += 61
            assert served.application.table.expire() == 1

    asyncio.run(main())


def test_two_mcp_sessions_cannot_use_each_others_ids_at_another_environment(serve, railway) -> None:
    async def main() -> None:
        repertoire = Repertoire({"a": railway, "b": railway})
        async with serve(repertoire=repertoire) as served:
            opened = await served.http.post("/environments/a/mcp", json=HELLO, headers=ACCEPT)
            mine = {**ACCEPT, "mcp-session-id": opened.headers["mcp-session-id"]}
            ping = {"jsonrpc": "2.0", "id": 2, "method": "ping"}
            assert (await served.http.post("/environments/b/mcp", json=ping, headers=mine)).status_code == 404
            assert (await served.http.post("/environments/a/mcp", json=ping, headers=mine)).status_code == 200

    asyncio.run(main())
