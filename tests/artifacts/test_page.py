"""The lineage page: structure and safety here, in a real browser where one is installed."""

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts import Edge, Graph, Node, as_html
from artifacts.drawing import BOX_HEIGHT, BOX_WIDTH, draw

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def graph_of(edges: list[tuple[int, int]], label: str = "marina", direction: str = "up") -> Graph:
    """Node 0 is the root; an edge leads from the number nearer to it to one further away."""
    numbers = {0}
    for near, far in sorted(edges):  # lineage holds only what is reached from its root
        numbers |= {far} if near in numbers else set()
    edges = [edge for edge in edges if edge[0] in numbers]
    nodes = {f"tasks-{n}": Node(f"tasks-{n}", "tasks", label, "propose_tasks") for n in sorted(numbers)}
    ways = [(far, near) if direction == "up" else (near, far) for near, far in edges]
    return Graph("tasks-0", direction, nodes, tuple(Edge(f"tasks-{a}", f"tasks-{b}", "step", 1) for a, b in ways))  # type: ignore[arg-type]


class Page(HTMLParser):
    """What a browser would make of the page, as far as these tests ask."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[str] = []
        self.boxes: list[str] = []
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.loads += [str(found[name]) for name in ("src", "href") if found.get(name)]
        if tag == "tr" and "data-id" in found:
            self.rows.append(str(found["data-id"]))
        if tag == "g" and "data-id" in found:
            self.boxes.append(str(found["data-id"]))


def data_in(text: str) -> dict[str, object]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert match is not None
    found: dict[str, object] = json.loads(match[1])
    return found


def test_the_page_draws_and_lists_every_artifact_and_loads_nothing() -> None:
    text = as_html(graph_of([(0, 1), (0, 2), (1, 3), (2, 3)]))
    page = Page(text)
    assert sorted(page.rows) == sorted(page.boxes) == [f"tasks-{n}" for n in range(4)]
    assert page.loads == []
    assert "http" not in re.sub(r"http-equiv", "", text)
    assert data_in(text)["root"] == "tasks-0"


@given(label=st.text(max_size=60))
def test_no_label_gets_out_of_its_place(label: str) -> None:
    plain, odd = Page(as_html(graph_of([(0, 1)], "x"))), as_html(graph_of([(0, 1)], label))
    assert Page(odd).tags == plain.tags
    data_in(odd)


def test_a_label_that_is_markup_stays_text() -> None:
    text = as_html(graph_of([(0, 1)], "</script><script>alert(1)</script>%%rows%%"))
    assert "<script>alert" not in text
    assert len(Page(text).rows) == 2


@given(
    edges=st.lists(st.tuples(st.integers(0, 12), st.integers(1, 13)).filter(lambda e: e[0] < e[1]), max_size=40),
    direction=st.sampled_from(["up", "down"]),
    most=st.sampled_from([3, 300]),
)
def test_arrows_point_right_and_boxes_never_overlap(edges: list[tuple[int, int]], direction: str, most: int) -> None:
    graph = graph_of(list(dict.fromkeys(edges)), direction=direction)
    drawing = draw(graph, most)
    for source, target in drawing.arrows:
        assert drawing.places[source][0] + BOX_WIDTH < drawing.places[target][0]
    places = list(drawing.places.values())
    for number, (left, top) in enumerate(places):
        assert 0 <= left <= drawing.width - BOX_WIDTH and 0 <= top <= drawing.height - BOX_HEIGHT
        for other_left, other_top in places[:number]:
            assert abs(left - other_left) >= BOX_WIDTH or abs(top - other_top) >= BOX_HEIGHT


def test_a_wide_graph_is_listed_whole_and_drawn_in_part() -> None:
    text = as_html(graph_of([(0, n) for n in range(1, 500)], direction="down"))
    page = Page(text)
    assert len(page.rows) == 500
    assert len(page.boxes) == 300
    assert "nearest 300" in text


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no Chromium here: `apt-get install chromium` to look at the page")
def test_a_browser_searches_the_list_and_marks_what_hangs_together(tmp_path: Path) -> None:
    script = """
<script>
search.value = "tasks-3"; search.dispatchEvent(new Event("input")); choose("tasks-1");
document.title = JSON.stringify({ shown: rows.filter(row => !row.hidden).length, count: count.textContent,
  near: arrows.filter(arrow => arrow.classList.contains("near")).length,
  dim: boxes.filter(box => box.classList.contains("dim")).map(box => box.dataset.id) });
</script></body>"""
    page = tmp_path / "page.html"
    page.write_text(as_html(graph_of([(0, 1), (0, 2), (1, 3)])).replace("</body>", script), encoding="utf-8")
    assert BROWSER is not None
    dumped = subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
         "--dump-dom", page.as_uri()],
        capture_output=True, text=True, timeout=90, check=True,
    ).stdout  # fmt: skip
    title = re.search(r"<title>(.*?)</title>", dumped)
    assert title is not None
    told = json.loads(title[1].replace("&quot;", '"'))
    assert told == {"shown": 1, "count": "1 of 4", "near": 2, "dim": ["tasks-2"]}
