"""What MCP clients are told of an environment: tools, prompts, instructions, the schema of its database.

In:  an environment.
Out: documents in MCP's form, made once and shared by all connections.
"""

from dataclasses import dataclass
from typing import Any

from environments.environment import Environment
from environments.imported import PythonEnvironment
from environments.serving.output_schemas import is_wrapped, output_schemas
from schemas import Task

FINAL_ANSWER = "final_answer"

FINAL_ANSWER_TOOL: dict[str, Any] = {
    "name": FINAL_ANSWER,
    "description": (
        "Give your final answer and end the task. Call it once, when everything is done; "
        "where the task asks for no answer, leave `answer` out."
    ),
    "inputSchema": {
        "type": "object",
        "properties": {
            "answer": {
                "type": "string",
                "description": "The answer itself, in the form that the task asks for. Several items: one a line.",
            }
        },
        "additionalProperties": False,
    },
    "annotations": {
        "readOnlyHint": False,
        "destructiveHint": False,
        "idempotentHint": False,
        "openWorldHint": False,
    },
}

_RECEIVED = {"type": "object", "properties": {"received": {"type": "boolean"}}, "required": ["received"]}


@dataclass(frozen=True)
class Documents:
    instructions: str
    tools: list[dict[str, Any]]
    prompts: dict[str, dict[str, Any]]
    """By the task's id."""
    wrapped: frozenset[str]
    """Tools whose content stands under `result` in structured content."""
    schema_sql: str
    """CREATE TABLE and CREATE INDEX of everything."""
    is_unstructured: bool = False
    """Whether content is text alone: imported tools promise no structure, as where they came from."""


def documents_of(environment: Environment) -> Documents:
    """Everything there is to tell."""
    if isinstance(environment, PythonEnvironment):
        return _imported_documents(environment)
    outputs = output_schemas(environment)
    tools = [
        {
            "name": program.name,
            "description": program.description,
            "inputSchema": program.parameters,
            "outputSchema": outputs[program.name],
            "annotations": program.annotations,
        }
        for program in environment.tools.values()
    ]
    return Documents(
        instructions=_instructions(environment),
        tools=[*tools, {**FINAL_ANSWER_TOOL, "outputSchema": _RECEIVED}],
        prompts={task.id: _prompt(task) for task in environment.tasks.values()},
        wrapped=frozenset(name for name, program in environment.tools.items() if is_wrapped(program)),
        schema_sql="\n\n".join(
            f"{sql.strip().rstrip(';')};" for table in environment.content.tables for sql in table.ddl
        ),
    )


def _imported_documents(environment: PythonEnvironment) -> Documents:
    """Names, descriptions and input schemas as where they came from, and the final answer beside them."""
    tools = [
        {
            "name": tool.name,
            "description": tool.description,
            "inputSchema": tool.parameters,
            "annotations": tool.annotations,
        }
        for tool in environment.python_tools.values()
    ]
    return Documents(
        instructions=_instructions(environment),
        tools=[*tools, {**FINAL_ANSWER_TOOL, "outputSchema": _RECEIVED}],
        prompts={task.id: _prompt(task) for task in environment.tasks.values()},
        wrapped=frozenset(),
        schema_sql="\n\n".join(f"{sql};" for sql in environment.schema()),
        is_unstructured=True,
    )


def _instructions(environment: Environment) -> str:
    manifest = environment.manifest
    persona = f"You act for user 1: {manifest.persona}." if manifest.persona else "You act for user 1."
    return (
        f"{manifest.scenario} It is {manifest.now} (UTC). {persona} "
        f"Each prompt is a task, done with the tools alone. End it with the tool `{FINAL_ANSWER}`."
    )


def _prompt(task: Task) -> dict[str, Any]:
    return {
        "name": task.id,
        "title": _shortened(task.instruction, 70),
        "description": f"{task.difficulty.level} {task.kind} task: {_shortened(task.instruction, 240)}",
    }


def _shortened(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rsplit(' ', 1)[0]}…"
