"""Find values of a task that a tool's documentation gives away.

In:  the tools, and for a task its instruction, solution and answer.
Out: a Problem for each such value: which tool, where in its documentation, which value.
Never here: enum values and defaults that are numbers, which a schema is there to document.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from environments.certification.sayings import folded
from environments.certification.values import leaves, show
from schemas import Problem, Solution, Tool

SHORTEST_TEXT = 6
"""Characters of the shortest text that is specific enough to be a leak."""
SMALLEST_NUMBER = 100
"""Numbers from here on (or with a fraction) are specific enough."""

_QUOTED = re.compile(r'"([^"]{3,})"|“([^”]{3,})”')
_DOCUMENTATION = ("description", "title", "examples", "example", "default", "const", "$comment")


@dataclass(frozen=True)
class Documentation:
    """What the tools say about themselves, read once for all tasks."""

    passages: Sequence[tuple[str, str, str]]
    """Tool, where in its documentation, the text."""
    folded: str
    """All of it, folded: most values are nowhere in it."""
    enumerated: Set[str]
    """Values that some schema lists, folded: no secrets."""

    @classmethod
    def of(cls, tools: Sequence[Tool]) -> "Documentation":
        passages = [(tool.name, where, text) for tool in tools for where, text in _texts(tool)]
        enumerated = {folded(str(value)) for tool in tools for value in _enum_values(tool.parameters)}
        return cls(passages, folded("\n".join(text for _, _, text in passages)), enumerated)


def find_leaks(instruction: str, solution: Solution, answer: Any, documentation: Documentation) -> list[Problem]:
    """Every specific value of this task that a tool's or parameter's documentation contains.

    `answer` is the executed solution's; texts are searched as whole phrases, numbers as whole numbers.
    """
    return [
        Problem(
            rule="leak",
            where=f"{tool}, {where}",
            message=f"gives away {show(secret)} of {solution.task}: {_around(text, secret)}. "
            "Say what the value means instead of showing one that a task uses.",
        )
        for secret in _secrets(instruction, solution, answer)
        if (key := folded(str(secret))) not in documentation.enumerated and key in documentation.folded
        for tool, where, text in documentation.passages
        if _contains(text, secret)
    ]


def _secrets(instruction: str, solution: Solution, answer: Any) -> list[Any]:
    """The specific values, each once: literals of arguments, the answer, and what the instruction quotes."""
    literals = [value for call in solution.calls for _, value in leaves(call.arguments)]
    answers = [value for _, value in leaves(answer)]
    quoted = [one or other for one, other in _QUOTED.findall(instruction)]
    found = [value for value in [*literals, *answers, *quoted] if _specific(value)]
    return list({folded(str(value)): value for value in found}.values())


def _specific(value: Any) -> bool:
    if isinstance(value, bool) or value is None or isinstance(value, dict):
        return False
    if isinstance(value, int | float):
        fraction = value != int(value)
        return fraction or (abs(value) >= SMALLEST_NUMBER and not 1900 <= value <= 2100)
    text = str(value).strip()
    plain_word = text.isalpha() and text == text.lower()
    return len(text) >= SHORTEST_TEXT and not plain_word


def _contains(text: str, secret: Any) -> bool:
    phrase = re.escape(folded(str(secret)).strip(" ."))
    number = isinstance(secret, int | float)
    return re.search(rf"(?<![\w.]){phrase}(?!\.?\d)" if number else rf"(?<!\w){phrase}(?!\w)", folded(text)) is not None


def _texts(tool: Tool) -> Iterator[tuple[str, str]]:
    yield "description", tool.description
    for name, described in tool.parameters.get("properties", {}).items():
        yield from _schema_texts(described, f"parameter {name}")


def _schema_texts(schema: Any, where: str) -> Iterator[tuple[str, str]]:
    if not isinstance(schema, dict):
        return
    for key in _DOCUMENTATION:
        value = schema.get(key)
        if key == "default" and not isinstance(value, str):
            continue
        for _, text in leaves(value):
            if isinstance(text, str | int | float) and not isinstance(text, bool):
                yield f"{where}, {key}", str(text)
    yield from _schema_texts(schema.get("items"), where)
    for name, described in (schema.get("properties") or {}).items():
        yield from _schema_texts(described, f"{where}/{name}")


def _enum_values(schema: Any) -> Iterator[Any]:
    if isinstance(schema, dict):
        yield from schema.get("enum") or []
        for part in [schema.get("items"), *(schema.get("properties") or {}).values()]:
            yield from _enum_values(part)


def _around(text: str, secret: Any, most: int = 80) -> str:
    """The text, or the part of it around the secret."""
    if len(text) <= most:
        return f"“{text}”"
    start = max(0, folded(text).find(folded(str(secret))) - 20)
    return f"“…{text[start : start + most]}…”"
