"""Charts of a collection, as PNG files.

In:  a description. Out: one file a chart in a folder. Needs the extra `[plots]` (matplotlib).
Never here: measuring anything.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from artifacts.tally import Averages
from authors.similarity.pairs import BINS
from evaluation.errors import EvaluationError
from evaluation.plots import COLOURS, INK, PALE, pyplot, write_png
from tasks.describe_collection import TWIN, Description, Measured
from worldloom.figures.peers import Peer

OURS, THEIRS, *_ = COLOURS
OUTCOMES = {
    "rejected": ("rejected by the verifier", OURS),
    "refused": ("its altered call failed", "#9fb8cc"),
    "equivalent": ("equivalent: not wrong at all", PALE),
    "survived": ("survived", THEIRS),
}
_SIZES = {"tables": "tables", "tools": "tools", "rows": "seed rows", "steps": "calls of a solution"}
_WAYS = {
    "scenarios": "scenarios",
    "schemas": "schemas, by role",
    "tools": "tools, by role",
    "by_role": "schemas and tools, by role",
    "instructions": "instructions, without nouns",
    "solution_shapes": "solution shapes",
}


class NoCharts(Exception):
    """Charts cannot be drawn; says what to install or mend."""


def draw_charts(description: Description, folder: Path, peers: Sequence[Peer]) -> list[Path]:
    """Draw all charts; those that are there are replaced.

    Raises:
        NoCharts: matplotlib is not installed, or the folder cannot be written.
    """
    try:
        plt = pyplot()
    except EvaluationError as fault:
        raise NoCharts(str(fault)) from None
    charts: dict[str, Callable[[], Any]] = {
        "sizes": lambda: _sizes(plt, description.averages, peers),
        "tasks": lambda: _tasks(plt, description.averages),
        "wrong-work": lambda: _wrong_work(plt, description.averages.mutants),
        "nearest": lambda: _nearest(plt, description.diversity),
        "pairs": lambda: _pairs(plt, description.diversity),
        "shapes": lambda: _shapes(plt, description),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_drawn(plt, chart(), folder / f"{name}.png") for name, chart in charts.items()]
    except OSError as fault:
        raise NoCharts(f"No charts in {folder}: {fault}. Name a folder that can be written.") from None


def _drawn(plt: Any, figure: Any, path: Path) -> Path:
    written = write_png(figure, path)
    plt.close(figure)
    return written


def _sizes(plt: Any, averages: Averages, peers: Sequence[Peer]) -> Any:
    figure, places = plt.subplots(2, 2, figsize=(10, 6.4))
    for axes, (name, label) in zip(places.flat, _SIZES.items(), strict=True):
        values = averages.values[name]
        whole = name != "rows"
        bins = _whole_bins(values) if whole else 30
        axes.hist(values, bins=bins, color=OURS, rwidth=0.9)
        axes.axvline(
            averages.sizes[name].mean, color=INK, linewidth=1.5, label=f"mean {averages.sizes[name].mean:,.1f}"
        )
        for peer, style in zip((each for each in peers if name in each.figures), ("--", ":"), strict=False):
            axes.axvline(
                peer.figures[name], color=THEIRS, linestyle=style, linewidth=1.5,
                label=f"{peer.short} {peer.figures[name]:,g}",
            )  # fmt: skip
        axes.set_title(label)
        axes.set_ylabel("tasks" if name == "steps" else "environments")
        axes.margins(x=0.08)
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.legend(
            fontsize=9, loc="lower right", bbox_to_anchor=(1.02, 0.99), ncols=3, columnspacing=1.2, handlelength=1.4
        )
    figure.suptitle(f"{averages.environments:,} environments with {averages.tasks:,} tasks", fontweight="bold")
    return figure


def _whole_bins(values: Sequence[float]) -> list[float]:
    low, high = (int(min(values)), int(max(values))) if values else (0, 1)
    width = max(1, (high - low) // 30)
    return [edge - 0.5 for edge in range(low, high + width + 1, width)]


def _tasks(plt: Any, averages: Averages) -> Any:
    figure, places = plt.subplots(2, 2, figsize=(10, 5.6))
    conditional = averages.conditional
    parts: dict[str, Mapping[str, float]] = {
        "what is asked for": averages.kinds,
        "difficulty": averages.levels,
        "type of the answer": averages.answers,
        "done only if something holds": {
            "carried out": conditional.carried_out / max(1, averages.tasks),
            "left alone": conditional.left_alone / max(1, averages.tasks),
        },
    }
    names = {"both": "change and answer", "query": "answer only", "change": "change only", "none": "no answer"}
    for axes, (title, shares) in zip(places.flat, parts.items(), strict=True):
        _share_bars(axes, {names.get(name, name): share for name, share in shares.items()})
        axes.set_title(title)
    figure.suptitle(f"{averages.tasks:,} tasks", fontweight="bold")
    return figure


def _share_bars(axes: Any, shares: Mapping[str, float]) -> None:
    names, values = list(shares)[::-1], [100 * share for share in shares.values()][::-1]
    bars = axes.barh(names, values, color=OURS, height=0.62)
    axes.bar_label(bars, labels=[f"{value:.1f} %" for value in values], padding=4)
    axes.set_xlim(0, max([*values, 1]) * 1.22)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(left=False)


def _wrong_work(plt: Any, mutants: Sequence[Mapping[str, Any]]) -> Any:
    figure, axes = plt.subplots(figsize=(10, 0.5 + 0.36 * max(4, len(mutants))))
    rows = list(mutants)[::-1]
    names = [row["kind"].replace("_", " ") for row in rows]
    left = [0.0] * len(rows)
    for outcome, (label, colour) in OUTCOMES.items():
        total = sum(row[outcome] for row in rows)
        widths = [row[outcome] for row in rows]
        axes.barh(names, widths, left=left, color=colour, height=0.7, label=f"{label} ({total:,})")
        left = [start + width for start, width in zip(left, widths, strict=True)]
    axes.set_title(f"{sum(row['made'] for row in rows):,} pieces of wrong work, executed")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.tick_params(left=False)
    axes.legend(loc="lower right")
    return figure


def _nearest(plt: Any, diversity: Mapping[str, Measured]) -> Any:
    """How alike each member and its nearest neighbour are."""
    figure, places = plt.subplots(2, 3, figsize=(11, 6), sharex=True)
    for axes, (name, measured) in zip(places.flat, diversity.items(), strict=True):
        nearest = measured.likeness.nearest
        axes.hist(nearest, bins=25, range=(0, 1), color=OURS, rwidth=0.9)
        axes.axvspan(TWIN, 1.0, color=THEIRS, alpha=0.15, linewidth=0)
        axes.set_title(_WAYS[name])
        over = measured.likeness.share_over(TWIN)
        axes.text(0.88, 0.97, f"over {TWIN:g}: {over:.1%}", transform=axes.get_xaxis_transform(), ha="right", va="top",
                  color=THEIRS)  # fmt: skip
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.set_ylim(top=axes.get_ylim()[1] * 1.15)
        axes.set_ylabel("tasks" if name == "instructions" else "environments")
    for axes in places[-1]:
        axes.set_xlabel("similarity to the nearest other one")
    return figure


def _pairs(plt: Any, diversity: Mapping[str, Measured]) -> Any:
    """How similarities are distributed over all pairs: the share of pairs that are more alike than so much."""
    figure, axes = plt.subplots(figsize=(9, 5))
    edges = [number / BINS for number in range(BINS + 1)]
    for name, measured in diversity.items():
        counts = measured.likeness.histogram
        total = max(1, int(counts.sum()))
        above = [1.0, *(1.0 - counts.cumsum() / total)]
        shown = [(edge, share) for edge, share in zip(edges, above, strict=True) if share > 0]
        axes.plot(*zip(*shown, strict=True), label=_WAYS[name], linewidth=2.4 if name == "by_role" else 1.4)
    axes.axvline(TWIN, color=THEIRS, linestyle="--", linewidth=1)
    axes.set_yscale("log")
    axes.set_xlim(0, 1)
    axes.set_xlabel("similarity")
    axes.set_ylabel("share of pairs that are more alike")
    axes.set_title("All pairs")
    axes.legend(frameon=True, framealpha=1.0, edgecolor="none")
    return figure


def _shapes(plt: Any, description: Description) -> Any:
    shapes, tasks = description.shapes, max(1, description.averages.tasks)
    figure, axes = plt.subplots(figsize=(10, 5))
    rows = list(shapes.commonest)[::-1]
    bars = axes.barh([_folded(name) for name, _ in rows], [count for _, count in rows], color=OURS, height=0.66)
    axes.bar_label(bars, labels=[f"{count:,} ({count / tasks:.1%})" for _, count in rows], padding=4)
    axes.set_xlim(0, max([count for _, count in rows], default=1) * 1.18)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.tick_params(left=False)
    axes.set_xlabel("tasks")
    axes.set_title(
        f"{shapes.different:,} shapes of solutions; {shapes.share_alone:.0%} of solutions have one of their own"
    )
    return figure


def _folded(shape: str) -> str:
    """Repeated kinds counted: "3 × search, update"."""
    found: list[list[Any]] = []
    for kind in shape.split():
        if found and found[-1][0] == kind:
            found[-1][1] += 1
        else:
            found.append([kind, 1])
    return ", ".join(kind if times == 1 else f"{times} × {kind}" for kind, times in found)
