"""What a set of rollouts says about a policy, with what says nothing kept apart.

In:  rollouts; what is known of their tasks. Out: a `RolloutReport`: rates, breakdowns, failures by kind.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from schemas import Rollout
from training.statistics import Rate, Tally, pass_at, pass_hat, rate_over

SAYS_NOTHING = ("fault", "unjudged")
SHOWN_FAULTS = 5


@dataclass(frozen=True)
class TaskFacts:
    """What a report is broken down by."""

    level: str = "unknown"
    kind: str = "unknown"
    category: str = "unknown"


@dataclass(frozen=True)
class RolloutReport:
    policy: str
    episodes: int
    judged: int
    pass_at: dict[int, Rate]
    """k to the chance that one of k episodes is complete."""
    pass_hat: dict[int, Rate]
    """k to the chance that all of k are."""
    by: dict[str, dict[str, Rate]]
    """`difficulty`, `kind`, `category` to value to pass@1."""
    failures: dict[str, int]
    """Kind of failure to episodes: those that were judged, and not complete."""
    not_judged: dict[str, int]
    """Faults of environments, unjudged episodes and policies that gave no answer."""
    faults: list[str] = field(default_factory=list)
    """The commonest texts of those."""
    mean_reward: float | None = None
    mean_turns: float = 0.0
    mean_tokens: float = 0.0
    violations: int = 0
    """Episodes in which a rule of form was broken."""

    def document(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def report_on(rollouts: Sequence[Rollout], facts: Mapping[tuple[str, str], TaskFacts]) -> RolloutReport:
    """The report; `facts` are by environment and task."""
    judged = [each for each in rollouts if each.outcome not in SAYS_NOTHING]
    tallies = list(_tallies(judged).values())
    most = max((each.judged for each in tallies), default=0)
    ks = [k for k in (1, 2, 4, 8, 16, 32, 64) if k <= most]
    rewards = [each.reward for each in rollouts if each.reward is not None]
    silent = [each for each in rollouts if each.outcome in SAYS_NOTHING]
    return RolloutReport(
        policy=", ".join(sorted({each.policy for each in rollouts})),
        episodes=len(rollouts),
        judged=len(judged),
        pass_at={k: rate for k in ks if (rate := rate_over(tallies, k, pass_at))},
        pass_hat={k: rate for k in ks if (rate := rate_over(tallies, k, pass_hat))},
        by={
            "difficulty": _broken_down(judged, facts, lambda fact: fact.level),
            "kind": _broken_down(judged, facts, lambda fact: fact.kind),
            "category": _broken_down(judged, facts, lambda fact: fact.category),
        },
        failures=dict(Counter(failure_of(each) for each in judged if each.outcome != "complete").most_common()),
        not_judged=dict(Counter(_silence_of(each) for each in silent).most_common()),
        faults=[f"{count} x {text}" for text, count in
                Counter((each.fault or "unjudged")[:200] for each in silent).most_common(SHOWN_FAULTS)],
        mean_reward=sum(rewards) / len(rewards) if rewards else None,
        mean_turns=_mean([each.turns for each in judged]),
        mean_tokens=_mean([each.tokens for each in judged]),
        violations=sum(each.violation is not None for each in judged),
    )  # fmt: skip


def failure_of(rollout: Rollout) -> str:
    """Why a judged episode is not complete, in a few fixed words: the first that applies."""
    verdict = rollout.verdict
    if rollout.end in ("violation", "context", "cut", "time", "turns"):
        return {
            "violation": "broke a rule of form",
            "context": "no room left for a prompt",
            "cut": "an answer that did not end",
            "time": "out of time",
            "turns": "out of turns",
        }[rollout.end]
    if verdict.get("unexpected_changes"):
        return "changed what it should not"
    if any(not check["holds"] for check in verdict.get("checks", [])):
        return "some of the work is missing" if rollout.partial or rollout.changes else "none of the work was done"
    return "no answer" if rollout.answer is None else "wrong answer"


def _silence_of(rollout: Rollout) -> str:
    if rollout.end == "unreachable":
        return "the policy gave no answer"
    return "the environment failed" if rollout.outcome == "fault" else "a check could not run"


def _tallies(rollouts: Sequence[Rollout]) -> dict[tuple[str, str], Tally]:
    episodes: dict[tuple[str, str], list[Rollout]] = defaultdict(list)
    for each in rollouts:
        episodes[each.environment, each.task].append(each)
    return {key: Tally(len(found), sum(each.outcome == "complete" for each in found))
            for key, found in episodes.items()}  # fmt: skip


def _broken_down(
    rollouts: Sequence[Rollout], facts: Mapping[tuple[str, str], TaskFacts], part: Callable[[TaskFacts], str]
) -> dict[str, Rate]:
    parts: dict[str, list[Tally]] = defaultdict(list)
    for key, tally in _tallies(rollouts).items():
        parts[part(facts.get(key, TaskFacts()))].append(tally)
    return {name: rate for name, tallies in sorted(parts.items()) if (rate := rate_over(tallies, 1))}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
