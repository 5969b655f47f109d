"""Where the boxes of a lineage graph stand on a page: in columns, data flowing from left to right.

In:  a graph.
Out: a place for each box, and the arrows between them.
Never here: signs of any output format.

A column holds what is equally many direct steps away from the root, counted along the longest way, so that every
arrow points right. Within a column boxes are ordered by the middle of their neighbours, back and forth a few times.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from artifacts.graph import Graph

BOX_WIDTH, BOX_HEIGHT = 200, 62
_ACROSS, _DOWN, _MARGIN = 46, 18, 16
_SWEEPS = 4

Place = tuple[int, int]
"""Left and top, in pixels."""


@dataclass(frozen=True)
class Drawing:
    places: Mapping[str, Place]
    """Artifact id to the place of its box."""
    arrows: tuple[tuple[str, str], ...]
    """Source and target of each direct step, in the data's direction."""
    width: int
    height: int


def draw(graph: Graph, most: int) -> Drawing:
    """The drawing of a graph, or of the `most` boxes nearest to its root."""
    shown = set(list(graph.nodes)[:most])
    # A direct way may lead through boxes that are left out; every box has some way through nearer ones.
    ways_on = graph.direct_next_of if len(shown) == len(graph.nodes) else graph.next_of
    steps = {near: [each for each in far if each in shown] for near, far in ways_on.items() if near in shown}
    columns = _ordered(_columns(graph.root, [node for node in graph.nodes if node in shown], steps), steps)
    if graph.direction == "up":
        columns.reverse()
    tallest = max(len(column) for column in columns)
    places: dict[str, Place] = {}
    for number, column in enumerate(columns):
        down = _MARGIN + (tallest - len(column)) * (BOX_HEIGHT + _DOWN) // 2
        for row, artifact_id in enumerate(column):
            places[artifact_id] = (_MARGIN + number * (BOX_WIDTH + _ACROSS), down + row * (BOX_HEIGHT + _DOWN))
    ways = [(near, far) for near, each in steps.items() for far in each if near in places and far in places]
    return Drawing(
        places=places,
        arrows=tuple((far, near) if graph.direction == "up" else (near, far) for near, far in ways),
        width=2 * _MARGIN + len(columns) * (BOX_WIDTH + _ACROSS) - _ACROSS,
        height=2 * _MARGIN + tallest * (BOX_HEIGHT + _DOWN) - _DOWN,
    )


def _columns(root: str, nodes: Sequence[str], steps: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The boxes by their longest way from the root."""
    depth = {root: 0}
    for near in _sources_first(root, steps):
        for far in steps.get(near, ()):
            depth[far] = max(depth.get(far, 0), depth[near] + 1)
    columns: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for node in nodes:
        if node in depth:
            columns[depth[node]].append(node)
    return columns


def _sources_first(root: str, steps: Mapping[str, Sequence[str]]) -> list[str]:
    """Everything reached from the root, each after all that lead to it. Content ids allow no circle."""
    finished: dict[str, None] = {}
    waiting = [(root, False)]
    entered: set[str] = set()
    while waiting:
        node, left = waiting.pop()
        if left:
            finished[node] = None
        elif node not in entered:
            entered.add(node)
            waiting.append((node, True))
            waiting += [(far, False) for far in steps.get(node, ())]
    return list(reversed(finished))


def _ordered(columns: list[list[str]], steps: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Neighbours brought to the same height, so that few arrows cross."""
    back: dict[str, list[str]] = {}
    for near, each in steps.items():
        for far in each:
            back.setdefault(far, []).append(near)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        height = {node: row for column in columns for row, node in enumerate(column)}
        for column in columns if forward else reversed(columns):
            neighbours = back if forward else steps
            middles = {node: _middle([height[each] for each in neighbours.get(node, ())], height[node])
                       for node in column}  # fmt: skip
            column.sort(key=middles.__getitem__)
            height.update({node: row for row, node in enumerate(column)})
    return columns


def _middle(heights: Sequence[int], own: int) -> float:
    return sum(heights) / len(heights) if heights else float(own)
