"""A model as a second judge: measured against code, beside verdicts in rollouts, and what it took."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from artifacts import EnvironmentEntry, Workspace
from authors.llm import LlmSettings
from authors.llm.asking import Desk
from authors.llm.judge import agreement
from environments import Environment, read_authored
from schemas import ROLLOUTS
from tasks.judge_episodes import EpisodeJudge
from tasks.play_episodes import JudgeChoice, Playing, play_episodes
from tasks.take_in import take_in
from tests.llm_endpoint import ChatRequest, LlmEndpoint, Reply
from training.judge_report import judge_report
from training.policies.choosing import PolicyChoice, policy_of
from training.rewards import RewardRules


def _careful(request: ChatRequest) -> dict[str, str]:
    """Goes by the checks that it is shown."""
    done = "\nIn all: complete" in request.last
    return {"evidence": "The checks say so.", "outcome": "completed" if done else "agent_error"}


def _lenient(request: ChatRequest) -> dict[str, str]:
    return {"evidence": "Looks fine.", "outcome": "completed"}


def _grudging(request: ChatRequest) -> dict[str, str]:
    return {"evidence": "Not convinced.", "outcome": "agent_error"}


def _desk(endpoint: LlmEndpoint) -> Desk:
    return Desk(LlmSettings("test-model", endpoint.url, endpoint.key, price_in=1.0, price_out=4.0, timeout_s=20.0))


@pytest.fixture(scope="module")
def club(railway_folder: Path) -> Environment:
    return Environment(read_authored(railway_folder))


def test_a_judge_is_measured_on_solutions_and_on_wrong_work(club: Environment) -> None:
    with LlmEndpoint(_careful) as endpoint:
        found = agreement(_desk(endpoint), club)
        assert found.share == 1.0 and found.judged == len(endpoint.requests) > 3 * len(club.tasks)
        alone = agreement(_desk(endpoint), club, shows_checks=False)
        assert "own checks" not in endpoint.requests[-1].last
    assert alone.confusion["complete → agent_error"] == len(club.tasks)
    with LlmEndpoint(_lenient) as endpoint:
        lenient = agreement(_desk(endpoint), club)
    assert lenient.confusion["incomplete → completed"] == lenient.judged - lenient.right > 0


def test_a_judge_without_a_usable_word_is_wrong(club: Environment) -> None:
    with LlmEndpoint(lambda request: Reply(content="hm")) as endpoint:
        found = agreement(_desk(endpoint), club)
    assert found.right == 0


@pytest.fixture
def published(tmp_path: Path, railway_folder: Path) -> tuple[Workspace, EnvironmentEntry]:
    workspace = Workspace(tmp_path)
    take_in(workspace, read_authored(railway_folder), "railway")
    (entry,) = workspace.catalog.environments()
    return workspace, entry


@pytest.mark.parametrize(("says", "rule", "vetoed"), [(_careful, "beside", 0), (_grudging, "veto", 2)])
def test_rollouts_keep_opinions_beside_verdicts_and_what_they_took(
    published: tuple[Workspace, EnvironmentEntry], says: Callable[[ChatRequest], Any], rule: Any, vetoed: int
) -> None:
    workspace, entry = published
    playing = Playing(PolicyChoice("oracle"), 1, ("t01", "t02"), rewards=RewardRules(judge=rule),
                      judge=JudgeChoice("test-model", prompts="p"))  # fmt: skip
    with LlmEndpoint(says) as endpoint:
        (played,) = play_episodes(workspace, [entry], playing, policy_of(playing.policy),
                                  EpisodeJudge(_desk(endpoint)))  # fmt: skip
        assert "list_my_locomotives(" in "".join(request.last for request in endpoint.requests)
    rollouts = workspace.store.get(ROLLOUTS, played.rollouts)
    assert [each.outcome for each in rollouts] == ["complete", "complete"]
    report = judge_report(rollouts)
    assert (report.asked, report.compared, report.vetoed) == (2, 2, vetoed)
    assert report.agreed == (0 if vetoed else 2)
    assert [each.reward for each in rollouts] == ([0.0, 0.0] if vetoed else [1.0, 1.0])
    (asked,) = workspace.catalog.derivations(step="judge")
    assert len(asked.calls) == 2 and asked.cost > 0 and asked.inputs == {"rollouts": played.rollouts}


def test_a_judge_changes_the_key_under_which_rollouts_are_kept_and_none_leaves_it_as_it_was() -> None:
    plain = Playing(PolicyChoice("oracle"))
    assert "judge" not in plain.parameters()
    assert Playing(PolicyChoice("oracle"), judge=JudgeChoice("m")).parameters()["judge"] == {
        "model": "m",
        "prompts": "",
    }
