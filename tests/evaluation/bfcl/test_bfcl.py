"""BFCL for real: its package in a Python of its own, its scorer, an endpoint that knows all answers, a silent one."""

import csv
import json
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from evaluation.benchmark import ItemResult, Settings, Subject, Unanswered
from evaluation.benchmarks.bfcl import BENCHMARK, RECIPE
from evaluation.bfcl.data import data_folder
from evaluation.errors import EvaluationError
from evaluation.profiles import PROFILES, Profile
from evaluation.pythons import separate_python
from schemas import Evaluation
from tests.evaluation.bfcl.players import Knowing, silent
from tests.llm_endpoint import LlmEndpoint, Reply

HOME = Path(__file__).parent.parent.parent.parent / "build" / "benchmarks" / "bfcl"
MIXED = ("simple_python", "parallel", "multiple", "live_simple", "irrelevance", "live_relevance", "multi_turn_base")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def python() -> Path:
    return separate_python(HOME / "python", RECIPE, print)


@pytest.fixture
def place(python: Path, tmp_path: Path) -> Path:
    """A place of its own for runs, with the one Python that is built for all tests."""
    for folder in (tmp_path, tmp_path / "quiet"):
        folder.mkdir(exist_ok=True)
        (folder / "python").symlink_to(HOME / "python")
    return tmp_path


def asked(
    place: Path, answer: Any, categories: Sequence[str], profile: Profile = PROFILES["native"], most: int = 4,
    **options: str,
) -> list[Evaluation]:  # fmt: skip
    """The records of a run over the first few items of each category."""
    records: list[Evaluation] = []
    options = {"per-category": str(most), **options}
    settings = Settings(place, profile, at_once=4, retries=0, request_s=20, options=options)

    def note(result: ItemResult | tuple[str, Unanswered]) -> None:
        assert isinstance(result, ItemResult), result
        records.append(result.record)

    with LlmEndpoint(answer) as endpoint:
        subject = Subject("test-model", endpoint.url, endpoint.key)
        BENCHMARK.run(BENCHMARK.items(settings, categories), subject, settings, note)
    return records


@pytest.mark.parametrize("categories", [MIXED, ("multi_turn_miss_func",)])
def test_all_answers_are_right_and_silence_is_right_only_where_nothing_can_be_called(
    categories: Sequence[str], python: Path, place: Path
) -> None:
    records = asked(place, Knowing(data_folder(python), *categories), categories)
    assert {each.item: each.score for each in records if each.score != 1.0} == {}
    assert Counter(each.category for each in records) == dict.fromkeys(categories, 4)
    quiet = asked(place / "quiet", silent, categories)
    assert {each.category for each in quiet if each.score} == {"irrelevance"} & set(categories)
    assert all(each.failures for each in quiet if not each.score)


def test_conversations_through_the_two_meta_tools_are_right_too(python: Path, place: Path) -> None:
    """The same model behind a shell that speaks only tags."""
    knowing = Knowing(data_folder(python), "multi_turn_base")
    records = asked(place, Tagged(knowing), ["multi_turn_base"], PROFILES["worldloom"], most=2)
    assert [each.score for each in records] == [1.0, 1.0]


def test_prompt_mode_asks_without_functions_and_reads_calls_from_text(python: Path, place: Path) -> None:
    def spell(request: Any) -> Reply:
        assert not request.tools
        return Reply("<think>Which one?</think>[nothing_like_that(x=1)]")

    records = asked(place, spell, ["irrelevance"], mode="prompt")
    assert [each.score for each in records] == [0.0] * 4
    assert records[0].failures == {"irrelevance_error:decoder_success": 1}


def test_an_endpoint_that_dies_half_way_costs_no_item_and_the_next_run_asks_only_the_rest(
    python: Path, place: Path
) -> None:
    category, counted = "simple_python", threading.Semaphore(2)
    knowing = Knowing(data_folder(python), category)
    requests: list[str] = []

    def dying(request: Any) -> Reply:
        requests.append(request.last)
        if not counted.acquire(blocking=False):
            raise ConnectionResetError
        return knowing(request)

    settings = Settings(place, PROFILES["native"], at_once=1, retries=0, request_s=20)
    items = BENCHMARK.items(settings, [category])[:5]
    noted: list[ItemResult] = []
    missed: list[str] = []

    def note(result: ItemResult | tuple[str, Unanswered]) -> None:
        if isinstance(result, ItemResult):
            noted.append(result)
        else:
            missed.append(result[0])

    with LlmEndpoint(dying) as endpoint:
        subject = Subject("test-model", endpoint.url, endpoint.key)
        BENCHMARK.run(items, subject, settings, note)
        assert (len(noted), len(missed)) == (2, 3)
        counted.release(10)
        requests.clear()
        BENCHMARK.run([item for item in items if item.id in missed], subject, settings, note)
    assert len(requests) == 3
    assert [each.record.score for each in noted] == [1.0] * 5


def test_our_table_is_bfcls_own(python: Path, place: Path) -> None:
    """Where half of the answers are right, in the categories of which BFCL writes a table."""
    category = "multi_turn_base"
    knowing = Knowing(data_folder(python), category)
    flips = iter([True, False] * 100)
    chosen: dict[str, bool] = {}

    def half(request: Any) -> Reply:
        key = request.messages[0]["content"]
        return knowing(request) if chosen.setdefault(key, next(flips)) else Reply("")

    records = asked(place, half, [category])
    (table,) = place.glob("runs/*/score/data_multi_turn.csv")
    (row,) = list(csv.DictReader(table.open()))
    ours = {score.name: score.value for score in BENCHMARK.scores(records)}
    assert ours[category] == pytest.approx(float(row["Base"].rstrip("%")) / 100)
    assert 0 < ours[category] < 1


def test_calls_that_would_run_code_are_refused(python: Path, place: Path, tmp_path: Path) -> None:
    """A hostile model: BFCL executes what it writes."""
    target = tmp_path / "written"

    def hostile(request: Any) -> Reply:
        if request.messages[-1]["role"] != "user":
            return Reply("done")
        return Reply(tool_calls=(
            ("open", {"file": str(target), "mode": "w"}),
            (f"print(open({str(target)!r}, 'w')) or ls", {}),
            ("ls", {f"a=open({str(target)!r}, 'w'), b": True}),
        ))  # fmt: skip

    records = asked(place, hostile, ["multi_turn_base"], most=1)
    assert [each.score for each in records] == [0.0]
    assert not target.exists()


def test_a_category_that_does_not_exist_is_named_with_those_that_do(python: Path, place: Path) -> None:
    with pytest.raises(EvaluationError, match=r"no category 'multi_turns'.*multi_turn_base"):
        BENCHMARK.items(Settings(place), ["multi_turns"])


class Tagged:
    """A model that knows only the two meta-tools, around one that calls natively."""

    def __init__(self, inner: Knowing) -> None:
        self.inner = inner

    def __call__(self, request: Any) -> Reply:
        messages, tools = untagged(request.messages)
        if not tools:
            return Reply('<think>What is there?</think><tool_call>{"name": "list_tools", "arguments": {}}</tool_call>')
        body = {**request.body, "messages": messages, "tools": [{"function": each} for each in tools]}
        reply = self.inner(type(request)(body, request.number, request.repeats))
        calls = [{"name": "call_tool", "arguments": {"tool_name": name, "arguments": given}}
                 for name, given in reply.tool_calls]  # fmt: skip
        tags = "\n".join(f"<tool_call>\n{json.dumps(call)}\n</tool_call>" for call in calls)
        return Reply(f"<think>Now this.</think>{reply.content or ''}{tags}")


def untagged(messages: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Any]]:
    """The conversation as the inner model reads it, and the tools that were listed."""
    said: list[dict[str, Any]] = []
    tools: list[Any] = []
    for message in messages[1:]:
        for role, text in parts(message):
            if role == "tool" and not tools:
                tools = json.loads(text)
            elif not (role == "assistant" and "list_tools" in text):
                said.append({"role": role, "content": text})
    return said, tools


def parts(message: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """A message's tool responses and what the user wrote after them."""
    text = message["content"]
    while message["role"] == "user" and text.startswith("<tool_response>"):
        response, _, text = text.removeprefix("<tool_response>\n").partition("\n</tool_response>")
        yield "tool", response
        text = text.lstrip("\n")
    if text:
        yield message["role"], text
