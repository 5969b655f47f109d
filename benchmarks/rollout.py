"""What playing costs: one JSON object of episodes and calls a second, and of the share that environments take.

In:  how many episodes; certified environments are made for it, and their tasks of ten calls are played.
Out: JSON on standard output. Wall times of this process, on one core: the loop runs on one. The oracle writes without a
     model, so all time is the environments' and the loop's; the stand-in for a model takes as long as one would, and
     the share of a step is what the step takes longer with environments than the stand-in alone.

    python -m benchmarks.rollout [--episodes 1024] [--environments 6] [--model-ms 5000]
"""

import argparse
import asyncio
import gc
import json
import os
import platform
import tempfile
import time
from dataclasses import dataclass
from typing import Any

from authors import author_of
from authors.choosing import scenarios_of
from environments import Environment, load_environment
from tasks import STEPS, Loom, write_scenarios
from training.episode import Episode, Rules
from training.loop import Assignment, Limits, Played, Stage, play_all
from training.policies.oracle import Oracle, OraclePlayer
from training.policies.protocol import Policy, Written
from training.records import rollout_of

SEED = 7
CALLS = 10
"""Of a certified solution; the nearest that there are."""
MOST_S = 4.0
"""For 1,024 episodes of ten calls at once."""
ROUNDS = 3
LEARNING_S = 60.0
"""What a step takes beside its rollout; a stand-in, too: the step of a real model takes minutes."""
Measures = dict[str, Any]


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory() as root:
        environments = made(root, asked.environments)
    assignments = of_ten_calls(environments, asked.episodes)
    report = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load_before": os.getloadavg()[0],
        "oracle": playing(environments, assignments),
        "with_a_model": with_a_model(environments, assignments, asked.model_ms / 1000),
    }
    print(json.dumps(report, indent=1))


def made(root: str, count: int) -> dict[str, Environment]:
    """Certified environments of the procedural author, by reference."""
    loom = Loom(root, author_of("procedural", SEED))
    batch = write_scenarios.fn(loom, scenarios_of(loom.author, None, None, count))
    for step in STEPS:
        batch = step.run(loom, batch)
    entries = loom.workspace.catalog.environments("published")
    return {entry.reference: load_environment(loom.workspace.bundle_of(entry.reference)) for entry in entries}


def of_ten_calls(environments: dict[str, Environment], episodes: int) -> list[Assignment]:
    """Episodes of the tasks whose solutions are nearest to ten calls, as many of each environment."""
    chosen = []
    for reference, environment in environments.items():
        solutions = {each.task: len(each.calls) for each in environment.content.solutions}
        chosen.append((reference, min(sorted(solutions), key=lambda task: abs(solutions[task] - CALLS))))
    return [
        Assignment(*chosen[number % len(chosen)], number // len(chosen), number // len(chosen))
        for number in range(episodes)
    ]


def playing(environments: dict[str, Environment], assignments: list[Assignment]) -> Measures:
    """All episodes at once, with the oracle; the best of a few rounds, and what their records cost."""
    walls, cpu = [], []
    for _ in range(ROUNDS):
        gc.collect()
        started, before = time.perf_counter(), time.process_time()
        played = played_by(Oracle(), environments, assignments)
        walls.append(time.perf_counter() - started)
        cpu.append(time.process_time() - before)
    wall, calls = min(walls), calls_of(played)
    started = time.perf_counter()
    for each in played:
        rollout_of(each, each.assignment.environment, "oracle")
    recorded = time.perf_counter() - started
    ten = wall * CALLS * len(played) / calls
    return {
        "episodes": len(played),
        "complete": sum(each.reward == 1.0 for each in played),
        "calls": calls,
        "wall_s": round(wall, 2),
        "walls_s": [round(each, 2) for each in walls],
        "cpu_s": [round(each, 2) for each in cpu],
        "episodes_a_second": round(len(played) / wall),
        "calls_a_second": round(calls / wall),
        "wall_s_for_ten_calls_each": round(ten, 2),
        "bound_s": MOST_S,
        "met": ten <= MOST_S if len(played) == 1024 else None,
        "records_s": round(recorded, 2),
        "environment_ms_an_episode": round(1000 * mean([each.timings.environment_s for each in played]), 2),
        "opening_ms_an_episode": round(1000 * mean([each.timings.opened_s for each in played]), 3),
    }


def with_a_model(environments: dict[str, Environment], assignments: list[Assignment], model_s: float) -> Measures:
    """A rollout whose every turn waits as long as a model takes for a batch, against the waits alone."""
    started = time.perf_counter()
    played = played_by(Slow(model_s), environments, assignments)
    wall = time.perf_counter() - started
    turns = max(len(each.written) for each in played)
    alone = turns * model_s
    step = wall + LEARNING_S
    return {
        "model_s_a_turn": model_s,
        "turns_of_the_longest": turns,
        "rollout_s": round(wall, 2),
        "model_alone_s": round(alone, 2),
        "share_of_rollout": round((wall - alone) / wall, 3),
        "learning_s": LEARNING_S,
        "share_of_step": round((wall - alone) / step, 3),
    }


def played_by(policy: Policy, environments: dict[str, Environment], assignments: list[Assignment]) -> list[Played]:
    stage_of = environments.__getitem__
    limits = Limits(at_once=len(assignments))
    return asyncio.run(play_all(assignments, policy, Stage(stage_of, environments), Rules(turns=40), limits))


@dataclass(frozen=True)
class Slow:
    """The oracle behind a wait: every episode's turn takes as long as a batch of a model's answers."""

    seconds: float
    name: str = "slow"

    def begin(self, episode: Episode, number: int) -> "SlowPlayer":
        return SlowPlayer(Oracle().begin(episode, number), self.seconds)


@dataclass
class SlowPlayer:
    oracle: OraclePlayer
    seconds: float

    async def write(self) -> Written:
        await asyncio.sleep(self.seconds)
        return await self.oracle.write()


def calls_of(played: list[Played]) -> int:
    """Calls of environments' tools; `list_tools` is none."""
    return sum(made.result is not None for each in played if each.episode for made in each.episode.made)


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--episodes", type=int, default=1024)
    parser.add_argument("--environments", type=int, default=6)
    parser.add_argument("--model-ms", type=float, default=5000, help="of a turn, all episodes in one batch")
    return parser.parse_args()


if __name__ == "__main__":
    main()
