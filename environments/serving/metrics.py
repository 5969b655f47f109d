"""What a server counts, in the text format of Prometheus.

In:  events of the server.
Out: counters, gauges and one histogram as text. Label values are ids of environments and fixed words, never input.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_HELP = {
    "sessions_opened_total": "Sessions opened.",
    "sessions_closed_total": "Sessions closed, by reason.",
    "calls_total": "Tool calls, by outcome: ok, error (the agent's doing) or fault (the environment's).",
    "verdicts_total": "Verdicts given, by outcome.",
    "refused_requests_total": "Requests refused before any session saw them, by reason.",
}
_BUCKETS_S = (0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 10.0)

Labels = tuple[tuple[str, str], ...]


class Metrics:
    def __init__(self) -> None:
        self._counts: Counter[tuple[str, Labels]] = Counter()
        self._buckets = [0] * (len(_BUCKETS_S) + 1)
        self._seconds = 0.0

    def count(self, name: str, **labels: str) -> None:
        """Add one to a counter."""
        self._counts[name, tuple(labels.items())] += 1

    def observe_call(self, environment: str, outcome: str, seconds: float) -> None:
        self._counts["calls_total", (("environment", environment), ("outcome", outcome))] += 1
        self._buckets[bisect_left(_BUCKETS_S, seconds)] += 1
        self._seconds += seconds

    def text(self, gauges: Mapping[str, tuple[str, float]]) -> str:
        """All of it, with gauges (name to help and value) as they stand now."""
        lines: list[str] = []
        for name, (help_text, value) in gauges.items():
            lines += [*_head(name, help_text, "gauge"), f"worldloom_{name} {value:g}"]
        for name, help_text in _HELP.items():
            lines += _head(name, help_text, "counter")
            entries = [(labels, value) for (counter, labels), value in self._counts.items() if counter == name]
            lines += [f"worldloom_{name}{_labelled(labels)} {value}" for labels, value in sorted(entries)]
        return "\n".join([*lines, *self._histogram()]) + "\n"

    def _histogram(self) -> list[str]:
        lines = _head("call_seconds", "Time of a tool call inside the server, without transport.", "histogram")
        total = 0
        for bound, count in zip((*_BUCKETS_S, None), self._buckets, strict=True):
            total += count
            named = "+Inf" if bound is None else format(bound, "g")
            lines.append(f'worldloom_call_seconds_bucket{{le="{named}"}} {total}')
        return [*lines, f"worldloom_call_seconds_sum {self._seconds:.6f}", f"worldloom_call_seconds_count {total}"]


def _head(name: str, help_text: str, kind: str) -> list[str]:
    return [f"# HELP worldloom_{name} {help_text}", f"# TYPE worldloom_{name} {kind}"]


def _labelled(labels: Labels) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
