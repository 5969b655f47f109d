"""A piece of lineage as a graph, and its three drawings: tree, JSON, Mermaid.

In:  nodes and edges, as `lineage.py` found them.
Out: text. Never here: the database.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Literal

Direction = Literal["up", "down"]

_MERMAID_UNSAFE = {sign: f"#{ord(sign)};" for sign in '#"<>&`\\'}


@dataclass(frozen=True)
class Node:
    id: str
    kind: str
    label: str
    """What people call it: `marina@1`, or what its step was about."""
    step: str
    """The step that made it; empty where none is recorded."""


@dataclass(frozen=True)
class Edge:
    """One artifact went into a step and the other came out."""

    source: str
    target: str
    step: str
    derivation: int


@dataclass(frozen=True)
class Graph:
    root: str
    direction: Direction
    """`up`: what the root came from; `down`: what came from it."""
    nodes: Mapping[str, Node]
    """By artifact id, nearest to the root first."""
    edges: tuple[Edge, ...]

    @cached_property
    def next_of(self) -> Mapping[str, list[str]]:
        """The neighbours of each node one step further from the root, each once."""
        found: dict[str, dict[str, None]] = {}
        for edge in self.edges:
            near, far = (edge.target, edge.source) if self.direction == "up" else (edge.source, edge.target)
            found.setdefault(near, {})[far] = None
        return {near: list(far) for near, far in found.items()}

    @cached_property
    def direct_next_of(self) -> Mapping[str, list[str]]:
        """`next_of` without the neighbours that are reached through another neighbour too.

        A late step takes nearly everything that was made before it; drawn in full, that hides the way.
        """
        return {near: self._direct(far) for near, far in self.next_of.items()}

    def _direct(self, neighbours: list[str]) -> list[str]:
        beyond: set[str] = set()
        waiting = [further for each in neighbours for further in self.next_of.get(each, [])]
        while waiting:
            reached = waiting.pop()
            if reached not in beyond:
                beyond.add(reached)
                waiting += self.next_of.get(reached, [])
        return [each for each in neighbours if each not in beyond] or neighbours


def as_tree(graph: Graph) -> str:
    """The graph as an indented tree in plain text, by its direct steps: JSON and Mermaid show every edge.

    What hangs on several nodes is spelt out under the first.
    """
    lines: list[str] = []
    spelt_out: set[str] = set()
    waiting = [(graph.root, "", "")]
    while waiting:
        artifact_id, branch, indent = waiting.pop()
        further = graph.direct_next_of.get(artifact_id, [])
        again = artifact_id in spelt_out and bool(further)
        lines.append(branch + _line(graph.nodes[artifact_id]) + (" (see above)" if again else ""))
        if again:
            continue
        spelt_out.add(artifact_id)
        for number, neighbour in enumerate(reversed(further)):
            corner, below = ("└─ ", "   ") if number == 0 else ("├─ ", "│  ")
            waiting.append((neighbour, indent + corner, indent + below))
    return "\n".join(lines)


def as_json(graph: Graph) -> str:
    """The graph as a JSON document: root, direction, nodes, edges."""
    document = {
        "root": graph.root,
        "direction": graph.direction,
        "nodes": [asdict(node) for node in graph.nodes.values()],
        "edges": [asdict(edge) for edge in graph.edges],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def as_mermaid(graph: Graph) -> str:
    """The graph as a Mermaid flowchart, arrows in the data's direction."""
    names = {artifact_id: f"n{number}" for number, artifact_id in enumerate(graph.nodes)}
    lines = ["flowchart LR"]
    for artifact_id, node in graph.nodes.items():
        label = "<br/>".join(_escape(part) for part in (node.kind, node.label, node.id) if part)
        lines.append(f'    {names[artifact_id]}["{label}"]')
    arrows = dict.fromkeys((edge.source, edge.target, edge.step) for edge in graph.edges)
    lines += [f'    {names[source]} -->|"{_escape(step)}"| {names[target]}' for source, target, step in arrows]
    return "\n".join(lines)


def _line(node: Node) -> str:
    named = f"{node.id}  {_one_line(node.label)}" if node.label else node.id
    return f"{named}  ({node.step})" if node.step else named


def _escape(text: str) -> str:
    """Text for a quoted Mermaid label, in its own character codes: no quote, tag or Markdown gets through."""
    return "".join(_MERMAID_UNSAFE.get(sign, sign) for sign in _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())
