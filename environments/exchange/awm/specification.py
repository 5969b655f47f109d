"""The specification of an environment's operations, as `gen_spec.jsonl` holds it.

In:  an environment.
Out: `api_groups`: operations by the table that they are about.
"""

from typing import Any

from environments.environment import Environment
from environments.exchange.awm.arguments_source import is_plain
from environments.program import Program
from environments.serving.output_schemas import output_schemas

_LONGEST_SUMMARY = 80


def specification_of(environment: Environment, groups: dict[str, str]) -> dict[str, Any]:
    """`groups` names the group of each tool."""
    outputs = output_schemas(environment)
    found: dict[str, list[dict[str, Any]]] = {}
    for name, program in environment.tools.items():
        found.setdefault(groups[name], []).append(_endpoint(program, groups[name], outputs[name]))
    return {"api_groups": [{"group_name": group, "endpoints": each} for group, each in sorted(found.items())]}


def method_of(program: Program) -> str:
    """GET where nothing changes and all arguments can stand in an address."""
    return "GET" if program.read_only and is_plain(program.parameters) else "POST"


def _endpoint(program: Program, group: str, output: dict[str, Any]) -> dict[str, Any]:
    tables = sorted({table for table, _ in program.reads} | {table for _, table, _ in program.writes})
    return {
        "path": f"/tools/{program.name}",
        "method": method_of(program),
        "summary": program.description.partition(". ")[0].rstrip(".")[:_LONGEST_SUMMARY],
        "description": " ".join(program.description.split()),
        "operation_id": program.name,
        "tags": [group],
        "request_params": {name: _parameter(program, name, part) for name, part in _properties(program).items()},
        "response": output["properties"],
        "required_tables": tables,
        "required_fields": {
            table: sorted({column for each, column in program.reads if each == table and column}) for table in tables
        },
    }


def _properties(program: Program) -> dict[str, Any]:
    properties: dict[str, Any] = program.parameters["properties"]
    return properties


def _parameter(program: Program, name: str, part: dict[str, Any]) -> dict[str, Any]:
    return {
        **part,
        "param_type": "query" if method_of(program) == "GET" else "body",
        "required": name in program.parameters.get("required", ()),
    }
