"""What is kept of episodes when their run is killed, or their model's endpoint is down."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from artifacts import Workspace
from schemas import ROLLOUTS
from tasks.build_playground import build_playground
from tasks.play_episodes import Playing, play_episodes
from training.episode import Episode
from training.policies.choosing import PolicyChoice
from training.policies.oracle import Oracle
from training.policies.protocol import PolicyUnreachable, Written

PLAYING = Playing(PolicyChoice("oracle"), episodes=1, at_once=1)


class Counting(Oracle):
    """The oracle, which remembers where it played; in one environment it takes the whole process with it."""

    def __init__(self, deadly: str = "") -> None:
        super().__init__()
        self.deadly = deadly
        self.played: list[str] = []

    def begin(self, episode: Episode, number: int) -> object:  # type: ignore[override]
        name = episode.session.environment.name
        self.played.append(name)
        if name == self.deadly and self.played.count(name) == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().begin(episode, number)


def play_in(root: Path, policy: Counting) -> list[str]:
    """The rollouts of two houses, in their order."""
    workspace = Workspace(root)
    return [each.rollouts for each in play_episodes(workspace, build_playground(workspace, 2), PLAYING, policy)]


CHILD = """
import sys
from pathlib import Path
from tests.tasks.test_play_episodes import Counting, play_in
play_in(Path(sys.argv[1]), Counting(deadly="house-of-lamps-2"))
"""


def test_a_killed_run_has_lost_the_environment_in_flight_and_no_other(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", CHILD, str(tmp_path / "killed")])
    assert killed.returncode == -signal.SIGKILL
    again = Counting()
    rollouts = play_in(tmp_path / "killed", again)
    assert set(again.played) == {"house-of-lamps-2"}
    assert rollouts == play_in(tmp_path / "quiet", Counting())


class Down:
    """A model whose endpoint cannot be reached."""

    name = "oracle"  # under whose key the episodes would be found

    def begin(self, episode: Episode, number: int) -> "Down":
        return self

    async def write(self) -> Written:
        raise PolicyUnreachable("the endpoint cannot be reached")


def test_what_an_endpoint_that_was_down_left_is_kept_and_played_again(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    houses = build_playground(workspace, 1)
    (down,) = play_episodes(workspace, houses, PLAYING, Down())
    assert {each.end for each in workspace.store.get(ROLLOUTS, down.rollouts)} == {"unreachable"}
    (played,) = play_episodes(workspace, houses, PLAYING, Oracle())
    assert {each.reward for each in workspace.store.get(ROLLOUTS, played.rollouts)} == {1.0}
    assert {each.reward for each in workspace.store.get(ROLLOUTS, down.rollouts)} == {None}
