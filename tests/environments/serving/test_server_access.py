"""Strangers at the door: wrong names, no token, bodies and rates beyond bounds."""

import asyncio
import contextlib

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from environments.serving import ServingLimits, UnsafeAddress, access_for
from environments.serving.access import Access
from environments.serving.gate import Throttle

TOKEN = "a-token-that-nobody-guesses"
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
}
ACCEPT = {"accept": "application/json, text/event-stream"}


@pytest.mark.parametrize("path", ["/mcp", "/sessions", "/health"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"host": "evil.example:8931"}, 421),
        ({"host": "127.0.0.1.evil.example"}, 421),
        ({"host": "127.0.0.1@evil.example"}, 421),
        ({"host": ""}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://127.0.0.1.evil.example"}, 403),
        ({"origin": "file://localhost"}, 403),
    ],
)
def test_wrong_names_are_refused_everywhere(serve, path, headers, status) -> None:
    async def main() -> None:
        async with serve() as served:
            response = await served.http.post(path, json=HELLO, headers={**ACCEPT, **headers})
            assert response.status_code == status
            assert len(served.application.table) == 0

    asyncio.run(main())


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1:1", "[::1]:8931", "LOCALHOST:80"])
def test_every_name_of_the_loopback_is_known(serve, name) -> None:
    async def main() -> None:
        async with serve() as served:
            headers = {"host": name, "origin": "http://localhost:6274"}
            assert (await served.http.get("/health", headers=headers)).status_code == 200

    asyncio.run(main())


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", TOKEN]
)
def test_without_the_token_nothing_but_health_is_answered(serve, authorization) -> None:
    async def main() -> None:
        async with serve(access=access_for("127.0.0.1", TOKEN)) as served:
            headers = {} if authorization is None else {"authorization": authorization}
            for method, path in (
                ("POST", "/mcp"),
                ("POST", "/sessions"),
                ("GET", "/metrics"),
                ("GET", "/openapi.json"),
            ):
                response = await served.http.request(method, path, headers={**ACCEPT, **headers})
                assert response.status_code == 401
                assert TOKEN not in response.text
            assert (await served.http.get("/health")).status_code == 200

    asyncio.run(main())


def test_with_the_token_the_official_client_connects(serve, caplog) -> None:
    async def main() -> None:
        async with (
            serve(access=access_for("127.0.0.1", TOKEN)) as served,
            httpx2.AsyncClient(headers={"authorization": f"Bearer {TOKEN}"}) as http,
            Client(streamable_http_client(f"{served.url}/mcp", http_client=http)) as client,
        ):
            assert (await client.list_tools()).tools

    asyncio.run(main())
    assert TOKEN not in caplog.text
    assert TOKEN not in repr(access_for("127.0.0.1", TOKEN))


def test_an_address_that_others_reach_needs_a_token() -> None:
    for host in ("0.0.0.0", "::", "192.168.1.4", "worldloom.example"):
        with pytest.raises(UnsafeAddress, match="token"):
            access_for(host, None)
    with pytest.raises(UnsafeAddress, match="16"):
        access_for("0.0.0.0", "short")
    for host in ("127.0.0.1", "127.8.9.1", "::1", "localhost"):
        assert access_for(host, None).token is None


def scope_of(**headers: str) -> dict[str, object]:
    named = [(name.encode(), value.encode("utf-8", "surrogatepass")) for name, value in headers.items()]
    return {"type": "http", "path": "/sessions", "headers": named}


def test_a_server_on_all_addresses_takes_any_address_as_its_name_and_only_names_it_was_told() -> None:
    access = access_for("0.0.0.0", TOKEN, ["worldloom.example"])
    told = {"authorization": f"Bearer {TOKEN}"}
    for host in ("10.0.0.7:8931", "[fe80::1]:8931", "worldloom.example", "localhost:8931"):
        assert access.refusal(scope_of(host=host, **told)) is None
    assert access.refusal(scope_of(host="evil.example", **told)).kind == "wrong_host"


@given(st.text(), st.text(), st.text())
def test_no_header_breaks_the_door(host: str, origin: str, authorization: str) -> None:
    access = Access(frozenset({"localhost"}), token=TOKEN.encode())
    assert access.refusal(scope_of(host=host, origin=origin, authorization=authorization)) is not None


@pytest.mark.parametrize("path", ["/mcp", "/sessions"])
def test_a_huge_body_is_refused_with_and_without_a_declared_length(serve, path) -> None:
    async def main() -> None:
        async with serve(limits=ServingLimits(body_bytes=10_000)) as served:

            async def drip() -> object:
                for _ in range(40):
                    yield b" " * 1000

            for content in (b" " * 20_000, drip()):
                headers = {**ACCEPT, "content-type": "application/json"}
                response = await served.http.post(path, content=content, headers=headers)
                assert response.status_code == 413
            assert len(served.application.table) == 0

    asyncio.run(main())


@pytest.mark.parametrize("length", ["1" * 5000, "-5", "many"])
def test_a_senseless_length_is_refused(serve, length) -> None:
    async def main() -> None:
        async with serve() as served:
            head = f"POST /sessions HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n"
            assert (await raw(served.url, head.encode())).split()[1] in (b"400", b"413")

    asyncio.run(main())


async def raw(url: str, request: bytes) -> bytes:
    host, port = url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(request)
    with contextlib.closing(writer):
        return await reader.readline()


def test_a_body_that_does_not_arrive_is_not_waited_for(serve) -> None:
    async def main() -> None:
        async with serve(limits=ServingLimits(body_s=0.05)) as served:
            for path in ("/mcp", "/sessions"):
                head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                head += "Accept: application/json, text/event-stream\r\nContent-Length: 10\r\n\r\n{"
                assert (await raw(served.url, head.encode())).split()[1] == b"408"
            assert len(served.application.table) == 0

    asyncio.run(main())


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"jsonrpc": "2.0"}', b"[" * 200_000, b"\xff\xfe", b"1" * 10_000,
     b'{"jsonrpc":"2.0","id":1,"method":"tools/list"}', b'{"jsonrpc":"2.0","method":"notifications/initialized"}'],
)  # fmt: skip
def test_what_is_no_handshake_opens_no_mcp_session(serve, body) -> None:
    async def main() -> None:
        async with serve() as served:
            headers = {**ACCEPT, "content-type": "application/json"}
            response = await served.http.post("/mcp", content=body, headers=headers)
            assert 400 <= response.status_code < 500
            assert len(served.application.table) == 0
            assert (await served.http.post("/mcp", json=HELLO, headers=ACCEPT)).status_code == 200

    asyncio.run(main())


def test_more_requests_than_allowed_are_put_off(serve, hand_clock) -> None:
    async def main() -> None:
        async with serve(limits=ServingLimits(requests_per_s=2), clock=hand_clock) as served:
            codes = [(await served.http.get("/health")).status_code for _ in range(6)]
            assert codes == [200] * 4 + [429] * 2
            assert (await served.http.get("/health")).headers["retry-after"] == "1"
            hand_clock.now += 1
            codes = [(await served.http.get("/health")).status_code for _ in range(3)]
            assert codes == [200, 200, 429]

    asyncio.run(main())


def test_an_address_never_waits_for_another(hand_clock) -> None:
    throttle = Throttle(1, hand_clock)
    assert [throttle.wait_s("a") > 0 for _ in range(3)] == [False, False, True]
    assert throttle.wait_s("b") == 0
