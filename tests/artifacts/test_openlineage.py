"""OpenLineage events, as they leave through the official client's own transports.

The specification's schema is not kept here. Set OPENLINEAGE_SPEC to the folder `spec` of a checkout of
https://github.com/OpenLineage/OpenLineage to have every event validated against it, facets included; without it the
same events are held to the rules of its core that are written down below.
"""

import importlib.util
import json
import logging
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from artifacts import Derivation, Workspace, WorkspaceError
from environments import read_authored
from schemas import TASKS, Task
from tasks.take_in import take_in

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("openlineage") is None,
    reason="no OpenLineage client: `pip install 'worldloom[openlineage]'`",
)

SPECIFICATION = os.environ.get("OPENLINEAGE_SPEC")

_FACETS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["_producer", "_schemaURL"],
        "properties": {"_producer": {"type": "string", "format": "uri"},
                       "_schemaURL": {"type": "string", "format": "uri"}},
    },
}  # fmt: skip
_DATASETS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["namespace", "name"],
        "properties": {"namespace": {"type": "string", "minLength": 1}, "name": {"type": "string", "minLength": 1},
                       "facets": _FACETS, "inputFacets": _FACETS, "outputFacets": _FACETS},
        "additionalProperties": False,
    },
}  # fmt: skip
CORE = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["eventTime", "producer", "schemaURL", "run", "job"],
    "properties": {
        "eventType": {"enum": ["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"]},
        "eventTime": {"type": "string", "format": "date-time"},
        "producer": {"type": "string", "format": "uri"},
        "schemaURL": {"type": "string", "format": "uri"},
        "run": {
            "type": "object",
            "required": ["runId"],
            "properties": {"runId": {"type": "string", "format": "uuid"}, "facets": _FACETS},
        },
        "job": {
            "type": "object",
            "required": ["namespace", "name"],
            "properties": {"namespace": {"type": "string"}, "name": {"type": "string"}, "facets": _FACETS},
        },
        "inputs": _DATASETS,
        "outputs": _DATASETS,
    },
    "additionalProperties": False,
}
"""What the specification's core asks of a run event, in our words."""


def events_in(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def hold_to_the_rules(events: list[dict[str, Any]]) -> None:
    validator = jsonschema_rs.Draft202012Validator(CORE, validate_formats=True)
    for event in events:
        validator.validate(event)


def reporting(root: Path, events: Path) -> Workspace:
    return Workspace(root, events_url=events.as_uri())


def a_step(workspace: Workspace) -> Derivation:
    source = workspace.store.put(TASKS, [Task(id="t1", kind="query", instruction="in")])
    product = workspace.store.put(TASKS, [Task(id="t1", kind="query", instruction="out")])
    return Derivation(
        "key", "write_verifiers", "2", "marina", inputs={"requirements": source}, outputs={"tasks": product},
        parameters={"tasks": 10}, code_version="0.1.0+gabc", author="llm", author_version="1", model="m",
        prompt_version="p3", seed=7, started_at=datetime(2026, 5, 1, 10, tzinfo=UTC), wall_s=2.5, tokens_in=900,
        tokens_out=50, cost=0.01, flow_run_id="0195f0a0-0000-7000-8000-000000000001",
    )  # fmt: skip


def test_a_step_is_told_once_as_start_and_complete(tmp_path: Path) -> None:
    workspace = reporting(tmp_path / "root", tmp_path / "events.jsonl")
    step = a_step(workspace)
    workspace.catalog.record(step)
    workspace.catalog.record(step)
    started, ended = events_in(tmp_path / "events.jsonl")
    hold_to_the_rules([started, ended])
    assert (started["eventType"], ended["eventType"]) == ("START", "COMPLETE")
    assert started["run"]["runId"] == ended["run"]["runId"]
    assert ended["eventTime"] == "2026-05-01T10:00:02.500000+00:00"
    assert ended["job"]["name"] == "write_verifiers"
    assert ended["run"]["facets"]["parent"]["run"]["runId"] == step.flow_run_id
    told = ended["run"]["facets"]["worldloom_derivation"]
    assert (told["author"]["model"], told["author"]["prompt_version"], told["author"]["seed"]) == ("m", "p3", 7)
    assert told["spent"] == {"tokens_in": 900, "tokens_out": 50, "dollars": 0.01}
    (output,) = ended["outputs"]
    assert (output["namespace"], output["name"]) == ("file", workspace.store.path(step.outputs["tasks"]))
    assert output["outputFacets"]["outputStatistics"]["rowCount"] == 1
    assert "instruction" in [field["name"] for field in output["facets"]["schema"]["fields"]]
    workspace.catalog.close()


def test_a_failed_step_is_told_with_its_reason(tmp_path: Path) -> None:
    workspace = reporting(tmp_path / "root", tmp_path / "events.jsonl")
    workspace.catalog.record(Derivation("key", "certify", "1", outcome="failed", reason="no task was certified"))
    events = events_in(tmp_path / "events.jsonl")
    hold_to_the_rules(events)
    assert events[-1]["eventType"] == "FAIL"
    assert events[-1]["run"]["facets"]["errorMessage"]["message"] == "no task was certified"
    workspace.catalog.close()


@pytest.mark.skipif(SPECIFICATION is None, reason="OPENLINEAGE_SPEC names no checkout's spec folder")
def test_events_hold_to_the_specifications_own_schema(tmp_path: Path, railway_folder: Path) -> None:
    assert SPECIFICATION is not None
    folder = Path(SPECIFICATION)
    documents = [json.loads(path.read_text()) for path in [folder / "OpenLineage.json", *folder.glob("facets/*.json")]]
    known = {document["$id"]: document for document in documents}
    registry = jsonschema_rs.Registry(list(known.items()))
    core = next(document for document in documents if document["$id"].endswith("/OpenLineage.json"))
    workspace = reporting(tmp_path / "root", tmp_path / "events.jsonl")
    take_in(workspace, read_authored(railway_folder), "railway")
    workspace.catalog.record(a_step(workspace))
    workspace.catalog.record(Derivation("other", "certify", "1", outcome="failed", reason="why"))
    workspace.catalog.close()
    events = events_in(tmp_path / "events.jsonl")
    assert len(events) == 6
    validator = jsonschema_rs.Draft202012Validator(core, registry=registry, validate_formats=True)
    facets = 0
    for event in events:
        validator.validate(event)
        for name, facet in _all_facets(event):
            schema = next((d for d in documents if name in d.get("properties", {}) and "facets" in d["$id"]), None)
            if schema is not None:
                jsonschema_rs.Draft202012Validator(schema, registry=registry, validate_formats=True).validate(
                    {name: facet}
                )
                facets += 1
    assert facets > 20


def _all_facets(event: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for holder in (event["run"], event["job"], *event.get("inputs", []), *event.get("outputs", [])):
        for group in ("facets", "inputFacets", "outputFacets"):
            yield from holder.get(group, {}).items()


def test_an_import_is_told_with_every_part(tmp_path: Path, railway_folder: Path) -> None:
    workspace = reporting(tmp_path / "root", tmp_path / "events.jsonl")
    take_in(workspace, read_authored(railway_folder), "railway")
    events = events_in(tmp_path / "events.jsonl")
    hold_to_the_rules(events)
    assert len(events[-1]["outputs"]) == 8
    workspace.catalog.close()


@pytest.fixture
def service() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A lineage service, as far as the client sees: what it is sent over HTTP, and where."""
    received: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/api/v1/lineage"
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(201)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", received
    server.shutdown()
    server.server_close()


def test_events_reach_a_service_over_http(tmp_path: Path, service: tuple[str, list[dict[str, Any]]]) -> None:
    url, received = service
    workspace = Workspace(tmp_path / "root", events_url=url)
    workspace.catalog.record(a_step(workspace))
    hold_to_the_rules(received)
    assert [event["eventType"] for event in received] == ["START", "COMPLETE"]
    workspace.catalog.close()


def test_a_service_that_is_away_is_warned_of_and_the_step_is_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    workspace = Workspace(tmp_path / "root", events_url="http://127.0.0.1:9")
    with caplog.at_level(logging.WARNING, "artifacts.openlineage"):
        workspace.catalog.record(a_step(workspace))
    assert workspace.catalog.recall("key") is not None
    assert "http://127.0.0.1:9" in caplog.text
    workspace.catalog.close()


def test_a_place_of_no_known_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"kafka://host.*file:///"):
        _ = Workspace(tmp_path, events_url="kafka://host").catalog
