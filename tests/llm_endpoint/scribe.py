"""A model's part, played from what is written already: each prompt of the LLM author gets what it asks for.

In:  what there is about each business, by its title.
Out: an answerer for `LlmEndpoint`. It reads prompts as a model does: what is wanted, and of which business.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from authors.llm.parts import LISTED, parts_of
from tests.llm_endpoint.messages import ChatRequest
from tests.llm_endpoint.written import Written

UNFIT = "a game of chess"
_KINDS = {"table": "tables", "tool": "tools", "task": "drafts"}


@dataclass(frozen=True)
class Scribe:
    written: Mapping[str, Written]
    """By the scenario's title."""
    first: Mapping[str, Written] = field(default_factory=dict)
    """With mistakes, written until something is sent back for repair."""

    def __call__(self, request: ChatRequest) -> Any:
        form, prompt = form_of(request), request.last
        if form == "PingAnswer":
            return {"word": "ready", "numbers": [1, 2, 3], "named": {"a": 1, "b": [2]}}
        if form == "ScenariosAnswer":
            return {"scenarios": self._scenarios(prompt)}
        if form == "SuitabilityAnswer":
            titles = re.findall(r"^- (.+?): ", prompt, re.MULTILINE)
            return {"verdicts": [{"title": each, "suitable": True, "reason": "records"} for each in titles]}
        if form == "JudgementAnswer":
            return self._judgement(prompt)
        title = self._title(prompt)
        is_repair = prompt.startswith(("# Mend", "# Add"))
        known = self.written if is_repair or title not in self.first else self.first
        return getattr(self, f"_{form}")(known[title], prompt)

    def _title(self, prompt: str) -> str:
        fitting = [title for title in self.written if f"**{title}**" in prompt]
        if fitting:
            return fitting[0]
        # Rows are mended without the business: by the table that is shown.
        ddl = [title for title, known in self.written.items() for table in known.tables.values()
               if _first_ddl(table) in prompt]  # fmt: skip
        return ddl[0] if ddl else next(iter(self.written))

    def _scenarios(self, prompt: str) -> list[dict[str, str]]:
        category = re.findall(r"category “(.+?)”", prompt)[0]
        return [{**known.scenario, "title": title, "category": category} for title, known in self.written.items()]

    def _judgement(self, prompt: str) -> dict[str, str]:
        done = "\nIn all: complete" in prompt
        evidence = (
            "Each change that the task asks for follows from a call whose values were looked up before, and nothing "
        )
        return {"evidence": evidence + ("else changed." if done else "of it is there in the end."),
                "outcome": "completed" if done else "agent_error"}  # fmt: skip

    def _SceneAnswer(self, known: Written, prompt: str) -> dict[str, Any]:  # noqa: N802
        return {**known.scene, "suitable": UNFIT not in prompt}

    def _TasksAnswer(self, known: Written, prompt: str) -> dict[str, Any]:  # noqa: N802
        return {"tasks": known.tasks}

    def _TablesAnswer(self, known: Written, prompt: str) -> dict[str, Any]:  # noqa: N802
        return {"tables": list(known.tables.values())}

    def _ToolListAnswer(self, known: Written, prompt: str) -> dict[str, Any]:  # noqa: N802
        return {"tools": [_listed(tool) for tool in known.tools.values()]}

    def _ToolsAnswer(self, known: Written, prompt: str) -> dict[str, Any]:  # noqa: N802
        wanted = re.findall(r"^Write these now, whole: (.+)\. Answer", prompt, re.MULTILINE)[0].split(", ")
        # What it does, and to which table, stood in the list.
        return {"tools": [{key: value for key, value in known.tools[name].items() if key not in ("does", "table")}
                          for name in wanted]}  # fmt: skip

    def _RowsAnswer(self, known: Written, prompt: str) -> dict[str, Any]:  # noqa: N802
        if prompt.startswith("# Add"):
            return {"tables": _missing(known, prompt)}
        mended = re.findall(r"^# Mend rows of (\S+)", prompt, re.MULTILINE)
        if mended:
            block = known.rows[mended[0]]
            numbers = [int(number) for number in re.findall(r"^- row (\d+):", prompt, re.MULTILINE)]
            return {"tables": {mended[0]: {**block, "rows": [block["rows"][number] for number in numbers]}}}
        wanted = re.findall(r"^Write the rows of: (.+)\.$", prompt, re.MULTILINE)[0].split(", ")
        return {"tables": {name: known.rows[name] for name in wanted}}

    def _DraftsAnswer(self, known: Written, prompt: str) -> dict[str, Any]:  # noqa: N802
        wanted = re.findall(r"^- (r\d+) \(", prompt, re.MULTILINE)
        return {"drafts": [known.drafts[name] for name in wanted if name in known.drafts]}

    def _PartsAnswer(self, known: Written, prompt: str) -> dict[str, Any]:  # noqa: N802
        """The parts that are not as they should be."""
        ((kind, name),) = re.findall(r"^## The (table|tool|task) (\S+), part by part", prompt, re.MULTILINE)
        shown = {address: json.loads(value) for address, value in re.findall(r"^`(\S+)`: (.+)$", prompt, re.MULTILINE)}
        return {"parts": different(shown, getattr(known, _KINDS[kind]).get(name, {}))}


def different(shown: Mapping[str, Any], right: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a piece that must be otherwise; a list whole where it has another length."""
    wanted = parts_of(right)
    changed = {address: value for address, value in wanted.items() if shown.get(address) != value}
    for name in LISTED:
        if sum(a.startswith(f"{name}/") for a in shown) != sum(a.startswith(f"{name}/") for a in wanted):
            changed = {address: value for address, value in changed.items() if not address.startswith(f"{name}/")}
            changed[name] = right.get(name, [])
    return changed


def form_of(request: ChatRequest) -> str:
    """The name of the form that is asked for, in whichever mode."""
    if request.wanted_tool:
        return request.wanted_tool
    if request.response_format == "json_schema":
        return str(request.body["response_format"]["json_schema"]["name"])
    return re.findall(r'"title": "(\w+Answer)"', request.text)[-1]


def _first_ddl(table: Mapping[str, Any]) -> str:
    return str(table["ddl"] if isinstance(table["ddl"], str) else table["ddl"][0])


def _listed(tool: Mapping[str, Any]) -> dict[str, Any]:
    name = tool["name"]
    does = tool.get("does") or ("search" if "list" in name or "search" in name else "get")
    return {"name": name, "does": does, "table": tool.get("table", ""), "purpose": tool["description"][:90]}


def _missing(known: Written, prompt: str) -> dict[str, Any]:
    """Rows that are not in the prompt yet."""
    there = set(prompt.splitlines())
    found = {}
    for name, block in known.rows.items():
        rows: Sequence[Any] = [row for row in block["rows"] if json.dumps(row, ensure_ascii=False) not in there]
        if rows:
            found[name] = {"columns": block["columns"], "rows": rows}
    return found
