"""Many episodes at once, and policies, models and endpoints that misbehave: every episode ends under a name."""

import asyncio
import json
from pathlib import Path

import pytest

from environments import Environment, load_environment
from tests.llm_endpoint import Faults, LlmEndpoint, Reply
from tests.training.oracle import listing, solution_messages, use
from training.episode import Rules
from training.loop import Assignment, Limits, Played, Stage, play_all
from training.panel import panel_report
from training.policies.cheats import panel
from training.policies.endpoint import EndpointPolicy, Sampling
from training.policies.oracle import Oracle
from training.policies.protocol import Policy, Written
from training.policies.random_calls import RandomCalls
from training.policies.scripted import Scripted
from training.records import rollout_of


@pytest.fixture(scope="module")
def railway(railway_folder: Path) -> Environment:
    return load_environment(railway_folder)


def play(
    environment: Environment, policy: Policy, rules: Rules | None = None, n: int = 1, limits: Limits | None = None,
    tasks: list[str] | None = None,
) -> list[Played]:  # fmt: skip
    assignments = [Assignment("railway@1", task, k) for task in tasks or environment.tasks for k in range(n)]
    stage = Stage(lambda reference: environment)
    return asyncio.run(play_all(assignments, policy, stage, rules or Rules(), limits))


@pytest.mark.parametrize("tools", ["meta", "native"])
def test_the_oracle_completes_every_task(railway: Environment, tools: str) -> None:
    rules = Rules(tools=tools)  # type: ignore[arg-type]
    assert [each.reward for each in play(railway, Oracle(), rules, n=3)] == [1.0] * 30


def test_random_calls_fit_the_schemas_and_complete_nothing(railway: Environment) -> None:
    played = play(railway, RandomCalls(), Rules(is_training=False), n=3)
    assert not any(each.reward == 1.0 for each in played)
    calls = [made for each in played for made in each.episode.made if made.result]  # type: ignore[union-attr]
    assert sum(call.result.ok for call in calls if call.result) > len(calls) / 4


def test_the_same_seed_gives_the_same_rollouts(railway: Environment) -> None:
    first, second = (play(railway, RandomCalls(3), Rules(is_training=False)) for _ in range(2))
    assert [rollout_of(each, "railway@1", "random") for each in first] == [
        rollout_of(each, "railway@1", "random") for each in second
    ]


def test_cheats_score_at_the_floor(railway: Environment) -> None:
    rules = Rules(is_training=False)
    rollouts = {
        policy.name: [rollout_of(each, "railway@1", policy.name) for each in play(railway, policy, rules, n=2)]
        for policy in [Oracle(), *panel()]
    }
    report = panel_report(rollouts, {})
    assert report.is_safe
    holding = {each.check: each.holds for each in report.findings}
    assert holding.pop("difficulty_separation") is None
    assert all(holding.values())


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("", "answered"),
        ("<think>x</think><tool_call>{", "turns"),
        ("<think>x</think><tool_call>{}</tool_call>", "turns"),
        ("<think>x</think>" + "я не знаю 我不知道 " * 50, "answered"),
        (use("no_such_tool", {}), "turns"),
        (use("list_workbenches", {"query": "x" * 1_000_000}), "turns"),
        ("</tool_call><tool_call>\ud800", "turns"),
    ],
    ids=["empty", "half JSON", "empty call", "other languages", "unknown tool", "1 MB", "half a surrogate"],
)
def test_whatever_a_model_says_its_episode_ends_and_is_kept(railway: Environment, text: str, end: str) -> None:
    policy = Scripted({"*": [listing(), *[text] * 30]})
    played = play(railway, policy, Rules(is_training=False, turns=5), tasks=["t02"])
    record = rollout_of(played[0], "railway@1", "scripted")
    assert (record.end, record.outcome, record.reward) == (end, "incomplete", 0.0)
    json.dumps(record.document()).encode()


class Sleeper:
    name = "sleeper"

    def begin(self, episode: object, number: int) -> "Sleeper":
        return self

    async def write(self) -> Written:
        await asyncio.sleep(60)
        return Written()


def test_time_that_is_over_ends_an_episode_with_a_verdict(railway: Environment) -> None:
    played = play(railway, Sleeper(), limits=Limits(seconds=0.05), tasks=["t02"])
    assert played[0].episode is not None
    assert (played[0].episode.end, played[0].reward) == ("time", 0.0)


def test_a_missing_environment_is_a_fault_of_that_episode_alone(railway: Environment) -> None:
    def load(reference: str) -> Environment:
        if reference == "gone@1":
            raise LookupError("no environment gone@1")
        return railway

    assignments = [Assignment("gone@1", "t01"), Assignment("railway@1", "t01"), Assignment("railway@1", "t99")]
    played = asyncio.run(play_all(assignments, Oracle(), Stage(load), Rules()))
    records = [rollout_of(each, each.assignment.environment, "oracle") for each in played]
    assert [each.outcome for each in records] == ["fault", "complete", "fault"]
    assert "gone@1" in str(records[0].fault)


def endpoint_policy(endpoint: LlmEndpoint, **sampling: float) -> EndpointPolicy:
    known = {"request_s": 2.0, "retries": 1, **sampling}
    return EndpointPolicy("test-model", endpoint.url, endpoint.key, Sampling(**known))  # type: ignore[arg-type]


def test_a_model_behind_an_endpoint_plays_in_tags(railway: Environment) -> None:
    texts = solution_messages(railway, "t02")

    def answer(request: object) -> str:
        said = sum(message["role"] == "assistant" for message in request.messages)  # type: ignore[attr-defined]
        return texts[said]

    with LlmEndpoint(answer) as endpoint:
        played = play(railway, endpoint_policy(endpoint), Rules(window=0), tasks=["t02"])
    assert played[0].reward == 1.0
    assert sum(each.tokens for each in played[0].written) > 0


def test_a_model_behind_an_endpoint_calls_tools_natively(railway: Environment) -> None:
    def answer(request: object) -> Reply:
        if any(message["role"] == "tool" for message in request.messages):  # type: ignore[attr-defined]
            return Reply("<answer>nothing</answer>", reasoning="I am done.")
        return Reply(tool_calls=(("list_workbenches", {"query": "Lathe"}),), reasoning="I look.")

    with LlmEndpoint(answer) as endpoint:
        played = play(railway, endpoint_policy(endpoint), Rules(tools="native"), tasks=["t02"])
        assert "book_workbench" in endpoint.requests[0].tools
    episode = played[0].episode
    assert episode is not None
    assert [made.tool for made in episode.made] == ["list_workbenches"]
    assert (episode.end, episode.reward) == ("answered", 0.0)


def test_an_endpoint_that_hangs_or_refuses_costs_the_reward_of_its_episodes_and_says_why(railway: Environment) -> None:
    with LlmEndpoint(lambda request: "x", takes_s=3) as endpoint:
        policy = endpoint_policy(endpoint, request_s=0.2, retries=0)
        hung = play(railway, policy, tasks=["t02"])[0]
    with LlmEndpoint(lambda request: "x") as endpoint:
        wrong = EndpointPolicy("test-model", endpoint.url, "sk-secret-0123456789", Sampling(retries=0))
        refused = play(railway, wrong, tasks=["t02"])[0]
    for played, word in ((hung, "reached"), (refused, "key")):
        record = rollout_of(played, "railway@1", "test-model")
        assert (record.end, record.outcome, record.reward) == ("unreachable", "unjudged", None)
        assert word in str(record.fault)
        assert "sk-secret" not in str(record.fault)


def test_an_answer_that_never_stops_is_cut_and_judged(railway: Environment) -> None:
    with LlmEndpoint(lambda request: Reply("la " * 500, finish_reason="length")) as endpoint:
        played = play(railway, endpoint_policy(endpoint), tasks=["t02"])
    assert played[0].episode is not None
    assert (played[0].episode.end, played[0].reward) == ("cut", 0.0)


@pytest.mark.parametrize("fault", ["reset", "cut_off", "rate_limit", "http_500"])
def test_an_endpoint_that_drops_or_limits_loses_no_episode(railway: Environment, fault: str) -> None:
    with LlmEndpoint(lambda request: "x", faults=Faults((fault,), rate=1.0)) as endpoint:
        played = play(railway, endpoint_policy(endpoint), n=2)
    records = [rollout_of(each, "railway@1", "test-model") for each in played]
    assert len(records) == 20
    assert {(each.end, each.outcome, each.reward) for each in records} == {("unreachable", "unjudged", None)}
    assert all("endpoint" in str(each.fault) for each in records)
