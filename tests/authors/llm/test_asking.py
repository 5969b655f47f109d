"""One question at a time: modes, faults, limits, secrets."""

import asyncio
import json
from pathlib import Path

import pytest

from authors.llm import LlmSettings, looping
from authors.llm.answers import PingAnswer, ToolsAnswer
from authors.llm.asking import Desk, NoAnswer
from authors.llm.checking import check_endpoint
from authors.llm.endpoint import EndpointFailed, EndpointRefused
from authors.llm.reading import Unreadable, is_foreign, read_answer
from authors.protocol import AuthorError
from authors.spending import tallying
from tests.llm_endpoint import FAULTS, Faults, LlmEndpoint, Reply

PING = {"word": "ready", "numbers": [1, 2, 3], "named": {"a": 1, "b": [2]}}


def _desk(endpoint: LlmEndpoint, **more: object) -> Desk:
    return Desk(LlmSettings("test-model", endpoint.url, endpoint.key, **{"timeout_s": 5.0, **more}))  # type: ignore[arg-type]


def _ask(desk: Desk, prompt: str = "Say it.") -> PingAnswer:
    return looping.run(desk.ask("test", prompt, PingAnswer))


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("mode", ["tools", "json_schema", "json"])
def test_every_mode_brings_the_same_answer_streamed_or_not(mode: str, stream: bool) -> None:
    with LlmEndpoint(lambda request: PING) as endpoint, tallying() as tally:
        assert _ask(_desk(endpoint, mode=mode, stream=stream)).numbers == [1, 2, 3]
        assert bool(endpoint.requests[0].body.get("stream")) is stream
    assert tally.tokens_in > 0 and tally.tokens_out > 0


NO_STATEMENT = ("invented_table",)
"""Faults of SQL, of which a ping has none; whole syntheses meet them."""


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("fault", [each for each in FAULTS if each not in NO_STATEMENT])
def test_a_fault_that_comes_now_and_then_is_survived(fault: str, stream: bool) -> None:
    with LlmEndpoint(lambda request: PING, faults=Faults((fault,), 0.3, seed=3, slow_s=2.0)) as endpoint:
        desk = _desk(endpoint, timeout_s=1.0, tries=12, stream=stream)
        answers = [_ask(desk, f"Say it, {number}.") for number in range(6)]
    assert endpoint.met[fault]
    assert {answer.word for answer in answers} == {"ready"}


def test_what_always_fails_ends_with_its_reason() -> None:
    with LlmEndpoint(lambda request: Reply(content="no")) as endpoint, pytest.raises(NoAnswer) as caught:
        _ask(_desk(endpoint))
    assert caught.value.rule == "not_json"


def test_an_endpoint_that_always_fails_ends_with_its_last_error() -> None:
    faults = Faults(("http_500",), 1.0)
    with LlmEndpoint(lambda request: PING, faults=faults) as endpoint, pytest.raises(EndpointFailed, match="2 tries"):
        _ask(_desk(endpoint, tries=2))


def test_a_wrong_key_is_refused_at_once_and_stands_in_no_message() -> None:
    with LlmEndpoint(lambda request: PING) as endpoint:
        desk = Desk(LlmSettings("test-model", endpoint.url, "sk-wrong-but-secret"))
        with pytest.raises(EndpointRefused) as caught:
            _ask(desk)
    assert "sk-wrong" not in str(caught.value) and "OPENAI_API_KEY" in str(caught.value)
    assert "sk-wrong" not in repr(desk)


def test_retry_after_is_honoured_by_everybody() -> None:
    faults = Faults(("rate_limit",), 0.3, retry_after_s=0.3)
    with LlmEndpoint(lambda request: PING, faults=faults) as endpoint:
        desk = _desk(endpoint, tries=20)

        async def all_at_once() -> None:
            await asyncio.gather(*(desk.ask("test", f"Say it, {n}.", PingAnswer) for n in range(10)))

        looping.run(all_at_once())
    assert endpoint.met["rate_limit"]


def test_thirty_two_at_once_hold_the_limit_exactly() -> None:
    with LlmEndpoint(lambda request: PING, takes_s=0.05) as endpoint:
        desk = _desk(endpoint, concurrency=5)

        async def all_at_once() -> None:
            await asyncio.gather(*(desk.ask("test", f"Say it, {n}.", PingAnswer) for n in range(32)))

        looping.run(all_at_once())
    assert endpoint.most_at_once == 5


def test_requests_start_in_the_order_in_which_they_were_asked() -> None:
    with LlmEndpoint(lambda request: PING, takes_s=0.01) as endpoint:
        desk = _desk(endpoint, concurrency=1)

        async def all_at_once() -> None:
            await asyncio.gather(*(desk.ask("test", f"Say it, {n:02d}.", PingAnswer) for n in range(12)))

        looping.run(all_at_once())
    assert [request.last for request in endpoint.requests] == [f"Say it, {n:02d}." for n in range(12)]


def test_a_streamed_answer_is_replayed_by_who_streams_nothing(tmp_path: Path) -> None:
    with LlmEndpoint(lambda request: PING) as endpoint:
        _ask(_desk(endpoint, records=str(tmp_path), stream=True))
    assert _ask(_desk(endpoint, replay=str(tmp_path))).word == "ready"


def test_answers_are_counted_and_recalled_ones_are_free(tmp_path: Path) -> None:
    with LlmEndpoint(lambda request: PING) as endpoint:
        settings = {"records": str(tmp_path), "price_in": 1.0, "price_out": 1.0}
        with tallying() as tally:
            _ask(_desk(endpoint, **settings))
        assert tally.tokens_out > 0 and tally.cost > 0
        # Another desk is another process: it has only the records.
        with tallying() as again:
            _ask(_desk(endpoint, **settings, timeout_s=6.0))
        assert len(endpoint.requests) == 1
        assert again.cost == 0 and again.calls[0].recalled


def test_the_endpoint_is_tried_in_all_modes() -> None:
    with LlmEndpoint(lambda request: PING, modes=("json_object",)) as endpoint:
        found = looping.run(check_endpoint(_desk(endpoint).settings))
    assert found["json"] == "works"
    assert "not supported" in found["tools"] and "not supported" in found["json_schema"]


@pytest.mark.parametrize(
    "text",
    ['```json\n{"tools": [1]}\n```', 'Here: {"tools": [1]} Bye!', "[1]", '{"result": {"tools": [1]}}'],
)
def test_wrapped_answers_are_read(text: str) -> None:
    assert read_answer(text, ToolsAnswer).tools == [1]


@pytest.mark.parametrize(
    ("text", "rule"),
    [("", "empty"), ("Sure!", "not_json"), ('{"tools": 3}', "wrong_form"),
     ('{"tools": [{"a": 1, "a": 2}]}', "duplicate_keys")],
)  # fmt: skip
def test_what_cannot_be_read_is_named(text: str, rule: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_answer(text, ToolsAnswer)
    assert caught.value.rule == rule


def test_another_language_is_noticed() -> None:
    assert is_foreign("Bitte verlängere meine Ausleihe um vierzehn Tage und storniere danach die Reservierung " * 3)
    assert not is_foreign("Please renew my loan by fourteen days, and then cancel the reservation that I have " * 3)


def test_settings_that_cannot_work_are_refused() -> None:
    with pytest.raises(AuthorError, match="password"):
        LlmSettings("m", "https://user:pass@example.org/v1")
    with pytest.raises(AuthorError, match="prices"):
        LlmSettings("m", budget_usd=1.0)
    assert json.dumps(str(LlmSettings("m", key="sk-secret-secret"))).count("sk-secret") == 0
