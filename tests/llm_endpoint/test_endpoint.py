"""The endpoint itself, seen through the official client."""

import pytest
from openai import APIConnectionError, AuthenticationError, BadRequestError, OpenAI, RateLimitError

from tests.llm_endpoint import Faults, LlmEndpoint, Reply


def _client(endpoint: LlmEndpoint, key: str | None = None) -> OpenAI:
    return OpenAI(base_url=endpoint.url, api_key=key or endpoint.key, max_retries=0, timeout=1)


def _ask(client: OpenAI, text: str = "hello", **more: object) -> object:
    return client.chat.completions.create(model="test-model", messages=[{"role": "user", "content": text}], **more)  # type: ignore[call-overload]


def test_it_answers_with_what_it_is_told_to_say_and_counts_tokens() -> None:
    with LlmEndpoint(lambda request: request.last.upper()) as endpoint:
        said = _ask(_client(endpoint))
    assert said.choices[0].message.content == "HELLO"
    assert said.usage.prompt_tokens > 0 and said.usage.completion_tokens > 0


def test_a_document_becomes_a_call_of_the_tool_that_must_be_called() -> None:
    tool = {"type": "function", "function": {"name": "note", "parameters": {"type": "object", "properties": {}}}}
    with LlmEndpoint(lambda request: {"a": 1}) as endpoint:
        said = _ask(_client(endpoint), tools=[tool], tool_choice={"type": "function", "function": {"name": "note"}})
    assert said.choices[0].message.tool_calls[0].function.arguments == '{"a":1}'
    assert said.choices[0].finish_reason == "tool_calls"


def test_a_stream_gives_the_same_words_in_pieces() -> None:
    with LlmEndpoint(lambda request: "word " * 30) as endpoint:
        stream = _ask(_client(endpoint), stream=True, stream_options={"include_usage": True})
        chunks = list(stream)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices) == "word " * 30
    assert chunks[-1].usage.total_tokens > 0


def test_a_tool_call_is_streamed_too() -> None:
    with LlmEndpoint(lambda request: Reply(tool_calls=(("pay", {"cents": 1_250, "to": "x" * 90}),))) as endpoint:
        chunks = list(_ask(_client(endpoint), stream=True))
    deltas = [call for chunk in chunks for call in chunk.choices[0].delta.tool_calls or []]
    assert "".join(delta.function.arguments or "" for delta in deltas).startswith('{"cents":1250')


def test_a_wrong_key_and_a_mode_that_is_not_there_are_refused() -> None:
    with LlmEndpoint(lambda request: "", modes=("json_object",)) as endpoint:
        with pytest.raises(AuthenticationError):
            _ask(_client(endpoint, "sk-wrong"))
        with pytest.raises(BadRequestError):
            _ask(_client(endpoint), tools=[{"type": "function", "function": {"name": "x", "parameters": {}}}])


@pytest.mark.parametrize(
    ("fault", "error"),
    [("rate_limit", RateLimitError), ("reset", APIConnectionError), ("slow", APIConnectionError),
     ("cut_off", APIConnectionError)],
)  # fmt: skip
def test_transport_faults_reach_the_client_as_from_a_real_server(fault: str, error: type[Exception]) -> None:
    with LlmEndpoint(lambda request: "fine", faults=Faults((fault,), 1.0)) as endpoint, pytest.raises(error):
        _ask(_client(endpoint))
    assert endpoint.met[fault] == 1


def test_a_repeated_request_draws_its_fault_anew() -> None:
    with LlmEndpoint(lambda request: "fine", faults=Faults(("empty",), 0.5, seed=3)) as endpoint:
        said = [_ask(_client(endpoint)).choices[0].message.content for _ in range(12)]
    assert {"", "fine"} == set(said)


def test_every_kind_of_fault_comes_in_its_turn_and_waits_for_an_answer_that_it_can_spoil() -> None:
    said = {"plain": "fine", "sql": {"sql": "SELECT id FROM boats"}}
    faults = Faults(("invented_table", "empty", "refused"), 1.0)
    with LlmEndpoint(lambda request: said[request.last], faults=faults) as endpoint:
        answers = [
            _ask(_client(endpoint), text).choices[0].message.content for text in ("plain", "plain", "sql", "plain")
        ]
    assert answers == ["", None, '{"sql":"SELECT id FROM imaginary_ledger"}', ""]
    assert endpoint.met == {"empty": 2, "refused": 1, "invented_table": 1}
