"""The panel: policies that try to cheat, and what rollouts can say of an environment as a training ground.

In:  rollouts of the oracle, of the cheats and of the random policy, by policy. Out: findings under the names of
     OpenEnv's RFC 008 (environment auto-validation), each with what was measured and whether it holds.
Never here: playing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import fmean, pvariance
from typing import Any

from schemas import Rollout

ORACLE_TOLERANCE = 0.1
"""RFC 008: the oracle earns the most that can be earned, but for this."""
FLOOR_MARGIN = 0.1
"""RFC 008: the floor stays so far below it at least."""


@dataclass(frozen=True)
class Finding:
    """One check of the RFC."""

    check: str
    holds: bool | None
    """None where these rollouts cannot say."""
    measured: str


@dataclass(frozen=True)
class CheatRow:
    policy: str
    episodes: int
    complete: int
    mean_reward: float
    accepted: list[str] = field(default_factory=list)
    """`environment/task` of each episode that was judged complete."""


@dataclass(frozen=True)
class PanelReport:
    cheats: list[CheatRow]
    findings: list[Finding]

    @property
    def is_safe(self) -> bool:
        """Whether nobody was rewarded for nothing."""
        return not any(row.complete for row in self.cheats)

    def document(self) -> dict[str, Any]:
        return {**asdict(self), "is_safe": self.is_safe}


def panel_report(rollouts: Mapping[str, Sequence[Rollout]], levels: Mapping[tuple[str, str], str]) -> PanelReport:
    """The report on rollouts by policy: `oracle` and each cheat. `levels` are difficulties by environment and task."""
    oracle = rollouts.get("oracle", [])
    cheats = {name: found for name, found in rollouts.items() if name != "oracle"}
    rows = [_row(name, found) for name, found in cheats.items()]
    floor = [each for found in cheats.values() for each in found]
    findings = [
        _reachable(oracle),
        _separated(floor, levels),
        _headroom(floor),
        _bounded([*oracle, *floor]),
        _signal(oracle, floor),
        _adversarial_floor(oracle, rows),
        _gap(rows),
    ]
    return PanelReport(rows, findings)


def _row(name: str, rollouts: Sequence[Rollout]) -> CheatRow:
    complete = [each for each in rollouts if each.outcome == "complete"]
    return CheatRow(
        name, len(rollouts), len(complete), _mean_reward(rollouts), sorted({each.group for each in complete})
    )


def _reachable(oracle: Sequence[Rollout]) -> Finding:
    by_task = _rewards_by_task(oracle)
    reached = sum(max(rewards) >= 1.0 - ORACLE_TOLERANCE for rewards in by_task.values())
    return Finding("reward_reachability", bool(by_task) and reached == len(by_task),
                   f"the oracle completes {reached} of {len(by_task)} tasks")  # fmt: skip


def _separated(floor: Sequence[Rollout], levels: Mapping[tuple[str, str], str]) -> Finding:
    """Harder tasks should not be easier for who guesses. Cheats earn too little to separate levels strictly."""
    earned: dict[str, list[float]] = defaultdict(list)
    for each in floor:
        if each.reward is not None:
            earned[levels.get((each.environment, each.task), "unknown")].append(each.reward)
    means = [(level, fmean(earned[level])) for level in ("easy", "medium", "hard") if earned[level]]
    said = ", ".join(f"{level} {mean:.3f}" for level, mean in means) or "no levels"
    if len(means) < 2:
        return Finding("difficulty_separation", None, f"the floor by level: {said}; one level separates nothing")
    holds = means[-1][1] <= means[0][1] + FLOOR_MARGIN / 2
    return Finding("difficulty_separation", holds, f"the floor by level: {said}")


def _headroom(floor: Sequence[Rollout]) -> Finding:
    mean = _mean_reward(floor)
    return Finding("headroom", mean <= 1.0 - FLOOR_MARGIN, f"1.0 less the floor's {mean:.3f}")


def _bounded(rollouts: Sequence[Rollout]) -> Finding:
    rewards = [each.reward for each in rollouts if each.reward is not None]
    within = all(-1.0 <= reward <= 1.0 for reward in rewards)
    spread = pvariance(rewards) if rewards else 0.0
    return Finding("variance_bound", within and spread <= 1.0, f"rewards within [-1, 1], variance {spread:.3f}")


def _signal(oracle: Sequence[Rollout], floor: Sequence[Rollout]) -> Finding:
    """Tasks whose rewards differ between policies: the only ones from which anything can be learned."""
    by_task = _rewards_by_task([*oracle, *floor])
    differing = sum(len(set(rewards)) > 1 for rewards in by_task.values())
    return Finding("training_signal", bool(by_task) and differing == len(by_task),
                   f"rewards differ in {differing} of {len(by_task)} tasks")  # fmt: skip


def _adversarial_floor(oracle: Sequence[Rollout], rows: Sequence[CheatRow]) -> Finding:
    highest = max((row.mean_reward for row in rows), default=0.0)
    holds = highest <= _mean_reward(oracle) - FLOOR_MARGIN
    return Finding("adversarial_floor", holds, f"the best cheat earns {highest:.3f}, the oracle "
                   f"{_mean_reward(oracle):.3f}")  # fmt: skip


def _gap(rows: Sequence[CheatRow]) -> Finding:
    accepted = sum(row.complete for row in rows)
    return Finding("gameability_gap", accepted == 0, f"{accepted} of {sum(row.episodes for row in rows)} cheating "
                   "episodes were judged complete")  # fmt: skip


def _rewards_by_task(rollouts: Sequence[Rollout]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for each in rollouts:
        if each.reward is not None:
            found[each.group].append(each.reward)
    return found


def _mean_reward(rollouts: Sequence[Rollout]) -> float:
    rewards = [each.reward for each in rollouts if each.reward is not None]
    return fmean(rewards) if rewards else 0.0
