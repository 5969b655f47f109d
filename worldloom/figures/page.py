"""A description as tables to print, and as one JSON document.

In:  a description, what is known of others. Out: rows of text and numbers; plain JSON values.
Never here: measuring, printing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from artifacts.tally import Averages
from tasks.describe_collection import TWIN, Description
from worldloom.figures.peers import Peer

Shown = tuple[str, Sequence[Mapping[str, Any]], Sequence[str]]
"""Title, rows, and the columns that hold numbers as text."""

_SIZES = {
    "tables": "tables", "columns": "columns", "tools": "tools", "rows": "seed rows", "tasks": "tasks",
    "steps": "calls of a solution", "words": "words of an instruction",
}  # fmt: skip
_KINDS = {"query": "only an answer", "change": "only a change", "both": "an answer and a change"}
_BAR = 40


def document_of(description: Description, peers: Sequence[Peer]) -> dict[str, Any]:
    """All of it as plain JSON values."""
    averages = asdict(description.averages)
    del averages["values"]
    averages["alternatives"]["share_refused"] = description.averages.alternatives.share_refused
    return {
        **averages,
        "shapes": asdict(description.shapes),
        "diversity": {name: measured.document() for name, measured in description.diversity.items()},
        "left_out": list(description.left_out),
        "peers": [asdict(peer) for peer in peers],
    }


def tables_of(description: Description, peers: Sequence[Peer]) -> Iterator[Shown]:
    """What is printed, in order."""
    averages = description.averages
    names = [peer.short for peer in peers]
    heading = (
        f"{averages.environments:,} environments of {len(averages.categories)} categories, {averages.tasks:,} tasks"
    )
    yield heading, list(_sizes(averages, peers)), ["mean", "least", "median", "most", *names]
    yield "Calls of a solution", list(_steps(averages)), ["calls", "tasks"]
    yield "Tasks", list(_tasks(averages)), ["share"]
    yield "Wrong work that was executed", list(_mutants(averages)), []
    yield "Right work done otherwise", list(_alternatives(averages)), ["number"]
    yield "Drafts that certification looked at", list(_drafts(averages)), ["number", "share"]
    yield (
        "How alike they are (0 to 1)", list(_diversity(description)),
        ["pairs, mean", "pairs, p99", "nearest, mean", "nearest, most", f"over {TWIN:g}"],
    )  # fmt: skip
    yield "Shapes of solutions", list(_shapes(description)), ["tasks", "share"]


def _sizes(averages: Averages, peers: Sequence[Peer]) -> Iterator[dict[str, Any]]:
    for name, label in _SIZES.items():
        spread = averages.sizes[name]
        values = {part: f"{getattr(spread, part):,.1f}" for part in ("mean", "least", "median", "most")}
        if name not in ("steps", "words"):
            values |= {part: f"{getattr(spread, part):,.0f}" for part in ("least", "most")}
        theirs = {peer.short: f"{peer.figures[name]:,g}" if name in peer.figures else "" for peer in peers}
        yield {"": label, **values, **theirs}


def _steps(averages: Averages) -> Iterator[dict[str, Any]]:
    most = max(averages.steps.values(), default=1)
    for calls, number in averages.steps.items():
        yield {"calls": str(calls), "tasks": f"{number:,}", "": "▇" * max(1, round(_BAR * number / most))}


def _tasks(averages: Averages) -> Iterator[dict[str, Any]]:
    conditional = averages.conditional
    for kind, label in _KINDS.items():
        yield _share(f"ask for {label}", averages.kinds.get(kind, 0.0))
    for level in ("easy", "medium", "hard"):
        yield _share(level, averages.levels.get(level, 0.0))
    yield _share("need a decision on what was read", averages.decide)
    yield _share(f"come from one of {averages.situations} situations", averages.situated)
    of_all = max(1, averages.tasks)
    yield _share("are done only if something holds, and it does", conditional.carried_out / of_all)
    yield _share("… and it does not: nothing may change", conditional.left_alone / of_all)


def _mutants(averages: Averages) -> Iterator[dict[str, Any]]:
    for row in averages.mutants:
        yield {"kind": row["kind"], **{name: row[name] for name in row if name not in ("kind", "share")}}
    if averages.mutants:
        totals = {name: sum(row[name] for row in averages.mutants) for name in averages.mutants[0]
                  if name not in ("kind", "share")}  # fmt: skip
        yield {"kind": "all", **totals}


def _alternatives(averages: Averages) -> Iterator[dict[str, Any]]:
    found = averages.alternatives
    for way, number in found.ways.items():
        yield {"way": way.replace("_", " "), "number": f"{number:,}"}
    yield {"way": "accepted", "number": f"{found.accepted:,}"}
    yield {
        "way": "refused (drafts that fell for it)",
        "number": f"{found.refused:,} ({found.share_refused:.2%})",
    }
    yield {"way": "tasks with at least one other way", "number": f"{found.tasks_with:.1%}"}


def _drafts(averages: Averages) -> Iterator[dict[str, Any]]:
    kept, dropped = averages.drafts["kept"], averages.drafts["dropped"]
    every = max(1, kept + dropped)
    yield {"outcome": "certified", "number": f"{kept:,}", "share": f"{kept / every:.1%}"}
    for rule, number in averages.drafts["reasons"].items():
        yield {"outcome": f"dropped: {rule}", "number": f"{number:,}", "share": f"{number / every:.1%}"}


def _diversity(description: Description) -> Iterator[dict[str, Any]]:
    for name, measured in description.diversity.items():
        document = measured.document()
        yield {
            "by": name.replace("_", " "),
            "pairs, mean": f"{document['pairs_mean']:.3f}",
            "pairs, p99": f"{document['pairs_p99']:.2f}",
            "nearest, mean": f"{document['nearest_mean']:.3f}",
            "nearest, most": f"{document['nearest_most']:.3f}",
            f"over {TWIN:g}": f"{document['share_over_0.9']:.1%}",
            "the most alike": " ~ ".join(document["closest"][0]["pair"]) if document["closest"] else "",
        }


def _shapes(description: Description) -> Iterator[dict[str, Any]]:
    shapes, of_all = description.shapes, max(1, description.averages.tasks)
    for shape, number in shapes.commonest[:6]:
        yield {"shape": shape, "tasks": f"{number:,}", "share": f"{number / of_all:.1%}"}
    alone = round(shapes.share_alone * description.averages.tasks)
    yield {"shape": f"({shapes.different:,} different ones; those that occur once)", "tasks": f"{alone:,}",
           "share": f"{shapes.share_alone:.1%}"}  # fmt: skip


def _share(label: str, share: float) -> dict[str, Any]:
    return {"tasks that": label, "share": f"{share:.1%}"}
