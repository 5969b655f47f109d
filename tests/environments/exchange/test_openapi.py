"""The specification of an environment's tools: whole, and true of what the tools answer."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from environments import Environment, load_environment, play
from environments.exchange.openapi import openapi_of, write_openapi
from environments.serving.output_schemas import is_wrapped


@pytest.fixture(scope="module")
def railway(railway_folder: Path) -> Environment:
    return load_environment(railway_folder)


def response_of(document: dict[str, Any], tool: str) -> Any:
    content = document["paths"][f"/tools/{tool}"]["post"]["responses"]["200"]["content"]
    return jsonschema_rs.validator_for(content["application/json"]["schema"])


def test_every_tool_is_an_operation(railway: Environment, tmp_path: Path) -> None:
    write_openapi(railway, tmp_path / "spec")
    document = json.loads((tmp_path / "spec" / "openapi.json").read_text())
    operations = {item["post"]["operationId"] for item in document["paths"].values()}
    assert operations == set(railway.tools)


def test_what_the_tools_answer_fits_the_specification(railway: Environment) -> None:
    document = openapi_of(railway)
    for solution in railway.content.solutions:
        with railway.session(solution.task) as session:
            played = play(session, solution)
        for call, result in zip(solution.calls, played.results, strict=True):
            content = {"result": result.content} if is_wrapped(railway.tools[call.tool]) else result.content
            assert not [str(error) for error in response_of(document, call.tool).iter_errors(content)]
