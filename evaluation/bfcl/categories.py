"""BFCL's categories, and how its two generations add them up to one score.

In:  the accuracy and the number of items of each category. Out: the lines of its tables.
Source: bfcl-eval 2026.3.23, `eval_checker/eval_runner_helper.py` (v4). The v3 score is that of the last revision before
v4, ShishirPatil/gorilla 65a1c9449a1b87e6431aff3321c7cd5841c8b303: the mean of non-live, live and multi-turn, with
irrelevance and relevance among them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SIMPLE = ("simple_python", "simple_java", "simple_javascript")
NON_LIVE = (*SIMPLE, "multiple", "parallel", "parallel_multiple", "irrelevance")
LIVE = ("live_simple", "live_multiple", "live_parallel", "live_parallel_multiple", "live_irrelevance", "live_relevance")
MULTI_TURN = ("multi_turn_base", "multi_turn_miss_func", "multi_turn_miss_param", "multi_turn_long_context")
CATEGORIES = (*NON_LIVE, *LIVE, *MULTI_TURN)
GROUPS: dict[str, tuple[str, ...]] = {
    "non_live": NON_LIVE,
    "live": LIVE,
    "multi_turn": MULTI_TURN,
    "relevance": ("irrelevance", "live_irrelevance", "live_relevance"),
}
UNANSWERED = ("irrelevance", "live_irrelevance", "live_relevance")
"""Categories without right answers: what counts is whether a function is called at all."""


@dataclass(frozen=True)
class Measured:
    """A category's result, or a mean of several."""

    value: float
    items: int
    variance: float = 0.0
    """Of `value`; for intervals."""


Results = Mapping[str, Measured]


def table(results: Results) -> dict[str, Measured]:
    """The lines that can be had: one is left out where a category that it is made of was not asked."""
    lines = {
        "v3 overall": _v3(results),
        "v3 non-live": _v3_non_live(results),
        "v3 live": _weighted(results, LIVE),
        "v4 non-live": _ast(results),
        "v4 live": _weighted(results, LIVE[:4]),
        "v4 irrelevance": _mean([_of(results, "irrelevance"), _of(results, "live_irrelevance")]),
        "multi-turn": _mean([_of(results, name) for name in MULTI_TURN]),
        "v4 overall without agentic": _v4(results),
    }
    return {name: found for name, found in lines.items() if found is not None}


def _v3(results: Results) -> Measured | None:
    multi_turn = _mean([_of(results, name) for name in MULTI_TURN])
    return _mean([_v3_non_live(results), _weighted(results, LIVE), multi_turn])


def _v3_non_live(results: Results) -> Measured | None:
    names = ("multiple", "parallel", "parallel_multiple", "irrelevance")
    return _mean([_simple(results), *(_of(results, name) for name in names)])


def _v4(results: Results) -> Measured | None:
    """BFCL v4 weighs 10 non-live, 10 live, 10 irrelevance, 30 multi-turn and 40 agentic; where the last was not run,
    its own scorer counts it as nothing."""
    multi_turn = _mean([_of(results, name) for name in MULTI_TURN])
    irrelevance = _mean([_of(results, "irrelevance"), _of(results, "live_irrelevance")])
    parts = [_ast(results), _weighted(results, LIVE[:4]), irrelevance, multi_turn]
    return _sum(parts, [0.1, 0.1, 0.1, 0.3])


def _ast(results: Results) -> Measured | None:
    return _mean([_simple(results), *(_of(results, name) for name in ("multiple", "parallel", "parallel_multiple"))])


def _simple(results: Results) -> Measured | None:
    return _mean([_of(results, name) for name in SIMPLE])


def _of(results: Results, name: str) -> Measured | None:
    return results.get(name)


def _mean(parts: Sequence[Measured | None]) -> Measured | None:
    return _sum(parts, [1 / len(parts)] * len(parts))


def _weighted(results: Results, names: Sequence[str]) -> Measured | None:
    """By the number of items."""
    parts = [results[name] for name in names if name in results]
    total = sum(part.items for part in parts)
    return _sum(parts, [part.items / total for part in parts]) if len(parts) == len(names) and total else None


def _sum(parts: Sequence[Measured | None], weights: Sequence[float]) -> Measured | None:
    found = [part for part in parts if part is not None]
    if len(found) != len(parts):
        return None
    pairs = list(zip(found, weights, strict=True))
    return Measured(
        sum(part.value * weight for part, weight in pairs),
        sum(part.items for part in found),
        sum(part.variance * weight**2 for part, weight in pairs),
    )
