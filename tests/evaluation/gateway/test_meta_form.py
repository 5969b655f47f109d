"""Native calls and the two meta-tools say the same."""

import itertools
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.gateway.meta_form import Conversation, Memory, meta_messages, native_message, spoken_text
from evaluation.gateway.window import windowed
from training.meta_tools import CALL_TOOL, Call, read_message

TOOLS = [{"type": "function", "function": {"name": "find_boats", "description": "Finds.", "parameters": {}}}]
RULES = {"role": "system", "content": "Be brief."}
ASKED = {"role": "user", "content": "Which boats are free?"}

names = st.sampled_from(["find_boats", "book", "a_b_c"])
values = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
arguments = st.dictionaries(st.sampled_from(["id", "text", "when"]), values, max_size=3)


def written(calls: list[tuple[str, dict[str, Any]]], thought: str = "I look.") -> str:
    bodies = [json.dumps({"name": CALL_TOOL, "arguments": {"tool_name": n, "arguments": a}}) for n, a in calls]
    return f"<think>{thought}</think>" + "".join(f"\n<tool_call>\n{body}\n</tool_call>" for body in bodies)


def native(calls: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    return [{"id": f"c{place}", "type": "function", "function": {"name": n, "arguments": json.dumps(a)}}
            for place, (n, a) in enumerate(calls)]  # fmt: skip


@settings(max_examples=25)
@given(st.lists(st.tuples(names, arguments), min_size=1, max_size=3))
def test_calls_survive_the_way_from_meta_tools_to_native(calls: list[tuple[str, dict[str, Any]]]) -> None:
    text = written(calls)
    message = native_message(text, read_message(text), Conversation([RULES, ASKED], TOOLS), Memory())
    found = [(each["function"]["name"], json.loads(each["function"]["arguments"])) for each in message["tool_calls"]]
    assert found == [(name, given) for name, given in calls]
    assert message["reasoning_content"] == "I look."


@settings(max_examples=25)
@given(st.lists(st.tuples(names, arguments), min_size=1, max_size=3))
def test_calls_of_others_survive_the_way_from_native_to_meta_tools(calls: list[tuple[str, dict[str, Any]]]) -> None:
    said = {"role": "assistant", "content": None, "tool_calls": native(calls)}
    told = meta_messages(Conversation([RULES, ASKED, said], TOOLS), Memory())
    assert read_message(told[-1]["content"]).calls == tuple(Call(name, given) for name, given in calls)


def test_what_the_model_wrote_comes_back_word_for_word() -> None:
    memory, conversation = Memory(), Conversation([RULES, ASKED], TOOLS)
    text = written([("find_boats", {"free": True})], "Let me see which are free.")
    message = native_message(text, read_message(text), conversation, memory)
    result = {"role": "tool", "tool_call_id": message["tool_calls"][0]["id"], "content": "[]"}
    told = meta_messages(Conversation([RULES, ASKED, message, result], TOOLS), memory)
    assert text in [each["content"] for each in told]
    assert told[-1] == {"role": "user", "content": "<tool_response>\n[]\n</tool_response>"}


def test_rules_of_the_benchmark_stand_below_ours_and_tools_are_listed_once_the_model_asked() -> None:
    memory, conversation = Memory(), Conversation([RULES, ASKED], TOOLS)
    first = meta_messages(conversation, memory)
    assert [each["role"] for each in first] == ["system", "user"]
    assert first[0]["content"].endswith("Be brief.")
    memory.keep(conversation.key, "LISTING")
    again = meta_messages(conversation, memory)
    assert again[2] == {"role": "assistant", "content": "LISTING"}
    assert "find_boats" in again[3]["content"]


def test_roles_take_turns_whatever_the_benchmark_sends() -> None:
    calls = {"role": "assistant", "content": "", "tool_calls": native([("a", {}), ("b", {})])}
    results = [{"role": "tool", "tool_call_id": f"c{place}", "content": str(place)} for place in range(2)]
    told = meta_messages(Conversation([RULES, ASKED, calls, *results, ASKED], TOOLS), Memory())
    roles = [each["role"] for each in told]
    assert all(one != other for one, other in itertools.pairwise(roles))
    assert "<tool_response>\n1\n</tool_response>\nWhich boats" in told[-1]["content"]


def test_the_benchmark_reads_no_thought_no_tags() -> None:
    assert spoken_text("<think>Hm.</think>\nIt is <answer>7</answer>.") == "It is 7."
    assert spoken_text("Hm.</think>Yes.<tool_call>{}</tool_call>") == "Yes."


def test_a_window_keeps_what_the_user_wrote_and_whole_turns() -> None:
    turns = [
        message
        for number in range(4)
        for message in (
            {"role": "user", "content": f"ask {number}"},
            {"role": "assistant", "content": None, "tool_calls": native([("a", {})]), "reasoning_content": "hm"},
            {"role": "tool", "tool_call_id": "c0", "content": f"result {number}"},
        )
    ]
    kept = windowed([RULES, *turns], 1)
    assert [each["content"] for each in kept if each["role"] == "user"] == [f"ask {number}" for number in range(4)]
    assert [each["content"] for each in kept if each["role"] == "tool"] == ["result 3"]
    assert sum(each["role"] == "assistant" for each in kept) == 1
    assert all("reasoning_content" not in each for each in kept)
    assert len(windowed([RULES, *turns], 0)) == 13
