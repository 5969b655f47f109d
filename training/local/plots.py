"""Learning curves as one picture, for people: what a run learned, what it cost, and where its form broke.

In:  the numbers of both phases, rates of before and after. Out: a PNG.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from training.local.journal import series

INK, FAINT, LINE, SECOND = "#1f2933", "#9aa5b1", "#1d6fb8", "#d9822b"
SMOOTHED_OVER = 5
"""Steps: a step's numbers are of a few dozen episodes."""


@dataclass(frozen=True)
class Panel:
    """One curve."""

    title: str
    phase: str
    column: str
    is_share: bool = False
    low: float | None = 0.0
    """Where the axis begins; None: where the curve does."""


PANELS = (
    Panel("SFT: loss a token", "sft", "loss"),
    Panel("SFT: pass rate", "sft", "pass_rate", is_share=True),
    Panel("GRPO: reward", "grpo", "reward", low=None),
    Panel("GRPO: pass rate", "grpo", "pass_rate", is_share=True),
    Panel("GRPO: episodes with a format error", "grpo", "format_errors", is_share=True),
    Panel("GRPO: tokens an answer", "grpo", "answer_tokens"),
    Panel("GRPO: KL to the SFT model", "grpo", "kl"),
    Panel("GRPO: entropy a token", "grpo", "entropy"),
)


def draw_curves(
    path: Path, title: str, rows: Mapping[str, list[dict[str, float]]], levels: Mapping[str, float] | None = None
) -> None:
    """Write the picture.

    Args:
        path: Where.
        title: Above all panels.
        rows: Phase to the rows of its journal.
        levels: What to draw as lines across the pass rate of GRPO: name to rate.
    """
    figure = Figure(figsize=(14, 6.4), dpi=120, layout="constrained")
    figure.suptitle(title, fontsize=13, color=INK, x=0.01, ha="left", fontweight="bold")
    for axes, panel in zip(figure.subplots(2, 4).flat, PANELS, strict=True):
        _draw(axes, panel, series(rows.get(panel.phase, []), panel.column))
        if panel.phase == "grpo" and panel.column == "pass_rate":
            _levels(axes, levels or {})
    staged = path.with_suffix(".tmp.png")
    figure.savefig(staged)
    staged.replace(path)


def _draw(axes: Any, panel: Panel, points: Sequence[tuple[int, float]]) -> None:
    axes.set_title(panel.title, fontsize=10.5, color=INK, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    axes.tick_params(colors=INK, labelsize=9, length=3)
    axes.grid(axis="y", color="#e4e7eb", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axes.set_xlabel("step", fontsize=9, color=FAINT)
    if panel.is_share:
        axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        axes.set_ylim(-0.02, 1.02)
    if not points:
        axes.text(0.5, 0.5, "not measured", ha="center", va="center", color=FAINT, transform=axes.transAxes)
        axes.set(xticks=[], yticks=[])
        return
    steps, values = zip(*points, strict=True)
    if len(points) < 2 * SMOOTHED_OVER:
        axes.plot(steps, values, color=LINE, linewidth=1.8, marker="o", markersize=4)
    else:
        axes.plot(steps, values, color=LINE, linewidth=1.0, alpha=0.3)
        axes.plot(steps, smoothed(values), color=LINE, linewidth=2.0)
    if panel.low is not None and not panel.is_share:
        axes.set_ylim(bottom=min(panel.low, *values))


def _levels(axes: Any, levels: Mapping[str, float]) -> None:
    """Lines across, each named at its end."""
    for name, rate in levels.items():
        axes.axhline(rate, color=SECOND, linewidth=1.2, linestyle=(0, (4, 3)))
        axes.annotate(
            f"{name} {rate:.0%}", (1, rate), xycoords=("axes fraction", "data"), xytext=(0, 3),
            textcoords="offset points", ha="right", fontsize=8.5, color=SECOND,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.5},
        )  # fmt: skip


def smoothed(values: Sequence[float]) -> list[float]:
    """Means over a few steps around each; fewer towards the ends, so that nothing is shifted."""
    reach = [min(SMOOTHED_OVER // 2, place, len(values) - 1 - place) for place in range(len(values))]
    parts = [values[place - wide : place + wide + 1] for place, wide in enumerate(reach)]
    return [sum(part) / len(part) for part in parts]
