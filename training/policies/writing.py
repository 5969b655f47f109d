"""Assistant messages as text in tags: what the oracle, the random policy and the cheats write.

In:  a thought, calls or an answer. Out: text that `read_message` takes apart again.
"""

import json
from typing import Any

from environments import final_answer_of
from training.meta_tools import CALL_TOOL, LIST_TOOLS


def listing_message(thought: str) -> str:
    """The message that asks for the list of tools."""
    return _message(thought, [{"name": LIST_TOOLS, "arguments": {}}])


def calling_message(thought: str, tool: str, arguments: Any) -> str:
    """A message with one call."""
    return _message(thought, [{"name": CALL_TOOL, "arguments": {"tool_name": tool, "arguments": arguments}}])


def closing_message(thought: str, answer: Any, closing: str = "Everything is done.") -> str:
    """The last message; `answer` is None where nothing is asked for."""
    body = closing if answer is None else f"<answer>{answer_text(answer)}</answer>"
    return f"<think>\n{thought}\n</think>\n\n{body}"


def answer_text(answer: Any) -> str:
    """An answer as it stands between its tags."""
    text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    return text if final_answer_of(f"<answer>{text}</answer>") == text.strip() else json.dumps(text)


def _message(thought: str, calls: list[dict[str, Any]]) -> str:
    blocks = [f"<tool_call>\n{json.dumps(call, ensure_ascii=False)}\n</tool_call>" for call in calls]
    return f"<think>\n{thought}\n</think>\n\n" + "\n".join(blocks)
