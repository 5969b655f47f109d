"""tau2-bench as figures of 2025 were measured: v0.2.0, before its tasks were mended."""

from evaluation.outside.adapter import Outside
from evaluation.outside.source import Source
from evaluation.outside.tau2 import URL, commands, outcomes, tasks

BENCHMARK = Outside(
    name="tau2-bench-v0-2",
    about="the same before its tasks were mended, for figures published in 2025 (v0.2.0)",
    source=Source(URL, "f8de30c298689cbe0117d76a378e7315a17e5bd8"),
    versions=((3, 12), (3, 11)),
    needs=("a network, to set it up", "a model that plays the user"),
    lister=tasks,
    commander=commands,
    reader=outcomes,
    has_user=True,
)
