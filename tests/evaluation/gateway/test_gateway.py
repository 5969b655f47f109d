"""The gateway over real sockets: a benchmark's client on one side, an endpoint on the other."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import openai
import pytest

from evaluation.benchmark import Settings, Subject
from evaluation.errors import EvaluationError
from evaluation.gateway import KEY, Gateway
from evaluation.profiles import PROFILES, Profile
from tests.llm_endpoint import ChatRequest, LlmEndpoint, Reply

TOOLS: list[Any] = [
    {"type": "function", "function": {
        "name": "find_boats", "description": "Finds boats.",
        "parameters": {"type": "object", "properties": {"free": {"type": "boolean"}}}}}
]  # fmt: skip
ASKED: list[Any] = [{"role": "user", "content": "Which boats are free?"}]
LISTING = '<think>What is there?</think><tool_call>{"name": "list_tools", "arguments": {}}</tool_call>'
CALLING = (
    '<think>Look.</think><tool_call>{"name": "call_tool", "arguments": '
    '{"tool_name": "find_boats", "arguments": {"free": true}}}</tool_call>'
)


@contextmanager
def asked_through(
    answer: Any, profile: Profile, place: Path, **options: Any
) -> Iterator[tuple[LlmEndpoint, Gateway, openai.OpenAI]]:
    with LlmEndpoint(answer, **options) as endpoint, standing(endpoint, profile, place) as (gateway, client):
        yield endpoint, gateway, client


@contextmanager
def standing(endpoint: LlmEndpoint, profile: Profile, place: Path, retries: int = 0) -> Iterator[Any]:
    subject = Subject("test-model", endpoint.url, endpoint.key)
    settings = Settings(place, profile, retries=retries, request_s=5)
    with Gateway(subject, settings) as gateway:
        yield gateway, openai.OpenAI(base_url=gateway.base_url, api_key=KEY)


def test_native_calls_go_through_with_the_profiles_sampling_and_not_the_benchmarks(tmp_path: Path) -> None:
    profile = replace(PROFILES["awm"], tools="native")
    with LlmEndpoint(lambda request: Reply(tool_calls=(("find_boats", {"free": True}),))) as endpoint:
        with standing(endpoint, profile, tmp_path) as (gateway, client):
            done = client.chat.completions.create(
                model="whatever", messages=ASKED, tools=TOOLS, temperature=0.001, store=False
            )
        (asked,) = endpoint.requests
    assert done.choices[0].message.tool_calls[0].function.name == "find_boats"
    assert (asked.body["temperature"], asked.body["top_p"], asked.body["top_k"]) == (0.6, 0.95, 20)
    assert asked.body["model"] == "test-model"
    assert "store" not in asked.body
    assert gateway.tally.answers == 1
    assert gateway.tally.prompt_tokens > 0


def test_a_model_that_knows_the_meta_tools_is_asked_in_them_and_answers_natively(tmp_path: Path) -> None:
    def model(request: ChatRequest) -> Reply:
        assert not request.tools
        return Reply(CALLING if "find_boats" in request.text else LISTING)

    with LlmEndpoint(model) as endpoint, standing(endpoint, PROFILES["worldloom"], tmp_path) as (_gateway, client):
        first = client.chat.completions.create(model="m", messages=ASKED, tools=TOOLS).choices[0]
        call = first.message.tool_calls[0]
        said = {"role": "assistant", "content": None, "tool_calls": [call.model_dump()]}
        result = {"role": "tool", "tool_call_id": call.id, "content": "[]"}
        client.chat.completions.create(model="m", messages=[*ASKED, said, result], tools=TOOLS)
        last = endpoint.requests[-1].messages
    assert (call.function.name, json.loads(call.function.arguments)) == ("find_boats", {"free": True})
    assert first.finish_reason == "tool_calls"
    assert [each["content"] for each in last if each["role"] == "assistant"] == [LISTING, CALLING]
    assert last[-1]["content"] == "<tool_response>\n[]\n</tool_response>"


def test_a_malformed_call_is_answered_as_a_session_would_and_counted(tmp_path: Path) -> None:
    def model(request: ChatRequest) -> Reply:
        return Reply(CALLING if "no JSON" in request.last else "<tool_call>{oops</tool_call>")

    with LlmEndpoint(model) as endpoint, standing(endpoint, PROFILES["worldloom"], tmp_path) as (gateway, client):
        done = client.chat.completions.create(model="m", messages=ASKED, tools=TOOLS)
        assert gateway.tally.violations == 1
    assert done.choices[0].message.tool_calls[0].function.name == "find_boats"


def test_a_model_that_never_writes_a_call_well_is_given_up_on(tmp_path: Path) -> None:
    with LlmEndpoint(lambda request: Reply("<tool_call>{oops</tool_call>")) as endpoint:
        with standing(endpoint, PROFILES["worldloom"], tmp_path) as (_, client):
            done = client.chat.completions.create(model="m", messages=ASKED, tools=TOOLS)
        assert len(endpoint.requests) == 4
    assert not done.choices[0].message.tool_calls


def test_a_thought_within_the_text_goes_beside_it(tmp_path: Path) -> None:
    answer = lambda request: Reply("<think>Hm.</think>\n\n[f(x=1)]")  # noqa: E731
    with asked_through(answer, PROFILES["native"], tmp_path) as (_, _, client):
        message = client.chat.completions.create(model="m", messages=ASKED).choices[0].message
    assert message.content == "[f(x=1)]"
    assert message.reasoning_content == "Hm."


def test_whoever_streams_gets_the_same_calls(tmp_path: Path) -> None:
    answer = lambda request: Reply(tool_calls=(("find_boats", {}),))  # noqa: E731
    with asked_through(answer, PROFILES["native"], tmp_path) as (_, _, client):
        pieces = list(client.chat.completions.create(model="m", messages=ASKED, tools=TOOLS, stream=True))
    calls = [call for piece in pieces for choice in piece.choices for call in choice.delta.tool_calls or []]
    assert [call.function.name for call in calls] == ["find_boats"]


def test_an_endpoint_that_is_gone_is_asked_no_more_and_nobody_tries_again(tmp_path: Path) -> None:
    endpoint = LlmEndpoint(lambda request: "")
    with endpoint:
        pass
    with standing(endpoint, PROFILES["native"], tmp_path, retries=1) as (gateway, client):
        for _ in range(2):
            with pytest.raises(openai.InternalServerError, match="cannot be reached"):
                client.chat.completions.create(model="m", messages=ASKED)
        assert "cannot be reached" in gateway.down


def test_a_key_that_is_refused_is_said_and_never_shown(tmp_path: Path) -> None:
    with LlmEndpoint(lambda request: "") as endpoint:
        endpoint.key = "sk-other"
        subject = Subject("test-model", endpoint.url, "sk-secret-1")
        with Gateway(subject, Settings(tmp_path, PROFILES["native"])) as gateway:
            client = openai.OpenAI(base_url=gateway.base_url, api_key=KEY)
            with pytest.raises(openai.InternalServerError) as caught:
                client.chat.completions.create(model="m", messages=ASKED)
    assert "OPENAI_API_KEY" in str(caught.value)
    assert "sk-secret-1" not in str(caught.value) + gateway.down


def test_refusals_of_everything_are_the_endpoints_fault_and_of_one_the_items(tmp_path: Path) -> None:
    with asked_through(lambda request: "", PROFILES["native"], tmp_path, modes=()) as (_, gateway, client):
        for _ in range(2):
            with pytest.raises(openai.BadRequestError, match="not supported"):
                client.chat.completions.create(model="m", messages=ASKED, tools=TOOLS)
        assert not gateway.down
        with pytest.raises(openai.InternalServerError, match="refuses every request"):
            client.chat.completions.create(model="m", messages=ASKED, tools=TOOLS)
        assert gateway.down


def test_others_on_this_machine_cannot_use_the_endpoint_through_it(tmp_path: Path) -> None:
    with asked_through(lambda request: "", PROFILES["native"], tmp_path) as (endpoint, gateway, _):
        stranger = openai.OpenAI(base_url=gateway.base_url, api_key="another")
        with pytest.raises(openai.AuthenticationError, match="not its own"):
            stranger.chat.completions.create(model="m", messages=ASKED)
        assert not endpoint.requests


def test_a_policy_of_ours_cannot_be_asked_through_a_socket(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="--base-url"):
        Gateway(Subject("oracle"), Settings(tmp_path))
