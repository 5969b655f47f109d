"""An environment's tools as an OpenAPI specification: one POST each.

In:  an environment.
Out: a document. It is what any generator of clients reads; `worldloom serve` answers the control API's own.
"""

import json
from pathlib import Path
from typing import Any

from environments.environment import Environment
from environments.exchange.folders import require_empty
from environments.program import Program
from environments.result import TOOL_ERROR_KINDS
from environments.serving.output_schemas import output_schemas

_ERROR = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {
                "kind": {"enum": list(TOOL_ERROR_KINDS)},
                "message": {"type": "string"},
                "path": {"type": "string", "description": "The argument it is about."},
            },
            "required": ["kind", "message"],
        }
    },
    "required": ["error"],
}


def openapi_of(environment: Environment) -> dict[str, Any]:
    """OpenAPI 3.1. What is not surely an object stands under `result`, as in MCP's structured content."""
    outputs = output_schemas(environment)
    manifest = environment.manifest
    return {
        "openapi": "3.1.0",
        "info": {
            "title": manifest.title or manifest.name,
            "version": str(manifest.version),
            "description": manifest.scenario,
            "license": {"name": manifest.licence},
        },
        "paths": {
            f"/tools/{name}": {"post": _operation(program, outputs[name])}
            for name, program in environment.tools.items()
        },
        "components": {"schemas": {"Error": _ERROR}},
    }


def _operation(program: Program, output: dict[str, Any]) -> dict[str, Any]:
    refused = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {
        "operationId": program.name,
        "summary": program.description.split(". ")[0].rstrip("."),
        "description": program.description,
        "requestBody": {"required": True, "content": {"application/json": {"schema": program.parameters}}},
        "responses": {
            "200": {"description": "Done.", "content": {"application/json": {"schema": output}}},
            "400": {"description": "Refused; nothing has changed.", "content": refused},
        },
        "x-annotations": program.annotations,
    }


def write_openapi(environment: Environment, folder: Path) -> None:
    """Write the specification as `openapi.json` into a new folder.

    Raises:
        FileExistsError: the folder is there and not empty.
        OSError: it cannot be written.
    """
    require_empty(folder)
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(openapi_of(environment), ensure_ascii=False, indent=1) + "\n"
    staged = folder / ".openapi.json.part"
    staged.write_text(text, encoding="utf-8")
    staged.replace(folder / "openapi.json")
