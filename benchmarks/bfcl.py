"""How much BFCL asks of a model: items, requests and tokens, counted in its own data.

    python -m benchmarks.bfcl .worldloom/benchmarks/bfcl/python

In:  the folder of BFCL's Python, as `worldloom evaluate --benchmark bfcl` sets it up. Out: JSON.
A single question is one request. A conversation is one request for each call of its solution and one more to end each
turn, each of which reads all functions and what was said before: a model that calls several at once asks less, one that
errs asks more. Tokens are characters by four; a result of a call counts as 300 characters.
"""

import json
import sys
from pathlib import Path
from typing import Any

from evaluation.bfcl.categories import LIVE, MULTI_TURN, NON_LIVE
from evaluation.bfcl.data import PREFIX, data_folder
from evaluation.pythons import interpreter

CHARACTERS_A_TOKEN = 4
RESULT_CHARACTERS = 300
DOCUMENTS = {
    "GorillaFileSystem": "gorilla_file_system", "MathAPI": "math_api", "MessageAPI": "message_api",
    "TwitterAPI": "posting_api", "TicketAPI": "ticket_api", "TradingBot": "trading_bot",
    "TravelAPI": "travel_booking", "VehicleControlAPI": "vehicle_control",
}  # fmt: skip
"""Which file describes the functions of a class, as BFCL has it."""


def main() -> None:
    data = data_folder(interpreter(Path(sys.argv[1])))
    parts = {"non_live": NON_LIVE, "live": LIVE, "multi_turn": MULTI_TURN}
    counted = {name: _group(data, categories) for name, categories in parts.items()}
    total = {key: sum(part[key] for part in counted.values()) for key in ("items", "requests", "prompt_tokens")}
    print(json.dumps({**counted, "all": total}, indent=2))


def _group(data: Path, categories: tuple[str, ...]) -> dict[str, int]:
    asked = [each for category in categories for each in _requests(data, category)]
    return {
        "items": len(asked),
        "requests": sum(map(len, asked)),
        "prompt_tokens": sum(map(sum, asked)) // CHARACTERS_A_TOKEN,
    }


def _requests(data: Path, category: str) -> list[list[int]]:
    """For each item the characters that each of its requests reads."""
    entries = _lines(data / f"{PREFIX}_{category}.json")
    if category not in MULTI_TURN:
        return [[len(json.dumps(entry["function"])) + _said(entry["question"][0])] for entry in entries]
    solutions = {
        each["id"]: each["ground_truth"] for each in _lines(data / "possible_answer" / f"{PREFIX}_{category}.json")
    }
    return [_conversation(data, entry, solutions[entry["id"]]) for entry in entries]


def _conversation(data: Path, entry: dict[str, Any], solution: list[list[str]]) -> list[int]:
    described = [data / "multi_turn_func_doc" / f"{DOCUMENTS[name]}.json" for name in entry["involved_classes"]]
    read, requests = sum(path.stat().st_size for path in described), []
    for question, calls in zip(entry["question"], solution, strict=True):
        read += _said(question)
        for call in calls:
            requests.append(read)
            read += len(call) + RESULT_CHARACTERS
        requests.append(read)
    return requests


def _said(messages: list[dict[str, str]]) -> int:
    return sum(len(message["content"]) for message in messages)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
