"""Charts of comparisons and of scaling. Needs the extra `[plots]` (matplotlib).

In:  a `Comparison`, or points. Out: figures as PNG files, or as SVG text for pages that need nothing but themselves.
Never here: measuring. One colour a contender, the same in every chart; intervals are drawn wherever there are any.
"""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluation.comparing import Board, Comparison, Contender
from evaluation.errors import EvaluationError
from schemas import Score

INK, PALE = "#22313f", "#d5dbe1"
COLOURS = ("#2f6f9f", "#c4572a", "#6a8f3c", "#8a5a9e", "#b8912f", "#4f8f8b")
DPI = 130
LONGEST = 34
"""Signs of a label."""


def comparison_charts(comparison: Comparison) -> dict[str, Any]:
    """A chart of scores for each benchmark, and one of the differences where anything could be paired.

    Raises:
        EvaluationError: matplotlib is not installed.
    """
    plt = pyplot()
    charts = {board.benchmark: _scores(plt, board, comparison.names) for board in comparison.boards}
    if any(board.duels for board in comparison.boards):
        charts["differences"] = _differences(plt, comparison)
    return charts


def scaling_chart(benchmark: str, points: Sequence[tuple[int, str, Score]]) -> Any:
    """Score against the number of training environments; raises as `comparison_charts`."""
    plt = pyplot()
    figure, axes = plt.subplots(figsize=(7.2, 4.4))
    places, values = [count for count, _, _ in points], [100 * score.value for _, _, score in points]
    axes.plot(places, values, color=PALE, linewidth=1.5, zorder=1)
    for count, name, score in points:
        axes.errorbar(count, 100 * score.value, yerr=_reach(score), fmt="o", color=COLOURS[0], capsize=3, zorder=2)
        top = 100 * (score.value if score.high is None else score.high)
        axes.annotate(_short(name), (count, top), (0, 5), textcoords="offset points", fontsize=8, ha="center")
    if places and max(places) >= 20:
        axes.set_xscale("symlog", linthresh=10)
    axes.set_xticks(sorted(set(places)), [f"{place:,}" for place in sorted(set(places))])
    axes.minorticks_off()
    axes.set(xlabel="environments trained in", ylabel=f"{points[0][2].name}, %" if points else "", ylim=(0, None))
    axes.set_title(f"{benchmark}: held-out score by number of training environments")
    axes.set_ylim(0, max([*values, 1.0]) * 1.25)
    return figure


def write_png(figure: Any, path: Path) -> Path:
    """Write a figure; a half-written file is never seen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    figure.savefig(partial, dpi=DPI, format="png")
    return partial.replace(path)


def svg_of(figure: Any) -> str:
    """A figure as SVG, from its first tag on, to be put into a page."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    text = buffer.getvalue()
    return text[text.index("<svg") :]


def _scores(plt: Any, board: Board, names: Sequence[str]) -> Any:
    lines = [line for line in board.lines if any(board.score(each, line) for each in board.contenders)]
    height = 0.34 * len(lines) * max(1, len(board.contenders)) ** 0.75 + 1.6
    figure, axes = plt.subplots(figsize=(8.4, max(2.6, height)))
    share = 0.8 / len(board.contenders)
    for number, contender in enumerate(board.contenders):
        _bars(axes, board, lines, contender, number, share, COLOURS[names.index(contender.name) % len(COLOURS)])
    axes.set_yticks(range(len(lines)), [_label(line) for line in lines])
    axes.invert_yaxis()
    axes.set(xlim=(0, 100), xlabel="%")
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_title(f"{board.benchmark}, with 95 % intervals")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.9 / max(2.6, height)), ncols=3)
    return figure


def _bars(axes: Any, board: Board, lines: Sequence[tuple[str, str]], contender: Contender, number: int, share: float,
          colour: str) -> None:  # fmt: skip
    offset = (number - (len(board.contenders) - 1) / 2) * share
    found = [(place, score) for place, line in enumerate(lines) if (score := board.score(contender, line))]
    places = [place + offset for place, _ in found]
    values = [100 * score.value for _, score in found]
    axes.barh(places, values, share * 0.9, color=colour, label=_short(contender.name))
    axes.plot(
        values, places, "o", color=colour, markersize=4, clip_on=False
    )  # a score of 0 has no bar that could be seen
    for place, (_, score) in zip(places, found, strict=True):
        if score.low is not None:
            axes.errorbar(100 * score.value, place, xerr=_reach(score), color=INK, capsize=2, linewidth=0.9)


def _differences(plt: Any, comparison: Comparison) -> Any:
    duels = [(board.benchmark, duel) for board in comparison.boards for duel in board.duels]
    figure, axes = plt.subplots(figsize=(8.4, 0.5 * len(duels) + 1.8))
    for place, (_, duel) in enumerate(duels):
        rate = duel.difference
        reach = [[100 * (rate.value - rate.low)], [100 * (rate.high - rate.value)]]
        colour = COLOURS[comparison.names.index(duel.name) % len(COLOURS)]
        axes.errorbar(100 * rate.value, place, xerr=reach, fmt="o", color=colour, capsize=4, markersize=7)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set_yticks(range(len(duels)), [f"{_short(duel.name)}\n{benchmark}" for benchmark, duel in duels])
    axes.set_ylim(len(duels) - 0.5, -0.5)
    axes.set(xlabel="percentage points, with 95 % intervals")
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.set_title(f"Difference to {_short(duels[0][1].against)} on the same items")
    return figure


def _reach(score: Score) -> list[list[float]]:
    if score.low is None or score.high is None:
        return [[0.0], [0.0]]
    return [[max(0.0, 100 * (score.value - score.low))], [max(0.0, 100 * (score.high - score.value))]]


def _label(line: tuple[str, str]) -> str:
    group, name = line
    return _short(name) if group == "overall" else _short(f"{group}: {name}")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def pyplot() -> Any:
    """Matplotlib without a display, in the one style of all charts; raises as `comparison_charts`."""
    try:
        import matplotlib as mpl
    except ImportError:
        raise EvaluationError("Charts need matplotlib: pip install 'worldloom[plots]'.") from None
    mpl.use("Agg")
    import matplotlib.pyplot as plt

    plt.rcParams.update({
        "font.size": 10, "axes.edgecolor": INK, "axes.labelcolor": INK, "text.color": INK, "xtick.color": INK,
        "ytick.color": INK, "axes.spines.top": False, "axes.spines.right": False, "axes.titlesize": 11,
        "axes.titleweight": "bold", "axes.titlelocation": "left", "figure.constrained_layout.use": True,
        "legend.frameon": False, "svg.hashsalt": "worldloom",
    })  # fmt: skip
    return plt
