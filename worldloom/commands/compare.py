"""`worldloom compare` and `worldloom scaling`: results side by side, and what more environments bring."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worldloom.console import explaining, out, print_json, print_table, stop
from worldloom.options import AsJson, Home
from worldloom.settings import read_settings

if TYPE_CHECKING:
    from evaluation.comparing import Comparison


def compare(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Tags, models, report ids, published names; the first is the measure."),
    ] = None,
    benchmark: Annotated[str, typer.Option(help="Only these: NAME,NAME.")] = "",
    to: Annotated[Path | None, typer.Option("--to", help="Write Markdown, a page and charts into this folder.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Put results side by side: tables, paired differences, items won and lost. Without names: what there is."""
    with explaining():
        from evaluation.comparing import compare as compared
        from tasks.read_evaluations import contenders

        workspace = read_settings(home).workspace()
        if not names:
            _print_names(workspace, as_json)
            return
        chosen = [name.strip() for name in benchmark.split(",") if name.strip()]
        comparison = compared(list(dict.fromkeys(names)), contenders(workspace, names, chosen))
        written = _write(comparison, to) if to else []
    if as_json:
        print_json(comparison.document())
        return
    print_comparison(comparison)
    for path in written:
        out.print(f"Wrote {path}", markup=False, soft_wrap=True)


def scaling(
    benchmark: Annotated[str, typer.Option(help="Its first score is drawn.")] = "worldloom-heldout",
    to: Annotated[Path | None, typer.Option("--to", help="Write the chart into this PNG file.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Held-out score against the number of environments that each checkpoint was trained in, as lineage knows it."""
    with explaining():
        from tasks.read_evaluations import scaling_points

        points = scaling_points(read_settings(home).workspace(), benchmark)
        if not points:
            stop(
                "No evaluation of a checkpoint is here, so there is no curve. "
                "Evaluate one: worldloom evaluate --checkpoint ID --model NAME --base-url URL"
            )
        if to:
            from evaluation.plots import scaling_chart, write_png

            write_png(scaling_chart(benchmark, [(each.environments, each.name, each.score) for each in points]), to)
    rows = [
        {"environments": each.environments, "name": each.name, each.score.name: str(each.score),
         "items": each.score.items}
        for each in points
    ]  # fmt: skip
    if as_json:
        print_json(rows)
        return
    print_table(rows, narrow=["name"])
    if to:
        out.print(f"Wrote {to}", markup=False)


def print_comparison(comparison: "Comparison") -> None:
    """The tables, benchmark by benchmark."""
    from evaluation.pages import cell, label, told

    if len(comparison.boards) > 1:
        print_table([
            {"%": name, **{title: cell(score) for title, score in row.items()}}
            for name, row in zip(comparison.names, comparison.summary(), strict=True)
        ], narrow=["%"])  # fmt: skip
        out.print()
    for board in comparison.boards:
        out.print(f"[bold]{board.benchmark}[/], in %")
        rows = [
            {"": label(line), **{each.name: cell(board.score(each, line)) for each in board.contenders}}
            for line in board.lines
        ]
        print_table(rows, narrow=[""])
        for duel in board.duels:
            out.print(told(duel) + ".", markup=False, soft_wrap=True, style="green" if duel.is_clear else "")
        for remark in board.remarks:
            out.print(f"Note: {remark}", markup=False, soft_wrap=True, style="yellow")
        out.print()


def _print_names(workspace: object, as_json: bool) -> None:
    from artifacts import Workspace
    from evaluation.published import published_figures
    from tasks.read_evaluations import newest

    assert isinstance(workspace, Workspace)
    rows = [{"name": name, "benchmark": each, "report": report} for (name, each), report in newest(workspace).items()]
    rows += [
        {"name": name, "benchmark": figure.benchmark, "report": f"published: {figure.source}"}
        for name, figures in published_figures().items()
        for figure in figures
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(rows, narrow=["name", "benchmark"])


def _write(comparison: "Comparison", folder: Path) -> list[Path]:
    """Markdown, the page, and, where matplotlib is there, a PNG file a chart."""
    from evaluation.pages import html_of, markdown_of

    folder.mkdir(parents=True, exist_ok=True)
    charts, pictures = {}, []
    if find_spec("matplotlib"):
        from evaluation.plots import comparison_charts, svg_of, write_png

        figures = comparison_charts(comparison)
        charts = {name: svg_of(figure) for name, figure in figures.items()}
        pictures = [write_png(figure, folder / f"{name}.png") for name, figure in figures.items()]
    else:
        out.print("Without charts: pip install 'worldloom[plots]'", style="yellow", markup=False)
    texts = {"comparison.md": markdown_of(comparison), "comparison.html": html_of(comparison, charts)}
    for name, text in texts.items():
        partial = folder / f".{name}.partial"
        partial.write_text(text, encoding="utf-8")
        partial.replace(folder / name)
    return [*(folder / name for name in texts), *pictures]
