"""From items' results to the lines of a table: means over items with intervals, broken down.

In:  `Evaluation` records. Out: `Score`s.
Never here: a benchmark's own definition of its overall score.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from schemas import Evaluation, Score
from training.statistics import Rate, Tally, mean_rate, pass_at, pass_hat, rate_over

KS = (1, 2, 4, 8, 16, 32, 64)


def line(group: str, name: str, rate: Rate) -> Score:
    """A rate as a line of a table."""
    return Score(group=group, name=name, value=rate.value, low=rate.low, high=rate.high, items=rate.tasks)


def mean_line(group: str, name: str, results: Sequence[Evaluation]) -> list[Score]:
    """The mean score of the results that were judged, as one line; none where there is none."""
    rate = mean_rate([each.score for each in results if each.score is not None])
    return [line(group, name, rate)] if rate else []


def broken_down(
    group: str, results: Sequence[Evaluation], part: Callable[[Evaluation], str], order: Sequence[str] = ()
) -> list[Score]:
    """A line for each part: those of `order` first, the others by name."""
    parts: dict[str, list[Evaluation]] = defaultdict(list)
    for each in results:
        parts[part(each) or "none"].append(each)
    names = [name for name in order if name in parts] + sorted(name for name in parts if name not in order)
    return [score for name in names for score in mean_line(group, name, parts[name])]


def passes(results: Sequence[Evaluation]) -> list[Score]:
    """pass@1, then pass@k and pass^k for each k that enough episodes were played for."""
    tallies = [Tally(each.judged, each.complete) for each in results if each.judged]
    most = max((each.judged for each in tallies), default=0)
    lines = []
    for k in (k for k in KS if k <= most):
        at, hat = rate_over(tallies, k, pass_at), rate_over(tallies, k, pass_hat)
        lines += [line("overall", f"pass@{k}", at)] if at else []
        lines += [line("overall", f"pass^{k}", hat)] if hat and k > 1 else []
    return lines


def failure_shares(results: Sequence[Evaluation]) -> list[Score]:
    """For each kind of failure the share of judged episodes that ended so, the commonest first."""
    judged = [each for each in results if each.judged]
    kinds = Counter(kind for each in judged for kind, count in each.failures.items() for _ in range(count))
    lines = []
    for kind, _ in kinds.most_common():
        rate = mean_rate([each.failures.get(kind, 0) / each.judged for each in judged])
        lines += [line("failure", kind, rate)] if rate else []
    return lines
