"""A model's part, played from content that exists: each prompt of the LLM author is answered in the form it asks for.

In:  environments as `Content`, by the title of their scenario.
Out: an answerer for `LlmEndpoint`. It reads prompts as a model does: what is wanted, and of which business.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from environments import Content
from schemas import Table, Tool
from tests.llm_endpoint.messages import ChatRequest

UNFIT = "a game of chess"


@dataclass(frozen=True)
class Scribe:
    contents: Mapping[str, Content]
    """By the scenario's title."""
    first: Mapping[str, Content] = field(default_factory=dict)
    """Content with mistakes, written until something is sent back for repair."""

    def __call__(self, request: ChatRequest) -> Any:
        form, prompt = form_of(request), request.last
        if form == "PingAnswer":
            return {"word": "ready", "numbers": [1, 2, 3]}
        if form == "ScenariosAnswer":
            return {"scenarios": self._scenarios(prompt)}
        if form == "SuitabilityAnswer":
            titles = re.findall(r"^- (.+?): ", prompt, re.MULTILINE)
            return {"verdicts": [{"title": each, "suitable": True, "reason": "records"} for each in titles]}
        if form == "JudgementAnswer":
            return self._judgement(prompt)
        title = self._title(prompt)
        is_repair = prompt.startswith(("# Mend", "# Add"))
        known = self.contents if is_repair or title not in self.first else self.first
        return getattr(self, f"_{form}")(known[title], prompt)

    def _title(self, prompt: str) -> str:
        fitting = [title for title in self.contents if f"**{title}**" in prompt]
        if fitting:
            return fitting[0]
        # Rows are mended without the business: by the table that is shown.
        ddl = [title for title, content in self.contents.items() if any(t.ddl[0] in prompt for t in content.tables)]
        return ddl[0] if ddl else next(iter(self.contents))

    def _scenarios(self, prompt: str) -> list[dict[str, str]]:
        category = re.findall(r"category “(.+?)”", prompt)[0]
        return [
            {"title": title, "category": category, "description": content.manifest.scenario}
            for title, content in self.contents.items()
        ]

    def _judgement(self, prompt: str) -> dict[str, str]:
        done = "every check holds" in prompt or "\neverything holds" in prompt
        return {"evidence": "As the checks say.", "outcome": "completed" if done else "agent_error"}

    def _SceneAnswer(self, content: Content, prompt: str) -> dict[str, Any]:  # noqa: N802
        return {"suitable": UNFIT not in prompt, "reason": "it keeps records", "now": content.manifest.now,
                "persona": content.manifest.persona or "a member of the club"}  # fmt: skip

    def _TasksAnswer(self, content: Content, prompt: str) -> dict[str, Any]:  # noqa: N802
        return {"tasks": [{"kind": task.kind, "instruction": task.instruction} for task in content.tasks]}

    def _TablesAnswer(self, content: Content, prompt: str) -> dict[str, Any]:  # noqa: N802
        wanted = re.findall(r"^## ([a-z0-9_]+)$", prompt, re.MULTILINE) if prompt.startswith("# Mend") else None
        return {"tables": [table_text(table) for table in content.tables if wanted is None or table.name in wanted]}

    def _ToolListAnswer(self, content: Content, prompt: str) -> dict[str, Any]:  # noqa: N802
        return {"tools": [_listed(tool) for tool in content.tools]}

    def _ToolsAnswer(self, content: Content, prompt: str) -> dict[str, Any]:  # noqa: N802
        listed = re.findall(r"^Write these now, whole: (.+)\. Answer", prompt, re.MULTILINE)
        wanted = listed[0].split(", ") if listed else re.findall(r"^## The tool (\S+)", prompt, re.MULTILINE)
        return {"tools": [tool_text(tool) for tool in content.tools if tool.name in wanted]}

    def _RowsAnswer(self, content: Content, prompt: str) -> dict[str, Any]:  # noqa: N802
        if prompt.startswith("# Add"):
            return {"tables": {}}
        mended = re.findall(r"^# Mend rows of (\S+)", prompt, re.MULTILINE)
        if mended:
            numbers = [int(number) for number in re.findall(r"^- row (\d+):", prompt, re.MULTILINE)]
            return {"tables": {mended[0]: rows_text(content, mended[0], numbers)}}
        wanted = re.findall(r"^Write the rows of: (.+)\.$", prompt, re.MULTILINE)[0].split(", ")
        return {"tables": {name: rows_text(content, name) for name in wanted}}

    def _DraftsAnswer(self, content: Content, prompt: str) -> dict[str, Any]:  # noqa: N802
        wanted = re.findall(r"^- (r\d+) \(", prompt, re.MULTILINE)
        wanted = wanted or re.findall(r"^## The task (r\d+)", prompt, re.MULTILINE)
        numbers = [(name, int(name[1:]) - 1) for name in wanted]
        return {"drafts": [draft_text(content, number, name) for name, number in numbers
                           if number < len(content.tasks)]}  # fmt: skip


def form_of(request: ChatRequest) -> str:
    """The name of the form that is asked for, in whichever mode."""
    if request.wanted_tool:
        return request.wanted_tool
    if request.response_format == "json_schema":
        return str(request.body["response_format"]["json_schema"]["name"])
    return re.findall(r'"title": "(\w+Answer)"', request.text)[-1]


def table_text(table: Table) -> dict[str, Any]:
    """A table as a model writes it: meanings in a few words, where the DDL does not show them."""
    said = {}
    for column in table.columns:
        words = [column.meaning, column.unit or ""] + [f"{one}>{other}" for one, other in column.transitions or ()]
        if column.meaning in ("state", "money", "quantity", "name", "category", "flag", "date", "text"):
            said[column.name] = " ".join(word for word in words if word)
    noun = [table.noun.singular, table.noun.plural] if table.noun else None
    return {"name": table.name, "ddl": table.ddl, "description": table.description or f"The {table.name}.",
            "noun": noun, "naming": table.naming, "columns": said}  # fmt: skip


def tool_text(tool: Tool) -> dict[str, Any]:
    """A tool as a model writes it."""
    document = tool.document()
    document.pop("meanings", None)
    action = document.pop("action", None) or {}
    return {**document, **{name: action[name] for name in ("does", "table", "phrases") if action.get(name)}}


def _listed(tool: Tool) -> dict[str, Any]:
    does = tool.action.does if tool.action else ("search" if "list" in tool.name or "search" in tool.name else "get")
    table = tool.action.table if tool.action else None
    return {"name": tool.name, "does": does, "table": table or "", "purpose": tool.description[:90]}


def rows_text(content: Content, table: str, numbers: Sequence[int] | None = None) -> dict[str, Any]:
    """Rows of a table, or those of some numbers."""
    own = [row for row in content.rows if row.table == table and (numbers is None or row.number in numbers)]
    columns = list(dict.fromkeys(column for row in own for column in row.values))
    return {"columns": columns, "rows": [[row.values.get(column) for column in columns] for row in own]}


def draft_text(content: Content, number: int, name: str) -> dict[str, Any]:
    """A task with its solution and verifier, under another id."""
    task = content.tasks[number]
    solution = next(each for each in content.solutions if each.task == task.id)
    verifier = next(each for each in content.verifiers if each.task == task.id)
    frame = list(verifier.frame)
    return {
        "id": name, "kind": task.kind, "level": task.difficulty.level, "instruction": task.instruction,
        "calls": json.loads(solution.model_dump_json())["calls"], "answer": solution.answer,
        "checks": [check.model_dump() for check in verifier.checks],
        "expects": verifier.answer.model_dump(exclude_none=True), "frame": frame,
    }  # fmt: skip
