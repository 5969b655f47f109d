"""tau2-bench as it is now: v1.0.1, with its tasks mended."""

from evaluation.outside.adapter import Outside
from evaluation.outside.source import Source
from evaluation.outside.tau2 import URL, commands, outcomes, tasks

BENCHMARK = Outside(
    name="tau2-bench",
    about="customer service in airline, retail and telecom, with a model as the customer (v1.0.1)",
    source=Source(URL, "fc0055dc4e0a316c3f83133267fbd6faaa770992"),
    versions=((3, 12), (3, 13)),
    needs=("a network, to set it up", "a model that plays the user"),
    lister=tasks,
    commander=commands,
    reader=outcomes,
    has_user=True,
)
