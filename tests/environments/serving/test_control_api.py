"""The control API over real sockets: what it does, and that its OpenAPI document is true."""

import asyncio
from typing import Any

import jsonschema_rs
import pytest

from environments.serving import Repertoire, ServingLimits, openapi_document

BOOKING = {"bench_id": 3, "starts_at": "2026-05-16 14:00", "ends_at": "2026-05-16 16:00", "purpose": "Soldering"}


def validator(name: str) -> Any:
    document = openapi_document()
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return jsonschema_rs.validator_for(schema)


def fits(name: str, body: Any) -> None:
    found = [error.message for error in validator(name).iter_errors(body)]
    assert not found, (name, found, body)


def test_a_trainer_runs_an_episode_from_opening_to_verdict(serve, railway) -> None:
    async def main() -> None:
        async with serve() as served:
            http = served.http
            opened = await http.post("/sessions", json={"task": "t02", "seed": 7})
            assert opened.status_code == 201
            fits("Session", opened.json())
            assert opened.json()["instruction"] == railway.tasks["t02"].instruction
            at = f"/sessions/{opened.json()['id']}"
            found = (await http.post(f"{at}/call", json={"name": "list_workbenches", "arguments": {}})).json()
            fits("Result", found)
            lathe = next(bench for bench in found["content"] if bench["name"] == "Lathe Bench")
            booking = {**BOOKING, "bench_id": lathe["bench_id"], "purpose": "Re-gauging the Class 37 wheelsets"}
            fits(
                "Result", (await http.post(f"{at}/call", json={"name": "book_workbench", "arguments": booking})).json()
            )
            changes = (await http.get(f"{at}/changes")).json()
            fits("Changes", changes)
            assert [change["op"] for change in changes["changes"]] == ["insert"]
            verdict = (await http.post(f"{at}/verify", json={})).json()
            fits("Verdict", verdict)
            assert verdict["outcome"] == "complete"
            fits("Session", (await http.post(f"{at}/reset", json={})).json())
            assert (await http.get(f"{at}/changes")).json() == {"changes": []}
            assert (await http.post(f"{at}/verify")).json()["outcome"] == "incomplete"
            assert (await http.delete(at)).status_code == 204
            assert (await http.get(at)).status_code == 404

    asyncio.run(main())


def test_an_answer_can_be_given_to_the_verdict_or_by_the_agent(serve, railway) -> None:
    task = next(t.id for t in railway.tasks.values() if t.kind == "query")
    solution = next(each for each in railway.content.solutions if each.task == task)
    with railway.session(task) as session:
        from environments import play

        answer = play(session, solution).answer

    async def main() -> None:
        async with serve() as served:
            opened = (await served.http.post("/sessions", json={"task": task})).json()
            at = f"/sessions/{opened['id']}"
            assert (await served.http.post(f"{at}/verify", json={"answer": "no idea"})).json()[
                "outcome"
            ] == "incomplete"
            assert (await served.http.post(f"{at}/verify", json={"answer": answer})).json()["outcome"] == "complete"
            said = answer if isinstance(answer, str) else str(answer)
            given = {"name": "final_answer", "arguments": {"answer": f"So: <answer>{said}</answer>"}}
            assert (await served.http.post(f"{at}/call", json=given)).json()["ok"]
            assert (await served.http.get(at)).json()["answered"]
            assert (await served.http.post(f"{at}/verify")).json()["outcome"] == "complete"

    asyncio.run(main())


def test_the_openapi_document_names_every_route_and_no_other(serve) -> None:
    async def main() -> None:
        async with serve() as served:
            document = (await served.http.get("/openapi.json")).json()
            assert document == openapi_document()
            described = {
                (path, method.upper())
                for path, item in document["paths"].items()
                for method in item
                if method != "parameters"
            }
            routes = [each for each in served.application._control.routes if "/openenv" not in each.path]
            there = {(route.path, method) for route in routes for method in route.methods - {"HEAD"}}
            assert described == there
            fits("Health", (await served.http.get("/health")).json())
            fits("Environments", (await served.http.get("/environments")).json())
            listed = (await served.http.get("/environments")).json()["environments"][0]
            fits("Environment", (await served.http.get(f"/environments/{listed['id']}")).json())

    asyncio.run(main())


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "said"),
    [
        ("POST", "/sessions", b'{"task": "t99"}', 404, "t01"),
        ("POST", "/sessions", b'{"environment": "elsewhere"}', 404, "elsewhere"),
        ("POST", "/sessions", b'{"task": 3}', 400, "task"),
        ("POST", "/sessions", b'{"seed": true}', 400, "seed"),
        ("POST", "/sessions", b'{"seed": 99999999999999999999}', 400, "seed"),
        ("POST", "/sessions", b'{"taks": "t01"}', 400, "taks"),
        ("POST", "/sessions", b"{", 400, "JSON"),
        ("POST", "/sessions", b"[" * 100_000, 400, "JSON"),
        ("POST", "/sessions", b'"t01"', 400, "object"),
        ("POST", "/sessions", b'{"task": "\\ud800"}', 400, "JSON"),
        ("GET", "/sessions/mine", b"", 404, "no such session"),
        ("POST", "/sessions/mine/call", b'{"name": "x"}', 404, "no such session"),
        ("GET", "/environments/elsewhere", b"", 404, "elsewhere"),
        ("GET", "/nowhere", b"", 404, "/openapi.json"),
        ("PUT", "/sessions", b"", 405, "PUT"),
    ],
)
def test_what_cannot_be_done_has_one_shape_of_error(serve, method, path, body, status, said) -> None:
    async def main() -> None:
        async with serve() as served:
            response = await served.http.request(method, path, content=body)
            assert response.status_code == status, response.text
            fits("Error", response.json())
            assert said in response.json()["error"]["message"]

    asyncio.run(main())


def test_an_agents_mistake_is_a_result_and_a_missing_task_a_conflict(serve) -> None:
    async def main() -> None:
        async with serve() as served:
            opened = (await served.http.post("/sessions")).json()
            at = f"/sessions/{opened['id']}"
            assert opened["task"] is None
            for arguments in ({"bench_id": "x"}, [1], "text", 5):
                body = {"name": "book_workbench", "arguments": arguments}
                response = await served.http.post(f"{at}/call", json=body)
                assert response.status_code == 200
                fits("Result", response.json())
                assert response.json()["error"]["kind"] == "invalid"
            assert (await served.http.post(f"{at}/call", json={})).status_code == 400
            assert (await served.http.post(f"{at}/verify")).status_code == 409

    asyncio.run(main())


def test_several_environments_must_be_named(serve, railway) -> None:
    async def main() -> None:
        async with serve(repertoire=Repertoire({"a": railway, "b": railway})) as served:
            assert (await served.http.post("/sessions", json={})).status_code == 400
            opened = (await served.http.post("/sessions", json={"environment": "b"})).json()
            assert "/environments/b/mcp?session=" in opened["mcp"]

    asyncio.run(main())


def test_metrics_count_sessions_calls_and_verdicts(serve) -> None:
    async def main() -> None:
        async with serve() as served:
            opened = (await served.http.post("/sessions", json={"task": "t02"})).json()
            at = f"/sessions/{opened['id']}"
            for name in ("get_my_profile", "get_my_profile", "get_no_profile"):
                await served.http.post(f"{at}/call", json={"name": name})
            await served.http.post(f"{at}/verify")
            text = (await served.http.get("/metrics")).text
        lines = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
        named = f'environment="{opened["environment"]}"'
        assert lines["worldloom_sessions_open"] == "1"
        assert lines[f'worldloom_calls_total{{{named},outcome="ok"}}'] == "2"
        assert lines[f'worldloom_calls_total{{{named},outcome="error"}}'] == "1"
        assert lines[f'worldloom_verdicts_total{{{named},outcome="incomplete"}}'] == "1"
        assert lines["worldloom_call_seconds_count"] == lines['worldloom_call_seconds_bucket{le="+Inf"}'] == "3"

    asyncio.run(main())


def test_no_more_sessions_open_than_allowed_over_both_ways_together(serve) -> None:
    async def main() -> None:
        async with serve(limits=ServingLimits(sessions=2)) as served:
            first = (await served.http.post("/sessions")).json()
            await served.http.post("/sessions")
            full = await served.http.post("/sessions")
            assert (full.status_code, full.json()["error"]["kind"]) == (503, "too_many_sessions")
            over_mcp = await served.http.post("/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "initialize"})
            assert over_mcp.status_code == 503
            assert "2 sessions are open" in over_mcp.json()["error"]["message"]
            await served.http.delete(f"/sessions/{first['id']}")
            assert (await served.http.post("/sessions")).status_code == 201

    asyncio.run(main())
