"""A piece of lineage as one HTML page that needs nothing but itself: a drawing, and a list that can be searched.

In:  a graph, as `lineage.py` found it.
Out: the page as text, with its style, script and drawing inside; opened from a file, it asks the network for nothing.
Never here: the database; where boxes stand (`drawing.py`).
"""

import json
from html import escape
from importlib import resources

from artifacts.drawing import BOX_HEIGHT, BOX_WIDTH, Drawing, draw
from artifacts.graph import Graph, Node

MOST_DRAWN = 300
"""Boxes in a drawing; beyond, people read the list, and the nearest ones are drawn."""
_LABEL_SIGNS = 27
_ID_SIGNS = 29


def as_html(graph: Graph, title: str | None = None) -> str:
    """The graph as a page. Its drawing shows direct steps, its list and its data every artifact and edge."""
    drawing = draw(graph, MOST_DRAWN)
    root = graph.nodes[graph.root]
    told = "What {} came from" if graph.direction == "up" else "What came of {}"
    heading = title or told.format(root.label or root.id)
    more = len(graph.nodes) - len(drawing.places)
    left_out = f"The drawing shows the nearest {len(drawing.places)}; the list has all." if more else ""
    return _filled(
        {
            "title": escape(heading),
            "summary": escape(f"{len(graph.nodes)} artifacts, {len(graph.edges)} edges. {left_out}".strip()),
            "drawing": _svg(graph, drawing),
            "rows": "\n".join(_row(node) for node in graph.nodes.values()),
            "data": _json_in_html(graph),
        }
    )


def _filled(parts: dict[str, str]) -> str:
    """The template with its parts put in; what is put in is not looked at again."""
    text = resources.files("artifacts").joinpath("page.html").read_text(encoding="utf-8")
    pieces = text.split("%%")  # text, name, text, name, … text
    return "".join(parts[piece] if number % 2 else piece for number, piece in enumerate(pieces))


def _row(node: Node) -> str:
    cells = "".join(f"<td>{escape(text)}</td>" for text in (node.kind, node.label, node.step))
    return f'<tr data-id="{escape(node.id)}" tabindex="0">{cells}<td><code>{escape(node.id)}</code></td></tr>'


def _svg(graph: Graph, drawing: Drawing) -> str:
    lines = [
        f'<svg viewBox="0 0 {drawing.width} {drawing.height}" width="{drawing.width}" height="{drawing.height}" '
        'role="img" aria-label="The graph of artifacts"><defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" '
        'markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z"/></marker></defs>'
    ]
    for source, target in drawing.arrows:
        lines.append(_arrow(drawing, source, target))
    for artifact_id in drawing.places:
        lines.append(_box(graph, drawing, graph.nodes[artifact_id]))
    return "\n".join([*lines, "</svg>"])


def _arrow(drawing: Drawing, source: str, target: str) -> str:
    (left, from_top), (right, to_top) = drawing.places[source], drawing.places[target]
    start, end = left + BOX_WIDTH, right - 4
    middle = (start + end) / 2
    high, low = from_top + BOX_HEIGHT / 2, to_top + BOX_HEIGHT / 2
    return (
        f'<path class="arrow" data-from="{escape(source)}" data-to="{escape(target)}" '
        f'd="M{start} {high:g} C{middle:g} {high:g} {middle:g} {low:g} {end} {low:g}"/>'
    )


def _box(graph: Graph, drawing: Drawing, node: Node) -> str:
    left, top = drawing.places[node.id]
    named = " ".join(part for part in (node.kind, node.label, f"made by {node.step}" if node.step else "") if part)
    marked = " root" if node.id == graph.root else ""
    return (
        f'<g class="box{marked}" data-id="{escape(node.id)}" transform="translate({left} {top})" tabindex="0">'
        f"<title>{escape(named)}&#10;{escape(node.id)}</title>"
        f'<rect width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="6"/>'
        f'<text x="10" y="18" class="kind">{escape(node.kind)}</text>'
        f'<text x="{BOX_WIDTH - 10}" y="18" class="step">{escape(node.step)}</text>'
        f'<text x="10" y="36">{escape(_clipped(node.label, _LABEL_SIGNS))}</text>'
        f'<text x="10" y="51" class="id">{escape(_clipped(node.id, _ID_SIGNS))}</text></g>'
    )


def _clipped(text: str, signs: int) -> str:
    return text if len(text) <= signs else text[: signs - 1] + "…"


def _json_in_html(graph: Graph) -> str:
    """The edges as JSON that cannot end the script element that it stands in."""
    edges = [{"from": edge.source, "to": edge.target, "step": edge.step} for edge in graph.edges]
    text = json.dumps({"root": graph.root, "edges": edges}, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
