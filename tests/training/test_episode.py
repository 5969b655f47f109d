"""Episodes, message by message, in the railway club: what is answered, how each ends, what each earns."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from environments import Environment, EnvironmentFault, Session, load_environment
from tests.training.oracle import THOUGHT, answering, call, listing, solution_messages, use
from training.episode import Episode, Rules
from training.history import Message, seen
from training.meta_tools import read_message
from training.rewards import RewardRules

TASKS = [f"t{number:02}" for number in range(1, 11)]


@pytest.fixture(scope="module")
def railway(railway_folder: Path) -> Environment:
    return load_environment(railway_folder)


@pytest.fixture
def session(railway: Environment) -> Iterator[Session]:
    with railway.session(task="t01") as opened:
        yield opened


@pytest.mark.parametrize("task", TASKS)
def test_a_certified_solution_earns_a_whole_point(railway: Environment, task: str) -> None:
    with railway.session(task=task) as session:
        episode = Episode(session)
        replies = [episode.take(message) for message in solution_messages(railway, task)]
    assert (episode.end, episode.reward, episode.violations) == ("answered", 1.0, [])
    assert replies[-1] is None
    assert all(reply and reply.startswith("<tool_response>\n") for reply in replies[:-1])


def test_the_tools_are_listed_whole(session: Session) -> None:
    episode = Episode(session)
    reply = episode.take(listing())
    assert reply is not None
    listed = json.loads(reply.removeprefix("<tool_response>\n").removesuffix("\n</tool_response>"))
    assert listed == session.tools


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (use("list_my_locomotives", {"scale": "N"}).removeprefix(THOUGHT), "begins with no thought"),
        (listing(), "called first and once"),
        (use("no_such_tool", {}), "no tool called 'no_such_tool'"),
        (use("list_my_locomotives", {"scale": 7}), "scale"),
        (use("list_my_locomotives", {"colour": "red"}), "colour"),
        (call("final", {}), "'final' is not list_tools or call_tool"),
        (f"{THOUGHT}<tool_call>{{half</tool_call>", "is no JSON"),
        (f"{THOUGHT}<tool_call>", "has no partner"),
        (f"{THOUGHT}<tool_call>[1]</tool_call>", 'an object with "name"'),
        (f"{THOUGHT}<tool_call>{'[' * 90_000}</tool_call>", "is no JSON"),
        (f"{THOUGHT}<tool_call>{'x' * 1_000_000}</tool_call>", "more than 100,000 characters"),
        (answering("2"), "nothing but list_tools was called"),
    ],
)
def test_a_broken_rule_costs_a_point_in_training_and_is_answered_in_evaluation(
    railway: Environment, message: str, said: str
) -> None:
    for is_training in (True, False):
        with railway.session(task="t01") as session:
            episode = Episode(session, Rules(is_training=is_training))
            episode.take(listing())
            reply = episode.take(message)
        assert said in episode.violations[0]
        if is_training:
            assert (reply, episode.end, episode.reward) == (None, "violation", -1.0)
        else:
            assert episode.reward in (None, 0.0, 1.0)
            assert reply or episode.end == "answered"


def test_a_tool_used_before_the_list_is_a_violation(session: Session) -> None:
    episode = Episode(session)
    episode.take(use("list_my_locomotives", {"scale": "N"}))
    assert episode.violations == ["list_tools is called first"]


def test_a_refusal_of_the_environment_is_no_violation(railway: Environment) -> None:
    """An argument of the right form may still name what does not exist: that is how agents learn."""
    tool = next(each for each in railway.tool_documents if "locomotive_id" in each["parameters"].get("required", []))
    if set(tool["parameters"]["required"]) != {"locomotive_id"}:
        pytest.skip("no tool of the club takes a locomotive's id alone")
    with railway.session(task="t01") as session:
        episode = Episode(session)
        episode.take(listing())
        reply = episode.take(use(tool["name"], {"locomotive_id": 9999}))
    assert reply is not None
    assert "not_found" in reply
    assert episode.violations == []


def test_turns_that_ran_out_take_no_reward_away(railway: Environment) -> None:
    task = next(each.id for each in railway.content.tasks if each.kind == "change")
    messages = solution_messages(railway, task)[:-1]
    with railway.session(task=task) as session:
        episode = Episode(session, Rules(turns=len(messages)))
        for message in messages:
            episode.take(message)
    assert (episode.end, episode.reward) == ("turns", 1.0)


def test_an_answer_that_was_cut_ends_the_episode_and_is_judged(session: Session) -> None:
    episode = Episode(session)
    assert episode.take("<think>on and on", was_cut=True) is None
    assert (episode.end, episode.reward, episode.violations) == ("cut", 0.0, [])


def test_a_fault_of_the_environment_earns_nothing_unless_it_is_to_count(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> None:
        raise EnvironmentFault("the disk is gone")

    for faults_count, reward in ((False, None), (True, 0.0)):
        episode = Episode(session, Rules(rewards=RewardRules(unjudged=0.0 if faults_count else None)))
        episode.take(listing())
        with monkeypatch.context() as patched:
            patched.setattr(session, "call", fail)
            assert episode.take(use("list_my_locomotives", {"scale": "N"})) is None
        assert (episode.end, episode.reward, episode.fault) == ("fault", reward, "the disk is gone")


@given(text=st.text() | st.text(alphabet='<>/think_tool_call{}"[]: ,1\n'))
def test_any_text_can_be_read(text: str) -> None:
    said = read_message(text)
    assert said.fault is None or not said.calls


@given(turns=st.integers(0, 9), window=st.integers(0, 4))
def test_a_window_keeps_the_head_the_list_of_tools_and_the_last_turns(turns: int, window: int) -> None:
    head: list[Message] = [{"role": "system", "content": "s"}, {"role": "user", "content": "u"}]
    played = [
        [{"role": "assistant", "content": f"a{turn}"}, {"role": "user", "content": f"r{turn}"}] for turn in range(turns)
    ]
    kept = [each["content"] for each in seen(head, played, window)]
    assert kept[:2] == ["s", "u"]
    numbers = [int(each[1:]) for each in kept[2::2]]
    wanted = range(turns) if not window else [*range(min(turns, 1)), *range(max(1, turns - window), turns)]
    assert numbers == list(wanted)
