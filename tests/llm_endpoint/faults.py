"""What goes wrong with endpoints and models as they are, on purpose.

Which requests are struck is drawn from a seed, the body of the request and how often it came: the same run is struck
alike in any order of work, and a request that is repeated draws anew. What strikes them goes round: no kind is left to
chance, and a kind that cannot spoil this reply waits for one that it can.
"""

import hashlib
import json
import random
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.llm_endpoint.messages import ChatRequest, Reply

TRANSPORT_FAULTS = ("rate_limit", "slow", "reset", "cut_off", "http_500", "http_503_html")
"""The connection or the server fails: `slow` answers after the client's patience."""
CONTENT_FAULTS = (
    "empty", "truncated", "refused", "not_json", "fenced", "wrong_types", "invented_table", "duplicate_keys",
    "other_language", "ignores_schema",
)  # fmt: skip
"""The model fails."""
FAULTS = (*TRANSPORT_FAULTS, *CONTENT_FAULTS)


@dataclass(frozen=True)
class Faults:
    kinds: tuple[str, ...] = ()
    rate: float = 0.0
    seed: int = 0
    retry_after_s: float = 0.05
    slow_s: float = 1.5

    def strikes(self, request: ChatRequest) -> bool:
        """Whether something goes wrong with this request."""
        text = f"{self.seed}|{request.repeats}|{json.dumps(request.body, sort_keys=True)}"
        return random.Random(hashlib.sha256(text.encode()).digest()).random() < self.rate


class Round:
    """Kinds of faults in turn, for many threads."""

    def __init__(self, kinds: Sequence[str]) -> None:
        self._waiting = list(kinds)
        self._lock = threading.Lock()

    def take(self, reply: Reply) -> str | None:
        """The kind that waited longest of those that spoil this reply; None where none does."""
        with self._lock:
            for kind in self._waiting:
                if kind in TRANSPORT_FAULTS or spoilt(reply, kind) != reply:
                    self._waiting.remove(kind)
                    self._waiting.append(kind)
                    return kind
        return None


def spoilt(reply: Reply, fault: str) -> Reply:
    """The reply as a failing model would have given it; transport faults leave it alone."""
    if fault == "empty":
        return Reply(content="")
    if fault == "refused":
        return Reply(refusal="I'm sorry, but I can't help with that.", content=None)
    if fault == "not_json":
        return Reply(content="Sure! I have thought about it carefully, and here is my plan in a few points.")
    if fault == "other_language":
        return Reply(content="Natürlich! Hier ist die gewünschte Ausgabe, leider nur in Worten und nicht als Daten.")
    text = _text_of(reply)
    if text is None or fault not in _SPOILERS:
        return reply
    return _with_text(reply, _SPOILERS[fault](text), "length" if fault == "truncated" else None, fault == "fenced")


def _text_of(reply: Reply) -> str | None:
    if reply.tool_calls:
        arguments = reply.tool_calls[0][1]
        return arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    return reply.content


def _with_text(reply: Reply, text: str, reason: str | None, as_message: bool) -> Reply:
    if reply.tool_calls and not as_message:
        return Reply(tool_calls=((reply.tool_calls[0][0], text),), finish_reason=reason)
    return Reply(content=text, finish_reason=reason)


def _wrong_types(text: str) -> str:
    """Numbers as words and the first inner list as text."""
    return (
        re.sub(r"\[\[", '"[[', text, count=1)
        if "[[" in text
        else re.sub(r":\s*\[", ': "all of them", "_": [', text, count=1)
    )


def _duplicate_keys(text: str) -> str:
    match = re.search(r'\{\s*"(\w+)":', text[1:])
    return text[: match.start() + 2] + f'"{match[1]}": null, ' + text[match.start() + 2 :] if match else text


def _ignores_schema(text: str) -> str:
    document: Any = json.loads(text)
    return json.dumps({"status": "success", "result": {"data": list(document) if isinstance(document, dict) else []}})


_SPOILERS = {
    "truncated": lambda text: text[: len(text) * 2 // 3],
    "fenced": lambda text: f"Here you are:\n\n```json\n{text}\n```\n\nLet me know if you need anything else!",
    "wrong_types": _wrong_types,
    "invented_table": lambda text: re.sub(r"\b(FROM|INTO|UPDATE) [a-z_.]+", r"\1 imaginary_ledger", text, count=1),
    "duplicate_keys": _duplicate_keys,
    "ignores_schema": _ignores_schema,
}
