"""Two models for BFCL: one that knows all answers, because it reads the data, and one that says nothing.

In:  the folder of BFCL's data, categories. Out: answers for `LlmEndpoint`, in native calls.
"""

import ast
import json
from pathlib import Path
from typing import Any

from tests.llm_endpoint import ChatRequest, Reply

Calls = tuple[tuple[str, dict[str, Any]], ...]


def silent(request: ChatRequest) -> Reply:
    return Reply("")


class Knowing:
    """Gives the answers of these categories, of which no two ask the same of the same functions."""

    def __init__(self, data: Path, *categories: str) -> None:
        self.questions = [
            (category, entry) for category in categories for entry in _lines(data / f"BFCL_v4_{category}.json")
        ]
        answers = [data / "possible_answer" / f"BFCL_v4_{category}.json" for category in categories]
        self.answers = {
            entry["id"]: entry["ground_truth"] for path in answers if path.is_file() for entry in _lines(path)
        }

    def __call__(self, request: ChatRequest) -> Reply:
        said = [message for message in request.messages if message["role"] == "user"]
        category, entry = next(each for each in self.questions if _is_asked(each[1], said, request))
        if category.startswith("multi_turn"):
            return self._in_conversation(entry, request)
        if category.endswith("irrelevance"):
            return Reply("None of these functions can do that.")
        if category.endswith("relevance"):
            return Reply(tool_calls=((request.tools[0], {}),))
        calls = [(name.replace(".", "_"), _chosen(given)) for each in self.answers[entry["id"]]
                 for name, given in each.items()]  # fmt: skip
        return Reply(tool_calls=tuple(calls))

    def _in_conversation(self, entry: dict[str, Any], request: ChatRequest) -> Reply:
        """All calls of a turn at once; then a word, so that the next turn begins."""
        turn = sum(message["role"] == "user" for message in request.messages) - 1
        if request.messages[-1]["role"] != "user" or not self.answers[entry["id"]][turn]:
            return Reply("That is all that I can do.")
        offered = {tool["function"]["name"]: tool["function"] for tool in request.body["tools"]}
        return Reply(tool_calls=tuple(_parsed(text, offered) for text in self.answers[entry["id"]][turn]))


def _is_asked(entry: dict[str, Any], said: list[dict[str, Any]], request: ChatRequest) -> bool:
    """Whether this is the question: the same words in every turn, and, where those occur twice, the same functions.

    A turn without words is one in which functions are added; its words are BFCL's.
    """
    names = [function["name"].replace(".", "_") for function in entry.get("function", [])]
    turns = [[message["content"] for message in turn if message["role"] == "user"] for turn in entry["question"]]
    is_said = len(said) <= len(turns) and all(
        not turn or message["content"] in turn for message, turn in zip(said, turns, strict=False)
    )
    return is_said and (not names or set(names) == set(request.tools))


def _chosen(given: Any) -> Any:
    """Of every parameter the first value that is accepted; one that may be left out is."""
    return {name: _plain(values[0]) for name, values in given.items() if "" not in values}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(values[0] if isinstance(values, list) else values) for name, values in value.items()
                if not (isinstance(values, list) and "" in values)}  # fmt: skip
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _parsed(text: str, offered: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A call of the ground truth as a native one: arguments by place get the names that the function gives them."""
    call = ast.parse(text.strip(), mode="eval").body
    assert isinstance(call, ast.Call)
    assert isinstance(call.func, ast.Name)
    names = list(offered[call.func.id]["parameters"]["properties"]) if call.func.id in offered else []
    placed = {name: ast.literal_eval(each) for name, each in zip(names, call.args, strict=False)}
    return call.func.id, {**placed, **{str(each.arg): ast.literal_eval(each.value) for each in call.keywords}}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
