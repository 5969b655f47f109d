"""A comparison as text: Markdown for a paper, and a page that needs nothing but itself.

In:  a `Comparison`; charts as SVG. Out: text. Never here: files, measuring.
"""

from collections.abc import Iterable, Mapping
from html import escape

from evaluation.comparing import LINE, Board, Comparison, Duel
from schemas import Score

SHOWN = 8
"""Items that a table of text names; the page has all."""
NONE = "–"


def markdown_of(comparison: Comparison) -> str:
    """Tables and differences, benchmark by benchmark."""
    parts = [f"# {' / '.join(comparison.names)}", "", *_markdown_summary(comparison)]
    for board in comparison.boards:
        parts += [f"## {board.benchmark}", "", *_markdown_table(board), ""]
        parts += [line for duel in board.duels for line in (*_duel_lines(duel), "")]
        parts += [f"- {remark}" for remark in board.remarks] + [""]
    return "\n".join(parts).rstrip() + "\n"


def told(duel: Duel) -> str:
    """A duel in a sentence."""
    rate = duel.difference
    verdict = "" if duel.is_clear else ": no clear difference"
    return (
        f"{duel.name} against {duel.against} on {rate.tasks:,} items that both have: {100 * rate.value:+.1f} points "
        f"[{100 * rate.low:+.1f}, {100 * rate.high:+.1f}]{verdict}; {len(duel.won)} won, {len(duel.lost)} lost, "
        f"{duel.tied} tied"
    )


def cell(score: Score | None) -> str:
    """A score as a table shows it."""
    return NONE if score is None else str(score).replace("%", "")


def label(line: LINE) -> str:
    """A line's name."""
    group, name = line
    return name if group == "overall" else f"{group}: {name}"


def _markdown_summary(comparison: Comparison) -> list[str]:
    if len(comparison.boards) < 2:
        return []
    titles = [_plain(board.title) for board in comparison.boards]
    rows = [
        f"| {_plain(name)} | {' | '.join(cell(score) for score in row.values())} |"
        for name, row in zip(comparison.names, comparison.summary(), strict=True)
    ]
    return [f"| % | {' | '.join(titles)} |", f"|---|{'---:|' * len(titles)}", *rows, ""]


def _markdown_table(board: Board) -> list[str]:
    names = [_plain(each.name) for each in board.contenders]
    head = f"| % | {' | '.join(names)} |"
    rule = f"|---|{'---:|' * len(names)}"
    rows = [
        f"| {_plain(label(line))} | {' | '.join(cell(board.score(each, line)) for each in board.contenders)} |"
        for line in board.lines
    ]
    return [head, rule, *rows]


def _duel_lines(duel: Duel) -> list[str]:
    lines = [f"{_plain(told(duel))}."]
    for word, items in (("Won", duel.won), ("Lost", duel.lost)):
        if items:
            more = f" and {len(items) - SHOWN} more" if len(items) > SHOWN else ""
            lines += ["", f"{word}: {', '.join(f'`{item}`' for item in items[:SHOWN])}{more}."]
    return lines


def _plain(text: str) -> str:
    return text.replace("|", "\\|")


def html_of(comparison: Comparison, charts: Mapping[str, str]) -> str:
    """The page: tables, charts as SVG, and every item that was won or lost. It asks the network for nothing."""
    summary = _summary_html(comparison) if len(comparison.boards) > 1 else ""
    boards = "\n".join(_section(board, charts.get(board.benchmark, "")) for board in comparison.boards)
    differences = f"<figure>{charts['differences']}</figure>" if "differences" in charts else ""
    title = escape(" / ".join(comparison.names))
    return (
        "<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n"
        '<meta name=viewport content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n<h1>{title}</h1>\n{summary}\n{differences}\n{boards}\n</html>\n"
    )


def _summary_html(comparison: Comparison) -> str:
    heads = "".join(f"<th>{escape(board.title)}</th>" for board in comparison.boards)
    rows = "\n".join(
        f"<tr><td>{escape(name)}</td>{_cells(row.values())}</tr>"
        for name, row in zip(comparison.names, comparison.summary(), strict=True)
    )
    return f"<table><tr><th>%</th>{heads}</tr>\n{rows}\n</table>"


def _section(board: Board, chart: str) -> str:
    heads = "".join(f"<th>{escape(each.name)}</th>" for each in board.contenders)
    rows = "\n".join(
        f"<tr><td>{escape(label(line))}</td>{_cells(board.score(each, line) for each in board.contenders)}</tr>"
        for line in board.lines
    )
    duels = "\n".join(_duel_html(duel) for duel in board.duels)
    remarks = "".join(f"<li>{escape(remark)}</li>" for remark in board.remarks)
    figure = f"<figure>{chart}</figure>" if chart else ""
    return (
        f"<h2>{escape(board.benchmark)}</h2>\n{figure}\n<table><tr><th>%</th>{heads}</tr>\n{rows}\n</table>\n"
        f"{duels}\n<ul>{remarks}</ul>"
    )


def _cells(scores: Iterable[Score | None]) -> str:
    return "".join(f"<td class=n>{escape(cell(score))}</td>" for score in scores)


def _duel_html(duel: Duel) -> str:
    lists = "".join(
        f"<details><summary>{word}: {len(items)} items</summary><p>{escape(', '.join(items))}</p></details>"
        for word, items in (("won", duel.won), ("lost", duel.lost))
        if items
    )
    return f"<p>{escape(told(duel))}.</p>{lists}"


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#22313f;max-width:62rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2.5rem;border-bottom:1px solid #d5dbe1}"
    "table{border-collapse:collapse;font-size:.92rem;display:block;overflow-x:auto}"
    "th,td{padding:.25rem .7rem;border-bottom:1px solid #e8ecef;text-align:left}"
    ".n{text-align:right;font-variant-numeric:tabular-nums}figure{margin:1rem 0;overflow-x:auto}"
    "svg{max-width:100%;height:auto}details p{font:13px/1.5 ui-monospace,monospace}"
)
